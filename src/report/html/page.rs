//! The page around a report.

use std::fmt::Write as _;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};

use super::HtmlError;
use super::body::{Body, Heading};
use crate::report::around::Around;

const NAME: &str = "_page.html.j2";
/// A page takes a few hundred steps, and a few for each heading in the contents.
const FUEL: u64 = 1_000_000;

/// With fewer headings a page needs no contents.
const FEWEST: usize = 9;

/// Fills the template of the page.
pub(crate) fn fill(template: &str, page: &Around<'_>, body: &Body) -> Result<String, HtmlError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.map_err(|e| failed(&e))?);
    environment.add_filter("css", |text: &str| Value::from_safe_string(css_string(text)));
    // The contents stand between the title with what belongs to it, and the first chapter.
    let (lead, chapters) = body.html.split_at_checked(body.chapters.unwrap_or(0)).unwrap_or_default();
    let values = context! {
        title => page.title,
        language => page.language,
        rtl => page.rtl,
        sharing => page.sharing,
        status => page.status,
        date => page.date,
        contents => page.contents,
        skip => page.skip,
        untitled => !body.titled,
        // A summary of two pages would give a good part of one to its contents.
        headings => if body.headings.len() < FEWEST { Vec::new() } else { outline(&body.headings) },
        lead => Value::from_safe_string(lead.to_owned()),
        body => Value::from_safe_string(chapters.to_owned()),
    };
    let template = environment.template_from_named_str(NAME, template).map_err(|e| failed(&e))?;
    template.render(values).map_err(|e| failed(&e))
}

/// The headings of levels 2 and 3, these under those.
fn outline(headings: &[Heading]) -> Vec<Value> {
    let entry = |h: &Heading, under: &[Value]| {
        let (id, title, dir) = (h.id.as_str(), h.title.as_str(), h.direction);
        context! { id, title, dir, under }
    };
    let chapters = headings.iter().enumerate().filter(|(_, h)| h.level == 2);
    let sections = |from: usize| {
        let rest = headings.iter().skip(from + 1).take_while(|h| h.level > 2);
        rest.filter(|h| h.level == 3).map(|h| entry(h, &[])).collect::<Vec<_>>()
    };
    chapters.map(|(at, h)| entry(h, &sections(at))).collect()
}

/// A string of CSS, in which no character can end the string or the style element.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars().filter(|c| !c.is_control()) {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\{:x} ", u32::from(c));
        }
    }
    out.push('"');
    out
}

fn failed(error: &Error) -> HtmlError {
    let detail = error.detail().map(|d| format!(": {d}")).unwrap_or_default();
    HtmlError::Template { line: error.line(), message: format!("{}{detail}", error.kind()) }
}
