//! What each printed word is compared by, worked out once and remembered.
//!
//! Stemming is the most expensive thing in indexing (140 ns a word), and a library of laws uses few words
//! many times: nearly every word is answered from memory.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::law::normalise;
use crate::law::words::LONGEST;
use crate::law::words::stem::{Analyser, Stemmer};

/// Words remembered at most; then it begins anew, so that hostile text cannot fill the memory.
const MOST: usize = 200_000;

/// Stems begin with this, and with the mark of their language: no word that somebody types can hit one, and
/// three signs more than a word keep it out of reach of two typing errors.
pub(crate) const STEM: char = '\u{1}';
/// Pairs of common words begin with this, twice.
pub(crate) const PAIR: char = '\u{2}';

/// A word as the index has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The normalised word.
    pub(crate) exact: Box<str>,
    /// The term of its stem, where the stem is not the word itself.
    pub(crate) stem: Option<Box<str>>,
    /// One of the words that stand in every sentence.
    pub(crate) common: bool,
}

/// The words of one language.
pub(crate) struct Lexicon {
    analyser: Analyser,
    stemmer: Stemmer,
    known: FxHashMap<Box<str>, u32>,
    entries: Vec<Arc<Entry>>,
}

impl Lexicon {
    pub(crate) fn new(analyser: Analyser) -> Self {
        Self { analyser, stemmer: Stemmer::new(analyser), known: FxHashMap::default(), entries: Vec::new() }
    }

    /// The word as the index has it; `None` for what leaves nothing, or is too long to be a word.
    pub(crate) fn entry(&mut self, word: &str) -> Option<&Arc<Entry>> {
        if word.len() > LONGEST {
            return None;
        }
        let index = if let Some(index) = self.known.get(word) {
            *index
        } else {
            if self.entries.len() >= MOST {
                self.known.clear();
                self.entries.clear();
            }
            let index = u32::try_from(self.entries.len()).ok()?;
            self.entries.push(Arc::new(self.look_up(word)));
            self.known.insert(word.into(), index);
            index
        };
        self.entries.get(index as usize).filter(|e| !e.exact.is_empty())
    }

    fn look_up(&self, word: &str) -> Entry {
        let exact = normalise::normalised(word);
        let stem = self.stemmer.stem(&exact);
        let stem = (stem != exact).then(|| stem_term(self.analyser, &stem).into());
        // Whatever the language: a law quotes others, and a query does not say which one it is in.
        let common = Analyser::ALL.iter().any(|a| a.paired().contains(&exact.as_str()));
        Entry { exact: exact.into(), stem, common }
    }
}

/// The term of a stem.
pub(crate) fn stem_term(analyser: Analyser, stem: &str) -> String {
    format!("{STEM}{}{STEM}{stem}", analyser.mark())
}

/// The term of two common words in a row.
pub(crate) fn pair_term(first: &str, second: &str, out: &mut String) {
    out.clear();
    out.push(PAIR);
    out.push(PAIR);
    out.push_str(first);
    out.push(' ');
    out.push_str(second);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_its_form_and_its_stem() {
        let mut english = Lexicon::new(Analyser::English);
        let entry = english.entry("POSSESSION").cloned().unwrap();
        assert_eq!(
            (&*entry.exact, entry.stem.as_deref(), entry.common),
            ("possession", Some("\u{1}e\u{1}possess"), false)
        );
        assert_eq!(english.entry("possess").unwrap().stem, None);
        assert!(english.entry("The").unwrap().common);
        assert!(english.entry("\u{200b}").is_none());
        assert!(english.entry(&"x".repeat(1000)).is_none());
    }

    #[test]
    fn the_memory_has_a_bound() {
        let mut plain = Lexicon::new(Analyser::Plain);
        for i in 0..MOST + 10 {
            plain.entry(&format!("w{i}"));
        }
        assert!(plain.entries.len() <= MOST);
        assert_eq!(&*plain.entry("w3").unwrap().exact, "w3");
    }
}
