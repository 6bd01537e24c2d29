//! What a hit shows besides its text, stored with it as one line.

use crate::law::import::fingerprint;
use crate::model::law::{Provision, Span, Standing, UnitKind};
use crate::model::word::Vocabulary;

const FIELD: char = '\u{1f}';
const ITEM: char = '\u{1e}';

/// A provision as a line. `part` is the stretch of its text that the document holds; where that is all of it, the
/// fingerprint is left out, since it can be made again of the text.
pub(crate) fn write(provision: &Provision, part: Span) -> String {
    let whole = part == provision.span;
    let clean = |text: &str| text.replace([FIELD, ITEM], " ");
    let option = |text: Option<&String>| text.map(|t| clean(t)).unwrap_or_default();
    let path: Vec<String> = provision.path.iter().map(|p| clean(p)).collect();
    [
        clean(&provision.eid),
        if provision.derived { String::new() } else { "0".to_owned() },
        provision.kind.word().to_owned(),
        option(provision.number.as_ref()),
        clean(&provision.label),
        option(provision.heading.as_ref()),
        path.join(&ITEM.to_string()),
        provision.page.map(|p| p.to_string()).unwrap_or_default(),
        provision.span.start.to_string(),
        provision.span.len().to_string(),
        if provision.standing == Standing::Current {
            String::new()
        } else {
            provision.standing.word().to_owned()
        },
        if whole { String::new() } else { provision.sha256.clone() },
        if whole { String::new() } else { part.start.to_string() },
        if whole { String::new() } else { part.end.to_string() },
    ]
    .join(&FIELD.to_string())
}

/// The provision and the part, or nothing where the line is none of ours. `text` is the text of the document.
pub(crate) fn read(line: &str, text: &str) -> Option<(Provision, Span)> {
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
            let start: usize = next()?.parse().ok()?;
            let length: usize = next()?.parse().ok()?;
            Span { start, end: start.checked_add(length)? }
        },
        standing: match next()? {
            "" => Standing::Current,
            word => Standing::from_word(word)?,
        },
        sha256: next()?.to_owned(),
    };
    if provision.sha256.is_empty() {
        let part = provision.span;
        return Some((Provision { sha256: fingerprint(text), ..provision }, part));
    }
    Some((provision, Span { start: next()?.parse().ok()?, end: next()?.parse().ok()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(read(&write(&provision, part), "x"), Some((provision.clone(), part)));
        let whole = Provision { sha256: fingerprint("the words"), ..provision };
        assert_eq!(read(&write(&whole, whole.span), "the words"), Some((whole.clone(), whole.span)));
        assert_eq!(read("x\u{1f}y", ""), None);
    }
}
