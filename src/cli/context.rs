//! Where a command works, and what time it is.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::places;
use crate::model::config::Config;
use crate::model::date::{Date, Moment};
use crate::model::id::{AssessmentId, RoleId};
use crate::workbench::{Workbench, config};

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

    /// Where the settings of the user are, or belong. `None` without a home.
    #[expect(clippy::unused_self, reason = "where a command works is asked of its context")]
    pub(crate) fn config_path(&self) -> Option<PathBuf> {
        places::config(|name| std::env::var_os(name))
    }

    /// The folder for what outlives a session and belongs to no workspace. `None` without a home.
    #[expect(clippy::unused_self, reason = "where a command works is asked of its context")]
    pub(crate) fn state_dir(&self) -> Option<PathBuf> {
        places::state(|name| std::env::var_os(name))
    }

    /// The settings of the user.
    pub(crate) fn config(&self) -> Result<Config, Failure> {
        Ok(self.config_path().map(|path| config::read(&path)).transpose()?.unwrap_or_default())
    }

    /// The role that works here: the one given, or that of the settings where it fits the team.
    pub(crate) fn role(
        &self,
        workbench: &Workbench,
        id: &AssessmentId,
        given: Option<&str>,
    ) -> Result<Option<RoleId>, Failure> {
        match given {
            Some(given) => Ok(Some(RoleId::parse(given)?)),
            None => Ok(workbench.usual_role(id, &self.config()?)?),
        }
    }

    /// The role that the environment names.
    pub(crate) fn by() -> Option<String> {
        std::env::var("MNR_BY").ok()
    }

    /// Whether the user wants no colours of any program: <https://no-color.org>.
    pub(crate) fn no_color() -> bool {
        std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
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
