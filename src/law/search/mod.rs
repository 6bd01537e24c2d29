//! From a query to hits: the index finds and ranks, the stored words make the snippets.

pub(crate) mod collect;
pub(crate) mod compile;
pub(crate) mod facts;
mod marking;
pub(crate) mod marks;
pub(crate) mod positional;
pub(crate) mod snippet;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument};

use crate::law::index::table::{Row, Table};
use crate::law::index::{IndexFault, LawIndex, record};
use crate::law::query::{Filters, History, LawCondition, Node, Query};
use crate::law::search::collect::{Collected, Hits};
use crate::law::search::compile::{Compiled, Compiler, UnknownConcept};
use crate::law::search::marks::{Mark, Marked};
use crate::law::words::lexicon::Lexicon;
use crate::law::words::stem::Analyser;
use crate::model::country::LawStatus;
use crate::model::law::{Law, LawKind};
use crate::model::search::{Concepts, FacetCount, Facets, Found, Hit};

/// Hits that are shown at most. More are counted, not fetched.
pub(crate) const MOST: usize = 1_000;

/// A search that gives nothing to show.
#[derive(Debug)]
pub(crate) enum SearchFault {
    /// A concept that the terminology table does not have, and where it stands in the query.
    Concept {
        id: String,
        column: usize,
        length: usize,
    },
    Index(IndexFault),
}

impl From<IndexFault> for SearchFault {
    fn from(fault: IndexFault) -> Self {
        Self::Index(fault)
    }
}

/// How much a hit counts by the law it stands in: principal laws in force before all others.
fn weight(law: &Law) -> f32 {
    let status = match law.status {
        LawStatus::InForce | LawStatus::NotEstablished => 1.0,
        LawStatus::PartlyInForce => 0.97,
        LawStatus::NotCommenced => 0.85,
        LawStatus::Suspended => 0.8,
        LawStatus::Bill => 0.7,
        LawStatus::Repealed => 0.55,
    };
    let kind = match law.kind {
        LawKind::Constitution | LawKind::Code | LawKind::Act => 1.0,
        LawKind::Treaty | LawKind::Decree | LawKind::Other => 0.95,
        LawKind::Regulation => 0.9,
        LawKind::Policy => 0.85,
        LawKind::Bill => 0.8,
    };
    status * kind
}

/// By standing: current, quoted, history.
fn standings(history: History) -> [f32; 4] {
    match history {
        History::No => [1.0, 0.8, 0.0, 0.0],
        History::Yes => [1.0, 0.8, 0.7, 0.0],
        History::Only => [0.0, 0.0, 1.0, 0.0],
    }
}

/// What is asked beside the query.
pub(crate) struct Ask<'a> {
    /// What laws must be, besides what the query asks of them.
    pub(crate) conditions: Vec<LawCondition>,
    /// Superseded wordings too, whatever the query says.
    pub(crate) history: bool,
    pub(crate) concepts: &'a Concepts,
    pub(crate) limit: usize,
    /// Characters of a snippet.
    pub(crate) width: usize,
}

/// Runs one query.
pub(crate) fn search(index: &LawIndex, query: Query, ask: Ask<'_>) -> Result<Found, SearchFault> {
    let (text, mut filters) = query.split();
    filters.conditions.extend(ask.conditions);
    if ask.history && filters.history == History::No {
        filters.history = History::Yes;
    }
    let searcher = index.searcher();
    let searched = searched(&index.table, &filters);
    let analysers = searched.analysers.iter().copied();
    let compiler = Compiler::new(index, &searcher, ask.concepts, analysers);
    let unknown = |UnknownConcept(concept)| SearchFault::Concept {
        id: concept.id,
        column: concept.place.column,
        length: concept.place.length,
    };
    let Compiled { query, marks } = compiler.compile(text.as_ref()).map_err(unknown)?;
    let explained = text.as_ref().map(|node| compiler.explained(node)).unwrap_or_default();
    let wanted = Hits {
        limit: ask.limit.min(MOST),
        weights: Arc::new(searched.weights),
        standings: standings(filters.history),
    };
    let collected = searcher.search(&*query, &wanted).map_err(|e| IndexFault::Broken(e.to_string()))?;
    let facets = facets(&index.table, &collected.by_law);
    let total = collected.total;
    let mut hits = fetch(index, &searcher, collected, &[Part { name: String::new(), marks }], ask.width)?;
    if total == 0
        && let Some(node) = text.as_ref().and_then(relaxed)
    {
        let Compiled { query, .. } = compiler.compile(Some(&node)).map_err(unknown)?;
        let part = |n: &Node| Part { name: n.to_string(), marks: compiler.marks_of(n) };
        let parts: Vec<Part> = parts_of(&node).into_iter().map(part).collect();
        let collector = Hits { limit: wanted.limit.min(NEAREST), ..wanted };
        let nearest = searcher.search(&*query, &collector).map_err(|e| IndexFault::Broken(e.to_string()))?;
        hits = fetch(index, &searcher, nearest, &parts, ask.width)?;
    }
    Ok(Found { hits, total, facets, laws: searched.laws, explained })
}

