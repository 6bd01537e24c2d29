//! The best hits and the counts of all, in one pass over what matches.
//!
//! Everything that facets and filters ask of a law stands in the table, so the collector reads one number a
//! document and counts by law; countries, languages and years are added up from that. These numbers are unpacked once
//! for an index: a common word has them all read at every search.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyError};

use crate::law::index::schema::Place;

/// The place of every document, segment by segment.
#[derive(Clone)]
pub(crate) struct Places(Arc<[PlacesOfSegment]>);

#[derive(Clone)]
enum PlacesOfSegment {
    Packed(Column),
    Unpacked(Arc<[u64]>),
}

impl PlacesOfSegment {
    fn get(&self, doc: DocId) -> Option<Place> {
        match self {
            Self::Packed(column) => column.first(doc),
            Self::Unpacked(places) => places.get(doc as usize).copied(),
        }
        .map(Place)
    }
}

impl Places {
    /// As they lie in the index.
    pub(crate) fn packed(searcher: &Searcher) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers().iter();
        let places = segments.map(|s| Ok(PlacesOfSegment::Packed(s.fast_fields().u64("place")?)));
        places.collect::<tantivy::Result<_>>().map(Self)
    }

    pub(crate) fn unpacked(&self) -> Self {
        let unpack = |places: &PlacesOfSegment| match places {
            PlacesOfSegment::Packed(column) => {
                let mut places = vec![0; column.num_docs() as usize];
                column.values.get_range(0, &mut places);
                PlacesOfSegment::Unpacked(places.into())
            }
            unpacked @ PlacesOfSegment::Unpacked(_) => unpacked.clone(),
        };
        Self(self.0.iter().map(unpack).collect())
    }

    /// The number of the law of a document.
    pub(crate) fn law(&self, segment: usize, doc: DocId) -> Option<usize> {
        self.0.get(segment)?.get(doc).map(Place::law)
    }

    fn of_segment(&self, ordinal: SegmentOrdinal) -> tantivy::Result<PlacesOfSegment> {
        let places = self.0.get(ordinal as usize).cloned();
        places.ok_or_else(|| TantivyError::InternalError("a segment without places".to_owned()))
    }
}

/// What is collected, and of which laws.
#[derive(Clone)]
pub(crate) struct Hits {
    pub(crate) places: Places,
    pub(crate) limit: usize,
    /// How much a hit in each law counts; 0 for laws that are left out.
    pub(crate) weights: Arc<Vec<f32>>,
    /// The place of each law among all, for hits that are equally good.
    pub(crate) order: Arc<[u32]>,
    /// How much a hit counts by its standing; 0 for what is left out.
    pub(crate) standings: [f32; 4],
}

/// One document that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    pub(crate) score: Score,
    /// The place of its law among all.
    pub(crate) order: u32,
    pub(crate) place: Place,
    pub(crate) address: DocAddress,
}

impl Eq for Found {}

impl Ord for Found {
    /// Better first: by score, then by where it stands, so that the same library gives the same order.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then(self.order.cmp(&other.order)).then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Provisions of one law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OfLaw {
    /// The number of the law.
    pub(crate) law: usize,
    pub(crate) count: usize,
}

/// The best, best first; how many provisions of each law that has any; and how many in all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Collected {
    pub(crate) best: Vec<Found>,
    pub(crate) by_law: Vec<OfLaw>,
    pub(crate) total: usize,
}

/// Collects a segment. The documents of a law lie side by side in it, and so do the parts of a provision.
pub(crate) struct Segment {
    hits: Hits,
    ordinal: SegmentOrdinal,
    places: PlacesOfSegment,
    /// The worst of the best on top.
    best: BinaryHeap<Found>,
    /// The score of the worst of them, once they are as many as are wanted.
    least: Score,
    by_law: Vec<OfLaw>,
    /// The law of the last document, and how much its provisions count.
    law: usize,
    weight: f32,
    order: u32,
    count: usize,
    /// The provision that was found last.
    last: Option<Found>,
}

