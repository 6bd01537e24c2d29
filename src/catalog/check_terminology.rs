//! What must hold in the list of terms beyond the shape of its file.
//!
//! It looks at the file, not at the list made of it: the list no longer knows which place a form had.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::terminology_file::{ConceptField, FormField, TerminologyFile};
use crate::model::country::Certainty;
use crate::model::safe::{self, is_bidi_control};
use crate::model::terminology::{Use, folded};
use crate::model::text::Language;
use crate::store::faults::Faults;
use crate::store::yaml::choose;

/// Everything a form may refer to.
struct Known<'a> {
    file: &'a TerminologyFile,
    languages: Vec<&'a str>,
    sources: Vec<&'a str>,
    anchors: Vec<&'a str>,
}

pub(crate) fn terminology(file: &TerminologyFile, faults: &mut Faults<'_>) {
    let known = Known {
        file,
        languages: file.languages.keys().map(|l| l.0.as_str()).collect(),
        sources: file.sources.keys().map(String::as_str).collect(),
        anchors: file.anchors.keys().map(String::as_str).collect(),
    };
    anchors(&known, faults);
    let mut used = BTreeSet::new();
    for (i, c) in file.concepts.iter().enumerate() {
        if file.concepts.iter().take(i).any(|other| other.id == c.id) {
            let message = format!("the concept `{}` stands twice", c.id.0);
            let hint = "give each concept an id of its own".to_owned();
            faults.error("duplicate-id", format!("concepts/{i}/id"), message, Some(hint));
        }
        concept(&known, c, &format!("concepts/{i}"), &mut used, faults);
    }
    for source in known.sources.iter().filter(|id| !used.contains(**id)) {
        let message = format!("no concept and no form names the source `{source}`");
        let hint = "name it where it was read, or take it out".to_owned();
        faults.note("unused-source", format!("sources/{source}"), message, Some(hint));
    }
}

fn anchors(known: &Known<'_>, faults: &mut Faults<'_>) {
    for (id, set) in &known.file.anchors {
        for (tag, words) in &set.words {
            let path = format!("anchors/{id}/words/{}", tag.0);
            language(known, &tag.0, &path, faults);
            for (i, word) in words.iter().enumerate() {
                phrase(word, &format!("{path}/{i}"), faults);
            }
        }
    }
}

fn concept<'a>(
    known: &Known<'_>,
    c: &'a ConceptField,
    path: &str,
    used: &mut BTreeSet<&'a str>,
    faults: &mut Faults<'_>,
) {
    source(known, c.certainty.0, c.source.as_deref(), path, faults);
    used.extend(c.source.as_deref());
    for (tag, forms) in &c.forms {
        let path = format!("{path}/forms/{}", tag.0);
        language(known, &tag.0, &path, faults);
        source(known, forms.certainty.0, forms.source.as_deref(), &path, faults);
        used.extend(forms.source.as_deref());
        // Which use a form was found under first.
        let mut seen: BTreeMap<String, Use> = BTreeMap::new();
        for (list, fields) in forms.lists() {
            for (i, field) in fields.iter().enumerate() {
                let path = format!("{path}/{list}/{i}");
                used.extend(field.source.as_deref());
                form(known, field, &tag.0, &path, faults);
                if let Some(other) = seen.insert(folded(&field.form), list) {
                    let message = if other == list {
                        format!("the form `{}` stands twice under `{list}`", safe::line(&field.form))
                    } else {
                        format!("the form `{}` stands under `{other}` and `{list}`", safe::line(&field.form))
                    };
                    let hint = "keep one of the two; a note can say when it fits".to_owned();
                    faults.error("duplicate-form", path, message, Some(hint));
                }
            }
        }
        if seen.is_empty() {
            let message = format!("the concept has no form in `{}`", tag.0);
            let hint = "add a form, or take the language out of this concept".to_owned();
            faults.error("no-form", path, message, Some(hint));
        }
    }
    let named = c.forms.iter().filter(|(tag, _)| tag.0 == Language::english());
    let preferred = named.flat_map(|(_, f)| f.lists()).filter(|(list, _)| *list == Use::Preferred);
    let mut preferred = preferred.flat_map(|(_, fields)| fields);
    if !preferred.any(|f| folded(&f.form) == folded(&c.term)) {
        let message = format!("the term `{}` is none of the preferred forms in English", safe::line(&c.term));
        let hint =
            "write the preferred form as `term`, or add it under `forms`, `en`, `preferred`".to_owned();
        faults.error("unknown-term", format!("{path}/term"), message, Some(hint));
    }
}

