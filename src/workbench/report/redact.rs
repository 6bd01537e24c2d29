//! Taking out of an assessment what only its team may see, before anything is made from it.
//!
//! Left out are the roles and organisations of the team and who answered, the sources of interviews, and with them the
//! methods, notes and flags. What was found and why stays, and so do the bodies that the plan names.

use std::collections::BTreeMap;

use crate::model::answer::EvidenceLink;
use crate::model::evidence::{Detail, Evidence, EvidenceKind};
use crate::model::id::EvidenceId;
use crate::workbench::open::Opened;

/// Takes everything confidential out.
pub(super) fn redact(opened: &mut Opened) {
    opened.assessment.team.clear();
    opened.assessment.note = None;
    // They name who was interviewed, in free words.
    opened.assessment.scope.methods.clear();
    opened.assessment.published_marks.iter_mut().for_each(|m| m.note = None);
    let names = names(&opened.evidence);
    opened.evidence = std::mem::take(&mut opened.evidence)
        .into_values()
        .map(|item| evidence(item, &names))
        .map(|item| (item.id.clone(), item))
        .collect();
    for sheet in opened.frameworks.iter_mut().flat_map(|f| f.sheets.values_mut()) {
        if let Some(level) = &mut sheet.level {
            level.by = None;
        }
        for answer in sheet.answers.values_mut() {
            (answer.by, answer.flag, answer.note) = (None, None, None);
            links(&mut answer.evidence, &names);
            if let Some(carried) = &mut answer.carried {
                links(&mut carried.evidence, &names);
            }
        }
    }
    opened.plan.note = None;
    opened.plan.actions.iter_mut().for_each(|(_, a)| a.note = None);
    opened.plan.trainings.iter_mut().for_each(|(_, t)| t.note = None);
    // What is wrong with a file can quote it.
    for problem in &mut opened.problems {
        "could not be read in full".clone_into(&mut problem.message);
        if let Some((folder, _)) = problem.file.rsplit_once('/') {
            problem.file = format!("{folder}/…");
        }
    }
}

/// Names of interviews that say nothing of whom was asked: their ids often do.
fn names(items: &BTreeMap<EvidenceId, Evidence>) -> BTreeMap<EvidenceId, EvidenceId> {
    let interviews = items.values().filter(|e| e.kind == EvidenceKind::Interview);
    let named = interviews.zip(1..).filter_map(|(e, n): (_, usize)| {
        Some((e.id.clone(), EvidenceId::parse(&format!("interview-{n}")).ok()?))
    });
    named.collect()
}

fn evidence(mut item: Evidence, names: &BTreeMap<EvidenceId, EvidenceId>) -> Evidence {
    item.note = None;
    if let Some(name) = names.get(&item.id) {
        item.id = name.clone();
        item.citation = item.kind.to_string();
        (item.date, item.url) = (None, None);
    }
    match &mut item.detail {
        Detail::Passage(anchor) => {
            for look in &mut anchor.confirmed {
                (look.by, look.note) = (None, None);
            }
        }
        Detail::Absence(absence) => absence.by = None,
        Detail::Other => {}
    }
    item
}

fn links(links: &mut [EvidenceLink], names: &BTreeMap<EvidenceId, EvidenceId>) {
    for link in links {
        link.note = None;
        if let Some(name) = names.get(&link.evidence) {
            link.evidence = name.clone();
        }
    }
}
