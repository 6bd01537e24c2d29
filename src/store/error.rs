//! What can go wrong between the program and the disk, as data.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::problem::Problem;

/// A failed reading or writing, with the path it happened on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("no workspace at {} or above it", start.display())]
    NoWorkspace { start: PathBuf },
    #[error("{} cannot be {action}: {source}", path.display())]
    Io { action: &'static str, path: PathBuf, source: io::Error },
    #[error("{}", problems.first().map_or_else(String::new, |p| p.message.clone()))]
    Damaged { problems: Vec<Problem> },
    #[error("somebody else is writing in {}", path.display())]
    Locked { path: PathBuf, holder: String },
    #[error("{} was changed by someone else since it was read", path.display())]
    Changed { path: PathBuf, ours: PathBuf },
    #[error("{} would become larger than 4 MB", path.display())]
    TooLarge { path: PathBuf },
    #[error("{} is there already", path.display())]
    Exists { path: PathBuf },
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        move |source| Self::Io { action, path, source }
    }
}

impl From<Problem> for StoreError {
    fn from(problem: Problem) -> Self {
        Self::Damaged { problems: vec![problem] }
    }
}
