//! The folder that a team shares: where everything is, and reading and writing it safely.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::model::assessment::{Assessment, Sheet, Sheets};
use crate::model::id::{AssessmentId, CapabilityId, FrameworkId, QuestionId};
use crate::model::problem::{Problem, Severity};
use crate::store::atomic::{self, Stamp};
use crate::store::error::StoreError;
use crate::store::fingerprint;
use crate::store::lock::Lock;
use crate::store::splice::{self, Edit};
use crate::store::text::{self, LIMIT};
use crate::store::workspace_file::{self, WorkspaceFile};
use crate::store::{answers_file, assessment_file, workspace_plan};

/// The file that makes a folder a workspace.
pub(crate) const FILE: &str = "mnr.yaml";
pub(super) const ASSESSMENTS: &str = "assessments";
const IGNORED: &str = "# Derived by mnr; safe to delete at any time.\n.mnr/\n.lock\n.mnr-*.tmp\n";
/// The files of laws stay byte for byte as they were received, whatever git would like to do to line ends.
const ATTRIBUTES: &str = "*.yaml text eol=lf\nlegislation/** -text\nlegislation/**/*.yaml text eol=lf\n";

/// An open workspace. It holds no copy of the data: every reading goes to the disk.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    pub(crate) file: WorkspaceFile,
}

/// One capability of a new assessment.
#[derive(Debug)]
pub(crate) struct NewSheet {
    pub(crate) framework: FrameworkId,
    pub(crate) capability: CapabilityId,
    /// Its questions, in the framework's order.
    pub(crate) order: Vec<QuestionId>,
    pub(crate) sheet: Sheet,
}

/// One capability's file: where it is, what problems call it, and how it says which schema it follows.
struct SheetPath {
    path: PathBuf,
    name: String,
    schema: &'static str,
}

impl Workspace {
    /// Opens the nearest workspace at `start` or above it.
    pub(crate) fn find(start: &Path) -> Result<Self, StoreError> {
        let no_workspace = || StoreError::NoWorkspace { start: start.to_path_buf() };
        let start = fs::canonicalize(start).map_err(|_| no_workspace())?;
        let root = start.ancestors().find(|dir| dir.join(FILE).is_file()).ok_or_else(no_workspace)?;
        Self::open(root)
    }

    fn open(root: &Path) -> Result<Self, StoreError> {
        let path = root.join(FILE);
        let bytes = atomic::read(&path, LIMIT)?
            .ok_or_else(|| StoreError::NoWorkspace { start: root.to_path_buf() })?;
        let text = text::decode(FILE, bytes)?;
        let file = workspace_file::read(FILE, &text).map_err(|problems| StoreError::Damaged { problems })?;
        Ok(Self { root: root.to_path_buf(), file })
    }

    /// Makes a folder a workspace. What is in it already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when it is one.
    pub(crate) fn init(root: &Path, file: &WorkspaceFile) -> Result<Self, StoreError> {
        if root.join(FILE).exists() {
            return Err(StoreError::Exists { path: root.join(FILE) });
        }
        for folder in ["assessments", "country-profiles", "frameworks", "legislation", "reports", "templates"]
        {
            let path = root.join(folder);
            fs::create_dir_all(&path).map_err(StoreError::io("made", &path))?;
        }
        for (name, content) in [(".gitignore", IGNORED), (".gitattributes", ATTRIBUTES)] {
            if !root.join(name).exists() {
                atomic::replace(&root.join(name), content.as_bytes())?;
            }
        }
        let text = workspace_file::write(".mnr/schemas/workspace.json", file).map_err(encode(FILE))?;
        // Last, so that a folder with this file is always a whole workspace.
        atomic::replace(&root.join(FILE), text.as_bytes())?;
        Self::open(root)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of derived things, which may be deleted at any time.
    pub(crate) fn derived(&self) -> PathBuf {
        self.root.join(".mnr")
    }

    /// Whether the JSON Schemas are there, be it those of another version.
    pub(crate) fn has_schemas(&self) -> bool {
        self.derived().join("schemas").is_dir()
    }

    /// Puts the JSON Schemas where the first lines of the files say they are.
    pub(crate) fn put_schemas(&self, schemas: &[(&str, String)]) -> Result<(), StoreError> {
        for (name, text) in schemas {
            let path = self.derived().join("schemas").join(name);
            if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
                atomic::replace(&path, text.as_bytes())?;
            }
        }
        Ok(())
    }

