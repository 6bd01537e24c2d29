//! A report before it is written.

use crate::model::format::Format;
use crate::tui::event::{Effect, Refused};
use crate::tui::keys::Action;
use crate::tui::menus;
use crate::tui::popup::{Choice, Chosen, Popup};
use crate::tui::state::{Made, Screen, State};
use crate::tui::view::markdown;
use crate::workbench::preview::blocks;

/// What is shown when nothing else was chosen.
const FIRST: &str = "gap-analysis";

pub(crate) fn show(state: &mut State) -> Vec<Effect> {
    state.screen = Screen::Report;
    let template = state.open.as_ref().map(|o| o.preview.template.clone()).filter(|t| !t.is_empty());
    render(state, template.unwrap_or_else(|| FIRST.to_owned()))
}

pub(crate) fn render(state: &mut State, template: String) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    if open.preview.template != template {
        open.preview.top = 0;
    }
    open.preview.template.clone_from(&template);
    vec![Effect::Render(template)]
}

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = usize::from(state.rows.saturating_sub(7)).max(1);
    let lines = lines(state);
    let last = lines.saturating_sub(page);
    let Some(open) = &mut state.open else { return Vec::new() };
    let preview = &mut open.preview;
    let top = preview.top.min(last);
    match action {
        Action::Up => preview.top = top.saturating_sub(1),
        Action::Down => preview.top = (top + 1).min(last),
        Action::PageUp | Action::Left => preview.top = top.saturating_sub(page),
        Action::PageDown | Action::Right => preview.top = (top + page).min(last),
        Action::Top => preview.top = 0,
        Action::Bottom => preview.top = last,
        Action::NextPane => heading(state, false),
        Action::PreviousPane => heading(state, true),
        Action::Template => menus::template(state),
        Action::WriteAs => menus::formats(state),
        Action::Write | Action::Choose => return write(state, Format::Md),
        Action::Find => {
            let find = preview.find.clone();
            menus::find(state, &find);
        }
        Action::FindNext => found(state, false),
        Action::FindPrevious => found(state, true),
        Action::Back => state.screen = Screen::Checklist,
        _ => {}
    }
    Vec::new()
}

/// Writes the report that is shown.
pub(crate) fn write(state: &mut State, format: Format) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    open.preview.format = Some(format);
    vec![Effect::Write { template: open.preview.template.clone(), format, replace: false }]
}

/// How many lines the report has at this width.
fn lines(state: &State) -> usize {
    drawn(state).len()
}

fn drawn(state: &State) -> Vec<ratatui::text::Line<'static>> {
    let made = state.open.as_ref().and_then(|o| o.preview.made.as_ref());
    match made {
        Some(Ok(made)) => {
            markdown::lines(&made.blocks, usize::from(state.columns.saturating_sub(2)), &state.theme)
        }
        _ => Vec::new(),
    }
}

/// Moves to the next or the last line for which `wanted` holds.
fn go(state: &mut State, backwards: bool, wanted: impl Fn(&ratatui::text::Line<'_>) -> bool) -> bool {
    let lines = drawn(state);
    let Some(open) = &mut state.open else { return false };
    let top = open.preview.top;
    let place = if backwards {
        lines.iter().take(top).rposition(wanted)
    } else {
        lines.iter().skip(top + 1).position(wanted).map(|i| i + top + 1)
    };
    if let Some(place) = place {
        open.preview.top = place;
    }
    place.is_some()
}

fn heading(state: &mut State, backwards: bool) {
    let style = state.theme.accent;
    go(state, backwards, |line| line.style == style);
}

pub(crate) fn found(state: &mut State, backwards: bool) {
    let wanted = state.open.as_ref().map(|o| o.preview.find.to_lowercase()).unwrap_or_default();
    if wanted.is_empty() {
        return menus::find(state, "");
    }
    let has = |line: &ratatui::text::Line<'_>| line.to_string().to_lowercase().contains(&wanted);
    if !go(state, backwards, has) {
        state.say("find.nothing", &[("text", &wanted)]);
    }
}

/// A report that came back.
pub(crate) fn rendered(state: &mut State, template: &str, result: Result<String, String>) {
    let Some(open) = &mut state.open else { return };
    // An older request does not replace what was asked for since.
    if open.preview.template == template {
        open.preview.made = Some(result.map(|text| Made { blocks: blocks(&text), text }));
    }
}

pub(crate) fn written(state: &mut State, result: Result<String, Refused>) {
    match result {
        Ok(path) => state.say("report.written", &[("path", &path)]),
        Err(Refused::Other(why)) => state.fail(why),
        Err(Refused::Edited(path)) => {
            let w = &state.words;
            let shown = state
                .open
                .as_ref()
                .map(|o| (o.preview.template.clone(), o.preview.format.unwrap_or(Format::Md)));
            let (template, format) = shown.unwrap_or_else(|| (FIRST.to_owned(), Format::Md));
            let items = vec![
                (w.get("report.leave").to_owned(), Chosen::Nothing),
                (w.get("report.replace").to_owned(), Chosen::ReplaceReport(template, format)),
            ];
            let (title, text) =
                (w.get("report.edited").to_owned(), w.fill("report.edited-text", &[("path", &path)]));
            state.popups.push(Popup::Choice(Choice { title, text, items, at: 0, top: 0, on_back: None }));
        }
    }
}
