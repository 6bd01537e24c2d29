//! Words of a text: where they stand, what they are compared by, their stems.
//!
//! The index, the query and the snippet all look at a text through this room, so that they cannot disagree
//! about what a word is.

pub(crate) mod family;
pub(crate) mod language;
pub(crate) mod lexicon;
mod short;
pub(crate) mod stem;
pub(crate) mod tokenizer;

use crate::law::normalise::{is_left_out, is_line_end_hyphen, joins_the_next_line};
use crate::model::law::Span;

/// Bytes of the longest stretch that is taken for a word. Longer ones are counted and not indexed.
pub(crate) const LONGEST: usize = 400;

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Words<'_> {
    words_from(text, 0)
}

/// Those from a place on, which is the beginning of a word or the end of one.
pub(crate) fn words_from(text: &str, at: usize) -> Words<'_> {
    Words { text, at, plain: false, joined: Joined::No }
}

/// Finds one word after the other. Combining marks, soft hyphens and what cannot be seen stay inside a word,
/// and so does a hyphen at the end of a line before a small letter; apostrophes and other hyphens divide.
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
    plain: bool,
    joined: Joined,
}

/// Whether a word goes over the end of a line with a hyphen that is printed anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    No,
    /// The first half, and where the second begins.
    Once(Span, usize),
    /// Over several ends: nobody writes so.
    Often,
}

impl Words<'_> {
    /// Whether the word that was given last is of small letters and digits of ASCII alone, and so is compared as it is
    /// printed.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain
    }

    /// The halves of the word that was given last, where a hyphen at the end of a line divides it. Whether it was put
    /// there to divide one word or stands between two (`child-` / `friendly`) cannot be told, so both may be meant.
    pub(crate) fn halves(&self) -> Option<(Span, Span)> {
        match self.joined {
            Joined::Once(first, second) => Some((first, Span { start: second, end: self.at })),
            Joined::No | Joined::Often => None,
        }
    }
}

/// Letters, digits and marks of any script.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || (!c.is_ascii() && (is_left_out(c) || unicode_normalization::char::is_combining_mark(c)))
}

/// What can be inside a word and never begins one.
fn is_inner(c: char) -> bool {
    !c.is_ascii() && is_left_out(c)
}

/// What a byte is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Byte {
    /// A small letter or a digit of ASCII.
    Small,
    Capital,
    /// It may join two halves of a word.
    Hyphen,
    /// Any other of ASCII.
    Other,
    /// A piece of a sign that is none of ASCII.
    Piece,
}

/// Looked up: a text is read byte by byte, and most of it is ASCII.
const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Piece; 256];
    let mut b = 0_u8;
    while b < 128 {
        bytes[b as usize] = match b {
            b'a'..=b'z' | b'0'..=b'9' => Byte::Small,
            b'A'..=b'Z' => Byte::Capital,
            b'-' => Byte::Hyphen,
            _ => Byte::Other,
        };
        b += 1;
    }
    bytes
};

impl Iterator for Words<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let bytes = self.text.as_bytes();
        let class = |at: usize| bytes.get(at).map(|b| BYTES[usize::from(*b)]);
        let mut start = self.at;
        loop {
            match class(start) {
                None => {
                    self.at = start;
                    return None;
                }
                Some(Byte::Small | Byte::Capital) => break,
                Some(Byte::Other | Byte::Hyphen) => start += 1,
                Some(Byte::Piece) => {
                    let c = self.text.get(start..)?.chars().next()?;
                    if is_word(c) && !is_inner(c) {
                        break;
                    }
                    start += c.len_utf8();
                }
            }
        }
        let mut end = start;
        self.plain = true;
        self.joined = Joined::No;
        loop {
            match class(end) {
                Some(Byte::Small) => end += 1,
                Some(Byte::Capital) => {
                    self.plain = false;
                    end += 1;
                }
                Some(Byte::Other) | None => break,
                Some(Byte::Hyphen | Byte::Piece) => {
                    let rest = self.text.get(end..)?;
                    let c = rest.chars().next()?;
                    let after = end + c.len_utf8();
                    if is_line_end_hyphen(c) && joins_the_next_line(self.text.get(after..)?) {
                        self.plain = false;
                        let rest = self.text.get(after..)?;
                        let second = after + (rest.len() - rest.trim_start().len());
                        // A soft one is put there to divide, and nothing else.
                        self.joined = match self.joined {
                            unchanged if c == '\u{ad}' => unchanged,
                            Joined::No => Joined::Once(Span { start, end }, second),
                            Joined::Once(..) | Joined::Often => Joined::Often,
                        };
                        end = second;
                    } else if is_word(c) {
                        self.plain = false;
                        end = after;
                    } else {
                        break;
                    }
                }
            }
        }
        self.at = end;
        Some(Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        words(text).map(|w| w.of(text)).collect()
    }

    #[test]
    fn a_plain_word_is_compared_as_it_is_printed() {
        let text = "the 24a Act artículo child- hood child-\nhood ﬁn الطفل co\u{ad}m x";
        let mut words = words(text);
        let mut plain = Vec::new();
        while let Some(span) = words.next() {
            let word = span.of(text);
            assert!(!words.is_plain() || crate::law::normalise::normalised(word) == word);
            plain.extend(words.is_plain().then_some(word));
        }
        assert_eq!(plain, ["the", "24a", "child", "hood", "x"]);
    }

    #[test]
    fn a_hyphen_at_the_end_of_a_line_may_stand_between_two_words() {
        let text = "a child-\n hood b co\u{ad}\nm x-\ny-\nz child-friendly";
        let mut words = words(text);
        let mut halves = Vec::new();
        while words.next().is_some() {
            halves.extend(words.halves().map(|(a, b)| (a.of(text), b.of(text))));
        }
        assert_eq!(halves, [("child", "hood")]);
    }

    #[test]
    fn what_a_word_is() {
        for (text, expected) in [
            ("Any person, who—", &["Any", "person", "who"][..]),
            ("s. 24A(1)(b)", &["s", "24A", "1", "b"]),
            ("arti\u{301}culo an\u{303}o", &["arti\u{301}culo", "an\u{303}o"]),
            ("الطِّفْلِ، الطـفل", &["الطِّفْلِ", "الطـفل"]),
            ("com\u{ad}mence \u{ad}x", &["com\u{ad}mence", "x"]),
            ("l'enfant ng'ombe child’s", &["l", "enfant", "ng", "ombe", "child", "s"]),
            ("5-A 129-M child-friendly", &["5", "A", "129", "M", "child", "friendly"]),
            ("child-\n hood and Child-\nHood", &["child-\n hood", "and", "Child", "Hood"]),
            ("می\u{200c}خواهم", &["می\u{200c}خواهم"]),
            ("", &[]),
            (" \u{feff}- ", &[]),
        ] {
            assert_eq!(of(text), expected, "{text:?}");
        }
    }
}
