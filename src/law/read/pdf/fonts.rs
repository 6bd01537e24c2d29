//! The fonts of a file, mended so that the crate that decodes them does not give up.
//!
//! `pdf-extract` panics on what other readers forgive: an encoding it has no table for, a list of widths one
//! short, a font without a name. Each font is copied once, with such things put right, and known by a name of
//! ours; the file's own objects stay as they are. A font that still fails is mended harder: its embedded
//! program is dropped and its table of characters is written anew.

use std::collections::HashMap;

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

use crate::law::read::pdf::cmap;
use crate::law::read::pdf::encoding;
use crate::law::read::pdf::unpack;

/// How far a font was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mended {
    Gently,
    Hard,
    /// Nothing helped: what is set in it is not read.
    Lost,
}

#[derive(Debug)]
pub(super) struct Font {
    source: Dictionary,
    pub(super) dict: Dictionary,
    pub(super) bold: bool,
    pub(super) mended: Mended,
    /// Its table of characters was cut short.
    pub(super) damaged: bool,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    At(ObjectId),
    Inline(String),
}

/// All fonts met so far, and the objects made for them.
#[derive(Debug)]
pub(super) struct Fonts {
    known: HashMap<Key, usize>,
    pub(super) list: Vec<Font>,
    pub(super) made: Vec<(ObjectId, Object)>,
    next: u32,
    generation: u16,
}

/// A table of characters larger than this is not one.
const MOST_CMAP: usize = 8 << 20;

impl Fonts {
    /// Objects that are made get numbers from `next` on, in a generation that the file does not have.
    pub(super) fn new(next: u32, generation: u16) -> Self {
        Self { known: HashMap::new(), list: Vec::new(), made: Vec::new(), next, generation }
    }

    /// The name by which the rewritten pages know a font.
    pub(super) fn name(index: usize) -> String {
        format!("F{index}")
    }

    /// The font that `name` means under `resources`.
    pub(super) fn find(&mut self, pdf: &Pdf, resources: &Dictionary, name: &[u8]) -> Option<usize> {
        let fonts = resources.get_deref(b"Font", pdf).ok()?.as_dict().ok()?;
        let object = fonts.get(name).ok()?;
        let dict = pdf.dereference(object).ok()?.1.as_dict().ok()?;
        let key = match object {
            Object::Reference(id) => Key::At(*id),
            other => Key::Inline(format!("{other:?}")),
        };
        if let Some(index) = self.known.get(&key) {
            return Some(*index);
        }
        let index = self.list.len();
        let (mended, damaged) = self.mend(pdf, dict, Mended::Gently);
        let bold = is_bold(pdf, dict);
        self.list.push(Font { source: dict.clone(), dict: mended, bold, mended: Mended::Gently, damaged });
        self.known.insert(key, index);
        Some(index)
    }

    /// Mends a font one step further.
    pub(super) fn harden(&mut self, pdf: &Pdf, index: usize) {
        let Some(font) = self.list.get(index) else { return };
        let (source, mended) = (font.source.clone(), font.mended);
        let hard = (mended == Mended::Gently).then(|| self.mend(pdf, &source, Mended::Hard).0);
        if let Some(font) = self.list.get_mut(index) {
            match hard {
                Some(dict) => (font.dict, font.mended) = (dict, Mended::Hard),
                None => font.mended = Mended::Lost,
            }
        }
    }

    fn make(&mut self, object: Object) -> Object {
        let id = (self.next, self.generation);
        self.next = self.next.saturating_add(1);
        self.made.push((id, object));
        Object::Reference(id)
    }

