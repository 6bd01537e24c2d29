//! Which language a text is in: by its script, by the words that stand in every sentence, and by lingua when
//! these leave it open.

use std::sync::OnceLock;

use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};

use crate::law::normalise::normalised;
use crate::law::words::stem::Analyser;
use crate::law::words::words;

/// Characters that are looked at: a law says in its first pages what language it is in.
const LOOKED_AT: usize = 12_000;

/// The languages that are told apart, by their tags. Arabic is known by its script; a model of it would be a third of
/// the size of all the others together.
const KNOWN: &[(&str, Option<Language>)] = &[
    ("ar", None),
    ("en", Some(Language::English)),
    ("es", Some(Language::Spanish)),
    ("fil", Some(Language::Tagalog)),
    ("fr", Some(Language::French)),
    ("pt", Some(Language::Portuguese)),
    ("sw", Some(Language::Swahili)),
];

/// The tag of the language of a text; `und` where it cannot be told.
pub(crate) fn detect(text: &str) -> &'static str {
    let sample = sample(text);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 {
        return "und";
    }
    let arabic =
        sample.chars().filter(|c| matches!(c, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{feff}')).count();
    if arabic * 2 > letters {
        return "ar";
    }
    if sample.chars().filter(|c| c.is_alphabetic() && *c < '\u{250}').count() * 2 < letters {
        return "und";
    }
    by_function_words(&sample).or_else(|| by_letters(&sample)).unwrap_or("und")
}

/// The tag of a language that a file names in its own way: `swa`, `en-GB`, `Arabic`. Regions are left out, since no
/// analyser differs by them.
pub(crate) fn tag(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let primary = name.split(['-', '_']).next().unwrap_or_default();
    let tag = match primary {
        "ara" | "arabic" => "ar",
        "eng" | "english" => "en",
        "spa" | "spanish" | "espanol" | "español" => "es",
        "tl" | "tgl" | "filipino" | "tagalog" => "fil",
        "fra" | "fre" | "french" => "fr",
        "por" | "portuguese" => "pt",
        "swa" | "swh" | "swahili" | "kiswahili" => "sw",
        "afr" => "af",
        "xho" => "xh",
        "zul" => "zu",
        other => other,
    };
    KNOWN.iter().map(|(known, _)| *known).chain(OTHERS.iter().copied()).find(|known| *known == tag)
}

/// Languages that files name and that are not told apart by their words here.
const OTHERS: &[&str] = &[
    "af", "am", "bn", "de", "fa", "he", "hi", "id", "it", "ku", "ms", "my", "ne", "nl", "ru", "so", "ta",
    "th", "tr", "uk", "ur", "vi", "xh", "zh", "zu",
];

/// Whether [`detect`] knows a language.
pub(crate) fn is_told_apart(tag: &str) -> bool {
    KNOWN.iter().any(|(known, _)| *known == tag)
}

/// From the beginning and from the middle: title pages are often in another language.
fn sample(text: &str) -> String {
    let cut = |from: usize, most: usize| -> String {
        let start = (from..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        text.get(start..).unwrap_or_default().chars().take(most).collect()
    };
    if text.len() <= LOOKED_AT {
        return text.to_owned();
    }
    format!("{} {}", cut(0, LOOKED_AT / 3), cut(text.len() / 3, LOOKED_AT / 3 * 2))
}

/// The language whose function words are clearly the most frequent.
fn by_function_words(sample: &str) -> Option<&'static str> {
    let found: Vec<String> = words(sample).map(|w| normalised(w.of(sample))).collect();
    if found.len() < 8 {
        return None;
    }
    let count = |tag: &str| {
        let common = Analyser::of(tag).common();
        found.iter().filter(|w| w.chars().count() > 1 && common.contains(&w.as_str())).count()
    };
    let mut counts: Vec<(usize, &str)> =
        KNOWN.iter().filter(|(tag, _)| *tag != "ar").map(|(tag, _)| (count(tag), *tag)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let [(most, tag), (second, _), ..] = counts.as_slice() else { return None };
    let clear = *most * 100 >= found.len() * 12 && *most * 10 >= *second * 16;
    KNOWN.iter().map(|(known, _)| *known).find(|known| clear && known == tag)
}

fn by_letters(sample: &str) -> Option<&'static str> {
    static DETECTOR: OnceLock<LanguageDetector> = OnceLock::new();
    let detector = DETECTOR.get_or_init(|| {
        let languages: Vec<Language> = KNOWN.iter().filter_map(|(_, l)| *l).collect();
        LanguageDetectorBuilder::from_languages(&languages).build()
    });
    let found = detector.detect_language_of(sample)?;
    KNOWN.iter().find(|(_, l)| *l == Some(found)).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (text, expected) in [
            ("A person who commits an offence under this section shall be liable to a fine.", "en"),
            (
                "El que accede a un sistema informático será reprimido con pena privativa de la libertad.",
                "es",
            ),
            ("Quem produzir imagens de uma criança será punido com a pena de prisão de cinco anos.", "pt"),
            ("Toute personne qui produit une image d'un enfant est punie d'une peine de prison.", "fr"),
            ("يعاقب بالحبس كل من استغل طفلا", "ar"),
            ("Mtu yeyote atakayemdhulumu mtoto atakuwa ametenda kosa na ataadhibiwa kwa kifungo.", "sw"),
            ("Ang sinumang lumabag sa batas na ito ay parurusahan ng pagkakulong.", "fil"),
            ("Sehemu ya kwanza", "sw"),
            ("Ley de protección", "es"),
            ("儿童保护法", "und"),
            ("12 34 §", "und"),
            ("", "und"),
        ] {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
