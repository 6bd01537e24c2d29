//! `mnr assess new` and `mnr assess list`

use serde_json::json;

use crate::cli::args::{Choice, Json};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::assessment::Sharing;
use crate::model::date::Date;
use crate::model::id::{AssessmentId, FrameworkId, Iso3, RoundId};
use crate::model::word::Vocabulary;
use crate::workbench::answering::NewAssessment;
use crate::workbench::overview::Progress;
use crate::workbench::reading::USUAL;
use crate::workbench::rounds::next_round;

/// Begin an assessment, or list them
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    New(New),
    List(List),
}

/// Begin an assessment of one country in one round
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  mnr assess new ken --round baseline --framework mnr\n  mnr assess new --from ken-baseline --round midterm"
)]
pub(crate) struct New {
    /// The country, ISO 3166-1 alpha-3, as `ken`
    #[arg(required_unless_present = "from")]
    country: Option<String>,
    /// Go on from this assessment: its findings come along, to be confirmed; its evidence, targets, team and plan as
    /// they are; its levels, scope and methods not
    #[arg(long, value_name = "ASSESSMENT")]
    from: Option<String>,
    /// baseline, midterm, endline, or any name [default: baseline, or midterm after a baseline]
    #[arg(long)]
    round: Option<String>,
    /// A framework to answer; may be given more than once [default: mnr, or those of the earlier round]
    #[arg(long = "framework", value_name = "ID")]
    frameworks: Vec<String>,
    /// A title for reports
    #[arg(long)]
    title: Option<String>,
    /// The day it began [default: today]
    #[arg(long, value_name = "DATE")]
    started: Option<String>,
    /// Who may read what comes out of it
    #[arg(long, default_value = "restricted")]
    sharing: Choice<Sharing>,
    /// Begin although there is no profile of the country
    #[arg(long)]
    without_profile: bool,
}

