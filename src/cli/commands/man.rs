//! `mnr man`

use std::path::PathBuf;

use clap::CommandFactory;

use crate::cli::args::Cli;
use crate::cli::commands::screens;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::text::Language;
use crate::tui;
use crate::workbench;

/// Print the manual page, or write the pages of all commands
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  mnr man | man -l -\n  mnr man --dir ~/.local/share/man/man1")]
pub(crate) struct Args {
    /// Write one page a command into this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// The pages of a command and of all under it: file name and text.
fn pages(command: &clap::Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    let mut text = Vec::new();
    let named = command.clone().name(name.to_owned()).bin_name(name.replace('-', " "));
    clap_mangen::Man::new(named).render(&mut text)?;
    if name == "mnr" {
        keys(&mut text)?;
    }
    pages.push((format!("{name}.1"), text));
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        self::pages(sub, &format!("{name}-{}", sub.get_name()), pages)?;
    }
    Ok(())
}

/// The keys of the screens, from the table that the screens themselves read.
fn keys(text: &mut Vec<u8>) -> Result<(), Failure> {
    let mut roff = clap_mangen::roff::Roff::new();
    roff.control("SH", ["KEYS"]);
    let words = screens::words(&Language::english())?;
    for (keys, action, places) in tui::manual(&words) {
        roff.control("TP", []);
        roff.text([clap_mangen::roff::bold(keys)]);
        roff.text([clap_mangen::roff::roman(format!("{action} ({places})"))]);
    }
    roff.to_writer(text)?;
    Ok(())
}

pub(crate) fn run(args: &Args, output: &mut Output) -> Result<Code, Failure> {
    let mut all = Vec::new();
    pages(&Cli::command(), "mnr", &mut all)?;
    let Some(dir) = &args.dir else {
        for (_, text) in all.iter().take(1) {
            output.raw(text)?;
        }
        return Ok(Code::Done);
    };
    for (name, text) in &all {
        workbench::put_file(&dir.join(name), text)?;
    }
    output.line(format!("Wrote {} pages into {}", all.len(), dir.display()))?;
    Ok(Code::Done)
}
