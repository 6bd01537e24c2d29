//! One country in one round: who, when, what was looked at, and the answers.

use std::collections::BTreeMap;

use crate::model::answer::{Answer, Status};
use crate::model::date::Date;
use crate::model::id::{AssessmentId, CapabilityId, FrameworkId, QuestionId, RoleId, RowId, ViewId};
use crate::model::word::words;

words! {
    /// Who may read what comes out of an assessment.
    Sharing { Public = "public", Partners = "partners", Restricted = "restricted" }
}

/// The framework an assessment answers, in the version it was begun with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FrameworkPin {
    pub(crate) id: FrameworkId,
    pub(crate) version: String,
}

/// A role in the team. Roles, never names of persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) title: String,
    pub(crate) organisation: Option<String>,
}

/// What was looked at, how, and what was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) included: Vec<String>,
    pub(crate) excluded: Vec<String>,
    /// The providers that "main providers" means in this assessment.
    pub(crate) main_providers: Vec<String>,
    /// Where the findings come from: desk review, interviews by stakeholder group.
    pub(crate) methods: Vec<String>,
    pub(crate) limits: Vec<String>,
}

/// A mark that the publisher of a list gave, as somebody read it there. It stands beside our own and never counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublishedMark {
    pub(crate) view: ViewId,
    pub(crate) row: RowId,
    /// In the publisher's words.
    pub(crate) mark: String,
    pub(crate) edition: String,
    /// Where in the edition it stands.
    pub(crate) citation: String,
    pub(crate) note: Option<String>,
}

/// The level an assessor set, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetLevel {
    pub(crate) value: u8,
    pub(crate) reason: String,
    pub(crate) by: Option<RoleId>,
    pub(crate) date: Option<Date>,
}

/// The level that is wanted, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) value: u8,
    pub(crate) by: Option<Date>,
    pub(crate) reason: Option<String>,
}

/// What was entered for one capability.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) level: Option<SetLevel>,
    pub(crate) target: Option<Target>,
    /// By question. A question that is missing here was not assessed.
    pub(crate) answers: BTreeMap<QuestionId, Answer>,
}

impl Sheet {
    pub(crate) fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.answers.get(question)
    }
}

/// The facts of an assessment, without its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assessment {
    pub(crate) id: AssessmentId,
    pub(crate) title: Option<String>,
    pub(crate) frameworks: Vec<FrameworkPin>,
    pub(crate) started: Option<Date>,
    pub(crate) ended: Option<Date>,
    pub(crate) status: Status,
    pub(crate) sharing: Sharing,
    pub(crate) team: Vec<Role>,
    pub(crate) scope: Scope,
    pub(crate) published_marks: Vec<PublishedMark>,
    /// The assessment of an earlier round that this one goes on from.
    pub(crate) previous: Option<AssessmentId>,
    pub(crate) note: Option<String>,
}

/// The sheets of one framework, by capability.
pub(crate) type Sheets = BTreeMap<CapabilityId, Sheet>;
