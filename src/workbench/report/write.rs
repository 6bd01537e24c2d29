//! Writing a report without losing what somebody edited, and reading it back.

use std::path::{Path, PathBuf};

use crate::model::format::Format;
use crate::model::id::AssessmentId;
use crate::model::word::Vocabulary;
use crate::store::{atomic, fingerprint, text};
use crate::workbench::error::WorkbenchError;
use crate::workbench::open::Workbench;
use crate::workbench::report::{Report, ReportRequest};

/// The last line of a written report that is text: a fingerprint of everything above it.
const SEAL: &str = "<!-- mnr: sha256 of the text above ";
/// A large report in HTML, with every picture, is a tenth of this.
const LIMIT: u64 = text::LIMIT * 16;

impl Workbench {
    /// Where a report is written when no place is given.
    /// One in another language, and one that was redacted, have names of their own, so that none is taken for another.
    pub(crate) fn report_path(&self, id: &AssessmentId, request: &ReportRequest) -> PathBuf {
        let other = request.language.as_ref().filter(|l| *l != self.language());
        let language = other.map(|l| format!("-{l}")).unwrap_or_default();
        let redacted = if request.redact { "-redacted" } else { "" };
        let ReportRequest { template, format, .. } = request;
        self.root().join("reports").join(format!("{id}-{template}{language}{redacted}.{}", format.word()))
    }

    /// Writes a report over an older one, unless somebody edited that, and reads it back.
    ///
    /// # Errors
    /// A file that is no report, or was edited; a file that does not hold afterwards what was written.
    pub(crate) fn write_report(
        &self,
        path: &Path,
        report: &Report,
        format: Format,
        force: bool,
    ) -> Result<(), WorkbenchError> {
        let there = atomic::read(path, LIMIT)?;
        if let Some(there) = there.as_ref().filter(|there| !there.is_empty() && **there != report.bytes) {
            let is_sealed = match format {
                Format::Md | Format::Html if !is_report(there) => {
                    return Err(WorkbenchError::NoReport { path: path.to_path_buf() });
                }
                Format::Md | Format::Html => is_sealed(there),
                _ => self.wrote(path).as_deref() == Some(&fingerprint::of(there)),
            };
            if !force && !is_sealed {
                return Err(WorkbenchError::Edited { path: path.to_path_buf() });
            }
        }
        atomic::replace(path, &report.bytes)?;
        let written = atomic::read(path, LIMIT)?.unwrap_or_default();
        if written != report.bytes || crate::report::export::check(format, &written).is_err() {
            return Err(WorkbenchError::NotReadBack { path: path.to_path_buf() });
        }
        if !matches!(format, Format::Md | Format::Html) {
            // Files of offices have no line for a seal. Without this note the file counts as edited.
            let _ = atomic::replace(&self.note(path), fingerprint::of(&report.bytes).as_bytes());
        }
        Ok(())
    }

    /// The fingerprint of what was written last at a place.
    fn wrote(&self, path: &Path) -> Option<String> {
        let bytes = atomic::read(&self.note(path), 1_000).ok().flatten()?;
        String::from_utf8(bytes).ok()
    }

    fn note(&self, path: &Path) -> PathBuf {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let name = fingerprint::of(path.to_string_lossy().as_bytes());
        self.root().join(".mnr").join("written").join(name)
    }
}

pub(super) fn seal(body: &str) -> String {
    format!("{body}\n{SEAL}{} -->\n", fingerprint::of(body.as_bytes()))
}

/// Whether a file is a report that was written here, edited or not. Nothing else is written over.
fn is_report(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).contains(SEAL)
}

/// Whether a report is as it was written.
fn is_sealed(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    text.rsplit_once(&format!("\n{SEAL}")).is_some_and(|(body, seal)| {
        seal.strip_suffix(" -->\n").is_some_and(|given| given == fingerprint::of(body.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_was_edited_is_known_by_its_seal() {
        let text = seal("# a\n");
        assert!(is_sealed(text.as_bytes()));
        assert!(!is_sealed(text.replace("# a", "# b").as_bytes()));
        assert!(!is_sealed(format!("{text}more\n").as_bytes()));
        assert!(!is_sealed(b"# a\n"));
    }
}
