//! Markdown as a small tree of values, for showing a report in a terminal.
//!
//! Nothing is laid out here: widths, colours and marks are for the screen that shows it. Raw HTML
//! and comments are left out; every other word of the text stands in some block. The tree is
//! walked by its edges, not by recursion, so that no depth of nesting can exhaust the stack.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListDelimType, ListType, Node, NodeList, NodeValue, TableAlignment};

/// A part of a document, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Heading {
        level: u8,
        text: Vec<Span>,
    },
    Paragraph(Vec<Span>),
    /// A paragraph of a list item. Only the first one of an item has a marker.
    Item {
        /// How many lists and quotations stand around its own list.
        depth: u8,
        marker: String,
        text: Vec<Span>,
    },
    /// A paragraph of a quotation.
    Quote {
        /// How many lists and quotations stand around it.
        depth: u8,
        text: Vec<Span>,
    },
    Code(String),
    Table {
        head: Vec<Vec<Span>>,
        align: Vec<Align>,
        rows: Vec<Vec<Vec<Span>>>,
    },
    Rule,
}

/// Text of one look. A line break in it is one that the author set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) strong: bool,
    pub(crate) emphasis: bool,
    pub(crate) code: bool,
    /// Where the text leads.
    pub(crate) link: Option<String>,
}

/// To which side the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Also where nothing is said.
    Left,
    Center,
    Right,
}

const FRONT_MATTER: &str = "---";

/// The blocks of a text in the Markdown that reports are written in.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.front_matter_delimiter = Some(FRONT_MATTER.to_owned());
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let mut builder = Builder::default();
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => builder.start(node),
            NodeEdge::End(node) => builder.end(node),
        }
    }
    builder.blocks
}

/// What a paragraph stands in.
#[derive(Debug)]
enum Container {
    Quote,
    List {
        numbering: NodeList,
        /// The number of the next item.
        next: usize,
    },
}

/// The blocks so far, and what is open.
#[derive(Debug, Default)]
struct Builder {
    blocks: Vec<Block>,
    containers: Vec<Container>,
    /// The marker of an item that has shown nothing yet.
    marker: Option<(u8, String)>,
    spans: Vec<Span>,
    strong: usize,
    emphasis: usize,
    links: Vec<String>,
    table: Option<Table>,
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    align: Vec<Align>,
    head: Vec<Vec<Span>>,
    rows: Vec<Vec<Vec<Span>>>,
    row: Vec<Vec<Span>>,
}

