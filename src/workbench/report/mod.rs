//! Making a report from an assessment, in one of its formats.

mod batch;
mod choose;
pub(crate) mod earlier;
mod export;
mod languages;
mod redact;
mod write;

use std::collections::BTreeSet;

use crate::model::date::{Date, Moment};
use crate::model::format::Format;
use crate::model::framework::Framework;
use crate::model::id::{AssessmentId, FrameworkId};
use crate::model::problem::Problem;
use crate::model::text::Language;
use crate::report::context::{Fingerprint, Material, context};
use crate::report::legislation::{Laws, Shelved};
use crate::report::progress::Earlier;
use crate::report::render::{Renderer, Template};
use crate::score::overview::Overview;
use crate::store::data::Data;
use crate::store::{fingerprint, library};
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::ReadingProcess;
use crate::workbench::naming;
use crate::workbench::open::{Opened, OpenedFramework, Workbench};
use crate::workbench::report::choose::narrowest;
use crate::workbench::report::earlier::EarlierRound;
use crate::workbench::report::export::Document;

/// Templates that are about one framework, and that framework.
const ABOUT: &[(&str, &str)] = &[("legislative-review", "legislation")];
/// Templates that compare two rounds.
const COMPARING: &[&str] = &["progress"];

/// A report that was made.
#[derive(Debug)]
pub(crate) struct Report {
    /// As Markdown, whatever the format.
    pub(crate) text: String,
    /// As it is written.
    pub(crate) bytes: Vec<u8>,
    /// What could not be read and is missing from it.
    pub(crate) problems: Vec<Problem>,
    /// Fixed texts that there are not in the language of the report.
    pub(crate) untranslated: BTreeSet<String>,
}

/// What to make.
#[derive(Debug, Clone)]
pub(crate) struct ReportRequest {
    /// The name of a template without its ending: `gap-analysis`.
    pub(crate) template: String,
    pub(crate) format: Format,
    /// The language of the report; that of the workspace when none is asked for.
    pub(crate) language: Option<Language>,
    /// Leave out what only the team may see.
    pub(crate) redact: bool,
    /// Show radars beside the bars.
    pub(crate) radar: bool,
    /// The round to compare with; the one that the assessment goes on from when none is asked for.
    pub(crate) against: Option<AssessmentId>,
    /// The date on the report.
    pub(crate) date: Option<Date>,
    /// The date to use when neither the request nor the assessment has one.
    pub(crate) otherwise: Date,
}

impl ReportRequest {
    /// A report as Markdown, in the language of the workspace.
    pub(crate) fn plain(template: &str, otherwise: Date) -> Self {
        Self {
            template: template.to_owned(),
            format: Format::Md,
            language: None,
            redact: false,
            radar: false,
            against: None,
            date: None,
            otherwise,
        }
    }
}

impl Workbench {
    pub(super) fn data(&self) -> Data {
        Data::new(Some(self.root().to_path_buf()))
    }

