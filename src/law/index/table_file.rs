//! How the table of laws lies on the disk.
//!
//! A head a law of fixed size, so that the file is searched where the system mapped it and nothing is read at the
//! start; then slugs and languages; then the rest of each row, packed in blocks of [`BLOCK`] rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use tantivy::directory::OwnedBytes;

use crate::law::index::table::{Head, Row};
use crate::law::index::table_line::{hash_of, read_line, write_line};
use crate::law::index::unpacked;
use crate::model::country::LawStatus;
use crate::model::law::{Law, LawKind};
use crate::model::word::Vocabulary;

const MAGIC: &[u8; 8] = b"mnrlaws2";
/// Magic, length of the file, number of rows, length of the strings.
const HEADER: usize = 8 + 8 + 4 + 4;
/// Bytes of a head: see [`Fixed`].
const HEAD: usize = 4 + 4 + 3 + 1 + 1 + 1 + 2 + 8 + 32;
/// Rows that are packed together: fewer are quicker to read, more take less room.
const BLOCK: usize = 64;

const IS_THERE: u8 = 1;
const HAS_YEAR: u8 = 2;
/// The fingerprint of the file stands in the head, as bytes; else it stands in the row.
const HAS_HASH: u8 = 4;

/// A head as it lies there.
struct Fixed {
    slug: (u32, u8),
    language: (u32, u8),
    country: [u8; 3],
    flags: u8,
    status: u8,
    kind: u8,
    year: i16,
    stamp: u64,
    hash: [u8; 32],
}

impl Fixed {
    const EMPTY: Self = Self {
        slug: (0, 0),
        language: (0, 0),
        country: *b"xxx",
        flags: 0,
        status: 0,
        kind: 0,
        year: 0,
        stamp: 0,
        hash: [0; 32],
    };

    fn write(&self, out: &mut Vec<u8>) {
        // Places are below 2²⁴, so a place and a length share four bytes.
        out.extend(((self.slug.0 << 8) | u32::from(self.slug.1)).to_le_bytes());
        out.extend(((self.language.0 << 8) | u32::from(self.language.1)).to_le_bytes());
        out.extend(self.country);
        out.extend([self.flags, self.status, self.kind]);
        out.extend(self.year.to_le_bytes());
        out.extend(self.stamp.to_le_bytes());
        out.extend(self.hash);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let place = |at: usize| Some((number(at)? >> 8, number(at)?.to_le_bytes()[0]));
        Some(Self {
            slug: place(0)?,
            language: place(4)?,
            country: bytes.get(8..11)?.try_into().ok()?,
            flags: *bytes.get(11)?,
            status: *bytes.get(12)?,
            kind: *bytes.get(13)?,
            year: i16::from_le_bytes(bytes.get(14..16)?.try_into().ok()?),
            stamp: u64::from_le_bytes(bytes.get(16..24)?.try_into().ok()?),
            hash: bytes.get(24..HEAD)?.try_into().ok()?,
        })
    }
}

/// A table on the disk, as the system mapped it.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    bytes: OwnedBytes,
    rows: usize,
    /// Where slugs and languages begin, where they end.
    strings: (usize, usize),
    /// Blocks that were asked for, unpacked.
    blocks: Arc<[OnceLock<Option<Lines>>]>,
    /// Laws that were asked for.
    laws: Arc<[OnceLock<Option<Arc<Law>>>]>,
}

/// A block as it is read: its text, and where each line of it ends.
#[derive(Debug)]
struct Lines {
    text: String,
    ends: Vec<usize>,
}

impl Lines {
    fn get(&self, number: usize) -> Option<&str> {
        let start = if number == 0 { 0 } else { self.ends.get(number - 1)? + 1 };
        self.text.get(start..*self.ends.get(number)?)
    }
}

impl Stored {
    pub(super) fn open(bytes: OwnedBytes) -> Option<Self> {
        let long = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        let short = |at: usize| {
            let number = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
            usize::try_from(number).ok()
        };
        if bytes.get(..8)? != MAGIC || long(8)? != bytes.len() as u64 {
            return None;
        }
        let (rows, strings) = (short(16)?, short(20)?);
        let begin = rows.checked_mul(HEAD)?.checked_add(HEADER)?;
        let end = begin.checked_add(strings)?;
        let blocks = rows.div_ceil(BLOCK);
        // The places of the blocks stand last.
        if end.checked_add((blocks + 1) * 8)? > bytes.len() {
            return None;
        }
        let unread = std::iter::repeat_with(OnceLock::new).take(blocks).collect();
        let laws = std::iter::repeat_with(OnceLock::new).take(rows).collect();
        Some(Self { bytes, rows, strings: (begin, end), blocks: unread, laws })
    }

