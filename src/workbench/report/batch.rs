//! The same report of many assessments.

use std::path::PathBuf;

use crate::model::id::{AssessmentId, RoundId};
use crate::model::problem::Problem;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::ReadingProcess;
use crate::workbench::open::Workbench;
use crate::workbench::overview::each;
use crate::workbench::report::ReportRequest;

/// A report that was written, and what could not be read for it.
pub(crate) type Written = (PathBuf, Vec<Problem>);

impl Workbench {
    /// Writes the report of every assessment, or of those of one round, where it belongs. One that cannot be made does
    /// not keep the others from being.
    pub(crate) fn write_reports(
        &self,
        request: &ReportRequest,
        round: Option<&RoundId>,
        force: bool,
        reading: &ReadingProcess,
    ) -> Vec<(AssessmentId, Result<Written, WorkbenchError>)> {
        let mut ids = self.assessment_ids();
        ids.retain(|id| round.is_none_or(|r| id.round == *r));
        each(&ids, |id| {
            let one = || {
                let report = self.report(id, request, reading)?;
                let path = self.report_path(id, request);
                self.write_report(&path, &report, request.format, force)?;
                Ok((path, report.problems))
            };
            (id.clone(), one())
        })
    }
}
