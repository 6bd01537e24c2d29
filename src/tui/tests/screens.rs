//! Every screen at three sizes, as a snapshot, and texts that are cut only with a mark.

use crate::tui::event::{Event, Told};
use crate::tui::state::Pane;
use crate::tui::tests::{Disk, Tui};
use crate::tui::text::CUT;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 20)];

/// A screen by its name.
fn screen(name: &str, columns: u16, rows: u16) -> Tui {
    let mut tui = match name {
        "first-start" => Tui::bare(columns, rows),
        "home" | "new-assessment" | "country" | "recover" | "home-help" => Tui::home(columns, rows),
        _ => Tui::open(columns, rows),
    };
    match name {
        "first-start" => tui.happens(Event::Told(Told::NoWorkspace(String::new()))),
        "country" => tui.key("n"),
        "new-assessment" => {
            tui.key("n");
            tui.types("tanz");
            tui.key("enter");
        }
        "home-help" => tui.key("f1"),
        "recover" => {
            let mut other = Tui::open(80, 24);
            other.keys(&["a", "r"]);
            other.types("The court's register for 2025 shows two fil");
            let drafts = crate::tui::drafts::all(&other.state);
            tui.happens(Event::Told(Told::LeftBehind(drafts)));
        }
        "questions" => tui.keys(&["down", "down", "enter", "down"]),
        "question" => tui.keys(&["down", "down", "enter", "down", "enter"]),
        "question-below" => tui.keys(&["down", "down", "enter", "down", "enter", "end"]),
        "writing" => {
            tui.keys(&["a", "r"]);
            tui.types("Sheria haijatumika mahakamani. ");
            tui.types("المادة الرابعة لا تذكر الحيازة (17).");
        }
        "confidence" => tui.keys(&["a", "c"]),
        "level" => tui.keys(&["down", "down", "L"]),
        "filter" => tui.key("i"),
        "filtered" => {
            tui.key("i");
            tui.types("f");
            tui.key("ctrl-s");
        }
        "conflict" => {
            tui.disk = Disk::ChangedByOther;
            tui.keys(&["a", "r"]);
            tui.types("Mine: asked on 3 March.");
            tui.key("esc");
        }
        "full-disk" => {
            tui.disk = Disk::Full;
            tui.keys(&["a", "1"]);
        }
        "palette" => {
            tui.key("f2");
            tui.types("level");
        }
        "gaps" => tui.key("f6"),
        "to-find-out" => tui.keys(&["f6", "tab"]),
        "report" => {
            tui.key("f7");
            tui.render();
            tui.keys(&["tab", "tab"]);
        }
        _ => {}
    }
    tui
}

const SCREENS: [&str; 22] = [
    "first-start",
    "home",
    "home-help",
    "country",
    "new-assessment",
    "recover",
    "checklist",
    "questions",
    "question",
    "question-below",
    "writing",
    "confidence",
    "level",
    "filter",
    "filtered",
    "conflict",
    "full-disk",
    "palette",
    "gaps",
    "to-find-out",
    "report",
    "tree",
];

#[test]
fn every_screen_at_three_sizes() {
    for name in SCREENS {
        for (columns, rows) in SIZES {
            let seen = screen(name, columns, rows).seen();
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), seen);
        }
    }
}

#[test]
fn what_does_not_fit_is_said_instead() {
    let mut tui = Tui::open(39, 8);
    assert!(tui.seen().contains("Please make the window larger"));
    for (columns, rows) in [(1, 1), (2, 2), (10, 3), (40, 7), (300, 100)] {
        tui.resize(columns, rows);
        tui.seen();
    }
}

#[test]
fn focus_and_selection_are_told_without_colour() {
    let mut tui = Tui::open(120, 40);
    let seen = tui.seen();
    assert!(seen.contains("┏ > Model National Response"), "{seen}");
    assert_eq!(seen.matches('┏').count(), 1, "one pane has the keys");
    let selected = seen.lines().filter(|l| l.starts_with("┃>")).count();
    assert_eq!(selected, 1);
}

/// Whether a text stands on the screen whole, or begins there and is marked as cut.
fn stands(seen: &str, text: &str) -> bool {
    let squeezed = |s: &str| s.chars().filter(|c| c.is_alphanumeric() || *c == '…').collect::<String>();
    let (seen, text) = (squeezed(seen), squeezed(text));
    if seen.contains(&text) {
        return true;
    }
    let longest = (1..text.chars().count()).rev().find_map(|n| {
        let start: String = text.chars().take(n).collect();
        seen.contains(&start).then_some(start)
    });
    longest.is_some_and(|start| seen.contains(&format!("{start}{CUT}")))
}

#[test]
fn no_shipped_text_is_cut_without_a_mark() {
    let mut tui = Tui::open(80, 24);
    let places: Vec<_> = tui.state.open.as_ref().unwrap().places().collect();
    for at in places {
        for pane in [Pane::Tree, Pane::Questions] {
            let open = tui.state.open.as_mut().unwrap();
            crate::tui::checklist::go(open, at);
            open.pane = pane;
            let text = match pane {
                Pane::Tree => open.capability(at).unwrap().title.get(&open.language).to_owned(),
                _ => open.question(at).unwrap().text.get(&open.language).to_owned(),
            };
            let seen = tui.seen();
            assert!(stands(&seen, &text), "{text}\n{seen}");
        }
        // One question in full is never cut: it is scrolled. A window that is high enough shows all.
        let open = tui.state.open.as_mut().unwrap();
        open.pane = Pane::Detail;
        let q = open.question(at).unwrap();
        let texts: Vec<String> = [&q.text, &q.met, &q.partly, &q.not_met, &q.action]
            .iter()
            .map(|t| t.get(&open.language).to_owned())
            .collect();
        tui.resize(80, 200);
        let all = tui.seen();
        tui.resize(80, 24);
        let words = |s: &str| {
            s.split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .collect::<std::collections::BTreeSet<_>>()
        };
        let seen = words(&all);
        for text in texts {
            let missing: Vec<_> = words(&text).difference(&seen).cloned().collect();
            assert!(missing.is_empty(), "{missing:?} of {text}");
        }
    }
}
