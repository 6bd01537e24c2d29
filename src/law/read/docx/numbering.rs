//! The numbers that Word computes and does not write down: "2.1", "(a)", "Article 5".
//!
//! Lists (`w:num`) that share a definition (`w:abstractNum`) count on together; a list that overrides a
//! start counts anew from its first paragraph. A deeper level begins again when a higher one moves on.

use std::collections::{HashMap, HashSet};

use crate::law::read::ReadFault;
use crate::law::read::docx::styles::{Styles, on};
use crate::law::read::numerals::written;
use crate::law::read::xml::{Step, Tag, Xml};

/// Word has nine levels.
const LEVELS: usize = 9;
/// A pattern is a handful of characters; a longer one is an attack on the size of the text.
const LONGEST_PATTERN: usize = 200;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// Such as `%1.%2`.
    pattern: String,
    style: Option<String>,
    /// Higher levels are written in plain digits.
    legal: bool,
    /// The level whose moving on begins this one again, from 1; 0 is never.
    restart: Option<usize>,
    suffix: Suffix,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suffix {
    Space,
    Nothing,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            pattern: String::new(),
            style: None,
            legal: false,
            restart: None,
            suffix: Suffix::Space,
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Definition {
    levels: Vec<Level>,
    /// The list style that it stands for, where it has no levels of its own.
    link: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Definition>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

/// What stands before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// With the space after it, where there is one.
    pub(super) text: String,
}

impl Numbering {
    pub(super) fn parse(text: &str, depth: usize) -> Result<Self, ReadFault> {
        let mut all = Self::default();
        let mut xml = Xml::new(text, depth);
        let mut at = Place::Outside;
        let mut level = 0usize;
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    // The looks of the number itself, and pictures as bullets.
                    "rPr" | "pPr" | "numPicBullet" => xml.skip()?,
                    "abstractNum" => at = Place::Definition(tag.attr("abstractNumId").unwrap_or_default()),
                    "num" => at = Place::List(tag.attr("numId").unwrap_or_default()),
                    "lvl" | "lvlOverride" => {
                        level = tag.attr("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0).min(LEVELS - 1);
                        if tag.name() == "lvl" {
                            all.level(&at, level, |l| *l = Level::default());
                        }
                    }
                    _ => all.take(&at, level, &tag),
                },
                Step::End => return Ok(all),
                Step::Close | Step::Text(_) => {}
            }
        }
    }

    fn take(&mut self, at: &Place, level: usize, tag: &Tag<'_>) {
        let value = || tag.attr("val");
        match (tag.name(), at) {
            ("abstractNumId", Place::List(id)) => {
                self.lists.entry(id.clone()).or_default().definition = value().unwrap_or_default();
            }
            ("startOverride", Place::List(id)) => {
                let start = value().and_then(|v| v.parse().ok()).unwrap_or(1);
                self.lists.entry(id.clone()).or_default().starts.insert(level, start);
            }
            ("numStyleLink", Place::Definition(id)) => {
                self.definitions.entry(id.clone()).or_default().link = value();
            }
            ("start", _) => {
                let start = value().and_then(|v| v.parse().ok()).unwrap_or(1);
                self.level(at, level, |l| l.start = start);
            }
            // A `w:numFmt` may stand in a choice with a newer format that only names a custom pattern.
            ("numFmt", _) => self.level(at, level, |l| l.format = value().unwrap_or_default()),
            ("lvlText", _) => self.level(at, level, |l| {
                l.pattern = value().unwrap_or_default().chars().take(LONGEST_PATTERN).collect();
            }),
            ("pStyle", _) => self.level(at, level, |l| l.style = value()),
            ("isLgl", _) => self.level(at, level, |l| l.legal = on(tag)),
            ("lvlRestart", _) => {
                self.level(at, level, |l| l.restart = value().and_then(|v| v.parse().ok()));
            }
            ("suff", _) if value().as_deref() == Some("nothing") => {
                self.level(at, level, |l| l.suffix = Suffix::Nothing);
            }
            _ => {}
        }
    }

    fn level(&mut self, at: &Place, level: usize, change: impl FnOnce(&mut Level)) {
        match at {
            Place::Outside => {}
            Place::Definition(id) => {
                let levels = &mut self.definitions.entry(id.clone()).or_default().levels;
                if levels.len() <= level {
                    levels.resize_with(level + 1, Level::default);
                }
                if let Some(level) = levels.get_mut(level) {
                    change(level);
                }
            }
            Place::List(id) => {
                change(self.lists.entry(id.clone()).or_default().levels.entry(level).or_default());
            }
        }
    }

    /// Counts one paragraph of a list and gives its mark. `style` finds the level where only the style of
    /// the paragraph is tied to one.
    pub(super) fn next(
        &mut self,
        list: &str,
        level: Option<usize>,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<Mark> {
        let (definition_id, levels) = self.levels(list, styles)?;
        let level = level
            .or_else(|| levels.iter().position(|l| l.style.is_some() && l.style.as_deref() == style))
            .unwrap_or(0)
            .min(LEVELS - 1);
        let own = levels.get(level)?;
        let starts = self.lists.get(list).map(|l| l.starts.clone()).unwrap_or_default();

        let counts = self.counts.entry(definition_id).or_default();
        let mut forced = None;
        for (at, start) in starts {
            if at <= level && self.begun.insert((list.to_owned(), at)) {
                if at == level {
                    forced = Some(start);
                } else if let Some(count) = counts.get_mut(at) {
                    *count = Some(start);
                }
            }
        }
        for (at, count) in counts.iter_mut().enumerate() {
            let start = levels.get(at).map_or(1, |l| l.start);
            if at < level {
                count.get_or_insert(start);
            } else if at == level {
                *count = forced.or_else(|| Some(count.map_or(start, |n| n.saturating_add(1))));
            } else if levels.get(at).and_then(|l| l.restart).is_none_or(|r| level < r) {
                *count = None;
            }
        }
        let counts = *counts;
        Some(Mark { text: mark(own, &levels, &counts) })
    }

    /// The levels of a list with its own overrides, and the definition they are counted under.
    fn levels(&self, list: &str, styles: &Styles) -> Option<(String, Vec<Level>)> {
        let own = self.lists.get(list)?;
        let mut id = own.definition.clone();
        // A definition may stand for a list style, whose own list has the levels.
        for _ in 0..4 {
            let Some(link) = self.definitions.get(&id).and_then(|d| d.link.as_deref()) else { break };
            let Some(next) = styles.list(link).and_then(|n| self.lists.get(&n)) else { break };
            id.clone_from(&next.definition);
        }
        let mut levels = self.definitions.get(&id)?.levels.clone();
        for (at, level) in &own.levels {
            if levels.len() <= *at {
                levels.resize_with(at + 1, Level::default);
            }
            if let Some(place) = levels.get_mut(*at) {
                place.clone_from(level);
            }
        }
        Some((id, levels))
    }
}

