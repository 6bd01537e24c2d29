//! The blocks of a report that need more than a tag: headings, lists, tables and footnotes.

use comrak::nodes::{ListType, Node, NodeList, NodeTable, NodeValue, TableAlignment};

use super::body::{Heading, Table, Writer};
use super::text::{direction, escape, plain, stated};

/// From so many columns on a table is set smaller on paper.
const WIDE: usize = 6;
/// Text of so few characters, such as an interval, stays on one line.
const SHORT: usize = 8;

impl Writer<'_> {
    pub(super) fn heading(&mut self, node: Node<'_>) {
        let NodeValue::Heading(heading) = &node.data().value else { return };
        while self.levels.last().is_some_and(|&l| l >= heading.level) {
            self.levels.pop();
        }
        // A page has one heading of level 1; a later one is a chapter.
        if self.levels.is_empty() && !self.body.headings.is_empty() {
            self.levels.push(0);
        }
        self.levels.push(heading.level);
        let level = self.levels.len().min(6);
        if level == 2 {
            self.body.chapters.get_or_insert(self.body.html.len());
        }
        let title = plain(node);
        let id =
            self.anchors.anchorize(if title.chars().any(char::is_alphanumeric) { &title } else { "section" });
        self.open(&format!("h{level}"), &format!(" id=\"{id}\""), direction(&title, self.page.rtl));
        self.body.headings.push(Heading { level, id, direction: direction(&title, self.page.rtl), title });
    }

    pub(super) fn list(&mut self, list: &NodeList) {
        match (list.list_type, list.start) {
            (ListType::Ordered, 1) => self.put("<ol>\n"),
            (ListType::Ordered, start) => self.put(&format!("<ol start=\"{start}\">\n")),
            (ListType::Bullet, _) => self.put("<ul>\n"),
        }
    }

    /// Opens what can be scrolled where the screen is narrow. Its name is that of the heading it is under.
    pub(super) fn region(&mut self, class: &str) {
        let heading = self.body.headings.last();
        let mut label = heading.map_or(self.page.title, |h| &h.title).to_owned();
        let count = self.regions.entry(label.clone()).or_default();
        *count += 1;
        if *count > 1 {
            label = format!("{label} ({count})");
        }
        self.put(&format!("<div class=\"{class}\" role=\"region\" tabindex=\"0\" aria-label=\""));
        escape(&mut self.body.html, &label);
        self.put("\">");
    }

    pub(super) fn table(&mut self, node: Node<'_>, table: &NodeTable) {
        let head = node.first_child();
        // Where nothing stands at the head of the columns, the first cell is the head of its row.
        let row_heads = head.is_some_and(|row| plain(row).is_empty());
        self.region("table");
        self.put(match table.num_columns {
            WIDE.. => "<table class=\"wide\">\n",
            2 if row_heads => "<table class=\"facts\">\n",
            _ => "<table>\n",
        });
        self.table = Some(Table { align: table.alignments.clone(), row_heads, ..Table::default() });
    }

    /// Whether a row, or a cell in it, is not written: the empty head of a table.
    pub(super) fn left_out(&self, node: Node<'_>) -> bool {
        let headless = self.table.as_ref().is_some_and(|t| t.row_heads);
        let head = |n: Node<'_>| matches!(n.data().value, NodeValue::TableRow(true));
        headless && (head(node) || node.parent().is_some_and(head))
    }

    pub(super) fn row(&mut self, head: bool) {
        let Some(table) = &mut self.table else { return };
        let first = !head && !table.has_body;
        table.in_head = head;
        table.has_body |= !head;
        table.column = 0;
        self.put(match (head, first) {
            (true, _) => "<thead><tr>",
            (false, true) => "<tbody>\n<tr>",
            (false, false) => "<tr>",
        });
    }

    pub(super) fn cell(&mut self, node: Node<'_>) {
        let text = plain(node);
        let Some(table) = &mut self.table else { return };
        let first = table.column == 0;
        let align = table.align.get(table.column).copied().unwrap_or(TableAlignment::None);
        table.column += 1;
        // An empty cell is the head of nothing.
        let (tag, scope) = match (text.is_empty(), table.in_head, table.row_heads && first) {
            (false, true, _) => ("th", " scope=\"col\""),
            (false, false, true) => ("th", " scope=\"row\""),
            _ => ("td", ""),
        };
        table.tag = tag;
        let short = tag == "td" && text.chars().count() <= SHORT;
        let class = match align {
            TableAlignment::Right => " class=\"end\"",
            TableAlignment::Center => " class=\"middle\"",
            TableAlignment::None | TableAlignment::Left if short => " class=\"short\"",
            TableAlignment::None | TableAlignment::Left => "",
        };
        self.open(tag, &format!("{scope}{class}"), direction(&text, self.page.rtl));
    }

    pub(super) fn note(&mut self, node: Node<'_>) {
        if self.notes == 0 {
            self.put("<hr>\n<div class=\"notes\" role=\"doc-endnotes\">\n<ol>\n");
        }
        self.notes += 1;
        let id = format!(" id=\"note.{}\"", self.notes);
        self.open("li", &id, stated(&own_text(node), self.page.rtl));
    }
}

/// The id of a reference to a footnote. No id of a heading has a full stop.
pub(super) fn mark(note: u32, reference: u32) -> String {
    format!("note.{note}.{reference}")
}

/// Whether a paragraph has an element of its own: it holds something, and stands in no tight list.
pub(super) fn shown(paragraph: Node<'_>) -> bool {
    let Some(parent) = paragraph.parent() else { return false };
    let tight = match &parent.data().value {
        NodeValue::Item(_) => parent.parent().is_some_and(|l| match &l.data().value {
            NodeValue::List(list) => list.tight,
            _ => false,
        }),
        _ => false,
    };
    !tight && paragraph.first_child().is_some()
}

/// The text of the paragraphs that stand directly in a block: deeper ones have a direction of their own.
pub(super) fn own_text(node: Node<'_>) -> String {
    let paragraphs = node.children().filter(|c| matches!(c.data().value, NodeValue::Paragraph));
    paragraphs.map(plain).collect::<Vec<_>>().join(" ")
}
