//! The facts in front of a Markdown file, between two lines of "---".
//!
//! A small reader for keys with a plain, quoted, folded or literal value. It never fails: what it does not
//! understand is left out, and said in a note. A full YAML reader would refuse whole files for one stray tab.

use std::borrow::Cow;

use crate::law::block::FoundFacts;
use crate::law::read::markdown::entities::decoded;

/// Facts longer than this are no facts.
const LONGEST: usize = 4000;

/// Parts a file into its facts, notes on them, and its body.
pub(super) fn split(source: &str) -> (FoundFacts, Vec<String>, &str) {
    let none = || (FoundFacts::default(), Vec::new(), source);
    let mut at = 0;
    let mut inside = Vec::new();
    for (count, line) in source.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        match count {
            0 if line == "---" => {}
            0 => return none(),
            _ if line == "---" || line == "..." => {
                let (facts, notes) = facts(&inside);
                return (facts, notes, source.get(at..).unwrap_or_default());
            }
            // No front matter is this long: the first line was a rule.
            _ if count > 2000 => break,
            _ => inside.push(line),
        }
    }
    let (facts, notes, body) = none();
    let mut notes = notes;
    notes.push("the facts in front of the text have no end and were taken for text".to_owned());
    (facts, notes, body)
}

fn facts(lines: &[&str]) -> (FoundFacts, Vec<String>) {
    let mut facts = FoundFacts::default();
    let mut ranks = Ranks::default();
    let mut strange = 0_usize;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((key, value)) = line.split_once(':').filter(|(key, _)| is_key(key)) else {
            if !line.starts_with([' ', '-', '\t']) {
                strange += 1;
            }
            continue;
        };
        let literal = value.trim().starts_with('|');
        let block = literal || value.trim().starts_with('>');
        let mut value = Cow::Borrowed(if block { "" } else { value.trim() });
        // Lines that are set in belong to the value above them.
        while let Some(more) = lines.get(at).filter(|l| l.starts_with([' ', '\t']) || (block && l.is_empty()))
        {
            at += 1;
            let more = more.trim();
            let nested = !block && value.is_empty() && (more.starts_with("- ") || more.contains(": "));
            if nested || value.len() > LONGEST {
                continue;
            }
            if !value.is_empty() && !more.is_empty() {
                value.to_mut().push(if literal { '\n' } else { ' ' });
            }
            value.to_mut().push_str(more);
        }
        let value = unquoted(&value);
        let value = decoded(&value);
        let value = value.trim();
        if value.is_empty() || value.len() > LONGEST || matches!(value, "null" | "~" | "[]" | "{}") {
            continue;
        }
        ranks.take(&mut facts, key.trim(), value);
    }
    let mut notes = Vec::new();
    if strange > 0 {
        notes.push(format!("{strange} lines of the facts in front of the text were not understood"));
    }
    (facts, notes)
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 60
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        && !key.starts_with(' ')
}

fn unquoted(value: &str) -> Cow<'_, str> {
    let inner = |mark: char| value.strip_prefix(mark).and_then(|v| v.strip_suffix(mark));
    if let Some(inner) = inner('\'') {
        return if inner.contains("''") { inner.replace("''", "'").into() } else { inner.into() };
    }
    let Some(inner) = inner('"') else { return value.into() };
    if !inner.contains('\\') {
        return inner.into();
    }
    let mut text = String::with_capacity(inner.len());
    let mut signs = inner.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some('n' | 't' | 'r') => text.push(' '),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            _ => text.push(sign),
        }
    }
    text.into()
}

/// Several keys may name one fact; the more exact one wins, wherever it stands.
#[derive(Default)]
struct Ranks {
    number: u8,
    kind: u8,
    enacted: u8,
    version: u8,
    source: u8,
}

impl Ranks {
    fn take(&mut self, facts: &mut FoundFacts, key: &str, value: &str) {
        let owned = || Some(value.to_owned());
        match plain_key(key).as_ref() {
            "title" | "titulo" | "titre" => facts.title = owned(),
            "country" | "jurisdiction" => facts.country = owned(),
            "status" => facts.status = owned(),
            "language" | "lang" => facts.language = owned(),
            "year" => facts.year = value.parse().ok().filter(|y| (1000..=2999).contains(y)),
            "number" | "law_number" => better(&mut self.number, 3, &mut facts.number, value),
            "official_number" => better(&mut self.number, 2, &mut facts.number, value),
            "identifier" | "id" => better(&mut self.number, 1, &mut facts.number, value),
            "rank" | "kind" | "type" => better(&mut self.kind, 2, &mut facts.kind, value),
            "official_type" => better(&mut self.kind, 1, &mut facts.kind, value),
            "enacted" | "enactment_date" | "promulgation_date" => {
                better(&mut self.enacted, 3, &mut facts.enacted, value);
            }
            "date" => better(&mut self.enacted, 2, &mut facts.enacted, value),
            "publication_date" => better(&mut self.enacted, 1, &mut facts.enacted, value),
            "version" | "version_date" | "consolidated" => {
                better(&mut self.version, 2, &mut facts.version, value);
            }
            "last_updated" => better(&mut self.version, 1, &mut facts.version, value),
            "source" => better(&mut self.source, 2, &mut facts.source, value),
            "url" | "source_url" => better(&mut self.source, 1, &mut facts.source, value),
            _ => {}
        }
    }
}

/// A key as the list of them has it. Most are written so.
fn plain_key(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|b| b == b'-' || b.is_ascii_uppercase()) {
        return key.to_ascii_lowercase().replace('-', "_").into();
    }
    key.into()
}

fn better(held: &mut u8, rank: u8, fact: &mut Option<String>, value: &str) {
    if rank > *held {
        *held = rank;
        *fact = Some(value.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_found() {
        let source = "---\ntitle: >-\n  Ley contra la trata y el tr&aacute;fico\n  de ni&ntilde;os\n\
                      identifier: LEY-7-2020\nofficial_number: \"7\"\ncountry: pe\nrank: ley\n\
                      publication_date: '2020-01-16'\nlast_updated: 2021-02-03\nstatus: in_force\n\
                      source: 'https://example.org/a#b'\nyear: \"2020\"\nlist:\n  - one\n  - two: x\n---\n# Body\n";
        let (facts, notes, body) = split(source);
        assert_eq!(facts.title.as_deref(), Some("Ley contra la trata y el tráfico de niños"));
        assert_eq!(facts.number.as_deref(), Some("7"));
        assert_eq!(facts.country.as_deref(), Some("pe"));
        assert_eq!(facts.kind.as_deref(), Some("ley"));
        assert_eq!(facts.enacted.as_deref(), Some("2020-01-16"));
        assert_eq!(facts.version.as_deref(), Some("2021-02-03"));
        assert_eq!(facts.source.as_deref(), Some("https://example.org/a#b"));
        assert_eq!(facts.year, Some(2020));
        assert!(notes.is_empty(), "{notes:?}");
        assert_eq!(body, "# Body\n");
    }

    #[test]
    fn what_is_broken_is_a_note() {
        let (facts, notes, body) = split("---\ntitle: \"A \\\"law\\\"\"\n}{ broken\n---\nx");
        assert_eq!(facts.title.as_deref(), Some("A \"law\""));
        assert_eq!((notes.len(), body), (1, "x"));
        let (facts, notes, body) = split("---\ntitle: x\n");
        assert_eq!((facts, notes.len(), body), (FoundFacts::default(), 1, "---\ntitle: x\n"));
        assert_eq!(split("no facts").2, "no facts");
    }
}
