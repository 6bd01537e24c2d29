//! The walk through an Akoma Ntoso document: from elements to blocks and the units that they open.

use std::collections::{HashMap, HashSet};

use crate::law::block::{Block, BlockKind, FoundFacts, GivenUnit};
use crate::law::read::ReadFault;
use crate::law::read::akn::elements::{Role, holds_text, role};
use crate::law::read::akn::facts::Meta;
use crate::law::read::gather::{Gather, block, push_running, squeeze, squeeze_line};
use crate::law::read::xml::{Step, Tag, Xml};
use crate::model::law::UnitKind;

/// What was left out, and what comes with the blocks.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) blocks: Vec<Block>,
    pub(super) facts: FoundFacts,
    pub(super) deleted: usize,
    /// Units whose id had come before, in a file that holds several versions.
    pub(super) versions: usize,
    /// More documents of the same file.
    pub(super) more: usize,
}

/// A unit that is open.
#[derive(Debug)]
pub(super) struct Unit {
    kind: UnitKind,
    eid: Option<String>,
    number: Option<String>,
    heading: Option<String>,
    subheading: Option<String>,
    /// What the file calls it, where nothing is printed.
    name: Option<String>,
    /// Its block was given.
    said: bool,
    /// It has a block, so that it counts for the depth of what is in it.
    stands: bool,
}

/// Text that is being collected.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

/// A walk through one document.
pub(super) struct Walk {
    pub(super) gather: Gather,
    pub(super) read: Read,
    pub(super) first_meta: bool,
    pub(super) notes: HashMap<String, String>,
    pub(super) units: Vec<Unit>,
    /// Units below the section, and quoted structures: units in them are text.
    pub(super) below: usize,
    /// The numbers of units below the section that wait for their text.
    pub(super) number: String,
    pub(super) is_item: bool,
    /// The unit without a heading that the next block opens.
    pub(super) opens: Option<GivenUnit>,
    pub(super) said: Said,
    /// Open elements whose text is one paragraph.
    pub(super) in_text: usize,
    pub(super) row: Vec<String>,
    pub(super) row_notes: Vec<String>,
    pub(super) rows: usize,
    pub(super) several_versions: bool,
    /// The name of the document's own element, which serves as its kind.
    pub(super) document: Option<String>,
    pub(super) seen: HashSet<String>,
}

impl Walk {
    pub(super) fn new(gather: Gather) -> Self {
        Self {
            gather,
            read: Read::default(),
            first_meta: true,
            notes: HashMap::new(),
            units: Vec::new(),
            below: 0,
            number: String::new(),
            is_item: false,
            opens: None,
            said: Said::default(),
            in_text: 0,
            row: Vec::new(),
            row_notes: Vec::new(),
            rows: 0,
            several_versions: false,
            document: None,
            seen: HashSet::new(),
        }
    }

    /// Walks the whole file. What stands around the document is passed over.
    pub(super) fn run(mut self, text: &str, depth: usize) -> Result<Read, ReadFault> {
        let mut xml = Xml::new(text, depth);
        let mut root = None;
        let mut found = false;
        loop {
            match xml.step()? {
                Step::Open(tag) => {
                    root.get_or_insert_with(|| tag.name().to_owned());
                    if tag.name() != "akomaNtoso" {
                        continue;
                    }
                    if found {
                        self.read.more += 1;
                        xml.skip()?;
                    } else {
                        found = true;
                        self.within(&mut xml)?;
                        self.finish_text(0)?;
                    }
                }
                Step::End => break,
                Step::Close | Step::Text(_) => {}
            }
        }
        if !found {
            let root: String =
                root.unwrap_or_default().chars().filter(|c| !c.is_control()).take(60).collect();
            let detail = if root.is_empty() {
                "there is no XML in it".to_owned()
            } else {
                format!("the XML is not Akoma Ntoso (its root is <{root}>)")
            };
            return Err(ReadFault::Malformed { detail });
        }
        self.read.blocks = self.gather.finish()?;
        self.read.facts.kind = self.read.facts.kind.or(self.document.filter(|kind| !kind.is_empty()));
        Ok(self.read)
    }

