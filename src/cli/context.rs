//! Where a command works, and what time it is.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::places;
use crate::model::config::{ColorChoice, Config};
use crate::model::date::{Date, Moment};
use crate::model::id::{AssessmentId, RoleId};
use crate::model::text::Language;
use crate::workbench::law::{self, ReadingProcess};
use crate::workbench::{Workbench, config};

/// What every command is given.
pub(crate) struct Context {
    workspace: Option<PathBuf>,
    no_screen: bool,
    color: Option<ColorChoice>,
}

impl Context {
    pub(crate) fn new(workspace: Option<PathBuf>, no_screen: bool, color: Option<ColorChoice>) -> Self {
        Self { workspace, no_screen, color }
    }

    /// Whether the screens can and may be shown.
    pub(crate) fn has_screen(&self) -> bool {
        !self.no_screen && io::stdin().is_terminal() && io::stdout().is_terminal() && !Self::is_plain()
    }

    /// Whether somebody sits before a terminal that can only print lines.
    pub(crate) fn wants_lines(&self) -> bool {
        !self.no_screen && io::stdin().is_terminal() && io::stdout().is_terminal() && Self::is_plain()
    }

    /// Whether the terminal can only print lines.
    fn is_plain() -> bool {
        std::env::var_os("TERM").is_some_and(|t| t == "dumb")
    }

    /// Whether colours are wanted: the flag, then the settings, then what the environment says.
    pub(crate) fn colours(&self, config: &Config) -> bool {
        match self.color.unwrap_or(config.color) {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => !Self::no_color(),
        }
    }

    /// Whether the terminal is one that orders right-to-left text by itself.
    pub(crate) fn terminal_reorders() -> bool {
        let has = |name: &str| std::env::var_os(name).is_some();
        let is = |name: &str, value: &str| std::env::var_os(name).is_some_and(|v| v == value);
        has("VTE_VERSION")
            || has("KONSOLE_VERSION")
            || is("TERM_PROGRAM", "Apple_Terminal")
            || is("TERM", "mlterm")
    }

    /// The editor that the user named.
    pub(crate) fn editor() -> Option<String> {
        let named = |name: &str| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
        named("VISUAL").or_else(|| named("EDITOR"))
    }

    /// The language that the user's system speaks, as `es`.
    pub(crate) fn system_language() -> Option<Language> {
        let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let tag = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))?;
        let plain = tag.split(['.', '@']).next().unwrap_or_default().to_lowercase().replace('_', "-");
        Language::parse(&plain).ok()
    }

    /// Where to look for the workspace: the folder named, or the present one.
    pub(crate) fn start(&self) -> &Path {
        self.workspace.as_deref().unwrap_or(Path::new("."))
    }

    pub(crate) fn open(&self) -> Result<Workbench, Failure> {
        Ok(Workbench::open(self.start())?)
    }

    /// The same for what is asked often and only reads.
    pub(crate) fn open_to_read(&self) -> Result<Workbench, Failure> {
        Ok(Workbench::open_to_read(self.start())?)
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

    /// How files are read that need a process of their own.
    pub(crate) fn reading(pdftotext: bool) -> ReadingProcess {
        // Without a name of its own the program is looked for on the PATH.
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("mnr"));
        ReadingProcess { program, pdftotext }
    }

    /// Whether poppler's `pdftotext` is installed.
    pub(crate) fn has_pdftotext() -> bool {
        law::reading::has_pdftotext()
    }

    /// Whether matches are marked by colour: on a terminal that wants colours.
    pub(crate) fn marks_in_colour(&self) -> bool {
        let config = self.config().unwrap_or_default();
        match self.color.unwrap_or(config.color) {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stdout().is_terminal() && !Self::no_color() && !Self::is_plain(),
        }
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
