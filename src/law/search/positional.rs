//! Words by their distance: `a w/10 b`, `"a b c"~10`, a phrase whose last word is only begun.
//!
//! tantivy's phrases know one term at each place and one order. Here a place may hold any of several terms,
//! and the members may stand in any order. The documents that have all members are found first, by their
//! lists alone; positions are read only in those.

use std::fmt;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Words side by side; at each place any of some terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) places: Vec<Vec<Term>>,
}

/// What must stand near each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Positional {
    pub(crate) field: Field,
    /// Each member is any of some runs.
    pub(crate) members: Vec<Vec<Run>>,
    /// From the first word of one to the first word of another at most; neighbours are 1 apart.
    pub(crate) distance: u32,
    /// Whether the members must come in this order.
    pub(crate) ordered: bool,
}

impl Query for Positional {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                // The rarest term of each member says how much it tells.
                let mut terms = Vec::new();
                for member in &self.members {
                    let mut best: Option<(u64, &Term)> = None;
                    for term in member.iter().flat_map(|run| run.places.iter().flatten()) {
                        let frequency = statistics_provider.doc_freq(term)?;
                        if frequency > 0 && best.is_none_or(|(least, _)| frequency < least) {
                            best = Some((frequency, term));
                        }
                    }
                    terms.extend(best.map(|(_, term)| term.clone()));
                }
                if terms.is_empty() {
                    None
                } else {
                    Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
                }
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(PositionalWeight { query: Arc::new(self.clone()), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for term in self.members.iter().flatten().flat_map(|run| run.places.iter().flatten()) {
            visitor(term, true);
        }
    }
}

struct PositionalWeight {
    query: Arc<Positional>,
    bm25: Option<Bm25Weight>,
}

impl Weight for PositionalWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let found = find(&self.query, reader)?;
        let norms = reader.get_fieldnorms_reader(self.query.field)?;
        let bm25 = self.bm25.as_ref().map(|b| b.boost_by(boost));
        let score = |(doc, count): (DocId, u32)| {
            let score = bm25.as_ref().map_or(boost, |b| b.score(norms.fieldnorm_id(doc), count));
            (doc, score)
        };
        Ok(Box::new(Listed { docs: found.into_iter().map(score).collect(), at: 0 }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument("the document does not match".to_owned()));
        }
        Ok(Explanation::new("near", scorer.score()))
    }
}

/// What must not be there, found beforehand.
///
/// tantivy asks an excluded phrase for documents it has gone past already, which its phrases do not bear: they miss
/// documents, and in a debug build they panic. A list bears it.
#[derive(Debug)]
pub(crate) struct Excluded(pub(crate) Box<dyn Query>);

