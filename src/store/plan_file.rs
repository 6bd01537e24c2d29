//! `plan.yaml`: the actions and trainings of one assessment, and how its gaps are weighed.
//!
//! Actions and trainings are keyed by their ids, so that one of them can be changed and every other line stays.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::date::Date;
use crate::model::framework::TrainingFormat;
use crate::model::id::{CapabilityRef, PlanId};
use crate::model::plan::{
    Action, ActionStatus, Budget, GapRef, Grade, Indicator, Plan, PlannedTraining, Weighing,
};
use crate::model::problem::Problem;
use crate::store::faults::Faults;
use crate::store::fields::{Ruled, Word};
use crate::store::{splice, yaml};

/// The national plan of action that an assessment leads to.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Plan of action", inline)]
pub(crate) struct PlanFile {
    /// A title for reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Who adopted the plan, and when, in words. Absent while it is a proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adopted: Option<String>,
    /// How those who assessed the gaps weigh them, by capability, as `mnr/C03`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    weighing: IndexMap<String, WeighingField>,
    /// The actions by id, as `A01`, in the order of the plan.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    actions: IndexMap<String, ActionField>,
    /// Trainings by id. One with an id of `mnr plan suggest` changes that training; any other is the plan's own.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    trainings: IndexMap<String, TrainingField>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// How one gap is weighed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeighingField {
    /// What the gap does to children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    harm: Option<Word<Grade>>,
    /// How well it can be closed with what there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    feasibility: Option<Word<Grade>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionField {
    /// The questions or capabilities whose gap it closes, as `mnr/C03-2`.
    closes: Vec<Ruled<GapRef>>,
    activity: String,
    /// The body that answers for it. A body or a role, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    support: Vec<String>,
    /// A day, a month or a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Ruled<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<Ruled<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    indicator: Option<IndicatorField>,
    /// Where the indicator is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    verification: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    budget: Option<BudgetField>,
    status: Word<ActionStatus>,
    /// Actions that have to be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    after: Vec<Ruled<PlanId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    risk: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// What an action is measured by.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorField {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    baseline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    /// The newest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    now: Option<String>,
    /// The date of the newest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_of: Option<Ruled<Date>>,
}

/// What an action costs, and who pays.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BudgetField {
    /// With its currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// One training. What is not given is as the framework has it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrainingField {
    /// One of the framework's audiences, or another one in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    format: Option<Word<TrainingFormat>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    priority: Option<Word<Grade>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    closes: Vec<Ruled<GapRef>>,
    /// The body that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Ruled<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<Ruled<Date>>,
    status: Word<ActionStatus>,
    /// Actions or trainings that have to be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    after: Vec<Ruled<PlanId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

fn ruled<T: Clone>(all: &[T]) -> Vec<Ruled<T>> {
    all.iter().cloned().map(Ruled).collect()
}

fn plain<T>(all: Vec<Ruled<T>>) -> Vec<T> {
    all.into_iter().map(|r| r.0).collect()
}

impl From<&Weighing> for WeighingField {
    fn from(w: &Weighing) -> Self {
        Self { harm: w.harm.map(Word), feasibility: w.feasibility.map(Word), because: w.because.clone() }
    }
}

impl From<&Action> for ActionField {
    fn from(a: &Action) -> Self {
        let indicator = |i: &Indicator| IndicatorField {
            text: i.text.clone(),
            baseline: i.baseline.clone(),
            target: i.target.clone(),
            now: i.now.clone(),
            as_of: i.as_of.clone().map(Ruled),
        };
        let budget = |b: &Budget| BudgetField { amount: b.amount.clone(), source: b.source.clone() };
        Self {
            closes: ruled(&a.closes),
            activity: a.activity.clone(),
            lead: a.lead.clone(),
            support: a.support.clone(),
            start: a.start.clone().map(Ruled),
            end: a.end.clone().map(Ruled),
            indicator: a.indicator.as_ref().map(indicator),
            verification: a.verification.clone(),
            budget: a.budget.as_ref().map(budget),
            status: Word(a.status),
            after: ruled(&a.after),
            risk: a.risk.clone(),
            note: a.note.clone(),
        }
    }
}

impl From<ActionField> for Action {
    fn from(f: ActionField) -> Self {
        let indicator = |i: IndicatorField| Indicator {
            text: i.text,
            baseline: i.baseline,
            target: i.target,
            now: i.now,
            as_of: i.as_of.map(|d| d.0),
        };
        Self {
            closes: plain(f.closes),
            activity: f.activity,
            lead: f.lead,
            support: f.support,
            start: f.start.map(|d| d.0),
            end: f.end.map(|d| d.0),
            indicator: f.indicator.map(indicator),
            verification: f.verification,
            budget: f.budget.map(|b| Budget { amount: b.amount, source: b.source }),
            status: f.status.0,
            after: plain(f.after),
            risk: f.risk,
            note: f.note,
        }
    }
}

