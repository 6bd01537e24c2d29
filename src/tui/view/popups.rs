//! Menus, choices, forms and texts over a screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use crate::tui::layout;
use crate::tui::popup::{Choice, Form, FormRow, Input, Menu, Popup, Writing};
use crate::tui::state::State;
use crate::tui::text::{fill, fit, width, wrap};
use crate::tui::view::{list, pane, wrapped};

/// The text that is being written, if one is.
pub(crate) fn writing(state: &State) -> Option<&Writing> {
    state.popups.iter().find_map(|p| match p {
        Popup::Writing(writing) => Some(writing.as_ref()),
        _ => None,
    })
}

pub(crate) fn draw(state: &State, frame: &mut Frame<'_>, body: Rect) {
    for popup in &state.popups {
        match popup {
            Popup::Menu(menu) => draw_menu(state, menu, frame, body),
            Popup::Choice(choice) => draw_choice(state, choice, frame, body),
            Popup::Form(form) => draw_form(state, form, frame, body),
            Popup::Writing(_) => {}
        }
    }
}

/// A box with a title on an emptied area; gives what is inside.
fn framed(state: &State, title: &str, frame: &mut Frame<'_>, area: Rect) -> Rect {
    frame.render_widget(Clear, area);
    let block = pane(state, title, true, area).style(state.theme.plain);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    inner
}

pub(crate) fn draw_writing(state: &State, writing: &Writing, frame: &mut Frame<'_>, area: Rect) {
    let inner = framed(state, &writing.title, frame, area);
    let cursor = writing.field.draw(inner, state.theme.plain, frame.buffer_mut());
    if let (Some(cursor), Some(Popup::Writing(_))) = (cursor, state.popups.last()) {
        frame.set_cursor_position(cursor);
    }
}

fn draw_menu(state: &State, menu: &Menu, frame: &mut Frame<'_>, body: Rect) {
    let found = menu.fitting();
    let rows = u16::try_from(menu.items.len()).unwrap_or(u16::MAX).saturating_add(4).min(body.height);
    // Long lines get what room there is.
    let long = menu.items.iter().take(200).map(|i| width(&i.label) + width(&i.beside) + 6).max().unwrap_or(0);
    let columns = u16::try_from(long).unwrap_or(u16::MAX).clamp(76, 116).min(body.width);
    let area = layout::middle(body, columns, rows);
    let inner = framed(state, &menu.title, frame, area);
    let columns = usize::from(inner.width);
    let place = Rect { height: 1.min(inner.height), ..inner };
    let label = format!("{} ", state.words.get("menu.type"));
    let wide = u16::try_from(width(&label)).unwrap_or(0).min(place.width);
    frame.render_widget(Paragraph::new(Line::styled(label, state.theme.quiet)), place);
    let typed = Rect { x: place.x + wide, width: place.width - wide, ..place };
    if let Some(cursor) = menu.input.draw(typed, state.theme.strong, frame.buffer_mut()) {
        frame.set_cursor_position(cursor);
    }
    let rest = Rect {
        y: inner.y + (place.height * 2).min(inner.height),
        height: inner.height.saturating_sub(place.height * 2),
        ..inner
    };
    if found.is_empty() {
        let text = fit(state.words.get("menu.nothing"), columns);
        frame.render_widget(Paragraph::new(text), rest);
        return;
    }
    let selected = menu.at.min(found.len() - 1);
    list(frame, rest, found.len(), selected, state.theme.selected, |at| {
        let Some(item) = found.get(at) else { return Line::default() };
        let marked = if at == selected { "> " } else { "  " };
        let room = columns.saturating_sub(width(&item.beside) + 2);
        let left = fill(&format!("{marked}{}", item.label), room);
        Line::from(vec![Span::raw(left), Span::styled(format!(" {} ", item.beside), state.theme.quiet)])
    });
}

