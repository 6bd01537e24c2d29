//! What a template sees of laws: quoted passages with what became of them, searches without result, the library.
//!
//! Nothing is read or compared here. What is known of a passage now, and which laws there are, is handed in.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::date::Date;
use crate::model::evidence::{Absence, Anchor, Confirmation, Evidence, Trace};
use crate::model::id::EvidenceId;
use crate::model::law::{Law, LawId};
use crate::model::word::Vocabulary;

/// What is known of a quoted passage now.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// How the passage is cited in full.
    pub(crate) citation: String,
    pub(crate) trace: Trace,
    /// Somebody looked at what it is now, and said that the answer stands.
    pub(crate) confirmed: bool,
    /// Where the words stand now: id and label.
    pub(crate) provision: Option<(String, String)>,
    /// The wording that is in the library now.
    pub(crate) version: Option<Date>,
    /// How much of the quotation is there, between 0 and 1.
    pub(crate) likeness: f64,
    /// The quoted words stand as they were, whatever happened around them.
    pub(crate) intact: bool,
    /// Word by word: what became of a stretch, and its words.
    pub(crate) difference: Vec<(Became, String)>,
}

impl Passage {
    pub(crate) fn is_suspect(&self) -> bool {
        self.trace.is_suspect() && !self.confirmed
    }
}

/// What became of a stretch of quoted words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Became {
    Kept,
    Removed,
    Added,
}

/// What is known of every passage, by the id of its item.
pub(crate) type Passages = BTreeMap<EvidenceId, Passage>;

/// The items whose words are others now, and that nobody looked at since.
pub(crate) fn suspects(passages: &Passages) -> BTreeSet<EvidenceId> {
    passages.iter().filter(|(_, p)| p.is_suspect()).map(|(id, _)| id.clone()).collect()
}

/// A law of the library.
#[derive(Debug, Clone)]
pub(crate) struct Shelved {
    pub(crate) law: Law,
    /// Of its file as it is now.
    pub(crate) sha256: String,
}

/// Words of a law that an answer rests on.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PassageView<'a> {
    pub(crate) law: String,
    /// The title in the library; `None` when the law is not there.
    pub(crate) title: Option<&'a str>,
    pub(crate) provision: &'a str,
    pub(crate) label: &'a str,
    pub(crate) path: &'a [String],
    pub(crate) page: Option<u32>,
    /// The wording that was read, and the status that the law had then.
    pub(crate) version: Option<&'a str>,
    pub(crate) status: Option<&'static str>,
    pub(crate) quote: &'a str,
    pub(crate) citation: &'a str,
    pub(crate) trace: &'static str,
    pub(crate) suspect: bool,
    pub(crate) confirmed: bool,
    /// The newest look at what became of it, whether or not it changed again.
    pub(crate) confirmation: Option<ConfirmationView<'a>>,
    pub(crate) now: NowView<'a>,
}

/// Somebody looked, and the answer stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ConfirmationView<'a> {
    pub(crate) date: &'a str,
    pub(crate) by: Option<&'a str>,
    pub(crate) found: &'static str,
    pub(crate) note: Option<&'a str>,
}

/// What a passage is now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NowView<'a> {
    pub(crate) provision: Option<&'a str>,
    pub(crate) label: Option<&'a str>,
    pub(crate) version: Option<&'a str>,
    pub(crate) likeness: f64,
    pub(crate) intact: bool,
    pub(crate) difference: Vec<PieceView<'a>>,
}

/// A stretch of the quotation, or of what stands in its place.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PieceView<'a> {
    pub(crate) became: Became,
    pub(crate) words: &'a str,
}

/// Searched, and found nothing.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AbsenceView<'a> {
    pub(crate) question: Option<String>,
    pub(crate) queries: &'a [String],
    pub(crate) languages: Vec<&'a str>,
    /// What else was searched, in words.
    pub(crate) searched: &'a [String],
    pub(crate) laws: Vec<SearchedView<'a>>,
    /// How many hits were looked at and rejected.
    pub(crate) rejected: usize,
    pub(crate) date: &'a str,
    pub(crate) by: Option<&'a str>,
    pub(crate) missing: &'a [String],
    pub(crate) incomplete: bool,
}

/// A law that was searched.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SearchedView<'a> {
    pub(crate) law: String,
    pub(crate) title: &'a str,
    pub(crate) version: Option<&'a str>,
    pub(crate) sha256: &'a str,
}

/// The laws of the country.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LegislationView<'a> {
    pub(crate) laws: Vec<LawView<'a>>,
    /// Key laws of the profile that are not in the library, by title.
    pub(crate) missing: &'a [String],
}

/// A law of the library, and what answers cite of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LawView<'a> {
    pub(crate) id: String,
    pub(crate) title: &'a str,
    /// The English title, where it is another.
    pub(crate) title_en: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) year: Option<i16>,
    pub(crate) kind: &'static str,
    pub(crate) language: &'a str,
    pub(crate) status: &'static str,
    pub(crate) version: Option<&'a str>,
    pub(crate) source: Option<&'a str>,
    pub(crate) file: &'a str,
    pub(crate) sha256: &'a str,
    pub(crate) passages: Vec<CitedView<'a>>,
}

