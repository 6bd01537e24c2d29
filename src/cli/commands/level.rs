//! `mnr level`

use crate::cli::args::Assessment;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::share;
use crate::model::assessment::{SetLevel, Target};
use crate::model::date::Date;
use crate::model::safe;
use crate::score::overview::Overview;
use crate::workbench::answering::{Change, LevelChange};

/// Set the level of a capability, with the reason, and its target
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr level C03 2 --reason \"Possession is covered but reporting is not\"
  mnr level C03 --target 3 --by-date 2029
  mnr level C03 --clear-target")]
pub(crate) struct Args {
    /// The capability, as `C03` or `mnr/C03`
    capability: String,
    /// The level that counts, 1 to 4
    level: Option<u8>,
    #[command(flatten)]
    assessment: Assessment,
    /// Why this level; the report prints it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The level that is wanted
    #[arg(long, value_name = "N")]
    target: Option<u8>,
    /// The year, month or day by which it is wanted
    #[arg(long, value_name = "DATE", requires = "target")]
    by_date: Option<String>,
    /// Why this target
    #[arg(long, value_name = "TEXT", requires = "target")]
    target_reason: Option<String>,
    /// Take the level back
    #[arg(long, conflicts_with_all = ["level", "reason"])]
    clear: bool,
    /// Take the target back
    #[arg(long, conflicts_with = "target")]
    clear_target: bool,
    /// Your role in the team [default: that of your settings, or the only one]
    #[arg(long, value_name = "ROLE", env = "MNR_BY")]
    by: Option<String>,
}

pub(crate) fn run(args: Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let by = context.role(&workbench, &id, args.by.as_deref())?;
    let text = |t: Option<String>| t.map(|t| safe::entered(&t)).filter(|t| !t.is_empty());
    let date = |d: Option<String>| {
        d.map(|d| Date::parse(&d).map_err(|e| Failure::usage(e.to_string(), None))).transpose()
    };
    let level = match args.level {
        Some(value) => {
            let reason = text(args.reason).unwrap_or_default();
            Change::Set(SetLevel { value, reason, by, date: Context::today() })
        }
        None if args.reason.is_some() => {
            let hint = "as `mnr level C03 2 --reason \"…\"`".to_owned();
            return Err(Failure::usage("a reason is given without a level", hint));
        }
        None if args.clear => Change::Clear,
        None => Change::Keep,
    };
    let target = match args.target {
        Some(value) => {
            Change::Set(Target { value, by: date(args.by_date)?, reason: text(args.target_reason) })
        }
        None if args.clear_target => Change::Clear,
        None => Change::Keep,
    };
    if level == Change::Keep && target == Change::Keep {
        let hint = "give a level with `--reason \"…\"`, or `--target N`".to_owned();
        return Err(Failure::usage("there is nothing to change", hint));
    }
    let (framework, capability) =
        workbench.set_level(&id, &args.capability, LevelChange { level, target })?;
    let opened = workbench.load(&id)?;
    let Some(of) = opened.frameworks.iter().find(|f| f.framework.id == framework) else {
        return Ok(Code::Done);
    };
    let overview = Overview::of(&of.framework, &of.sheets);
    let Some(score) = overview.capabilities().find(|c| c.capability.id == capability) else {
        return Ok(Code::Done);
    };
    let number = |n: Option<u8>| n.map_or("not set".to_owned(), |n| n.to_string());
    let suggested = score.suggestion.as_ref().map(|s| s.level);
    output.line(format!(
        "{capability} {} in {id}: level {}, target {}, suggested {}, share {}",
        score.capability.title.get(workbench.language()),
        number(score.level.map(|l| l.value)),
        number(score.target.map(|t| t.value)),
        suggested.map_or("nothing yet".to_owned(), |n| n.to_string()),
        share(score.all.share()),
    ))?;
    Ok(Code::Done)
}
