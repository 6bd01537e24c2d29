//! From a query to hits: the index finds and ranks, the stored words make the snippets.

mod all_families;
mod any_family;
mod any_of;
pub(crate) mod collect;
pub(crate) mod compile;
mod facets;
pub(crate) mod facts;
mod family;
mod listed;
mod marking;
pub(crate) mod marks;
pub(crate) mod positional;
mod preferred;
pub(crate) mod snippet;
mod vocabulary;
mod whole_words;

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument};

use crate::law::index::table::{Head, Table};
use crate::law::index::{IndexFault, LawIndex, record};
use crate::law::query::{History, LawCondition, Node, Query};
use crate::law::search::collect::{Collected, Hits};
use crate::law::search::compile::{Compiled, Compiler, UnknownConcept};
use crate::law::search::facets::Counter;
use crate::law::search::marks::{Mark, Marked, Tokens};
use crate::law::words::lexicon::Lexicon;
use crate::law::words::stem::Analyser;
use crate::law::words::tokenizer::unmarked;
use crate::model::country::LawStatus;
use crate::model::law::LawKind;
use crate::model::search::{Concepts, Detail, Found, Hit};

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
fn weight(status: LawStatus, kind: LawKind) -> f32 {
    let status = match status {
        LawStatus::InForce | LawStatus::NotEstablished => 1.0,
        LawStatus::PartlyInForce => 0.97,
        LawStatus::NotCommenced => 0.85,
        LawStatus::Suspended => 0.8,
        LawStatus::Bill => 0.7,
        LawStatus::Repealed => 0.55,
    };
    let kind = match kind {
        LawKind::Constitution | LawKind::Code | LawKind::Act => 1.0,
        LawKind::Treaty | LawKind::Decree | LawKind::Other => 0.95,
        LawKind::Regulation => 0.9,
        LawKind::Policy => 0.85,
        LawKind::Bill => 0.8,
    };
    status * kind
}

const FORMULA: f32 = 0.3;

/// By standing: current, quoted, history, formulas. Title pages have every word of their law and answer nothing.
fn standings(history: History) -> [f32; 4] {
    match history {
        History::No => [1.0, 0.8, 0.0, FORMULA],
        History::Yes => [1.0, 0.8, 0.7, FORMULA],
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
    /// Whether it is to be said what each word stood for.
    pub(crate) explain: bool,
    pub(crate) detail: Detail,
    /// Laws that are left out whatever is asked, as `country/id`.
    pub(crate) without: &'a BTreeSet<String>,
}

/// Runs one query.
pub(crate) fn search(index: &LawIndex, query: Query, ask: &Ask<'_>) -> Result<Found, SearchFault> {
    let (text, mut filters) = query.split();
    filters.conditions.extend(ask.conditions.iter().cloned());
    if ask.history && filters.history == History::No {
        filters.history = History::Yes;
    }
    let searcher = index.searcher();
    let whole = index.all.get_or_init(|| Whole::of(&index.table));
    let mut searched = if filters.conditions.is_empty() && ask.without.is_empty() {
        whole.searched.clone()
    } else {
        let is_left_out = |head: &Head<'_>| {
            !ask.without.is_empty() && ask.without.contains(&format!("{}/{}", head.country, head.slug))
        };
        Searched::by(&index.table, |_, head| filters.admit(head) && !is_left_out(head))
    };
    let analysers = searched.analysers.iter().copied();
    let compiler = Compiler::new(index, &searcher, ask.concepts, analysers)?;
    let unknown = |UnknownConcept(concept)| SearchFault::Concept {
        id: concept.id,
        column: concept.place.column,
        length: concept.place.length,
    };
    let Compiled { query, marks } = compiler.compile(text.as_ref()).map_err(unknown)?;
    let explained = text.as_ref().filter(|_| ask.explain).map(|node| compiler.explained(node));
    for law in compiler.named(text.as_ref()) {
        if let Some(weight) = searched.weights.get_mut(law) {
            *weight *= NAMED;
        }
    }
    let wanted = Hits {
        places: compiler.places.clone(),
        limit: ask.limit.min(MOST),
        weights: Arc::new(searched.weights),
        order: Arc::clone(&whole.order),
        standings: standings(filters.history),
    };
    let mut collected = searcher.search(&*query, &wanted).map_err(|e| IndexFault::Broken(e.to_string()))?;
    // A program that reads JSON adds them up; a person reads the first of them.
    let most = if ask.detail == Detail::Fingerprints { usize::MAX } else { facets::MOST_LAWS };
    let titles = ask.detail >= Detail::Titles;
    let facets = whole.counter.facets(&index.table, std::mem::take(&mut collected.by_law), most, titles);
    let total = collected.total;
    let mut hits = fetch(index, &searcher, collected, &[Part { name: String::new(), marks }], ask)?;
    if total == 0
        && let Some(node) = text.as_ref().and_then(relaxed)
    {
        let Compiled { query, .. } = compiler.compile(Some(&node)).map_err(unknown)?;
        let part = |n: &Node| Part { name: n.to_string(), marks: compiler.marks_of(n) };
        let parts: Vec<Part> = parts_of(&node).into_iter().map(part).collect();
        let collector = Hits { limit: wanted.limit.min(NEAREST), ..wanted };
        let nearest = searcher.search(&*query, &collector).map_err(|e| IndexFault::Broken(e.to_string()))?;
        hits = fetch(index, &searcher, nearest, &parts, ask)?;
    }
    Ok(Found { hits, total, facets, laws: searched.laws, explained: explained.unwrap_or_default() })
}

