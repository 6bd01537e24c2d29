//! Bytes of a file as text, with bounds.

use crate::model::problem::{Place, Problem, Severity};
use crate::store::error::StoreError;

/// The largest file of ours that is read. A capability with long reasons is a hundredth of it.
pub(crate) const LIMIT: u64 = 4 * 1024 * 1024;

fn problem(file: &str, code: &'static str, message: String, hint: &str) -> Problem {
    Problem {
        severity: Severity::Error,
        code,
        file: file.to_owned(),
        place: None,
        message,
        hint: Some(hint.to_owned()),
    }
}

/// A problem for a file that the system would not give.
pub(crate) fn unreadable(file: &str, error: &StoreError) -> Problem {
    problem(file, "unreadable", error.to_string(), "look at the rights of the file and its folder")
}

/// The text of a file.
///
/// # Errors
/// A file over [`LIMIT`], or one that is not UTF-8, with the line on which that begins.
pub(crate) fn decode(file: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.len() as u64 > LIMIT {
        let message = format!("the file is larger than {} MB", LIMIT / (1024 * 1024));
        return Err(problem(
            file,
            "too-large",
            message,
            "no file of mnr is that large; restore it from git or a copy",
        ));
    }
    String::from_utf8(bytes).map_err(|e| {
        let good = e.utf8_error().valid_up_to();
        let before = e.as_bytes().get(..good).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let mut p = problem(
            file,
            "not-utf8",
            "the file is not UTF-8 text".to_owned(),
            "save it as UTF-8 in your editor",
        );
        p.place = Some(Place { line, column: 1 });
        p
    })
}
