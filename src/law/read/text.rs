//! Plain text: lines, with the pages that form feeds part.
//!
//! A line here is a line of the file, however long; whether lines are broken sentences or whole paragraphs
//! is decided over the whole text later. Blank lines come as one empty block: the space above a line helps
//! to tell headings from wording.

use crate::law::block::{Block, BlockKind, Document};
use crate::law::read::{Bounds, ReadFault, Reader, charset};

/// Reads plain text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextReader;

impl Reader for TextReader {
    fn read(&self, bytes: &[u8], bounds: &Bounds) -> Result<Document, ReadFault> {
        refuse_binary(bytes)?;
        let (text, _) = charset::decode(bytes, None);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if text.len() > bounds.text {
            return Err(ReadFault::TooMuch { detail: format!("more than {} bytes of text", bounds.text) });
        }
        let paged = text.contains('\u{c}');
        let mut blocks = Vec::new();
        let mut page = 1_u32;
        let mut blank = true;
        let mut words = false;
        for (at, sheet) in text.split('\u{c}').enumerate() {
            if at > 0 {
                page += 1;
            }
            if at >= bounds.pages {
                return Err(ReadFault::TooMuch { detail: format!("more than {} pages", bounds.pages) });
            }
            for line in sheet.lines() {
                let line = clean(line);
                let empty = line.trim().is_empty();
                if empty && blank {
                    continue;
                }
                if blocks.len() >= bounds.blocks {
                    return Err(ReadFault::TooMuch { detail: format!("more than {} lines", bounds.blocks) });
                }
                words = words || !empty;
                let text = if empty { String::new() } else { line };
                blocks.push(Block {
                    kind: BlockKind::Line,
                    text,
                    page: paged.then_some(page),
                    ..Block::default()
                });
                blank = empty;
            }
        }
        if !words {
            return Err(ReadFault::Empty);
        }
        // A form feed after the last page opens no page of its own.
        let last = blocks.iter().rev().find(|b| !b.text.is_empty()).and_then(|b| b.page);
        Ok(Document { blocks, pages: last, ..Document::default() })
    }
}

/// A line without control characters; tabs become spaces.
pub(super) fn clean(line: &str) -> String {
    line.trim_end()
        .chars()
        .filter_map(|c| match c {
            '\t' => Some(' '),
            _ if c.is_control() => None,
            _ => Some(c),
        })
        .collect()
}

/// Refuses what is no text: NULs, or more than one control character in a hundred.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), ReadFault> {
    // UTF-16 has NULs and is text all the same, if it says so.
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if marked {
        return Ok(());
    }
    if bytes.contains(&0) {
        return Err(ReadFault::Malformed { detail: "it has zero bytes, as no text has".to_owned() });
    }
    let control = |b: &&u8| matches!(b, 0x1..=0x8 | 0xb | 0xe..=0x1f | 0x7f);
    let controls = bytes.iter().filter(control).count();
    if controls * 100 > bytes.len() {
        return Err(ReadFault::Malformed {
            detail: format!("{controls} of its {} bytes are control characters", bytes.len()),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        TextReader.read(text.as_bytes(), &Bounds::default()).unwrap()
    }

    #[test]
    fn lines_and_pages() {
        let document = read("\u{feff}Title\r\n\r\n\r\n1.\tShort title\n\u{c}next\n\u{c}");
        let seen: Vec<_> = document.blocks.iter().map(|b| (b.text.as_str(), b.page)).collect();
        assert_eq!(seen, [("Title", Some(1)), ("", Some(1)), ("1. Short title", Some(1)), ("next", Some(2))]);
        assert_eq!(document.pages, Some(2));
        assert!(document.blocks.iter().all(|b| b.kind == BlockKind::Line));
    }

    #[test]
    fn a_text_without_pages_has_none() {
        let document = read("one\ntwo");
        assert_eq!((document.pages, document.blocks.len()), (None, 2));
        assert!(document.blocks.iter().all(|b| b.page.is_none()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let read = |bytes: &[u8]| TextReader.read(bytes, &Bounds::default());
        assert!(matches!(read(b"PK\x03\x04\0\0"), Err(ReadFault::Malformed { .. })));
        let noise = [b"word ".repeat(10), vec![1, 2, 3]].concat();
        assert!(matches!(read(&noise), Err(ReadFault::Malformed { .. })));
        assert_eq!(read(b" \n\n "), Err(ReadFault::Empty));
        assert_eq!(read(b""), Err(ReadFault::Empty));
        let few = Bounds { blocks: 2, ..Bounds::default() };
        assert!(matches!(TextReader.read(b"a\nb\nc", &few), Err(ReadFault::TooMuch { .. })));
        let short = Bounds { text: 4, ..Bounds::default() };
        assert!(matches!(TextReader.read(b"a\nb\nc", &short), Err(ReadFault::TooMuch { .. })));
    }

    #[test]
    fn one_line_of_megabytes_is_one_block() {
        let long = "word ".repeat(1 << 20);
        let document = read(&long);
        assert_eq!(document.blocks.len(), 1);
    }
}
