//! What each printed word is compared by, worked out once and remembered.
//!
//! A library of laws uses few words many times: nearly every word is answered from memory. To stem one is the most
//! expensive thing of all (140 ns), and is done once, when the word is first met: see [`Gathered`].

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::law::normalise;
use crate::law::words::LONGEST;
use crate::law::words::family::Gathered;
use crate::law::words::short::{Short, ShortHash};
use crate::law::words::stem::{Analyser, Stemmer};

/// Words remembered at most; then it begins anew, so that hostile text cannot fill the memory.
const MOST: usize = 200_000;

/// Places of words that were met lately, a power of two: a few hundred kilobytes, which stay near the processor.
const NEAR: usize = 1 << 14;

/// Words from which on there are such places: one law alone does not use them as often as it takes to make them.
const ENOUGH: usize = 2_000;

/// Pairs of common words begin with this, twice: no word that somebody types can hit one, and three signs more than
/// a word keep it out of reach of two typing errors.
pub(crate) const PAIR: char = '\u{2}';

/// What a word is compared by: its normalised form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Compared {
    Short(Short),
    Long(Arc<str>),
}

impl Compared {
    fn of(word: &str) -> Self {
        Short::of(word).map_or_else(|| Self::Long(word.into()), Self::Short)
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Short(short) => short.text(),
            Self::Long(long) => long,
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Short(short) => short.bytes(),
            Self::Long(long) => long.as_bytes(),
        }
    }

    /// The word, if it is one of those that stand in every sentence.
    pub(crate) fn common(&self) -> Option<Short> {
        match self {
            Self::Short(short) => Some(*short).filter(|short| short.is_common()),
            Self::Long(_) => None,
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Short(short) if short.is_empty())
    }
}

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
    /// Nearly all words: a look costs one place of memory, where a list of texts beside the table would cost three.
    short: HashMap<Short, Short, ShortHash>,
    /// Words that are long, or are compared by something long.
    long: FxHashMap<Box<str>, Compared>,
    /// Words met lately that are compared as they are printed, each in the one place that it can have.
    near: Vec<Short>,
}

impl Lexicon {
    /// One for texts of a language, whose words are gathered with their stems.
    pub(crate) fn gathering(analyser: Analyser, gathered: Arc<Gathered>) -> Self {
        let listener = Listener { analyser, stemmer: Stemmer::new(analyser), gathered };
        Self { listener: Some(listener), ..Self::default() }
    }

    /// The same as [`compared`](Self::compared) for a word that is compared as it is printed, nearly all of which were
    /// met lately; `None` for one that is too long to be short.
    pub(crate) fn plain(&mut self, word: &str) -> Option<Short> {
        let short = Short::of(word)?;
        let at = usize::try_from(short.spread()).unwrap_or_default() & (NEAR - 1);
        if let Some(near) = self.near.get(at).filter(|near| near.is_same_text(short)) {
            return Some(*near);
        }
        let Some(Compared::Short(met)) = self.compared(word) else { return None };
        if let Some(near) = self.near.get_mut(at) {
            *near = met;
        }
        Some(met)
    }

    /// What a word is compared by; `None` for what leaves nothing, or is too long to be a word.
    pub(crate) fn compared(&mut self, word: &str) -> Option<Compared> {
        let short = Short::of(word);
        let known = match short {
            Some(short) => self.short.get(&short).map(|known| Compared::Short(*known)),
            None => None,
        };
        let compared = match known {
            Some(known) => known,
            None if word.len() > LONGEST => return None,
            None => match self.long.get(word) {
                Some(known) => known.clone(),
                None => self.learn(word, short),
            },
        };
        if compared.is_empty() { None } else { Some(compared) }
    }

