//! The glyphs of a page with their places, as they come from the crate that decodes fonts.
//!
//! Nothing is judged here but whether a glyph has letters: lines are made elsewhere.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use crate::law::read::pdf::flatten::{Flat, Show};

/// One glyph. `along` and `across` are its place in the direction of its own writing and at right angles to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Where its text stands in [`Page::text`].
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) along: f64,
    pub(super) across: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    /// The direction of writing as a vector of length one: (1, 0) on an upright page.
    pub(super) direction: (f64, f64),
    pub(super) bold: bool,
}

/// More than any page can show: 3 MB of text on one page is no page.
const GLYPHS: usize = 3_000_000;

#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// Glyphs that the file gives no letters for.
    pub(super) unknown: usize,
}

impl Page {
    pub(super) fn text_of(&self, glyph: &Glyph) -> &str {
        self.text.get(glyph.from..glyph.to).unwrap_or_default()
    }
}

/// Takes the glyphs of some pages that were rewritten as one stream.
pub(super) struct Collector<'a> {
    flat: &'a Flat,
    /// The string that comes next, and the one that is being shown.
    next: usize,
    show: Show,
    /// The pages that were begun, and how many strings of the last are still to come.
    pub(super) pages: Vec<Page>,
    to_come: usize,
    /// The marked text that was last put down.
    span: Option<usize>,
    /// Bytes of text that may still come.
    pub(super) left: usize,
    pub(super) over: bool,
}

impl<'a> Collector<'a> {
    pub(super) fn new(flat: &'a Flat, left: usize) -> Self {
        Self {
            flat,
            next: 0,
            show: Show::default(),
            pages: Vec::new(),
            to_come: 0,
            span: None,
            left,
            over: false,
        }
    }
}

impl OutputDev for Collector<'_> {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        while self.pages.len() < self.flat.pages.len() {
            self.pages.push(Page::default());
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        while self.to_come == 0 {
            let Some(traits) = self.flat.pages.get(self.pages.len()) else { break };
            self.to_come = traits.shows;
            self.pages.push(Page::default());
        }
        self.to_come = self.to_come.saturating_sub(1);
        self.show = self.flat.shows.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        char: &str,
    ) -> Result<(), OutputError> {
        let Some(page) = self.pages.last_mut() else { return Ok(()) };
        let (dx, dy) = (trm.m11 * font_size, trm.m12 * font_size);
        let stride = dx.hypot(dy);
        let size = (trm.m21 * font_size).hypot(trm.m22 * font_size);
        let direction = if stride > 0.0 { (dx / stride, dy / stride) } else { (1.0, 0.0) };
        let along = trm.m31 * direction.0 + trm.m32 * direction.1;
        let across = trm.m32 * direction.0 - trm.m31 * direction.1;
        // Space between letters belongs to the letter before it; space between words is a gap.
        let letterspace = if font_size == 0.0 { 0.0 } else { (spacing / font_size).clamp(0.0, 0.5) };
        let width = (width + letterspace) * stride;
        if ![along, across, width, size].iter().all(|v| v.is_finite()) {
            return Ok(());
        }
        let from = page.text.len();
        match self.show.span {
            Some(span) if self.span == Some(span) => {
                // Its text stands with its first glyph, in the place of all; a mark has no place of its own.
                match page.glyphs.last_mut() {
                    Some(last) if last.width <= 0.0 => {
                        (last.along, last.across, last.width) = (along, across, width);
                    }
                    Some(last) if along >= last.along => {
                        last.width = (along + width - last.along).max(last.width);
                    }
                    _ => {}
                }
                return Ok(());
            }
            Some(span) => {
                let text = self.flat.spans.get(span).map_or("", String::as_str);
                page.text.extend(text.chars().filter(|c| !is_dropped(*c)));
            }
            None => page.text.extend(char.chars().filter(|c| !is_dropped(*c))),
        }
        self.span = self.show.span;
        let to = page.text.len();
        if to == from {
            // A letter whose text was put down with its mark, which came first: the mark gets its place.
            match page.glyphs.last_mut() {
                Some(last) if width > 0.0 && last.width <= 0.0 && (along - last.along).abs() < size => {
                    (last.along, last.across, last.width) = (along, across, width);
                }
                _ => {
                    let unknown = char.is_empty() && width > 0.0 && self.show.span.is_none();
                    page.unknown += usize::from(unknown);
                }
            }
            return Ok(());
        }
        match self.left.checked_sub(to - from) {
            Some(left) if page.glyphs.len() < GLYPHS => self.left = left,
            _ => {
                self.over = true;
                return Err(OutputError::FormatError(std::fmt::Error));
            }
        }
        let bold = self.show.bold;
        page.glyphs.push(Glyph { from, to, along, across, width, size, direction, bold });
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

fn is_dropped(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n')
}
