//! What each printed word is compared by, worked out once and remembered.
//!
//! A library of laws uses few words many times: nearly every word is answered from memory. To stem one is the most
//! expensive thing of all (140 ns), and is done once, when the word is first met: see [`Gathered`].

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::law::normalise;
use crate::law::words::LONGEST;
use crate::law::words::family::Gathered;
use crate::law::words::stem::{Analyser, Stemmer};

/// Words remembered at most; then it begins anew, so that hostile text cannot fill the memory.
const MOST: usize = 200_000;

/// Pairs of common words begin with this, twice: no word that somebody types can hit one, and three signs more than
/// a word keep it out of reach of two typing errors.
pub(crate) const PAIR: char = '\u{2}';

/// A word as the index has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// The normalised word.
    pub(crate) exact: &'a str,
    /// One of the words that stand in every sentence.
    pub(crate) common: bool,
}

/// Where a remembered word lies in the text of all of them.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    length: u16,
    common: bool,
}

/// A word that was looked up, good until the lexicon begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntryId(u32);

/// Bytes of the words that are their own key. Nearly all are; what is longer is looked for by its text.
const SHORT: usize = 15;

/// Hears of every word that is met, once, with its stem.
struct Listener {
    analyser: Analyser,
    stemmer: Stemmer,
    gathered: Arc<Gathered>,
}

/// The words that were met.
#[derive(Default)]
pub(crate) struct Lexicon {
    listener: Option<Listener>,
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
    places: Vec<Place>,
    forms: String,
    recent: Recent,
    /// The text of the folded word that was given last.
    folded: [u8; SHORT + 1],
}

/// Places of recent words: few enough that they stay in the nearest memory of the processor, which all words together
/// do not.
const RECENT: usize = 2048;

/// Short words that were looked up last, each where its key leads.
struct Recent {
    /// Words that are compared by themselves, with [`COMMON`]. No key is 0, since the length of a word is part of it.
    plain: Box<[u128; RECENT]>,
    /// Words that are compared by another text, with that text as a key.
    folded: Box<[(u128, u128); RECENT]>,
}

/// Stands in a key beside the length, for the words that stand in every sentence.
const COMMON: u128 = 1 << 127;

impl Default for Recent {
    fn default() -> Self {
        Self { plain: Box::new([0; RECENT]), folded: Box::new([(0, 0); RECENT]) }
    }
}

/// Where a key leads.
fn slot(key: u128) -> usize {
    let [low, high] =
        [0, 64].map(|shift| u64::try_from((key >> shift) & u128::from(u64::MAX)).unwrap_or_default());
    let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(mixed >> 32).unwrap_or_default() % RECENT
}

/// Whether a word is compared by itself: small letters and digits of ASCII.
fn is_plain(key: u128) -> bool {
    let bytes = key.to_le_bytes();
    // Without an early end the processor looks at all bytes at once. The last one is the length.
    bytes[..SHORT]
        .iter()
        .fold(true, |so_far, b| so_far & (b.is_ascii_lowercase() | b.is_ascii_digit() | (*b == 0)))
}

/// The word of a key in its bytes.
fn text_of(bytes: &[u8; SHORT + 1]) -> Option<&str> {
    std::str::from_utf8(bytes.get(..usize::from(bytes[SHORT] & 0x7f))?).ok()
}

/// A short word and its length as one number.
fn key(word: &str) -> Option<u128> {
    let (bytes, length) = (word.as_bytes(), word.len());
    // Read from both ends, in two pieces that overlap: quicker than byte by byte.
    let text = match length {
        0..=3 => bytes.iter().rev().fold(0, |so_far, b| (so_far << 8) | u64::from(*b)).into(),
        4..=7 => {
            let [first, last] = [bytes.first_chunk()?, bytes.last_chunk()?].map(|c| u32::from_le_bytes(*c));
            u128::from(first) | u128::from(last) << ((length - 4) * 8)
        }
        8..=SHORT => {
            let [first, last] = [bytes.first_chunk()?, bytes.last_chunk()?].map(|c| u64::from_le_bytes(*c));
            u128::from(first) | u128::from(last) << ((length - 8) * 8)
        }
        _ => return None,
    };
    Some(text | u128::try_from(length).ok()? << (SHORT * 8))
}

impl Lexicon {
    /// One for texts of a language, whose words are gathered with their stems.
    pub(crate) fn gathering(analyser: Analyser, gathered: Arc<Gathered>) -> Self {
        let listener = Listener { analyser, stemmer: Stemmer::new(analyser), gathered };
        Self { listener: Some(listener), ..Self::default() }
    }