/// Hits that are shown at most where no provision has all that was asked for.
const NEAREST: usize = 10;

/// Some of the query with its marks; a hit that has none of them lacks it.
struct Part {
    name: String,
    marks: Vec<Mark>,
}

/// The same words, any of which may be there: asked where no provision has all of them. What must not be
/// there still must not.
fn relaxed(node: &Node) -> Option<Node> {
    let Node::And(nodes) = node else { return None };
    let (kept, loose): (Vec<Node>, Vec<Node>) =
        nodes.iter().cloned().partition(|n| matches!(n, Node::Not(_) | Node::Filter(..)));
    if loose.len() < 2 {
        return None;
    }
    let mut all = vec![Node::any(loose)];
    all.extend(kept);
    Some(Node::all(all))
}

/// The alternatives of a relaxed query.
fn parts_of(node: &Node) -> Vec<&Node> {
    let or = match node {
        Node::And(nodes) => nodes.first(),
        other => Some(other),
    };
    match or {
        Some(Node::Or(nodes)) => nodes.iter().collect(),
        _ => Vec::new(),
    }
}

/// The laws that pass the filters.
struct Searched {
    weights: Vec<f32>,
    laws: usize,
    analysers: Vec<Analyser>,
}

fn searched(table: &Table, filters: &Filters) -> Searched {
    let mut searched = Searched { weights: vec![0.0; table.rows.len()], laws: 0, analysers: Vec::new() };
    for (number, row) in table.rows().filter(|(_, row)| filters.admit(&row.law)) {
        if let Some(slot) = searched.weights.get_mut(number) {
            *slot = weight(&row.law);
        }
        searched.laws += 1;
        let analyser = Analyser::of(&row.law.language);
        if !searched.analysers.contains(&analyser) {
            searched.analysers.push(analyser);
        }
    }
    searched.analysers.sort_unstable();
    searched
}

fn fetch(
    index: &LawIndex,
    searcher: &Searcher,
    collected: Collected,
    parts: &[Part],
    width: usize,
) -> Result<Vec<Hit>, IndexFault> {
    let broken = || IndexFault::Broken("a document of it is damaged".to_owned());
    let mut lexicons: BTreeMap<Analyser, Lexicon> = BTreeMap::new();
    let mut hits: Vec<Hit> = Vec::with_capacity(collected.best.len());
    for found in collected.best {
        let doc: TantivyDocument =
            searcher.doc(found.address).map_err(|e| IndexFault::Broken(e.to_string()))?;
        let text_of = |field| doc.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
        let (provision, part) = record::read(text_of(index.fields.record)).ok_or_else(broken)?;
        let row: &Row = index.table.get(found.place.law()).ok_or_else(broken)?;
        let analyser = Analyser::of(&row.law.language);
        let lexicon = lexicons.entry(analyser).or_insert_with(|| Lexicon::new(analyser));
        let text = text_of(index.fields.text);
        let tokens = marks::tokens(text, lexicon);
        let by_part: Vec<Vec<Marked>> = parts.iter().map(|p| marks::marked(&tokens, &p.marks)).collect();
        let lacks = parts.iter().zip(&by_part).filter(|(p, found)| !p.name.is_empty() && found.is_empty());
        let lacks: Vec<String> = lacks.map(|(p, _)| p.name.clone()).collect();
        let mut marked: Vec<Marked> = Vec::new();
        for (number, found) in by_part.into_iter().enumerate() {
            marked.extend(found.into_iter().map(|m| Marked { mark: m.mark + number * 16, ..m }));
        }
        marked.sort_unstable();
        let snippet = snippet::snippet(text, &tokens, &marked, part.start, width);
        hits.push(Hit {
            rank: hits.len() + 1,
            score: found.score,
            law: row.law.clone(),
            provision,
            part,
            snippet,
            lacks,
        });
    }
    Ok(hits)
}

/// The counts by law added up by what the laws are.
fn facets(table: &Table, by_law: &[u32]) -> Facets {
    let mut sums: [BTreeMap<String, (String, usize)>; 4] = Default::default();
    let mut law = Vec::new();
    for (number, count) in by_law.iter().enumerate().filter(|(_, count)| **count > 0) {
        let Some(row) = table.get(number) else { continue };
        let count = *count as usize;
        let id = row.law.id.to_string();
        law.push(FacetCount { value: id, label: row.law.title.clone(), count });
        let year = row.law.year.map_or_else(|| "unknown".to_owned(), |y| y.to_string());
        let values =
            [row.law.id.country.to_string(), row.law.language.clone(), row.law.status.to_string(), year];
        for (sum, value) in sums.iter_mut().zip(values) {
            let label = value.replace('_', " ");
            sum.entry(value).or_insert((label, 0)).1 += count;
        }
    }
    let sorted = |mut counts: Vec<FacetCount>| {
        counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        counts
    };
    let listed = |sum: BTreeMap<String, (String, usize)>| {
        sorted(sum.into_iter().map(|(value, (label, count))| FacetCount { value, label, count }).collect())
    };
    let [country, language, status, year] = sums.map(listed);
    Facets { country, law: sorted(law), language, status, year }
}
