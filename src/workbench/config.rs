//! The settings of the user: reading them, and what they mean in an assessment.

use std::path::Path;

use crate::model::config::Config;
use crate::model::id::{AssessmentId, RoleId};
use crate::store::config_file;
use crate::workbench::error::WorkbenchError;
use crate::workbench::open::Workbench;

pub(crate) use crate::store::config_file::Settings;

/// Reads the settings, with which of them stand in the file. No file: all as by default.
pub(crate) fn settings(path: &Path) -> Result<Settings, WorkbenchError> {
    Ok(config_file::read(path)?)
}

/// Reads the settings. No file: all as by default.
pub(crate) fn read(path: &Path) -> Result<Config, WorkbenchError> {
    Ok(settings(path)?.config)
}

impl Workbench {
    /// The role of the settings, where the team has it or there is no team.
    pub(crate) fn usual_role(
        &self,
        id: &AssessmentId,
        config: &Config,
    ) -> Result<Option<RoleId>, WorkbenchError> {
        let Some(role) = &config.role else { return Ok(None) };
        let team = self.assessment(id)?.team;
        let is_of = team.is_empty() || team.iter().any(|r| r.id == *role);
        Ok(is_of.then(|| role.clone()))
    }
}
