//! `evidence/<id>.yaml`: one thing that answers rest on.
//!
//! The kinds have no field for a person's name and none for a child.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::date::Date;
use crate::model::evidence::{Evidence, EvidenceKind};
use crate::model::id::EvidenceId;
use crate::model::problem::Problem;
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
    #[serde(default)]
    passage: Option<Passage>,
    #[serde(default)]
    document: Option<Document>,
    #[serde(default)]
    interview: Option<Interview>,
    #[serde(default)]
    statistic: Option<Statistic>,
    #[serde(default)]
    link: Option<Link>,
    #[serde(default)]
    absence: Option<Absence>,
    #[serde(default)]
    note: Option<String>,
}

/// Words of a law.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Passage {
    /// Country and law, as `ken/computer-misuse-cybercrimes-act-2018`.
    law: String,
    /// The date of the wording that was read.
    #[serde(default)]
    version: Option<Ruled<Date>>,
    /// The provision as an Akoma Ntoso style eId, as `sec_24`.
    provision: String,
    /// The provision as the law prints it, as `s. 24`.
    label: String,
    /// The headings above it.
    #[serde(default)]
    path: Vec<String>,
    #[serde(default)]
    page: Option<u32>,
    quote: Quote,
    /// Of the provision's normalised text.
    #[serde(default)]
    sha256: Option<String>,
}

/// A W3C text quote selector.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Quote {
    exact: String,
    #[serde(default)]
    prefix: Option<String>,
    #[serde(default)]
    suffix: Option<String>,
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

/// Searched, and found nothing.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Absence {
    queries: Vec<String>,
    /// What was searched.
    searched: Vec<String>,
    date: Ruled<Date>,
    /// What should have been searched and was not at hand.
    #[serde(default)]
    missing: Vec<String>,
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
                citation: joined([Some(p.law.as_str()), Some(&p.label), page.as_deref(), version.as_deref()]),
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
        self.absence.as_ref().map_or_else(Shown::default, |a| {
            let missing = (!a.missing.is_empty()).then(|| format!("; not at hand: {}", a.missing.join(", ")));
            Shown {
                citation: format!("Searched {} on {}", a.searched.join(", "), a.date.0)
                    + &missing.unwrap_or_default(),
                says: Some(format!("nothing found for {}", a.queries.join(" · "))),
                date: Some(a.date.0.clone()),
                url: None,
            }
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
    Ok(Evidence { id: wire.id.0, kind: wire.kind.0, citation, says, date, url, note: wire.note })
}
