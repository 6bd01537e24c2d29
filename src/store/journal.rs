//! Typed text that is in no file yet, kept in the user's state folder against a crash.
//!
//! One file a process, locked while the process lives: a journal whose lock can be taken was left
//! behind. Each note is one line with all drafts, so the last whole line says everything. The file
//! is never renamed or made anew while it is used, since a lock holds a file and not a name.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::draft::{Draft, DraftField};
use crate::model::id::{AssessmentId, CapabilityId, FrameworkId, QuestionId};
use crate::store::atomic;
use crate::store::error::StoreError;
use crate::store::fields::{Ruled, Word};
use crate::store::private;

pub(super) const FOLDER: &str = "journal";
pub(super) const ENDING: &str = ".jsonl";

/// Above this the lines that no longer count are taken out.
pub(super) const LONG: u64 = 1024 * 1024;

/// How many journals one process id may have left before.
pub(super) const TRIES: u32 = 1000;

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) drafts: Vec<Record>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    assessment: Ruled<AssessmentId>,
    framework: Ruled<FrameworkId>,
    capability: Ruled<CapabilityId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<Ruled<QuestionId>>,
    field: Word<DraftField>,
    before: String,
    text: String,
}

impl From<&Draft> for Record {
    fn from(draft: &Draft) -> Self {
        Self {
            assessment: Ruled(draft.assessment.clone()),
            framework: Ruled(draft.framework.clone()),
            capability: Ruled(draft.capability.clone()),
            question: draft.question.clone().map(Ruled),
            field: Word(draft.field),
            before: draft.before.clone(),
            text: draft.text.clone(),
        }
    }
}

impl From<Record> for Draft {
    fn from(record: Record) -> Self {
        Self {
            assessment: record.assessment.0,
            framework: record.framework.0,
            capability: record.capability.0,
            question: record.question.map(|r| r.0),
            field: record.field.0,
            before: record.before,
            text: record.text,
        }
    }
}

/// The journal of this process. Its file is made with the first draft.
#[derive(Debug)]
pub(crate) struct Journal {
    state: PathBuf,
    mark: String,
    open: Option<Open>,
}

/// A journal with its file.
#[derive(Debug)]
struct Open {
    path: PathBuf,
    /// Locked until it is closed.
    file: File,
    /// What is known to be whole; anything after it is the rest of a failed writing.
    length: u64,
}

impl Journal {
    /// The journal for a workspace. Opens nothing yet.
    pub(crate) fn new(state: &Path, root: &Path) -> Self {
        Self { state: state.to_path_buf(), mark: private::mark(root), open: None }
    }

    /// Writes down all drafts there are, in place of those noted before. When it returns they are on the disk.
    pub(crate) fn note(&mut self, drafts: &[Draft]) -> Result<(), StoreError> {
        if drafts.is_empty() {
            return self.open.as_mut().map_or(Ok(()), Open::clear);
        }
        let line = Line { drafts: drafts.iter().map(Record::from).collect() };
        let open = match self.open.take() {
            Some(open) => self.open.insert(open),
            None => self.open.insert(Open::make(&self.state, &self.mark)?),
        };
        let mut bytes = serde_json::to_vec(&line)
            .map_err(|e| StoreError::io("written", &open.path)(io::Error::from(e)))?;
        bytes.push(b'\n');
        open.append(&bytes)
    }

    #[cfg(test)]
    pub(super) fn path(&self) -> &Path {
        self.open.as_ref().map_or(Path::new(""), |open| &open.path)
    }

    /// Ends the journal. Its file goes when nothing is in it.
    pub(crate) fn close(self) {
        if let Some(open) = self.open.filter(|o| o.length == 0) {
            // One that cannot be removed is empty, and goes the next time.
            let _ = fs::remove_file(&open.path);
        }
    }
}

impl Open {
    fn make(state: &Path, mark: &str) -> Result<Self, StoreError> {
        let folder = private::folder(state, FOLDER)?;
        let process = std::process::id();
        for n in 0..TRIES {
            // An earlier process of the same id may have left one. It is not ours to change.
            let more = if n == 0 { String::new() } else { format!("-{n}") };
            let path = folder.join(format!("{mark}-{process}{more}{ENDING}"));
            let failed = || StoreError::io("made", &path);
            let file = match private::create(&path) {
                Ok(file) => file,
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(e) => return Err(failed()(e)),
            };
            // Between the making and the locking another process may have taken it for one that was left.
            match file.try_lock() {
                Ok(()) if fs::symlink_metadata(&path).is_ok() => {}
                Ok(()) | Err(TryLockError::WouldBlock) => continue,
                Err(TryLockError::Error(e)) => {
                    let _ = fs::remove_file(&path);
                    return Err(StoreError::io("locked", &path)(e));
                }
            }
            atomic::sync_folder(&folder).map_err(failed())?;
            return Ok(Self { path, file, length: 0 });
        }
        let none = io::Error::from(io::ErrorKind::AlreadyExists);
        Err(StoreError::io("made", &folder.join(format!("{mark}-{process}{ENDING}")))(none))
    }

    fn clear(&mut self) -> Result<(), StoreError> {
        let cleared = self.file.set_len(0).and_then(|()| self.file.sync_data());
        cleared.map_err(StoreError::io("written", &self.path))?;
        self.length = 0;
        Ok(())
    }

    /// Writes a line at the end; the lines before stand until it is on the disk.
    fn append(&mut self, line: &[u8]) -> Result<(), StoreError> {
        let before = self.length;
        self.write_at(before, line).map_err(StoreError::io("written", &self.path))?;
        self.length = before + line.len() as u64;
        if self.length > LONG && line.len() as u64 <= before {
            self.shorten(line).map_err(StoreError::io("written", &self.path))?;
        }
        Ok(())
    }

    /// Takes out every line but the last. A copy is put at the start, where it reaches at most up to the
    /// last line itself, which is cut off only when the copy is on the disk: so it can be read throughout.
    fn shorten(&mut self, last: &[u8]) -> io::Result<()> {
        self.file.rewind()?;
        self.file.write_all(last)?;
        self.file.sync_data()?;
        let length = last.len() as u64;
        self.file.set_len(length)?;
        self.length = length;
        self.file.sync_data()
    }

    fn write_at(&mut self, place: u64, line: &[u8]) -> io::Result<()> {
        if self.file.metadata()?.len() != place {
            self.file.set_len(place)?;
        }
        self.file.seek(SeekFrom::Start(place))?;
        self.file.write_all(line)?;
        self.file.sync_data()
    }
}
