//! The zip file around a Word document: parts by name, inflated under one budget.
//!
//! The sizes that a zip file declares are never trusted: bytes are counted as they come out. Nothing is
//! written anywhere, so the name of an entry is only ever compared.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::law::read::xml::{Step, Xml};
use crate::law::read::{Bounds, ReadFault, charset};

/// More entries than any real document has.
const MOST_ENTRIES: usize = 10_000;
/// What may come out of a small file whatever its ratio.
const FREE_BYTES: usize = 16 << 20;
/// The mark of the compound files of Microsoft: old Word files, and new ones under a password.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: usize,
    depth: usize,
}

/// The parts that a part points to: the end of the type of the relation, and the name of the part.
pub(super) type Relations = HashMap<String, String>;

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], bounds: &Bounds) -> Result<Self, ReadFault> {
        if bytes.starts_with(&COMPOUND) {
            return Err(compound(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| fault(&e))?;
        if archive.len() > MOST_ENTRIES {
            return Err(ReadFault::TooMuch {
                detail: format!("more than {MOST_ENTRIES} files in the zip file"),
            });
        }
        let left = bounds.unpacked.min(bytes.len().saturating_mul(bounds.ratio).saturating_add(FREE_BYTES));
        Ok(Self { archive, left, depth: bounds.depth })
    }

    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadFault> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|e| fault(&e))?;
        let mut bytes = Vec::new();
        let most = u64::try_from(self.left).unwrap_or(u64::MAX);
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| ReadFault::Malformed {
            detail: format!("a part of the zip file is damaged: {}", short(&e)),
        })?;
        self.left = self.left.checked_sub(bytes.len()).ok_or_else(|| ReadFault::TooMuch {
            detail: "it unpacks to far more than its size".to_owned(),
        })?;
        Ok(Some(charset::decode(&bytes, None).0))
    }

    /// Where the parts are that a part (or the package itself, under the empty name) points to.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, ReadFault> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let dash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.part(&format!("{folder}{dash}_rels/{file}.rels"))? else {
            return Ok(Relations::new());
        };
        let mut found = Relations::new();
        let mut xml = Xml::new(&text, self.depth);
        loop {
            match xml.step()? {
                Step::Open(tag) if tag.name() == "Relationship" => {
                    if tag.attr("TargetMode").as_deref() == Some("External") {
                        continue;
                    }
                    if let (Some(kind), Some(target)) = (tag.attr("Type"), tag.attr("Target")) {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        found.entry(kind).or_insert_with(|| resolved(folder, &target));
                    }
                }
                Step::End => return Ok(found),
                _ => {}
            }
        }
    }
}

/// The name of a part from how another part in this folder writes it.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let folder = if target.starts_with('/') { "" } else { folder };
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn compound(bytes: &[u8]) -> ReadFault {
    let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &mark).is_some() {
        ReadFault::Encrypted
    } else {
        ReadFault::Malformed { detail: "an old Word file (.doc); save it as .docx".to_owned() }
    }
}

fn fault(e: &ZipError) -> ReadFault {
    let text = short(e);
    if matches!(e, ZipError::InvalidPassword) || text.to_lowercase().contains("password") {
        ReadFault::Encrypted
    } else {
        ReadFault::Malformed { detail: format!("not a Word file, or a damaged zip file: {text}") }
    }
}

fn short(e: &impl ToString) -> String {
    e.to_string().chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside() {
        for (folder, target, want) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../docProps/core.xml", "docProps/core.xml"),
            ("", "../../../etc/passwd", "etc/passwd"),
            ("word", "./a/./b", "word/a/b"),
        ] {
            assert_eq!(resolved(folder, target), want);
        }
    }

    #[test]
    fn compound_files_are_named() {
        let mut old = COMPOUND.to_vec();
        old.extend([0; 600]);
        let mut locked = old.clone();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        let bounds = Bounds::default();
        assert!(
            matches!(Package::open(&old, &bounds).err(), Some(ReadFault::Malformed { detail }) if detail.contains(".doc"))
        );
        assert_eq!(Package::open(&locked, &bounds).err(), Some(ReadFault::Encrypted));
    }
}
