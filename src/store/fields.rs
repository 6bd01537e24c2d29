//! Kinds of field that more than one file has: words of a closed set, ids and dates, texts in languages.
//!
//! Each reads itself strictly, so that the parser can say where a wrong one stands, and each
//! describes itself to the JSON Schemas.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::text::{Language, Text};
use crate::model::word::Vocabulary;

/// A word of a closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<T>(pub(crate) T);

impl<'de, T: Vocabulary> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        T::from_word(&word).map(Self).ok_or_else(|| D::Error::unknown_variant(&word, T::WORDS))
    }
}

impl<T: Vocabulary> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<T: Vocabulary> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        "Word".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": T::WORDS })
    }
}

/// An id, a date, a language: a text with a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ruled<T>(pub(crate) T);

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Ruled<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}

impl<T: Display> Serialize for Ruled<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<T> JsonSchema for Ruled<T> {
    fn schema_name() -> Cow<'static, str> {
        "Ruled".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1 })
    }
}

/// A text, or a map of texts by language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TextField {
    Plain(String),
    ByLanguage(BTreeMap<Language, String>),
}

impl TextField {
    /// The text, a plain string being in the language of the file.
    pub(crate) fn into_text(self, own: &Language) -> Text {
        match self {
            Self::Plain(text) => Text::plain(own, text),
            Self::ByLanguage(versions) => Text::of(own, versions).unwrap_or_else(|| Text::plain(own, "")),
        }
    }
}

impl<'de> Deserialize<'de> for TextField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = TextField;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a map of texts by language")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<TextField, E> {
                if text.trim().is_empty() {
                    return Err(E::custom("the text is empty"));
                }
                Ok(TextField::Plain(text.to_owned()))
            }

            // The type is asked for as a string or a map, never through `deserialize_any`'s guesses:
            // entries are read as strings, so that `no: 1.10` keeps its key and its value.
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TextField, A::Error> {
                let mut versions = BTreeMap::new();
                while let Some((language, text)) = map.next_entry::<String, String>()? {
                    let language = Language::parse(&language).map_err(A::Error::custom)?;
                    if text.trim().is_empty() {
                        return Err(A::Error::custom(format!("the text in `{language}` is empty")));
                    }
                    versions.insert(language, text);
                }
                if versions.is_empty() {
                    return Err(A::Error::custom("no language is given"));
                }
                Ok(TextField::ByLanguage(versions))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for TextField {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text in the language of the file, or a map of texts by language.",
            "anyOf": [
                { "type": "string", "minLength": 1 },
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": { "pattern": "^[a-z]{2,3}(-[a-z0-9]{2,8})*$" },
                    "additionalProperties": { "type": "string", "minLength": 1 },
                },
            ],
        })
    }
}
