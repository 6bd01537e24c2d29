//! What a paragraph opens: a provision, a frame, a schedule, a group of final provisions, or nothing.
//!
//! Read from the paragraph alone. Whether a mark counts is decided over the whole text (`series`): "3." is
//! a section in one law and an item of a list in another.

use crate::law::provisions::fold::{all_capitals, ends_sentence, first_sign, first_word, fold, last_word};
use crate::law::provisions::number::{self, Form, Number, number_at};
use crate::law::provisions::ordinal::{self, Ordinal};
use crate::law::provisions::words::{self, Named};
use crate::law::reflow::{Dress, Para};
use crate::model::law::UnitKind;

/// What a paragraph opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) para: usize,
    pub(super) what: What,
    pub(super) number: Option<Number>,
    /// The heading word as printed, "" for a bare number.
    pub(super) word: String,
    pub(super) heading: Option<String>,
    /// There is wording behind the heading in the same paragraph.
    pub(super) body: bool,
    /// A quotation mark stands before it.
    pub(super) quoted: bool,
    pub(super) dress: Dress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Leaf(Style),
    Frame(UnitKind),
    Schedule,
    FinalGroup,
    /// An ordinal alone, "PRIMERA.", which counts within a group of final provisions.
    Ordinal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Word(UnitKind),
    Bare,
}

/// A heading is not longer than this, in bytes of its paragraph.
const HEADING: usize = 320;

/// The mark that opens a paragraph.
pub(super) fn mark_of(at: usize, para: &Para) -> Option<Mark> {
    let (text, quoted) = opening(&para.text);
    let mark = |what, number, word: &str, heading, body| Mark {
        para: at,
        what,
        number,
        word: word.to_owned(),
        heading,
        body,
        quoted,
        dress: para.dress,
    };
    let plain = matches!(para.dress, Dress::Plain | Dress::Item);
    let (word, rest) = first_word(text);
    if word.is_empty() {
        if let Some(number) = arabic_bis(text) {
            return Some(mark(
                What::Leaf(Style::Word(UnitKind::Article)),
                Some(number),
                "المادة",
                None,
                false,
            ));
        }
        return bare(text, para)
            .map(|(number, heading, body)| mark(What::Leaf(Style::Bare), Some(number), "", heading, body));
    }
    let capital = word.chars().next().is_some_and(|c| !c.is_lowercase());
    if let Some(named) = words::named(word).filter(|_| capital || !plain) {
        let found = match named {
            Named::Leaf(kind) => leaf(rest, para).map(|(number, heading, body)| {
                mark(What::Leaf(Style::Word(kind)), Some(number), word, heading, body)
            }),
            Named::Frame(kind) => frame(word, rest, para)
                .map(|(number, heading)| mark(What::Frame(kind), number, word, heading, false)),
            Named::Schedule => schedule(text, rest, para)
                .map(|(number, heading)| mark(What::Schedule, number, word, heading, false)),
        };
        return found;
    }
    let first = ordinal::ordinal_at(text);
    if let Some((number, what, printed, heading)) = ordinal_before(text, first, para) {
        return Some(mark(what, number, printed, heading, false));
    }
    if capital && let Some(found) = final_provision(text, para) {
        let (number, heading, body) = found;
        let what = if number.is_some() { What::Ordinal } else { What::FinalGroup };
        return Some(mark(what, number, if what == What::Ordinal { word } else { "" }, heading, body));
    }
    ordinal(text, first?, para)
        .map(|(number, heading, body)| mark(What::Ordinal, Some(number), "", heading, body))
}

/// A paragraph without what may stand before its first word, and whether that was a quotation mark.
fn opening(text: &str) -> (&str, bool) {
    let mut quoted = false;
    let rest = text.trim_start_matches(|c: char| {
        if is_opening_quote(c) {
            quoted = true;
            return true;
        }
        c.is_whitespace() || matches!(c, '*' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{a7}')
    });
    (rest, quoted)
}

pub(super) fn is_opening_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{ab}' | '\u{201e}' | '\u{2018}' | '\'')
}

/// "(الثالثة والعشرون مكرر)": an article put in between, by its number alone.
fn arabic_bis(text: &str) -> Option<Number> {
    let inside = text.strip_prefix('(')?;
    let inside = inside.trim_end_matches([':', ' ', '.']).strip_suffix(')').filter(|t| t.len() <= 120)?;
    let (number, taken) = number_at(inside.trim_start())?;
    let whole = taken == inside.trim().len();
    (whole && number.suffix > 0 && number.form == Form::Word).then_some(number)
}