impl Builder {
    fn start(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::FrontMatter(text) => self.blocks.extend(front_matter(text)),
            NodeValue::BlockQuote => {
                self.show_marker();
                self.containers.push(Container::Quote);
            }
            NodeValue::List(list) => {
                self.show_marker();
                self.containers.push(Container::List { numbering: *list, next: list.start });
            }
            NodeValue::Item(_) => self.item(),
            NodeValue::CodeBlock(code) => {
                self.show_marker();
                self.blocks.push(Block::Code(code.literal.trim_end_matches('\n').to_owned()));
            }
            NodeValue::ThematicBreak => {
                self.show_marker();
                self.blocks.push(Block::Rule);
            }
            NodeValue::Table(table) => {
                self.show_marker();
                let align = table.alignments.iter().map(|a| Align::from(*a)).collect();
                self.table = Some(Table { align, ..Table::default() });
            }
            NodeValue::Text(text) => self.text(text, false),
            NodeValue::Code(code) => self.text(&code.literal, true),
            NodeValue::SoftBreak => self.text(" ", false),
            NodeValue::LineBreak => self.text("\n", false),
            NodeValue::Strong => self.strong += 1,
            NodeValue::Emph => self.emphasis += 1,
            NodeValue::Link(link) | NodeValue::Image(link) => {
                self.links.push(link.url.clone());
                if node.first_child().is_none() {
                    self.text(&link.url, false);
                }
            }
            // HTML and comments are left out; the rest is shown when it ends, or is switched off.
            _ => {}
        }
    }

    fn end(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::BlockQuote | NodeValue::List(_) => {
                self.containers.pop();
            }
            NodeValue::Item(_) => self.show_marker(),
            NodeValue::Paragraph => self.paragraph(),
            NodeValue::Heading(heading) => {
                self.show_marker();
                let text = std::mem::take(&mut self.spans);
                self.blocks.push(Block::Heading { level: heading.level, text });
            }
            NodeValue::TableCell => {
                let cell = std::mem::take(&mut self.spans);
                if let Some(table) = &mut self.table {
                    table.row.push(cell);
                }
            }
            NodeValue::TableRow(is_head) => {
                if let Some(table) = &mut self.table {
                    let row = std::mem::take(&mut table.row);
                    if *is_head {
                        table.head = row;
                    } else {
                        table.rows.push(row);
                    }
                }
            }
            NodeValue::Table(_) => {
                if let Some(Table { align, head, rows, .. }) = self.table.take() {
                    self.blocks.push(Block::Table { head, align, rows });
                }
            }
            NodeValue::Strong => self.strong = self.strong.saturating_sub(1),
            NodeValue::Emph => self.emphasis = self.emphasis.saturating_sub(1),
            NodeValue::Link(_) | NodeValue::Image(_) => {
                self.links.pop();
            }
            _ => {}
        }
    }

    /// How many lists and quotations stand around the innermost one.
    fn depth(&self) -> u8 {
        u8::try_from(self.containers.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    /// Begins an item: its marker waits for its first paragraph.
    fn item(&mut self) {
        let depth = self.depth();
        let Some(Container::List { numbering, next }) = self.containers.last_mut() else { return };
        let marker = match (numbering.list_type, numbering.delimiter) {
            (ListType::Bullet, _) => "-".to_owned(),
            (ListType::Ordered, ListDelimType::Period) => format!("{next}."),
            (ListType::Ordered, ListDelimType::Paren) => format!("{next})"),
        };
        *next += 1;
        self.marker = Some((depth, marker));
    }

    /// Shows the marker of an item that begins with something else than a paragraph, or is empty.
    fn show_marker(&mut self) {
        if let Some((depth, marker)) = self.marker.take() {
            self.blocks.push(Block::Item { depth, marker, text: Vec::new() });
        }
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.spans);
        // A paragraph of nothing but a tag.
        if text.is_empty() {
            return;
        }
        let depth = self.depth();
        self.blocks.push(match self.containers.last() {
            None => Block::Paragraph(text),
            Some(Container::Quote) => Block::Quote { depth, text },
            Some(Container::List { .. }) => {
                let marker = self.marker.take().map(|(_, marker)| marker).unwrap_or_default();
                Block::Item { depth, marker, text }
            }
        });
    }

    /// Adds text in the present look to the last span, or begins a new one.
    fn text(&mut self, text: &str, code: bool) {
        let span = Span {
            text: text.to_owned(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code,
            link: self.links.last().cloned(),
        };
        let looks = |s: &Span| (s.strong, s.emphasis, s.code, s.link.clone());
        match self.spans.last_mut() {
            Some(last) if looks(last) == looks(&span) => last.text.push_str(text),
            _ => self.spans.push(span),
        }
    }
}

impl From<TableAlignment> for Align {
    fn from(alignment: TableAlignment) -> Self {
        match alignment {
            TableAlignment::None | TableAlignment::Left => Self::Left,
            TableAlignment::Center => Self::Center,
            TableAlignment::Right => Self::Right,
        }
    }
}

/// The front matter as a table of two columns: a row for each field of the first level, what
/// stands below it line by line. It is shown, not understood: reading YAML is for another room.
fn front_matter(text: &str) -> Option<Block> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty() && l.trim_end() != FRONT_MATTER) {
        match (line.split_once(':'), fields.last_mut()) {
            (Some((name, value)), _) if !line.starts_with([' ', '-', '#']) => {
                fields.push((name.to_owned(), unquoted(value.trim())));
            }
            (_, Some((_, value))) => {
                if !value.is_empty() {
                    value.push('\n');
                }
                value.push_str(line.trim());
            }
            (_, None) => fields.push((String::new(), line.trim().to_owned())),
        }
    }
    let cell = |text: String| {
        if text.is_empty() { Vec::new() } else { vec![Span { text, ..Span::default() }] }
    };
    let rows: Vec<_> = fields.into_iter().map(|(name, value)| vec![cell(name), cell(value)]).collect();
    (!rows.is_empty()).then(|| Block::Table {
        head: vec![Vec::new(), Vec::new()],
        align: vec![Align::Left, Align::Left],
        rows,
    })
}

