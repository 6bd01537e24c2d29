//! What a hit is marked by: the leaves of a query as tests on the words of a text.
//!
//! It is made beside the index query from the same leaves and the same normalisation, so that what was found
//! is what is marked: phrases whole, fuzzy words and prefixes too, which tantivy's own snippets leave out.

use crate::law::search::positional;
use crate::law::words::lexicon::{EntryId, Lexicon};
use crate::law::words::words;
use crate::model::law::Span;

/// A test on one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// The word itself, in any of these forms, or any word of one of these stems.
    Word {
        exact: Vec<String>,
        stems: Vec<String>,
    },
    Prefix(String),
    /// A word and how many letters may differ.
    Fuzzy(String, u8),
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
    /// `None` for what leaves nothing.
    id: Option<EntryId>,
}

/// The words of a text with what they are compared by.
pub(crate) struct Tokens<'a> {
    pub(crate) all: Vec<Token>,
    lexicon: &'a Lexicon,
}

/// A word as a test sees it.
#[derive(Clone, Copy)]
struct Seen<'a> {
    exact: &'a str,
    stem: Option<&'a str>,
}

impl Tokens<'_> {
    fn seen(&self, token: &Token) -> Seen<'_> {
        let entry = token.id.and_then(|id| self.lexicon.get(id));
        entry.map_or(Seen { exact: "", stem: None }, |e| Seen { exact: e.exact, stem: e.stem })
    }

    /// The normalised word; nothing for what leaves nothing.
    pub(crate) fn exact(&self, token: &Token) -> &str {
        self.seen(token).exact
    }
}

/// The words of a text, looked up.
pub(crate) fn tokens<'a>(text: &str, lexicon: &'a mut Lexicon) -> Tokens<'a> {
    let mut all = Vec::with_capacity(text.len() / 6);
    lexicon.make_room(text.len() / 2 + 1);
    for span in words(text) {
        all.push(Token { span, id: lexicon.id(span.of(text)) });
    }
    Tokens { all, lexicon }
}

impl Test {
    fn holds(&self, seen: Seen<'_>) -> bool {
        match self {
            Self::Word { exact, stems } => {
                exact.iter().any(|e| e == seen.exact)
                    || seen.stem.is_some_and(|stem| stems.iter().any(|s| s == stem))
            }
            Self::Prefix(prefix) => seen.exact.starts_with(prefix.as_str()),
            Self::Fuzzy(word, most) => {
                let most = usize::from(*most);
                let (a, b) = (word.chars().count(), seen.exact.chars().count());
                a.abs_diff(b) <= most && b > 0 && strsim::osa_distance(word, seen.exact) <= most
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
    let last = if run.is_empty() { 0 } else { (tokens.all.len() + 1).saturating_sub(run.len()) };
    (0..last).filter(move |start| {
        let rest = tokens.all.get(*start..).unwrap_or_default();
        run.iter().zip(rest).all(|(test, token)| test.holds(tokens.seen(token)))
    })
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
    use crate::law::words::stem::Analyser;

    fn found(text: &str, marks: &[Mark]) -> Vec<String> {
        let mut lexicon = Lexicon::new(Analyser::English);
        let tokens = tokens(text, &mut lexicon);
        let cut = |m: Marked| text[tokens.all[m.first].span.start..tokens.all[m.last].span.end].to_owned();
        marked(&tokens, marks).into_iter().map(cut).collect()
    }

    fn word(w: &str) -> Test {
        Test::Word { exact: vec![w.to_owned()], stems: vec![format!("\u{1}e\u{1}{w}")] }
    }

    #[test]
    fn what_was_asked_for_is_marked_and_nothing_else() {
        let text = "A minister shall, by order of the Minister, appoint ministers; the ordre stands.";
        let run = |tests: &[Test]| Mark::Run(tests.to_vec());
        assert_eq!(found(text, &[run(&[word("order"), word("of")])]), ["order of"]);
        assert_eq!(found(text, &[run(&[word("minist")])]), ["minister", "Minister", "ministers"]);
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
