//! `legislation/`: the laws of each country, their facts and the files as they were received.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::model::id::{Iso3, LawSlug};
use crate::model::law::{Law, LawId};
use crate::model::problem::{Problem, Severity};
use crate::store::atomic::{self, Stamp};
use crate::store::error::StoreError;
use crate::store::lock::Lock;
use crate::store::text;
use crate::store::workspace::Workspace;
use crate::store::{fingerprint, law_file};

const FOLDER: &str = "legislation";
const SCHEMA: &str = "../../.mnr/schemas/law.json";

/// Bytes of the largest file that is taken in.
pub(crate) const LARGEST: u64 = 256 << 20;

/// The endings of the files of a law, sorted.
const ENDINGS: [&str; 12] =
    ["akn", "docx", "htm", "html", "markdown", "md", "pdf", "text", "txt", "xhtml", "xml", "yaml"];

fn known_ending(ending: &str) -> Option<&'static str> {
    ENDINGS.into_iter().find(|known| *known == ending)
}

/// How a file looks, with its ending.
fn named(ending: &str, look: &str) -> String {
    [ending, look].join(":")
}

/// What two files look like from outside: sizes and times. It differs when either was written.
pub(crate) type Look = String;

/// The laws that are there by their file names, with how their files look, sorted.
pub(crate) struct Listed {
    pub(crate) laws: Vec<(LawId, Look)>,
    pub(crate) problems: Vec<Problem>,
}

/// The name by which problems call the facts of a law.
pub(crate) fn name_of(id: &LawId) -> String {
    format!("{FOLDER}/{}/{}.yaml", id.country, id.slug)
}

fn look(metadata: &fs::Metadata) -> String {
    let time = metadata.modified().ok().and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok());
    let time = time.unwrap_or_default();
    format!("{}.{}.{}", metadata.len(), time.as_secs(), time.subsec_nanos())
}

/// How an entry of a folder looks. What a link leads to counts, not the link.
fn look_at(entry: &fs::DirEntry) -> String {
    let metadata = match entry.metadata() {
        Ok(found) if found.is_symlink() => fs::metadata(entry.path()),
        found => found,
    };
    metadata.map(|m| look(&m)).unwrap_or_default()
}

/// Entries that a thread takes at a time.
const AT_A_TIME: usize = 512;

/// Holds back the second thread that looks at files, so that whoever has something quicker to do at the same time has a
/// processor for it.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    /// Lets the second thread go on. It stays open.
    pub(crate) fn open(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.opened.wait_while(open, |open| !*open));
    }
}