    /// Makes a report. The laws that answers rest on are read, where they may have changed.
    pub(crate) fn report(
        &self,
        id: &AssessmentId,
        request: &ReportRequest,
        reading: &ReadingProcess,
    ) -> Result<Report, WorkbenchError> {
        let known = self.templates();
        if !known.contains(&request.template) {
            return Err(naming::unknown("template", &request.template, &known));
        }
        let templates = self.template_texts()?;
        let words = self.report_words(request.language.as_ref())?;
        let mut opened = self.load(id)?;
        if let Some((_, about)) = ABOUT.iter().find(|(template, _)| *template == request.template)
            && opened.frameworks.iter().all(|f| f.framework.id.as_str() != *about)
        {
            return Err(WorkbenchError::NotAbout { id: id.clone(), framework: FrameworkId::parse(about)? });
        }
        let earlier = self.round_before(&opened, request)?;
        let (shelved, problems) = self.shelved_laws(&id.country);
        opened.problems.extend(problems);
        let mut fingerprints = self.fingerprints(&opened, &shelved, &templates, &request.template);
        if let Some(earlier) = &earlier {
            let id = &earlier.opened.assessment.id;
            let files = self.workspace.files_of(id);
            let named = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
            fingerprints.push(Fingerprint {
                what: "assessment",
                name: id.to_string(),
                files: Some(files.len()),
                version: String::new(),
                begun_with: None,
                sha256: fingerprint::of_files(named),
            });
        }
        if request.redact {
            redact::redact(&mut opened);
        }
        let passages = self.passages(&opened.evidence, reading);
        let missing = self.missing_key_laws(&id.country);
        let others = self.referred(&opened);
        let Some(template) = narrowest(&request.template, Some(&opened.assessment), &templates) else {
            return Err(naming::unknown("template", &request.template, &known));
        };
        // To hold all laws against the terms takes longer than the rest of a report.
        let asks_for_terms = template.text.contains("terms") || request.format == Format::Json;
        let overviews: Vec<Overview<'_>> =
            opened.frameworks.iter().map(|f| Overview::of(&f.framework, &f.sheets)).collect();
        let before = overviews_before(&opened, earlier.as_ref());
        let compared = earlier.as_ref().map(|e| Earlier {
            id: e.opened.assessment.id.to_string(),
            round: e.opened.assessment.id.round.to_string(),
            started: e.opened.assessment.started.as_ref(),
            ended: e.opened.assessment.ended.as_ref(),
            overviews: &before,
            plan: &e.opened.plan,
            losses: e.losses.clone(),
        });
        let date =
            request.date.clone().or_else(|| latest(&opened)).unwrap_or_else(|| request.otherwise.clone());
        let treaties = self.catalog.treaties();
        let material = Material {
            assessment: &opened.assessment,
            country: opened.country.as_ref(),
            treaties: &treaties,
            overviews: &overviews,
            others: &others,
            evidence: &opened.evidence,
            laws: Laws { shelved: &shelved, missing: &missing, passages: &passages },
            language: &words.language,
            plan: &opened.plan,
            earlier: compared.as_ref(),
            redacted: request.redact,
            radar: request.radar,
            date: &date,
            fingerprints,
            views: self.view_tables(&opened, reading),
            terms: if asks_for_terms { self.term_views(&id.country, reading) } else { Vec::new() },
            unread: opened.problems.iter().map(|p| format!("{}: {}", p.file, p.message)).collect(),
        };
        let context = context(&material);
        let renderer = Renderer::new(&templates, &words)?;
        let document = Document {
            renderer: &renderer,
            words: &words,
            templates: &templates,
            context: &context,
            assessment: &opened.assessment,
        };
        let (text, bytes) = document.export(&template.name, &request.template, request.format)?;
        let untranslated = renderer.missing();
        drop(context);
        Ok(Report { text, bytes, problems: opened.problems, untranslated })
    }

    /// The round to compare with: the one asked for, or the one that the assessment goes on from. Where a comparison
    /// is only an extra, a round that cannot be compared is left out.
    fn round_before(
        &self,
        opened: &Opened,
        request: &ReportRequest,
    ) -> Result<Option<EarlierRound>, WorkbenchError> {
        let compares = COMPARING.contains(&request.template.as_str());
        let wanted = request.against.as_ref().or(opened.assessment.previous.as_ref());
        let mut earlier = match wanted {
            Some(id) => match self.earlier(opened, id) {
                Ok(earlier) => Some(earlier),
                Err(error) if compares || request.against.is_some() => return Err(error),
                Err(_) => None,
            },
            None if compares => {
                return Err(WorkbenchError::NoEarlier { id: opened.assessment.id.clone() });
            }
            None => None,
        };
        if let Some(earlier) = earlier.as_mut().filter(|_| request.redact) {
            redact::redact(&mut earlier.opened);
        }
        Ok(earlier)
    }

