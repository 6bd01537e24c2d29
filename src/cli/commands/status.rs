//! `mnr status`

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::args::{Assessment, Json};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::answer::Answer;
use crate::model::id::{AssessmentId, EvidenceId};
use crate::score::overview::Overview;
use crate::score::share::Tally;
use crate::workbench::{Opened, Workbench};

/// What is answered, unknown, flagged and left
///
/// Progress, not a score. With several assessments and none named, one line for each.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  mnr status\n  mnr status -a ken-baseline --json")]
pub(crate) struct Args {
    #[command(flatten)]
    assessment: Assessment,
    #[command(flatten)]
    json: Json,
}

/// The counts of one assessment, as scripts rely on them.
fn counts(id: &AssessmentId, tally: &Tally, flagged: usize) -> Value {
    json!({
        "assessment": id.to_string(),
        "questions": tally.total(),
        "met": tally.met,
        "partly": tally.partly,
        "not_met": tally.not_met,
        "not_applicable": tally.not_applicable,
        "unknown": tally.unknown,
        // Every question without an answer; those that an earlier answer closed are named apart.
        "not_assessed": tally.not_assessed + tally.not_relevant,
        "not_relevant": tally.not_relevant,
        "flagged": flagged,
    })
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    if args.assessment.id.is_none() && workbench.assessment_ids().len() > 1 {
        return all(&workbench, args.json.json, output);
    }
    let id = workbench.pick(args.assessment.id.as_deref())?;
    if !args.json.json {
        return one(&workbench, &id, output);
    }
    let opened = workbench.load(&id)?;
    let overviews = overviews(&opened);
    let (tally, flagged) = totals(&overviews);
    let suspects = workbench.suspects(&opened, &Context::reading(false));
    let mut value = counts(&id, &tally, flagged);
    value["to_confirm"] = to_confirm(&overviews).into();
    value["suspect"] = resting_on(&overviews, &suspects).into();
    let capabilities = overviews.iter().flat_map(|o| o.capabilities().map(move |c| (o, c)));
    value["capabilities"] = capabilities
        .map(|(o, c)| {
            json!({
                "framework": o.framework.id.as_str(),
                "id": c.capability.id.as_str(),
                "questions": c.tally.total(),
                "answered": c.tally.answered(),
                "unknown": c.tally.unknown,
                "flagged": c.flagged,
                "evidenced": c.evidenced,
                "suspect": c.resting_on(&suspects),
                "level": c.level.map(|l| l.value),
                "target": c.target.map(|t| t.value),
            })
        })
        .collect();
    output.json(&value)?;
    Ok(damaged(&opened, output))
}

fn overviews(opened: &Opened) -> Vec<Overview<'_>> {
    opened.frameworks.iter().map(|f| Overview::of(&f.framework, &f.sheets)).collect()
}

