//! `mnr.yaml`: what makes a folder a workspace.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::problem::Problem;
use crate::model::text::Language;
use crate::store::faults::Faults;
use crate::store::fields::Ruled;
use crate::store::yaml;

/// The format of the files in a workspace that this program reads and writes.
pub(crate) const FORMAT: u32 = 1;

/// The workspace itself.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Workspace", inline)]
pub(crate) struct WorkspaceFile {
    /// The number of the file format: 1.
    pub(crate) format: u32,
    pub(crate) title: String,
    /// The language that texts of frameworks are shown in, where they have it.
    pub(crate) language: Ruled<Language>,
}

/// Reads `mnr.yaml`.
///
/// # Errors
/// What keeps the workspace from being used.
pub(crate) fn read(file: &str, text: &str) -> Result<WorkspaceFile, Vec<Problem>> {
    let wire: WorkspaceFile = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    if wire.format != FORMAT {
        let message =
            format!("the workspace is of format {}, this program knows format {FORMAT}", wire.format);
        faults.error(
            "wrong-format",
            "format",
            message,
            Some("use the version of mnr that made it".to_owned()),
        );
    }
    if faults.has_errors() { Err(faults.into_problems()) } else { Ok(wire) }
}

/// Writes a new `mnr.yaml`.
pub(crate) fn write(schema: &str, workspace: &WorkspaceFile) -> Result<String, serde_yaml::SerializeError> {
    Ok(yaml::modeline(schema) + &yaml::write(workspace)?)
}