    /// Frameworks that questions of the assessment refer to, and that are no part of it.
    fn referred(&self, opened: &Opened) -> Vec<Framework> {
        let questions = opened.frameworks.iter().flat_map(|f| f.framework.questions());
        let named = questions.flat_map(|q| {
            q.serves.iter().map(|c| &c.framework).chain(q.informed_by.iter().map(|q| &q.framework))
        });
        let named: BTreeSet<&FrameworkId> = named.collect();
        let answered = |id: &FrameworkId| opened.frameworks.iter().any(|f| f.framework.id == *id);
        let others = named.into_iter().filter(|id| !answered(id));
        others.filter_map(|id| self.catalog.framework(id)?.value).collect()
    }

    fn fingerprints(
        &self,
        opened: &Opened,
        shelved: &[Shelved],
        templates: &[Template],
        template: &str,
    ) -> Vec<Fingerprint> {
        let mut parts: Vec<Fingerprint> = Vec::new();
        let mut part = |what, name: String, files: Option<usize>, sha256: String| {
            let version = String::new();
            parts.push(Fingerprint { what, name, files, version, begun_with: None, sha256 });
        };
        if let Some(sha256) = &opened.country_sha256 {
            part("country profile", opened.assessment.id.country.to_string(), None, sha256.clone());
        }
        let files = self.workspace.files_of(&opened.assessment.id);
        let named = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let sha256 = fingerprint::of_files(named);
        part("assessment", opened.assessment.id.to_string(), Some(files.len()), sha256);
        if !shelved.is_empty() {
            let files = shelved.iter().map(|s| (s.law.id.to_string(), self.fingerprint_of_law(s)));
            let files: Vec<(String, String)> = files.collect();
            let named = files.iter().map(|(id, both)| (id.as_str(), both.as_bytes()));
            let country = opened.assessment.id.country.to_string();
            part("legislation", country, Some(shelved.len()), fingerprint::of_files(named));
        }
        let texts = templates.iter().map(|t| (t.name.as_str(), t.text.as_bytes()));
        part("template", template.to_owned(), None, fingerprint::of_files(texts));
        let framework = |f: &OpenedFramework| Fingerprint {
            what: "framework",
            name: f.framework.id.to_string(),
            files: None,
            version: f.framework.version.clone(),
            begun_with: f.begun_with.clone(),
            sha256: f.sha256.clone(),
        };
        let frameworks: Vec<Fingerprint> = opened.frameworks.iter().map(framework).collect();
        parts.splice(0..0, frameworks);
        parts
    }

    /// Of the file of a law and of its facts.
    fn fingerprint_of_law(&self, shelved: &Shelved) -> String {
        let facts =
            self.workspace.text(&library::name_of(&shelved.law.id)).ok().flatten().unwrap_or_default();
        format!("{} {}", shelved.sha256, fingerprint::of(facts.as_bytes()))
    }
}

/// The figures of the earlier round, in the frameworks of the later one.
fn overviews_before<'a>(now: &'a Opened, earlier: Option<&'a EarlierRound>) -> Vec<Overview<'a>> {
    let before = earlier.into_iter().flat_map(|e| &e.opened.frameworks);
    let both = before.filter_map(|b| {
        let framework = now.frameworks.iter().find(|f| f.framework.id == b.framework.id)?;
        Some(Overview::of(&framework.framework, &b.sheets))
    });
    both.collect()
}

/// The last date that was entered anywhere in the assessment.
fn latest(opened: &Opened) -> Option<Date> {
    let sheets = || opened.frameworks.iter().flat_map(|f| f.sheets.values());
    let answered = sheets().flat_map(|s| s.answers.values()).filter_map(|a| a.at.as_ref()).map(Moment::date);
    let levels = sheets().filter_map(|s| s.level.as_ref()?.date.clone());
    let frame = [&opened.assessment.started, &opened.assessment.ended].into_iter().flatten().cloned();
    let confirmed = |e: &crate::model::evidence::Evidence| {
        let anchor = e.anchor().map(|a| a.confirmed.iter().map(|c| c.date.clone()).collect::<Vec<_>>());
        anchor.unwrap_or_default()
    };
    let looked = opened.evidence.values().flat_map(confirmed);
    answered.chain(levels).chain(frame).chain(looked).max()
}
