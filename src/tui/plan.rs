//! The plan of action on the screen: what keys do in it, and what is asked to be written.
//!
//! Two things are changed here: how far an entry has come, and whether a suggested action is in the plan. All else of
//! the plan is long text in many fields, for `mnr plan edit` and for the file itself.

use ratatui::layout::Rect;

use crate::model::id::PlanId;
use crate::model::plan::{ActionStatus, GapRef};
use crate::score::plan_faults::PlanFault;
use crate::tui::event::Effect;
use crate::tui::field::Field;
use crate::tui::gaps::overviews;
use crate::tui::keys::Action;
use crate::tui::plan_entries::{Gap, PlanRow, entry, gap, has_rtl, rows, selected};
use crate::tui::popup::{Choice, Chosen, Menu, MenuItem, Narrowed, Picked, Popup};
use crate::tui::rtl::Reorders;
use crate::tui::state::{At, Open, Pane, Screen, State};
use crate::tui::view::{carried, plan_entry};
use crate::tui::{checklist, layout, plan_entries};
use crate::workbench::plan::{SuggestedAction, suggested};

/// Where one is in the plan.
#[derive(Debug, Default)]
pub(crate) struct PlanScreen {
    /// By what it is and not by its place: somebody else may put an action before it.
    pub(crate) chosen: Option<PlanRow>,
    /// Whether the keys go to the one entry in full.
    pub(crate) reading: bool,
    /// Lines that the entry is scrolled.
    pub(crate) scroll: usize,
}

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let reading = state.open.as_ref().is_some_and(|o| o.plan.reading);
    match action {
        Action::HowFar => status(state),
        Action::Take => suggestions(state),
        Action::ToQuestion => return to_question(state),
        Action::Choose if reading => return to_question(state),
        Action::Back if !reading => state.screen = Screen::Checklist,
        Action::NextPane | Action::PreviousPane => read(state, !reading),
        Action::Back | Action::Left => read(state, false),
        Action::Choose | Action::Right => read(state, true),
        action if reading => scroll(state, action),
        action => step(state, action),
    }
    Vec::new()
}

fn read(state: &mut State, reading: bool) {
    if let Some(open) = &mut state.open {
        open.plan.reading = reading;
    }
}

/// Moves in the list, over headings.
fn step(state: &mut State, action: Action) {
    let page = usize::from(state.rows.saturating_sub(12)).max(1);
    let Some(open) = &mut state.open else { return };
    let rows = rows(open);
    let Some(now) = selected(open, &rows) else { return };
    let places: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].is_selectable()).collect();
    let at = places.iter().position(|p| *p == now).unwrap_or(0);
    let last = places.len().saturating_sub(1);
    let next = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return,
    };
    choose(open, places.get(next).and_then(|p| rows.get(*p)).cloned());
}

fn choose(open: &mut Open, row: Option<PlanRow>) {
    open.plan.chosen = row;
    open.plan.scroll = 0;
}

/// Whether list and entry must not stand side by side.
pub(crate) fn alone(state: &State, open: &Open) -> bool {
    open.zoom || state.reorders == Reorders::Terminal && has_rtl(open)
}

/// Columns and rows of the one entry in full.
fn entry_size(state: &State, open: &Open) -> (usize, usize) {
    let screen = Rect { x: 0, y: 0, width: state.columns, height: state.rows };
    let body = layout::frame(screen).map(|f| f.body).unwrap_or_default();
    let area = layout::plan(body, true, alone(state, open)).entry.unwrap_or_default();
    (usize::from(area.width.saturating_sub(2)), usize::from(area.height.saturating_sub(2)))
}

/// Moves in the one entry, as far as it goes.
fn scroll(state: &mut State, action: Action) {
    let Some(open) = &state.open else { return };
    let (columns, height) = entry_size(state, open);
    let last = plan_entry::lines(state, open, columns).len().saturating_sub(height);
    let page = height.saturating_sub(1).max(1);
    let top = open.plan.scroll.min(last);
    let top = match action {
        Action::Up => top.saturating_sub(1),
        Action::Down => (top + 1).min(last),
        Action::PageUp => top.saturating_sub(page),
        Action::PageDown => (top + page).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return,
    };
    if let Some(open) = &mut state.open {
        open.plan.scroll = top;
    }
}

/// The row that is selected.
pub(crate) fn row(open: &Open) -> Option<PlanRow> {
    let mut rows = rows(open);
    selected(open, &rows).map(|at| rows.swap_remove(at))
}

/// The entry that is selected, or the one that the selected fault is about.
fn chosen_entry(open: &Open) -> Option<PlanId> {
    match row(open)? {
        PlanRow::Entry(id) => Some(id),
        PlanRow::Fault(fault) => fault.about().cloned(),
        PlanRow::Head(_) => None,
    }
}

/// Asks how far the selected entry has come.
fn status(state: &mut State) {
    let Some(open) = &state.open else { return };
    let Some(entry) = chosen_entry(open).and_then(|id| entry(open, &id)) else {
        return state.say("plan.no-entry", &[]);
    };
    let w = &state.words;
    let all = [
        ActionStatus::Proposed,
        ActionStatus::Agreed,
        ActionStatus::UnderWay,
        ActionStatus::Done,
        ActionStatus::Dropped,
    ];
    let item = |s: ActionStatus| (w.of("plan-status", s), Chosen::ActionStatus(entry.id.clone(), s));
    let items = all.map(item).into();
    let at = all.iter().position(|s| *s == entry.status).unwrap_or(0);
    let title = w.fill("plan.status-title", &[("entry", entry.id)]);
    state.popups.push(Popup::Choice(Choice { title, text: entry.title, items, at, top: 0, on_back: None }));
}

