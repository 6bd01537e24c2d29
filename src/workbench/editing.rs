//! Saving a change without overwriting what somebody else wrote meanwhile.

use std::time::Duration;

use crate::model::answer::{Answer, EvidenceLink};
use crate::model::assessment::{SetLevel, Sheet};
use crate::model::date::Moment;
use crate::model::framework::Framework;
use crate::model::id::{AssessmentId, RoleId};
use crate::model::safe;
use crate::workbench::answering::{checked, order};
use crate::workbench::error::WorkbenchError;
use crate::workbench::merging::{self, Conflict};
use crate::workbench::naming;
use crate::workbench::open::Workbench;

pub(crate) use crate::model::edit::Edit;

/// What became of an edit.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "one at a time, and gone at once")]
pub(crate) enum Kept {
    /// The file holds it now; the sheet as it stands and the edit with `before` and `after` as they
    /// were in the file (who and when included).
    Saved { sheet: Sheet, edit: Edit },
    /// Somebody changed the same field meanwhile; nothing was written. The sheet is theirs.
    Conflict { sheet: Sheet },
}

/// Who made a change, and when.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signature {
    pub(crate) by: Option<RoleId>,
    pub(crate) at: Option<Moment>,
}

impl Workbench {
    /// Puts an edit into the file, merged field by field with what is there by now.
    ///
    /// # Errors
    /// An unknown framework, capability, question or evidence item; `not_applicable` or a level without a reason; a
    /// level or target that is not on the scale.
    pub(crate) fn keep(
        &self,
        id: &AssessmentId,
        edit: &Edit,
        signed: &Signature,
        patience: Duration,
    ) -> Result<Kept, WorkbenchError> {
        let assessment = self.assessment(id)?;
        let frameworks = self.frameworks_of(&assessment)?;
        let framework = known(edit, &frameworks)?;
        on_scale(edit, framework)?;
        self.linkable(id, &new_links(edit))?;
        let edit = entered(edit)?;
        let signed = Signature { by: Self::role(&assessment, signed.by.clone()), at: signed.at.clone() };
        let (capability, order) = (edit.capability(), order(framework, edit.capability()));
        self.workspace.change_sheet(id, &framework.id, capability, &order, patience, |sheet| {
            put(&edit, &signed, sheet)
        })?
    }

    /// Changes whenever a file of the assessment (assessment.yaml, answers, evidence) changes: names,
    /// sizes, times.
    pub(crate) fn pulse(&self, id: &AssessmentId) -> String {
        self.workspace.pulse(id)
    }
}

/// The framework of an edit, in which its capability and its question must be.
fn known<'a>(edit: &Edit, frameworks: &'a [Framework]) -> Result<&'a Framework, WorkbenchError> {
    let ids = || frameworks.iter().map(|f| f.id.to_string()).collect::<Vec<_>>();
    let framework = frameworks.iter().find(|f| f.id == *edit.framework());
    let framework =
        framework.ok_or_else(|| naming::unknown("framework", edit.framework().as_str(), &ids()))?;
    let capability = framework.capability(edit.capability());
    let capability =
        capability.ok_or_else(|| naming::unknown("capability", edit.capability().as_str(), &[]))?;
    match edit.question() {
        Some(question) if capability.questions.iter().all(|q| q.id != *question) => {
            Err(naming::unknown("question", question.as_str(), &[]))
        }
        _ => Ok(framework),
    }
}

fn on_scale(edit: &Edit, framework: &Framework) -> Result<(), WorkbenchError> {
    let given = match edit {
        Edit::Answer { .. } => None,
        Edit::Level { after, .. } => after.as_ref().map(|l| l.value),
        Edit::Target { after, .. } => after.as_ref().map(|t| t.value),
    };
    match given.filter(|value| framework.level_name(*value).is_none()) {
        Some(given) => {
            let highest = framework.scale.iter().map(|l| l.value).max().unwrap_or(0);
            Err(WorkbenchError::NotOnScale { given, highest })
        }
        None => Ok(()),
    }
}

