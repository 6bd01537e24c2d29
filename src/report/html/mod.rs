//! A report as one HTML file that needs nothing from outside.

mod body;
mod comment;
mod page;
mod parts;
#[cfg(test)]
mod tests;
mod text;

use crate::report::around::Around;

/// A page that could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HtmlError {
    /// `line` counts from 1.
    #[error("{message}")]
    Template { line: Option<usize>, message: String },
}

/// The report in `markdown` as a page. `pictures` gives the SVG for a `<!-- picture: NAME -->` block.
///
/// The SVG is taken as it is. Everything else is text: no word of the Markdown becomes markup.
///
/// # Errors
/// The fault in the template, with its line.
pub(crate) fn write(
    markdown: &str,
    page: &Around<'_>,
    template: &str,
    pictures: &dyn Fn(&str) -> Option<String>,
) -> Result<String, HtmlError> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    comment::settle(root, pictures);
    page::fill(template, page, &body::Body::of(root, page))
}
