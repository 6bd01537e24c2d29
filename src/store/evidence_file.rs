//! `evidence/<id>.yaml`: one thing that answers rest on.
//!
//! The kinds have no field for a person's name and none for a child.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::evidence::{Anchor, Confirmation, Detail, Evidence, EvidenceKind, Quote, Trace};
use crate::model::id::{EvidenceId, RoleId};
use crate::model::law::LawId;
use crate::model::problem::Problem;
use crate::store::absence_fields::AbsenceField;
use crate::store::faults::Faults;
use crate::store::fields::{Ruled, Word};
use crate::store::yaml;

/// One evidence item. It holds exactly one of the maps, the one that `kind` names.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Evidence item", inline)]
pub(crate) struct EvidenceFile {
    /// Also the name of the file.
    id: Ruled<EvidenceId>,
    kind: Word<EvidenceKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passage: Option<Passage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<Document>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    interview: Option<Interview>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    statistic: Option<Statistic>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<Link>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absence: Option<AbsenceField>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Words of a law.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Passage {
    /// Country and law, as `ken/computer-misuse-cybercrimes-act-2018`.
    law: Ruled<LawId>,
    /// The date of the wording that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<Ruled<Date>>,
    /// The status of the law when it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Word<LawStatus>>,
    /// Of the file that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file_sha256: Option<String>,
    /// The provision as an Akoma Ntoso style eId, as `sec_24`.
    provision: String,
    /// The eId was made by mnr; the file had none.
    #[serde(default, skip_serializing_if = "is_false")]
    derived: bool,
    /// The provision as the law prints it, as `s. 24`.
    label: String,
    /// The headings above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    path: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    quote: QuoteField,
    /// Of the provision's normalised text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    /// Of its words without its own number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words_sha256: Option<String>,
    /// What people found when they looked again, the newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    confirmed: Vec<ConfirmationField>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A W3C text quote selector.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct QuoteField {
    exact: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suffix: Option<String>,
}

/// Somebody looked again after the law had changed.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmationField {
    found: Word<Trace>,
    /// Where the words stand now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provision: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// Of that provision's normalised text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<Ruled<Date>>,
    date: Ruled<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Ruled<RoleId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// A policy, plan, report, decision or other document.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Document {
    title: String,
    publisher: String,
    #[serde(default)]
    date: Option<Ruled<Date>>,
    /// The page or section.
    #[serde(default)]
    at: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    quote: Option<String>,
}

/// What a stakeholder group said. No names of persons.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Interview {
    /// The stakeholder group.
    group: String,
    #[serde(default)]
    organisation: Option<String>,
    date: Ruled<Date>,
    /// Interview, focus group, written answer.
    method: String,
    says: String,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Statistic {
    title: String,
    value: f64,
    unit: String,
    period: String,
    source: String,
}

/// A page on the web.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Link {
    title: String,
    url: String,
    /// The day it was read.
    #[serde(default)]
    seen: Option<Ruled<Date>>,
    #[serde(default)]
    says: Option<String>,
}

impl Passage {
    fn into_model(self) -> Anchor {
        let QuoteField { exact, prefix, suffix } = self.quote;
        Anchor {
            law: self.law.0,
            version: self.version.map(|v| v.0),
            status: self.status.map(|s| s.0),
            file_sha256: self.file_sha256,
            provision: self.provision,
            derived: self.derived,
            label: self.label,
            path: self.path,
            page: self.page,
            quote: Quote { exact, prefix, suffix },
            sha256: self.sha256,
            words_sha256: self.words_sha256,
            confirmed: self.confirmed.into_iter().map(ConfirmationField::into_model).collect(),
        }
    }
}

impl From<&Anchor> for Passage {
    fn from(a: &Anchor) -> Self {
        let Quote { exact, prefix, suffix } = a.quote.clone();
        Self {
            law: Ruled(a.law.clone()),
            version: a.version.clone().map(Ruled),
            status: a.status.map(Word),
            file_sha256: a.file_sha256.clone(),
            provision: a.provision.clone(),
            derived: a.derived,
            label: a.label.clone(),
            path: a.path.clone(),
            page: a.page,
            quote: QuoteField { exact, prefix, suffix },
            sha256: a.sha256.clone(),
            words_sha256: a.words_sha256.clone(),
            confirmed: a.confirmed.iter().map(ConfirmationField::from).collect(),
        }
    }
}

impl ConfirmationField {
    fn into_model(self) -> Confirmation {
        Confirmation {
            found: self.found.0,
            provision: self.provision,
            label: self.label,
            sha256: self.sha256,
            version: self.version.map(|v| v.0),
            date: self.date.0,
            by: self.by.map(|r| r.0),
            note: self.note,
        }
    }
}

impl From<&Confirmation> for ConfirmationField {
    fn from(c: &Confirmation) -> Self {
        Self {
            found: Word(c.found),
            provision: c.provision.clone(),
            label: c.label.clone(),
            sha256: c.sha256.clone(),
            version: c.version.clone().map(Ruled),
            date: Ruled(c.date.clone()),
            by: c.by.clone().map(Ruled),
            note: c.note.clone(),
        }
    }
}

