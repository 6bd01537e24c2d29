//! The items whose words have changed, and that nobody looked at since.

use std::collections::BTreeSet;

use crate::model::id::{EvidenceId, QuestionRef};
use crate::score::overview::Overview;
use crate::workbench::evidence::trace::Standing;
use crate::workbench::law::ReadingProcess;
use crate::workbench::open::{Opened, OpenedFramework, Workbench};

impl Workbench {
    /// Evidence items of an assessment on which no answer should rest unseen.
    pub(crate) fn suspects(&self, opened: &Opened, reading: &ReadingProcess) -> BTreeSet<EvidenceId> {
        let standings = self.standings(opened.evidence.values(), reading);
        standings.into_iter().filter(|(_, s): &(_, Standing)| s.is_suspect()).map(|(id, _)| id).collect()
    }

    /// Questions whose answers rest on such items.
    pub(crate) fn suspect_questions(
        &self,
        opened: &Opened,
        reading: &ReadingProcess,
    ) -> BTreeSet<QuestionRef> {
        let suspects = self.suspects(opened, reading);
        let of = |f: &OpenedFramework| {
            let overview = Overview::of(&f.framework, &f.sheets);
            let resting = overview.capabilities().flat_map(|c| &c.weighed).filter(|w| w.rests_on(&suspects));
            resting
                .map(|w| QuestionRef { framework: f.framework.id.clone(), question: w.question.id.clone() })
                .collect::<Vec<_>>()
        };
        opened.frameworks.iter().flat_map(of).collect()
    }
}
