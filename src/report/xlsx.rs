//! The tables of an assessment as an Excel file. Text stays text: nothing that was entered becomes a formula.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use crate::report::around::Around;
use crate::report::book::{Cell, Column, Sheet};

/// The longest text that a cell takes, in UTF-16 units, less room for the mark of a continuation.
const LONGEST: usize = 32_000;
/// What goes on in the next row.
const GOES_ON: &str = " …";
/// The height of a line, and the most that a row can have, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;
/// What one page holds across and can still be read, in characters.
const ACROSS: u16 = 180;
/// The longest list of choices that fits into a cell's rule.
const LONGEST_CHOICES: usize = 255;

/// Writes the tables as one file.
///
/// # Errors
/// What the format does not take.
pub(crate) fn write(sheets: &[Sheet], frame: &Around<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut parts = frame.date.split('-').map(|p| p.parse::<u16>().unwrap_or(1));
    let (year, month, day) = (parts.next(), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let created = ExcelDateTime::from_ymd(
        year.unwrap_or(1980),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )?;
    // The clock would make two files of the same answers differ.
    let properties = DocProperties::new()
        .set_title(frame.title)
        .set_author(concat!("mnr ", env!("CARGO_PKG_VERSION")))
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    for sheet in sheets {
        one(workbook.add_worksheet(), sheet, frame, &looks)?;
    }
    workbook.save_to_buffer()
}

struct Looks {
    head: Format,
    text: Format,
    number: Format,
    share: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_background_color(Color::RGB(0x1F_3A_5F))
                .set_font_color(Color::White)
                .set_border(FormatBorder::Thin),
            text: cell.clone().set_text_wrap(),
            number: cell.clone().set_num_format("0"),
            share: cell.set_num_format("0 %"),
        }
    }
}

fn one(page: &mut Worksheet, sheet: &Sheet, frame: &Around<'_>, looks: &Looks) -> Result<(), XlsxError> {
    page.set_name(name(&sheet.name))?;
    page.set_right_to_left(frame.rtl);
    page.set_landscape();
    page.set_paper_size(9);
    // One page across would make wide tables too small to read.
    let across: u16 = sheet.columns.iter().map(|c| c.width).sum::<u16>().div_ceil(ACROSS);
    page.set_print_fit_to_pages(across.max(1), 0);
    page.set_repeat_rows(0, 0)?;
    // Whose row it is has to be seen on every page across.
    page.set_repeat_columns(0, sheet.identity)?;
    // `&` begins a code in headers.
    let plain = |text: &str| text.replace('&', "&&");
    page.set_header(format!("&L{}&R{}", plain(frame.title), plain(frame.sharing)));
    page.set_footer(format!("&L{}&R{} &P / &N", plain(frame.sharing), plain(frame.page_word)));
    page.set_freeze_panes(1, 0)?;
    let mut last_row = 0;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.set_column_width(at, f64::from(column.width))?;
        page.write_string_with_format(0, at, &column.title, &looks.head)?;
    }
    let titles: Vec<Cell> = sheet.columns.iter().map(|c| Cell::from(c.title.as_str())).collect();
    page.set_row_height(0, height(&titles, &sheet.columns))?;
    for row in &sheet.rows {
        for piece in pieces(row) {
            last_row += 1;
            page.set_row_height(last_row, height(&piece, &sheet.columns))?;
            for (at, cell) in (0_u16..).zip(&piece) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        page.write_string_with_format(last_row, at, text, &looks.text)?;
                    }
                    Cell::Number(number) => {
                        page.write_number_with_format(last_row, at, *number, &looks.number)?;
                    }
                    Cell::Share(share) => {
                        page.write_number_with_format(last_row, at, *share, &looks.share)?;
                    }
                }
            }
        }
    }
    let last_column = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.autofilter(0, 0, last_row, last_column)?;
    for (at, column) in (0_u16..).zip(&sheet.columns).filter(|_| last_row > 0) {
        if let Some(rule) = rule(column)? {
            page.add_data_validation(1, at, last_row, at, &rule)?;
        }
    }
    Ok(())
}

/// How high a row is, in points, by its longest wrapped text. Not every program works it out by itself.
fn height(row: &[Cell], columns: &[Column]) -> f64 {
    let lines = |text: &str, width: u16| -> u32 {
        let wide = usize::from(width.max(1));
        let lines = text.lines().map(|l| l.chars().count().div_ceil(wide).max(1)).sum::<usize>();
        u32::try_from(lines).unwrap_or(u32::MAX)
    };
    let cells = row.iter().zip(columns).map(|(cell, column)| match cell {
        Cell::Text(text) => lines(text, column.width),
        _ => 1,
    });
    (f64::from(cells.max().unwrap_or(1)) * LINE).min(HIGHEST)
}

/// A list of choices, where it fits into a rule.
fn rule(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    let long: usize = column.choices.iter().map(|c| c.encode_utf16().count() + 1).sum();
    // A comma in a choice would make two of it.
    if column.choices.is_empty() || long > LONGEST_CHOICES || column.choices.iter().any(|c| c.contains(',')) {
        return Ok(None);
    }
    DataValidation::new().allow_list_strings(&column.choices).map(Some)
}

/// A name that the format takes.
fn name(text: &str) -> String {
    let kept = text.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c });
    kept.take(31).collect::<String>().trim().to_owned()
}

/// A row, in as many rows as its longest text needs: what is too long for a cell goes on below, with the short cells
/// of its row repeated, so that filters keep it together.
fn pieces(row: &[Cell]) -> Vec<Vec<Cell>> {
    let fits = |c: &Cell| !matches!(c, Cell::Text(t) if t.encode_utf16().count() > LONGEST);
    if row.iter().all(fits) {
        return vec![row.to_vec()];
    }
    let cut: Vec<Vec<String>> = row
        .iter()
        .map(|c| match c {
            Cell::Text(text) if !fits(c) => chunks(text),
            _ => Vec::new(),
        })
        .collect();
    let rows = cut.iter().map(Vec::len).max().unwrap_or(1);
    let cell = |(cell, chunks): (&Cell, &Vec<String>), n: usize| {
        if chunks.is_empty() { cell.clone() } else { chunks.get(n).cloned().map_or(Cell::Empty, Cell::Text) }
    };
    (0..rows).map(|n| row.iter().zip(&cut).map(|both| cell(both, n)).collect()).collect()
}

fn chunks(text: &str) -> Vec<String> {
    let mut chunks = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        if units + c.len_utf16() > LONGEST {
            if let Some(last) = chunks.last_mut() {
                last.push_str(GOES_ON);
            }
            chunks.push(String::new());
            units = 0;
        }
        units += c.len_utf16();
        if let Some(last) = chunks.last_mut() {
            last.push(c);
        }
    }
    chunks
}
