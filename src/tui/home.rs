//! The list of assessments.

use crate::tui::event::Effect;
use crate::tui::keys::Action;
use crate::tui::menus;
use crate::tui::popup::Chosen;
use crate::tui::state::{Screen, State};

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let count = state.listed().len();
    let page = usize::from(state.rows.saturating_sub(8)).max(1);
    let last = count.saturating_sub(1);
    let at = state.home.at.min(last);
    match action {
        Action::Up => state.home.at = at.saturating_sub(1),
        Action::Down => state.home.at = (at + 1).min(last),
        Action::PageUp => state.home.at = at.saturating_sub(page),
        Action::PageDown => state.home.at = (at + page).min(last),
        Action::Top => state.home.at = 0,
        Action::Bottom => state.home.at = last,
        Action::Choose | Action::Right => return open_selected(state),
        Action::New => menus::country(state),
        Action::Find => menus::find(state, &state.home.find.clone()),
        Action::Export => {
            let id = state.listed().get(at).map(|id| (*id).clone());
            if let Some(id) = id {
                state.say("export.running", &[("assessment", &id)]);
                return vec![Effect::Export(id)];
            }
        }
        Action::Back if !state.home.find.is_empty() => state.home.find.clear(),
        Action::Back => menus::leave(state),
        _ => {}
    }
    Vec::new()
}

fn open_selected(state: &mut State) -> Vec<Effect> {
    if state.shelf.is_none() {
        menus::first_start(state);
        return Vec::new();
    }
    let listed = state.listed();
    let Some(id) = listed.get(state.home.at.min(listed.len().saturating_sub(1))) else {
        menus::country(state);
        return Vec::new();
    };
    vec![Effect::Open((*id).clone())]
}

/// Goes back to the list. Changes that are in no file are not left without a question.
pub(crate) fn show(state: &mut State) -> Vec<Effect> {
    if state.open.as_ref().is_some_and(|o| !o.queue.is_empty()) {
        menus::unsaved(state, Chosen::LeaveUnsaved);
        return Vec::new();
    }
    leave(state)
}

/// Closes the assessment that is open.
pub(crate) fn leave(state: &mut State) -> Vec<Effect> {
    state.screen = Screen::Home;
    let Some(open) = state.open.take() else { return Vec::new() };
    // Texts that wait stay in the journal and come back with the assessment.
    state.left_behind.extend(open.drafts);
    vec![Effect::Close, Effect::Reload, Effect::Look]
}
