//! Pages rewritten to what sets text: fonts, positions, strings.
//!
//! Drawings, colours and pictures go; forms are written out in place, with their own matrix; the two
//! operators that start a line and show a string become the plain ones. The crate below then meets nothing
//! that it panics on or recurses into, and the number of strings is known, so that what belongs to a
//! string (bold type, the text a file gives for it) can be told when its glyphs come back.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

use crate::law::read::pdf::fonts::{Fonts, Mended};
use crate::law::read::pdf::info;
use crate::law::read::pdf::tokens::{Operand, Tokens};
use crate::law::read::pdf::tree::Leaf;
use crate::law::read::pdf::unpack::{OverLimit, unpack};

/// What is known of one string that is shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Show {
    pub(super) bold: bool,
    /// The text that the file gives for it and its neighbours, as a place in `Flat::spans`.
    pub(super) span: Option<usize>,
}

/// What is known of one page beside its strings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traits {
    /// How many strings it shows.
    pub(super) shows: usize,
    /// Part of its content is missing or was cut short.
    pub(super) damaged: bool,
    /// It shows a picture: without text, it is a scan.
    pub(super) picture: bool,
}

/// Some pages as one stream.
#[derive(Debug, Default)]
pub(super) struct Flat {
    pub(super) content: String,
    pub(super) shows: Vec<Show>,
    pub(super) spans: Vec<String>,
    pub(super) pages: Vec<Traits>,
    pub(super) fonts: BTreeSet<usize>,
}

/// Forms within forms within forms.
const DEPTH: usize = 16;
/// Forms that one page may use, counted as often as they are used.
const FORMS: usize = 4_000;
/// States saved within each other: each is a copy of everything.
const SAVED: usize = 512;
/// A text longer than this stands for a whole passage, and its glyphs tell more of lines than it does.
const LONGEST_SPAN: usize = 48;

pub(super) struct Flattener<'a> {
    pdf: &'a Pdf,
    fonts: &'a mut Fonts,
    /// Bytes that may still be unpacked.
    left: &'a mut usize,
    flat: Flat,
    forms: usize,
    damaged: bool,
    picture: bool,
}

impl<'a> Flattener<'a> {
    pub(super) fn new(pdf: &'a Pdf, fonts: &'a mut Fonts, left: &'a mut usize) -> Self {
        Self { pdf, fonts, left, flat: Flat::default(), forms: 0, damaged: false, picture: false }
    }

    /// How long the rewritten pages are so far.
    pub(super) fn size(&self) -> usize {
        self.flat.content.len()
    }

    pub(super) fn finish(self) -> Flat {
        self.flat
    }

    pub(super) fn page(&mut self, leaf: &Leaf) -> Result<(), OverLimit> {
        self.forms = FORMS;
        (self.damaged, self.picture) = (false, false);
        let before = self.flat.shows.len();
        let content = self.content(leaf)?;
        self.stream(&content, &leaf.resources, None, &mut Vec::new())?;
        let shows = self.flat.shows.len() - before;
        self.flat.pages.push(Traits { shows, damaged: self.damaged, picture: self.picture });
        Ok(())
    }

