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

/// In how many documents of an index the forms of a word stand.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frequencies {
    /// Of all forms, added up.
    pub(super) all: u64,
    /// Of the form as it was typed.
    pub(super) typed: u64,
    /// Of the rarest form that is there; 0 where none is.
    pub(super) rarest: u64,
}

/// The lists of the forms that a field has, by segment; the first is of the form as it was typed, if that is marked.
#[derive(Default)]
struct Lists {
    by_segment: Vec<(SegmentId, Vec<TermInfo>, bool)>,
    frequencies: Frequencies,
}

impl Lists {
    fn of(forms: &[String], field: Field, searcher: &Searcher) -> tantivy::Result<Self> {
        let mut lists = Self::default();
        let mut by_form = vec![0; forms.len()];
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut found = Vec::new();
            let mut typed = false;
            for (i, (form, documents)) in forms.iter().zip(&mut by_form).enumerate() {
                if let Some(list) = inverted.get_term_info(&Term::from_field_text(field, form))? {
                    typed |= i == 0;
                    *documents += u64::from(list.doc_freq);
                    found.push(list);
                }
            }
            lists.by_segment.push((segment.segment_id(), found, typed));
        }
        lists.frequencies = Frequencies {
            all: by_form.iter().sum(),
            typed: by_form.first().copied().unwrap_or(0),
            rarest: by_form.into_iter().filter(|documents| *documents > 0).min().unwrap_or(0),
        };
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
            let there = lists.frequencies.all.min(all);
            let bm25 = Bm25Weight::for_one_term_without_explain(there, all, mean);
            Ok(FieldWeight { field, lists, bm25, documents: all })
        };
        let text = of(self.field)?;
        let heading = self.heading.filter(|_| text.lists.frequencies.all > 0).map(of).transpose()?;
        let heading = heading.filter(|h| h.lists.frequencies.all > 0);
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
    /// Of the whole index.
    documents: u64,
}

impl FieldWeight {
    fn scorer(
        &self,
        reader: &SegmentReader,
        boost: Score,
        option: IndexRecordOption,
    ) -> tantivy::Result<FieldScorer> {
        let mut of_segment = self.lists.by_segment.iter();
        let (lists, typed) = of_segment
            .find(|(id, ..)| *id == reader.segment_id())
            .map_or((&[][..], false), |(_, lists, typed)| (lists.as_slice(), *typed));
        let inverted = reader.inverted_index(self.field)?;
        Ok(FieldScorer {
            any: AnyOf::open(&inverted, lists, option, reader.max_doc())?,
            typed,
            norms: norms(reader, self.field)?,
            bm25: self.bm25.boost_by(boost),
        })
    }
}

/// The part of BM25 that says how much a word tells, as the engine has it.
#[expect(clippy::cast_precision_loss, reason = "a ratio of counts")]
fn idf(documents: u64, all: u64) -> Score {
    let there = documents.min(all);
    (1.0 + ((all - there) as Score + 0.5) / (there as Score + 0.5)).ln()
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
    /// One that counts; with `WithFreqsAndPositions` it is also asked where the word stands in the text.
    pub(super) fn family_scorer(
        &self,
        reader: &SegmentReader,
        boost: Score,
        option: IndexRecordOption,
    ) -> tantivy::Result<FamilyScorer> {
        let counted = IndexRecordOption::WithFreqs;
        let heading = self.heading.as_ref().map(|h| h.scorer(reader, boost * IN_HEADING, counted));
        Ok(FamilyScorer { text: self.text.scorer(reader, boost, option)?, heading: heading.transpose()? })
    }

    /// In how many documents the word stands in the text.
    pub(super) fn frequencies(&self) -> Frequencies {
        self.text.lists.frequencies
    }

    /// How much it tells to stand in so many documents.
    pub(super) fn tells(&self, documents: u64) -> Score {
        idf(documents, self.text.documents)
    }

    /// What counts occurrences in the same texts, where each tells so much.
    pub(super) fn counting(&self, tells: Score) -> Bm25Weight {
        let own = idf(self.text.lists.frequencies.all, self.text.documents);
        self.text.bm25.boost_by(tells / own)
    }
}

impl Weight for FamilyWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.family_scorer(reader, boost, IndexRecordOption::WithFreqs)?))
    }

    /// The same as the engine does by itself, for one kind of scorer: nothing is looked up a document.
    fn for_each(&self, reader: &SegmentReader, hear: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        let mut scorer = self.family_scorer(reader, 1.0, IndexRecordOption::WithFreqs)?;
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

impl FamilyScorer {
    /// Where the word stands in the texts.
    pub(super) fn text(&mut self) -> &mut AnyOf {
        &mut self.text.any
    }

    /// Whether the document has the word as it was typed.
    pub(super) fn is_as_typed(&self) -> bool {
        self.text.typed && self.text.any.count().1
    }

    pub(super) fn norm(&self) -> u8 {
        self.text.norms.fieldnorm_id(self.doc())
    }
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
