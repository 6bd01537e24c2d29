//! What a user did and took back in an assessment, so that undoing outlives a restart.
//!
//! Of one user on one machine, in the state folder. It holds what stood in the answers too, so it is
//! for that user alone. Losing it loses no answer: one that cannot be read is an empty one.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::edit::Edit;
use crate::model::id::{AssessmentId, CapabilityId, FrameworkId, QuestionId};
use crate::store::answers_file::{AnswerField, LevelField, TargetField};
use crate::store::error::StoreError;
use crate::store::fields::Ruled;
use crate::store::private;

const FOLDER: &str = "history";

/// The format of the file. One of another format is not read.
const FORMAT: u32 = 1;

/// How many edits are kept.
const KEPT: usize = 200;

/// The largest history that is read: edits with texts as long as they may be do not reach it.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The edits of an assessment, the newest last, and those that were taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) done: Vec<Edit>,
    pub(crate) undone: Vec<Edit>,
}

#[derive(Debug, Serialize, Deserialize)]
struct HistoryFile {
    format: u32,
    done: Vec<Record>,
    undone: Vec<Record>,
}

/// An edit, with the parts of answers files as they stand there.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Record {
    Answer(AnswerRecord),
    Level(PartRecord<LevelField>),
    Target(PartRecord<TargetField>),
}

#[derive(Debug, Serialize, Deserialize)]
struct AnswerRecord {
    framework: Ruled<FrameworkId>,
    capability: Ruled<CapabilityId>,
    question: Ruled<QuestionId>,
    before: AnswerField,
    after: AnswerField,
}

#[derive(Debug, Serialize, Deserialize)]
struct PartRecord<T> {
    framework: Ruled<FrameworkId>,
    capability: Ruled<CapabilityId>,
    before: T,
    after: T,
}

impl From<&Edit> for Record {
    fn from(edit: &Edit) -> Self {
        let (framework, capability) = (Ruled(edit.framework().clone()), Ruled(edit.capability().clone()));
        match edit {
            Edit::Answer { question, before, after, .. } => Self::Answer(AnswerRecord {
                framework,
                capability,
                question: Ruled(question.clone()),
                before: before.into(),
                after: after.into(),
            }),
            Edit::Level { before, after, .. } => Self::Level(PartRecord {
                framework,
                capability,
                before: before.as_ref().into(),
                after: after.as_ref().into(),
            }),
            Edit::Target { before, after, .. } => Self::Target(PartRecord {
                framework,
                capability,
                before: before.as_ref().into(),
                after: after.as_ref().into(),
            }),
        }
    }
}

impl From<Record> for Edit {
    fn from(record: Record) -> Self {
        match record {
            Record::Answer(r) => Self::Answer {
                framework: r.framework.0,
                capability: r.capability.0,
                question: r.question.0,
                before: r.before.into(),
                after: r.after.into(),
            },
            Record::Level(r) => Self::Level {
                framework: r.framework.0,
                capability: r.capability.0,
                before: r.before.into_model(),
                after: r.after.into_model(),
            },
            Record::Target(r) => Self::Target {
                framework: r.framework.0,
                capability: r.capability.0,
                before: r.before.into_model(),
                after: r.after.into_model(),
            },
        }
    }
}

fn name(root: &Path, id: &AssessmentId) -> String {
    format!("{}-{id}.json", private::mark(root))
}

/// Reads the history of an assessment of the workspace at `root`.
pub(crate) fn read(state: &Path, root: &Path, id: &AssessmentId) -> History {
    let read = || {
        let folder = private::existing(state, FOLDER)?;
        let file = private::open(&folder.join(name(root, id))).ok()?;
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes).ok()?;
        let file: HistoryFile = serde_json::from_slice(&bytes).ok()?;
        (file.format == FORMAT).then_some(file)
    };
    let edits = |records: Vec<Record>| records.into_iter().map(Edit::from).collect();
    read()
        .map_or_else(History::default, |file| History { done: edits(file.done), undone: edits(file.undone) })
}

