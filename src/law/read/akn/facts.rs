//! What an Akoma Ntoso document says of itself in its `meta` element, and the notes it keeps there.

use std::collections::HashMap;

use crate::law::block::FoundFacts;
use crate::law::read::ReadFault;
use crate::law::read::gather::squeeze_line;
use crate::law::read::xml::{Step, Tag, Xml};

/// A `meta` element.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub(super) facts: FoundFacts,
    /// Notes that the text refers to, by id.
    pub(super) notes: HashMap<String, String>,
    work: bool,
    expression: bool,
    subtype: Option<String>,
}

impl Meta {
    /// Reads the element, which was just opened, to its end.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadFault> {
        let outside = xml.depth().saturating_sub(1);
        let mut meta = Self::default();
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "note" => {
                        let id = tag.attr("eId").or_else(|| tag.attr("id"));
                        let text = squeeze_line(&xml.text()?);
                        if let Some(id) = id.filter(|_| !text.is_empty()) {
                            meta.notes.insert(id, text);
                        }
                    }
                    _ => meta.take(&tag),
                },
                Step::End => break,
                Step::Close | Step::Text(_) => {}
            }
        }
        meta.finish();
        Ok(meta)
    }

    fn take(&mut self, tag: &Tag<'_>) {
        let value = |name: &str| tag.attr(name).map(|v| squeeze_line(&v)).filter(|v| !v.is_empty());
        let facts = &mut self.facts;
        match tag.name() {
            "FRBRWork" => (self.work, self.expression) = (true, false),
            "FRBRExpression" => (self.work, self.expression) = (false, true),
            "FRBRManifestation" | "FRBRItem" => (self.work, self.expression) = (false, false),
            // The first alias may be an alias of another kind: the one named as the title wins.
            "FRBRalias" if self.work || self.expression => {
                let named = matches!(value("name").as_deref(), Some("title"));
                if facts.title.is_none() || (named && self.work) {
                    facts.title = value("value").or(facts.title.take());
                }
            }
            "FRBRuri" if self.work => facts.source = value("value"),
            "FRBRdate" if self.work && facts.enacted.is_none() => facts.enacted = value("date").and_then(day),
            "FRBRdate" if self.expression && facts.version.is_none() => {
                facts.version = value("date").and_then(day);
            }
            "FRBRnumber" if self.work => facts.number = value("value"),
            "FRBRcountry" if self.work => facts.country = value("value"),
            "FRBRsubtype" if self.work => self.subtype = value("value"),
            "FRBRlanguage" if self.expression && facts.language.is_none() => {
                facts.language = value("language");
            }
            "eventRef" if value("type").as_deref() == Some("repeal") => {
                facts.status = Some("repealed".to_owned());
            }
            _ => {}
        }
    }

    fn finish(&mut self) {
        let facts = &mut self.facts;
        let address = facts.source.clone().unwrap_or_default();
        // /akn/tz/act/1977/1, /akn/za/by-law/cape-town/2002/name, and without /akn in the second version.
        let steps: Vec<&str> = address.split('/').filter(|s| !s.is_empty() && *s != "akn").collect();
        let kind = steps.get(1).filter(|s| s.chars().all(|c| c.is_alphabetic() || c == '-'));
        facts.kind = self.subtype.take().or_else(|| kind.map(|s| (*s).to_owned()));
        let year = |text: &str| text.get(..4).and_then(|y| y.parse::<i16>().ok()).filter(|y| *y > 1000);
        let mut in_address = steps.iter().skip(2).filter(|s| s.len() == 4 || s.get(4..5) == Some("-"));
        facts.year = in_address.find_map(|s| year(s)).or_else(|| facts.enacted.as_deref().and_then(year));
    }
}

/// A day or a year, unless it is the one that stands for "not known".
fn day(text: String) -> Option<String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let fits = ["0000", "0000-00", "0000-00-00"].contains(&shape.as_str());
    (fits && !text.starts_with("000") && !text.starts_with("9999")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> FoundFacts {
        let mut xml = Xml::new(text, 50);
        let _ = xml.step().unwrap();
        Meta::read(&mut xml).unwrap().facts
    }

    #[test]
    fn facts_of_the_work_and_the_expression() {
        let found = facts(
            "<meta><identification><FRBRWork><FRBRthis value='/akn/xa/act/1999/5/!main'/><FRBRuri value='/akn/xa/act/1999/5'/>
             <FRBRalias value='Short'/><FRBRalias name='title' value='Tree Houses Act'/><FRBRdate date='1999-03-01'/>
             <FRBRcountry value='xa'/><FRBRnumber value='5'/></FRBRWork>
             <FRBRExpression><FRBRdate date='2020-01-31'/><FRBRlanguage language='eng'/></FRBRExpression>
             <FRBRManifestation><FRBRdate date='2024-01-01'/></FRBRManifestation></identification>
             <lifecycle><eventRef type='amendment'/><eventRef type='repeal'/></lifecycle></meta>",
        );
        assert_eq!(
            found,
            FoundFacts {
                title: Some("Tree Houses Act".to_owned()),
                number: Some("5".to_owned()),
                year: Some(1999),
                kind: Some("act".to_owned()),
                language: Some("eng".to_owned()),
                country: Some("xa".to_owned()),
                status: Some("repealed".to_owned()),
                enacted: Some("1999-03-01".to_owned()),
                version: Some("2020-01-31".to_owned()),
                source: Some("/akn/xa/act/1999/5".to_owned()),
            }
        );
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let found = facts(
            "<meta><FRBRWork><FRBRuri value='/xa/by-law/town/2002/fires'/><FRBRdate date='0001-01-01'/></FRBRWork></meta>",
        );
        assert_eq!((found.year, found.kind.as_deref(), found.enacted), (Some(2002), Some("by-law"), None));
    }
}
