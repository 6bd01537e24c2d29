//! A fault in the data, with its place and the way out.

use std::fmt;

use crate::model::word::words;

words! {
    /// How much a fault matters.
    Severity {
        /// The file cannot be used, or a figure would be wrong.
        Error = "error",
        /// Something a person should look at; the figures stand.
        Warning = "warning",
        /// Worth knowing.
        Note = "note",
    }
}

/// A place in a file. Line and column count from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// One fault: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) severity: Severity,
    /// A stable kebab-case name of the kind of fault, for scripts.
    pub(crate) code: &'static str,
    /// The file as a path relative to its root, with forward slashes.
    pub(crate) file: String,
    pub(crate) place: Option<Place>,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

impl Problem {
    /// The order of a listing: by file, by place, by severity.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        (&self.file, self.place, self.severity, self.code, &self.message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(place) = self.place {
            write!(f, ":{}:{}", place.line, place.column)?;
        }
        write!(f, ": {}[{}]: {}", self.severity, self.code, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}
