//! The reader of PDF: pages of glyphs to lines of text, each with its page.
//!
//! It is not a viewer, and it does not read pictures. The crates it stands on may panic, and a stack that
//! overflows cannot be caught at all, so it is meant to run in a process of its own with bounds on memory and
//! time; within that process it catches what can be caught and says of every page whether it was read.

mod cmap;
mod encoding;
mod extract;
mod flatten;
mod fonts;
mod glyphs;
mod heal;
mod info;
mod lines;
mod tokens;
mod tree;
mod unpack;
mod verdict;
mod visual;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::Document as Pdf;
use pdf_extract::xref::XrefEntry;

use crate::law::block::Document;
use crate::law::read::pdf::verdict::Reading;
use crate::law::read::{Bounds, ReadFault, Reader};

/// Reads PDF.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PdfReader;

impl Reader for PdfReader {
    fn read(&self, bytes: &[u8], bounds: &Bounds) -> Result<Document, ReadFault> {
        let first = attempt(bytes, bounds);
        let first = match first {
            Ok(reading) if reading.is_whole() => return reading.document(bounds, false),
            Err(fault @ (ReadFault::Encrypted | ReadFault::TooMuch { .. })) => return Err(fault),
            other => other,
        };
        let second = heal::rebuilt(bytes).map(|again| attempt(&again, bounds));
        match (first, second) {
            (Ok(first), Some(Ok(second))) if second.is_better_than(&first) => second.document(bounds, true),
            (Ok(first), _) => first.document(bounds, false),
            (Err(_), Some(Ok(second))) => second.document(bounds, true),
            (Err(_), Some(Err(fault @ (ReadFault::Encrypted | ReadFault::TooMuch { .. }))))
            | (Err(fault), _) => Err(fault),
        }
    }
}

fn attempt(bytes: &[u8], bounds: &Bounds) -> Result<Reading, ReadFault> {
    let malformed = |detail: String| ReadFault::Malformed { detail };
    let mut pdf = match catch_unwind(AssertUnwindSafe(|| Pdf::load_mem(bytes))) {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(error)) => return Err(malformed(error.to_string().to_lowercase())),
        Err(_) => {
            return Err(ReadFault::Crashed { detail: "its structure makes the reader fail".to_owned() });
        }
    };
    if pdf.is_encrypted() {
        // An empty password opens many files that are only marked as not to be printed.
        let opened = catch_unwind(AssertUnwindSafe(|| pdf.decrypt("").is_ok()));
        if !opened.unwrap_or(false) {
            return Err(ReadFault::Encrypted);
        }
    }
    let tree = tree::pages(&pdf, bounds.pages);
    if tree.leaves.len() > bounds.pages {
        return Err(ReadFault::TooMuch { detail: format!("more than {} pages", bounds.pages) });
    }
    if tree.leaves.is_empty() {
        return Err(malformed("it has no pages that can be read".to_owned()));
    }
    let title = info::title(&pdf);
    let unread = pdf
        .reference_table
        .entries
        .iter()
        .filter(|(number, entry)| match entry {
            XrefEntry::Normal { generation, .. } => !pdf.objects.contains_key(&(**number, *generation)),
            XrefEntry::Compressed { .. } => !pdf.objects.contains_key(&(**number, 0)),
            XrefEntry::Free | XrefEntry::UnusableFree => false,
        })
        .count();
    let mut reading = Reading::new(title, tree.missing, unread > 0);
    extract::Extractor::new(&mut pdf, bounds).run(&tree.leaves, |sheet| reading.add(sheet))?;
    Ok(reading)
}