    fn mend(&mut self, pdf: &Pdf, source: &Dictionary, how: Mended) -> (Dictionary, bool) {
        let mut font = source.clone();
        let mut damaged = false;
        let subtype = name_of(pdf, source, b"Subtype").unwrap_or_else(|| {
            if source.has(b"DescendantFonts") { b"Type0".to_vec() } else { b"Type1".to_vec() }
        });
        font.set("Subtype", Object::Name(subtype.clone()));
        let base: Vec<u8> = name_of(pdf, source, b"BaseFont")
            .unwrap_or_default()
            .into_iter()
            .filter(u8::is_ascii_graphic)
            .collect();
        font.set("BaseFont", Object::Name(if base.is_empty() { b"Unnamed".to_vec() } else { base.clone() }));

        let table = source.get_deref(b"ToUnicode", pdf).and_then(Object::as_stream).ok();
        font.remove(b"ToUnicode");
        let mut mapped = false;
        if let Some(table) = table {
            let unpacked = unpack::unpack(table, MOST_CMAP).unwrap_or_default();
            damaged = !unpacked.whole;
            let bytes = match how {
                Mended::Gently => unpacked.bytes,
                Mended::Hard | Mended::Lost => cmap::rewritten(&unpacked.bytes),
            };
            if cmap::has_entries(&bytes) {
                let made = self.make(stream(bytes));
                font.set("ToUnicode", made);
                mapped = true;
            }
        }

        match subtype.as_slice() {
            b"Type0" => mend_composite(pdf, source, &mut font, how),
            b"Type3" => {
                mend_encoding(pdf, source, &mut font, Program::None);
                mend_type3(pdf, source, &mut font);
            }
            _ => {
                let program = mend_descriptor(pdf, source, &mut font, how);
                mend_encoding(pdf, source, &mut font, program);
                mend_widths(pdf, source, &mut font, &base);
            }
        }
        if !mapped {
            let names = font.get(b"Encoding").and_then(Object::as_dict);
            let names = names.and_then(|e| e.get(b"Differences")).and_then(Object::as_array).ok();
            if let Some(bytes) = names.and_then(|names| encoding::table_of_names(names)) {
                let made = self.make(stream(bytes));
                font.set("ToUnicode", made);
            }
        }
        (font, damaged)
    }
}

fn stream(bytes: Vec<u8>) -> Object {
    Object::Stream(pdf_extract::Stream::new(Dictionary::new(), bytes))
}

fn name_of(pdf: &Pdf, dict: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    dict.get_deref(key, pdf).ok()?.as_name().ok().map(<[u8]>::to_vec)
}

fn number(pdf: &Pdf, object: &Object) -> f64 {
    let value = pdf.dereference(object).ok().and_then(|(_, o)| o.as_float().ok());
    value.map(f64::from).filter(|v| v.is_finite()).unwrap_or(0.0)
}

#[expect(clippy::cast_possible_truncation, reason = "PDF numbers are 32 bits wide, and widths are small")]
fn real(value: f64) -> Object {
    Object::Real(value as f32)
}

fn is_bold(pdf: &Pdf, font: &Dictionary) -> bool {
    let name = name_of(pdf, font, b"BaseFont").unwrap_or_default();
    let name = String::from_utf8_lossy(&name).to_lowercase();
    ["bold", "black", "heavy", "semibd"].iter().any(|word| name.contains(word))
}

/// What program a simple font carries, as far as it says how the font is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Program {
    None,
    Type1,
    Compact,
}

fn mend_descriptor(pdf: &Pdf, source: &Dictionary, font: &mut Dictionary, how: Mended) -> Program {
    font.remove(b"FontDescriptor");
    let Some(mut descriptor) =
        source.get_deref(b"FontDescriptor", pdf).and_then(Object::as_dict).ok().cloned()
    else {
        return Program::None;
    };
    // The crate looks for the width of missing characters in the font itself.
    if let Ok(width) = descriptor.get(b"MissingWidth") {
        font.set("MissingWidth", real(number(pdf, width)));
    }
    descriptor.remove(b"CharSet");
    let has = |descriptor: &Dictionary, key: &[u8]| {
        descriptor.get_deref(key, pdf).and_then(Object::as_stream).is_ok()
    };
    let mut program = Program::None;
    for (key, kind) in [
        (&b"FontFile"[..], Program::Type1),
        (&b"FontFile2"[..], Program::None),
        (&b"FontFile3"[..], Program::Compact),
    ] {
        if how == Mended::Gently && has(&descriptor, key) {
            program = kind;
        } else {
            descriptor.remove(key);
        }
    }
    // The crate asks a compact program for its kind without looking whether it says one.
    if program == Program::Compact {
        let kind = descriptor.get_deref(b"FontFile3", pdf).and_then(Object::as_stream);
        if !kind.is_ok_and(|s| s.dict.get(b"Subtype").is_ok_and(|o| o.as_name().is_ok())) {
            descriptor.remove(b"FontFile3");
            program = Program::None;
        }
    }
    font.set("FontDescriptor", Object::Dictionary(descriptor));
    program
}

