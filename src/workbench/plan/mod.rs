//! The plan of action: what gaps suggest, adding and changing actions and trainings, weighing gaps.

mod check;
mod suggest;

use std::time::Duration;

use crate::model::date::Date;
use crate::model::framework::{Framework, TrainingFormat};
use crate::model::id::{AssessmentId, CapabilityRef, PlanId};
use crate::model::plan::{
    Action, ActionStatus, Budget, GapRef, Grade, Indicator, Plan, PlannedTraining, Weighing,
};
use crate::score::training;
use crate::workbench::answering::Change;
use crate::workbench::error::WorkbenchError;
use crate::workbench::naming;
use crate::workbench::open::Workbench;

pub(crate) use check::{hint, sentence};
pub(crate) use suggest::{SuggestedAction, suggested};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// What to change in an action or a training. Lists are given whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct EntryChange {
    pub(crate) closes: Option<Vec<String>>,
    /// Of an action.
    pub(crate) activity: Option<String>,
    pub(crate) lead: Change<String>,
    pub(crate) support: Option<Vec<String>>,
    pub(crate) start: Change<Date>,
    pub(crate) end: Change<Date>,
    pub(crate) indicator: Change<String>,
    pub(crate) baseline: Change<String>,
    pub(crate) target: Change<String>,
    pub(crate) now: Change<String>,
    pub(crate) as_of: Change<Date>,
    pub(crate) verification: Option<Vec<String>>,
    pub(crate) amount: Change<String>,
    pub(crate) source: Change<String>,
    pub(crate) status: Option<ActionStatus>,
    /// What the status was when the change was made up; another one in the file is somebody else's.
    pub(crate) status_was: Option<ActionStatus>,
    pub(crate) after: Option<Vec<PlanId>>,
    pub(crate) risk: Change<String>,
    pub(crate) note: Change<String>,
    /// Of a training, as all below.
    pub(crate) audience: Change<String>,
    pub(crate) subject: Change<String>,
    pub(crate) format: Option<TrainingFormat>,
    pub(crate) priority: Option<Grade>,
}

impl EntryChange {
    /// Whether it says something that only an action has.
    fn is_of_action(&self) -> bool {
        let texts = [&self.indicator, &self.baseline, &self.target, &self.now, &self.amount, &self.source];
        self.activity.is_some()
            || self.support.is_some()
            || self.verification.is_some()
            || self.as_of != Change::Keep
            || self.risk != Change::Keep
            || texts.into_iter().any(|t| *t != Change::Keep)
    }

    /// Whether it says something that only a training has.
    fn is_of_training(&self) -> bool {
        self.audience != Change::Keep
            || self.subject != Change::Keep
            || self.format.is_some()
            || self.priority.is_some()
    }
}

/// What is added to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Action,
    Training,
}

impl Workbench {
    /// The plan of an assessment; an empty one when there is none yet.
    pub(crate) fn plan(&self, id: &AssessmentId) -> Result<Plan, WorkbenchError> {
        let damaged = |problems| WorkbenchError::Damaged { what: format!("the plan of `{id}`"), problems };
        Ok(self.workspace.plan(id).map_err(damaged)?.unwrap_or_default())
    }

    /// Adds an action or a training, and gives its id.
    ///
    /// # Errors
    /// A gap or an entry that is not there; an action that says nothing or closes nothing.
    pub(crate) fn plan_add(
        &self,
        id: &AssessmentId,
        kind: Kind,
        change: EntryChange,
    ) -> Result<PlanId, WorkbenchError> {
        fits(&change, kind)?;
        let closes = self.gaps_named(id, change.closes.as_deref().unwrap_or_default())?;
        if kind == Kind::Action && (closes.is_empty() || change.activity.is_none()) {
            return Err(WorkbenchError::EmptyEntry { kind: "an action", needs: "--closes and --activity" });
        }
        if kind == Kind::Training && (change.audience == Change::Keep || change.subject == Change::Keep) {
            return Err(WorkbenchError::EmptyEntry { kind: "a training", needs: "--audience and --subject" });
        }
        self.workspace.change_plan(id, PATIENCE, |plan| {
            present(plan, change.after.as_deref().unwrap_or_default())?;
            match kind {
                Kind::Action => {
                    let new = PlanId::parse(&plan.next_id())?;
                    let mut action = empty_action(closes);
                    change_action(&mut action, change);
                    plan.actions.push((new.clone(), action));
                    Ok(new)
                }
                Kind::Training => {
                    let free = (1..=plan.trainings.len() + 1)
                        .map(|n| format!("T{n:02}"))
                        .find(|id| !plan.trainings.iter().any(|(i, _)| i.as_str().eq_ignore_ascii_case(id)));
                    let new = PlanId::parse(&free.unwrap_or_default())?;
                    let mut training = empty_training(closes);
                    change_training(&mut training, change);
                    plan.trainings.push((new.clone(), training));
                    Ok(new)
                }
            }
        })
    }

