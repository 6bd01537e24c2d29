//! What of a row of the table of laws does not stand in its head: one line of text.

use crate::law::index::table::{Head, Row};
use crate::model::date::Date;
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::{FileFormat, Law, LawId, ReceivedFile};
use crate::model::word::Vocabulary;

/// The fingerprint of the file as bytes: half the room of its digits, which do not pack.
pub(super) fn hash_of(row: &Row) -> Option<[u8; 32]> {
    let digits = row.law.file.sha256.as_bytes();
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut hash = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = (value(pair[0])? << 4) | value(pair[1])?;
    }
    Some(hash)
}

fn digits_of(hash: [u8; 32]) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::with_capacity(64), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

const ITEM: char = '\u{1e}';

/// What of a row does not stand in its head.
pub(super) fn write_line(row: &Row, out: &mut String) {
    let law = &row.law;
    let option = |text: Option<&String>| text.cloned().unwrap_or_default();
    let date = |date: Option<&Date>| date.map(ToString::to_string).unwrap_or_default();
    let fields = [
        law.title.clone(),
        option(law.title_en.as_ref()),
        option(law.number.as_ref()),
        date(law.version.as_ref()),
        option(law.key_law.as_ref()),
        law.file.name.clone(),
        law.file.format.word().to_owned(),
        if hash_of(row).is_some() { String::new() } else { law.file.sha256.clone() },
        law.file.read_by.clone(),
        law.amended_by.join(&ITEM.to_string()),
        law.amends.join(&ITEM.to_string()),
        date(law.enacted.as_ref()),
        date(law.commenced.as_ref()),
        option(law.source.as_ref()),
        option(law.note.as_ref()),
        row.provisions.to_string(),
        row.quality.to_string(),
    ];
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push('\t');
        }
        out.extend(field.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
    }
}

/// A row from its line and its head.
pub(super) fn read_line(line: &str, head: &Head<'_>, hash: Option<[u8; 32]>) -> Option<Row> {
    let mut fields = line.split('\t');
    let mut next = || fields.next();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let items = |text: &str| text.split(ITEM).filter(|a| !a.is_empty()).map(str::to_owned).collect();
    let law = Law {
        id: LawId { country: Iso3::parse(head.country).ok()?, slug: LawSlug::parse(head.slug).ok()? },
        title: next()?.to_owned(),
        title_en: some(next()?),
        number: some(next()?),
        year: head.year,
        kind: head.kind,
        language: head.language.to_owned(),
        status: head.status,
        version: next()?.parse().ok(),
        key_law: some(next()?),
        file: ReceivedFile {
            name: next()?.to_owned(),
            format: FileFormat::from_word(next()?)?,
            sha256: {
                let given = next()?;
                hash.map_or_else(|| given.to_owned(), digits_of)
            },
            read_by: next()?.to_owned(),
        },
        amended_by: items(next()?),
        amends: items(next()?),
        enacted: next()?.parse().ok(),
        commenced: next()?.parse().ok(),
        source: some(next()?),
        note: some(next()?),
    };
    Some(Row { law, provisions: next()?.parse().ok()?, quality: next()?.parse().ok()?, stamp: head.stamp })
}