impl Clone for Excluded {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Excluded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ExcludedWeight(self.0.weight(scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct ExcludedWeight(Box<dyn Weight>);

impl Weight for ExcludedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorer = self.0.scorer(reader, boost)?;
        let mut docs = Vec::new();
        while scorer.doc() != TERMINATED {
            docs.push((scorer.doc(), boost));
            scorer.advance();
        }
        Ok(Box::new(Listed { docs, at: 0 }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

/// Documents that were found, with their scores.
struct Listed {
    docs: Vec<(DocId, Score)>,
    at: usize,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.docs.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for Listed {
    fn score(&mut self) -> Score {
        self.docs.get(self.at).map_or(0.0, |(_, score)| *score)
    }
}

/// The lists of one place of a run.
struct PlaceLists {
    lists: Vec<SegmentPostings>,
}

impl PlaceLists {
    fn open(reader: &SegmentReader, field: Field, terms: &[Term]) -> tantivy::Result<Self> {
        let inverted = reader.inverted_index(field)?;
        let mut lists = Vec::new();
        for term in terms {
            lists.extend(inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        Ok(Self { lists })
    }

    /// All documents of any of the lists, ascending.
    fn docs(reader: &SegmentReader, field: Field, terms: &[Term]) -> tantivy::Result<Vec<DocId>> {
        let inverted = reader.inverted_index(field)?;
        let mut docs = Vec::new();
        for term in terms {
            let Some(mut list) = inverted.read_postings(term, IndexRecordOption::Basic)? else { continue };
            while list.doc() != TERMINATED {
                docs.push(list.doc());
                list.advance();
            }
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    }

    /// The positions in a document; documents are asked for in ascending order.
    fn positions(&mut self, doc: DocId, out: &mut Vec<u32>) {
        out.clear();
        for list in &mut self.lists {
            if list.doc() < doc {
                list.seek(doc);
            }
            if list.doc() == doc {
                list.append_positions_with_offset(0, out);
            }
        }
        if self.lists.len() > 1 {
            out.sort_unstable();
            out.dedup();
        }
    }
}

fn both(a: &[DocId], b: &[DocId]) -> Vec<DocId> {
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                out.push(*x);
                i += 1;
                j += 1;
            }
        }
    }
    out
}

/// The documents in which the members stand as asked, with how often they do.
fn find(query: &Positional, reader: &SegmentReader) -> tantivy::Result<Vec<(DocId, u32)>> {
    let mut candidates: Option<Vec<DocId>> = None;
    for member in &query.members {
        let mut any = Vec::new();
        for run in member {
            let mut all: Option<Vec<DocId>> = None;
            for place in &run.places {
                let docs = PlaceLists::docs(reader, query.field, place)?;
                all = Some(all.map_or_else(|| docs.clone(), |so_far| both(&so_far, &docs)));
            }
            any.extend(all.unwrap_or_default());
        }
        any.sort_unstable();
        any.dedup();
        candidates = Some(candidates.map_or_else(|| any.clone(), |so_far| both(&so_far, &any)));
    }
    let candidates = candidates.unwrap_or_default();
    let mut members = Vec::new();
    for member in &query.members {
        let mut runs = Vec::new();
        for run in member {
            let places = run.places.iter().map(|terms| PlaceLists::open(reader, query.field, terms));
            runs.push(places.collect::<tantivy::Result<Vec<_>>>()?);
        }
        members.push(runs);
    }
    let mut found = Vec::new();
    for doc in candidates {
        let stands: Vec<Vec<u32>> = members.iter_mut().map(|runs| starts(runs, doc)).collect();
        let count = count(&stands, query.distance, query.ordered);
        if count > 0 {
            found.push((doc, count));
        }
    }
    Ok(found)
}

/// Where any run of a member begins in a document.
fn starts(runs: &mut [Vec<PlaceLists>], doc: DocId) -> Vec<u32> {
    let (mut all, mut next) = (Vec::new(), Vec::new());
    for run in runs {
        let mut here: Vec<u32> = Vec::new();
        for (offset, place) in run.iter_mut().enumerate() {
            place.positions(doc, &mut next);
            if offset == 0 {
                here.clone_from(&next);
            } else {
                let offset = u32::try_from(offset).unwrap_or(u32::MAX);
                here.retain(|start| next.binary_search(&start.saturating_add(offset)).is_ok());
            }
        }
        all.extend(here);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// How often the members stand near each other: once for each place of the first one that all others join.
///
/// In any order, a window from the first to the last of them is at most `distance` wide.
pub(crate) fn count(members: &[Vec<u32>], distance: u32, ordered: bool) -> u32 {
    let mut count = 0;
    if ordered {
        let Some((first, rest)) = members.split_first() else { return 0 };
        for start in first {
            let mut at = *start;
            let follows = rest.iter().all(|member| {
                let next = member.partition_point(|p| *p <= at);
                match member.get(next) {
                    Some(p) if *p - at <= distance => {
                        at = *p;
                        true
                    }
                    _ => false,
                }
            });
            count += u32::from(follows);
        }
        return count;
    }
    // A window slides over all of them, merged.
    let mut merged: Vec<(u32, usize)> =
        members.iter().enumerate().flat_map(|(m, at)| at.iter().map(move |p| (*p, m))).collect();
    merged.sort_unstable();
    let mut inside = vec![0_u32; members.len()];
    let (mut missing, mut left) = (members.len(), 0);
    for (position, member) in merged.iter().copied() {
        if let Some(n) = inside.get_mut(member) {
            *n += 1;
            missing -= usize::from(*n == 1);
        }
        // One occurrence cannot be two members at once: equal positions are looked at below.
        while let Some((first, m)) = merged.get(left).copied() {
            if position - first <= distance {
                break;
            }
            if let Some(n) = inside.get_mut(m) {
                *n -= 1;
                missing += usize::from(*n == 0);
            }
            left += 1;
        }
        if missing == 0 && distinct(&merged, left, position, members.len()) {
            count += 1;
        }
    }
    count
}

/// Whether a window has as many different places as members: a word is not near itself.
fn distinct(merged: &[(u32, usize)], left: usize, last: u32, members: usize) -> bool {
    let mut places: Vec<u32> =
        merged.iter().skip(left).map(|(p, _)| *p).take_while(|p| *p <= last).take(64).collect();
    places.dedup();
    places.len() >= members
}

impl fmt::Debug for PositionalWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.query.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_in_any_order_and_in_one() {
        for (members, distance, ordered, expected) in [
            (&[&[3][..], &[8][..]][..], 5, false, 1),
            (&[&[3], &[8]], 4, false, 0),
            (&[&[8], &[3]], 5, false, 1),
            (&[&[8], &[3]], 5, true, 0),
            (&[&[3], &[8]], 5, true, 1),
            (&[&[1, 20, 40], &[22, 60]], 3, false, 1),
            (&[&[1], &[1]], 3, false, 0),
            (&[&[1, 2], &[1, 2]], 1, false, 2),
            (&[&[1], &[2], &[3]], 2, false, 1),
            (&[&[1], &[2], &[3]], 1, false, 0),
            (&[&[1], &[2], &[3]], 1, true, 1),
            (&[&[], &[2]], 9, false, 0),
        ] {
            let members: Vec<Vec<u32>> = members.iter().map(|m| m.to_vec()).collect();
            assert_eq!(count(&members, distance, ordered), expected, "{members:?} {distance} {ordered}");
        }
    }
}
