//! Text made comparable: one function for what is indexed, what is asked and what is hashed.
//!
//! | folded | to | why |
//! |---|---|---|
//! | compatibility forms (NFKC): ligatures `ﬁ`, Arabic presentation forms, full width | plain letters | PDF files print them |
//! | soft hyphen, zero-width signs, direction marks | nothing | they are inside words and cannot be seen |
//! | a hyphen at the end of a line before a small letter | nothing, with the line break | the word goes on |
//! | capitals | small letters | |
//! | combining marks of Latin letters: `ó`, `ñ`, `ç` | the letter | typed without them as often as with |
//! | Arabic tashkil, tatweel | nothing | written or not, the word is the same |
//! | `أ إ آ ٱ` | `ا` | |
//! | `ى`, Persian `ی`, `ئ` | `ي` | |
//! | `ة`, Persian `ھ ہ ە` | `ه` | |
//! | Persian `ک` | `ك` | |
//! | `ؤ` | `و` | |
//! | Arabic and Persian digits | `0` to `9` | |
//! | curly quotation marks and apostrophes, dashes | `"`, `'`, `-` | |
//! | white space of any kind and length | one space | |
//!
//! The text is decomposed and its marks are left out, so nothing has to be composed again. The map back
//! leads from any stretch of the result to the words as they are printed, marks and soft hyphens included.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::model::law::Span;

/// A normalised text with the way back to the text it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Normalised {
    pub(crate) text: String,
    /// In both texts ascending. Between two pieces both sides advance byte by byte, or the piece is whole.
    pieces: Vec<Piece>,
    /// Length of the original.
    original: usize,
}

/// From here on the two texts run side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    ours: usize,
    theirs: usize,
    /// Not to be divided: one sign became several, or several became one.
    whole: bool,
}

impl Normalised {
    /// The stretch of the original that a stretch of the normalised text was made of.
    pub(crate) fn original(&self, span: Span) -> Span {
        Span { start: self.start(span.start), end: self.end(span.end) }
    }

    fn piece_at(&self, ours: usize) -> Option<(Piece, Option<&Piece>)> {
        let next = self.pieces.partition_point(|p| p.ours <= ours);
        let piece = *self.pieces.get(next.checked_sub(1)?)?;
        Some((piece, self.pieces.get(next)))
    }

    fn start(&self, ours: usize) -> usize {
        match self.piece_at(ours) {
            None => 0,
            Some((piece, _)) if piece.whole => piece.theirs,
            Some((piece, next)) => {
                let end = next.map_or(self.original, |n| n.theirs);
                (piece.theirs + (ours - piece.ours)).min(end)
            }
        }
    }

    /// Marks that follow the last letter belong to it, so an end leads to where the next piece begins.
    fn end(&self, ours: usize) -> usize {
        let Some(last) = ours.checked_sub(1) else { return 0 };
        let Some((piece, next)) = self.piece_at(last) else { return 0 };
        let (next_ours, next_theirs) = next.map_or((self.text.len(), self.original), |n| (n.ours, n.theirs));
        if piece.whole || ours >= next_ours { next_theirs } else { piece.theirs + (ours - piece.ours) }
    }
}

/// Normalises a text and keeps the way back.
pub(crate) fn normalise(text: &str) -> Normalised {
    let mut out = Normalised { original: text.len(), ..Normalised::default() };
    out.text.reserve(text.len());
    let mut expected: Option<(usize, usize)> = None;
    let mut space = true;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = at + c.len_utf8();
        if is_line_end_hyphen(c) && joins_the_next_line(&text[next..]) {
            while chars.peek().is_some_and(|(_, c)| c.is_whitespace()) {
                chars.next();
            }
            continue;
        }
        let ours = out.text.len();
        if c.is_whitespace() {
            if !space {
                out.text.push(' ');
                out.pieces.push(Piece { ours, theirs: at, whole: true });
                expected = None;
                space = true;
            }
            continue;
        }
        let mut signs = 0;
        fold(c, &mut |folded| {
            out.text.push(folded);
            signs += 1;
        });
        let made = out.text.len() - ours;
        if made == 0 {
            continue;
        }
        space = false;
        // `ﬄ` has as many bytes as `ffl`.
        let same = signs == 1 && made == c.len_utf8();
        if !same || expected != Some((ours, at)) {
            out.pieces.push(Piece { ours, theirs: at, whole: !same });
        }
        expected = same.then_some((out.text.len(), next));
    }
    if out.text.ends_with(' ') {
        out.text.pop();
        if out.pieces.last().is_some_and(|p| p.ours >= out.text.len()) {
            out.pieces.pop();
        }
    }
    out
}

/// The normalised text alone.
pub(crate) fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    normalised_into(text, &mut out);
    out
}

