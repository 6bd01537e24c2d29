//! A report as it will be written.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::tui::state::{Open, State};
use crate::tui::view::{markdown, pane, wrapped};

pub(crate) fn draw(state: &State, open: &Open, frame: &mut Frame<'_>, area: Rect) {
    let w = &state.words;
    let preview = &open.preview;
    let title = format!("{}: {}", w.get("report.preview"), preview.template);
    let block = pane(state, &title, true, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let columns = usize::from(inner.width);
    let lines: Vec<Line<'static>> = match &preview.made {
        None => wrapped(w.get("report.making"), columns, state.theme.plain),
        Some(Err(why)) => wrapped(why, columns, state.theme.error),
        Some(Ok(made)) => markdown::lines(&made.blocks, columns, &state.theme),
    };
    let height = usize::from(inner.height);
    let top = preview.top.min(lines.len().saturating_sub(height));
    let shown: Vec<Line<'static>> = lines.into_iter().skip(top).take(height).collect();
    frame.render_widget(Paragraph::new(shown), inner);
}
