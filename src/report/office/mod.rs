//! What Word and Excel files have in common: packages of XML.

pub(super) mod package;
mod proof;
pub(super) mod xml;

#[cfg(all(test, feature = "docx"))]
pub(crate) use proof::text;

use crate::model::format::Format;

/// A package that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OfficeError {
    #[error("the package cannot be read or written: {0}")]
    Package(#[from] zip::result::ZipError),
    #[error("a part of the package cannot be read or written: {0}")]
    Part(#[from] std::io::Error),
    #[error("{part} is no well-formed XML: {reason}")]
    Xml { part: String, reason: String },
    #[error("{0} is missing in the package")]
    Missing(&'static str),
    #[error("the document has no text")]
    Empty,
}

/// Whether the program that opens the format would find all parts, each well-formed, and a text among them.
///
/// # Errors
/// What is wrong.
pub(crate) fn check(format: Format, bytes: &[u8]) -> Result<(), OfficeError> {
    let main = if format == Format::Docx { package::DOCUMENT } else { package::WORKBOOK };
    proof::check(bytes, main)
}
