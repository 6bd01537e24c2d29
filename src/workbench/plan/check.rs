//! The faults of a plan, as `mnr check` tells them.

use crate::model::framework::Framework;
use crate::model::id::AssessmentId;
use crate::model::problem::Problem;
use crate::score::overview::Overview;
use crate::score::plan_faults::{PlanFault, faults};
use crate::store::faults::Faults;
use crate::store::workspace::Workspace;
use crate::workbench::check_assessment::{hidden, person};
use crate::workbench::open::Workbench;

impl Workbench {
    /// What the plan of an assessment lacks, and where it contradicts itself. Nothing without a plan.
    pub(in crate::workbench) fn check_plan(
        &self,
        id: &AssessmentId,
        overviews: &[Overview<'_>],
    ) -> Vec<Problem> {
        let plan = match self.workspace.plan(id) {
            Ok(Some(plan)) => plan,
            Ok(None) => return Vec::new(),
            Err(problems) => return problems,
        };
        let name = Workspace::plan_name(id);
        let text = self.workspace.text(&name).ok().flatten().unwrap_or_default();
        let mut found = Faults::new(&name, &text);
        for fault in faults(&plan, overviews) {
            let about = fault.about();
            let path = about.map_or(String::new(), |id| {
                let map = if plan.action(id).is_some() { "actions" } else { "trainings" };
                format!("{map}/{id}")
            });
            found.warning(code(&fault), path, sentence(&fault), Some(hint(&fault).to_owned()));
        }
        for name in plan.weighing.keys() {
            let known = |f: &Framework| f.id == name.framework && f.capability(&name.capability).is_some();
            if !overviews.iter().any(|o| known(o.framework)) {
                let message = format!("no framework of the assessment has the capability `{name}`");
                let hint = "take the line out, or put its id right".to_owned();
                found.warning("unknown-capability", format!("weighing/{name}"), message, Some(hint));
            }
        }
        for (id, action) in &plan.actions {
            let path = format!("actions/{id}");
            let texts = [Some(action.activity.as_str()), action.lead.as_deref(), action.note.as_deref()];
            texts.into_iter().flatten().for_each(|text| {
                person(text, &path, &mut found);
                hidden(text, &path, &mut found);
            });
        }
        found.into_problems()
    }
}

fn code(fault: &PlanFault) -> &'static str {
    match fault {
        PlanFault::NoLead(_) => "no-lead",
        PlanFault::NoIndicator(_) => "no-indicator",
        PlanFault::NoDates(_) => "no-dates",
        PlanFault::EndsBeforeStart(_) => "dates",
        PlanFault::TooEarly { .. } => "too-early",
        PlanFault::WaitsForNothing { .. } => "waits-for-nothing",
        PlanFault::Circle(_) => "circle",
        PlanFault::ClosesNothing { .. } => "unknown-gap",
        PlanFault::NoAction { .. } => "gap-without-action",
    }
}

/// A fault in one sentence.
pub(crate) fn sentence(fault: &PlanFault) -> String {
    match fault {
        PlanFault::NoLead(id) => format!("no body answers for {id}"),
        PlanFault::NoIndicator(id) => format!("nothing says how the result of {id} is measured"),
        PlanFault::NoDates(id) => format!("{id} has no beginning or no end"),
        PlanFault::EndsBeforeStart(id) => format!("{id} ends before it begins"),
        PlanFault::TooEarly { action, waits_for, start, end } => {
            format!("{action} begins {start} and waits for {waits_for}, which ends {end}")
        }
        PlanFault::WaitsForNothing { action, waits_for, dropped: true } => {
            format!("{action} waits for {waits_for}, which was dropped")
        }
        PlanFault::WaitsForNothing { action, waits_for, dropped: false } => {
            format!("{action} waits for {waits_for}, which is not in the plan")
        }
        PlanFault::Circle(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            format!("these wait for each other: {}", ids.join(", "))
        }
        PlanFault::ClosesNothing { action, gap } => {
            format!("{action} closes `{gap}`, which no framework of the assessment has")
        }
        PlanFault::NoAction { framework, capability } => {
            format!("{framework}/{capability} is below its target, and no action closes it")
        }
    }
}

/// The way out of a fault.
pub(crate) fn hint(fault: &PlanFault) -> &'static str {
    match fault {
        PlanFault::NoLead(_) => {
            "name it with `mnr plan edit ID --lead \"…\"`; a body or a role, never a person"
        }
        PlanFault::NoIndicator(_) => {
            "say it with `mnr plan edit ID --indicator \"…\" --baseline \"…\" --target \"…\"`"
        }
        PlanFault::NoDates(_) => "give them with `--start` and `--end`; a year or a month is enough",
        PlanFault::EndsBeforeStart(_) => "put one of the two dates right",
        PlanFault::TooEarly { .. } => "move one of the two, or take `after` out",
        PlanFault::WaitsForNothing { .. } => "take it out of `after`, or name the action that is meant",
        PlanFault::Circle(_) => "take one of them out of the other's `after`",
        PlanFault::ClosesNothing { .. } => "name a question or a capability, as `mnr/C03-2`",
        PlanFault::NoAction { .. } => "`mnr plan suggest` proposes actions; or set another target",
    }
}
