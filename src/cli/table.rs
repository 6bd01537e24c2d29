//! Plain tables for the terminal: columns by width in cells, not bytes or characters.

use unicode_width::UnicodeWidthStr;

use crate::model::figure;
use crate::model::safe;
use crate::score::share::Share;

/// Rows under a head, columns set apart by two spaces.
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|h| safe::line(h)).collect(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|c| safe::line(&c)).collect());
    }

    pub(crate) fn text(&self) -> String {
        let rows = || std::iter::once(&self.head).chain(&self.rows);
        let width =
            |column: usize| rows().filter_map(|r| r.get(column)).map(|c| c.width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        // A column of numbers reads by its end, every other by its start.
        let is_number = |cell: &String| cell == "–" || cell.chars().all(|c| c.is_ascii_digit());
        let numbers = |column: usize| self.rows.iter().filter_map(|r| r.get(column)).all(is_number);
        let right: Vec<bool> = (0..self.head.len()).map(numbers).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(widths.iter().zip(&right)).map(|(cell, (width, right))| {
                let room = " ".repeat(width.saturating_sub(cell.width()));
                if *right { format!("{room}{cell}") } else { format!("{cell}{room}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        rows().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// A share as it is shown.
pub(crate) fn share(share: Option<Share>) -> String {
    figure::interval(share.map(|s| s.low), share.map(|s| s.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_cells_wide() {
        let mut table = Table::new(&["name", "n"]);
        table.row(["日本".to_owned(), "7".to_owned()]);
        table.row(["abc\u{1b}[2J".to_owned(), "123".to_owned()]);
        assert_eq!(table.text(), "name       n\n日本       7\nabc [2J  123");
    }
}
