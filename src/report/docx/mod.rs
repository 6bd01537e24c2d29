//! A report in Markdown as a Word document.
//!
//! The text is read into blocks, the blocks are written as the XML of Word, and the parts are put
//! into a package. Nothing comes from a clock or a counter that outlives the call: the same text
//! and page give the same bytes.

mod bidi;
mod blocks;
mod body;
mod contents;
mod inline;
mod notes;
mod parts;
mod read;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod writer;

use crate::report::around::Around;
use crate::report::office::{OfficeError, package};

/// The Word document of a text.
pub(crate) fn write(markdown: &str, page: &Around<'_>) -> Result<Vec<u8>, OfficeError> {
    let mut document = read::read(markdown);
    contents::place(&mut document.blocks);
    let parts = [
        (package::TYPES, parts::content_types()),
        (package::RELATIONS, parts::package_relations()),
        ("docProps/core.xml", parts::core(page)),
        (package::DOCUMENT, body::document(&document.blocks, page)),
        ("word/_rels/document.xml.rels", parts::document_relations(&document.links)),
        ("word/_rels/footnotes.xml.rels", parts::note_relations(&document.links)),
        ("word/styles.xml", styles::styles(page)),
        ("word/settings.xml", parts::settings()),
        ("word/numbering.xml", parts::numbering(&document.lists)),
        ("word/footnotes.xml", notes::footnotes(&document.notes, page)),
        ("word/header1.xml", parts::header(page)),
        ("word/footer1.xml", parts::footer(page)),
    ];
    package::pack(&parts)
}
