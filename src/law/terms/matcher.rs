//! Finding the wordings of a list in the words of a text.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::law::normalise::normalised;
use crate::law::terms::inflect::Inflect;
use crate::law::terms::readings::{Reading, readings};
use crate::law::terms::{Term, Told, Words};
use crate::law::words::stem::Analyser;
use crate::law::words::words;

/// Words of texts remembered at most.
const MOST: usize = 200_000;

/// A wording that was found: from one word to another, and which of the list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) term: usize,
}

/// A word of the list, by its place in the vocabulary, and whether a comma stands behind it.
type Run = Vec<(u32, bool)>;

struct Pattern {
    run: Run,
    near: Option<(usize, Vec<Run>)>,
    told: Told,
    term: usize,
}

/// The wordings of one language.
struct Matcher {
    analyser: Analyser,
    inflect: Inflect,
    /// The words of all wordings; true for one that is a whole wording.
    vocabulary: Vec<(String, bool)>,
    patterns: Vec<Pattern>,
    /// The words of the vocabulary by what their inflections have in common.
    keys: FxHashMap<String, Vec<u32>>,
    /// The patterns that begin with a word.
    begun: FxHashMap<u32, Vec<usize>>,
    /// The words of the vocabulary that a word of a text is.
    known: FxHashMap<String, Rc<[u32]>>,
}

/// A list of wordings made ready, language by language.
pub(crate) struct Matchers(BTreeMap<String, Matcher>);

impl Matchers {
    pub(crate) fn new(terms: &[Term]) -> Self {
        let mut all: BTreeMap<String, Matcher> = BTreeMap::new();
        for (number, term) in terms.iter().enumerate() {
            let analyser = Analyser::of(&term.language);
            let matcher = all.entry(primary(&term.language)).or_insert_with(|| Matcher::new(analyser));
            matcher.add(number, term);
        }
        Self(all)
    }

    /// Whether there are wordings in a language.
    pub(crate) fn speaks(&self, language: &str) -> bool {
        self.0.contains_key(&primary(language))
    }

    /// What is found in a text of a language, in the order of the text. Of the other languages count the wordings
    /// that need nothing near them, since a word that needs it may be an everyday one elsewhere.
    pub(crate) fn find(&mut self, words: &Words<'_>, language: &str) -> Vec<Match> {
        let own = primary(language);
        let mut found: Vec<Match> = Vec::new();
        let mut taken = vec![false; words.tokens.len()];
        if let Some(matcher) = self.0.get_mut(&own) {
            matcher.find(words, true, &mut taken, &mut found);
        }
        for (_, matcher) in self.0.iter_mut().filter(|(tag, _)| **tag != own) {
            matcher.find(words, false, &mut taken, &mut found);
        }
        found.sort_unstable_by_key(|m| (m.first, m.last));
        found
    }
}

/// A tag without its regional part.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_lowercase()
}

impl Matcher {
    fn new(analyser: Analyser) -> Self {
        Self {
            analyser,
            inflect: Inflect::new(analyser),
            vocabulary: Vec::new(),
            patterns: Vec::new(),
            keys: FxHashMap::default(),
            begun: FxHashMap::default(),
            known: FxHashMap::default(),
        }
    }

    fn add(&mut self, number: usize, term: &Term) {
        let run = self.run(&term.text);
        let Some((first, _)) = run.first().copied() else { return };
        let near = term.near.as_ref().map(|(within, anchors)| {
            (*within, anchors.iter().map(|a| self.run(a)).filter(|r| !r.is_empty()).collect())
        });
        self.begun.entry(first).or_default().push(self.patterns.len());
        self.patterns.push(Pattern { run, near, told: term.told, term: number });
    }

    fn run(&mut self, text: &str) -> Run {
        let spans: Vec<_> = words(text).collect();
        let alone = spans.len() == 1;
        let mut run = Run::new();
        for (at, span) in spans.iter().enumerate() {
            let end = spans.get(at + 1).map_or(span.end, |next| next.start);
            let comma = text.get(span.end..end).is_some_and(|gap| gap.contains([',', '،']));
            run.push((self.word(normalised(span.of(text)), alone), comma));
        }
        run
    }

    fn word(&mut self, word: String, alone: bool) -> u32 {
        let entry = (word, alone);
        if let Some(at) = self.vocabulary.iter().position(|known| *known == entry) {
            return u32::try_from(at).unwrap_or(u32::MAX);
        }
        let number = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
        if let Some(key) = self.inflect.key(&entry.0) {
            self.keys.entry(key).or_default().push(number);
        }
        self.vocabulary.push(entry);
        number
    }

