//! Markdown as the blocks of a Word document.
//!
//! The tree is walked by its edges, not by recursion, so that no depth of nesting can exhaust the
//! stack.

use std::collections::{HashMap, HashSet};

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListDelimType, ListType, Node, NodeList, NodeValue};

use super::blocks::{Block, COLUMNS, Cell, Document, List, Marker, Paragraph, Style, Table};
use super::inline::{Inline, Look};

pub(super) fn read(markdown: &str) -> Document {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    // Notes that nothing refers to would vanish otherwise.
    options.parse.leave_footnote_definitions = true;
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let mut reader = Reader { referred: referred(root), ..Reader::default() };
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => reader.start(node),
            NodeEdge::End(node) => reader.end(node),
        }
    }
    reader.finish()
}

/// The names of the notes that the text itself refers to. Word has no notes on notes.
fn referred(root: Node<'_>) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut depth = 0_usize;
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => match &node.data().value {
                NodeValue::FootnoteDefinition(_) => depth += 1,
                NodeValue::FootnoteReference(mark) if depth == 0 => {
                    names.insert(mark.name.clone());
                }
                _ => {}
            },
            NodeEdge::End(node) => {
                if matches!(node.data().value, NodeValue::FootnoteDefinition(_)) {
                    depth = depth.saturating_sub(1);
                }
            }
        }
    }
    names
}

#[derive(Debug)]
enum Container {
    Quote,
    Bullets,
    Numbers(usize),
}

/// The blocks of the text or of a note so far, and what is open.
#[derive(Debug, Default)]
struct Frame {
    blocks: Vec<Block>,
    containers: Vec<Container>,
    /// The marker of an item that has shown nothing yet.
    marker: Option<Marker>,
    text: Vec<Inline>,
    table: Option<Table>,
    row: Vec<Cell>,
}

#[derive(Debug, Default)]
struct Reader {
    frame: Frame,
    /// The text, while a note is read.
    outer: Option<Frame>,
    referred: HashSet<String>,
    numbers: HashMap<String, usize>,
    notes: HashMap<String, Vec<Block>>,
    document: Document,
    titled: bool,
    strong: usize,
    emphasis: usize,
    links: Vec<Option<usize>>,
}

