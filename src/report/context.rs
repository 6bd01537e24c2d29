//! What a template of a report gets. Every field here is documented in `templates/README.md`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::assessment::Assessment;
use crate::model::country::Country;
use crate::model::date::Date;
use crate::model::evidence::Evidence;
use crate::model::framework::Framework;
use crate::model::id::EvidenceId;
use crate::model::plan::Plan;
use crate::model::text::{Language, Text};
use crate::report::country::{CountryView, country};
use crate::report::findings::{Builder, framework};
use crate::report::legislation::{AbsenceView, Laws, LegislationView, PassageView, absence};
use crate::report::plan::{PlanView, plan};
use crate::report::progress::{ComparisonView, Earlier, comparison};
use crate::report::review::{TermView, ViewTable};
use crate::report::training::{TrainingNeeds, training};
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
    /// Empty while the assessment has no plan.
    pub(crate) plan: &'a Plan,
    /// The round to compare with.
    pub(crate) earlier: Option<&'a Earlier<'a>>,
    /// What is confidential was taken out of everything here.
    pub(crate) redacted: bool,
    /// The radar is wanted beside the bars.
    pub(crate) radar: bool,
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
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Fingerprint {
    /// A framework, the country profile, the assessment, the legislation, the template.
    pub(crate) what: &'static str,
    pub(crate) name: String,
    /// How many files there are of it, where it is more than one thing.
    pub(crate) files: Option<usize>,
    pub(crate) version: String,
    /// The version of the framework that the assessment was begun with, when it is another one.
    pub(crate) begun_with: Option<String>,
    pub(crate) sha256: String,
}

/// The whole context.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Context<'a> {
    pub(crate) assessment: AssessmentView<'a>,
    pub(crate) date: &'a str,
    /// `None` when there is no profile.
    pub(crate) country: Option<CountryView<'a>>,
    pub(crate) country_code: &'a str,
    pub(crate) frameworks: Vec<FrameworkView<'a>>,
    pub(crate) evidence: Vec<EvidenceView<'a>>,
    pub(crate) legislation: LegislationView<'a>,
    pub(crate) plan: PlanView<'a>,
    pub(crate) training: TrainingNeeds<'a>,
    /// `None` when there is no earlier round.
    pub(crate) comparison: Option<ComparisonView<'a>>,
    pub(crate) report: ReportView<'a>,
    pub(crate) reproduction: Reproduction,
    pub(crate) unread: Vec<String>,
    pub(crate) views: Vec<ViewTable>,
    pub(crate) terms: Vec<TermView>,
}

/// How the report is made.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReportView<'a> {
    /// As `es`.
    pub(crate) language: &'a str,
    /// The language is written from right to left.
    pub(crate) rtl: bool,
    /// Names of roles, sources of interviews, notes and flags were left out.
    pub(crate) redacted: bool,
    /// The radar was asked for.
    pub(crate) radar: bool,
}

/// The facts of the assessment.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AssessmentView<'a> {
    pub(crate) id: String,
    pub(crate) round: &'a str,
    pub(crate) title: Option<&'a str>,
    pub(crate) started: Option<&'a str>,
    pub(crate) ended: Option<&'a str>,
    pub(crate) status: &'static str,
    pub(crate) sharing: &'static str,
    /// The assessment of the earlier round that it goes on from.
    pub(crate) previous: Option<String>,
    pub(crate) team: Vec<RoleView<'a>>,
    pub(crate) included: &'a [String],
    pub(crate) excluded: &'a [String],
    pub(crate) main_providers: &'a [String],
    pub(crate) methods: &'a [String],
    pub(crate) limits: &'a [String],
    pub(crate) note: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RoleView<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) organisation: Option<&'a str>,
}

/// An evidence item with the questions that rest on it.
#[derive(Debug, Serialize, JsonSchema)]
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
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Reproduction {
    pub(crate) tool: &'static str,
    pub(crate) parts: Vec<Fingerprint>,
}

/// Builds the context of a report.
pub(crate) fn context<'a>(material: &Material<'a>) -> Context<'a> {
    use crate::model::word::Vocabulary;
    let builders: Vec<Builder<'a, '_>> =
        material.overviews.iter().map(|o| Builder::new(o, material)).collect();
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
            previous: a.previous.as_ref().map(ToString::to_string),
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
        frameworks: builders.iter().map(framework).collect(),
        evidence: evidence.collect(),
        legislation: material.laws.view(material.evidence, |item| used_by(material.overviews, item)),
        plan: plan(material, &builders),
        training: training(material, &builders),
        comparison: material.earlier.map(|e| comparison(e, material, &builders)),
        report: ReportView {
            language: material.language.as_str(),
            rtl: material.language.is_rtl(),
            redacted: material.redacted,
            radar: material.radar,
        },
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
