//! Typed text that is in no file yet: written down, and found again after a crash.

use std::path::{Path, PathBuf};

use crate::store::left_behind;
use crate::workbench::open::Workbench;

pub(crate) use crate::store::journal::Journal;
pub(crate) use crate::store::left_behind::LeftBehind;

impl Workbench {
    /// The journal of this process. Opens nothing yet.
    pub(crate) fn journal(&self, state: &Path) -> Journal {
        Journal::new(state, self.root())
    }

    /// The journals of this workspace whose process is gone and that have drafts. Empty ones are removed.
    pub(crate) fn left_behind(&self, state: &Path) -> Vec<LeftBehind> {
        left_behind::all(state, self.root())
    }

    /// The journals of this workspace that could not be read and were put aside, to be told.
    pub(crate) fn damaged_journals(&self, state: &Path) -> Vec<PathBuf> {
        left_behind::damaged(state, self.root())
    }
}
