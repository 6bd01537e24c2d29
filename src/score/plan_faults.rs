//! What a plan of action lacks, and where it contradicts itself.

use std::collections::BTreeSet;

use crate::model::date::Date;
use crate::model::framework::{Capability, Framework};
use crate::model::id::{CapabilityId, FrameworkId, PlanId};
use crate::model::plan::{Action, ActionStatus, GapRef, Plan};
use crate::score::overview::Overview;

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlanFault {
    /// An action that no body answers for.
    NoLead(PlanId),
    NoIndicator(PlanId),
    NoDates(PlanId),
    EndsBeforeStart(PlanId),
    /// It begins before what it has to wait for is over.
    TooEarly {
        action: PlanId,
        waits_for: PlanId,
        start: Date,
        end: Date,
    },
    /// It waits for something that is not in the plan, or that was dropped.
    WaitsForNothing {
        action: PlanId,
        waits_for: PlanId,
        dropped: bool,
    },
    /// Actions that wait for each other.
    Circle(Vec<PlanId>),
    /// It closes something that no framework of the assessment has.
    ClosesNothing {
        action: PlanId,
        gap: GapRef,
    },
    /// A capability below its target that no action closes.
    NoAction {
        framework: FrameworkId,
        capability: CapabilityId,
    },
}

impl PlanFault {
    /// The action or training that it is about.
    pub(crate) fn about(&self) -> Option<&PlanId> {
        match self {
            Self::NoLead(id) | Self::NoIndicator(id) | Self::NoDates(id) | Self::EndsBeforeStart(id) => {
                Some(id)
            }
            Self::TooEarly { action, .. }
            | Self::WaitsForNothing { action, .. }
            | Self::ClosesNothing { action, .. } => Some(action),
            Self::Circle(ids) => ids.first(),
            Self::NoAction { .. } => None,
        }
    }
}

/// Whether a framework has a question or a capability of that id.
pub(crate) fn has(framework: &Framework, gap: &GapRef) -> bool {
    framework.id == gap.framework
        && framework
            .capabilities()
            .any(|c| c.id.as_str() == gap.id || c.questions.iter().any(|q| q.id.as_str() == gap.id))
}

/// The actions that were not dropped and close the gap of a capability, or of one of its questions.
pub(crate) fn closing<'p>(
    plan: &'p Plan,
    framework: &FrameworkId,
    capability: &Capability,
) -> impl Iterator<Item = &'p PlanId> {
    let of_it = |g: &GapRef| {
        g.framework == *framework
            && (g.id == capability.id.as_str() || capability.questions.iter().any(|q| q.id.as_str() == g.id))
    };
    let live = plan.actions.iter().filter(|(_, a)| a.status != ActionStatus::Dropped);
    live.filter(move |(_, a)| a.closes.iter().any(of_it)).map(|(id, _)| id)
}

