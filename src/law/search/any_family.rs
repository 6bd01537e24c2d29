//! Any of several words, each in all its inflections, at the root of a query.
//!
//! What the words count is added up stretch by stretch of documents, in a table that the processor keeps near. The
//! engine does the same for queries of any kind, and asks each of them for each document what it is.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::law::search::facts::explained;
use crate::law::search::family::{Family, FamilyScorer, FamilyWeight};
use crate::law::search::listed::Listed;

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
        let scorers =
            self.0.iter().map(|weight| weight.family_scorer(reader, boost, IndexRecordOption::WithFreqs));
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
        Ok(Box::new(Listed::of(docs)))
    }

    fn for_each(&self, reader: &SegmentReader, hear: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        self.add_up(reader, 1.0, hear)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "any of some words")
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, Occur};
    use tantivy::schema::{STRING, Schema, TEXT};
    use tantivy::{Index, IndexWriter, TantivyDocument};

    use super::*;

    #[test]
    fn it_finds_and_counts_as_the_engine_does_over_many_stretches() {
        let mut schema = Schema::builder();
        let (text, heading) = (schema.add_text_field("text", TEXT), schema.add_text_field("heading", STRING));
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for n in 0..10_000_u32 {
            let mut doc = TantivyDocument::default();
            let words = [2, 3, 5_000, 4_095].into_iter().filter(|d| n % d == 0).map(|d| format!("w{d} "));
            doc.add_text(text, words.collect::<String>());
            doc.add_text(heading, format!("w{}", n % 7));
            writer.add_document(doc).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let family = |forms: &[&str]| Family {
            forms: forms.iter().map(|f| (*f).to_owned()).collect(),
            field: text,
            heading: Some(heading),
        };
        for families in [
            vec![family(&["w5000"]), family(&["w4095", "w2"])],
            vec![family(&["w3"]), family(&["w2"]), family(&["none"])],
            vec![family(&["none"])],
            vec![],
        ] {
            let found =
                |query: &dyn Query| searcher.search(query, &TopDocs::with_limit(10_000).order_by_score());
            let each = families.iter().map(|f| (Occur::Should, Box::new(f.clone()) as Box<dyn Query>));
            let by_engine = found(&BooleanQuery::new(each.collect())).unwrap();
            let any = AnyFamily(families);
            let listed = BooleanQuery::new(vec![(Occur::Must, Box::new(any.clone()) as Box<dyn Query>)]);
            assert_eq!(found(&any).unwrap(), by_engine);
            assert_eq!(found(&listed).unwrap(), by_engine);
        }
    }
}
