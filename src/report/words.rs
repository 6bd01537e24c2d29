//! The fixed text of templates in one language.
//!
//! A template says its own text in English: `{{ say("Level") }}`. What it is in another language stands in
//! `templates/words/<language>.yaml`, under the English text. What does not stand there stays English and is
//! counted, so that a report can say how much of it fell back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State};

use crate::model::text::Language;
use crate::report::markdown;

/// The texts of one language by their English.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) language: Language,
    texts: BTreeMap<String, String>,
}

impl Words {
    pub(crate) fn new(language: Language, texts: BTreeMap<String, String>) -> Self {
        Self { language, texts }
    }

    pub(crate) fn english() -> Self {
        Self::new(Language::english(), BTreeMap::new())
    }

    /// The text in this language, or in English.
    pub(crate) fn say<'a>(&'a self, english: &'a str) -> &'a str {
        self.texts.get(english).map_or(english, String::as_str)
    }

    fn lacks(&self, english: &str) -> bool {
        self.language != Language::english() && !self.texts.contains_key(english)
    }
}

/// The fixed texts that a template asked for and that stayed English.
#[derive(Debug, Clone, Default)]
pub(crate) struct Missing(Arc<Mutex<BTreeSet<String>>>);

impl Missing {
    fn add(&self, english: &str) {
        if let Ok(mut missing) = self.0.lock() {
            missing.insert(english.to_owned());
        }
    }

    pub(crate) fn texts(&self) -> BTreeSet<String> {
        self.0.lock().map(|m| m.clone()).unwrap_or_default()
    }
}

/// Gives templates the function `say` and the filter `words`.
pub(crate) fn install(environment: &mut Environment<'_>, words: &Words, missing: &Missing) {
    let (said, lacking) = (Arc::new(words.clone()), missing.clone());
    environment.add_function("say", move |state: &State<'_, '_>, english: String, values: Kwargs| {
        if said.lacks(&english) {
            lacking.add(&english);
        }
        // In Markdown the fixed text is Markdown; in a picture or a page it is text, which is escaped as a whole.
        let is_markup = matches!(state.auto_escape(), AutoEscape::Html);
        let text = fill(said.say(&english), &values, is_markup)?;
        values.assert_all_used()?;
        Ok::<_, Error>(if is_markup { Value::from(text) } else { Value::from_safe_string(text) })
    });
    let said = Arc::new(words.clone());
    environment.add_filter("words", move |value: Value| {
        let text = crate::report::render::printed(&value).replace('_', " ");
        said.say(&text).to_owned()
    });
}

/// Puts values where a text has `{name}`. A value is text, whatever stands in it.
fn fill(text: &str, values: &Kwargs, is_markup: bool) -> Result<String, Error> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            let message = format!("`{text}` has a bracket that is not closed");
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        };
        let value: Value = values.get(name)?;
        let shown = crate::report::render::printed(&value);
        out.push_str(before);
        out.push_str(&if is_markup || value.is_safe() { shown } else { markdown::inline(&shown) });
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Text as XML has it, without the characters that XML has no place for.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML has no place for them, be they written as entities.
            c if c.is_control() && !c.is_whitespace() => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