fn totals(overviews: &[Overview<'_>]) -> (Tally, usize) {
    let mut tally = Tally::default();
    for overview in overviews {
        tally.merge(&overview.tally());
    }
    (tally, overviews.iter().flat_map(Overview::capabilities).map(|c| c.flagged).sum())
}

/// Findings of the earlier round that wait to be confirmed.
fn to_confirm(overviews: &[Overview<'_>]) -> usize {
    let weighed = overviews.iter().flat_map(Overview::capabilities).flat_map(|c| &c.weighed);
    weighed.filter(|w| w.answer.is_some_and(Answer::is_to_confirm)).count()
}

/// Answers that rest on words of a law that have changed.
fn resting_on(overviews: &[Overview<'_>], suspects: &BTreeSet<EvidenceId>) -> usize {
    overviews.iter().flat_map(Overview::capabilities).map(|c| c.resting_on(suspects)).sum()
}

fn damaged(opened: &Opened, output: &mut Output) -> Code {
    for problem in &opened.problems {
        output.aside(problem.to_string());
    }
    if opened.problems.is_empty() { Code::Done } else { Code::Damaged }
}

fn evidence(evidenced: usize, answered: usize, suspect: usize) -> String {
    let changed = if suspect == 0 { String::new() } else { format!(", {suspect} changed") };
    format!("{evidenced} of {answered}{changed}")
}

/// Prints the progress of one assessment.
pub(crate) fn one(workbench: &Workbench, id: &AssessmentId, output: &mut Output) -> Result<Code, Failure> {
    let opened = workbench.load(id)?;
    let overviews = overviews(&opened);
    let (tally, flagged) = totals(&overviews);
    let title = opened.assessment.title.as_ref().map(|t| format!(" · {t}")).unwrap_or_default();
    output.line(format!("{id}{title}"))?;
    output.line(format!(
        "{} of {} questions answered: {} met, {} partly, {} not met, {} not applicable, {} unknown",
        tally.answered(),
        tally.total(),
        tally.met,
        tally.partly,
        tally.not_met,
        tally.not_applicable,
        tally.unknown
    ))?;
    let closed = match tally.not_relevant {
        0 => String::new(),
        n => format!(", {n} closed by an earlier answer"),
    };
    let suspects = workbench.suspects(&opened, &Context::reading(false));
    let changed = match resting_on(&overviews, &suspects) {
        0 => String::new(),
        1 => ", 1 rests on words that have changed".to_owned(),
        n => format!(", {n} rest on words that have changed"),
    };
    let waiting = match to_confirm(&overviews) {
        0 => String::new(),
        n => format!(", {n} of them to confirm from the earlier round"),
    };
    output.line(format!("{} left{waiting}, {flagged} flagged{closed}{changed}\n", tally.not_assessed))?;
    let mut table =
        Table::new(&["", "capability", "answered", "of", "unknown", "flags", "evidence", "level", "target"]);
    let blank = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let mut any_unread = false;
    let rows = overviews.iter().flat_map(|o| o.capabilities().map(move |c| (&o.framework.id, c)));
    for (framework, c) in rows {
        let level = |n: Option<u8>| n.map_or("–".to_owned(), |n| n.to_string());
        let unread = opened.unread(framework, &c.capability.id).is_some();
        any_unread |= unread;
        let symbol = match c.tally.not_assessed {
            _ if unread => "[!]",
            0 => "[x]",
            _ if c.tally.answered() == 0 => "[ ]",
            _ => "[~]",
        };
        table.row([
            symbol.to_owned(),
            format!("{} {}", c.capability.id, c.capability.title.get(workbench.language())),
            c.tally.answered().to_string(),
            c.tally.total().to_string(),
            blank(c.tally.unknown),
            blank(c.flagged),
            evidence(c.evidenced, c.tally.answered(), c.resting_on(&suspects)),
            level(c.level.map(|l| l.value)),
            level(c.target.map(|t| t.value)),
        ]);
    }
    output.line(table.text())?;
    let legend = if any_unread { "  [!] cannot be read" } else { "" };
    output.line(format!("[x] nothing left  [~] begun  [ ] not begun{legend}"))?;
    let flags = overviews.iter().flat_map(Overview::capabilities).flat_map(|c| &c.weighed);
    let flags: Vec<String> =
        flags.filter_map(|w| Some(format!("  {}  {}", w.question.id, w.answer?.flag.as_ref()?))).collect();
    if !flags.is_empty() {
        output.line(format!("\nTo come back to:\n{}", flags.join("\n")))?;
    }
    Ok(damaged(&opened, output))
}

fn all(workbench: &Workbench, as_json: bool, output: &mut Output) -> Result<Code, Failure> {
    let all = workbench.progress();
    if as_json {
        let rows: Vec<Value> = all.iter().map(|p| counts(&p.id, &p.tally, p.flagged)).collect();
        output.json(&json!({ "assessments": rows }))?;
    } else {
        let head = ["assessment", "questions", "met", "partly", "not met", "n/a", "unknown", "left", "flags"];
        let mut table = Table::new(&head);
        for p in &all {
            let t = &p.tally;
            let numbers = [
                t.total(),
                t.met,
                t.partly,
                t.not_met,
                t.not_applicable,
                t.unknown,
                t.not_assessed,
                p.flagged,
            ];
            table.row(std::iter::once(p.id.to_string()).chain(numbers.map(|n| n.to_string())));
        }
        output.line(table.text())?;
    }
    for problem in all.iter().flat_map(|p| &p.problems) {
        output.aside(problem.to_string());
    }
    let damaged = all.iter().any(|p| !p.problems.is_empty());
    Ok(if damaged { Code::Damaged } else { Code::Done })
}
