//! `legislation/`: the laws of each country, their facts and the files as they were received.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::model::id::Iso3;
use crate::model::law::{Law, LawId};
use crate::model::problem::{Problem, Severity};
use crate::store::atomic::{self, Stamp};
use crate::store::error::StoreError;
use crate::store::lock::Lock;
use crate::store::text;
use crate::store::workspace::Workspace;
use crate::store::{fingerprint, law_file};

pub(super) const FOLDER: &str = "legislation";
const SCHEMA: &str = "../../.mnr/schemas/law.json";

/// Bytes of the largest file that is taken in.
pub(crate) const LARGEST: u64 = 256 << 20;

/// A temporary file of an index that is so much older than the index belongs to nobody.
const LEFT_BEHIND: Duration = Duration::from_mins(1);

/// The name by which problems call the facts of a law.
pub(crate) fn name_of(id: &LawId) -> String {
    format!("{FOLDER}/{}/{}.yaml", id.country, id.slug)
}

impl Workspace {
    pub(super) fn legislation(&self) -> PathBuf {
        self.root().join(FOLDER)
    }

    fn law_path(&self, id: &LawId) -> PathBuf {
        self.root().join(name_of(id))
    }

    /// Reads the facts of a law. `Ok(None)` when there is no such law.
    pub(crate) fn law(&self, id: &LawId) -> Result<Option<Law>, Vec<Problem>> {
        let name = name_of(id);
        let Some(text) = self.text(&name).map_err(|p| vec![p])? else { return Ok(None) };
        law_file::read(&name, id, &text).map(Some)
    }

