//! What a template of a report gets. Every field here is documented in `templates/README.md`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::assessment::Assessment;
use crate::model::country::Country;
use crate::model::date::Date;
use crate::model::evidence::Evidence;
use crate::model::framework::Framework;
use crate::model::id::EvidenceId;
use crate::model::text::{Language, Text};
use crate::report::country::{CountryView, country};
use crate::report::findings::framework;
use crate::report::legislation::{AbsenceView, Laws, LegislationView, PassageView, absence};
use crate::report::review::{TermView, ViewTable};
use crate::report::view::FrameworkView;
use crate::score::overview::Overview;

/// Everything a report is made from.
pub(crate) struct Material<'a> {
    pub(crate) assessment: &'a Assessment,
    pub(crate) country: Option<&'a Country>,
    pub(crate) treaties: &'a [(String, Text)],
    pub(crate) overviews: &'a [Overview<'a>],
    /// Frameworks of no answers, for the titles of what questions refer to.
    pub(crate) others: &'a [Framework],
    pub(crate) evidence: &'a BTreeMap<EvidenceId, Evidence>,
    pub(crate) laws: Laws<'a>,
    pub(crate) language: &'a Language,
    /// The date on the report; a value, never today by itself.
    pub(crate) date: &'a Date,
    pub(crate) fingerprints: Vec<Fingerprint>,
    /// Files that could not be read, one sentence each.
    pub(crate) unread: Vec<String>,
    /// The answers in the order of other publishers' lists.
    pub(crate) views: Vec<ViewTable>,
    /// Legacy and with-care terms in the laws; empty where the template does not ask for them.
    pub(crate) terms: Vec<TermView>,
}

/// What the report was made from, so that it can be made again.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fingerprint {
    pub(crate) what: String,
    pub(crate) version: String,
    pub(crate) sha256: String,
}

/// The whole context.
#[derive(Debug, Serialize)]
pub(crate) struct Context<'a> {
    pub(crate) assessment: AssessmentView<'a>,
    pub(crate) date: &'a str,
    /// `None` when there is no profile.
    pub(crate) country: Option<CountryView<'a>>,
    pub(crate) country_code: &'a str,
    pub(crate) frameworks: Vec<FrameworkView<'a>>,
    pub(crate) evidence: Vec<EvidenceView<'a>>,
    pub(crate) legislation: LegislationView<'a>,
    pub(crate) reproduction: Reproduction,
    pub(crate) unread: Vec<String>,
    pub(crate) views: Vec<ViewTable>,
    pub(crate) terms: Vec<TermView>,
}

/// The facts of the assessment.
#[derive(Debug, Serialize)]
pub(crate) struct AssessmentView<'a> {
    pub(crate) id: String,
    pub(crate) round: &'a str,
    pub(crate) title: Option<&'a str>,
    pub(crate) started: Option<&'a str>,
    pub(crate) ended: Option<&'a str>,
    pub(crate) status: &'static str,
    pub(crate) sharing: &'static str,
    pub(crate) team: Vec<RoleView<'a>>,
    pub(crate) included: &'a [String],
    pub(crate) excluded: &'a [String],
    pub(crate) main_providers: &'a [String],
    pub(crate) methods: &'a [String],
    pub(crate) limits: &'a [String],
    pub(crate) note: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct RoleView<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) organisation: Option<&'a str>,
}

/// An evidence item with the questions that rest on it.
#[derive(Debug, Serialize)]
pub(crate) struct EvidenceView<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) citation: &'a str,
    pub(crate) says: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) used_by: Vec<String>,
    /// Of an item of kind passage.
    pub(crate) passage: Option<PassageView<'a>>,
    /// Of an item of kind absence.
    pub(crate) absence: Option<AbsenceView<'a>>,
}

/// How to make the same bytes again.
#[derive(Debug, Serialize)]
pub(crate) struct Reproduction {
    pub(crate) tool: &'static str,
    pub(crate) parts: Vec<Fingerprint>,
}

/// Builds the context of a report.
pub(crate) fn context<'a>(material: &Material<'a>) -> Context<'a> {
    use crate::model::word::Vocabulary;
    let a = material.assessment;
    let role = |r: &'a crate::model::assessment::Role| RoleView {
        id: r.id.as_str(),
        title: &r.title,
        organisation: r.organisation.as_deref(),
    };
    let evidence = material.evidence.values().map(|e| EvidenceView {
        id: e.id.as_str(),
        kind: e.kind.word(),
        citation: &e.citation,
        says: e.says.as_deref(),
        date: e.date.as_ref().map(Date::as_str),
        url: e.url.as_deref(),
        note: e.note.as_deref(),
        used_by: used_by(material.overviews, &e.id),
        passage: material.laws.passage(e),
        absence: absence(e),
    });
    Context {
        assessment: AssessmentView {
            id: a.id.to_string(),
            round: a.id.round.as_str(),
            title: a.title.as_deref(),
            started: a.started.as_ref().map(Date::as_str),
            ended: a.ended.as_ref().map(Date::as_str),
            status: a.status.word(),
            sharing: a.sharing.word(),
            team: a.team.iter().map(role).collect(),
            included: &a.scope.included,
            excluded: &a.scope.excluded,
            main_providers: &a.scope.main_providers,
            methods: &a.scope.methods,
            limits: &a.scope.limits,
            note: a.note.as_deref(),
        },
        date: material.date.as_str(),
        country: material.country.map(|c| country(c, material.treaties, material.language)),
        country_code: a.id.country.as_str(),
        frameworks: material.overviews.iter().map(|o| framework(o, material)).collect(),
        evidence: evidence.collect(),
        legislation: material.laws.view(material.evidence, |item| used_by(material.overviews, item)),
        reproduction: Reproduction {
            tool: concat!("mnr ", env!("CARGO_PKG_VERSION")),
            parts: material.fingerprints.clone(),
        },
        unread: material.unread.clone(),
        views: material.views.clone(),
        terms: material.terms.clone(),
    }
}

/// The questions whose answers rest on an item.
fn used_by(overviews: &[Overview<'_>], evidence: &EvidenceId) -> Vec<String> {
    let weighed = overviews.iter().flat_map(Overview::capabilities).flat_map(|c| &c.weighed);
    let rests = |a: &&crate::model::answer::Answer| a.evidence.iter().any(|l| l.evidence == *evidence);
    weighed.filter(|w| w.answer.as_ref().is_some_and(rests)).map(|w| w.question.id.to_string()).collect()
}