/// The names of a folder with how their files look, sorted. To look at a file is one call of the system, and it is
/// what takes the time: two threads share it, the second of them once the gate is open.
fn looks<'a>(entries: &'a [(String, fs::DirEntry)], gate: &Gate) -> Vec<(&'a str, String)> {
    let next = AtomicUsize::new(0);
    let look_at_some = || {
        let mut seen: Vec<(&str, String)> = Vec::new();
        loop {
            let from = next.fetch_add(AT_A_TIME, Ordering::Relaxed);
            let Some(rest) = entries.get(from..).filter(|rest| !rest.is_empty()) else { return seen };
            seen.extend(rest.iter().take(AT_A_TIME).map(|(name, entry)| (name.as_str(), look_at(entry))));
        }
    };
    let mut looks = thread::scope(|scope| {
        let other = (entries.len() > 2 * AT_A_TIME).then(|| {
            scope.spawn(|| {
                gate.pass();
                look_at_some()
            })
        });
        let mut looks = look_at_some();
        // Nothing is left to do: whoever waits need not wait longer.
        gate.open();
        let others = other.map(|o| o.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
        looks.extend(others.unwrap_or_default());
        looks
    });
    looks.sort_unstable();
    looks
}

impl Workspace {
    fn legislation(&self) -> PathBuf {
        self.root().join(FOLDER)
    }

    fn law_path(&self, id: &LawId) -> PathBuf {
        self.root().join(name_of(id))
    }

    /// Lists the laws without reading them. One look at each file of a folder, in one pass.
    pub(crate) fn laws(&self) -> Listed {
        let gate = Gate::default();
        gate.open();
        self.laws_beside(&gate)
    }

    /// The same beside other work, on one processor until the gate is opened.
    pub(crate) fn laws_beside(&self, gate: &Gate) -> Listed {
        let mut listed = Listed { laws: Vec::new(), problems: Vec::new() };
        listed.problems.extend(self.unlistable(FOLDER));
        let Ok(countries) = fs::read_dir(self.legislation()) else { return listed };
        for country in countries.flatten() {
            let name = country.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || !country.path().is_dir() {
                continue;
            }
            match Iso3::parse(&name) {
                Ok(iso3) => self.laws_of(&iso3, &country.path(), gate, &mut listed),
                Err(e) => listed.problems.push(problem(
                    "bad-id",
                    Severity::Warning,
                    &format!("{FOLDER}/{}", crate::model::safe::line(&name)),
                    e.to_string(),
                    "rename the folder or move it out of `legislation/`",
                )),
            }
        }
        listed.laws.sort();
        listed
    }

    fn laws_of(&self, country: &Iso3, folder: &Path, gate: &Gate, listed: &mut Listed) {
        listed.problems.extend(self.unlistable(&format!("{FOLDER}/{country}")));
        let Ok(entries) = fs::read_dir(folder) else { return };
        let names = entries.flatten().map(|e| (e.file_name().to_string_lossy().into_owned(), e));
        let entries: Vec<(String, fs::DirEntry)> = names.filter(|(name, _)| !name.starts_with('.')).collect();
        let looks = looks(&entries, gate);
        let mut rest = looks.as_slice();
        // Sorted, the files of one law stand in a row: `act.pdf`, `act.yaml`.
        while let Some((name, _)) = rest.first() {
            let stem = name.split('.').next().unwrap_or_default();
            let same = rest.iter().take_while(|(n, _)| n.split('.').next() == Some(stem)).count();
            let (group, after) = rest.split_at(same);
            rest = after;
            let yaml = group.iter().any(|(n, _)| n.strip_suffix(".yaml") == Some(stem));
            if !yaml {
                for (name, _) in group {
                    listed.problems.extend(without_facts(country, name));
                }
                continue;
            }
            match LawSlug::parse(stem) {
                Ok(slug) => {
                    // Another ending is another file: a text that was put aside is not there any more.
                    let ending = |name: &str| name.get(stem.len() + 1..).and_then(known_ending);
                    let looks = group.iter().filter_map(|(name, look)| Some(named(ending(name)?, look)));
                    let look = looks.collect::<Vec<_>>().join(" ");
                    listed.laws.push((LawId { country: country.clone(), slug }, look));
                }
                Err(e) => listed.problems.push(problem(
                    "bad-id",
                    Severity::Error,
                    &format!("{FOLDER}/{country}/{}", crate::model::safe::line(name)),
                    e.to_string(),
                    "rename both files of the law, and its id with them",
                )),
            }
        }
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

    /// Puts a law into the library: first the file as it was received, then its facts, so that facts are
    /// never there without their file. A law of that id is replaced when that is meant.
    pub(crate) fn put_law(&self, law: &Law, bytes: &[u8], over: bool) -> Result<(), StoreError> {
        let folder = self.legislation().join(law.id.country.as_str());
        fs::create_dir_all(&folder).map_err(StoreError::io("made", &folder))?;
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

    /// How the files of a law look now.
    pub(crate) fn look_of(&self, id: &LawId) -> Look {
        let folder = self.legislation().join(id.country.as_str());
        let stem = id.slug.as_str();
        let mut looks: Vec<String> = Vec::new();
        for ending in ENDINGS {
            if let Ok(metadata) = fs::metadata(folder.join(format!("{stem}.{ending}"))) {
                looks.push(named(ending, &look(&metadata)));
            }
        }
        looks.join(" ")
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

fn problem(code: &'static str, severity: Severity, file: &str, message: String, hint: &str) -> Problem {
    Problem { severity, code, file: file.to_owned(), place: None, message, hint: Some(hint.to_owned()) }
}

/// A file that no facts stand beside.
fn without_facts(country: &Iso3, name: &str) -> Option<Problem> {
    if name.ends_with(".tmp") {
        return None;
    }
    let shown = crate::model::safe::line(name);
    Some(problem(
        "law-without-facts",
        Severity::Warning,
        &format!("{FOLDER}/{country}/{shown}"),
        "the file has no facts beside it, so it is not searched".to_owned(),
        &format!("take it in with `mnr law add legislation/{country}/{shown} --country {country}`"),
    ))
}
