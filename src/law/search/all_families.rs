//! All of some words, each in all its inflections, at the root of a query; and how near to each other they stand.
//!
//! Nearness only ranks. The engine would look for it with queries of their own beside this one, each of which opens
//! the same lists and finds the same documents again.

use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::law::search::facts::explained;
use crate::law::search::family::{Family, FamilyScorer, FamilyWeight};
use crate::law::search::positional::{all_of, count};
use crate::law::search::preferred::{NEAR_BY, RARE, SIDE_BY_SIDE, TOGETHER};

/// Words in the order in which they were typed.
#[derive(Debug, Clone)]
pub(super) struct AllFamilies(pub(super) Vec<Family>);

impl Query for AllFamilies {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let words = self.0.iter().map(|family| family.family_weight(scoring));
        let words: Vec<FamilyWeight> = words.collect::<tantivy::Result<_>>()?;
        let weight = |tells: &dyn Fn(&FamilyWeight) -> Score, boost: Score| {
            words.first().map(|first| first.counting(words.iter().map(tells).sum()).boost_by(boost))
        };
        // Where a word stands all over the library, it stands near every other.
        let near = words.iter().all(|word| word.frequencies().typed < RARE);
        let near = weight(&|word| word.tells(word.frequencies().rarest), TOGETHER).filter(|_| near);
        let row = words.iter().all(|word| word.frequencies().typed > 0);
        let row = weight(&|word| word.tells(word.frequencies().typed), SIDE_BY_SIDE).filter(|_| row);
        Ok(Box::new(AllFamiliesWeight { words, near, row }))
    }

    fn query_terms<'a>(&'a self, _: &mut dyn FnMut(&'a Term, bool)) {}
}

struct AllFamiliesWeight {
    words: Vec<FamilyWeight>,
    /// What it counts that they stand near each other, and in a row; nothing where they cannot or all do.
    near: Option<Bm25Weight>,
    row: Option<Bm25Weight>,
}

impl AllFamiliesWeight {
    fn all_scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<AllScorer> {
        let mut words = Vec::with_capacity(self.words.len());
        for (at, word) in (0..).zip(&self.words) {
            let scorer = word.family_scorer(reader, boost, IndexRecordOption::WithFreqsAndPositions)?;
            words.push(WordScorer { at, scorer, places: Vec::new() });
        }
        // The rarest leads.
        words.sort_by_key(|word| word.scorer.size_hint());
        let boosted = |weight: &Option<Bm25Weight>| weight.as_ref().map(|w| w.boost_by(boost));
        let (near, row) = (boosted(&self.near), boosted(&self.row));
        let mut all = AllScorer { words, near, row, doc: 0, starts: Vec::new() };
        all.settle(0);
        Ok(all)
    }
}

impl Weight for AllFamiliesWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.all_scorer(reader, boost)?))
    }

    fn for_each(&self, reader: &SegmentReader, hear: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        let mut all = self.all_scorer(reader, 1.0)?;
        while all.doc() != TERMINATED {
            hear(all.doc(), all.score());
            all.advance();
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "all of some words")
    }
}

struct WordScorer {
    /// Which of the words it is, as they were typed.
    at: u32,
    scorer: FamilyScorer,
    /// Where it stands in the document that is looked at.
    places: Vec<u32>,
}

struct AllScorer {
    words: Vec<WordScorer>,
    near: Option<Bm25Weight>,
    row: Option<Bm25Weight>,
    doc: DocId,
    /// Where a row may begin.
    starts: Vec<u32>,
}

impl AllScorer {
    /// Goes on to the first document from here that has all words.
    fn settle(&mut self, from: DocId) {
        self.doc = all_of(&mut self.words, from, |word, target| word.scorer.seek(target));
    }

    /// How often the words, in any form, stand near each other in the document.
    fn count_near(&mut self) -> u32 {
        for WordScorer { scorer, places, .. } in &mut self.words {
            scorer.text().places(places);
        }
        if let [one, other] = self.words.as_slice()
            && !is_near(&one.places, &other.places)
        {
            return 0;
        }
        let places: Vec<&[u32]> = self.words.iter().map(|word| word.places.as_slice()).collect();
        count(&places, NEAR_BY, false)
    }

    /// How often the words stand side by side as they were typed.
    fn count_rows(&mut self) -> u32 {
        self.starts.clear();
        if !self.words.iter().all(|word| word.scorer.is_as_typed()) {
            return 0;
        }
        for (number, WordScorer { at, scorer, places }) in self.words.iter_mut().enumerate() {
            scorer.text().first_places(places);
            if number == 0 {
                self.starts.extend(places.iter().filter_map(|place| place.checked_sub(*at)));
            } else {
                self.starts.retain(|start| places.binary_search(&(start + *at)).is_ok());
            }
            if self.starts.is_empty() {
                return 0;
            }
        }
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }
}

