//! Keys over a screen: menus, choices, forms, texts being written.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};

use crate::model::answer::{Answer, Value};
use crate::model::draft::{Draft, DraftField};
use crate::tui::event::Effect;
use crate::tui::keys::Action;
use crate::tui::popup::{Choice, Chosen, Form, FormFor, Input, Picked, Popup, Writing};
use crate::tui::state::State;
use crate::tui::{checklist, chosen, drafts, evidence_menu, forms, law_menus, menus, plan, reader, update};

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match state.popups.last_mut() {
        Some(Popup::Menu(_)) => in_menu(state, action),
        Some(Popup::Choice(choice)) => match in_choice(choice, action) {
            Some(chosen) => {
                state.popups.pop();
                chosen::carry_out(state, chosen)
            }
            None => Vec::new(),
        },
        Some(Popup::Form(form)) => match action {
            Action::Up | Action::PreviousPane => {
                form.at = form.at.checked_sub(1).unwrap_or(form.rows.len().saturating_sub(1));
                Vec::new()
            }
            Action::Down | Action::NextPane => {
                form.at = (form.at + 1) % form.rows.len().max(1);
                Vec::new()
            }
            Action::PageUp => {
                form.top = form.top.saturating_sub(3);
                Vec::new()
            }
            Action::PageDown => {
                let lines = form.text.lines().count() * 3;
                form.top = (form.top + 3).min(lines);
                Vec::new()
            }
            Action::Choose if form.at + 1 < form.rows.len() => {
                form.at += 1;
                Vec::new()
            }
            Action::Choose | Action::Accept => forms::accept(state),
            Action::Back => forms::leave(state),
            _ => Vec::new(),
        },
        Some(Popup::Writing(_)) => match action {
            Action::Accept => accept(state),
            Action::Editor => editor(state),
            _ => Vec::new(),
        },
        None => Vec::new(),
    }
}

fn in_menu(state: &mut State, action: Action) -> Vec<Effect> {
    let page = usize::from(state.rows.saturating_sub(8)).max(1);
    let Some(Popup::Menu(menu)) = state.popups.last_mut() else { return Vec::new() };
    let last = menu.fitting().len().saturating_sub(1);
    match action {
        Action::Up => menu.at = menu.at.checked_sub(1).unwrap_or(last),
        Action::Down => menu.at = if menu.at >= last { 0 } else { menu.at + 1 },
        Action::PageUp => menu.at = menu.at.saturating_sub(page),
        Action::PageDown => menu.at = (menu.at + page).min(last),
        Action::Back => drop(state.popups.pop()),
        Action::Choose => {
            let picked = menu.fitting().get(menu.at).map(|item| item.picked.clone());
            let Some(picked) = picked else { return Vec::new() };
            state.popups.pop();
            return match picked {
                Picked::Action(action) => update::act(state, action),
                Picked::Country(country) => {
                    forms::new_assessment(state, country);
                    Vec::new()
                }
                Picked::Law(law) => law_menus::open(state, law),
                Picked::Evidence(id) => {
                    evidence_menu::item(state, &id);
                    Vec::new()
                }
                Picked::Suggestion(gap) => plan::take(state, &gap),
                Picked::Place(entry) => {
                    reader::go_to_entry(state, entry);
                    Vec::new()
                }
            };
        }
        _ => {}
    }
    Vec::new()
}

fn in_choice(choice: &mut Choice, action: Action) -> Option<Chosen> {
    let last = choice.items.len().saturating_sub(1);
    match action {
        Action::Up | Action::Left | Action::PreviousPane => {
            choice.at = choice.at.checked_sub(1).unwrap_or(last);
        }
        Action::Down | Action::Right | Action::NextPane => {
            choice.at = if choice.at >= last { 0 } else { choice.at + 1 };
        }
        Action::PageUp => choice.top = choice.top.saturating_sub(5),
        Action::PageDown => choice.top += 5,
        Action::Top => choice.at = 0,
        Action::Bottom => choice.at = last,
        Action::Choose => return choice.items.get(choice.at).map(|(_, chosen)| chosen.clone()),
        Action::Back => return Some(choice.on_back.clone().unwrap_or(Chosen::Nothing)),
        _ => {}
    }
    None
}