/// How much more a hit counts for each word of the query that stands in the title of its law.
const NAMED: f32 = 1.1;

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

/// What is true of an index, whatever is searched.
pub(crate) struct Whole {
    searched: Searched,
    counter: Counter,
    order: Arc<[u32]>,
}

impl Whole {
    fn of(table: &Table) -> Self {
        let mut counter = Counter::of(table.len());
        let mut laws = Vec::with_capacity(table.len());
        let searched = Searched::by(table, |number, head| {
            counter.know(number, head);
            laws.push((head.status != LawStatus::InForce, head.country, head.slug, number));
            true
        });
        Self { searched, counter, order: order(laws, table.len()) }
    }
}

/// The place of each law among all, which decides between hits that are equally good: laws in force first, then by
/// their ids. The numbers of laws tell when they came, and another index of the same files has other ones.
fn order(mut laws: Vec<(bool, &str, &str, usize)>, numbers: usize) -> Arc<[u32]> {
    // Laws come in long stretches that are in order already, of which the stable sort makes use.
    laws.sort_by_key(|(later, country, slug, _)| (*later, *country, *slug));
    let mut order = vec![u32::MAX; numbers];
    for (place, (.., number)) in laws.into_iter().enumerate() {
        if let Some(of) = order.get_mut(number) {
            *of = u32::try_from(place).unwrap_or(u32::MAX);
        }
    }
    order.into()
}

/// Bytes of a text that are looked at first: enough where one snippet of them shows all that is to be marked. Then
/// those that are enough where they have all of it somewhere.
const FIRST: usize = 512;
const LOOKED_AT: usize = 4_096;

/// The words of a text and what is marked in it, by part.
struct Looked<'a> {
    tokens: Tokens<'a>,
    by_part: Vec<Vec<Marked>>,
    /// The first word behind what was looked at. What is marked from there on is shown, and not all that is there.
    within: usize,
}

