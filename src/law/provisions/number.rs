//! Numbers of provisions as they are printed: "24", "46A", "129-M", "12 bis", "3º", "XIV", "Primera",
//! "ya Kwanza", "٣", "الحادية والعشرون". A number knows its order and the form it has in an id.

use crate::law::provisions::arabic;
use crate::law::provisions::fold::{digit, first_word, fold};
use crate::law::provisions::ordinal;

/// A number, as printed and as it is ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) printed: String,
    pub(super) base: u32,
    /// 0 without a suffix; "A" and "bis" come first after the bare number.
    pub(super) suffix: u32,
    pub(super) form: Form,
    /// The form in an id: "5-A", "46A", "12bis".
    pub(super) id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    Roman,
    Word,
    /// "Artículo Único", "Sole article".
    Sole,
}

impl Number {
    pub(super) fn key(&self) -> (u32, u32) {
        (self.base, self.suffix)
    }

    /// Whether this number is what may follow `earlier` directly: 25 or 24A after 24, 25 after 24B.
    pub(super) fn follows(&self, earlier: (u32, u32)) -> bool {
        (self.base == earlier.0 && self.suffix > earlier.1 && self.suffix <= earlier.1 + 2)
            || (self.base == earlier.0 + 1 && self.suffix <= 1)
    }
}

/// Latin suffixes in their order.
const SUFFIXES: [&str; 12] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
];

/// The number at the beginning of a text, and how many bytes it takes, its ordinal sign included.
pub(super) fn number_at(text: &str) -> Option<(Number, usize)> {
    digits(text).or_else(|| roman(text)).or_else(|| words(text))
}

/// A number in digits, with its suffix.
pub(super) fn digits(text: &str) -> Option<(Number, usize)> {
    let mut base = 0_u32;
    let mut end = 0_usize;
    for (count, c) in text.chars().enumerate() {
        let Some(d) = digit(c) else { break };
        // No law has ten thousand articles; longer figures are years with a word, sums, or noise.
        if count == 4 {
            return None;
        }
        base = base * 10 + d;
        end += c.len_utf8();
    }
    if end == 0 {
        return None;
    }
    let plain = text.get(..end)?;
    let after_sign = end + ordinal_sign(text.get(end..)?);
    let (suffix, taken) = suffix(text.get(after_sign..)?);
    let id = format!("{base}{}", suffix.as_ref().map_or("", |s| s.id.as_str()));
    let printed = match &suffix {
        Some(s) => format!("{plain}{}", s.printed),
        None => plain.to_owned(),
    };
    let order = suffix.map_or(0, |s| s.order);
    Some((Number { printed, base, suffix: order, form: Form::Digits, id }, after_sign + taken))
}

/// How many bytes an ordinal sign takes: "º", "°", ".º", "o", "er".
fn ordinal_sign(text: &str) -> usize {
    for sign in [".\u{ba}", ".\u{b0}", ".\u{aa}", "\u{ba}", "\u{b0}", "\u{aa}"] {
        if text.starts_with(sign) {
            return sign.len();
        }
    }
    let (word, rest) = first_word(text);
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    if ends && matches!(word, "o" | "a" | "er" | "ère" | "re" | "ro" | "ra" | "do" | "da" | "to" | "no") {
        word.len()
    } else {
        0
    }
}

struct Suffix {
    printed: String,
    order: u32,
    id: String,
}

