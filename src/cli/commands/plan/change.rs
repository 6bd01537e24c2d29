//! `mnr plan add`, `mnr plan edit` and `mnr plan weigh`

use crate::cli::args::{Assessment, Choice};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::date::Date;
use crate::model::framework::TrainingFormat;
use crate::model::id::PlanId;
use crate::model::plan::{ActionStatus, Grade};
use crate::model::safe;
use crate::workbench::answering::Change;
use crate::workbench::plan::{EntryChange, Kind};

/// Grade a gap: what it does to children, and how well it can be closed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  mnr plan weigh C03 --harm high --feasibility medium --because \"A bill is before parliament\"

The grades put suggested actions in order; what each counts for stands in the framework and is printed.")]
pub(crate) struct Weigh {
    /// The capability, as `C03` or `mnr/C03`
    capability: String,
    #[command(flatten)]
    assessment: Assessment,
    /// What the gap does to children
    #[arg(long, value_name = "GRADE", required_unless_present_any = ["feasibility", "because"])]
    harm: Option<Choice<Grade>>,
    /// How well it can be closed with what there is
    #[arg(long, value_name = "GRADE")]
    feasibility: Option<Choice<Grade>>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

/// Add an action to the plan, or a training
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr plan add --closes C03-2 --activity \"Amend section 24\" --lead \"Ministry of Justice\" --start 2027 --end 2028-06
  mnr plan add --training --audience police --subject \"Taking reports at the station\" --closes C04-2")]
pub(crate) struct Add {
    /// A training, and no action
    #[arg(long)]
    training: bool,
    #[command(flatten)]
    assessment: Assessment,
    #[command(flatten)]
    fields: Fields,
}

/// Change an action or a training; a training that `mnr plan suggest` names becomes part of the plan by it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr plan edit A03 --status under-way --now \"2 of 8 regions\" --as-of 2027-06-30
  mnr plan edit A03 --after A01 --after A02
  mnr plan edit C04-police-1 --lead \"Police College\" --start 2027-03
  mnr plan edit A07 --status dropped --note \"Taken up by A09\"
  mnr plan edit A03 --risk \"\"               an empty text takes the field out")]
pub(crate) struct Edit {
    /// The action or training, as `A03` or `C04-police-1`
    entry: String,
    #[command(flatten)]
    assessment: Assessment,
    #[command(flatten)]
    fields: Fields,
}

/// What an action or a training consists of. A list is given whole, one flag for each of its parts.
#[derive(Debug, clap::Args)]
struct Fields {
    /// A question or capability whose gap it closes, as `C03-2`; may be given more than once
    #[arg(long, value_name = "GAP")]
    closes: Vec<String>,
    /// What is done
    #[arg(long, value_name = "TEXT")]
    activity: Option<String>,
    /// The body that answers for it; a body or a role, never a person
    #[arg(long, value_name = "BODY")]
    lead: Option<String>,
    /// A body that supports it; may be given more than once
    #[arg(long, value_name = "BODY")]
    support: Vec<String>,
    /// A day, a month or a year
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    #[arg(long, value_name = "DATE")]
    end: Option<String>,
    /// What its result is measured by
    #[arg(long, value_name = "TEXT")]
    indicator: Option<String>,
    /// The value of the indicator before it begins
    #[arg(long, value_name = "TEXT")]
    baseline: Option<String>,
    /// The value wanted
    #[arg(long, value_name = "TEXT")]
    target: Option<String>,
    /// The newest value
    #[arg(long, value_name = "TEXT")]
    now: Option<String>,
    /// The date of the newest value
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Where the indicator is read; may be given more than once
    #[arg(long, value_name = "TEXT")]
    verification: Vec<String>,
    /// What it costs, with the currency
    #[arg(long, value_name = "TEXT")]
    budget: Option<String>,
    /// Who pays
    #[arg(long, value_name = "TEXT")]
    funded_by: Option<String>,
    /// proposed, agreed, under-way, done or dropped
    #[arg(long, value_name = "STATUS")]
    status: Option<Choice<ActionStatus>>,
    /// What has to be done before, as `A01`; may be given more than once
    #[arg(long, value_name = "ID")]
    after: Vec<String>,
    /// What may keep it from being done
    #[arg(long, value_name = "TEXT")]
    risk: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Of a training: who is trained, as `police`
    #[arg(long, value_name = "AUDIENCE")]
    audience: Option<String>,
    /// Of a training: in what
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// Of a training: in-person, e-learning or both
    #[arg(long, value_name = "FORMAT")]
    format: Option<Choice<TrainingFormat>>,
    /// Of a training: high, medium or low
    #[arg(long, value_name = "GRADE")]
    priority: Option<Choice<Grade>>,
}

