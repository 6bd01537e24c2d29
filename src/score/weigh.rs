//! What each question contributes, before anything is added up.

use std::collections::BTreeSet;

use crate::model::answer::{Answer, Value};
use crate::model::assessment::Sheets;
use crate::model::framework::{Capability, Framework, Question};
use crate::model::id::EvidenceId;
use crate::model::scoring::{Scoring, Treatment};

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum State {
    Met,
    Partly,
    NotMet,
    NotApplicable,
    /// Looked, and cannot tell.
    Unknown,
    /// Nobody looked.
    NotAssessed,
    /// Unanswered, and an earlier answer shows that it cannot be met.
    NotRelevant,
}

impl State {
    pub(crate) const ALL: [Self; 7] = [
        Self::Met,
        Self::Partly,
        Self::NotMet,
        Self::NotApplicable,
        Self::Unknown,
        Self::NotAssessed,
        Self::NotRelevant,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotMet => "not_met",
            Self::NotApplicable => "not_applicable",
            Self::Unknown => "unknown",
            Self::NotAssessed => "not_assessed",
            Self::NotRelevant => "not_relevant",
        }
    }

    /// Whether somebody still has to find out.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Unknown | Self::NotAssessed)
    }
}

impl From<Value> for State {
    fn from(value: Value) -> Self {
        match value {
            Value::Met => Self::Met,
            Value::Partly => Self::Partly,
            Value::NotMet => Self::NotMet,
            Value::NotApplicable => Self::NotApplicable,
            Value::Unknown => Self::Unknown,
        }
    }
}

/// The lowest and the highest value a question may turn out to have, between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// A question with its state and what that state is worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed<'a> {
    pub(crate) question: &'a Question,
    pub(crate) answer: Option<&'a Answer>,
    pub(crate) state: State,
    /// `None` when the question leaves the denominator.
    pub(crate) bounds: Option<Bounds>,
}

impl Weighed<'_> {
    /// Whether an answer that was given rests on at least one of some evidence items.
    pub(crate) fn rests_on(&self, items: &BTreeSet<EvidenceId>) -> bool {
        self.answer
            .is_some_and(|a| a.value.is_some() && a.evidence.iter().any(|l| items.contains(&l.evidence)))
    }
}

/// The state of a question: what was answered, or what an earlier answer makes of it.
///
/// An answer that was given always counts, even when its condition does not hold: nothing that a
/// person entered is set aside without being shown (`check` warns of it).
pub(crate) fn state(
    framework: &Framework,
    sheets: &Sheets,
    capability: &Capability,
    question: &Question,
) -> State {
    let answered = sheets.get(&capability.id).and_then(|s| s.answer(&question.id)).and_then(|a| a.value);
    if let Some(value) = answered {
        return value.into();
    }
    let Some(condition) = &question.relevant_if else { return State::NotAssessed };
    let Some((gate_capability, gate)) = framework.question(&condition.question) else {
        return State::NotAssessed;
    };
    // A condition names an earlier question only (`catalog` refuses the rest), so this ends.
    match state(framework, sheets, gate_capability, gate) {
        State::Partly if condition.at_least == Value::Met => State::NotRelevant,
        State::NotMet | State::NotRelevant => State::NotRelevant,
        State::NotApplicable => State::NotApplicable,
        State::Met | State::Partly | State::Unknown | State::NotAssessed => State::NotAssessed,
    }
}

fn bounds(scoring: &Scoring, state: State) -> Option<Bounds> {
    let exactly = |value: f64| Some(Bounds { low: value, high: value });
    let treated = |treatment: Treatment| match treatment {
        Treatment::Excluded => None,
        Treatment::Interval => Some(Bounds { low: scoring.values.not_met, high: scoring.values.met }),
        Treatment::NotMet => exactly(scoring.values.not_met),
    };
    match state {
        State::Met => exactly(scoring.values.met),
        State::Partly => exactly(scoring.values.partly),
        State::NotMet => exactly(scoring.values.not_met),
        State::NotApplicable => treated(scoring.not_applicable),
        State::Unknown => treated(scoring.unknown),
        State::NotAssessed => treated(scoring.not_assessed),
        State::NotRelevant => treated(scoring.not_relevant),
    }
}

/// Every question of a capability with its state and its worth, in the framework's order.
pub(crate) fn weigh<'a>(
    framework: &'a Framework,
    sheets: &'a Sheets,
    capability: &'a Capability,
) -> Vec<Weighed<'a>> {
    let sheet = sheets.get(&capability.id);
    capability
        .questions
        .iter()
        .map(|question| {
            let state = state(framework, sheets, capability, question);
            Weighed {
                question,
                answer: sheet.and_then(|s| s.answer(&question.id)),
                state,
                bounds: bounds(&framework.scoring, state),
            }
        })
        .collect()
}