impl From<&PlannedTraining> for TrainingField {
    fn from(t: &PlannedTraining) -> Self {
        Self {
            audience: t.audience.clone(),
            subject: t.subject.clone(),
            format: t.format.map(Word),
            priority: t.priority.map(Word),
            closes: ruled(&t.closes),
            lead: t.lead.clone(),
            start: t.start.clone().map(Ruled),
            end: t.end.clone().map(Ruled),
            status: Word(t.status),
            after: ruled(&t.after),
            note: t.note.clone(),
        }
    }
}

impl From<TrainingField> for PlannedTraining {
    fn from(f: TrainingField) -> Self {
        Self {
            audience: f.audience,
            subject: f.subject,
            format: f.format.map(|w| w.0),
            priority: f.priority.map(|w| w.0),
            closes: plain(f.closes),
            lead: f.lead,
            start: f.start.map(|d| d.0),
            end: f.end.map(|d| d.0),
            status: f.status.0,
            after: plain(f.after),
            note: f.note,
        }
    }
}

impl From<&Plan> for PlanFile {
    fn from(plan: &Plan) -> Self {
        Self {
            title: plan.title.clone(),
            adopted: plan.adopted.clone(),
            weighing: plan.weighing.iter().map(|(c, w)| (c.to_string(), w.into())).collect(),
            actions: plan.actions.iter().map(|(id, a)| (id.to_string(), a.into())).collect(),
            trainings: plan.trainings.iter().map(|(id, t)| (id.to_string(), t.into())).collect(),
            note: plan.note.clone(),
        }
    }
}

/// Reads a plan. `file` is its name for problems.
///
/// # Errors
/// Every fault that keeps the file from being used.
pub(crate) fn read(file: &str, text: &str) -> Result<Plan, Vec<Problem>> {
    let wire: PlanFile = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    let mut plan = Plan { title: wire.title, adopted: wire.adopted, note: wire.note, ..Plan::default() };
    for (name, f) in wire.weighing {
        let path = format!("weighing/{name}");
        if let Some(id) = faults.keep("bad-id", path, name.parse::<CapabilityRef>()) {
            let weighing = Weighing {
                harm: f.harm.map(|w| w.0),
                feasibility: f.feasibility.map(|w| w.0),
                because: f.because,
            };
            plan.weighing.insert(id, weighing);
        }
    }
    for (name, action) in wire.actions {
        let path = format!("actions/{name}");
        if action.closes.is_empty() {
            let hint = "name the questions or capabilities, as `closes: [mnr/C03-2]`".to_owned();
            faults.error("no-gap", &path, format!("the action {name} closes no gap"), Some(hint));
        }
        if action.activity.trim().is_empty() {
            let hint = "say what is done, or take the action out".to_owned();
            faults.error("empty-value", &path, format!("the action {name} says nothing"), Some(hint));
        }
        if let Some(id) = faults.keep("bad-id", &path, PlanId::parse(&name)) {
            plan.actions.push((id, action.into()));
        }
    }
    for (name, training) in wire.trainings {
        let path = format!("trainings/{name}");
        if let Some(id) = faults.keep("bad-id", &path, PlanId::parse(&name)) {
            if plan.action(&id).is_some() {
                let hint = "give one of the two another id".to_owned();
                faults.error("duplicate-id", &path, format!("`{id}` is an action too"), Some(hint));
            }
            plan.trainings.push((id, training.into()));
        }
    }
    if faults.has_errors() { Err(faults.into_problems()) } else { Ok(plan) }
}

/// Writes a plan anew.
pub(crate) fn write(schema: &str, plan: &Plan) -> Result<String, serde_yaml::SerializeError> {
    Ok(yaml::modeline(schema) + &yaml::write(&PlanFile::from(plan))?)
}

/// The text of a file with the differences between two plans put in. Other lines stay as they are, where the layout
/// allows it.
pub(crate) fn edit(
    file: &str,
    schema: &str,
    text: &str,
    old: &Plan,
    new: &Plan,
) -> Result<String, serde_yaml::SerializeError> {
    let (before, after) = (PlanFile::from(old), PlanFile::from(new));
    let mut edited = Some(text.to_owned());
    put("weighing", &before.weighing, &after.weighing, &mut edited)?;
    put("actions", &before.actions, &after.actions, &mut edited)?;
    put("trainings", &before.trainings, &after.trainings, &mut edited)?;
    match edited.filter(|t| read(file, t).is_ok_and(|says| says == *new)) {
        Some(edited) => Ok(edited),
        None => Ok(splice::with_comments(text, &write(schema, new)?)),
    }
}

/// Puts the entries of one map that differ into the text; `None` once the layout does not allow it.
fn put<T: PartialEq + Serialize>(
    parent: &str,
    before: &IndexMap<String, T>,
    after: &IndexMap<String, T>,
    edited: &mut Option<String>,
) -> Result<(), serde_yaml::SerializeError> {
    let gone = before.keys().filter(|k| !after.contains_key(*k)).map(|k| (k, None));
    let changed = after.iter().filter(|(k, v)| before.get(*k) != Some(v)).map(|(k, v)| (k, Some(v)));
    for (key, value) in gone.chain(changed) {
        let block = match value {
            Some(value) => yaml::write(&IndexMap::from([(key, value)]))?,
            None => String::new(),
        };
        *edited = edited.take().and_then(|text| splice::put(&text, parent, key, &[], &block));
    }
    Ok(())
}