    fn content(&mut self, leaf: &Leaf) -> Result<Vec<u8>, OverLimit> {
        let pdf = self.pdf;
        let Ok(page) = pdf.get_dictionary(leaf.page) else {
            self.damaged = true;
            return Ok(Vec::new());
        };
        let Ok(contents) = page.get(b"Contents") else { return Ok(Vec::new()) };
        let one = std::slice::from_ref(contents);
        let list = match pdf.dereference(contents) {
            Ok((_, Object::Array(list))) => list.as_slice(),
            _ => one,
        };
        let mut bytes = Vec::new();
        for object in list {
            let Ok((_, Object::Stream(stream))) = pdf.dereference(object) else {
                self.damaged = true;
                continue;
            };
            let unpacked = unpack(stream, *self.left)?;
            *self.left -= unpacked.bytes.len();
            self.damaged |= !unpacked.whole;
            bytes.extend_from_slice(&unpacked.bytes);
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    fn op(&mut self, numbers: &[f64], operator: &str) {
        for number in numbers {
            let _ = write!(self.flat.content, "{number} ");
        }
        self.flat.content.push_str(operator);
        self.flat.content.push('\n');
    }

    fn stream(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        font: Option<usize>,
        open: &mut Vec<ObjectId>,
    ) -> Result<(), OverLimit> {
        let mut font = font;
        let (mut saved, mut unsaved) = (Vec::new(), 0_usize);
        let mut marks: Vec<Option<usize>> = Vec::new();
        self.op(&[], "q");
        let mut tokens = Tokens::new(content);
        while let Some(word) = tokens.operator() {
            let operands = &tokens.operands;
            match word {
                b"q" if saved.len() >= SAVED => unsaved += 1,
                b"q" => {
                    saved.push(font);
                    self.op(&[], "q");
                }
                b"Q" if unsaved > 0 => unsaved -= 1,
                b"Q" => {
                    if let Some(before) = saved.pop() {
                        font = before;
                        self.op(&[], "Q");
                    }
                }
                b"BT" | b"ET" | b"T*" => {
                    let name = String::from_utf8_lossy(word);
                    self.op(&[], &name);
                }
                b"cm" | b"Tm" => self.numbers(operands, 6, word),
                b"Td" | b"TD" => self.numbers(operands, 2, word),
                b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" => self.numbers(operands, 1, word),
                b"Tf" => {
                    if let [.., Operand::Name(name), Operand::Number(size)] = operands.as_slice() {
                        font = self.fonts.find(self.pdf, resources, name);
                        self.font(font, *size);
                    }
                }
                b"Tj" => self.show(operands.last(), font, &marks),
                b"'" => {
                    self.op(&[], "T*");
                    self.show(operands.last(), font, &marks);
                }
                b"\"" => {
                    if let [Operand::Number(word), Operand::Number(character), text] = operands.as_slice() {
                        self.op(&[*word], "Tw");
                        self.op(&[*character], "Tc");
                        self.op(&[], "T*");
                        self.show(Some(text), font, &marks);
                    }
                }
                b"TJ" => {
                    if let Some(Operand::Array(items)) = operands.last() {
                        self.show_all(items, font, &marks);
                    }
                }
                b"BDC" => {
                    let span = self.given_text(operands, resources);
                    marks.push(span.or_else(|| marks.last().copied().flatten()));
                }
                b"BMC" => marks.push(marks.last().copied().flatten()),
                b"EMC" => {
                    marks.pop();
                }
                b"Do" => {
                    if let Some(Operand::Name(name)) = operands.last() {
                        let name = name.clone();
                        self.form(&name, resources, font, open)?;
                    }
                }
                _ => {}
            }
        }
        for _ in 0..=saved.len() {
            self.op(&[], "Q");
        }
        Ok(())
    }

    fn numbers(&mut self, operands: &[Operand], count: usize, word: &[u8]) {
        let start = operands.len().saturating_sub(count);
        let values: Vec<f64> = operands.iter().skip(start).filter_map(Operand::number).collect();
        if values.len() == count && values.iter().all(|v| v.abs() < 1e7) {
            self.op(&values, &String::from_utf8_lossy(word));
        }
    }

    fn font(&mut self, font: Option<usize>, size: f64) {
        if let Some(index) = font {
            self.damaged |= self.fonts.list.get(index).is_none_or(|f| f.damaged);
            self.flat.fonts.insert(index);
            let _ = writeln!(self.flat.content, "/{} {size} Tf", Fonts::name(index));
        }
    }

    fn known(&self, font: Option<usize>) -> Option<bool> {
        let font = self.fonts.list.get(font?)?;
        (font.mended != Mended::Lost).then_some(font.bold)
    }

    fn show(&mut self, text: Option<&Operand>, font: Option<usize>, marks: &[Option<usize>]) {
        if let Some(text @ Operand::Text(_)) = text {
            self.show_all(std::slice::from_ref(text), font, marks);
        }
    }

    fn show_all(&mut self, items: &[Operand], font: Option<usize>, marks: &[Option<usize>]) {
        let Some(bold) = self.known(font) else {
            self.damaged |= items.iter().any(|i| matches!(i, Operand::Text(t) if !t.is_empty()));
            return;
        };
        let span = marks.last().copied().flatten();
        self.flat.content.push('[');
        for item in items {
            match item {
                Operand::Number(number) if number.abs() < 1e7 => {
                    let _ = write!(self.flat.content, "{number} ");
                }
                Operand::Text(text) => {
                    self.flat.content.push('<');
                    for byte in text {
                        let _ = write!(self.flat.content, "{byte:02X}");
                    }
                    self.flat.content.push('>');
                    self.flat.shows.push(Show { bold, span });
                }
                _ => {}
            }
        }
        self.flat.content.push_str("] TJ\n");
    }

    /// The text that marked content says it stands for.
    fn given_text(&mut self, operands: &[Operand], resources: &Dictionary) -> Option<usize> {
        let text = match operands.last()? {
            Operand::Dict(entries) => entries.iter().find_map(|(key, value)| match value {
                Operand::Text(text) if key == b"ActualText" => Some(text.clone()),
                _ => None,
            })?,
            Operand::Name(name) => {
                let properties = resources.get_deref(b"Properties", self.pdf).ok()?.as_dict().ok()?;
                let dict = properties.get_deref(name, self.pdf).ok()?.as_dict().ok()?;
                dict.get_deref(b"ActualText", self.pdf).ok()?.as_str().ok()?.to_vec()
            }
            _ => return None,
        };
        let text = info::text_string(&text);
        if text.chars().count() > LONGEST_SPAN {
            return None;
        }
        self.flat.spans.push(text);
        Some(self.flat.spans.len() - 1)
    }

    fn form(
        &mut self,
        name: &[u8],
        resources: &Dictionary,
        font: Option<usize>,
        open: &mut Vec<ObjectId>,
    ) -> Result<(), OverLimit> {
        let pdf = self.pdf;
        let Some(object @ Object::Reference(_)) =
            resources.get_deref(b"XObject", pdf).ok().and_then(|o| o.as_dict().ok()?.get(name).ok())
        else {
            return Ok(());
        };
        let Ok((Some(id), Object::Stream(stream))) = pdf.dereference(object) else {
            self.damaged = true;
            return Ok(());
        };
        match stream.dict.get_deref(b"Subtype", pdf).and_then(Object::as_name) {
            Ok(b"Form") => {}
            Ok(b"Image") => {
                self.picture = true;
                return Ok(());
            }
            _ => return Ok(()),
        }
        if open.contains(&id) || open.len() >= DEPTH || self.forms == 0 {
            self.damaged = true;
            return Ok(());
        }
        self.forms -= 1;
        let unpacked = unpack(stream, *self.left)?;
        *self.left -= unpacked.bytes.len();
        self.damaged |= !unpacked.whole;
        let own = stream.dict.get_deref(b"Resources", pdf).and_then(Object::as_dict).unwrap_or(resources);
        let matrix = stream.dict.get_deref(b"Matrix", pdf).and_then(Object::as_array);
        let matrix: Vec<f64> = matrix
            .map(|m| m.iter().filter_map(|o| o.as_float().ok()).map(f64::from).collect())
            .unwrap_or_default();
        self.op(&[], "q");
        if matrix.len() == 6 && matrix.iter().all(|v| v.abs() < 1e7) {
            self.op(&matrix, "cm");
        }
        open.push(id);
        let done = self.stream(&unpacked.bytes, own, font, open);
        open.pop();
        self.op(&[], "Q");
        done
    }
}
