//! `mnr audit`: what a reviewer looks over before anything goes out.

use crate::cli::commands::{audit_evidence, audit_terms};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;

/// Look over laws and answers: their terms, and the passages that answers rest on
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Evidence(audit_evidence::Args),
    Terms(audit_terms::Terms),
}

pub(crate) fn run(command: &Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    match command {
        Command::Evidence(args) => audit_evidence::run(args, context, output),
        Command::Terms(args) => audit_terms::run(args, context, output),
    }
}
