//! What a hit is marked by: the leaves of a query as tests on the words of a text.
//!
//! It is made beside the index query from the same leaves and the same normalisation, so that what was found
//! is what is marked: phrases whole, fuzzy words and prefixes too, which tantivy's own snippets leave out.

use crate::law::search::positional;
use crate::law::words::lexicon::{EntryId, Lexicon};
use crate::law::words::{LONGEST, words};
use crate::model::law::Span;

/// A test on one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// Any of these words.
    Word(AnyWord),
    Prefix(String),
    /// A word and how many letters may differ.
    Fuzzy(String, u8),
}

/// Some words, with what most other words differ in: a text has many words, and nearly all are none of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnyWord {
    words: Vec<String>,
    /// A bit for each trait that one of the words has.
    traits: [u64; 4],
}

impl AnyWord {
    pub(crate) fn of(words: Vec<String>) -> Self {
        let mut traits = [0; 4];
        for word in &words {
            let (at, bit) = Self::bit(word);
            traits[at] |= bit;
        }
        Self { words, traits }
    }

    /// The bit of a word, made of its length and the bytes at its ends.
    fn bit(word: &str) -> (usize, u64) {
        let ends = [word.bytes().next(), word.bytes().next_back()].map(Option::unwrap_or_default);
        let mixed = word.len().wrapping_mul(37) ^ usize::from(ends[0]) ^ (usize::from(ends[1]) << 3);
        ((mixed >> 6) % 4, 1 << (mixed % 64))
    }

    fn has(&self, word: &str) -> bool {
        let (at, bit) = Self::bit(word);
        self.traits[at] & bit != 0 && self.words.iter().any(|w| w == word)
    }
}

/// Words side by side.
pub(crate) type RunTest = Vec<Test>;

/// One thing to mark: a run, or runs that must stand near each other to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    Run(RunTest),
    Near { members: Vec<Vec<RunTest>>, distance: u32, ordered: bool },
}

/// A word of a text.
pub(crate) struct Token {
    pub(crate) span: Span,
    compared: Compared,
}

/// What a word of a text is compared by.
#[derive(Clone, Copy)]
enum Compared {
    /// As it is printed: most words are.
    Itself,
    Other(EntryId),
    /// It leaves nothing.
    Nothing,
}

/// The words of a text with what they are compared by.
pub(crate) struct Tokens<'a> {
    pub(crate) all: Vec<Token>,
    text: &'a str,
    lexicon: &'a Lexicon,
}

impl Tokens<'_> {
    /// The normalised word; nothing for what leaves nothing.
    pub(crate) fn exact(&self, token: &Token) -> &str {
        match token.compared {
            Compared::Itself => token.span.of(self.text),
            Compared::Other(id) => self.lexicon.get(id).map_or("", |entry| entry.exact),
            Compared::Nothing => "",
        }
    }
}

/// The words of a text, looked up.
pub(crate) fn tokens<'a>(text: &'a str, lexicon: &'a mut Lexicon) -> Tokens<'a> {
    let mut all = Vec::with_capacity(text.len() / 6);
    lexicon.make_room(text.len() / 2 + 1);
    let mut words = words(text);
    while let Some(span) = words.next() {
        let compared = if words.is_plain() && span.len() <= LONGEST {
            Compared::Itself
        } else {
            lexicon.id(span.of(text)).map_or(Compared::Nothing, Compared::Other)
        };
        all.push(Token { span, compared });
    }
    Tokens { all, text, lexicon }
}

impl Test {
    fn holds(&self, seen: &str) -> bool {
        match self {
            Self::Word(words) => words.has(seen),
            Self::Prefix(prefix) => seen.starts_with(prefix.as_str()),
            Self::Fuzzy(word, most) => {
                let most = usize::from(*most);
                let (a, b) = (word.chars().count(), seen.chars().count());
                a.abs_diff(b) <= most && b > 0 && strsim::osa_distance(word, seen) <= most
            }
        }
    }
}

/// Stretches of words that are marked: first and last word, by mark, in the order of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Marked {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Which of the marks.
    pub(crate) mark: usize,
}