    /// The folders in `assessments/`, sorted, and a problem for each one whose name is no assessment.
    pub(crate) fn assessment_ids(&self) -> (Vec<AssessmentId>, Vec<Problem>) {
        let (mut ids, mut problems) = (Vec::new(), Vec::new());
        problems.extend(self.unlistable(ASSESSMENTS));
        for name in folders(&self.root.join(ASSESSMENTS)) {
            match AssessmentId::parse(&name) {
                Ok(id) => ids.push(id),
                Err(e) => problems.push(Problem {
                    severity: Severity::Warning,
                    code: "bad-id",
                    file: format!("{ASSESSMENTS}/{}", crate::model::safe::line(&name)),
                    place: None,
                    message: e.to_string(),
                    hint: Some("rename the folder or move it out of `assessments/`".to_owned()),
                }),
            }
        }
        ids.sort();
        (ids, problems)
    }

    /// A folder that is there and cannot be looked into: what is in it is not "nothing".
    pub(crate) fn unlistable(&self, name: &str) -> Option<Problem> {
        let error = fs::read_dir(self.root.join(name)).err()?;
        (error.kind() != std::io::ErrorKind::NotFound).then(|| Problem {
            severity: Severity::Error,
            code: "unreadable-folder",
            file: name.to_owned(),
            place: None,
            message: format!("the folder cannot be read: {error}"),
            hint: Some("give yourself the right to read it; nothing in it was looked at".to_owned()),
        })
    }

    pub(super) fn folder(&self, id: &AssessmentId) -> PathBuf {
        self.root.join(ASSESSMENTS).join(id.to_string())
    }

    /// Writes a new assessment with every question unanswered.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is one of that name.
    pub(crate) fn new_assessment(
        &self,
        assessment: &Assessment,
        sheets: &[NewSheet],
    ) -> Result<PathBuf, StoreError> {
        let folder = self.folder(&assessment.id);
        if folder.exists() {
            return Err(StoreError::Exists { path: folder });
        }
        let made = self.make_assessment(&folder, assessment, sheets);
        if made.is_err() {
            // Half an assessment would be in the way of the next try.
            let _ = fs::remove_dir_all(&folder);
        }
        made.map(|()| folder)
    }

    fn make_assessment(
        &self,
        folder: &Path,
        assessment: &Assessment,
        sheets: &[NewSheet],
    ) -> Result<(), StoreError> {
        let text = assessment_file::write("../../.mnr/schemas/assessment.json", assessment)
            .map_err(encode("assessment.yaml"))?;
        for new in sheets {
            let at = self.sheet_path(&assessment.id, &new.framework, &new.capability);
            let text = answers_file::write(at.schema, &new.capability, &new.order, &new.sheet)
                .map_err(encode(&at.name))?;
            atomic::replace(&at.path, text.as_bytes())?;
        }
        let evidence = folder.join("evidence");
        fs::create_dir_all(&evidence).map_err(StoreError::io("made", &evidence))?;
        if let Some(earlier) = &assessment.previous {
            self.copy_over(earlier, folder)?;
        }
        // Last: a folder without this file is no assessment yet, and can be begun again.
        atomic::replace(&folder.join("assessment.yaml"), text.as_bytes())
    }

    /// Copies what the answers of an earlier round rest on, and its plan, byte for byte.
    fn copy_over(&self, earlier: &AssessmentId, folder: &Path) -> Result<(), StoreError> {
        let from = self.folder(earlier);
        let evidence = files(&from.join("evidence")).into_iter().map(|name| format!("evidence/{name}"));
        for name in evidence.chain([workspace_plan::FILE.to_owned()]) {
            if let Some(bytes) = atomic::read(&from.join(&name), LIMIT)?.filter(|_| !atomic::is_ours(&name)) {
                atomic::replace(&folder.join(&name), &bytes)?;
            }
        }
        Ok(())
    }

    /// Reads the facts of an assessment.
    pub(crate) fn assessment(&self, id: &AssessmentId) -> Result<Assessment, Vec<Problem>> {
        let name = format!("{ASSESSMENTS}/{id}/assessment.yaml");
        let missing = || Problem {
            severity: Severity::Error,
            code: "missing-file",
            file: name.clone(),
            place: None,
            message: "the assessment has no `assessment.yaml`".to_owned(),
            hint: Some("restore it from git or a copy".to_owned()),
        };
        let text = self.text(&name).map_err(|p| vec![p])?.ok_or_else(|| vec![missing()])?;
        assessment_file::read(&name, id, &text)
    }

