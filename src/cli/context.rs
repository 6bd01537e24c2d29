//! Where a command works, and what time it is.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::model::date::{Date, Moment};
use crate::workbench::Workbench;

/// What every command is given.
pub(crate) struct Context {
    workspace: Option<PathBuf>,
}

impl Context {
    pub(crate) fn new(workspace: Option<PathBuf>) -> Self {
        Self { workspace }
    }

    /// Where to look for the workspace: the folder named, or the present one.
    pub(crate) fn start(&self) -> &Path {
        self.workspace.as_deref().unwrap_or(Path::new("."))
    }

    pub(crate) fn open(&self) -> Result<Workbench, Failure> {
        Ok(Workbench::open(self.start())?)
    }

    /// A path as it is shown: from the present folder on, where it lies below it.
    pub(crate) fn shown(path: &Path) -> String {
        let below =
            std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
        below.unwrap_or_else(|| path.to_path_buf()).display().to_string()
    }

    /// Now, to the second, in UTC.
    pub(crate) fn now() -> Option<Moment> {
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Moment::parse(&now).ok()
    }

    /// Today, in UTC.
    pub(crate) fn today() -> Option<Date> {
        Self::now().map(|now| now.date())
    }
}
