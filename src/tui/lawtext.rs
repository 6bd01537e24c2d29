//! The text of a law as rows of a screen: stretches of the text, made once for a width.
//!
//! A row holds no words of its own. What is drawn of a law of ten thousand lines is cut out of its text when the
//! row is seen.

use unicode_width::UnicodeWidthChar;

use crate::model::law::{Span, Standing};
use crate::tui::rtl;
use crate::workbench::law::shelf::OpenLaw;

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    /// The heading of a provision.
    Heading,
    /// The heading of a part, a chapter, a schedule.
    Frame,
    /// A line of ours: the provision that follows is no wording of this law as it stands.
    Note(Standing),
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) span: Span,
    pub(crate) look: Look,
    /// The standing of the words in it.
    pub(crate) standing: Standing,
    pub(crate) right_to_left: bool,
}

/// The longest line of a provision that is taken for its heading, in characters.
const HEADING: usize = 160;

/// Columns of one character, as they are counted for wrapping: never too few.
fn columns_of(c: char) -> usize {
    match c {
        // An emoji that is asked for takes two columns.
        '\u{fe0f}' => 1,
        // Shown as a space.
        c if c.is_control() => 1,
        c => c.width().unwrap_or(0),
    }
}

/// Breaks one line of a text into stretches of at most so many columns, at spaces where there are any.
pub(crate) fn wrap(text: &str, line: Span, columns: usize, mut row: impl FnMut(Span)) {
    let columns = columns.max(2);
    let words = line.of(text);
    let mut start = 0;
    let mut used = 0;
    // Where the row may end, and where the next one then begins.
    let mut space: Option<(usize, usize)> = None;
    for (at, c) in words.char_indices() {
        let wide = columns_of(c);
        if used + wide > columns && wide > 0 {
            if c == ' ' {
                space = Some((at, at + 1));
            }
            let (end, next) = space.filter(|(end, _)| *end > start).unwrap_or((at, at));
            row(Span { start: line.start + start, end: line.start + end });
            start = next;
            used = words.get(start..at).unwrap_or_default().chars().map(columns_of).sum();
            space = None;
            if start > at {
                continue;
            }
        }
        if c == ' ' {
            space = Some((at, at + 1));
        }
        used += wide;
    }
    row(Span { start: line.start + start.min(words.len()), end: line.end.max(line.start) });
}

/// The lines of a stretch of a text.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    span.of(text).split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        Span { start, end: start + line.len() }
    })
}

/// Where headings and other standings begin.
struct Beginning {
    at: usize,
    end: usize,
    frame: bool,
    standing: Standing,
}

fn beginnings(open: &OpenLaw) -> Vec<Beginning> {
    let provisions = open.text.provisions.iter().map(|p| Beginning {
        at: p.span.start,
        end: p.span.end,
        frame: p.kind.is_frame(),
        standing: p.standing,
    });
    let frames = open.text.outline.iter().filter(|e| e.provision.is_none()).map(|e| Beginning {
        at: e.span.start,
        end: e.span.end,
        frame: true,
        standing: Standing::Current,
    });
    let mut all: Vec<Beginning> = provisions.chain(frames).collect();
    // At one place the frame comes first: its line is the frame's.
    all.sort_by_key(|b| (b.at, std::cmp::Reverse(b.end), !b.frame));
    all
}

/// The rows of a whole law.
pub(crate) fn lay_out(open: &OpenLaw, columns: usize) -> Vec<Row> {
    let text = &open.text.text;
    let beginnings = beginnings(open);
    let mut next = beginnings.iter().peekable();
    let mut rows = Vec::with_capacity(text.len() / columns.max(20) + beginnings.len());
    // Other wordings that the line stands in, the innermost last.
    let mut within: Vec<(usize, Standing)> = Vec::new();
    for line in lines(text, Span { start: 0, end: text.len() }) {
        within.retain(|(end, _)| *end > line.start);
        let mut look = Look::Plain;
        while let Some(b) = next.next_if(|b| b.at <= line.end) {
            if b.at >= line.start && look == Look::Plain {
                look = if b.frame { Look::Frame } else { Look::Heading };
            }
            if b.standing != Standing::Current && b.end > line.start {
                if within.last().map(|w| w.1) != Some(b.standing) {
                    let span = Span { start: line.start, end: line.start };
                    let note = Look::Note(b.standing);
                    rows.push(Row { span, look: note, standing: b.standing, right_to_left: false });
                }
                within.push((b.end, b.standing));
            }
        }
        let words = line.of(text);
        if look == Look::Heading && words.chars().nth(HEADING).is_some() {
            look = Look::Plain;
        }
        let standing = within.last().map_or(Standing::Current, |w| w.1);
        let right_to_left = rtl::has_rtl(words) && rtl::runs_rtl(words);
        wrap(text, line, columns, |span| rows.push(Row { span, look, standing, right_to_left }));
    }
    rows
}

