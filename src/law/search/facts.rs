//! A query for what stands in a column of numbers rather than in words: the law of a provision, its page.

use std::fmt;
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

/// Whether a number of the column is one of those that are asked for.
pub(crate) type Test = Arc<dyn Fn(u64) -> bool + Send + Sync>;

/// All documents whose number in a column passes a test. They get no score of their own.
#[derive(Clone)]
pub(crate) struct FactQuery {
    pub(crate) column: &'static str,
    pub(crate) test: Test,
}

impl fmt::Debug for FactQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fact({})", self.column)
    }
}

impl Query for FactQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(FactWeight(self.clone())))
    }
}

struct FactWeight(FactQuery);

impl Weight for FactWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let column = reader.fast_fields().u64(self.0.column)?;
        let mut scorer = FactScorer { column, test: Arc::clone(&self.0.test), doc: 0, end: reader.max_doc() };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "fact")
    }
}

/// What a scorer says of a document, as the engine wants to hear it.
pub(super) fn explained(
    mut scorer: Box<dyn Scorer>,
    doc: DocId,
    what: &'static str,
) -> tantivy::Result<Explanation> {
    if scorer.doc() > doc || scorer.seek(doc) != doc {
        return Err(TantivyError::InvalidArgument("the document does not match".to_owned()));
    }
    Ok(Explanation::new(what, scorer.score()))
}

struct FactScorer {
    column: Column,
    test: Test,
    doc: DocId,
    end: DocId,
}

impl FactScorer {
    /// Goes on to the first document from here that passes.
    fn settle(&mut self) {
        while self.doc < self.end {
            if self.column.first(self.doc).is_some_and(|value| (self.test)(value)) {
                return;
            }
            self.doc += 1;
        }
        self.doc = TERMINATED;
    }
}

impl DocSet for FactScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc += 1;
            self.settle();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target > self.doc {
            self.doc = target;
            self.settle();
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}

impl Scorer for FactScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
