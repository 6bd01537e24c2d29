//! The pages of a file through the crate that decodes fonts, some at a time, with what to do when it gives up.
//!
//! Pages go through in small groups, so that a font is made ready once for many pages. When a group fails, its
//! pages go through one by one; when one of these fails, the font to blame is mended harder; when nothing
//! helps, the plain text of the second crate is taken and the page is marked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId, Stream};

use crate::law::read::pdf::flatten::{Flat, Flattener, Traits};
use crate::law::read::pdf::fonts::{Fonts, Mended};
use crate::law::read::pdf::glyphs::{Collector, Page};
use crate::law::read::pdf::tree::Leaf;
use crate::law::read::pdf::unpack::OverLimit;
use crate::law::read::{Bounds, ReadFault};

/// How a page was read.
#[derive(Debug)]
pub(super) enum Sheet {
    Glyphs(Page, Traits),
    /// The plain text of the second crate.
    Plain(String, Traits),
    Lost,
}

/// Pages that go through together, and how long their text may get before no more are added.
const GROUP: usize = 16;
const GROUP_BYTES: usize = 4 << 20;
/// The generation that marks the objects made here: no file has it.
const OURS: u16 = 65_534;
const CATALOG: ObjectId = (1, OURS);
const PAGES: ObjectId = (2, OURS);
const PAGE: ObjectId = (3, OURS);
const CONTENT: ObjectId = (4, OURS);

pub(super) struct Extractor<'a> {
    pdf: &'a mut Pdf,
    fonts: Fonts,
    bounds: &'a Bounds,
    unpacked: usize,
    text: usize,
}

/// Why a group did not go through.
enum Failure {
    /// The crate gave up, or panicked.
    Crate,
    TooMuchText,
}

pub(super) fn too_much(bounds: &Bounds) -> ReadFault {
    ReadFault::TooMuch {
        detail: format!("more than {} MB of text, or a page of millions of letters", bounds.text >> 20),
    }
}

impl<'a> Extractor<'a> {
    pub(super) fn new(pdf: &'a mut Pdf, bounds: &'a Bounds) -> Self {
        let fonts = Fonts::new(16, OURS);
        Self { pdf, fonts, bounds, unpacked: bounds.unpacked, text: bounds.text }
    }

    /// Reads the pages, handing each to `take` with its number from 1.
    pub(super) fn run(&mut self, leaves: &[Leaf], mut take: impl FnMut(Sheet)) -> Result<(), ReadFault> {
        let mut rest = leaves;
        while !rest.is_empty() {
            let flat = self.flatten(rest)?;
            let (group, after) = rest.split_at(flat.pages.len().clamp(1, rest.len()));
            rest = after;
            match self.decode(&flat) {
                Ok(pages) => pages.into_iter().zip(&flat.pages).for_each(|(p, t)| take(Sheet::Glyphs(p, *t))),
                Err(Failure::TooMuchText) => return Err(too_much(self.bounds)),
                Err(Failure::Crate) => {
                    for leaf in group {
                        take(self.one(leaf)?);
                    }
                }
            }
        }
        Ok(())
    }

    fn flatten(&mut self, leaves: &[Leaf]) -> Result<Flat, ReadFault> {
        let mut flattener = Flattener::new(self.pdf, &mut self.fonts, &mut self.unpacked);
        for leaf in leaves.iter().take(GROUP) {
            let over = flattener.page(leaf);
            if let Err(OverLimit) = over {
                return Err(ReadFault::TooMuch {
                    detail: format!("more than {} MB when unpacked", self.bounds.unpacked >> 20),
                });
            }
            if flattener.size() > GROUP_BYTES {
                break;
            }
        }
        Ok(flattener.finish())
    }

