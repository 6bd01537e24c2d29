//! The queries of the bench of the library: drawn from the corpus by a fixed seed, some written by hand.

use mnr::measure::{Read, Unit};

/// Queries of each class that are drawn.
const EACH: usize = 120;

/// One question, as each engine writes it in its own language.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    Term(String),
    Phrase(Vec<String>),
    And(String, String),
    Or(String, String, String),
    /// The first two without the third.
    AndNot(String, String, String),
    Prefix(String),
    /// One letter differs.
    Fuzzy(String),
}

/// The classes, each with its queries.
pub(crate) type Classes = Vec<(&'static str, Vec<Asked>)>;

/// Words that stand in every law, side by side: what positions are dearest for.
const STOP_WORDS: [&str; 16] = [
    "de lo establecido en el",
    "a los efectos de la",
    "de conformidad con lo dispuesto en",
    "en el caso de que",
    "de acuerdo con lo",
    "por la presente ley",
    "de la ley nº",
    "en el artículo anterior",
    "lo dispuesto en el",
    "de los que se",
    "en la forma que",
    "a que se refiere el",
    "el poder ejecutivo",
    "a partir de la",
    "en los casos en que",
    "con el fin de",
];

/// A small generator of numbers that look random and are the same on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = (z ^ (z >> 31)) % u64::try_from(limit.max(1)).unwrap();
        usize::try_from(drawn).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Words that stand in a row with one space between, in lower case.
fn rows(unit: &Unit<'_>) -> Vec<Vec<String>> {
    let clean =
        |word: &str| (!word.is_empty() && word.chars().all(char::is_alphabetic)).then(|| word.to_lowercase());
    let mut rows = vec![Vec::new()];
    for word in unit.body.split(' ') {
        match clean(word) {
            Some(word) => rows.last_mut().unwrap().push(word),
            None => rows.push(Vec::new()),
        }
    }
    rows.retain(|row| row.len() >= 2);
    rows
}

/// Draws the queries of every class.
pub(crate) fn draw(laws: &[Read]) -> Classes {
    let units: Vec<Unit<'_>> =
        laws.iter().flat_map(|law| law.units("")).filter(|u| u.body.len() > 60).collect();
    let mut draw = Draw(2016);
    let mut drawn: [Vec<Asked>; 7] = Default::default();
    for tries in 0.. {
        if drawn.iter().all(|class| class.len() == EACH) || tries > 100_000 {
            break;
        }
        let rows = rows(draw.of(&units));
        let words: Vec<&String> = rows.iter().flatten().filter(|w| w.chars().count() >= 4).collect();
        if words.len() < 3 {
            continue;
        }
        let mut word = || (*draw.of(&words)).clone();
        let (a, b, c) = (word(), word(), word());
        let row = draw.of(&rows);
        let length = (2 + draw.below(4)).min(row.len());
        let from = draw.below(row.len() - length + 1);
        let phrase = row[from..from + length].to_vec();
        let cut: String = a.chars().take(4).collect();
        let mut mistyped: Vec<char> = b.chars().collect();
        let at = 1 + draw.below(mistyped.len() - 1);
        mistyped[at] = if mistyped[at] == 'x' { 'e' } else { 'x' };
        let other = drawn[0].get(draw.below(drawn[0].len())).cloned();
        let other = if let Some(Asked::Term(other)) = other { other } else { c.clone() };
        let news = [
            Some(Asked::Term(a.clone())),
            phrase.iter().any(|w| w.chars().count() > 4).then_some(Asked::Phrase(phrase)),
            (a != b).then(|| Asked::And(a.clone(), b.clone())),
            Some(Asked::Or(a.clone(), other.clone(), c.clone())),
            (a != b && other != a && other != b).then(|| Asked::AndNot(a, b.clone(), other)),
            Some(Asked::Prefix(cut)),
            (b.chars().count() >= 6).then(|| Asked::Fuzzy(mistyped.into_iter().collect())),
        ];
        for (class, new) in drawn.iter_mut().zip(news) {
            class.extend(new.filter(|_| class.len() < EACH));
        }
    }
    let split = |text: &&str| Asked::Phrase(text.split(' ').map(str::to_owned).collect());
    let names = ["term", "phrase", "AND", "OR", "AND NOT", "prefix", "fuzzy 1"];
    let mut classes: Classes = names.into_iter().zip(drawn).collect();
    classes.insert(2, ("stop-word phrase", STOP_WORDS.iter().map(split).collect()));
    classes
}

impl Asked {
    /// The same without other forms of its words, which FTS5 does not know.
    pub(crate) fn typed_exactly(&self) -> String {
        match self {
            Self::Term(a) => format!("\"{a}\""),
            Self::And(a, b) => format!("\"{a}\" \"{b}\""),
            Self::Or(a, b, c) => format!("\"{a}\" OR \"{b}\" OR \"{c}\""),
            Self::AndNot(a, b, c) => format!("\"{a}\" \"{b}\" NOT \"{c}\""),
            Self::Phrase(_) | Self::Prefix(_) | Self::Fuzzy(_) => self.typed(),
        }
    }

    /// As a person types it to `mnr search`.
    pub(crate) fn typed(&self) -> String {
        match self {
            Self::Term(a) => a.clone(),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::And(a, b) => format!("{a} {b}"),
            Self::Or(a, b, c) => format!("{a} OR {b} OR {c}"),
            Self::AndNot(a, b, c) => format!("{a} {b} NOT {c}"),
            Self::Prefix(a) => format!("{a}*"),
            Self::Fuzzy(a) => format!("{a}~1"),
        }
    }
}