/// A list as it was given; one empty text empties it.
fn list(given: &[String]) -> Option<Vec<String>> {
    let texts = || given.iter().map(|t| safe::entered(t)).filter(|t| !t.is_empty()).collect();
    (!given.is_empty()).then(texts)
}

fn date(given: Option<&str>) -> Result<Change<Date>, Failure> {
    match given {
        None => Ok(Change::Keep),
        Some("") => Ok(Change::Clear),
        Some(text) => Date::parse(text).map(Change::Set).map_err(|e| Failure::usage(e.to_string(), None)),
    }
}

impl Fields {
    fn into_change(self) -> Result<EntryChange, Failure> {
        let after = list(&self.after);
        let after = after.map(|ids| ids.iter().map(|id| PlanId::parse(id)).collect::<Result<Vec<_>, _>>());
        Ok(EntryChange {
            closes: list(&self.closes),
            activity: self.activity.map(|t| safe::entered(&t)).filter(|t| !t.is_empty()),
            lead: Change::entered(self.lead),
            support: list(&self.support),
            start: date(self.start.as_deref())?,
            end: date(self.end.as_deref())?,
            indicator: Change::entered(self.indicator),
            baseline: Change::entered(self.baseline),
            target: Change::entered(self.target),
            now: Change::entered(self.now),
            as_of: date(self.as_of.as_deref())?,
            verification: list(&self.verification),
            amount: Change::entered(self.budget),
            source: Change::entered(self.funded_by),
            status: self.status.map(|s| s.0),
            status_was: None,
            after: after.transpose()?,
            risk: Change::entered(self.risk),
            note: Change::entered(self.note),
            audience: Change::entered(self.audience),
            subject: Change::entered(self.subject),
            format: self.format.map(|f| f.0),
            priority: self.priority.map(|p| p.0),
        })
    }
}

pub(super) fn weigh(args: Weigh, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let (harm, feasibility) = (args.harm.map(|g| g.0), args.feasibility.map(|g| g.0));
    let name = workbench.weigh(&id, &args.capability, harm, feasibility, Change::entered(args.because))?;
    let plan = workbench.plan(&id)?;
    let weighing = plan.weighing.get(&name).cloned().unwrap_or_default();
    let shown = |grade: Option<Grade>| grade.map_or("not graded".to_owned(), |g| g.to_string());
    output.line(format!(
        "{name}: harm {}, feasibility {}",
        shown(weighing.harm),
        shown(weighing.feasibility)
    ))?;
    Ok(Code::Done)
}

pub(super) fn add(args: Add, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let kind = if args.training { Kind::Training } else { Kind::Action };
    let entry = workbench.plan_add(&id, kind, args.fields.into_change()?)?;
    output.line(format!("Added {entry}."))?;
    super::status::about(&workbench, &id, &entry, output)
}

pub(super) fn edit(args: Edit, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let change = args.fields.into_change()?;
    if change == EntryChange::default() {
        let hint = "name a field, as `mnr plan edit A03 --status done`".to_owned();
        return Err(Failure::usage("there is nothing to change", hint));
    }
    let (entry, kind) = workbench.plan_edit(&id, &args.entry, change)?;
    let kind = if kind == Kind::Action { "action" } else { "training" };
    output.line(format!("Changed the {kind} {entry}."))?;
    super::status::about(&workbench, &id, &entry, output)
}
