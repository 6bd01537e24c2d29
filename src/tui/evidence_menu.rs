//! The list of all evidence, and what can be done with one item.

use crate::model::answer::Stance;
use crate::model::evidence::Evidence;
use crate::model::id::EvidenceId;
use crate::tui::event::Effect;
use crate::tui::field::Field;
use crate::tui::library::Wanted;
use crate::tui::pinning;
use crate::tui::popup::{Choice, Chosen, Menu, MenuItem, Narrowed, Picked, Popup};
use crate::tui::reader;
use crate::tui::state::{Open, Pane, Screen, State};
use crate::workbench::evidence::list::{Use, uses};

/// Opens the list. Kind, stance, "suspect" and "unused" are words of each line, so typing them filters by them.
pub(crate) fn list(state: &mut State) {
    let Some(open) = &state.open else { return };
    let used = uses(&open.opened);
    let item = |evidence: &Evidence| {
        let uses = used.get(&evidence.id).map_or(&[] as &[Use], Vec::as_slice);
        MenuItem {
            label: line(state, open, evidence, uses),
            beside: beside(state, uses),
            picked: Picked::Evidence(evidence.id.clone()),
        }
    };
    let mut items: Vec<MenuItem> = open.opened.evidence.values().map(item).collect();
    let suspect = |item: &MenuItem| match &item.picked {
        Picked::Evidence(id) => open.standings.get(id).is_some_and(|s| s.is_suspect()),
        _ => false,
    };
    // What is to be looked at again comes first.
    items.sort_by_key(|item| !suspect(item));
    if items.is_empty() {
        return state.say("evidence.none", &[]);
    }
    let title = state.words.get("evidence.title").to_owned();
    let input = Field::line("");
    state.popups.push(Popup::Menu(Menu { title, input, items, at: 0, narrowed: Narrowed::ByWords }));
}

fn line(state: &State, open: &Open, evidence: &Evidence, uses: &[Use]) -> String {
    let w = &state.words;
    let standing = open.standings.get(&evidence.id);
    let suspect = standing.filter(|s| s.is_suspect());
    let mark = suspect.map(|s| format!("[!] {} ({}) ", w.get("evidence.suspect"), w.of("trace", s.trace)));
    let unused = if uses.is_empty() { format!("{} ", w.get("evidence.unused")) } else { String::new() };
    format!(
        "{}{unused}{}: {}",
        mark.unwrap_or_default(),
        w.of("evidence-kind", evidence.kind),
        evidence.citation
    )
}

fn beside(state: &State, uses: &[Use]) -> String {
    let one = |u: &Use| format!("{} {}", u.question, state.words.of("stance", u.stance));
    let shown: Vec<String> = uses.iter().take(2).map(one).collect();
    let more = if uses.len() > 2 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// What can be done with an item.
pub(crate) fn item(state: &mut State, id: &EvidenceId) {
    let Some(open) = &state.open else { return };
    let Some(evidence) = open.opened.evidence.get(id) else { return };
    let w = &state.words;
    let mut lines = vec![evidence.citation.clone()];
    lines.extend(evidence.says.as_ref().map(|says| format!("\u{201c}{says}\u{201d}")));
    lines.extend(evidence.note.clone());
    let used = uses(&open.opened);
    let of = used.get(id).map_or(&[] as &[Use], Vec::as_slice);
    let names: Vec<String> =
        of.iter().map(|u| format!("{} ({})", u.question, w.of("stance", u.stance))).collect();
    lines.push(if names.is_empty() {
        w.get("evidence.no-answer").to_owned()
    } else {
        w.fill("evidence.used-by", &[("questions", &names.join(", "))])
    });
    lines.extend(pinning::what_became(state, id));
    let mut items: Vec<(String, Chosen)> = Vec::new();
    if evidence.anchor().is_some() {
        items.push((w.get("evidence.open").to_owned(), Chosen::OpenPassage(id.clone())));
    }
    if open.standings.get(id).is_some_and(|s| s.is_suspect()) {
        items.push((w.get("evidence.confirm").to_owned(), Chosen::Confirm(id.clone())));
    }
    if evidence.absence().is_some() {
        items.push((w.get("evidence.again").to_owned(), Chosen::Again(id.clone())));
    }
    let in_question = state.screen == Screen::Checklist && open.pane != Pane::Tree;
    let question = open.question(open.at).filter(|_| in_question);
    if let Some(question) = question.filter(|q| !of.iter().any(|u| u.question == q.id)) {
        let stances: &[Stance] = if evidence.absence().is_some() {
            &[Stance::Absence]
        } else {
            &[Stance::Supports, Stance::Partly, Stance::Contradicts]
        };
        for stance in stances {
            let word = pinning::stance_word(state, *stance);
            let label = w.fill("evidence.link", &[("question", &question.id), ("stance", &word)]);
            items.push((label, Chosen::Link(id.clone(), *stance)));
        }
    }
    items.push((w.get("close").to_owned(), Chosen::Nothing));
    let title = id.to_string();
    let text = lines.join("\n");
    state.popups.push(Popup::Choice(Choice { title, text, items, at: 0, top: 0, on_back: None }));
}

/// Opens the law of a passage at the provision, where it stands now if that is known.
pub(crate) fn open_passage(state: &mut State, id: &EvidenceId) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let Some(anchor) = open.opened.evidence.get(id).and_then(|e| e.anchor()) else { return Vec::new() };
    let now = open.standings.get(id).and_then(|s| s.provision.clone()).map(|(eid, _)| eid);
    let wanted = Wanted {
        law: anchor.law.clone(),
        query: None,
        at: 0,
        provision: Some(now.unwrap_or_else(|| anchor.provision.clone())),
        back: state.screen,
    };
    pinning::leave_checklist(state);
    reader::want(state, wanted)
}
