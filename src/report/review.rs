//! What a template sees beside the answers of a legislative review: other publishers' lists, and terms to avoid.
//!
//! Nothing is marked or matched here; the rows come as plain values.

use schemars::JsonSchema;
use serde::Serialize;

/// The answers in the order of another publisher's list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ViewTable {
    pub(crate) id: String,
    pub(crate) title: String,
    /// The marks are ours: what a reader must know.
    pub(crate) note: String,
    pub(crate) rows: Vec<ViewRow>,
}

/// A row of such a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ViewRow {
    pub(crate) id: String,
    pub(crate) part: String,
    pub(crate) text: String,
    pub(crate) certainty: &'static str,
    pub(crate) mark: &'static str,
    /// A question that answers only a part of the row made the mark lower.
    pub(crate) lowered: bool,
    pub(crate) questions: Vec<ViewQuestion>,
    /// The publisher's own mark as somebody typed it in, with where it stands.
    pub(crate) published: Vec<PublishedView>,
}

/// A question that a row rests on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ViewQuestion {
    pub(crate) question: String,
    pub(crate) relation: &'static str,
    pub(crate) answer: &'static str,
    /// The answer rests on words that changed unseen.
    pub(crate) suspect: bool,
}

/// A mark of the publisher.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct PublishedView {
    pub(crate) mark: String,
    pub(crate) edition: String,
    pub(crate) citation: String,
}

/// A legacy term, or one to be used with care, in a law.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct TermView {
    /// `finding` or `note`.
    pub(crate) verdict: &'static str,
    pub(crate) citation: String,
    /// `title`, `heading`, `operative`, `history`, `quoted`.
    pub(crate) place: &'static str,
    /// The words as the law prints them.
    pub(crate) words: String,
    pub(crate) snippet: String,
    pub(crate) concept: String,
    /// The term to write, in the language of the law where there is one.
    pub(crate) write: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) why: String,
    /// Our list goes further than the published guidelines here.
    pub(crate) beyond_guidelines: bool,
}
