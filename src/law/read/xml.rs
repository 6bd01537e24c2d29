//! A stream over hostile XML: well-formed or refused, never deeper than may be, and nothing is expanded.
//!
//! A document type declaration is refused as a whole, for it is where entities are declared. Names are
//! compared without their prefix: producers choose prefixes freely, and the formats read here use no
//! local name in two senses where it matters.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::law::read::ReadFault;

/// One step of the stream. Comments and processing instructions are passed over.
#[derive(Debug)]
pub(crate) enum Step<'a> {
    Open(Tag<'a>),
    Close,
    Text(Cow<'a, str>),
    End,
}

/// An opening tag.
#[derive(Debug)]
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute with this local name.
    pub(crate) fn attr(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        // The check compares every name with every other: a tag of a million attributes would never end.
        let found = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|a| a.key.local_name().into_inner() == name)?;
        let value = found
            .normalized_value(XmlVersion::Implicit1_0)
            .map_or_else(|_| found.value.to_string(), Cow::into_owned);
        Some(value.trim().to_owned())
    }
}

/// The stream.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    deepest: usize,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str, deepest: usize) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, deepest }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    pub(crate) fn step(&mut self) -> Result<Step<'a>, ReadFault> {
        loop {
            let event = self.reader.read_event().map_err(|e| malformed(&e))?;
            return Ok(match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > self.deepest {
                        let detail = format!("elements nested deeper than {}", self.deepest);
                        return Err(ReadFault::TooMuch { detail });
                    }
                    Step::Open(Tag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close
                }
                Event::Text(text) => Step::Text(text.into_inner()),
                Event::CData(text) => Step::Text(text.into_inner()),
                Event::GeneralRef(reference) => {
                    let resolved = reference.resolve_char_ref().map_err(|e| malformed(&e))?;
                    Step::Text(match resolved {
                        Some(c) => Cow::Owned(c.to_string()),
                        None => named(&reference.into_inner()),
                    })
                }
                Event::DocType(_) => {
                    let detail = "a document type declaration".to_owned();
                    return Err(ReadFault::Refused { detail });
                }
                Event::Eof if self.depth > 0 => {
                    let detail = "the XML ends in the middle".to_owned();
                    return Err(ReadFault::Malformed { detail });
                }
                Event::Eof => Step::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), ReadFault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.step()?, Step::End) {
                break;
            }
        }
        Ok(())
    }

    /// The text of the element that was opened last, all that is in it.
    pub(crate) fn text(&mut self) -> Result<String, ReadFault> {
        let outside = self.depth.saturating_sub(1);
        let mut out = String::new();
        while self.depth > outside {
            match self.step()? {
                Step::Text(text) => out.push_str(&text),
                Step::End => break,
                Step::Open(_) | Step::Close => {}
            }
        }
        Ok(out)
    }
}

/// The five names that XML has, and the space that people write by hand; any other stays as it is written,
/// because without a declaration it means nothing.
fn named<'a>(name: &str) -> Cow<'a, str> {
    Cow::Owned(match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        "nbsp" => "\u{a0}".to_owned(),
        other => format!("&{other};"),
    })
}

fn malformed(fault: &impl ToString) -> ReadFault {
    // The parser quotes names of the file, which may be of any length.
    let detail: String = fault.to_string().chars().filter(|c| !c.is_control()).take(160).collect();
    ReadFault::Malformed { detail: format!("not well-formed XML: {detail}") }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn run(text: &str) -> Result<String, ReadFault> {
        let mut xml = Xml::new(text, 20);
        let mut out = String::new();
        loop {
            match xml.step()? {
                Step::Open(tag) => write!(out, "<{}", tag.name()).unwrap(),
                Step::Close => out.push('>'),
                Step::Text(text) => out.push_str(&text),
                Step::End => return Ok(out),
            }
        }
    }

    #[test]
    fn steps() {
        assert_eq!(
            run("<x:a b='1'><!-- no --><c/>&lt;&#65;&nbsp;<![CDATA[<d>]]></x:a>").unwrap(),
            "<a<c><A\u{a0}<d>>"
        );
    }

    #[test]
    fn hostile() {
        let deep = "<a>".repeat(100_000);
        for (text, want) in [
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "something that is not read"),
            (deep.as_str(), "deeper than 20"),
            ("<a><b></a>", "not well-formed"),
            ("<a>", "ends in the middle"),
            ("<a", "not well-formed"),
            ("<a>&#xFFFFFFFF;</a>", "not well-formed"),
        ] {
            let fault = run(text).unwrap_err().to_string();
            assert!(fault.contains(want), "{fault}");
        }
    }

    #[test]
    fn a_tag_of_very_many_attributes_ends() {
        let mut text = "<a".to_owned();
        for i in 0..200_000 {
            write!(text, " a{i}='1'").unwrap();
        }
        text.push_str(" last='&lt;'/>");
        let mut xml = Xml::new(&text, 20);
        let Step::Open(tag) = xml.step().unwrap() else { panic!() };
        assert_eq!(tag.attr("last").as_deref(), Some("<"));
    }
}