/// A key for the row of a form that has the cursor.
pub(crate) fn typed_in_form(form: &mut Form, event: KeyEvent, clock: Duration) {
    let Some(row) = form.rows.get_mut(form.at) else { return };
    match &mut row.input {
        Input::Line(field) | Input::Text(field) => drop(field.key(event, clock)),
        Input::Pick { options, at } => {
            let last = options.len().saturating_sub(1);
            match event.code {
                KeyCode::Left | KeyCode::Backspace => *at = at.checked_sub(1).unwrap_or(last),
                KeyCode::Right | KeyCode::Char(' ') => *at = if *at >= last { 0 } else { *at + 1 },
                KeyCode::Char(c) => {
                    let starts = |o: &String| o.to_lowercase().starts_with(c.to_ascii_lowercase());
                    if let Some(found) = options.iter().position(starts) {
                        *at = found;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Ends the writing of a text: it goes into the answer.
fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Writing(_)) = state.popups.last() else { return Vec::new() };
    let Some(Popup::Writing(writing)) = state.popups.pop() else { return Vec::new() };
    let Writing { at, field, draft, with, .. } = *writing;
    let text = field.entered();
    let Some(open) = &mut state.open else { return Vec::new() };
    let answer = open.answer(at);
    if with == Some(Value::NotApplicable) && text.is_none() {
        open.put_draft(&draft, None);
        state.warn("refused.not-applicable", &[]);
        return drafts::journal(state);
    }
    let removes_reason = draft.field == DraftField::Because && text.is_none();
    if answer.value == Some(Value::NotApplicable) && with.is_none() && removes_reason {
        state.warn("refused.reason-needed", &[]);
        return drafts::journal(state);
    }
    open.put_draft(&draft, None);
    let value = with.or(answer.value);
    // The text was written on top of what stood there when the writing began, not of what somebody
    // else may have put there since: that difference must come to light.
    let base = Some(draft.before.clone()).filter(|t| !t.is_empty());
    let before = with_text(answer.clone(), &draft, base);
    let after = with_text(Answer { value, ..answer }, &draft, text);
    let effects = checklist::change(state, at, before, after);
    // Nothing changed, so nothing will be kept: the journal forgets the text here.
    if effects.is_empty() { drafts::journal(state) } else { effects }
}

fn with_text(answer: Answer, draft: &Draft, text: Option<String>) -> Answer {
    match draft.field {
        DraftField::Because => Answer { because: text, ..answer },
        DraftField::Flag => Answer { flag: text, ..answer },
        DraftField::Note => Answer { note: text, ..answer },
        DraftField::LevelReason | DraftField::TargetReason => answer,
    }
}

/// Hands the text to the editor of the user's choice, with the question as a comment.
pub(crate) fn editor(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Writing(writing)) = state.popups.last() else { return Vec::new() };
    let Some(open) = &state.open else { return Vec::new() };
    let name = format!("{}-{}", writing.draft.capability, writing.draft.field);
    let mut text = writing.field.text();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&comment(state, open, writing));
    let mut effects = drafts::journal(state);
    effects.push(Effect::Edit { name, text });
    effects
}

/// The mark at which the user's text ends in the editor.
pub(crate) const CUT_HERE: &str = "<!-- mnr: ";

fn comment(state: &State, open: &crate::tui::state::Open, writing: &Writing) -> String {
    let Some(question) = open.question(writing.at) else { return String::new() };
    let language = &open.language;
    let w = &state.words;
    format!(
        "\n{CUT_HERE}{}\n\n{} {}\n\n{}: {}\n{}: {}\n{}: {}\n-->\n",
        w.get("editor.below"),
        question.id,
        question.text.get(language),
        w.get("answer.met"),
        question.met.get(language),
        w.get("answer.partly"),
        question.partly.get(language),
        w.get("answer.not_met"),
        question.not_met.get(language),
    )
}

/// What came back from the editor, without the comment.
pub(crate) fn edited(state: &mut State, text: &str) {
    let clock = state.clock;
    let text = text.replace("\r\n", "\n");
    let own = match text.find(CUT_HERE) {
        Some(at) if at == 0 || text[..at].ends_with('\n') => &text[..at],
        _ => text.as_str(),
    };
    if let Some(Popup::Writing(writing)) = state.popups.last_mut() {
        writing.field.set(own.trim_end(), clock);
    }
}

/// Opens the texts that an earlier run left for this assessment.
pub(crate) fn waiting(state: &mut State) {
    let Some(open) = &mut state.open else { return };
    let id = open.id().clone();
    let (here, elsewhere): (Vec<Draft>, Vec<Draft>) =
        std::mem::take(&mut state.left_behind).into_iter().partition(|d| d.assessment == id);
    state.left_behind = elsewhere;
    let Some(first) = here.first().cloned() else { return };
    open.drafts = here;
    let Some(mut at) = open.find_place(&first.framework, &first.capability) else { return };
    if let Some(id) = &first.question
        && let Some(question) = open.capability(at).and_then(|c| c.questions.iter().position(|q| q.id == *id))
    {
        at.question = question;
    }
    checklist::arrive(open, at);
    match first.field {
        DraftField::LevelReason | DraftField::TargetReason => menus::level(state),
        field => checklist::write(state, field, None),
    }
}

impl FormFor {
    /// Whether leaving by Esc takes what was entered.
    pub(crate) fn keeps_on_leaving(&self) -> bool {
        matches!(self, Self::Level(_))
    }
}
