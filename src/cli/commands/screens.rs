//! `mnr` alone: the screens, or what there is in words where no screen can be shown.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::commands::{ask, assess};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::config::Config;
use crate::model::text::Language;
use crate::tui::{self, Ended, Settings, Words};
use crate::workbench::interface;
use crate::workbench::{StoreError, Workbench, WorkbenchError};

pub(crate) fn run(context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let opened = Workbench::open(context.start());
    if context.has_screen() {
        return open(context, opened, context.start());
    }
    if context.wants_lines() {
        return ask::run(&ask::Args::default(), context, output);
    }
    assess::print(&opened?.progress(), output)?;
    output.line("\nThe screens need a terminal. `mnr --help` lists the commands that do the same.")?;
    Ok(Code::Done)
}

/// Shows the screens until they end.
pub(crate) fn open(
    context: &Context,
    workbench: Result<Workbench, WorkbenchError>,
    here: &Path,
) -> Result<Code, Failure> {
    let config = context.config()?;
    let Some(state) = context.state_dir() else {
        return Err(Failure::usage(
            "there is no place for text that is being typed",
            "set HOME or XDG_STATE_HOME".to_owned(),
        ));
    };
    let words = words(&language(&config))?;
    let settings = Settings {
        state,
        here: here.to_path_buf(),
        workbench,
        colours: context.colours(&config),
        terminal_reorders: Context::terminal_reorders(),
        editor: Context::editor(),
        now: Context::now,
        reading: Context::reading(false),
        #[cfg(debug_assertions)]
        panics: std::env::var_os("MNR_TEST_PANIC").is_some(),
        explain,
        may_pass,
        config,
    };
    match tui::run(settings, words)? {
        Ended::ByUser => Ok(Code::Done),
        Ended::BySignal(signal) => Err(Failure::Signal(signal)),
    }
}

/// The language of the screens: that of the settings, or that of the system if there are words for it.
fn language(config: &Config) -> Language {
    let known = interface::languages();
    let wanted = config.language.clone().or_else(Context::system_language);
    let fits =
        |l: &&Language| wanted.as_ref().is_some_and(|w| w == *l || w.as_str().starts_with(&format!("{l}-")));
    known.iter().find(fits).cloned().unwrap_or_else(Language::english)
}

/// The words of the screens in a language, over those of English.
pub(crate) fn words(language: &Language) -> Result<Words, Failure> {
    let english = interface::words(&Language::english())?;
    let own = if *language == Language::english() { BTreeMap::new() } else { interface::words(language)? };
    Ok(Words::new(english, own))
}

/// A failure in one line, as the screens say it.
fn explain(error: &WorkbenchError) -> String {
    Failure::sentence(error)
}

/// Whether the same may work in a moment: nothing is wrong with the change itself.
fn may_pass(error: &WorkbenchError) -> bool {
    matches!(
        error,
        WorkbenchError::Store(StoreError::Io { .. } | StoreError::Locked { .. } | StoreError::Changed { .. })
    )
}
