//! The words of the interface, from one file a language.

use std::collections::BTreeMap;

/// Texts by key. A key without a text shows itself; a test sees to it that there is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    texts: BTreeMap<String, String>,
}

impl Words {
    /// The texts of a language over those of English.
    pub(crate) fn new(english: BTreeMap<String, String>, own: BTreeMap<String, String>) -> Self {
        let mut texts = english;
        texts.extend(own);
        Self { texts }
    }

    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The text of one of a family of keys: `state.met`.
    pub(crate) fn of(&self, family: &str, member: impl std::fmt::Display) -> String {
        let key = format!("{family}.{member}");
        self.texts.get(&key).cloned().unwrap_or(key)
    }

    /// A text with its `{name}` places filled.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &dyn ToString)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), &value.to_string());
        }
        text
    }
}