/// The row that a place of the text stands in.
pub(crate) fn row_of(rows: &[Row], at: usize) -> usize {
    let after = rows.partition_point(|row| row.span.start <= at);
    after.saturating_sub(1)
}

/// The rows of some of a text, for a pane beside a list: so many at most, from a line or two above a place on.
pub(crate) fn some(text: &str, span: Span, at: usize, columns: usize, height: usize) -> (bool, Vec<Row>) {
    let mut rows: Vec<Row> = Vec::new();
    // A place far down in a long schedule: what stands before it is not laid out.
    let far = at.saturating_sub(span.start) > 20_000;
    let from = if far { line_before(text, at.saturating_sub(600).max(span.start)) } else { span.start };
    let plain = |span, look, right_to_left| Row { span, look, standing: Standing::Current, right_to_left };
    for (number, line) in lines(text, Span { start: from, end: span.end }).enumerate() {
        let words = line.of(text);
        let right = rtl::has_rtl(words) && rtl::runs_rtl(words);
        let short = words.chars().nth(HEADING).is_none();
        let look = if number == 0 && !far && short { Look::Heading } else { Look::Plain };
        wrap(text, line, columns, |span| rows.push(plain(span, look, right)));
        if line.start > at && rows.len() > row_of(&rows, at) + height {
            break;
        }
    }
    let found = row_of(&rows, at);
    let top = if found < height { 0 } else { (found + 1).saturating_sub(height / 2) };
    let shown: Vec<Row> = rows.into_iter().skip(top).take(height).collect();
    (far || top > 0, shown)
}

/// The beginning of the line that a place stands in.
fn line_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::text::width;

    #[test]
    fn nothing_is_lost_and_nothing_sticks_out() {
        for text in [
            "A person who possesses an image of a child commits an offence.",
            "قانون الجرائم الإلكترونية رقم ١٧ لسنة ٢٠٢٣ بَتَّ",
            "日本語のテキスト",
            "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
            "",
            " ",
            "a\tb",
        ] {
            for columns in 2..40 {
                let mut rows = Vec::new();
                wrap(text, Span { start: 0, end: text.len() }, columns, |span| rows.push(span));
                let parts: Vec<&str> = rows.iter().map(|s| s.of(text)).collect();
                assert!(parts.iter().all(|p| width(p) <= columns), "{columns}: {parts:?}");
                let plain = |s: &str| s.split_whitespace().collect::<String>();
                assert_eq!(plain(&parts.concat()), plain(text), "{columns}");
                assert!(rows.windows(2).all(|w| w[0].end <= w[1].start && w[0].start < w[1].start));
            }
        }
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        let text = "one two three";
        let mut rows = Vec::new();
        wrap(text, Span { start: 0, end: text.len() }, 7, |span| rows.push(span.of(text)));
        assert_eq!(rows, ["one two", "three"]);
    }

    #[test]
    fn a_place_far_down_is_shown_without_what_stands_before_it() {
        let text = "A line of a long schedule.\n".repeat(2_000);
        let at = text.len() - 40;
        let (cut, rows) = some(&text, Span { start: 0, end: text.len() }, at, 20, 10);
        assert!(cut && rows.len() <= 10);
        assert!(rows.iter().any(|r| r.span.start <= at && at <= r.span.end + 1));
        let (cut, rows) = some(&text, Span { start: 0, end: 80 }, 3, 30, 10);
        assert!(!cut);
        assert_eq!(rows.first().map(|r| r.look), Some(Look::Heading));
    }
}