fn suffix(text: &str) -> (Option<Suffix>, usize) {
    let spaces = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
    let spaced = text.get(spaces..).unwrap_or_default();
    let dash = spaced.chars().next().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}'));
    let dash_len = dash.map_or(0, char::len_utf8);
    let after_dash = spaced.get(dash_len..).unwrap_or_default();
    let gap = after_dash.len() - after_dash.trim_start_matches(' ').len();
    let (word, rest) = first_word(after_dash.get(gap..).unwrap_or_default());
    let folded = fold(word);
    let taken = spaces + dash_len + gap + word.len();
    let closed = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    if let Some(at) = SUFFIXES.iter().position(|s| *s == folded) {
        let order = u32::try_from(at + 1).unwrap_or(1);
        let joint = if dash.is_some() { "-" } else { " " };
        return (
            Some(Suffix {
                printed: format!("{joint}{word}"),
                order,
                id: format!("{}{folded}", dash_mark(dash)),
            }),
            taken,
        );
    }
    if folded.starts_with("مكرر") && folded.chars().count() <= 6 {
        return (Some(Suffix { printed: format!(" {word}"), order: 1, id: "bis".to_owned() }), taken);
    }
    // A letter: right after the number ("46A"), or after a dash without spaces ("129-M"), in capitals.
    let letters = word.chars().count();
    let capitals = !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase());
    let adjacent = spaces == 0 && gap == 0;
    let before_stop = spaces == 1 && dash.is_none() && rest.starts_with(['.', ':', '-']);
    let small = letters == 1 && adjacent && word.chars().all(|c| c.is_ascii_lowercase()) && closed;
    if closed && ((capitals && letters <= 2 && (adjacent || before_stop)) || (small && dash.is_none())) {
        let order = word.chars().fold(0_u32, |sum, c| {
            sum * 26 + u32::from(c.to_ascii_uppercase()).saturating_sub(u32::from('A')) + 1
        });
        let mark = dash_mark(dash);
        return (
            Some(Suffix { printed: format!("{mark}{word}"), order, id: format!("{mark}{word}") }),
            taken,
        );
    }
    // "7-1": a number put in between.
    if dash.is_some() && adjacent && word.is_empty() {
        let run: String = after_dash.chars().take_while(char::is_ascii_digit).collect();
        let next = after_dash.get(run.len()..).and_then(|r| r.chars().next());
        if (1..=2).contains(&run.len()) && next.is_none_or(|c| !c.is_alphanumeric()) {
            let order = run.parse().unwrap_or(1);
            return (
                Some(Suffix { printed: format!("-{run}"), order, id: format!("-{run}") }),
                dash_len + run.len(),
            );
        }
    }
    (None, 0)
}

fn dash_mark(dash: Option<char>) -> &'static str {
    if dash.is_some() { "-" } else { "" }
}

