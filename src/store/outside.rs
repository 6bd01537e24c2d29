//! Files from outside the workspace that are to be taken in: named one by one, by folder or by pattern.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::store::atomic;
use crate::store::error::StoreError;

/// Folders inside folders, and files in all of them.
const DEEPEST: usize = 32;
const MOST: usize = 200_000;

/// What was found behind some paths.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Sorted within each path that was named, each once.
    pub(crate) files: Vec<PathBuf>,
    /// What was left out, and why.
    pub(crate) refused: Vec<(PathBuf, String)>,
    /// Files in folders whose endings are none of those that were asked for.
    pub(crate) other: usize,
}

/// Looks behind paths: a file is taken whatever its ending, a folder is gone through for files with one of
/// the endings, a name with `*`, `?` or `[` that is no file is a pattern. Links inside a folder that lead out of it
/// are not followed.
pub(crate) fn gather(paths: &[PathBuf], endings: &[&str]) -> Gathered {
    let mut gathered = Gathered::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        if fs::symlink_metadata(path).is_ok() {
            named(path, endings, &mut gathered, &mut seen);
            continue;
        }
        let text = path.to_string_lossy();
        if !text.contains(['*', '?', '[']) {
            gathered.refused.push((path.clone(), "there is no such file or folder".to_owned()));
            continue;
        }
        match fitting(path) {
            Err(reason) => gathered.refused.push((path.clone(), reason)),
            Ok(found) => {
                if found.is_empty() {
                    gathered.refused.push((path.clone(), "no file fits the pattern".to_owned()));
                }
                for path in found {
                    named(&path, endings, &mut gathered, &mut seen);
                }
            }
        }
    }
    gathered
}

/// The entries of a folder whose names fit a pattern, sorted. The pattern is the last part of the path alone.
///
/// The crate's own walk through folders panics on names that are no Unicode; it is asked for single names only.
fn fitting(path: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.to_string_lossy().contains(['*', '?', '[']) {
        return Err("a pattern can stand in the last part of a path only: name the folder instead".to_owned());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let pattern = glob::Pattern::new(&name).map_err(|e| format!("the pattern cannot be read: {}", e.msg))?;
    let entries = fs::read_dir(folder).map_err(|e| format!("the folder cannot be read: {e}"))?;
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let fits = |name: &std::ffi::OsStr| pattern.matches_with(&name.to_string_lossy(), options);
    let names = entries.flatten().map(|e| e.file_name()).filter(|name| fits(name));
    let bare = path.parent().is_none_or(|p| p.as_os_str().is_empty());
    let mut found: Vec<PathBuf> =
        names.map(|name| if bare { PathBuf::from(name) } else { folder.join(name) }).take(MOST).collect();
    found.sort();
    Ok(found)
}

const DANGLING: &str = "it is a link that leads to nothing";

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink())
}

fn named(path: &Path, endings: &[&str], gathered: &mut Gathered, seen: &mut BTreeSet<PathBuf>) {
    if is_link(path) && !path.exists() {
        gathered.refused.push((path.to_path_buf(), DANGLING.to_owned()));
        return;
    }
    if !path.is_dir() {
        take(path, real(path), gathered, seen);
        return;
    }
    match fs::canonicalize(path) {
        Ok(root) => folder(&Below { path, real: &root, depth: 0 }, &root, endings, gathered, seen),
        Err(e) => gathered.refused.push((path.to_path_buf(), format!("the folder cannot be read: {e}"))),
    }
}

/// A path without links; as it is named where it cannot be followed.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

fn take(path: &Path, real: PathBuf, gathered: &mut Gathered, seen: &mut BTreeSet<PathBuf>) {
    if seen.insert(real) {
        gathered.files.push(path.to_path_buf());
    }
}

/// A folder that is gone through.
struct Below<'a> {
    path: &'a Path,
    /// The same without links.
    real: &'a Path,
    depth: usize,
}

