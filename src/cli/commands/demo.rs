//! `mnr demo`

use std::path::PathBuf;

use crate::cli::commands::{screens, status};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::format::Format;
use crate::workbench::Workbench;
use crate::workbench::report::ReportRequest;

const TEMPLATE: &str = "gap-analysis";

/// Write a workspace of a fictional country, with an assessment and its report
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr demo /tmp/meridia")]
pub(crate) struct Args {
    /// A folder that is empty or not there yet
    #[arg(default_value = "mnr-demo")]
    dir: PathBuf,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let (workbench, assessment) = Workbench::demo(&args.dir)?;
    output.line(format!("Made a workspace of a fictional country: {}\n", args.dir.display()))?;
    status::one(&workbench, &assessment, output)?;
    let Some(otherwise) = Context::today() else {
        return Err(Failure::usage("the clock gives no date", None));
    };
    let request = ReportRequest::plain(TEMPLATE, otherwise);
    let report = workbench.report(&assessment, &request, &Context::reading(false))?;
    let path = workbench.report_path(&assessment, &request);
    workbench.write_report(&path, &report, Format::Md, false)?;
    let shown = args.dir.join("reports").join(path.file_name().unwrap_or_default());
    output.line(format!("\nWrote the gap analysis: {}", shown.display()))?;
    let dir = args.dir.display();
    output.line(format!(
        "\nTry next, in `cd {dir}`:
  mnr gaps                              levels, targets, gaps, what to find out
  mnr gaps --why C03                    the arithmetic of one capability
  mnr framework show mnr C03            the questions, with what counts as met
  mnr search 'concept:T01'              one concept in the laws, in all their languages
  mnr law show xda/codigo-penal         a law with its provisions
  mnr answer C15-1 unknown --because \"Asked the ministry, no reply yet\"
  mnr report -o gaps.md                 the report again, with your answer
  mnr report executive-summary --format html
  mnr plan status                       the plan of action that follows from it
  mnr check                             every fault in the workspace"
    ))?;
    if context.has_screen() {
        output.flush()?;
        return screens::open(context, Ok(workbench), &args.dir);
    }
    Ok(Code::Done)
}
