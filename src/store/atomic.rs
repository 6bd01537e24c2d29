//! Writing a file so that it is never torn and never overwrites what somebody else wrote.
//!
//! A temporary file in the same folder, synced, renamed over the old one, and the folder synced.
//! A reader sees the old bytes or the new ones, also after a power cut; a full disk leaves the old.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::store::error::StoreError;
use crate::store::fingerprint;

const PREFIX: &str = ".mnr-";
const SUFFIX: &str = ".tmp";

/// What a file held when it was read. Two stamps are equal when the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stamp {
    Absent,
    Bytes { sha256: String },
}

impl Stamp {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self::Bytes { sha256: fingerprint::of(bytes) }
    }
}

/// The folder of a file; the present one for a bare name, whose parent is the empty path.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The bytes of a file, 0 where there is none. Refuses what is no regular file: a pipe would be waited on for ever, a device never ends. A link
/// that leads nowhere is no missing file either; its target may be on a drive that is not there now.
fn length_of_usual(path: &Path) -> Result<u64, StoreError> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(StoreError::io("read", path)(io::ErrorKind::IsADirectory.into())),
        Ok(found) if !found.is_file() => {
            Err(StoreError::io("read", path)(io::Error::other("it is no regular file")))
        }
        Ok(found) => Ok(found.len()),
        Err(e) if e.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() => {
            Err(StoreError::io("read", path)(io::Error::other("it is a link whose target cannot be reached")))
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(e) => Err(StoreError::io("read", path)(e)),
    }
}

/// Reads a file of at most `limit` bytes. `None` when there is no such file.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let length = length_of_usual(path)?;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::io("read", path)(e)),
    };
    // Room for all of it: without, a small file is read in eight pieces.
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(limit)).unwrap_or_default() + 1);
    // One byte more than allowed is asked for, so that a file that grows meanwhile is noticed too.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(StoreError::io("read", path))?;
    Ok(Some(bytes))
}

/// Writes `bytes` if the file still holds what it held when it was read.
///
/// # Errors
/// [`StoreError::Changed`] when somebody else wrote meanwhile: their version stays in place, and ours
/// is put beside it, so that neither is lost.
pub(crate) fn save(path: &Path, read: &Stamp, bytes: &[u8]) -> Result<(), StoreError> {
    let now = match fs::read(path) {
        Ok(bytes) => Stamp::of(&bytes),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Stamp::Absent,
        Err(e) => return Err(StoreError::io("read", path)(e)),
    };
    if now == Stamp::of(bytes) {
        return Ok(());
    }
    if now != *read {
        let ours = beside(path, bytes);
        replace(&ours, bytes)?;
        return Err(StoreError::Changed { path: path.to_path_buf(), ours });
    }
    replace(path, bytes)
}

/// The name our version gets when it cannot have its own: `C03.ours-1a2b3c4d.yaml`.
fn beside(path: &Path, bytes: &[u8]) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let mark: String = fingerprint::of(bytes).chars().take(8).collect();
    path.with_file_name(format!("{stem}.ours-{mark}.{extension}"))
}

/// Whether a file name is one that [`save`] gave to a version it could not put in place.
pub(crate) fn is_ours(name: &str) -> bool {
    name.contains(".ours-")
}

/// Puts a file in place whatever was there. For files that belong to the program alone.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, bytes, true)
}

/// The same, whole or not at all, without waiting for the disk: for one of many, behind which [`settle`] waits once.
pub(crate) fn replace_unsynced(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, bytes, false)
}