/// A number alone: "24. Child pornography", "24.", "24.—(1) A person".
fn bare(text: &str, para: &Para) -> Option<(Number, Option<String>, bool)> {
    let (number, taken) = number::digits(text)?;
    let rest = text.get(taken..)?;
    let mut after = rest.trim_start_matches([' ', '\u{a0}']);
    let spaced = after.len() != rest.len();
    if let Some(behind) = after.strip_prefix('.') {
        // "24.1" is a decimal number, "24..." is a line of the contents.
        if behind.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return None;
        }
        after = behind;
    } else if !(spaced
        && after.starts_with(char::is_uppercase)
        && after.len() <= 120
        && !ends_sentence(after))
    {
        // "1 Definitions", as South African acts print it, needs to look like a heading.
        return None;
    }
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || is_dash(c));
    // "5. of this Act" goes on from the line above.
    if after.starts_with(char::is_lowercase) {
        return None;
    }
    let (heading, body) = split_heading(after, &number, para);
    Some((number, heading, body))
}

/// The number of a leaf and what stands behind it; `None` for a reference.
fn leaf(rest: &str, para: &Para) -> Option<(Number, Option<String>, bool)> {
    let (number, after, bracketed) = number_behind(rest)?;
    let trimmed = after.trim_start_matches([' ', '\u{a0}', '\t']);
    let spaced = trimmed.len() != after.len();
    let Some(next) = trimmed.chars().next() else { return Some((number, None, false)) };
    let behind = if is_stop(next) || matches!(next, '\n') {
        if trimmed.strip_prefix('.').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        trimmed
    } else if next == '(' {
        // "Section 24 (1) of" refers; "Section 3 (Repealed)" does not.
        let inside = trimmed.get(1..)?.find(')').and_then(|end| trimmed.get(end + 2..))?;
        let (word, _) = first_word(inside.trim_start());
        if words::refers_on(word) || word.chars().next().is_some_and(char::is_lowercase) {
            return None;
        }
        trimmed
    } else if next == '[' || next == '*' {
        trimmed
    } else if spaced || bracketed || number.form == Form::Digits && after.starts_with('(') {
        let (word, _) = first_word(trimmed);
        let arabic = is_arabic(next);
        if words::refers_on(word) && (!next.is_uppercase() || (word.len() > 1 && all_capitals(word))) {
            return None;
        }
        if arabic {
            // Arabic has no capitals: a long line behind a number may well be its wording.
            if number.form == Form::Word && trimmed.len() > 80 {
                return None;
            }
        } else if !next.is_uppercase() && !is_opening_quote(next) && next != '\u{fffd}' {
            return None;
        }
        trimmed
    } else {
        return None;
    };
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || is_stop(c) || is_dash(c));
    let (heading, body) = split_heading(behind, &number, para);
    Some((number, heading, body))
}

/// The number behind a heading word: joints, "No." and brackets left aside.
fn number_behind(rest: &str) -> Option<(Number, &str, bool)> {
    let mut rest = rest.strip_prefix('.').unwrap_or(rest).trim_start_matches([' ', '\u{a0}', '\t', '\n']);
    let (word, after) = first_word(rest);
    if !word.is_empty() && words::is_joint(word) {
        rest = after.trim_start_matches(['.', '\u{ba}', '\u{b0}', ' ', '\u{a0}']);
    }
    // Visual order turns brackets round: ") 43 (".
    let open = rest.trim_start_matches(['(', ')', '[']);
    let bracketed = open.len() != rest.len();
    let open = open.trim_start();
    let (number, taken) = number_at(open)?;
    let mut after = open.get(taken..)?;
    if bracketed {
        after = after.trim_start().strip_prefix([')', '(', ']'])?;
    }
    Some((number, after, bracketed))
}

/// The number and heading of a frame.
fn frame(word: &str, rest: &str, para: &Para) -> Option<(Option<Number>, Option<String>)> {
    if para.text.len() > HEADING {
        return None;
    }
    // "inciso 3" is a paragraph everywhere but in headings of budgets.
    if fold(word) == "inciso" && !matches!(para.dress, Dress::Heading(_)) {
        return None;
    }
    let heading_like = para.dress != Dress::Plain && para.dress != Dress::Item;
    let Some((number, after, _)) = number_behind(rest) else {
        // "TÍTULO PRELIMINAR", "PARTE GENERAL".
        let (next, behind) = first_word(rest.trim_start());
        let folded = fold(next);
        if matches!(
            folded.as_str(),
            "preliminar" | "general" | "especial" | "final" | "preliminary" | "preliminaire"
        ) && (heading_like || all_capitals(&para.text))
        {
            return Some((None, heading_from(behind).or_else(|| Some(next.to_owned()))));
        }
        return None;
    };
    let trimmed = after.trim_start();
    let Some(next) = trimmed.chars().next() else { return Some((Some(number), None)) };
    if !(is_stop(next) || is_dash(next)) {
        let (word, _) = first_word(trimmed);
        if words::refers_on(word) && !next.is_uppercase() {
            return None;
        }
        let arabic = is_arabic(next) && trimmed.len() <= 160;
        let starts = next.is_uppercase() || next == '(' || next == '[' || is_opening_quote(next);
        if !(arabic || starts || next == '\n' || next == '*')
            || (!after.starts_with(char::is_whitespace) && !starts)
        {
            return None;
        }
    }
    // A sentence that begins "Part II. ..." is long and ends as sentences end.
    if !heading_like && ends_sentence(trimmed) && trimmed.len() > 100 {
        return None;
    }
    // Roman numbers of one letter are also words: "Parte I", but never "Part I am".
    Some((Some(number), heading_from(trimmed)))
}

