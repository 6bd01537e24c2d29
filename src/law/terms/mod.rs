//! Terminology: where the wordings of a list stand in a text, and how they stand there.
//!
//! A wording comes in as a plain value ([`Term`]); which concept it is of and what is thought of it is for others to
//! know. Words are compared as the search compares them, and by their inflections alone (see `inflect`): a stem would
//! take every "abuse" for an "abuser". What is named is not used: a wording in the title of a treaty, in a quotation or
//! in a list of repealed laws is given with what exempts it.

mod around;
mod inflect;
mod matcher;
mod quotes;
mod readings;
mod scan;
mod titles;

use crate::law::search::marks::{Token, tokens};
use crate::law::words::lexicon::Lexicon;
use crate::model::law::Span;
use crate::model::word::words;

pub(crate) use around::Around;
pub(crate) use matcher::{Match, Matchers};
pub(crate) use scan::{Occurrence, scan_law, scan_text};

/// What a wording is to the audit. The order decides between two wordings of the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    Avoid,
    Care,
    /// Not told. It keeps a shorter wording inside it from being told.
    Nothing,
}

/// A wording to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    /// A BCP 47 tag.
    pub(crate) language: String,
    pub(crate) told: Told,
    /// How many words may stand between it and one of these words. `None` where it may stand alone.
    pub(crate) near: Option<(usize, Vec<String>)>,
}

words! {
    /// Where a wording stands.
    Place {
        /// In the title of the law.
        Title = "title",
        /// In the heading of a provision or of the part round it.
        Heading = "heading",
        /// In the words of a provision that stands.
        Operative = "operative",
        /// In a wording that a later one replaced.
        History = "history",
        /// In words of another law that this one quotes.
        Quoted = "quoted",
        /// In a text of the assessors.
        Own = "own",
    }
}

words! {
    /// Why a wording that was found is not held against the text.
    Exempt {
        /// The title of a treaty or statute is cited.
        CitedTitle = "cited_title",
        /// A text of the assessors quotes.
        Quotation = "quotation",
        /// A list of repealed laws, or the provision that repeals them.
        Repeal = "repeal",
    }
}

/// A text with its words.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    /// What each word is compared by.
    exact: Vec<String>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(text: &'a str, lexicon: &mut Lexicon) -> Self {
        let found = tokens(text, lexicon);
        let exact = found.all.iter().map(|t| found.exact(*t).to_owned()).collect();
        Self { text, tokens: found.all, exact }
    }

    /// What a word is compared by; nothing behind the last.
    fn exact(&self, at: usize) -> &str {
        self.exact.get(at).map_or("", String::as_str)
    }

    /// So many words before a word.
    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |i| self.exact(i))
    }

    /// A word as it is printed.
    fn printed(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span().of(self.text))
    }

    /// What stands between a word and the next.
    fn gap(&self, at: usize) -> &'a str {
        let (Some(this), Some(next)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return "\n" };
        self.text.get(this.end()..next.start()).unwrap_or("\n")
    }

    /// From the first sign of a word to the last of another.
    fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |t| t.start());
        Span { start, end: self.tokens.get(last).map_or(start, |t| t.end()) }
    }

    /// Whether a word begins with a capital; a number does not speak against a title.
    fn is_capital(&self, at: usize) -> bool {
        self.printed(at).chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }
}

#[cfg(test)]
mod tests;
