//! What a user did in an assessment and can take back, over restarts.

use std::path::Path;

use crate::model::id::AssessmentId;
use crate::store::history;
use crate::workbench::StoreError;
use crate::workbench::open::Workbench;

pub(crate) use crate::store::history::History;

impl Workbench {
    /// The history of an assessment. One that cannot be read is empty.
    pub(crate) fn history(&self, state: &Path, id: &AssessmentId) -> History {
        history::read(state, self.root(), id)
    }

    /// Keeps the history of an assessment, the newest edits of it.
    pub(crate) fn remember(
        &self,
        state: &Path,
        id: &AssessmentId,
        history: &History,
    ) -> Result<(), StoreError> {
        history::write(state, self.root(), id, history)
    }
}
