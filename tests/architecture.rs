//! The map of rooms, enforced: who may name whom, which outside crate belongs where, how a file begins.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "reads the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each room and the rooms it may name. A room that is not listed may not exist.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("score", &["model"]),
    ("report", &["model", "score"]),
    ("store", &["model"]),
    ("catalog", &["model", "store"]),
    ("law", &["model"]),
    ("workbench", &["model", "score", "report", "store", "catalog", "law"]),
    ("tui", &["model", "score", "workbench"]),
    ("cli", &["model", "score", "workbench", "tui"]),
];

/// Outside crates and parts of the standard library that belong to certain rooms.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("comrak", &["report"]),
    ("crossterm", &["tui"]),
    ("csv", &["report"]),
    ("encoding_rs", &["law"]),
    ("flate2", &["law"]),
    ("frostem", &["law"]),
    ("glob", &["store"]),
    ("html5ever", &["law"]),
    ("indexmap", &["store", "catalog"]),
    ("jiff", &["cli"]),
    ("lingua", &["law"]),
    ("lz4_flex", &["law"]),
    ("memchr", &["law"]),
    ("minijinja", &["report"]),
    ("nucleo_matcher", &["tui"]),
    ("pdf_extract", &["law"]),
    ("quick_xml", &["report", "law"]),
    ("ratatui", &["tui"]),
    ("ratatui_textarea", &["tui"]),
    ("rust_embed", &["store"]),
    ("rust_xlsxwriter", &["report"]),
    ("rustc_hash", &["law", "store"]),
    ("rustix", &["store"]),
    ("schemars", &["report", "store", "catalog"]),
    ("serde", &["report", "store", "catalog", "cli"]),
    ("serde_json", &["report", "store", "law", "cli"]),
    ("serde_path_to_error", &["store"]),
    ("serde_yaml", &["store"]),
    ("sha2", &["store", "law"]),
    ("signal_hook", &["tui"]),
    ("strsim", &["store", "law"]),
    ("tantivy", &["law"]),
    ("tempfile", &["store"]),
    ("textwrap", &["tui"]),
    ("thiserror", &["report", "store", "law", "workbench"]),
    ("unicode_bidi", &["tui"]),
    ("unicode_normalization", &["law"]),
    ("unicode_segmentation", &["tui"]),
    ("unicode_width", &["tui", "cli"]),
    ("zip", &["report", "law"]),
    ("std::env", &["cli"]),
    ("std::fs", &["store"]),
    ("std::io", &["report", "store", "law", "tui", "cli"]),
    ("std::net", &[]),
    ("std::process", &["store", "tui", "cli"]),
    ("std::thread", &["store", "catalog", "workbench", "tui", "cli"]),
    ("std::time", &["store", "workbench", "tui", "cli"]),
];

/// Lines a file may have. Above it holds two ideas.
const LONGEST: usize = 600;

/// A source file: its path below `src/`, and its text.
type Sources = Vec<(String, String)>;

fn sources() -> Sources {
    fn walk(folder: &Path, root: &Path, found: &mut Sources) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.sort();
    found
}

/// The lines that count: no comments, and nothing from the unit tests on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines
        .take_while(|(_, l)| !l.starts_with("#[cfg(test)]"))
        .filter(|(_, l)| !l.trim_start().starts_with("//"))
}

fn names(line: &str, path: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + path.len()..].chars().next();
        !is_word(before)
            && before != Some(':')
            && (after == Some(':') || (path.contains("::") && !is_word(after)))
    })
}

