//! From a question to the law and back, as the screens show it.

use std::sync::Arc;

use crate::model::answer::{EvidenceLink, Stance};
use crate::model::evidence::Trace;
use crate::tui::event::{Effect, Event, Pinned, Told, Written};
use crate::tui::popup::Popup;
use crate::tui::state::Screen;
use crate::tui::tests::Tui;
use crate::workbench::evidence::trace::{Piece, Standing};

impl Tui {
    /// The checklist at a question.
    fn at(columns: u16, rows: u16, question: &str) -> Self {
        let mut tui = Self::open(columns, rows);
        tui.key("/");
        tui.types(question);
        tui.key("enter");
        tui
    }

    /// What the searches of the question bring up has come.
    fn suggested(columns: u16, rows: u16, question: &str) -> Self {
        let mut tui = Self::at(columns, rows, question);
        tui.asked.clear();
        tui.key("p");
        tui.suggestions_come();
        tui
    }

    fn suggestions_come(&mut self) {
        let place = self.asked.iter().position(|e| matches!(e, Effect::Suggest { .. })).unwrap();
        let Effect::Suggest { number, question } = self.asked.remove(place) else { unreachable!() };
        let id = self.workbench.pick(None).unwrap();
        let found = self.workbench.suggest(&id, &question.to_string(), None, &super::laws::reading());
        let result = found.map(|(_, suggested)| Arc::new(suggested)).map_err(|e| e.to_string());
        self.happens(Event::Told(Told::Suggested { number, question, result }));
        self.settles();
    }

    /// The passages of the demonstration, of which one has changed.
    fn with_a_changed_passage(&mut self, id: &str) {
        let items = self.state.open.as_ref().unwrap().opened.evidence.clone();
        let mut standings = self.workbench.standings(items.values(), &super::laws::reading());
        let (item, _) = standings.iter().find(|(item, _)| item.as_str() == id).unwrap();
        let changed = Standing {
            trace: Trace::Changed,
            confirmed: false,
            provision: Some(("sec_5".to_owned(), "s. 5".to_owned())),
            sha256: None,
            version: None,
            likeness: 0.9,
            intact: false,
            difference: vec![
                Piece::Kept("A person who".to_owned()),
                Piece::Removed("knowingly".to_owned()),
                Piece::Kept("has child sexual abuse material".to_owned()),
            ],
        };
        standings.insert(item.clone(), changed);
        self.happens(Event::Told(Told::Standings(standings)));
    }
}

fn screen(name: &str) -> Tui {
    match name {
        "suggested" => Tui::suggested(80, 24, "C03-9"),
        "pin" => {
            let mut tui = Tui::suggested(80, 24, "C03-9");
            tui.key("p");
            tui
        }
        "choose-words" => {
            let mut tui = Tui::suggested(80, 24, "C03-9");
            tui.key("enter");
            tui.settles();
            tui.key("v");
            tui.keys(&["right", "enter", "right", "right", "down"]);
            tui
        }
        "evidence-list" => {
            let mut tui = Tui::at(80, 24, "C03-9");
            tui.with_a_changed_passage("xda-osca-s5");
            tui.key("E");
            tui.types("suspect");
            tui
        }
        "evidence-item" => {
            let mut tui = Tui::at(80, 24, "C03-2");
            tui.with_a_changed_passage("xda-osca-s5");
            tui.key("E");
            tui.key("enter");
            tui
        }
        "suspect-answer" => {
            let mut tui = Tui::at(80, 24, "C03-9");
            tui.with_a_changed_passage("xda-osca-s5");
            tui.keys(&["enter", "end"]);
            tui
        }
        "absence-found" => {
            let mut tui = Tui::at(80, 24, "C03-9");
            tui.key("x");
            let question = "mnr/C03-9".parse().unwrap();
            let found = vec!["xda/online-safety-of-children-act-2019 s. 5  Possession".to_owned()];
            tui.happens(Event::Told(Told::FoundInstead(question, found)));
            tui
        }
        other => panic!("{other}"),
    }
}

