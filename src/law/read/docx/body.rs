//! The text of a Word document in reading order: paragraphs, tables, text boxes and the notes they call.
//!
//! What a reader of the final text would see is kept: insertions are taken, deletions are not; a field
//! shows its result, not its instruction; hidden text stays hidden. What was left out is counted.

use std::collections::HashMap;

use crate::law::block::{Block, BlockKind};
use crate::law::read::ReadFault;
use crate::law::read::docx::numbering::Numbering;
use crate::law::read::docx::paragraph::{Outline, Paragraph, Run};
use crate::law::read::docx::styles::{Styles, on, outline};
use crate::law::read::docx::symbols;
use crate::law::read::docx::table::Table;
use crate::law::read::gather::{Gather, block, squeeze, squeeze_line};
use crate::law::read::numerals::roman;
use crate::law::read::xml::{Step, Tag, Xml};

/// What was left out, and what was taken that a reviewer may want to know of.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Counts {
    pub(super) deleted: usize,
    pub(super) inserted: usize,
    pub(super) hidden: usize,
    pub(super) contents: usize,
    pub(super) foreign: usize,
}

/// The wording of footnotes or endnotes, by their id.
pub(super) type Notes = HashMap<String, String>;

/// What the parts beside the main one give.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) footnotes: Notes,
    pub(super) endnotes: Notes,
}

/// What a walk gives.
#[derive(Debug)]
pub(super) struct Walked {
    pub(super) blocks: Vec<Block>,
    pub(super) counts: Counts,
    /// Languages of the text, with how many bytes each has.
    pub(super) languages: HashMap<String, usize>,
}

/// A walk through one part.
pub(super) struct Walk<'s> {
    around: &'s mut Surroundings,
    counts: Counts,
    languages: HashMap<String, usize>,
    /// Open paragraphs: more than one where a text box stands in a paragraph.
    open: Vec<Paragraph>,
    tables: Vec<Table>,
    /// How many tables were open where each text box began.
    boxes: Vec<usize>,
    run: Option<Run>,
    /// For each open field, whether its result has begun.
    fields: Vec<bool>,
    /// Text of paragraphs whose end was deleted: it belongs to the next.
    carried: Option<Paragraph>,
    notes: (u32, u32),
    seen_body: bool,
    gather: Gather,
}

impl<'s> Walk<'s> {
    pub(super) fn new(around: &'s mut Surroundings, gather: Gather) -> Self {
        Self {
            around,
            counts: Counts::default(),
            languages: HashMap::new(),
            open: Vec::new(),
            tables: Vec::new(),
            boxes: Vec::new(),
            run: None,
            fields: Vec::new(),
            carried: None,
            notes: (0, 0),
            seen_body: false,
            gather,
        }
    }

    /// Walks the main part to its end.
    pub(super) fn main(mut self, text: &str, depth: usize) -> Result<Walked, ReadFault> {
        let mut xml = Xml::new(text, depth);
        loop {
            match xml.step()? {
                Step::Open(tag) => self.open(&mut xml, &tag)?,
                Step::End => break,
                Step::Text(_) | Step::Close => {}
            }
        }
        if !self.seen_body {
            return Err(ReadFault::Malformed { detail: "the zip file holds no Word document".to_owned() });
        }
        self.flush_carried()?;
        Ok(Walked { blocks: self.gather.finish()?, counts: self.counts, languages: self.languages })
    }

    /// Takes an element with all that is in it.
    fn open(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), ReadFault> {
        match tag.name() {
            "p" => return self.paragraph(xml),
            "tbl" => return self.table(xml),
            "tr" if !self.tables.is_empty() => return self.row(xml),
            "tc" if !self.tables.is_empty() => return self.cell(xml),
            "r" if !self.open.is_empty() => return self.run(xml),
            "txbxContent" => return self.text_box(xml),
            "del" | "moveFrom" => {
                self.counts.deleted += 1;
                return xml.skip();
            }
            "ins" | "moveTo" => self.counts.inserted += 1,
            // The old properties of a tracked change, the text of a drawing for older programs, the
            // pronunciation above a word, and section properties with their headers.
            "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "sectPr"
            | "Fallback" | "rt" | "tblPr" | "tcPr" | "sdtPr" => return xml.skip(),
            "body" => self.seen_body = true,
            "altChunk" => self.counts.foreign += 1,
            "pPr" if !self.open.is_empty() => return self.properties(xml),
            name if self.run.is_some() => {
                let name = name.to_owned();
                return self.in_run(xml, tag, &name);
            }
            _ => {}
        }
        self.within(xml)
    }

    /// Walks what is in the element that was opened last, up to its close.
    fn within(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(tag) => self.open(xml, &tag)?,
                Step::End => break,
                Step::Text(_) | Step::Close => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let outer_run = self.run.take();
        self.open.push(self.carried.take().map(Paragraph::continued).unwrap_or_default());
        self.within(xml)?;
        self.run = outer_run;
        // A field whose result never began would hide the rest of the law.
        while self.fields.last() == Some(&false) {
            self.fields.pop();
        }
        let Some(paragraph) = self.open.pop() else { return Ok(()) };
        if paragraph.end_deleted {
            self.carried = Some(paragraph);
            return Ok(());
        }
        self.close(paragraph)
    }

