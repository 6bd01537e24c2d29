//! One change that a person made, with what was there before, so that it can be merged and taken back.

use crate::model::answer::Answer;
use crate::model::assessment::{SetLevel, Target};
use crate::model::id::{CapabilityId, FrameworkId, QuestionId};

/// A change of one answer, level or target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Edit {
    Answer {
        framework: FrameworkId,
        capability: CapabilityId,
        question: QuestionId,
        before: Answer,
        after: Answer,
    },
    Level {
        framework: FrameworkId,
        capability: CapabilityId,
        before: Option<SetLevel>,
        after: Option<SetLevel>,
    },
    Target {
        framework: FrameworkId,
        capability: CapabilityId,
        before: Option<Target>,
        after: Option<Target>,
    },
}

impl Edit {
    /// The edit that takes this one back.
    pub(crate) fn reversed(&self) -> Self {
        let mut edit = self.clone();
        match &mut edit {
            Self::Answer { before, after, .. } => std::mem::swap(before, after),
            Self::Level { before, after, .. } => std::mem::swap(before, after),
            Self::Target { before, after, .. } => std::mem::swap(before, after),
        }
        edit
    }

    pub(crate) fn framework(&self) -> &FrameworkId {
        match self {
            Self::Answer { framework, .. }
            | Self::Level { framework, .. }
            | Self::Target { framework, .. } => framework,
        }
    }

    pub(crate) fn capability(&self) -> &CapabilityId {
        match self {
            Self::Answer { capability, .. }
            | Self::Level { capability, .. }
            | Self::Target { capability, .. } => capability,
        }
    }

    /// Whether nothing is changed by it.
    pub(crate) fn is_nothing(&self) -> bool {
        match self {
            Self::Answer { before, after, .. } => before == after,
            Self::Level { before, after, .. } => before == after,
            Self::Target { before, after, .. } => before == after,
        }
    }

    /// Whether two edits change the same answer, level or target.
    pub(crate) fn is_of_same(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && (self.framework(), self.capability(), self.question())
                == (other.framework(), other.capability(), other.question())
    }

    /// This edit as one made on top of another of the same answer, level or target.
    pub(crate) fn on_top_of(&self, earlier: &Self) -> Self {
        let mut edit = self.clone();
        match (&mut edit, earlier) {
            (Self::Answer { before, .. }, Self::Answer { after, .. }) => before.clone_from(after),
            (Self::Level { before, .. }, Self::Level { after, .. }) => before.clone_from(after),
            (Self::Target { before, .. }, Self::Target { after, .. }) => before.clone_from(after),
            _ => {}
        }
        edit
    }

    /// The question, when it is an answer that changed.
    pub(crate) fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Answer { question, .. } => Some(question),
            Self::Level { .. } | Self::Target { .. } => None,
        }
    }
}
