//! `mnr`: needs assessment and legislative review against the Model National Response, in a terminal.
//!
//! The rooms, each of which names only those before it:
//!
//! | room | is |
//! |---|---|
//! | `model` | frameworks, questions, answers, evidence, countries as values |
//! | `score` | pure functions from answers and a framework to shares, levels, gaps |
//! | `report` | computed results and a template to Markdown |
//! | `store` | the only door to the disk |
//! | `catalog` | shipped and own frameworks and profiles, read and checked |
//! | `workbench` | one open workspace: the verbs that all faces share |
//! | `tui` | the screens |
//! | `cli` | flags, printing, exit codes |
//!
//! `tests/architecture.rs` reads the sources and fails on any other edge.

mod catalog;
mod cli;
mod law;
#[cfg(feature = "measure")]
#[doc(hidden)]
pub mod measure;
mod model;
mod report;
mod score;
mod store;
mod tui;
mod workbench;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with its arguments, the first being its name, and gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    cli::run(args)
}
