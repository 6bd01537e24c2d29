//! One open workspace: the verbs that the commands and the screens share.
//!
//! It answers in plain values, in the words of the field. It draws nothing, prints nothing, and
//! reads neither the clock nor the environment: a date or a role is handed in.

pub(crate) mod answering;
pub(crate) mod check;
pub(crate) mod check_assessment;
mod check_searches;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod editing;
pub(crate) mod error;
pub(crate) mod evidence;
pub(crate) mod history;
pub(crate) mod interface;
pub(crate) mod journal;
pub(crate) mod law;
mod merging;
pub(crate) mod naming;
pub(crate) mod open;
pub(crate) mod overview;
pub(crate) mod personal_data;
pub(crate) mod plan;
pub(crate) mod portfolio;
pub(crate) mod presence;
pub(crate) mod preview;
pub(crate) mod reading;
pub(crate) mod report;
mod review;
pub(crate) mod rounds;
pub(crate) mod scratch;
pub(crate) mod terms_audit;
pub(crate) mod views;

pub(crate) use crate::law::index::IndexFault;
pub(crate) use crate::report::ReportError;
pub(crate) use crate::store::StoreError;
pub(crate) use error::WorkbenchError;
pub(crate) use open::{Opened, Workbench};

/// The JSON Schemas of every kind of file, by file name.
pub(crate) fn schemas() -> Vec<(&'static str, String)> {
    let mut all = crate::catalog::schema::all();
    all.push(("report.json", crate::store::schema::of::<crate::report::export::JsonReport<'_, '_>>()));
    all.sort_by_key(|(name, _)| *name);
    all
}

/// Writes a file outside any workspace, whole or not at all.
pub(crate) fn put_file(path: &std::path::Path, bytes: &[u8]) -> Result<(), WorkbenchError> {
    Ok(crate::store::atomic::replace(path, bytes)?)
}
