//! Files that mark their units themselves (Akoma Ntoso): ids, numbers and nesting are taken as they are.

use std::collections::HashSet;

use crate::law::block::{Block, BlockKind, Document, GivenUnit};
use crate::law::provisions::fold::{ends_sentence, fold};
use crate::law::provisions::label;
use crate::law::provisions::mark::one_line;
use crate::law::provisions::{OutlineEntry, Recognised};
use crate::model::law::{Provision, Span, Standing, UnitKind};

/// A unit that is open while the blocks are walked through.
struct Open {
    kind: UnitKind,
    depth: u8,
    label: String,
    heading: Option<String>,
    eid: String,
    entry: Option<usize>,
    /// Nothing but its heading has come so far.
    fresh: bool,
}

impl Open {
    /// As it stands in the path of what it holds.
    fn path(&self) -> String {
        let heading = self.heading.as_deref().unwrap_or_default();
        if heading == self.label {
            self.label.clone()
        } else {
            format!("{} {heading}", self.label).trim().to_owned()
        }
    }
}

pub(super) fn taken(document: &Document, language: &str) -> Recognised {
    let mut walk = Walk {
        text: Recognised::default(),
        open: Vec::new(),
        ids: HashSet::new(),
        language,
        schedules: 0,
        filling: false,
        katiba: document.facts.title.as_deref().is_some_and(|t| fold(t).contains("katiba")),
    };
    let holders = holders(&document.blocks);
    for (block, holds) in document.blocks.iter().zip(holders) {
        let start = walk.start(block);
        if let Some(unit) = &block.unit {
            walk.unit(unit, start, block.page, holds);
        }
        walk.words(block, start);
    }
    let end = walk.text.text.len();
    walk.close(0, end);
    walk.text
}

/// Whether each block's unit holds units that are cited themselves, as a schedule with sections does.
fn holders(blocks: &[Block]) -> Vec<bool> {
    let mut holds = vec![false; blocks.len()];
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let Some(unit) = &block.unit else { continue };
        while open.last().is_some_and(|(_, depth)| *depth >= unit.depth) {
            open.pop();
        }
        if is_cited(unit.kind) {
            for (above, _) in &open {
                if let Some(place) = holds.get_mut(*above) {
                    *place = true;
                }
            }
        }
        // Deeper than this no law is nested; a hostile file may be.
        if open.len() < 64 {
            open.push((at, unit.depth));
        }
    }
    holds
}

fn is_cited(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Article | UnitKind::Section | UnitKind::Rule | UnitKind::FinalProvision)
}

struct Walk<'l> {
    text: Recognised,
    open: Vec<Open>,
    ids: HashSet<String>,
    language: &'l str,
    schedules: usize,
    /// The last provision takes the words that come.
    filling: bool,
    /// Of a constitution in Swahili, "Ibara" are cited.
    katiba: bool,
}

