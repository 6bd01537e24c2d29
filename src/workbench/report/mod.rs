//! Making a report from an assessment, and writing it without losing what somebody edited.

mod languages;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::model::date::{Date, Moment};
use crate::model::framework::Framework;
use crate::model::id::{AssessmentId, FrameworkId};
use crate::model::problem::Problem;
use crate::model::text::Language;
use crate::report::context::{Fingerprint, Material, context};
use crate::report::legislation::{Laws, Shelved};
use crate::report::render::{Renderer, Template};
use crate::score::overview::Overview;
use crate::store::bundled::Folder;
use crate::store::data::{Data, Origin};
use crate::store::{StoreError, atomic, fingerprint, library, text};
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::ReadingProcess;
use crate::workbench::naming;
use crate::workbench::open::{Opened, OpenedFramework, Workbench};

const ENDING: &str = ".md.j2";

/// Templates that are about one framework, and that framework.
const ABOUT: &[(&str, &str)] = &[("legislative-review", "legislation")];

/// The last line of a written report: a fingerprint of everything above it.
const SEAL: &str = "<!-- mnr: sha256 of the text above ";

/// A report that was made.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) text: String,
    /// What could not be read and is missing from it.
    pub(crate) problems: Vec<Problem>,
}

/// What to make.
#[derive(Debug, Clone)]
pub(crate) struct ReportRequest {
    /// The name of a template without its ending: `gap-analysis`.
    pub(crate) template: String,
    /// The language of the report; that of the workspace when none is asked for.
    pub(crate) language: Option<Language>,
    /// The date on the report.
    pub(crate) date: Option<Date>,
    /// The date to use when neither the request nor the assessment has one.
    pub(crate) otherwise: Date,
}

impl Workbench {
    /// Names of the templates at hand, without their ending. Partials start with `_` and are none.
    pub(crate) fn templates(&self) -> Vec<String> {
        let data = self.data();
        let paths = [Origin::Shipped, Origin::Own].map(|o| data.paths(Folder::Templates, o)).concat();
        let mut names: Vec<String> = paths
            .iter()
            .filter(|p| !p.starts_with('_'))
            .filter_map(|p| p.strip_suffix(ENDING))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        names
    }

    pub(super) fn data(&self) -> Data {
        Data::new(Some(self.root().to_path_buf()))
    }

    /// All templates, those of the workspace over the shipped ones, by name.
    pub(super) fn template_texts(&self) -> Result<Vec<Template>, WorkbenchError> {
        let data = self.data();
        let mut found = BTreeMap::new();
        for origin in [Origin::Shipped, Origin::Own] {
            for path in data.paths(Folder::Templates, origin).into_iter().filter(|p| p.ends_with(".j2")) {
                let file = data.read(Folder::Templates, &path, origin).map_err(StoreError::from)?;
                if let Some(file) = file {
                    found.insert(path.clone(), Template { name: path, place: file.name, text: file.text });
                }
            }
        }
        Ok(found.into_values().collect())
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
        let (shelved, problems) = self.shelved_laws(&id.country);
        opened.problems.extend(problems);
        let passages = self.passages(&opened.evidence, reading);
        let missing = self.missing_key_laws(&id.country);
        let others = self.referred(&opened);
        // To hold all laws against the terms takes longer than the rest of a report.
        let file = format!("{}{ENDING}", request.template);
        let asks_for_terms = templates.iter().any(|t| t.name == file && t.text.contains("terms"));
        let overviews: Vec<Overview<'_>> =
            opened.frameworks.iter().map(|f| Overview::of(&f.framework, &f.sheets)).collect();
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
            earlier: None,
            redacted: false,
            radar: false,
            date: &date,
            fingerprints: self.fingerprints(&opened, &shelved, &templates, &request.template),
            views: self.view_tables(&opened, reading),
            terms: if asks_for_terms { self.term_views(&id.country, reading) } else { Vec::new() },
            unread: opened.problems.iter().map(|p| format!("{}: {}", p.file, p.message)).collect(),
        };
        let renderer = Renderer::new(&templates, &words)?;
        let body = renderer.render(&format!("{}{ENDING}", request.template), &context(&material))?;
        Ok(Report { text: seal(&body), problems: opened.problems })
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

    /// Where a report is written when no place is given.
    pub(crate) fn report_path(&self, id: &AssessmentId, template: &str) -> PathBuf {
        self.root().join("reports").join(format!("{id}-{template}.md"))
    }

    /// Writes a report over an older one, unless somebody edited that.
    pub(crate) fn write_report(path: &Path, report: &str, force: bool) -> Result<(), WorkbenchError> {
        let there = atomic::read(path, text::LIMIT * 16)?;
        if there.as_ref().is_some_and(|bytes| !is_report(bytes)) {
            return Err(WorkbenchError::NoReport { path: path.to_path_buf() });
        }
        let edited = |bytes: &Vec<u8>| bytes != report.as_bytes() && !is_sealed(bytes);
        if !force && there.as_ref().is_some_and(edited) {
            return Err(WorkbenchError::Edited { path: path.to_path_buf() });
        }
        Ok(atomic::replace(path, report.as_bytes())?)
    }
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

fn seal(body: &str) -> String {
    format!("{body}\n{SEAL}{} -->\n", fingerprint::of(body.as_bytes()))
}

/// Whether a file is a report that was written here, edited or not. Nothing else is written over.
fn is_report(bytes: &[u8]) -> bool {
    bytes.is_empty() || String::from_utf8_lossy(bytes).contains(SEAL)
}

/// Whether a report is as it was written.
fn is_sealed(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    text.rsplit_once(&format!("\n{SEAL}")).is_some_and(|(body, seal)| {
        seal.strip_suffix(" -->\n").is_some_and(|given| given == fingerprint::of(body.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_was_edited_is_known_by_its_seal() {
        let text = seal("# a\n");
        assert!(is_sealed(text.as_bytes()));
        assert!(!is_sealed(text.replace("# a", "# b").as_bytes()));
        assert!(!is_sealed(format!("{text}more\n").as_bytes()));
        assert!(!is_sealed(b"# a\n"));
    }
}
