//! Text that was typed and is in no file yet.

use crate::model::id::{AssessmentId, CapabilityId, FrameworkId, QuestionId};
use crate::model::word::words;

words! {
    /// The field that a text is typed into.
    DraftField {
        Because = "because",
        Flag = "flag",
        Note = "note",
        LevelReason = "level_reason",
        TargetReason = "target_reason",
    }
}

/// One text, where it belongs, and what was there when the typing began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) assessment: AssessmentId,
    pub(crate) framework: FrameworkId,
    pub(crate) capability: CapabilityId,
    /// None for the reason of a level or a target.
    pub(crate) question: Option<QuestionId>,
    pub(crate) field: DraftField,
    pub(crate) before: String,
    pub(crate) text: String,
}
