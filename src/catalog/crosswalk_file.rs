//! `frameworks/crosswalk.yaml` as it stands in the file.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::framework_file::SourceField;
use crate::model::country::Certainty;
use crate::model::crosswalk::{Crosswalk, Relation, Row, RowQuestion, Rule, View};
use crate::model::id::{QuestionRef, RowId, ViewId};
use crate::model::text::Language;
use crate::store::fields::{Ruled, TextField, Word};

/// Other publishers' lists as views over the answers of a framework. A view asks nothing and changes no answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Crosswalk", inline)]
pub(crate) struct CrosswalkFile {
    /// The version of the views; raised with every change.
    version: String,
    /// The language of every text that is a plain string.
    language: Ruled<Language>,
    /// What a reader of all views must know.
    #[serde(default)]
    note: Option<TextField>,
    /// The works that the views are of, by id.
    pub(crate) sources: IndexMap<String, SourceField>,
    pub(crate) views: Vec<ViewField>,
}

/// The list of one publisher.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewField {
    /// As `mnr gaps --by` takes it.
    pub(crate) id: Ruled<ViewId>,
    title: TextField,
    /// One of the sources.
    pub(crate) source: String,
    /// Whose the marks are and are not, and what was seen of the list. It is printed above every view.
    note: TextField,
    /// In the order of the list.
    pub(crate) rows: Vec<RowField>,
}

/// One line of the list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowField {
    /// Never given to another row.
    pub(crate) id: Ruled<RowId>,
    /// The part of the list it stands in. Rows of one part stand together.
    pub(crate) part: TextField,
    /// What the list asks, in our own words.
    text: TextField,
    /// How sure it is that the list says this.
    certainty: Word<Certainty>,
    #[serde(default)]
    note: Option<TextField>,
    /// `all`: as good as the weakest of its questions; `any`: as good as the best.
    rule: Word<Rule>,
    /// The questions it rests on; at least one.
    pub(crate) questions: Vec<RowQuestionField>,
}

/// A question that a row rests on.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowQuestionField {
    /// With its framework, as `legislation/OFF-03`.
    pub(crate) question: Ruled<QuestionRef>,
    /// `partial` lowers `met` to `partly`.
    relation: Word<Relation>,
    /// What it covers of the row, and what not.
    #[serde(default)]
    note: Option<TextField>,
}

impl RowField {
    fn into_model(self, own: &Language) -> Row {
        let question = |q: RowQuestionField| RowQuestion {
            question: q.question.0,
            relation: q.relation.0,
            note: q.note.map(|n| n.into_text(own)),
        };
        Row {
            id: self.id.0,
            part: self.part.into_text(own),
            text: self.text.into_text(own),
            certainty: self.certainty.0,
            note: self.note.map(|n| n.into_text(own)),
            rule: self.rule.0,
            questions: self.questions.into_iter().map(question).collect(),
        }
    }
}

impl CrosswalkFile {
    pub(crate) fn into_model(self) -> Crosswalk {
        let own = self.language.0;
        let view = |v: ViewField| View {
            id: v.id.0,
            title: v.title.into_text(&own),
            source: v.source,
            note: v.note.into_text(&own),
            rows: v.rows.into_iter().map(|r| r.into_model(&own)).collect(),
        };
        Crosswalk {
            version: self.version,
            note: self.note.map(|n| n.into_text(&own)),
            sources: self.sources.into_iter().map(|(id, s)| s.into_model(id)).collect(),
            views: self.views.into_iter().map(view).collect(),
        }
    }
}
