//! Text as runs of one look and one direction.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::bidi;
use crate::report::office::xml;

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    /// A line break in it is one that the author set.
    Text { text: String, look: Look },
    /// The mark of a footnote. Word can show a note only once, so later marks point to the first.
    Note { number: usize, first: bool },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
    /// The number of the link among those of the document.
    pub(super) link: Option<usize>,
}

/// The texts of a paragraph, without the marks of notes.
pub(super) fn texts(inlines: &[Inline]) -> Vec<&str> {
    let mut texts = Vec::with_capacity(inlines.len());
    for inline in inlines {
        if let Inline::Text { text, .. } = inline {
            texts.push(text.as_str());
        }
    }
    texts
}

/// What the runs of a paragraph depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// Whether the paragraph runs from right to left.
    pub(super) rtl: bool,
    /// The language of the report, if it is written from right to left.
    pub(super) language: Option<&'a str>,
}

/// Adds the runs of a paragraph.
pub(super) fn push(xml: &mut String, inlines: &[Inline], setting: Setting<'_>) {
    let mut sides = bidi::sides(&texts(inlines).concat(), setting.rtl).into_iter().peekable();
    let mut open = None;
    for inline in inlines {
        let link = if let Inline::Text { look, .. } = inline { look.link } else { None };
        if link != open {
            if open.is_some() {
                xml.push_str("</w:hyperlink>");
            }
            if let Some(link) = link {
                let id = super::parts::link_id(link);
                xml::put(xml, format_args!("<w:hyperlink r:id=\"{id}\" w:history=\"1\">"));
            }
            open = link;
        }
        match inline {
            Inline::Text { text, look } => stretches(xml, text, *look, &mut sides, setting),
            Inline::Note { number, first } => note(xml, *number, *first),
        }
    }
    if open.is_some() {
        xml.push_str("</w:hyperlink>");
    }
}

/// Adds a text of one look, a run for each direction.
fn stretches(
    xml: &mut String,
    text: &str,
    look: Look,
    sides: &mut Peekable<IntoIter<bool>>,
    setting: Setting<'_>,
) {
    let mut rest = text;
    while let Some(rtl) = sides.peek().copied().filter(|_| !rest.is_empty()) {
        let ends = rest.char_indices().find(|_| sides.next_if_eq(&rtl).is_none());
        let (stretch, after) = rest.split_at(ends.map_or(rest.len(), |(at, _)| at));
        run(xml, stretch, look, rtl, setting);
        rest = after;
    }
}

fn run(xml: &mut String, text: &str, look: Look, rtl: bool, setting: Setting<'_>) {
    xml.push_str("<w:r>");
    let mut properties = String::new();
    if look.link.is_some() {
        properties.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    } else if look.code {
        properties.push_str("<w:rStyle w:val=\"InlineCode\"/>");
    }
    if look.strong {
        properties.push_str("<w:b/><w:bCs/>");
    }
    if look.emphasis {
        properties.push_str("<w:i/><w:iCs/>");
    }
    if rtl {
        let other = if bidi::is_hebrew(text) { "he" } else { "ar" };
        properties.push_str("<w:rtl/><w:lang w:bidi=\"");
        xml::push(&mut properties, setting.language.unwrap_or(other));
        properties.push_str("\"/>");
    }
    if !properties.is_empty() {
        xml.push_str("<w:rPr>");
        xml.push_str(&properties);
        xml.push_str("</w:rPr>");
    }
    // Programs that work the direction out themselves would turn a date after an Arabic letter.
    let marked = setting.rtl && !rtl && text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    push_text(xml, if marked { "\u{200E}" } else { "" }, text);
    xml.push_str("</w:r>");
}

/// Adds the text of a run. Word shows line breaks and tabs only as elements of their own.
fn push_text(xml: &mut String, mark: &str, text: &str) {
    for (i, piece) in text.split_inclusive(['\n', '\t']).enumerate() {
        let plain = piece.trim_end_matches(['\n', '\t']);
        if !plain.is_empty() {
            xml.push_str("<w:t xml:space=\"preserve\">");
            xml.push_str(if i == 0 { mark } else { "" });
            xml::push(xml, plain);
            xml.push_str("</w:t>");
        }
        match piece.chars().last() {
            Some('\n') => xml.push_str("<w:br/>"),
            Some('\t') => xml.push_str("<w:tab/>"),
            _ => {}
        }
    }
}

fn note(xml: &mut String, number: usize, first: bool) {
    const STYLE: &str = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
    if first {
        // Bookmarks of notes are counted apart from those of headings, which have even numbers.
        let id = number * 2 + 1;
        xml::put(
            xml,
            format_args!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"_Note{number}\"/>\
             {STYLE}<w:footnoteReference w:id=\"{number}\"/></w:r><w:bookmarkEnd w:id=\"{id}\"/>"
            ),
        );
    } else {
        xml::put(
            xml,
            format_args!(
                "{STYLE}<w:fldChar w:fldCharType=\"begin\"/></w:r>\
             {STYLE}<w:instrText xml:space=\"preserve\"> NOTEREF _Note{number} \\h </w:instrText></w:r>\
             {STYLE}<w:fldChar w:fldCharType=\"separate\"/></w:r>\
             {STYLE}<w:t>{number}</w:t></w:r>\
             {STYLE}<w:fldChar w:fldCharType=\"end\"/></w:r>"
            ),
        );
    }
}
