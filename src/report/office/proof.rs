//! Reading a document back: whether it is whole, and what it says.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};

use crate::report::office::{OfficeError, package, xml};

/// Whether all parts are there, each well-formed, and a text in the main one of a document.
pub(super) fn check(bytes: &[u8], main: &'static str) -> Result<(), OfficeError> {
    let parts = package::unpack(bytes)?;
    for name in [package::TYPES, package::RELATIONS, main] {
        if !parts.iter().any(|(part, _)| part == name) {
            return Err(OfficeError::Missing(name));
        }
    }
    let mut text = String::new();
    for (part, content) in &parts {
        let words = parse(part, content)?;
        if part == package::DOCUMENT {
            text = words;
        }
    }
    if main == package::DOCUMENT && text.trim().is_empty() { Err(OfficeError::Empty) } else { Ok(()) }
}

/// For tests. The text of a document: a line for each paragraph, its headers and footnotes left out.
#[cfg(all(test, feature = "docx"))]
pub(crate) fn text(bytes: &[u8]) -> Result<String, OfficeError> {
    let parts = package::unpack(bytes)?;
    let document = parts.iter().find(|(part, _)| part == package::DOCUMENT);
    let (part, content) = document.ok_or(OfficeError::Missing(package::DOCUMENT))?;
    parse(part, content)
}

/// Reads a part to its end, and gives its text.
fn parse(part: &str, content: &str) -> Result<String, OfficeError> {
    let wrong = |reason: String| OfficeError::Xml { part: part.to_owned(), reason };
    if let Some(c) = content.chars().find(|c| !xml::allowed(*c)) {
        return Err(wrong(format!("it has the character {:04X}", u32::from(c))));
    }
    let mut reader = Reader::from_str(content);
    let mut text = String::new();
    let mut depth = 0_usize;
    let mut shown = false;
    loop {
        match reader.read_event().map_err(|e| wrong(e.to_string()))? {
            Event::Start(tag) => {
                attributes(&tag.attributes()).map_err(wrong)?;
                depth += 1;
                shown = tag.name().0 == "w:t";
            }
            Event::Empty(tag) => {
                attributes(&tag.attributes()).map_err(wrong)?;
                match tag.name().0 {
                    "w:br" => text.push('\n'),
                    "w:tab" => text.push('\t'),
                    _ => {}
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                shown = false;
                if tag.name().0 == "w:p" {
                    text.push('\n');
                }
            }
            Event::Text(words) if shown => text.push_str(&words),
            Event::GeneralRef(name) => {
                let c = character(&name).ok_or_else(|| wrong("an entity has no meaning".to_owned()))?;
                if shown {
                    text.push(c);
                }
            }
            Event::Eof if depth > 0 => return Err(wrong("it ends too early".to_owned())),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

fn attributes(attributes: &quick_xml::events::attributes::Attributes<'_>) -> Result<(), String> {
    attributes.clone().try_for_each(|a| a.map(|_| ()).map_err(|e| e.to_string()))
}

fn character(name: &BytesRef<'_>) -> Option<char> {
    match name.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        Ok(None) => resolve_xml_entity(name)?.chars().next(),
        Err(_) => None,
    }
}
