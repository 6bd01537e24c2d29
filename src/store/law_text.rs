//! The texts of laws as they were read, remembered in `.mnr/texts/`: a PDF takes seconds to read, and the index and
//! the reader of the screens want it again and again.
//!
//! A memory counts only for the very file it was made from, and for the way of reading that made it.

use serde::{Deserialize, Serialize};

use crate::model::law::{Law, LawText, OutlineEntry, Provision, Span, Standing, TextQuality, UnitKind};
use crate::model::word::Vocabulary;
use crate::store::atomic;
use crate::store::workspace::Workspace;

/// Bytes of the largest memory that is read.
const LARGEST: u64 = 512 << 20;

#[derive(Serialize, Deserialize)]
struct TextFile {
    key: String,
    text: String,
    provisions: Vec<ProvisionField>,
    outline: Vec<OutlineField>,
    pages: Vec<(u32, usize)>,
    notes: Vec<String>,
    characters: usize,
    letters: f64,
    lost: f64,
    plausible: f64,
    read_by: String,
}

#[derive(Serialize, Deserialize)]
struct ProvisionField {
    eid: String,
    derived: bool,
    kind: String,
    number: Option<String>,
    label: String,
    heading: Option<String>,
    path: Vec<String>,
    page: Option<u32>,
    span: (usize, usize),
    standing: String,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct OutlineField {
    label: String,
    heading: Option<String>,
    depth: u8,
    span: (usize, usize),
    provision: Option<usize>,
}

fn pair(span: Span) -> (usize, usize) {
    (span.start, span.end)
}

/// A span that lies in the text, on characters: a damaged memory is none.
fn span((start, end): (usize, usize), text: &str) -> Option<Span> {
    text.get(start..end)?;
    Some(Span { start, end })
}

impl TextFile {
    fn of(key: String, text: &LawText) -> Self {
        let provision = |p: &Provision| ProvisionField {
            eid: p.eid.clone(),
            derived: p.derived,
            kind: p.kind.word().to_owned(),
            number: p.number.clone(),
            label: p.label.clone(),
            heading: p.heading.clone(),
            path: p.path.clone(),
            page: p.page,
            span: pair(p.span),
            standing: p.standing.word().to_owned(),
            sha256: p.sha256.clone(),
        };
        let entry = |e: &OutlineEntry| OutlineField {
            label: e.label.clone(),
            heading: e.heading.clone(),
            depth: e.depth,
            span: pair(e.span),
            provision: e.provision,
        };
        Self {
            key,
            text: text.text.clone(),
            provisions: text.provisions.iter().map(provision).collect(),
            outline: text.outline.iter().map(entry).collect(),
            pages: text.pages.clone(),
            notes: text.notes.clone(),
            characters: text.quality.characters,
            letters: text.quality.letters,
            lost: text.quality.lost,
            plausible: text.quality.plausible,
            read_by: text.read_by.clone(),
        }
    }

    fn into_text(self) -> Option<LawText> {
        let provisions = self.provisions.into_iter().map(|p| {
            Some(Provision {
                span: span(p.span, &self.text)?,
                kind: UnitKind::from_word(&p.kind)?,
                standing: Standing::from_word(&p.standing)?,
                eid: p.eid,
                derived: p.derived,
                number: p.number,
                label: p.label,
                heading: p.heading,
                path: p.path,
                page: p.page,
                sha256: p.sha256,
            })
        });
        let provisions: Vec<Provision> = provisions.collect::<Option<_>>()?;
        let outline = self.outline.into_iter().map(|e| {
            Some(OutlineEntry {
                span: span(e.span, &self.text)?,
                label: e.label,
                heading: e.heading,
                depth: e.depth,
                provision: e.provision.filter(|p| *p < provisions.len()),
            })
        });
        Some(LawText {
            outline: outline.collect::<Option<_>>()?,
            pages: self.pages,
            notes: self.notes,
            quality: TextQuality {
                characters: self.characters,
                letters: self.letters,
                lost: self.lost,
                plausible: self.plausible,
            },
            read_by: self.read_by,
            provisions,
            text: self.text,
        })
    }
}

impl Workspace {
    fn text_path(&self, law: &Law) -> std::path::PathBuf {
        self.derived().join("texts").join(law.id.country.as_str()).join(format!("{}.json", law.id.slug))
    }

    /// The text of a law, if it is remembered under this key.
    pub(crate) fn remembered_text(&self, law: &Law, key: &str) -> Option<LawText> {
        let bytes = atomic::read(&self.text_path(law), LARGEST).ok()??;
        let file: TextFile = serde_json::from_slice(&bytes).ok()?;
        if file.key == key { file.into_text() } else { None }
    }

    /// Remembers the text of a law. Without it the next reading is slower, nothing else.
    pub(crate) fn remember_text(&self, law: &Law, key: &str, text: &LawText) {
        if let Ok(json) = serde_json::to_vec(&TextFile::of(key.to_owned(), text)) {
            let _ = atomic::replace_derived(&self.text_path(law), &json);
        }
    }

    /// Forgets the text of a law that was taken out.
    pub(crate) fn forget_text(&self, law: &Law) {
        let _ = std::fs::remove_file(self.text_path(law));
    }
}