fn folder(
    below: &Below<'_>,
    root: &Path,
    endings: &[&str],
    gathered: &mut Gathered,
    seen: &mut BTreeSet<PathBuf>,
) {
    let Below { path, real: real_path, depth } = *below;
    if depth > DEEPEST || gathered.files.len() >= MOST {
        gathered.refused.push((path.to_path_buf(), "there are too many folders or files in it".to_owned()));
        return;
    }
    // What an entry is stands in the folder: thousands of them are not asked one by one.
    let mut entries: Vec<(PathBuf, Option<fs::FileType>)> = match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|e| (e.path(), e.file_type().ok())).collect(),
        Err(e) => {
            gathered.refused.push((path.to_path_buf(), format!("the folder cannot be read: {e}")));
            return;
        }
    };
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (entry, kind) in entries {
        let name = entry.file_name().unwrap_or_default();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        let link = kind.map_or_else(|| is_link(&entry), |kind| kind.is_symlink());
        let without_links = if link { real(&entry) } else { real_path.join(name) };
        if link && !entry.exists() {
            gathered.refused.push((entry, DANGLING.to_owned()));
            continue;
        }
        if link && !without_links.starts_with(root) {
            gathered.refused.push((entry, "it is a link that leads out of the folder".to_owned()));
            continue;
        }
        if kind.filter(|_| !link).map_or_else(|| entry.is_dir(), |kind| kind.is_dir()) {
            // A link to a folder above would be gone through for ever.
            if !link {
                let below = Below { path: &entry, real: &without_links, depth: depth + 1 };
                folder(&below, root, endings, gathered, seen);
            }
            continue;
        }
        let ending = entry.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if endings.contains(&ending.as_str()) {
            take(&entry, without_links, gathered, seen);
        } else {
            gathered.other += 1;
        }
    }
}

/// Reads a file from outside.
///
/// # Errors
/// One phrase that says why not.
pub(crate) fn read(path: &Path, largest: u64) -> Result<Vec<u8>, String> {
    match atomic::read(path, largest) {
        Ok(Some(bytes)) if u64::try_from(bytes.len()).is_ok_and(|n| n > largest) => {
            Err(format!("the file is larger than {} MB", largest >> 20))
        }
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err("there is no such file".to_owned()),
        Err(StoreError::Io { source, .. }) => Err(format!("the file cannot be read: {source}")),
        Err(other) => Err(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn folders_patterns_and_links() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir_all(at("laws/deep")).unwrap();
        for name in
            ["laws/b.txt", "laws/a.PDF", "laws/deep/c.md", "laws/x.jpg", "laws/.hidden.txt", "secret.txt"]
        {
            fs::write(at(name), "x").unwrap();
        }
        std::os::unix::fs::symlink(at("secret.txt"), at("laws/link.txt")).unwrap();
        std::os::unix::fs::symlink(at("laws"), at("laws/deep/up")).unwrap();
        let names = |g: &Gathered| -> Vec<String> {
            let name = |p: &PathBuf| p.strip_prefix(dir.path()).unwrap().to_string_lossy().into_owned();
            g.files.iter().map(name).collect()
        };
        let endings = ["txt", "pdf", "md"];
        let found = gather(&[at("laws")], &endings);
        assert_eq!(names(&found), ["laws/a.PDF", "laws/b.txt", "laws/deep/c.md"]);
        assert_eq!((found.other, found.refused.len()), (1, 1));
        assert!(found.refused[0].1.contains("leads out of the folder"));
        let found = gather(&[at("laws/*.txt"), at("laws/b.txt"), at("nothing.txt"), at("no*.txt")], &endings);
        assert_eq!(names(&found), ["laws/b.txt", "laws/link.txt"], "named by the user, a link is followed");
        assert_eq!(found.refused.len(), 2);
        std::os::unix::fs::symlink(at("gone.txt"), at("laws/to-nothing.txt")).unwrap();
        for paths in [[at("laws")], [at("laws/to-nothing.txt")], [at("laws/to-no*.txt")]] {
            let found = gather(&paths, &endings);
            let refused = found.refused.iter().find(|(path, _)| path.ends_with("to-nothing.txt"));
            assert_eq!(refused.unwrap().1, DANGLING);
        }
        assert!(read(&at("laws"), 10).unwrap_err().contains("cannot be read"));
        assert!(read(&at("laws/b.txt"), 0).unwrap_err().contains("larger"));
    }
}