fn heading_from(text: &str) -> Option<String> {
    let heading = text
        .trim_start_matches(|c: char| c.is_whitespace() || is_stop(c) || is_dash(c))
        .trim_end_matches(|c: char| c.is_whitespace() || c == '*' || c == '.');
    (!heading.is_empty()).then(|| one_line(heading))
}

/// A schedule: a short line of its own.
fn schedule(text: &str, rest: &str, para: &Para) -> Option<(Option<Number>, Option<String>)> {
    if text.len() > 240 {
        return None;
    }
    let heading_like =
        para.dress != Dress::Plain && para.dress != Dress::Item || all_capitals(first_words(text));
    if let Some((number, after, _)) = number_behind(rest) {
        let trimmed = after.trim_start();
        let next = trimmed.chars().next();
        let fits = next
            .is_none_or(|c| is_stop(c) || is_dash(c) || matches!(c, '(' | '[' | '\n') || c.is_uppercase());
        let arabic = next.is_some_and(is_arabic) && heading_like;
        let sentence = ends_sentence(trimmed) && !heading_like;
        return ((fits || arabic) && !sentence).then(|| (Some(number), schedule_heading(trimmed)));
    }
    let (letter, behind) = first_word(rest.trim_start_matches([' ', '"', '\u{201c}']));
    if letter.chars().count() == 1 && letter.chars().all(char::is_uppercase) {
        let base = letter.chars().next().map_or(1, |c| u32::from(c).saturating_sub(64));
        let number =
            Number { printed: letter.to_owned(), base, suffix: 0, form: Form::Word, id: letter.to_owned() };
        return Some((Some(number), heading_from(behind.trim_start_matches(['"', '\u{201d}']))));
    }
    let trimmed = rest.trim();
    let bare =
        trimmed.is_empty() || trimmed.starts_with(['(', '[', '.', ':']) || trimmed.starts_with(is_dash);
    (heading_like && bare && !trimmed.ends_with(';')).then(|| (None, schedule_heading(trimmed)))
}

/// "[s. 15]" and "(Section 4)" say where a schedule is named; they are no heading.
fn schedule_heading(text: &str) -> Option<String> {
    let heading = heading_from(text)?;
    let named = heading.starts_with(['[', '(']) && heading.contains(|c: char| c.is_ascii_digit());
    (!named).then_some(heading)
}

fn first_words(text: &str) -> &str {
    let end = text.char_indices().nth(24).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// "FIRST SCHEDULE", "THE SCHEDULE", "Première partie", "SECOND DIVISION".
fn ordinal_before<'t>(
    text: &'t str,
    first: Option<Ordinal>,
    para: &Para,
) -> Option<(Option<Number>, What, &'t str, Option<String>)> {
    if text.len() > 240 {
        return None;
    }
    let (word, behind) = first_word(text);
    let (number, rest) = match first {
        Some(ordinal) => (Some(numbered(text, ordinal)?), text.get(ordinal.1..)?),
        None if is_the(word) => (None, behind),
        None => return None,
    };
    let (second, _) = first_word(behind.trim_start());
    let capitals = all_capitals(word) && all_capitals(second);
    let heading_like = para.dress != Dress::Plain && para.dress != Dress::Item || capitals;
    let (noun, behind) = first_word(rest.trim_start());
    let ends = behind.trim().is_empty() || behind.trim_start().starts_with(['[', '(', '.', ':', '\n']);
    let ends = ends || behind.trim_start().starts_with(is_dash) || (heading_like && all_capitals(behind));
    if !ends || (behind.trim_start().starts_with('.') && ends_sentence(behind.trim_start_matches('.'))) {
        return None;
    }
    match words::named(noun)? {
        Named::Schedule if heading_like || (number.is_some() && behind.trim().is_empty()) => {
            Some((number, What::Schedule, noun, schedule_heading(behind)))
        }
        Named::Frame(kind) if number.is_some() && heading_like => {
            Some((number, What::Frame(kind), noun, heading_from(behind)))
        }
        _ => None,
    }
}

fn is_the(word: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case("the") } else { fold(word) == "the" }
}

