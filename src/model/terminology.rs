//! The words of the field: one concept, every form it is called by, in every language at hand.
//!
//! All forms of a concept, good or bad, find each other in a search. Which of them to write and which to
//! avoid is a second matter, and stands at each form. How a form is matched in a text (case, accents,
//! endings) is not decided here.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::model::country::Provenance;
use crate::model::framework::Source;
use crate::model::id::IdError;
use crate::model::text::Language;
use crate::model::word::words;

words! {
    /// What is to be done with a form.
    Use {
        /// The form to write.
        Preferred = "preferred",
        /// As good in its place: a short form, a wider or narrower term.
        Accepted = "accepted",
        /// Right in some places only; the note says where.
        Care = "care",
        /// Legacy or harmful: not to be written except in a quotation.
        Avoid = "avoid",
        /// What statutes say for it. It finds provisions, and is no fault in them.
        Statutory = "statutory",
    }
}

/// The id of a concept: `T01`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ConceptId(String);

impl ConceptId {
    pub(crate) fn parse(s: &str) -> Result<Self, IdError> {
        let digits = s.strip_prefix('T').unwrap_or_default();
        if digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(s.to_owned()))
        } else {
            Err(IdError {
                what: "the id of a concept",
                given: s.to_owned(),
                rule: "`T` and two digits, as `T01`",
            })
        }
    }
}

impl FromStr for ConceptId {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        Self::parse(s)
    }
}

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One way to say a concept, as a plain phrase that can be searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) text: String,
    pub(crate) language: Language,
    pub(crate) used: Use,
    /// Sets of anchors, by id. Where there are any, a match counts only with an anchor near it.
    pub(crate) needs: Vec<String>,
    /// How sure it is that the form stands under the right use. Its note says when the form fits.
    pub(crate) from: Provenance,
}

/// Words that must stand near a form that is too broad alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchors {
    pub(crate) id: String,
    /// How many words may stand between.
    pub(crate) within: u16,
    pub(crate) words: BTreeMap<Language, Vec<String>>,
}

/// Everything a concept is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concept {
    pub(crate) id: ConceptId,
    /// The preferred term in English. It stands among the forms too.
    pub(crate) term: String,
    pub(crate) about: String,
    /// Why the preferred term is preferred.
    pub(crate) why: String,
    /// How sure the choice between the preferred and the avoided term is.
    pub(crate) from: Provenance,
    /// In the order of the file: by language, then by use.
    pub(crate) forms: Vec<Form>,
}

/// A language of the list, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedLanguage {
    pub(crate) tag: Language,
    pub(crate) name: String,
    pub(crate) note: Option<String>,
}

/// The list of concepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terminology {
    pub(crate) version: String,
    pub(crate) note: Option<String>,
    pub(crate) languages: Vec<ListedLanguage>,
    pub(crate) sources: Vec<Source>,
    pub(crate) anchors: Vec<Anchors>,
    pub(crate) concepts: Vec<Concept>,
}

impl Terminology {
    pub(crate) fn concept(&self, id: &ConceptId) -> Option<&Concept> {
        self.concepts.iter().find(|c| c.id == *id)
    }

    /// Every form of a concept, good or bad, in the languages asked for; in all of them without any.
    pub(crate) fn forms<'a>(
        &'a self,
        id: &ConceptId,
        languages: Option<&'a [Language]>,
    ) -> impl Iterator<Item = &'a Form> {
        let forms = self.concept(id).map(|c| c.forms.as_slice()).unwrap_or_default();
        forms.iter().filter(move |f| languages.is_none_or(|asked| asked.contains(&f.language)))
    }

    /// The concepts that a form names, with the form. One wording may stand for more than one concept, and
    /// in more than one language.
    pub(crate) fn concept_of(&self, form: &str) -> impl Iterator<Item = (&Concept, &Form)> {
        let wanted = folded(form);
        self.concepts
            .iter()
            .flat_map(|c| c.forms.iter().map(move |f| (c, f)))
            .filter(move |(_, f)| folded(&f.text) == wanted)
    }

    /// The preferred forms of a concept in one language: what to write in place of another form.
    pub(crate) fn preferred<'a>(
        &'a self,
        id: &ConceptId,
        language: &'a Language,
    ) -> impl Iterator<Item = &'a Form> {
        self.forms(id, None).filter(move |f| f.language == *language && f.used == Use::Preferred)
    }

    /// The words one of which must stand near a form, with how many words may stand between. `None` where
    /// the form may stand alone. A word of the form itself is no anchor of it.
    pub(crate) fn anchors_of<'a>(&'a self, form: &'a Form) -> Option<(u16, Vec<&'a str>)> {
        let own: Vec<String> = form.text.split_whitespace().map(str::to_lowercase).collect();
        let sets = || self.anchors.iter().filter(|a| form.needs.contains(&a.id));
        let within = sets().map(|a| a.within).max()?;
        let words = sets().filter_map(|a| a.words.get(&form.language)).flatten();
        Some((within, words.map(String::as_str).filter(|w| !own.contains(&w.to_lowercase())).collect()))
    }
}