/// A passage of a law, and the questions whose answers rest on it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CitedView<'a> {
    pub(crate) evidence: &'a str,
    pub(crate) provision: &'a str,
    pub(crate) label: &'a str,
    pub(crate) page: Option<u32>,
    pub(crate) version: Option<&'a str>,
    pub(crate) trace: &'static str,
    pub(crate) suspect: bool,
    pub(crate) questions: Vec<String>,
}

/// What is handed in of laws.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Laws<'a> {
    /// By id.
    pub(crate) shelved: &'a [Shelved],
    pub(crate) missing: &'a [String],
    pub(crate) passages: &'a Passages,
}

impl<'a> Laws<'a> {
    fn shelved(self, id: &LawId) -> Option<&'a Shelved> {
        self.shelved.iter().find(|s| s.law.id == *id)
    }

    fn known(self, evidence: &EvidenceId) -> Option<&'a Passage> {
        self.passages.get(evidence)
    }

    /// An item as a passage; `None` when it is none.
    pub(crate) fn passage(self, item: &'a Evidence) -> Option<PassageView<'a>> {
        let anchor: &'a Anchor = item.anchor()?;
        let known = self.known(&item.id);
        let confirmation = |c: &'a Confirmation| ConfirmationView {
            date: c.date.as_str(),
            by: c.by.as_ref().map(|r| r.as_str()),
            found: c.found.word(),
            note: c.note.as_deref(),
        };
        let piece = |(became, words): &'a (Became, String)| PieceView { became: *became, words };
        let provision = known.and_then(|k| k.provision.as_ref());
        Some(PassageView {
            law: anchor.law.to_string(),
            title: self.shelved(&anchor.law).map(|s| s.law.title.as_str()),
            provision: &anchor.provision,
            label: &anchor.label,
            path: &anchor.path,
            page: anchor.page,
            version: anchor.version.as_ref().map(Date::as_str),
            status: anchor.status.map(Vocabulary::word),
            quote: &anchor.quote.exact,
            citation: known.map_or(item.citation.as_str(), |k| &k.citation),
            trace: known.map_or(Trace::NotInLibrary, |k| k.trace).word(),
            suspect: known.is_some_and(Passage::is_suspect),
            confirmed: known.is_some_and(|k| k.confirmed),
            confirmation: anchor.confirmed.last().map(confirmation),
            now: NowView {
                provision: provision.map(|(eid, _)| eid.as_str()),
                label: provision.map(|(_, label)| label.as_str()),
                version: known.and_then(|k| k.version.as_ref()).map(Date::as_str),
                likeness: known.map_or(0.0, |k| k.likeness),
                intact: known.is_some_and(|k| k.intact),
                difference: known.map(|k| k.difference.iter().map(piece).collect()).unwrap_or_default(),
            },
        })
    }

    /// The laws of the country. `evidence` are all items, `used_by` the questions whose answers rest on one.
    pub(crate) fn view(
        self,
        evidence: &'a BTreeMap<EvidenceId, Evidence>,
        used_by: impl Fn(&EvidenceId) -> Vec<String>,
    ) -> LegislationView<'a> {
        let cited = |(item, anchor): (&'a Evidence, &'a Anchor)| {
            let known = self.known(&item.id);
            CitedView {
                evidence: item.id.as_str(),
                provision: &anchor.provision,
                label: &anchor.label,
                page: anchor.page,
                version: anchor.version.as_ref().map(Date::as_str),
                trace: known.map_or(Trace::NotInLibrary, |k| k.trace).word(),
                suspect: known.is_some_and(Passage::is_suspect),
                questions: used_by(&item.id),
            }
        };
        let law = |Shelved { law, sha256 }: &'a Shelved| {
            let of = |item: &'a Evidence| Some((item, item.anchor().filter(|a| a.law == law.id)?));
            LawView {
                id: law.id.to_string(),
                title: &law.title,
                title_en: law.title_en.as_deref().filter(|t| *t != law.title),
                number: law.number.as_deref(),
                year: law.year,
                kind: law.kind.word(),
                language: &law.language,
                status: law.status.word(),
                version: law.version.as_ref().map(Date::as_str),
                source: law.source.as_deref(),
                file: &law.file.name,
                sha256,
                passages: evidence.values().filter_map(of).map(cited).collect(),
            }
        };
        LegislationView { laws: self.shelved.iter().map(law).collect(), missing: self.missing }
    }
}

/// An item as a search without result; `None` when it is none.
pub(crate) fn absence(item: &Evidence) -> Option<AbsenceView<'_>> {
    let a: &Absence = item.absence()?;
    Some(AbsenceView {
        question: a.question.as_ref().map(ToString::to_string),
        queries: &a.queries,
        languages: a.languages.iter().map(|l| l.as_str()).collect(),
        searched: &a.searched,
        laws: a
            .laws
            .iter()
            .map(|l| SearchedView {
                law: l.law.to_string(),
                title: &l.title,
                version: l.version.as_ref().map(Date::as_str),
                sha256: &l.sha256,
            })
            .collect(),
        rejected: a.rejected.len(),
        date: a.date.as_str(),
        by: a.by.as_ref().map(|r| r.as_str()),
        missing: &a.missing,
        incomplete: a.is_incomplete(),
    })
}

#[cfg(test)]
mod tests;
