//! What a template sees of the plan of action: its actions with the gaps they close, and the order of the gaps.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::date::Date;
use crate::model::id::PlanId;
use crate::model::plan::{Action, ActionStatus, GapRef, Plan};
use crate::model::word::Vocabulary;
use crate::report::context::Material;
use crate::report::findings::Builder;
use crate::report::view::LinkView;
use crate::score::plan_faults::{PlanFault, closing, faults};
use crate::score::priority::{Ranked, Step, ranked};

/// The plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PlanView<'a> {
    pub(crate) title: Option<&'a str>,
    pub(crate) adopted: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    /// Actions that were not dropped, in the order of the plan.
    pub(crate) actions: Vec<ActionView<'a>>,
    pub(crate) dropped: Vec<ActionView<'a>>,
    /// The capabilities with something to close, in the order in which to close them.
    pub(crate) order: Vec<RankedView<'a>>,
    /// What the plan lacks, and where it contradicts itself.
    pub(crate) faults: Vec<FaultView>,
    /// The years that the actions run over, for a timeline.
    pub(crate) years: Vec<u16>,
}

/// An action.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ActionView<'a> {
    pub(crate) id: &'a str,
    pub(crate) activity: &'a str,
    pub(crate) lead: Option<&'a str>,
    pub(crate) support: &'a [String],
    pub(crate) start: Option<&'a str>,
    pub(crate) end: Option<&'a str>,
    /// Of `plan.years`, those in which it runs.
    pub(crate) runs: Vec<u16>,
    pub(crate) indicator: Option<IndicatorView<'a>>,
    pub(crate) verification: &'a [String],
    pub(crate) budget: Option<BudgetView<'a>>,
    pub(crate) status: &'static str,
    pub(crate) after: Vec<AfterView<'a>>,
    pub(crate) risk: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) closes: Vec<ClosedView<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct IndicatorView<'a> {
    pub(crate) text: &'a str,
    pub(crate) baseline: Option<&'a str>,
    pub(crate) target: Option<&'a str>,
    pub(crate) now: Option<&'a str>,
    pub(crate) as_of: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BudgetView<'a> {
    pub(crate) amount: Option<&'a str>,
    pub(crate) source: Option<&'a str>,
}

/// What an action waits for.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AfterView<'a> {
    pub(crate) id: &'a str,
    /// What it is; `None` when it is not in the plan.
    pub(crate) activity: Option<&'a str>,
}

/// A gap that an action closes: a question, or a capability as a whole.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ClosedView<'a> {
    /// As `mnr/C03-2`.
    pub(crate) id: String,
    /// The question, or the title of the capability. `None` when no framework of the assessment has it.
    pub(crate) text: Option<&'a str>,
    /// The capability, as `C03`.
    pub(crate) capability: Option<&'a str>,
    pub(crate) capability_title: Option<&'a str>,
    /// State of the question; `None` for a capability.
    pub(crate) state: Option<&'static str>,
    pub(crate) level: Option<u8>,
    pub(crate) target: Option<u8>,
    pub(crate) because: Option<&'a str>,
    pub(crate) evidence: Vec<LinkView<'a>>,
}

/// A capability in its place.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RankedView<'a> {
    pub(crate) framework: &'a str,
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) level: Option<u8>,
    pub(crate) target: Option<u8>,
    pub(crate) gap: Option<u8>,
    pub(crate) harm: Option<&'static str>,
    pub(crate) harm_counts: Option<u8>,
    pub(crate) feasibility: Option<&'static str>,
    pub(crate) feasibility_counts: Option<u8>,
    /// Harm × gap.
    pub(crate) product: Option<u16>,
    /// Capabilities that rest on it.
    pub(crate) before: Vec<&'a str>,
    pub(crate) because: Option<String>,
    /// Ids of the actions of the plan that close it, or one of its questions.
    pub(crate) actions: Vec<String>,
    pub(crate) steps: Vec<StepView<'a>>,
}

/// A question to close.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepView<'a> {
    pub(crate) id: &'a str,
    pub(crate) text: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) state: &'static str,
    /// The level up to the target that demands it.
    pub(crate) essential: Option<u8>,
    /// What to consider.
    pub(crate) action: &'a str,
    /// Ids of the actions of the plan that close it.
    pub(crate) actions: Vec<String>,
}

