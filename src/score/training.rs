//! Which trainings the gaps of a framework call for.

use crate::model::framework::{Capability, Training};
use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::score::weigh::{State, Weighed};

/// A training of the framework that at least one gap calls for.
#[derive(Debug, Clone)]
pub(crate) struct Need<'o, 'a> {
    /// Stays the same while the framework does: capability, audience, and which of its trainings for them.
    pub(crate) id: String,
    pub(crate) training: &'a Training,
    pub(crate) score: &'o CapabilityScore<'a>,
    /// The questions that call for it: partly met, not met, or not to be met because of an earlier answer.
    pub(crate) calls: Vec<&'o Weighed<'a>>,
}

/// Whether a finding is a gap.
fn is_gap(state: State) -> bool {
    matches!(state, State::Partly | State::NotMet | State::NotRelevant)
}

/// The id of the `n`th training (from 1) of a capability for an audience, as `C04-police-1`.
pub(crate) fn id(capability: &Capability, audience: &str, n: usize) -> String {
    format!("{}-{audience}-{n}", capability.id)
}

/// The trainings with their ids.
pub(crate) fn named(capability: &Capability) -> impl Iterator<Item = (String, &Training)> {
    capability.training.iter().enumerate().map(|(i, t)| {
        let n = capability.training.iter().take(i + 1).filter(|x| x.audience == t.audience).count();
        (id(capability, &t.audience, n), t)
    })
}

/// Every training that a gap calls for, in the framework's order.
pub(crate) fn needs<'o, 'a>(overview: &'o Overview<'a>) -> Vec<Need<'o, 'a>> {
    let mut needs = Vec::new();
    for score in overview.capabilities() {
        for (id, training) in named(score.capability) {
            let calls = score.weighed.iter().filter(|w| training.questions.contains(&w.question.id));
            let calls: Vec<_> = calls.filter(|w| is_gap(w.state)).collect();
            if !calls.is_empty() {
                needs.push(Need { id, training, score, calls });
            }
        }
    }
    needs
}
