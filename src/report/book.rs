//! The tables of an assessment as plain values: for spreadsheets, and for a table by itself.

use crate::report::words::Words;

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) kind: SheetKind,
    /// In the language of the report.
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    /// The last of the columns that say whose row it is.
    pub(crate) identity: u16,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// Which table it is, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SheetKind {
    Summary,
    Answers,
    Evidence,
    Gaps,
    Actions,
    Trainings,
    Laws,
    Method,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) title: String,
    /// In characters.
    pub(crate) width: u16,
    /// The only values that a cell may have.
    pub(crate) choices: Vec<String>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(u32),
    /// Between 0 and 1, shown as a percentage.
    Share(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

impl From<u8> for Cell {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl From<f64> for Cell {
    fn from(share: f64) -> Self {
        Self::Share(share)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Makes a table: its columns by English title and width, in the words of a language.
pub(super) fn sheet(kind: SheetKind, name: &str, columns: &[(&str, u16)], words: &Words) -> Sheet {
    let column = |(title, width): &(&str, u16)| Column {
        title: words.say(title).to_owned(),
        width: *width,
        choices: Vec::new(),
    };
    Sheet {
        kind,
        name: words.say(name).to_owned(),
        columns: columns.iter().map(column).collect(),
        identity: match kind {
            SheetKind::Summary | SheetKind::Answers => 3,
            _ => 0,
        },
        rows: Vec::new(),
    }
}

impl Sheet {
    /// Only these words may stand in a column.
    pub(super) fn choose(&mut self, column: usize, choices: &[&str], words: &Words) {
        if let Some(column) = self.columns.get_mut(column) {
            column.choices = choices.iter().map(|c| word(c, words)).collect();
        }
    }
}

/// A word of a closed set as people read it.
pub(super) fn word(word: &str, words: &Words) -> String {
    words.say(&word.replace('_', " ")).to_owned()
}
