//! `mnr init`

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::text::Language;
use crate::workbench::Workbench;

/// Make a folder a workspace
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr init my-programme --title \"Five-country programme\"")]
pub(crate) struct Args {
    /// The folder [default: the present one]
    dir: Option<PathBuf>,
    /// What the workspace is called
    #[arg(long, default_value = "Needs assessment and legislative review")]
    title: String,
    /// The language that framework texts are shown in, where they have it
    #[arg(long, default_value = "en")]
    language: String,
}

pub(crate) fn run(args: Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let dir = args.dir.unwrap_or_else(|| context.start().to_path_buf());
    let language = Language::parse(&args.language).map_err(|e| Failure::usage(e.to_string(), None))?;
    let workbench = Workbench::init(&dir, &args.title, language)?;
    output.line(format!("Made the workspace {}", Context::shown(workbench.root())))?;
    output.line("Next:\n  mnr country list          the countries with a profile\n  mnr assess new ken        begin an assessment there")?;
    Ok(Code::Done)
}
