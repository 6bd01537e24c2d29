//! How good a text is that came out of a file, measured without a dictionary of any language.

use crate::law::words::words;
use crate::model::law::TextQuality;

/// Measures a text.
pub(crate) fn of(text: &str) -> TextQuality {
    let (mut characters, mut letters, mut lost) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        characters += 1;
        // Marks of Arabic are part of its letters.
        letters += usize::from(c.is_alphabetic() || matches!(c, '\u{64b}'..='\u{65f}'));
        lost += usize::from(c == '\u{fffd}' || matches!(c, '\u{e000}'..='\u{f8ff}'));
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

/// Whether a stretch of letters could be a word of some language.
fn is_plausible(word: &str) -> bool {
    let length = word.chars().count();
    if length > 40 || word.contains('\u{fffd}') {
        return false;
    }
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    // "24A" and "5th" are as they should be, "a1b2c3" is not.
    let changes =
        word.chars().zip(word.chars().skip(1)).filter(|(a, b)| a.is_numeric() != b.is_numeric()).count();
    if digits > 0 && changes > 2 {
        return false;
    }
    // Scripts do not mix within a word, nor do capitals stand inside it again and again.
    let arabic = word.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{feff}'));
    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
    let inner =
        word.chars().zip(word.chars().skip(1)).filter(|(a, b)| a.is_lowercase() && b.is_uppercase()).count();
    !(arabic && latin) && inner < 3
}

#[cfg(test)]
mod tests {
    use super::*;

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