/// The links to evidence that had none before.
fn new_links(edit: &Edit) -> Vec<EvidenceLink> {
    let Edit::Answer { before, after, .. } = edit else { return Vec::new() };
    let is_new = |link: &&EvidenceLink| before.evidence.iter().all(|l| l.evidence != link.evidence);
    after.evidence.iter().filter(is_new).cloned().collect()
}

/// The text as it is stored. A text that was not changed stays as it stands in the file.
fn text(before: Option<&String>, after: &mut Option<String>) {
    if before != after.as_ref() {
        *after = after.take().map(|t| safe::entered(&t)).filter(|t| !t.is_empty());
    }
}

/// The edit with its texts as they are stored.
fn entered(edit: &Edit) -> Result<Edit, WorkbenchError> {
    let mut edit = edit.clone();
    match &mut edit {
        Edit::Answer { before, after, .. } => {
            text(before.because.as_ref(), &mut after.because);
            text(before.flag.as_ref(), &mut after.flag);
            text(before.note.as_ref(), &mut after.note);
            for link in &mut after.evidence {
                let was = before.evidence.iter().find(|l| l.evidence == link.evidence);
                text(was.and_then(|l| l.note.as_ref()), &mut link.note);
            }
        }
        Edit::Level { before, after: Some(after), .. } => {
            if before.as_ref().map(|l| &l.reason) != Some(&after.reason) {
                after.reason = safe::entered(&after.reason);
            }
            if after.reason.is_empty() {
                return Err(WorkbenchError::LevelNeedsReason);
            }
        }
        Edit::Target { before, after: Some(after), .. } => {
            text(before.as_ref().and_then(|t| t.reason.as_ref()), &mut after.reason);
        }
        Edit::Level { after: None, .. } | Edit::Target { after: None, .. } => {}
    }
    Ok(edit)
}

/// Merges an edit into the sheet. The sheet changes only when that succeeds.
fn put(edit: &Edit, signed: &Signature, sheet: &mut Sheet) -> Result<Kept, WorkbenchError> {
    let mut edit = edit.clone();
    match merge(&mut edit, signed, sheet)? {
        Ok(()) => Ok(Kept::Saved { sheet: sheet.clone(), edit }),
        Err(Conflict) => Ok(Kept::Conflict { sheet: sheet.clone() }),
    }
}

/// Merges, and makes the edit say what was in the sheet and what is there now.
fn merge(
    edit: &mut Edit,
    signed: &Signature,
    sheet: &mut Sheet,
) -> Result<Result<(), Conflict>, WorkbenchError> {
    match edit {
        Edit::Answer { question, before, after, .. } => {
            let theirs = sheet.answer(question).cloned().unwrap_or_default();
            let Ok(mut merged) = merging::answer(before, after, &theirs) else { return Ok(Err(Conflict)) };
            // Who and when belong to a change; where there is none they stay.
            if merged != theirs {
                merged = sign(merged, signed);
                checked(question, &merged)?;
                sheet.answers.insert(question.clone(), merged.clone());
            }
            (*before, *after) = (theirs, merged);
        }
        Edit::Level { before, after, .. } => {
            let theirs = sheet.level.clone();
            let merged = merging::level(before.as_ref(), after.as_ref(), theirs.as_ref());
            let Ok(merged) = merged else { return Ok(Err(Conflict)) };
            if merged != theirs {
                sheet.level = merged.map(|level| sign_level(level, signed));
            }
            (*before, *after) = (theirs, sheet.level.clone());
        }
        Edit::Target { before, after, .. } => {
            let theirs = sheet.target.clone();
            let merged = merging::target(before.as_ref(), after.as_ref(), theirs.as_ref());
            let Ok(merged) = merged else { return Ok(Err(Conflict)) };
            sheet.target = merged;
            (*before, *after) = (theirs, sheet.target.clone());
        }
    }
    Ok(Ok(()))
}

/// Puts who and when on an answer. One that was cleared to nothing has neither.
fn sign(answer: Answer, signed: &Signature) -> Answer {
    let bare = Answer { by: None, at: None, ..answer.clone() };
    if bare.is_empty() {
        return bare;
    }
    Answer { by: signed.by.clone().or(answer.by), at: signed.at.clone().or(answer.at), ..bare }
}