/// A Roman number in capitals, closed on its right.
fn roman(text: &str) -> Option<(Number, usize)> {
    let end = text.find(|c| !matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M')).unwrap_or(text.len());
    let figure = text.get(..end).filter(|f| !f.is_empty() && f.len() <= 9)?;
    let rest = text.get(end..)?;
    let value = roman_value(figure)?;
    let (suffix, taken) = if rest.starts_with(['-', ' ']) { suffix(rest) } else { (None, 0) };
    let sign = if taken == 0 { ordinal_sign(rest) } else { 0 };
    if taken + sign == 0 && rest.chars().next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let id = format!("{figure}{}", suffix.as_ref().map_or("", |s| s.id.as_str()));
    let printed = format!("{figure}{}", suffix.as_ref().map_or("", |s| s.printed.as_str()));
    let order = suffix.map_or(0, |s| s.order);
    Some((Number { printed, base: value, suffix: order, form: Form::Roman, id }, end + taken + sign))
}

/// The value of a Roman number below 400, "IIII" allowed. "CIVIL" is none.
fn roman_value(figure: &str) -> Option<u32> {
    const PARTS: [(&str, u32); 11] = [
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("VIIII", 9),
        ("V", 5),
        ("IV", 4),
        ("IIII", 4),
        ("I", 1),
    ];
    let mut rest = figure;
    let mut total = 0_u32;
    let mut least = u32::MAX;
    while !rest.is_empty() {
        let (part, value) = PARTS.iter().find(|(part, _)| rest.starts_with(part))?;
        // Only "C", "X" and "I" come again, up to three times; all else falls.
        let repeats = matches!(*part, "C" | "X" | "I") && *value == least;
        // "IV" and "IX" are the end; behind "XL" and "XC" no more "L" or "X" comes.
        let over = match least {
            9 | 4 => true,
            90 | 40 => *value >= 10,
            _ => false,
        };
        if (*value >= least && !repeats) || over {
            return None;
        }
        least = *value;
        total += value;
        rest = rest.strip_prefix(part)?;
    }
    let digits = |unit: char| figure.chars().filter(|c| *c == unit).count();
    (total > 0 && total < 400 && digits('I') <= 4 && digits('X') <= 4 && digits('C') <= 4).then_some(total)
}

/// A number in words: Arabic ordinals, and those of the tables.
fn words(text: &str) -> Option<(Number, usize)> {
    if let Some((base, taken)) = arabic::ordinal_at(text) {
        let printed = text.get(..taken)?.to_owned();
        let (suffix, more) = suffix(text.get(taken..)?);
        let id = format!("{base}{}", suffix.as_ref().map_or("", |s| s.id.as_str()));
        let printed = format!("{printed}{}", suffix.as_ref().map_or("", |s| s.printed.as_str()));
        let order = suffix.map_or(0, |s| s.order);
        return Some((Number { printed, base, suffix: order, form: Form::Word, id }, taken + more));
    }
    let (base, taken, form) = ordinal::ordinal_at(text)?;
    let printed = text.get(..taken)?.to_owned();
    Some((Number { printed, base, suffix: 0, form, id: base.to_string() }, taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_printed() {
        for (text, printed, key, id, taken) in [
            ("24.", "24", (24, 0), "24", 2),
            ("46A.", "46A", (46, 1), "46A", 3),
            ("129-M.- x", "129-M", (129, 13), "129-M", 5),
            ("5-A Chantaje", "5-A", (5, 1), "5-A", 3),
            ("16 bis.", "16 bis", (16, 1), "16bis", 6),
            ("12-BIS", "12-BIS", (12, 1), "12-bis", 6),
            ("7 ter ", "7 ter", (7, 2), "7ter", 5),
            ("3º O", "3", (3, 0), "3", 3),
            ("2.º —", "2", (2, 0), "2", 4),
            ("1er", "1", (1, 0), "1", 3),
            ("1o.-", "1", (1, 0), "1", 2),
            ("٣", "٣", (3, 0), "3", 2),
            ("XIV", "XIV", (14, 0), "XIV", 3),
            ("IX.", "IX", (9, 0), "IX", 2),
            ("Ier", "I", (1, 0), "I", 3),
            ("7-1.", "7-1", (7, 1), "7-1", 3),
            ("PRIMERA. x", "PRIMERA", (1, 0), "1", 7),
            ("DÉCIMA TERCERA.-", "DÉCIMA TERCERA", (13, 0), "13", 15),
            ("الثالثة والعشرون مكرر", "الثالثة والعشرون مكرر", (23, 1), "23bis", 40),
        ] {
            let (number, end) = number_at(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(number.printed, printed, "{text}");
            assert_eq!(number.key(), key, "{text}");
            assert_eq!(number.id, id, "{text}");
            assert_eq!(end, taken, "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["", "de", "20015", "Civil", "CIVIL", "IIIII", "a", "DISPOSICIONES"] {
            assert_eq!(number_at(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_word_after_the_number_is_no_suffix() {
        for (text, key) in
            [("5 A person", (5, 0)), ("24 - Child", (24, 0)), ("3 -A", (3, 0)), ("12 B.-", (12, 2))]
        {
            assert_eq!(number_at(text).map(|(n, _)| n.key()), Some(key), "{text}");
        }
    }

    #[test]
    fn roman_numbers_are_well_formed() {
        for (figure, value) in [
            ("I", 1),
            ("IIII", 4),
            ("IX", 9),
            ("XIV", 14),
            ("XXXIX", 39),
            ("XLIV", 44),
            ("XCIX", 99),
            ("CXLIII", 143),
        ] {
            assert_eq!(roman_value(figure), Some(value), "{figure}");
        }
        for figure in ["CIVIL", "IC", "VX", "IVI", "IXI", "LIL", "DIM", "VV", "LL"] {
            assert_eq!(roman_value(figure), None, "{figure}");
        }
    }

    #[test]
    fn what_may_follow() {
        let number = |text: &str| number_at(text).unwrap().0;
        for (next, earlier, follows) in [
            ("25", "24", true),
            ("24A", "24", true),
            ("25", "24B", true),
            ("26", "24", false),
            ("24", "24", false),
            ("1", "24", false),
        ] {
            assert_eq!(number(next).follows(number(earlier).key()), follows, "{next} after {earlier}");
        }
    }
}