    /// Changes an action or a training. A training that the framework suggests becomes part of the plan by it.
    ///
    /// # Errors
    /// An entry or a gap that is not there; a field that the entry has not.
    pub(crate) fn plan_edit(
        &self,
        id: &AssessmentId,
        entry: &str,
        mut change: EntryChange,
    ) -> Result<(PlanId, Kind), WorkbenchError> {
        let closes = change.closes.take().map(|names| self.gaps_named(id, &names)).transpose()?;
        let suggested = self.training_ids(id)?;
        self.workspace.change_plan(id, PATIENCE, |plan| {
            let (entry, kind) = named(plan, entry, &suggested)?;
            fits(&change, kind)?;
            let now = match kind {
                Kind::Action => plan.action(&entry).map(|a| a.status),
                Kind::Training => plan.training(&entry).map(|t| t.status),
            };
            if let (Some(was), Some(now)) = (change.status_was, now)
                && was != now
            {
                return Err(WorkbenchError::PlanChanged { entry, now });
            }
            present(plan, change.after.as_deref().unwrap_or_default())?;
            match kind {
                Kind::Action => {
                    if let Some((_, action)) = plan.actions.iter_mut().find(|(i, _)| *i == entry) {
                        if let Some(closes) = closes {
                            if closes.is_empty() {
                                let needs = "at least one --closes";
                                return Err(WorkbenchError::EmptyEntry { kind: "an action", needs });
                            }
                            action.closes = closes;
                        }
                        change_action(action, change);
                    }
                }
                Kind::Training => {
                    if plan.training(&entry).is_none() {
                        plan.trainings.push((entry.clone(), empty_training(Vec::new())));
                    }
                    if let Some((_, training)) = plan.trainings.iter_mut().find(|(i, _)| *i == entry) {
                        if let Some(closes) = closes {
                            training.closes = closes;
                        }
                        change_training(training, change);
                    }
                }
            }
            Ok((entry, kind))
        })
    }

    /// Grades a gap: what it does to children, and how well it can be closed.
    ///
    /// # Errors
    /// A capability that is not there.
    pub(crate) fn weigh(
        &self,
        id: &AssessmentId,
        capability: &str,
        harm: Option<Grade>,
        feasibility: Option<Grade>,
        because: Change<String>,
    ) -> Result<CapabilityRef, WorkbenchError> {
        let assessment = self.assessment(id)?;
        let frameworks = self.frameworks_of(&assessment)?;
        let frameworks: Vec<&Framework> = frameworks.iter().collect();
        let (framework, capability) = naming::capability(capability, &frameworks)?;
        let name = CapabilityRef { framework: framework.id.clone(), capability };
        self.workspace.change_plan(id, PATIENCE, |plan| {
            let weighing: &mut Weighing = plan.weighing.entry(name.clone()).or_default();
            weighing.harm = harm.or(weighing.harm);
            weighing.feasibility = feasibility.or(weighing.feasibility);
            because.apply(&mut weighing.because);
            Ok(name)
        })
    }

    /// Puts suggested actions into the plan, each as a proposal. Gives their ids.
    pub(crate) fn plan_take(
        &self,
        id: &AssessmentId,
        actions: &[SuggestedAction],
    ) -> Result<Vec<PlanId>, WorkbenchError> {
        self.workspace.change_plan(id, PATIENCE, |plan| {
            let mut ids = Vec::new();
            for suggested in actions {
                // Somebody may have closed it since it was suggested.
                if plan.closing(&suggested.gap).next().is_some() {
                    continue;
                }
                let new = PlanId::parse(&plan.next_id())?;
                plan.actions.push((new.clone(), suggested.action(plan)));
                ids.push(new);
            }
            Ok(ids)
        })
    }

    /// The questions or capabilities that names mean.
    fn gaps_named(&self, id: &AssessmentId, names: &[String]) -> Result<Vec<GapRef>, WorkbenchError> {
        let assessment = self.assessment(id)?;
        let frameworks = self.frameworks_of(&assessment)?;
        let all: Vec<&Framework> = frameworks.iter().collect();
        let one = |name: &String| match naming::question(name, &all) {
            Ok((f, question)) => Ok(GapRef { framework: f.id.clone(), id: question.to_string() }),
            // A capability as a whole; if it is none either, the question was meant.
            Err(error) => naming::capability(name, &all)
                .map(|(f, c)| GapRef { framework: f.id.clone(), id: c.to_string() })
                .map_err(|_| error),
        };
        names.iter().map(one).collect()
    }

    /// The ids of all trainings of the frameworks of an assessment.
    fn training_ids(&self, id: &AssessmentId) -> Result<Vec<String>, WorkbenchError> {
        let assessment = self.assessment(id)?;
        let frameworks = self.frameworks_of(&assessment)?;
        let ids = frameworks.iter().flat_map(Framework::capabilities);
        Ok(ids.flat_map(|c| training::named(c).map(|(id, _)| id).collect::<Vec<_>>()).collect())
    }
}