    /// Walks what is in the element that was opened last, up to its close.
    pub(super) fn within(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(tag) => self.open(xml, &tag)?,
                Step::Text(text) => push_running(&mut self.said.text, &text),
                Step::End => break,
                Step::Close => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), ReadFault> {
        let name = tag.name();
        if tag.attr("contains").as_deref() == Some("multipleVersions") {
            self.several_versions = true;
        }
        let inside = self.below > 0 || self.units.iter().any(|u| holds_text(u.kind));
        let role = role(name, tag.attr("name").as_deref(), inside);
        // Within a paragraph only a few elements are more than words of it.
        let role = match role {
            Role::Group | Role::Text | Role::Below | Role::Number | Role::Heading | Role::Subheading
                if self.in_text > 0 =>
            {
                Role::Inline
            }
            // Nor does a cell of a table hold units.
            Role::Unit(_) | Role::Plain(_) if self.rows > 0 => Role::Inline,
            role => role,
        };
        match role {
            Role::Unit(kind) => self.unit(xml, tag, kind),
            Role::Plain(kind) => self.plain(xml, tag, kind),
            Role::Below | Role::Quoted => self.below(xml, tag, role),
            Role::Item => {
                self.flush()?;
                self.is_item = true;
                self.below(xml, tag, role)
            }
            Role::Text => self.paragraph(xml),
            Role::Number | Role::Heading | Role::Subheading => self.title(xml, role),
            Role::Table => {
                self.flush()?;
                let in_text = std::mem::take(&mut self.in_text);
                self.within(xml)?;
                self.in_text = in_text;
                self.flush()
            }
            Role::Row => self.row(xml),
            Role::Cell => self.cell(xml),
            Role::Note => self.note(xml, tag),
            Role::Break => {
                self.said.text.push('\n');
                self.within(xml)
            }
            Role::Left => self.left(xml, tag),
            Role::Group => {
                self.flush()?;
                if name == "doc" {
                    self.name_schedule(tag);
                }
                if self.document.is_none() && matches!(name, "act" | "bill" | "doc" | "statement") {
                    self.document = Some(tag.attr("name").unwrap_or_else(|| name.to_owned()));
                }
                self.within(xml)?;
                self.flush()
            }
            Role::Inline => {
                if name == "noteRef" {
                    self.refer(tag);
                }
                self.within(xml)
            }
        }
    }

    fn left(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), ReadFault> {
        match tag.name() {
            "meta" => {
                let meta = Meta::read(xml)?;
                self.notes.extend(meta.notes);
                if std::mem::take(&mut self.first_meta) {
                    self.read.facts = meta.facts;
                } else if let Some(schedule) = self.units.last_mut().filter(|u| !u.said) {
                    schedule.name = meta.facts.title.or(schedule.name.take());
                }
                return Ok(());
            }
            "del" => self.read.deleted += 1,
            _ => {}
        }
        xml.skip()
    }

    fn unit(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, kind: UnitKind) -> Result<(), ReadFault> {
        self.flush()?;
        let eid = tag.attr("eId").or_else(|| tag.attr("id")).filter(|id| !id.is_empty());
        if self.several_versions && eid.as_ref().is_some_and(|id| !self.seen.insert(id.clone())) {
            self.read.versions += 1;
            return xml.skip();
        }
        self.announce()?;
        let (below, number) = (std::mem::take(&mut self.below), std::mem::take(&mut self.number));
        let in_text = std::mem::take(&mut self.in_text);
        self.units.push(Unit {
            kind,
            eid,
            number: None,
            heading: None,
            subheading: None,
            name: None,
            said: false,
            stands: false,
        });
        let is_cross = matches!(tag.name(), "crossHeading" | "crossheading");
        self.within(xml)?;
        // Its own words are its heading.
        if is_cross
            && !self.said.text.trim().is_empty()
            && let Some(unit) = self.units.last_mut().filter(|u| !u.said && u.heading.is_none())
        {
            unit.heading = Some(squeeze_line(&std::mem::take(&mut self.said.text)));
        }
        self.finish_text(0)?;
        self.announce()?;
        self.units.pop();
        (self.below, self.number, self.in_text) = (below, number, in_text);
        Ok(())
    }

    /// An attached document without a heading goes by the name that the file has for it.
    fn name_schedule(&mut self, tag: &Tag<'_>) {
        let Some(name) = tag.attr("name").filter(|n| n.chars().any(char::is_alphabetic)) else { return };
        if let Some(unit) = self.units.last_mut().filter(|u| u.kind == UnitKind::Schedule && !u.said) {
            let mut signs = name.chars();
            let first = signs.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            unit.name = Some(squeeze_line(&format!("{first}{}", signs.as_str())));
        }
    }

    fn plain(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, kind: UnitKind) -> Result<(), ReadFault> {
        self.flush()?;
        self.announce()?;
        self.opens = Some(GivenUnit {
            kind,
            depth: self.depth(self.units.len()),
            eid: tag.attr("eId").or_else(|| tag.attr("id")),
            number: None,
            heading: None,
        });
        let (in_text, number) = (std::mem::take(&mut self.in_text), self.number.len());
        self.within(xml)?;
        self.finish_text(number)?;
        self.in_text = in_text;
        self.opens = None;
        Ok(())
    }

