//! Searching the library: the query is read, the index is asked, and asked again if it was not up to date.

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use crate::law::index::{IndexFault, LawIndex};
use crate::law::query::{self, LawCondition, LawFilter, LawName, Query};
use crate::law::search::{self, SearchFault};
use crate::model::country::LawStatus;
use crate::model::id::Iso3;
use crate::model::law::{LawId, LawKind};
use crate::model::problem::Problem;
use crate::model::search::{ConceptForm, Concepts, Detail, Found, Hit};
use crate::model::text::Language;
use crate::store::listing::Gate;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::guarded::guarded;
use crate::workbench::law::reading::ReadingProcess;
use crate::workbench::law::up_to_date::{self, Difference, Updated, difference};
use crate::workbench::open::Workbench;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct SearchRequest {
    pub(crate) query: String,
    /// Any of these, and so for the other lists; none is all.
    pub(crate) countries: Vec<Iso3>,
    pub(crate) languages: Vec<Language>,
    pub(crate) laws: Vec<LawId>,
    pub(crate) statuses: Vec<LawStatus>,
    pub(crate) kinds: Vec<LawKind>,
    /// Superseded wordings too.
    pub(crate) history: bool,
    pub(crate) limit: usize,
    /// Characters of a snippet.
    pub(crate) width: usize,
    /// Whether it is to be said what each word stood for.
    pub(crate) explain: bool,
    pub(crate) detail: Detail,
}

impl SearchRequest {
    pub(crate) fn new(query: &str, limit: usize) -> Self {
        Self {
            query: query.to_owned(),
            countries: Vec::new(),
            languages: Vec::new(),
            laws: Vec::new(),
            statuses: Vec::new(),
            kinds: Vec::new(),
            history: false,
            limit,
            width: super::SNIPPET_WIDTH,
            explain: false,
            detail: Detail::Titles,
        }
    }
}

/// Why the index could not be brought up to date. Laws that changed or are gone are then left out of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outdated {
    /// Another process is at it.
    Busy,
    ReadOnly,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Searched {
    pub(crate) found: Found,
    /// How the query was understood, fully written out.
    pub(crate) understood: String,
    /// What finds the provision, where the query is a citation: `label:24`.
    pub(crate) by_label: Option<String>,
    pub(crate) took_ms: f64,
    /// Laws that could not be read, and so were not searched.
    pub(crate) problems: Vec<Problem>,
    /// Why laws that changed were not searched, if they were not.
    pub(crate) outdated: Option<Outdated>,
    /// Whether laws that had changed were put into the index: see [`Workbench::tidy_index`].
    pub(crate) renewed: bool,
    /// The same hits were given before the files had been looked at.
    pub(crate) given_early: bool,
}

/// Laws from which on hits are given before all files have been looked at: to look at 20,000 files takes longer than
/// anybody wants to wait for what is nearly always the same.
const LARGE: usize = 1_000;

/// How long another process that brings the index up to date is waited for. A few laws take less than a second, a
/// whole library longer than anybody waits for a search.
const PATIENCE: Duration = Duration::from_secs(2);

/// Hears the hits of a large library before it is known whether its files are as they were indexed.
pub(crate) type Early<'a> = &'a mut dyn FnMut(&Searched);

/// Whether two results look the same. Scores differ as soon as any law is another one.
fn shows_the_same(a: &Found, b: &Found) -> bool {
    let shown = |hit: &Hit| Hit { score: 0.0, ..hit.clone() };
    a.total == b.total
        && a.laws == b.laws
        && a.facets == b.facets
        && a.explained == b.explained
        && a.hits.iter().map(shown).eq(b.hits.iter().map(shown))
}

/// A query read, with the filters of the request in it.
fn read(request: &SearchRequest) -> Result<Query, WorkbenchError> {
    let fault = |fault: query::QueryFault| WorkbenchError::Query {
        query: request.query.clone(),
        column: fault.column,
        length: fault.length,
        message: fault.message(),
        hint: fault.hint(),
    };
    query::parse(&request.query).map_err(fault)
}

