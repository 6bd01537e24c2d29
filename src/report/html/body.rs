//! The report itself as HTML: every block of the Markdown, and nothing that is not in it.
//!
//! The tree is walked by its edges, not by recursion, so that no depth of nesting can exhaust the stack.

use std::collections::BTreeMap;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue, TableAlignment};

use super::parts::{mark, own_text, shown};
use super::text::{address, breakable, dates, direction, escape, plain, stated};
use crate::report::around::Around;

/// A heading, as the contents show it.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: usize,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) direction: Option<&'static str>,
}

/// A report as HTML.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) html: String,
    /// Where the first chapter begins in `html`.
    pub(crate) chapters: Option<usize>,
    pub(crate) headings: Vec<Heading>,
    /// Whether the report brings its own heading of level 1.
    pub(crate) titled: bool,
}

impl Body {
    /// The HTML of a document whose comments are settled.
    pub(crate) fn of(root: Node<'_>, page: &Around<'_>) -> Self {
        let mut writer = Writer::new(root, page);
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => writer.start(node),
                NodeEdge::End(node) => writer.end(node),
            }
        }
        if writer.notes > 0 {
            writer.body.html.push_str("</ol>\n</div>\n");
        }
        writer.body
    }
}

/// The table that is being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) align: Vec<TableAlignment>,
    /// Whether the first cell of a row is its heading, for want of a head row.
    pub(super) row_heads: bool,
    pub(super) in_head: bool,
    pub(super) has_body: bool,
    pub(super) column: usize,
    pub(super) tag: &'static str,
}

pub(super) struct Writer<'p> {
    pub(super) body: Body,
    pub(super) anchors: comrak::Anchorizer,
    /// The levels, as the Markdown has them, of the headings that the present place is under.
    pub(super) levels: Vec<u8>,
    /// How many regions have been named after a heading.
    pub(super) regions: BTreeMap<String, usize>,
    pub(super) page: &'p Around<'p>,
    pub(super) table: Option<Table>,
    /// Inside an image, of which only the description is shown.
    pub(super) images: usize,
    /// Footnotes written so far.
    pub(super) notes: u32,
}

impl<'p> Writer<'p> {
    fn new(root: Node<'_>, page: &'p Around<'p>) -> Self {
        let first = root.descendants().find_map(|n| match &n.data().value {
            NodeValue::Heading(h) => Some(h.level),
            _ => None,
        });
        let titled = first == Some(1);
        let body = Body { titled, ..Body::default() };
        // The title of the page stands in for a heading of level 1 that is not there.
        let levels = if titled { Vec::new() } else { vec![0] };
        let anchors = comrak::Anchorizer::new();
        Self { body, anchors, levels, regions: BTreeMap::new(), page, table: None, images: 0, notes: 0 }
    }

    pub(super) fn put(&mut self, html: &str) {
        self.body.html.push_str(html);
    }

    fn text(&mut self, text: &str) {
        let write = if self.table.is_some() { breakable } else { escape };
        if !self.page.rtl {
            return write(&mut self.body.html, text);
        }
        // Behind an Arabic letter the parts of a date would be read from the other end.
        for (piece, is_date) in dates(text) {
            if is_date {
                self.put("<bdi dir=\"ltr\">");
                escape(&mut self.body.html, piece);
                self.put("</bdi>");
            } else {
                write(&mut self.body.html, piece);
            }
        }
    }

    /// Opens an element that is read in the direction `dir`, if it is not that of the page.
    pub(super) fn open(&mut self, tag: &str, attributes: &str, dir: Option<&str>) {
        self.put("<");
        self.put(tag);
        self.put(attributes);
        if let Some(dir) = dir {
            self.put(" dir=\"");
            self.put(dir);
            self.put("\"");
        }
        self.put(">");
    }

