//! "Searched, and found nothing" as evidence: what was asked of which laws in which wording, and what was not at hand.

use crate::model::answer::{EvidenceLink, Stance};
use crate::model::date::{Date, Moment};
use crate::model::evidence::{Absence, Detail, RejectedHit, SearchedLaw};
use crate::model::framework::Search;
use crate::model::id::{AssessmentId, EvidenceId, RoleId};
use crate::model::law::{Law, LawId};
use crate::model::text::Language;
use crate::store::StoreError;
use crate::store::library::sha256;
use crate::workbench::answering::{AnswerChange, Answered};
use crate::workbench::error::WorkbenchError;
use crate::workbench::evidence::suggest::{Run, Suggested, Suggestion, runs_of};
use crate::workbench::evidence::{PATIENCE, ids};
use crate::workbench::law::ReadingProcess;
use crate::workbench::naming;
use crate::workbench::open::Workbench;

/// Of a hit that no precise search found: it is listed so that a later search knows it, and nobody says they read it.
pub(crate) const BELOW: &str = "below the noise line, found by a broad search alone";

/// What is recorded, and for which question.
#[derive(Debug, Clone)]
pub(crate) struct AbsenceRequest {
    /// Asked instead of the question's own searches.
    pub(crate) queries: Vec<String>,
    /// What was found was looked at, and answers nothing.
    pub(crate) rejected: bool,
    /// What else was searched, in words.
    pub(crate) searched: Vec<String>,
    pub(crate) note: Option<String>,
    pub(crate) date: Date,
    pub(crate) by: Option<RoleId>,
    pub(crate) at: Option<Moment>,
}

/// What was recorded.
#[derive(Debug)]
pub(crate) enum Recorded {
    /// The item, and the answer it was linked to.
    Made {
        evidence: EvidenceId,
        /// The same was recorded before, by the same role.
        reused: bool,
        absence: Absence,
        answered: Answered,
    },
    /// The searches find provisions that nobody said they looked at. Nothing was written.
    Found(Suggested),
}

/// What a search that was recorded gives now.
#[derive(Debug)]
pub(crate) struct Again {
    pub(crate) absence: Absence,
    /// Provisions that were not among those rejected then, or have other words since.
    pub(crate) new: Vec<Suggestion>,
    /// Laws that were not there, or in another wording.
    pub(crate) laws: Vec<Law>,
    /// Laws that were searched and are no longer in the library.
    pub(crate) gone: Vec<LawId>,
    /// Key laws that are still missing, by title.
    pub(crate) missing: Vec<String>,
}

/// One figure for the laws that were searched, whatever their order.
fn fingerprint(laws: &[Law]) -> String {
    let mut lines: Vec<String> = laws.iter().map(|l| format!("{} {}\n", l.id, l.file.sha256)).collect();
    lines.sort();
    sha256(lines.concat().as_bytes())
}

fn given(queries: &[String]) -> Vec<Run> {
    let run = |query: &String| Run {
        search: Search { language: Language::undetermined(), query: query.clone(), broad: false, note: None },
        order: 0,
        of: None,
        checked: true,
        total: 0,
        fault: None,
    };
    queries.iter().map(run).collect()
}