impl Walk<'_> {
    fn start(&mut self, block: &Block) -> usize {
        if !block.text.trim().is_empty() && !self.text.text.is_empty() {
            self.text.text.push('\n');
        }
        let start = self.text.text.len();
        if let Some(page) = block.page
            && self.text.pages.last().is_none_or(|(last, _)| *last < page)
        {
            self.text.pages.push((page, start));
        }
        start
    }

    fn close(&mut self, depth: u8, end: usize) {
        while self.open.last().is_some_and(|o| o.depth >= depth) {
            let Some(unit) = self.open.pop() else { break };
            if let Some(entry) = unit.entry.and_then(|e| self.text.outline.get_mut(e)) {
                entry.span.end = entry.span.end.max(end);
            }
            self.filling = self.filling && !is_leaf(unit.kind);
        }
    }

    fn unit(&mut self, unit: &GivenUnit, start: usize, page: Option<u32>, holds: bool) {
        let end = start.saturating_sub(1).min(self.text.text.len());
        self.close(unit.depth, end);
        // What stands in an article or section belongs to it, whatever it is.
        if self.open.iter().any(|o| is_leaf(o.kind)) {
            return;
        }
        let number = unit.number.as_deref().map(clean_number).filter(|n| !n.is_empty());
        let heading = unit.heading.as_deref().map(one_line).filter(|h| !h.is_empty());
        let frame = unit.kind.is_frame() || holds;
        let mut label = self.label(unit.kind, number.as_deref(), frame);
        if number.is_none() && !frame && !matches!(unit.kind, UnitKind::Preamble | UnitKind::Schedule) {
            label = heading.clone().unwrap_or_else(|| label::id_word(unit.kind).to_owned());
        }
        let path = self.path();
        for above in &mut self.open {
            above.fresh = false;
        }
        let (eid, derived) = self.eid(unit, number.as_deref());
        let entry = self.text.outline.len();
        let depth = u8::try_from(path.len() + 1).unwrap_or(u8::MAX);
        let provision = (!frame).then_some(self.text.provisions.len());
        self.text.outline.push(OutlineEntry {
            label: label.clone(),
            heading: heading.clone(),
            depth,
            span: Span { start, end: start },
            provision,
        });
        if !frame {
            self.text.provisions.push(Provision {
                eid: eid.clone(),
                derived,
                kind: unit.kind,
                number,
                label: label.clone(),
                heading: heading.clone(),
                path,
                page,
                span: Span { start, end: start },
                standing: Standing::Current,
                sha256: String::new(),
            });
        }
        self.filling = !frame;
        let kind = if frame { UnitKind::Part } else { unit.kind };
        self.open.push(Open {
            kind,
            depth: unit.depth,
            label,
            heading,
            eid,
            entry: Some(entry),
            fresh: true,
        });
    }

    fn label(&mut self, kind: UnitKind, number: Option<&str>, frame: bool) -> String {
        let number = number.unwrap_or_default();
        let swahili = self.language.starts_with("sw");
        let arabic = self.language.starts_with("ar");
        let word = match kind {
            UnitKind::Article if arabic => "المادة",
            UnitKind::Article if swahili => "Ibara",
            UnitKind::Article => "art.",
            UnitKind::Section if swahili && self.katiba => "Ibara",
            UnitKind::Section if swahili => "k.",
            UnitKind::Section => "s.",
            UnitKind::Rule => "r.",
            UnitKind::Schedule => "Sch.",
            UnitKind::Preamble => label::preamble(self.language),
            UnitKind::Part if swahili => "Sehemu ya",
            UnitKind::Chapter if swahili => "Sura ya",
            UnitKind::Part => "Part",
            UnitKind::Chapter => "Chapter",
            UnitKind::Book => "Book",
            UnitKind::Title => "Title",
            UnitKind::Division => "Division",
            UnitKind::Subdivision => "Subdivision",
            UnitKind::Paragraph => "para.",
            UnitKind::FinalProvision | UnitKind::Page | UnitKind::Other => "",
        };
        if kind == UnitKind::Schedule {
            self.schedules += 1;
            if number.is_empty() {
                return format!("Sch. {}", self.schedules);
            }
        }
        // A frame without a number goes by its heading.
        if frame && number.is_empty() && kind.is_frame() {
            return String::new();
        }
        let number = number.trim_start_matches("ya ").trim_start_matches("Ya ");
        // Some files print the word with the number: "Part III", "Section 4".
        let first = number.split_whitespace().next().unwrap_or_default().to_lowercase();
        if frame && !first.is_empty() && word.to_lowercase().split_whitespace().next() == Some(first.as_str())
        {
            return number.to_owned();
        }
        format!("{word} {number}").trim().to_owned()
    }

    /// The file's own id, or one made of kind and number.
    fn eid(&mut self, unit: &GivenUnit, number: Option<&str>) -> (String, bool) {
        if let Some(eid) = unit.eid.as_deref().map(str::trim).filter(|e| !e.is_empty())
            && self.ids.insert(eid.to_owned())
        {
            return (eid.to_owned(), false);
        }
        let above = self.open.last().map(|o| format!("{}__", o.eid)).unwrap_or_default();
        let figure: String =
            number.unwrap_or_default().chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
        let word = label::id_word(unit.kind);
        let base =
            if figure.is_empty() { format!("{above}{word}") } else { format!("{above}{word}_{figure}") };
        let mut id = base.clone();
        let mut count = 1_usize;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = format!("{base}__{count}");
        }
        (id, true)
    }

    fn words(&mut self, block: &Block, start: usize) {
        let text = block.text.trim();
        if text.is_empty() {
            return;
        }
        self.text.text.push_str(text);
        let end = self.text.text.len();
        if block.unit.is_some() && !self.filling {
            // The heading of a frame.
            if let Some(entry) =
                self.open.last().and_then(|o| o.entry).and_then(|e| self.text.outline.get_mut(e))
            {
                entry.span.end = entry.span.end.max(end);
            }
            return;
        }
        if !self.filling && self.names_frame(text, end) {
            return;
        }
        if !self.filling {
            self.loose(start, block);
        }
        if let Some(provision) = self.text.provisions.last_mut() {
            provision.span.end = end;
            let place = self.text.provisions.len() - 1;
            if let Some(entry) = self.text.outline.iter_mut().rev().find(|e| e.provision == Some(place)) {
                entry.span.end = entry.span.end.max(end);
            }
        }
    }

    /// A line right below a frame's number that is no sentence is (more of) its heading.
    fn names_frame(&mut self, text: &str, end: usize) -> bool {
        let Some(frame) = self.open.last_mut().filter(|o| o.fresh) else { return false };
        if text.len() > 240 || ends_sentence(text) {
            return false;
        }
        let line = one_line(text);
        let heading = frame.heading.take().map_or_else(|| line.clone(), |h| format!("{h} {line}"));
        frame.heading = Some(heading.clone());
        if let Some(entry) = frame.entry.and_then(|e| self.text.outline.get_mut(e)) {
            entry.heading = Some(heading);
            entry.span.end = entry.span.end.max(end);
        }
        true
    }

    fn path(&self) -> Vec<String> {
        self.open.iter().map(Open::path).filter(|p| !p.is_empty()).collect()
    }

    /// Words that stand in no unit: before the first one, under a frame's heading, or behind the last.
    fn loose(&mut self, start: usize, block: &Block) {
        let path = self.path();
        let first = self.text.provisions.is_empty() && self.open.is_empty();
        let (kind, base, label) = if first {
            (UnitKind::Preamble, "preamble".to_owned(), label::preamble(self.language).to_owned())
        } else if let Some(frame) = self.open.last() {
            let label = if frame.label.is_empty() { frame.path() } else { frame.label.clone() };
            (UnitKind::Other, format!("{}__intro", frame.eid), label)
        } else {
            (UnitKind::Other, "conclusions".to_owned(), label::closing(self.language).to_owned())
        };
        let label = if label.is_empty() { label::id_word(kind).to_owned() } else { label };
        let mut eid = base.clone();
        let mut count = 1_usize;
        while !self.ids.insert(eid.clone()) {
            count += 1;
            eid = format!("{base}__{count}");
        }
        let depth = u8::try_from(path.len() + 1).unwrap_or(u8::MAX);
        self.text.outline.push(OutlineEntry {
            label: label.clone(),
            heading: None,
            depth,
            span: Span { start, end: start },
            provision: Some(self.text.provisions.len()),
        });
        self.text.provisions.push(Provision {
            eid,
            derived: true,
            kind,
            number: None,
            label,
            heading: matches!(block.kind, BlockKind::Heading(_)).then(|| one_line(&block.text)),
            path,
            page: block.page,
            span: Span { start, end: start },
            standing: Standing::Current,
            sha256: String::new(),
        });
        self.filling = true;
    }
}

fn is_leaf(kind: UnitKind) -> bool {
    !kind.is_frame()
}

/// A number without the full stop and brackets it was printed with.
fn clean_number(number: &str) -> String {
    one_line(number.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ':' | '(' | ')' | '-' | '\u{2013}' | '\u{2014}')
    }))
}

#[cfg(test)]
mod tests;