/// Writes the history of an assessment, the newest edits of it, whole or not at all.
pub(crate) fn write(
    state: &Path,
    root: &Path,
    id: &AssessmentId,
    history: &History,
) -> Result<(), StoreError> {
    let path: PathBuf = private::folder(state, FOLDER)?.join(name(root, id));
    let newest = |edits: &[Edit]| {
        edits.iter().skip(edits.len().saturating_sub(KEPT)).map(Record::from).collect::<Vec<_>>()
    };
    let file = HistoryFile { format: FORMAT, done: newest(&history.done), undone: newest(&history.undone) };
    let bytes = serde_json::to_vec(&file).map_err(|e| StoreError::io("written", &path)(e.into()))?;
    private::replace(&path, &bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::model::answer::{Answer, Confidence, EvidenceLink, Stance, Status, Value};
    use crate::model::assessment::{SetLevel, Target};
    use crate::model::date::{Date, Moment};
    use crate::model::id::{EvidenceId, RoleId};

    fn id() -> AssessmentId {
        AssessmentId::parse("ken-baseline").unwrap()
    }

    fn answer(because: &str) -> Edit {
        let link = EvidenceLink {
            evidence: EvidenceId::parse("ken-plan").unwrap(),
            stance: Stance::Contradicts,
            note: Some("p. 3".to_owned()),
        };
        Edit::Answer {
            framework: FrameworkId::parse("mnr").unwrap(),
            capability: CapabilityId::parse("C03").unwrap(),
            question: QuestionId::parse("C03-2").unwrap(),
            before: Answer::default(),
            after: Answer {
                value: Some(Value::NotApplicable),
                because: Some(because.to_owned()),
                confidence: Some(Confidence::High),
                evidence: vec![link],
                flag: Some("no".to_owned()),
                note: Some("1.10".to_owned()),
                status: Some(Status::InReview),
                by: RoleId::parse("lead").ok(),
                at: Moment::parse("2026-03-02T09:14:00Z").ok(),
                carried: None,
            },
        }
    }

    fn every_kind() -> Vec<Edit> {
        let (framework, capability) =
            (FrameworkId::parse("mnr").unwrap(), CapabilityId::parse("C03").unwrap());
        let level = SetLevel {
            value: 2,
            reason: "مادة ٢٤\nb".to_owned(),
            by: RoleId::parse("lead").ok(),
            date: Date::parse("2026-03").ok(),
        };
        let target = Target { value: 3, by: Date::parse("2029").ok(), reason: Some("r".to_owned()) };
        vec![
            answer("a \u{1b} b"),
            Edit::Level {
                framework: framework.clone(),
                capability: capability.clone(),
                before: None,
                after: Some(level),
            },
            Edit::Target { framework, capability, before: Some(target), after: None },
        ]
    }

    #[test]
    fn every_kind_of_edit_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (state, root) = (folder.path().join("state"), folder.path());
        assert_eq!(read(&state, root, &id()), History::default());
        let history =
            History { done: every_kind(), undone: every_kind().iter().map(Edit::reversed).collect() };
        write(&state, root, &id(), &history).unwrap();
        assert_eq!(read(&state, root, &id()), history);
        let other = AssessmentId::parse("ken-endline").unwrap();
        assert_eq!(read(&state, root, &other), History::default());
        assert_eq!(read(&state, &state, &id()), History::default(), "another workspace");
    }

    #[test]
    fn the_newest_edits_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let done: Vec<Edit> = (0..KEPT + 5).map(|n| answer(&n.to_string())).collect();
        let history = History { done: done.clone(), undone: Vec::new() };
        write(folder.path(), folder.path(), &id(), &history).unwrap();
        assert_eq!(read(folder.path(), folder.path(), &id()).done, done[5..]);
    }

    #[test]
    fn a_history_that_cannot_be_read_is_empty_and_can_be_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path();
        let history = History { done: every_kind(), undone: Vec::new() };
        write(state, state, &id(), &history).unwrap();
        let path = state.join(FOLDER).join(name(state, &id()));
        let whole = fs::read_to_string(&path).unwrap();
        for text in [
            whole[..whole.len() / 2].to_owned(),
            String::new(),
            whole.replace("\"format\":1", "\"format\":2"),
            whole.replace("not_applicable", "perhaps"),
            whole.replace("C03-2", "../C03"),
        ] {
            fs::write(&path, &text).unwrap();
            assert_eq!(read(state, state, &id()), History::default(), "{text}");
        }
        write(state, state, &id(), &history).unwrap();
        assert_eq!(read(state, state, &id()), history);
    }

    #[cfg(unix)]
    #[test]
    fn it_is_for_the_user_alone_and_no_link_is_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path();
        let history = History { done: every_kind(), undone: Vec::new() };
        write(state, state, &id(), &history).unwrap();
        let path = state.join(FOLDER).join(name(state, &id()));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&state.join(FOLDER))), (0o600, 0o700));
        let elsewhere = state.join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert_eq!(read(state, state, &id()), History::default());
        let before = fs::read(&elsewhere).unwrap();
        write(state, state, &id(), &History::default()).unwrap();
        assert_eq!(fs::read(&elsewhere).unwrap(), before);
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
    }
}
