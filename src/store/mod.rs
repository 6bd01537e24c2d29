//! The only door to the disk: the workspace, its YAML, atomic writes, locks, the data built in.
//!
//! It reads and writes what it is told and reports what it cannot; it never judges an answer.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this room is the one door to the disk; clippy.toml closes it everywhere else"
)]

mod absence_fields;
pub(crate) mod answers_file;
pub(crate) mod assessment_file;
pub(crate) mod atomic;
pub(crate) mod bundled;
pub(crate) mod config_file;
pub(crate) mod data;
pub(crate) mod error;
pub(crate) mod evidence_file;
pub(crate) mod faults;
pub(crate) mod fields;
pub(crate) mod fingerprint;
pub(crate) mod history;
pub(crate) mod journal;
pub(crate) mod law_file;
pub(crate) mod law_text;
pub(crate) mod left_behind;
pub(crate) mod library;
pub(crate) mod listing;
pub(crate) mod lock;
mod outline;
pub(crate) mod outside;
pub(crate) mod plan_file;
pub(crate) mod presence;
pub(crate) mod private;
pub(crate) mod reading_process;
pub(crate) mod schema;
pub(crate) mod scratch;
pub(crate) mod splice;
pub(crate) mod summaries;
pub(crate) mod text;
pub(crate) mod words_file;
pub(crate) mod workspace;
mod workspace_evidence;
pub(crate) mod workspace_file;
mod workspace_plan;
pub(crate) mod yaml;

pub(crate) use error::StoreError;

#[cfg(test)]
mod tests;
