//! The reader of Word files (`.docx`, `.docm`): from a zip file of XML parts to blocks.
//!
//! It reads the main part with its styles, lists, footnotes and endnotes. Headers, footers, comments,
//! pictures and macros are left alone. A program computes the numbers of paragraphs when it shows them, so
//! they are computed here too: without them nothing could be cited.

mod body;
mod numbering;
mod package;
mod paragraph;
mod styles;
mod symbols;
mod table;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::law::block::{Document, FoundFacts};
use crate::law::read::docx::body::{Counts, Surroundings, Walk};
use crate::law::read::docx::numbering::Numbering;
use crate::law::read::docx::package::Package;
use crate::law::read::docx::styles::Styles;
use crate::law::read::gather::{Gather, counted, squeeze_line};
use crate::law::read::xml::{Step, Xml};
use crate::law::read::{Bounds, ReadFault, Reader};

/// Reads Word files.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DocxReader;

impl Reader for DocxReader {
    fn read(&self, bytes: &[u8], bounds: &Bounds) -> Result<Document, ReadFault> {
        let mut package = Package::open(bytes, bounds)?;
        let depth = package.depth();
        let of_package = package.relations("")?;
        let main = of_package
            .get("officeDocument")
            .filter(|name| package.has(name))
            .cloned()
            .unwrap_or_else(|| "word/document.xml".to_owned());
        let Some(text) = package.part(&main)? else {
            return Err(ReadFault::Malformed { detail: "the zip file holds no Word document".to_owned() });
        };
        let related = package.relations(&main)?;
        let mut beside = |kind: &str| {
            let name = related.get(kind).cloned().unwrap_or_else(|| format!("word/{kind}.xml"));
            package.part(&name)
        };
        let mut around = Surroundings::default();
        if let Some(part) = beside("styles")? {
            around.styles = Styles::parse(&part, depth)?;
        }
        if let Some(part) = beside("numbering")? {
            around.numbering = Numbering::parse(&part, depth)?;
        }
        if let Some(part) = beside("footnotes")? {
            around.footnotes = body::notes(&part, depth)?;
        }
        if let Some(part) = beside("endnotes")? {
            around.endnotes = body::notes(&part, depth)?;
        }
        let core = of_package.get("core-properties").map_or("docProps/core.xml", |name| name.as_str());
        let title = match package.part(core)? {
            Some(part) => title(&part, depth)?,
            None => None,
        };
        let walked = Walk::new(&mut around, Gather::new(bounds)).main(&text, depth)?;
        let facts = FoundFacts { title, language: language(&walked.languages), ..FoundFacts::default() };
        Ok(Document { blocks: walked.blocks, facts, notes: said(walked.counts), ..Document::default() })
    }
}

/// The title in the properties of the file, unless it is what programs put there by themselves.
fn title(part: &str, depth: usize) -> Result<Option<String>, ReadFault> {
    let mut xml = Xml::new(part, depth);
    loop {
        match xml.step()? {
            Step::Open(tag) if tag.name() == "title" => {
                let title = squeeze_line(&xml.text()?);
                return Ok(is_title(&title).then_some(title));
            }
            Step::End => return Ok(None),
            _ => {}
        }
    }
}

fn is_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_file =
        [".doc", ".docx", ".rtf", ".odt", ".pdf", ".dot", ".wpd"].iter().any(|e| lower.ends_with(e));
    let is_stock = ["microsoft word", "untitled", "document", "documento", "title", "template", "normal"]
        .iter()
        .any(|s| lower == *s || lower.starts_with(&format!("{s} -")));
    let words =
        text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    words >= 2 && text.chars().count() <= 300 && !is_file && !is_stock
}

/// The language of the text, if nearly all of it is marked with one.
fn language(found: &HashMap<String, usize>) -> Option<String> {
    let all: usize = found.values().sum();
    let (language, most) = found.iter().max_by_key(|(language, n)| (**n, (*language).clone()))?;
    (*most > 0 && most.saturating_mul(100) >= all.saturating_mul(95)).then(|| language.clone())
}

fn said(counts: Counts) -> Vec<String> {
    let mut notes = Vec::new();
    if counts.deleted + counts.inserted > 0 {
        notes.push(format!(
            "{} left out, {} taken",
            counted(counts.deleted, "tracked deletion", "tracked deletions"),
            counted(counts.inserted, "insertion", "insertions")
        ));
    }
    if counts.hidden > 0 {
        notes.push(format!("{} of hidden text left out", counted(counts.hidden, "run", "runs")));
    }
    if counts.contents > 0 {
        notes.push(format!("a table of contents of {} left out", counted(counts.contents, "line", "lines")));
    }
    if counts.foreign > 0 {
        notes.push(format!(
            "{} in another format not read",
            counted(counts.foreign, "embedded part", "embedded parts")
        ));
    }
    notes
}