/// Everything to put right, in the order of the plan; gaps without an action last.
pub(crate) fn faults(plan: &Plan, overviews: &[Overview<'_>]) -> Vec<PlanFault> {
    let mut faults = Vec::new();
    for (id, action) in plan.actions.iter().filter(|(_, a)| a.status != ActionStatus::Dropped) {
        if action.lead.is_none() {
            faults.push(PlanFault::NoLead(id.clone()));
        }
        if action.indicator.is_none() {
            faults.push(PlanFault::NoIndicator(id.clone()));
        }
        if action.start.is_none() || action.end.is_none() {
            faults.push(PlanFault::NoDates(id.clone()));
        }
        let unknown = |g: &&GapRef| !overviews.iter().any(|o| has(o.framework, g));
        let unknown = action.closes.iter().filter(unknown);
        faults.extend(unknown.map(|g| PlanFault::ClosesNothing { action: id.clone(), gap: g.clone() }));
        timing(plan, id, action.start.as_ref(), action.end.as_ref(), &action.after, &mut faults);
    }
    for (id, training) in plan.trainings.iter().filter(|(_, t)| t.status != ActionStatus::Dropped) {
        let unknown = |g: &&GapRef| !overviews.iter().any(|o| has(o.framework, g));
        let unknown = training.closes.iter().filter(unknown);
        faults.extend(unknown.map(|g| PlanFault::ClosesNothing { action: id.clone(), gap: g.clone() }));
        timing(plan, id, training.start.as_ref(), training.end.as_ref(), &training.after, &mut faults);
    }
    faults.extend(circles(plan));
    for overview in overviews {
        let framework = &overview.framework.id;
        for score in
            overview.gaps().into_iter().filter(|s| closing(plan, framework, s.capability).next().is_none())
        {
            let capability = score.capability.id.clone();
            faults.push(PlanFault::NoAction { framework: framework.clone(), capability });
        }
    }
    faults
}

/// Dates against each other and against those of what has to be done before.
fn timing(
    plan: &Plan,
    id: &PlanId,
    start: Option<&Date>,
    end: Option<&Date>,
    after: &[PlanId],
    faults: &mut Vec<PlanFault>,
) {
    if let (Some(start), Some(end)) = (start, end)
        && end.last_day() < start.first_day()
    {
        faults.push(PlanFault::EndsBeforeStart(id.clone()));
    }
    for waits_for in after {
        let found = match (plan.action(waits_for), plan.training(waits_for)) {
            (Some(a), _) => Some((a.status, a.end.as_ref())),
            (None, Some(t)) => Some((t.status, t.end.as_ref())),
            (None, None) => None,
        };
        match found {
            None | Some((ActionStatus::Dropped, _)) => faults.push(PlanFault::WaitsForNothing {
                action: id.clone(),
                waits_for: waits_for.clone(),
                dropped: found.is_some(),
            }),
            Some((_, before)) => {
                // A month or a year may hold both days, so only what cannot be is a fault.
                if let (Some(start), Some(before)) = (start, before)
                    && start.last_day() < before.first_day()
                {
                    faults.push(PlanFault::TooEarly {
                        action: id.clone(),
                        waits_for: waits_for.clone(),
                        start: start.clone(),
                        end: before.clone(),
                    });
                }
            }
        }
    }
}

/// Actions that wait for each other, each circle once, from its first action on.
fn circles(plan: &Plan) -> Vec<PlanFault> {
    let mut circles: Vec<PlanFault> = Vec::new();
    let mut seen: BTreeSet<&PlanId> = BTreeSet::new();
    for (id, _) in &plan.actions {
        if seen.contains(id) {
            continue;
        }
        if let Some(circle) = circle(plan, id) {
            seen.extend(plan.actions.iter().map(|(i, _)| i).filter(|i| circle.contains(i)));
            circles.push(PlanFault::Circle(circle));
        }
    }
    circles
}

/// The way from an action back to itself, the shortest there is.
fn circle(plan: &Plan, from: &PlanId) -> Option<Vec<PlanId>> {
    let mut ways: Vec<Vec<PlanId>> = vec![vec![from.clone()]];
    let mut seen: BTreeSet<PlanId> = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let after: &[PlanId] = way.last().and_then(|l| plan.action(l)).map_or(&[], |a: &Action| &a.after);
            for next in after {
                if next == from {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    longer.push(way.iter().cloned().chain([next.clone()]).collect());
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(s: &str) -> PlanId {
        PlanId::parse(s).unwrap()
    }

    fn action(after: &[&str], dates: (&str, &str)) -> Action {
        Action {
            closes: vec!["mnr/C01-1".parse().unwrap()],
            activity: "x".into(),
            lead: Some("Ministry".into()),
            support: Vec::new(),
            start: Date::parse(dates.0).ok(),
            end: Date::parse(dates.1).ok(),
            indicator: Some(crate::model::plan::Indicator {
                text: "x".into(),
                baseline: None,
                target: None,
                now: None,
                as_of: None,
            }),
            verification: Vec::new(),
            budget: None,
            status: ActionStatus::Proposed,
            after: after.iter().map(|a| id(a)).collect(),
            risk: None,
            note: None,
        }
    }

    fn found(actions: &[(&str, Action)]) -> Vec<PlanFault> {
        let actions = actions.iter().map(|(i, a)| (id(i), a.clone())).collect();
        let faults = faults(&Plan { actions, ..Plan::default() }, &[]);
        faults.into_iter().filter(|f| !matches!(f, PlanFault::ClosesNothing { .. })).collect()
    }

    #[test]
    fn dates_contradict_only_where_no_day_could_fit() {
        let first = action(&[], ("2027-01", "2027-06"));
        for (start, end, wrong) in [
            ("2027-01", "2027-12", true),
            ("2027-05-31", "2028", true),
            ("2027", "2028", false),
            ("2027-06", "2028", false),
            ("2027-07-01", "2028", false),
        ] {
            let faults = found(&[("A1", first.clone()), ("A2", action(&["A1"], (start, end)))]);
            assert_eq!(faults.iter().any(|f| matches!(f, PlanFault::TooEarly { .. })), wrong, "{start}");
        }
        assert_eq!(found(&[("A1", action(&[], ("2028", "2027")))]), [PlanFault::EndsBeforeStart(id("A1"))]);
    }

    #[test]
    fn what_is_missing_is_told() {
        let mut bare = action(&["A9"], ("", ""));
        (bare.lead, bare.indicator) = (None, None);
        let dropped = Action { status: ActionStatus::Dropped, ..bare.clone() };
        let waits = PlanFault::WaitsForNothing { action: id("A1"), waits_for: id("A9"), dropped: false };
        let expected = [
            PlanFault::NoLead(id("A1")),
            PlanFault::NoIndicator(id("A1")),
            PlanFault::NoDates(id("A1")),
            waits,
        ];
        assert_eq!(found(&[("A1", bare), ("A2", dropped)]), expected);
    }

    #[test]
    fn a_circle_is_told_once() {
        let years = ("2027", "2027");
        let ring = [
            ("A1", action(&["A3"], years)),
            ("A2", action(&["A1"], years)),
            ("A3", action(&["A2"], years)),
            ("A4", action(&["A1"], years)),
        ];
        assert_eq!(found(&ring), [PlanFault::Circle(vec![id("A1"), id("A3"), id("A2")])]);
    }
}
