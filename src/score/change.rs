//! What changed from one round to another, answer by answer.

use std::collections::BTreeMap;

use crate::model::answer::Answer;
use crate::model::framework::Question;
use crate::model::id::QuestionId;
use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::score::weigh::{State, Weighed};

/// Which way a finding went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Movement {
    Better,
    Worse,
    /// A finding where there was none.
    Found,
    /// Open again, though there was a finding.
    Lost,
    /// Another state that is neither better nor worse, as *not applicable*.
    Other,
}

impl Movement {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Found => "found",
            Self::Lost => "open_again",
            Self::Other => "otherwise",
        }
    }

    fn between(before: State, after: State) -> Option<Self> {
        // Not assessed and not relevant are told apart, but neither is a finding of its own.
        let rank = |s: State| match s {
            State::NotMet => Some(0),
            State::Partly => Some(1),
            State::Met => Some(2),
            State::NotApplicable | State::Unknown | State::NotAssessed | State::NotRelevant => None,
        };
        // Whether an open question can be met is no finding about it.
        let open = |s: State| s.is_open() || s == State::NotRelevant;
        if before == after
            || (open(before) && open(after) && before != State::Unknown && after != State::Unknown)
        {
            return None;
        }
        Some(match (rank(before), rank(after)) {
            (Some(b), Some(a)) if a > b => Self::Better,
            (Some(b), Some(a)) if a < b => Self::Worse,
            _ if open(before) && !open(after) => Self::Found,
            _ if open(after) && !open(before) => Self::Lost,
            _ => Self::Other,
        })
    }
}

/// A question whose finding changed.
#[derive(Debug, Clone)]
pub(crate) struct QuestionChange<'a> {
    pub(crate) question: &'a Question,
    pub(crate) before: State,
    pub(crate) after: State,
    pub(crate) movement: Movement,
    pub(crate) answer_before: Option<&'a Answer>,
    pub(crate) answer: Option<&'a Answer>,
}

/// A capability in both rounds.
#[derive(Debug, Clone)]
pub(crate) struct CapabilityChange<'o, 'a> {
    pub(crate) before: &'o CapabilityScore<'a>,
    pub(crate) after: &'o CapabilityScore<'a>,
    /// The questions whose finding changed, in the framework's order.
    pub(crate) questions: Vec<QuestionChange<'a>>,
    /// Findings of the earlier round that nobody has confirmed in the later one.
    pub(crate) to_confirm: usize,
}

impl CapabilityChange<'_, '_> {
    /// Level now less level then; `None` until both are set.
    pub(crate) fn level(&self) -> Option<i16> {
        Some(i16::from(self.after.level?.value) - i16::from(self.before.level?.value))
    }
}

/// Compares two rounds of the same framework. Capabilities that only one of them has are left out.
pub(crate) fn changes<'o, 'a>(
    before: &'o Overview<'a>,
    after: &'o Overview<'a>,
) -> Vec<CapabilityChange<'o, 'a>> {
    let earlier: BTreeMap<&str, &CapabilityScore<'a>> =
        before.capabilities().map(|c| (c.capability.id.as_str(), c)).collect();
    let pairs = after.capabilities().filter_map(|c| Some((*earlier.get(c.capability.id.as_str())?, c)));
    pairs
        .map(|(before, after)| {
            let then: BTreeMap<&QuestionId, &Weighed<'a>> =
                before.weighed.iter().map(|w| (&w.question.id, w)).collect();
            // What waits to be confirmed is counted, and is no change yet.
            let waits = |w: &Weighed<'a>| w.answer.is_some_and(Answer::is_to_confirm);
            let changed = |w: &Weighed<'a>| {
                if waits(w) {
                    return None;
                }
                let old = then.get(&w.question.id)?;
                Some(QuestionChange {
                    question: w.question,
                    before: old.state,
                    after: w.state,
                    movement: Movement::between(old.state, w.state)?,
                    answer_before: old.answer,
                    answer: w.answer,
                })
            };
            CapabilityChange {
                before,
                after,
                questions: after.weighed.iter().filter_map(changed).collect(),
                to_confirm: after.weighed.iter().filter(|w| waits(w)).count(),
            }
        })
        .collect()
}
