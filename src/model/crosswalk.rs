//! Views: the answers of a framework in the order of another publisher's list.
//!
//! A view asks nothing and changes no answer. A row says which questions it rests on; what comes of their
//! answers is ours to say, and is no mark of that publisher. What a publisher marked stands in an assessment, as
//! somebody typed it in with its citation.

use crate::model::country::Certainty;
use crate::model::framework::Source;
use crate::model::id::{FrameworkId, QuestionRef, RowId, ViewId};
use crate::model::text::{Language, Text};
use crate::model::word::words;

words! {
    /// How the questions of a row come together.
    Rule {
        /// They make it up together: it is as good as the weakest.
        All = "all",
        /// Each answers it alone: it is as good as the best.
        Any = "any",
    }
}

words! {
    /// How far a question is about what its row asks.
    Relation {
        /// Its answer can be taken over for its share of the row.
        Whole = "whole",
        /// It covers a part, or asks something near it: its answer can lower the row and never raise it.
        Partial = "partial",
    }
}

/// A question that a row rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowQuestion {
    pub(crate) question: QuestionRef,
    pub(crate) relation: Relation,
    /// What it covers of the row, and what not.
    pub(crate) note: Option<Text>,
}

/// One line of another publisher's list, in our words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: RowId,
    /// The part of the list it stands in.
    pub(crate) part: Text,
    pub(crate) text: Text,
    /// How sure it is that the list says this.
    pub(crate) certainty: Certainty,
    pub(crate) note: Option<Text>,
    pub(crate) rule: Rule,
    /// At least one.
    pub(crate) questions: Vec<RowQuestion>,
}

/// Another publisher's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) id: ViewId,
    pub(crate) title: Text,
    /// One of the sources of the crosswalk.
    pub(crate) source: String,
    /// Whose the marks are and are not, and what was seen of the list.
    pub(crate) note: Text,
    pub(crate) rows: Vec<Row>,
}

impl View {
    pub(crate) fn row(&self, id: &RowId) -> Option<&Row> {
        self.rows.iter().find(|r| r.id == *id)
    }

    /// The frameworks that its questions are of, each once.
    pub(crate) fn frameworks(&self) -> Vec<&FrameworkId> {
        let mut found: Vec<&FrameworkId> = Vec::new();
        for q in self.rows.iter().flat_map(|r| &r.questions) {
            if !found.contains(&&q.question.framework) {
                found.push(&q.question.framework);
            }
        }
        found
    }

    /// The rows in their order, with the part of the list where one begins.
    pub(crate) fn parts(&self, language: &Language) -> Vec<Option<&str>> {
        let part = |row: usize| self.rows.get(row).map(|r| r.part.get(language));
        (0..self.rows.len()).map(|i| part(i).filter(|_| i == 0 || part(i) != part(i - 1))).collect()
    }
}

/// All views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Crosswalk {
    pub(crate) version: String,
    pub(crate) note: Option<Text>,
    pub(crate) sources: Vec<Source>,
    pub(crate) views: Vec<View>,
}

impl Crosswalk {
    pub(crate) fn view(&self, id: &str) -> Option<&View> {
        self.views.iter().find(|v| v.id.as_str() == id)
    }

    pub(crate) fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == id)
    }
}
