//! Blocks as paragraphs of Word.
//!
//! Word calls a document damaged whose elements are out of order: the order of the properties of
//! a paragraph is kept in one place, [`Properties::push`].

use super::blocks::{Block, Marker, Paragraph, Style};
use super::inline::{self, Inline, Setting};
use super::{bidi, contents, table};
use crate::report::around::Around;
use crate::report::office::xml;

/// By how much a list or a quotation is set in, in twentieths of a point.
pub(super) const INDENT: usize = 360;

/// Deeper nesting is not set in further: something must be left of the line.
const DEEPEST: usize = 10;

/// Word knows nine levels of lists.
pub(super) const LEVELS: usize = 9;

/// The numbering of bullets; those of the numbered lists follow.
pub(super) const BULLETS: usize = 1;

#[derive(Debug)]
pub(super) struct Writer<'a> {
    pub(super) xml: String,
    pub(super) page: &'a Around<'a>,
    /// The style of running text.
    pub(super) body: &'static str,
    /// How many headings have a bookmark.
    pub(super) headings: usize,
}

/// The properties of a paragraph. An empty style is the default one.
#[derive(Debug, Default)]
pub(super) struct Properties<'a> {
    pub(super) style: &'a str,
    /// Whether it stays on one page with what follows.
    pub(super) keep: bool,
    pub(super) marker: Option<Marker>,
    pub(super) rtl: bool,
    pub(super) indent: usize,
    pub(super) align: Option<&'a str>,
    /// The section that ends with the paragraph.
    pub(super) section: &'a str,
}

impl Properties<'_> {
    fn push(&self, xml: &mut String) {
        xml.push_str("<w:pPr>");
        if !self.style.is_empty() {
            xml::put(xml, format_args!("<w:pStyle w:val=\"{}\"/>", self.style));
        }
        if self.keep {
            xml.push_str("<w:keepNext/>");
        }
        if let Some(marker) = self.marker {
            let (level, list) = match marker {
                Marker::Bullet { level } => (level, BULLETS),
                Marker::Number { level, list } => (level, numbering(list)),
            };
            let level = level.min(LEVELS - 1);
            xml::put(
                xml,
                format_args!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"),
            );
        }
        if self.rtl {
            xml.push_str("<w:bidi/>");
        }
        if self.indent > 0 {
            let hanging =
                if self.marker.is_some() { format!(" w:hanging=\"{INDENT}\"") } else { String::new() };
            xml::put(xml, format_args!("<w:ind w:left=\"{}\"{hanging}/>", self.indent));
        }
        if let Some(align) = self.align {
            xml::put(xml, format_args!("<w:jc w:val=\"{align}\"/>"));
        }
        xml.push_str(self.section);
        xml.push_str("</w:pPr>");
    }
}

/// The id of the numbering of a numbered list.
pub(super) fn numbering(list: usize) -> usize {
    list + BULLETS + 1
}

impl<'a> Writer<'a> {
    pub(super) fn new(page: &'a Around<'a>, body: &'static str) -> Self {
        Self { xml: String::new(), page, body, headings: 0 }
    }

    /// Begins a paragraph.
    pub(super) fn open(&mut self, properties: &Properties<'_>) {
        self.xml.push_str("<w:p>");
        properties.push(&mut self.xml);
    }

    /// Adds a paragraph of its own style and direction.
    pub(super) fn line(&mut self, properties: &Properties<'_>, text: &[Inline]) {
        self.open(properties);
        self.runs(text, properties.rtl);
        self.xml.push_str("</w:p>");
    }

    pub(super) fn runs(&mut self, text: &[Inline], rtl: bool) {
        let language = self.page.rtl.then_some(self.page.language);
        inline::push(&mut self.xml, text, Setting { rtl, language });
    }

    /// Adds a block, with the section that ends after it.
    pub(super) fn block(&mut self, block: &Block, section: &str) {
        let rtl = self.page.rtl;
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, section, ""),
            Block::Table(table) => {
                table::push(self, table);
                // Tables that follow one another directly would become one.
                self.gap(section);
            }
            Block::Rule => {
                self.line(&Properties { style: "Rule", rtl, section, ..Properties::default() }, &[]);
            }
            // The contents are added where the headings are known.
            Block::Contents => {}
        }
    }

    /// Adds an empty paragraph behind something else, where a section may end.
    pub(super) fn gap(&mut self, section: &str) {
        let style = if section.is_empty() { "Gap" } else { "SectionEnd" };
        self.line(&Properties { style, rtl: self.page.rtl, section, ..Properties::default() }, &[]);
    }

    /// Adds a paragraph, with runs in front of its text.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, section: &str, front: &str) {
        let rtl = self.direction(paragraph.style, &paragraph.text);
        let properties = Properties {
            style: self.style(paragraph),
            marker: paragraph.marker,
            rtl,
            indent: paragraph.depth.min(DEEPEST) * INDENT,
            section,
            ..Properties::default()
        };
        self.open(&properties);
        self.xml.push_str(front);
        // Headings in notes are none of the contents.
        if self.body.is_empty() && contents::is_entry(paragraph) {
            self.headings += 1;
            let (number, id) = (self.headings, self.headings * 2);
            let name = contents::bookmark(number);
            xml::put(&mut self.xml, format_args!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"));
            self.runs(&paragraph.text, rtl);
            xml::put(&mut self.xml, format_args!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        } else {
            self.runs(&paragraph.text, rtl);
        }
        self.xml.push_str("</w:p>");
    }

    fn style(&self, paragraph: &Paragraph) -> &'static str {
        match (paragraph.style, paragraph.marker) {
            (Style::Title, _) => "Title",
            (Style::Heading(1), _) => "Heading1",
            (Style::Heading(2), _) => "Heading2",
            (Style::Heading(3), _) => "Heading3",
            (Style::Heading(_), _) => "Heading4",
            (Style::Body, _) => self.body,
            (Style::Item, Some(Marker::Bullet { .. })) => "ListBullet",
            (Style::Item, Some(Marker::Number { .. })) => "ListNumber",
            (Style::Item, None) => "ListContinue",
            (Style::Quote, _) => "Quote",
            (Style::Code, _) => "CodeBlock",
        }
    }

    /// Whether a text runs from right to left. Headings and items go with the report, so that
    /// they line up.
    pub(super) fn direction(&self, style: Style, text: &[Inline]) -> bool {
        let texts = inline::texts(text);
        match style {
            Style::Title | Style::Heading(_) | Style::Item => None,
            // A name or a date alone lines up with what stands around it.
            Style::Body if !texts.iter().any(|t| t.contains(char::is_whitespace)) => None,
            // Both must say so: "C01-1" in front of an Arabic sentence leaves it Arabic, and so does
            // the name of an Arabic law an English one that begins with "18".
            Style::Body => bidi::first(&texts).filter(|rtl| bidi::most(&texts) == Some(*rtl)),
            Style::Quote => bidi::first(&texts),
            Style::Code => Some(bidi::first(&texts).unwrap_or_default()),
        }
        .unwrap_or(self.page.rtl)
    }
}
