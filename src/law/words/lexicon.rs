//! What each printed word is compared by, worked out once and remembered.
//!
//! Stemming is the most expensive thing in indexing (140 ns a word), and a library of laws uses few words
//! many times: nearly every word is answered from memory.

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// The normalised word.
    pub(crate) exact: &'a str,
    /// The term of its stem, where the stem is not the word itself.
    pub(crate) stem: Option<&'a str>,
    /// One of the words that stand in every sentence.
    pub(crate) common: bool,
}

/// Where a remembered word lies: its forms stand behind each other in one text, so that a look costs one jump.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    exact: u16,
    stem: u16,
    common: bool,
}

/// A word that was looked up, good until the lexicon begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntryId(u32);

/// Bytes of the words that are their own key. Nearly all are; what is longer is looked for by its text.
const SHORT: usize = 15;

/// The words of one language.
pub(crate) struct Lexicon {
    analyser: Analyser,
    stemmer: Stemmer,
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
    places: Vec<Place>,
    forms: String,
}

/// A short word and its length as one number.
fn key(word: &str) -> Option<u128> {
    let mut bytes = [0; SHORT + 1];
    bytes.get_mut(..word.len()).filter(|_| word.len() <= SHORT)?.copy_from_slice(word.as_bytes());
    bytes[SHORT] = u8::try_from(word.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

impl Lexicon {
    pub(crate) fn new(analyser: Analyser) -> Self {
        Self {
            analyser,
            stemmer: Stemmer::new(analyser),
            short: FxHashMap::default(),
            long: FxHashMap::default(),
            places: Vec::new(),
            forms: String::new(),
        }
    }

    /// Begins anew if a text of so many words could bring it to its bound, so that what is looked up for one text
    /// stays good while that text is looked at.
    pub(crate) fn make_room(&mut self, words: usize) {
        if self.places.len() + words >= MOST {
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
        self.places.clear();
        self.forms.clear();
    }

    /// The word as the index has it; `None` for what leaves nothing, or is too long to be a word.
    pub(crate) fn entry(&mut self, word: &str) -> Option<Entry<'_>> {
        let id = self.id(word)?;
        self.get(id)
    }

    /// The same, to be asked for later.
    pub(crate) fn id(&mut self, word: &str) -> Option<EntryId> {
        if word.len() > LONGEST {
            return None;
        }
        let key = key(word);
        let known = match key {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        };
        let index = if let Some(index) = known {
            *index
        } else {
            if self.places.len() >= MOST {
                self.clear();
            }
            let index = u32::try_from(self.places.len()).ok()?;
            let place = self.look_up(word)?;
            self.places.push(place);
            match key {
                Some(key) => self.short.insert(key, index),
                None => self.long.insert(word.into(), index),
            };
            index
        };
        self.places.get(index as usize).filter(|place| place.exact > 0).map(|_| EntryId(index))
    }

    pub(crate) fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        let place = *self.places.get(id.0 as usize)?;
        let start = place.start as usize;
        let middle = start + usize::from(place.exact);
        let end = middle + usize::from(place.stem);
        let stem = self.forms.get(middle..end).filter(|stem| !stem.is_empty());
        Some(Entry { exact: self.forms.get(start..middle)?, stem, common: place.common })
    }

    fn look_up(&mut self, word: &str) -> Option<Place> {
        let exact = normalise::normalised(word);
        let stem = self.stemmer.stem(&exact);
        let stem = if stem == exact { String::new() } else { stem_term(self.analyser, &stem) };
        let start = u32::try_from(self.forms.len()).ok()?;
        self.forms.push_str(&exact);
        self.forms.push_str(&stem);
        Some(Place {
            start,
            exact: u16::try_from(exact.len()).ok()?,
            stem: u16::try_from(stem.len()).ok()?,
            // Whatever the language: a law quotes others, and a query does not say which one it is in.
            common: Analyser::ALL.iter().any(|a| a.paired().contains(&exact.as_str())),
        })
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
        let entry = english.entry("POSSESSION").unwrap();
        assert_eq!(
            (entry.exact, entry.stem, entry.common),
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
        assert!(plain.places.len() <= MOST);
        assert_eq!(plain.entry("w3").unwrap().exact, "w3");
        let long = "antidisestablishmentarianism";
        assert_eq!(plain.entry(long).unwrap().exact, long);
    }
}
