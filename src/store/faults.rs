//! Collects every fault of one file, by the path of the field, and finds the places at the end.

use std::fmt::Display;

use crate::model::problem::{Problem, Severity};
use crate::store::outline::Outline;

/// A fault whose place is still a path of field names.
struct Fault {
    severity: Severity,
    code: &'static str,
    path: String,
    message: String,
    hint: Option<String>,
}

/// The faults of one file.
pub(crate) struct Faults<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<Fault>,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        path: impl Display,
        message: impl Display,
        hint: Option<String>,
    ) {
        self.add(Severity::Error, code, path, message, hint);
    }

    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        path: impl Display,
        message: impl Display,
        hint: Option<String>,
    ) {
        self.add(Severity::Warning, code, path, message, hint);
    }

    pub(crate) fn note(
        &mut self,
        code: &'static str,
        path: impl Display,
        message: impl Display,
        hint: Option<String>,
    ) {
        self.add(Severity::Note, code, path, message, hint);
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        path: impl Display,
        message: impl Display,
        hint: Option<String>,
    ) {
        self.found.push(Fault { severity, code, path: path.to_string(), message: message.to_string(), hint });
    }

    /// Keeps a parsed value, or notes why there is none.
    pub(crate) fn keep<T, E: Display>(
        &mut self,
        code: &'static str,
        path: impl Display,
        parsed: Result<T, E>,
    ) -> Option<T> {
        parsed.map_err(|e| self.error(code, path, e, None)).ok()
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|f| f.severity == Severity::Error)
    }

    /// The faults with their lines. The text is gone through again only when there are any.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let outline = Outline::of(self.text);
        let problem = |fault: Fault| Problem {
            severity: fault.severity,
            code: fault.code,
            file: self.file.to_owned(),
            place: outline.place(&fault.path),
            message: fault.message,
            hint: fault.hint,
        };
        self.found.into_iter().map(problem).collect()
    }
}