fn mend_encoding(pdf: &Pdf, source: &Dictionary, font: &mut Dictionary, program: Program) {
    let subtype = name_of(pdf, font, b"Subtype").unwrap_or_default();
    let base = name_of(pdf, font, b"BaseFont").unwrap_or_default();
    let embedded = program != Program::None;
    font.remove(b"Encoding");
    let named = |name: &[u8]| matches!(name, b"WinAnsiEncoding" | b"MacRomanEncoding" | b"MacExpertEncoding");
    let given = source.get_deref(b"Encoding", pdf).ok();
    match given {
        Some(Object::Name(name)) if named(name) => font.set("Encoding", Object::Name(name.clone())),
        Some(Object::Dictionary(dict)) => {
            let base_encoding = name_of(pdf, dict, b"BaseEncoding").filter(|name| named(name));
            let own = dict.get_deref(b"Differences", pdf).and_then(Object::as_array).ok();
            let own = own.into_iter().flatten().filter_map(|o| pdf.dereference(o).ok().map(|(_, o)| o));
            let standard = base_encoding.is_none() && !embedded && subtype == b"Type1";
            let base_encoding =
                base_encoding.or_else(|| (subtype == b"TrueType").then(|| b"WinAnsiEncoding".to_vec()));
            font.set("Encoding", encoding::mended(own, base_encoding, standard));
        }
        // The fonts that every reader has, and those that carry their own, need none.
        _ if program == Program::Type1 || is_core(&base) => {}
        _ if subtype == b"TrueType" => font.set("Encoding", Object::Name(b"WinAnsiEncoding".to_vec())),
        _ => font.set("Encoding", encoding::mended(std::iter::empty(), None, !embedded)),
    }
}

fn is_core(base: &[u8]) -> bool {
    matches!(
        base,
        b"Courier"
            | b"Courier-Bold"
            | b"Courier-BoldOblique"
            | b"Courier-Oblique"
            | b"Helvetica"
            | b"Helvetica-Bold"
            | b"Helvetica-BoldOblique"
            | b"Helvetica-Oblique"
            | b"Symbol"
            | b"Times-Bold"
            | b"Times-BoldItalic"
            | b"Times-Italic"
            | b"Times-Roman"
            | b"ZapfDingbats"
    )
}

fn mend_widths(pdf: &Pdf, source: &Dictionary, font: &mut Dictionary, base: &[u8]) {
    let first = source.get_deref(b"FirstChar", pdf).and_then(Object::as_i64).ok();
    let widths = source.get_deref(b"Widths", pdf).and_then(Object::as_array).ok();
    match (first.and_then(|f| u8::try_from(f).ok()), widths) {
        (Some(first), Some(widths)) if !widths.is_empty() => {
            let room = 256 - usize::from(first);
            let widths: Vec<Object> = widths.iter().take(room).map(|w| real(number(pdf, w))).collect();
            let last = i64::from(first) + i64::try_from(widths.len()).unwrap_or(1) - 1;
            font.set("FirstChar", i64::from(first));
            font.set("LastChar", last);
            font.set("Widths", Object::Array(widths));
        }
        _ => {
            font.remove(b"FirstChar");
            font.remove(b"LastChar");
            font.remove(b"Widths");
            if !is_core(base) {
                font.set("BaseFont", Object::Name(nearest_core(base).to_vec()));
                // Its metrics are found by the names of an encoding.
                if !font.has(b"Encoding") {
                    font.set("Encoding", Object::Name(b"WinAnsiEncoding".to_vec()));
                }
            }
        }
    }
}