/// A string without its quotation marks. Reports write strings as JSON does.
fn unquoted(value: &str) -> String {
    serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `**`, `_`, `` ` `` and `[…](…)` put back, so that a table can be read.
    fn marked(text: &[Span]) -> String {
        let mark = |s: &Span| {
            let mut text = s.text.clone();
            for (is, mark) in [(s.code, "`"), (s.emphasis, "_"), (s.strong, "**")] {
                if is {
                    text = format!("{mark}{text}{mark}");
                }
            }
            s.link.as_ref().map_or(text.clone(), |to| format!("[{text}]({to})"))
        };
        text.iter().map(mark).collect()
    }

    /// A block as one line.
    fn shown(block: &Block) -> String {
        let row = |cells: &Vec<Vec<Span>>| cells.iter().map(|c| marked(c)).collect::<Vec<_>>().join(" | ");
        match block {
            Block::Heading { level, text } => format!("h{level} {}", marked(text)),
            Block::Paragraph(text) => format!("p {}", marked(text)),
            Block::Item { depth, marker, text } => format!("item{depth} {marker:?} {}", marked(text)),
            Block::Quote { depth, text } => format!("quote{depth} {}", marked(text)),
            Block::Code(text) => format!("code {text}"),
            Block::Table { head, align, rows } => {
                let rows: Vec<String> = std::iter::once(head).chain(rows).map(row).collect();
                format!("table {align:?} {}", rows.join(" / "))
            }
            Block::Rule => "rule".to_owned(),
        }
    }

    #[test]
    fn markdown_becomes_blocks() {
        for (markdown, expected) in [
            ("# A *b*\n\ntext", vec!["h1 A _b_", "p text"]),
            ("one\ntwo\\\nthree  \nfour", vec!["p one two\nthree\nfour"]),
            (r"a \| \<b\> \*c\* &amp; d", vec!["p a | <b> *c* & d"]),
            (
                "**a _b_** `c|d` [e **f**](https://x.org)",
                vec!["p **a ****_b_** `c|d` [e ](https://x.org)[**f**](https://x.org)"],
            ),
            ("[](https://x.org) ![alt](y.png)", vec!["p [https://x.org](https://x.org) [alt](y.png)"]),
            (
                "- a\n- b\n\n  c\n  - d",
                vec!["item0 \"-\" a", "item0 \"-\" b", "item0 \"\" c", "item1 \"-\" d"],
            ),
            ("7. a\n8. b", vec!["item0 \"7.\" a", "item0 \"8.\" b"]),
            ("2) a", vec!["item0 \"2)\" a"]),
            ("-\n- > q\n- # h", vec!["item0 \"-\" ", "item0 \"-\" ", "quote1 q", "item0 \"-\" ", "h1 h"]),
            ("> a\n>\n> b\n> > c\n> - d", vec!["quote0 a", "quote0 b", "quote1 c", "item1 \"-\" d"]),
            ("```rust\nlet a = 1;\n\nb\n```", vec!["code let a = 1;\n\nb"]),
            ("a\n\n---\n\nb", vec!["p a", "rule", "p b"]),
            (
                "| a | b | c |\n|---|:-:|--:|\n| 1 | **2** \\| 3 | |\n| 4 | 5 | 6 |",
                vec!["table [Left, Center, Right] a | b | c / 1 | **2** | 3 |  / 4 | 5 | 6"],
            ),
            ("| | |\n| --- | --- |\n| a | b |", vec!["table [Left, Left]  |  / a | b"]),
            ("a <b>c</b> d<br>e\n\n<!-- seal\n-->\n", vec!["p a c de"]),
            ("<div>x</div>\n\n<!-- y -->\n\n<!-- mnr: sha256 -->", vec![]),
            (
                "---\ntitle: \"A: \\\"b\\\"\"\nlist:\n  - {id: \"x\"}\n  - y\n---\n\n# H",
                vec!["table [Left, Left]  |  / title | A: \"b\" / list | - {id: \"x\"}\n- y", "h1 H"],
            ),
            ("المادة ٢٤: **لا**", vec!["p المادة ٢٤: **لا**"]),
            ("", vec![]),
        ] {
            let found: Vec<String> = blocks(markdown).iter().map(shown).collect();
            assert_eq!(found, expected, "{markdown}");
        }
    }

    const SAMPLE: &str = r#"---
title: "Gap analysis: Meridia"
frameworks:
  - {id: "mnr", version: "2016.1"}
statement: "Self-assessed"
---

# Gap analysis: Meridia

> **Fictional.** Everything is *invented*.
> It goes on.
>
> A second paragraph\
> with a break.

| Domain | Level |
| --- | ---: |
| Policy \| Governance | 2 In place |
| | – |

1. **C07 Access**, level 4.

   A second paragraph of the item.

   > What was said in it.

   - nested `code`
     - deeper [linked](https://example.org/page)
2. Last

Text <span>inside</span> tags.

    indented code

<!-- only this may vanish: vanished -->
"#;

    #[test]
    fn no_word_outside_comments_vanishes() {
        fn all(text: &[Span]) -> String {
            let parts = |s: &Span| [s.text.clone(), s.link.clone().unwrap_or_default()];
            text.iter().flat_map(parts).collect::<Vec<_>>().join(" ")
        }
        let texts = blocks(SAMPLE).into_iter().map(|block| match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Quote { text, .. } => all(&text),
            Block::Item { marker, text, .. } => format!("{marker} {}", all(&text)),
            Block::Code(text) => text,
            Block::Table { head, rows, .. } => {
                std::iter::once(&head).chain(&rows).flatten().map(|c| all(c)).collect::<Vec<_>>().join(" ")
            }
            Block::Rule => String::new(),
        });
        let shown = texts.collect::<Vec<_>>().join("\n");
        let words = |text: &str| {
            let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
            words.filter(|w| !w.is_empty()).collect::<Vec<_>>()
        };
        let (text, _) = SAMPLE.split_once("<!--").unwrap();
        let found = words(&shown);
        for word in words(text).iter().filter(|w| *w != "span") {
            assert!(found.contains(word), "{word} is missing:\n{shown}");
        }
        assert!(!found.contains(&"vanished".to_owned()), "{shown}");
    }

    #[test]
    fn no_nesting_is_too_deep() {
        let quotes = format!("{}deep", "> ".repeat(100_000));
        let stars = format!("{}deep{}", "*".repeat(100_000), "*".repeat(100_000));
        for markdown in [quotes, stars] {
            let blocks = blocks(&markdown);
            assert!(blocks.iter().any(|b| shown(b).contains("deep")));
        }
    }
}
