//! The part of an evidence file that says what was searched without result.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::date::Date;
use crate::model::evidence::{Absence, RejectedHit, SearchedLaw};
use crate::model::id::{QuestionRef, RoleId};
use crate::model::law::LawId;
use crate::model::text::Language;
use crate::store::fields::Ruled;

/// Searched, and found nothing.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AbsenceField {
    /// The question whose searches were run, as `legislation/OFF-03`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<Ruled<QuestionRef>>,
    queries: Vec<String>,
    /// The languages of laws that the queries were written for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    languages: Vec<Ruled<Language>>,
    /// What else was searched, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    searched: Vec<String>,
    /// The laws of the library that were searched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    laws: Vec<SearchedLawField>,
    /// The fingerprint of these laws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    library: Option<String>,
    /// Hits that were looked at and do not answer the question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rejected: Vec<RejectedField>,
    date: Ruled<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Ruled<RoleId>>,
    /// What should have been searched and was not at hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SearchedLawField {
    law: Ruled<LawId>,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<Ruled<Date>>,
    /// Of its file.
    sha256: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RejectedField {
    law: Ruled<LawId>,
    provision: String,
    label: String,
    /// Of the provision's normalised text.
    sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl AbsenceField {
    /// Where was searched and when, and what was not at hand.
    pub(super) fn citation(&self) -> String {
        let missing =
            (!self.missing.is_empty()).then(|| format!("; not at hand: {}", self.missing.join(", ")));
        let laws = self.laws.iter().map(|l| match &l.version {
            Some(version) => format!("{} ({}, wording of {})", l.title, l.law.0, version.0),
            None => format!("{} ({})", l.title, l.law.0),
        });
        let searched: Vec<String> = laws.chain(self.searched.iter().cloned()).collect();
        let searched = if searched.is_empty() { "nothing".to_owned() } else { searched.join(", ") };
        format!("Searched {searched} on {}", self.date.0) + &missing.unwrap_or_default()
    }

    /// What was searched for.
    pub(super) fn says(&self) -> String {
        format!("nothing found for {}", self.queries.join(" · "))
    }

    pub(super) fn date(&self) -> Date {
        self.date.0.clone()
    }

    pub(super) fn into_model(self) -> Absence {
        let law = |l: SearchedLawField| SearchedLaw {
            law: l.law.0,
            title: l.title,
            version: l.version.map(|v| v.0),
            sha256: l.sha256,
        };
        let rejected = |r: RejectedField| RejectedHit {
            law: r.law.0,
            provision: r.provision,
            label: r.label,
            sha256: r.sha256,
            note: r.note,
        };
        Absence {
            question: self.question.map(|q| q.0),
            queries: self.queries,
            languages: self.languages.into_iter().map(|l| l.0).collect(),
            searched: self.searched,
            laws: self.laws.into_iter().map(law).collect(),
            library: self.library,
            rejected: self.rejected.into_iter().map(rejected).collect(),
            date: self.date.0,
            by: self.by.map(|r| r.0),
            missing: self.missing,
        }
    }
}

impl From<&Absence> for AbsenceField {
    fn from(a: &Absence) -> Self {
        let law = |l: &SearchedLaw| SearchedLawField {
            law: Ruled(l.law.clone()),
            title: l.title.clone(),
            version: l.version.clone().map(Ruled),
            sha256: l.sha256.clone(),
        };
        let rejected = |r: &RejectedHit| RejectedField {
            law: Ruled(r.law.clone()),
            provision: r.provision.clone(),
            label: r.label.clone(),
            sha256: r.sha256.clone(),
            note: r.note.clone(),
        };
        Self {
            question: a.question.clone().map(Ruled),
            queries: a.queries.clone(),
            languages: a.languages.iter().cloned().map(Ruled).collect(),
            searched: a.searched.clone(),
            laws: a.laws.iter().map(law).collect(),
            library: a.library.clone(),
            rejected: a.rejected.iter().map(rejected).collect(),
            date: Ruled(a.date.clone()),
            by: a.by.clone().map(Ruled),
            missing: a.missing.clone(),
        }
    }
}