impl Workbench {
    /// Runs the searches of a question, or those given, and records that nothing in the laws answers it.
    pub(crate) fn absent(
        &self,
        id: &AssessmentId,
        question: &str,
        request: AbsenceRequest,
        reading: &ReadingProcess,
    ) -> Result<Recorded, WorkbenchError> {
        self.answerable(id, question)?;
        let named = self.question_named(id, question)?;
        let shelves = self.shelves(&id.country, reading)?;
        let runs = if request.queries.is_empty() {
            runs_of(&named.frameworks, named.framework(), &named.question)
        } else {
            given(&request.queries)
        };
        if runs.is_empty() {
            return Err(WorkbenchError::NoSearches { question: named.question.id.clone() });
        }
        let suggested = shelves.run(runs);
        if let Some(run) = suggested.runs.iter().find(|run| run.fault.is_some()) {
            // A search that did not run has found nothing, and proves nothing.
            return Err(WorkbenchError::Search {
                query: run.search.query.clone(),
                message: run.fault.clone().unwrap_or_default(),
            });
        }
        if shelves.laws().is_empty() {
            return Err(WorkbenchError::NoLaws { country: id.country.clone() });
        }
        if suggested.likely().next().is_some() && !request.rejected {
            return Ok(Recorded::Found(suggested));
        }
        let rejected = |s: &Suggestion| RejectedHit {
            law: s.hit.law.id.clone(),
            provision: s.hit.provision.eid.clone(),
            label: s.hit.provision.label.clone(),
            sha256: s.hit.provision.sha256.clone(),
            note: (!s.likely).then(|| BELOW.to_owned()),
        };
        let mut languages: Vec<Language> = suggested.runs.iter().map(|r| r.search.language.clone()).collect();
        languages.sort();
        languages.dedup();
        languages.retain(|l| *l != Language::undetermined());
        let searched_law = |law: &Law| SearchedLaw {
            law: law.id.clone(),
            title: law.title.clone(),
            version: law.version.clone(),
            sha256: law.file.sha256.clone(),
        };
        // What every query leaves out was not searched, whatever lies in the library.
        let admitted = |law: &&Law| suggested.runs.iter().any(|run| run.admits(law));
        let searched: Vec<Law> = suggested.laws.iter().filter(admitted).cloned().collect();
        if searched.is_empty() {
            return Err(WorkbenchError::NoLaws { country: id.country.clone() });
        }
        let absence = Absence {
            question: Some(named.name()),
            queries: suggested.runs.iter().map(|r| r.search.query.clone()).collect(),
            languages,
            searched: request.searched,
            laws: searched.iter().map(searched_law).collect(),
            library: Some(fingerprint(&searched)),
            // Those of broad searches too: somebody who looks again wants to know what was there.
            rejected: suggested.suggestions.iter().map(rejected).collect(),
            date: request.date,
            by: request.by.clone(),
            missing: suggested.missing,
        };
        let name = ids::of_absence(
            id.country.as_str(),
            named.question.id.as_str(),
            &absence,
            request.note.as_deref(),
        );
        let Some(evidence) = name else { return Err(naming::unknown("question", question, &[])) };
        let detail = Detail::Absence(Box::new(absence.clone()));
        let reused =
            match self.workspace.new_evidence(id, &evidence, &detail, request.note.as_deref(), PATIENCE) {
                Ok(()) => false,
                Err(StoreError::Exists { .. }) => true,
                Err(other) => return Err(other.into()),
            };
        let link = EvidenceLink { evidence: evidence.clone(), stance: Stance::Absence, note: None };
        let change =
            AnswerChange { link: vec![link], by: request.by, at: request.at, ..AnswerChange::default() };
        let answered =
            self.answer(id, &format!("{}/{}", named.name().framework, named.question.id), change)?;
        Ok(Recorded::Made { evidence, reused, absence, answered })
    }

    /// Asks again what was asked then, and says what is new.
    pub(crate) fn absent_again(
        &self,
        id: &AssessmentId,
        evidence: &EvidenceId,
        reading: &ReadingProcess,
    ) -> Result<Again, WorkbenchError> {
        let (items, _) = self.workspace.evidence(id);
        let known: Vec<String> = items.keys().map(ToString::to_string).collect();
        let item = items.get(evidence);
        let item = item.ok_or_else(|| naming::unknown("evidence item", evidence.as_str(), &known))?;
        let Some(absence) = item.absence().cloned() else {
            return Err(WorkbenchError::NoAbsence { id: evidence.clone() });
        };
        let shelves = self.shelves(&id.country, reading)?;
        let suggested = shelves.run(given(&absence.queries));
        let seen = |s: &Suggestion| {
            absence.rejected.iter().any(|r| {
                r.law == s.hit.law.id
                    && r.provision == s.hit.provision.eid
                    && r.sha256 == s.hit.provision.sha256
            })
        };
        let new = suggested.suggestions.into_iter().filter(|s| !seen(s)).collect();
        let there = |law: &Law| absence.laws.iter().any(|l| l.law == law.id && l.sha256 == law.file.sha256);
        let laws = suggested.laws.iter().filter(|law| !there(law)).cloned().collect();
        let is_gone = |l: &&SearchedLaw| suggested.laws.iter().all(|law| law.id != l.law);
        let gone = absence.laws.iter().filter(is_gone).map(|l| l.law.clone()).collect();
        Ok(Again { new, laws, gone, missing: suggested.missing, absence })
    }
}