#[derive(Debug)]
enum Place {
    Outside,
    Definition(String),
    List(String),
}

fn mark(own: &Level, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    if own.format == "bullet" {
        // The sign is a place in a font of pictures more often than a character.
        out.push('•');
    } else {
        let mut signs = own.pattern.chars().peekable();
        while let Some(sign) = signs.next() {
            let place = if sign == '%' { signs.peek().and_then(|c| c.to_digit(10)) } else { None };
            let Some(place) = place.and_then(|p| usize::try_from(p).ok()).filter(|p| *p > 0) else {
                out.push(sign);
                continue;
            };
            signs.next();
            let level = levels.get(place - 1);
            let n = counts.get(place - 1).copied().flatten().unwrap_or(level.map_or(1, |l| l.start));
            let format = level.map_or("decimal", |l| l.format.as_str());
            out.push_str(&written(n, if own.legal { "decimal" } else { format }));
        }
    }
    if !out.is_empty() && own.suffix == Suffix::Space {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering() -> Numbering {
        let text = r#"<w:numbering xmlns:w="w">
          <w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="PART %1"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/><w:lvlText w:val="(%3)"/><w:suff w:val="nothing"/></w:lvl>
          </w:abstractNum>
          <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Law"/></w:abstractNum>
          <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
          <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
          <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
          <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
          <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
        </w:numbering>"#;
        Numbering::parse(text, 50).unwrap()
    }

    #[test]
    fn levels_count_and_begin_again() {
        let styles = Styles::parse(
            r#"<w:styles xmlns:w="w"><w:style w:type="numbering" w:styleId="Law"><w:numId w:val="1"/></w:style></w:styles>"#,
            50,
        )
        .unwrap();
        let mut all = numbering();
        for (list, level, want) in [
            ("1", 0, "PART I "),
            ("1", 1, "1.3 "),
            ("1", 1, "1.4 "),
            ("1", 2, "(a)"),
            ("1", 0, "PART II "),
            ("1", 1, "2.3 "),
            ("1", 2, "(b)"),
            ("3", 1, "2.4 "),
            ("2", 0, "PART IX "),
            ("2", 0, "PART X "),
            ("1", 0, "PART XI "),
            ("4", 0, "• "),
        ] {
            let mark = all.next(list, Some(level), None, &styles).unwrap();
            assert_eq!(mark.text, want, "{list} {level}");
        }
        assert_eq!(all.next("99", Some(0), None, &styles), None);
        assert_eq!(all.next("1", Some(77), None, &styles), None);
    }

    #[test]
    fn a_level_that_comes_first_takes_the_starts_above_it() {
        let mut all = numbering();
        let mark = all.next("1", Some(1), None, &Styles::default()).unwrap();
        assert_eq!(mark.text, "1.3 ");
    }
}