/// The same into a text that is used again and again: what it held before falls away.
pub(crate) fn normalised_into(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    loop {
        let (plain, behind) = rest.split_at(plain_run(rest, out.is_empty() || out.ends_with(' ')));
        let from = out.len();
        out.push_str(plain);
        out[from..].make_ascii_lowercase();
        let Some(c) = behind.chars().next() else { break };
        rest = &behind[c.len_utf8()..];
        if is_line_end_hyphen(c) && joins_the_next_line(rest) {
            rest = rest.trim_start();
        } else if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            fold(c, &mut |folded| out.push(folded));
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
}

/// The length of the run at the beginning of a text that has only to be made small, as most of a text has. `space`:
/// there is one before it, and one more would be too many. A hyphen ends the run, for it may fall away.
fn plain_run(text: &str, mut space: bool) -> usize {
    for (at, b) in text.bytes().enumerate() {
        match b {
            b' ' if !space => space = true,
            b'!'..=b'~' if b != b'-' => space = false,
            _ => return at,
        }
    }
    text.len()
}

/// The characters of a text that are not ASCII. Most of a text is, and its bytes say so at once.
pub(crate) fn beyond_ascii(text: &str) -> impl Iterator<Item = char> {
    let begins = text.bytes().enumerate().filter(|(_, b)| *b >= 0xc0).map(|(at, _)| at);
    begins.filter_map(|at| text.get(at..)?.chars().next())
}

/// Whether a character is a letter: as [`char::is_alphabetic`], without the tables of Unicode for those of Europe.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}') || c.is_alphabetic()
}

/// One character as the characters it is compared by: none, one or several.
pub(crate) fn fold(c: char, push: &mut impl FnMut(char)) {
    if c.is_ascii() {
        if !c.is_ascii_control() {
            push(c.to_ascii_lowercase());
        }
        return;
    }
    match latin(c).or_else(|| arabic(c)) {
        Some(folded) => push(folded),
        None => fold_by_tables(c, push),
    }
}

/// The letters that most texts in Latin script have beside those of ASCII, as the tables of Unicode fold them.
fn latin(c: char) -> Option<char> {
    Some(match c {
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        _ => return None,
    })
}

fn fold_by_tables(c: char, push: &mut impl FnMut(char)) {
    decompose_compatible(c, |part| {
        if is_left_out(part) {
            return;
        }
        if part.is_whitespace() {
            push(' ');
            return;
        }
        if let Some(folded) = arabic(part).or_else(|| sign(part)) {
            push(folded);
            return;
        }
        for small in part.to_lowercase() {
            // The small letter of a capital may carry a mark of its own: `İ`.
            if !is_left_out(small) {
                push(small);
            }
        }
    });
}

/// Whether a hyphen may stand for a word that goes on in the next line.
pub(crate) fn is_line_end_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}')
}

/// Whether a text begins with a line break and a small letter.
pub(crate) fn joins_the_next_line(rest: &str) -> bool {
    let mut broken = false;
    for c in rest.chars().take(200) {
        match c {
            '\n' => broken = true,
            c if c.is_whitespace() => {}
            c => return broken && c.is_lowercase(),
        }
    }
    false
}

/// Signs that carry no letter: marks, and what cannot be seen.
pub(crate) fn is_left_out(c: char) -> bool {
    matches!(c,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{640}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}')
        || is_folded_mark(c)
        || c.is_control()
}

/// Combining marks of the Latin and the Arabic script. Those of other scripts are letters of their words.
fn is_folded_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e8}'
        | '\u{6ea}'..='\u{6ed}'
        | '\u{8d3}'..='\u{8ff}')
        && is_combining_mark(c)
}

/// Letters of Arabic that are written in more than one way.
fn arabic(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ة' | 'ھ' | 'ہ' | 'ە' | 'ۀ' | 'ۂ' => 'ه',
        'ک' => 'ك',
        'ؤ' => 'و',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '٫' => '.',
        '٬' | '،' => ',',
        '؛' => ';',
        _ => return None,
    })
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