pub(crate) fn set_status(state: &State, entry: PlanId, status: ActionStatus) -> Vec<Effect> {
    let now = state.open.as_ref().and_then(|o| plan_entries::entry(o, &entry)).map(|e| e.status);
    if now == Some(status) { Vec::new() } else { vec![Effect::PlanStatus { entry, was: now, status }] }
}

/// The file says how far it has come.
pub(crate) fn status_now(state: &mut State, entry: &PlanId, status: ActionStatus) {
    let word = state.words.of("plan-status", status);
    state.say("plan.status-now", &[("entry", entry), ("status", &word)]);
}

/// The suggested actions that are not in the plan: those that targets ask for, or else all that there are.
fn proposals(open: &Open, all: bool) -> Vec<SuggestedAction> {
    let plan = &open.opened.plan;
    let found =
        overviews(open).iter().flat_map(|o| suggested(o, plan, &open.language, all)).collect::<Vec<_>>();
    found.into_iter().filter(|s| s.planned.is_empty()).collect()
}

/// Offers the suggested actions that are not in the plan.
fn suggestions(state: &mut State) {
    let Some(open) = &state.open else { return };
    let demanded = proposals(open, false);
    let (key, found) =
        if demanded.is_empty() { ("plan.take-any", proposals(open, true)) } else { ("plan.take", demanded) };
    if found.is_empty() {
        return state.say("plan.take-nothing", &[]);
    }
    let item = |s: SuggestedAction| MenuItem {
        label: format!("{} {}", s.gap.id, s.activity.split_whitespace().collect::<Vec<_>>().join(" ")),
        beside: state.words.of("state", s.state),
        picked: Picked::Suggestion(s.gap),
    };
    let items = found.into_iter().map(item).collect();
    let title = state.words.get(key).to_owned();
    let input = Field::line("");
    state.popups.push(Popup::Menu(Menu { title, input, items, at: 0, narrowed: Narrowed::ByWords }));
}

/// Puts the action that a question suggests into the plan.
pub(crate) fn take(state: &State, gap: &GapRef) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let found = proposals(open, true).into_iter().find(|s| s.gap == *gap);
    found.map(|s| Effect::PlanTake(Box::new(s))).into_iter().collect()
}

/// The plan has the action now, or had one that closes the same.
pub(crate) fn taken(state: &mut State, entry: Option<PlanId>) {
    match entry {
        Some(entry) => {
            state.say("plan.taken", &[("entry", &entry)]);
            if let Some(open) = &mut state.open {
                choose(open, Some(PlanRow::Entry(entry)));
            }
        }
        None => state.warn("plan.taken-already", &[]),
    }
}

/// Goes to what the selected entry closes, or to what a fault is about.
fn to_question(state: &mut State) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    let gaps = match row(open) {
        Some(PlanRow::Entry(id)) => entry(open, &id).map(|e| e.closes).unwrap_or_default(),
        Some(PlanRow::Fault(PlanFault::NoAction { framework, capability })) => {
            vec![GapRef { framework, id: capability.to_string() }]
        }
        Some(PlanRow::Fault(fault)) => {
            if let Some(id) = fault.about() {
                choose(open, Some(PlanRow::Entry(id.clone())));
                open.plan.reading = false;
            }
            return Vec::new();
        }
        Some(PlanRow::Head(_)) | None => Vec::new(),
    };
    let places: Vec<Gap> = gaps.iter().filter_map(|name| gap(open, name)).collect();
    match places.as_slice() {
        [] => state.say("plan.no-question", &[]),
        [Gap::Question(at)] => return go_to(state, *at, Pane::Detail),
        [Gap::Capability(at)] => return go_to(state, *at, Pane::Questions),
        several => {
            let items = several.iter().filter_map(|gap| item(state, *gap)).collect();
            let title = state.words.get("plan.which-question").to_owned();
            let text = String::new();
            state.popups.push(Popup::Choice(Choice { title, text, items, at: 0, top: 0, on_back: None }));
        }
    }
    Vec::new()
}

/// A place to go to, with what is found there.
fn item(state: &State, gap: Gap) -> Option<(String, Chosen)> {
    let open = state.open.as_ref()?;
    match gap {
        Gap::Question(at) => {
            let question = open.question(at)?;
            let (_, found) = carried::sign_and_word(state, open, at);
            let label = format!("{} {found}: {}", question.id, question.text.get(&open.language));
            Some((label, Chosen::GoTo(at, Pane::Detail)))
        }
        Gap::Capability(at) => {
            let capability = open.capability(at)?;
            let label = format!("{} {}", capability.id, capability.title.get(&open.language));
            Some((label, Chosen::GoTo(at, Pane::Questions)))
        }
    }
}

/// Shows a place of the checklist.
pub(crate) fn go_to(state: &mut State, at: At, pane: Pane) -> Vec<Effect> {
    if let Some(open) = &mut state.open {
        checklist::arrive(open, at);
        open.pane = pane;
        state.screen = Screen::Checklist;
    }
    Vec::new()
}
