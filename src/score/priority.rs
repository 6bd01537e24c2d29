//! In which order the gaps of a framework are best closed, and why.
//!
//! The order is worked out from what people set: how much a gap harms children, how wide it is, and how well it can
//! be closed. What the grades count for stands in the framework. Nothing that nobody graded is given a grade.

use crate::model::framework::Planning;
use crate::model::id::{CapabilityId, CapabilityRef};
use crate::model::plan::{Grade, Plan};
use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::score::weigh::{State, Weighed};

/// What a capability's place in the order is worked out from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Priority {
    /// `None` while no level or no target is set.
    pub(crate) gap: Option<u8>,
    pub(crate) harm: Option<Grade>,
    /// What the grade counts for.
    pub(crate) harm_counts: Option<u8>,
    pub(crate) feasibility: Option<Grade>,
    pub(crate) feasibility_counts: Option<u8>,
    /// The capabilities that rest on this one and would come first by themselves.
    pub(crate) before: Vec<CapabilityId>,
}

impl Priority {
    fn of(score: &CapabilityScore<'_>, planning: &Planning, name: &CapabilityRef, plan: &Plan) -> Self {
        let weighing = plan.weighing.get(name);
        let (harm, feasibility) = (weighing.and_then(|w| w.harm), weighing.and_then(|w| w.feasibility));
        Self {
            gap: score.gap(),
            harm,
            harm_counts: harm.and_then(|g| planning.harm.get(&g).copied()),
            feasibility,
            feasibility_counts: feasibility.and_then(|g| planning.feasibility.get(&g).copied()),
            before: Vec::new(),
        }
    }

    /// Harm × gap; `None` while one of the two is not set.
    pub(crate) fn product(&self) -> Option<u16> {
        Some(u16::from(self.harm_counts?) * u16::from(self.gap?))
    }

    /// What is graded comes first, by its product; then the wider gap; then what is easier to do.
    fn key(&self) -> (u16, u8, u8) {
        (self.product().unwrap_or(0), self.gap.unwrap_or(0), self.feasibility_counts.unwrap_or(0))
    }
}

/// A capability with something to close, in its place.
#[derive(Debug, Clone)]
pub(crate) struct Ranked<'o, 'a> {
    pub(crate) score: &'o CapabilityScore<'a>,
    pub(crate) priority: Priority,
    /// The questions to close, in the order in which to close them.
    pub(crate) steps: Vec<Step<'o, 'a>>,
}

/// A question that is not met, or only partly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'o, 'a> {
    pub(crate) weighed: &'o Weighed<'a>,
    /// The level up to the target that demands it.
    pub(crate) essential: Option<u8>,
}

/// The capabilities with questions that are not met or partly met, in the order in which to close them.
///
/// A capability that another one rests on comes before it, however it stands by itself.
pub(crate) fn ranked<'o, 'a>(overview: &'o Overview<'a>, plan: &Plan) -> Vec<Ranked<'o, 'a>> {
    let framework = overview.framework;
    let mut waiting: Vec<Ranked<'o, 'a>> = overview
        .capabilities()
        .map(|score| {
            let name =
                CapabilityRef { framework: framework.id.clone(), capability: score.capability.id.clone() };
            let priority = Priority::of(score, &framework.planning, &name, plan);
            Ranked { score, priority, steps: steps(overview, score) }
        })
        .filter(|r| !r.steps.is_empty())
        .collect();
    // Stable: equals stay in the framework's order.
    waiting.sort_by_key(|r| std::cmp::Reverse(r.priority.key()));
    let mut done = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        take(0, &mut waiting, &mut done);
    }
    done
}

/// Moves one capability over, those that it rests on first. The framework has no circles; `catalog` refuses them.
fn take<'o, 'a>(at: usize, waiting: &mut Vec<Ranked<'o, 'a>>, done: &mut Vec<Ranked<'o, 'a>>) {
    let taken = waiting.remove(at);
    // What has reached its target holds nothing up, whatever is still open in it.
    let needed = |w: &Ranked<'o, 'a>| {
        w.priority.gap != Some(0) && taken.score.capability.depends_on.contains(&w.score.capability.id)
    };
    while let Some(first) = waiting.iter().position(needed) {
        if let Some(first) = waiting.get_mut(first) {
            first.priority.before.push(taken.score.capability.id.clone());
        }
        take(first, waiting, done);
    }
    done.push(taken);
}

/// What to close: first what the target demands, then the law before practice, then in the framework's order.
fn steps<'o, 'a>(overview: &'o Overview<'a>, score: &'o CapabilityScore<'a>) -> Vec<Step<'o, 'a>> {
    let target = score.target.map(|t| t.value);
    let essential = |w: &Weighed<'a>| {
        let level = overview.framework.scoring.essential_from(&w.question.id)?;
        target.is_some_and(|t| level <= t).then_some(level)
    };
    let open = score.weighed.iter().filter(|w| matches!(w.state, State::NotMet | State::Partly));
    let mut steps: Vec<_> = open.map(|weighed| Step { weighed, essential: essential(weighed) }).collect();
    steps.sort_by_key(|s| (s.essential.unwrap_or(u8::MAX), !s.weighed.question.kind.is_law()));
    steps
}
