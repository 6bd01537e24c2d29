//! A table of a Word document while it is being read: its rows become blocks.

use crate::law::block::{Block, BlockKind};
use crate::law::read::gather::block;

/// An open table: the cells of the row that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    cells: Vec<Vec<Block>>,
    pub(super) row_deleted: bool,
}

impl Table {
    pub(super) fn begin_cell(&mut self) {
        self.cells.push(Vec::new());
    }

    pub(super) fn put(&mut self, block: Block) {
        if block.text.is_empty() {
            return;
        }
        if self.cells.is_empty() {
            self.begin_cell();
        }
        if let Some(cell) = self.cells.last_mut() {
            cell.push(block);
        }
    }

    /// The blocks of the row, and whether it was deleted. A row of one cell is a frame around paragraphs,
    /// which stay as they are; of several cells, one row is made, and notes follow it.
    pub(super) fn end_row(&mut self, one_line: fn(&str) -> String) -> (Vec<Block>, bool) {
        let cells = std::mem::take(&mut self.cells);
        if std::mem::take(&mut self.row_deleted) {
            return (Vec::new(), true);
        }
        if cells.len() < 2 {
            return (cells.into_iter().flatten().collect(), false);
        }
        let (mut row, mut notes) = (Vec::with_capacity(cells.len()), Vec::new());
        let mut strong = true;
        for cell in cells {
            let mut text = String::new();
            for block in cell {
                if block.kind == BlockKind::Note {
                    notes.push(block);
                } else {
                    strong &= block.strong;
                    text.push_str(&block.text);
                    text.push(' ');
                }
            }
            row.push(one_line(&text));
        }
        let text = if row.iter().all(String::is_empty) { String::new() } else { row.join("\t") };
        let mut out = vec![Block { strong: strong && !text.is_empty(), ..block(BlockKind::Row, text) }];
        out.extend(notes);
        (out, false)
    }
}
