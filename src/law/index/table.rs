//! The laws that are in the index, each with the number its documents carry: one line a law.
//!
//! It lies beside the index, under a name that the commit holds. So the two always belong together, and the
//! facts that make facets and filters are read at once, without touching a document.

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

/// The rows by number; a number whose law was taken out is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Option<Row>>,
}

impl Table {
    pub(crate) fn get(&self, number: usize) -> Option<&Row> {
        self.rows.get(number)?.as_ref()
    }

    /// The rows that are there, with their numbers.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows.iter().enumerate().filter_map(|(i, row)| Some((i, row.as_ref()?)))
    }

    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            if let Some(row) = row {
                row.write(&mut text);
            }
            text.push('\n');
        }
        text.push_str(END);
        text.push_str(&self.rows.len().to_string());
        text.push('\n');
        text
    }

    /// `None` when a line is none of ours or the end is missing: the index is then made anew.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (rows, count) = text.strip_suffix('\n')?.rsplit_once(END)?;
        let rows =
            rows.lines().map(|line| if line.is_empty() { Some(None) } else { Row::read(line).map(Some) });
        let rows = rows.collect::<Option<Vec<_>>>()?;
        (count.parse() == Ok(rows.len())).then_some(Self { rows })
    }
}

const ITEM: char = '\u{1e}';

impl Row {
    fn write(&self, out: &mut String) {
        let law = &self.law;
        let option = |text: Option<&String>| text.cloned().unwrap_or_default();
        let date = |date: Option<&Date>| date.map(ToString::to_string).unwrap_or_default();
        let fields = [
            law.id.country.to_string(),
            law.id.slug.to_string(),
            law.title.clone(),
            option(law.title_en.as_ref()),
            option(law.number.as_ref()),
            law.year.map(|y| y.to_string()).unwrap_or_default(),
            law.kind.word().to_owned(),
            law.language.clone(),
            law.status.word().to_owned(),
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
            self.stamp.clone(),
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
        let items = |text: &str| text.split(ITEM).filter(|a| !a.is_empty()).map(str::to_owned).collect();
        let law = Law {
            id,
            title: next()?.to_owned(),
            title_en: some(next()?),
            number: some(next()?),
            year: next()?.parse().ok(),
            kind: LawKind::from_word(next()?)?,
            language: next()?.to_owned(),
            status: LawStatus::from_word(next()?)?,
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
        Some(Self { law, provisions, quality, stamp: next()?.to_owned() })
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
        let table = Table { rows: vec![Some(row.clone()), None, Some(row)] };
        let text = table.write();
        assert_eq!(Table::read(&text), Some(table));
        assert_eq!(Table::read(&Table::default().write()), Some(Table::default()));
        let cuts = (0..text.len()).filter_map(|end| text.get(..end));
        assert!(cuts.map(Table::read).all(|read| read.is_none()), "cut off anywhere it is none");
        assert_eq!(Table::read("ken\tx"), None);
    }
}
