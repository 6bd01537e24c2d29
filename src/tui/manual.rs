//! The keys in words, for the manual page and the help of the command line.

use crate::tui::keys::{Binding, Key, Place, TABLE, Unbound};
use crate::tui::words::Words;

/// Every action with its keys and its places, in the order of the table.
pub(crate) fn manual(words: &Words) -> Vec<(String, String, String)> {
    TABLE.iter().map(|b| (keys(b), words.of("action", b.action), places(b, words))).collect()
}

fn keys(binding: &Binding) -> String {
    let shown = binding.keys.iter().filter_map(|k| Key::parse(k)).map(|k| k.to_string());
    shown.collect::<Vec<_>>().join(", ")
}

fn places(binding: &Binding, words: &Words) -> String {
    if binding.places.len() == Place::ALL.len() {
        return words.get("place.everywhere").to_owned();
    }
    binding.places.iter().map(|p| words.of("place", p)).collect::<Vec<_>>().join(", ")
}

/// Why a binding of the configuration was not taken, in words.
pub(crate) fn unbound(words: &Words, fault: &Unbound) -> String {
    match fault {
        Unbound::NoAction { given } => words.fill("keys.no-action", &[("given", given)]),
        Unbound::NoKey { action, given } => {
            words.fill("keys.no-key", &[("action", action), ("given", given)])
        }
        Unbound::Taken { action, key, by, place } => {
            let place = words.of("place", place);
            words.fill("keys.taken", &[("action", action), ("key", key), ("by", by), ("place", &place)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::tests::words;

    #[test]
    fn the_readme_has_the_keys_of_the_table() {
        let readme = include_str!("../../README.md");
        let rows: Vec<String> = manual(&words())
            .iter()
            .map(|(keys, action, places)| format!("| {keys} | {action} | {places} |"))
            .collect();
        let missing: Vec<_> = rows.iter().filter(|row| !readme.contains(row.as_str())).collect();
        assert!(missing.is_empty(), "put these rows into README.md:\n{}", rows.join("\n"));
    }
}
