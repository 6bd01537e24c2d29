//! Putting laws into the index and taking them out: all of it, or nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use tantivy::directory::OwnedBytes;
use tantivy::indexer::UserOperation;
use tantivy::{Directory, IndexWriter, Term};

use crate::law::index::entry::Entry;
use crate::law::index::families::Families;
use crate::law::index::schema::{PART, Place};
use crate::law::index::table::{Row, Table};
use crate::law::index::{IndexFault, LawIndex, Lists, record};
use crate::law::words::stem::Analyser;
use crate::model::law::{Law, LawId, LawText, Provision, Span, Standing, UnitKind};

/// Bytes of memory for what is not yet written, by thread. Less than 15 MB is refused by the engine.
pub(super) const SMALL: usize = 15_000_000;
const LARGE: usize = 64_000_000;

/// Bytes of most of what stands in the index beside the words of a provision.
const BESIDE: usize = 700;

/// How much is to be written: one law after a change, or a whole library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    Few,
    Many,
}

/// An index that is being written. Nothing is seen before [`commit`](Self::commit).
pub(crate) struct Writing<'a> {
    pub(super) index: &'a mut LawIndex,
    writer: IndexWriter<Entry>,
    table: Table,
    families: Families,
    /// The numbers of the laws, where many are put in; for a few it takes less to look through the table.
    numbers: Option<BTreeMap<LawId, usize>>,
}

impl LawIndex {
    /// Begins writing. Only one process can.
    pub(crate) fn write(&mut self, scale: Scale) -> Result<Writing<'_>, IndexFault> {
        let writer = match scale {
            Scale::Few => self.writer_for_few()?,
            Scale::Many => {
                let writer = self.index.writer_with_num_threads(2, 2 * LARGE);
                writer.map_err(|e| IndexFault::writing(&e))?
            }
        };
        let table = self.table.clone();
        let all = || table.heads().filter_map(|(number, head)| Some((head.id()?, number))).collect();
        let numbers = (scale == Scale::Many).then(all);
        let families = self.families.clone();
        Ok(Writing { index: self, writer, table, families, numbers })
    }
}

impl Writing<'_> {
    /// Takes all laws out.
    pub(crate) fn clear(&mut self) -> Result<(), IndexFault> {
        self.writer.delete_all_documents().map_err(|e| IndexFault::writing(&e))?;
        self.table = Table::default();
        self.families = Families::default();
        if let Some(numbers) = &mut self.numbers {
            numbers.clear();
        }
        Ok(())
    }

    /// The number of a law that is in the index.
    fn number_of(&self, id: &LawId) -> Option<usize> {
        let name = (id.country.as_str(), id.slug.as_str());
        match &self.numbers {
            Some(numbers) => numbers.get(id).copied(),
            None => self.table.heads().find(|(_, h)| (h.country, h.slug) == name).map(|(number, _)| number),
        }
    }

    /// Takes a law out.
    pub(crate) fn remove(&mut self, id: &LawId) {
        let Some(number) = self.number_of(id) else { return };
        if let Some(numbers) = &mut self.numbers {
            numbers.remove(id);
        }
        self.writer.delete_term(Term::from_field_text(self.index.fields.law, &id.to_string()));
        self.table.remove(number);
    }

    /// Puts a law in, in place of what there was of it.
    pub(crate) fn put(&mut self, law: &Law, text: &LawText, look: u64) -> Result<(), IndexFault> {
        let fields = self.index.fields;
        let id = law.id.to_string();
        let known = self.number_of(&law.id);
        let number = known.unwrap_or(self.table.len());
        let mut operations = Vec::new();
        if known.is_some() {
            operations.push(UserOperation::Delete(Term::from_field_text(fields.law, &id)));
        }
        let analyser = Analyser::of(&law.language);
        let place =
            |i: usize, p: &Provision| Place::new(u32::try_from(number).unwrap_or(u32::MAX), i, standing(p));
        for (i, provision) in text.provisions.iter().enumerate() {
            for part in parts(&text.text, provision.span) {
                let page = page_of(text, provision, part);
                let printed = part.of(&text.text);
                let mut entry = Entry::with_room(printed.len() + BESIDE);
                entry.text(fields.law, |out| out.push_str(&id));
                entry.number(fields.place, place(i, provision).0);
                entry.number(fields.page, u64::from(page.unwrap_or(0)));
                entry.words(fields.body, analyser, |out| out.push_str(printed));
                entry.words(fields.heading, analyser, |out| put_headings(provision, out));
                if operations.len() == usize::from(known.is_some()) {
                    entry.words(fields.title, analyser, |out| put_titles(law, out));
                    let number = law.number.as_deref().unwrap_or_default();
                    entry.words(fields.number, Analyser::Plain, |out| out.push_str(number));
                }
                entry.words(fields.label, Analyser::Plain, |out| put_label(provision, out));
                entry.text(fields.record, |out| record::put(provision, page, part, out));
                operations.push(UserOperation::Add(entry));
            }
        }
        // In one batch, so that the parts of a provision lie side by side in one segment.
        self.writer.run(operations).map_err(|e| IndexFault::writing(&e))?;
        let row =
            Row { law: law.clone(), provisions: cited(text), quality: text.quality.figure(), stamp: look };
        self.table.put(number, row);
        if let Some(numbers) = &mut self.numbers {
            numbers.insert(law.id.clone(), number);
        }
        Ok(())
    }

    /// Makes all of it seen at once.
    pub(crate) fn commit(mut self) -> Result<(), IndexFault> {
        let before = self.index.index.load_metas().ok().and_then(|m| m.payload).unwrap_or_default();
        // While the engine is still at the last laws.
        let table = self.table.write();
        let mut commit = self.writer.prepare_commit().map_err(|e| IndexFault::writing(&e))?;
        let directory = &self.index.directory;
        // Names that were never used: the lists of the old commit stay until the new ones stand.
        let put = |name: String, bytes: &[u8]| match directory.atomic_write(Path::new(&name), bytes) {
            Ok(()) => Ok(name),
            Err(e) => Err(IndexFault::Unwritable(e.to_string())),
        };
        let laws = put(format!("laws-{}.table", commit.opstamp()), &table)?;
        let there = Lists::read(&before).map(|lists| lists.families.to_owned());
        let families = match (self.families.with(&self.index.gathered.take()), there) {
            (None, Some(there)) if !self.families.are_none() => there,
            (more, _) => {
                let more = more.unwrap_or_else(Families::none);
                let name = put(format!("words-{}.list", commit.opstamp()), &more)?;
                self.families = Families::open(OwnedBytes::new(more)).unwrap_or_default();
                name
            }
        };
        commit.set_payload(&format!("{laws} {families}"));
        commit.commit().map_err(|e| IndexFault::writing(&e))?;
        for name in before.split(' ').filter(|name| !name.is_empty() && *name != laws && *name != families) {
            // A list that stays behind is only litter.
            let _ = directory.delete(Path::new(name));
        }
        self.writer.wait_merging_threads().map_err(|e| IndexFault::writing(&e))?;
        self.index.reader.reload().map_err(|e| IndexFault::reading(&e))?;
        self.index.table = self.table;
        self.index.families = self.families;
        self.index.all = OnceLock::new();
        self.index.places = OnceLock::new();
        self.index.searched = OnceLock::new();
        Ok(())
    }
}

