//! What a person says of a law: it counts before everything that a file says or shows, and is never lost without
//! a word when the file gets another text.

use crate::law::facts::Facts;
use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::id::LawSlug;
use crate::model::law::{Law, LawKind};

/// The facts that were given; what is not given is left to the file, or stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct GivenFacts {
    pub(crate) id: Option<LawSlug>,
    pub(crate) title: Option<String>,
    pub(crate) title_en: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) kind: Option<LawKind>,
    pub(crate) language: Option<String>,
    pub(crate) status: Option<LawStatus>,
    pub(crate) version: Option<Date>,
    pub(crate) enacted: Option<Date>,
    pub(crate) commenced: Option<Date>,
    pub(crate) amends: Vec<String>,
    pub(crate) amended_by: Vec<String>,
    pub(crate) source: Option<String>,
    pub(crate) note: Option<String>,
    /// Facts that are taken back.
    pub(crate) cleared: Vec<Clearable>,
}

/// A fact that a law can be without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clearable {
    TitleEn,
    Number,
    Version,
    Enacted,
    Commenced,
    Amends,
    AmendedBy,
    Source,
    Note,
}

fn set<T>(fact: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *fact = given;
    }
}

impl GivenFacts {
    /// Whether anything is said that can be true of one law only.
    pub(crate) fn are_of_one_law(&self) -> bool {
        self.id.is_some()
            || self.title.is_some()
            || self.title_en.is_some()
            || self.number.is_some()
            || !self.amends.is_empty()
            || !self.amended_by.is_empty()
    }

    /// Whether anything is said beside the name that the law gets.
    pub(crate) fn say_anything(&self) -> bool {
        *self != Self { id: self.id.clone(), ..Self::default() }
    }

    /// Puts what was given in the place of what a law says.
    pub(crate) fn put_on(&self, law: &mut Law) {
        let given = self.clone();
        law.title = given.title.unwrap_or_else(|| law.title.clone());
        law.language = given.language.unwrap_or_else(|| law.language.clone());
        law.kind = given.kind.unwrap_or(law.kind);
        law.status = given.status.unwrap_or(law.status);
        set(&mut law.title_en, given.title_en);
        set(&mut law.number, given.number);
        set(&mut law.year, given.year);
        set(&mut law.version, given.version);
        set(&mut law.enacted, given.enacted);
        set(&mut law.commenced, given.commenced);
        set(&mut law.source, given.source);
        set(&mut law.note, given.note);
        if !given.amends.is_empty() {
            law.amends = given.amends;
        }
        if !given.amended_by.is_empty() {
            law.amended_by = given.amended_by;
        }
        for cleared in given.cleared {
            match cleared {
                Clearable::TitleEn => law.title_en = None,
                Clearable::Number => law.number = None,
                Clearable::Version => law.version = None,
                Clearable::Enacted => law.enacted = None,
                Clearable::Commenced => law.commenced = None,
                Clearable::Amends => law.amends.clear(),
                Clearable::AmendedBy => law.amended_by.clear(),
                Clearable::Source => law.source = None,
                Clearable::Note => law.note = None,
            }
        }
    }

    /// The facts of a law that gets another text: what is given, else what the new file says of itself, else what
    /// was known of the law before.
    pub(crate) fn on_another_text(&self, new: Law, found: &Facts, old: &Law) -> Law {
        let old = old.clone();
        // A name of a file tells less than a title that was there.
        let title = if found.title_is_name { old.title.clone() } else { new.title.clone() };
        let same_name = title == old.title || new.kind == LawKind::Other;
        let mut law = Law {
            kind: if same_name { old.kind } else { new.kind },
            title,
            title_en: old.title_en.or(new.title_en),
            number: found.number.clone().or(old.number).or(new.number),
            year: found.year.or(old.year).or(new.year),
            language: if new.language == "und" { old.language } else { new.language },
            status: found.status.unwrap_or(old.status),
            version: found.version.clone().or(old.version),
            enacted: found.enacted.clone().or(old.enacted),
            commenced: old.commenced,
            amends: old.amends,
            amended_by: old.amended_by,
            source: found.source.clone().or(old.source),
            key_law: new.key_law.or(old.key_law),
            note: old.note,
            id: new.id,
            file: new.file,
        };
        self.put_on(&mut law);
        law
    }

