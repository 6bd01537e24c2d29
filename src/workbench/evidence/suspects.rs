//! The items whose words have changed, and that nobody looked at since.

use std::collections::BTreeSet;

use crate::model::id::EvidenceId;
use crate::workbench::evidence::trace::Standing;
use crate::workbench::law::ReadingProcess;
use crate::workbench::open::{Opened, Workbench};

impl Workbench {
    /// Evidence items of an assessment on which no answer should rest unseen.
    pub(crate) fn suspects(&self, opened: &Opened, reading: &ReadingProcess) -> BTreeSet<EvidenceId> {
        let standings = self.standings(opened.evidence.values(), reading);
        standings.into_iter().filter(|(_, s): &(_, Standing)| s.is_suspect()).map(|(id, _)| id).collect()
    }
}
