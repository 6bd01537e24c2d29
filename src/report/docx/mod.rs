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

use crate::report::office::{OfficeError, package};

/// What stands around the text.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "it is a word for a page")]
pub(crate) struct Page<'a> {
    /// For the properties of the document and the header of every page.
    pub(crate) title: &'a str,
    /// As a BCP 47 tag.
    pub(crate) language: &'a str,
    pub(crate) rtl: bool,
    /// Who may read the report. In the header of every page.
    pub(crate) sharing: &'a str,
    /// In the header of every page, where something is to be said.
    pub(crate) status: Option<&'a str>,
    /// A year, a month or a day, as ISO 8601 writes it.
    pub(crate) date: &'a str,
    /// The heading of the table of contents.
    pub(crate) contents: &'a str,
    /// "Page", for the footer.
    pub(crate) page_word: &'a str,
}

/// The Word document of a text.
pub(crate) fn write(markdown: &str, page: &Page<'_>) -> Result<Vec<u8>, OfficeError> {
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
