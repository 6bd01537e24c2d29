//! What must hold in one assessment beyond the shape of its files.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::answer::{Answer, Value};
use crate::model::assessment::{Assessment, PublishedMark, Sheet, Sheets};
use crate::model::evidence::{Absence, Evidence};
use crate::model::framework::{Capability, Framework};
use crate::model::id::{AssessmentId, CapabilityId, EvidenceId, QuestionId};
use crate::model::problem::{Problem, Severity};
use crate::model::safe::{self, is_bidi_control};
use crate::report::ReportError;
use crate::report::render::check as check_template;
use crate::score::overview::Overview;
use crate::score::weigh::{State, state};
use crate::store::faults::Faults;
use crate::store::workspace::stray;
use crate::store::yaml::{choose, nearest};
use crate::workbench::open::{Workbench, usable_framework};
use crate::workbench::personal_data;

/// What the answers of one capability are held against.
struct Against<'a> {
    assessment: &'a Assessment,
    framework: &'a Framework,
    sheets: &'a Sheets,
    evidence: &'a BTreeMap<EvidenceId, Evidence>,
    /// Evidence files that are there, readable or not.
    evidence_files: &'a BTreeSet<String>,
}

impl Workbench {
    /// All faults of one assessment.
    pub(crate) fn check_assessment(&self, id: &AssessmentId) -> Vec<Problem> {
        let assessment = match self.workspace.assessment(id) {
            Ok(assessment) => assessment,
            Err(problems) => return problems,
        };
        let mut problems = self.check_facts(&assessment);
        let (evidence, found) = self.workspace.evidence(id);
        problems.extend(found);
        let evidence_files: BTreeSet<String> = self.workspace.evidence_ids(id).into_iter().collect();
        let (mut used, mut whole) = (BTreeSet::new(), true);
        let mut answered = Vec::new();
        for pin in &assessment.frameworks {
            let Ok(Some(framework)) = usable_framework(&self.catalog, &pin.id).map(|l| l.value) else {
                continue;
            };
            let capabilities: Vec<CapabilityId> = framework.capabilities().map(|c| c.id.clone()).collect();
            let (sheets, found) = self.workspace.sheets(id, &pin.id, &capabilities);
            whole &= found.is_empty();
            problems.extend(found);
            let against = Against {
                assessment: &assessment,
                framework: &framework,
                sheets: &sheets,
                evidence: &evidence,
                evidence_files: &evidence_files,
            };
            for capability in framework.capabilities() {
                let Some(sheet) = sheets.get(&capability.id) else { continue };
                let name = self.workspace.sheet_name(id, &pin.id, &capability.id);
                let text = self.workspace.text(&name).ok().flatten().unwrap_or_default();
                let mut faults = Faults::new(&name, &text);
                against.sheet(capability, sheet, text.is_empty(), &mut faults);
                problems.extend(faults.into_problems());
                let links = sheet
                    .answers
                    .values()
                    .flat_map(|a| a.evidence.iter().chain(a.carried.iter().flat_map(|c| &c.evidence)));
                used.extend(links.map(|l| l.evidence.clone()));
            }
            for file in self.workspace.answer_files(id, &pin.id) {
                let known =
                    file.strip_suffix(".yaml").is_some_and(|s| capabilities.iter().any(|c| c.as_str() == s));
                if !known {
                    problems.extend(stray(&format!("assessments/{id}/answers/{}/{file}", pin.id), &file));
                }
            }
            answered.push((framework, sheets));
        }
        let overviews: Vec<Overview<'_>> =
            answered.iter().map(|(framework, sheets)| Overview::of(framework, sheets)).collect();
        problems.extend(self.check_plan(id, &overviews));
        for folder in self.workspace.answered_frameworks(id) {
            if !assessment.frameworks.iter().any(|p| p.id.as_str() == folder) {
                problems.extend(stray(&format!("assessments/{id}/answers/{folder}"), &folder));
            }
        }
        // What a damaged file rests on is not known, so nothing can be called unused then.
        problems.extend(self.check_evidence(id, &evidence, whole.then_some(&used)));
        problems
    }

