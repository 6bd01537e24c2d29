//! `mnr completions`

use clap::CommandFactory;

use crate::cli::args::Cli;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr completions bash > ~/.local/share/bash-completion/completions/mnr")]
pub(crate) struct Args {
    shell: clap_complete::Shell,
}

pub(crate) fn run(args: &Args, output: &mut Output) -> Result<Code, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "mnr", &mut text);
    output.raw(&text)?;
    Ok(Code::Done)
}