/// Something to put right in the plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FaultView {
    /// `no_lead`, `no_indicator`, `no_dates`, `ends_before_start`, `too_early`, `waits_for_nothing`, `circle`,
    /// `closes_nothing` or `no_action`.
    pub(crate) code: &'static str,
    /// The action, or the capability that has none.
    pub(crate) about: String,
    /// What it contradicts: another action, a gap, a circle.
    pub(crate) other: Option<String>,
}

/// Builds the view of the plan.
pub(crate) fn plan<'a>(material: &Material<'a>, builders: &[Builder<'a, '_>]) -> PlanView<'a> {
    let plan = material.plan;
    let years = years(plan);
    let of = |wanted: fn(ActionStatus) -> bool| {
        let actions = plan.actions.iter().filter(|(_, a)| wanted(a.status));
        actions.map(|(id, a)| action(id, a, plan, &years, builders)).collect::<Vec<_>>()
    };
    PlanView {
        title: plan.title.as_deref(),
        adopted: plan.adopted.as_deref(),
        note: plan.note.as_deref(),
        actions: of(|s| s != ActionStatus::Dropped),
        dropped: of(|s| s == ActionStatus::Dropped),
        order: builders.iter().flat_map(|b| order(b, plan)).collect(),
        faults: faults(plan, material.overviews).iter().map(fault).collect(),
        years,
    }
}

/// Every year in which an action runs, at most twenty.
fn years(plan: &Plan) -> Vec<u16> {
    let actions = plan.actions.iter().map(|(_, a)| a).filter(|a| a.status != ActionStatus::Dropped);
    let years = actions.flat_map(|a| [&a.start, &a.end]).flatten().filter_map(Date::year);
    let (first, last) = (years.clone().min(), years.max());
    first.zip(last).map(|(first, last)| (first..=last).take(20).collect()).unwrap_or_default()
}

fn action<'a>(
    id: &'a PlanId,
    a: &'a Action,
    plan: &'a Plan,
    years: &[u16],
    builders: &[Builder<'a, '_>],
) -> ActionView<'a> {
    let year = |d: &Option<Date>| d.as_ref().and_then(Date::year);
    let (from, to) = (year(&a.start).or(year(&a.end)), year(&a.end).or(year(&a.start)));
    let runs = |y: &&u16| from.is_some_and(|f| **y >= f) && to.is_some_and(|t| **y <= t);
    let after = |id: &'a PlanId| AfterView {
        id: id.as_str(),
        activity: plan
            .action(id)
            .map(|a| a.activity.as_str())
            .or_else(|| plan.training(id).and_then(|t| t.subject.as_deref())),
    };
    ActionView {
        id: id.as_str(),
        activity: &a.activity,
        lead: a.lead.as_deref(),
        support: &a.support,
        start: a.start.as_ref().map(Date::as_str),
        end: a.end.as_ref().map(Date::as_str),
        runs: years.iter().filter(runs).copied().collect(),
        indicator: a.indicator.as_ref().map(|i| IndicatorView {
            text: &i.text,
            baseline: i.baseline.as_deref(),
            target: i.target.as_deref(),
            now: i.now.as_deref(),
            as_of: i.as_of.as_ref().map(Date::as_str),
        }),
        verification: &a.verification,
        budget: a
            .budget
            .as_ref()
            .map(|b| BudgetView { amount: b.amount.as_deref(), source: b.source.as_deref() }),
        status: a.status.word(),
        after: a.after.iter().map(after).collect(),
        risk: a.risk.as_deref(),
        note: a.note.as_deref(),
        closes: a.closes.iter().map(|gap| closed(gap, builders)).collect(),
    }
}

