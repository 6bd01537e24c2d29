//! The table of contents.
//!
//! Its entries are filled in, so that it shows something before Word has laid the pages out. We
//! do not ask Word to update the fields when it opens the report: it would put a question to the
//! reader that sounds like a warning. Around numbers come with "Update table", or when printing.

use super::blocks::{Block, Paragraph, Style};
use super::inline::{self, Inline, Look};
use super::writer::{Properties, Writer};
use crate::report::office::xml;

/// With fewer headings a text needs no table.
const FEWEST: usize = 9;
/// Headings down to this level are entries.
const LEVELS: u8 = 3;

pub(super) fn is_entry(paragraph: &Paragraph) -> bool {
    let level = matches!(paragraph.style, Style::Heading(level) if level <= LEVELS);
    level && !title(&paragraph.text).is_empty()
}

/// The name of the bookmark of a heading, by its number among the entries.
pub(super) fn bookmark(number: usize) -> String {
    format!("_Toc{number:06}")
}

/// Puts the table in front of the first heading: the title and what is said below it come first.
pub(super) fn place(blocks: &mut Vec<Block>) {
    // A summary of two pages would give one of them to its contents.
    if blocks.iter().filter(|block| entry(block).is_some()).count() < FEWEST {
        return;
    }
    if let Some(first) = blocks.iter().position(|block| entry(block).is_some()) {
        blocks.insert(first, Block::Contents);
    }
}

/// Adds the table, with the section that ends after it.
pub(super) fn push(writer: &mut Writer<'_>, blocks: &[Block], section: &str) {
    let entries: Vec<(u8, String)> = blocks.iter().filter_map(entry).collect();
    let rtl = writer.page.rtl;
    writer.xml.push_str(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>\
         <w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>",
    );
    let heading = Inline::Text { text: writer.page.contents.to_owned(), look: Look::default() };
    writer.line(&Properties { style: "TOCHeading", rtl, ..Properties::default() }, &[heading]);
    let count = entries.len();
    for (number, (level, title)) in (1..).zip(entries) {
        let style = format!("TOC{level}");
        writer.open(&Properties { style: &style, rtl, ..Properties::default() });
        if number == 1 {
            field(&mut writer.xml, &format!("TOC \\o \"1-{LEVELS}\" \\h \\z \\u"));
        }
        let name = bookmark(number);
        xml::put(&mut writer.xml, format_args!("<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">"));
        writer.runs(&[Inline::Text { text: title, look: Look::default() }], rtl);
        writer.xml.push_str("<w:r><w:tab/></w:r>");
        field(&mut writer.xml, &format!("PAGEREF {name} \\h"));
        writer.xml.push_str(END);
        writer.xml.push_str("</w:hyperlink>");
        if number == count {
            writer.xml.push_str(END);
        }
        writer.xml.push_str("</w:p>");
    }
    writer.xml.push_str("</w:sdtContent></w:sdt>");
    if !section.is_empty() {
        writer.gap(section);
    }
}

const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

/// Adds the beginning of a field, up to its result.
fn field(xml: &mut String, instruction: &str) {
    xml::put(
        xml,
        format_args!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        ),
    );
}

fn entry(block: &Block) -> Option<(u8, String)> {
    match block {
        Block::Paragraph(paragraph) if is_entry(paragraph) => match paragraph.style {
            Style::Heading(level) => Some((level, title(&paragraph.text))),
            _ => None,
        },
        _ => None,
    }
}

/// The words of a heading in one line.
fn title(text: &[Inline]) -> String {
    inline::texts(text).concat().split_whitespace().collect::<Vec<_>>().join(" ")
}
