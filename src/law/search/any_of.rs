//! The documents that have any of some words: the lists of these words read side by side, or put together beforehand.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

/// Lists that are read side by side. To look at each of more of them at each step takes longer than to put them
/// together beforehand.
const SIDE_BY_SIDE: usize = 3;

/// Stands in a count where the first word is among those that were counted. A document has the list of it once, and far
/// fewer words than reach it.
const FIRST: u32 = 1 << 31;

/// Any of some words, document by document.
pub(super) struct AnyOf {
    /// Empty where they are put together and nobody asks for places.
    lists: Vec<SegmentPostings>,
    together: Option<Together>,
    doc: DocId,
}

/// The lists put together.
struct Together {
    /// Documents, ascending, with how often they have any of the words.
    docs: Vec<(DocId, u32)>,
    at: usize,
}

impl Together {
    /// Goes on to a target, which is mostly near: steps that double find how far it is at most.
    fn seek(&mut self, target: DocId) {
        let rest = self.docs.get(self.at..).unwrap_or_default();
        let is_before = |(doc, _): &(DocId, u32)| *doc < target;
        let mut reach = 1;
        while rest.get(reach).is_some_and(is_before) {
            reach *= 2;
        }
        let near = rest.get(reach / 2..rest.len().min(reach + 1)).unwrap_or_default();
        self.at += reach / 2 + near.partition_point(is_before);
    }
}

impl AnyOf {
    /// The lists of words of one field of a segment, with what is to be read of them.
    pub(super) fn open(
        field: &InvertedIndexReader,
        words: &[TermInfo],
        option: IndexRecordOption,
        documents: DocId,
    ) -> tantivy::Result<Self> {
        let many = words.len() > SIDE_BY_SIDE;
        let together =
            if many { Some(Together { docs: together(field, words, documents)?, at: 0 }) } else { None };
        let mut lists = Vec::new();
        if !many || option.has_positions() {
            for word in words {
                lists.push(field.read_postings_from_terminfo(word, option)?);
            }
        }
        let mut any = Self { lists, together, doc: 0 };
        any.settle();
        Ok(any)
    }

    /// The first document from where the lists stand.
    fn settle(&mut self) -> DocId {
        self.doc = match &self.together {
            Some(Together { docs, at }) => docs.get(*at).map_or(TERMINATED, |(doc, _)| *doc),
            None => self.lists.iter().map(SegmentPostings::doc).min().unwrap_or(TERMINATED),
        };
        self.doc
    }

    /// How often the words stand in the document, and whether the first of them does.
    pub(super) fn count(&self) -> (u32, bool) {
        if let Some(Together { docs, at }) = &self.together {
            let count = docs.get(*at).map_or(0, |(_, count)| *count);
            return (count & !FIRST, count & FIRST != 0);
        }
        let here = self.lists.iter().enumerate().filter(|(_, list)| list.doc() == self.doc);
        here.fold((0, false), |(count, first), (number, list)| {
            (count + list.term_freq(), first || number == 0)
        })
    }

    /// Where the first word stands in the document. Documents are asked for in ascending order.
    pub(super) fn first_places(&mut self, out: &mut Vec<u32>) {
        out.clear();
        if let Some(first) = self.lists.first_mut() {
            append_places(first, self.doc, out);
        }
    }

    /// Where the words stand in the document, ascending. Documents are asked for in ascending order.
    pub(super) fn places(&mut self, out: &mut Vec<u32>) {
        out.clear();
        let here = self.lists.iter_mut().filter_map(|list| append_places(list, self.doc, out));
        if here.count() > 1 {
            out.sort_unstable();
            out.dedup();
        }
    }
}

/// Adds where the word of a list stands in a document, if it does.
fn append_places(list: &mut SegmentPostings, doc: DocId, out: &mut Vec<u32>) -> Option<()> {
    if list.doc() < doc {
        list.seek(doc);
    }
    (list.doc() == doc && doc != TERMINATED).then(|| list.append_positions_with_offset(0, out))
}

/// Of so many documents one must have one of the words, at least, for a count a document to be quicker than sorting.
const DENSE: u32 = 48;

/// The documents of all lists, ascending, with their counts added up.
fn together(
    field: &InvertedIndexReader,
    words: &[TermInfo],
    documents: DocId,
) -> tantivy::Result<Vec<(DocId, u32)>> {
    let all: u64 = words.iter().map(|word| u64::from(word.doc_freq)).sum();
    if all < u64::from(documents / DENSE) { sorted(field, words) } else { counted(field, words, documents) }
}

/// Hears of the documents of all lists with their counts, list by list.
fn each(
    field: &InvertedIndexReader,
    words: &[TermInfo],
    mut hear: impl FnMut(DocId, u32),
) -> tantivy::Result<()> {
    for (number, word) in words.iter().enumerate() {
        let mut list = field.read_block_postings_from_terminfo(word, IndexRecordOption::WithFreqs)?;
        let mark = if number == 0 { FIRST } else { 0 };
        while !list.docs().is_empty() {
            for (doc, count) in list.docs().iter().zip(list.freqs()) {
                hear(*doc, *count | mark);
            }
            list.advance();
        }
    }
    Ok(())
}

