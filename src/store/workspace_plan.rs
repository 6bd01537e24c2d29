//! The plan of an assessment: reading it, and changing one entry of it.

use std::time::Duration;

use crate::model::id::AssessmentId;
use crate::model::plan::Plan;
use crate::model::problem::Problem;
use crate::store::atomic::{self, Stamp};
use crate::store::error::StoreError;
use crate::store::lock::Lock;
use crate::store::plan_file;
use crate::store::text::{self, LIMIT};
use crate::store::workspace::{ASSESSMENTS, Workspace, encode};

pub(super) const FILE: &str = "plan.yaml";
const SCHEMA: &str = "../../.mnr/schemas/plan.json";

impl Workspace {
    /// The name that problems give to the plan of an assessment.
    pub(crate) fn plan_name(id: &AssessmentId) -> String {
        format!("{ASSESSMENTS}/{id}/{FILE}")
    }

    /// Reads the plan of an assessment. `None` when it has none yet.
    ///
    /// # Errors
    /// Every fault of the file.
    pub(crate) fn plan(&self, id: &AssessmentId) -> Result<Option<Plan>, Vec<Problem>> {
        let name = Self::plan_name(id);
        let text = self.text(&name).map_err(|p| vec![p])?;
        text.map(|text| plan_file::read(&name, &text)).transpose()
    }

    /// Changes the plan: waits for the lock, reads what is there now, lets `change` alter it, writes. Only the lines
    /// of what changed are touched.
    pub(crate) fn change_plan<T, E: From<StoreError>>(
        &self,
        id: &AssessmentId,
        patience: Duration,
        change: impl FnOnce(&mut Plan) -> Result<T, E>,
    ) -> Result<T, E> {
        let _lock = Lock::take(&self.folder(id), patience)?;
        let (path, name) = (self.folder(id).join(FILE), Self::plan_name(id));
        let bytes = atomic::read(&path, LIMIT)?;
        let stamp = bytes.as_deref().map_or(Stamp::Absent, Stamp::of);
        let text = bytes.map(|b| text::decode(&name, b)).transpose().map_err(StoreError::from)?;
        let damaged = |problems| StoreError::Damaged { problems };
        let old = match &text {
            Some(text) => plan_file::read(&name, text).map_err(damaged)?,
            None => Plan::default(),
        };
        let mut new = old.clone();
        let outcome = change(&mut new)?;
        if new == old {
            return Ok(outcome);
        }
        let written = match &text {
            Some(text) => plan_file::edit(&name, SCHEMA, text, &old, &new),
            None => plan_file::write(SCHEMA, &new),
        };
        let written = written.map_err(encode(&name))?;
        if u64::try_from(written.len()).is_ok_and(|n| n > LIMIT) {
            return Err(StoreError::TooLarge { path }.into());
        }
        atomic::save(&path, &stamp, written.as_bytes())?;
        Ok(outcome)
    }
}