fn sign(c: char) -> Option<char> {
    Some(match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' => '\'',
        '\u{201c}'..='\u{201f}' | '«' | '»' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::collection;
    use proptest::prelude::*;
    use proptest::sample::select;
    use proptest::test_runner::{Config, TestRunner};

    use super::*;

    #[test]
    fn what_is_folded() {
        for (given, expected) in [
            ("Oﬃcer ofﬁce", "officer office"),
            ("traﬀic\u{ad}king", "trafficking"),
            ("com\u{ad}mence\u{200b}ment", "commencement"),
            ("child-\n  hood", "childhood"),
            ("Child-\nProtection", "child- protection"),
            ("well-known", "well-known"),
            ("Niñas, NIÑOS y adolescentes: prohibición", "ninas, ninos y adolescentes: prohibicion"),
            ("arti\u{301}culo an\u{303}o", "articulo ano"),
            ("l’enfant « protégé »", "l'enfant \" protege \""),
            ("التَّمْيِيزُ", "التمييز"),
            ("الطـــفل", "الطفل"),
            ("أحكام إيذاء آخر ٱلطفل", "احكام ايذاء اخر الطفل"),
            ("الأولى مسئول مسؤول", "الاولي مسيول مسوول"),
            ("المادة", "الماده"),
            ("یسمى ھذا القانون کل", "يسمي هذا القانون كل"),
            ("\u{fefb} ﷲ", "لا الله"),
            ("المادة ١٢ و ۳۴", "الماده 12 و 34"),
            ("İstanbul", "istanbul"),
            ("１２ ｋｍ", "12 km"),
            ("  a \t\n b\u{a0}\u{2003}c  ", "a b c"),
            ("a\u{202e}b\u{0}c", "abc"),
            ("— – ‐ −", "- - - -"),
            ("हिन्दी", "हिन्दी"),
            ("", ""),
            (" \n", ""),
        ] {
            assert_eq!(normalise(given).text, expected, "{given:?}");
            assert_eq!(normalised(given), expected, "{given:?}");
            assert_eq!(normalised(expected), expected, "twice is as once: {given:?}");
        }
    }

    #[test]
    fn the_text_alone_is_the_same_text() {
        let text = collection::vec(
            select(&[
                "a", "B", "z", " ", "  ", "\n", "\t", "\u{1}", "-", "- ", "-\n", "-\n x", "\u{ad}\n", ".",
                "7", "á", "Ñ", "e\u{301}", "ﬁ", "\u{a0}", "\u{ad}", "—", "“", "ة", "٣", "\u{200f}",
            ]),
            0..24,
        );
        TestRunner::new(Config::with_cases(4_000))
            .run(&text, |parts| {
                let text = parts.concat();
                prop_assert_eq!(normalised(&text), normalise(&text).text);
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn letters_of_europe_are_folded_as_the_tables_say() {
        for c in 'À'..='ÿ' {
            let mut folded = String::new();
            fold_by_tables(c, &mut |part| folded.push(part));
            assert!(latin(c).is_none_or(|l| folded == l.to_string()), "{c}");
        }
    }

    #[test]
    fn letters_are_those_of_unicode() {
        assert_eq!(('\0'..=char::MAX).find(|c| is_letter(*c) != c.is_alphabetic()), None);
        let text = "aé \u{1}ة\u{7f}\u{80}\u{1f468}\u{ffff}z";
        assert!(beyond_ascii(text).eq(text.chars().filter(|c| !c.is_ascii())));
    }

    #[test]
    fn the_way_back_gives_the_words_as_printed() {
        for (text, sought, printed) in [
            ("The oﬃcer of the court", "officer", "oﬃcer"),
            ("traffick\u{ad}ing of a child", "trafficking", "traffick\u{ad}ing"),
            ("of traffick\u{ad}ing", "trafficking", "traffick\u{ad}ing"),
            ("حماية الطِّفْلِ من", "الطفل", "الطِّفْلِ"),
            ("حماية الطِّفْلِ من", "ايه", "اية"),
            ("una  niña\n  y un niño", "nina y un", "niña\n  y un"),
            ("early child-\n   hood care", "childhood", "child-\n   hood"),
            ("año nuevo", "ano", "año"),
            ("ﷲ أكبر", "الله", "ﷲ"),
            ("x", "x", "x"),
        ] {
            let normalised = normalise(text);
            let start = normalised.text.find(sought).unwrap();
            let span = normalised.original(Span { start, end: start + sought.len() });
            assert_eq!(span.of(text), printed, "{sought} in {text}");
        }
    }

    #[test]
    fn every_stretch_leads_to_whole_characters_in_order() {
        let text =
            "Ａ ﷺ ﬁ\u{ad}x  e\u{301}\u{301}\n\nالطِّفْلِ child-\nhood \u{1f468}\u{200d}\u{1f469} ß İ \u{0} ﬄ";
        let normalised = normalise(text);
        let ends: Vec<usize> =
            normalised.text.char_indices().map(|(i, _)| i).chain([normalised.text.len()]).collect();
        for (i, start) in ends.iter().enumerate() {
            for end in &ends[i..] {
                let span = normalised.original(Span { start: *start, end: *end });
                assert!(text.get(span.start..span.end).is_some() || start == end, "{start}..{end}: {span:?}");
            }
        }
        let whole = normalised.original(Span { start: 0, end: normalised.text.len() });
        assert_eq!(whole.of(text), text);
    }
}
