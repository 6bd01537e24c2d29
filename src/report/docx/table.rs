//! Tables: their frame, their columns and their cells.

use comrak::nodes::TableAlignment;

use super::blocks::{Cell, Style, Table};
use super::body;
use super::inline;
use super::writer::{Properties, Writer};
use crate::report::office::xml;

/// The width of a character of a table, in twentieths of a point.
const CHARACTER: usize = 95;

/// What stands left and right of the text of a cell.
const PADDING: usize = 200;

/// Longer words are broken rather than given the room of other columns.
const WORD: usize = 16;

/// Cells with no more characters than this are not broken.
const LINE: usize = 12;

/// A column with more characters than this in a cell gets no wider for it.
const CELL: usize = 300;

/// A table without names of columns, if it has no more rows than this, stays on one page.
const TOGETHER: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The row of the names of the columns.
    Names,
    /// A row that stays on one page with the next.
    Kept,
    Other,
}

/// Adds a table, as wide as the text of its page.
pub(super) fn push(writer: &mut Writer<'_>, table: &Table) {
    let named = !table.head.is_empty();
    let widths = widths(table, body::width(body::is_wide(table.align.len())));
    let bidi = if writer.page.rtl { "<w:bidiVisual/>" } else { "" };
    let total: usize = widths.iter().sum();
    let look = if named {
        "w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\""
    } else {
        "w:val=\"0680\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\""
    };
    xml::put(
        &mut writer.xml,
        format_args!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"MnrTable\"/>{bidi}<w:tblW w:w=\"{total}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook {look} w:lastColumn=\"0\" w:noHBand=\"1\" \
         w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
        ),
    );
    for width in &widths {
        xml::put(&mut writer.xml, format_args!("<w:gridCol w:w=\"{width}\"/>"));
    }
    writer.xml.push_str("</w:tblGrid>");
    if named {
        row(writer, table, &table.head, &widths, Kind::Names);
    }
    let short = !named && table.rows.len() <= TOGETHER;
    for (cells, left) in table.rows.iter().zip((0..table.rows.len()).rev()) {
        row(writer, table, cells, &widths, if short && left > 0 { Kind::Kept } else { Kind::Other });
    }
    writer.xml.push_str("</w:tbl>");
}

fn row(writer: &mut Writer<'_>, table: &Table, cells: &[Cell], widths: &[usize], kind: Kind) {
    let header = if kind == Kind::Names { "<w:tblHeader/>" } else { "" };
    xml::put(&mut writer.xml, format_args!("<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>"));
    let mut cells = cells.iter();
    for (width, align) in widths.iter().zip(&table.align) {
        xml::put(
            &mut writer.xml,
            format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"),
        );
        let cell = cells.next().map_or(&[][..], Vec::as_slice);
        let align = match align {
            TableAlignment::Center => Some("center"),
            // Word takes it for the end of the line, whichever side that is.
            TableAlignment::Right => Some("right"),
            TableAlignment::Left | TableAlignment::None => None,
        };
        let rtl = writer.direction(Style::Body, cell);
        let keep = kind != Kind::Other;
        let properties = Properties { style: "TableText", keep, rtl, align, ..Properties::default() };
        writer.line(&properties, cell);
        writer.xml.push_str("</w:tc>");
    }
    writer.xml.push_str("</w:tr>");
}

/// The length of the longest piece of a word that is not to be broken: Word breaks lines behind
/// hyphens, which is well for names of sources, but not for dates.
fn longest(word: &str) -> usize {
    match word.chars().count() {
        whole if whole > LINE => word.split('-').map(|p| p.chars().count()).max().unwrap_or(whole),
        whole => whole,
    }
}

/// The widths of the columns, which together make up the width of the page. Each has room for its
/// longest word; the rest goes to the columns by what they hold.
fn widths(table: &Table, page: usize) -> Vec<usize> {
    let columns = table.align.len();
    let mut least = vec![0_usize; columns];
    let mut most = vec![0_usize; columns];
    let mut all = vec![0_usize; columns];
    for (row, cells) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
        for (((least, most), all), cell) in least.iter_mut().zip(&mut most).zip(&mut all).zip(cells) {
            let text = inline::texts(cell).concat();
            let word = text.split_whitespace().map(longest).max().unwrap_or_default();
            let length = text.chars().count();
            // Short cells stay in one line. Names of columns may not, but are bold.
            let word = match row {
                0 => word + word.div_ceil(5),
                _ if length <= LINE => length,
                _ => word,
            };
            *least = (*least).max(word.min(WORD) * CHARACTER + PADDING);
            *most = (*most).max(length.min(CELL) * CHARACTER);
            *all += length;
        }
    }
    let needed: usize = least.iter().sum();
    let wanted: Vec<usize> = most.iter().zip(&least).map(|(m, l)| m.saturating_sub(*l)).collect();
    let sum: usize = wanted.iter().sum();
    let mut widths: Vec<usize> = if needed >= page {
        least.iter().map(|l| l * page / needed.max(1)).collect()
    } else if sum + needed <= page {
        // All fits in one line each: the room that is left is shared out evenly to scale.
        let natural: Vec<usize> = wanted.iter().zip(&least).map(|(w, l)| w + l).collect();
        natural.iter().map(|n| n * page / (sum + needed).max(1)).collect()
    } else {
        // One long cell counts for something, and so does a column that is mostly full.
        let shares: Vec<usize> = wanted.iter().zip(&all).map(|(w, a)| (w * a).isqrt()).collect();
        let sum: usize = shares.iter().sum();
        let room = page - needed;
        least.iter().zip(&shares).map(|(l, s)| l + room * s / sum.max(1)).collect()
    };
    let left = page.saturating_sub(widths.iter().sum());
    if let Some(widest) = widths.iter_mut().max() {
        *widest += left;
    }
    widths
}
