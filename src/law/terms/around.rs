//! How a wording stands in its text: plainly, in the title of an instrument that is cited, in a quotation.

use crate::law::terms::quotes::{LONGEST, quotations};
use crate::law::terms::titles::in_title;
use crate::law::terms::{Match, Words};
use crate::model::law::Span;

/// What a wording stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    Plain,
    /// The title of a treaty or statute.
    CitedTitle,
    /// A quotation of more than the wording.
    Quotation,
    /// Quotation marks of its own: a term that a law defines, or one that a writer keeps at a distance.
    Marked,
}

/// Tells how each wording of a text stands.
pub(super) struct Surroundings {
    quotations: Vec<Span>,
}

impl Surroundings {
    pub(super) fn of(text: &str) -> Self {
        Self { quotations: quotations(text) }
    }

    pub(super) fn around(&self, words: &Words<'_>, found: Match) -> Around {
        if in_title(words, found.first, found.last) {
            return Around::CitedTitle;
        }
        let span = words.span(found.first, found.last);
        // Sorted by their beginnings; none is longer than that.
        let begun = self.quotations.partition_point(|q| q.start <= span.start);
        let mut near =
            self.quotations.iter().take(begun).rev().take_while(|q| span.start - q.start <= LONGEST);
        let Some(quotation) = near.find(|q| span.end <= q.end) else { return Around::Plain };
        let before = |at: usize| words.tokens.partition_point(|t| t.start() < at);
        let inside = before(quotation.end) - before(quotation.start);
        if inside > found.last + 1 - found.first { Around::Quotation } else { Around::Marked }
    }
}