/// Every fault, as `src/score/x.rs:3: …`.
fn faults(sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in sources {
        let place = |line: usize| format!("src/{file}:{line}");
        if !text.starts_with("//!") {
            faults.push(format!("{}: the file does not say what it is (`//!`)", place(1)));
        }
        if text.lines().count() > LONGEST {
            faults.push(format!("{}: more than {LONGEST} lines", place(LONGEST)));
        }
        let Some((room, _)) = file.split_once('/') else { continue };
        let Some((room, may_name)) = ROOMS.iter().find(|(r, _)| *r == room) else {
            faults.push(format!("{}: `{room}` is no room of the map", place(1)));
            continue;
        };
        if file.ends_with("/tests.rs") || file.contains("/tests/") {
            continue;
        }
        for (number, line) in code(text) {
            if line.contains("super::super") || (line.contains("use super::") && file.ends_with("/mod.rs")) {
                faults.push(format!("{}: another room is named by `super`", place(number)));
            }
            if line.contains("crate::{") {
                faults.push(format!("{}: write `use crate::room::…`, one room a line", place(number)));
            }
            for (other, _) in ROOMS.iter().filter(|(other, _)| other != room) {
                if line.contains(&format!("crate::{other}")) {
                    edges.entry(room).or_default().insert(other);
                    if !may_name.contains(other) {
                        faults.push(format!("{}: `{room}` names `{other}`", place(number)));
                    }
                }
            }
            for (path, rooms) in OUTSIDE.iter().filter(|(_, rooms)| !rooms.contains(room)) {
                if names(line, path) {
                    faults.push(format!(
                        "{}: `{path}` does not belong in `{room}` but in {rooms:?}",
                        place(number)
                    ));
                }
            }
        }
    }
    faults.extend(circles(&edges));
    faults
}

/// Rooms that reach themselves through others.
fn circles(edges: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let reaches_itself = |room: &str| {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&str> = edges.get(room).into_iter().flatten().copied().collect();
        while let Some(next) = waiting.pop() {
            if next == room {
                return true;
            }
            if seen.insert(next) {
                waiting.extend(edges.get(next).into_iter().flatten());
            }
        }
        false
    };
    edges.keys().filter(|room| reaches_itself(room)).map(|room| format!("`{room}` is in a circle")).collect()
}

#[test]
fn the_rooms_keep_to_the_map() {
    let sources = sources();
    assert!(sources.len() > 50, "the sources were not found");
    let faults = faults(&sources);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_room_is_there() {
    let sources = sources();
    for (room, _) in ROOMS {
        assert!(sources.iter().any(|(file, _)| *file == format!("{room}/mod.rs")), "src/{room}/mod.rs");
    }
}

fn planted(file: &str, line: &str) -> Vec<String> {
    faults(&vec![(file.to_owned(), format!("//! x\n{line}\n"))])
}

#[test]
fn a_planted_fault_is_found() {
    for (file, line, expected) in [
        ("score/x.rs", "use crate::store::Thing;", "src/score/x.rs:2: `score` names `store`"),
        ("model/x.rs", "let x = crate::score::y();", "src/model/x.rs:2: `model` names `score`"),
        ("workbench/x.rs", "use crate::cli::args;", "src/workbench/x.rs:2: `workbench` names `cli`"),
        ("cli/x.rs", "use crate::store::StoreError;", "src/cli/x.rs:2: `cli` names `store`"),
        (
            "catalog/x.rs",
            "use std::fs;",
            "src/catalog/x.rs:2: `std::fs` does not belong in `catalog` but in [\"store\"]",
        ),
        (
            "report/x.rs",
            "serde_yaml::from_str(x)",
            "src/report/x.rs:2: `serde_yaml` does not belong in `report` but in [\"store\"]",
        ),
        ("model/x.rs", "use serde::Serialize;", "`serde` does not belong in `model`"),
        ("attic/x.rs", "", "`attic` is no room of the map"),
        ("score/x.rs", "use crate::{model, report};", "one room a line"),
    ] {
        let found = planted(file, line);
        assert!(found.iter().any(|f| f.contains(expected)), "{line}: {found:?}");
    }
    assert!(planted("score/x.rs", "// use crate::store::Thing;").is_empty());
    assert!(planted("score/x.rs", "use crate::model::id::CapabilityId;").is_empty());
}

#[test]
fn a_planted_circle_is_found() {
    let edges = BTreeMap::from([
        ("a", BTreeSet::from(["b"])),
        ("b", BTreeSet::from(["c"])),
        ("c", BTreeSet::from(["a"])),
        ("d", BTreeSet::from(["a"])),
    ]);
    assert_eq!(circles(&edges), ["`a` is in a circle", "`b` is in a circle", "`c` is in a circle"]);
}
