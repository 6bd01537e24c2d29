//! A law: its outline and its text. Only the rows in sight are made.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::model::law::Standing;
use crate::tui::law_menus::standing_mark;
use crate::tui::layout;
use crate::tui::library::{Reader, ReaderPane};
use crate::tui::reader::stands_alone;
use crate::tui::rtl;
use crate::tui::state::State;
use crate::tui::text::{fill, fit, width};
use crate::tui::view::{lawtext, list, pane};

pub(crate) fn draw(state: &State, reader: &Reader, frame: &mut Frame<'_>, body: Rect) {
    let alone = reader.zoom || stands_alone(state, &reader.book);
    match layout::reader(body, alone) {
        Some((left, right)) => {
            outline(state, reader, frame, left);
            text(state, reader, frame, right);
        }
        None if reader.pane == ReaderPane::Outline => outline(state, reader, frame, body),
        None => text(state, reader, frame, body),
    }
}

fn outline(state: &State, reader: &Reader, frame: &mut Frame<'_>, area: Rect) {
    let focus = reader.pane == ReaderPane::Outline;
    let title = state.words.get("reader.outline");
    let block = pane(state, title, focus, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let entries = &reader.book.outline;
    let columns = usize::from(inner.width);
    let selected = reader.entry.min(entries.len().saturating_sub(1));
    let chosen = if focus { state.theme.selected } else { state.theme.strong };
    list(frame, inner, entries.len(), selected, chosen, |at| {
        let Some(entry) = entries.get(at) else { return Line::default() };
        let marked = if at == selected { ">" } else { " " };
        let standing = reader.book.standing(entry);
        let depth = usize::from(entry.depth.saturating_sub(1)).min(6);
        let heading = entry.heading.as_deref().unwrap_or_default();
        let text = format!("{} {heading}{}", entry.label, standing_mark(standing));
        let style = match (entry.provision, standing) {
            (None, _) => state.theme.accent,
            (_, Standing::Current) => Style::new(),
            _ => state.theme.quiet,
        };
        let pad = format!("{marked}{}", "  ".repeat(depth));
        let room = columns.saturating_sub(width(&pad));
        let text = if rtl::runs_rtl(&text) {
            let text = fit(&text, room);
            format!("{}{text}", " ".repeat(room.saturating_sub(width(&text))))
        } else {
            fill(&text, room)
        };
        Line::from(vec![Span::raw(pad), Span::styled(text, style)])
    });
}

fn text(state: &State, reader: &Reader, frame: &mut Frame<'_>, area: Rect) {
    let book = &reader.book;
    let law = &book.open().law;
    let (provision, _) = reader.cited();
    let label = provision.and_then(|p| book.open().text.provisions.get(p)).map(|p| p.label.clone());
    let label = label
        .map(|l| format!("{l}{}", if rtl::has_rtl(&law.title) { " │ " } else { " - " }))
        .unwrap_or_default();
    let block = pane(state, &format!("{label}{}", law.title), reader.pane == ReaderPane::Text, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let (at, exact) = reader.place;
    let at = exact.then_some(at);
    let columns = usize::from(inner.width).saturating_sub(layout::SIGNS);
    let shown = reader.rows.iter().skip(reader.top).take(usize::from(inner.height));
    // Words that are being chosen are marked instead of what was found.
    let chosen = reader.selection.as_ref().map(|s| [s.span()]);
    let marks = chosen.as_ref().map_or(reader.marks(), |chosen| chosen.as_slice());
    let at = reader.selection.as_ref().map_or(at, |s| Some(s.caret()));
    let lines: Vec<Line<'static>> =
        shown.map(|row| lawtext::line(state, book.text(), row, marks, at, columns)).collect();
    frame.render_widget(Paragraph::new(lines), inner);
    place_in_text(state, reader, frame, area);
}

/// How far down one is, on the lower border.
fn place_in_text(state: &State, reader: &Reader, frame: &mut Frame<'_>, area: Rect) {
    let rows = reader.rows.len().max(1);
    let seen = usize::from(area.height.saturating_sub(2));
    let percent = ((reader.top + seen).min(rows) * 100) / rows;
    let (provision, _) = reader.cited();
    let page = provision.and_then(|p| reader.book.open().text.provisions.get(p)?.page);
    let page =
        page.map(|p| format!("{}, ", state.words.fill("search.page", &[("n", &p)]))).unwrap_or_default();
    let marks = reader.marks().len();
    let marks = if marks == 0 {
        String::new()
    } else {
        format!("{}, ", state.words.fill("reader.marks", &[("n", &marks)]))
    };
    let text = format!(" {marks}{page}{percent}% ");
    let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX);
    if area.height < 2 || wide + 4 > area.width {
        return;
    }
    let place = Rect { x: area.right() - wide - 2, y: area.bottom() - 1, width: wide, height: 1 };
    frame.render_widget(Paragraph::new(Line::styled(text, state.theme.quiet)), place);
}