    /// The facts of the assessment against what is at hand.
    fn check_facts(&self, assessment: &Assessment) -> Vec<Problem> {
        let name = format!("assessments/{}/assessment.yaml", assessment.id);
        let text = self.workspace.text(&name).ok().flatten().unwrap_or_default();
        let mut faults = Faults::new(&name, &text);
        let country = &assessment.id.country;
        if !self.catalog.countries().contains_key(country) {
            let hint = format!(
                "add `country-profiles/{country}.yaml`, so that reports can give the country's facts"
            );
            faults.warning(
                "no-profile",
                "country",
                format!("there is no profile of `{country}`"),
                Some(hint),
            );
        }
        for (i, pin) in assessment.frameworks.iter().enumerate() {
            let path = format!("frameworks/{i}");
            let known: Vec<String> = self.catalog.frameworks().keys().map(ToString::to_string).collect();
            match self.catalog.framework(&pin.id) {
                None => {
                    let hint = choose(pin.id.as_str(), &known);
                    let message = format!("there is no framework `{}`", pin.id);
                    faults.error("unknown-framework", path, message, Some(hint));
                }
                Some(loaded) => {
                    let version = loaded.value.map(|f| f.version).filter(|v| *v != pin.version);
                    if let Some(version) = version {
                        let message = format!(
                            "begun with version {} of `{}`, which is now {version}",
                            pin.version, pin.id
                        );
                        let hint = "look for new questions with `mnr status`, then put the new version here"
                            .to_owned();
                        faults.warning("other-version", path, message, Some(hint));
                    }
                }
            }
        }
        if let (Some(started), Some(ended)) = (&assessment.started, &assessment.ended)
            && ended < started
        {
            faults.warning(
                "dates",
                "ended",
                format!("ended {ended}, before it started {started}"),
                Some("put one of the two dates right".to_owned()),
            );
        }
        let scope = &assessment.scope;
        let texts = [&scope.included, &scope.excluded, &scope.methods, &scope.limits].into_iter().flatten();
        let texts = texts.chain(&assessment.note).chain(assessment.team.iter().map(|r| &r.title));
        for text in texts {
            person(text, "scope", &mut faults);
        }
        self.check_published(assessment, &mut faults);
        faults.into_problems()
    }

    /// Marks of other publishers against the rows of the views. Views with faults are told where they are.
    fn check_published(&self, assessment: &Assessment, faults: &mut Faults<'_>) {
        let marks = &assessment.published_marks;
        let Some(crosswalk) = (!marks.is_empty()).then(|| self.catalog.crosswalk(None).value).flatten()
        else {
            return;
        };
        for (i, p) in marks.iter().enumerate() {
            let path = format!("published_marks/{i}");
            match crosswalk.view(p.view.as_str()) {
                None => {
                    let known: Vec<&str> = crosswalk.views.iter().map(|v| v.id.as_str()).collect();
                    let hint = choose(p.view.as_str(), &known);
                    let message = format!("there is no view `{}`", p.view);
                    faults.error("unknown-view", format!("{path}/view"), message, Some(hint));
                }
                Some(view) if view.row(&p.row).is_none() => {
                    let known: Vec<&str> = view.rows.iter().map(|r| r.id.as_str()).collect();
                    let hint = nearest(p.row.as_str(), &known).map_or_else(
                        || format!("`mnr gaps --by {}` lists its rows", view.id),
                        |near| format!("did you mean `{near}`?"),
                    );
                    let message = format!("the view `{}` has no row `{}`", view.id, p.row);
                    faults.error("unknown-row", format!("{path}/row"), message, Some(hint));
                }
                Some(_) => {}
            }
            let same = |o: &PublishedMark| (&o.view, &o.row, &o.edition) == (&p.view, &p.row, &p.edition);
            if marks.iter().take(i).any(same) {
                let message = format!("`{}` has two marks of the edition {}", p.row, safe::line(&p.edition));
                let hint = "keep the one that stands there; both are shown until then".to_owned();
                faults.warning("duplicate-id", &path, message, Some(hint));
            }
            for (field, text) in [("mark", &p.mark), ("edition", &p.edition), ("citation", &p.citation)] {
                hidden(text, &format!("{path}/{field}"), faults);
            }
            if let Some(note) = &p.note {
                person(note, &format!("{path}/note"), faults);
                hidden(note, &format!("{path}/note"), faults);
            }
        }
    }

    fn check_evidence(
        &self,
        id: &AssessmentId,
        evidence: &BTreeMap<EvidenceId, Evidence>,
        used: Option<&BTreeSet<EvidenceId>>,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        for item in evidence.values() {
            let name = format!("assessments/{id}/evidence/{}.yaml", item.id);
            let text = self.workspace.text(&name).ok().flatten().unwrap_or_default();
            let mut faults = Faults::new(&name, &text);
            if used.is_some_and(|used| !used.contains(&item.id)) {
                let hint = format!("link it with `mnr answer QUESTION --evidence {}:supports`", item.id);
                faults.note("unused-evidence", "id", "no answer rests on this item", Some(hint));
            }
            for text in [Some(&item.citation), item.says.as_ref(), item.note.as_ref()].into_iter().flatten() {
                person(text, item.kind.to_string().as_str(), &mut faults);
                hidden(text, item.kind.to_string().as_str(), &mut faults);
            }
            problems.extend(faults.into_problems());
        }
        problems
    }

