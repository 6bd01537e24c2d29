//! Programs beside ours, run as processes: recoll and ripgrep where they are installed, and ours.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::figures::{Took, first_printed, last_printed, printed, watched};
use crate::queries::Asked;

pub(crate) fn mnr(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mnr"));
    command.args(args).current_dir(folder);
    command
}

/// Milliseconds from the start of `mnr search` to its end, and what it printed.
pub(crate) fn search(folder: &Path, typed: &str) -> (String, f64) {
    // What begins with a hyphen is a query too.
    printed(&mut mnr(folder, &["search", "--", typed])).unwrap()
}

/// Milliseconds from the start of `mnr search` until hits are printed; it then looks whether a law has changed.
pub(crate) fn first_hits(folder: &Path, typed: &str) -> f64 {
    first_printed(&mut mnr(folder, &["search", "--", typed])).unwrap()
}

/// What `mnr search` prints, with the milliseconds from its start to the last of that, and to its end.
pub(crate) fn last_hits(folder: &Path, typed: &str) -> (String, f64, f64) {
    last_printed(&mut mnr(folder, &["search", "--", typed])).unwrap()
}

/// Has recoll index a folder.
pub(crate) fn recoll_index(settings: &Path, corpus: &Path) -> Option<Took> {
    fs::write(settings.join("recoll.conf"), format!("topdirs = {}\nskippedNames =\n", corpus.display()))
        .unwrap();
    watched(Command::new("recollindex").arg("-c").arg(settings).arg("-z"))
}

/// Asks recoll for twenty hits with abstracts: how many it has, and the milliseconds that it took.
pub(crate) fn recoll_search(settings: &Path, asked: &Asked) -> Option<(usize, f64)> {
    let text = match asked {
        Asked::Term(a) => a.clone(),
        Asked::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Asked::And(a, b) => format!("{a} {b}"),
        Asked::Or(a, b, c) => format!("{a} OR {b} OR {c}"),
        Asked::AndNot(a, b, c) => format!("{a} {b} -{c}"),
        Asked::Prefix(a) => format!("{a}*"),
        Asked::Fuzzy(_) => return None,
    };
    let mut command = Command::new("recollq");
    let (out, time) = printed(command.arg("-c").arg(settings).args(["-A", "-n", "20", "-q"]).arg(text))?;
    let count = out.lines().find_map(|line| line.strip_suffix(" results")?.rsplit(' ').next()?.parse().ok());
    Some((count.unwrap_or(0), time))
}

/// Has ripgrep look through all files: how many have what was asked, and the milliseconds.
pub(crate) fn ripgrep(corpus: &Path, asked: &Asked) -> Option<(usize, f64)> {
    let pattern = match asked {
        Asked::Term(a) => format!("\\b{a}\\b"),
        Asked::Phrase(words) => format!("\\b{}\\b", words.join("\\s+")),
        Asked::Prefix(a) => format!("\\b{a}"),
        _ => return None,
    };
    let mut command = Command::new("rg");
    let (out, time) = printed(command.args(["-i", "-c", "--no-config", "-e", &pattern]).arg(corpus))?;
    Some((out.lines().count(), time))
}