/// An item that mnr itself makes: a passage or an absence.
///
/// # Errors
/// When the value cannot be written as YAML.
pub(crate) fn write(
    schema: &str,
    id: &EvidenceId,
    detail: &Detail,
    note: Option<&str>,
) -> Result<String, serde_yaml::SerializeError> {
    let (mut passage, mut absence) = (None, None);
    let kind = match detail {
        Detail::Passage(anchor) => {
            passage = Some(Passage::from(&**anchor));
            EvidenceKind::Passage
        }
        Detail::Absence(found) => {
            absence = Some(AbsenceField::from(&**found));
            EvidenceKind::Absence
        }
        Detail::Other => EvidenceKind::Document,
    };
    let note = note.map(str::to_owned);
    let wire = EvidenceFile {
        id: Ruled(id.clone()),
        kind: Word(kind),
        passage,
        document: None,
        interview: None,
        statistic: None,
        link: None,
        absence,
        note,
    };
    Ok(yaml::modeline(schema) + &yaml::write(&wire)?)
}

/// What the report shows of an item, whatever its kind.
#[derive(Default)]
struct Shown {
    citation: String,
    says: Option<String>,
    date: Option<Date>,
    url: Option<String>,
}

fn joined<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl EvidenceFile {
    /// The maps that are there, by the kind they belong to.
    fn present(&self) -> Vec<EvidenceKind> {
        [
            (EvidenceKind::Passage, self.passage.is_some()),
            (EvidenceKind::Document, self.document.is_some()),
            (EvidenceKind::Interview, self.interview.is_some()),
            (EvidenceKind::Statistic, self.statistic.is_some()),
            (EvidenceKind::Link, self.link.is_some()),
            (EvidenceKind::Absence, self.absence.is_some()),
        ]
        .into_iter()
        .filter_map(|(kind, there)| there.then_some(kind))
        .collect()
    }

    fn shown(&self) -> Shown {
        let day = |d: &Option<Ruled<Date>>| d.as_ref().map(|d| d.0.clone());
        if let Some(p) = &self.passage {
            let version = p.version.as_ref().map(|v| format!("wording of {}", v.0));
            let page = p.page.map(|n| format!("p. {n}"));
            return Shown {
                citation: joined([
                    Some(p.law.0.to_string().as_str()),
                    Some(&p.label),
                    page.as_deref(),
                    version.as_deref(),
                ]),
                says: Some(p.quote.exact.clone()),
                date: day(&p.version),
                url: None,
            };
        }
        if let Some(d) = &self.document {
            let date = d.date.as_ref().map(|d| d.0.as_str());
            return Shown {
                citation: joined([Some(d.title.as_str()), Some(&d.publisher), date, d.at.as_deref()]),
                says: d.quote.clone(),
                date: day(&d.date),
                url: d.url.clone(),
            };
        }
        if let Some(i) = &self.interview {
            let parts =
                [Some(i.method.as_str()), Some(&i.group), i.organisation.as_deref(), Some(i.date.0.as_str())];
            return Shown {
                citation: joined(parts),
                says: Some(i.says.clone()),
                date: Some(i.date.0.clone()),
                url: None,
            };
        }
        if let Some(s) = &self.statistic {
            return Shown {
                citation: joined([Some(s.title.as_str()), Some(&s.period), Some(&s.source)]),
                says: Some(format!("{} {}", s.value, s.unit)),
                ..Shown::default()
            };
        }
        if let Some(l) = &self.link {
            let seen = l.seen.as_ref().map(|d| format!("seen {}", d.0));
            return Shown {
                citation: joined([Some(l.title.as_str()), Some(&l.url), seen.as_deref()]),
                says: l.says.clone(),
                date: day(&l.seen),
                url: Some(l.url.clone()),
            };
        }
        self.absence.as_ref().map_or_else(Shown::default, |a| Shown {
            citation: a.citation(),
            says: Some(a.says()),
            date: Some(a.date()),
            url: None,
        })
    }
}

/// Reads one item. `id` is the name of its file.
///
/// # Errors
/// Every fault that keeps the file from being used.
pub(crate) fn read(file: &str, id: &EvidenceId, text: &str) -> Result<Evidence, Vec<Problem>> {
    let wire: EvidenceFile = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    if wire.id.0 != *id {
        let message = format!("the file is named `{id}`, its id is `{}`", wire.id.0);
        faults.error("wrong-id", "id", message, Some("make the two the same".to_owned()));
    }
    let present = wire.present();
    if present != [wire.kind.0] {
        let maps: Vec<String> = present.iter().map(|k| format!("`{k}`")).collect();
        let found = if maps.is_empty() { "none".to_owned() } else { maps.join(" and ") };
        let message = format!("the kind is `{}`, and the details given are of {found}", wire.kind.0);
        let hint = format!("give the details under `{}:`, and no other", wire.kind.0);
        faults.error("wrong-kind", "kind", message, Some(hint));
    }
    if faults.has_errors() {
        return Err(faults.into_problems());
    }
    let Shown { citation, says, date, url } = wire.shown();
    let EvidenceFile { id, kind, passage, absence, note, .. } = wire;
    let detail = match (passage, absence) {
        (Some(passage), _) => Detail::Passage(Box::new(passage.into_model())),
        (None, Some(absence)) => Detail::Absence(Box::new(absence.into_model())),
        (None, None) => Detail::Other,
    };
    Ok(Evidence { id: id.0, kind: kind.0, citation, says, date, url, note, detail })
}
