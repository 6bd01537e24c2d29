//! Which files belong to an index. What a killed process has left does not, and the next one gives its files the same
//! names.

use tantivy::Directory as _;
use tantivy::directory::{DirectoryLock, META_LOCK};

use crate::law::index::IndexFault;
use crate::law::index::writer::Writing;

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
