//! What an earlier round found and nobody has confirmed in this one: by itself it counts for nothing.

use ratatui::text::Line;

use crate::model::answer::Answer;
use crate::tui::keys::{Action, Place};
use crate::tui::state::{At, Open, State};
use crate::tui::theme::sign;
use crate::tui::view::wrapped;

/// The sign and the word of an answer in a list. One to confirm is told from one that nobody looked at.
pub(crate) fn sign_and_word(state: &State, open: &Open, at: At) -> (&'static str, String) {
    if open.answer(at).is_to_confirm() {
        return ("[=]", state.words.get("carried.word").to_owned());
    }
    let weighed = open.weighed(at);
    (sign(weighed), state.words.of("state", weighed.word()))
}

/// The earlier finding with its reason; one line of it once the question is answered. Its evidence stands where that of
/// an answer does.
pub(crate) fn lines(state: &State, answer: &Answer, columns: usize) -> Vec<Line<'static>> {
    let Some(carried) = &answer.carried else { return Vec::new() };
    let w = &state.words;
    let found = w.of("state", carried.value);
    let named: [(&str, &dyn ToString); 2] = [("round", &carried.from), ("answer", &found)];
    if !answer.is_to_confirm() {
        return wrapped(&w.fill("carried.was", &named), columns, state.theme.quiet);
    }
    let mut lines = wrapped(&w.fill("carried.found", &named), columns, state.theme.warning);
    if let Some(because) = &carried.because {
        lines.extend(wrapped(because, columns, state.theme.plain));
    }
    let keys = state.keymap.of(Place::Detail).find(|(action, _)| *action == Action::Confirm);
    if let Some(key) = keys.and_then(|(_, keys)| keys.first().copied()) {
        lines.extend(wrapped(&w.fill("carried.key", &[("key", &key)]), columns, state.theme.quiet));
    }
    lines
}

/// The answer with the evidence of the earlier finding while that waits to be confirmed, and the heading of it.
pub(crate) fn with_evidence(state: &State, answer: &Answer) -> (Answer, String) {
    match &answer.carried {
        Some(carried) if answer.is_to_confirm() && answer.evidence.is_empty() => {
            let head = state.words.fill("carried.evidence", &[("round", &carried.from)]);
            (Answer { evidence: carried.evidence.clone(), ..answer.clone() }, head)
        }
        _ => (answer.clone(), state.words.get("question.evidence").to_owned()),
    }
}
