//! Passages and absences as a report sees them.

use super::*;
use crate::model::country::LawStatus;
use crate::model::evidence::{Detail, EvidenceKind, Quote, RejectedHit, SearchedLaw};
use crate::model::law::{FileFormat, LawKind, ReceivedFile};
use crate::model::text::Language;

fn law() -> LawId {
    "xda/penal-code".parse().unwrap()
}

fn date(s: &str) -> Date {
    Date::parse(s).unwrap()
}

fn item(id: &str, detail: Detail) -> Evidence {
    Evidence {
        id: EvidenceId::parse(id).unwrap(),
        kind: EvidenceKind::Passage,
        citation: "xda/penal-code, art. 9".to_owned(),
        says: None,
        date: None,
        url: None,
        note: None,
        detail,
    }
}

fn quoted(id: &str) -> Evidence {
    let confirmation = Confirmation {
        found: Trace::Changed,
        provision: Some("art_9".to_owned()),
        label: None,
        sha256: None,
        version: None,
        date: date("2026-03-20"),
        by: None,
        note: None,
    };
    let anchor = Anchor {
        law: law(),
        version: Some(date("2020-01-01")),
        status: Some(LawStatus::InForce),
        file_sha256: None,
        provision: "art_9".to_owned(),
        derived: true,
        label: "art. 9".to_owned(),
        path: vec!["Part I".to_owned()],
        page: Some(3),
        quote: Quote { exact: "A child is".to_owned(), ..Quote::default() },
        sha256: None,
        words_sha256: None,
        confirmed: vec![confirmation],
    };
    item(id, Detail::Passage(Box::new(anchor)))
}

fn known(trace: Trace, confirmed: bool) -> Passage {
    Passage {
        citation: "Penal Code (Meridia), art. 9".to_owned(),
        trace,
        confirmed,
        provision: Some(("art_10".to_owned(), "art. 10".to_owned())),
        version: Some(date("2026-01-01")),
        likeness: 0.5,
        intact: false,
        difference: vec![(Became::Kept, "A child".to_owned()), (Became::Removed, "is".to_owned())],
    }
}

fn shelved() -> Shelved {
    let law = Law {
        id: law(),
        title: "Penal Code".to_owned(),
        title_en: Some("Penal Code".to_owned()),
        number: None,
        year: Some(1990),
        kind: LawKind::Code,
        language: "en".to_owned(),
        status: LawStatus::InForce,
        version: None,
        enacted: None,
        commenced: None,
        amends: Vec::new(),
        amended_by: Vec::new(),
        source: None,
        key_law: None,
        note: None,
        file: ReceivedFile {
            name: "penal-code.md".to_owned(),
            format: FileFormat::Markdown,
            sha256: "of the facts".to_owned(),
            read_by: "md".to_owned(),
        },
    };
    Shelved { law, sha256: "of the file".to_owned() }
}

#[test]
fn a_passage_says_what_was_read_and_what_it_is_now() {
    let (quoted, shelved) = (quoted("a"), [shelved()]);
    let passages = Passages::from([(quoted.id.clone(), known(Trace::Changed, false))]);
    let laws = Laws { shelved: &shelved, missing: &[], passages: &passages };
    let view = serde_json::to_value(laws.passage(&quoted)).unwrap();
    for (path, expected) in [
        ("/law", serde_json::json!("xda/penal-code")),
        ("/title", serde_json::json!("Penal Code")),
        ("/citation", serde_json::json!("Penal Code (Meridia), art. 9")),
        ("/page", serde_json::json!(3)),
        ("/version", serde_json::json!("2020-01-01")),
        ("/status", serde_json::json!("in_force")),
        ("/quote", serde_json::json!("A child is")),
        ("/trace", serde_json::json!("changed")),
        ("/suspect", serde_json::json!(true)),
        ("/confirmation/date", serde_json::json!("2026-03-20")),
        ("/now/label", serde_json::json!("art. 10")),
        ("/now/version", serde_json::json!("2026-01-01")),
        ("/now/difference/1/became", serde_json::json!("removed")),
    ] {
        assert_eq!(view.pointer(path), Some(&expected), "{path}");
    }
}

#[test]
fn only_words_that_changed_unseen_are_suspect() {
    for (trace, confirmed, expected) in [
        (Trace::Same, false, false),
        (Trace::Moved, false, true),
        (Trace::Changed, false, true),
        (Trace::Changed, true, false),
        (Trace::Gone, false, true),
        (Trace::Repealed, false, true),
        (Trace::NotInLibrary, false, false),
    ] {
        let quoted = quoted("a");
        let passages = Passages::from([(quoted.id.clone(), known(trace, confirmed))]);
        assert_eq!(suspects(&passages).contains(&quoted.id), expected, "{trace:?} {confirmed}");
    }
}

#[test]
fn nothing_is_said_of_a_law_that_is_not_there() {
    let quoted = quoted("a");
    let passages = Passages::new();
    let laws = Laws { shelved: &[], missing: &[], passages: &passages };
    let view = laws.passage(&quoted).unwrap();
    assert_eq!((view.trace, view.suspect, view.title), ("not_in_library", false, None));
    assert_eq!(view.citation, "xda/penal-code, art. 9");
}

#[test]
fn a_law_has_the_passages_cited_of_it_and_the_questions() {
    let items = [quoted("a"), quoted("b"), item("c", Detail::Other)];
    let items: BTreeMap<EvidenceId, Evidence> = items.into_iter().map(|e| (e.id.clone(), e)).collect();
    let passages = Passages::from([(EvidenceId::parse("b").unwrap(), known(Trace::Gone, false))]);
    let (shelved, missing) = ([shelved()], ["Evidence Act".to_owned()]);
    let laws = Laws { shelved: &shelved, missing: &missing, passages: &passages };
    let view = laws.view(&items, |id| vec![format!("for {id}")]);
    assert_eq!(view.missing, ["Evidence Act"]);
    let law = &view.laws[0];
    assert_eq!((law.sha256, law.file, law.title_en), ("of the file", "penal-code.md", None));
    let cited: Vec<_> = law.passages.iter().map(|p| (p.evidence, p.suspect, p.questions.join(" "))).collect();
    assert_eq!(cited, [("a", false, "for a".to_owned()), ("b", true, "for b".to_owned())]);
}

#[test]
fn an_absence_counts_what_was_rejected_and_names_what_was_missing() {
    let rejected = RejectedHit {
        law: law(),
        provision: "art_9".to_owned(),
        label: "art. 9".to_owned(),
        sha256: String::new(),
        note: None,
    };
    let searched = SearchedLaw {
        law: law(),
        title: "Penal Code".to_owned(),
        version: Some(date("2020")),
        sha256: "x".to_owned(),
    };
    let found = Absence {
        question: Some("legislation/OFF-03".parse().unwrap()),
        queries: vec!["tourism".to_owned()],
        languages: vec![Language::english()],
        searched: Vec::new(),
        laws: vec![searched],
        library: None,
        rejected: vec![rejected.clone(), rejected],
        date: date("2026-03-20"),
        by: None,
        missing: vec!["Evidence Act".to_owned()],
    };
    let item = item("a", Detail::Absence(Box::new(found)));
    let view = absence(&item).unwrap();
    assert_eq!((view.rejected, view.incomplete, view.date), (2, true, "2026-03-20"));
    assert_eq!(
        (view.question.as_deref(), view.languages.as_slice()),
        (Some("legislation/OFF-03"), &["en"][..])
    );
    assert_eq!((view.laws[0].law.as_str(), view.laws[0].version), ("xda/penal-code", Some("2020")));
    assert!(absence(&quoted("b")).is_none());
}
