//! `mnr report`

use std::path::PathBuf;

use crate::cli::args::{Assessment, Format};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::date::Date;
use crate::model::text::Language;
use crate::workbench::Workbench;
use crate::workbench::report::ReportRequest;

/// Write a report from an assessment
///
/// The same assessment, template and date give the same bytes. A report that somebody edited is not
/// written over.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  mnr report\n  mnr report -a ken-baseline -o kenya.md\n  mnr report -o - | less"
)]
pub(crate) struct Args {
    /// The template
    #[arg(default_value = "gap-analysis")]
    template: String,
    #[command(flatten)]
    assessment: Assessment,
    /// The format of the file
    #[arg(long, default_value = "md")]
    format: Format,
    /// The file; `-` prints to standard output [default: reports/ASSESSMENT-TEMPLATE.md]
    #[arg(long, short = 'o', value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language of the report, as `es` [default: that of the workspace]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// The date on the report [default: the last date in the assessment]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Write over a report that was edited
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let Format::Md = args.format;
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let date =
        args.date.as_deref().map(Date::parse).transpose().map_err(|e| Failure::usage(e.to_string(), None))?;
    let Some(otherwise) = Context::today() else {
        return Err(Failure::usage("the clock gives no date", "give one with `--date`".to_owned()));
    };
    let language = args.language.as_deref().map(|l| Language::parse(&l.to_lowercase())).transpose();
    let language = language.map_err(|e| Failure::usage(e.to_string(), None))?;
    let request = ReportRequest { language, template: args.template.clone(), date, otherwise };
    let report = workbench.report(&id, &request, &Context::reading(false))?;
    match &args.output {
        Some(path) if path.as_os_str() == "-" => output.raw(report.text.as_bytes())?,
        path => {
            let path = path.clone().unwrap_or_else(|| workbench.report_path(&id, &args.template));
            Workbench::write_report(&path, &report.text, args.force)?;
            output.line(format!("Wrote {}", Context::shown(&path)))?;
        }
    }
    for problem in &report.problems {
        output.aside(problem.to_string());
    }
    if report.problems.is_empty() {
        return Ok(Code::Done);
    }
    output.aside("mnr: the report leaves out what could not be read, and says so");
    Ok(Code::Damaged)
}
