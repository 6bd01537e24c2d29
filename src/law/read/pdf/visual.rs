//! From the order of the eye to the order of reading, for lines with Arabic or Hebrew in them.
//!
//! A page holds glyphs from left to right, whatever they spell. Runs of right-to-left letters are turned round
//! glyph by glyph (a lam-alef glyph keeps its two letters in their order), numbers and Latin words are not.
//! This is the inverse of the bidirectional algorithm only as far as a line alone can tell.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Parts of the type size, between words of joined letters.
const WORD_GAP: f64 = 0.14;

/// A glyph of a line: its text and the stretch it covers.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) size: f64,
}

/// A line in the order of reading.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) strong: bool,
    /// Where brackets stand among right-to-left letters, in bytes: which way they open is for the file to tell.
    pub(super) brackets: Vec<usize>,
    /// The line was turned round.
    pub(super) turned: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    RightToLeft,
    Latin,
    Digit,
    Mark,
    Neutral,
}

/// A letter of a script that is written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        && c.is_alphabetic()
        && !is_mark(c)
}

pub(super) fn is_arabic_digit(c: char) -> bool {
    matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}'
            | '\u{fe70}'..='\u{fe7f}' | '\u{fc5e}'..='\u{fc63}'
    )
}

fn kind(text: &str) -> Kind {
    if !text.is_empty() && text.chars().all(is_mark) {
        return Kind::Mark;
    }
    for c in text.chars() {
        if is_right_to_left(c) {
            return Kind::RightToLeft;
        }
        if c.is_numeric() {
            return Kind::Digit;
        }
        if c.is_alphabetic() {
            return Kind::Latin;
        }
    }
    Kind::Neutral
}

/// Whether there is room for a space between two neighbours.
pub(super) fn is_gap(left: &Piece, right: &Piece, part: f64) -> bool {
    let blank = |text: &str, at_end: bool| {
        let c = if at_end { text.chars().next_back() } else { text.chars().next() };
        c.is_none_or(char::is_whitespace)
    };
    !blank(&left.text, true)
        && !blank(&right.text, false)
        && right.start - left.end > part * left.size.min(right.size)
}

/// Puts the glyphs of one line into the order of reading.
pub(super) fn logical(mut pieces: Vec<Piece>) -> Line {
    for piece in &mut pieces {
        piece.text = plain_letters(&piece.text);
    }
    let pieces = with_marks(pieces);
    let items = with_gaps(pieces);
    let count = |wanted: Kind| items.iter().filter(|(_, kind)| *kind == wanted).count();
    let rightward = count(Kind::RightToLeft) * 2 < count(Kind::Latin);
    let mut line = Line { turned: true, ..Line::default() };
    if rightward {
        emit_rightward(&items, &mut line);
    } else {
        emit_leftward(&items, &mut line);
    }
    line
}

