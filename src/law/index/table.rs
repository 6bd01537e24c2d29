//! The laws that are in the index, each with the number its documents carry.
//!
//! The table lies beside the index, under a name that the commit holds, so the two always belong together. The facts
//! that every search asks for are read where they lie; the rest of a row is unpacked when somebody asks for it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::directory::OwnedBytes;

use crate::law::index::table_file::{self, Stored};
use crate::model::country::LawStatus;
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::{Law, LawId, LawKind};

/// One law of the index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) law: Law,
    /// Provisions, the preamble and quoted and superseded ones left out.
    pub(crate) provisions: usize,
    /// Between 0 and 1.
    pub(crate) quality: f64,
    /// What the files of the law looked like when they were indexed, as one number.
    pub(crate) stamp: u64,
}

/// What is asked of every law at every search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head<'a> {
    pub(crate) country: &'a str,
    pub(crate) slug: &'a str,
    pub(crate) stamp: u64,
    pub(crate) status: LawStatus,
    pub(crate) kind: LawKind,
    pub(crate) language: &'a str,
    pub(crate) year: Option<i16>,
}

impl<'a> Head<'a> {
    pub(crate) fn of(law: &'a Law, stamp: u64) -> Self {
        Head {
            country: law.id.country.as_str(),
            slug: law.id.slug.as_str(),
            stamp,
            status: law.status,
            kind: law.kind,
            language: &law.language,
            year: law.year,
        }
    }

    pub(crate) fn id(&self) -> Option<LawId> {
        Some(LawId { country: Iso3::parse(self.country).ok()?, slug: LawSlug::parse(self.slug).ok()? })
    }
}

/// The rows by number; a number whose law was taken out is empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    stored: Option<Stored>,
    /// Rows that were put or taken out since.
    changed: BTreeMap<usize, Option<Box<Row>>>,
    len: usize,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.rows().eq(other.rows())
    }
}

impl Table {
    /// How many numbers were given.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get(&self, number: usize) -> Option<Cow<'_, Row>> {
        match self.changed.get(&number) {
            Some(changed) => changed.as_deref().map(Cow::Borrowed),
            None => self.stored.as_ref()?.row(number).map(Cow::Owned),
        }
    }

    /// The facts of a law, remembered from one search to the next.
    pub(crate) fn law(&self, number: usize) -> Option<Arc<Law>> {
        match self.changed.get(&number) {
            Some(changed) => changed.as_deref().map(|row| Arc::new(row.law.clone())),
            None => self.stored.as_ref()?.law(number),
        }
    }

    pub(crate) fn title(&self, number: usize) -> Option<&str> {
        match self.changed.get(&number) {
            Some(changed) => changed.as_deref().map(|row| row.law.title.as_str()),
            None => self.stored.as_ref()?.title(number),
        }
    }

    /// The rows that are there, with their numbers.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, Cow<'_, Row>)> {
        (0..self.len()).filter_map(|number| Some((number, self.get(number)?)))
    }

    /// The same, as far as every search asks for it.
    pub(crate) fn heads(&self) -> impl Iterator<Item = (usize, Head<'_>)> {
        (0..self.len()).filter_map(|number| Some((number, self.head(number)?)))
    }

    pub(crate) fn head(&self, number: usize) -> Option<Head<'_>> {
        if !self.changed.is_empty()
            && let Some(changed) = self.changed.get(&number)
        {
            return changed.as_deref().map(Row::head);
        }
        self.stored.as_ref()?.head(number)
    }

    /// Puts a row in, in place of the one of that number, or under the next one.
    pub(crate) fn put(&mut self, number: usize, row: Row) {
        let number = number.min(self.len);
        self.changed.insert(number, Some(Box::new(row)));
        self.len = self.len.max(number + 1);
    }

    pub(crate) fn remove(&mut self, number: usize) {
        if number < self.len {
            self.changed.insert(number, None);
        }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        table_file::write(self.len, self.stored.as_ref(), &self.changed)
    }

    /// `None` when the bytes are none of ours or the end is missing: the index is then made anew.
    pub(crate) fn read(bytes: OwnedBytes) -> Option<Self> {
        let stored = Stored::open(bytes)?;
        Some(Self { len: stored.len(), stored: Some(stored), changed: BTreeMap::new() })
    }
}

impl Row {
    pub(super) fn head(&self) -> Head<'_> {
        Head::of(&self.law, self.stamp)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::date::Date;
    use crate::model::law::{FileFormat, ReceivedFile};

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
        let row = |n: usize| Row {
            law: Law { title: format!("Act {n}"), ..law("ken", &format!("act-{n}"), "en") },
            provisions: 70 + n,
            quality: 0.985,
            stamp: 1_000_003 * n as u64,
        };
        let mut table = Table::default();
        (0..200).for_each(|number| table.put(number, row(number)));
        table.remove(1);
        let bytes = table.write();
        let read = |bytes: &[u8]| Table::read(OwnedBytes::new(bytes.to_vec()));
        let mut again = read(&bytes).unwrap();
        assert_eq!(again.heads().collect::<Vec<_>>(), table.heads().collect::<Vec<_>>());
        assert_eq!(again.get(150).map(Cow::into_owned), Some(row(150)));
        assert_eq!(again.get(1), None);
        assert_eq!(again, table);
        assert_eq!(again.write(), bytes, "what was not changed is written as it was");
        // A change is seen at once, after a writing, and beside what was there.
        again.put(3, row(1000));
        again.remove(199);
        again.put(200, row(200));
        let third = read(&again.write()).unwrap();
        assert_eq!(third, again);
        assert_eq!((third.len(), third.get(3).map(Cow::into_owned)), (201, Some(row(1000))));
        assert_eq!((third.get(199), third.get(4).map(Cow::into_owned)), (None, Some(row(4))));
        assert_eq!(read(&Table::default().write()), Some(Table::default()));
        assert!((0..bytes.len()).all(|end| read(&bytes[..end]).is_none()), "cut off anywhere it is none");
        assert_eq!(read(b"ken\tx"), None);
    }

    #[test]
    fn a_damaged_table_gives_no_rows_and_no_panic() {
        let mut table = Table::default();
        (0..70).for_each(|n| {
            let law = law("ken", &format!("act-{n}"), "en");
            table.put(n, Row { law, provisions: n, quality: 1.0, stamp: 1 });
        });
        let bytes = table.write();
        for at in (0..bytes.len()).step_by(5) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x5a;
            if let Some(read) = Table::read(OwnedBytes::new(damaged)) {
                assert!(read.rows().count() <= read.len() && read.heads().count() <= read.len());
            }
        }
    }
}
