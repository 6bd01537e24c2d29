//! What a hit shows besides its text, stored with it as one line.

use crate::law::import::fingerprint;
use crate::model::law::{Provision, Span, Standing, UnitKind};
use crate::model::word::Vocabulary;

const FIELD: char = '\u{1f}';
const ITEM: char = '\u{1e}';
/// Stands for the number of the provision in its id and its label: so the lines of neighbours are the same but for
/// one place, and pack well.
const NUMBER: char = '\u{1d}';

/// A text without the signs that divide fields.
fn put_clean(out: &mut String, text: &str) {
    for (i, piece) in text.split([FIELD, ITEM, NUMBER]).enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(piece);
    }
}

/// The same with the number of the provision left out where it stands last.
fn put_without_number(out: &mut String, text: &str, number: Option<&String>) {
    let found = number.filter(|n| !n.is_empty()).and_then(|n| Some((text.rfind(n.as_str())?, n.len())));
    let Some((at, length)) = found else { return put_clean(out, text) };
    put_clean(out, &text[..at]);
    out.push(NUMBER);
    put_clean(out, &text[at + length..]);
}

/// A number in the fewest signs that the standard library reads again.
fn short(mut number: usize) -> String {
    let mut signs = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or_default();
        signs.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return signs.iter().rev().collect();
        }
    }
}

fn long(signs: &str) -> Option<usize> {
    usize::from_str_radix(signs, 36).ok()
}

/// Puts a provision down as a line. `part` is the stretch of its text that the document holds, `page` the page it begins
/// on; where it is all of the text, the fingerprint is left out, since it can be made again of the text.
pub(crate) fn put(provision: &Provision, page: Option<u32>, part: Span, line: &mut String) {
    use std::fmt::Write as _;

    let number = provision.number.as_ref();
    put_without_number(line, &provision.eid, number);
    line.push(FIELD);
    line.push_str(if provision.derived { "" } else { "0" });
    line.push(FIELD);
    line.push_str(provision.kind.word());
    line.push(FIELD);
    put_clean(line, number.map(String::as_str).unwrap_or_default());
    line.push(FIELD);
    put_without_number(line, &provision.label, number);
    line.push(FIELD);
    put_clean(line, provision.heading.as_deref().unwrap_or_default());
    line.push(FIELD);
    for (i, above) in provision.path.iter().enumerate() {
        if i > 0 {
            line.push(ITEM);
        }
        put_clean(line, above);
    }
    line.push(FIELD);
    if let Some(page) = page {
        let _ = write!(line, "{page}");
    }
    let _ =
        write!(line, "{FIELD}{}{FIELD}{}{FIELD}", short(provision.span.start), short(provision.span.len()));
    if provision.standing != Standing::Current {
        line.push_str(provision.standing.word());
    }
    if part == provision.span {
        line.extend([FIELD; 3]);
    } else {
        let _ = write!(line, "{FIELD}{}{FIELD}{}{FIELD}{}", provision.sha256, part.start, part.end);
    }
}

/// The provision and the part, or nothing where the line is none of ours. Its fingerprint, where the line leaves it
/// out, is made of the text of the document, or stays empty where none is given.
pub(crate) fn read(line: &str, text: Option<&str>) -> Option<(Provision, Span)> {
    let mut fields = line.split(FIELD);
    let mut next = || fields.next();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let provision = Provision {
        eid: next()?.to_owned(),
        derived: next()?.is_empty(),
        kind: UnitKind::from_word(next()?)?,
        number: some(next()?),
        label: next()?.to_owned(),
        heading: some(next()?),
        path: next()?.split(ITEM).filter(|p| !p.is_empty()).map(str::to_owned).collect(),
        page: next()?.parse().ok(),
        span: {
            let start = long(next()?)?;
            let length = long(next()?)?;
            Span { start, end: start.checked_add(length)? }
        },
        standing: match next()? {
            "" => Standing::Current,
            word => Standing::from_word(word)?,
        },
        sha256: next()?.to_owned(),
    };
    let number = provision.number.clone().unwrap_or_default();
    let whole = |text: &str| text.replace(NUMBER, &number);
    let provision = Provision { eid: whole(&provision.eid), label: whole(&provision.label), ..provision };
    if provision.sha256.is_empty() {
        let part = provision.span;
        return Some((Provision { sha256: text.map(fingerprint).unwrap_or_default(), ..provision }, part));
    }
    Some((provision, Span { start: next()?.parse().ok()?, end: next()?.parse().ok()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(provision: &Provision, page: Option<u32>, part: Span) -> String {
        let mut line = String::new();
        put(provision, page, part, &mut line);
        line
    }

    #[test]
    fn a_record_reads_back() {
        let provision = Provision {
            eid: "sec_24".to_owned(),
            derived: true,
            kind: UnitKind::Section,
            number: Some("24".to_owned()),
            label: "s. 24".to_owned(),
            heading: None,
            path: vec!["Part III Offences".to_owned(), "Division 1".to_owned()],
            page: Some(17),
            span: Span { start: 10, end: 300 },
            standing: Standing::History,
            sha256: "ab".to_owned(),
        };
        let part = Span { start: 10, end: 200 };
        assert_eq!(read(&write(&provision, provision.page, part), None), Some((provision.clone(), part)));
        let whole = Provision { sha256: fingerprint("the words"), ..provision };
        assert_eq!(
            read(&write(&whole, whole.page, whole.span), Some("the words")),
            Some((whole.clone(), whole.span))
        );
        let numbers = [0, 35, 36, 1_234_567, usize::MAX];
        assert!(numbers.iter().all(|n| long(&short(*n)) == Some(*n)));
        let other = Provision { number: Some("5-A".to_owned()), eid: "art_5a".to_owned(), ..whole };
        assert_eq!(
            read(&write(&other, other.page, other.span), Some("the words")),
            Some((other.clone(), other.span))
        );
        assert_eq!(read("x\u{1f}y", None), None);
    }
}
