//! The text of the document: its blocks in sections.
//!
//! Wide tables stand on pages in landscape, or nobody could read them. A change between portrait
//! and landscape begins a new page, so what belongs to such a table goes with it.

use super::blocks::{Block, Paragraph, Style};
use super::contents;
use super::inline::{self, Inline};
use super::writer::Writer;
use crate::report::around::Around;
use crate::report::office::xml;

/// A table with more columns than that is a wide one.
const NARROW: usize = 6;

/// Up to how many characters a text is short enough to stand on the pages of a wide table.
const REMARK: usize = 600;

/// Up to how many characters a paragraph leads over to the table below it.
const LEAD: usize = 160;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A part of a document, with what stands in it.
pub(super) fn part(name: &str, content: &str) -> String {
    format!("{}<w:{name} {NAMESPACES}>{content}</w:{name}>", xml::DECLARATION)
}

/// The part that holds the text.
pub(super) fn document(blocks: &[Block], page: &Around<'_>) -> String {
    let mut writer = Writer::new(page, "");
    let mut sides = landscape(blocks).into_iter().peekable();
    let mut last = false;
    for block in blocks {
        last = sides.next().unwrap_or_default();
        let ends = sides.peek().is_some_and(|next| *next != last);
        let section = if ends { section(page, last) } else { String::new() };
        match block {
            Block::Contents => contents::push(&mut writer, blocks, &section),
            _ => writer.block(block, &section),
        }
    }
    part("document", &format!("<w:body>{}{}</w:body>", writer.xml, section(page, last)))
}

/// The width of the text on a page, in twentieths of a point.
pub(super) fn width(landscape: bool) -> usize {
    let (width, _) = paper(landscape);
    width - 2 * MARGIN
}

pub(super) fn is_wide(columns: usize) -> bool {
    columns > NARROW
}

/// Two centimetres.
const MARGIN: usize = 1134;

/// A4.
fn paper(landscape: bool) -> (usize, usize) {
    if landscape { (16838, 11906) } else { (11906, 16838) }
}

fn section(page: &Around<'_>, landscape: bool) -> String {
    let (width, height) = paper(landscape);
    let orient = if landscape { " w:orient=\"landscape\"" } else { "" };
    let bidi = if page.rtl { "<w:bidi/>" } else { "" };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>\
         <w:footerReference w:type=\"default\" r:id=\"footer\"/><w:type w:val=\"nextPage\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>\
         <w:pgMar w:top=\"1418\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/><w:cols w:space=\"708\"/>{bidi}</w:sectPr>"
    )
}

/// For each block whether it stands on a page in landscape: wide tables, and what is short between
/// the heading above them and the next heading.
fn landscape(blocks: &[Block]) -> Vec<bool> {
    let mut sides = Vec::with_capacity(blocks.len());
    let chapters = blocks.chunk_by(|a, b| {
        let contents = [a, b].iter().any(|b| matches!(b, Block::Contents));
        !contents && (is_heading(a) || !is_heading(b))
    });
    for chapter in chapters {
        let wide = chapter.iter().any(is_wide_table);
        let mut stretches = chapter.chunk_by(|a, b| is_wide_table(a) == is_wide_table(b)).peekable();
        while let Some(stretch) = stretches.next() {
            let table = stretch.iter().any(is_wide_table);
            let short = || stretch.iter().map(size).sum::<usize>() <= REMARK;
            let side = wide && (table || short());
            sides.extend(stretch.iter().map(|_| side));
            // What leads over to the table goes with it.
            if let (Some(last), Some(side)) = (stretch.last(), sides.last_mut()) {
                *side |= stretches.peek().is_some() && is_lead(last);
            }
        }
    }
    sides
}

fn is_wide_table(block: &Block) -> bool {
    matches!(block, Block::Table(table) if is_wide(table.align.len()))
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Paragraph(Paragraph { style: Style::Heading(_), .. }))
}

/// Whether a block is no more than a line in front of a table.
fn is_lead(block: &Block) -> bool {
    let body = matches!(block, Block::Paragraph(Paragraph { style: Style::Body, .. }));
    (body && size(block) <= LEAD) || is_heading(block)
}

/// How many characters a block has.
fn size(block: &Block) -> usize {
    let count = |text: &[Inline]| inline::texts(text).iter().map(|t| t.chars().count()).sum::<usize>();
    match block {
        Block::Paragraph(paragraph) => count(&paragraph.text),
        Block::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).map(|c| count(c)).sum(),
        Block::Rule | Block::Contents => 0,
    }
}
