//! What stands in quotation marks.

use crate::model::law::Span;

/// Bytes of the longest quotation: a mark that was never closed quotes nothing.
pub(super) const LONGEST: usize = 4_000;

/// The insides of quotations, in the order of the text. A quotation ends with its paragraph.
pub(super) fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        paired(line, start, &mut found);
        straight(line, start, &mut found);
        start += line.len();
    }
    found.retain(|s| s.len() <= LONGEST);
    found.sort_unstable();
    found
}

/// Marks that say which end they are.
fn paired(line: &str, base: usize, found: &mut Vec<Span>) {
    let mut open: Option<(char, usize)> = None;
    for (at, sign) in line.char_indices() {
        match (sign, open) {
            // An apostrophe closes nothing that was not opened.
            ('“' | '«' | '„' | '‘', None) => open = Some((sign, at + sign.len_utf8())),
            ('”' | '\u{2033}', Some(('“' | '„', from)))
            | ('“', Some(('„', from)))
            | ('»', Some(('«', from))) => {
                found.push(Span { start: base + from, end: base + at });
                open = None;
            }
            ('’', Some(('‘', from))) if !followed_by_letter(line, at + sign.len_utf8()) => {
                found.push(Span { start: base + from, end: base + at });
                open = None;
            }
            _ => {}
        }
    }
}

fn followed_by_letter(line: &str, at: usize) -> bool {
    line.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}

/// Straight marks: one opens, the next closes. Where one of a paragraph is left over, only those that say by the
/// space beside them which end they are.
fn straight(line: &str, base: usize, found: &mut Vec<Span>) {
    let marks: Vec<usize> =
        line.char_indices().filter(|(_, c)| matches!(c, '"' | '\u{2033}')).map(|(at, _)| at).collect();
    let length = |at: usize| line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let mut push = |from: usize, to: usize| {
        found.push(Span { start: base + from + length(from), end: base + to });
    };
    if marks.len().is_multiple_of(2) {
        for pair in marks.chunks_exact(2) {
            if let [from, to] = pair {
                push(*from, *to);
            }
        }
        return;
    }
    let opens = |at: usize| {
        let before = line.get(..at).and_then(|t| t.chars().next_back());
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-'))
            && !line.get(at + length(at)..).is_some_and(|t| t.starts_with(char::is_whitespace))
    };
    let mut from = None;
    for at in marks {
        match from {
            _ if opens(at) => from = Some(at),
            Some(start) => {
                push(start, at);
                from = None;
            }
            None => {}
        }
    }
}
