//! A text in a file of its own for the editor of the user, gone when the editing ends.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::text::{self, LIMIT};
use crate::store::{atomic, private};

const ENDING: &str = ".md";

/// The longest name a file gets from what it is about.
const LONGEST: usize = 40;

/// A text file in a folder for the user alone: what an editor puts beside it is private too. Both are
/// removed when this is dropped.
#[derive(Debug)]
pub(crate) struct Scratch {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Scratch {
    /// Makes the file with a text in it. Its name is made from the letters and digits of the hint.
    pub(crate) fn new(name_hint: &str, text: &str) -> Result<Self, StoreError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("mnr-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir().map_err(StoreError::io("made", Path::new("a temporary folder")))?;
        let path = folder.path().join(format!("{}{ENDING}", name(name_hint)));
        let written = private::create(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(StoreError::io("written", &path))?;
        Ok(Self { path, _folder: folder })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What the editor left.
    ///
    /// # Errors
    /// A file that is gone, too large or not UTF-8.
    pub(crate) fn read(&self) -> Result<String, StoreError> {
        let gone = || StoreError::io("read", &self.path)(io::Error::from(io::ErrorKind::NotFound));
        let bytes = atomic::read(&self.path, LIMIT)?.ok_or_else(gone)?;
        let text = text::decode(&self.path.display().to_string(), bytes)?;
        // Some editors mark a text as UTF-8 at its start.
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

fn name(hint: &str) -> String {
    let letters = hint.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    let name: String = letters.take(LONGEST).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "text".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn names_stay_in_the_folder() {
        for (hint, expected) in [
            ("C03-2 because", "C03-2-because"),
            ("../../etc/passwd", "etc-passwd"),
            ("سبب", "text"),
            ("", "text"),
            ("a\0b\nc", "a-b-c"),
        ] {
            assert_eq!(name(hint), expected, "{hint:?}");
        }
        assert_eq!(name(&"x".repeat(100)).len(), LONGEST);
    }

    #[test]
    fn a_text_goes_out_and_comes_back_and_nothing_stays() {
        let scratch = Scratch::new("C03-2", "سبب\r\nb").unwrap();
        let path = scratch.path().to_path_buf();
        assert_eq!(scratch.read().unwrap(), "سبب\r\nb");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        }
        // An editor that saves by renaming, and one that leaves a copy beside.
        let other = path.with_extension("new");
        fs::write(&other, "\u{feff}new").unwrap();
        fs::rename(&other, &path).unwrap();
        fs::write(path.with_extension("md~"), "old").unwrap();
        assert_eq!(scratch.read().unwrap(), "new");
        drop(scratch);
        assert!(!path.parent().unwrap().exists());
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let scratch = Scratch::new("x", "").unwrap();
        fs::write(scratch.path(), b"caf\xe9").unwrap();
        assert!(matches!(scratch.read(), Err(StoreError::Damaged { .. })));
        fs::write(scratch.path(), vec![b'a'; usize::try_from(LIMIT).unwrap() + 1]).unwrap();
        assert!(matches!(scratch.read(), Err(StoreError::Damaged { .. })));
        fs::remove_file(scratch.path()).unwrap();
        assert!(matches!(scratch.read(), Err(StoreError::Io { .. })));
    }
}