/// A group of final provisions, or one with its number in the line: "Disposición final primera. Título".
fn final_provision(text: &str, para: &Para) -> Option<(Option<Number>, Option<String>, bool)> {
    let line = text.lines().next().unwrap_or_default();
    words::final_group(line)?;
    let heading_like = para.dress != Dress::Plain && para.dress != Dress::Item || all_capitals(line);
    // The words of the group, then an ordinal.
    let mut at = 0;
    for _ in 0..8 {
        let rest = line.get(at..)?;
        let skipped = rest.len() - rest.trim_start_matches([' ', ',']).len();
        let (word, behind) = first_word(rest.get(skipped..)?);
        if word.is_empty() {
            break;
        }
        let here = at + skipped;
        if let Some((number, taken)) =
            number_at(line.get(here..)?).filter(|(n, _)| n.form != Form::Roman && at > 0)
        {
            let after = line.get(here + taken..)?.trim_start();
            if after.is_empty() || after.starts_with(is_stop) || after.starts_with(is_dash) {
                let behind =
                    after.trim_start_matches(|c: char| c.is_whitespace() || is_stop(c) || is_dash(c));
                let (heading, body) = split_heading(behind, &number, para);
                return Some((Some(number), heading, body));
            }
            return None;
        }
        at = line.len() - behind.len();
    }
    (heading_like && !line.ends_with(';'))
        .then(|| (None, Some(one_line(line.trim_end_matches([' ', '*', '.', ':']))), false))
}

/// "PRIMERA.- Vigencia": an ordinal with a stop behind it.
fn ordinal(text: &str, first: Ordinal, para: &Para) -> Option<(Number, Option<String>, bool)> {
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let after = text.get(first.1..)?.trim_start_matches([' ', '\u{a0}']);
    if !(after.starts_with(['.', ':']) || after.starts_with(is_dash)) {
        return None;
    }
    let number = numbered(text, first)?;
    let behind = after.trim_start_matches(|c: char| c.is_whitespace() || is_stop(c) || is_dash(c));
    let (heading, body) = split_heading(behind, &number, para);
    Some((number, heading, body))
}

/// The number that an ordinal at the beginning of a text stands for.
fn numbered(text: &str, (base, taken, form): Ordinal) -> Option<Number> {
    Some(Number { printed: text.get(..taken)?.to_owned(), base, suffix: 0, form, id: base.to_string() })
}

/// Parts what stands behind a number into a heading and the beginning of the wording.
fn split_heading(behind: &str, number: &Number, para: &Para) -> (Option<String>, bool) {
    // "9. 9 . Confidentiality": the number twice.
    let mut behind = behind;
    if let Some(again) = behind.strip_prefix(number.printed.as_str()) {
        let again = again.trim_start();
        if again.starts_with('.') {
            behind = again.trim_start_matches(['.', ' ']);
        }
    }
    let behind = behind.trim();
    if behind.is_empty() {
        return (None, false);
    }
    if behind.starts_with('(') && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) {
        return (None, true);
    }
    let first_line = behind.lines().next().unwrap_or(behind);
    let window_end = first_line.char_indices().nth(180).map_or(first_line.len(), |(at, _)| at);
    let window = first_line.get(..window_end).unwrap_or(first_line);
    let cut = [
        ".\u{2014}",
        ". \u{2014}",
        ". \u{2013}",
        ".\u{2013}",
        ".-",
        ". -",
        ". \u{fffd}",
        ".\u{fffd}",
        " \u{2014} ",
        " \u{fffd} ",
    ]
    .iter()
    .filter_map(|sign| window.find(sign).map(|at| (at, sign.len())))
    .min();
    if let Some((at, len)) = cut
        && at > 0
    {
        let heading = window.get(..at).unwrap_or_default().trim();
        let rest = behind.get(at + len..).unwrap_or_default().trim();
        if !heading.is_empty() && first_sign(heading).is_some() && !heading.contains(". ") {
            return (Some(one_line(heading)), !rest.is_empty());
        }
    }
    let marked = matches!(para.dress, Dress::Heading(_) | Dress::Strong);
    let line = first_line.trim_end_matches([' ', '*']);
    let short = line.chars().count() <= 160;
    let several = behind.len() > first_line.len();
    if short
        && (!ends_sentence(line) || (marked && !line.ends_with([':', ';'])))
        && first_sign(line).is_some()
    {
        let heading = line.trim_end_matches(['.', ' ', '-', '\u{2013}', '\u{2014}']);
        // A line that was broken in the middle of a sentence is no heading.
        let last = last_word(heading);
        if heading.ends_with(',') || (last.chars().count() > 1 && words::refers_on(&last) && !marked) {
            return (None, true);
        }
        return (Some(one_line(heading)), several);
    }
    (None, true)
}

/// Text for a heading: one line, single spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ':' | '\u{ff1a}') || is_dash(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fffd}')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}
