//! Words by their distance: `a w/10 b`, `"a b c"~10`, a phrase whose last word is only begun.
//!
//! tantivy's phrases know one term at each place and one order. Here a place may hold any of several terms,
//! and the members may stand in any order. The lists alone lead from one document that has all members to the
//! next; positions are read only in those.

use std::fmt;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::law::search::any_of::AnyOf;
use crate::law::search::facts::explained;
use crate::law::search::family::norms;
use crate::law::search::listed::Listed;

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
        let members = members(&self.query, reader)?;
        let mut scorer = PositionalScorer {
            stands: vec![Vec::new(); members.len()],
            places: Vec::new(),
            members,
            distance: self.query.distance,
            ordered: self.query.ordered,
            doc: 0,
            count: 0,
            norms: norms(reader, self.query.field)?,
            bm25: self.bm25.as_ref().map(|b| b.boost_by(boost)),
            boost,
        };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "near")
    }
}

/// Documents one by one: the lists lead to those that have all members, and in these the places are looked at.
struct PositionalScorer {
    members: Vec<MemberLists>,
    /// Where each member stands in the document, and room to find that out: both are used for every document.
    stands: Vec<Vec<u32>>,
    places: Vec<u32>,
    distance: u32,
    ordered: bool,
    doc: DocId,
    /// How often the members stand near each other in the document.
    count: u32,
    norms: FieldNormReader,
    bm25: Option<Bm25Weight>,
    boost: Score,
}

impl PositionalScorer {
    /// Goes on to the first document from here in which the members stand as asked.
    fn settle(&mut self, from: DocId) {
        self.doc = from;
        loop {
            self.doc = all_of(&mut self.members, self.doc, MemberLists::seek);
            if self.doc == TERMINATED {
                return;
            }
            for (member, stands) in self.members.iter_mut().zip(&mut self.stands) {
                member.starts(self.doc, &mut self.places, stands);
            }
            self.count = count(&self.stands, self.distance, self.ordered);
            if self.count > 0 {
                return;
            }
            self.doc += 1;
        }
    }
}

impl DocSet for PositionalScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.settle(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            if target == TERMINATED { self.doc = TERMINATED } else { self.settle(target) }
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.members.iter().map(MemberLists::size_hint).min().unwrap_or(0)
    }
}

impl Scorer for PositionalScorer {
    fn score(&mut self) -> Score {
        let norm = self.norms.fieldnorm_id(self.doc);
        self.bm25.as_ref().map_or(self.boost, |b| b.score(norm, self.count))
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
        Ok(Box::new(Listed::of(docs)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

/// The first document from a target that all of some sets have.
pub(super) fn all_of<T>(sets: &mut [T], mut target: DocId, seek: impl Fn(&mut T, DocId) -> DocId) -> DocId {
    if sets.is_empty() {
        return TERMINATED;
    }
    loop {
        let mut farthest = target;
        for set in sets.iter_mut() {
            farthest = farthest.max(seek(set, farthest));
        }
        if farthest == target || farthest == TERMINATED {
            return farthest;
        }
        target = farthest;
    }
}

/// The lists of the places of a run.
struct RunLists(Vec<AnyOf>);

/// The lists of the runs that a member can be.
struct MemberLists(Vec<RunLists>);

impl RunLists {
    fn seek(&mut self, target: DocId) -> DocId {
        all_of(&mut self.0, target, AnyOf::seek)
    }
}

impl MemberLists {
    /// The first document from a target that has any of the runs, as far as the lists alone can tell.
    fn seek(&mut self, target: DocId) -> DocId {
        self.0.iter_mut().map(|run| run.seek(target)).min().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        let run = |run: &RunLists| run.0.iter().map(DocSet::size_hint).min().unwrap_or(0);
        self.0.iter().map(run).fold(0, u32::saturating_add)
    }

    /// Where any of the runs begins in a document.
    fn starts(&mut self, doc: DocId, places: &mut Vec<u32>, out: &mut Vec<u32>) {
        out.clear();
        for RunLists(run) in &mut self.0 {
            if run.iter_mut().any(|place| place.seek(doc) != doc) {
                continue;
            }
            let before = out.len();
            for (offset, place) in run.iter_mut().enumerate() {
                place.places(places);
                if offset == 0 {
                    out.extend_from_slice(places);
                    continue;
                }
                let offset = u32::try_from(offset).unwrap_or(u32::MAX);
                let mut kept = before;
                for i in before..out.len() {
                    if places.binary_search(&out[i].saturating_add(offset)).is_ok() {
                        out[kept] = out[i];
                        kept += 1;
                    }
                }
                out.truncate(kept);
            }
        }
        if self.0.len() > 1 {
            out.sort_unstable();
            out.dedup();
        }
    }
}

fn members(query: &Positional, reader: &SegmentReader) -> tantivy::Result<Vec<MemberLists>> {
    let inverted = reader.inverted_index(query.field)?;
    let place = |terms: &Vec<Term>| -> tantivy::Result<AnyOf> {
        let mut found = Vec::new();
        for term in terms {
            found.extend(inverted.get_term_info(term)?);
        }
        AnyOf::open(&inverted, &found, IndexRecordOption::WithFreqsAndPositions, reader.max_doc())
    };
    let run = |run: &Run| -> tantivy::Result<RunLists> {
        run.places.iter().map(place).collect::<tantivy::Result<_>>().map(RunLists)
    };
    let member = |member: &Vec<Run>| -> tantivy::Result<MemberLists> {
        member.iter().map(run).collect::<tantivy::Result<_>>().map(MemberLists)
    };
    query.members.iter().map(member).collect()
}

/// How often the members stand near each other: once for each place of the first one that all others join.
///
/// In any order, a window from the first to the last of them is at most `distance` wide.
pub(crate) fn count<P: AsRef<[u32]>>(members: &[P], distance: u32, ordered: bool) -> u32 {
    let mut count = 0;
    if ordered {
        let Some((first, rest)) = members.split_first() else { return 0 };
        for start in first.as_ref() {
            let mut at = *start;
            let follows = rest.iter().map(AsRef::as_ref).all(|member| {
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
    if members.iter().any(|places| places.as_ref().is_empty()) {
        return 0;
    }
    // A window slides over all of them, merged.
    let places = members.iter().map(AsRef::as_ref).enumerate();
    let mut merged: Vec<(u32, usize)> = places.flat_map(|(m, at)| at.iter().map(move |p| (*p, m))).collect();
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
