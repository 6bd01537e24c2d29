//! What every reader yields, whatever the format: the blocks of a text in reading order, with their pages.

use crate::model::law::UnitKind;

/// A file as it was read: its blocks and what it says of itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Document {
    pub(crate) blocks: Vec<Block>,
    pub(crate) facts: FoundFacts,
    /// How many pages the file has, where it has pages.
    pub(crate) pages: Option<u32>,
    /// How it was read, where there is more than one way: `pdf-extract`, `pdf-extract healed`, `glyphs`.
    pub(crate) read_by: Option<String>,
    /// What a reviewer should know of the reading: "3 of 40 pages have no text".
    pub(crate) notes: Vec<String>,
}

/// One block of text: what a format keeps apart as a paragraph, a heading, a cell or a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// The wording, without control characters; a line break within it is `\n`.
    pub(crate) text: String,
    /// The page it begins on, counted from 1.
    pub(crate) page: Option<u32>,
    /// All of it is set in bold (or is all that the paragraph emphasises): a sign of a heading.
    pub(crate) strong: bool,
    /// What the format itself says of the structure, where it does (Akoma Ntoso).
    pub(crate) unit: Option<GivenUnit>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum BlockKind {
    /// A heading of this depth, from 1.
    Heading(u8),
    #[default]
    Paragraph,
    /// An item of a list, with its number or mark in the text.
    Item,
    /// A row of a table, its cells joined by tabs.
    Row,
    /// A footnote or an editor's note.
    Note,
    /// A line of a page, as PDF and plain text files give it: paragraphs are still to be joined from these.
    Line,
}

/// A unit that the file itself marks as such. Its block is its heading; the blocks after it, up to the next
/// unit of the same or a smaller depth, are its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GivenUnit {
    pub(crate) kind: UnitKind,
    /// How deep it stands, from 1. A unit closes all that stand as deep or deeper.
    pub(crate) depth: u8,
    /// The id as the file has it.
    pub(crate) eid: Option<String>,
    /// The number as printed: "24.", "Kwanza".
    pub(crate) number: Option<String>,
    pub(crate) heading: Option<String>,
}

/// What a file says of itself. Empty where it says nothing; nothing is guessed here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FoundFacts {
    pub(crate) title: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) year: Option<i16>,
    /// The word of the file for its kind: "act", "ley", "by-law".
    pub(crate) kind: Option<String>,
    /// A language as the file writes it: `swa`, `en-GB`, `ar`.
    pub(crate) language: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) status: Option<String>,
    /// Dates as `2018-05-16` or `2018`.
    pub(crate) enacted: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) source: Option<String>,
}
