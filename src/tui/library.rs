//! What Search and Reader hold: the query and its filters, what was found, and the law that is read.

use std::sync::Arc;
use std::time::Duration;

use crate::model::country::LawStatus;
use crate::model::id::{AssessmentId, Iso3, QuestionRef};
use crate::model::law::{LawId, LawKind, OutlineEntry, Span, Standing};
use crate::model::search::{FacetCount, Hit};
use crate::model::text::Language;
use crate::tui::field::Field;
use crate::tui::lawtext::Row;
use crate::tui::pinning::Selection;
use crate::tui::state::Screen;
use crate::workbench::law::find::MarkedLaw;
use crate::workbench::law::search::{SearchRequest, Searched};
use crate::workbench::law::shelf::OpenLaw;

/// Hits that are fetched while somebody types.
pub(crate) const HITS: usize = 100;
/// Laws that stay open for the pane beside the hits.
const BOOKS: usize = 8;
/// Queries that Up brings back.
const REMEMBERED: usize = 50;

/// What has the keys in Search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SearchPane {
    #[default]
    Query,
    Hits,
    Facets,
}

/// What laws must be to be searched. An empty list is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LawFilters {
    pub(crate) countries: Vec<Iso3>,
    pub(crate) languages: Vec<Language>,
    pub(crate) laws: Vec<LawId>,
    pub(crate) statuses: Vec<LawStatus>,
    pub(crate) kinds: Vec<LawKind>,
    /// Superseded wordings too.
    pub(crate) history: bool,
}

/// By what hits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Country,
    Law,
    Language,
    Status,
    Year,
}

impl Group {
    pub(crate) const ALL: [Self; 5] = [Self::Country, Self::Law, Self::Language, Self::Status, Self::Year];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Law => "law",
            Self::Language => "language",
            Self::Status => "status",
            Self::Year => "year",
        }
    }
}

/// A line of the list of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FacetRow {
    Heading(Group),
    Value { group: Group, count: FacetCount, on: bool },
}

impl FacetRow {
    /// Whether it is about the same, whatever its count is now.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Heading(a), Self::Heading(b)) => a == b,
            (Self::Value { group: a, count: x, .. }, Self::Value { group: b, count: y, .. }) => {
                a == b && x.value == y.value
            }
            _ => false,
        }
    }
}

/// Why a query gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It cannot be read; the place is counted in characters from 1.
    Query {
        column: usize,
        length: usize,
        message: String,
        hint: String,
    },
    Other(String),
}

/// What the library as a whole is known to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LibraryFacts {
    pub(crate) laws: usize,
    /// For the country that was asked about: its name, and key laws that are not there.
    pub(crate) missing: Option<(Iso3, String, usize)>,
}

/// The screen Search.
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) query: Field,
    pub(crate) pane: SearchPane,
    pub(crate) filters: LawFilters,
    /// The assessment whose country was set as a filter.
    pub(crate) set_for: Option<AssessmentId>,
    /// The number of the newest request.
    pub(crate) asked: u64,
    /// The number of the request that was answered last.
    pub(crate) answered: u64,
    /// When what was typed is searched for.
    pub(crate) due: Option<Duration>,
    pub(crate) found: Option<Arc<Searched>>,
    /// The request that `found` answers.
    pub(crate) request: Option<SearchRequest>,
    pub(crate) refusal: Option<Refusal>,
    /// Laws that are put into the index now: done, and of how many.
    pub(crate) indexing: Option<(usize, usize)>,
    pub(crate) at: usize,
    pub(crate) facet: usize,
    pub(crate) library: Option<LibraryFacts>,
    pub(crate) before: Vec<String>,
    /// How far Up has gone back in them; 0 is what is typed now.
    pub(crate) back: usize,
    /// Where Esc leads.
    pub(crate) from: Screen,
    /// The question that Search was opened from.
    pub(crate) asker: Option<Asker>,
    /// The hits are what the searches of a question brought up.
    pub(crate) leads: Option<Leads>,
}

/// A question that somebody looks for an answer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asker {
    pub(crate) question: QuestionRef,
    pub(crate) text: String,
}