/// A form as it is compared with another: small letters, single spaces.
pub(crate) fn folded(form: &str) -> String {
    form.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::country::Certainty;

    fn from() -> Provenance {
        Provenance { certainty: Certainty::Unconfirmed, as_of: None, source: None, at: None, note: None }
    }

    fn language(tag: &str) -> Language {
        Language::parse(tag).unwrap()
    }

    fn form(text: &str, tag: &str, used: Use) -> Form {
        Form { text: text.to_owned(), language: language(tag), used, needs: Vec::new(), from: from() }
    }

    fn list() -> Terminology {
        let concept = |id: &str, forms| Concept {
            id: ConceptId::parse(id).unwrap(),
            term: "term".to_owned(),
            about: String::new(),
            why: String::new(),
            from: from(),
            forms,
        };
        let mut broad = form("minor", "en", Use::Care);
        broad.needs = vec!["child".to_owned(), "sexual".to_owned()];
        let anchors = |id: &str, within, words: &[&str]| Anchors {
            id: id.to_owned(),
            within,
            words: BTreeMap::from([(language("en"), words.iter().map(|w| (*w).to_owned()).collect())]),
        };
        Terminology {
            version: "1".to_owned(),
            note: None,
            languages: Vec::new(),
            sources: Vec::new(),
            anchors: vec![anchors("child", 15, &["child", "Minor"]), anchors("sexual", 10, &["sexual"])],
            concepts: vec![
                concept(
                    "T01",
                    vec![
                        form("Line A", "en", Use::Preferred),
                        form("shared", "en", Use::Avoid),
                        form("línea", "es", Use::Preferred),
                    ],
                ),
                concept("T02", vec![form("Shared", "es", Use::Preferred), broad]),
            ],
        }
    }

    #[test]
    fn all_forms_of_a_concept_or_those_of_some_languages() {
        let list = list();
        let texts = |id: &str, languages: Option<&[Language]>| -> Vec<String> {
            list.forms(&ConceptId::parse(id).unwrap(), languages).map(|f| f.text.clone()).collect()
        };
        assert_eq!(texts("T01", None), ["Line A", "shared", "línea"]);
        assert_eq!(texts("T01", Some(&[language("es"), language("sw")])), ["línea"]);
        assert_eq!(texts("T01", Some(&[])), [""; 0]);
        assert_eq!(texts("T99", None), [""; 0]);
        let id = ConceptId::parse("T01").unwrap();
        let spanish = language("es");
        let preferred: Vec<&str> = list.preferred(&id, &spanish).map(|f| f.text.as_str()).collect();
        assert_eq!(preferred, ["línea"]);
    }

    #[test]
    fn a_form_finds_its_concepts_whatever_its_capitals_and_spaces() {
        let list = list();
        let found = |form: &str| -> Vec<(String, Use)> {
            list.concept_of(form).map(|(c, f)| (c.id.to_string(), f.used)).collect()
        };
        assert_eq!(found(" LINE  a"), [("T01".to_owned(), Use::Preferred)]);
        assert_eq!(found("SHARED"), [("T01".to_owned(), Use::Avoid), ("T02".to_owned(), Use::Preferred)]);
        assert_eq!(found("LÍNEA"), [("T01".to_owned(), Use::Preferred)]);
        assert_eq!(found("line"), []);
    }

    #[test]
    fn a_form_does_not_anchor_itself() {
        let list = list();
        let of = |text: &str| {
            let (_, form) = list.concept_of(text).next().unwrap();
            list.anchors_of(form)
        };
        assert_eq!(of("minor"), Some((15, vec!["child", "sexual"])));
        assert_eq!(of("línea"), None);
    }

    #[test]
    fn an_id_is_t_and_two_digits() {
        for good in ["T00", "T01", "T99"] {
            assert_eq!(ConceptId::parse(good).unwrap().to_string(), good);
        }
        for bad in ["", "T", "T1", "T001", "t01", "01", "T1a", "T٠١", " T01", "TT01"] {
            assert!(ConceptId::parse(bad).is_err(), "{bad:?} was taken");
        }
    }
}