    /// A file of the workspace as text. `None` when it is not there.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, Problem> {
        match atomic::read(&self.root.join(name), LIMIT) {
            Ok(None) => Ok(None),
            Ok(Some(bytes)) => text::decode(name, bytes).map(Some),
            Err(e) => Err(text::unreadable(name, &e)),
        }
    }

    fn sheet_path(&self, id: &AssessmentId, framework: &FrameworkId, capability: &CapabilityId) -> SheetPath {
        let name = format!("{ASSESSMENTS}/{id}/answers/{framework}/{capability}.yaml");
        SheetPath { path: self.root.join(&name), name, schema: "../../../../.mnr/schemas/answers.json" }
    }

    /// The name that problems give to the file of one capability.
    pub(crate) fn sheet_name(
        &self,
        id: &AssessmentId,
        framework: &FrameworkId,
        capability: &CapabilityId,
    ) -> String {
        self.sheet_path(id, framework, capability).name
    }

    /// Reads one capability. A file that is not there is a capability of which nothing is assessed.
    pub(crate) fn sheet(
        &self,
        id: &AssessmentId,
        framework: &FrameworkId,
        capability: &CapabilityId,
    ) -> Result<Sheet, Vec<Problem>> {
        let at = self.sheet_path(id, framework, capability);
        match self.text(&at.name).map_err(|p| vec![p])? {
            None => Ok(Sheet::default()),
            Some(text) => answers_file::read(&at.name, capability, &text),
        }
    }

    /// Reads the capabilities of a framework. A damaged file leaves its capability out and the rest open.
    pub(crate) fn sheets<'a>(
        &self,
        id: &AssessmentId,
        framework: &FrameworkId,
        capabilities: impl IntoIterator<Item = &'a CapabilityId>,
    ) -> (Sheets, Vec<Problem>) {
        let capabilities: Vec<&CapabilityId> = capabilities.into_iter().collect();
        let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let share = capabilities.len().div_ceil(workers).max(1);
        let read =
            |some: &[&CapabilityId]| some.iter().map(|c| self.sheet(id, framework, c)).collect::<Vec<_>>();
        let read: Vec<_> = thread::scope(|scope| {
            let running: Vec<_> =
                capabilities.chunks(share).map(|some| scope.spawn(move || read(some))).collect();
            running
                .into_iter()
                .flat_map(|r| r.join().unwrap_or_else(|e| std::panic::resume_unwind(e)))
                .collect()
        });
        let (mut sheets, mut problems) = (BTreeMap::new(), Vec::new());
        for (capability, sheet) in capabilities.into_iter().zip(read) {
            match sheet {
                Ok(sheet) => drop(sheets.insert(capability.clone(), sheet)),
                Err(found) => problems.extend(found),
            }
        }
        (sheets, problems)
    }

    /// The files in the answers of a framework, by name, to find those that belong to nothing.
    pub(crate) fn answer_files(&self, id: &AssessmentId, framework: &FrameworkId) -> Vec<String> {
        files(&self.folder(id).join("answers").join(framework.as_str()))
    }

    /// The frameworks that an assessment has answers of.
    pub(crate) fn answered_frameworks(&self, id: &AssessmentId) -> Vec<String> {
        folders(&self.folder(id).join("answers"))
    }

    /// Changes one capability: waits for the lock, reads what is there now, lets `change` alter it, writes.
    ///
    /// Only the lines of what changed are touched. Two processes that change different questions at
    /// the same time both get their change in.
    pub(crate) fn change_sheet<T>(
        &self,
        id: &AssessmentId,
        framework: &FrameworkId,
        capability: &CapabilityId,
        order: &[QuestionId],
        patience: Duration,
        change: impl FnOnce(&mut Sheet) -> T,
    ) -> Result<T, StoreError> {
        let _lock = Lock::take(&self.folder(id), patience)?;
        let at = self.sheet_path(id, framework, capability);
        if let Some(folder) = at.path.parent() {
            atomic::sweep(folder);
        }
        let bytes = atomic::read(&at.path, LIMIT)?;
        let stamp = bytes.as_deref().map_or(Stamp::Absent, Stamp::of);
        let text = bytes.map(|b| text::decode(&at.name, b)).transpose()?;
        let damaged = |problems| StoreError::Damaged { problems };
        let old = match &text {
            Some(text) => answers_file::read(&at.name, capability, text).map_err(damaged)?,
            None => Sheet::default(),
        };
        if let Some(text) = &text {
            whole(&at.name, text, order, &old).map_err(|p| damaged(vec![p]))?;
        }
        let mut new = old.clone();
        let outcome = change(&mut new);
        if new == old {
            return Ok(outcome);
        }
        let written = match &text {
            Some(text) => {
                let edit = Edit { file: &at.name, schema: at.schema, capability, order };
                splice::apply(&edit, text, &old, &new)
            }
            None => answers_file::write(at.schema, capability, order, &new),
        };
        let written = written.map_err(encode(&at.name))?;
        if u64::try_from(written.len()).is_ok_and(|n| n > LIMIT) {
            return Err(StoreError::TooLarge { path: at.path });
        }
        atomic::save(&at.path, &stamp, written.as_bytes())?;
        Ok(outcome)
    }

    /// The names of all files of an assessment below its folder, sorted.
    fn file_names(&self, id: &AssessmentId) -> Vec<String> {
        let folder = self.folder(id);
        let mut names = vec!["assessment.yaml".to_owned()];
        for framework in self.answered_frameworks(id) {
            names.extend(
                files(&folder.join("answers").join(&framework))
                    .iter()
                    .map(|f| format!("answers/{framework}/{f}")),
            );
        }
        if folder.join(workspace_plan::FILE).is_file() {
            names.push(workspace_plan::FILE.to_owned());
        }
        names.extend(files(&folder.join("evidence")).iter().map(|f| format!("evidence/{f}")));
        names.sort();
        names
    }

    /// Every file of an assessment that a report is made from, by name, sorted.
    pub(crate) fn files_of(&self, id: &AssessmentId) -> Vec<(String, Vec<u8>)> {
        let folder = self.folder(id);
        let read = |name: String| Some((name.clone(), atomic::read(&folder.join(&name), LIMIT).ok()??));
        self.file_names(id).into_iter().filter_map(read).collect()
    }

    /// Names, sizes and times of the files of an assessment, as one text that differs when they do.
    pub(crate) fn pulse(&self, id: &AssessmentId) -> String {
        let folder = self.folder(id);
        let state = |name: &String| {
            let metadata = fs::metadata(folder.join(name)).ok();
            let time = metadata.as_ref().and_then(|m| m.modified().ok());
            format!("{name}\n{:?}\n{time:?}\n", metadata.map(|m| m.len()))
        };
        let states: String = self.file_names(id).iter().map(state).collect();
        fingerprint::of(states.as_bytes())
    }
}

