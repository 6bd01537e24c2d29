//! From a document to the text of a law with its provisions, ready to be kept, indexed and cited.

use sha2::{Digest, Sha256};

use crate::law::block::Document;
use crate::law::normalise::normalised;
use crate::law::read::akn::AknReader;
use crate::law::read::docx::DocxReader;
use crate::law::read::html::HtmlReader;
use crate::law::read::markdown::MarkdownReader;
use crate::law::read::pdf::PdfReader;
use crate::law::read::text::TextReader;
use crate::law::read::{Bounds, ReadFault, Reader};
use crate::law::words::language;
use crate::law::{provisions, quality};
use crate::model::law::{FileFormat, LawText};

/// The reader of a format. The one of PDF belongs into a process of its own.
pub(crate) fn reader(format: FileFormat) -> &'static dyn Reader {
    match format {
        FileFormat::Text => &TextReader,
        FileFormat::Markdown => &MarkdownReader,
        FileFormat::Html => &HtmlReader,
        FileFormat::Pdf => &PdfReader,
        FileFormat::Docx => &DocxReader,
        FileFormat::AkomaNtoso => &AknReader,
    }
}

/// Reads the bytes of a file.
pub(crate) fn read(format: FileFormat, bytes: &[u8]) -> Result<Document, ReadFault> {
    reader(format).read(bytes, &Bounds::default())
}

/// The language of a document: what it says of itself where its words agree, else what its words say.
pub(crate) fn language_of(document: &Document) -> String {
    let mut sample = String::new();
    for block in &document.blocks {
        if sample.len() > 60_000 {
            break;
        }
        sample.push_str(&block.text);
        sample.push('\n');
    }
    let detected = language::detect(&sample);
    let said = document.facts.language.as_deref().and_then(language::tag);
    match said {
        // Pages are copied with the language of the site they stand on; nobody sees it there.
        Some(said) if detected == "und" || said == detected => said.to_owned(),
        Some(said) if !language::is_told_apart(said) => said.to_owned(),
        _ => detected.to_owned(),
    }
}

/// Takes a document apart into provisions.
pub(crate) fn text_of(document: &Document, format: FileFormat, language: &str) -> Result<LawText, ReadFault> {
    let found = provisions::recognise(document, language);
    if !found.text.chars().any(char::is_alphabetic) {
        return Err(ReadFault::Empty);
    }
    let mut notes = document.notes.clone();
    notes.extend(found.notes);
    let mut provisions = found.provisions;
    for provision in &mut provisions {
        provision.sha256 = fingerprint(provision.span.of(&found.text));
    }
    Ok(LawText {
        quality: quality::of(&found.text),
        provisions,
        outline: found.outline,
        pages: found.pages,
        notes,
        read_by: document.read_by.clone().unwrap_or_else(|| format.to_string()),
        text: found.text,
    })
}

/// The fingerprint of words: the same for the same words, however they are printed.
pub(crate) fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(normalised(text).as_bytes());
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_have_the_same_fingerprint() {
        assert_eq!(fingerprint("The  Oﬃcer\nof Cou\u{ad}rt"), fingerprint("the officer of court"));
        assert_ne!(fingerprint("shall"), fingerprint("may"));
        assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
