//! `mnr check`

use serde_json::json;

use crate::cli::args::Json;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::problem::{Problem, Severity};
use crate::model::word::Vocabulary;
use crate::workbench::check;

/// Every fault of the workspace and of the shipped data, with file, line and remedy
///
/// Ends with 1 when there is an error; warnings and notes are no errors.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  mnr check\n  mnr check --data          the frameworks and profiles only, no workspace needed"
)]
pub(crate) struct Args {
    /// Check frameworks and country profiles only
    #[arg(long)]
    data: bool,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let problems = if args.data { check::data(context.start()) } else { context.open()?.check() };
    let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    if args.json.json {
        let row = |p: &Problem| {
            json!({
                "severity": p.severity.word(),
                "code": p.code,
                "file": p.file,
                "line": p.place.map(|p| p.line),
                "column": p.place.map(|p| p.column),
                "message": p.message,
                "hint": p.hint,
            })
        };
        output.json(&json!({ "problems": problems.iter().map(row).collect::<Vec<_>>() }))?;
    } else {
        for problem in &problems {
            output.line(problem.to_string())?;
        }
        output.line(match (errors, warnings, notes) {
            (0, 0, 0) => "No fault found.".to_owned(),
            _ => format!(
                "{}, {}, {}",
                plural(errors, "error"),
                plural(warnings, "warning"),
                plural(notes, "note")
            ),
        })?;
    }
    Ok(if errors > 0 { Code::Found } else { Code::Done })
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
