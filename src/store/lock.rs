//! One writer at a time in one assessment.
//!
//! The lock is a file of its own beside the data: a rename gives the data a new inode, so a lock
//! on the data file itself would hold nothing. The system frees it when its holder is killed. On
//! network drives locks are only as good as the drive; the check before each rename still stands.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::store::error::StoreError;

const NAME: &str = ".lock";
const STEP: Duration = Duration::from_millis(20);

/// Held until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Lock {
    /// Waits for the lock of a folder, at most `patience`.
    ///
    /// # Errors
    /// [`StoreError::Locked`] with what the holder wrote of itself.
    pub(crate) fn take(folder: &Path, patience: Duration) -> Result<Self, StoreError> {
        let path = folder.join(NAME);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(StoreError::io("locked", &path))?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if waited < patience => {
                    thread::sleep(STEP);
                    waited += STEP;
                }
                Err(TryLockError::WouldBlock) => return Err(held(path, &mut file)),
                Err(TryLockError::Error(e)) => return Err(StoreError::io("locked", &path)(e)),
            }
        }
        // For the message of whoever finds the lock taken; nothing depends on it.
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = writeln!(file, "process {}", std::process::id());
        Ok(Self { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

fn held(path: PathBuf, file: &mut File) -> StoreError {
    let mut holder = String::new();
    let _ = file.take(200).read_to_string(&mut holder);
    StoreError::Locked { path, holder: crate::model::safe::line(holder.trim()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path(), Duration::ZERO).unwrap();
        let refused = Lock::take(folder.path(), Duration::ZERO).unwrap_err();
        let StoreError::Locked { holder, .. } = refused else { unreachable!("{refused:?}") };
        assert_eq!(holder, format!("process {}", std::process::id()));
        drop(first);
        assert!(Lock::take(folder.path(), Duration::ZERO).is_ok());
    }
}