    /// What became of the facts of a law that got another text, for the person who looks after them.
    pub(crate) fn changes(&self, old: &Law, new: &Law, found: &Facts) -> Vec<String> {
        let date = |date: &Option<Date>| date.as_ref().map(ToString::to_string);
        let plain = |word: &dyn ToString| Some(word.to_string().replace('_', " "));
        let facts = |law: &Law| {
            [
                ("title", Some(law.title.clone())),
                ("number", law.number.clone()),
                ("year", law.year.map(|y| y.to_string())),
                ("kind", plain(&law.kind)),
                ("language", Some(law.language.clone())),
                ("status", plain(&law.status)),
                ("version", date(&law.version)),
                ("enacted", date(&law.enacted)),
                ("source", law.source.clone()),
            ]
        };
        let mut notes: Vec<String> = facts(old)
            .into_iter()
            .zip(facts(new))
            .filter(|(old, new)| old.1.is_some() && old.1 != new.1)
            .map(|((name, old), (_, new))| {
                let (old, new) = (old.unwrap_or_default(), new.unwrap_or_else(|| "none".to_owned()));
                format!("its {name} is now {new}, and was {old}")
            })
            .collect();
        let kept = old.version.as_ref().filter(|_| found.version.is_none() && self.version.is_none());
        if let Some(version) = kept.filter(|_| new.version.is_some()) {
            notes.push(format!(
                "its version, {version}, is that of the text before: look whether it still is"
            ));
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Iso3;
    use crate::model::law::{FileFormat, LawId, ReceivedFile};

    fn law() -> Law {
        let date = |d| Some(Date::parse(d).unwrap());
        Law {
            id: LawId { country: Iso3::parse("xaa").unwrap(), slug: LawSlug::parse("a").unwrap() },
            title: "Old Act".into(),
            title_en: Some("Old".into()),
            number: Some("No. 1".into()),
            year: Some(1990),
            kind: LawKind::Code,
            language: "sw".into(),
            status: LawStatus::Repealed,
            version: date("2000-01-01"),
            enacted: date("1990-01-01"),
            commenced: date("1990-02-01"),
            amends: vec!["b".into()],
            amended_by: vec!["c".into()],
            source: Some("gazette".into()),
            key_law: Some("a".into()),
            note: Some("n".into()),
            file: ReceivedFile {
                name: "a.txt".into(),
                format: FileFormat::Text,
                sha256: "0".repeat(64),
                read_by: "txt".into(),
            },
        }
    }

    /// As a file without a word of itself is prepared.
    fn bare() -> Law {
        Law {
            title: "A".into(),
            title_en: None,
            number: None,
            year: None,
            kind: LawKind::Other,
            language: "und".into(),
            status: LawStatus::NotEstablished,
            version: None,
            enacted: None,
            commenced: None,
            amends: vec![],
            amended_by: vec![],
            source: None,
            key_law: None,
            note: None,
            ..law()
        }
    }

    #[test]
    fn a_text_that_says_nothing_takes_nothing_away() {
        let found = Facts { title: "A".into(), title_is_name: true, ..Facts::default() };
        let after = GivenFacts::default().on_another_text(bare(), &found, &law());
        assert_eq!(after, law());
        assert_eq!(
            GivenFacts::default().changes(&law(), &after, &found),
            ["its version, 2000-01-01, is that of the text before: look whether it still is"]
        );
    }

    #[test]
    fn what_is_given_counts_before_the_file_and_the_file_before_what_was_known() {
        let found = Facts {
            title: "New Act".into(),
            number: Some("No. 2".into()),
            version: Some(Date::parse("2020-01-01").unwrap()),
            ..Facts::default()
        };
        let new = Law {
            title: found.title.clone(),
            number: found.number.clone(),
            version: found.version.clone(),
            kind: LawKind::Act,
            language: "en".into(),
            ..bare()
        };
        let given = GivenFacts {
            number: Some("No. 3".into()),
            note: Some("m".into()),
            cleared: vec![Clearable::Source, Clearable::Amends],
            ..GivenFacts::default()
        };
        let after = given.on_another_text(new.clone(), &found, &law());
        let wanted = Law {
            number: Some("No. 3".into()),
            note: Some("m".into()),
            source: None,
            amends: vec![],
            title_en: law().title_en,
            year: law().year,
            status: law().status,
            enacted: law().enacted,
            commenced: law().commenced,
            amended_by: law().amended_by,
            key_law: law().key_law,
            ..new
        };
        assert_eq!(after, wanted);
        assert_eq!(
            given.changes(&law(), &after, &found),
            [
                "its title is now New Act, and was Old Act",
                "its number is now No. 3, and was No. 1",
                "its kind is now act, and was code",
                "its language is now en, and was sw",
                "its version is now 2020-01-01, and was 2000-01-01",
                "its source is now none, and was gazette",
            ]
        );
    }
}