fn conditions(request: &SearchRequest) -> Vec<LawCondition> {
    let any = |filters: Vec<LawFilter>| {
        let all: Vec<LawCondition> = filters.into_iter().map(LawCondition::Is).collect();
        if all.is_empty() { None } else { Some(LawCondition::Any(all)) }
    };
    let law = |id: &LawId| {
        LawFilter::Law(LawName {
            country: Some(id.country.clone()),
            slug: id.slug.to_string(),
            prefix: false,
        })
    };
    [
        any(request.countries.iter().cloned().map(LawFilter::Country).collect()),
        any(request.languages.iter().cloned().map(LawFilter::Language).collect()),
        any(request.laws.iter().map(law).collect()),
        any(request.statuses.iter().copied().map(LawFilter::Status).collect()),
        any(request.kinds.iter().copied().map(LawFilter::Kind).collect()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Workbench {
    /// Searches the library.
    pub(crate) fn search(
        &self,
        request: &SearchRequest,
        reading: &ReadingProcess,
        told: &mut dyn FnMut(usize, usize),
    ) -> Result<Searched, WorkbenchError> {
        self.search_early(request, reading, told, None)
    }

    /// The same for somebody who can show hits and, should the files turn out to be other ones, show them anew.
    pub(crate) fn search_early(
        &self,
        request: &SearchRequest,
        reading: &ReadingProcess,
        told: &mut dyn FnMut(usize, usize),
        early: Option<Early<'_>>,
    ) -> Result<Searched, WorkbenchError> {
        let begun = Instant::now();
        let query = read(request)?;
        let concepts =
            if request.query.to_lowercase().contains("concept") { self.concepts()? } else { Concepts::new() };
        // To find out whether the files are as they were takes longer than the search itself.
        let mut searched = Searched {
            understood: query.to_string(),
            by_label: query::by_label(&query),
            ..Searched::default()
        };
        let mut shown = None;
        let gate = Gate::default();
        let (opened, mut looks) = thread::scope(|scope| {
            let listing = scope.spawn(|| self.workspace.looks_beside(&gate));
            let opened = self.law_index().map(|index| {
                let first = Self::ask(&index, &query, request, &concepts, &BTreeSet::new());
                if let (Some(early), Ok(found)) = (early, &first)
                    && index.table.len() >= LARGE
                {
                    searched.found = found.clone();
                    searched.took_ms = begun.elapsed().as_secs_f64() * 1000.0;
                    early(&searched);
                    shown = Some(searched.took_ms);
                }
                (index, first)
            });
            gate.open();
            let looks = listing.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            (opened, looks)
        });
        let (mut index, first) = opened?;
        let unlisted = std::mem::take(&mut looks.problems);
        let difference = difference(looks, &index);
        let asked = if difference.is_none() {
            searched.given_early = shown.is_some();
            first
        } else {
            let outdated = match self.update_waiting(&mut index, difference, reading, told, PATIENCE) {
                Ok(Updated { problems, .. }) => {
                    searched.problems = problems;
                    searched.renewed = true;
                    None
                }
                Err(WorkbenchError::Index(IndexFault::Locked)) => Some(Outdated::Busy),
                Err(WorkbenchError::Index(IndexFault::ReadOnly)) => Some(Outdated::ReadOnly),
                Err(other) => return Err(other),
            };
            searched.outdated = outdated;
            let without = outdated.map(|_| self.not_as_files(&index)).unwrap_or_default();
            Self::ask(&index, &query, request, &concepts, &without)
        };
        let before = shown.map(|_| std::mem::take(&mut searched.found));
        searched.found = match asked {
            Err(SearchFault::Index(IndexFault::Broken(_))) => {
                // The list of laws reads and the documents do not: made anew from the files.
                searched.problems = self.index_laws(reading, true, told)?.problems;
                searched.given_early = false;
                index = self.law_index()?;
                let again = Self::ask(&index, &query, request, &concepts, &BTreeSet::new());
                self.told(again, request)?
            }
            other => self.told(other, request)?,
        };
        // A law that changed need not be among the hits, and one that cannot be read is looked for at every search.
        searched.given_early |= before.is_some_and(|before| shows_the_same(&before, &searched.found));
        searched.problems.extend(unlisted);
        searched.took_ms = match shown {
            Some(took) if searched.given_early => took,
            _ => begun.elapsed().as_secs_f64() * 1000.0,
        };
        Ok(searched)
    }

    /// The index as the files are now, for several searches.
    pub(crate) fn index_as_files(
        &self,
        reading: &ReadingProcess,
    ) -> Result<(LawIndex, Vec<Problem>), WorkbenchError> {
        let mut index = self.law_index()?;
        let mut looks = self.workspace.looks();
        let mut problems = std::mem::take(&mut looks.problems);
        let difference = difference(looks, &index);
        // What comes of it is kept as evidence: an index that is not as the files is none to ask.
        let patience = up_to_date::PATIENCE;
        let updated = self.update_waiting(&mut index, difference, reading, &mut |_, _| {}, patience)?;
        problems.extend(updated.problems);
        Ok((index, problems))
    }

    /// The laws of the index whose files are other ones now, or are gone.
    fn not_as_files(&self, index: &LawIndex) -> BTreeSet<String> {
        let Difference { changed, gone, .. } = difference(self.workspace.looks(), index);
        changed.into_iter().map(|(id, _)| id).chain(gone).map(|id| id.to_string()).collect()
    }

    /// Asks an index that is open.
    pub(crate) fn ask_index(
        index: &LawIndex,
        request: &SearchRequest,
        concepts: &Concepts,
    ) -> Result<Found, WorkbenchError> {
        let query = read(request)?;
        Self::ask(index, &query, request, concepts, &BTreeSet::new()).map_err(|fault| match fault {
            SearchFault::Index(fault) => fault.into(),
            SearchFault::Concept { id, column, length } => WorkbenchError::Query {
                query: request.query.clone(),
                column,
                length,
                message: format!("there is no concept `{id}` in the table of terms"),
                hint: "`mnr framework terms` lists them".to_owned(),
            },
        })
    }

    fn ask(
        index: &LawIndex,
        query: &Query,
        request: &SearchRequest,
        concepts: &Concepts,
        without: &BTreeSet<String>,
    ) -> Result<Found, SearchFault> {
        let ask = search::Ask {
            conditions: conditions(request),
            history: request.history,
            concepts,
            limit: request.limit,
            width: request.width,
            explain: request.explain,
            detail: request.detail,
            without,
        };
        // The engine trusts its files. What is damaged in them can end it, and must not end the program.
        let found = guarded(|| search::search(index, query.clone(), &ask));
        found.unwrap_or_else(|| Err(IndexFault::Broken("a file of it is damaged".to_owned()).into()))
    }

    fn told(
        &self,
        result: Result<Found, SearchFault>,
        request: &SearchRequest,
    ) -> Result<Found, WorkbenchError> {
        result.map_err(|fault| match fault {
            SearchFault::Index(fault) => fault.into(),
            SearchFault::Concept { id, column, length } => {
                let known = self.concepts().unwrap_or_default();
                let range = match (known.keys().next(), known.keys().next_back()) {
                    (Some(first), Some(last)) => {
                        format!("they are `{first}` to `{last}`: `mnr framework terms` lists them")
                    }
                    _ => "the table of terms is empty".to_owned(),
                };
                WorkbenchError::Query {
                    query: request.query.clone(),
                    column,
                    length,
                    message: format!("there is no concept `{id}` in the table of terms"),
                    hint: range,
                }
            }
        })
    }

    /// The forms of every concept of the table of terms.
    pub(crate) fn concepts(&self) -> Result<Concepts, WorkbenchError> {
        let loaded = self.catalog.terminology();
        let Some(terms) = loaded.value else {
            return Err(WorkbenchError::Damaged {
                what: "the table of terms".to_owned(),
                problems: loaded.problems,
            });
        };
        let mut concepts = Concepts::new();
        for concept in &terms.concepts {
            let forms = concept.forms.iter().map(|form| ConceptForm {
                text: form.text.clone(),
                near: terms.anchors_of(form).map(|(within, words)| {
                    (u32::from(within), words.into_iter().map(str::to_owned).collect())
                }),
            });
            concepts.insert(concept.id.to_string(), forms.collect());
        }
        Ok(concepts)
    }
}
