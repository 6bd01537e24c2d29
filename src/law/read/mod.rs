//! From the bytes of a file to blocks: one reader a format, all behind one trait.
//!
//! Every file is hostile until it is read. A reader takes bytes, never a path; it has bounds for what it
//! unpacks, how deep it goes and how many blocks it yields; it never runs, fetches or expands anything.

pub(crate) mod akn;
pub(crate) mod charset;
pub(crate) mod docx;
mod gather;
pub(crate) mod html;
pub(crate) mod markdown;
mod numerals;
pub(crate) mod pdf;
pub(crate) mod text;
mod xml;

use std::fmt;

use crate::law::block::Document;

/// What a reader may use up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Bytes that may come out of a compressed file, all parts together.
    pub(crate) unpacked: usize,
    /// How much larger than the file the unpacked bytes may be, beyond the first 16 MB.
    pub(crate) ratio: usize,
    /// Depth of nested elements.
    pub(crate) depth: usize,
    /// Blocks, and pages.
    pub(crate) blocks: usize,
    pub(crate) pages: usize,
    /// Bytes of text in all blocks together.
    pub(crate) text: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { unpacked: 256 << 20, ratio: 200, depth: 256, blocks: 500_000, pages: 20_000, text: 64 << 20 }
    }
}

/// One way of reading one format.
pub(crate) trait Reader {
    /// Reads a whole file.
    ///
    /// # Errors
    /// A [`ReadFault`] that says what is wrong with the file; a half-read file is never given.
    fn read(&self, bytes: &[u8], bounds: &Bounds) -> Result<Document, ReadFault>;
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ReadFault {
    /// The bytes are not what the format asks for: the detail is one short phrase in lower case.
    Malformed { detail: String },
    /// A bound was reached: "more than 20000 pages".
    TooMuch { detail: String },
    /// The file is locked with a password.
    Encrypted,
    /// Pages without text: a scan.
    Scanned { pages: u32, with_text: u32 },
    /// The file has no words.
    Empty,
    /// Something that must not be in such a file: an entity declaration, a macro.
    Refused { detail: String },
    /// Reading took longer or more memory than it may.
    Exhausted { detail: String },
    /// The reader gave up on the file: a panic that was caught, or a process that died.
    Crashed { detail: String },
}

impl fmt::Display for ReadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { detail } => {
                write!(f, "the file is damaged or not what its name says: {detail}")
            }
            Self::TooMuch { detail } => write!(f, "the file is larger inside than may be: {detail}"),
            Self::Encrypted => write!(f, "the file is locked with a password"),
            Self::Scanned { pages, with_text } => {
                write!(f, "the file is a scan: {with_text} of {pages} pages have text")
            }
            Self::Empty => write!(f, "the file has no words"),
            Self::Refused { detail } => write!(f, "the file has something that is not read: {detail}"),
            Self::Exhausted { detail } => write!(f, "reading was stopped: {detail}"),
            Self::Crashed { detail } => write!(f, "the file cannot be read: {detail}"),
        }
    }
}
