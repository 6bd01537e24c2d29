//! Which of a country's key laws a file is.

use crate::law::facts::{self, Facts};
use crate::law::normalise::normalised;
use crate::model::country::KeyLaw;

/// How alike titles must be, where nothing else speaks for it, and where number or year do.
const ALIKE: f64 = 0.75;
const ALIKE_WITH_NUMBER: f64 = 0.34;

/// The key law that a file seems to be, with its place in the profile, from 0.
pub(crate) fn recognised<'a>(
    facts: &Facts,
    name: &str,
    key_laws: impl Iterator<Item = &'a KeyLaw>,
) -> Option<(usize, &'a KeyLaw)> {
    let mut best: Option<(f64, usize, &KeyLaw)> = None;
    for (i, key) in key_laws.enumerate() {
        let score = score(facts, name, key);
        if score > 0.0 && best.is_none_or(|(most, ..)| score > most) {
            best = Some((score, i, key));
        }
    }
    best.map(|(_, i, key)| (i, key))
}

/// 0 for another law; more for a surer one.
fn score(facts: &Facts, name: &str, key: &KeyLaw) -> f64 {
    let name = name.replace(['-', '_', '.'], " ");
    let alike = [key.title.as_str(), key.title_en.as_str()]
        .iter()
        .flat_map(|title| [facts::likeness(title, &facts.title), facts::likeness(title, &name)])
        .fold(0.0, f64::max);
    let number = key.number.as_deref().map(digits).filter(|n| !n.is_empty());
    let ours = facts.number.as_deref().map(digits).filter(|n| !n.is_empty());
    // "Act No. 5 of 2018" and "5 of 2018" have the same digits; so have "Ley 30096" and a file "ley-30096-2013".
    let same_number = match (&number, &ours) {
        (Some(key), Some(ours)) => key == ours || (key[0] == ours[0] && key[0].len() >= 4),
        _ => number.as_ref().is_some_and(|n| n[0].len() >= 4 && digits(&name).contains(&n[0])),
    };
    let year = key.year.and_then(|y| i16::try_from(y).ok());
    let same_year = year.is_some() && year == facts.year;
    let other_year = year.is_some() && facts.year.is_some() && !same_year;
    if same_number && (alike >= ALIKE_WITH_NUMBER || number.as_ref().is_some_and(|n| n[0].len() >= 4)) {
        return 2.0 + alike;
    }
    if (alike >= ALIKE && !other_year) || (alike >= 0.99) || (alike >= 0.6 && same_year) {
        return alike + if same_year { 0.5 } else { 0.0 };
    }
    0.0
}

/// The numbers in a text, in order.
fn digits(text: &str) -> Vec<String> {
    let text = normalised(text);
    text.split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::country::LawStatus;

    fn key(title: &str, number: Option<&str>, year: Option<u16>) -> KeyLaw {
        KeyLaw {
            id: "k".to_owned(),
            title: title.to_owned(),
            title_en: title.to_owned(),
            language: None,
            citation: None,
            number: number.map(str::to_owned),
            year,
            status: LawStatus::InForce,
            text_as_of: None,
            amended_by: Vec::new(),
            repeals: Vec::new(),
            needed_for: Vec::new(),
            why: String::new(),
        }
    }

    #[test]
    fn a_key_law_is_known_by_title_number_and_year() {
        let keys = [
            key("Computer Misuse and Cybercrimes Act", Some("No. 5 of 2018"), Some(2018)),
            key("Children Act", Some("No. 29 of 2022"), Some(2022)),
            key("Ley de Delitos Informáticos", Some("Ley N.º 30096"), Some(2013)),
            key("Data Protection Act", Some("No. 24 of 2019"), Some(2019)),
        ];
        let facts = |title: &str, number: Option<&str>, year| Facts {
            title: title.to_owned(),
            number: number.map(str::to_owned),
            year,
            ..Facts::default()
        };
        for (facts, name, expected) in [
            (facts("Computer Misuse and Cybercrimes Act 2018", None, Some(2018)), "x", Some(0)),
            (facts("Children Act", None, None), "children-act", Some(1)),
            (facts("Children Act", None, Some(2001)), "children-act-2001", Some(1)),
            (facts("Ley", None, Some(2013)), "ley-30096-2013", Some(2)),
            (facts("The Data Protection Act", Some("No. 24 of 2019"), Some(2019)), "x", Some(3)),
            (facts("Child Protection Policy", None, Some(2019)), "policy", None),
            (facts("Evidence Act", Some("No. 5 of 1999"), Some(1999)), "x", None),
        ] {
            assert_eq!(recognised(&facts, name, keys.iter()).map(|(i, _)| i), expected, "{}", facts.title);
        }
    }
}
