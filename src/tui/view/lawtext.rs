//! One row of the text of a law, with what is marked in it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::model::law::Span as Stretch;
use crate::model::law::Standing;
use crate::model::safe;
use crate::tui::lawtext::{Look, Row};
use crate::tui::state::State;
use crate::tui::text::{fit, width};

/// The sign around a match where there are no colours.
pub(crate) const MARK: &str = "**";

/// Draws a row. It begins with a column of signs and a space: `>` for the place that was gone to, `*` for a row in
/// which something is marked, `~` for a superseded wording, a quotation mark for words of another law.
pub(crate) fn line(
    state: &State,
    text: &str,
    row: &Row,
    marks: &[Stretch],
    at: Option<usize>,
    columns: usize,
) -> Line<'static> {
    if let Look::Note(standing) = row.look {
        let words = state.words.of("standing", standing);
        return Line::styled(fit(&format!("  [{words}]"), columns + 2), state.theme.warning);
    }
    let base = match (row.look, row.standing) {
        (Look::Frame, _) => state.theme.accent,
        (Look::Heading, _) => state.theme.strong,
        (_, Standing::Current) => state.theme.plain,
        _ => state.theme.quiet,
    };
    let first = marks.partition_point(|m| m.end <= row.span.start);
    let here: Vec<&Stretch> = marks.iter().skip(first).take_while(|m| m.start < row.span.end).collect();
    let is_at = at.is_some_and(|at| (row.span.start..row.span.end).contains(&at));
    let sign = match (is_at, here.is_empty(), row.standing) {
        (true, ..) => ">",
        (_, false, _) => "*",
        (_, _, Standing::History) => "~",
        (_, _, Standing::Quoted) => "\u{22}",
        _ => " ",
    };
    let mut spans = vec![Span::styled(format!("{sign} "), state.theme.accent)];
    let mut words: Vec<Span<'static>> = Vec::new();
    let mut put = |from: usize, to: usize, style: Style| {
        let part = safe::line(text.get(from..to).unwrap_or_default());
        if !part.is_empty() {
            words.push(Span::styled(part, style));
        }
    };
    let mut done = row.span.start;
    for mark in here {
        let (from, to) = (mark.start.max(done), mark.end.min(row.span.end));
        put(done, from, base);
        put(from, to, base.patch(state.theme.mark));
        done = to.max(done);
    }
    put(done, row.span.end, base);
    if row.right_to_left {
        let used: usize = words.iter().map(|s| width(&s.content)).sum();
        spans.push(Span::raw(" ".repeat(columns.saturating_sub(used))));
    }
    spans.extend(words);
    Line::from(spans)
}
