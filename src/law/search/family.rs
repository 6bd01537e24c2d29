//! A word in all its inflections, as one word: what each of its forms has found is counted together.
//!
//! A form by itself is rarer than the word, and would weigh more for being rare. Where the word also stands in the
//! heading, that is added to what it counts, document by document: a clause of its own would have to be merged.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use crate::law::search::any_of::AnyOf;
use crate::law::search::facts::explained;

/// How much a word counts as it was typed, beside its other forms.
const AS_TYPED: Score = 1.7;
/// How much it counts in the heading, beside what it counts in the text.
const IN_HEADING: Score = 1.7;

/// The forms of a word, the typed one first, and where they are looked for.
#[derive(Debug, Clone)]
pub(crate) struct Family {
    pub(crate) forms: Arc<[String]>,
    pub(crate) field: Field,
    /// A field that counts where the word was found, and does not find.
    pub(crate) heading: Option<Field>,
}

/// The lists of the forms that a field has, by segment; the first is of the form as it was typed, if that is marked.
#[derive(Default)]
struct Lists {
    by_segment: Vec<(SegmentId, Vec<TermInfo>, bool)>,
    documents: u64,
}

impl Lists {
    fn of(forms: &[String], field: Field, searcher: &Searcher) -> tantivy::Result<Self> {
        let mut lists = Self::default();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut found = Vec::new();
            let mut typed = false;
            for (i, form) in forms.iter().enumerate() {
                if let Some(list) = inverted.get_term_info(&Term::from_field_text(field, form))? {
                    typed |= i == 0;
                    lists.documents += u64::from(list.doc_freq);
                    found.push(list);
                }
            }
            lists.by_segment.push((segment.segment_id(), found, typed));
        }
        Ok(lists)
    }
}

impl Family {
    pub(super) fn family_weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<FamilyWeight> {
        let searcher = scoring.searcher();
        let searcher = searcher.ok_or_else(|| TantivyError::InvalidArgument("no searcher".to_owned()))?;
        let of = |field: Field| -> tantivy::Result<FieldWeight> {
            let lists = Lists::of(&self.forms, field, searcher)?;
            let all: u64 = searcher.segment_readers().iter().map(|s| u64::from(s.max_doc())).sum();
            let mut tokens = 0;
            for segment in searcher.segment_readers() {
                tokens += segment.inverted_index(field)?.total_num_tokens();
            }
            #[expect(clippy::cast_precision_loss, reason = "a mean length of texts")]
            let mean = tokens as Score / all.max(1) as Score;
            // A document that has two forms is counted twice, so there can seem to be more than all.
            let bm25 = Bm25Weight::for_one_term_without_explain(lists.documents.min(all), all, mean);
            Ok(FieldWeight { field, lists, bm25 })
        };
        let text = of(self.field)?;
        let heading = self.heading.filter(|_| text.lists.documents > 0).map(of).transpose()?;
        let heading = heading.filter(|h| h.lists.documents > 0);
        Ok(FamilyWeight { text, heading })
    }
}

impl Query for Family {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.family_weight(scoring)?))
    }

    fn query_terms<'a>(&'a self, _: &mut dyn FnMut(&'a Term, bool)) {}
}

struct FieldWeight {
    field: Field,
    lists: Lists,
    bm25: Bm25Weight,
}

impl FieldWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<FieldScorer> {
        let mut of_segment = self.lists.by_segment.iter();
        let (lists, typed) = of_segment
            .find(|(id, ..)| *id == reader.segment_id())
            .map_or((&[][..], false), |(_, lists, typed)| (lists.as_slice(), *typed));
        let inverted = reader.inverted_index(self.field)?;
        Ok(FieldScorer {
            any: AnyOf::open(&inverted, lists, IndexRecordOption::WithFreqs, reader.max_doc())?,
            typed,
            norms: norms(reader, self.field)?,
            bm25: self.bm25.boost_by(boost),
        })
    }
}

/// The lengths of texts; of fields where they tell nothing, one and the same.
pub(super) fn norms(reader: &SegmentReader, field: Field) -> tantivy::Result<FieldNormReader> {
    if reader.schema().get_field_entry(field).has_fieldnorms() {
        reader.get_fieldnorms_reader(field)
    } else {
        Ok(FieldNormReader::constant(reader.max_doc(), 1))
    }
}

pub(super) struct FamilyWeight {
    text: FieldWeight,
    heading: Option<FieldWeight>,
}

impl FamilyWeight {
    pub(super) fn family_scorer(
        &self,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<FamilyScorer> {
        let heading = self.heading.as_ref().map(|h| h.scorer(reader, boost * IN_HEADING)).transpose()?;
        Ok(FamilyScorer { text: self.text.scorer(reader, boost)?, heading })
    }
}

impl Weight for FamilyWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.family_scorer(reader, boost)?))
    }

    /// The same as the engine does by itself, for one kind of scorer: nothing is looked up a document.
    fn for_each(&self, reader: &SegmentReader, hear: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        let mut scorer = self.family_scorer(reader, 1.0)?;
        while scorer.doc() != TERMINATED {
            hear(scorer.doc(), scorer.score());
            scorer.advance();
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "any form of a word")
    }
}

struct FieldScorer {
    any: AnyOf,
    /// Whether the first list is of the form as it was typed.
    typed: bool,
    norms: FieldNormReader,
    bm25: Bm25Weight,
}

impl FieldScorer {
    fn score(&self, doc: DocId) -> Score {
        let (count, first) = self.any.count();
        let weight = if self.typed && first { AS_TYPED } else { 1.0 };
        self.bm25.score(self.norms.fieldnorm_id(doc), count) * weight
    }
}

pub(super) struct FamilyScorer {
    text: FieldScorer,
    heading: Option<FieldScorer>,
}

impl DocSet for FamilyScorer {
    fn advance(&mut self) -> DocId {
        self.text.any.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.text.any.seek(target)
    }

    fn doc(&self) -> DocId {
        self.text.any.doc()
    }

    fn size_hint(&self) -> u32 {
        self.text.any.size_hint()
    }
}

impl Scorer for FamilyScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc();
        let text = self.text.score(doc);
        match &mut self.heading {
            Some(heading) => {
                if heading.any.seek(doc) == doc {
                    text + heading.score(doc)
                } else {
                    text
                }
            }
            None => text,
        }
    }
}
