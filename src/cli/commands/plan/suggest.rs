//! `mnr plan suggest`

use serde_json::{Value, json};

use crate::cli::args::{Assessment, Json};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::score::overview::Overview;
use crate::score::priority::Priority;
use crate::score::training::needs;
use crate::workbench::plan::{SuggestedAction, suggested};

/// Propose actions from the gaps, in the order in which to take them, with the arithmetic
///
/// First comes what harms children most times the size of the gap, as you graded it with `mnr plan weigh`; then the
/// wider gap; then what is easier to do. What another capability rests on comes before it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr plan suggest                 for the capabilities below their target
  mnr plan suggest --limit 10 --write
  mnr plan suggest --all           every question that is not met, targets or not")]
pub(crate) struct Args {
    #[command(flatten)]
    assessment: Assessment,
    /// Every question that is partly or not met, whatever the targets
    #[arg(long)]
    all: bool,
    /// At most so many actions
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Put those that the plan has not yet into plan.yaml, as proposals
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let opened = workbench.load(&id)?;
    // A plan that cannot be read is not one without actions.
    let plan = workbench.plan(&id)?;
    let language = workbench.language();
    let overviews: Vec<Overview<'_>> =
        opened.frameworks.iter().map(|f| Overview::of(&f.framework, &f.sheets)).collect();
    let mut actions: Vec<SuggestedAction> =
        overviews.iter().flat_map(|o| suggested(o, &plan, language, args.all)).collect();
    let taken = !actions.is_empty() && actions.iter().all(|a| !a.planned.is_empty());
    if args.write && taken && !args.json.json {
        output.line("Every action that the gaps suggest is in the plan already.")?;
        return Ok(Code::Done);
    }
    if args.write {
        actions.retain(|a| a.planned.is_empty());
    }
    let found = actions.len();
    actions.truncate(args.limit.unwrap_or(usize::MAX));
    let written = if args.write { workbench.plan_take(&id, &actions)? } else { Vec::new() };
    if args.json.json {
        let trainings: Vec<Value> = overviews
            .iter()
            .flat_map(|o| needs(o).into_iter().map(move |n| (o, n)))
            .map(|(o, n)| {
                json!({
                    "id": n.id,
                    "audience": n.training.audience,
                    "subject": n.training.subject.get(language),
                    "format": crate::model::word::Vocabulary::word(n.training.format),
                    "capability": format!("{}/{}", o.framework.id, n.score.capability.id),
                    "called_for_by": n.calls.iter().map(|w| w.question.id.as_str()).collect::<Vec<_>>(),
                })
            })
            .collect();
        let ids: Vec<String> = written.iter().map(ToString::to_string).collect();
        output.json(&json!({
            "assessment": id.to_string(),
            "actions": actions.iter().map(row).collect::<Vec<_>>(),
            "trainings": trainings,
            "written": ids,
        }))?;
    } else {
        print(&actions, output)?;
        tail(args, found, &actions, written.len(), output)?;
    }
    for problem in &opened.problems {
        output.aside(problem.to_string());
    }
    Ok(if opened.problems.is_empty() { Code::Done } else { Code::Damaged })
}

fn tail(
    args: &Args,
    found: usize,
    actions: &[SuggestedAction],
    written: usize,
    output: &mut Output,
) -> Result<(), Failure> {
    if found > actions.len() {
        output.line(format!("\n{} more; `--limit` shows them.", found - actions.len()))?;
    }
    if args.write {
        output.line(format!(
            "\nPut into the plan: {written}. Each is a proposal: give it a lead and dates with `mnr plan edit`, then `mnr check`."
        ))?;
    } else if actions.iter().any(|a| a.planned.is_empty()) {
        output.line("\n`--write` puts those that are not in the plan into it, as proposals.")?;
    }
    if actions.iter().any(|a| a.priority.harm.is_none()) {
        output.line("Grade the gaps with `mnr plan weigh CAPABILITY --harm … --feasibility …`; they are put in order by it.")?;
    }
    Ok(())
}

fn print(actions: &[SuggestedAction], output: &mut Output) -> Result<(), Failure> {
    if actions.is_empty() {
        return output.line(
            "No action to suggest: no capability with a level and a target is below it. `--all` takes every question that is not met.",
        );
    }
    let mut last = None;
    for action in actions {
        if last != Some(&action.capability) {
            if last.is_some() {
                output.line("")?;
            }
            output.line(format!(
                "{}. {} {}",
                action.place, action.capability.capability, action.capability_title
            ))?;
            output.line(format!("   {}", arithmetic(&action.priority)))?;
            if !action.rests_on.is_empty() {
                let ids: Vec<&str> = action.rests_on.iter().map(|c| c.capability.as_str()).collect();
                output.line(format!("   after {}", ids.join(", ")))?;
            }
            last = Some(&action.capability);
        }
        let essential = action.essential.map(|l| format!(", level {l} demands it")).unwrap_or_default();
        let state = action.state.replace('_', " ");
        output.line(format!("\n   {} ({}, {state}{essential})", action.gap.id, action.kind))?;
        output.line(format!("     Do: {}", action.activity))?;
        output.line(format!("     Measured by: {}", action.indicator))?;
        if !action.planned.is_empty() {
            let ids: Vec<String> = action.planned.iter().map(ToString::to_string).collect();
            output.line(format!("     In the plan: {}", ids.join(", ")))?;
        }
    }
    Ok(())
}

/// How the place came about, in figures.
pub(super) fn arithmetic(p: &Priority) -> String {
    let first = match (p.harm, p.harm_counts, p.gap) {
        (Some(harm), Some(counts), Some(gap)) => {
            format!("harm {harm} {counts} × gap {gap} = {}", p.product().unwrap_or(0))
        }
        (None, _, Some(gap)) => format!("gap {gap}, harm not graded"),
        (_, _, None) => "no gap figure: the level or the target is not set".to_owned(),
        (Some(harm), None, Some(gap)) => {
            format!("gap {gap}, harm {harm}, for which the framework has no figure")
        }
    };
    let feasibility = match (p.feasibility, p.feasibility_counts) {
        (Some(grade), Some(counts)) => Some(format!("feasibility {grade} {counts}")),
        (Some(grade), None) => Some(format!("feasibility {grade}")),
        (None, _) => None,
    };
    let ids: Vec<String> = p.before.iter().map(ToString::to_string).collect();
    let moved = (!ids.is_empty()).then(|| format!("moved before {}, which rests on it", ids.join(", ")));
    [Some(first), feasibility, moved].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn row(a: &SuggestedAction) -> Value {
    let grade = |g: Option<crate::model::plan::Grade>| g.map(|g| g.to_string());
    json!({
        "closes": a.gap.to_string(),
        "capability": a.capability.to_string(),
        "place": a.place,
        "level": a.level,
        "target": a.target,
        "gap": a.priority.gap,
        "harm": grade(a.priority.harm),
        "feasibility": grade(a.priority.feasibility),
        "product": a.priority.product(),
        "moved_before": a.priority.before.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "question": a.question,
        "kind": a.kind,
        "state": a.state,
        "essential": a.essential,
        "activity": a.activity,
        "indicator": a.indicator,
        "verification": a.verification,
        "rests_on": a.rests_on.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "planned": a.planned.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
