//! What a search of the law library gives: hits with their place and words, and counts of all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::law::{Law, Provision, Span};

/// The forms of each concept of the terminology table, by its id.
pub(crate) type Concepts = BTreeMap<String, Vec<ConceptForm>>;

/// A wording of a concept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ConceptForm {
    pub(crate) text: String,
    /// Where it is too broad to be found alone: how many words away at most one of these words must stand.
    pub(crate) near: Option<(u32, Vec<String>)>,
}

/// What is told of hits and counts; more of it takes longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// What is printed.
    Plain,
    /// The titles of the laws that are counted too: they have to be unpacked.
    Titles,
    /// The fingerprints of the words that were found too: to make them takes longer than the search.
    Fingerprints,
}

/// One provision that was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hit {
    /// From 1.
    pub(crate) rank: usize,
    /// Only for comparing hits of one search.
    pub(crate) score: f32,
    pub(crate) law: Arc<Law>,
    pub(crate) provision: Provision,
    /// The stretch of the law's text that the snippet is taken from.
    pub(crate) part: Span,
    pub(crate) snippet: Snippet,
    /// Parts of the query that this provision does not have; only where none has all of them.
    pub(crate) lacks: Vec<String>,
}

/// A few words of a provision as they are printed, on one line, with what was found in them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Snippet {
    pub(crate) text: String,
    /// First and one past the last character of each match, counted in characters.
    pub(crate) matches: Vec<(usize, usize)>,
    /// Where the first match stands in the text of the law, in bytes.
    pub(crate) at: Option<Span>,
}

/// How many provisions were found, by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FacetCount {
    pub(crate) value: Arc<str>,
    /// How it is shown: the title of a law, the name of a status.
    pub(crate) label: Arc<str>,
    pub(crate) count: usize,
}

/// Counts of all provisions that were found, most first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Facets {
    pub(crate) country: Vec<FacetCount>,
    /// The laws with the most: all of them for a program, the first 100 for a person.
    pub(crate) law: Vec<FacetCount>,
    /// How many laws in all.
    pub(crate) laws: usize,
    pub(crate) language: Vec<FacetCount>,
    pub(crate) status: Vec<FacetCount>,
    pub(crate) year: Vec<FacetCount>,
}

/// The result of one search.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Found {
    pub(crate) hits: Vec<Hit>,
    /// Provisions that were found, not only those that are shown. 0 where the hits lack parts of the query.
    pub(crate) total: usize,
    pub(crate) facets: Facets,
    /// How many laws were searched, after the filters.
    pub(crate) laws: usize,
    /// For each word of the query, what was looked for.
    pub(crate) explained: Vec<String>,
}