fn put(path: &Path, bytes: &[u8], wait: bool) -> Result<(), StoreError> {
    // A link stays a link: the file it leads to is the one that changes.
    let mut there = fs::symlink_metadata(path).ok();
    let mut target = path.to_path_buf();
    if there.as_ref().is_some_and(fs::Metadata::is_symlink) {
        target = fs::canonicalize(path).unwrap_or(target);
        there = fs::metadata(&target).ok();
    }
    let failed = || StoreError::io("written", path);
    let folder = folder_of(&target);
    let mut temporary = match temporary_in(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).and_then(|()| temporary_in(folder)).map_err(failed())?
        }
        made => made.map_err(failed())?,
    };
    temporary.write_all(bytes).map_err(failed())?;
    if let Some(there) = there {
        keep_mode(temporary.as_file(), &there).map_err(failed())?;
    }
    if wait {
        temporary.as_file().sync_all().map_err(failed())?;
    }
    temporary.persist(&target).map_err(|e| failed()(e.error))?;
    if wait { sync_folder(folder).map_err(failed()) } else { Ok(()) }
}

/// Waits until everything that was written into the file system of a folder is on the disk.
#[cfg(target_os = "linux")]
pub(crate) fn settle(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Waits until the files of a folder are on the disk.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            fs::OpenOptions::new().read(true).write(true).open(&path)?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// Puts a derived file in place: whole or not at all, but without waiting for the disk, since it can
/// be made again.
pub(crate) fn replace_derived(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = || StoreError::io("written", path);
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(failed())?;
    let mut temporary = temporary_in(folder).map_err(failed())?;
    temporary.write_all(bytes).map_err(failed())?;
    temporary.persist(path).map_err(|e| failed()(e.error))?;
    Ok(())
}

/// A temporary file that is made as any program makes one: left to itself, tempfile lets the owner alone read it.
fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        temporary.permissions(fs::Permissions::from_mode(0o644));
    }
    temporary.tempfile_in(folder)
}

#[cfg(unix)]
fn keep_mode(file: &File, there: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(there.permissions())
}

#[cfg(not(unix))]
fn keep_mode(_: &File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes sure that the names in a folder are on the disk too.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes temporary files that a killed writer left. Only for a folder whose lock is held: then no
/// other writer of ours can be using one.
pub(crate) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            // One that cannot be removed is only litter.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_somebody_else_changed_is_left_and_ours_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("C03.yaml");
        save(&path, &Stamp::Absent, b"one\n").unwrap();
        fs::write(&path, "theirs\n").unwrap();
        let refused = save(&path, &Stamp::of(b"one\n"), b"ours\n").unwrap_err();
        let StoreError::Changed { ours, .. } = refused else { unreachable!("{refused:?}") };
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs\n");
        assert_eq!(fs::read_to_string(&ours).unwrap(), "ours\n");
        assert!(is_ours(&ours.file_name().unwrap().to_string_lossy()));
    }

    #[test]
    fn a_file_that_appeared_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("C03.yaml");
        fs::write(&path, "theirs\n").unwrap();
        assert!(matches!(save(&path, &Stamp::Absent, b"ours\n"), Err(StoreError::Changed { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_link_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.yaml");
        let link = folder.path().join("link.yaml");
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        save(&link, &Stamp::of(b"old"), b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_rights_that_the_mask_of_the_user_leaves() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (usual, ours) = (folder.path().join("usual"), folder.path().join("ours"));
        fs::write(&usual, "x").unwrap();
        replace(&ours, b"x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&ours), mode(&usual) & 0o644);
    }

    #[test]
    fn a_bare_name_lies_in_the_present_folder() {
        assert_eq!(folder_of(Path::new("gaps.md")), Path::new("."));
        assert_eq!(folder_of(Path::new("a/gaps.md")), Path::new("a"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_and_a_pipe_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("C02.yaml");
        std::os::unix::fs::symlink("/nonexistent/C02.yaml", &link).unwrap();
        assert!(read(&link, 10).unwrap_err().to_string().contains("a link whose target cannot be reached"));
        let pipe = folder.path().join("C03.yaml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(read(&pipe, 10).unwrap_err().to_string().contains("no regular file"));
        assert!(read(&folder.path().join("C04.yaml"), 10).unwrap().is_none());
    }

    #[test]
    fn only_our_own_litter_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".mnr-abc.tmp", "notes.tmp", "C03.yaml"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        sweep(folder.path());
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["C03.yaml", "notes.tmp"]);
    }
}
