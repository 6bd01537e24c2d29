//! Ordinal words of Spanish, Portuguese, French, English, Swahili and Filipino, up to 99 where laws use them.

use crate::law::provisions::fold::{first_word, fold};
use crate::law::provisions::number::Form;

/// An ordinal: number, bytes taken, form.
pub(super) type Ordinal = (u32, usize, Form);

/// The ordinal at the beginning of a text.
pub(super) fn ordinal_at(text: &str) -> Option<Ordinal> {
    let (word, rest) = first_word(text);
    // The longest word of the tables has sixteen letters.
    if word.is_empty() || word.chars().count() > 20 {
        return None;
    }
    let folded = fold(word);
    if matches!(folded.as_str(), "unico" | "unica" | "unique" | "sole") {
        return Some((1, word.len(), Form::Sole));
    }
    // Swahili: "Kumi na Moja" is eleven.
    let swahili = |w: &str| SWAHILI.iter().find(|(name, _)| *name == w).map(|(_, n)| *n);
    if let Some(n) = swahili(&folded) {
        let mut taken = word.len();
        let mut value = n;
        if n >= 10 {
            let (and, more) = first_word(rest.trim_start());
            if fold(and) == "na" {
                let (unit, after) = first_word(more.trim_start());
                if let Some(u) = swahili(&fold(unit)).filter(|u| *u < 10) {
                    value += u;
                    taken = text.len() - after.len();
                }
            }
        }
        return Some((value, taken, Form::Word));
    }
    let first = latin(&folded)?;
    let (second, after) = first_word(rest.trim_start_matches([' ', '-', '\u{a0}']));
    if first % 10 == 0
        && !second.is_empty()
        && let Some(unit) = latin(&fold(second)).filter(|u| *u < 10)
    {
        return Some((first + unit, text.len() - after.len(), Form::Word));
    }
    Some((first, word.len(), Form::Word))
}

const SWAHILI: [(&str, u32); 26] = [
    ("kwanza", 1),
    ("pili", 2),
    ("tatu", 3),
    ("nne", 4),
    ("tano", 5),
    ("sita", 6),
    ("saba", 7),
    ("nane", 8),
    ("tisa", 9),
    ("moja", 1),
    ("mbili", 2),
    ("kumi", 10),
    ("ishirini", 20),
    ("thelathini", 30),
    ("arobaini", 40),
    ("hamsini", 50),
    ("sitini", 60),
    ("sabini", 70),
    ("themanini", 80),
    ("tisini", 90),
    // Filipino.
    ("una", 1),
    ("ikalawa", 2),
    ("ikatlo", 3),
    ("ikaapat", 4),
    ("ikalima", 5),
    ("ikaanim", 6),
];

/// Ordinals that end in a vowel of gender are listed by their stem.
fn latin(folded: &str) -> Option<u32> {
    listed(folded).or_else(|| listed(folded.strip_suffix(['o', 'a'])?))
}

fn listed(stem: &str) -> Option<u32> {
    Some(match stem {
        "first" | "primer" | "primeir" | "premier" | "premiere" | "one" => 1,
        "second" | "segund" | "deuxieme" | "seconde" | "two" => 2,
        "third" | "tercer" | "terceir" | "troisieme" | "three" => 3,
        "fourth" | "cuart" | "quart" | "quatrieme" | "four" => 4,
        "fifth" | "quint" | "cinquieme" | "five" => 5,
        "sixth" | "sext" | "sixieme" | "six" => 6,
        "seventh" | "septim" | "setim" | "septieme" | "seven" => 7,
        "eighth" | "octav" | "oitav" | "huitieme" | "eight" => 8,
        "ninth" | "noven" | "non" | "neuvieme" | "nine" => 9,
        "tenth" | "decim" | "dixieme" | "ten" => 10,
        "eleventh" | "undecim" | "decimoprimer" | "decimaprimer" | "onzieme" => 11,
        "twelfth" | "duodecim" | "decimosegund" | "decimasegund" | "douzieme" => 12,
        "thirteenth" | "decimotercer" | "decimatercer" | "treizieme" => 13,
        "fourteenth" | "decimocuart" | "decimacuart" | "quatorzieme" => 14,
        "fifteenth" | "decimoquint" | "decimaquint" | "quinzieme" => 15,
        "sixteenth" | "decimosext" | "decimasext" | "seizieme" => 16,
        "seventeenth" | "decimoseptim" | "decimaseptim" => 17,
        "eighteenth" | "decimoctav" | "decimooctav" | "decimaoctav" | "decimactav" => 18,
        "nineteenth" | "decimonoven" | "decimanoven" => 19,
        "twentieth" | "vigesim" | "vingtieme" => 20,
        "thirtieth" | "trigesim" => 30,
        "fortieth" | "cuadragesim" | "quadragesim" => 40,
        "fiftieth" | "quincuagesim" | "quinquagesim" => 50,
        "sexagesim" => 60,
        "septuagesim" => 70,
        "octogesim" => 80,
        "nonagesim" => 90,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_numbers() {
        for (words, number) in [
            ("PRIMERA", 1),
            ("Sétima", 7),
            ("UNDÉCIMA", 11),
            ("Décimo Segunda", 12),
            ("Vigésima tercera", 23),
            ("vigésimo", 20),
            ("FIRST", 1),
            ("Kwanza", 1),
            ("Kumi na Tano", 15),
            ("Ishirini na Mbili", 22),
            ("Terceiro", 3),
            ("premier", 1),
        ] {
            assert_eq!(
                ordinal_at(words).map(|(n, taken, _)| (n, taken)),
                Some((number, words.len())),
                "{words}"
            );
        }
        assert_eq!(ordinal_at("Única").map(|o| o.2), Some(Form::Sole));
        assert_eq!(ordinal_at("Penal"), None);
        assert_eq!(ordinal_at("DÉCIMA Regulación").map(|o| o.0), Some(10));
    }
}