    /// Begins anew if a text of so many words could bring it to its bound, so that what is looked up for one text
    /// stays good while that text is looked at.
    pub(crate) fn make_room(&mut self, words: usize) {
        if self.places.len() + words >= MOST {
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.recent = Recent::default();
        self.short.clear();
        self.long.clear();
        self.places.clear();
        self.forms.clear();
    }

    /// The word as the index has it; `None` for what leaves nothing, or is too long to be a word.
    pub(crate) fn entry<'a>(&'a mut self, word: &'a str) -> Option<Entry<'a>> {
        let Some(key) = key(word) else { return self.looked_up(word) };
        let slot = slot(key);
        if is_plain(key) {
            let known = self.recent.plain[slot];
            if known & !COMMON == key {
                return Some(Entry { exact: word, common: known & COMMON != 0 });
            }
            let common = self.looked_up(word)?.common;
            self.recent.plain[slot] = key | if common { COMMON } else { 0 };
            return Some(Entry { exact: word, common });
        }
        if self.recent.folded[slot].0 != key {
            let Entry { exact, common } = self.looked_up(word)?;
            let Some(exact) = self::key(exact) else { return self.looked_up(word) };
            self.recent.folded[slot] = (key, exact | if common { COMMON } else { 0 });
        }
        let exact = &self.recent.folded[slot].1;
        self.folded = exact.to_le_bytes();
        Some(Entry { exact: text_of(&self.folded)?, common: exact & COMMON != 0 })
    }

    fn looked_up(&mut self, word: &str) -> Option<Entry<'_>> {
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
        self.places.get(index as usize).filter(|place| place.length > 0).map(|_| EntryId(index))
    }

    pub(crate) fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        let place = *self.places.get(id.0 as usize)?;
        let start = place.start as usize;
        let exact = self.forms.get(start..start + usize::from(place.length))?;
        Some(Entry { exact, common: place.common })
    }

    fn look_up(&mut self, word: &str) -> Option<Place> {
        let exact = normalise::normalised(word);
        if let Some(listener) = &self.listener {
            listener.gathered.hear(listener.analyser, &listener.stemmer.stem(&exact), &exact);
        }
        let start = u32::try_from(self.forms.len()).ok()?;
        self.forms.push_str(&exact);
        Some(Place {
            start,
            length: u16::try_from(exact.len()).ok()?,
            // Whatever the language: a law quotes others, and a query does not say which one it is in.
            common: Analyser::ALL.iter().any(|a| a.paired().contains(&exact.as_str())),
        })
    }
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
    fn a_word_is_known_by_what_it_is_compared_by() {
        let mut lexicon = Lexicon::default();
        assert_eq!(lexicon.entry("POSSESSIÓN"), Some(Entry { exact: "possession", common: false }));
        assert!(lexicon.entry("The").unwrap().common);
        assert!(lexicon.entry("\u{200b}").is_none());
        assert!(lexicon.entry(&"x".repeat(1000)).is_none());
    }

    #[test]
    fn a_new_word_is_heard_of_with_its_stem_once() {
        let gathered = Arc::new(Gathered::default());
        let mut english = Lexicon::gathering(Analyser::English, Arc::clone(&gathered));
        for word in ["Possession", "possession", "possess", "POSSESSING"] {
            english.entry(word);
        }
        assert_eq!(gathered.take(), ["epossess\tpossessing", "epossess\tpossession"]);
        assert!(gathered.take().is_empty());
    }

    #[test]
    fn a_key_is_of_one_word_alone() {
        let words =
            ["", "a", "b", "aa", "abc", "abcd", "abcde", "aaaaaaa", "aaaaaaaa", "aaaaaaaaa", "año", "ano"];
        for word in words {
            let key = key(word).unwrap();
            assert_eq!(text_of(&key.to_le_bytes()), Some(word));
            assert_eq!(is_plain(key), word != "año", "{word}");
        }
        for length in 0..=SHORT {
            let word: String = ('a'..).take(length).collect();
            assert_eq!(text_of(&key(&word).unwrap().to_le_bytes()), Some(word.as_str()));
        }
        assert_eq!(key("abcdefghijklmnop"), None);
    }

    #[test]
    fn what_is_remembered_is_what_was_looked_up() {
        let mut lexicon = Lexicon::default();
        let words = [
            "Niño",
            "niño",
            "nino",
            "NIÑO",
            "de",
            "DE",
            "Día",
            "الطِّفْلِ",
            "ﬁn",
            "\u{200b}",
            "5º",
            "extraordinariamente",
        ];
        for round in 0..3 {
            for word in words {
                let expected = normalise::normalised(word);
                let entry = lexicon.entry(word);
                assert_eq!(entry.map(|e| e.exact).unwrap_or_default(), expected, "{word}, round {round}");
                assert_eq!(entry.is_some_and(|e| e.common), expected == "de", "{word}, round {round}");
            }
        }
    }

    #[test]
    fn the_memory_has_a_bound() {
        let mut plain = Lexicon::default();
        for i in 0..MOST + 10 {
            plain.entry(&format!("w{i}"));
        }
        assert!(plain.places.len() <= MOST);
        assert_eq!(plain.entry("w3").unwrap().exact, "w3");
        let long = "antidisestablishmentarianism";
        assert_eq!(plain.entry(long).unwrap().exact, long);
    }
}
