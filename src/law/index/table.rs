//! The laws that are in the index, each with the number its documents carry: one line a law.
//!
//! It lies beside the index, under a name that the commit holds. So the two always belong together, and the
//! facts that make facets and filters are read at once, without touching a document.

use std::sync::OnceLock;

use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::{FileFormat, Law, LawId, LawKind, ReceivedFile};
use crate::model::word::Vocabulary;

/// One law of the index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) law: Law,
    /// Provisions, the preamble and quoted and superseded ones left out.
    pub(crate) provisions: usize,
    /// Between 0 and 1.
    pub(crate) quality: f64,
    /// What the files of the law looked like when they were indexed.
    pub(crate) stamp: String,
}

/// Before the count of rows at the end: a list that was cut off would put its laws in a second time.
const END: &str = "end of list ";

/// What is asked of every law at every search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head<'a> {
    pub(crate) country: &'a str,
    pub(crate) slug: &'a str,
    pub(crate) stamp: &'a str,
    pub(crate) status: LawStatus,
    pub(crate) kind: LawKind,
    pub(crate) language: &'a str,
    pub(crate) year: Option<i16>,
    pub(crate) title: &'a str,
}

/// A row that is there, or the line that it will be read from when somebody asks for it.
///
/// A search asks for the rows of its hits. To read all of ten thousand costs more than the search.
#[derive(Debug, Clone)]
enum Slot {
    Empty,
    Line(Line),
    Row(Box<Row>),
}

/// Where the fields that every search asks for end; the status, the kind and the year among them are read already.
#[derive(Debug, Clone)]
struct Line {
    start: usize,
    ends: [usize; HEAD],
    end: usize,
    status: LawStatus,
    kind: LawKind,
    year: Option<i16>,
    row: OnceLock<Option<Box<Row>>>,
}

/// Fields of a head: country, slug, stamp, status, kind, language, year, title.
const HEAD: usize = 8;

/// The rows by number; a number whose law was taken out is empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    text: String,
    slots: Vec<Slot>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.rows().eq(other.rows())
    }
}

impl Table {
    /// How many numbers were given.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn get(&self, number: usize) -> Option<&Row> {
        match self.slots.get(number)? {
            Slot::Empty => None,
            Slot::Row(row) => Some(row),
            Slot::Line(line) => {
                let read = || Row::read(self.text.get(line.start..line.end)?).map(Box::new);
                line.row.get_or_init(read).as_deref()
            }
        }
    }

    /// The rows that are there, with their numbers.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        (0..self.len()).filter_map(|number| Some((number, self.get(number)?)))
    }

    /// The same, as far as every search asks for it.
    pub(crate) fn heads(&self) -> impl Iterator<Item = (usize, Head<'_>)> {
        let slots = self.slots.iter().enumerate();
        slots.filter_map(|(number, slot)| Some((number, self.head(slot)?)))
    }

    fn head<'a>(&'a self, slot: &'a Slot) -> Option<Head<'a>> {
        match slot {
            Slot::Empty => None,
            Slot::Row(row) => Some(row.head()),
            Slot::Line(line) => line.head(&self.text),
        }
    }

    /// Puts a row in, in place of the one of that number, or under the next one.
    pub(crate) fn put(&mut self, number: usize, row: Row) {
        let row = Slot::Row(Box::new(row));
        match self.slots.get_mut(number) {
            Some(slot) => *slot = row,
            None => self.slots.push(row),
        }
    }

    pub(crate) fn remove(&mut self, number: usize) {
        if let Some(slot) = self.slots.get_mut(number) {
            *slot = Slot::Empty;
        }
    }

    pub(crate) fn write(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        for slot in &self.slots {
            match slot {
                Slot::Empty => {}
                Slot::Row(row) => row.write(&mut text),
                Slot::Line(line) => text.push_str(self.text.get(line.start..line.end).unwrap_or_default()),
            }
            text.push('\n');
        }
        text.push_str(END);
        text.push_str(&self.len().to_string());
        text.push('\n');
        text
    }

    /// `None` when a line is none of ours or the end is missing: the index is then made anew.
    pub(crate) fn read(text: String) -> Option<Self> {
        let (rows, count) = text.strip_suffix('\n')?.rsplit_once(END)?;
        let mut slots = Vec::new();
        let mut start = 0;
        for line in rows.lines() {
            let end = start + line.len();
            slots.push(if line.is_empty() { Slot::Empty } else { Slot::Line(Line::read(line, start)?) });
            start = end + 1;
        }
        let whole = count.parse() == Ok(slots.len());
        whole.then_some(Self { text, slots })
    }
}

/// Fields of a line.
const FIELDS: usize = 24;

impl Head<'_> {
    pub(crate) fn id(&self) -> Option<LawId> {
        Some(LawId { country: Iso3::parse(self.country).ok()?, slug: LawSlug::parse(self.slug).ok()? })
    }
}

impl Line {
    /// A line that begins at a place of the text.
    fn read(line: &str, start: usize) -> Option<Self> {
        let mut ends = [0; HEAD];
        let mut tabs = line.bytes().enumerate().filter(|(_, byte)| *byte == b'\t').map(|(at, _)| start + at);
        for end in &mut ends {
            *end = tabs.next()?;
        }
        if tabs.count() + HEAD + 1 != FIELDS {
            return None;
        }
        let mut fields = line.split('\t').skip(3);
        let mut next = || fields.next();
        let (status, kind, _) = (LawStatus::from_word(next()?)?, LawKind::from_word(next()?)?, next()?);
        let year = next()?.parse().ok();
        Some(Self { start, ends, end: start + line.len(), status, kind, year, row: OnceLock::new() })
    }

