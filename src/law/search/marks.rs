//! What a hit is marked by: the leaves of a query as tests on the words of a text.
//!
//! It is made beside the index query from the same leaves and the same normalisation, so that what was found
//! is what is marked: phrases whole, fuzzy words and prefixes too, which tantivy's own snippets leave out.

use std::sync::Arc;

use crate::law::search::positional;
use crate::law::words::lexicon::{Compared, Lexicon};
use crate::law::words::{LONGEST, words_from};
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
    words: Arc<[String]>,
    /// A bit for each trait that one of the words has.
    traits: [u64; 4],
}

impl AnyWord {
    pub(crate) fn of(words: Arc<[String]>) -> Self {
        let mut traits = [0; 4];
        for word in &*words {
            let (at, bit) = Self::bit(word.as_bytes());
            traits[at] |= bit;
        }
        Self { words, traits }
    }

    /// The bit of a word, made of its length and the bytes at its ends.
    fn bit(word: &[u8]) -> (usize, u64) {
        let first = word.first().copied().unwrap_or_default();
        let last = word.last().copied().unwrap_or_default();
        let mixed = word.len().wrapping_mul(37) ^ usize::from(first) ^ (usize::from(last) << 3);
        ((mixed >> 6) % 4, 1 << (mixed % 64))
    }

    fn has(&self, word: &[u8], (at, bit): (usize, u64)) -> bool {
        self.traits[at] & bit != 0 && self.words.iter().any(|w| w.as_bytes() == word)
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

/// A word of a text, in few bytes: a text has many, and most of them are looked at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    start: u32,
    end: u32,
    seen: Seen,
}

impl Token {
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    pub(crate) fn end(self) -> usize {
        self.end as usize
    }

    pub(crate) fn span(self) -> Span {
        Span { start: self.start(), end: self.end() }
    }
}

/// A word as it is compared.
#[derive(Debug, Clone, Copy)]
enum Seen {
    /// As it is printed: most words are.
    Itself,
    /// As one of those that are kept beside.
    As(u32),
    /// As one word or as its two halves, kept behind it: the end of a line divides it.
    Divided(u32),
    /// It leaves nothing.
    Nothing,
}

/// The words of a text with what they are compared by.
#[derive(Default)]
pub(crate) struct Tokens<'a> {
    pub(crate) all: Vec<Token>,
    others: Vec<Compared>,
    text: &'a str,
}

impl Tokens<'_> {
    /// The normalised word; nothing for what leaves nothing.
    pub(crate) fn exact(&self, token: Token) -> &str {
        match token.seen {
            Seen::Itself => token.span().of(self.text),
            Seen::As(other) | Seen::Divided(other) => {
                self.others.get(other as usize).map_or("", Compared::text)
            }
            Seen::Nothing => "",
        }
    }

    /// The same as it lies in memory: a text is looked through many times, and need not be one each time.
    fn bytes(&self, token: Token) -> &[u8] {
        match token.seen {
            Seen::Itself => self.text.as_bytes().get(token.start()..token.end()).unwrap_or_default(),
            Seen::As(other) | Seen::Divided(other) => {
                self.others.get(other as usize).map_or(&[], Compared::bytes)
            }
            Seen::Nothing => &[],
        }
    }

    /// The halves of a word that the end of a line divides.
    fn halves(&self, token: Token) -> Option<(&[u8], &[u8])> {
        let Seen::Divided(whole) = token.seen else { return None };
        let half = |number: usize| self.others.get(whole as usize + number).map(Compared::bytes);
        half(1).zip(half(2))
    }
}

/// The words of a text, looked up.
pub(crate) fn tokens<'a>(text: &'a str, lexicon: &mut Lexicon) -> Tokens<'a> {
    let mut tokens = Tokens { all: Vec::with_capacity(text.len() / 6), ..Tokens::default() };
    tokens.take_in(text, lexicon);
    tokens
}

impl<'a> Tokens<'a> {
    /// The same room for the words of another text.
    pub(crate) fn emptied<'b>(mut self) -> Tokens<'b> {
        self.all.clear();
        self.others.clear();
        Tokens { all: self.all, others: self.others, text: "" }
    }

