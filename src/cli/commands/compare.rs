//! `mnr compare`

use serde_json::{Value, json};

use crate::cli::args::Json;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::{Table, share};
use crate::model::figure;
use crate::score::change::{CapabilityChange, Movement, changes};
use crate::score::overview::Overview;
use crate::score::share::Sum;
use crate::workbench::report::earlier::EarlierRound;
use crate::workbench::{Opened, Workbench};

/// Two rounds of one country: levels, and answer by answer what changed and why
///
/// Only rounds of one version of a framework are compared, or of two versions between which the framework states a
/// mapping; what the mapping loses is told. `mnr report progress` is the same as a document.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr compare ken-baseline ken-midterm")]
pub(crate) struct Args {
    /// The earlier assessment
    earlier: String,
    /// The later one
    later: String,
    #[command(flatten)]
    json: Json,
}

/// A framework in both rounds.
struct Compared<'a> {
    before: Overview<'a>,
    after: Overview<'a>,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let (before, after) = (workbench.pick(Some(&args.earlier))?, workbench.pick(Some(&args.later))?);
    if before == after {
        let hint = "name two rounds, as `mnr compare ken-baseline ken-midterm`".to_owned();
        return Err(Failure::usage("an assessment cannot be compared with itself", hint));
    }
    let later = workbench.load(&after)?;
    let earlier = workbench.earlier(&later, &before)?;
    let compared = compared(&earlier, &later);
    if args.json.json {
        output.json(&as_json(&workbench, &earlier, &later, &compared))?;
    } else {
        print(&workbench, &earlier, &later, &compared, output)?;
    }
    let problems = || earlier.opened.problems.iter().chain(&later.problems);
    problems().for_each(|p| output.aside(p.to_string()));
    Ok(if problems().next().is_some() { Code::Damaged } else { Code::Done })
}

fn compared<'a>(earlier: &'a EarlierRound, later: &'a Opened) -> Vec<Compared<'a>> {
    let both = later.frameworks.iter().filter_map(|f| {
        let before = earlier.opened.frameworks.iter().find(|b| b.framework.id == f.framework.id)?;
        Some(Compared {
            before: Overview::of(&f.framework, &before.sheets),
            after: Overview::of(&f.framework, &f.sheets),
        })
    });
    both.collect()
}

fn print(
    workbench: &Workbench,
    earlier: &EarlierRound,
    later: &Opened,
    compared: &[Compared<'_>],
    output: &mut Output,
) -> Result<(), Failure> {
    let language = workbench.language();
    output.line(format!("{} → {}\n", earlier.opened.assessment.id, later.assessment.id))?;
    for c in compared {
        let changes = changes(&c.before, &c.after);
        let count =
            |m: Movement| changes.iter().flat_map(|c| &c.questions).filter(|q| q.movement == m).count();
        let waiting: usize = changes.iter().map(|c| c.to_confirm).sum();
        output.line(format!(
            "{}: answers better {}, worse {}, found since {}, open again {}, still to confirm {waiting}",
            c.after.framework.title.get(language),
            count(Movement::Better),
            count(Movement::Worse),
            count(Movement::Found),
            count(Movement::Lost),
        ))?;
        let mut table =
            Table::new(&["capability", "then", "now", "change", "target", "share then", "share now"]);
        let level = |l: Option<u8>| l.map_or("–".to_owned(), |l| l.to_string());
        for change in &changes {
            let (before, after) = (change.before, change.after);
            table.row([
                format!("{} {}", after.capability.id, after.capability.title.get(language)),
                level(before.level.map(|l| l.value)),
                level(after.level.map(|l| l.value)),
                change.level().map_or("–".to_owned(), figure::change),
                level(after.target.map(|t| t.value)),
                share(before.all.share()),
                share(after.all.share()),
            ]);
        }
        output.line(table.text())?;
        for change in changes.iter().filter(|c| !c.questions.is_empty()) {
            output.line(format!(
                "\n{} {}",
                change.after.capability.id,
                change.after.capability.title.get(language)
            ))?;
            questions(change, language, output)?;
        }
    }
    if !earlier.losses.is_empty() {
        output.line("\nLost between the two versions of the checklist:")?;
        for loss in &earlier.losses {
            output.line(format!("  {}: {}", loss.question, loss.because))?;
        }
    }
    Ok(())
}

fn questions(
    change: &CapabilityChange<'_, '_>,
    language: &crate::model::text::Language,
    output: &mut Output,
) -> Result<(), Failure> {
    for q in &change.questions {
        let word = |s: crate::score::weigh::State| s.word().replace('_', " ");
        output.line(format!(
            "  {} {} → {} ({}): {}",
            q.question.id,
            word(q.before),
            word(q.after),
            q.movement.word().replace('_', " "),
            q.question.text.get(language)
        ))?;
        if let Some(because) = q.answer.and_then(|a| a.because.as_ref()) {
            output.line(format!("      now: {because}"))?;
        }
        if let Some(because) = q.answer_before.and_then(|a| a.because.as_ref()) {
            output.line(format!("      then: {because}"))?;
        }
    }
    Ok(())
}

fn as_json(
    workbench: &Workbench,
    earlier: &EarlierRound,
    later: &Opened,
    compared: &[Compared<'_>],
) -> Value {
    let language = workbench.language();
    let bounds = |sum: &Sum| {
        let share = sum.share();
        json!({ "low": share.map(|s| s.low), "high": share.map(|s| s.high) })
    };
    let capabilities: Vec<Value> = compared
        .iter()
        .flat_map(|c| changes(&c.before, &c.after).into_iter().map(|x| (c, x)).collect::<Vec<_>>())
        .map(|(c, x)| {
            let questions: Vec<Value> = x
                .questions
                .iter()
                .map(|q| {
                    json!({
                        "id": q.question.id.to_string(),
                        "before": q.before.word(),
                        "after": q.after.word(),
                        "movement": q.movement.word(),
                        "because": q.answer.and_then(|a| a.because.as_ref()),
                        "because_before": q.answer_before.and_then(|a| a.because.as_ref()),
                    })
                })
                .collect();
            json!({
                "framework": c.after.framework.id.as_str(),
                "id": x.after.capability.id.as_str(),
                "title": x.after.capability.title.get(language),
                "before": x.before.level.map(|l| l.value),
                "after": x.after.level.map(|l| l.value),
                "change": x.level(),
                "target": x.after.target.map(|t| t.value),
                "share_before": bounds(&x.before.all),
                "share": bounds(&x.after.all),
                "to_confirm": x.to_confirm,
                "questions": questions,
            })
        })
        .collect();
    json!({
        "earlier": earlier.opened.assessment.id.to_string(),
        "later": later.assessment.id.to_string(),
        "capabilities": capabilities,
        "losses": earlier.losses,
    })
}
