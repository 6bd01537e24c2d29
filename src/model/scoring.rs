//! How a framework says it is scored. The numbers stand in its file, none stand in the code.

use std::collections::BTreeMap;

use crate::model::id::QuestionId;
use crate::model::word::words;

words! {
    /// How answers become a share.
    Method {
        /// Sum of weight × value over sum of weight.
        WeightedShare = "weighted_share",
    }
}

words! {
    /// What a question without a yes-or-no finding does to a share.
    Treatment {
        /// It leaves the denominator.
        Excluded = "excluded",
        /// It counts as not met in the lower bound and as met in the upper one.
        Interval = "interval",
        /// It counts as not met.
        NotMet = "not_met",
    }
}

/// The value of each finding, between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Values {
    pub(crate) met: f64,
    pub(crate) partly: f64,
    pub(crate) not_met: f64,
}

/// The whole rule of scoring.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scoring {
    pub(crate) method: Method,
    pub(crate) values: Values,
    pub(crate) not_applicable: Treatment,
    pub(crate) unknown: Treatment,
    pub(crate) not_assessed: Treatment,
    /// An unanswered question whose condition was found not to hold.
    pub(crate) not_relevant: Treatment,
    /// The lowest share that reaches a level; the first level needs none.
    pub(crate) thresholds: BTreeMap<u8, f64>,
    /// The questions that must be met before a level is suggested, by the lowest such level.
    pub(crate) essential: BTreeMap<u8, Vec<QuestionId>>,
    /// The share of applicable questions that must be assessed before a suggestion is more than a hint.
    pub(crate) min_coverage: f64,
}

impl Scoring {
    /// The lowest level that demands this question, if any does.
    pub(crate) fn essential_from(&self, question: &QuestionId) -> Option<u8> {
        self.essential.iter().find(|(_, ids)| ids.contains(question)).map(|(level, _)| *level)
    }
}