/// What the searches of a question brought up, beside the hits themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leads {
    pub(crate) question: QuestionRef,
    /// Hits above the noise line, which come first.
    pub(crate) likely: usize,
    /// For each hit the query that found it best.
    pub(crate) queries: Vec<String>,
    /// For each hit the searches that found it, as `en 1, es 2`.
    pub(crate) found_by: Vec<String>,
    /// Key laws that were not at hand.
    pub(crate) missing: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            query: Field::line(""),
            pane: SearchPane::default(),
            filters: LawFilters::default(),
            set_for: None,
            asked: 0,
            answered: 0,
            due: None,
            found: None,
            request: None,
            refusal: None,
            indexing: None,
            at: 0,
            facet: 0,
            library: None,
            before: Vec::new(),
            back: 0,
            from: Screen::Home,
            asker: None,
            leads: None,
        }
    }
}

impl Search {
    pub(crate) fn hits(&self) -> &[Hit] {
        self.found.as_ref().map_or(&[], |s| s.found.hits.as_slice())
    }

    pub(crate) fn hit(&self) -> Option<&Hit> {
        let hits = self.hits();
        hits.get(self.at.min(hits.len().saturating_sub(1)))
    }

    /// The query whose words are marked in the selected hit.
    pub(crate) fn query_of_hit(&self) -> Option<String> {
        if let Some(leads) = &self.leads {
            let at = self.at.min(self.hits().len().saturating_sub(1));
            return leads.queries.get(at).filter(|q| !q.is_empty()).cloned();
        }
        self.request.as_ref().map(|r| r.query.clone())
    }

    /// Whether an answer is still on its way, or about to be asked for.
    pub(crate) fn is_waiting(&self) -> bool {
        self.due.is_some() || self.asked != self.answered
    }

    /// Keeps a query that led somewhere.
    pub(crate) fn remember(&mut self) {
        let query = self.query.text().trim().to_owned();
        if query.is_empty() {
            return;
        }
        self.before.retain(|q| *q != query);
        self.before.push(query);
        if self.before.len() > REMEMBERED {
            self.before.remove(0);
        }
        self.back = 0;
    }

    /// The counts as lines; what is filtered by is among them even where nothing was found.
    pub(crate) fn facets(&self) -> Vec<FacetRow> {
        let mut rows = Vec::new();
        let facets = self.found.as_ref().map(|s| &s.found.facets);
        for group in Group::ALL {
            let counted: &[FacetCount] = facets.map_or(&[], |f| match group {
                Group::Country => &f.country,
                Group::Law => &f.law,
                Group::Language => &f.language,
                Group::Status => &f.status,
                Group::Year => &f.year,
            });
            let on = self.set(group);
            let absent = on.iter().filter(|v| counted.iter().all(|c| *c.value != ***v));
            let absent =
                absent.map(|v| FacetCount { value: v.as_str().into(), label: v.as_str().into(), count: 0 });
            let values: Vec<FacetCount> = absent.chain(counted.iter().cloned()).collect();
            if values.is_empty() {
                continue;
            }
            rows.push(FacetRow::Heading(group));
            rows.extend(values.into_iter().map(|count| FacetRow::Value {
                group,
                on: on.iter().any(|v| *v == *count.value),
                count,
            }));
        }
        rows
    }

    /// The values of a group that are filtered by. A year stands in the query itself.
    fn set(&self, group: Group) -> Vec<String> {
        let f = &self.filters;
        match group {
            Group::Country => f.countries.iter().map(ToString::to_string).collect(),
            Group::Law => f.laws.iter().map(ToString::to_string).collect(),
            Group::Language => f.languages.iter().map(ToString::to_string).collect(),
            Group::Status => f.statuses.iter().map(ToString::to_string).collect(),
            Group::Year => {
                let query = self.query.text();
                query.split_whitespace().filter_map(|w| w.strip_prefix("year:")).map(str::to_owned).collect()
            }
        }
    }
}

impl LawFilters {
    /// The request for a query.
    pub(crate) fn request(&self, query: &str) -> SearchRequest {
        SearchRequest {
            countries: self.countries.clone(),
            languages: self.languages.clone(),
            laws: self.laws.clone(),
            statuses: self.statuses.clone(),
            kinds: self.kinds.clone(),
            history: self.history,
            ..SearchRequest::new(query, HITS)
        }
    }
}

