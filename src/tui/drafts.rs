//! What was typed and stands in no file yet.

use crate::model::draft::{Draft, DraftField};
use crate::model::edit::Edit;
use crate::tui::event::Effect;
use crate::tui::popup::{FormFor, Input, Popup};
use crate::tui::state::{At, Open, State, same_field};

/// The rows of the level form that hold texts, with the fields they are for.
pub(crate) const LEVEL_TEXTS: [(usize, DraftField); 2] =
    [(1, DraftField::LevelReason), (4, DraftField::TargetReason)];

/// Every text that a crash would lose.
pub(crate) fn all(state: &State) -> Vec<Draft> {
    let mut drafts = state.left_behind.clone();
    let mut put = |draft: Draft| {
        drafts.retain(|d| !same_field(d, &draft));
        drafts.push(draft);
    };
    if let Some(open) = &state.open {
        open.drafts.iter().cloned().for_each(&mut put);
        open.queue.iter().flat_map(|edit| of_edit(open, edit)).for_each(&mut put);
        for popup in &state.popups {
            match popup {
                Popup::Writing(writing) => {
                    let draft = Draft { text: writing.field.text(), ..writing.draft.clone() };
                    if draft.text != draft.before {
                        put(draft);
                    }
                }
                Popup::Form(form) => {
                    let FormFor::Level(at) = form.purpose else { continue };
                    for (row, field) in LEVEL_TEXTS {
                        let Some(row) = form.rows.get(row) else { continue };
                        let Some(like) = of_level(open, at, field) else { continue };
                        if row.text() != like.before {
                            put(Draft { text: row.text(), ..like });
                        }
                    }
                }
                Popup::Menu(_) | Popup::Choice(_) => {}
            }
        }
    }
    drafts
}

/// The texts of a change that is not in its file.
pub(crate) fn of_edit(open: &Open, edit: &Edit) -> Vec<Draft> {
    let Edit::Answer { framework, capability, question, before, after } = edit else {
        return of_set(open, edit).into_iter().collect();
    };
    let fields = [
        (DraftField::Because, &before.because, &after.because),
        (DraftField::Flag, &before.flag, &after.flag),
        (DraftField::Note, &before.note, &after.note),
    ];
    let changed = fields.into_iter().filter(|(_, before, after)| before != after);
    changed
        .map(|(field, before, after)| Draft {
            assessment: open.id().clone(),
            framework: framework.clone(),
            capability: capability.clone(),
            question: Some(question.clone()),
            field,
            before: before.clone().unwrap_or_default(),
            text: after.clone().unwrap_or_default(),
        })
        .collect()
}

fn of_set(open: &Open, edit: &Edit) -> Option<Draft> {
    let (field, before, text) = match edit {
        Edit::Level { before, after, .. } => (
            DraftField::LevelReason,
            before.as_ref().map(|l| l.reason.clone()),
            after.as_ref().map(|l| l.reason.clone()),
        ),
        Edit::Target { before, after, .. } => (
            DraftField::TargetReason,
            before.as_ref().and_then(|t| t.reason.clone()),
            after.as_ref().and_then(|t| t.reason.clone()),
        ),
        Edit::Answer { .. } => return None,
    };
    Some(Draft {
        assessment: open.id().clone(),
        framework: edit.framework().clone(),
        capability: edit.capability().clone(),
        question: None,
        field,
        before: before.unwrap_or_default(),
        text: text?,
    })
}

/// An empty draft for a text of the level form, with what the file holds.
pub(crate) fn of_level(open: &Open, at: At, field: DraftField) -> Option<Draft> {
    let framework = open.framework(at)?.id.clone();
    let capability = open.capability(at)?.id.clone();
    let sheet = open.opened.frameworks.get(at.framework)?.sheets.get(&capability);
    let before = match field {
        DraftField::LevelReason => sheet.and_then(|s| s.level.as_ref()).map(|l| l.reason.clone()),
        _ => sheet.and_then(|s| s.target.as_ref()).and_then(|t| t.reason.clone()),
    };
    Some(Draft {
        assessment: open.id().clone(),
        framework,
        capability,
        question: None,
        field,
        before: before.unwrap_or_default(),
        text: String::new(),
    })
}

/// An empty draft for a text of an answer, with what the file holds.
pub(crate) fn of_answer(open: &Open, at: At, field: DraftField) -> Option<Draft> {
    let answer = open.answer(at);
    let before = match field {
        DraftField::Because => answer.because,
        DraftField::Flag => answer.flag,
        DraftField::Note => answer.note,
        DraftField::LevelReason | DraftField::TargetReason => None,
    };
    Some(Draft {
        assessment: open.id().clone(),
        framework: open.framework(at)?.id.clone(),
        capability: open.capability(at)?.id.clone(),
        question: Some(open.question(at)?.id.clone()),
        field,
        before: before.unwrap_or_default(),
        text: String::new(),
    })
}

/// Whether something was typed that should go to the journal now.
pub(crate) fn is_due(state: &State) -> bool {
    state.popups.iter().any(|popup| match popup {
        Popup::Writing(writing) => writing.field.is_due(state.clock),
        Popup::Form(form) if form.purpose.is_kept() => form.rows.iter().any(|row| match &row.input {
            Input::Line(field) | Input::Text(field) => field.is_due(state.clock),
            Input::Pick { .. } => false,
        }),
        _ => false,
    })
}

/// Sends all texts at risk to the journal.
pub(crate) fn journal(state: &mut State) -> Vec<Effect> {
    for popup in &mut state.popups {
        match popup {
            Popup::Writing(writing) => writing.field.journaled(),
            Popup::Form(form) => {
                for row in &mut form.rows {
                    if let Input::Line(field) | Input::Text(field) = &mut row.input {
                        field.journaled();
                    }
                }
            }
            Popup::Menu(_) | Popup::Choice(_) => {}
        }
    }
    vec![Effect::Journal(all(state))]
}

/// The same at once, when the user or the terminal may go away.
pub(crate) fn journal_if_touched(state: &mut State) -> Vec<Effect> {
    let touched = state.popups.iter().any(|popup| match popup {
        Popup::Writing(writing) => writing.field.is_touched(),
        Popup::Form(form) if form.purpose.is_kept() => form
            .rows
            .iter()
            .any(|row| matches!(&row.input, Input::Line(field) | Input::Text(field) if field.is_touched())),
        _ => false,
    });
    if touched { journal(state) } else { Vec::new() }
}