/// Letters for the shapes that stand for them at the start, middle or end of a word.
fn plain_letters(text: &str) -> String {
    if !text
        .chars()
        .any(|c| matches!(c, '\u{fb1d}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
    {
        return text.to_owned();
    }
    let folded: String = text.nfkc().collect();
    // A mark that stands alone folds to a space with the mark over it.
    if text.chars().all(is_mark) { folded.trim_start().to_owned() } else { folded }
}

/// Sets every vowel mark behind the letter it stands over, and the letters by their place.
///
/// A mark has no width and its ink may lie anywhere beside its place, so place alone does not tell its letter.
/// The order of the file does: marks are set before their letter where a line is set from left to right, and
/// after it where it is set from right to left.
fn with_marks(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut letters: Vec<Piece> = Vec::new();
    let mut waiting: Vec<Piece> = Vec::new();
    for mut piece in pieces {
        if kind(&piece.text) == Kind::Mark {
            waiting.push(piece);
            continue;
        }
        // Some files give the text of a letter with its mark for each of the two glyphs.
        if let Some(last) = letters.last_mut().filter(|l| is_twin(l, &piece)) {
            if last.end <= last.start {
                *last = piece;
            }
            continue;
        }
        for mark in waiting.drain(..) {
            let before = letters.last_mut().filter(|l| is_over(&mark, l));
            let after = Some(&mut piece).filter(|l| is_over(&mark, l));
            match (before, after) {
                (Some(before), Some(after)) if before.start > after.start => before.text.push_str(&mark.text),
                (_, Some(after)) => after.text.push_str(&mark.text),
                (Some(before), None) => before.text.push_str(&mark.text),
                (None, None) => letters.push(mark),
            }
        }
        letters.push(piece);
    }
    for mark in waiting {
        match letters.last_mut().filter(|l| is_over(&mark, l)) {
            Some(letter) => letter.text.push_str(&mark.text),
            None => letters.push(mark),
        }
    }
    letters.sort_by(|a, b| a.start.total_cmp(&b.start));
    letters
}

fn is_twin(one: &Piece, other: &Piece) -> bool {
    one.text == other.text
        && one.text.chars().any(is_mark)
        && (one.end <= one.start || other.end <= other.start)
        && (one.start - other.start).abs() < 0.9 * one.size
}

/// Whether a mark may belong to a letter: it is not far from it.
fn is_over(mark: &Piece, letter: &Piece) -> bool {
    let outside = (letter.start - mark.start).max(mark.start - letter.end);
    kind(&letter.text) == Kind::RightToLeft && outside < 0.8 * letter.size
}

fn with_gaps(pieces: Vec<Piece>) -> Vec<(String, Kind)> {
    let mut items: Vec<(String, Kind)> = Vec::new();
    let mut last: Option<Piece> = None;
    for piece in pieces {
        if last.as_ref().is_some_and(|last| is_gap(last, &piece, WORD_GAP)) {
            items.push((" ".to_owned(), Kind::Neutral));
        }
        let kind = kind(&piece.text);
        items.push((piece.text.clone(), kind));
        last = Some(piece);
    }
    items
}

fn is_bracket(text: &str) -> bool {
    matches!(text, "(" | ")" | "[" | "]" | "{" | "}" | "«" | "»" | "<" | ">")
}

fn push(line: &mut Line, text: &str, among_right_to_left: bool) {
    if among_right_to_left && is_bracket(text) {
        line.brackets.push(line.text.len());
    }
    line.text.push_str(text);
}

/// A line that is read from right to left: from its end, with numbers and Latin turned back.
fn emit_leftward(items: &[(String, Kind)], line: &mut Line) {
    let mut end = items.len();
    while let Some((text, kind)) = end.checked_sub(1).and_then(|i| items.get(i)) {
        let run = match kind {
            Kind::Latin | Kind::Digit => Some(run_start(items, end - 1)..end),
            _ => closed_run(items, end - 1),
        };
        if let Some(run) = run {
            let run = with_opening(items, run);
            end = run.start;
            for (text, _) in items.get(run).unwrap_or_default() {
                push(line, text, false);
            }
        } else {
            push(line, text, true);
            end -= 1;
        }
    }
}

/// The run that a bracket at `last` closes: `ISO 9001 (Quality)` keeps its bracket although it ends in none of
/// its letters.
fn closed_run(items: &[(String, Kind)], last: usize) -> Option<Range<usize>> {
    let is = |i: usize, wanted: &[&str]| items.get(i).is_some_and(|(t, _)| wanted.contains(&t.as_str()));
    let before = last.checked_sub(1)?;
    if !is(last, &[")", "]"]) || !matches!(items.get(before)?.1, Kind::Latin | Kind::Digit) {
        return None;
    }
    let start = run_start(items, before);
    let count = |wanted: &[&str]| (start..last).filter(|i| is(*i, wanted)).count();
    (count(&["(", "["]) > count(&[")", "]"])).then_some(start..last + 1)
}

/// The run with the bracket before it that it closes: `(Quality) ISO 9001`.
fn with_opening(items: &[(String, Kind)], run: Range<usize>) -> Range<usize> {
    let is = |i: usize, wanted: &[&str]| items.get(i).is_some_and(|(t, _)| wanted.contains(&t.as_str()));
    let count = |wanted: &[&str]| run.clone().filter(|i| is(*i, wanted)).count();
    match run.start.checked_sub(1) {
        Some(before) if is(before, &["(", "["]) && count(&[")", "]"]) > count(&["(", "["]) => before..run.end,
        _ => run,
    }
}

/// Where the left-to-right run that ends at `last` begins.
fn run_start(items: &[(String, Kind)], last: usize) -> usize {
    let at = |i: usize| items.get(i);
    let mut latin = at(last).is_some_and(|(_, k)| *k == Kind::Latin);
    let mut start = last;
    loop {
        // What is between here and the next letter or digit to the left?
        let mut next = start;
        let mut between = 0;
        while let Some((_, kind)) = next.checked_sub(1).and_then(at) {
            next -= 1;
            match kind {
                Kind::Neutral => between += 1,
                Kind::Mark => {}
                _ => break,
            }
        }
        let Some((_, kind)) = at(next).filter(|_| next < start) else { return start };
        let joins = match kind {
            Kind::Latin => true,
            Kind::Digit if between == 0 || latin => true,
            // 250,000 and 31/3 and 4.5 are one number; 5-10 is two.
            Kind::Digit => between == 1 && at(start - 1).is_some_and(|(t, _)| is_within_number(t)),
            _ => false,
        };
        if !joins {
            return start;
        }
        latin |= *kind == Kind::Latin;
        start = next;
    }
}

fn is_within_number(text: &str) -> bool {
    matches!(text, "." | "," | "/" | ":" | "\u{66b}" | "\u{66c}" | "\u{60c}" | "\u{a0}")
}

/// A line that is read from left to right: only its right-to-left words are turned.
fn emit_rightward(items: &[(String, Kind)], line: &mut Line) {
    let mut at = 0;
    while let Some((text, kind)) = items.get(at) {
        if *kind != Kind::RightToLeft {
            push(line, text, false);
            at += 1;
            continue;
        }
        let rest = items.get(at..).unwrap_or_default();
        let stop =
            rest.iter().position(|(_, k)| matches!(k, Kind::Latin | Kind::Digit)).unwrap_or(rest.len());
        let run = rest.get(..stop).unwrap_or_default();
        let length = run.iter().rposition(|(_, k)| *k == Kind::RightToLeft).map_or(1, |i| i + 1);
        for (text, _) in run.get(..length).unwrap_or_default().iter().rev() {
            push(line, text, true);
        }
        at += length;
    }
}

/// How the brackets among right-to-left letters look: as they are, or the wrong way round. Positive where most
/// open towards the word they stand before.
pub(super) fn bracket_vote(line: &Line) -> i64 {
    line.brackets
        .iter()
        .map(|at| {
            let before = line.text.get(..*at).and_then(|t| t.chars().next_back());
            let mut after = line.text.get(*at..).unwrap_or_default().chars();
            let opens = after.next().is_some_and(|c| matches!(c, '(' | '[' | '{' | '«' | '<'));
            let space_before = before.is_none_or(char::is_whitespace);
            let space_after =
                after.next().is_none_or(|c| c.is_whitespace() || matches!(c, '.' | '،' | '؛' | ':' | ','));
            match (space_before, space_after) {
                (true, false) => {
                    if opens {
                        1
                    } else {
                        -1
                    }
                }
                (false, true) => {
                    if opens {
                        -1
                    } else {
                        1
                    }
                }
                _ => 0,
            }
        })
        .sum()
}

/// Turns the brackets among right-to-left letters round.
pub(super) fn mirror(line: &mut Line) {
    let mut text = String::with_capacity(line.text.len());
    for (at, c) in line.text.char_indices() {
        text.push(if line.brackets.binary_search(&at).is_ok() { mirrored(c) } else { c });
    }
    line.text = text;
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '«' => '»',
        '»' => '«',
        '<' => '>',
        '>' => '<',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of width one from left to right; `_` is a gap, and what is within braces is one glyph.
    fn read(visual: &str) -> String {
        let mut pieces = Vec::new();
        let mut at = 0.0;
        let mut chars = visual.chars();
        while let Some(c) = chars.next() {
            let text = match c {
                '_' => {
                    at += 0.5;
                    continue;
                }
                '‹' => chars.by_ref().take_while(|c| *c != '›').collect(),
                c => c.to_string(),
            };
            pieces.push(Piece { text, start: at, end: at + 1.0, size: 1.0 });
            at += 1.0;
        }
        logical(pieces).text
    }

    #[test]
    fn lines_are_turned_round() {
        for (seen, read_as) in [
            ("ةداملا", "المادة"),
            ("5_ةداملا", "المادة 5"),
            ("2028_ةنسل_)17(_مقر", "رقم (17) لسنة 2028"),
            ("رانيد_250,000", "250,000 دينار"),
            ("موي_31/3_لبق", "قبل 31/3 يوم"),
            ("ISO 27001_رايعم", "معيار ISO 27001"),
            ("-1", "1-"),
            (".٤٥", "٤٥."),
            ("و_ISO 9001 (Quality)_رايعم", "معيار ISO 9001 (Quality) و"),
            ("و_(Quality) ISO 9001_رايعم", "معيار (Quality) ISO 9001 و"),
            ("م‹لا›س", "سلام"),
            ("ﻡﻼﺳ", "سلام"),
            ("The word سلا is", "The word الس is"),
        ] {
            assert_eq!(read(seen), read_as, "{seen}");
        }
    }

    #[test]
    fn a_mark_follows_its_letter() {
        let glyph = |text: &str, start: f64, end: f64| Piece { text: text.to_owned(), start, end, size: 1.0 };
        let line = logical(vec![
            glyph("ب", 0.0, 1.0),
            glyph("ت", 1.0, 2.0),
            glyph("\u{64f}", 1.7, 1.7),
            glyph("ك", 2.0, 3.0),
        ]);
        assert_eq!(line.text, "ك\u{64f}تب");
        // The same, set from the right.
        let line = logical(vec![
            glyph("ك", 2.0, 3.0),
            glyph("\u{64f}", 1.7, 1.7),
            glyph("ت", 1.0, 2.0),
            glyph("ب", 0.0, 1.0),
        ]);
        assert_eq!(line.text, "ك\u{64f}تب");
    }

    #[test]
    fn brackets_are_judged_by_what_they_hold() {
        // As the eye sees it, by shape: `(ب) أ`, which holds its word only when it is turned round.
        let mut line = Line { text: "أ )ب(".to_owned(), ..Line::default() };
        line.brackets = line.text.char_indices().filter(|(_, c)| "()".contains(*c)).map(|(i, _)| i).collect();
        assert_eq!(bracket_vote(&line), -2);
        mirror(&mut line);
        assert_eq!(line.text, "أ (ب)");
        assert_eq!(bracket_vote(&line), 2);
    }
}