    fn flush_carried(&mut self) -> Result<(), ReadFault> {
        self.carried.take().map_or(Ok(()), |paragraph| self.close(paragraph))
    }

    fn close(&mut self, paragraph: Paragraph) -> Result<(), ReadFault> {
        let resolved = self.around.styles.paragraph(paragraph.style.as_deref());
        if resolved.contents {
            self.counts.contents += 1;
            return Ok(());
        }
        let wording = squeeze(&paragraph.text);
        let mark = self.mark(&paragraph, &resolved);
        let heading = match paragraph.outline {
            Outline::Style => resolved.heading,
            Outline::BodyText => None,
            Outline::Heading(depth) => Some(depth),
        };
        let text = match (&mark, wording.is_empty()) {
            (Some(mark), false) => squeeze(&format!("{mark}{wording}")),
            _ => wording,
        };
        let kind = match heading {
            Some(depth) => BlockKind::Heading(depth),
            None if mark.is_some() => BlockKind::Item,
            None => BlockKind::Paragraph,
        };
        let strong = paragraph.strong && !text.is_empty();
        self.put(Block { strong, ..block(kind, text) })?;
        for (mark, end, id) in paragraph.notes {
            let notes = if end { &self.around.endnotes } else { &self.around.footnotes };
            if let Some(text) = notes.get(&id).filter(|t| !t.is_empty()) {
                let note = block(BlockKind::Note, format!("[{mark}] {text}"));
                self.put(note)?;
            }
        }
        for block in paragraph.after {
            self.put(block)?;
        }
        Ok(())
    }

    fn mark(
        &mut self,
        paragraph: &Paragraph,
        resolved: &crate::law::read::docx::styles::Resolved,
    ) -> Option<String> {
        let list = paragraph.num_id.as_deref().or(resolved.num_id.as_deref()).filter(|id| *id != "0")?;
        let level = paragraph.level.or(resolved.level);
        let Surroundings { styles, numbering, .. } = &mut *self.around;
        Some(numbering.next(list, level, paragraph.style.as_deref(), styles)?.text).filter(|t| !t.is_empty())
    }

    /// Puts a block where it belongs: in the cell, behind the paragraph of the text box, or into the document.
    fn put(&mut self, block: Block) -> Result<(), ReadFault> {
        if self.tables.len() > self.boxes.last().copied().unwrap_or(0) {
            if let Some(table) = self.tables.last_mut() {
                table.put(block);
            }
            return Ok(());
        }
        match self.open.last_mut() {
            Some(paragraph) => paragraph.after.push(block),
            None => self.gather.push(block)?,
        }
        Ok(())
    }

