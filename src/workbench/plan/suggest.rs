//! Actions that the gaps of an assessment suggest, in the order in which to take them.

use crate::model::id::{CapabilityRef, PlanId};
use crate::model::plan::{Action, ActionStatus, GapRef, Indicator, Plan};
use crate::model::text::Language;
use crate::score::overview::Overview;
use crate::score::priority::{Priority, Ranked, ranked};
use crate::workbench::plan::empty_action;

/// An action that a question suggests.
#[derive(Debug, Clone)]
pub(crate) struct SuggestedAction {
    pub(crate) gap: GapRef,
    pub(crate) capability: CapabilityRef,
    pub(crate) capability_title: String,
    pub(crate) level: Option<u8>,
    pub(crate) target: Option<u8>,
    /// The place of the capability in the order, from 1.
    pub(crate) place: usize,
    pub(crate) priority: Priority,
    pub(crate) question: String,
    pub(crate) kind: &'static str,
    pub(crate) state: &'static str,
    /// The level up to the target that demands the question.
    pub(crate) essential: Option<u8>,
    pub(crate) activity: String,
    /// What *met* takes: what the result is measured by.
    pub(crate) indicator: String,
    pub(crate) verification: Vec<String>,
    /// Capabilities whose actions come first.
    pub(crate) rests_on: Vec<CapabilityRef>,
    /// Actions of the plan that close it already.
    pub(crate) planned: Vec<PlanId>,
}

impl SuggestedAction {
    /// The action as a proposal. Who leads it, its dates and its budget are for people to say.
    pub(super) fn action(&self, plan: &Plan) -> Action {
        let of = |c: &CapabilityRef, g: &GapRef| {
            g.framework == c.framework
                && (g.id == c.capability.as_str() || g.id.starts_with(&format!("{}-", c.capability)))
        };
        let first = |a: &Action| self.rests_on.iter().any(|c| a.closes.iter().any(|g| of(c, g)));
        let after = plan.actions.iter().filter(|(_, a)| a.status != ActionStatus::Dropped && first(a));
        Action {
            activity: self.activity.clone(),
            indicator: Some(Indicator {
                text: self.indicator.clone(),
                baseline: Some(self.state.replace('_', " ")),
                target: Some("met".to_owned()),
                now: None,
                as_of: None,
            }),
            verification: self.verification.clone(),
            after: after.map(|(id, _)| id.clone()).collect(),
            ..empty_action(vec![self.gap.clone()])
        }
    }
}

/// What the gaps suggest. Without `all`, only capabilities below their target, and of these what the target demands; a
/// capability whose demanded questions are all met gives the rest of its questions.
pub(crate) fn suggested(
    overview: &Overview<'_>,
    plan: &Plan,
    language: &Language,
    all: bool,
) -> Vec<SuggestedAction> {
    let order = ranked(overview, plan);
    let mut actions = Vec::new();
    for (at, r) in order.iter().enumerate() {
        if !all && r.priority.gap.unwrap_or(0) == 0 {
            continue;
        }
        let demanded = r.steps.iter().any(|s| s.essential.is_some());
        let wanted = r.steps.iter().filter(|s| all || !demanded || s.essential.is_some());
        actions.extend(wanted.map(|s| {
            let question = s.weighed.question;
            let gap = GapRef { framework: overview.framework.id.clone(), id: question.id.to_string() };
            let planned = plan.closing(&gap).map(|(id, _)| id.clone()).collect();
            SuggestedAction {
                planned,
                gap,
                capability: name(overview, r),
                capability_title: r.score.capability.title.get(language).to_owned(),
                level: r.score.level.map(|l| l.value),
                target: r.score.target.map(|t| t.value),
                place: at + 1,
                priority: r.priority.clone(),
                question: question.text.get(language).to_owned(),
                kind: crate::model::word::Vocabulary::word(question.kind),
                state: s.weighed.state.word(),
                essential: s.essential,
                activity: question.action.get(language).to_owned(),
                indicator: question.met.get(language).to_owned(),
                verification: question.typical_evidence.iter().map(|t| t.get(language).to_owned()).collect(),
                rests_on: rests_on(overview, r, &order),
            }
        }));
    }
    actions
}

fn name(overview: &Overview<'_>, ranked: &Ranked<'_, '_>) -> CapabilityRef {
    CapabilityRef { framework: overview.framework.id.clone(), capability: ranked.score.capability.id.clone() }
}

/// What a capability rests on, as far as it is below its target too.
fn rests_on(
    overview: &Overview<'_>,
    ranked: &Ranked<'_, '_>,
    order: &[Ranked<'_, '_>],
) -> Vec<CapabilityRef> {
    let first = order.iter().filter(|o| {
        o.priority.gap != Some(0) && ranked.score.capability.depends_on.contains(&o.score.capability.id)
    });
    first.map(|o| name(overview, o)).collect()
}
