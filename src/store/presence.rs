//! Who has an assessment open now: a small file in `.mnr/open/` for each, locked while it is so.
//!
//! Only to be told, never to be relied on: writing is guarded by the lock of the folder and by the
//! check before each rename. A folder that cannot be written, or has no locks, shows nobody.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::model::id::AssessmentId;
use crate::model::safe;

const FOLDER: &str = "open";

/// What is read of a line, in bytes, and what is written, in characters.
const LONGEST: usize = 400;

/// Somebody who looks whether a file is stale holds its lock for an instant.
const TRIES: u32 = 5;
const STEP: Duration = Duration::from_millis(5);

/// The sign that this process has an assessment open. Taken away when it is dropped.
#[derive(Debug)]
pub(crate) struct Presence {
    path: PathBuf,
    _file: File,
}

impl Drop for Presence {
    fn drop(&mut self) {
        // One that stays is no longer locked, so whoever looks next removes it.
        let _ = fs::remove_file(&self.path);
    }
}

/// Says of oneself that an assessment is open here. `derived` is the folder `.mnr`.
pub(crate) fn enter(derived: &Path, id: &AssessmentId, who: &str) -> Option<Presence> {
    let folder = derived.join(FOLDER);
    fs::create_dir_all(&folder).ok()?;
    if !is_folder(&folder) {
        return None;
    }
    let path = folder.join(format!("{id}.{}", std::process::id()));
    for _ in 0..TRIES {
        match make(&path, who) {
            Ok(Some(presence)) => return Some(presence),
            Ok(None) => thread::sleep(STEP),
            Err(_) => return None,
        }
    }
    None
}

/// Makes the file. `None` when somebody looks at it or one of an earlier process was in the way.
fn make(path: &Path, who: &str) -> io::Result<Option<Presence>> {
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            return if is_stale(path) { fs::remove_file(path).map(|()| None) } else { Ok(None) };
        }
        other => other?,
    };
    match file.try_lock() {
        Ok(()) if fs::symlink_metadata(path).is_ok() => {}
        Ok(()) | Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(e)) => {
            let _ = fs::remove_file(path);
            return Err(e);
        }
    }
    let who: String = safe::line(who).trim().chars().take(LONGEST / 4).collect();
    writeln!(file, "{who}")?;
    Ok(Some(Presence { path: path.to_path_buf(), _file: file }))
}

/// What the others who have an assessment open wrote of themselves, sorted. Files of processes that are
/// gone are removed.
pub(crate) fn others(derived: &Path, id: &AssessmentId) -> Vec<String> {
    let folder = derived.join(FOLDER);
    if !is_folder(&folder) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_string_lossy().strip_prefix(&format!("{id}.")).map(str::to_owned);
        let Some(process) = process.filter(|p| p.parse::<u32>().is_ok_and(|p| p != std::process::id()))
        else {
            continue;
        };
        let path = entry.path();
        if is_stale(&path) {
            let _ = fs::remove_file(&path);
        } else if let Some(who) = who(&path) {
            // Where a lock also keeps others from reading, there is only the number.
            found.push(if who.is_empty() { format!("process {process}") } else { who });
        }
    }
    found.sort();
    found
}

/// Whether the process that made a file is gone. A link is nobody's, and stays.
fn is_stale(path: &Path) -> bool {
    is_file(path) && File::open(path).is_ok_and(|file| file.try_lock_shared().is_ok())
}

/// The line in a file; `None` when there is no such file any more.
fn who(path: &Path) -> Option<String> {
    if !is_file(path) {
        return None;
    }
    let mut bytes = Vec::new();
    let _ = File::open(path).ok()?.take(LONGEST as u64).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    Some(safe::line(text.lines().next().unwrap_or_default()))
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|m| m.is_dir())
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|m| m.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assessment(id: &str) -> AssessmentId {
        AssessmentId::parse(id).unwrap()
    }

    /// The file of another process, locked as if it lived.
    fn other(derived: &Path, name: &str, text: &str) -> File {
        fs::create_dir_all(derived.join(FOLDER)).unwrap();
        let path = derived.join(FOLDER).join(name);
        fs::write(&path, text).unwrap();
        let file = OpenOptions::new().write(true).open(path).unwrap();
        file.try_lock().unwrap();
        file
    }

    fn names(derived: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(derived.join(FOLDER))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_others_are_told_and_those_who_are_gone_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let derived = folder.path();
        let (ken, per) = (assessment("ken-baseline"), assessment("per-baseline"));
        assert!(others(derived, &ken).is_empty());
        let me = enter(derived, &ken, "me").unwrap();
        assert!(enter(derived, &ken, "me again").is_none());
        assert!(others(derived, &ken).is_empty(), "oneself is no other");
        // Process 1 is never this one.
        let first = other(derived, "ken-baseline.1", "assessor-2\u{1b}[2J since 09:14\nmore\n");
        let nameless = other(derived, "ken-baseline.2", "");
        let _elsewhere = other(derived, "per-baseline.1", "lead\n");
        let _strange = other(derived, "ken-baseline.x", "strange\n");
        assert_eq!(others(derived, &ken), ["assessor-2 [2J since 09:14", "process 2"]);
        assert_eq!(others(derived, &per), ["lead"]);
        drop((first, nameless));
        assert!(others(derived, &ken).is_empty());
        let mine = format!("ken-baseline.{}", std::process::id());
        assert_eq!(names(derived), [mine.as_str(), "ken-baseline.x", "per-baseline.1"]);
        drop(me);
        assert_eq!(names(derived), ["ken-baseline.x", "per-baseline.1"]);
    }

    #[test]
    fn what_a_process_of_the_same_id_left_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let ken = assessment("ken-baseline");
        let name = format!("ken-baseline.{}", std::process::id());
        drop(other(folder.path(), &name, "somebody\n"));
        let me = enter(folder.path(), &ken, "me\nand\u{7} more").unwrap();
        assert_eq!(fs::read_to_string(&me.path).unwrap(), "me and  more\n");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (derived, ken) = (folder.path().join(".mnr"), assessment("ken-baseline"));
        let victim = folder.path().join("victim");
        fs::write(&victim, "kept").unwrap();
        fs::create_dir_all(derived.join(FOLDER)).unwrap();
        symlink(&victim, derived.join(FOLDER).join("ken-baseline.1")).unwrap();
        symlink(&victim, derived.join(FOLDER).join(format!("ken-baseline.{}", std::process::id()))).unwrap();
        assert!(others(&derived, &ken).is_empty());
        assert!(enter(&derived, &ken, "me").is_none());
        assert_eq!(fs::read_to_string(&victim).unwrap(), "kept");
        fs::rename(derived.join(FOLDER), folder.path().join("elsewhere")).unwrap();
        symlink(folder.path().join("elsewhere"), derived.join(FOLDER)).unwrap();
        assert!(enter(&derived, &assessment("per-baseline"), "me").is_none());
    }
}
