//! Right-to-left text. It is kept and sent in logical order; what the terminal does not do is done here.
//!
//! Many terminals reorder whole screen lines. Marks around every border then keep the columns where
//! they are. A terminal that reorders nothing gets each stretch between two borders reordered by us.

use ratatui::buffer::Buffer;
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

/// Who reorders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reorders {
    Terminal,
    Us,
}

/// Whether a text has letters or digits of a right-to-left script.
pub(crate) fn has_rtl(text: &str) -> bool {
    // Most text is not; nothing below the Hebrew block is.
    text.chars()
        .any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// Whether a text as a whole runs from right to left.
pub(crate) fn runs_rtl(text: &str) -> bool {
    let strong = |c: char| match bidi_class(c) {
        BidiClass::R | BidiClass::AL => Some(true),
        BidiClass::L => Some(false),
        _ => None,
    };
    text.chars().find_map(strong).unwrap_or(false)
}

fn is_border(symbol: &str) -> bool {
    symbol.chars().next().is_some_and(|c| ('\u{2500}'..='\u{257f}').contains(&c))
}

/// Goes over a finished screen.
pub(crate) fn finish(buffer: &mut Buffer, reorders: Reorders) {
    let area = buffer.area;
    let columns = usize::from(area.width).max(1);
    let right_to_left: Vec<bool> =
        buffer.content.chunks(columns).map(|row| row.iter().any(|cell| has_rtl(cell.symbol()))).collect();
    for (y, _) in (area.top()..area.bottom()).zip(right_to_left).filter(|(_, rtl)| *rtl) {
        match reorders {
            Reorders::Terminal => guard(buffer, y),
            Reorders::Us => reorder(buffer, y),
        }
    }
}

/// A left-to-right mark on either side of every border, so that no text crosses it.
fn guard(buffer: &mut Buffer, y: u16) {
    for x in buffer.area.left()..buffer.area.right() {
        let symbol = buffer[(x, y)].symbol();
        if is_border(symbol) {
            let guarded = format!("\u{200e}{symbol}\u{200e}");
            buffer[(x, y)].set_symbol(&guarded);
        }
    }
}

/// Puts the clusters of each stretch between borders in the order in which they are seen.
fn reorder(buffer: &mut Buffer, y: u16) {
    let (mut x, end) = (buffer.area.left(), buffer.area.right());
    while x < end {
        let start = x;
        while x < end && !is_border(buffer[(x, y)].symbol()) {
            x += 1;
        }
        stretch(buffer, y, start, x);
        x += 1;
    }
}

fn stretch(buffer: &mut Buffer, y: u16, start: u16, end: u16) {
    // Each cluster with the cells it covers; the cells after a wide one are empty and belong to it.
    let mut clusters = Vec::new();
    let mut x = start;
    while x < end {
        let wide = u16::try_from(crate::tui::text::width(buffer[(x, y)].symbol())).unwrap_or(1).max(1);
        clusters.push((x, wide.min(end - x)));
        x += wide;
    }
    let blank = |buffer: &Buffer, (x, _): &(u16, u16)| buffer[(*x, y)].symbol().trim().is_empty();
    while clusters.first().is_some_and(|c| blank(buffer, c)) {
        clusters.remove(0);
    }
    while clusters.last().is_some_and(|c| blank(buffer, c)) {
        clusters.pop();
    }
    let Some((first, _)) = clusters.first().copied() else { return };
    let symbols: Vec<&str> = clusters.iter().map(|(x, _)| buffer[(*x, y)].symbol()).collect();
    let order = visual(&symbols);
    let cells: Vec<_> = order
        .iter()
        .flat_map(|(at, mirrored)| {
            let (x, wide) = clusters[*at];
            let mut cells: Vec<_> = (x..x + wide).map(|x| buffer[(x, y)].clone()).collect();
            if let (Some(m), Some(cell)) = (mirrored, cells.first_mut()) {
                cell.set_char(*m);
            }
            cells
        })
        .collect();
    for (x, cell) in (first..end).zip(cells) {
        buffer[(x, y)] = cell;
    }
}

/// The places of clusters from left to right, with the mirror image where one is needed.
fn visual(symbols: &[&str]) -> Vec<(usize, Option<char>)> {
    let text = symbols.concat();
    let info = BidiInfo::new(&text, None);
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let mut at_byte = Vec::new();
    let mut byte = 0;
    for symbol in symbols {
        at_byte.push(byte);
        byte += symbol.len();
    }
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut order = Vec::new();
    for run in runs {
        let inside = |at: &usize| run.contains(&at_byte[*at]);
        let places: Vec<usize> = (0..symbols.len()).filter(inside).collect();
        if levels[run.start].is_rtl() {
            order.extend(places.into_iter().rev().map(|at| (at, mirror(symbols[at]))));
        } else {
            order.extend(places.into_iter().map(|at| (at, None)));
        }
    }
    order
}

fn mirror(symbol: &str) -> Option<char> {
    const PAIRS: &[(char, char)] =
        &[('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›'), ('“', '”')];
    let c = symbol.chars().next()?;
    PAIRS.iter().find_map(|(a, b)| {
        if c == *a {
            Some(*b)
        } else if c == *b {
            Some(*a)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn drawn(text: &str, reorders: Reorders) -> String {
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 24, height: 1 });
        buffer.set_string(0, 0, text, Style::new());
        finish(&mut buffer, reorders);
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn borders_are_guarded_only_where_it_matters() {
        assert_eq!(drawn("│ ab │", Reorders::Terminal), "│ ab │");
        assert_eq!(drawn("│ اب │", Reorders::Terminal), "\u{200e}│\u{200e} اب \u{200e}│\u{200e}");
    }

    #[test]
    fn a_terminal_that_does_nothing_gets_the_seen_order() {
        for (logical, seen) in [
            ("│ ابج │ دهو │", "│ جبا │ وهد │"),
            ("│ ab │ x دهو y │", "│ ab │ x وهد y │"),
            ("│ مادة (17) │", "│ (17) ةدام │"),
            // A vowel mark stays with its letter.
            ("│ بَت │", "│ تبَ │"),
        ] {
            assert_eq!(drawn(logical, Reorders::Us), seen, "{logical}");
        }
    }

    #[test]
    fn direction_is_that_of_the_first_letter() {
        for (text, expected) in [("قانون 17", true), ("17 قانون", true), ("Law قانون", false), ("17", false)]
        {
            assert_eq!(runs_rtl(text), expected, "{text}");
        }
        assert!(has_rtl("s. ١٧") && !has_rtl("s. 17"));
    }
}
