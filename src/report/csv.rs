//! One table as CSV that spreadsheets open without running anything.

use crate::report::book::{Cell, Sheet};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A table with its head. UTF-8 with a mark at its start, without which Excel reads Arabic as something else.
///
/// # Errors
/// Only what the writer itself refuses.
pub(crate) fn write(sheet: &Sheet) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(sheet.columns.iter().map(|c| guarded(&c.title)))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(shown))?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => number.to_string(),
        Cell::Share(share) => share.to_string(),
    }
}

/// Text that no spreadsheet takes for a formula: an apostrophe says that it is text.
fn guarded(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r')).collect();
    let bare = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    if bare.starts_with(FORMULA) { format!("'{text}") } else { text }
}

/// How many rows a table has, read back from its bytes.
///
/// # Errors
/// A record that is no record, or has another number of cells.
pub(crate) fn rows(bytes: &[u8]) -> Result<usize, csv::Error> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut rows = 0;
    for record in reader.records() {
        record?;
        rows += 1;
    }
    Ok(rows)
}