/// Refuses fields that belong to the other kind.
fn fits(change: &EntryChange, kind: Kind) -> Result<(), WorkbenchError> {
    match kind {
        Kind::Action if change.is_of_training() => Err(WorkbenchError::NotOfEntry {
            kind: "an action",
            fields: "audience, subject, format and priority",
        }),
        Kind::Training if change.is_of_action() => Err(WorkbenchError::NotOfEntry {
            kind: "a training",
            fields: "activity, support, indicator, verification, budget and risk",
        }),
        _ => Ok(()),
    }
}

/// The entry that a name means: of the plan, or a training that the framework has.
fn named(plan: &Plan, name: &str, suggested: &[String]) -> Result<(PlanId, Kind), WorkbenchError> {
    let same = |id: &PlanId| id.as_str().eq_ignore_ascii_case(name);
    if let Some((id, _)) = plan.actions.iter().find(|(id, _)| same(id)) {
        return Ok((id.clone(), Kind::Action));
    }
    if let Some((id, _)) = plan.trainings.iter().find(|(id, _)| same(id)) {
        return Ok((id.clone(), Kind::Training));
    }
    if let Some(id) = suggested.iter().find(|id| id.eq_ignore_ascii_case(name)) {
        return Ok((PlanId::parse(id)?, Kind::Training));
    }
    let actions = plan.actions.iter().map(|(id, _)| id.to_string());
    let known: Vec<String> = actions.chain(plan.trainings.iter().map(|(id, _)| id.to_string())).collect();
    Err(naming::unknown("action or training", name, &known))
}

/// Refuses to wait for what is not in the plan.
fn present(plan: &Plan, after: &[PlanId]) -> Result<(), WorkbenchError> {
    let there = |id: &PlanId| plan.action(id).is_some() || plan.training(id).is_some();
    match after.iter().find(|id| !there(id)) {
        Some(missing) => {
            let known: Vec<String> = plan.actions.iter().map(|(id, _)| id.to_string()).collect();
            Err(naming::unknown("action", missing.as_str(), &known))
        }
        None => Ok(()),
    }
}

fn empty_action(closes: Vec<GapRef>) -> Action {
    Action {
        closes,
        activity: String::new(),
        lead: None,
        support: Vec::new(),
        start: None,
        end: None,
        indicator: None,
        verification: Vec::new(),
        budget: None,
        status: ActionStatus::Proposed,
        after: Vec::new(),
        risk: None,
        note: None,
    }
}

fn empty_training(closes: Vec<GapRef>) -> PlannedTraining {
    PlannedTraining {
        audience: None,
        subject: None,
        format: None,
        priority: None,
        closes,
        lead: None,
        start: None,
        end: None,
        status: ActionStatus::Proposed,
        after: Vec::new(),
        note: None,
    }
}

fn change_action(action: &mut Action, change: EntryChange) {
    if let Some(activity) = change.activity {
        action.activity = activity;
    }
    change.lead.apply(&mut action.lead);
    action.support = change.support.unwrap_or(std::mem::take(&mut action.support));
    change.start.apply(&mut action.start);
    change.end.apply(&mut action.end);
    action.verification = change.verification.unwrap_or(std::mem::take(&mut action.verification));
    action.status = change.status.unwrap_or(action.status);
    action.after = change.after.unwrap_or(std::mem::take(&mut action.after));
    change.risk.apply(&mut action.risk);
    change.note.apply(&mut action.note);
    let mut text = action.indicator.as_ref().map(|i| i.text.clone());
    change.indicator.apply(&mut text);
    action.indicator = text.map(|text| {
        let old = action.indicator.take();
        let mut new = Indicator { text, baseline: None, target: None, now: None, as_of: None };
        if let Some(old) = old {
            new = Indicator { text: new.text, ..old };
        }
        change.baseline.apply(&mut new.baseline);
        change.target.apply(&mut new.target);
        change.now.apply(&mut new.now);
        change.as_of.apply(&mut new.as_of);
        new
    });
    let mut budget = action.budget.take().unwrap_or_default();
    change.amount.apply(&mut budget.amount);
    change.source.apply(&mut budget.source);
    action.budget = (budget != Budget::default()).then_some(budget);
}

fn change_training(training: &mut PlannedTraining, change: EntryChange) {
    change.audience.apply(&mut training.audience);
    change.subject.apply(&mut training.subject);
    training.format = change.format.or(training.format);
    training.priority = change.priority.or(training.priority);
    change.lead.apply(&mut training.lead);
    change.start.apply(&mut training.start);
    change.end.apply(&mut training.end);
    training.status = change.status.unwrap_or(training.status);
    training.after = change.after.unwrap_or(std::mem::take(&mut training.after));
    change.note.apply(&mut training.note);
}