    /// The words of the list that a word is.
    fn is(&mut self, word: &str) -> Rc<[u32]> {
        if let Some(known) = self.known.get(word) {
            return Rc::clone(known);
        }
        if self.known.len() >= MOST {
            self.known.clear();
        }
        let same = |number: &u32| {
            let entry = usize::try_from(*number).ok().and_then(|at| self.vocabulary.get(at));
            entry.is_some_and(|(form, alone)| self.inflect.same(form, word, *alone))
        };
        let is: Rc<[u32]> = match self.inflect.key(word) {
            Some(key) => self.keys.get(&key).into_iter().flatten().copied().filter(same).collect(),
            // Words in other letters are none of these.
            None if word.is_ascii() => Rc::default(),
            None => (0..).take(self.vocabulary.len()).filter(same).collect(),
        };
        self.known.insert(word.to_owned(), Rc::clone(&is));
        is
    }

    /// Adds what is found where nothing was found yet. The longest wording wins, and of two of the same words the
    /// one that is to be told.
    fn find(&mut self, words: &Words<'_>, own: bool, taken: &mut [bool], found: &mut Vec<Match>) {
        let is: Vec<Rc<[u32]>> = words.exact.iter().map(|w| self.is(w)).collect();
        let read = readings(words, self.analyser);
        let seen = Seen { words, is: &is, read: &read };
        let mut all: Vec<(&Pattern, usize)> = Vec::new();
        for (at, here) in is.iter().enumerate() {
            let begun = here.iter().filter_map(|w| self.begun.get(w)).flatten();
            for pattern in begun.filter_map(|p| self.patterns.get(*p)) {
                if (own || pattern.near.is_none()) && seen.stands(pattern, at) {
                    all.push((pattern, at));
                }
            }
        }
        // The form as it is printed says more than one that has it as an inflection.
        let inflected = |p: &Pattern, at: usize| {
            let words = words.exact.get(at..at + p.run.len()).unwrap_or_default();
            let forms = p.run.iter().filter_map(|(word, _)| self.vocabulary.get(*word as usize));
            !forms.map(|(form, _)| form).eq(words)
        };
        all.sort_by_cached_key(|(p, at)| (usize::MAX - p.run.len(), p.told, inflected(p, *at), *at));
        for (pattern, first) in all {
            let last = first + pattern.run.len() - 1;
            let Some(place) = taken.get_mut(first..=last) else { continue };
            if place.contains(&true) {
                continue;
            }
            place.fill(true);
            if pattern.told != Told::Nothing {
                found.push(Match { first, last, term: pattern.term });
            }
        }
    }
}

/// The words of a text as the wordings of one language see them.
struct Seen<'a> {
    words: &'a Words<'a>,
    is: &'a [Rc<[u32]>],
    read: &'a [Reading],
}

impl Seen<'_> {
    /// Whether a wording begins at a word, with what it needs near it.
    fn stands(&self, pattern: &Pattern, at: usize) -> bool {
        if !self.has(&pattern.run, at) {
            return false;
        }
        let last = at + pattern.run.len() - 1;
        if pattern.run.len() == 1 && self.read.get(at) != Some(&Reading::Plain) {
            return false;
        }
        let Some((within, anchors)) = &pattern.near else { return true };
        let from = at.saturating_sub(within + 1);
        let upto = (last + within + 1).min(self.is.len().saturating_sub(1));
        (from..=upto).any(|place| {
            anchors.iter().any(|anchor| {
                let end = place + anchor.len() - 1;
                let apart = end < at || place > last;
                // The whole of it has to be within reach, where it stands before.
                apart && end + within + 1 >= at && self.has(anchor, place)
            })
        })
    }

    /// Whether these words stand side by side.
    fn has(&self, run: &Run, at: usize) -> bool {
        run.iter().enumerate().all(|(n, (word, comma))| {
            self.is.get(at + n).is_some_and(|is| is.contains(word))
                && self.read.get(at + n) != Some(&Reading::Other)
                && (n + 1 == run.len() || self.joined(at + n, *comma))
        })
    }

    /// Whether the next word belongs to the same phrase.
    fn joined(&self, at: usize, comma: bool) -> bool {
        let gap = self.words.gap(at);
        let mut breaks = 0;
        for sign in gap.chars() {
            match sign {
                '\n' => breaks += 1,
                ',' | '،' if comma => {}
                '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '|' | '/' | '،' | '؛' | '؟'
                | '—' | '–' | '•' => return false,
                _ => {}
            }
        }
        // A line of a law is a paragraph; in a text of lines the sentence goes on in small letters.
        breaks == 0
            || (breaks == 1 && self.words.printed(at + 1).chars().next().is_some_and(char::is_lowercase))
    }
}
