//! Why a query cannot be read: where, what, and what to write instead.
//!
//! Nothing of a query is ever passed over: a search that quietly looked for something else would prove an
//! absence that is none.

use std::fmt;

use crate::law::query::ast::Place;
use crate::law::query::nearest::nearest;
use crate::law::query::value::{LONGEST, Name, PARAGRAPH, SENTENCE};
use crate::model::safe;
use crate::model::word::Vocabulary;

/// A fault of a query and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryFault {
    /// From 1, in characters; one past the end where something is missing there.
    pub(crate) column: usize,
    pub(crate) length: usize,
    pub(crate) kind: QueryFaultKind,
}

/// Where an operator lacks its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum QueryFaultKind {
    Empty,
    TooLong {
        characters: usize,
        most: usize,
    },
    TooDeep {
        most: usize,
    },
    TooManyWords {
        words: usize,
        most: usize,
    },
    UnclosedQuote,
    UnclosedGroup,
    StrayClose,
    EmptyPhrase,
    EmptyGroup,
    /// An operator, as typed, with nothing on one side.
    MissingOperand {
        operator: String,
        side: Side,
    },
    /// A `-`, `+` or `~` with no word at it.
    LoneMark {
        mark: char,
    },
    /// Signs without a letter or a digit.
    NoWord {
        given: String,
    },
    DanglingEscape,
    /// A `*` or `?` before or within a word; what stands before it, to be searched as a beginning.
    InnerWildcard {
        mark: char,
        before: String,
    },
    WildcardAlone,
    /// A `*` in a phrase that is not at its end.
    WildcardInPhrase,
    /// `"sexual exploit"*`.
    WildcardAfterPhrase,
    /// What stands after the `~` of a word.
    Fuzziness {
        word: String,
        given: String,
    },
    /// What stands after the `~` of a phrase.
    PhraseDistance {
        given: String,
    },
    PhraseTooNarrow {
        distance: u32,
        least: u32,
    },
    PhraseOfOne {
        word: String,
    },
    /// An operator of nearness with no number, or one out of bounds.
    Distance {
        given: String,
        ordered: bool,
    },
    /// Beside an operator of nearness stands something that has no place in the text.
    NearSide,
    NearFields,
    UnknownField {
        given: String,
    },
    FieldWithoutValue {
        field: Name,
    },
    FieldInField {
        outer: Name,
        inner: Name,
    },
    /// A value that is none of a closed set.
    UnknownValue {
        field: Name,
        given: String,
        known: &'static [&'static str],
    },
    /// A value that is not written as its field asks.
    BadValue {
        field: Name,
        given: String,
    },
    ReversedRange {
        field: Name,
        from: String,
        to: String,
    },
    OnlyExclusions,
    OnlyHistory,
    HistoryInside,
    HistoryTwice,
    /// Two values that no law has both.
    Contradiction {
        field: Name,
    },
    /// A sign of another system: what it is there, and what to write.
    Foreign {
        given: String,
        means: &'static str,
        write: String,
    },
}

impl QueryFault {
    pub(crate) fn new(place: Place, kind: QueryFaultKind) -> Self {
        Self { column: place.column, length: place.length, kind }
    }

    /// What is wrong, in one sentence.
    pub(crate) fn message(&self) -> String {
        self.kind.message()
    }

    /// What to write, in one sentence.
    pub(crate) fn hint(&self) -> String {
        self.kind.hint()
    }
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {} {}", self.column, self.message(), self.hint())
    }
}

impl std::error::Error for QueryFault {}

