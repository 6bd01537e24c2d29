//! How good a text is that came out of a file, measured without a dictionary of any language.

use crate::law::normalise::{beyond_ascii, is_letter};
use crate::law::words::words;
use crate::model::law::TextQuality;

/// Measures a text.
pub(crate) fn of(text: &str) -> TextQuality {
    let printed = |b: &u8| b.is_ascii() && !matches!(b, b'\t'..=b'\r' | b' ');
    let mut characters = text.bytes().filter(printed).count();
    let mut letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let mut lost = 0_usize;
    for c in beyond_ascii(text) {
        characters += usize::from(!c.is_whitespace());
        // Marks of Arabic are part of its letters.
        letters += usize::from(is_letter(c) || matches!(c, '\u{64b}'..='\u{65f}'));
        lost += usize::from(matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}'));
    }
    let (mut all, mut good, mut single) = (0_usize, 0_usize, 0_usize);
    for span in words(text) {
        all += 1;
        let word = span.of(text);
        let alone = word.chars().nth(1).is_none() && !word.chars().all(char::is_numeric);
        // Single letters are items of a list, or one of a word that was torn apart.
        single = if alone { single + 1 } else { 0 };
        good += usize::from(single < 3 && is_plausible(word));
    }
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { ratio(part, whole) };
    TextQuality {
        characters,
        letters: share(letters, characters),
        lost: share(lost, characters),
        plausible: share(good, all),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of counts of characters, shown to a hundredth")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Letters of the longest word of any language.
const LONGEST: usize = 40;

/// How often capitals may follow small letters within one word, as they do in some names.
const INNER: usize = 2;

/// Whether a stretch of letters could be a word of some language.
fn is_plausible(word: &str) -> bool {
    plain_turns(word).map_or_else(|| looks_plausible(word), |turns| word.len() <= LONGEST && turns <= INNER)
}

/// How often a capital follows a small letter in a word of plain letters; `None` where it has others. Nearly all words
/// are plain, and nothing but their length and their capitals can be wrong.
fn plain_turns(word: &str) -> Option<usize> {
    let (mut turns, mut small) = (0_usize, false);
    for b in word.bytes() {
        if !b.is_ascii_alphabetic() {
            return None;
        }
        turns += usize::from(small && b.is_ascii_uppercase());
        small = b.is_ascii_lowercase();
    }
    Some(turns)
}

/// The same for a word with figures or with letters of any script.
fn looks_plausible(word: &str) -> bool {
    let (mut length, mut changes, mut inner) = (0_usize, 0_usize, 0_usize);
    let (mut digits, mut arabic, mut latin) = (false, false, false);
    let mut before = None::<(char, bool)>;
    for c in word.chars() {
        length += 1;
        if length > LONGEST || c == '\u{fffd}' {
            return false;
        }
        let digit = is_digit(c);
        digits |= digit;
        arabic |= matches!(c, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{feff}');
        latin |= c.is_ascii_alphabetic();
        if let Some((last, was_digit)) = before.replace((c, digit)) {
            changes += usize::from(was_digit != digit);
            inner += usize::from(last.is_lowercase() && c.is_uppercase());
        }
    }
    // "24A" and "5th" are as they should be, "a1b2c3" is not. Scripts do not mix within a word, nor do capitals stand
    // inside it again and again.
    let torn = digits && changes > 2;
    let mixed = arabic && latin;
    !torn && !mixed && inner <= INNER
}

/// Whether a character is a figure. The letters of Europe are none: the tables of Unicode need not be asked.
fn is_digit(c: char) -> bool {
    !matches!(c, '\u{c0}'..='\u{24f}') && c.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_judged_as_all_words_are() {
        for word in [
            "",
            "a",
            "McDonald",
            "aBcDe",
            "aBcDeF",
            "ABCdef",
            &"x".repeat(40),
            &"x".repeat(41),
            "24A",
            "niña",
        ] {
            assert_eq!(is_plausible(word), looks_plausible(word), "{word}");
        }
    }

    #[test]
    fn characters_are_counted_in_any_script() {
        let found = of("ab \u{a0}é\u{b}\u{1}\n\u{fffd}ة\u{64b}7");
        assert_eq!(found.characters, 8);
        assert!(
            (found.letters - 5.0 / 8.0).abs() < 1e-9 && (found.lost - 1.0 / 8.0).abs() < 1e-9,
            "{found:?}"
        );
    }

    #[test]
    fn good_text_is_told_from_bad() {
        for good in [
            "24A. A person who possesses material (a) of a child, commits an offence under section 5.",
            "المادة 3: يُعاقب كل من استغل طفلاً",
            "Kifungu cha 9. Mtu yeyote atakayemdhulumu mtoto atakuwa ametenda kosa.",
        ] {
            assert!(of(good).figure() > 0.95, "{good}: {:?}", of(good));
        }
        for bad in [
            "T h i s l a w w a s t o r n a p a r t i n t o l e t t e r s",
            "\u{fffd}\u{fffd} art\u{fffd}culo \u{fffd}\u{fffd} a\u{fffd}o",
            "12 34 55 .. __ 1,2 3.4 5/6 7 8 9 10",
            "x9f2k1a0 q7w6e5r4 aBcDeFgH kLmNoPqR",
            "",
        ] {
            assert!(of(bad).figure() < 0.6, "{bad}: {:?}", of(bad));
        }
    }
}