    pub(super) fn len(&self) -> usize {
        self.rows
    }

    fn fixed(&self, number: usize) -> Option<Fixed> {
        if number >= self.rows {
            return None;
        }
        let at = HEADER + number * HEAD;
        Fixed::read(self.bytes.get(at..at + HEAD)?).filter(|fixed| fixed.flags & IS_THERE != 0)
    }

    fn heads_bytes(&self) -> &[u8] {
        self.bytes.get(HEADER..self.strings.0).unwrap_or_default()
    }

    fn strings_text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.get(self.strings.0..self.strings.1)?).ok()
    }

    fn string(&self, (at, length): (u32, u8)) -> Option<&str> {
        let strings = self.bytes.get(self.strings.0..self.strings.1)?;
        let at = usize::try_from(at).ok()?;
        std::str::from_utf8(strings.get(at..at + usize::from(length))?).ok()
    }

    pub(super) fn head(&self, number: usize) -> Option<Head<'_>> {
        let fixed = self.fixed(number)?;
        let at = HEADER + number * HEAD + 8;
        Some(Head {
            country: std::str::from_utf8(self.bytes.get(at..at + 3)?).ok()?,
            slug: self.string(fixed.slug)?,
            stamp: fixed.stamp,
            status: *LawStatus::ALL.get(usize::from(fixed.status))?,
            kind: *LawKind::ALL.get(usize::from(fixed.kind))?,
            language: self.string(fixed.language)?,
            year: (fixed.flags & HAS_YEAR != 0).then_some(fixed.year),
        })
    }

    /// A block as it is packed.
    fn packed(&self, block: usize) -> Option<&[u8]> {
        let places = self.bytes.len().checked_sub((self.blocks.len() + 1) * 8)?;
        let place = |n: usize| {
            let at = places + n * 8;
            usize::try_from(u64::from_le_bytes(self.bytes.get(at..at + 8)?.try_into().ok()?)).ok()
        };
        self.bytes.get(..places)?.get(place(block)?..place(block + 1)?)
    }

    /// The lines of a block, unpacked once.
    fn lines(&self, block: usize) -> Option<&Lines> {
        let unpack = || {
            let text = String::from_utf8(unpacked(self.packed(block)?)?).ok()?;
            let ends = text.match_indices('\n').map(|(at, _)| at).collect();
            Some(Lines { text, ends })
        };
        self.blocks.get(block)?.get_or_init(unpack).as_ref()
    }

    /// The title alone, which is the first field of a row.
    pub(super) fn title(&self, number: usize) -> Option<&str> {
        self.lines(number / BLOCK)?.get(number % BLOCK)?.split('\t').next()
    }

    /// The facts of a law, read once.
    pub(super) fn law(&self, number: usize) -> Option<Arc<Law>> {
        let read = || self.row(number).map(|row| Arc::new(row.law));
        self.laws.get(number)?.get_or_init(read).clone()
    }

    pub(super) fn row(&self, number: usize) -> Option<Row> {
        let fixed = self.fixed(number)?;
        let line = self.lines(number / BLOCK)?.get(number % BLOCK)?;
        let hash = (fixed.flags & HAS_HASH != 0).then_some(fixed.hash);
        read_line(line, &self.head(number)?, hash)
    }
}

/// Bytes of strings from which on they are put together anew, so that those of laws that are gone do not pile up.
const STRINGS: usize = 1 << 22;

/// Heads and strings. Where a table is stored they are taken over as they lie, and what changed is put over them.
fn heads(
    rows: usize,
    stored: Option<&Stored>,
    changed: &BTreeMap<usize, Option<Box<Row>>>,
) -> (Vec<u8>, Strings) {
    if let Some(stored) = stored
        && let Some(text) = stored.strings_text().filter(|text| text.len() < STRINGS)
    {
        let mut strings = Strings { text: text.to_owned(), languages: HashMap::new() };
        let mut heads = stored.heads_bytes().to_vec();
        // A row of zeros is not there.
        heads.resize(rows * HEAD, 0);
        for (number, row) in changed {
            let before = stored.fixed(*number);
            let fixed = row.as_deref().map(|row| strings.fixed(&row.head(), hash_of(row), before.as_ref()));
            let mut head = Vec::with_capacity(HEAD);
            fixed.unwrap_or(Fixed::EMPTY).write(&mut head);
            if let Some(slot) = heads.get_mut(number * HEAD..(number + 1) * HEAD) {
                slot.copy_from_slice(&head);
            }
        }
        return (heads, strings);
    }
    let mut strings = Strings::default();
    let mut heads = Vec::with_capacity(rows * HEAD);
    for number in 0..rows {
        let fixed = match changed.get(&number) {
            Some(row) => row.as_deref().map(|row| strings.fixed(&row.head(), hash_of(row), None)),
            None => stored.and_then(|s| {
                let hash = s.fixed(number).filter(|f| f.flags & HAS_HASH != 0).map(|f| f.hash);
                Some(strings.fixed(&s.head(number)?, hash, None))
            }),
        };
        fixed.unwrap_or(Fixed::EMPTY).write(&mut heads);
    }
    (heads, strings)
}

