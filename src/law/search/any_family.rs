//! Any of several words, each in all its inflections, at the root of a query.
//!
//! What the words count is added up stretch by stretch of documents, in a table that the processor keeps near. The
//! engine does the same for queries of any kind, and asks each of them for each document what it is.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::law::search::facts::explained;
use crate::law::search::family::{Family, FamilyScorer, FamilyWeight};
use crate::law::search::positional::Listed;

/// Documents of a stretch.
const STRETCH: u32 = 4_096;

#[derive(Debug, Clone)]
pub(super) struct AnyFamily(pub(super) Vec<Family>);

impl Query for AnyFamily {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = self.0.iter().map(|family| family.family_weight(scoring));
        Ok(Box::new(AnyFamilyWeight(weights.collect::<tantivy::Result<_>>()?)))
    }

    fn query_terms<'a>(&'a self, _: &mut dyn FnMut(&'a Term, bool)) {}
}

struct AnyFamilyWeight(Vec<FamilyWeight>);

impl AnyFamilyWeight {
    fn add_up(
        &self,
        reader: &SegmentReader,
        boost: Score,
        hear: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        let scorers = self.0.iter().map(|weight| weight.family_scorer(reader, boost));
        let mut scorers: Vec<FamilyScorer> = scorers.collect::<tantivy::Result<_>>()?;
        let mut sums = vec![0.0; STRETCH as usize];
        let mut found = [0_u64; STRETCH as usize / 64];
        loop {
            scorers.retain(|scorer| scorer.doc() != TERMINATED);
            let Some(begin) = scorers.iter().map(DocSet::doc).min() else { return Ok(()) };
            for scorer in &mut scorers {
                while let Some(at) = scorer.doc().checked_sub(begin).filter(|at| *at < STRETCH) {
                    let at = at as usize;
                    if let (Some(sum), Some(bits)) = (sums.get_mut(at), found.get_mut(at / 64)) {
                        *sum += scorer.score();
                        *bits |= 1 << (at % 64);
                    }
                    scorer.advance();
                }
            }
            for (first, bits) in (begin..).step_by(64).zip(&mut found) {
                while *bits != 0 {
                    let doc = first + bits.trailing_zeros();
                    *bits &= *bits - 1;
                    hear(doc, sums.get_mut((doc - begin) as usize).map(std::mem::take).unwrap_or_default());
                }
            }
        }
    }
}

impl Weight for AnyFamilyWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut docs = Vec::new();
        self.add_up(reader, boost, &mut |doc, score| docs.push((doc, score)))?;
        Ok(Box::new(Listed { docs, at: 0 }))
    }

    fn for_each(&self, reader: &SegmentReader, hear: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        self.add_up(reader, 1.0, hear)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "any of some words")
    }
}
