//! Whether two words are one word in another inflection: number, gender, case prefix; not derivation.
//!
//! The stems of the search are too wide for an audit: "abuser" and "abuse", "willing" and "will" share one. Both
//! words come in normalised, so accents do not matter.

use crate::law::words::stem::{Analyser, Stemmer};

/// Letters of the shortest word that is inflected.
const SHORTEST: usize = 3;

/// Compares the words of one language.
pub(super) struct Inflect {
    analyser: Analyser,
    stemmer: Stemmer,
}

impl Inflect {
    pub(super) fn new(analyser: Analyser) -> Self {
        Self { analyser, stemmer: Stemmer::new(analyser) }
    }

    /// What all inflections of a word have in common, where that can be told from the word alone: not in Arabic,
    /// where a letter in front may be a word of its own or the first of the root.
    pub(super) fn key(&self, word: &str) -> Option<String> {
        if word.bytes().any(|b| b.is_ascii_digit()) || word.chars().count() < SHORTEST {
            return (self.analyser != Analyser::Arabic).then(|| word.to_owned());
        }
        match self.analyser {
            Analyser::Arabic => None,
            Analyser::Swahili | Analyser::Filipino => Some(self.stemmer.stem(word)),
            Analyser::English => Some(english(word)),
            Analyser::Spanish | Analyser::Portuguese => Some(romance(word)),
            Analyser::French => Some(french(word)),
            Analyser::Plain => Some(word.to_owned()),
        }
    }

    /// Whether a word of a text is a word of a form, their keys being the same where there are any. `alone` is a
    /// form of one word: in the plural it means the plural, and an Arabic one takes fewer endings, since a longer
    /// word may be another.
    pub(super) fn same(&self, form: &str, word: &str, alone: bool) -> bool {
        if form == word {
            return true;
        }
        match self.analyser {
            Analyser::Arabic => arabic(form, word, alone),
            Analyser::Plain => false,
            Analyser::Swahili | Analyser::Filipino => true,
            Analyser::English | Analyser::Spanish | Analyser::Portuguese | Analyser::French => {
                !(alone && form.ends_with('s'))
            }
        }
    }
}

/// Nouns whose plural no rule makes.
const ENGLISH: &[(&str, &str)] = &[("children", "child"), ("women", "woman"), ("men", "man")];

/// The singular of a noun.
fn english(word: &str) -> String {
    if let Some((_, one)) = ENGLISH.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(rest) = word.strip_suffix("ies").filter(|r| r.len() > 2) {
        return format!("{rest}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    let keeps = ["ss", "us", "is"].iter().any(|e| word.ends_with(e));
    match word.strip_suffix('s') {
        Some(rest) if !keeps && rest.len() > 2 => rest.to_owned(),
        _ => word.to_owned(),
    }
}

/// Without the endings of number and gender: `infantiles`, `clientes`, `niñas`.
fn romance(word: &str) -> String {
    let singular = word.strip_suffix('s').unwrap_or(word);
    singular.strip_suffix(['a', 'o', 'e']).unwrap_or(singular).to_owned()
}

/// The same in French: `enfantines`, `sexuelle`.
fn french(word: &str) -> String {
    let singular = word.strip_suffix(['s', 'x']).unwrap_or(word);
    let bare = singular.strip_suffix('e').unwrap_or(singular);
    let mut signs = bare.chars().rev();
    match (signs.next(), signs.next()) {
        (Some(last), Some(before)) if last == before && !matches!(last, 'e' | 's') => {
            bare.strip_suffix(last).unwrap_or(bare).to_owned()
        }
        _ => bare.to_owned(),
    }
}

/// What is written as one with the word behind it, with the article.
const BEFORE: &[&str] = &[
    "", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "فلل", "وب", "وبال", "ول",
    "فب",
];
/// Endings of number, gender and owner; those in front do not make another word of a short one.
const BEHIND: &[&str] = &["", "ون", "ين", "ان", "ات", "ه", "ها", "هم"];
const SAFE: usize = 4;

/// Proclitics and endings round the word of the form, and nothing else.
fn arabic(form: &str, word: &str, alone: bool) -> bool {
    let letters = |s: &str| s.chars().count();
    let bare = form.strip_prefix("ال").filter(|r| letters(r) >= 3).unwrap_or(form);
    if letters(bare) < 3 {
        return false;
    }
    let allowed = if alone && letters(bare) < 5 { BEHIND.get(..SAFE).unwrap_or(BEHIND) } else { BEHIND };
    // The feminine ending gives way to another.
    let stem = bare.strip_suffix('ه').filter(|r| letters(r) >= 3);
    let of = |stem: &str, endings: &[&str]| {
        BEFORE.iter().any(|b| {
            word.strip_prefix(b).and_then(|w| w.strip_prefix(stem)).is_some_and(|end| endings.contains(&end))
        })
    };
    of(bare, allowed) || stem.is_some_and(|stem| of(stem, &["ه", "ات", "تين", "تان"]))
}
