//! What an assessor found for one question.

use crate::model::date::Moment;
use crate::model::id::{EvidenceId, RoleId};
use crate::model::word::words;

words! {
    /// The finding. A question without one is *not assessed*: nobody looked.
    Value {
        Met = "met",
        Partly = "partly",
        NotMet = "not_met",
        /// Does not apply to this country; always with a reason.
        NotApplicable = "not_applicable",
        /// Looked, and cannot tell.
        Unknown = "unknown",
    }
}

words! {
    /// How sure the assessor is.
    Confidence { Low = "low", Medium = "medium", High = "high" }
}

words! {
    /// How far an answer has come.
    Status { Draft = "draft", InReview = "in_review", Final = "final" }
}

words! {
    /// How evidence bears on an answer.
    Stance { Supports = "supports", Partly = "partly", Contradicts = "contradicts", Absence = "absence" }
}

/// A link from an answer to an evidence item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EvidenceLink {
    pub(crate) evidence: EvidenceId,
    pub(crate) stance: Stance,
    pub(crate) note: Option<String>,
}

/// Everything entered for one question. All of it may be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) value: Option<Value>,
    pub(crate) because: Option<String>,
    pub(crate) confidence: Option<Confidence>,
    pub(crate) evidence: Vec<EvidenceLink>,
    /// What to come back to.
    pub(crate) flag: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) by: Option<RoleId>,
    pub(crate) at: Option<Moment>,
}

impl Answer {
    /// Whether anything at all was entered.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every free text that a person entered, with the name of its field.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("because", &self.because), ("flag", &self.flag), ("note", &self.note)]
            .into_iter()
            .filter_map(|(field, text)| text.as_deref().map(|t| (field, t)))
    }
}