fn form(known: &Known<'_>, field: &FormField, tag: &Language, path: &str, faults: &mut Faults<'_>) {
    phrase(&field.form, path, faults);
    match (field.certainty, field.source.as_deref()) {
        (Some(certainty), from) => source(known, certainty, from, path, faults),
        (None, Some(_)) => {
            let message = format!("the form `{}` names a source and no certainty", safe::line(&field.form));
            let hint = "add `certainty: text` where it was read in the law itself, or `certainty: source`"
                .to_owned();
            faults.error("no-certainty", path, message, Some(hint));
        }
        (None, None) => {}
    }
    for (i, id) in field.needs.iter().enumerate() {
        let path = format!("{path}/needs/{i}");
        match known.file.anchors.get(id) {
            None => {
                let message = format!("there is no set of anchors `{}`", safe::line(id));
                faults.error("unknown-anchor", path, message, Some(choose(id, &known.anchors)));
            }
            // A language that the list does not have is a fault already.
            Some(_) if !known.languages.contains(&tag.as_str()) => {}
            Some(set) if !set.words.iter().any(|(l, words)| l.0 == *tag && !words.is_empty()) => {
                let message = format!("the anchors `{id}` have no word in `{tag}`");
                let hint = format!(
                    "add words under `anchors`, `{id}`, `words`, `{tag}`; without them the form is never found"
                );
                faults.error("no-anchor", path, message, Some(hint));
            }
            Some(_) => {}
        }
    }
}

/// A form or an anchor as it would stand in a text.
fn phrase(text: &str, path: &str, faults: &mut Faults<'_>) {
    if text.trim().is_empty() {
        let hint = "write the phrase, or take the line out".to_owned();
        faults.error("empty-value", path, "the form is empty", Some(hint));
        return;
    }
    let shown = safe::line(text);
    if let Some(c) = text.chars().find(|c| matches!(c, '(' | ')' | '[' | ']' | '/' | '|' | ';')) {
        let message = format!("the form `{shown}` holds `{c}`, which no text will have at that place");
        let hint =
            "write each wording out as a form of its own, and what is to be said of it in `note`".to_owned();
        faults.error("bad-form", path, message, Some(hint));
    }
    if text.chars().any(|c| c.is_control() || is_bidi_control(c))
        || folded(text).len() != text.to_lowercase().len()
    {
        let message = format!("the form `{shown}` holds invisible characters or more spaces than it needs");
        faults.error(
            "bad-form",
            path,
            message,
            Some("write the words with one space between them".to_owned()),
        );
    }
}

fn language(known: &Known<'_>, tag: &Language, path: &str, faults: &mut Faults<'_>) {
    if !known.languages.contains(&tag.as_str()) {
        let message = format!("the list has no language `{tag}`");
        let mut hint = choose(tag.as_str(), &known.languages);
        if !hint.ends_with('?') {
            hint.push_str("; a new language is named under `languages` first");
        }
        faults.error("unknown-language", path, message, Some(hint));
    }
}

fn source(known: &Known<'_>, certainty: Certainty, from: Option<&str>, path: &str, faults: &mut Faults<'_>) {
    if let Some(id) = from.filter(|id| !known.sources.contains(id)) {
        let message = format!("there is no source `{}`", safe::line(id));
        faults.error("unknown-source", format!("{path}/source"), message, Some(choose(id, &known.sources)));
    }
    if from.is_none() && certainty != Certainty::Unconfirmed {
        let message = format!("`certainty: {certainty}` stands without a source");
        let hint = "name the source, or say `certainty: unconfirmed`".to_owned();
        faults.error("no-source", path, message, Some(hint));
    }
}
