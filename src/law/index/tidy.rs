//! Putting together the small pieces that single changes leave, and telling what a killed process has left.
//!
//! Searches stay quick by the first, and it can wait: whoever changed a law wants to find it first. The second cannot:
//! the next process gives its files the same names.

use tantivy::directory::{DirectoryLock, META_LOCK};
use tantivy::index::SegmentId;
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::{LogMergePolicy, MergePolicy as _, NoMergePolicy};
use tantivy::{Directory as _, IndexWriter, TantivyDocument};

use crate::law::index::writer::{SMALL, Writing};
use crate::law::index::{IndexFault, LawIndex};

/// Pieces from which on nobody waits any more to put them together.
pub(super) const TOO_MANY: usize = 24;

impl LawIndex {
    /// Pieces that go together.
    fn pieces(&self) -> Result<Vec<Vec<SegmentId>>, IndexFault> {
        let pieces = self.index.searchable_segment_metas().map_err(|e| IndexFault::reading(&e))?;
        let together = LogMergePolicy::default().compute_merge_candidates(&pieces);
        Ok(together.into_iter().map(|candidate| candidate.0).collect())
    }

    pub(super) fn has_too_many_pieces(&self) -> bool {
        self.index.searchable_segment_ids().is_ok_and(|pieces| pieces.len() > TOO_MANY)
    }

    /// One that works on the pieces by itself only when it is told to.
    pub(super) fn writer_for_few(&self) -> Result<IndexWriter, IndexFault> {
        let options =
            IndexWriterOptions::builder().memory_budget_per_thread(SMALL).num_merge_threads(1).build();
        let writer = self.index.writer_with_options::<TantivyDocument>(options);
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

/// The files of an index as it is committed. Nobody begins to read them while this is held.
pub(crate) struct Living {
    lists: Vec<String>,
    /// Each piece with the file of what was taken out of it.
    pieces: Vec<(String, Option<String>)>,
    _lock: DirectoryLock,
}

impl Living {
    /// Whether a file belongs to it, or to the engine.
    pub(crate) fn has(&self, name: &str) -> bool {
        let of_engine = name == "meta.json" || name == ".managed.json" || name.starts_with(".tantivy-");
        let is_of_piece = |(piece, taken_out): &(String, Option<String>)| {
            name.strip_prefix(piece.as_str()).is_some_and(|rest| rest.starts_with('.'))
                && (!name.ends_with(".del") || taken_out.as_deref() == Some(name))
        };
        of_engine || self.lists.iter().any(|list| list == name) || self.pieces.iter().any(is_of_piece)
    }
}

impl Writing<'_> {
    /// What there is before anything is written.
    pub(crate) fn living(&self) -> Result<Living, IndexFault> {
        let lock = self.index.directory.acquire_lock(&META_LOCK).map_err(|e| IndexFault::reading(&e))?;
        let metas = self.index.index.load_metas().map_err(|e| IndexFault::reading(&e))?;
        let lists = metas.payload.unwrap_or_default().split(' ').map(str::to_owned).collect();
        let pieces = metas.segments.iter().map(|piece| {
            let id = piece.id().uuid_string();
            let taken_out = piece.delete_opstamp().map(|opstamp| format!("{id}.{opstamp}.del"));
            (id, taken_out)
        });
        Ok(Living { lists, pieces: pieces.collect(), _lock: lock })
    }
}
