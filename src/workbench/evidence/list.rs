//! All evidence of an assessment, with the questions that rest on each item and what became of it.

use std::collections::BTreeMap;

use crate::model::answer::Stance;
use crate::model::evidence::Evidence;
use crate::model::id::{AssessmentId, EvidenceId, FrameworkId, QuestionId};
use crate::workbench::error::WorkbenchError;
use crate::workbench::evidence::trace::Standing;
use crate::workbench::law::ReadingProcess;
use crate::workbench::open::{Opened, Workbench};

/// An answer that rests on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) framework: FrameworkId,
    pub(crate) question: QuestionId,
    pub(crate) stance: Stance,
}

/// One item.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) item: Evidence,
    pub(crate) used: Vec<Use>,
    /// Of a passage of law.
    pub(crate) standing: Option<Standing>,
}

impl Listed {
    pub(crate) fn is_suspect(&self) -> bool {
        self.standing.as_ref().is_some_and(Standing::is_suspect)
    }
}

/// Which answers rest on which items.
pub(crate) fn uses(opened: &Opened) -> BTreeMap<EvidenceId, Vec<Use>> {
    let mut uses: BTreeMap<EvidenceId, Vec<Use>> = BTreeMap::new();
    for of in &opened.frameworks {
        for question in of.framework.questions() {
            let answers = of.sheets.values().filter_map(|sheet| sheet.answer(&question.id));
            for link in answers.flat_map(|answer| &answer.evidence) {
                uses.entry(link.evidence.clone()).or_default().push(Use {
                    framework: of.framework.id.clone(),
                    question: question.id.clone(),
                    stance: link.stance,
                });
            }
        }
    }
    uses
}

impl Workbench {
    /// Every item of an assessment, by id.
    pub(crate) fn evidence_list(
        &self,
        id: &AssessmentId,
        reading: &ReadingProcess,
    ) -> Result<Vec<Listed>, WorkbenchError> {
        let opened = self.load(id)?;
        let mut uses = uses(&opened);
        let mut standings = self.standings(opened.evidence.values(), reading);
        let listed = opened.evidence.into_iter().map(|(id, item)| Listed {
            used: uses.remove(&id).unwrap_or_default(),
            standing: standings.remove(&id),
            item,
        });
        Ok(listed.collect())
    }
}