/// Whether a provision is one that is cited: words of the law as it stands, preamble and closing formula left out.
fn is_cited(provision: &Provision) -> bool {
    provision.standing == Standing::Current && !is_formula(provision)
}

/// What stands before and behind the provisions: titles, enacting words, signatures.
fn is_formula(provision: &Provision) -> bool {
    provision.kind == UnitKind::Preamble
        || (provision.kind == UnitKind::Other && provision.number.is_none() && provision.heading.is_none())
}

/// How many provisions of a law are cited.
pub(crate) fn cited(text: &LawText) -> usize {
    text.provisions.iter().filter(|p| is_cited(p)).count()
}

/// The same by kind, in the order in which they first come.
pub(crate) fn cited_by_kind(text: &LawText) -> Vec<(UnitKind, usize)> {
    let mut counts: Vec<(UnitKind, usize)> = Vec::new();
    for provision in text.provisions.iter().filter(|p| is_cited(p)) {
        match counts.iter_mut().find(|(kind, _)| *kind == provision.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((provision.kind, 1)),
        }
    }
    counts
}

/// As [`Place::standing`] has it.
fn standing(provision: &Provision) -> u8 {
    match provision.standing {
        Standing::Current if is_formula(provision) => 3,
        Standing::Current => 0,
        Standing::Quoted => 1,
        Standing::History => 2,
    }
}

/// How a provision is cited, and the figure of its id where it is printed in words: "المادة العاشرة" is asked for as 10.
fn put_label(provision: &Provision, out: &mut String) {
    out.push_str(&provision.label);
    let figure = provision.eid.rsplit('_').next().filter(|f| f.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(figure) = figure.filter(|f| !provision.label.contains(f)) {
        out.extend([" ", figure]);
    }
}

fn put_titles(law: &Law, out: &mut String) {
    out.push_str(&law.title);
    if let Some(english) = law.title_en.as_deref().filter(|t| *t != law.title) {
        out.extend(["\n", english]);
    }
}

fn put_headings(provision: &Provision, out: &mut String) {
    let headings = provision.heading.iter().chain(provision.path.iter().rev());
    for (i, heading) in headings.enumerate() {
        out.push_str(if i > 0 { "\n" } else { "" });
        out.push_str(heading);
    }
}

fn page_of(text: &LawText, provision: &Provision, part: Span) -> Option<u32> {
    if part.start == provision.span.start {
        return provision.page;
    }
    let after = text.pages.partition_point(|(_, start)| *start <= part.start);
    text.pages.get(after.checked_sub(1)?).map(|(page, _)| *page).or(provision.page)
}

/// A span in stretches that are no longer than may be, divided between lines where there are any.
fn parts(text: &str, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    while span.end.saturating_sub(start) > PART {
        let limit = floor(text, start + PART);
        let stretch = text.get(start..limit).unwrap_or_default();
        let cut = stretch.rfind('\n').or_else(|| stretch.rfind(' ')).filter(|at| *at > PART / 2);
        let end = cut.map_or(limit, |at| start + at + 1);
        if end <= start {
            break;
        }
        parts.push(Span { start, end });
        start = end;
    }
    parts.push(Span { start, end: span.end });
    parts
}

fn floor(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_provision_is_divided_without_loss() {
        let text = format!("{}\n{}", "word ".repeat(PART / 2), "كلمة".repeat(PART / 4));
        let span = Span { start: 3, end: text.len() };
        let parts = parts(&text, span);
        assert!(
            parts.len() > 3 && parts.iter().all(|p| p.len() <= PART && text.get(p.start..p.end).is_some())
        );
        assert_eq!((parts[0].start, parts[parts.len() - 1].end), (3, text.len()));
        assert!(parts.windows(2).all(|w| w[0].end == w[1].start));
    }

    #[test]
    fn a_short_one_stays_whole() {
        assert_eq!(parts("abc", Span { start: 1, end: 3 }), [Span { start: 1, end: 3 }]);
    }
}