/// A font with known widths that looks like one of this name.
fn nearest_core(base: &[u8]) -> &'static [u8] {
    let name = String::from_utf8_lossy(base).to_lowercase();
    let bold = name.contains("bold");
    match (["times", "serif", "roman", "garamond"].iter().any(|n| name.contains(n)), name.contains("courier"))
    {
        (_, true) => b"Courier",
        (true, _) if bold => b"Times-Bold",
        (true, _) => b"Times-Roman",
        _ if bold => b"Helvetica-Bold",
        _ => b"Helvetica",
    }
}

/// A font whose glyphs are drawings. The crate takes its widths for thousandths, whatever its matrix says, and
/// gives up on a character without one.
fn mend_type3(pdf: &Pdf, source: &Dictionary, font: &mut Dictionary) {
    let matrix = source.get_deref(b"FontMatrix", pdf).and_then(Object::as_array).ok();
    let scale = matrix.and_then(|m| m.first()).map_or(0.001, |o| number(pdf, o)).abs() * 1000.0;
    let first = source.get_deref(b"FirstChar", pdf).and_then(Object::as_i64).unwrap_or(0);
    let first = usize::try_from(first).unwrap_or(0);
    let given = source.get_deref(b"Widths", pdf).and_then(Object::as_array).ok();
    let widths = (0..256_usize).map(|code| {
        let width = code.checked_sub(first).and_then(|i| given.and_then(|g| g.get(i)));
        real(width.map_or(0.0, |w| number(pdf, w)) * scale)
    });
    font.set("Widths", Object::Array(widths.collect()));
    font.set("FirstChar", 0);
    font.set("LastChar", 255);
}

fn mend_composite(pdf: &Pdf, source: &Dictionary, font: &mut Dictionary, how: Mended) {
    let descendants = source.get_deref(b"DescendantFonts", pdf).and_then(Object::as_array).ok();
    let descendant = descendants.and_then(|d| d.first()).and_then(|o| pdf.dereference(o).ok());
    let mut inner = descendant.and_then(|(_, o)| o.as_dict().ok().cloned()).unwrap_or_default();
    inner.set("FontDescriptor", Object::Dictionary(Dictionary::new()));
    let default = inner.get_deref(b"DW", pdf).ok().map_or(1000.0, |o| number(pdf, o));
    #[expect(clippy::cast_possible_truncation, reason = "a width, held within bounds first")]
    inner.set("DW", default.clamp(0.0, 10_000.0) as i64);
    let widths = inner.get_deref(b"W", pdf).and_then(Object::as_array).ok();
    let widths = widths.map(|w| spelled_out(pdf, w)).unwrap_or_default();
    inner.set("W", Object::Array(widths));
    font.set("DescendantFonts", Object::Array(vec![Object::Dictionary(inner)]));

    let kept = match source.get_deref(b"Encoding", pdf) {
        Ok(Object::Name(name)) => matches!(name.as_slice(), b"Identity-H" | b"Identity-V"),
        Ok(Object::Stream(_)) => how == Mended::Gently,
        _ => false,
    };
    if !kept {
        font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
    }
}

/// Widths of a composite font with every range spelled out: the crate reads `from to width` wrongly.
fn spelled_out(pdf: &Pdf, widths: &[Object]) -> Vec<Object> {
    let mut out = Vec::new();
    let mut left = 65_536_usize;
    let code = |o: &Object| pdf.dereference(o).ok().and_then(|(_, o)| o.as_i64().ok()).filter(|c| *c >= 0);
    let mut rest = widths;
    while let [first, second, tail @ ..] = rest {
        let Some(from) = code(first).filter(|c| *c <= 65_535) else { break };
        let second = pdf.dereference(second).map_or(second, |(_, o)| o);
        if let Object::Array(list) = second {
            let list: Vec<Object> = list.iter().take(left).map(|w| real(number(pdf, w))).collect();
            left -= list.len();
            out.extend([Object::Integer(from), Object::Array(list)]);
            rest = tail;
        } else if let ([width, tail @ ..], Some(to)) = (tail, code(second)) {
            let count = usize::try_from(to - from + 1).unwrap_or(0).min(left);
            left -= count;
            let width = real(number(pdf, width));
            out.extend([Object::Integer(from), Object::Array(vec![width; count])]);
            rest = tail;
        } else {
            break;
        }
    }
    out
}
