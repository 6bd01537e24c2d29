//! Who has an assessment open now.

use crate::model::id::AssessmentId;
use crate::store::presence;
use crate::workbench::open::Workbench;

pub(crate) use crate::store::presence::Presence;

impl Workbench {
    /// Says of oneself that an assessment is open here. `None` where that cannot be said.
    pub(crate) fn enter(&self, id: &AssessmentId, who: &str) -> Option<Presence> {
        presence::enter(&self.workspace.derived(), id, who)
    }

    /// What others (not this process) who are alive wrote of themselves; stale files are removed.
    pub(crate) fn present(&self, id: &AssessmentId) -> Vec<String> {
        presence::others(&self.workspace.derived(), id)
    }
}
