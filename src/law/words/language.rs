//! Which language a text is in: by its script, by the words that stand in every sentence, and by lingua when
//! these leave it open.

use std::borrow::Cow;
use std::sync::OnceLock;

use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};
use rustc_hash::FxHashMap;

use crate::law::normalise::{beyond_ascii, is_letter, normalised_into};
use crate::law::words::stem::Analyser;
use crate::law::words::words;

/// Characters that are looked at: a law says in its first pages what language it is in.
const LOOKED_AT: usize = 12_000;

/// Characters that lingua is given: it weighs every three letters in every language, and more change nothing.
const ENOUGH: usize = 1_000;

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
    let mut letters = sample.bytes().filter(u8::is_ascii_alphabetic).count();
    let (mut latin, mut arabic) = (letters, 0_usize);
    for c in beyond_ascii(&sample) {
        let letter = is_letter(c);
        letters += usize::from(letter);
        latin += usize::from(letter && c < '\u{250}');
        arabic += usize::from(matches!(c, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{feff}'));
    }
    if letters < 3 {
        return "und";
    }
    if arabic * 2 > letters {
        return "ar";
    }
    if latin * 2 < letters {
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
fn sample(text: &str) -> Cow<'_, str> {
    if text.len() <= LOOKED_AT {
        return Cow::Borrowed(text);
    }
    let cut = |from: usize, most: usize| {
        let start = (from..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        first(text.get(start..).unwrap_or_default(), most)
    };
    Cow::Owned(format!("{} {}", cut(0, LOOKED_AT / 3), cut(text.len() / 3, LOOKED_AT / 3 * 2)))
}

/// The first characters of a text.
fn first(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The languages that are told apart by their function words: a bit each, by its place here.
const BY_WORDS: [&str; 6] = ["en", "es", "fil", "fr", "pt", "sw"];

/// The function words of all of them, and which have each. One letter alone may be the mark of an item.
fn function_words() -> &'static FxHashMap<&'static str, usize> {
    static WORDS: OnceLock<FxHashMap<&'static str, usize>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut all = FxHashMap::default();
        for (bit, tag) in BY_WORDS.iter().enumerate() {
            for word in Analyser::of(tag).common().iter().filter(|w| w.chars().count() > 1) {
                *all.entry(*word).or_default() |= 1 << bit;
            }
        }
        all
    })
}

/// How many words a text has, and how many that are function words of the same languages.
struct Counted {
    all: usize,
    by_languages: [usize; 1 << BY_WORDS.len()],
}

impl Counted {
    fn of(sample: &str) -> Self {
        let known = function_words();
        let mut counted = Self { all: 0, by_languages: [0; 1 << BY_WORDS.len()] };
        let mut folded = String::new();
        for span in words(sample) {
            counted.all += 1;
            normalised_into(span.of(sample), &mut folded);
            let languages = known.get(folded.as_str()).copied().unwrap_or_default();
            if let Some(count) = counted.by_languages.get_mut(languages) {
                *count += 1;
            }
        }
        counted
    }

    /// The function words of one language, without those that another one has too.
    fn words(&self, language: usize, without: Option<usize>) -> usize {
        let has = |languages: usize, language: usize| (languages >> language) & 1 == 1;
        let counts = self.by_languages.iter().enumerate();
        let own = counts.filter(|(l, _)| has(*l, language) && !without.is_some_and(|other| has(*l, other)));
        own.map(|(_, count)| count).sum()
    }
}

/// The language whose function words are clearly the most frequent.
fn by_function_words(sample: &str) -> Option<&'static str> {
    let counted = Counted::of(sample);
    let (most, first) = (0..BY_WORDS.len()).map(|l| (counted.words(l, None), l)).max()?;
    if counted.all < 8 || most * 10 < counted.all {
        return None;
    }
    let clear = (0..BY_WORDS.len()).filter(|other| *other != first).all(|other| {
        let (own, theirs) = (counted.words(first, Some(other)), counted.words(other, Some(first)));
        // Between Spanish and French "de" and "la" say nothing; a few words of its own may be those of a name.
        most * 10 >= counted.words(other, None) * 16 || (own >= 3 && own * 10 >= theirs * 16)
    });
    BY_WORDS.get(first).copied().filter(|_| clear)
}

fn by_letters(sample: &str) -> Option<&'static str> {
    static DETECTOR: OnceLock<LanguageDetector> = OnceLock::new();
    let detector = DETECTOR.get_or_init(|| {
        let languages: Vec<Language> = KNOWN.iter().filter_map(|(_, l)| *l).collect();
        LanguageDetectorBuilder::from_languages(&languages).build()
    });
    let found = detector.detect_language_of(first(sample, ENOUGH))?;
    KNOWN.iter().find(|(_, l)| *l == Some(found)).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_that_is_told_apart_is_told_by_its_words() {
        let tags: Vec<&str> = KNOWN.iter().map(|(tag, _)| *tag).filter(|tag| *tag != "ar").collect();
        assert_eq!(tags, BY_WORDS);
        assert!(function_words().values().all(|languages| (1..1 << BY_WORDS.len()).contains(languages)));
    }

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
            // Most of its function words are French too, or Portuguese.
            (
                "Apruébase el Protocolo de Enmienda de la Convención de Viena de 1963, suscrito en la ciudad de \
                 Viena por la República el 12 de setiembre de 1997, y la Convención de La Haya del 29 de mayo de 1993.",
                "es",
            ),
            (
                "Est approuvé le Protocole de la Convention de La Haye de 1993 signé en la ville de Vienne le 12 \
                 septembre, et la Convention de Vienne de 1963 dans la langue du Salvador.",
                "fr",
            ),
            (
                "Aprova o Acordo de Comércio de Bens de 1997 com a República de El Salvador, assinado em La Paz, \
                 de que trata a lei de 12 de maio, nos termos do artigo 3 da Constituição.",
                "pt",
            ),
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
