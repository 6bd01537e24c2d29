//! The texts of an assessment, with the voice they speak in.

use crate::law::words::language;
use crate::model::assessment::Sheet;
use crate::model::evidence::{Evidence, EvidenceKind};
use crate::model::id::AssessmentId;
use crate::model::problem::Problem;
use crate::model::text::Language;
use crate::workbench::error::WorkbenchError;
use crate::workbench::open::{Opened, Workbench};

/// Whose words a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Ours,
    /// What a source is called, or what somebody said, as it was written down.
    Source,
    /// The words of a text, as it has them.
    Quoted,
}

/// One text that a person entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnText {
    pub(super) file: String,
    /// "C21-1 because".
    pub(super) label: String,
    pub(super) voice: Voice,
    pub(super) text: String,
}

/// Letters of a text that is long enough to tell its language.
const TELLING: usize = 60;

/// The language of a text; the usual one where it is too short to tell.
pub(super) fn language_of(text: &str, usual: &Language) -> String {
    if text.chars().filter(|c| c.is_alphabetic()).count() < TELLING {
        return usual.to_string();
    }
    match language::detect(text) {
        "und" => usual.to_string(),
        tag => tag.to_owned(),
    }
}

impl Workbench {
    /// Every text of an assessment, and what of it could not be read.
    pub(super) fn own_texts(
        &self,
        id: &AssessmentId,
    ) -> Result<(Vec<OwnText>, Vec<Problem>), WorkbenchError> {
        let opened = self.load(id)?;
        let mut texts = Gather(Vec::new());
        texts.assessment(&opened);
        for framework in &opened.frameworks {
            for (capability, sheet) in &framework.sheets {
                let file = self.workspace.sheet_name(id, &framework.framework.id, capability);
                texts.sheet(&file, capability.as_str(), sheet);
            }
        }
        for evidence in opened.evidence.values() {
            texts.evidence(&format!("assessments/{id}/evidence/{}.yaml", evidence.id), evidence);
        }
        Ok((texts.0, opened.problems))
    }
}

struct Gather(Vec<OwnText>);

impl Gather {
    fn put(&mut self, file: &str, label: String, voice: Voice, text: &str) {
        if !text.trim().is_empty() {
            self.0.push(OwnText { file: file.to_owned(), label, voice, text: text.to_owned() });
        }
    }

    fn assessment(&mut self, opened: &Opened) {
        let assessment = &opened.assessment;
        let file = format!("assessments/{}/assessment.yaml", assessment.id);
        let scope = &assessment.scope;
        let lists = [
            ("included", &scope.included),
            ("excluded", &scope.excluded),
            ("methods", &scope.methods),
            ("limits", &scope.limits),
        ];
        for (name, text) in [("title", &assessment.title), ("note", &assessment.note)] {
            self.put(&file, format!("assessment {name}"), Voice::Ours, text.as_deref().unwrap_or_default());
        }
        for (name, list) in lists {
            for text in list {
                self.put(&file, format!("scope {name}"), Voice::Ours, text);
            }
        }
    }

    fn sheet(&mut self, file: &str, capability: &str, sheet: &Sheet) {
        let level = sheet.level.as_ref().map(|l| l.reason.as_str());
        let target = sheet.target.as_ref().and_then(|t| t.reason.as_deref());
        for (name, text) in [("level", level), ("target", target)] {
            self.put(file, format!("{capability} {name}"), Voice::Ours, text.unwrap_or_default());
        }
        for (question, answer) in &sheet.answers {
            for (field, text) in answer.texts() {
                self.put(file, format!("{question} {field}"), Voice::Ours, text);
            }
            for link in &answer.evidence {
                let label = format!("{question} evidence {}", link.evidence);
                self.put(file, label, Voice::Ours, link.note.as_deref().unwrap_or_default());
            }
        }
    }

    fn evidence(&mut self, file: &str, evidence: &Evidence) {
        let (citation, says) = match evidence.kind {
            EvidenceKind::Passage | EvidenceKind::Document | EvidenceKind::Link => {
                (Voice::Source, Voice::Quoted)
            }
            EvidenceKind::Interview | EvidenceKind::Statistic => (Voice::Source, Voice::Source),
            // Both name the words that were searched for, and those are the laws' own.
            EvidenceKind::Absence => (Voice::Quoted, Voice::Quoted),
        };
        let label = |field: &str| format!("evidence {} {field}", evidence.id);
        self.put(file, label("citation"), citation, &evidence.citation);
        self.put(file, label("says"), says, evidence.says.as_deref().unwrap_or_default());
        self.put(file, label("note"), Voice::Ours, evidence.note.as_deref().unwrap_or_default());
    }
}