impl QueryFaultKind {
    fn message(&self) -> String {
        match self {
            Self::Empty => "There is nothing to search for.".into(),
            Self::TooLong { characters, most } => {
                format!("The query has {characters} characters, and {most} are the most.")
            }
            Self::TooDeep { most } => format!("Groups stand more than {most} deep in each other."),
            Self::TooManyWords { words, most } => {
                format!("The query has {words} words, and {most} are the most.")
            }
            Self::UnclosedQuote => "The phrase that begins here has no closing quote.".into(),
            Self::UnclosedGroup => "The group that begins here has no `)`.".into(),
            Self::StrayClose => "This `)` closes no group.".into(),
            Self::EmptyPhrase => "The phrase has no words.".into(),
            Self::EmptyGroup => "The group is empty.".into(),
            Self::MissingOperand { operator, side: Side::Before } => {
                format!("Nothing stands before `{}`.", shown(operator))
            }
            Self::MissingOperand { operator, side: Side::After } => {
                format!("Nothing to search for stands after `{}`.", shown(operator))
            }
            Self::LoneMark { mark } => format!("`{mark}` stands alone here, with no word at it."),
            Self::NoWord { given } => format!("`{}` has no letter and no digit.", shown(given)),
            Self::DanglingEscape => "Nothing stands after the backslash at the end.".into(),
            Self::InnerWildcard { mark: '*', .. } => "`*` works only at the end of a word.".into(),
            Self::InnerWildcard { mark, .. } => {
                format!("`{mark}` is no wildcard within a word: only `*` at its end is.")
            }
            Self::WildcardAlone => "A wildcard alone would find everything.".into(),
            Self::WildcardInPhrase => "In a phrase, `*` works only at the end of the last word.".into(),
            Self::WildcardAfterPhrase => "A wildcard belongs inside the quotes.".into(),
            Self::Fuzziness { given, .. } => {
                format!("A word may differ by 1 or 2 letters, and `{}` is neither.", shown(given))
            }
            Self::PhraseDistance { given } if given.is_empty() => {
                "The `~` after the phrase has no number.".into()
            }
            Self::PhraseDistance { given } => {
                format!("`{}` is not a distance from 1 to {LONGEST}.", shown(given))
            }
            Self::PhraseTooNarrow { distance, .. } => {
                format!("The words of the phrase cannot all stand within {distance} of each other.")
            }
            Self::PhraseOfOne { .. } => "A distance needs two words or more.".into(),
            Self::Distance { given, .. } => {
                format!("`{}` has no distance from 1 to {LONGEST}.", shown(given))
            }
            Self::NearSide => {
                "Near each other can stand words, phrases, concepts, and groups of these joined by OR.".into()
            }
            Self::NearFields => "What stands near each other must be looked for in the same field.".into(),
            Self::UnknownField { given } => format!("There is no field `{}:`.", shown(given)),
            Self::FieldWithoutValue { field } => {
                format!("Nothing to look for stands right after `{field}:`.")
            }
            Self::FieldInField { outer, inner } => {
                format!("`{inner}:` stands inside `{outer}:`, and a word has one field.")
            }
            Self::UnknownValue { field, given, .. } => format!("`{}` is no {}.", shown(given), field.value()),
            Self::BadValue { field, given } => format!("`{}` is not {}.", shown(given), field.form()),
            Self::ReversedRange { field, from, to } => {
                format!("The range of `{field}:` ends before it begins: {} to {}.", shown(from), shown(to))
            }
            Self::OnlyExclusions => "This says what to leave out and not what to find.".into(),
            Self::OnlyHistory => "`history:` says which wordings to search and not what to find.".into(),
            Self::HistoryInside => "`history:` is a switch for the whole query.".into(),
            Self::HistoryTwice => "`history:` stands twice.".into(),
            Self::Contradiction { field } => {
                format!("No law has both of these values of `{field}:`, so nothing could be found.")
            }
            Self::Foreign { given, means, .. } => format!("`{}` is no {means} here.", shown(given)),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Empty => "Write a word, a \"phrase\" or a filter such as country:ken.".into(),
            Self::TooLong { .. } | Self::TooManyWords { .. } => {
                "Search in two or more steps, or write beginnings of words as `exploit*`.".into()
            }
            Self::TooDeep { .. } => "Take out parentheses that change nothing.".into(),
            Self::UnclosedQuote => "Write `\"` after its last word, or `\\\"` for a quote as a sign.".into(),
            Self::UnclosedGroup => "Write `)` where it ends, or `\\(` for a parenthesis as a sign.".into(),
            Self::StrayClose => "Take it out, or write `(` where the group begins.".into(),
            Self::EmptyPhrase => "Write words between the quotes, or take the quotes out.".into(),
            Self::EmptyGroup => "Write words between the parentheses, or take them out.".into(),
            Self::MissingOperand { operator, side } => missing(operator, *side),
            Self::LoneMark { mark: '~' } => "Write it right after a word, as `grooming~1`.".into(),
            Self::LoneMark { mark } => format!(
                "Write it right before a word, as `{mark}bill`, or put the whole passage in \"quotes\"."
            ),
            Self::NoWord { .. } => "Take it out, or put the whole passage in \"quotes\".".into(),
            Self::DanglingEscape => "Take it out, or write `\\\\` for a backslash as a sign.".into(),
            Self::InnerWildcard { mark, before } if before.is_empty() => {
                format!("Write the beginning of the word, as `exploit*`, or `\\{mark}` for the sign itself.")
            }
            Self::InnerWildcard { mark, before } => {
                format!("Write `{}*`, or `\\{mark}` for the sign itself.", shown(before))
            }
            Self::WildcardAlone => "Write the beginning of a word before it, as `exploit*`.".into(),
            Self::WildcardInPhrase => {
                "Write `\"sexual exploit*\"`, or join a beginning to a word as `exploit* w/3 child`.".into()
            }
            Self::WildcardAfterPhrase => "Write `\"sexual exploit*\"`.".into(),
            Self::Fuzziness { word, .. } => {
                let word = shown(word);
                format!("Write `{word}~1` or `{word}~2`.")
            }
            Self::PhraseDistance { .. } => "Write `\"child image\"~10`, or take out the `~`.".into(),
            Self::PhraseTooNarrow { least, .. } => format!(
                "Write `~{least}` or more, or nothing after the phrase for words side by side in this order."
            ),
            Self::PhraseOfOne { word } => {
                let word = shown(word);
                format!("Write `{word}~1` for words that differ from it by one letter.")
            }
            Self::Distance { ordered: false, .. } => format!(
                "Write `w/10`, with a number up to {LONGEST}; `/s` is {SENTENCE} words and `/p` is {PARAGRAPH}."
            ),
            Self::Distance { ordered: true, .. } => format!(
                "Write `pre/5`, with a number up to {LONGEST}; `pre/s` is {SENTENCE} words and `pre/p` is \
                 {PARAGRAPH}."
            ),
            Self::NearSide => "Write `(image OR video) w/10 child`, and join the rest with AND.".into(),
            Self::NearFields => "Write the field before the whole, as `title:(child w/5 act)`.".into(),
            Self::UnknownField { given } => unknown_field(given),
            Self::FieldWithoutValue { field } => {
                format!(
                    "Write `{}` without a space, or `-{field}:…` to leave something out.",
                    field.example()
                )
            }
            Self::FieldInField { .. } => {
                "Close the group first, and write the second field beside it.".into()
            }
            Self::UnknownValue { given, known, .. } => choose(given, known),
            Self::BadValue { field, .. } => field.advice().into(),
            Self::ReversedRange { field, from, to } => {
                format!("Write `{field}:{}..{}`.", shown(to), shown(from))
            }
            Self::OnlyExclusions => {
                "Write what to find before it, as `child NOT adoption`, or a filter as `country:ken`.".into()
            }
            Self::OnlyHistory => "Write a word or a filter beside it.".into(),
            Self::HistoryInside => "Write it once, outside all groups, without NOT.".into(),
            Self::HistoryTwice => "Keep one of the two.".into(),
            Self::Contradiction { field } => {
                format!("Write `{}` for laws with either.", field.either())
            }
            Self::Foreign { write, .. } => format!("Write {write}."),
        }
    }
}

