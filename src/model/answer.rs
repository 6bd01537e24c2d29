//! What an assessor found for one question.

use crate::model::date::Moment;
use crate::model::id::{EvidenceId, RoleId, RoundId};
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

/// What an earlier round found, to be confirmed or answered anew. By itself it counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Carried {
    pub(crate) from: RoundId,
    pub(crate) value: Value,
    pub(crate) because: Option<String>,
    pub(crate) confidence: Option<Confidence>,
    pub(crate) evidence: Vec<EvidenceLink>,
    /// When it was answered.
    pub(crate) at: Option<Moment>,
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
    /// What an earlier round found. It stays when the question is answered, as a record of what changed.
    pub(crate) carried: Option<Carried>,
}

impl Answer {
    /// Whether an earlier round's finding waits to be confirmed.
    pub(crate) fn is_to_confirm(&self) -> bool {
        self.value.is_none() && self.carried.is_some()
    }

    /// The finding of the earlier round taken over as one of this round. Who confirmed it, and when, is not its to say.
    pub(crate) fn confirmed(&self) -> Option<Self> {
        let carried = self.carried.clone().filter(|_| self.value.is_none())?;
        Some(Self {
            value: Some(carried.value),
            because: self.because.clone().or(carried.because),
            confidence: carried.confidence,
            evidence: if self.evidence.is_empty() { carried.evidence } else { self.evidence.clone() },
            ..self.clone()
        })
    }

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
