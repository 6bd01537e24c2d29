//! Which words share a stem: gathered while texts are indexed, and laid down as lines that can be searched where they
//! lie.
//!
//! The index holds words as they stand, so that a phrase finds what it says. A word that is asked for stands for its
//! whole family, and the family has to be known before it is looked for. A line that nothing needs any more does no
//! harm, since its word is then in no list of the index.

use std::mem;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;

use crate::law::words::stem::Analyser;

/// Words remembered at most. Six languages have some 300,000; what has more is no language, and is found as it stands.
const MOST: usize = 1_000_000;

/// A line: the mark of the language, the stem, a tab, the word. No word has a tab in it.
fn line(analyser: Analyser, stem: &str, word: &str) -> String {
    let mut line = String::with_capacity(stem.len() + word.len() + 2);
    line.push(analyser.mark());
    line.push_str(stem);
    line.push('\t');
    line.push_str(word);
    line
}

/// What several threads hear while they index.
#[derive(Debug, Default)]
pub(crate) struct Gathered(Mutex<FxHashSet<String>>);

impl Gathered {
    /// Hears of a word. One that is its own stem is found by its stem.
    pub(crate) fn hear(&self, analyser: Analyser, stem: &str, word: &str) {
        if stem == word || word.is_empty() {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() < MOST {
            all.insert(line(analyser, stem, word));
        }
    }

    /// What was heard since the last time, sorted.
    pub(crate) fn take(&self) -> Vec<String> {
        let heard = mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut lines: Vec<String> = heard.into_iter().collect();
        lines.sort_unstable();
        lines
    }
}

/// The words of a stem, in lines that are sorted and end with a line feed.
pub(crate) fn words_of<'a>(lines: &'a [u8], analyser: Analyser, stem: &str) -> Vec<&'a str> {
    let key = line(analyser, stem, "");
    let mut rest = lines.get(first_not_before(lines, key.as_bytes())..).unwrap_or_default();
    let mut words = Vec::new();
    while let Some(after) = rest.strip_prefix(key.as_bytes()) {
        let end = after.iter().position(|b| *b == b'\n').unwrap_or(after.len());
        words.extend(after.get(..end).and_then(|word| std::str::from_utf8(word).ok()));
        rest = after.get(end + 1..).unwrap_or_default();
    }
    words
}

/// Where the first line begins that is not before a key.
fn first_not_before(lines: &[u8], key: &[u8]) -> usize {
    let begin_of = |at: usize| lines[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let end_of = |at: usize| lines[at..].iter().position(|b| *b == b'\n').map_or(lines.len(), |i| at + i);
    // Both are always where a line begins, or the end.
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        let begin = begin_of(low + (high - low) / 2).max(low);
        let end = end_of(begin);
        if &lines[begin..end] < key {
            low = (end + 1).min(high);
        } else {
            high = begin;
        }
    }
    low
}

/// Sorted lines with new ones among them; `None` where none of them is new.
pub(crate) fn merged(lines: &[u8], new: &[String]) -> Option<Vec<u8>> {
    let is_new = |line: &&String| {
        let at = first_not_before(lines, line.as_bytes());
        let there = lines.get(at..).and_then(|rest| rest.strip_prefix(line.as_bytes()));
        there.is_none_or(|rest| rest.first() != Some(&b'\n'))
    };
    let mut new = new.iter().filter(is_new).peekable();
    new.peek()?;
    let mut out = Vec::with_capacity(lines.len() + lines.len() / 8);
    for line in lines.split_inclusive(|b| *b == b'\n') {
        while let Some(new) = new.next_if(|new| new.as_bytes() < line.strip_suffix(b"\n").unwrap_or(line)) {
            out.extend_from_slice(new.as_bytes());
            out.push(b'\n');
        }
        out.extend_from_slice(line);
    }
    for new in new {
        out.extend_from_slice(new.as_bytes());
        out.push(b'\n');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn laid_down(words: &[(&str, &str)]) -> Vec<u8> {
        let gathered = Gathered::default();
        for (stem, word) in words {
            gathered.hear(Analyser::Spanish, stem, word);
        }
        merged(&[], &gathered.take()).unwrap_or_default()
    }

    #[test]
    fn the_words_of_a_stem_are_found_and_no_others() {
        let lines = laid_down(&[
            ("nin", "ninos"),
            ("nin", "nina"),
            ("nine", "nines"),
            ("ni", "nis"),
            ("zorr", "zorro"),
            ("a", "as"),
            ("طفل", "الطفل"),
            ("same", "same"),
        ]);
        let of = |stem| words_of(&lines, Analyser::Spanish, stem);
        assert_eq!(of("nin"), ["nina", "ninos"]);
        assert_eq!(of("ni"), ["nis"]);
        assert_eq!(of("zorr"), ["zorro"]);
        assert_eq!(of("طفل"), ["الطفل"]);
        for none in ["same", "n", "zzz", "", "\u{10ffff}"] {
            assert!(of(none).is_empty(), "{none}");
        }
        assert!(words_of(&lines, Analyser::French, "nin").is_empty());
        assert!(words_of(&[], Analyser::Spanish, "nin").is_empty());
    }

    #[test]
    fn lines_that_are_there_are_not_new() {
        let lines = laid_down(&[("a", "as"), ("c", "cs")]);
        let line = |stem, word| line(Analyser::Spanish, stem, word);
        assert_eq!(merged(&lines, &[line("a", "as")]), None);
        assert_eq!(merged(&lines, &[]), None);
        let more = merged(&lines, &[line("a", "a2"), line("a", "as"), line("b", "bs"), line("d", "ds")]);
        assert_eq!(more, Some(laid_down(&[("a", "a2"), ("a", "as"), ("b", "bs"), ("c", "cs"), ("d", "ds")])));
    }

    #[test]
    fn hostile_text_does_not_fill_the_memory() {
        let gathered = Gathered::default();
        (0..MOST + 10).for_each(|n| gathered.hear(Analyser::Plain, "x", &format!("{n}")));
        assert_eq!(gathered.take().len(), MOST);
    }

    proptest! {
        #[test]
        fn damaged_lines_give_no_panic(lines in prop::collection::vec(any::<u8>(), 0..200), stem in ".{0,4}") {
            words_of(&lines, Analyser::Spanish, &stem);
            merged(&lines, &[line(Analyser::Spanish, &stem, "x")]);
        }

        #[test]
        fn every_word_that_was_laid_down_is_found(
            pairs in prop::collection::btree_set(("[a-c]{1,3}", "[a-c]{1,4}"), 0..40),
        ) {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(s, w)| (s.as_str(), w.as_str())).collect();
            let lines = laid_down(&pairs);
            for (stem, _) in &pairs {
                let mut expected: Vec<&str> =
                    pairs.iter().filter(|(s, w)| s == stem && s != w).map(|(_, w)| *w).collect();
                expected.sort_unstable();
                prop_assert_eq!(words_of(&lines, Analyser::Spanish, stem), expected);
            }
        }
    }
}
