//! What was read of all pages, whether that is the whole file, and the document made of it.

use crate::law::block::{Block, BlockKind, Document, FoundFacts};
use crate::law::read::pdf::extract::{Sheet, too_much};
use crate::law::read::pdf::flatten::Traits;
use crate::law::read::pdf::lines::{self, Set};
use crate::law::read::pdf::visual::{self, Line};
use crate::law::read::{Bounds, ReadFault};

/// Fewer letters a page than this, over all pages, are the stamps and page numbers of a scan.
const LETTERS: usize = 25;
/// One letter in so many makes a page one of right-to-left text.
const RIGHT_TO_LEFT: usize = 10;
/// One glyph in so many without letters is worth a word.
const UNKNOWN: usize = 50;

/// Which way a page went.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Way {
    Glyphs,
    Plain,
    #[default]
    Lost,
}

#[derive(Debug, Default)]
struct Read {
    way: Way,
    set: Vec<Set>,
    letters: usize,
    right_to_left: bool,
    traits: Traits,
    /// Characters that the file gives no letters for stand among the others.
    gaps: bool,
}

/// All pages of one file.
#[derive(Debug)]
pub(super) struct Reading {
    title: Option<String>,
    /// Pages that the file speaks of and does not have.
    missing: usize,
    /// Objects that the file lists cannot be read.
    unread: bool,
    pages: Vec<Read>,
}

impl Reading {
    pub(super) fn new(title: Option<String>, missing: usize, unread: bool) -> Self {
        Self { title, missing, unread, pages: Vec::new() }
    }

    pub(super) fn add(&mut self, sheet: Sheet) {
        let mut read = match sheet {
            Sheet::Glyphs(page, traits) => {
                let gaps = page.unknown * UNKNOWN > page.glyphs.len();
                Read { way: Way::Glyphs, set: lines::lines(&page), traits, gaps, ..Read::default() }
            }
            Sheet::Plain(text, traits) => {
                let lines = text.lines().filter(|l| !l.trim().is_empty());
                let set = lines.map(|l| Set::Line(Line { text: l.to_owned(), ..Line::default() })).collect();
                Read { way: Way::Plain, set, traits, ..Read::default() }
            }
            Sheet::Lost => Read::default(),
        };
        let letters = |test: fn(char) -> bool| {
            read.set
                .iter()
                .filter_map(|s| match s {
                    Set::Line(line) => Some(line.text.chars().filter(|c| test(*c)).count()),
                    Set::Break => None,
                })
                .sum::<usize>()
        };
        let (all, right_to_left) = (letters(char::is_alphabetic), letters(visual::is_right_to_left));
        read.letters = all;
        read.right_to_left = right_to_left * RIGHT_TO_LEFT > all;
        self.pages.push(read);
    }

    fn letters(&self) -> usize {
        self.pages.iter().map(|p| p.letters).sum()
    }

    fn unsound(&self) -> usize {
        self.missing + self.pages.iter().filter(|p| p.way == Way::Lost || p.traits.damaged).count()
    }

