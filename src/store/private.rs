//! Files of one user outside every workspace: a folder and files that nobody else may read.
//!
//! What is in such a folder was put there by the program, so a link in it was put there by somebody
//! else, and is never followed.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::store::atomic;
use crate::store::error::StoreError;
use crate::store::fingerprint;

/// A workspace as part of a file name: twelve hex digits that stand for its path.
pub(crate) fn mark(root: &Path) -> String {
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    fingerprint::of(root.as_os_str().as_encoded_bytes()).chars().take(12).collect()
}

/// Makes the folder `name` in the user's state folder, for the user alone.
pub(crate) fn folder(state: &Path, name: &str) -> Result<PathBuf, StoreError> {
    let path = state.join(name);
    let failed = || StoreError::io("made", &path);
    make(&path).map_err(failed())?;
    if is_link(&path) {
        return Err(failed()(io::Error::other("it is a link")));
    }
    only_mine(&path).map_err(failed())?;
    Ok(path)
}

/// The folder `name` in the user's state folder, if it is there and no link.
pub(crate) fn existing(state: &Path, name: &str) -> Option<PathBuf> {
    let path = state.join(name);
    fs::symlink_metadata(&path).is_ok_and(|m| m.is_dir()).then_some(path)
}

/// Puts a file for the user alone in place, whole or not at all. A link in its place is replaced.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = || StoreError::io("written", path);
    let folder = path.parent().unwrap_or(Path::new("."));
    // Its temporary files are for the user alone from the start.
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed())?;
    temporary.write_all(bytes).map_err(failed())?;
    temporary.as_file().sync_all().map_err(failed())?;
    temporary.persist(path).map_err(|e| failed()(e.error))?;
    atomic::sync_folder(folder).map_err(failed())
}

/// Makes a file for the user alone, which must not be there yet. Also a link that leads nowhere is there.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens a file that is there, to read and write. A link is no such file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    OpenOptions::new().read(true).write(true).open(path)
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink())
}

#[cfg(unix)]
fn make(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(path)
}

/// A folder that was there with other rights is closed to others too.
#[cfg(unix)]
fn only_mine(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mine = fs::Permissions::from_mode(0o700);
    if fs::metadata(path)?.permissions().mode() & 0o777 == 0o700 {
        return Ok(());
    }
    fs::set_permissions(path, mine)
}

#[cfg(not(unix))]
fn only_mine(_: &Path) -> io::Result<()> {
    Ok(())
}
