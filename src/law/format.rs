//! Which format a file is in: by what is in it first, by its name where that leaves it open.

use crate::law::read::ReadFault;
use crate::model::law::FileFormat;

/// The endings of files that are looked for in a folder.
pub(crate) const ENDINGS: &[&str] =
    &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf", "docx", "xml", "akn"];

/// How far into a file its kind shows.
const LOOKED_AT: usize = 4096;

/// The format of a file.
///
/// # Errors
/// [`ReadFault::Malformed`] for the kinds that are known and not read, with what to do.
pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<FileFormat, ReadFault> {
    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    let malformed = |detail: &str| Err(ReadFault::Malformed { detail: detail.to_owned() });
    if bytes.is_empty() {
        return Err(ReadFault::Empty);
    }
    if has(head.get(..1024 + 4).unwrap_or(head), b"%PDF-") {
        return Ok(FileFormat::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        // The names of its parts stand in it uncompressed.
        return if has(bytes, b"word/") || ending(name) == "docx" {
            Ok(FileFormat::Docx)
        } else if has(bytes, b"content.xml") {
            malformed("it is an OpenDocument text: save it as .docx")
        } else {
            malformed("it is an archive: unpack it first")
        };
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return if has(bytes, b"E\0n\0c\0r\0y\0p\0t\0") {
            Err(ReadFault::Encrypted)
        } else {
            malformed("it is a Word file of before 2007: save it as .docx")
        };
    }
    if head.starts_with(b"{\\rtf") {
        return malformed("it is rich text: save it as .docx");
    }
    for (magic, what) in IMAGES {
        if head.starts_with(magic) {
            return malformed(&format!("it is {what}: make a PDF with text of it, as `ocrmypdf` does"));
        }
    }
    let text: Vec<u8> = head.iter().map(u8::to_ascii_lowercase).filter(|b| *b != 0).collect();
    if has(&text, b"<akomantoso") || (has(&text, b"<?xml") && has(&text, b"akomantoso")) {
        return Ok(FileFormat::AkomaNtoso);
    }
    if [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].iter().any(|tag| has(&text, tag)) {
        return Ok(FileFormat::Html);
    }
    match ending(name).as_str() {
        "md" | "markdown" => Ok(FileFormat::Markdown),
        "html" | "htm" | "xhtml" => Ok(FileFormat::Html),
        "xml" | "akn" => Ok(FileFormat::AkomaNtoso),
        "pdf" => malformed("its name says PDF, and it is none"),
        "docx" => malformed("its name says Word, and it is no .docx"),
        _ if text.starts_with(b"<?xml") => Ok(FileFormat::AkomaNtoso),
        _ => Ok(FileFormat::Text),
    }
}

const IMAGES: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"AT&TFORM", "a DjVu scan"),
];

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

fn has(bytes: &[u8], sought: &[u8]) -> bool {
    memchr::memmem::find(bytes, sought).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_it_counts_before_its_name() {
        for (name, bytes, expected) in [
            ("a.txt", &b"1. Short title"[..], FileFormat::Text),
            ("a", b"1. Short title", FileFormat::Text),
            ("a.txt", b"%PDF-1.4 ...", FileFormat::Pdf),
            ("a.html", b"junk before\n%PDF-1.4 ...", FileFormat::Pdf),
            ("a.txt", b"PK\x03\x04....word/document.xml", FileFormat::Docx),
            ("a.xml", b"<?xml version='1.0'?>\n<akomaNtoso xmlns='x'>", FileFormat::AkomaNtoso),
            ("a.txt", b"<!DOCTYPE HTML PUBLIC>\n<html>", FileFormat::Html),
            ("a.MD", b"# Ley", FileFormat::Markdown),
            ("a.htm", b"<p>no frame</p>", FileFormat::Html),
        ] {
            assert_eq!(of(name, bytes), Ok(expected), "{name}");
        }
    }

    #[test]
    fn what_is_not_read_says_what_to_do() {
        for (name, bytes, expected) in [
            ("a.doc", &b"\xd0\xcf\x11\xe0xxxx"[..], "save it as .docx"),
            ("a.docx", b"\xd0\xcf\x11\xe0..E\0n\0c\0r\0y\0p\0t\0", "password"),
            ("a.rtf", b"{\\rtf1 x}", "rich text"),
            ("a.odt", b"PK\x03\x04 content.xml", "OpenDocument"),
            ("a.zip", b"PK\x03\x04 other", "archive"),
            ("a.png", b"\x89PNG\r\n", "ocrmypdf"),
            ("a.pdf", b"hello", "it is none"),
            ("a.docx", b"hello", "no .docx"),
            ("a.txt", b"", "no words"),
        ] {
            assert!(of(name, bytes).unwrap_err().to_string().contains(expected), "{name}");
        }
    }
}