fn draw_choice(state: &State, choice: &Choice, frame: &mut Frame<'_>, body: Rect) {
    let longest = choice.items.iter().map(|(label, _)| width(label) + 6);
    let text = choice.text.lines().map(|l| width(l) + 4);
    let wanted = longest.chain(text).chain([width(&choice.title) + 8, 40]).max().unwrap_or(40).min(78);
    let columns = u16::try_from(wanted).unwrap_or(78).min(body.width);
    let lines = wrapped(&choice.text, usize::from(columns.saturating_sub(4)), state.theme.plain);
    let lines = if choice.text.is_empty() { Vec::new() } else { lines };
    let items = u16::try_from(choice.items.len()).unwrap_or(u16::MAX);
    let between = u16::from(!lines.is_empty());
    let rows =
        u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(items).saturating_add(between + 2);
    let area = layout::middle(body, columns, rows);
    let inner = framed(state, &choice.title, frame, area);
    let inner = Rect { x: inner.x + 1.min(inner.width), width: inner.width.saturating_sub(2), ..inner };
    // The choices are always in sight; a long text above them is scrolled.
    let below = items.min(inner.height);
    let above = inner.height - below;
    let room = usize::from(above.saturating_sub(between));
    let top = choice.top.min(lines.len().saturating_sub(room));
    let more = lines.len() > top + room;
    let mut shown: Vec<Line<'static>> = lines.into_iter().skip(top).take(room).collect();
    if more && let Some(last) = shown.last_mut() {
        *last = Line::styled(state.words.get("choice.more").to_owned(), state.theme.quiet);
    }
    frame.render_widget(Paragraph::new(shown), Rect { height: above, ..inner });
    let place = Rect { y: inner.y + above, height: below, ..inner };
    let wide = usize::from(inner.width);
    list(frame, place, choice.items.len(), choice.at, state.theme.selected, |at| {
        let marked = if at == choice.at { "> " } else { "  " };
        let label = choice.items.get(at).map(|(l, _)| l.as_str()).unwrap_or_default();
        Line::from(fill(&format!("{marked}{label}"), wide))
    });
}

fn draw_form(state: &State, form: &Form, frame: &mut Frame<'_>, body: Rect) {
    let columns = 78.min(body.width);
    let text = wrap(&form.text, usize::from(columns.saturating_sub(4)));
    let text = if form.text.is_empty() { Vec::new() } else { text };
    let rows: u16 = form.rows.iter().map(FormRow::height).sum();
    let between = u16::from(!text.is_empty());
    let height =
        u16::try_from(text.len()).unwrap_or(u16::MAX).saturating_add(rows).saturating_add(between + 2);
    let area = layout::middle(body, columns, height);
    let inner = framed(state, &form.title, frame, area);
    let inner = Rect { x: inner.x + 1.min(inner.width), width: inner.width.saturating_sub(2), ..inner };
    let below = rows.min(inner.height);
    let above = inner.height - below;
    let wide = usize::from(inner.width);
    let room = usize::from(above.saturating_sub(between));
    let top = form.top.min(text.len().saturating_sub(room));
    let cut = text.len() > top + room;
    let mut shown: Vec<Line<'static>> = text.into_iter().skip(top).take(room).map(Line::from).collect();
    if cut && let Some(last) = shown.last_mut() {
        *last = Line::styled(state.words.get("choice.more").to_owned(), state.theme.quiet);
    }
    frame.render_widget(Paragraph::new(shown), Rect { height: above, ..inner });
    let label_width = form.rows.iter().map(|r| width(&r.label)).max().unwrap_or(0).min(wide / 2);
    // Rows above go out of sight until the selected one is in it.
    let heights: Vec<u16> = form.rows.iter().map(FormRow::height).collect();
    let first = (0..=form.at)
        .find(|first| heights.iter().take(form.at + 1).skip(*first).sum::<u16>() <= below)
        .unwrap_or(form.at);
    let mut offset = 0;
    for (i, row) in form.rows.iter().enumerate().skip(first) {
        let height = row.height().min(below.saturating_sub(offset));
        if height == 0 {
            break;
        }
        let place = Rect { y: inner.y + above + offset, height, ..inner };
        offset += height;
        let selected = i == form.at;
        let label = format!("{} {} ", if selected { ">" } else { " " }, fill(&row.label, label_width));
        let used = u16::try_from(width(&label)).unwrap_or(0).min(place.width);
        let style = if selected { state.theme.strong } else { state.theme.plain };
        frame.render_widget(Paragraph::new(Line::styled(label, style)), place);
        let rest = Rect { x: place.x + used, width: place.width - used, ..place };
        match &row.input {
            Input::Pick { options, at } => {
                let value = options.get(*at).map(String::as_str).unwrap_or_default();
                let text = fit(&format!("< {value} >"), usize::from(rest.width));
                let style = if selected { state.theme.selected } else { state.theme.plain };
                frame.render_widget(Paragraph::new(Line::styled(text, style)), rest);
            }
            Input::Line(field) | Input::Text(field) => {
                let cursor = field.draw(rest, style, frame.buffer_mut());
                if let (true, Some(cursor), Some(Popup::Form(_))) = (selected, cursor, state.popups.last()) {
                    frame.set_cursor_position(cursor);
                }
            }
        }
    }
}
