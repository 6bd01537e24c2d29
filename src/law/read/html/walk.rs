//! From the tree of a page to blocks, in the order of the page.

use crate::law::block::{Block, BlockKind};
use crate::law::read::ReadFault;
use crate::law::read::gather::{Gather, block, push_running, squeeze};
use crate::law::read::html::list::{List, marked};
use crate::law::read::html::seen::{Out, Weight, bold, is_block, is_note, left_out};
use crate::law::read::html::table;
use crate::law::read::html::tree::{Id, Step, Tree};

/// What was left out, for the notes of the document.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Counts {
    pub(super) menus: usize,
    pub(super) hidden: usize,
    pub(super) struck: usize,
}

/// A walk through one page.
pub(super) struct Walk<'t> {
    tree: &'t Tree,
    weights: &'t [Weight],
    gather: Gather,
    counts: Counts,
    text: String,
    strong: bool,
    said: bool,
    bold: bool,
    /// What bold was before an element set it.
    outer_bold: Vec<(Id, bool)>,
    lists: Vec<List>,
    /// The mark that the next block takes, and that it is an item.
    mark: Option<String>,
    heading: Option<u8>,
    /// Open elements that keep their lines.
    kept_lines: usize,
    notes: usize,
}

impl<'t> Walk<'t> {
    pub(super) fn new(tree: &'t Tree, weights: &'t [Weight], gather: Gather) -> Self {
        Self {
            tree,
            weights,
            gather,
            counts: Counts::default(),
            text: String::new(),
            strong: false,
            said: false,
            bold: false,
            outer_bold: Vec::new(),
            lists: Vec::new(),
            mark: None,
            heading: None,
            kept_lines: 0,
            notes: 0,
        }
    }

    pub(super) fn run(mut self) -> Result<(Vec<Block>, Counts), ReadFault> {
        let mut steps = self.tree.steps(Tree::ROOT);
        while let Some(step) = steps.next() {
            match step {
                Step::Enter(id) => {
                    if self.enter(id)? == Into::Past {
                        steps.pass();
                    }
                }
                Step::Leave(id) => self.leave(id)?,
            }
        }
        self.flush()?;
        Ok((self.gather.finish()?, self.counts))
    }

