//! A report in its formats.

use minijinja::value::Serde;
use serde::Serialize;

use schemars::JsonSchema;

use crate::model::format::Format;
use crate::report::around::Around;
use crate::report::book::SheetKind;
use crate::report::context::Context;
use crate::report::render::Renderer;
use crate::report::words::Words;
use crate::report::{ReportError, csv, html, office, tables};

/// The template of the page around a report in HTML.
pub(crate) const PAGE: &str = "_page.html.j2";

/// A report for programs: everything that a template sees.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Report")]
pub(crate) struct JsonReport<'c, 'a> {
    /// Of this layout. Fields may be added within one number.
    format: u8,
    /// The template that was asked for; the values are the same for all.
    template: &'c str,
    #[serde(flatten)]
    values: &'c Context<'a>,
}

/// Everything as JSON.
///
/// # Errors
/// Only what the writer itself refuses.
pub(crate) fn json(context: &Context<'_>, template: &str) -> Result<Vec<u8>, ReportError> {
    let report = JsonReport { format: 1, template, values: context };
    let mut bytes = serde_json::to_vec_pretty(&report).map_err(|e| failed(Format::Json, &e))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The tables: all of them as a workbook, or one as CSV.
///
/// # Errors
/// What the format does not take.
pub(crate) fn tables(
    context: &Context<'_>,
    words: &Words,
    around: &Around<'_>,
    only: Option<SheetKind>,
    format: Format,
) -> Result<Vec<u8>, ReportError> {
    let sheets = tables::tables(context, words);
    if format == Format::Csv {
        let sheet = sheets.iter().find(|s| Some(s.kind) == only);
        return sheet.map_or(Ok(Vec::new()), csv::write).map_err(|e| failed(Format::Csv, &e));
    }
    if !cfg!(feature = "xlsx") {
        return Err(ReportError::NotBuilt { format });
    }
    xlsx(&sheets, around)
}

#[cfg(feature = "xlsx")]
fn xlsx(sheets: &[crate::report::book::Sheet], around: &Around<'_>) -> Result<Vec<u8>, ReportError> {
    crate::report::xlsx::write(sheets, around).map_err(|e| failed(Format::Xlsx, &e))
}

#[cfg(not(feature = "xlsx"))]
fn xlsx(_: &[crate::report::book::Sheet], _: &Around<'_>) -> Result<Vec<u8>, ReportError> {
    Err(ReportError::NotBuilt { format: Format::Xlsx })
}

/// The report as one page, with its pictures.
///
/// # Errors
/// A fault in the template of the page or of a picture.
pub(crate) fn html(
    markdown: &str,
    around: &Around<'_>,
    template: &str,
    renderer: &Renderer<'_>,
    context: &Context<'_>,
) -> Result<String, ReportError> {
    let fault = std::cell::RefCell::new(None);
    let pictures = |name: &str| match picture(name, renderer, context) {
        Ok(svg) => svg,
        Err(error) => {
            fault.borrow_mut().get_or_insert(error);
            None
        }
    };
    let text = html::write(markdown, around, template, &pictures).map_err(|e| match e {
        html::HtmlError::Template { line, message } => {
            ReportError::Template { place: PAGE.to_owned(), line, message, detail: None }
        }
    })?;
    fault.into_inner().map_or(Ok(text), Err)
}

/// The picture that a template asked for, as `levels mnr`, or `radar mnr.victim` for one domain.
fn picture(
    asked: &str,
    renderer: &Renderer<'_>,
    context: &Context<'_>,
) -> Result<Option<String>, ReportError> {
    let Some((name, of)) = asked.split_once(' ') else { return Ok(None) };
    let (framework, domain) = of.split_once('.').map_or((of, None), |(f, d)| (f, Some(d)));
    let Some(framework) = context.frameworks.iter().find(|f| f.id == framework) else { return Ok(None) };
    let domain = framework.domains.iter().find(|d| Some(d.id) == domain);
    let template = format!("_picture-{name}.svg.j2");
    if !renderer.has(&template) {
        return Ok(None);
    }
    let values = minijinja::context! {
        framework => Serde(framework),
        domain => domain.map(Serde),
        rtl => context.report.rtl,
        language => context.report.language,
    };
    renderer.picture(&template, &values).map(Some)
}

/// The report as a Word file.
///
/// # Errors
/// What the format does not take.
#[cfg(feature = "docx")]
pub(crate) fn docx(markdown: &str, around: &Around<'_>) -> Result<Vec<u8>, ReportError> {
    crate::report::docx::write(markdown, around).map_err(|e| failed(Format::Docx, &e))
}

#[cfg(not(feature = "docx"))]
pub(crate) fn docx(_: &str, _: &Around<'_>) -> Result<Vec<u8>, ReportError> {
    Err(ReportError::NotBuilt { format: Format::Docx })
}

/// A report without the remarks that ask for pictures: its tables say the same.
pub(crate) fn without_pictures(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut lines = markdown.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if line.starts_with("<!-- picture: ") {
            // The empty line behind it would make two.
            lines.next();
        } else {
            out.push_str(line);
        }
    }
    out
}

/// Whether bytes are a whole file of a format.
///
/// # Errors
/// What is wrong with them.
pub(crate) fn check(format: Format, bytes: &[u8]) -> Result<(), ReportError> {
    let text = || std::str::from_utf8(bytes).map_err(|e| failed(format, &e));
    match format {
        Format::Md => text().map(drop),
        Format::Html => {
            let whole = text()?.contains("</html>");
            if whole { Ok(()) } else { Err(failed(format, &"it has no end")) }
        }
        Format::Json => {
            serde_json::from_slice::<serde_json::Value>(bytes).map(drop).map_err(|e| failed(format, &e))
        }
        Format::Csv => csv::rows(bytes).map(drop).map_err(|e| failed(format, &e)),
        Format::Docx | Format::Xlsx => office::check(format, bytes).map_err(|e| failed(format, &e)),
    }
}

fn failed(format: Format, error: &dyn std::fmt::Display) -> ReportError {
    ReportError::Format { format, message: error.to_string() }
}
