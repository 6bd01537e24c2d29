//! Putting together the small pieces that single changes leave. Searches stay quick by it, and it can wait: whoever
//! changed a law wants to find it first.

use tantivy::IndexWriter;
use tantivy::index::SegmentId;
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::{LogMergePolicy, MergePolicy as _, NoMergePolicy};

use crate::law::index::entry::Entry;
use crate::law::index::writer::SMALL;
use crate::law::index::{IndexFault, LawIndex};

/// Pieces from which on nobody waits any more to put them together.
const TOO_MANY: usize = 24;

impl LawIndex {
    /// Pieces that go together.
    fn pieces(&self) -> Result<Vec<Vec<SegmentId>>, IndexFault> {
        let pieces = self.index.searchable_segment_metas().map_err(|e| IndexFault::reading(&e))?;
        let together = LogMergePolicy::default().compute_merge_candidates(&pieces);
        Ok(together.into_iter().map(|candidate| candidate.0).collect())
    }

    fn has_too_many_pieces(&self) -> bool {
        self.index.searchable_segment_ids().is_ok_and(|pieces| pieces.len() > TOO_MANY)
    }

    /// One that works on the pieces by itself only when it is told to.
    pub(super) fn writer_for_few(&self) -> Result<IndexWriter<Entry>, IndexFault> {
        let options =
            IndexWriterOptions::builder().memory_budget_per_thread(SMALL).num_merge_threads(1).build();
        let writer = self.index.writer_with_options(options);
        let writer = writer.map_err(|e| IndexFault::writing(&e))?;
        if !self.has_too_many_pieces() {
            writer.set_merge_policy(Box::new(NoMergePolicy));
        }
        Ok(writer)
    }

    /// Puts small pieces together, where there are enough of them.
    pub(crate) fn tidy(self) -> Result<(), IndexFault> {
        let together = self.pieces()?;
        if together.is_empty() {
            return Ok(());
        }
        let mut writer = self.writer_for_few()?;
        for pieces in together {
            writer.merge(&pieces).wait().map_err(|e| IndexFault::writing(&e))?;
        }
        writer.wait_merging_threads().map_err(|e| IndexFault::writing(&e))
    }
}