    fn enter(&mut self, id: Id) -> Result<Into, ReadFault> {
        if let Some(text) = self.tree.text(id) {
            self.say(text)?;
            return Ok(Into::It);
        }
        if let Some(out) = left_out(self.tree, id) {
            self.count(out, id);
            return Ok(Into::Past);
        }
        let name = self.tree.name(id);
        if name == "br" {
            self.line_break()?;
            return Ok(Into::It);
        }
        if is_block(self.tree, id) {
            self.flush()?;
            if self.is_menu(id) {
                self.counts.menus += 1;
                return Ok(Into::Past);
            }
        }
        if let Some(on) = bold(self.tree, id) {
            self.outer_bold.push((id, self.bold));
            self.bold = on;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.heading = name.get(1..).and_then(|n| n.parse().ok());
            }
            "ul" | "ol" | "menu" | "dir" => self.lists.push(List::open(self.tree, id)),
            "li" => {
                let mark = self.lists.last_mut().map(|list| list.mark(self.tree, id));
                self.mark = Some(mark.unwrap_or_default());
            }
            "pre" | "listing" | "xmp" | "plaintext" => self.kept_lines += 1,
            "table" if table::is_data(self.tree, self.weights, id) => {
                self.rows(id)?;
                self.unbold(id);
                return Ok(Into::Past);
            }
            "td" if self.is_mark_cell(id) => {
                self.mark = Some(table::text_of(self.tree, id));
                self.unbold(id);
                return Ok(Into::Past);
            }
            "q" => self.text.push('“'),
            _ => {}
        }
        self.notes += usize::from(is_note(self.tree, id));
        Ok(Into::It)
    }

    fn leave(&mut self, id: Id) -> Result<(), ReadFault> {
        let name = self.tree.name(id);
        if name == "q" {
            self.text.push('”');
        }
        if is_block(self.tree, id) {
            self.flush()?;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = None,
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.pop();
            }
            "li" | "tr" => self.mark = None,
            "pre" | "listing" | "xmp" | "plaintext" => self.kept_lines -= 1,
            _ => {}
        }
        self.notes -= usize::from(is_note(self.tree, id));
        self.unbold(id);
        Ok(())
    }

    fn unbold(&mut self, id: Id) {
        if self.outer_bold.last().is_some_and(|(of, _)| *of == id)
            && let Some((_, before)) = self.outer_bold.pop()
        {
            self.bold = before;
        }
    }

    fn count(&mut self, out: Out, id: Id) {
        let has_words = |tree: &Tree| {
            tree.steps(id).any(|s| {
                matches!(s, Step::Enter(id) if tree.text(id).is_some_and(|t| t.chars().any(char::is_alphanumeric)))
            })
        };
        match out {
            Out::Hidden if has_words(self.tree) => self.counts.hidden += 1,
            Out::Struck if has_words(self.tree) => self.counts.struck += 1,
            Out::Site if has_words(self.tree) => self.counts.menus += 1,
            _ => {}
        }
    }

    /// A list of laws after "the following are repealed:" is no menu, though it be all links.
    fn is_menu(&self, id: Id) -> bool {
        let introduced = || self.gather.last().is_some_and(|b| b.text.ends_with([':', '：', '—', '–']));
        table::weight(self.weights, id).is_menu() && !introduced()
    }

    fn is_mark_cell(&self, id: Id) -> bool {
        let weight = table::weight(self.weights, id);
        let follows = || {
            std::iter::successors(self.tree.next_sibling(id), |id| self.tree.next_sibling(*id))
                .take(4)
                .any(|cell| table::weight(self.weights, cell).all() > 0)
        };
        weight.all() <= 4 && !weight.has_table && table::is_mark(&table::text_of(self.tree, id)) && follows()
    }

    fn rows(&mut self, table: Id) -> Result<(), ReadFault> {
        let mut steps = self.tree.steps(table);
        while let Some(step) = steps.next() {
            let Step::Enter(id) = step else { continue };
            if left_out(self.tree, id).is_some() {
                steps.pass();
                continue;
            }
            match self.tree.name(id) {
                "caption" => {
                    let text = table::text_of(self.tree, id);
                    self.gather.push(block(BlockKind::Paragraph, text))?;
                    steps.pass();
                }
                "tr" => {
                    let strong = table::cells(self.tree, id).all(|c| self.tree.name(c) == "th");
                    let text = table::line(self.tree, id);
                    self.gather.push(Block { strong, ..block(BlockKind::Row, text) })?;
                    steps.pass();
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), ReadFault> {
        if !text.trim().is_empty() {
            self.strong = self.bold && (self.strong || !self.said);
            self.said = true;
        }
        if self.kept_lines == 0 {
            push_running(&mut self.text, text);
            return Ok(());
        }
        let mut first = true;
        for line in text.split('\n') {
            if !first {
                let bold = (self.strong, self.said);
                self.line_break()?;
                // The rest of the same text is as bold as its beginning.
                (self.strong, self.said) = bold;
            }
            first = false;
            push_running(&mut self.text, line);
        }
        Ok(())
    }

    /// One break stays within the paragraph, a second one ends it.
    fn line_break(&mut self) -> Result<(), ReadFault> {
        if self.text.trim_end_matches(' ').ends_with('\n') {
            return self.flush();
        }
        self.text.push('\n');
        Ok(())
    }

    fn flush(&mut self) -> Result<(), ReadFault> {
        let text = squeeze(&std::mem::take(&mut self.text));
        let strong = std::mem::take(&mut self.strong);
        self.said = false;
        if text.is_empty() {
            return Ok(());
        }
        let (kind, text) = match (self.heading, self.mark.take()) {
            (Some(depth), mark) => (BlockKind::Heading(depth), marked(&mark.unwrap_or_default(), &text)),
            (None, Some(mark)) => (BlockKind::Item, marked(&mark, &text)),
            (None, None) => (BlockKind::Paragraph, text),
        };
        let kind = if self.notes > 0 { BlockKind::Note } else { kind };
        self.gather.push(Block { strong, ..block(kind, text) })
    }
}

/// Whether to walk on into an element that was entered.
#[derive(Debug, PartialEq, Eq)]
enum Into {
    It,
    Past,
}
