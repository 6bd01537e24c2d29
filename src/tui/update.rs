//! The only way the state changes. Nothing here touches the disk, the clock or the terminal.

use crossterm::event::{KeyEvent, KeyEventKind, MouseEventKind};

use crate::model::draft::Draft;
use crate::tui::event::{Effect, Event};
use crate::tui::keys::{Action, Key, Place};
use crate::tui::popup::{Form, FormFor, Input, Popup};
use crate::tui::state::{Open, Screen, State};
use crate::tui::{
    checklist, drafts, evidence_menu, gaps, home, law_menus, menus, plan, popups, preview, reader, search,
    told,
};

/// Takes one event and tells what is to be done outside.
pub(crate) fn update(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
        Event::Key(key) => keyed(state, key),
        Event::Paste(text) => {
            pasted(state, &text);
            Vec::new()
        }
        Event::Mouse(mouse) => {
            let action = match mouse.kind {
                MouseEventKind::ScrollUp => Action::Up,
                MouseEventKind::ScrollDown => Action::Down,
                _ => return Vec::new(),
            };
            act(state, action)
        }
        Event::Resized { columns, rows } => {
            (state.columns, state.rows) = (columns, rows);
            reader::lay_out(state);
            Vec::new()
        }
        Event::Left => drafts::journal_if_touched(state),
        Event::Tick(clock) => {
            state.clock = clock;
            ticked(state)
        }
        Event::Told(told) => told::take(state, told),
    }
}

fn ticked(state: &mut State) -> Vec<Effect> {
    let mut effects = if drafts::is_due(state) { drafts::journal(state) } else { Vec::new() };
    effects.extend(search::ticked(state));
    let clock = state.clock;
    if let Some(open) = &mut state.open
        && open.stuck.as_ref().is_some_and(|(_, again)| clock >= *again)
    {
        effects.extend(retry(open));
    }
    effects
}

/// Tries again to write what could not be written.
fn retry(open: &mut Open) -> Vec<Effect> {
    open.stuck = None;
    open.queue.front().cloned().map(Effect::Keep).into_iter().collect()
}

fn keyed(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    let key = Key::from(event);
    let place = state.place();
    if let Some(action) = state.keymap.action(place, key) {
        state.message = None;
        return act(state, action);
    }
    state.message = None;
    typed(state, event)
}

/// A key that is no action, for the text that has the cursor.
fn typed(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    let (clock, in_query) = (state.clock, state.place() == Place::Query);
    match state.popups.last_mut() {
        Some(Popup::Menu(menu)) => {
            menu.input.key(event, clock);
            menu.at = 0;
        }
        Some(Popup::Form(form)) => popups::typed_in_form(form, event, clock),
        Some(Popup::Writing(writing)) => {
            writing.field.key(event, clock);
        }
        None if in_query => search::typed(state, event),
        Some(Popup::Choice(_)) | None => {}
    }
    Vec::new()
}

fn pasted(state: &mut State, text: &str) {
    let (clock, in_query) = (state.clock, state.place() == Place::Query);
    let taken = match state.popups.last_mut() {
        Some(Popup::Menu(menu)) => menu.input.insert(text, clock),
        Some(Popup::Writing(writing)) => writing.field.insert(text, clock),
        Some(Popup::Form(Form { rows, at, .. })) => match rows.get_mut(*at).map(|r| &mut r.input) {
            Some(Input::Line(field) | Input::Text(field)) => field.insert(text, clock),
            _ => true,
        },
        None if in_query => search::pasted(state, text),
        Some(Popup::Choice(_)) | None => {
            // Without a text to take it, a paste must not become commands.
            state.warn("paste.nowhere", &[]);
            return;
        }
    };
    if !taken {
        state.warn("paste.too-long", &[]);
    }
}