    /// One page, after the group it was in has failed.
    fn one(&mut self, leaf: &Leaf) -> Result<Sheet, ReadFault> {
        for _ in 0..3 {
            let flat = self.flatten(std::slice::from_ref(leaf))?;
            match self.decode(&flat) {
                Ok(mut pages) => {
                    return Ok(pages
                        .pop()
                        .zip(flat.pages.first())
                        .map_or(Sheet::Lost, |(p, t)| Sheet::Glyphs(p, *t)));
                }
                Err(Failure::TooMuchText) => return Err(too_much(self.bounds)),
                Err(Failure::Crate) => {}
            }
            if !self.mend_fonts(&flat) {
                break;
            }
        }
        let flat = self.flatten(std::slice::from_ref(leaf))?;
        self.put(&flat);
        let pdf: &Pdf = self.pdf;
        let text = catch_unwind(AssertUnwindSafe(|| pdf.extract_text(&[1]))).ok().and_then(Result::ok);
        let traits = flat.pages.first().copied().unwrap_or_default();
        Ok(match text {
            Some(text) if text.len() > self.text => return Err(too_much(self.bounds)),
            Some(text) => {
                self.text -= text.len();
                Sheet::Plain(text, traits)
            }
            None => Sheet::Lost,
        })
    }

    /// Tries every font of a page alone and mends those that fail. Whether any was.
    fn mend_fonts(&mut self, flat: &Flat) -> bool {
        let mut any = false;
        for &font in &flat.fonts {
            let every: Vec<String> = (0..=255_u8).map(|byte| format!("{byte:02X}")).collect();
            let probe = Flat {
                content: format!("BT /{} 1 Tf <{}> Tj ET", Fonts::name(font), every.concat()),
                fonts: [font].into(),
                pages: vec![Traits { shows: 1, ..Traits::default() }],
                ..Flat::default()
            };
            while matches!(self.decode(&probe), Err(Failure::Crate)) {
                if self.fonts.list.get(font).is_none_or(|f| f.mended == Mended::Lost) {
                    break;
                }
                self.fonts.harden(self.pdf, font);
                any = true;
            }
        }
        any
    }

    /// Makes the rewritten pages the only page of the file.
    fn put(&mut self, flat: &Flat) {
        for (id, object) in self.fonts.made.drain(..) {
            self.pdf.objects.insert(id, object);
        }
        let mut fonts = Dictionary::new();
        for &index in &flat.fonts {
            if let Some(font) = self.fonts.list.get(index).filter(|f| f.mended != Mended::Lost) {
                fonts.set(Fonts::name(index), Object::Dictionary(font.dict.clone()));
            }
        }
        let mut resources = Dictionary::new();
        resources.set("Font", Object::Dictionary(fonts));
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let mut page = Dictionary::new();
        page.set("Type", name("Page"));
        page.set("Parent", Object::Reference(PAGES));
        page.set("MediaBox", Object::Array(vec![0.into(), 0.into(), 612.into(), 792.into()]));
        page.set("Resources", Object::Dictionary(resources));
        page.set("Contents", Object::Reference(CONTENT));
        let mut pages = Dictionary::new();
        pages.set("Type", name("Pages"));
        pages.set("Count", 1);
        pages.set("Kids", Object::Array(vec![Object::Reference(PAGE)]));
        let mut catalog = Dictionary::new();
        catalog.set("Type", name("Catalog"));
        catalog.set("Pages", Object::Reference(PAGES));
        let content = Stream::new(Dictionary::new(), flat.content.clone().into_bytes());
        for (id, object) in [
            (CATALOG, Object::Dictionary(catalog)),
            (PAGES, Object::Dictionary(pages)),
            (PAGE, Object::Dictionary(page)),
            (CONTENT, Object::Stream(content)),
        ] {
            self.pdf.objects.insert(id, object);
        }
        self.pdf.trailer.set("Root", Object::Reference(CATALOG));
    }

    fn decode(&mut self, flat: &Flat) -> Result<Vec<Page>, Failure> {
        self.put(flat);
        let pdf: &Pdf = self.pdf;
        let mut collector = Collector::new(flat, self.text);
        let done = catch_unwind(AssertUnwindSafe(|| pdf_extract::output_doc_page(pdf, &mut collector, 1)));
        if collector.over {
            return Err(Failure::TooMuchText);
        }
        match done {
            Ok(Ok(())) => {
                self.text = collector.left;
                Ok(collector.pages)
            }
            Ok(Err(_)) | Err(_) => Err(Failure::Crate),
        }
    }
}