/// The table as bytes. Blocks in which nothing changed are taken over as they are packed.
pub(super) fn write(
    rows: usize,
    stored: Option<&Stored>,
    changed: &BTreeMap<usize, Option<Box<Row>>>,
) -> Vec<u8> {
    let (heads, strings) = heads(rows, stored, changed);
    let mut out = Vec::with_capacity(HEADER + heads.len() + strings.text.len() * 2);
    out.extend(MAGIC);
    out.extend([0; 8]);
    for length in [rows, strings.text.len()] {
        out.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    }
    out.extend(heads);
    out.extend(strings.text.as_bytes());
    let mut places = Vec::new();
    for block in 0..rows.div_ceil(BLOCK) {
        places.extend((out.len() as u64).to_le_bytes());
        let of_block = block * BLOCK..rows.min((block + 1) * BLOCK);
        let whole =
            stored.filter(|s| of_block.end <= s.len() && (of_block.len() == BLOCK || rows == s.len()));
        let untouched = changed.range(of_block.clone()).next().is_none();
        match whole.filter(|_| untouched).and_then(|s| s.packed(block)) {
            Some(packed) => out.extend(packed),
            None => {
                let mut lines = String::new();
                for number in of_block {
                    let row = match changed.get(&number) {
                        Some(row) => row.as_deref().cloned(),
                        None => stored.and_then(|s| s.row(number)),
                    };
                    if let Some(row) = row {
                        write_line(&row, &mut lines);
                    }
                    lines.push('\n');
                }
                out.extend(lz4_flex::compress_prepend_size(lines.as_bytes()));
            }
        }
    }
    places.extend((out.len() as u64).to_le_bytes());
    out.extend(places);
    let length = (out.len() as u64).to_le_bytes();
    out[8..16].copy_from_slice(&length);
    out
}

/// Slugs and languages, each language once.
#[derive(Default)]
struct Strings {
    text: String,
    languages: HashMap<String, (u32, u8)>,
}

impl Strings {
    fn put(&mut self, text: &str) -> (u32, u8) {
        let at = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        (at, u8::try_from(text.len()).unwrap_or(u8::MAX))
    }

    /// What stands at a place.
    fn at(&self, (at, length): (u32, u8)) -> Option<&str> {
        let at = usize::try_from(at).ok()?;
        self.text.get(at..at + usize::from(length))
    }

    /// A head as it lies there, with the strings of the one before where they are the same.
    fn fixed(&mut self, head: &Head<'_>, hash: Option<[u8; 32]>, before: Option<&Fixed>) -> Fixed {
        let known = before.map(|b| b.language).filter(|place| self.at(*place) == Some(head.language));
        let language = match known.or_else(|| self.languages.get(head.language).copied()) {
            Some(known) => known,
            None => {
                let place = self.put(head.language);
                self.languages.insert(head.language.to_owned(), place);
                place
            }
        };
        let slug = before.map(|b| b.slug).filter(|place| self.at(*place) == Some(head.slug));
        let slug = slug.unwrap_or_else(|| self.put(head.slug));
        let year = if head.year.is_some() { HAS_YEAR } else { 0 };
        Fixed {
            slug,
            language,
            country: head.country.as_bytes().try_into().unwrap_or(*b"xxx"),
            flags: IS_THERE | year | if hash.is_some() { HAS_HASH } else { 0 },
            status: index_of(head.status),
            kind: index_of(head.kind),
            year: head.year.unwrap_or_default(),
            stamp: head.stamp,
            hash: hash.unwrap_or_default(),
        }
    }
}

fn index_of<T: Vocabulary + PartialEq>(word: T) -> u8 {
    T::ALL.iter().position(|w| *w == word).and_then(|i| u8::try_from(i).ok()).unwrap_or(u8::MAX)
}