    /// Goes on to the end of a text that begins with the one that was taken in before.
    pub(crate) fn take_in(&mut self, text: &'a str, lexicon: &mut Lexicon) {
        self.text = text;
        // The last word may have been cut, and then goes on.
        let from = self.all.pop().map_or(0, Token::start);
        let mut words = words_from(text, from);
        while let Some(span) = words.next() {
            let seen = if words.is_plain() && span.len() <= LONGEST {
                Seen::Itself
            } else if let Some(compared) = lexicon.compared(span.of(text)) {
                let at = short(self.others.len());
                self.others.push(compared);
                let halves = words.halves();
                let mut half = |span: Span| lexicon.compared(span.of(text));
                match halves.and_then(|(first, second)| half(first).zip(half(second))) {
                    Some((first, second)) => {
                        self.others.extend([first, second]);
                        Seen::Divided(at)
                    }
                    None => Seen::As(at),
                }
            } else {
                Seen::Nothing
            };
            self.all.push(Token { start: short(span.start), end: short(span.end), seen });
        }
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Test {
    fn holds(&self, seen: &[u8]) -> bool {
        self.holds_with(seen, AnyWord::bit(seen))
    }

    /// The same, where the trait of the word is known.
    fn holds_with(&self, seen: &[u8], bit: (usize, u64)) -> bool {
        match self {
            Self::Word(words) => words.has(seen, bit),
            Self::Prefix(prefix) => seen.starts_with(prefix.as_bytes()),
            Self::Fuzzy(word, most) => {
                let seen = std::str::from_utf8(seen).unwrap_or_default();
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
    let mut wanted = Vec::with_capacity(marks.len());
    for (number, mark) in marks.iter().enumerate() {
        match mark {
            Mark::Run(run) => wanted.push((number, run.as_slice())),
            Mark::Near { members, distance, ordered } => {
                let near = near(tokens, members, *distance, *ordered).into_iter();
                found.extend(near.map(|(first, last)| Marked { first, last, mark: number }));
            }
        }
    }
    runs(tokens, &wanted, |number, first, length| {
        found.push(Marked { first, last: first + length - 1, mark: number });
    });
    found.sort_unstable();
    found.dedup_by_key(|m| (m.first, m.last));
    found
}

/// Where runs begin, in one pass for all of them: `hear` is told the number of the run, its first word, its length.
fn runs(tokens: &Tokens<'_>, wanted: &[(usize, &[Test])], mut hear: impl FnMut(usize, usize, usize)) {
    for (at, token) in tokens.all.iter().enumerate() {
        let word = tokens.bytes(*token);
        let bit = AnyWord::bit(word);
        for (number, run) in wanted {
            let Some((first, rest)) = run.split_first() else { continue };
            let length = if tokens.halves(*token).is_some() {
                goes_on(tokens, run, at)
            } else if !first.holds_with(word, bit) {
                None
            } else if rest.is_empty() {
                Some(1)
            } else {
                goes_on(tokens, rest, at + 1).map(|more| 1 + more)
            };
            if let Some(length) = length {
                hear(*number, at, length);
            }
        }
    }
}

/// How many words some of a run takes from a word on, if it stands there. A word that is divided by the end of a line is
/// one, or any of its halves, or both in a row.
fn goes_on(tokens: &Tokens<'_>, run: &[Test], from: usize) -> Option<usize> {
    let behind = tokens.all.get(from..from + run.len()).unwrap_or_default();
    if behind.len() == run.len() && behind.iter().all(|token| tokens.halves(*token).is_none()) {
        let stand = run.iter().zip(behind).all(|(test, token)| test.holds(tokens.bytes(*token)));
        return stand.then_some(run.len());
    }
    // The words with which the next test may go on, and whether with the second half alone.
    let mut next = vec![(from, false)];
    for test in run {
        let mut after = Vec::with_capacity(next.len() + 1);
        for (at, is_second) in next {
            let Some(token) = tokens.all.get(at).copied() else { continue };
            let halves = tokens.halves(token);
            let (first, second) = halves.map_or((false, false), |(a, b)| (test.holds(a), test.holds(b)));
            if second || (!is_second && (first || test.holds(tokens.bytes(token)))) {
                after.push((at + 1, false));
            }
            if first && !is_second {
                after.push((at, true));
            }
        }
        after.sort_unstable();
        after.dedup();
        next = after;
    }
    next.iter().find(|(_, is_second)| !is_second).map(|(at, _)| at - from)
}

/// The runs of all members that have the others near enough.
fn near(tokens: &Tokens<'_>, members: &[Vec<RunTest>], distance: u32, ordered: bool) -> Vec<(usize, usize)> {
    let at = |member: &[RunTest]| -> Vec<(usize, usize)> {
        let wanted: Vec<(usize, &[Test])> = member.iter().map(|run| (0, run.as_slice())).collect();
        let mut all: Vec<(usize, usize)> = Vec::new();
        runs(tokens, &wanted, |_, first, length| all.push((first, first + length - 1)));
        all.sort_unstable();
        all
    };
    let places: Vec<Vec<(usize, usize)>> = members.iter().map(|m| at(m)).collect();
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
    near.map(|(start, _)| short(*start)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, marks: &[Mark]) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        let tokens = tokens(text, &mut lexicon);
        let cut = |m: Marked| text[tokens.all[m.first].start()..tokens.all[m.last].end()].to_owned();
        marked(&tokens, marks).into_iter().map(cut).collect()
    }

    fn word(w: &str) -> Test {
        Test::Word(AnyWord::of(w.split(' ').map(str::to_owned).collect()))
    }

    proptest! {
        #[test]
        fn a_text_that_is_taken_in_bit_by_bit_has_the_same_words(
            text in "([a-z]{1,4}|Niño|الطفل|child-\n|co\u{ad}m|[ ,.\u{ad}-]){0,30}",
            cuts in prop::collection::vec(0_usize..120, 0..4),
        ) {
            let mut lexicon = Lexicon::default();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| text.floor_char_boundary(cut)).collect();
            cuts.sort_unstable();
            let mut bit_by_bit = Tokens::default();
            for cut in cuts {
                bit_by_bit.take_in(&text[..cut], &mut lexicon);
            }
            bit_by_bit.take_in(&text, &mut lexicon);
            let at_once = tokens(&text, &mut lexicon);
            let words = |tokens: &Tokens<'_>| -> Vec<(Span, String)> {
                tokens.all.iter().map(|t| (t.span(), tokens.exact(*t).to_owned())).collect()
            };
            prop_assert_eq!(words(&bit_by_bit), words(&at_once));
        }
    }

    #[test]
    fn a_word_at_the_end_of_a_line_is_one_or_two() {
        let text = "a child-\nfriendly place";
        let run = |tests: &[&str]| found(text, &[Mark::Run(tests.iter().map(|test| word(test)).collect())]);
        for asked in [&["childfriendly"][..], &["child"], &["friendly"], &["child", "friendly"]] {
            assert_eq!(run(asked), ["child-\nfriendly"], "{asked:?}");
        }
        assert_eq!(run(&["a", "child", "friendly", "place"]), [text]);
        assert_eq!(run(&["friendly", "place"]), ["child-\nfriendly place"]);
        assert_eq!(run(&["a", "friendly", "child"]), Vec::<String>::new());
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
