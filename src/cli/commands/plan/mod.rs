//! `mnr plan`: the national plan of action that a baseline leads to.

mod change;
mod status;
mod suggest;

use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;

/// The plan of action: suggest from the gaps, add, change, weigh, follow
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Suggest(suggest::Args),
    Weigh(change::Weigh),
    Add(change::Add),
    Edit(change::Edit),
    Status(status::Args),
}

pub(crate) fn run(command: Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    match command {
        Command::Suggest(args) => suggest::run(&args, context, output),
        Command::Weigh(args) => change::weigh(args, context, output),
        Command::Add(args) => change::add(args, context, output),
        Command::Edit(args) => change::edit(args, context, output),
        Command::Status(args) => status::run(&args, context, output),
    }
}
