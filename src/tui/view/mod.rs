//! What is seen of the state. Nothing here can change it.

pub(crate) mod carried;
pub(crate) mod checklist;
pub(crate) mod gaps;
pub(crate) mod home;
pub(crate) mod lawtext;
pub(crate) mod level;
pub(crate) mod markdown;
pub(crate) mod plan;
pub(crate) mod plan_entry;
pub(crate) mod popups;
pub(crate) mod preview;
pub(crate) mod question;
pub(crate) mod reader;
pub(crate) mod search;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Paragraph};

use crate::tui::keys::Place;
use crate::tui::layout;
use crate::tui::rtl;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::text::{fill, fit, width};

/// Draws one frame.
pub(crate) fn view(state: &State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let Some(parts) = layout::frame(area) else {
        let text = state.words.get("app.too-small");
        let lines = crate::tui::text::wrap(text, usize::from(area.width));
        frame.render_widget(Paragraph::new(lines.into_iter().map(Line::from).collect::<Vec<_>>()), area);
        return;
    };
    if state.theme.plain != Style::new() {
        frame.buffer_mut().set_style(area, state.theme.plain);
    }
    head(state, frame, parts.head);
    let body = match popups::writing(state) {
        // What is being written lies below; what it answers stays in sight above.
        Some(writing) => {
            let (above, below) = layout::lower(parts.body);
            popups::draw_writing(state, writing, frame, below);
            above
        }
        None => parts.body,
    };
    match (state.screen, &state.open) {
        (Screen::Checklist, Some(open)) if popups::writing(state).is_some() => {
            question::draw_alone(state, open, frame, body);
        }
        (Screen::Checklist, Some(open)) => checklist::draw(state, open, frame, body),
        (Screen::Gaps, Some(open)) => gaps::draw(state, open, frame, body),
        (Screen::Report, Some(open)) => preview::draw(state, open, frame, body),
        (Screen::Plan, Some(open)) => plan::draw(state, open, frame, body),
        (Screen::Search, _) => search::draw(state, frame, body),
        (Screen::Reader, _) => match &state.reader {
            Some(reader) => reader::draw(state, reader, frame, body),
            None => search::draw(state, frame, body),
        },
        _ => home::draw(state, frame, body),
    }
    popups::draw(state, frame, parts.body);
    message(state, frame, parts.message);
    foot(state, frame, parts.foot);
    rtl::finish(frame.buffer_mut(), state.reorders);
}

/// The first line: where one is.
fn head(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let w = &state.words;
    let columns = usize::from(area.width);
    let (left, right) = match &state.open {
        Some(open) => {
            let country =
                state.shelf.as_ref().map_or(open.id().country.as_str(), |s| s.country(open.id())).to_owned();
            let screen = match state.screen {
                Screen::Home => "home.title",
                Screen::Checklist => "checklist.title",
                Screen::Gaps => "gaps.title",
                Screen::Report => "report.title",
                Screen::Plan => "plan.title",
                Screen::Search => "search.title",
                Screen::Reader => "reader.title",
            };
            let left = format!(" mnr  {country}, {}  {}", open.id().round, w.get(screen));
            let mut done = crate::score::share::Tally::default();
            for overview in crate::tui::gaps::overviews(open) {
                done.merge(&overview.tally());
            }
            let open_now = done.total() - done.not_relevant;
            let right = w.fill("head.progress", &[("done", &done.answered()), ("all", &open_now)]);
            (left, format!("{right} "))
        }
        None => {
            let root = state.shelf.as_ref().map(|s| s.root.clone()).unwrap_or_default();
            let title = match state.screen {
                Screen::Search => "search.title",
                Screen::Reader => "reader.title",
                _ => "home.title",
            };
            (format!(" mnr  {}", w.get(title)), format!("{root} "))
        }
    };
    let right = if width(&left) + width(&right) + 2 > columns { String::new() } else { right };
    let left = fill(&left, columns - width(&right));
    let line =
        Line::from(vec![Span::styled(left, state.theme.strong), Span::styled(right, state.theme.quiet)]);
    frame.render_widget(Paragraph::new(line).style(state.theme.selected), area);
}

