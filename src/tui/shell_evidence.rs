//! Carries out what is asked of evidence, beside the screen: suggesting, pinning, recording, looking again.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use crate::model::id::{AssessmentId, EvidenceId, QuestionRef};
use crate::tui::event::{Effect, Pinned, Told, Written};
use crate::tui::settings::Settings;
use crate::workbench::editing::Signature;
use crate::workbench::evidence::absence::{AbsenceRequest, Recorded};
use crate::workbench::evidence::cite::CiteRequest;
use crate::workbench::evidence::suggest::Suggestion;
use crate::workbench::law::ReadingProcess;
use crate::workbench::{Workbench, WorkbenchError};

/// What the threads need.
#[derive(Clone)]
pub(crate) struct EvidenceShell {
    reading: ReadingProcess,
    explain: fn(&WorkbenchError) -> String,
    back: Sender<Told>,
}

impl EvidenceShell {
    pub(crate) fn new(settings: &Settings, back: Sender<Told>) -> Self {
        Self { reading: settings.reading.clone(), explain: settings.explain, back }
    }

    pub(crate) fn carry_out(
        &self,
        workbench: Workbench,
        id: AssessmentId,
        signed: Signature,
        effect: Effect,
    ) {
        let shell = self.clone();
        thread::spawn(move || {
            if let Some(told) = shell.told(&workbench, &id, signed, effect) {
                // Nobody listens any more when the screens are gone.
                drop(shell.back.send(told));
            }
        });
    }

    fn told(
        &self,
        workbench: &Workbench,
        id: &AssessmentId,
        signed: Signature,
        effect: Effect,
    ) -> Option<Told> {
        let said = |error: &WorkbenchError| (self.explain)(error);
        Some(match effect {
            Effect::Suggest { number, question } => {
                let found = workbench.suggest(id, &question.to_string(), None, &self.reading);
                let result = found.map(|(_, suggested)| Arc::new(suggested)).map_err(|e| said(&e));
                Told::Suggested { number, question, result }
            }
            Effect::Pin { question, passage, stance } => {
                let request = CiteRequest {
                    law: passage.law,
                    provision: passage.provision,
                    quoted: passage.quoted,
                    stance: Some(stance),
                    note: None,
                    by: signed.by,
                    at: signed.at,
                };
                match workbench.cite(id, &question.to_string(), request, &self.reading) {
                    Ok(cited) => pinned(question, cited.evidence, cited.citation, false),
                    Err(error) => Told::NotPinned(said(&error)),
                }
            }
            Effect::Absent { question, rejected } => {
                let date = signed.at.as_ref().map(|at| at.date())?;
                let request = AbsenceRequest {
                    queries: Vec::new(),
                    rejected,
                    searched: Vec::new(),
                    note: None,
                    date,
                    by: signed.by,
                    at: signed.at,
                };
                match workbench.absent(id, &question.to_string(), request, &self.reading) {
                    Ok(Recorded::Made { evidence, .. }) => {
                        let said = evidence.to_string();
                        pinned(question, evidence, said, true)
                    }
                    Ok(Recorded::Found(found)) => {
                        Told::FoundInstead(question, found.likely().map(place).collect())
                    }
                    Err(error) => Told::NotPinned(said(&error)),
                }
            }
            Effect::Standings => {
                let opened = workbench.load(id).ok()?;
                Told::Standings(workbench.standings(opened.evidence.values(), &self.reading))
            }
            Effect::Again(evidence) => {
                Told::SearchedAgain(self.again(workbench, id, &evidence).map_err(|e| said(&e)))
            }
            Effect::Confirm(evidence) => {
                let date = signed.at.as_ref().map(|at| at.date())?;
                let with = (date, signed.by, None);
                match workbench.confirm_passage(id, &evidence, with, &self.reading) {
                    Ok(_) => Told::Done(Written::Confirmed(evidence)),
                    Err(error) => Told::NotPinned(said(&error)),
                }
            }
            _ => return None,
        })
    }

    fn again(
        &self,
        workbench: &Workbench,
        id: &AssessmentId,
        evidence: &EvidenceId,
    ) -> Result<String, WorkbenchError> {
        let again = workbench.absent_again(id, evidence, &self.reading)?;
        let mut lines = vec![format!("{evidence}, {}", again.absence.date)];
        lines.extend(again.laws.iter().map(|law| format!("+ {} ({})", law.title, law.id)));
        lines.extend(again.gone.iter().map(|law| format!("- {law}")));
        lines.push(format!("{}:", again.new.len()));
        lines.extend(again.new.iter().map(place));
        Ok(lines.join("\n"))
    }
}

fn pinned(question: QuestionRef, evidence: EvidenceId, citation: String, absence: bool) -> Told {
    Told::Done(Written::Pinned(Pinned { question, evidence, citation, absence }))
}

fn place(suggestion: &Suggestion) -> String {
    let hit = &suggestion.hit;
    let heading = hit.provision.heading.as_ref().map(|h| format!("  {h}")).unwrap_or_default();
    format!("{} {}{heading}", hit.law.id, hit.provision.label)
}