fn missing(operator: &str, side: Side) -> String {
    let operator = shown(operator);
    let is_word = operator.contains(char::is_alphabetic);
    let literal = if is_word { ", or put it in \"quotes\" to search for the word itself" } else { "" };
    match side {
        Side::Before => format!("Write something to search for before it{literal}."),
        Side::After if matches!(operator.as_str(), "-" | "+") => {
            format!("Write a word right after it, as `{operator}bill`.")
        }
        Side::After => format!("Write something to search for after it{literal}."),
    }
}

fn unknown_field(given: &str) -> String {
    let quoted = "or put it in \"quotes\" if it is text";
    match nearest(&given.to_lowercase(), Name::WORDS) {
        Some(near) => format!("Did you mean `{near}:`, {quoted}?"),
        None => format!("The fields are {}; {quoted}.", Name::WORDS.join(", ")),
    }
}

/// "Did you mean" for the nearest word, or all the words there are.
fn choose(given: &str, known: &[&'static str]) -> String {
    match nearest(&given.to_lowercase(), known) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Write one of {}.", known.join(", ")),
    }
}

/// What was typed, short and safe for a terminal.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let line = safe::line(text);
    if line.chars().count() <= MOST {
        return line;
    }
    line.chars().take(MOST - 1).chain(['…']).collect()
}
