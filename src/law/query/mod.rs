//! The language of searches: from what is typed to a tree, or to a fault that says what to write.
//!
//! ```text
//! query   := and { OR and }                      OR  |  ||
//! and     := not { [AND] not | "%" not }         AND &  &&
//! not     := { NOT | "-" | "+" } near
//! near    := primary { ( "w/"n | "pre/"n | "/s" | "/p" ) primary }
//! primary := [ field ":" ] ( word | phrase | "(" query ")" )
//! word    := text [ "*" | "!" | "~" [ "1" | "2" ] ]
//! phrase  := '"' text [ "*" ] '"' [ "~" n ]
//! ```
//!
//! Words beside each other are joined by AND. Only upper-case AND, OR and NOT are operators: `and`, `y` and `o`
//! are words. Parentheses right after a number belong to it where they hold a number, a letter or a small
//! Roman numeral: `24(1)(b)` is one word. Distances count words: neighbours are 1 apart. `"a b"~10` and
//! `a w/10 b` find the words in any order, `a pre/10 b` in this one.
//!
//! Nothing here knows an index, so one tree serves the search, the marks in a snippet and the explanation.

mod ast;
mod check;
mod citation;
mod error;
mod filter;
mod help;
mod near;
mod nearest;
mod parse;
mod phrase;
mod print;
mod token;
mod value;
mod word;

pub(crate) use crate::law::query::ast::{Concept, Field, Form, Leaf, Near, Node, Phrase, Place, Query, Word};
pub(crate) use crate::law::query::citation::by_label;
pub(crate) use crate::law::query::error::{QueryFault, QueryFaultKind};
pub(crate) use crate::law::query::filter::{Filter, History, LawCondition, LawFilter, LawName};
pub(crate) use crate::law::query::help::HELP;

/// How many characters a query may have.
pub(crate) const LONGEST_QUERY: usize = 4_000;

/// Reads a query.
///
/// # Errors
/// The first fault, with its place. A query is read whole or not at all.
pub(crate) fn parse(query: &str) -> Result<Query, QueryFault> {
    let characters = query.chars().count();
    let whole = Place::new(1, characters);
    if characters > LONGEST_QUERY {
        let place = Place::new(LONGEST_QUERY + 1, characters - LONGEST_QUERY);
        return Err(QueryFault::new(place, QueryFaultKind::TooLong { characters, most: LONGEST_QUERY }));
    }
    let root = parse::tree(query)?;
    check::check(&root, whole)?;
    Ok(Query { root })
}

#[cfg(test)]
mod filter_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
