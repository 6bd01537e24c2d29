//! What stands around a report on every page, in whatever format.

/// All words are in the language of the report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) title: &'a str,
    /// As a BCP 47 tag.
    pub(crate) language: &'a str,
    pub(crate) rtl: bool,
    /// Who may read the report, and whether something was left out of it.
    pub(crate) sharing: &'a str,
    /// What the report is while it is not final.
    pub(crate) status: Option<&'a str>,
    /// A year, a month or a day, as ISO 8601 writes it.
    pub(crate) date: &'a str,
    /// The heading of the table of contents.
    pub(crate) contents: &'a str,
    /// What leads past the contents to the report.
    pub(crate) skip: &'a str,
    /// "Page", in front of its number.
    pub(crate) page_word: &'a str,
}
