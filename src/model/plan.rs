//! The national plan of action that a baseline leads to: actions, trainings, and how gaps are weighed.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::model::date::Date;
use crate::model::framework::TrainingFormat;
use crate::model::id::{CapabilityRef, FrameworkId, IdError, PlanId};
use crate::model::word::words;

words! {
    /// How far an action or a training has come.
    ActionStatus {
        Proposed = "proposed",
        /// Those who lead it have agreed to it.
        Agreed = "agreed",
        UnderWay = "under_way",
        Done = "done",
        /// Given up; it stays in the file with its reason.
        Dropped = "dropped",
    }
}

words! {
    /// How much of something there is, as a person judges it.
    Grade { High = "high", Medium = "medium", Low = "low" }
}

/// A question or a capability with its framework, as `mnr/C03-2` or `mnr/C03`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct GapRef {
    pub(crate) framework: FrameworkId,
    /// The id of a question or of a capability.
    pub(crate) id: String,
}

impl FromStr for GapRef {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        // Both kinds of ids follow one rule.
        let CapabilityRef { framework, capability } = s.parse()?;
        Ok(Self { framework, id: capability.as_str().to_owned() })
    }
}

impl fmt::Display for GapRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.framework, self.id))
    }
}

/// How a gap is weighed by those who assessed it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Weighing {
    /// What the gap does to children.
    pub(crate) harm: Option<Grade>,
    /// How well it can be closed with what there is.
    pub(crate) feasibility: Option<Grade>,
    pub(crate) because: Option<String>,
}

/// What an action is measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Indicator {
    pub(crate) text: String,
    pub(crate) baseline: Option<String>,
    pub(crate) target: Option<String>,
    /// The newest value, and its date.
    pub(crate) now: Option<String>,
    pub(crate) as_of: Option<Date>,
}

/// What an action costs, and who pays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Budget {
    /// With its currency, as it is written in the budget.
    pub(crate) amount: Option<String>,
    pub(crate) source: Option<String>,
}

/// One action of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Action {
    /// Questions or capabilities whose gap it closes; at least one.
    pub(crate) closes: Vec<GapRef>,
    pub(crate) activity: String,
    /// The body that answers for it.
    pub(crate) lead: Option<String>,
    pub(crate) support: Vec<String>,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    pub(crate) indicator: Option<Indicator>,
    pub(crate) verification: Vec<String>,
    pub(crate) budget: Option<Budget>,
    pub(crate) status: ActionStatus,
    /// Actions that have to be done before.
    pub(crate) after: Vec<PlanId>,
    pub(crate) risk: Option<String>,
    pub(crate) note: Option<String>,
}

/// One training of the plan. Fields that are none are as the framework has them, where the training is one of its.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlannedTraining {
    pub(crate) audience: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) format: Option<TrainingFormat>,
    pub(crate) priority: Option<Grade>,
    pub(crate) closes: Vec<GapRef>,
    pub(crate) lead: Option<String>,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    pub(crate) status: ActionStatus,
    /// Actions or trainings that have to be done before.
    pub(crate) after: Vec<PlanId>,
    pub(crate) note: Option<String>,
}

/// The plan of one assessment. An assessment without one has an empty plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) title: Option<String>,
    /// Who adopted it, and when, in words.
    pub(crate) adopted: Option<String>,
    pub(crate) weighing: BTreeMap<CapabilityRef, Weighing>,
    /// In the order of the file.
    pub(crate) actions: Vec<(PlanId, Action)>,
    pub(crate) trainings: Vec<(PlanId, PlannedTraining)>,
    pub(crate) note: Option<String>,
}

impl Plan {
    pub(crate) fn action(&self, id: &PlanId) -> Option<&Action> {
        self.actions.iter().find(|(i, _)| i == id).map(|(_, a)| a)
    }

    pub(crate) fn training(&self, id: &PlanId) -> Option<&PlannedTraining> {
        self.trainings.iter().find(|(i, _)| i == id).map(|(_, t)| t)
    }

    /// The actions that close the gap of a question or a capability, given up or not.
    pub(crate) fn closing<'a>(&'a self, gap: &'a GapRef) -> impl Iterator<Item = &'a (PlanId, Action)> {
        self.actions.iter().filter(move |(_, a)| a.closes.contains(gap))
    }

    /// The next free id, as `A07`.
    pub(crate) fn next_id(&self) -> String {
        let taken = |n: &usize| {
            let id = format!("A{n:02}");
            self.actions.iter().any(|(i, _)| i.as_str().eq_ignore_ascii_case(&id))
        };
        let free = (1..=self.actions.len() + 1).find(|n| !taken(n)).unwrap_or(1);
        format!("A{free:02}")
    }
}
