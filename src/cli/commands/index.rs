//! `mnr index`

use serde_json::json;

use crate::cli::args::Json;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::model::problem::Severity;

/// Bring the index of the laws up to date (also done when needed)
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr index --all               make it anew from the files")]
pub(crate) struct Args {
    /// Put every law in anew
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let mut progress = Progress::new("indexing");
    let updated =
        workbench.index_laws(&Context::reading(false), args.all, &mut |done, of| progress.at(done, of));
    progress.end();
    let updated = updated?;
    for problem in &updated.problems {
        output.aside(problem.to_string());
    }
    if args.json.json {
        output.json(&json!({
            "indexed": updated.indexed,
            "removed": updated.removed,
            "problems": updated.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }))?;
    } else if updated.indexed + updated.removed == 0 && updated.problems.is_empty() {
        output.line("The index is up to date.")?;
    } else {
        output.line(format!("Put in: {}, taken out: {}", updated.indexed, updated.removed))?;
    }
    Ok(if updated.problems.iter().all(|p| p.severity != Severity::Error) {
        Code::Done
    } else {
        Code::Damaged
    })
}
