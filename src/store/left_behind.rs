//! Journals of processes that are gone, and the drafts in them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::draft::Draft;
use crate::store::error::StoreError;
use crate::store::journal::{ENDING, FOLDER, LONG, Line, TRIES};
use crate::store::private;

const DAMAGED: &str = ".damaged";

/// The largest journal that is read. Several times what one can become.
const LARGEST: u64 = 64 * LONG;

/// The journal of a process that is gone, with drafts in it. Locked, so that only one process offers them.
#[derive(Debug)]
pub(crate) struct LeftBehind {
    pub(crate) drafts: Vec<Draft>,
    path: PathBuf,
    _file: File,
}

impl LeftBehind {
    /// Removes the journal: its drafts are in a file, in another journal, or not wanted.
    pub(crate) fn discard(&self) -> Result<(), StoreError> {
        match fs::remove_file(&self.path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreError::io("removed", &self.path)(e)),
            _ => Ok(()),
        }
    }
}

/// The journals of a workspace whose process is gone, sorted by name. Empty ones are removed, damaged
/// ones put aside.
pub(crate) fn all(state: &Path, root: &Path) -> Vec<LeftBehind> {
    names(state, root, ENDING).into_iter().filter_map(|path| examine(&path)).collect()
}

/// The damaged journals of a workspace that were put aside.
pub(crate) fn damaged(state: &Path, root: &Path) -> Vec<PathBuf> {
    names(state, root, DAMAGED)
}

/// The files of a workspace in the folder, by their ending. None when the folder is a link.
fn names(state: &Path, root: &Path, ending: &str) -> Vec<PathBuf> {
    let Some(folder) = private::existing(state, FOLDER) else { return Vec::new() };
    let mark = format!("{}-", private::mark(root));
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|e| {
            let name = e.file_name();
            let name = name.to_string_lossy();
            name.starts_with(&mark) && name.ends_with(ending)
        })
        .map(|e| e.path())
        .collect();
    found.sort();
    found
}

/// What a journal holds, if its process is gone.
fn examine(path: &Path) -> Option<LeftBehind> {
    let mut file = private::open(path).ok()?;
    // Held: its process lives. No locks here: nobody can tell, and it stays.
    file.try_lock().ok()?;
    let mut bytes = Vec::new();
    let read = (&mut file).take(LARGEST + 1).read_to_end(&mut bytes);
    if read.is_ok() && bytes.is_empty() {
        let _ = fs::remove_file(path);
        return None;
    }
    match last_line(&bytes).filter(|_| read.is_ok() && bytes.len() as u64 <= LARGEST) {
        Some(drafts) if drafts.is_empty() => {
            let _ = fs::remove_file(path);
            None
        }
        Some(drafts) => Some(LeftBehind { drafts, path: path.to_path_buf(), _file: file }),
        None => {
            put_aside(path);
            None
        }
    }
}

/// The drafts of the last whole line that can be read.
fn last_line(bytes: &[u8]) -> Option<Vec<Draft>> {
    let mut whole = bytes.split_inclusive(|b| *b == b'\n').rev().filter(|line| line.ends_with(b"\n"));
    let line = whole.find_map(|line| serde_json::from_slice::<Line>(line).ok())?;
    Some(line.drafts.into_iter().map(Draft::from).collect())
}