    fn properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let outside = xml.depth().saturating_sub(1);
        let mut in_mark = false;
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(tag) => {
                    let Some(paragraph) = self.open.last_mut() else { continue };
                    match tag.name() {
                        "pPrChange" | "rPrChange" | "sectPr" | "tabs" => xml.skip()?,
                        "rPr" => in_mark = true,
                        "del" | "moveFrom" if in_mark => paragraph.end_deleted = true,
                        "pStyle" => paragraph.style = tag.attr("val"),
                        "numId" => paragraph.num_id = tag.attr("val"),
                        "ilvl" => paragraph.level = tag.attr("val").and_then(|v| v.parse().ok()),
                        "outlineLvl" => {
                            paragraph.outline = outline(&tag).map_or(Outline::BodyText, Outline::Heading);
                        }
                        _ => {}
                    }
                }
                Step::End => break,
                Step::Text(_) | Step::Close => {}
            }
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let style = self.open.last().and_then(|p| p.style.clone());
        let below = self.around.styles.paragraph(style.as_deref()).looks;
        let outer = self.run.replace(Run::new(below));
        self.within(xml)?;
        let counted = self.run.take().is_some_and(|r| r.hid);
        self.counts.hidden += usize::from(counted);
        self.run = outer;
        Ok(())
    }

    fn in_run(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, name: &str) -> Result<(), ReadFault> {
        let text = match name {
            "rPr" => return self.looks(xml),
            "t" => xml.text()?,
            "tab" | "ptab" => " ".to_owned(),
            // A page or column break is no break of the wording.
            "br" if tag.attr("type").is_some_and(|t| t != "textWrapping") => " ".to_owned(),
            "br" | "cr" => return self.line_break(xml),
            "noBreakHyphen" => "-".to_owned(),
            "sym" => symbols::character(
                tag.attr("font").as_deref().unwrap_or_default(),
                tag.attr("char").as_deref().unwrap_or_default(),
            )
            .to_string(),
            "fldChar" => {
                match tag.attr("fldCharType").as_deref() {
                    Some("begin") => self.fields.push(false),
                    Some("separate") => {
                        if let Some(last) = self.fields.last_mut() {
                            *last = true;
                        }
                    }
                    _ => {
                        self.fields.pop();
                    }
                }
                String::new()
            }
            "footnoteReference" | "endnoteReference" => {
                self.note(tag, name == "endnoteReference");
                String::new()
            }
            "instrText" | "delText" | "delInstrText" | "softHyphen" => return xml.skip(),
            _ => return self.within(xml),
        };
        self.say(&text, false);
        if name == "t" { Ok(()) } else { self.within(xml) }
    }

    fn line_break(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        self.say("", true);
        self.within(xml)
    }

    fn looks(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(tag) => match (tag.name(), &mut self.run) {
                    ("rPrChange", _) => xml.skip()?,
                    ("rStyle", Some(run)) => {
                        run.below = self
                            .around
                            .styles
                            .character(&tag.attr("val").unwrap_or_default())
                            .over(&run.below);
                    }
                    (_, Some(run)) => run.own.take(&tag),
                    _ => {}
                },
                Step::End => break,
                Step::Text(_) | Step::Close => {}
            }
        }
        Ok(())
    }

    /// Adds wording to the open paragraph, as far as it is to be seen.
    fn say(&mut self, text: &str, line: bool) {
        let (Some(run), Some(paragraph)) = (&mut self.run, self.open.last_mut()) else { return };
        if self.fields.contains(&false) {
            return;
        }
        let looks = run.own.clone().over(&run.below);
        if looks.hidden == Some(true) {
            run.hid |= !text.trim().is_empty();
            return;
        }
        if line {
            paragraph.text.push('\n');
            return;
        }
        paragraph.say(text, looks.is_bold());
        let language =
            if looks.right_to_left == Some(true) { looks.language_complex } else { looks.language };
        if let Some(language) = language {
            *self.languages.entry(language).or_default() += text.trim().len();
        }
    }

    fn note(&mut self, tag: &Tag<'_>, end: bool) {
        let (Some(id), Some(paragraph)) = (tag.attr("id"), self.open.last_mut()) else { return };
        if paragraph.notes.len() > 10_000 {
            return;
        }
        let count = if end { &mut self.notes.1 } else { &mut self.notes.0 };
        // A note with a mark of its own is not counted; the mark is the text that follows.
        let mark = if tag.attr("customMarkFollows").is_some_and(|v| v != "0" && v != "false") {
            "*".to_owned()
        } else {
            *count = count.saturating_add(1);
            if end { roman(*count).to_lowercase() } else { count.to_string() }
        };
        paragraph.notes.push((mark, end, id));
    }

    fn text_box(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let carried = self.carried.take();
        let run = self.run.take();
        let fields = std::mem::take(&mut self.fields);
        self.boxes.push(self.tables.len());
        self.within(xml)?;
        self.flush_carried()?;
        self.boxes.pop();
        (self.run, self.fields, self.carried) = (run, fields, carried);
        Ok(())
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        self.flush_carried()?;
        self.tables.push(Table::default());
        self.within(xml)?;
        self.tables.pop();
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(tag) if tag.name() == "trPr" => self.row_properties(xml)?,
                Step::Open(tag) => self.open(xml, &tag)?,
                Step::End => break,
                Step::Text(_) | Step::Close => {}
            }
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let (blocks, deleted) = table.end_row(squeeze_line);
        self.counts.deleted += usize::from(deleted);
        // The row itself stands outside the table it closes: in an outer cell, or in the document.
        let inner = self.tables.pop();
        for block in blocks {
            self.put(block)?;
        }
        self.tables.extend(inner);
        Ok(())
    }

    fn row_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.step()? {
                Step::Open(tag) if tag.name() == "del" => {
                    if let Some(table) = self.tables.last_mut() {
                        table.row_deleted = on(&tag);
                    }
                }
                Step::End => break,
                _ => {}
            }
        }
        Ok(())
    }

    fn cell(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadFault> {
        if let Some(table) = self.tables.last_mut() {
            table.begin_cell();
        }
        self.within(xml)?;
        self.flush_carried()
    }
}

/// The footnotes or endnotes of a part, by their id.
pub(super) fn notes(text: &str, depth: usize) -> Result<Notes, ReadFault> {
    let mut found = Notes::new();
    let mut xml = Xml::new(text, depth);
    let mut id = None;
    let mut wording = String::new();
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "footnote" | "endnote" => {
                    if let Some(id) = id.take() {
                        found.insert(id, squeeze_line(&wording));
                    }
                    wording.clear();
                    // Those with a type are the lines between text and notes.
                    id = tag.attr("type").is_none_or(|t| t == "normal").then(|| tag.attr("id")).flatten();
                }
                "del" | "moveFrom" | "rPr" | "pPr" | "instrText" | "Fallback" => xml.skip()?,
                "p" | "br" | "cr" | "tab" | "tc" => wording.push(' '),
                "noBreakHyphen" => wording.push('-'),
                "t" => wording.push_str(&xml.text()?),
                _ => {}
            },
            Step::End => {
                if let Some(id) = id.take() {
                    found.insert(id, squeeze_line(&wording));
                }
                return Ok(found);
            }
            Step::Close | Step::Text(_) => {}
        }
    }
}