/// Everything that is to be marked in a text.
pub(crate) fn marked(tokens: &Tokens<'_>, marks: &[Mark]) -> Vec<Marked> {
    let mut found = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        match mark {
            Mark::Run(run) => {
                let starts = runs(tokens, run);
                found.extend(starts.map(|first| Marked { first, last: first + run.len() - 1, mark: number }));
            }
            Mark::Near { members, distance, ordered } => {
                found.extend(
                    near(tokens, members, *distance, *ordered).into_iter().map(|(first, last)| Marked {
                        first,
                        last,
                        mark: number,
                    }),
                );
            }
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|m| (m.first, m.last));
    found
}

/// Where a run begins.
fn runs<'a>(tokens: &'a Tokens<'_>, run: &'a [Test]) -> impl Iterator<Item = usize> + 'a {
    let (first, rest) = run.split_first().map_or((None, run), |(first, rest)| (Some(first), rest));
    let begins = move |token: &Token| first.is_some_and(|test| test.holds(tokens.exact(token)));
    let goes_on = move |at: usize| {
        let behind = tokens.all.get(at + 1..at + run.len()).unwrap_or_default();
        behind.len() == rest.len()
            && rest.iter().zip(behind).all(|(test, token)| test.holds(tokens.exact(token)))
    };
    let all = tokens.all.iter().enumerate();
    all.filter(move |(at, token)| begins(token) && goes_on(*at)).map(|(at, _)| at)
}

/// The runs of all members that have the others near enough.
fn near(tokens: &Tokens<'_>, members: &[Vec<RunTest>], distance: u32, ordered: bool) -> Vec<(usize, usize)> {
    let at = |member: &[RunTest]| -> Vec<(usize, usize)> {
        let mut all: Vec<(usize, usize)> = member
            .iter()
            .flat_map(|run| runs(tokens, run).map(|first| (first, first + run.len() - 1)))
            .collect();
        all.sort_unstable();
        all
    };
    let places: Vec<Vec<(usize, usize)>> = members.iter().map(|m| at(m)).collect();
    let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut found = Vec::new();
    for (i, member) in places.iter().enumerate() {
        for run in member {
            // This one alone for its member, and all of the others: does it still hold?
            let around: Vec<Vec<u32>> = places
                .iter()
                .enumerate()
                .map(|(j, other)| if i == j { vec![short(run.0)] } else { window(other, run.0, distance) })
                .collect();
            if positional::count(&around, distance, ordered) > 0 {
                found.push(*run);
            }
        }
    }
    found
}

/// The starts of a member that are not farther than a distance from a place.
fn window(runs: &[(usize, usize)], from: usize, distance: u32) -> Vec<u32> {
    let reach = usize::try_from(distance).unwrap_or(usize::MAX);
    let near = runs.iter().filter(|(start, _)| start.abs_diff(from) <= reach.saturating_mul(4));
    near.map(|(start, _)| u32::try_from(*start).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, marks: &[Mark]) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        let tokens = tokens(text, &mut lexicon);
        let cut = |m: Marked| text[tokens.all[m.first].span.start..tokens.all[m.last].span.end].to_owned();
        marked(&tokens, marks).into_iter().map(cut).collect()
    }

    fn word(w: &str) -> Test {
        Test::Word(AnyWord::of(w.split(' ').map(str::to_owned).collect()))
    }

    #[test]
    fn what_was_asked_for_is_marked_and_nothing_else() {
        let text = "A minister shall, by order of the Minister, appoint ministers; the ordre stands.";
        let run = |tests: &[Test]| Mark::Run(tests.to_vec());
        assert_eq!(found(text, &[run(&[word("order"), word("of")])]), ["order of"]);
        assert_eq!(found(text, &[run(&[word("minister ministers")])]), ["minister", "Minister", "ministers"]);
        assert_eq!(found(text, &[run(&[Test::Prefix("appo".to_owned())])]), ["appoint"]);
        assert_eq!(found(text, &[run(&[Test::Fuzzy("order".to_owned(), 1)])]), ["order", "ordre"]);
        let near = |distance, ordered| Mark::Near {
            members: vec![vec![vec![word("appoint")]], vec![vec![word("order")]]],
            distance,
            ordered,
        };
        assert_eq!(found(text, &[near(4, false)]), ["order", "appoint"]);
        assert!(found(text, &[near(3, false)]).is_empty());
        assert!(found(text, &[near(9, true)]).is_empty());
    }
}