impl Collector for Hits {
    type Fruit = Collected;
    type Child = Segment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Segment> {
        Ok(Segment {
            places: self.places.of_segment(ordinal)?,
            hits: self.clone(),
            ordinal,
            best: BinaryHeap::with_capacity(self.limit.min(10_000) + 1),
            least: Score::MIN,
            by_law: Vec::new(),
            law: usize::MAX,
            weight: 0.0,
            order: u32::MAX,
            count: 0,
            last: None,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut segments = segments.into_iter();
        let none = || Collected { best: Vec::new(), by_law: Vec::new(), total: 0 };
        let mut merged = segments.next().unwrap_or_else(none);
        for segment in segments {
            merged.best.extend(segment.best);
            merged.total += segment.total;
            merged.by_law.extend(segment.by_law);
        }
        merged.best.sort_unstable();
        merged.best.truncate(self.limit);
        Ok(merged)
    }
}

impl Segment {
    /// Goes on to another law.
    fn turn_to(&mut self, law: usize) {
        if self.count > 0 {
            self.by_law.push(OfLaw { law: self.law, count: self.count });
        }
        self.law = law;
        self.count = 0;
        self.weight = self.hits.weights.get(law).copied().unwrap_or(0.0);
        self.order = self.hits.order.get(law).copied().unwrap_or(u32::MAX);
    }

    /// Keeps the provision that was found last if it is one of the best.
    fn settle(&mut self) {
        if let Some(last) = self.last.take()
            && last.score >= self.least
        {
            self.offer(last);
        }
    }

    fn offer(&mut self, found: Found) {
        if self.best.len() < self.hits.limit {
            self.best.push(found);
        } else if self.best.peek().is_some_and(|worst| found < *worst) {
            self.best.pop();
            self.best.push(found);
        }
        if self.best.len() == self.hits.limit {
            self.least = self.best.peek().map_or(Score::MIN, |worst| worst.score);
        }
    }
}

impl SegmentCollector for Segment {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        let Some(place) = self.places.get(doc) else { return };
        let law = place.law();
        if law != self.law {
            self.turn_to(law);
        }
        let standing = self.hits.standings.get(usize::from(place.standing())).copied().unwrap_or(0.0);
        let weight = self.weight * standing;
        if weight == 0.0 {
            return;
        }
        let address = DocAddress::new(self.ordinal, doc);
        let found = Found { score: score * weight, order: self.order, place, address };
        match &mut self.last {
            // Another part of the same provision: the better one stands for it.
            Some(last) if last.place == place => *last = found.min(*last),
            _ => {
                self.settle();
                self.count += 1;
                self.last = Some(found);
            }
        }
    }

    fn harvest(mut self) -> Collected {
        self.settle();
        self.turn_to(usize::MAX);
        let total = self.by_law.iter().map(|of| of.count).sum();
        Collected { best: self.best.into_vec(), by_law: self.by_law, total }
    }
}

/// The laws of the documents that match, by their numbers, each once.
pub(crate) struct Laws(pub(crate) Places);

pub(crate) struct LawsOfSegment {
    places: PlacesOfSegment,
    laws: Vec<usize>,
}

impl Collector for Laws {
    type Fruit = Vec<usize>;
    type Child = LawsOfSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<LawsOfSegment> {
        Ok(LawsOfSegment { places: self.0.of_segment(ordinal)?, laws: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<usize>>) -> tantivy::Result<Vec<usize>> {
        let mut laws: Vec<usize> = segments.into_iter().flatten().collect();
        laws.sort_unstable();
        laws.dedup();
        Ok(laws)
    }
}

impl SegmentCollector for LawsOfSegment {
    type Fruit = Vec<usize>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.laws.extend(self.places.get(doc).map(Place::law));
    }

    fn harvest(self) -> Vec<usize> {
        self.laws
    }
}