/// Carries out an action where the user is.
pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match (state.place(), action) {
        (place, Action::Help) => {
            // Help over the palette or over help is the palette again.
            if place == Place::Menu {
                return Vec::new();
            }
            menus::help(state);
            Vec::new()
        }
        (Place::Menu | Place::Choice | Place::Form | Place::Field, action) => popups::act(state, action),
        (_, Action::Palette) => {
            menus::palette(state);
            Vec::new()
        }
        (_, Action::Quit) => quit(state),
        (_, Action::Suspend) => {
            let mut effects = drafts::journal_if_touched(state);
            effects.push(Effect::Suspend);
            effects
        }
        (_, Action::Mouse) => {
            state.mouse = !state.mouse;
            let key = if state.mouse { "mouse.on" } else { "mouse.off" };
            state.say(key, &[]);
            vec![Effect::Mouse(state.mouse)]
        }
        (_, Action::Direction) => {
            use crate::tui::rtl::Reorders;
            let (next, key) = match state.reorders {
                Reorders::Terminal => (Reorders::Us, "direction.app"),
                Reorders::Us => (Reorders::Terminal, "direction.terminal"),
            };
            state.reorders = next;
            reader::lay_out(state);
            state.say(key, &[]);
            Vec::new()
        }
        (_, Action::Home) => home::show(state),
        (_, Action::Refresh) => {
            state.say("refreshed", &[]);
            state.books.forget();
            // Laws may have changed too: what became of the passages is looked for again.
            let mut effects = vec![Effect::Reload, Effect::Look, Effect::Standings];
            if state.screen == Screen::Search {
                effects.push(search::facts(state));
                effects.extend(search::ask(state));
            }
            effects
        }
        (_, Action::Search) => search::show(state),
        (_, Action::Laws) => law_menus::laws(state),
        (Place::Home, action) => home::act(state, action),
        (_, action) if action.leads_to_assessment() && state.open.is_none() => {
            state.warn("search.no-assessment", &[]);
            Vec::new()
        }
        (Place::Query | Place::Hits | Place::Facets, action) if !action.leads_to_assessment() => {
            search::act(state, action)
        }
        (Place::Outline | Place::Text, action) if !action.leads_to_assessment() => reader::act(state, action),
        (place, action) => on_open(state, place, action),
    }
}

fn on_open(state: &mut State, place: Place, action: Action) -> Vec<Effect> {
    match action {
        Action::Checklist => {
            state.screen = Screen::Checklist;
            Vec::new()
        }
        Action::Gaps => {
            state.screen = Screen::Gaps;
            Vec::new()
        }
        Action::Report => preview::show(state),
        Action::Plan => {
            state.screen = Screen::Plan;
            Vec::new()
        }
        Action::Undo => checklist::undo(state),
        Action::Redo => checklist::redo(state),
        Action::Save => save(state),
        Action::Zoom => {
            if let Some(open) = &mut state.open {
                open.zoom = !open.zoom;
            }
            Vec::new()
        }
        Action::Copy => menus::copied_text(state).map(Effect::Copy).into_iter().collect(),
        Action::CopyToFile => menus::copied_text(state).map(Effect::CopyToFile).into_iter().collect(),
        Action::Level => {
            menus::level(state);
            Vec::new()
        }
        Action::Evidence => {
            evidence_menu::list(state);
            Vec::new()
        }
        action => match place {
            Place::Gaps => gaps::act(state, action),
            Place::Report => preview::act(state, action),
            Place::Plan => plan::act(state, action),
            _ => checklist::act(state, action),
        },
    }
}

fn save(state: &mut State) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    if open.stuck.is_some() {
        return retry(open);
    }
    if open.queue.is_empty() {
        state.say("save.all", &[]);
    }
    Vec::new()
}

fn quit(state: &mut State) -> Vec<Effect> {
    if state.open.as_ref().is_some_and(|o| !o.queue.is_empty()) {
        menus::unsaved(state, crate::tui::popup::Chosen::Quit);
        return Vec::new();
    }
    let mut effects = drafts::journal_if_touched(state);
    effects.push(Effect::Quit);
    effects
}

/// The text that is in no file yet, for the journal: all that a crash would lose.
pub(crate) fn texts_at_risk(state: &State) -> Vec<Draft> {
    drafts::all(state)
}

impl FormFor {
    /// Whether what is typed here is worth keeping over a crash.
    pub(crate) fn is_kept(&self) -> bool {
        matches!(self, Self::Level(_))
    }
}
