//! The words of the screens: every key that is used is there, every key that is there is used, and a
//! translation says what English says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui")
}

/// Key and text of every line of a file of words.
fn words(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| l.split_once(':').unwrap_or_else(|| panic!("{l}")))
        .map(|(key, text)| (key.to_owned(), text.trim().to_owned()))
        .collect()
}

/// All string literals of the room, and the families of keys that are made of a member.
fn used() -> (BTreeSet<String>, BTreeSet<String>) {
    let mut sources = Vec::new();
    files(&folder(), "rs", &mut sources);
    let mut literals = BTreeSet::new();
    let mut families = BTreeSet::new();
    for path in sources.iter().filter(|p| !p.to_string_lossy().contains("/tests/")) {
        let text = fs::read_to_string(path).unwrap();
        for part in text.split('"').skip(1).step_by(2) {
            literals.insert(part.to_owned());
            if let Some((family, rest)) = part.split_once(".{")
                && rest.ends_with('}')
            {
                families.insert(family.to_owned());
            }
        }
        for part in text.split(".of(").skip(1) {
            families.insert(part.trim_start().trim_start_matches('"').split('"').next().unwrap().to_owned());
        }
    }
    (literals, families)
}

#[test]
fn no_word_is_missing_and_none_is_left_over() {
    let english = words(&folder().join("words/en.yaml"));
    let (literals, families) = used();
    let family = |key: &str| families.contains(key.split('.').next().unwrap());
    let left_over: Vec<_> = english.keys().filter(|k| !literals.contains(*k) && !family(k)).collect();
    assert!(left_over.is_empty(), "used nowhere: {left_over:?}");
    let groups: BTreeSet<&str> = english.keys().filter_map(|k| k.split('.').next()).collect();
    let is_key = |l: &&String| {
        let (group, rest) = l.split_once('.').unwrap_or_default();
        groups.contains(group)
            && !rest.is_empty()
            && rest.chars().all(|c| c.is_ascii_lowercase() || "-_.".contains(c))
    };
    let missing: Vec<_> = literals
        .iter()
        .filter(is_key)
        .filter(|l| !english.contains_key(*l) && !l.ends_with(".yaml"))
        .collect();
    assert!(missing.is_empty(), "without words: {missing:?}");
}

#[test]
fn a_translation_has_the_keys_and_places_of_english() {
    let places = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|(name, _)| name.to_owned()).collect()
    };
    let english = words(&folder().join("words/en.yaml"));
    let mut all = Vec::new();
    files(&folder().join("words"), "yaml", &mut all);
    assert!(all.len() > 1, "no translation was found");
    for path in all {
        let own = words(&path);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (key, text) in &english {
            let found = own.get(key).unwrap_or_else(|| panic!("{name} has no {key}"));
            assert_eq!(places(found), places(text), "{name}: {key}");
        }
        assert_eq!(own.len(), english.len(), "{name} has keys that English does not have");
    }
}