    fn head<'a>(&self, text: &'a str) -> Option<Head<'a>> {
        let [country, slug, stamp, _, kind, language, year, title] = self.ends;
        Some(Head {
            country: text.get(self.start..country)?,
            slug: text.get(country + 1..slug)?,
            stamp: text.get(slug + 1..stamp)?,
            status: self.status,
            kind: self.kind,
            language: text.get(kind + 1..language)?,
            year: self.year,
            title: text.get(year + 1..title)?,
        })
    }
}

const ITEM: char = '\u{1e}';

impl Row {
    fn head(&self) -> Head<'_> {
        Head {
            country: self.law.id.country.as_str(),
            slug: self.law.id.slug.as_str(),
            stamp: &self.stamp,
            status: self.law.status,
            kind: self.law.kind,
            language: &self.law.language,
            year: self.law.year,
            title: &self.law.title,
        }
    }

    fn write(&self, out: &mut String) {
        let law = &self.law;
        let option = |text: Option<&String>| text.cloned().unwrap_or_default();
        let date = |date: Option<&Date>| date.map(ToString::to_string).unwrap_or_default();
        let fields: [String; FIELDS] = [
            law.id.country.to_string(),
            law.id.slug.to_string(),
            self.stamp.clone(),
            law.status.word().to_owned(),
            law.kind.word().to_owned(),
            law.language.clone(),
            law.year.map(|y| y.to_string()).unwrap_or_default(),
            law.title.clone(),
            option(law.title_en.as_ref()),
            option(law.number.as_ref()),
            date(law.version.as_ref()),
            option(law.key_law.as_ref()),
            law.file.name.clone(),
            law.file.format.word().to_owned(),
            law.file.sha256.clone(),
            law.file.read_by.clone(),
            law.amended_by.join(&ITEM.to_string()),
            law.amends.join(&ITEM.to_string()),
            date(law.enacted.as_ref()),
            date(law.commenced.as_ref()),
            option(law.source.as_ref()),
            option(law.note.as_ref()),
            self.provisions.to_string(),
            self.quality.to_string(),
        ];
        for (i, field) in fields.iter().enumerate() {
            if i > 0 {
                out.push('\t');
            }
            out.extend(field.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
        }
    }

    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let mut next = || fields.next();
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let id = LawId { country: Iso3::parse(next()?).ok()?, slug: LawSlug::parse(next()?).ok()? };
        let stamp = next()?.to_owned();
        let status = LawStatus::from_word(next()?)?;
        let kind = LawKind::from_word(next()?)?;
        let language = next()?.to_owned();
        let year = next()?.parse().ok();
        let items = |text: &str| text.split(ITEM).filter(|a| !a.is_empty()).map(str::to_owned).collect();
        let law = Law {
            id,
            title: next()?.to_owned(),
            title_en: some(next()?),
            number: some(next()?),
            year,
            kind,
            language,
            status,
            version: next()?.parse().ok(),
            key_law: some(next()?),
            file: ReceivedFile {
                name: next()?.to_owned(),
                format: FileFormat::from_word(next()?)?,
                sha256: next()?.to_owned(),
                read_by: next()?.to_owned(),
            },
            amended_by: items(next()?),
            amends: items(next()?),
            enacted: next()?.parse().ok(),
            commenced: next()?.parse().ok(),
            source: some(next()?),
            note: some(next()?),
        };
        let provisions = next()?.parse().ok()?;
        let quality = next()?.parse().ok()?;
        Some(Self { law, provisions, quality, stamp })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn law(country: &str, slug: &str, language: &str) -> Law {
        Law {
            id: LawId { country: Iso3::parse(country).unwrap(), slug: LawSlug::parse(slug).unwrap() },
            title: slug.replace('-', " "),
            title_en: None,
            number: Some("No. 5 of 2018".to_owned()),
            year: Some(2018),
            kind: LawKind::Act,
            language: language.to_owned(),
            status: LawStatus::InForce,
            version: Date::parse("2020-01-01").ok(),
            enacted: Date::parse("2018-05").ok(),
            commenced: None,
            amends: vec!["Act 1 of 1999".to_owned()],
            amended_by: vec!["Act 3 of 2019".to_owned(), "Act 4 of 2020".to_owned()],
            source: Some("https://example.org".to_owned()),
            key_law: None,
            note: Some("a note".to_owned()),
            file: ReceivedFile {
                name: format!("{slug}.txt"),
                format: FileFormat::Text,
                sha256: "00".to_owned(),
                read_by: "txt".to_owned(),
            },
        }
    }

    #[test]
    fn the_table_reads_back_with_its_holes() {
        let row = Row {
            law: law("ken", "act-2018", "en"),
            provisions: 70,
            quality: 0.985,
            stamp: "1 2".to_owned(),
        };
        let mut table = Table::default();
        (0..3).for_each(|number| table.put(number, row.clone()));
        table.remove(1);
        let text = table.write();
        let read = Table::read(text.clone()).unwrap();
        assert_eq!(read.heads().collect::<Vec<_>>(), table.heads().collect::<Vec<_>>());
        assert_eq!((read.write(), read.get(2)), (table.write(), Some(&row)));
        assert_eq!(read, table);
        assert_eq!(Table::read(Table::default().write()), Some(Table::default()));
        let cuts = (0..text.len()).filter_map(|end| text.get(..end));
        assert!(cuts.map(str::to_owned).all(|cut| Table::read(cut).is_none()), "cut off anywhere it is none");
        assert_eq!(Table::read("ken\tx".to_owned()), None);
    }
}