/// List the assessments with their progress
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr assess list --json")]
pub(crate) struct List {
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(command: Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    match command {
        Command::New(args) => new(args, context, output),
        Command::List(args) => list(&args, context, output),
    }
}

fn new(args: New, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let started = match args.started {
        Some(date) => Some(Date::parse(&date).map_err(|e| Failure::usage(e.to_string(), None))?),
        None => Context::today(),
    };
    let from = args.from.as_deref().map(|name| workbench.pick(Some(name))).transpose()?;
    let earlier = from.as_ref().map(|id| workbench.assessment(id)).transpose()?;
    let frameworks = match &earlier {
        Some(earlier) if args.frameworks.is_empty() => {
            earlier.frameworks.iter().map(|p| p.id.clone()).collect()
        }
        _ if args.frameworks.is_empty() => vec![FrameworkId::parse(USUAL)?],
        _ => args.frameworks.iter().map(|f| FrameworkId::parse(f)).collect::<Result<Vec<_>, _>>()?,
    };
    // Codes are printed in capitals elsewhere; here they name folders.
    let country = match (args.country, &from) {
        (Some(code), _) => Iso3::parse(&code.to_lowercase())?,
        (None, Some(from)) => from.country.clone(),
        (None, None) => return Err(Failure::usage("no country is named", None)),
    };
    if let Some(from) = from.as_ref().filter(|f| f.country != country) {
        let hint = "the next round of a country goes on from a round of the same country".to_owned();
        return Err(Failure::usage(format!("{from} is of another country than `{country}`"), hint));
    }
    let round = match (&args.round, &from) {
        (Some(round), _) => RoundId::parse(round)?,
        (None, None) => RoundId::parse("baseline")?,
        (None, Some(from)) => next_round(&from.round)
            .ok_or_else(|| Failure::usage("the new round has no name", "add `--round endline`".to_owned()))?,
    };
    let id = AssessmentId { country, round };
    let new = NewAssessment {
        id: id.clone(),
        frameworks,
        title: args.title,
        started,
        sharing: args.sharing.0,
        without_profile: args.without_profile || from.is_some(),
    };
    let (begun, taken) = match &from {
        Some(from) => {
            let taken = workbench.begin_from(from, &new)?;
            (taken.begun.clone(), Some(taken))
        }
        None => (workbench.begin(&new)?, None),
    };
    output.line(format!(
        "Began {id}: {} questions in {} capabilities, in {}",
        begun.questions,
        begun.capabilities,
        Context::shown(&begun.folder)
    ))?;
    if let Some((taken, from)) = taken.as_ref().zip(from.as_ref()) {
        output.line(format!(
            "To confirm from {from}: {} findings. They count for nothing until you confirm them or answer anew; levels are to be set anew, and scope, methods and limits to be written into assessment.yaml.",
            taken.to_confirm
        ))?;
        if taken.lost > 0 {
            output
                .line(format!("Lost between the two versions of the framework: {} questions.", taken.lost))?;
        }
        let flag = format!(" -a {id}");
        output.line(format!(
            "Next:\n  mnr ask{flag}                       goes through them\n  mnr answer{flag} C03-2 --confirm    one that still holds\n  mnr compare {from} {id}   what has changed"
        ))?;
        return Ok(Code::Done);
    }
    let flag = if workbench.assessment_ids().len() > 1 { format!(" -a {id}") } else { String::new() };
    if let Some((framework, capability, question)) = &begun.first {
        let show = format!("mnr framework show {framework} {capability}");
        let question = question.as_ref().map(ToString::to_string).unwrap_or_default();
        let answer = format!("mnr answer{flag} {question} partly --because \"…\"");
        let wide = answer.chars().count();
        output.line(format!("Next:\n  {show:<wide$}   read the first questions\n  {answer}   answer one"))?;
    }
    output.line("Put team roles and scope into assessment.yaml; editors complete it from its first line.")?;
    Ok(Code::Done)
}

fn list(args: &List, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let all = workbench.progress();
    let damaged = all.iter().any(|p| !p.problems.is_empty());
    if args.json.json {
        let rows: Vec<_> = all
            .iter()
            .map(|p| {
                json!({
                    "assessment": p.id.to_string(),
                    "country": p.id.country.as_str(),
                    "round": p.id.round.as_str(),
                    "status": p.assessment.as_ref().map(|a| a.status.word()),
                    "sharing": p.assessment.as_ref().map(|a| a.sharing.word()),
                    "questions": p.tally.total(),
                    "answered": p.tally.answered(),
                    "levels_set": p.levels_set,
                    "targets_set": p.targets_set,
                    "capabilities": p.capabilities,
                    "flagged": p.flagged,
                    "damaged_files": p.problems.len(),
                })
            })
            .collect();
        output.json(&json!({ "assessments": rows }))?;
    } else {
        print(&all, output)?;
    }
    for problem in all.iter().flat_map(|p| &p.problems) {
        output.aside(problem.to_string());
    }
    Ok(if damaged { Code::Damaged } else { Code::Done })
}

/// Every assessment with its progress, for people.
pub(super) fn print(all: &[Progress], output: &mut Output) -> Result<(), Failure> {
    if all.is_empty() {
        return output.line("No assessment yet. Begin one with `mnr assess new ken`.");
    }
    let mut table = Table::new(&["assessment", "status", "answered", "of", "levels", "flags", ""]);
    for p in all {
        let status = p.assessment.as_ref().map_or("unreadable", |a| a.status.word());
        let faults =
            if p.problems.is_empty() { String::new() } else { format!("{} damaged", p.problems.len()) };
        table.row([
            p.id.to_string(),
            status.replace('_', " "),
            p.tally.answered().to_string(),
            p.tally.total().to_string(),
            format!("{} of {}", p.levels_set, p.capabilities),
            p.flagged.to_string(),
            faults,
        ]);
    }
    output.line(table.text())
}