#[test]
fn the_screens_at_three_sizes() {
    for name in [
        "suggested",
        "pin",
        "choose-words",
        "evidence-list",
        "evidence-item",
        "suspect-answer",
        "absence-found",
    ] {
        let mut tui = screen(name);
        for (columns, rows) in [(80, 24), (120, 40), (60, 20)] {
            tui.resize(columns, rows);
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), tui.seen());
        }
    }
}

#[test]
fn a_passage_is_pinned_to_the_question_that_search_was_opened_from() {
    let mut tui = Tui::suggested(120, 40, "C03-9");
    assert_eq!(tui.state.screen, Screen::Search);
    let hit = tui.state.search.hit().unwrap();
    let (law, eid) = (hit.law.id.clone(), hit.provision.eid.clone());
    tui.keys(&["p", "down", "enter"]);
    let Some(Effect::Pin { question, passage, stance }) = tui.asked.pop() else {
        panic!("nothing was pinned")
    };
    assert_eq!((question.to_string().as_str(), stance), ("mnr/C03-9", Stance::Partly));
    assert_eq!((passage.law, passage.provision), (law, eid));
    // The file has it: the answer is shown with it, and undo takes it off.
    let mut opened = tui.load();
    let sheet =
        opened.frameworks[0].sheets.values_mut().find(|s| s.answer(&question.question).is_some()).unwrap();
    let evidence: crate::model::id::EvidenceId = "xda-osca-s12".parse().unwrap();
    let answer = sheet.answers.get_mut(&question.question).unwrap();
    let before = answer.evidence.len();
    answer.evidence.push(EvidenceLink { evidence: evidence.clone(), stance, note: None });
    let pinned =
        Pinned { question, evidence: evidence.clone(), citation: "s. 12".to_owned(), absence: false };
    tui.happens(Event::Told(Told::Reread(Box::new(opened), Written::Pinned(pinned))));
    tui.key("f5");
    let links = |tui: &Tui| {
        let open = tui.state.open.as_ref().unwrap();
        open.answer(open.at).evidence
    };
    assert!(links(&tui).iter().any(|l| l.evidence == evidence));
    tui.key("u");
    assert_eq!(links(&tui).len(), before);
}

#[test]
fn nothing_is_pinned_without_a_question_or_without_being_asked() {
    let mut tui = Tui::searched(80, 24, "image");
    tui.keys(&["down", "p"]);
    assert!(tui.state.popups.is_empty() && tui.seen().contains("Go to the laws from a question"));
    let mut tui = Tui::suggested(80, 24, "C03-9");
    tui.keys(&["p", "esc"]);
    assert!(!tui.asked.iter().any(|e| matches!(e, Effect::Pin { .. })));
    assert!(tui.state.popups.is_empty());
}

#[test]
fn words_are_chosen_by_arrows_and_enter_alone() {
    let mut tui = Tui::suggested(80, 24, "C03-9");
    tui.key("enter");
    tui.settles();
    tui.key("v");
    tui.key("enter");
    for _ in 0..3 {
        tui.key("right");
    }
    let reader = tui.state.reader.as_ref().unwrap();
    let span = reader.selection.as_ref().unwrap().span();
    assert_eq!(span.of(reader.book.text()).split_whitespace().count(), 4);
    tui.key("enter");
    assert!(matches!(tui.state.popups.last(), Some(Popup::Choice(_))));
    tui.keys(&["esc", "esc"]);
    assert!(tui.state.reader.as_ref().unwrap().selection.is_none(), "Esc leaves the choosing first");
    assert_eq!(tui.state.screen, Screen::Reader);
    // However far the arrows go, the words stay those of the provision.
    tui.key("v");
    tui.keys(&["up", "up", "left", "enter"]);
    for _ in 0..400 {
        tui.key("down");
    }
    let reader = tui.state.reader.as_ref().unwrap();
    let selection = reader.selection.as_ref().unwrap();
    assert_eq!(selection.last, selection.words.len() - 1);
}