/// Looks at a text. Of a long one only the beginning is looked at, if that has all that is to be marked.
fn look<'a>(
    text: &'a str,
    parts: &[Part],
    lexicon: &mut Lexicon,
    room: Tokens<'_>,
    width: usize,
) -> Looked<'a> {
    let mut tokens = room.emptied();
    let mut reach = FIRST;
    loop {
        // Behind what is looked at a snippet may go on, and with it the end of a word.
        let from = text.ceil_char_boundary(reach);
        let behind = text.get(from..).unwrap_or_default().char_indices().nth(width + 48);
        let begun = behind.and_then(|(at, _)| text.get(..from + at)).unwrap_or(text);
        tokens.take_in(begun, lexicon);
        let by_part = parts.iter().map(|p| marks::marked(&tokens, &p.marks));
        let mut by_part: Vec<Vec<Marked>> = by_part.collect();
        if begun.len() == text.len() {
            return Looked { tokens, by_part, within: usize::MAX };
        }
        let within = tokens.all.partition_point(|token| token.end() <= reach);
        for found in &mut by_part {
            // The last word may be cut.
            found.retain(|mark| mark.last + 1 < tokens.all.len());
        }
        let is_enough = |(part, found): (&Part, &Vec<Marked>)| {
            let found: Vec<Marked> = found.iter().filter(|mark| mark.last < within).copied().collect();
            if reach == FIRST {
                return snippet::shows(begun, &tokens.all, &found, part.marks.len(), width);
            }
            (0..part.marks.len()).all(|number| found.iter().any(|mark| mark.mark == number))
        };
        // What a hit lacks of several parts is only known at the end, and so is what it shows best.
        if (reach > FIRST || parts.len() == 1) && parts.iter().zip(&by_part).all(is_enough) {
            return Looked { tokens, by_part, within };
        }
        reach = LOOKED_AT.max(reach * 4);
    }
}

/// The laws that pass the filters.
#[derive(Clone)]
struct Searched {
    weights: Vec<f32>,
    laws: usize,
    analysers: Vec<Analyser>,
}

impl Searched {
    fn by<'t>(table: &'t Table, mut admits: impl FnMut(usize, &Head<'t>) -> bool) -> Self {
        let mut searched = Self { weights: vec![0.0; table.len()], laws: 0, analysers: Vec::new() };
        let mut last = "";
        for (number, head) in table.heads() {
            if !admits(number, &head) {
                continue;
            }
            if let Some(slot) = searched.weights.get_mut(number) {
                *slot = weight(head.status, head.kind);
            }
            searched.laws += 1;
            if head.language != last {
                last = head.language;
                let analyser = Analyser::of(last);
                if !searched.analysers.contains(&analyser) {
                    searched.analysers.push(analyser);
                }
            }
        }
        searched.analysers.sort_unstable();
        searched
    }
}

fn fetch(
    index: &LawIndex,
    searcher: &Searcher,
    collected: Collected,
    parts: &[Part],
    ask: &Ask<'_>,
) -> Result<Vec<Hit>, IndexFault> {
    let broken = || IndexFault::Broken("a document of it is damaged".to_owned());
    // A search that broke off while it held them leaves words that are right all the same.
    let mut lexicon = index.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
    let mut hits: Vec<Hit> = Vec::with_capacity(collected.best.len());
    let mut room = Tokens::default();
    for found in collected.best {
        let doc: TantivyDocument =
            searcher.doc(found.address).map_err(|e| IndexFault::Broken(e.to_string()))?;
        let text_of = |field| doc.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
        let (_, text) = unmarked(text_of(index.fields.body));
        let (provision, part) =
            record::read(text_of(index.fields.record), (ask.detail >= Detail::Fingerprints).then_some(text))
                .ok_or_else(broken)?;
        let law = index.table.law(found.place.law()).ok_or_else(broken)?;
        let Looked { tokens, by_part, within } = look(text, parts, &mut lexicon, room, ask.width);
        let lacks = parts.iter().zip(&by_part).filter(|(p, found)| !p.name.is_empty() && found.is_empty());
        let lacks: Vec<String> = lacks.map(|(p, _)| p.name.clone()).collect();
        let mut marked: Vec<Marked> = Vec::new();
        for (number, found) in by_part.into_iter().enumerate() {
            marked.extend(found.into_iter().map(|m| Marked { mark: m.mark + number * 16, ..m }));
        }
        marked.sort_unstable();
        let snippet = snippet::snippet(text, &tokens.all, &marked, within, part.start, ask.width);
        room = tokens.emptied();
        hits.push(Hit { rank: hits.len() + 1, score: found.score, law, provision, part, snippet, lacks });
    }
    Ok(hits)
}
