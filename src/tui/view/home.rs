//! The list of assessments with their progress.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::model::id::AssessmentId;
use crate::tui::state::State;
use crate::tui::text::{bar, fill, fit, width};
use crate::tui::view::{list, pane, wrapped};

pub(crate) fn draw(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let w = &state.words;
    let title = if state.home.find.is_empty() {
        w.get("home.assessments").to_owned()
    } else {
        w.fill("home.found", &[("text", &state.home.find)])
    };
    let block = pane(state, &title, true, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let listed = state.listed();
    let columns = usize::from(inner.width);
    if listed.is_empty() {
        let key = match &state.shelf {
            None => "home.no-workspace",
            Some(shelf) if shelf.is_empty() => "home.empty",
            Some(_) => "home.nothing-found",
        };
        let lines = wrapped(w.get(key), columns, state.theme.plain);
        frame.render_widget(Paragraph::new(lines), inner);
        return;
    }
    let head = row(
        columns,
        [
            w.get("home.country"),
            w.get("home.round"),
            w.get("home.progress"),
            w.get("home.levels"),
            w.get("home.flags"),
            w.get("home.by"),
        ],
    );
    let place = Rect { height: 1.min(inner.height), ..inner };
    frame.render_widget(Paragraph::new(Line::styled(head, state.theme.quiet)), place);
    let rest = Rect { y: inner.y + place.height, height: inner.height - place.height, ..inner };
    let selected = state.home.at.min(listed.len() - 1);
    list(frame, rest, listed.len(), selected, state.theme.selected, |at| {
        let line = listed.get(at).map(|id| assessment(state, id, columns)).unwrap_or_default();
        Line::from(format!("{}{line}", if at == selected { ">" } else { " " }))
    });
}

/// The columns that fit: flags and names of others go first when there is little room.
fn row(columns: usize, cells: [&str; 6]) -> String {
    let wide: [usize; 6] = match columns {
        100.. => [26, 12, 30, 8, 6, columns - 84],
        72.. => [20, 10, 19, 7, 6, columns.saturating_sub(64)],
        _ => [columns.saturating_sub(31), 10, 9, 6, 0, 0],
    };
    let shown = cells.iter().zip(wide).filter(|(_, columns)| *columns > 0);
    let mut line = String::from(" ");
    for (cell, columns) in shown {
        line.push_str(&fill(cell, columns.saturating_sub(1)));
        line.push(' ');
    }
    fit(&line, columns.saturating_sub(1))
}

fn assessment(state: &State, id: &AssessmentId, columns: usize) -> String {
    let w = &state.words;
    let country = state.shelf.as_ref().map_or(id.country.as_str(), |s| s.country(id));
    let by = state.home.present.get(id).map(|names| names.join(", ")).unwrap_or_default();
    let Some(p) = state.home.progress.get(id) else {
        return row(columns, [country, id.round.as_str(), w.get("home.counting"), "", "", &by]);
    };
    if p.assessment.is_none() || !p.problems.is_empty() && p.capabilities == 0 {
        return row(columns, [country, id.round.as_str(), w.get("home.damaged"), "", "", &by]);
    }
    let (done, all) = (p.tally.answered(), p.tally.total() - p.tally.not_relevant);
    #[expect(clippy::cast_precision_loss, reason = "counts of questions")]
    let share = if all == 0 { 0.0 } else { done as f64 / all as f64 };
    let numbers = format!("{done}/{all}");
    let progress = if columns >= 72 {
        let room = if columns >= 100 { 18 } else { 10 };
        format!("{} {numbers}", bar(share, share, room))
    } else {
        numbers
    };
    let levels = format!("{}/{}", p.levels_set, p.capabilities);
    let flags = if p.flagged == 0 { String::new() } else { format!("! {}", p.flagged) };
    let progress =
        if p.problems.is_empty() { progress } else { format!("{progress} {}", w.get("home.with-faults")) };
    debug_assert!(width(&progress) < 200, "a cell is a line");
    row(columns, [country, id.round.as_str(), &progress, &levels, &flags, &by])
}
