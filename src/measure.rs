//! A door for the benches, open only with the feature `measure`: a law library without a workspace around it.
//!
//! It holds no code of its own worth measuring. Each function is one step that the program takes too, so that the
//! peers can be given the same provisions that our own index gets. Nothing else may use it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::law::index::LawIndex;
use crate::law::index::schema::PART;
use crate::law::index::writer::Scale;
use crate::law::search::snippet::WIDTH;
use crate::law::search::{self, Ask};
use crate::law::{facts, format, import, query};
use crate::model::country::LawStatus;
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::{Law, LawId, LawKind, LawText, Provision, ReceivedFile};
use crate::model::search::{Concepts, Detail};

/// A law that was read: its facts, its text, its provisions.
#[derive(Debug, Clone)]
pub struct Read {
    law: Law,
    text: LawText,
}

/// What an index of another program is given of one provision.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a> {
    pub law: &'a str,
    pub title: &'a str,
    pub number: &'a str,
    pub label: &'a str,
    pub heading: &'a str,
    pub page: u64,
    pub sha256: &'a str,
    pub body: &'a str,
}

/// Reads one file of a country: bytes to blocks to provisions. `None` for what is no law that can be read.
pub fn read(country: &str, file_name: &str, bytes: &[u8]) -> Option<Read> {
    let name = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let format = format::of(file_name, bytes).ok()?;
    let document = import::read(format, bytes).ok()?;
    let language = import::language_of(&document);
    let text = import::text_of(&document, format, &language).ok()?;
    let found = facts::of(&document, &text, name);
    let law = Law {
        id: LawId {
            country: Iso3::parse(country).ok()?,
            slug: LawSlug::parse(&name.to_lowercase().replace(['_', ' ', '.'], "-")).ok()?,
        },
        title: found.title,
        title_en: None,
        number: found.number,
        year: found.year,
        kind: found.kind.unwrap_or(LawKind::Other),
        language,
        status: found.status.unwrap_or(LawStatus::NotEstablished),
        version: found.version,
        enacted: found.enacted,
        commenced: None,
        amends: Vec::new(),
        amended_by: Vec::new(),
        source: found.source,
        key_law: None,
        note: None,
        file: ReceivedFile {
            name: file_name.to_owned(),
            format,
            sha256: String::new(),
            read_by: text.read_by.clone(),
        },
    };
    Some(Read { law, text })
}

impl Read {
    pub fn id(&self) -> String {
        self.law.id.to_string()
    }

    /// Bytes of the text of all provisions.
    pub fn bytes(&self) -> usize {
        self.text.provisions.iter().map(|p| p.span.len()).sum()
    }

    /// The provisions, as `id` names the law.
    pub fn units<'a>(&'a self, id: &'a str) -> impl Iterator<Item = Unit<'a>> {
        let unit = move |p: &'a Provision| Unit {
            law: id,
            title: &self.law.title,
            number: self.law.number.as_deref().unwrap_or_default(),
            label: &p.label,
            heading: p.heading.as_deref().unwrap_or_default(),
            page: u64::from(p.page.unwrap_or(0)),
            sha256: &p.sha256,
            body: p.span.of(&self.text.text),
        };
        self.text.provisions.iter().map(unit)
    }
}

/// The longest text that is one document of our index.
pub const LONGEST: usize = PART;

/// Makes an index of laws in an empty folder.
pub fn index<'a>(folder: &Path, laws: impl IntoIterator<Item = &'a Read>) -> Result<(), String> {
    let mut index = LawIndex::create(folder).map_err(|e| e.to_string())?;
    let mut writing = index.write(Scale::Many).map_err(|e| e.to_string())?;
    for read in laws {
        writing.put(&read.law, &read.text, 0).map_err(|e| e.to_string())?;
    }
    writing.commit().map_err(|e| e.to_string())
}

/// An index that is asked.
pub struct Library(LawIndex);

/// What a query found.
#[derive(Debug, Clone)]
pub struct Answer {
    pub total: usize,
    pub laws: usize,
    /// Law, label and snippet of the hits that are shown.
    pub hits: Vec<(String, String, String)>,
}

impl Library {
    /// Opens the index in a folder.
    pub fn open(folder: &Path) -> Option<Self> {
        LawIndex::open(folder).ok().flatten().map(Self)
    }

    /// Runs a query as it is typed: hits with snippets, the count of all, and the facets.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Answer, String> {
        let query = query::parse(typed).map_err(|fault| fault.message())?;
        let concepts = Concepts::new();
        let ask = Ask {
            conditions: Vec::new(),
            history: false,
            concepts: &concepts,
            limit,
            width: WIDTH,
            explain: false,
            detail: Detail::Titles,
            without: &BTreeSet::new(),
        };
        let found = search::search(&self.0, query, &ask).map_err(|fault| format!("{fault:?}"))?;
        let hits = found.hits.into_iter();
        let hits = hits.map(|hit| (hit.law.id.to_string(), hit.provision.label, hit.snippet.text));
        Ok(Answer { total: found.total, laws: found.facets.laws, hits: hits.collect() })
    }
}
