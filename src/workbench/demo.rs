//! The demonstration: a workspace of an invented country, as it is built in.

use std::path::Path;

use crate::model::id::AssessmentId;
use crate::model::text::Language;
use crate::store::{atomic, bundled, workspace};
use crate::workbench::error::WorkbenchError;
use crate::workbench::open::Workbench;

const TITLE: &str = "Demonstration (fictional country)";

impl Workbench {
    /// Writes the demonstration into a folder that is empty or not there, and opens it.
    pub(crate) fn demo(root: &Path) -> Result<(Self, AssessmentId), WorkbenchError> {
        if !workspace::is_empty(root)? {
            return Err(WorkbenchError::NotEmpty { path: root.to_path_buf() });
        }
        let workbench = Self::init(root, TITLE, Language::english())?;
        for (path, bytes) in bundled::demo() {
            atomic::replace(&workbench.root().join(path), &bytes)?;
        }
        let assessment = workbench.pick(None)?;
        Ok((workbench, assessment))
    }
}