fn sign_level(level: SetLevel, signed: &Signature) -> SetLevel {
    let date = signed.at.as_ref().map(Moment::date);
    SetLevel { by: signed.by.clone().or(level.by), date: date.or(level.date), ..level }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::answer::Value;
    use crate::model::assessment::Target;
    use crate::model::date::Date;
    use crate::model::id::{CapabilityId, FrameworkId, QuestionId};

    /// The demonstration in a folder of its own.
    fn demo() -> (tempfile::TempDir, Workbench, AssessmentId) {
        let folder = tempfile::tempdir().unwrap();
        let (workbench, id) = Workbench::demo(&folder.path().join("demo")).unwrap();
        (folder, workbench, id)
    }

    fn capability() -> CapabilityId {
        CapabilityId::parse("C15").unwrap()
    }

    fn sheet(workbench: &Workbench, id: &AssessmentId) -> Sheet {
        workbench.workspace.sheet(id, &FrameworkId::parse("mnr").unwrap(), &capability()).unwrap()
    }

    fn answer_edit(before: &Answer, after: &Answer) -> Edit {
        Edit::Answer {
            framework: FrameworkId::parse("mnr").unwrap(),
            capability: capability(),
            question: QuestionId::parse("C15-1").unwrap(),
            before: before.clone(),
            after: after.clone(),
        }
    }

    fn level_edit(before: Option<SetLevel>, after: Option<SetLevel>) -> Edit {
        Edit::Level { framework: FrameworkId::parse("mnr").unwrap(), capability: capability(), before, after }
    }

    fn signed(by: &str, at: &str) -> Signature {
        Signature { by: Some(RoleId::parse(by).unwrap()), at: Some(Moment::parse(at).unwrap()) }
    }

    fn met(because: &str) -> Answer {
        Answer { value: Some(Value::Met), because: Some(because.to_owned()), ..Answer::default() }
    }

    #[test]
    fn an_edit_is_saved_merged_refused_and_taken_back() {
        let (_folder, workbench, id) = demo();
        let now = Duration::ZERO;
        let question = QuestionId::parse("C15-1").unwrap();
        let none = Answer::default();
        assert!(sheet(&workbench, &id).answer(&question).is_none_or(Answer::is_empty), "the ground moved");
        let empty = workbench.pulse(&id);

        let first = signed("assessor-1", "2026-03-02T09:14:00Z");
        let kept = workbench.keep(&id, &answer_edit(&none, &met(" Yes.\r\n")), &first, now).unwrap();
        let Kept::Saved { edit, sheet: saved } = kept else { unreachable!("{kept:?}") };
        let Edit::Answer { after: yes, .. } = &edit else { unreachable!("{edit:?}") };
        assert_eq!((yes.because.as_deref(), &yes.by, &yes.at), (Some("Yes."), &first.by, &first.at));
        assert_eq!(saved, sheet(&workbench, &id));
        let one = workbench.pulse(&id);
        assert_ne!(empty, one);

        // Another window still shows the empty answer and adds a note: both stay.
        let second = signed("assessor-2", "2026-03-02T10:00:00Z");
        let remark = Answer { note: Some("Ask.".to_owned()), ..Answer::default() };
        let kept = workbench.keep(&id, &answer_edit(&none, &remark), &second, now).unwrap();
        assert!(matches!(kept, Kept::Saved { .. }), "{kept:?}");
        let both = sheet(&workbench, &id).answer(&question).cloned().unwrap();
        assert_eq!((both.value, both.note.as_deref()), (Some(Value::Met), Some("Ask.")));
        assert_eq!(both.by, second.by);

        // It also says something else is the reason: nothing is written.
        let pulse = workbench.pulse(&id);
        let kept = workbench.keep(&id, &answer_edit(&none, &met("No.")), &second, now).unwrap();
        let Kept::Conflict { sheet: theirs } = kept else { unreachable!("{kept:?}") };
        assert_eq!(theirs.answer(&question), Some(&both));
        assert_eq!(workbench.pulse(&id), pulse);

        // The same again writes nothing either, and keeps who said it.
        let kept = workbench.keep(&id, &answer_edit(&none, &met("Yes.")), &first, now).unwrap();
        assert!(matches!(kept, Kept::Saved { .. }), "{kept:?}");
        assert_eq!(workbench.pulse(&id), pulse);

        // Taking the first edit back leaves what the second added.
        workbench.keep(&id, &edit.reversed(), &first, now).unwrap();
        let left = sheet(&workbench, &id).answer(&question).cloned().unwrap();
        assert_eq!((left.value, left.because, left.note.as_deref()), (None, None, Some("Ask.")));
        // And taking that back leaves nothing, not even who.
        workbench.keep(&id, &answer_edit(&remark, &none), &first, now).unwrap();
        assert!(sheet(&workbench, &id).answer(&question).is_none_or(Answer::is_empty));
    }

    #[test]
    fn what_may_not_stand_in_a_file_is_refused() {
        let (_folder, workbench, id) = demo();
        let pulse = workbench.pulse(&id);
        let sign = Signature::default();
        let keep = |edit: &Edit| workbench.keep(&id, edit, &sign, Duration::ZERO).unwrap_err();
        let away = Answer { value: Some(Value::NotApplicable), ..Answer::default() };
        let blank = Answer { because: Some(" \n".to_owned()), ..away.clone() };
        for answer in [away, blank] {
            let error = keep(&answer_edit(&Answer::default(), &answer));
            assert!(matches!(error, WorkbenchError::NeedsReason { .. }), "{error:?}");
        }
        let before = sheet(&workbench, &id).level;
        let level = |value, reason: &str| {
            let level = SetLevel { value, reason: reason.to_owned(), by: None, date: None };
            keep(&level_edit(before.clone(), Some(level)))
        };
        assert!(matches!(level(2, " "), WorkbenchError::LevelNeedsReason));
        assert!(matches!(level(5, "x"), WorkbenchError::NotOnScale { given: 5, highest: 4 }));
        let mut elsewhere = answer_edit(&Answer::default(), &met("x"));
        if let Edit::Answer { question, .. } = &mut elsewhere {
            *question = QuestionId::parse("C01-1").unwrap();
        }
        assert!(matches!(keep(&elsewhere), WorkbenchError::Unknown { what: "question", .. }));
        assert_eq!(workbench.pulse(&id), pulse);
    }

    #[test]
    fn a_level_is_signed_and_compared_whole() {
        let (_folder, workbench, id) = demo();
        let first = signed("assessor-1", "2026-03-02T09:14:00Z");
        let before = sheet(&workbench, &id).level;
        let level = SetLevel { value: 4, reason: "It works.\t".to_owned(), by: None, date: None };
        let kept = workbench
            .keep(&id, &level_edit(before.clone(), Some(level.clone())), &first, Duration::ZERO)
            .unwrap();
        assert!(matches!(kept, Kept::Saved { .. }), "{kept:?}");
        let stored = SetLevel {
            reason: "It works.".to_owned(),
            by: first.by.clone(),
            date: Some(Date::parse("2026-03-02").unwrap()),
            ..level.clone()
        };
        assert_eq!(sheet(&workbench, &id).level, Some(stored));
        let other = SetLevel { value: 3, ..level };
        let kept = workbench.keep(&id, &level_edit(before, Some(other)), &first, Duration::ZERO).unwrap();
        assert!(matches!(kept, Kept::Conflict { .. }), "{kept:?}");
    }

    #[test]
    fn a_target_is_set_and_taken_back() {
        let (_folder, workbench, id) = demo();
        let framework = FrameworkId::parse("mnr").unwrap();
        let before = sheet(&workbench, &id).target;
        let after = Some(Target { value: 4, by: Date::parse("2030").ok(), reason: Some(" ".to_owned()) });
        let edit = Edit::Target {
            framework,
            capability: capability(),
            before: before.clone(),
            after: after.clone(),
        };
        let keep = |edit: &Edit| workbench.keep(&id, edit, &Signature::default(), Duration::ZERO).unwrap();
        let Kept::Saved { edit: kept, .. } = keep(&edit) else { unreachable!("a conflict") };
        let stored = after.map(|t| Target { reason: None, ..t });
        assert_eq!(sheet(&workbench, &id).target, stored);
        keep(&kept.reversed());
        assert_eq!(sheet(&workbench, &id).target, before);
    }
}
