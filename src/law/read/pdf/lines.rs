//! From glyphs to the lines of a page, in the order in which the file sets them.
//!
//! The order of the stream is kept from line to line: it is the order of reading in what word processors
//! make, and columns stay apart. Within a line, glyphs stand by their place.

use crate::law::read::pdf::glyphs::{Glyph, Page};
use crate::law::read::pdf::visual::{self, Line, Piece};

/// Parts of the type size.
const SAME_LINE: f64 = 0.45;
const MARK_OFF: f64 = 0.9;
const WORD_GAP: f64 = 0.14;
const JOINED_GAP: f64 = 1.0;
const BACKWARDS: f64 = 0.6;
const SAME_PLACE: f64 = 0.12;
/// How much more than the usual distance of lines makes a break between paragraphs.
const BREAK: f64 = 1.3;

/// A line of glyphs before it is text.
#[derive(Debug)]
struct Row<'a> {
    glyphs: Vec<&'a Glyph>,
    across: f64,
    size: f64,
    start: f64,
    end: f64,
    direction: (f64, f64),
    jumps: bool,
}

/// One line of text, or the break between two paragraphs.
#[derive(Debug)]
pub(super) enum Set {
    Line(Line),
    Break,
}

/// The lines of a page.
pub(super) fn lines(page: &Page) -> Vec<Set> {
    let rows = joined(rows(page));
    let pitch = usual_pitch(&rows);
    let mut set = Vec::new();
    let mut last: Option<&Row<'_>> = None;
    for row in &rows {
        let line = line(page, row);
        if line.text.trim().is_empty() {
            continue;
        }
        if let (Some(last), Some(pitch)) = (last, pitch) {
            let drop = last.across - row.across;
            if same_direction(last.direction, row.direction)
                && drop > BREAK * pitch.max(0.9 * row.size.min(last.size))
            {
                set.push(Set::Break);
            }
        }
        last = Some(row);
        set.push(Set::Line(line));
    }
    set
}

fn same_direction(a: (f64, f64), b: (f64, f64)) -> bool {
    a.0 * b.0 + a.1 * b.1 > 0.98
}

fn rows(page: &Page) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for glyph in &page.glyphs {
        let text = page.text_of(glyph);
        let blank = text.trim().is_empty();
        let mark = text.chars().any(visual::is_mark);
        if let Some(row) = rows.last_mut() {
            let size = row.size.max(glyph.size);
            // A vowel mark is set as high as its letter asks for.
            let most = if mark { MARK_OFF } else { SAME_LINE };
            let near = (glyph.across - row.across).abs() < most * size;
            if near && same_direction(row.direction, glyph.direction) {
                if printed_again(page, row, glyph) {
                    continue;
                }
                row.jumps |=
                    glyph.along < row.glyphs.last().map_or(row.end, |g| g.along + g.width) - BACKWARDS * size;
                row.start = row.start.min(glyph.along);
                row.end = row.end.max(glyph.along + glyph.width);
                // A raised or small sign does not move the line it stands in.
                if !blank && !mark && glyph.size > row.size {
                    (row.size, row.across) = (glyph.size, glyph.across);
                }
                row.glyphs.push(glyph);
                continue;
            }
        }
        if !blank {
            rows.push(Row {
                glyphs: vec![glyph],
                across: glyph.across,
                size: glyph.size,
                start: glyph.along,
                end: glyph.along + glyph.width,
                direction: glyph.direction,
                jumps: false,
            });
        }
    }
    rows
}

/// Whether the glyph is the one before it once more, a little aside: bold type for the poor.
fn printed_again(page: &Page, row: &Row<'_>, glyph: &Glyph) -> bool {
    let text = page.text_of(glyph);
    let near = SAME_PLACE * glyph.size;
    row.glyphs.iter().rev().take(120).any(|other| {
        (other.along - glyph.along).abs() < near
            && (other.across - glyph.across).abs() < near
            && (other.width > 0.0) == (glyph.width > 0.0)
            && page.text_of(other) == text
            && !text.trim().is_empty()
    })
}

/// Rows that the file sets in pieces, as one: the pieces follow each other closely on the same line.
fn joined(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut out: Vec<Row<'_>> = Vec::new();
    for row in rows {
        let whole = out.iter_mut().rev().take(40).find(|other| {
            let size = row.size.max(other.size);
            let gap = (row.start - other.end).max(other.start - row.end);
            same_direction(row.direction, other.direction)
                && (row.across - other.across).abs() < 0.2 * size
                && (-0.3 * size..JOINED_GAP * size).contains(&gap)
        });
        match whole {
            Some(other) => {
                other.start = other.start.min(row.start);
                other.end = other.end.max(row.end);
                other.jumps = true;
                other.glyphs.extend(row.glyphs);
            }
            None => out.push(row),
        }
    }
    out
}

/// The usual distance between two lines: one of the smaller of all that are near each other, since the others
/// are breaks.
fn usual_pitch(rows: &[Row<'_>]) -> Option<f64> {
    let mut drops: Vec<f64> = rows
        .windows(2)
        .filter_map(|pair| match pair {
            [above, below] if same_direction(above.direction, below.direction) => {
                let drop = above.across - below.across;
                (drop > 0.5 * below.size && drop < 3.0 * below.size).then_some(drop)
            }
            _ => None,
        })
        .collect();
    drops.sort_by(f64::total_cmp);
    drops.get(drops.len().saturating_sub(1) / 4).copied()
}

fn line(page: &Page, row: &Row<'_>) -> Line {
    let upright = same_direction(row.direction, (1.0, 0.0));
    let any = |test: fn(char) -> bool| row.glyphs.iter().any(|g| page.text_of(g).chars().any(test));
    // A line of nothing but a number and its full stop is turned round too where the digits are Arabic.
    let right_to_left = upright
        && (any(visual::is_right_to_left) || (any(visual::is_arabic_digit) && !any(char::is_alphabetic)));
    let mut pieces: Vec<Piece> = row
        .glyphs
        .iter()
        .map(|g| Piece {
            text: page.text_of(g).to_owned(),
            start: g.along,
            end: g.along + g.width,
            size: g.size,
        })
        .collect();
    let inked = row.glyphs.iter().filter(|g| page.text_of(g).chars().any(char::is_alphanumeric));
    let (mut any, mut all_bold) = (false, true);
    for glyph in inked {
        any = true;
        all_bold &= glyph.bold;
    }
    let mut line = if right_to_left {
        visual::logical(pieces)
    } else {
        if row.jumps {
            pieces.sort_by(|a, b| a.start.total_cmp(&b.start));
        }
        Line { text: spaced(&pieces), ..Line::default() }
    };
    line.strong = any && all_bold;
    line
}

/// The pieces with spaces where there are gaps.
pub(super) fn spaced(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut last: Option<&Piece> = None;
    for piece in pieces {
        if last.is_some_and(|last| visual::is_gap(last, piece, WORD_GAP)) {
            text.push(' ');
        }
        text.push_str(&piece.text);
        last = Some(piece);
    }
    text
}
