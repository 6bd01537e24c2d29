//! `frameworks/terminology.yaml` as it stands in the file.

use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::catalog::framework_file::SourceField;
use crate::model::country::{Certainty, Provenance};
use crate::model::terminology::{Anchors, Concept, ConceptId, Form, ListedLanguage, Terminology, Use};
use crate::model::text::Language;
use crate::store::fields::{Ruled, Word};

/// The concepts of the field with every form they are called by. All forms of a concept are synonyms in a search.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Terminology", inline)]
pub(crate) struct TerminologyFile {
    /// The version of the list; raised with every change.
    version: String,
    /// What a reader of the whole list must know.
    #[serde(default)]
    note: Option<String>,
    /// The languages that forms may stand in, by tag.
    pub(crate) languages: IndexMap<Ruled<Language>, LanguageField>,
    /// The works that rows and forms name as their source.
    pub(crate) sources: IndexMap<String, SourceField>,
    /// Sets of words one of which must stand near a form that is too broad alone, by id.
    #[serde(default)]
    pub(crate) anchors: IndexMap<String, AnchorsField>,
    pub(crate) concepts: Vec<ConceptField>,
}

/// A language of the list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageField {
    /// In English.
    name: String,
    /// Who has checked its forms, and what is not known.
    #[serde(default)]
    note: Option<String>,
}

/// Words that must stand near a form.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnchorsField {
    /// How many words may stand between.
    within: u16,
    /// The words by language. Any one of them is enough.
    pub(crate) words: IndexMap<Ruled<Language>, Vec<String>>,
}

/// A concept.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConceptField {
    /// `T` and two digits. Never given to another concept.
    pub(crate) id: Ruled<ConceptId>,
    /// The preferred term in English; one of the preferred forms.
    pub(crate) term: String,
    /// What the concept is.
    about: String,
    /// Why the preferred term is preferred.
    why: String,
    /// Of the choice between the preferred and the avoided term.
    pub(crate) certainty: Word<Certainty>,
    /// One of the list's sources.
    #[serde(default)]
    pub(crate) source: Option<String>,
    /// The place in the source.
    #[serde(default)]
    at: Option<String>,
    #[serde(default)]
    note: Option<String>,
    /// The forms by language.
    pub(crate) forms: IndexMap<Ruled<Language>, FormsField>,
}

/// The forms of a concept in one language. Within each list the best comes first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormsField {
    /// Holds for every form that does not say its own.
    pub(crate) certainty: Word<Certainty>,
    #[serde(default)]
    pub(crate) source: Option<String>,
    /// The forms to write.
    #[serde(default)]
    preferred: Vec<FormField>,
    /// Forms that are as good in their place.
    #[serde(default)]
    accepted: Vec<FormField>,
    /// Forms that are right in some places only.
    #[serde(default)]
    care: Vec<FormField>,
    /// Legacy and harmful forms.
    #[serde(default)]
    avoid: Vec<FormField>,
    /// What statutes say for it.
    #[serde(default)]
    statutory: Vec<FormField>,
}

/// A form: a phrase, or a phrase with what is to be said of it.
#[derive(Debug)]
pub(crate) struct FormField {
    pub(crate) form: String,
    note: Option<String>,
    pub(crate) needs: Vec<String>,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) source: Option<String>,
    at: Option<String>,
}

/// A form of which more is said.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct NotedForm {
    /// A phrase as it stands in texts, without brackets and slashes.
    form: String,
    /// When it fits, or what to know of it.
    #[serde(default)]
    note: Option<String>,
    /// Ids of sets of anchors, where the form is too broad alone.
    #[serde(default)]
    needs: Vec<String>,
    /// Where it differs from that of the language.
    #[serde(default)]
    certainty: Option<Word<Certainty>>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    at: Option<String>,
}

impl<'de> Deserialize<'de> for FormField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = FormField;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a phrase, or a map with `form`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<FormField, E> {
                let form = text.to_owned();
                Ok(FormField { form, note: None, needs: Vec::new(), certainty: None, source: None, at: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FormField, A::Error> {
                let noted = NotedForm::deserialize(MapAccessDeserializer::new(map))?;
                let NotedForm { form, note, needs, certainty, source, at } = noted;
                Ok(FormField { form, note, needs, certainty: certainty.map(|c| c.0), source, at })
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for FormField {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Form".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A phrase, or a map of the phrase and what is to be said of it.",
            "anyOf": [{ "type": "string", "minLength": 1 }, NotedForm::json_schema(generator)],
        })
    }
}

impl FormsField {
    /// The lists in their order; the word of the use is the name of the field.
    pub(crate) fn lists(&self) -> [(Use, &[FormField]); 5] {
        [
            (Use::Preferred, &self.preferred),
            (Use::Accepted, &self.accepted),
            (Use::Care, &self.care),
            (Use::Avoid, &self.avoid),
            (Use::Statutory, &self.statutory),
        ]
    }

    fn into_model(self, language: &Language) -> Vec<Form> {
        let Self { certainty, source, preferred, accepted, care, avoid, statutory } = self;
        let model = |used: Use, field: FormField| {
            // A form that says how sure it is says where from; any other is as sure as its language.
            let (certainty, source) = match field.certainty {
                Some(own) => (own, field.source),
                None => (certainty.0, source.clone()),
            };
            let from = Provenance { certainty, as_of: None, source, at: field.at, note: field.note };
            Form { text: field.form, language: language.clone(), used, needs: field.needs, from }
        };
        [
            (Use::Preferred, preferred),
            (Use::Accepted, accepted),
            (Use::Care, care),
            (Use::Avoid, avoid),
            (Use::Statutory, statutory),
        ]
        .into_iter()
        .flat_map(|(used, fields)| fields.into_iter().map(move |field| (used, field)))
        .map(|(used, field)| model(used, field))
        .collect()
    }
}

impl ConceptField {
    fn into_model(self) -> Concept {
        let forms = self.forms.into_iter().flat_map(|(language, forms)| forms.into_model(&language.0));
        Concept {
            id: self.id.0,
            term: self.term,
            about: self.about,
            why: self.why,
            from: Provenance {
                certainty: self.certainty.0,
                as_of: None,
                source: self.source,
                at: self.at,
                note: self.note,
            },
            forms: forms.collect(),
        }
    }
}

impl TerminologyFile {
    pub(crate) fn into_model(self) -> Terminology {
        let language = |(tag, field): (Ruled<Language>, LanguageField)| ListedLanguage {
            tag: tag.0,
            name: field.name,
            note: field.note,
        };
        let anchors = |(id, field): (String, AnchorsField)| Anchors {
            id,
            within: field.within,
            words: field.words.into_iter().map(|(language, words)| (language.0, words)).collect(),
        };
        Terminology {
            version: self.version,
            note: self.note,
            languages: self.languages.into_iter().map(language).collect(),
            sources: self.sources.into_iter().map(|(id, s)| s.into_model(id)).collect(),
            anchors: self.anchors.into_iter().map(anchors).collect(),
            concepts: self.concepts.into_iter().map(ConceptField::into_model).collect(),
        }
    }
}