/// The line above the foot: what just happened, or what is wrong and stays so.
fn message(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let stuck = state.open.as_ref().and_then(|o| o.stuck.as_ref().map(|(why, _)| (why, o.queue.len())));
    let (text, style) = match (stuck, &state.message) {
        (Some((why, n)), _) => {
            (state.words.fill("save.stuck", &[("n", &n), ("why", why)]), state.theme.error)
        }
        (None, Some(message)) => {
            let style = match message.tone {
                Tone::Note => state.theme.accent,
                Tone::Warning => state.theme.warning,
                Tone::Error => state.theme.error,
            };
            (message.text.clone(), style)
        }
        (None, None) => return,
    };
    let text = text.replace('\n', " ");
    frame.render_widget(Paragraph::new(Line::styled(fit(&format!(" {text}"), columns), style)), area);
}

/// The last line: the keys of this place, as many as fit, and always how to find the rest.
fn foot(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let place = state.place();
    let named = |key: String, action| format!("{key} {}", state.words.of("short", action));
    let mut all: Vec<(String, bool)> = state
        .keymap
        .footer(place)
        .map(|(action, key)| {
            use crate::tui::keys::Action;
            (named(key.to_string(), action), matches!(action, Action::Help | Action::Palette | Action::Quit))
        })
        .collect();
    if place == Place::Menu || place == Place::Form || place == Place::Choice {
        all.push((format!("Esc {}", state.words.get("short.back")), true));
    }
    let mut used: usize = all.iter().filter(|(_, last)| *last).map(|(t, _)| width(t) + 3).sum();
    let shown = all.iter().filter(|(text, last)| {
        if *last {
            return true;
        }
        used += width(text) + 3;
        used <= columns
    });
    let text = shown.map(|(t, _)| t.as_str()).collect::<Vec<_>>().join("   ");
    frame.render_widget(
        Paragraph::new(Line::styled(fit(&format!(" {text}"), columns), state.theme.quiet)),
        area,
    );
}

/// A pane with a title. The one that has the keys is marked by a sign and a thicker border.
pub(crate) fn pane<'a>(state: &State, title: &str, focus: bool, area: Rect) -> Block<'a> {
    let room = usize::from(area.width.saturating_sub(4));
    let mark = if focus { "> " } else { "" };
    let title = fit(&format!("{mark}{title}"), room);
    let (border, kind) =
        if focus { (state.theme.focus, BorderType::Thick) } else { (state.theme.border, BorderType::Plain) };
    Block::bordered().border_type(kind).border_style(border).title(Span::styled(format!(" {title} "), border))
}

/// A list whose selected row is always seen. Only the rows in sight are made.
pub(crate) fn list<'a>(
    frame: &mut Frame<'_>,
    area: Rect,
    count: usize,
    selected: usize,
    chosen: Style,
    mut row: impl FnMut(usize) -> Line<'a>,
) {
    let height = usize::from(area.height);
    if height == 0 || area.width == 0 {
        return;
    }
    // The selected row stands in the middle where there is room on both sides.
    let top = selected.saturating_sub(height / 2).min(count.saturating_sub(height));
    let top = crate::tui::text::scroll_top(top, height, selected);
    for (y, at) in (top..count.min(top + height)).enumerate() {
        let Ok(offset) = u16::try_from(y) else { break };
        let place = Rect { y: area.y + offset, height: 1, ..area };
        let line = row(at);
        let line = if at == selected { line.patch_style(chosen) } else { line };
        frame.render_widget(Paragraph::new(line), place);
        if at == selected {
            frame.buffer_mut().set_style(place, chosen);
        }
    }
}

/// Text as lines of at most so many columns; right-to-left paragraphs stand at the right.
pub(crate) fn wrapped(text: &str, columns: usize, style: Style) -> Vec<Line<'static>> {
    let right = rtl::runs_rtl(text);
    crate::tui::text::wrap(text, columns)
        .into_iter()
        .map(|line| {
            // By spaces of our own: the columns of a line are counted otherwise elsewhere.
            let pad = if right { columns.saturating_sub(width(&line)) } else { 0 };
            Line::styled(format!("{}{line}", " ".repeat(pad)), style)
        })
        .collect()
}