/// What is known of a gap that somebody named.
pub(super) fn closed<'a>(gap: &GapRef, builders: &[Builder<'a, '_>]) -> ClosedView<'a> {
    let mut view = ClosedView {
        id: gap.to_string(),
        text: None,
        capability: None,
        capability_title: None,
        state: None,
        level: None,
        target: None,
        because: None,
        evidence: Vec::new(),
    };
    let Some(builder) = builders.iter().find(|b| b.framework.id == gap.framework) else { return view };
    for score in builder.overview.capabilities() {
        let weighed = score.weighed.iter().find(|w| w.question.id.as_str() == gap.id);
        if score.capability.id.as_str() != gap.id && weighed.is_none() {
            continue;
        }
        let title = score.capability.title.get(builder.language);
        view.capability = Some(score.capability.id.as_str());
        view.capability_title = Some(title);
        view.level = score.level.map(|l| l.value);
        view.target = score.target.map(|t| t.value);
        view.text = Some(weighed.map_or(title, |w| w.question.text.get(builder.language)));
        view.state = weighed.map(|w| w.state.word());
        let answer = weighed.and_then(|w| w.answer);
        view.because = answer.and_then(|a| a.because.as_deref());
        view.evidence = answer.map(|a| builder.links(a)).unwrap_or_default();
        break;
    }
    view
}

fn order<'a>(builder: &Builder<'a, '_>, plan: &Plan) -> Vec<RankedView<'a>> {
    ranked(builder.overview, plan).iter().map(|r| one_ranked(builder, plan, r)).collect()
}

fn one_ranked<'a>(builder: &Builder<'a, '_>, plan: &Plan, ranked: &Ranked<'_, 'a>) -> RankedView<'a> {
    let (score, p) = (ranked.score, &ranked.priority);
    let capability = score.capability;
    let name =
        |id: &crate::model::id::CapabilityId| builder.framework.capability(id).map_or("", |c| c.id.as_str());
    let weighing = plan
        .weighing
        .iter()
        .find(|(c, _)| c.framework == builder.framework.id && c.capability == capability.id);
    RankedView {
        framework: builder.framework.id.as_str(),
        id: capability.id.as_str(),
        title: capability.title.get(builder.language),
        level: score.level.map(|l| l.value),
        target: score.target.map(|t| t.value),
        gap: p.gap,
        harm: p.harm.map(Vocabulary::word),
        harm_counts: p.harm_counts,
        feasibility: p.feasibility.map(Vocabulary::word),
        feasibility_counts: p.feasibility_counts,
        product: p.product(),
        before: p.before.iter().map(name).collect(),
        because: weighing.and_then(|(_, w)| w.because.clone()),
        actions: closing(plan, &builder.framework.id, capability).map(ToString::to_string).collect(),
        steps: ranked.steps.iter().map(|s| step(builder, plan, s)).collect(),
    }
}

fn step<'a>(builder: &Builder<'a, '_>, plan: &Plan, step: &Step<'_, 'a>) -> StepView<'a> {
    let question = step.weighed.question;
    let gap = GapRef { framework: builder.framework.id.clone(), id: question.id.to_string() };
    let closing = plan.closing(&gap).filter(|(_, a)| a.status != ActionStatus::Dropped);
    StepView {
        id: question.id.as_str(),
        text: question.text.get(builder.language),
        kind: question.kind.word(),
        state: step.weighed.state.word(),
        essential: step.essential,
        action: question.action.get(builder.language),
        actions: closing.map(|(id, _)| id.to_string()).collect(),
    }
}

fn fault(fault: &PlanFault) -> FaultView {
    let about = fault.about().map(ToString::to_string).unwrap_or_default();
    let (code, about, other) = match fault {
        PlanFault::NoLead(_) => ("no_lead", about, None),
        PlanFault::NoIndicator(_) => ("no_indicator", about, None),
        PlanFault::NoDates(_) => ("no_dates", about, None),
        PlanFault::EndsBeforeStart(_) => ("ends_before_start", about, None),
        PlanFault::TooEarly { waits_for, .. } => ("too_early", about, Some(waits_for.to_string())),
        PlanFault::WaitsForNothing { waits_for, .. } => {
            ("waits_for_nothing", about, Some(waits_for.to_string()))
        }
        PlanFault::Circle(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            ("circle", about, Some(ids.join(" → ")))
        }
        PlanFault::ClosesNothing { gap, .. } => ("closes_nothing", about, Some(gap.to_string())),
        PlanFault::NoAction { framework, capability } => {
            ("no_action", format!("{framework}/{capability}"), None)
        }
    };
    FaultView { code, about, other }
}
