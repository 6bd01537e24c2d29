//! One change that a person made, with what was there before, so that it can be merged and taken back.
#![cfg_attr(not(test), expect(dead_code, reason = "the screens use it"))]

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

    /// The question, when it is an answer that changed.
    pub(crate) fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Answer { question, .. } => Some(question),
            Self::Level { .. } | Self::Target { .. } => None,
        }
    }
}
