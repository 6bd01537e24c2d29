//! The reader of web pages: from bytes of any character set to blocks, as a browser would show them.
//!
//! Scripts are not run and style sheets are not read: an element is hidden only if it says so itself. What
//! belongs to the site rather than the law is left out where that is certain, and counted.

mod facts;
mod list;
mod seen;
mod table;
mod tree;
mod walk;

#[cfg(test)]
mod tests;

use crate::law::block::Document;
use crate::law::read::gather::{Gather, counted};
use crate::law::read::html::tree::Tree;
use crate::law::read::html::walk::{Counts, Walk};
use crate::law::read::{Bounds, ReadFault, Reader, charset};

/// Reads web pages.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HtmlReader;

/// Pages leave elements open that others close, so they are deeper than XML is.
const DEEPER: usize = 4;
/// Nodes of the tree for each block that is allowed.
const NODES_A_BLOCK: usize = 4;
/// Where a page declares its character set, if it does.
const HEAD: usize = 4096;

impl Reader for HtmlReader {
    fn read(&self, bytes: &[u8], bounds: &Bounds) -> Result<Document, ReadFault> {
        refuse_others(bytes)?;
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let (text, set) = charset::decode(bytes, declared(head).as_deref());
        if !has_markup(&text) {
            return Err(ReadFault::Malformed { detail: "there is no HTML in it".to_owned() });
        }
        let depth = bounds.depth.saturating_mul(DEEPER);
        let tree = Tree::parse(&text, depth, bounds.blocks.saturating_mul(NODES_A_BLOCK))?;
        let weights = seen::weights(&tree);
        let (blocks, counts) = Walk::new(&tree, &weights, Gather::new(bounds)).run()?;
        let facts = facts::facts(&tree, &blocks);
        Ok(Document { facts, blocks, notes: said(counts, set), ..Document::default() })
    }
}

/// Files that are something else under the name of a page. The parser would take them all.
fn refuse_others(bytes: &[u8]) -> Result<(), ReadFault> {
    let detail = if bytes.starts_with(b"%PDF-") {
        "it is a PDF file"
    } else if bytes.starts_with(b"PK\x03\x04") {
        "it is a zip file"
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        "it is an old Word file"
    } else if !bytes.starts_with(&[0xff, 0xfe])
        && !bytes.starts_with(&[0xfe, 0xff])
        && bytes.iter().filter(|b| **b == 0).count() > bytes.len() / 100
    {
        "it is not text"
    } else {
        return Ok(());
    };
    Err(ReadFault::Malformed { detail: detail.to_owned() })
}

fn has_markup(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| match pair {
        [b'<', next] => next.is_ascii_alphabetic() || *next == b'!',
        _ => false,
    })
}

/// The character set that the page declares in a `meta` element or an XML declaration.
fn declared(head: &[u8]) -> Option<String> {
    let head: String = head.iter().map(|b| char::from(*b)).collect::<String>().to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|word| {
        head.match_indices(word).find_map(|(at, _)| {
            let rest = head.get(at + word.len()..)?.trim_start().strip_prefix('=')?;
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            let label: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
            (!label.is_empty()).then_some(label)
        })
    })
}

fn said(counts: Counts, set: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if set != "UTF-8" {
        notes.push(format!("read as {set}"));
    }
    if counts.menus > 0 {
        let what =
            counted(counts.menus, "menu or other part of the site", "menus or other parts of the site");
        notes.push(format!("{what} left out"));
    }
    if counts.hidden > 0 {
        notes.push(format!("{} left out", counted(counts.hidden, "hidden passage", "hidden passages")));
    }
    if counts.struck > 0 {
        notes.push(format!(
            "{} left out",
            counted(counts.struck, "struck-out passage", "struck-out passages")
        ));
    }
    notes
}
