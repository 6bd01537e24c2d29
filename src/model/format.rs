//! The formats that a report can be written in.

use crate::model::word::words;

words! {
    /// What a report is written as.
    Format {
        /// Markdown, from which the others are made.
        Md = "md",
        /// One page that needs nothing beside it, and prints.
        Html = "html",
        /// Word.
        Docx = "docx",
        /// Excel: all tables of an assessment.
        Xlsx = "xlsx",
        /// Everything a template sees, for programs.
        Json = "json",
        /// One table.
        Csv = "csv",
    }
}
