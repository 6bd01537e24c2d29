//! `mnr plan status`

use serde_json::{Value, json};

use crate::cli::args::{Assessment, Json};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::date::Date;
use crate::model::id::{AssessmentId, PlanId};
use crate::model::plan::{Action, ActionStatus, Plan, PlannedTraining};
use crate::model::word::Vocabulary;
use crate::score::overview::Overview;
use crate::score::plan_faults::{PlanFault, faults};
use crate::workbench::Workbench;
use crate::workbench::plan::{hint, sentence};

/// The actions and trainings of the plan, how far each is, and what the plan lacks
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  mnr plan status\n  mnr plan status --json")]
pub(crate) struct Args {
    #[command(flatten)]
    assessment: Assessment,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let plan = workbench.plan(&id)?;
    let found = found(&workbench, &id, &plan)?;
    if args.json.json {
        output.json(&json!({
            "assessment": id.to_string(),
            "title": plan.title,
            "adopted": plan.adopted,
            "actions": plan.actions.iter().map(|(id, a)| action(id, a)).collect::<Vec<_>>(),
            "trainings": plan.trainings.iter().map(|(id, t)| training(id, t)).collect::<Vec<_>>(),
            "faults": found.iter().map(sentence).collect::<Vec<_>>(),
        }))?;
        return Ok(Code::Done);
    }
    if plan.actions.is_empty() && plan.trainings.is_empty() {
        output.line("The plan has nothing yet. `mnr plan suggest` proposes actions from the gaps.")?;
    } else {
        if let Some(title) = &plan.title {
            output.line(format!("{title}\n"))?;
        }
        counts(&plan, output)?;
        output.line(table(&plan))?;
    }
    told(&found, output)
}

/// What the plan lacks, with the way out; the same advice once.
fn told(found: &[PlanFault], output: &mut Output) -> Result<Code, Failure> {
    if !found.is_empty() {
        output.line("\nTo put right:")?;
        let mut last = "";
        for (i, fault) in found.iter().enumerate() {
            output.line(format!("  {}", sentence(fault)))?;
            let goes_on = found.get(i + 1).is_some_and(|next| hint(next) == hint(fault));
            if !goes_on && hint(fault) != last {
                output.line(format!("    {}", hint(fault)))?;
                last = hint(fault);
            }
        }
    }
    Ok(Code::Done)
}

/// What is still to put right in one entry, after it was changed.
pub(super) fn about(
    workbench: &Workbench,
    id: &AssessmentId,
    entry: &PlanId,
    output: &mut Output,
) -> Result<Code, Failure> {
    let plan = workbench.plan(id)?;
    let found = found(workbench, id, &plan)?;
    for fault in found.iter().filter(|f| f.about() == Some(entry)) {
        output.line(format!("  {}: {}", sentence(fault), hint(fault)))?;
    }
    Ok(Code::Done)
}

fn found(workbench: &Workbench, id: &AssessmentId, plan: &Plan) -> Result<Vec<PlanFault>, Failure> {
    if plan.actions.is_empty() && plan.trainings.is_empty() {
        return Ok(Vec::new());
    }
    let opened = workbench.load(id)?;
    let overviews: Vec<Overview<'_>> =
        opened.frameworks.iter().map(|f| Overview::of(&f.framework, &f.sheets)).collect();
    Ok(faults(plan, &overviews))
}

fn counts(plan: &Plan, output: &mut Output) -> Result<(), Failure> {
    let statuses: Vec<ActionStatus> = plan.actions.iter().map(|(_, a)| a.status).collect();
    let count = |s: &ActionStatus| statuses.iter().filter(|x| *x == s).count();
    let parts: Vec<String> = ActionStatus::ALL
        .iter()
        .filter(|s| count(s) > 0)
        .map(|s| format!("{} {}", count(s), s.word().replace('_', " ")))
        .collect();
    output.line(format!(
        "{} actions: {}; {} trainings\n",
        statuses.len(),
        parts.join(", "),
        plan.trainings.len()
    ))
}

fn table(plan: &Plan) -> String {
    let mut table = Table::new(&["", "status", "from", "to", "lead", "closes", "after"]);
    let shown = |d: &Option<Date>| d.as_ref().map(ToString::to_string).unwrap_or_default();
    let joined = |ids: &[PlanId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let closes =
        |gaps: &[crate::model::plan::GapRef]| gaps.iter().map(|g| g.id.clone()).collect::<Vec<_>>().join(" ");
    for (id, a) in &plan.actions {
        table.row([
            id.to_string(),
            a.status.word().replace('_', " "),
            shown(&a.start),
            shown(&a.end),
            a.lead.clone().unwrap_or_else(|| "–".to_owned()),
            closes(&a.closes),
            joined(&a.after),
        ]);
    }
    for (id, t) in &plan.trainings {
        table.row([
            id.to_string(),
            t.status.word().replace('_', " "),
            shown(&t.start),
            shown(&t.end),
            t.lead.clone().unwrap_or_else(|| "–".to_owned()),
            closes(&t.closes),
            joined(&t.after),
        ]);
    }
    table.text()
}

fn ids<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

fn action(id: &PlanId, a: &Action) -> Value {
    let date = |d: &Option<Date>| d.as_ref().map(ToString::to_string);
    json!({
        "id": id.to_string(),
        "closes": ids(&a.closes),
        "activity": a.activity,
        "lead": a.lead,
        "support": a.support,
        "start": date(&a.start),
        "end": date(&a.end),
        "indicator": a.indicator.as_ref().map(|i| json!({
            "text": i.text,
            "baseline": i.baseline,
            "target": i.target,
            "now": i.now,
            "as_of": date(&i.as_of),
        })),
        "verification": a.verification,
        "budget": a.budget.as_ref().map(|b| json!({ "amount": b.amount, "source": b.source })),
        "status": a.status.word(),
        "after": ids(&a.after),
        "risk": a.risk,
        "note": a.note,
    })
}

fn training(id: &PlanId, t: &PlannedTraining) -> Value {
    let date = |d: &Option<Date>| d.as_ref().map(ToString::to_string);
    json!({
        "id": id.to_string(),
        "audience": t.audience,
        "subject": t.subject,
        "format": t.format.map(Vocabulary::word),
        "priority": t.priority.map(Vocabulary::word),
        "closes": ids(&t.closes),
        "lead": t.lead,
        "start": date(&t.start),
        "end": date(&t.end),
        "status": t.status.word(),
        "after": ids(&t.after),
        "note": t.note,
    })
}