    /// Templates of the workspace that do not parse.
    pub(super) fn check_templates(&self) -> Vec<Problem> {
        let Ok(templates) = self.template_texts() else { return Vec::new() };
        let mut problems = self.check_words();
        let faults = check_template(&templates).into_iter().filter_map(|fault| {
            let ReportError::Template { place, line, message, detail } = fault else { return None };
            Some(Problem {
                severity: Severity::Error,
                code: "bad-template",
                file: place,
                place: line.map(|line| crate::model::problem::Place { line, column: 1 }),
                message: detail.map_or_else(|| message.clone(), |d| format!("{message}: {d}")),
                hint: Some("mend the line, or delete the file to use the shipped template".to_owned()),
            })
        });
        problems.extend(faults);
        problems
    }
}

impl Against<'_> {
    fn sheet(&self, capability: &Capability, sheet: &Sheet, missing: bool, faults: &mut Faults<'_>) {
        if missing {
            let message = format!("`{}` has no answers file", capability.id);
            let hint = format!(
                "the first `mnr answer {}` makes it",
                capability.questions.first().map_or("…", |q| q.id.as_str())
            );
            faults.note("missing-file", "", message, Some(hint));
            return;
        }
        self.levels(sheet, faults);
        let questions: Vec<&str> = capability.questions.iter().map(|q| q.id.as_str()).collect();
        for (id, answer) in &sheet.answers {
            let path = format!("answers/{id}");
            if questions.contains(&id.as_str()) {
                self.answer(capability, id, answer, &path, faults);
            } else {
                let hint = nearest(id.as_str(), &questions).map(|n| format!("did you mean `{n}`?"));
                faults.error(
                    "unknown-question",
                    &path,
                    format!("`{}` has no question `{id}`", capability.id),
                    hint,
                );
            }
        }
        let tail = capability.questions.iter().rev().take_while(|q| sheet.answer(&q.id).is_none()).count();
        if tail > 0 && !sheet.answers.is_empty() {
            let message =
                format!("the last {tail} of its questions are missing; the file may have been cut off");
            let hint = "compare it with git or a copy before anything is answered in it".to_owned();
            faults.warning("cut-off", "answers", message, Some(hint));
        }
        for question in capability.questions.iter().filter(|q| sheet.answer(&q.id).is_none()) {
            let message =
                format!("the question `{}` is not keyed here; it counts as not assessed", question.id);
            let hint = format!(
                "`mnr answer {} not_assessed` adds it, so that answers merge without conflict",
                question.id
            );
            faults.note("missing-question", "answers", message, Some(hint));
        }
    }

    fn levels(&self, sheet: &Sheet, faults: &mut Faults<'_>) {
        let highest = self.framework.scale.iter().map(|l| l.value).max().unwrap_or(0);
        let mut on_scale = |path: &str, value: u8| {
            if self.framework.level_name(value).is_none() {
                let hint = format!("write a level from 1 to {highest}");
                faults.error("not-on-scale", path, format!("level {value} is not on the scale"), Some(hint));
            }
        };
        if let Some(level) = &sheet.level {
            on_scale("level/value", level.value);
        }
        if let Some(target) = &sheet.target {
            on_scale("target/value", target.value);
        }
        if let Some(level) = &sheet.level {
            if level.reason.trim().is_empty() {
                let hint = "add `reason:`; the report prints it".to_owned();
                faults.error("no-reason", "level", "a level is set without a reason", Some(hint));
            }
            self.role(level.by.as_ref(), "level/by", faults);
            person(&level.reason, "level/reason", faults);
            hidden(&level.reason, "level/reason", faults);
        }
    }

    fn answer(
        &self,
        capability: &Capability,
        id: &QuestionId,
        answer: &Answer,
        path: &str,
        faults: &mut Faults<'_>,
    ) {
        if answer.value == Some(Value::NotApplicable)
            && answer.because.as_ref().is_none_or(|b| b.trim().is_empty())
        {
            let hint = "add `because:`; without it a gap could be made to vanish".to_owned();
            faults.error("no-reason", path, format!("`{id}` is not applicable without a reason"), Some(hint));
        }
        self.relevance(capability, id, answer, path, faults);
        self.absence(id, answer, path, faults);
        self.role(answer.by.as_ref(), &format!("{path}/by"), faults);
        for (i, link) in answer.evidence.iter().enumerate() {
            let path = format!("{path}/evidence/{i}/ref");
            if !self.evidence_files.contains(link.evidence.as_str()) {
                let known: Vec<&str> = self.evidence.keys().map(EvidenceId::as_str).collect();
                let hint = nearest(link.evidence.as_str(), &known).map(|n| format!("did you mean `{n}`?"));
                let hint = hint
                    .or_else(|| Some(format!("add `evidence/{}.yaml`, or take the link out", link.evidence)));
                faults.error(
                    "unknown-evidence",
                    path,
                    format!("there is no evidence item `{}`", link.evidence),
                    hint,
                );
            } else if answer.evidence.iter().take(i).any(|l| l.evidence == link.evidence) {
                faults.warning(
                    "duplicate-id",
                    path,
                    format!("`{}` is linked twice", link.evidence),
                    Some("keep one of the two links".to_owned()),
                );
            }
        }
        for (field, text) in answer.texts() {
            person(text, &format!("{path}/{field}"), faults);
            hidden(text, &format!("{path}/{field}"), faults);
        }
    }

    /// "Not met" that rests on nothing but searches in a library that lacks key laws.
    fn absence(&self, id: &QuestionId, answer: &Answer, path: &str, faults: &mut Faults<'_>) {
        let items: Vec<&Evidence> =
            answer.evidence.iter().filter_map(|l| self.evidence.get(&l.evidence)).collect();
        let searches: Vec<&Absence> = items.iter().filter_map(|e| e.absence()).collect();
        // What was written by hand says in words what was searched; only searches of the library are judged.
        let judged = searches.iter().filter(|a| !a.laws.is_empty()).count();
        if answer.value != Some(Value::NotMet) || judged == 0 || searches.len() < items.len() {
            return;
        }
        if let Some(incomplete) = searches.iter().find(|a| a.is_incomplete()) {
            let message = format!(
                "`{id}` is not met by a search that lacked {}: what is not found in some laws may stand in others",
                incomplete.missing.join("; ")
            );
            let hint = format!("take these laws in and run `mnr absent {id}` again, or answer `unknown`");
            faults.warning("incomplete-absence", format!("{path}/answer"), message, Some(hint));
        }
    }

    /// An answer that the condition of its question contradicts.
    fn relevance(
        &self,
        capability: &Capability,
        id: &QuestionId,
        answer: &Answer,
        path: &str,
        faults: &mut Faults<'_>,
    ) {
        let Some(question) = capability.questions.iter().find(|q| q.id == *id) else { return };
        let Some(condition) = &question.relevant_if else { return };
        if !matches!(answer.value, Some(Value::Met | Value::Partly)) {
            return;
        }
        let Some((gate_capability, gate)) = self.framework.question(&condition.question) else { return };
        let stands = state(self.framework, self.sheets, gate_capability, gate);
        let holds = match stands {
            State::Met | State::Unknown | State::NotAssessed => true,
            State::Partly => condition.at_least == Value::Partly,
            State::NotMet | State::NotRelevant | State::NotApplicable => false,
        };
        if !holds {
            let message = format!(
                "`{id}` is answered although `{}` is {}",
                condition.question,
                stands.word().replace('_', " ")
            );
            let hint =
                "one of the two answers cannot be right; until then both count as they stand".to_owned();
            faults.warning("not-relevant", path, message, Some(hint));
        }
    }

    fn role(&self, by: Option<&crate::model::id::RoleId>, path: &str, faults: &mut Faults<'_>) {
        let Some(by) = by.filter(|by| !self.assessment.team.iter().any(|r| r.id == **by)) else { return };
        let roles: Vec<&str> = self.assessment.team.iter().map(|r| r.id.as_str()).collect();
        let hint = nearest(by.as_str(), &roles).map_or_else(
            || "add the role to `team` in assessment.yaml; roles, never names of persons".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        faults.warning("unknown-role", path, format!("the team has no role `{by}`"), Some(hint));
    }
}

pub(super) fn person(text: &str, path: &str, faults: &mut Faults<'_>) {
    if let Some(likeness) = personal_data::find(text) {
        let message = format!("the text holds what looks like {}", likeness.words());
        let hint = "take it out if it leads to a person; assessments are shared".to_owned();
        faults.warning("personal-data", path, message, Some(hint));
    }
}

pub(super) fn hidden(text: &str, path: &str, faults: &mut Faults<'_>) {
    if text.chars().any(is_bidi_control) {
        let message = "the text holds invisible characters that turn its direction";
        faults.warning(
            "bidi-control",
            path,
            message,
            Some("take them out; Arabic needs none of them".to_owned()),
        );
    }
}