impl Reader {
    fn start(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::BlockQuote => {
                self.show_marker();
                self.frame.containers.push(Container::Quote);
            }
            NodeValue::List(list) => {
                self.show_marker();
                self.list(list);
            }
            NodeValue::Item(_) => self.item(),
            NodeValue::CodeBlock(code) => {
                self.show_marker();
                self.text(code.literal.trim_end_matches('\n'), false);
                self.paragraph(Style::Code);
            }
            NodeValue::HtmlBlock(html) => {
                let text = without_tags(&html.literal);
                if !text.is_empty() {
                    self.text(&text, false);
                    self.body();
                }
            }
            NodeValue::ThematicBreak => {
                self.show_marker();
                self.frame.blocks.push(Block::Rule);
            }
            NodeValue::Table(table) => {
                self.show_marker();
                let align = table.alignments.iter().take(COLUMNS).copied().collect();
                self.frame.table = Some(Table { align, ..Table::default() });
            }
            NodeValue::FootnoteDefinition(definition) => {
                if self.outer.is_none()
                    && definition.total_references > 0
                    && self.referred.contains(&definition.name)
                {
                    self.outer = Some(std::mem::take(&mut self.frame));
                } else {
                    self.text(&format!("[{}] ", definition.name), false);
                }
            }
            NodeValue::FootnoteReference(mark) => self.reference(&mark.name),
            NodeValue::Text(text) => self.text(text, false),
            NodeValue::Code(code) => self.text(&code.literal, true),
            NodeValue::SoftBreak => self.text(" ", false),
            NodeValue::LineBreak => self.text("\n", false),
            NodeValue::HtmlInline(html) if is_break(html) => self.text("\n", false),
            NodeValue::Strong => self.strong += 1,
            NodeValue::Emph => self.emphasis += 1,
            NodeValue::Link(link) => {
                let target = super::parts::target(&link.url);
                self.links.push(target.map(|t| {
                    self.document.links.push(t);
                    self.document.links.len() - 1
                }));
                if node.first_child().is_none() {
                    self.text(&link.url, false);
                }
            }
            // Comments and tags are left out; the rest is shown when it ends, or is switched off.
            _ => {}
        }
    }

    fn end(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::BlockQuote | NodeValue::List(_) => {
                self.frame.containers.pop();
            }
            NodeValue::Item(_) => self.show_marker(),
            NodeValue::Paragraph => self.body(),
            NodeValue::Heading(heading) => {
                self.show_marker();
                let title = heading.level == 1 && !self.titled && self.outer.is_none();
                self.titled |= title;
                let level = heading.level.saturating_sub(1).clamp(1, 4);
                self.paragraph(if title { Style::Title } else { Style::Heading(level) });
            }
            NodeValue::TableCell => {
                let cell = std::mem::take(&mut self.frame.text);
                let full = self.frame.row.len() == COLUMNS;
                match self.frame.row.last_mut() {
                    Some(last) if full => {
                        last.push(Inline::Text { text: " | ".to_owned(), look: Look::default() });
                        last.extend(cell);
                    }
                    _ => self.frame.row.push(cell),
                }
            }
            NodeValue::TableRow(is_head) => {
                let row = std::mem::take(&mut self.frame.row);
                if let Some(table) = &mut self.frame.table {
                    if !is_head {
                        table.rows.push(row);
                    } else if row.iter().any(|cell| !cell.is_empty()) {
                        table.head = row;
                    }
                }
            }
            NodeValue::Table(_) => {
                let table = self.frame.table.take();
                let table = table.filter(|t| !t.head.is_empty() || !t.rows.is_empty());
                self.frame.blocks.extend(table.map(Block::Table));
            }
            NodeValue::FootnoteDefinition(definition) => {
                if let Some(outer) = self.outer.take_if(|_| definition.total_references > 0) {
                    let frame = std::mem::replace(&mut self.frame, outer);
                    self.notes.insert(definition.name.clone(), frame.blocks);
                }
            }
            NodeValue::Strong => self.strong = self.strong.saturating_sub(1),
            NodeValue::Emph => self.emphasis = self.emphasis.saturating_sub(1),
            NodeValue::Link(_) => {
                self.links.pop();
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Document {
        let mut numbers: Vec<(String, usize)> = self.numbers.into_iter().collect();
        numbers.sort_unstable_by_key(|(_, number)| *number);
        let notes = numbers.iter().map(|(name, _)| self.notes.remove(name).unwrap_or_default());
        let mut document = Document { notes: notes.collect(), ..self.document };
        document.blocks = self.frame.blocks;
        document
    }
}

impl Reader {
    fn list(&mut self, list: &NodeList) {
        let level = self.lists();
        self.frame.containers.push(match list.list_type {
            ListType::Bullet => Container::Bullets,
            ListType::Ordered => {
                let parenthesis = list.delimiter == ListDelimType::Paren;
                self.document.lists.push(List { level, start: list.start, parenthesis });
                Container::Numbers(self.document.lists.len() - 1)
            }
        });
    }

    /// How many lists are open.
    fn lists(&self) -> usize {
        self.frame.containers.iter().filter(|c| !matches!(c, Container::Quote)).count()
    }

    /// Begins an item: its marker waits for its first paragraph.
    fn item(&mut self) {
        let level = self.lists().saturating_sub(1);
        self.frame.marker = match self.frame.containers.last() {
            Some(Container::Numbers(list)) => Some(Marker::Number { level, list: *list }),
            _ => Some(Marker::Bullet { level }),
        };
    }

    /// Shows the marker of an item that begins with something else than a paragraph, or is empty.
    fn show_marker(&mut self) {
        if self.frame.marker.is_some() {
            let text = std::mem::take(&mut self.frame.text);
            self.paragraph(Style::Item);
            self.frame.text = text;
        }
    }

    /// Ends a paragraph of running text.
    fn body(&mut self) {
        // A paragraph of nothing but a tag.
        if self.frame.text.is_empty() {
            return;
        }
        let style = match self.frame.containers.last() {
            None => Style::Body,
            Some(Container::Quote) => Style::Quote,
            Some(_) => Style::Item,
        };
        self.paragraph(style);
    }

    fn paragraph(&mut self, style: Style) {
        let text = std::mem::take(&mut self.frame.text);
        let marker = if style == Style::Item { self.frame.marker.take() } else { None };
        let depth = self.frame.containers.len();
        self.frame.blocks.push(Block::Paragraph(Paragraph { style, depth, marker, text }));
    }

    /// Adds text in the present look.
    fn text(&mut self, text: &str, code: bool) {
        let link = self.links.last().copied().flatten();
        let look = Look { strong: self.strong > 0, emphasis: self.emphasis > 0, code, link };
        match self.frame.text.last_mut() {
            Some(Inline::Text { text: last, look: of_last }) if *of_last == look => last.push_str(text),
            _ => self.frame.text.push(Inline::Text { text: text.to_owned(), look }),
        }
    }

    fn reference(&mut self, name: &str) {
        if self.outer.is_some() || !self.referred.contains(name) {
            self.text(&format!("[{name}]"), false);
            return;
        }
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        self.frame.text.push(Inline::Note { number, first: number == next });
    }
}

fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// The words of HTML: what stands outside tags and comments.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        rest = tag.split_once(end).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
