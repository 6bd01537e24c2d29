//! What a verb can refuse, as data. The words are made at the edge.

use std::path::PathBuf;

use crate::law::index::IndexFault;
use crate::model::id::{AssessmentId, EvidenceId, FrameworkId, IdError, Iso3, PlanId, QuestionId, ViewId};
use crate::model::law::LawId;
use crate::model::plan::ActionStatus;
use crate::model::problem::Problem;
use crate::model::word::Vocabulary;
use crate::report::ReportError;
use crate::store::StoreError;

/// What an assessment answers, and what a view wants it to answer too.
#[derive(Debug)]
pub(crate) struct Lacking {
    pub(crate) assessment: AssessmentId,
    pub(crate) has: Vec<FrameworkId>,
    pub(crate) lacks: FrameworkId,
    /// Of the framework that it lacks.
    pub(crate) version: String,
    pub(crate) view: ViewId,
}

/// A verb that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorkbenchError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Id(#[from] IdError),
    #[error(transparent)]
    Report(#[from] ReportError),
    /// Something was named that is not there. `near` is what may have been meant.
    #[error("there is no {what} `{given}`")]
    Unknown { what: &'static str, given: String, near: Option<String>, known: Vec<String> },
    #[error("`{given}` stands in more than one framework")]
    Ambiguous { given: String, choices: Vec<String> },
    #[error("`{given}` is a law of more than one country")]
    AmbiguousLaw { given: String, choices: Vec<String> },
    /// A fault of a query, with its place in characters from 1.
    #[error("{message}")]
    Query { query: String, column: usize, length: usize, message: String, hint: String },
    #[error(transparent)]
    Index(#[from] IndexFault),
    #[error("{law} has no provision `{given}`")]
    NoProvision { law: LawId, given: String },
    #[error("these words do not stand in {provision} of {law}: {words}")]
    NotInProvision { law: LawId, provision: String, words: String },
    #[error("`{question}` has no searches of its own")]
    NoSearches { question: QuestionId },
    #[error("a search cannot be run: {message}")]
    Search { query: String, message: String },
    #[error("the library has no law of `{country}`")]
    NoLaws { country: Iso3 },
    #[error("`{id}` records no search")]
    NoAbsence { id: EvidenceId },
    #[error("`{id}` is no passage of a law")]
    NoPassage { id: EvidenceId },
    /// A title or a number was given for several files.
    #[error("{files} files cannot all have the same title, number or id")]
    FactsOfOneLaw { files: usize },
    #[error("the workspace has no assessment yet")]
    NoAssessment,
    #[error("the workspace has {} assessments", .0.len())]
    ManyAssessments(Vec<AssessmentId>),
    #[error("`{question}` cannot be {value} without a reason")]
    NeedsReason { question: QuestionId, value: &'static str },
    /// A report about one framework was asked of an assessment without it.
    #[error("{id} does not answer the framework `{framework}`, which this report is about")]
    NotAbout { id: AssessmentId, framework: FrameworkId },
    #[error("a level needs a reason")]
    LevelNeedsReason,
    #[error("level {given} is not on the scale")]
    NotOnScale { given: u8, highest: u8 },
    #[error("there is no profile of the country `{country}`")]
    NoProfile { country: String, near: Option<String> },
    /// A view rests on questions of a framework that the assessment does not answer.
    #[error("`{}` does not answer the framework `{}`, on which the view `{}` rests", .0.assessment, .0.lacks, .0.view)]
    LacksFramework(Box<Lacking>),
    #[error("{} has faults", what)]
    Damaged { what: String, problems: Vec<Problem> },
    #[error("{} was edited since mnr wrote it", path.display())]
    Edited { path: PathBuf },
    #[error("{} is no report of mnr", path.display())]
    NoReport { path: PathBuf },
    #[error("{} does not hold what was written", path.display())]
    NotReadBack { path: PathBuf },
    #[error("no earlier finding of `{question}` waits to be confirmed")]
    NothingToConfirm { question: QuestionId },
    #[error("{entry} is {} by now, somebody else changed it meanwhile", now.word().replace('_', " "))]
    PlanChanged { entry: PlanId, now: ActionStatus },
    #[error("{kind} needs {needs}")]
    EmptyEntry { kind: &'static str, needs: &'static str },
    #[error("{kind} has no {fields}")]
    NotOfEntry { kind: &'static str, fields: &'static str },
    /// A template that is about no table.
    #[error("`{template}` is no table")]
    NoTable { template: String, known: Vec<&'static str> },
    #[error("{id} goes on from no earlier round")]
    NoEarlier { id: AssessmentId },
    #[error("{one} and {other} are of two countries")]
    OtherCountry { one: AssessmentId, other: AssessmentId },
    #[error("{one} and {other} have no framework in common")]
    NothingShared { one: AssessmentId, other: AssessmentId },
    /// Two versions of a framework between which it states no mapping.
    #[error("`{framework}` was answered in version {then}, and then in {now}")]
    NotComparable { framework: FrameworkId, then: String, now: String },
    #[error("{} is not empty", path.display())]
    NotEmpty { path: PathBuf },
}
