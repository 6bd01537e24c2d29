//! Flags in, text and exit codes out. The one room that reads the clock and the environment, and prints.
#![expect(
    clippy::disallowed_methods,
    reason = "this room reads the clock and the environment; clippy.toml closes them everywhere else"
)]

mod args;
mod commands;
mod context;
mod failure;
mod output;
mod places;
mod progress;
mod table;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::Cli;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;

/// Runs one command and gives its exit code.
pub(crate) fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut output = Output::default();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors, and clap knows which stream each belongs to.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let context = Context::new(cli.workspace.clone(), cli.no_screen, cli.color.map(|c| c.0));
    let outcome = commands::run(cli.command, &context, &mut output).and_then(|code| {
        output.flush()?;
        Ok(code)
    });
    match outcome {
        Ok(code) => code.into(),
        // The reader has seen enough (`mnr status | head`); that is no fault.
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = output.flush();
            // By custom, 128 and the number of the signal.
            if let Failure::Signal(signal) = failure {
                output.failure(&failure);
                return ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX));
            }
            output.failure(&failure);
            failure.code().into()
        }
    }
}