    /// Nothing points to a loss.
    pub(super) fn is_whole(&self) -> bool {
        self.unsound() == 0
            && !self.unread
            && self.letters() > 0
            && !self.pages.iter().any(|p| p.way == Way::Plain)
    }

    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        (self.letters(), other.unsound()) > (other.letters(), self.unsound())
    }

    /// The document, or what is wrong with the file.
    pub(super) fn document(mut self, bounds: &Bounds, healed: bool) -> Result<Document, ReadFault> {
        self.judge()?;
        let notes = self.notes(healed);
        let read_by = self.read_by(healed);
        self.turn_brackets();
        let pages = u32::try_from(self.pages.len() + self.missing).unwrap_or(u32::MAX);
        let mut blocks = Vec::new();
        let mut left = bounds.text;
        for (page, number) in self.pages.into_iter().zip(1_u32..) {
            for set in page.set {
                let (text, strong) = match set {
                    Set::Line(line) => (line.text.trim().to_owned(), line.strong),
                    Set::Break => (String::new(), false),
                };
                left = left.checked_sub(text.len()).ok_or_else(|| too_much(bounds))?;
                blocks.push(Block { kind: BlockKind::Line, text, page: Some(number), strong, unit: None });
                if blocks.len() > bounds.blocks {
                    return Err(ReadFault::TooMuch { detail: format!("more than {} lines", bounds.blocks) });
                }
            }
        }
        let facts = FoundFacts { title: self.title, ..FoundFacts::default() };
        Ok(Document { blocks, facts, pages: Some(pages), read_by: Some(read_by), notes })
    }

    fn judge(&self) -> Result<(), ReadFault> {
        let pages = self.pages.len() + self.missing;
        let with_text = self.pages.iter().filter(|p| p.letters > 0).count();
        let letters = self.letters();
        if with_text * 2 >= pages && letters >= LETTERS * with_text.max(pages / 2) {
            return Ok(());
        }
        if self.unsound() > 0 && (with_text + self.unsound()) * 2 >= pages {
            let detail = format!("{} of {pages} pages cannot be read", self.unsound());
            return Err(ReadFault::Malformed { detail });
        }
        if letters == 0 && !self.pages.iter().any(|p| p.traits.picture || p.gaps) {
            return Err(ReadFault::Empty);
        }
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Err(ReadFault::Scanned { pages: small(pages), with_text: small(with_text) })
    }

    fn notes(&self, healed: bool) -> Vec<String> {
        let which = |test: &dyn Fn(&Read) -> bool| -> Vec<usize> {
            self.pages.iter().enumerate().filter(|(_, p)| test(p)).map(|(i, _)| i + 1).collect()
        };
        let all = self.pages.len() + self.missing;
        let mut notes = Vec::new();
        let mut note = |pages: &[usize], one: &str, many: &str| {
            if let Some(first) = pages.first() {
                notes.push(match pages.len() {
                    1 => format!("1 of {all} pages {one}: {first}"),
                    count => format!("{count} of {all} pages {many}: {}", listed(pages)),
                });
            }
        };
        note(&which(&|p| p.way == Way::Lost), "could not be read", "could not be read");
        let damaged = "damaged, so text may be missing";
        note(&which(&|p| p.traits.damaged), &format!("is {damaged}"), &format!("are {damaged}"));
        note(
            &which(&|p| p.letters == 0 && p.way != Way::Lost && !p.traits.damaged),
            "has no text",
            "have no text",
        );
        note(
            &which(&|p| p.way == Way::Plain),
            "was read without its layout",
            "were read without their layout",
        );
        let without = "characters that the file gives no letters for";
        note(&which(&|p| p.gaps), &format!("has {without}"), &format!("have {without}"));
        if self.missing > 0 {
            notes.push(format!("the file speaks of {all} pages and has {}", self.pages.len()));
        }
        if healed {
            notes.push("the file is damaged: its table of objects was made anew".to_owned());
        } else if self.unread && self.unsound() == 0 {
            notes.push(
                "the file is damaged: parts that it lists are not there, and text may be missing".to_owned(),
            );
        }
        notes
    }

    fn read_by(&self, healed: bool) -> String {
        let with_text = self.pages.iter().filter(|p| p.letters > 0).count();
        let count = |test: fn(&Read) -> bool| self.pages.iter().filter(|p| test(p)).count();
        let by = if count(|p| p.way == Way::Plain) * 2 > with_text {
            "lopdf"
        } else if count(|p| p.right_to_left) * 2 > with_text {
            "glyphs"
        } else if healed {
            "pdf-extract healed"
        } else {
            "pdf-extract"
        };
        by.to_owned()
    }

    /// Whether a font has the shape or the meaning of a bracket is the same throughout a file.
    fn turn_brackets(&mut self) {
        let turned = |set: &mut Set| match set {
            Set::Line(line) if line.turned => Some(std::mem::take(line)),
            _ => None,
        };
        let lines = || self.pages.iter().flat_map(|p| &p.set);
        let vote: i64 = lines()
            .map(|set| match set {
                Set::Line(line) => visual::bracket_vote(line),
                Set::Break => 0,
            })
            .sum();
        if vote >= 0 {
            return;
        }
        for set in self.pages.iter_mut().flat_map(|p| &mut p.set) {
            if let Some(mut line) = turned(set) {
                visual::mirror(&mut line);
                *set = Set::Line(line);
            }
        }
    }
}

/// Page numbers, the first twenty of them.
fn listed(pages: &[usize]) -> String {
    const SHOWN: usize = 20;
    let shown: Vec<String> = pages.iter().take(SHOWN).map(ToString::to_string).collect();
    match pages.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