    /// The file of a law as it was received, whatever its facts say of it.
    pub(crate) fn received(&self, law: &Law) -> Result<Vec<u8>, Problem> {
        let name = format!("{FOLDER}/{}/{}", law.id.country, law.file.name);
        match atomic::read(&self.root().join(&name), LARGEST) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(problem(
                "missing-file",
                Severity::Error,
                &name_of(&law.id),
                format!("the file of the law, `{}`, is not there", crate::model::safe::line(&law.file.name)),
                "put it back from git or a copy, or take the law in again: `mnr law add`",
            )),
            Err(e) => Err(text::unreadable(&name, &e)),
        }
    }

    /// Whether the file of a law is there.
    pub(crate) fn has_received(&self, law: &Law) -> bool {
        self.legislation().join(law.id.country.as_str()).join(&law.file.name).exists()
    }

    /// Puts a law into the library: first the file as it was received, then its facts, so that facts are
    /// never there without their file. A law of that id is replaced when that is meant.
    pub(crate) fn put_law(&self, law: &Law, bytes: &[u8], over: bool) -> Result<(), StoreError> {
        let folder = self.legislation().join(law.id.country.as_str());
        let path = self.law_path(&law.id);
        let received = folder.join(&law.file.name);
        if !over && path.exists() {
            return Err(StoreError::Exists { path });
        }
        // The file alone, without facts, is what a killed import leaves: the same bytes are taken up again.
        if !over && received.exists() && fs::read(&received).ok().as_deref() != Some(bytes) {
            return Err(StoreError::Exists { path: received });
        }
        let before = if over { self.text(&name_of(&law.id)).ok().flatten() } else { None };
        let text = match &before {
            Some(before) => law_file::edit(SCHEMA, &name_of(&law.id), before, law),
            None => law_file::write(SCHEMA, law),
        };
        let text = text.map_err(unwritable(&path))?;
        let old = if over { self.law(&law.id).ok().flatten() } else { None };
        // Whole or not at all; `settle_laws` waits for the disk once for all of them.
        atomic::replace_unsynced(&received, bytes)?;
        atomic::replace_unsynced(&path, text.as_bytes())?;
        if let Some(old) = old.filter(|old| old.file.name != law.file.name) {
            // Under another name lies the version before: it would be in the way of nothing but the eye.
            let _ = fs::remove_file(folder.join(&old.file.name));
        }
        Ok(())
    }

    /// Changes the facts of a law in its file, and nothing else there.
    pub(crate) fn change_law(&self, new: &Law) -> Result<(), StoreError> {
        let path = self.law_path(&new.id);
        let bytes = atomic::read(&path, text::LIMIT)?;
        let stamp = bytes.as_deref().map_or(Stamp::Absent, Stamp::of);
        let before = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default());
        let text = law_file::edit(SCHEMA, &name_of(&new.id), &before, new).map_err(unwritable(&path))?;
        atomic::save(&path, &stamp, text.as_bytes())
    }

    /// Takes a law out of the library: its facts first, so that no facts are left without a file.
    pub(crate) fn remove_law(&self, law: &Law) -> Result<(), StoreError> {
        let path = self.law_path(&law.id);
        fs::remove_file(&path).map_err(StoreError::io("removed", &path))?;
        let received = self.legislation().join(law.id.country.as_str()).join(&law.file.name);
        match fs::remove_file(&received) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(StoreError::io("removed", &received)(e)),
        }
    }

    /// Waits until everything that was put into the library of a country is on the disk.
    pub(crate) fn settle_laws(&self, country: &Iso3) -> Result<(), StoreError> {
        let folder = self.legislation().join(country.as_str());
        atomic::settle(&folder).map_err(StoreError::io("written", &folder))
    }

    /// The lock of the library.
    pub(crate) fn lock_laws(&self, patience: Duration) -> Result<Lock, StoreError> {
        let folder = self.legislation();
        fs::create_dir_all(&folder).map_err(StoreError::io("made", &folder))?;
        Lock::take(&folder, patience)
    }

    /// Takes away what a killed import left half written among the laws of a country. The lock of the library is held.
    pub(crate) fn sweep_laws(&self, country: &Iso3) {
        atomic::sweep(&self.legislation().join(country.as_str()));
    }

    /// The folder of the index of one identity, made if need be. Those of other identities are taken away.
    pub(crate) fn index_folder(&self, identity: &str) -> Result<PathBuf, StoreError> {
        let all = self.derived().join("index");
        let path = all.join(identity);
        fs::create_dir_all(&path).map_err(StoreError::io("made", &path))?;
        for entry in fs::read_dir(&all).into_iter().flatten().flatten() {
            if entry.file_name() != *identity {
                // A program of another version may still read it: then it is taken away the next time.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(path)
    }

    /// Where the index of an identity would be.
    pub(crate) fn index_path(&self, identity: &str) -> PathBuf {
        self.derived().join("index").join(identity)
    }

    /// Takes away the files of an index that do not belong to it. A temporary file may be somebody's who makes the same
    /// index at this moment: only one that is much older than the last commit was left behind.
    pub(crate) fn sweep_index(&self, identity: &str, belongs: impl Fn(&str) -> bool) {
        let folder = self.index_path(identity);
        let written = |path: &Path| fs::metadata(path).and_then(|m| m.modified()).ok();
        let committed = written(&folder.join("meta.json"));
        let is_old = |path: &Path| {
            let age = committed.zip(written(path)).and_then(|(now, then)| now.duration_since(then).ok());
            age.is_some_and(|age| age > LEFT_BEHIND)
        };
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
            if !belongs(&name) && (!name.starts_with(".tmp") || is_old(&path)) {
                // What cannot be removed may be in the way, and is told of then.
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Lets those read the files of an index who may read its folder: the engine makes some for the owner alone.
    #[cfg(unix)]
    pub(crate) fn share_index(&self, identity: &str) {
        use std::os::unix::fs::PermissionsExt;
        let folder = self.index_path(identity);
        let mode = |found: &fs::Metadata| found.permissions().mode();
        let Ok(may) = fs::metadata(&folder).map(|found| mode(&found) & 0o444) else { return };
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if let Ok(found) = entry.metadata()
                && found.is_file()
                && mode(&found) & may != may
            {
                // Whoever may not change it reads what the owner lets them.
                let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode(&found) | may));
            }
        }
    }

    #[cfg(not(unix))]
    pub(crate) fn share_index(&self, _: &str) {}

    /// The lock of whoever takes an index away.
    pub(crate) fn lock_index(&self, patience: Duration) -> Result<Lock, StoreError> {
        let folder = self.derived();
        fs::create_dir_all(&folder).map_err(StoreError::io("made", &folder))?;
        Lock::take(&folder, patience)
    }

    /// Takes away an index that cannot be read, so that it can be made anew.
    pub(crate) fn clear_index(&self, identity: &str) -> Result<(), StoreError> {
        let path = self.index_path(identity);
        match fs::remove_dir_all(&path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io("removed", &path)(e)),
            _ => Ok(()),
        }
    }
}

fn unwritable(path: &Path) -> impl Fn(serde_yaml::SerializeError) -> StoreError {
    |e| StoreError::Io {
        action: "written",
        path: path.to_path_buf(),
        source: std::io::Error::other(e.to_string()),
    }
}

/// The fingerprint of a file as it was received.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    fingerprint::of(bytes)
}

pub(super) fn problem(
    code: &'static str,
    severity: Severity,
    file: &str,
    message: String,
    hint: &str,
) -> Problem {
    Problem { severity, code, file: file.to_owned(), place: None, message, hint: Some(hint.to_owned()) }
}