    fn start(&mut self, node: Node<'_>) {
        let value = &node.data().value;
        match value {
            NodeValue::Heading(_) => self.heading(node),
            NodeValue::Paragraph if shown(node) => self.open("p", "", direction(&plain(node), self.page.rtl)),
            NodeValue::BlockQuote => self.open("blockquote", "", stated(&own_text(node), self.page.rtl)),
            NodeValue::List(list) => self.list(list),
            NodeValue::Item(_) => self.open("li", "", stated(&own_text(node), self.page.rtl)),
            NodeValue::CodeBlock(code) => {
                self.put("<pre dir=\"ltr\"><code>");
                self.text(&code.literal);
                self.put("</code></pre>\n");
            }
            NodeValue::ThematicBreak => self.put("<hr>\n"),
            NodeValue::Table(table) => self.table(node, table),
            NodeValue::TableRow(_) | NodeValue::TableCell if self.left_out(node) => {}
            NodeValue::TableRow(head) => self.row(*head),
            NodeValue::TableCell => self.cell(node),
            NodeValue::FootnoteDefinition(_) => self.note(node),
            NodeValue::Raw(svg) => {
                self.put("<figure>\n");
                self.region("picture");
                self.put(svg);
                self.put("</div>\n</figure>\n");
            }
            NodeValue::HtmlBlock(html) => {
                self.open("p", "", direction(&html.literal, self.page.rtl));
                self.text(&html.literal);
                self.put("</p>\n");
            }
            _ => self.start_inline(node, value),
        }
    }

    fn start_inline(&mut self, node: Node<'_>, value: &NodeValue) {
        match value {
            NodeValue::Text(text) => self.text(text),
            NodeValue::HtmlInline(html) => self.text(html),
            NodeValue::Code(code) => {
                self.put("<code dir=\"ltr\">");
                self.text(&code.literal);
                self.put("</code>");
            }
            NodeValue::SoftBreak => self.put("\n"),
            NodeValue::LineBreak => self.put("<br>\n"),
            NodeValue::Emph => self.put("<em>"),
            NodeValue::Strong => self.put("<strong>"),
            NodeValue::Image(_) => {
                self.images += 1;
                self.put("[");
            }
            NodeValue::Link(link) => {
                let Some(url) = address(&link.url).filter(|_| self.images == 0) else { return };
                // On paper an address is of use only where it can be read.
                let named = plain(node) != url.strip_prefix("mailto:").unwrap_or(url);
                self.put(if named { "<a class=\"named\"" } else { "<a" });
                self.put(" rel=\"noopener noreferrer\" href=\"");
                escape(&mut self.body.html, url);
                self.put("\">");
            }
            NodeValue::FootnoteReference(note) if self.images == 0 => {
                let (n, id) = (note.ix, mark(note.ix, note.ref_num));
                let html =
                    format!("<sup><a id=\"{id}\" href=\"#note.{n}\" role=\"doc-noteref\">{n}</a></sup>");
                self.put(&html);
            }
            _ => {}
        }
    }

    fn end(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Heading(_) => {
                let level = self.body.headings.last().map_or(1, |h| h.level);
                self.put(&format!("</h{level}>\n"));
            }
            NodeValue::Paragraph if shown(node) => self.put("</p>\n"),
            NodeValue::BlockQuote => self.put("</blockquote>\n"),
            NodeValue::List(list) => {
                self.put(if list.list_type == ListType::Ordered { "</ol>\n" } else { "</ul>\n" });
            }
            NodeValue::Item(_) => self.put("</li>\n"),
            NodeValue::Table(_) => {
                let body = self.table.take().is_some_and(|t| t.has_body);
                self.put(if body { "</tbody>\n</table></div>\n" } else { "</table></div>\n" });
            }
            NodeValue::TableRow(_) | NodeValue::TableCell if self.left_out(node) => {}
            NodeValue::TableRow(head) => self.put(if *head { "</tr></thead>\n" } else { "</tr>\n" }),
            NodeValue::TableCell => {
                let tag = self.table.as_ref().map_or("td", |t| t.tag);
                self.put(&format!("</{tag}>"));
            }
            NodeValue::FootnoteDefinition(note) => {
                let number = self.notes;
                for reference in 1..=note.total_references {
                    let id = mark(number, reference);
                    let label =
                        if reference == 1 { number.to_string() } else { format!("{number}.{reference}") };
                    self.put(&format!("<a href=\"#{id}\" role=\"doc-backlink\">↑ {label}</a> "));
                }
                self.put("</li>\n");
            }
            NodeValue::Emph => self.put("</em>"),
            NodeValue::Strong => self.put("</strong>"),
            NodeValue::Image(_) => {
                self.images -= 1;
                self.put("]");
            }
            NodeValue::Link(link) if self.images == 0 && address(&link.url).is_some() => self.put("</a>"),
            _ => {}
        }
    }
}