/// Whether a place of one is near one of the other; both ascend.
fn is_near(one: &[u32], other: &[u32]) -> bool {
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        if a.abs_diff(*b) <= NEAR_BY {
            return true;
        }
        if a < b {
            i += 1;
        } else {
            j += 1;
        }
    }
    false
}

impl DocSet for AllScorer {
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
        self.words.iter().map(|word| word.scorer.size_hint()).min().unwrap_or(0)
    }
}

impl Scorer for AllScorer {
    fn score(&mut self) -> Score {
        let score = self.words.iter_mut().map(|word| word.scorer.score()).sum();
        let Some(norm) = self.words.first().map(|word| word.scorer.norm()) else { return score };
        let near = if self.near.is_some() { self.count_near() } else { 0 };
        // So few words as these stand near each other where they stand in a row.
        let rows =
            if self.row.is_some() && (near > 0 || self.near.is_none()) { self.count_rows() } else { 0 };
        let counted = |weight: &Option<Bm25Weight>, count: u32| match weight {
            Some(weight) if count > 0 => weight.score(norm, count),
            _ => 0.0,
        };
        score + counted(&self.near, near) + counted(&self.row, rows)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery};
    use tantivy::schema::{Field, STRING, Schema, TEXT};
    use tantivy::{DocAddress, Index, IndexWriter, Searcher, TantivyDocument};

    use super::*;
    use crate::law::search::positional::{Positional, Run};

    /// Texts of a few words in an order that looks random, with the heading of one word.
    fn texts() -> (Searcher, Field, Field) {
        let mut schema = Schema::builder();
        let (text, heading) = (schema.add_text_field("text", TEXT), schema.add_text_field("heading", STRING));
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        let mut state = 7_u64;
        let mut below = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        for n in 0..3_000_u32 {
            let words: Vec<String> = (0..=below(30)).map(|_| format!("w{}", below(14))).collect();
            let mut doc = TantivyDocument::default();
            doc.add_text(text, words.join(" "));
            doc.add_text(heading, format!("w{}", below(14)));
            writer.add_document(doc).unwrap();
            if n == 1_700 {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        (index.reader().unwrap().searcher(), text, heading)
    }

    #[test]
    fn it_finds_and_counts_as_queries_beside_each_other_do() {
        let (searcher, text, heading) = texts();
        let family = |forms: &[&str]| Family {
            forms: forms.iter().map(|form| (*form).to_owned()).collect::<Arc<[String]>>(),
            field: text,
            heading: Some(heading),
        };
        let term = |form: &String| Term::from_field_text(text, form);
        let found = |query: &dyn Query| -> Vec<(DocAddress, Score)> {
            let mut all = searcher.search(query, &TopDocs::with_limit(3_000).order_by_score()).unwrap();
            all.sort_by_key(|(_, doc)| *doc);
            all.into_iter().map(|(score, doc)| (doc, score)).collect()
        };
        for families in [
            vec![family(&["w1"]), family(&["w2"])],
            vec![family(&["w2", "w5"]), family(&["w1", "w6", "w7", "w8", "w9"])],
            vec![family(&["w3"]), family(&["w4", "w1"]), family(&["w5"])],
            vec![family(&["w1"]), family(&["w2"]), family(&["w3"]), family(&["w4"])],
            vec![family(&["none", "w1"]), family(&["w2"])],
            vec![family(&["none"]), family(&["w2"])],
        ] {
            let each = families.iter().map(|f| (Occur::Must, Box::new(f.clone()) as Box<dyn Query>));
            let all = BooleanQuery::new(each.collect());
            let row = PhraseQuery::new(families.iter().map(|f| term(&f.forms[0])).collect());
            let run = |f: &Family| vec![Run { places: vec![f.forms.iter().map(term).collect()] }];
            let near = Positional {
                field: text,
                members: families.iter().map(run).collect(),
                distance: NEAR_BY,
                ordered: false,
            };
            let beside = BooleanQuery::new(vec![
                (Occur::Must, Box::new(all) as Box<dyn Query>),
                (Occur::Should, Box::new(BoostQuery::new(Box::new(row), SIDE_BY_SIDE))),
                (Occur::Should, Box::new(BoostQuery::new(Box::new(near), TOGETHER))),
            ]);
            let expected = found(&beside);
            assert_eq!(expected.is_empty(), families[0].forms.as_ref() == ["none"]);
            let one = AllFamilies(families);
            let inside = BooleanQuery::new(vec![(Occur::Must, Box::new(one.clone()) as Box<dyn Query>)]);
            for query in [&one as &dyn Query, &inside] {
                let found = found(query);
                assert_eq!(found.len(), expected.len());
                for (found, expected) in found.iter().zip(&expected) {
                    assert_eq!(found.0, expected.0);
                    assert!((found.1 - expected.1).abs() < 1e-3, "{found:?} {expected:?}");
                }
            }
        }
    }
}
