//! The round that an assessment is compared with.

use std::collections::BTreeMap;

use crate::model::assessment::Sheets;
use crate::model::framework::{Framework, Mapping};
use crate::model::id::{AssessmentId, QuestionId};
use crate::report::progress::Loss;
use crate::workbench::error::WorkbenchError;
use crate::workbench::open::{Opened, Workbench};

/// An earlier assessment, with its answers under the questions of the later one.
#[derive(Debug)]
pub(crate) struct EarlierRound {
    pub(crate) opened: Opened,
    pub(crate) losses: Vec<Loss>,
}

impl Workbench {
    /// The earlier round of an assessment, when it has one and the two can be compared.
    ///
    /// # Errors
    /// Another country; no framework in common; two versions of a framework between which it states no mapping.
    pub(crate) fn earlier(&self, later: &Opened, id: &AssessmentId) -> Result<EarlierRound, WorkbenchError> {
        let now = &later.assessment;
        if id.country != now.id.country {
            return Err(WorkbenchError::OtherCountry { one: id.clone(), other: now.id.clone() });
        }
        let mut opened = self.load(id)?;
        let (mut losses, mut shared) = (Vec::new(), 0);
        let begun: BTreeMap<_, _> =
            opened.assessment.frameworks.iter().map(|p| (p.id.clone(), p.version.clone())).collect();
        for before in &mut opened.frameworks {
            let framework = &before.framework;
            let Some(pin) = now.frameworks.iter().find(|p| p.id == framework.id) else { continue };
            shared += 1;
            let then = begun.get(&framework.id).unwrap_or(&framework.version);
            if *then == pin.version {
                continue;
            }
            let mapping = framework.mappings.iter().find(|m| m.from == *then);
            let Some(mapping) = mapping.filter(|_| pin.version == framework.version) else {
                return Err(WorkbenchError::NotComparable {
                    framework: framework.id.clone(),
                    then: then.clone(),
                    now: pin.version.clone(),
                });
            };
            losses.extend(lost(framework, mapping));
            let displaced = renamed(mapping, &mut before.sheets);
            losses.extend(displaced.into_iter().map(|id| Loss {
                question: format!("{}/{id}", framework.id),
                because: "another question of the earlier version has its id now".to_owned(),
            }));
        }
        if shared == 0 {
            return Err(WorkbenchError::NothingShared { one: id.clone(), other: now.id.clone() });
        }
        Ok(EarlierRound { opened, losses })
    }
}

fn lost(framework: &Framework, mapping: &Mapping) -> Vec<Loss> {
    let loss = |(id, why): (&QuestionId, &String)| Loss {
        question: format!("{}/{id}", framework.id),
        because: why.clone(),
    };
    mapping.lost.iter().map(loss).collect()
}

/// Puts answers under the ids that their questions have now, and takes out those that cannot be compared. Gives the
/// questions whose id was given to another one, and whose answers cannot stand beside it.
fn renamed(mapping: &Mapping, sheets: &mut Sheets) -> Vec<QuestionId> {
    let taken =
        |id: &QuestionId| !mapping.renamed.contains_key(id) && mapping.renamed.values().any(|to| to == id);
    let mut displaced = Vec::new();
    for sheet in sheets.values_mut() {
        let answers = std::mem::take(&mut sheet.answers);
        // Every question is keyed from the start, and an empty answer would stand in the place of a renamed one.
        let kept = answers.into_iter().filter(|(id, a)| !a.is_empty() && !mapping.lost.contains_key(id));
        let (meeting, kept): (Vec<_>, Vec<_>) = kept.partition(|(id, _)| taken(id));
        displaced.extend(meeting.into_iter().map(|(id, _)| id));
        let now = kept.into_iter().map(|(id, a)| (mapping.renamed.get(&id).cloned().unwrap_or(id), a));
        sheet.answers = now.collect();
    }
    displaced
}
