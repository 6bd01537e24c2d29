//! The reader of Akoma Ntoso, versions 2 and 3: XML in which the structure of a law is marked already.
//!
//! Units down to the article or section become headings that carry what the file says of them; what is
//! below is text of the section, one block a paragraph, with its numbers in front. Words of editors become
//! notes. Of a file that holds several versions, the first is read.

mod aside;
mod elements;
mod facts;
mod walk;

#[cfg(test)]
mod tests;

use crate::law::block::Document;
use crate::law::read::akn::walk::Walk;
use crate::law::read::gather::{Gather, counted};
use crate::law::read::{Bounds, ReadFault, Reader, charset};

/// Reads Akoma Ntoso.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AknReader;

impl Reader for AknReader {
    fn read(&self, bytes: &[u8], bounds: &Bounds) -> Result<Document, ReadFault> {
        if bytes.iter().filter(|b| **b == 0).count() > bytes.len() / 100
            && !bytes.starts_with(&[0xff, 0xfe])
            && !bytes.starts_with(&[0xfe, 0xff])
        {
            return Err(ReadFault::Malformed { detail: "it is not text".to_owned() });
        }
        let (text, set) = charset::decode(bytes, declared(bytes).as_deref());
        let read = Walk::new(Gather::new(bounds)).run(&text, bounds.depth)?;
        let mut notes = Vec::new();
        if set != "UTF-8" {
            notes.push(format!("read as {set}"));
        }
        if read.deleted > 0 {
            notes.push(format!("{} left out", counted(read.deleted, "deletion", "deletions")));
        }
        if read.versions > 0 {
            let what = counted(read.versions, "other version of a provision", "other versions of provisions");
            notes.push(format!("{what} left out"));
        }
        if read.more > 0 {
            notes.push(format!(
                "{} in the file not read",
                counted(read.more, "more document", "more documents")
            ));
        }
        Ok(Document { blocks: read.blocks, facts: read.facts, notes, ..Document::default() })
    }
}

/// The character set in the XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(200).map(|b| char::from(*b)).collect();
    let (_, rest) = head.strip_prefix("<?xml")?.split_once("?>")?.0.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let label = rest.get(1..)?.split(['"', '\'']).next()?;
    Some(label.to_owned())
}
