//! `mnr schema`

use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::workbench;

/// Print the JSON Schema of a kind of file
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  mnr schema                list the kinds\n  mnr schema answers > answers.json"
)]
pub(crate) struct Args {
    /// The kind of file, as `answers` [if left out, the kinds are listed]
    kind: Option<String>,
}

pub(crate) fn run(args: &Args, output: &mut Output) -> Result<Code, Failure> {
    let schemas = workbench::schemas();
    let names: Vec<&str> = schemas.iter().filter_map(|(name, _)| name.strip_suffix(".json")).collect();
    let Some(kind) = &args.kind else {
        output.line(names.join("\n"))?;
        return Ok(Code::Done);
    };
    let found = schemas.iter().find(|(name, _)| name.strip_suffix(".json") == Some(kind));
    let Some((_, schema)) = found else {
        let hint = format!("one of {}", names.join(", "));
        return Err(Failure::usage(format!("there is no kind of file `{kind}`"), hint));
    };
    output.raw(schema.as_bytes())?;
    Ok(Code::Done)
}
