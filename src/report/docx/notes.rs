//! The footnotes.

use super::blocks::{Block, Paragraph, Style};
use super::body;
use super::writer::Writer;
use crate::report::around::Around;
use crate::report::office::xml;

const SEPARATORS: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr>\
    <w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:separator/></w:r></w:p>\
    </w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr>\
    <w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:continuationSeparator/>\
    </w:r></w:p></w:footnote>";

const MARK: &str = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
    <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";

/// The part that holds the notes, the lines above them first.
pub(super) fn footnotes(notes: &[Vec<Block>], page: &Around<'_>) -> String {
    let mut writer = Writer::new(page, "FootnoteText");
    writer.xml.push_str(SEPARATORS);
    for (number, blocks) in (1..).zip(notes) {
        xml::put(&mut writer.xml, format_args!("<w:footnote w:id=\"{number}\">"));
        let rest = match blocks.split_first() {
            Some((Block::Paragraph(paragraph), rest)) if paragraph.style == Style::Body => {
                writer.paragraph(paragraph, "", MARK);
                rest
            }
            _ => {
                let mark = Paragraph { style: Style::Body, depth: 0, marker: None, text: Vec::new() };
                writer.paragraph(&mark, "", MARK);
                blocks
            }
        };
        for block in rest {
            writer.block(block, "");
        }
        writer.xml.push_str("</w:footnote>");
    }
    body::part("footnotes", &writer.xml)
}