fn sorted(field: &InvertedIndexReader, words: &[TermInfo]) -> tantivy::Result<Vec<(DocId, u32)>> {
    let mut pairs = Vec::new();
    each(field, words, |doc, count| pairs.push((doc, count)))?;
    pairs.sort_unstable_by_key(|(doc, _)| *doc);
    pairs.dedup_by(|(doc, count), (kept, sum)| {
        let same = doc == kept;
        if same {
            *sum = sum.wrapping_add(*count);
        }
        same
    });
    Ok(pairs)
}

fn counted(
    field: &InvertedIndexReader,
    words: &[TermInfo],
    documents: DocId,
) -> tantivy::Result<Vec<(DocId, u32)>> {
    let mut counts = vec![0_u32; documents as usize];
    let mut stretches = vec![0_u64; counts.len().div_ceil(64)];
    each(field, words, |doc, count| {
        let at = doc as usize;
        if let (Some(sum), Some(stretch)) = (counts.get_mut(at), stretches.get_mut(at / 64)) {
            *sum = sum.wrapping_add(count);
            *stretch |= 1 << (at % 64);
        }
    })?;
    let found: u32 = stretches.iter().map(|stretch| stretch.count_ones()).sum();
    let mut pairs = Vec::with_capacity(found as usize);
    for (begin, mut stretch) in (0..documents).step_by(64).zip(stretches) {
        while stretch != 0 {
            let doc = begin + stretch.trailing_zeros();
            stretch &= stretch - 1;
            pairs.extend(counts.get(doc as usize).map(|count| (doc, *count)));
        }
    }
    Ok(pairs)
}

impl DocSet for AnyOf {
    fn advance(&mut self) -> DocId {
        match &mut self.together {
            Some(together) => together.at += 1,
            None => {
                for list in self.lists.iter_mut().filter(|list| list.doc() == self.doc) {
                    list.advance();
                }
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        match &mut self.together {
            Some(together) => together.seek(target),
            None => {
                for list in self.lists.iter_mut().filter(|list| list.doc() < target) {
                    list.seek(target);
                }
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        match &self.together {
            Some(Together { docs, .. }) => u32::try_from(docs.len()).unwrap_or(u32::MAX),
            None => self.lists.iter().map(DocSet::size_hint).fold(0, u32::saturating_add),
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, TantivyDocument, Term};

    use super::*;

    /// Texts of the letters `a` to `t`, of which document `n` has those that divide it, some of them twice.
    fn index() -> (Index, tantivy::schema::Field) {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for n in 0..400_u32 {
            let words =
                (1..=20).filter(|d| n % d == 0).map(|d| format!("w{d} ").repeat(1 + (d as usize) % 2));
            let mut doc = TantivyDocument::default();
            doc.add_text(field, words.collect::<String>());
            writer.add_document(doc).unwrap();
        }
        writer.commit().unwrap();
        (index, field)
    }

    #[test]
    fn few_lists_and_many_give_the_documents_that_have_any_of_them() {
        let (index, field) = index();
        let searcher = index.reader().unwrap().searcher();
        let segment = searcher.segment_reader(0);
        let inverted = segment.inverted_index(field).unwrap();
        for divisors in [vec![7], vec![19, 17, 13], (2..=20).collect(), (9..=20).collect(), vec![]] {
            let has = |n: u32| divisors.iter().filter(move |d| n.is_multiple_of(**d));
            let expected: Vec<(u32, u32, bool)> = (0..400)
                .filter(|n| has(*n).next().is_some())
                .map(|n| (n, has(n).map(|d| 1 + d % 2).sum(), n.is_multiple_of(divisors[0])))
                .collect();
            let term = |d: &u32| Term::from_field_text(field, &format!("w{d}"));
            let infos: Vec<TermInfo> =
                divisors.iter().filter_map(|d| inverted.get_term_info(&term(d)).unwrap()).collect();
            let open = |option| AnyOf::open(&inverted, &infos, option, segment.max_doc()).unwrap();
            let mut any = open(IndexRecordOption::WithFreqsAndPositions);
            let (mut found, mut places) = (Vec::new(), Vec::new());
            while any.doc() != TERMINATED {
                let (count, first) = any.count();
                any.places(&mut places);
                assert_eq!(places.len(), count as usize);
                found.push((any.doc(), count, first));
                any.advance();
            }
            assert_eq!(found, expected, "{divisors:?}");
            for target in 0..410 {
                let mut any = open(IndexRecordOption::WithFreqs);
                let next = expected.iter().find(|(doc, ..)| *doc >= target);
                assert_eq!(any.seek(target), next.map_or(TERMINATED, |(doc, ..)| *doc));
                assert_eq!(any.seek(target / 2), any.doc(), "it never goes back");
            }
        }
    }
}
