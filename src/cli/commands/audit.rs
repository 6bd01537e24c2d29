//! `mnr audit`: what a reviewer looks over before anything goes out.

use crate::cli::commands::audit_terms;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;

/// Look the laws and the assessment over: their terms
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Terms(audit_terms::Terms),
}

pub(crate) fn run(command: &Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    match command {
        Command::Terms(args) => audit_terms::run(args, context, output),
    }
}
