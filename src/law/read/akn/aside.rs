//! The parts of the walk that do not run with the text: rows of tables, notes and remarks.

use crate::law::block::{Block, BlockKind};
use crate::law::read::ReadFault;
use crate::law::read::akn::walk::Walk;
use crate::law::read::gather::{block, push_running, squeeze_line};
use crate::law::read::xml::{Step, Tag, Xml};

impl Walk {
    pub(super) fn row(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        if self.rows > 0 {
            return self.within(xml);
        }
        self.flush()?;
        self.rows += 1;
        self.within(xml)?;
        self.rows -= 1;
        // Words of a row outside its cells are kept as one more cell.
        self.end_cell();
        let cells = std::mem::take(&mut self.row);
        let notes = std::mem::take(&mut self.row_notes);
        if cells.iter().any(|c| !c.is_empty()) {
            self.announce()?;
            let text = format!("{}{}", std::mem::take(&mut self.number), cells.join("\t"));
            let unit = self.opens.take();
            self.gather.push(Block { unit, ..block(BlockKind::Row, text) })?;
        }
        self.say_notes(notes)
    }

    pub(super) fn cell(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        match self.rows {
            // A cell without a row, or in a table within a cell.
            0 => return self.paragraph(xml),
            1 => self.end_cell(),
            _ => return self.within(xml),
        }
        self.rows += 1;
        self.within(xml)?;
        self.rows -= 1;
        self.row.push(String::new());
        self.end_last_cell();
        Ok(())
    }

    fn end_cell(&mut self) {
        if !self.said.text.trim().is_empty() {
            self.row.push(String::new());
            self.end_last_cell();
        }
    }

    fn end_last_cell(&mut self) {
        let said = std::mem::take(&mut self.said);
        let number = if self.rows == 1 { std::mem::take(&mut self.number) } else { String::new() };
        if let Some(cell) = self.row.last_mut() {
            *cell = squeeze_line(&format!("{number}{}", said.text));
        }
        self.row_notes.extend(said.notes);
    }

    pub(super) fn note(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), ReadFault> {
        let outer = std::mem::take(&mut self.said);
        let (in_text, rows) = (self.in_text, self.rows);
        // All that is in a note is its text.
        (self.in_text, self.rows) = (1, 2);
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(inner) => match inner.name() {
                    "p" | "eol" | "br" | "num" | "item" | "td" => self.said.text.push(' '),
                    "del" => xml.skip()?,
                    _ => {}
                },
                Step::Text(text) => push_running(&mut self.said.text, &text),
                Step::End => break,
                Step::Close => {}
            }
        }
        (self.in_text, self.rows) = (in_text, rows);
        let text = squeeze_line(&std::mem::replace(&mut self.said, outer).text);
        let mark = tag.attr("marker").filter(|m| !m.is_empty() && tag.name() != "remark");
        if !text.is_empty() {
            self.said.notes.push(match mark {
                Some(mark) => format!("[{mark}] {text}"),
                None => text,
            });
        }
        // A remark between paragraphs has none to stand behind.
        if self.in_text == 0 && self.rows == 0 { self.flush() } else { Ok(()) }
    }

    pub(super) fn refer(&mut self, tag: &Tag<'_>) {
        let href = tag.attr("href").unwrap_or_default();
        if let Some(text) = self.notes.get(href.trim_start_matches('#')) {
            let mark = tag.attr("marker").unwrap_or_else(|| "*".to_owned());
            self.said.notes.push(format!("[{mark}] {text}"));
        }
    }
}
