//! The table of terms as the matcher takes it, and what it says of a wording that was found.

use crate::law::terms::{Occurrence, Term, Told};
use crate::model::country::{Certainty, Provenance};
use crate::model::framework::Source;
use crate::model::terminology::{Concept, Form, Terminology, Use};
use crate::model::text::Language;
use crate::workbench::terms_audit::judge::{Reason, Verdict};
use crate::workbench::terms_audit::{Basis, Item, Preferred, Subject};

/// Every form of the list, in its order: a form is known by its number.
fn forms(list: &Terminology) -> impl Iterator<Item = &Form> {
    list.concepts.iter().flat_map(|c| &c.forms)
}

/// The form of a number.
pub(super) fn form(list: &Terminology, number: usize) -> Option<&Form> {
    forms(list).nth(number)
}

/// The forms as plain values.
pub(super) fn terms(list: &Terminology) -> Vec<Term> {
    let near = |form: &Form| {
        let (within, words) = list.anchors_of(form)?;
        Some((usize::from(within), words.into_iter().map(str::to_owned).collect()))
    };
    let told = |used: Use| match used {
        Use::Avoid => Told::Avoid,
        Use::Care => Told::Care,
        Use::Preferred | Use::Accepted | Use::Statutory => Told::Nothing,
    };
    forms(list)
        .map(|form| Term {
            text: form.text.clone(),
            language: form.language.to_string(),
            told: told(form.used),
            near: near(form),
        })
        .collect()
}

/// What was found, with what the list says of it.
pub(super) fn item(
    list: &Terminology,
    form: &Form,
    language: &str,
    subject: Subject,
    (verdict, reason): (Verdict, Reason),
    occurrence: Occurrence,
) -> Option<Item> {
    let concept = list.concepts.iter().find(|c| c.forms.iter().any(|f| std::ptr::eq(f, form)))?;
    Some(Item {
        verdict,
        reason,
        subject,
        place: occurrence.place,
        language: language.to_owned(),
        printed: occurrence.printed,
        snippet: occurrence.snippet,
        span: occurrence.span,
        concept: concept.id.clone(),
        term: concept.term.clone(),
        why: concept.why.trim().to_owned(),
        form: form.text.clone(),
        form_language: form.language.clone(),
        used: form.used,
        form_note: form.from.note.clone(),
        write: preferred(list, concept, language),
        basis: basis(&list.sources, &form.from),
    })
}

/// The form to write in the language of the text, else in English.
fn preferred(list: &Terminology, concept: &Concept, language: &str) -> Option<Preferred> {
    let first = |tag: &Language| list.preferred(&concept.id, tag).next().map(|f| f.text.clone());
    let primary = language.split('-').next().unwrap_or(language);
    let tags = [language, primary].into_iter().filter_map(|tag| Language::parse(tag).ok());
    let own = tags
        .into_iter()
        .find_map(|tag| Some(Preferred { text: first(&tag)?, language: tag, is_fallback: false }));
    let english = Language::english();
    own.or_else(|| Some(Preferred { text: first(&english)?, language: english, is_fallback: true }))
}

/// What a wording rests on. A source rests on the Guidelines where it says so: they were not read row by row
/// themselves, and none of an unconfirmed row may be said to be theirs.
fn basis(sources: &[Source], from: &Provenance) -> Basis {
    let source = from.source.as_ref().and_then(|id| sources.iter().find(|s| s.id == *id));
    let speaks = |text: &str| {
        let text = text.to_lowercase();
        ["guidelines", "directrices", "lignes directrices"].iter().any(|g| text.contains(g))
    };
    let rests = source.is_some_and(|s| speaks(&s.title) || s.note.as_deref().is_some_and(speaks));
    Basis {
        certainty: from.certainty,
        source: source.map(|s| format!("{}, {}", s.publisher, s.title)),
        at: from.at.clone(),
        beyond_guidelines: from.certainty != Certainty::Source || !rests,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_the_guidelines_is_told_apart() {
        let source = |id: &str, note: &str| Source {
            id: id.to_owned(),
            title: "Page".to_owned(),
            publisher: "INTERPOL".to_owned(),
            date: None,
            url: None,
            note: Some(note.to_owned()),
        };
        let sources =
            [source("a", "it follows the first edition of the Guidelines"), source("b", "not dated")];
        for (certainty, id, beyond) in [
            (Certainty::Source, Some("a"), false),
            (Certainty::Source, Some("b"), true),
            (Certainty::Unconfirmed, Some("a"), true),
            (Certainty::Unconfirmed, None, true),
        ] {
            let from =
                Provenance { certainty, as_of: None, source: id.map(str::to_owned), at: None, note: None };
            assert_eq!(basis(&sources, &from).beyond_guidelines, beyond, "{certainty} {id:?}");
        }
    }
}