    fn below(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, role: Role) -> Result<(), ReadFault> {
        self.flush()?;
        self.below += 1;
        let (in_text, number) = (std::mem::take(&mut self.in_text), self.number.len());
        if role == Role::Quoted {
            self.number.push_str(&tag.attr("startQuote").unwrap_or_default());
        }
        self.within(xml)?;
        self.finish_text(number)?;
        if let Some(quote) = tag.attr("endQuote").filter(|_| role == Role::Quoted && self.rows == 0) {
            self.gather.add_to_last(&squeeze_line(&quote))?;
        }
        self.below -= 1;
        self.in_text = in_text;
        Ok(())
    }

    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        self.flush()?;
        self.in_text += 1;
        self.within(xml)?;
        self.in_text -= 1;
        self.flush()
    }

    /// A number or heading: of the unit, or of what is below it.
    fn title(&mut self, xml: &mut Xml<'_>, role: Role) -> Result<(), ReadFault> {
        self.flush()?;
        if self.rows > 0 {
            // In a cell it is text like any other.
            self.within(xml)?;
            return self.flush();
        }
        self.in_text += 1;
        self.within(xml)?;
        self.in_text -= 1;
        let said = std::mem::take(&mut self.said);
        let text = squeeze_line(&said.text);
        let of_unit = if self.below == 0 { self.units.last_mut().filter(|u| !u.said) } else { None };
        match (of_unit, role) {
            (Some(unit), _) => {
                let place = match role {
                    Role::Number => &mut unit.number,
                    Role::Heading => &mut unit.heading,
                    _ => &mut unit.subheading,
                };
                if place.is_none() && !text.is_empty() {
                    *place = Some(text);
                } else if !text.is_empty() {
                    let place = place.get_or_insert_with(String::new);
                    place.push(' ');
                    place.push_str(&text);
                }
                if !said.notes.is_empty() {
                    self.announce()?;
                    self.say_notes(said.notes)?;
                }
                Ok(())
            }
            (None, Role::Number) => {
                if !text.is_empty() {
                    self.number.push_str(&text);
                    self.number.push(' ');
                }
                self.say_notes(said.notes)
            }
            (None, _) => self.give(Said { text, notes: said.notes }),
        }
    }

    /// Gives what text is left at the end of an element. A number that found no text is text itself; so
    /// many bytes of numbers had waited before.
    fn finish_text(&mut self, waited: usize) -> Result<(), ReadFault> {
        self.flush()?;
        if self.number.len() > waited { self.give(Said::default()) } else { Ok(()) }
    }

    /// Gives the text collected so far as a block; in a cell it stays in the cell.
    pub(super) fn flush(&mut self) -> Result<(), ReadFault> {
        if self.rows > 0 {
            self.said.text.push(' ');
            return Ok(());
        }
        let said = std::mem::take(&mut self.said);
        if said.text.trim().is_empty() && said.notes.is_empty() { Ok(()) } else { self.give(said) }
    }

    fn give(&mut self, said: Said) -> Result<(), ReadFault> {
        if self.rows > 0 {
            self.said.text.push(' ');
            self.said.text.push_str(&said.text);
            self.said.notes.extend(said.notes);
            return Ok(());
        }
        self.announce()?;
        let number = std::mem::take(&mut self.number);
        let wording = squeeze(&said.text);
        let mut notes = said.notes;
        // Where an editor's words are all there is, they take the number.
        if wording.is_empty() && !number.is_empty() && !notes.is_empty() {
            if let Some(first) = notes.first_mut() {
                first.insert_str(0, &number);
            }
        } else {
            let kind = if self.is_item { BlockKind::Item } else { BlockKind::Paragraph };
            let text = squeeze(&format!("{number}{wording}"));
            if !text.is_empty() {
                self.is_item = false;
                let unit = self.opens.take();
                self.gather.push(Block { unit, ..block(kind, text) })?;
            }
        }
        self.say_notes(notes)
    }

    pub(super) fn say_notes(&mut self, notes: Vec<String>) -> Result<(), ReadFault> {
        for note in notes {
            let unit = self.opens.take();
            self.gather.push(Block { unit, ..block(BlockKind::Note, note) })?;
        }
        Ok(())
    }

    /// Gives the headings of units that are open and not yet said. One without number and heading opens
    /// with the next block.
    pub(super) fn announce(&mut self) -> Result<(), ReadFault> {
        for at in 0..self.units.len() {
            let Some(unit) = self.units.get_mut(at).filter(|u| !u.said) else { continue };
            unit.said = true;
            let heading = match (unit.heading.take(), unit.subheading.take()) {
                (Some(heading), Some(sub)) => Some(format!("{heading} – {sub}")),
                (heading, sub) => heading.or(sub),
            };
            let number = unit.number.take();
            let name = unit.name.take();
            let heading = if number.is_none() { heading.or(name) } else { heading };
            let text =
                [number.as_deref(), heading.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let (kind, eid) = (unit.kind, unit.eid.take());
            if self.opens.take().is_some()
                && let Some(silent) = self.units.get_mut(..at).and_then(|u| u.iter_mut().rfind(|u| u.stands))
            {
                // The unit around it had no word of its own: it has no block, so it does not count.
                silent.stands = false;
            }
            let given = GivenUnit { kind, depth: self.depth(at), eid, number, heading };
            if let Some(unit) = self.units.get_mut(at) {
                unit.stands = true;
            }
            if text.is_empty() {
                self.opens = Some(given);
            } else {
                let kind = BlockKind::Heading(given.depth);
                self.gather.push(Block { unit: Some(given), ..block(kind, text) })?;
            }
        }
        Ok(())
    }

    /// The depth of the unit at this place among the open ones.
    fn depth(&self, at: usize) -> u8 {
        let above = self.units.iter().take(at).filter(|u| u.stands).count();
        u8::try_from(above.saturating_add(1)).unwrap_or(u8::MAX)
    }
}