    fn learn(&mut self, word: &str, short: Option<Short>) -> Compared {
        if self.short.len() + self.long.len() >= MOST {
            self.short.clear();
            self.long.clear();
        }
        let exact = normalise::normalised(word);
        if let Some(listener) = &self.listener {
            listener.gathered.hear(listener.analyser, &listener.stemmer.stem(&exact), &exact);
            if self.near.is_empty() && self.short.len() >= ENOUGH {
                self.near = vec![Short::default(); NEAR];
            }
        }
        let mut compared = Compared::of(&exact);
        if let Compared::Short(exact) = &mut compared
            && is_paired(exact.text())
        {
            *exact = exact.common();
        }
        match (short, &compared) {
            (Some(word), Compared::Short(exact)) => {
                self.short.insert(word, *exact);
            }
            _ => {
                self.long.insert(word.into(), compared.clone());
            }
        }
        compared
    }
}

/// Whether pairs are made of a word, whatever the language: a law quotes others, and a query does not say which one it
/// is in.
fn is_paired(word: &str) -> bool {
    Analyser::ALL.iter().any(|a| a.paired().contains(&word))
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
    fn what_is_remembered_is_what_was_worked_out() {
        let mut lexicon = Lexicon::default();
        let words = [
            "Niño",
            "nino",
            "NIÑO",
            "de",
            "DE",
            "The",
            "الطِّفْلِ",
            "ﬁn",
            "ﷺ",
            "\u{200b}",
            "5º",
            "Extraordinariamente",
            "extraordinariamente",
            "antidisestablishmentarianism",
        ];
        for round in 0..3 {
            for word in words {
                let expected = normalise::normalised(word);
                let compared = lexicon.compared(word);
                let text = compared.as_ref().map(Compared::text).unwrap_or_default();
                assert_eq!(text, expected, "{word}, round {round}");
                let common = compared.is_some_and(|c| c.common().is_some());
                assert_eq!(common, ["de", "the"].contains(&expected.as_str()), "{word}, round {round}");
            }
        }
        assert_eq!(lexicon.compared(&"x".repeat(1000)), None);
    }

    #[test]
    fn a_word_that_is_compared_as_it_is_printed_is_the_same_on_the_short_way() {
        let gathered = Arc::new(Gathered::default());
        let mut lexicon = Lexicon::gathering(Analyser::Spanish, Arc::clone(&gathered));
        // Many more than there are places near by, so that one takes the place of another.
        let rare = (0..3 * NEAR).map(|n| format!("voces{n}"));
        let words: Vec<String> =
            ["de", "la", "ninos", "a", "1234"].map(str::to_owned).into_iter().chain(rare).collect();
        for _ in 0..2 {
            for word in &words {
                let Some(Compared::Short(compared)) = lexicon.compared(word) else { panic!("{word}") };
                assert_eq!(lexicon.plain(word), Some(compared), "{word}");
                assert_eq!(compared.is_common(), ["de", "la", "a"].contains(&word.as_str()), "{word}");
            }
        }
        assert_eq!(lexicon.plain("antidisestablishmentarianism"), None);
        assert_eq!(gathered.take(), ["snin\tninos"]);
    }

    #[test]
    fn a_new_word_is_heard_of_with_its_stem_once() {
        let gathered = Arc::new(Gathered::default());
        let mut english = Lexicon::gathering(Analyser::English, Arc::clone(&gathered));
        for word in ["Possession", "possession", "possess", "POSSESSING"] {
            english.compared(word);
        }
        assert_eq!(gathered.take(), ["epossess\tpossessing", "epossess\tpossession"]);
        english.compared("possession");
        assert!(gathered.take().is_empty());
    }

    #[test]
    fn the_memory_has_a_bound() {
        let mut lexicon = Lexicon::default();
        for i in 0..MOST + 10 {
            lexicon.compared(&format!("w{i}"));
        }
        assert!(lexicon.short.len() + lexicon.long.len() <= MOST);
        assert_eq!(lexicon.compared("w3").unwrap().text(), "w3");
    }
}