/// Refuses to write into a file that ends in the middle: what is missing would be written over as
/// never answered.
fn whole(file: &str, text: &str, order: &[QuestionId], sheet: &Sheet) -> Result<(), Problem> {
    let missing = order.iter().any(|q| sheet.answer(q).is_none());
    if !missing || text.ends_with('\n') {
        return Ok(());
    }
    Err(Problem {
        severity: Severity::Error,
        code: "half-written",
        file: file.to_owned(),
        place: None,
        message: "the file ends in the middle of a line, and questions are missing".to_owned(),
        hint: Some("restore it from git or a copy; if it is complete, end its last line".to_owned()),
    })
}

/// Whether a folder holds nothing, or is not there.
pub(crate) fn is_empty(folder: &Path) -> Result<bool, StoreError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(e) => Err(StoreError::io("read", folder)(e)),
    }
}

/// A problem for a file that belongs to nothing, unless it is one that the program ignores.
pub(crate) fn stray(file: &str, name: &str) -> Option<Problem> {
    let (message, hint) = if atomic::is_ours(name) {
        (
            "a version that could not be put in place because the file had been changed meanwhile",
            "carry over what is missing from it, then delete it",
        )
    } else if name.starts_with('.') {
        return None;
    } else {
        ("the file belongs to nothing here", "rename it or move it away")
    };
    Some(Problem {
        severity: Severity::Warning,
        code: "stray-file",
        file: file.to_owned(),
        place: None,
        message: message.to_owned(),
        hint: Some(hint.to_owned()),
    })
}

/// A value that cannot be written as YAML is a fault of ours; it is told like any failed writing.
pub(super) fn encode(name: &str) -> impl FnOnce(serde_yaml::SerializeError) -> StoreError + use<> {
    let path = PathBuf::from(name);
    move |e| StoreError::Io { action: "written", path, source: std::io::Error::other(e.to_string()) }
}

fn names(folder: &Path, wanted: fn(&Path) -> bool) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|e| wanted(&e.path()))
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|n| !n.starts_with('.'))
        .collect();
    names.sort();
    names
}

fn folders(folder: &Path) -> Vec<String> {
    names(folder, Path::is_dir)
}

pub(super) fn files(folder: &Path) -> Vec<String> {
    names(folder, |p| !p.is_dir())
}