/// A law that is open, as it was asked for.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) law: MarkedLaw,
    /// The query whose words are marked.
    pub(crate) query: Option<String>,
    pub(crate) outline: Vec<OutlineEntry>,
}

impl Book {
    pub(crate) fn new(law: MarkedLaw, query: Option<String>) -> Self {
        let mut outline = law.open.text.outline.clone();
        if outline.is_empty() {
            let provisions = law.open.text.provisions.iter().enumerate();
            outline.extend(provisions.map(|(i, p)| OutlineEntry {
                label: p.label.clone(),
                heading: p.heading.clone(),
                depth: 1,
                span: p.span,
                provision: Some(i),
            }));
        }
        outline.sort_by_key(|e| e.span.start);
        Self { law, query, outline }
    }

    pub(crate) fn open(&self) -> &OpenLaw {
        &self.law.open
    }

    pub(crate) fn id(&self) -> &LawId {
        &self.law.open.law.id
    }

    pub(crate) fn text(&self) -> &str {
        &self.law.open.text.text
    }

    pub(crate) fn standing(&self, entry: &OutlineEntry) -> Standing {
        let provision = entry.provision.and_then(|p| self.law.open.text.provisions.get(p));
        provision.map_or(Standing::Current, |p| p.standing)
    }

    /// The line of the outline that a place of the text belongs to.
    pub(crate) fn entry_at(&self, at: usize) -> usize {
        self.outline.partition_point(|e| e.span.start <= at).saturating_sub(1)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReaderPane {
    Outline,
    Text,
}

/// The screen Reader.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) book: Arc<Book>,
    pub(crate) pane: ReaderPane,
    pub(crate) zoom: bool,
    /// The text at the width of its pane.
    pub(crate) rows: Vec<Row>,
    pub(crate) columns: usize,
    pub(crate) top: usize,
    /// The place of the text that is cited: a byte, and whether it was gone to rather than scrolled past.
    pub(crate) place: (usize, bool),
    pub(crate) entry: usize,
    pub(crate) find: String,
    pub(crate) found: Vec<Span>,
    /// Where Esc leads.
    pub(crate) back: Screen,
    /// Words that are being chosen.
    pub(crate) selection: Option<Selection>,
}

impl Reader {
    /// What `n` goes through: what was looked for here, or else what the query marks.
    pub(crate) fn marks(&self) -> &[Span] {
        if self.find.is_empty() { &self.book.law.marks } else { &self.found }
    }

    /// The provision that is cited, with the exact place in it.
    pub(crate) fn cited(&self) -> (Option<usize>, Option<usize>) {
        let (at, exact) = self.place;
        let provision = self.book.open().provision_at(at);
        (provision, exact.then_some(at))
    }

    pub(crate) fn citation(&self) -> String {
        let open = self.book.open();
        match self.cited() {
            (Some(provision), at) => open.citation(provision, at),
            (None, _) => open.citation(usize::MAX, None),
        }
    }
}

/// A law that was asked for to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) law: LawId,
    pub(crate) query: Option<String>,
    /// Where to begin.
    pub(crate) at: usize,
    /// The provision to begin at, by its id; it counts before the place.
    pub(crate) provision: Option<String>,
    pub(crate) back: Screen,
}

/// Laws that are open, and what is awaited of the library.
#[derive(Debug, Default)]
pub(crate) struct Books {
    open: Vec<Arc<Book>>,
    /// What was asked for to be looked at beside the hits.
    pub(crate) looked_for: Option<(LawId, Option<String>)>,
    pub(crate) wanted: Option<Wanted>,
    /// Whether the list of laws is on its way.
    pub(crate) listing: bool,
}

impl Books {
    pub(crate) fn put(&mut self, book: Arc<Book>) {
        self.open.retain(|b| b.id() != book.id());
        self.open.push(book);
        if self.open.len() > BOOKS {
            self.open.remove(0);
        }
    }

    /// A law that is open, whatever is marked in it.
    pub(crate) fn get(&self, law: &LawId) -> Option<&Arc<Book>> {
        self.open.iter().find(|b| b.id() == law)
    }

    /// Files may have changed: everything is read again when it is asked for.
    pub(crate) fn forget(&mut self) {
        self.open.clear();
        self.looked_for = None;
    }
}
