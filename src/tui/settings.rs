//! What the screens are started with: everything that only the command line can know.

use std::path::PathBuf;

use crate::model::config::Config;
use crate::model::date::Moment;
use crate::workbench::law::ReadingProcess;
use crate::workbench::{Workbench, WorkbenchError};

/// The surroundings of the program.
pub(crate) struct Settings {
    pub(crate) config: Config,
    /// The folder for texts that are in no file yet.
    pub(crate) state: PathBuf,
    /// Where a workspace would be made.
    pub(crate) here: PathBuf,
    /// The workspace, or why there is none.
    pub(crate) workbench: Result<Workbench, WorkbenchError>,
    pub(crate) colours: bool,
    /// Whether the terminal is known to reorder right-to-left text.
    pub(crate) terminal_reorders: bool,
    /// The command line of an editor, if the user named one.
    pub(crate) editor: Option<String>,
    pub(crate) now: fn() -> Option<Moment>,
    /// Whether F12 panics, for a test.
    #[cfg(debug_assertions)]
    pub(crate) panics: bool,
    /// How files of laws are read that need a process of their own.
    pub(crate) reading: ReadingProcess,
    /// A failure in words.
    pub(crate) explain: fn(&WorkbenchError) -> String,
    /// Whether trying again may help.
    pub(crate) may_pass: fn(&WorkbenchError) -> bool,
}

/// How the screens came to their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    ByUser,
    /// By a signal of this number.
    BySignal(i32),
}
