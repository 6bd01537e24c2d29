//! `mnr audit`: looking over what is there for what somebody should look at again.

use crate::cli::commands::audit_evidence;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;

/// Look over laws and answers for what should be looked at again
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Evidence(audit_evidence::Args),
}

pub(crate) fn run(command: &Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    match command {
        Command::Evidence(args) => audit_evidence::run(args, context, output),
    }
}
