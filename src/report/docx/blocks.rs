//! What a Word document is made of: blocks, from top to bottom.

use comrak::nodes::TableAlignment;

use super::inline::Inline;

/// A text, and what its parts point to.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
    /// By the number that [`Inline::Note`] gives, which begins at one.
    pub(super) notes: Vec<Vec<Block>>,
    /// By the number that `Look::link` gives.
    pub(super) links: Vec<String>,
    /// By the number that [`Marker::Number`] gives.
    pub(super) lists: Vec<List>,
}

#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    Rule,
    /// The table of contents stands here.
    Contents,
}

#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) style: Style,
    /// How many lists and quotations stand around it.
    pub(super) depth: usize,
    pub(super) marker: Option<Marker>,
    pub(super) text: Vec<Inline>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    /// From one to four.
    Heading(u8),
    Body,
    /// A paragraph of a list item.
    Item,
    Quote,
    Code,
}

/// What stands in front of the first paragraph of a list item.
#[derive(Debug, Clone, Copy)]
pub(super) enum Marker {
    Bullet { level: usize },
    Number { level: usize, list: usize },
}

/// A numbered list.
#[derive(Debug)]
pub(super) struct List {
    pub(super) level: usize,
    pub(super) start: usize,
    /// Whether its numbers have a parenthesis instead of a full stop.
    pub(super) parenthesis: bool,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) align: Vec<TableAlignment>,
    /// Empty if the table has no row of names.
    pub(super) head: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
}

pub(super) type Cell = Vec<Inline>;

/// More columns make Word call a document damaged.
pub(super) const COLUMNS: usize = 63;
