//! From the words of a query to the terms of the index: stems, beginnings, misspellings, the forms of concepts.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field as IndexField;

use crate::law::query::{Concept, Field};
use crate::law::search::compile::{Compiler, UnknownConcept, split};
use crate::law::search::positional::Run;
use crate::law::search::preferred::RARE;
use crate::law::words::stem::Analyser;
use crate::model::search::ConceptForm;

/// The words of a form of a concept, and what must stand near it.
pub(super) type FormWords = (Vec<String>, Option<(u32, Vec<Vec<String>>)>);

/// Words that a beginning or a misspelling may stand for before they all count the same.
pub(super) const EXPANDED: usize = 1_024;
/// The same where their places are looked at.
pub(super) const PLACES: usize = 256;
/// Words of a dictionary looked at before an expansion is taken for a wide one.
const LOOKED_AT: usize = 4096;
/// Arabic words that are written as part of the next one: and, in, to, so, as.
const JOINED: [&str; 5] = ["و", "ب", "ل", "ف", "ك"];

impl Compiler<'_> {
    pub(super) fn field(&self, field: Field) -> IndexField {
        let fields = &self.index.fields;
        match field {
            Field::Any => fields.body,
            Field::Title => fields.title,
            Field::Heading => fields.heading,
            Field::Number => fields.number,
            Field::Label => fields.label,
        }
    }

    /// The forms of a concept, each as its normalised words.
    pub(super) fn forms(&self, concept: &Concept) -> Result<Vec<FormWords>, UnknownConcept> {
        let forms = self.concepts.get(&concept.id).ok_or_else(|| UnknownConcept(concept.clone()))?;
        let words = |form: &ConceptForm| {
            let near = form.near.as_ref();
            let near = near.map(|(within, anchors)| (*within, anchors.iter().map(|a| split(a)).collect()));
            (split(&form.text), near)
        };
        let mut all: Vec<FormWords> = forms.iter().map(words).filter(|(w, _)| !w.is_empty()).collect();
        all.sort();
        all.dedup();
        Ok(all)
    }

    /// Words side by side, as they stand; one alone in all its inflections.
    pub(super) fn fixed(&self, field: IndexField, tokens: &[String]) -> Run {
        let term = |text: &String| Term::from_field_text(field, text);
        match tokens {
            [one] => Run { places: vec![self.family(one).iter().map(term).collect()] },
            several => Run { places: several.iter().map(|t| vec![term(t)]).collect() },
        }
    }

    pub(super) fn any_of(&self, field: IndexField, forms: &[Vec<String>]) -> Vec<Run> {
        forms.iter().filter(|f| !f.is_empty()).map(|form| self.fixed(field, form)).collect()
    }

    /// A word with all words that have the same stem in a language of the laws that are searched; it comes first. A
    /// query asks for each several times.
    pub(super) fn family(&self, word: &str) -> Arc<[String]> {
        let mut known = self.known.borrow_mut();
        let family = known.entry(word.to_owned()).or_insert_with(|| self.worked_out(word).into());
        Arc::clone(family)
    }

    fn worked_out(&self, word: &str) -> Vec<String> {
        let mut family = vec![word.to_owned()];
        for (analyser, stemmer) in &self.stemmers {
            let stem = stemmer.stem(word);
            family.extend(self.index.families.of(*analyser, &stem).into_iter().map(str::to_owned));
            // A stemmer that took a letter of the root for a joined one misses the word where one is joined to it.
            if *analyser == Analyser::Arabic {
                family.extend(JOINED.iter().map(|letter| format!("{letter}{word}")));
            }
            // A word that is its own stem stands in no list of them.
            family.push(stem);
        }
        if let Some(others) = family.get_mut(1..) {
            others.sort_unstable();
        }
        let mut last = String::new();
        family.retain(|form| {
            let again = *form == last || (form == word && !last.is_empty());
            last.clone_from(form);
            !again
        });
        family
    }

    /// The words of a family that stand in the texts.
    pub(super) fn family_there(&self, word: &str) -> Vec<String> {
        self.family(word).iter().filter(|form| self.is_there(form)).cloned().collect()
    }

    /// The words of the index that begin so, the most frequent ones when there are many.
    pub(super) fn beginnings(&self, field: IndexField, prefix: &str) -> Vec<Term> {
        let (found, _) = self.expand(field, prefix, None);
        found.into_iter().take(PLACES).map(|(text, _)| Term::from_field_text(field, &text)).collect()
    }

    /// The words of the dictionaries with how many documents have them, most first; and whether there were too
    /// many to look at.
    pub(super) fn expand(
        &self,
        field: IndexField,
        word: &str,
        distance: Option<u8>,
    ) -> (Vec<(String, u64)>, bool) {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        let mut wide = false;
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(field) else { continue };
            let dictionary = inverted.terms();
            let mut add = |key: &[u8], frequency: u32| {
                if let Ok(text) = std::str::from_utf8(key) {
                    *found.entry(text.to_owned()).or_default() += u64::from(frequency);
                }
                found.len() <= LOOKED_AT
            };
            if let Some(distance) = distance {
                let query = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true);
                let Ok(automaton) = query.automaton() else { continue };
                let Ok(mut stream) = dictionary.search(automaton).into_stream() else { continue };
                while stream.advance() {
                    if !add(stream.key(), stream.value().doc_freq) {
                        wide = true;
                        break;
                    }
                }
            } else {
                let Ok(mut stream) = dictionary.range().ge(word).into_stream() else { continue };
                while stream.advance() && stream.key().starts_with(word.as_bytes()) {
                    if !add(stream.key(), stream.value().doc_freq) {
                        wide = true;
                        break;
                    }
                }
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        (found, wide)
    }

    fn is_there(&self, word: &str) -> bool {
        let term = Term::from_field_text(self.index.fields.body, word);
        self.searcher.doc_freq(&term).unwrap_or(0) > 0
    }

    /// Whether a word is rare enough for its places to be looked at beside the search itself.
    pub(super) fn is_rare(&self, field: IndexField, token: &str) -> bool {
        self.searcher.doc_freq(&Term::from_field_text(field, token)).unwrap_or(0) < RARE
    }
}
