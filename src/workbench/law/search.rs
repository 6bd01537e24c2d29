//! Searching the library: the query is read, the index is asked, and asked again if it was not up to date.

use std::thread;
use std::time::Instant;

use crate::law::index::{IndexFault, LawIndex};
use crate::law::query::{self, LawCondition, LawFilter, LawName, Query};
use crate::law::search::{self, SearchFault};
use crate::model::country::LawStatus;
use crate::model::id::Iso3;
use crate::model::law::{LawId, LawKind};
use crate::model::problem::Problem;
use crate::model::search::{ConceptForm, Concepts, Detail, Found};
use crate::model::text::Language;
use crate::store::library::Gate;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::reading::ReadingProcess;
use crate::workbench::law::up_to_date::{Updated, difference};
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

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Searched {
    pub(crate) found: Found,
    /// How the query was understood, fully written out.
    pub(crate) understood: String,
    pub(crate) took_ms: f64,
    /// Laws that could not be read, and so were not searched.
    pub(crate) problems: Vec<Problem>,
    /// Another process is bringing the index up to date: laws that changed just now are not in it yet.
    pub(crate) outdated: bool,
    /// The same hits were given before the files had been looked at, and nothing had changed.
    pub(crate) given_early: bool,
}

/// Laws from which on hits are given before all files have been looked at: to look at 20,000 files takes longer than
/// anybody wants to wait for what is nearly always the same.
const LARGE: usize = 1_000;

/// Hears the hits of a large library before it is known whether its files are as they were indexed.
pub(crate) type Early<'a> = &'a mut dyn FnMut(&Searched);

/// A query read, with the filters of the request in it.
fn read(request: &SearchRequest) -> Result<(Query, String), WorkbenchError> {
    let fault = |fault: query::QueryFault| WorkbenchError::Query {
        query: request.query.clone(),
        column: fault.column,
        length: fault.length,
        message: fault.message(),
        hint: fault.hint(),
    };
    let query = query::parse(&request.query).map_err(fault)?;
    let understood = query.to_string();
    Ok((query, understood))
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
        let (query, understood) = read(request)?;
        let concepts =
            if request.query.to_lowercase().contains("concept") { self.concepts()? } else { Concepts::new() };
        // To find out whether the files are as they were takes longer than the search itself.
        let mut searched = Searched { understood, ..Searched::default() };
        let mut shown = None;
        let gate = Gate::default();
        let (opened, listed) = thread::scope(|scope| {
            let listing = scope.spawn(|| self.workspace.laws_beside(&gate));
            let opened = self.law_index().map(|index| {
                let first = Self::ask(&index, &query, request, &concepts);
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
            let listed = listing.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            (opened, listed)
        });
        let (mut index, first) = opened?;
        let difference = difference(&listed.laws, &index);
        if difference.is_none() {
            searched.given_early = shown.is_some();
            match first {
                Err(SearchFault::Index(IndexFault::Broken(_))) => {
                    // The list of laws reads and the documents do not: made anew from the files.
                    let updated = self.index_laws(reading, true, told)?;
                    searched.problems = updated.problems;
                    index = self.law_index()?;
                    searched.found = self.told(Self::ask(&index, &query, request, &concepts), request)?;
                }
                other => searched.found = self.told(other, request)?,
            }
        } else {
            match self.update(&mut index, &difference, reading, told) {
                Ok(Updated { problems, .. }) => searched.problems = problems,
                Err(WorkbenchError::Index(IndexFault::Locked)) => searched.outdated = true,
                Err(other) => return Err(other),
            }
            searched.found = self.told(Self::ask(&index, &query, request, &concepts), request)?;
        }
        searched.problems.extend(listed.problems);
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
        let listed = self.workspace.laws();
        let difference = difference(&listed.laws, &index);
        let mut problems = listed.problems;
        match self.update(&mut index, &difference, reading, &mut |_, _| {}) {
            Ok(updated) => problems.extend(updated.problems),
            // Another process is at it; what is there is what can be searched.
            Err(WorkbenchError::Index(IndexFault::Locked)) => {}
            Err(other) => return Err(other),
        }
        Ok((index, problems))
    }

    /// Asks an index that is open.
    pub(crate) fn ask_index(
        index: &LawIndex,
        request: &SearchRequest,
        concepts: &Concepts,
    ) -> Result<Found, WorkbenchError> {
        let (query, _) = read(request)?;
        Self::ask(index, &query, request, concepts).map_err(|fault| match fault {
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
    ) -> Result<Found, SearchFault> {
        let ask = search::Ask {
            conditions: conditions(request),
            history: request.history,
            concepts,
            limit: request.limit,
            width: request.width,
            explain: request.explain,
            detail: request.detail,
        };
        search::search(index, query.clone(), &ask)
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