/// Gives a damaged journal another name, so that it is kept and no longer read.
fn put_aside(path: &Path) {
    let free = |n: &u32| {
        let more = if *n == 0 { String::new() } else { format!("-{n}") };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let aside = path.with_file_name(format!("{stem}{more}{DAMAGED}"));
        fs::symlink_metadata(&aside).is_err().then_some(aside)
    };
    if let Some(aside) = (0..TRIES).find_map(|n| free(&n)) {
        // One that cannot be renamed stays where it is.
        let _ = fs::rename(path, aside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draft::DraftField;
    use crate::model::id::{AssessmentId, CapabilityId, FrameworkId, QuestionId};
    use crate::store::journal::Journal;

    fn draft(text: &str) -> Draft {
        Draft {
            assessment: AssessmentId::parse("xda-baseline").unwrap(),
            framework: FrameworkId::parse("mnr").unwrap(),
            capability: CapabilityId::parse("C01").unwrap(),
            question: QuestionId::parse("C01-1").ok(),
            field: DraftField::Because,
            before: String::new(),
            text: text.to_owned(),
        }
    }

    /// A state folder and a workspace.
    fn ground() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let (state, root) = (folder.path().join("state"), folder.path().join("programme"));
        fs::create_dir_all(&root).unwrap();
        (folder, state, root)
    }

    fn texts(left: &[LeftBehind]) -> Vec<&str> {
        left.iter().flat_map(|l| &l.drafts).map(|d| d.text.as_str()).collect()
    }

    /// The bytes of a journal with two notes.
    fn two_notes() -> Vec<u8> {
        let (_folder, state, root) = ground();
        let mut journal = Journal::new(&state, &root);
        journal.note(&[draft("first\n\u{644}")]).unwrap();
        journal.note(&[draft("second"), draft("more")]).unwrap();
        fs::read(journal.path()).unwrap()
    }

    /// Puts bytes where a process of another id would have its journal.
    fn plant(state: &Path, root: &Path, bytes: &[u8]) -> PathBuf {
        let folder = private::folder(state, FOLDER).unwrap();
        let path = folder.join(format!("{}-1.jsonl", private::mark(root)));
        fs::write(&path, bytes).unwrap();
        path
    }

    #[test]
    fn a_journal_is_left_behind_when_its_process_is_gone_and_not_before() {
        let (_folder, state, root) = ground();
        let mut journal = Journal::new(&state, &root);
        assert!(!state.exists(), "nothing is opened yet");
        journal.note(&[]).unwrap();
        assert!(!state.exists(), "nothing is typed yet");
        journal.note(&[draft("one")]).unwrap();
        journal.note(&[draft("one"), draft("two")]).unwrap();
        assert!(all(&state, &root).is_empty(), "the process lives");
        let mut second = Journal::new(&state, &root);
        second.note(&[draft("three")]).unwrap();
        drop(journal);
        let left = all(&state, &root);
        assert_eq!(texts(&left), ["one", "two"]);
        assert!(all(&state, &root).is_empty(), "somebody else looks at it");
        assert!(all(&state, state.parent().unwrap()).is_empty(), "it is of another workspace");
        drop(left);
        all(&state, &root)[0].discard().unwrap();
        assert!(all(&state, &root).is_empty());
        second.note(&[]).unwrap();
        second.close();
        assert_eq!(fs::read_dir(state.join(FOLDER)).unwrap().count(), 0);
    }

    #[test]
    fn a_journal_that_is_closed_with_drafts_stays() {
        let (_folder, state, root) = ground();
        let mut journal = Journal::new(&state, &root);
        journal.note(&[draft("one")]).unwrap();
        journal.close();
        assert_eq!(texts(&all(&state, &root)), ["one"]);
    }

    #[test]
    fn cut_anywhere_the_last_whole_line_is_read() {
        let bytes = two_notes();
        let first = bytes.iter().position(|b| *b == b'\n').unwrap() + 1;
        for cut in 0..=bytes.len() {
            let (_folder, state, root) = ground();
            let path = plant(&state, &root, &bytes[..cut]);
            let left = all(&state, &root);
            let expected: &[&str] = if cut == bytes.len() {
                &["second", "more"]
            } else if cut >= first {
                &["first\n\u{644}"]
            } else {
                &[]
            };
            assert_eq!(texts(&left), expected, "cut at {cut}");
            assert_eq!(path.exists(), cut >= first, "cut at {cut}");
            let aside = damaged(&state, &root);
            assert_eq!(aside.len(), usize::from(cut > 0 && cut < first), "cut at {cut}");
            assert!(aside.iter().all(|p| fs::read(p).unwrap() == bytes[..cut]));
        }
    }

    #[test]
    fn what_is_no_journal_is_kept_aside() {
        let (_folder, state, root) = ground();
        let one = &two_notes()[..];
        let strange: [&[u8]; 4] =
            [b"\xff\xfe\n", b"{}\n", b"null\n{\"drafts\":3}\n", b"{\"drafts\":[{\"text\":\"x\"}]}\n"];
        for (n, bytes) in strange.iter().enumerate() {
            plant(&state, &root, bytes);
            assert!(all(&state, &root).is_empty());
            assert_eq!(damaged(&state, &root).len(), n + 1);
        }
        plant(&state, &root, &[strange[0], one, strange[1], b"{\"drafts\":[{"].concat());
        assert_eq!(texts(&all(&state, &root)), ["second", "more"]);
        plant(&state, &root, &[one, b"{\"drafts\":[]}\n"].concat());
        assert!(all(&state, &root).is_empty(), "the last line says that nothing is open");
        assert_eq!(damaged(&state, &root).len(), strange.len());
    }

    #[test]
    fn a_long_journal_is_shortened_and_always_says_the_last() {
        let (_folder, state, root) = ground();
        let mut journal = Journal::new(&state, &root);
        let long = "ab".repeat(150_000);
        let mut lengths = Vec::new();
        for n in 0..9 {
            let text = format!("{n}{}", if n == 6 { long.repeat(5) } else { long.clone() });
            journal.note(&[draft(&text)]).unwrap();
            let path = journal.path();
            let bytes = fs::read(path).unwrap();
            assert_eq!(last_line(&bytes).unwrap()[0].text, text);
            lengths.push(bytes.len() as u64);
        }
        assert!(lengths.iter().all(|l| *l < 3 * LONG), "{lengths:?}");
        assert!(lengths.windows(2).any(|w| w[1] < w[0]), "{lengths:?}");
        // In the middle of the shortening, with the copy half written, the end still says it.
        let line = |text: &str| serde_json::to_vec(&Line { drafts: vec![(&draft(text)).into()] }).unwrap();
        let (old, new) = ([line("old old old"), line("older")].join(&b'\n'), line("new"));
        let whole = [&old[..], b"\n", &new, b"\n"].concat();
        for copied in 0..=new.len() {
            let mut bytes = whole.clone();
            bytes[..copied].copy_from_slice(&new[..copied]);
            assert_eq!(last_line(&bytes).unwrap()[0].text, "new", "{copied} bytes copied");
        }
    }

    #[cfg(unix)]
    #[test]
    fn it_is_for_the_user_alone_and_no_link_is_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, state, root) = ground();
        let mut journal = Journal::new(&state, &root);
        journal.note(&[draft("one")]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = journal.path().to_path_buf();
        assert_eq!((mode(&path), mode(&state.join(FOLDER))), (0o600, 0o700));
        drop(journal);
        // A link in the place of a journal, and one in the place of the folder.
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert!(all(&state, &root).is_empty());
        let mut journal = Journal::new(&state, &root);
        journal.note(&[draft("two")]).unwrap();
        assert_ne!(journal.path(), path);
        assert_eq!(last_line(&fs::read(&elsewhere).unwrap()).unwrap()[0].text, "one");
        drop(journal);
        let moved = folder.path().join("moved");
        fs::rename(state.join(FOLDER), &moved).unwrap();
        symlink(&moved, state.join(FOLDER)).unwrap();
        assert!(all(&state, &root).is_empty());
        assert!(Journal::new(&state, &root).note(&[draft("three")]).is_err());
    }
}
