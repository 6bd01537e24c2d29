//! The next round from the last: what is carried over, and as what.

use std::collections::BTreeMap;

use crate::model::answer::{Answer, Carried};
use crate::model::assessment::Sheet;
use crate::model::framework::{Framework, Mapping};
use crate::model::id::{AssessmentId, CapabilityId, FrameworkId, QuestionId, RoundId};
use crate::workbench::answering::{Begun, NewAssessment};
use crate::workbench::error::WorkbenchError;
use crate::workbench::open::Workbench;

/// What a new round takes over from an earlier one.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) begun: Begun,
    /// Findings that wait to be confirmed.
    pub(crate) to_confirm: usize,
    /// Questions of the earlier version that the later one cannot compare.
    pub(crate) lost: usize,
}

/// The round that usually follows one; `None` where people have to name it.
pub(crate) fn next_round(after: &RoundId) -> Option<RoundId> {
    let next = if after.as_str() == "baseline" { "midterm" } else { return None };
    RoundId::parse(next).ok()
}

impl Workbench {
    /// Begins the next round of an assessment. Findings come along as *to confirm* and count for nothing until then;
    /// levels, scope and methods do not come along; targets, evidence, team and plan do. What the earlier round left
    /// unconfirmed goes on with where it comes from.
    ///
    /// # Errors
    /// Files of the earlier round that cannot be read: nothing of it may be missing without a word.
    pub(crate) fn begin_from(
        &self,
        from: &AssessmentId,
        new: &NewAssessment,
    ) -> Result<Taken, WorkbenchError> {
        let earlier = self.load(from)?;
        if !earlier.problems.is_empty() {
            let what = format!("the assessment `{from}`");
            return Err(WorkbenchError::Damaged { what, problems: earlier.problems });
        }
        let (mut to_confirm, mut lost) = (0, 0);
        let mut carried: BTreeMap<(FrameworkId, CapabilityId), Sheet> = BTreeMap::new();
        for f in &earlier.frameworks {
            let mapping = mapping(&f.framework, f.begun_with.as_deref())?;
            lost += mapping.map_or(0, |m| m.lost.len());
            for (capability, sheet) in &f.sheets {
                let sheet = carry(sheet, mapping, &from.round);
                to_confirm += sheet.answers.values().filter(|a| a.is_to_confirm()).count();
                carried.insert((f.framework.id.clone(), capability.clone()), sheet);
            }
        }
        let begun = self.begin_with(new, Some(&earlier.assessment), &mut |framework, capability| {
            carried.remove(&(framework.clone(), capability.clone())).unwrap_or_default()
        })?;
        Ok(Taken { begun, to_confirm, lost })
    }
}

/// How answers to the version that the earlier round was begun with are read in the one there is now.
fn mapping<'f>(
    framework: &'f Framework,
    begun_with: Option<&str>,
) -> Result<Option<&'f Mapping>, WorkbenchError> {
    let Some(then) = begun_with else { return Ok(None) };
    let found = framework.mappings.iter().find(|m| m.from == then);
    found.map(Some).ok_or_else(|| WorkbenchError::NotComparable {
        framework: framework.id.clone(),
        then: then.to_owned(),
        now: framework.version.clone(),
    })
}

fn carry(sheet: &Sheet, mapping: Option<&Mapping>, round: &RoundId) -> Sheet {
    let name = |id: &QuestionId| -> Option<QuestionId> {
        let Some(mapping) = mapping else { return Some(id.clone()) };
        let kept = !mapping.lost.contains_key(id);
        kept.then(|| mapping.renamed.get(id).unwrap_or(id).clone())
    };
    let answers = sheet.answers.iter().filter_map(|(id, answer)| {
        let Some(value) = answer.value else {
            let waits = Answer { carried: answer.carried.clone(), ..Answer::default() };
            return answer.carried.is_some().then_some(()).and_then(|()| Some((name(id)?, waits)));
        };
        let carried = Carried {
            from: round.clone(),
            value,
            because: answer.because.clone(),
            confidence: answer.confidence,
            evidence: answer.evidence.clone(),
            at: answer.at.clone(),
        };
        Some((name(id)?, Answer { carried: Some(carried), ..Answer::default() }))
    });
    Sheet { level: None, target: sheet.target.clone(), answers: answers.collect() }
}
