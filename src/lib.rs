//! `mnr`: needs assessment and legislative review against the Model National Response, in a terminal.

mod model;
mod score;
mod store;

/// x
pub fn run(_: impl Iterator<Item=std::ffi::OsString>) -> std::process::ExitCode { std::process::ExitCode::SUCCESS }
