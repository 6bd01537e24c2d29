//! The index of a workspace: one document a provision, derived from the files, made anew at any doubt.
//!
//! It lies in a folder whose name is its identity (layout, analysers, versions), so that a program of another
//! version never reads it. A commit is one rename; a crash before it leaves the index that was there, or none.

mod directory;
mod entry;
mod families;
mod living;
pub(crate) mod record;
pub(crate) mod schema;
pub(crate) mod table;
mod table_file;
mod table_line;
mod tidy;
pub(crate) mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use tantivy::directory::error::LockError;
use tantivy::{Directory, IndexReader, IndexSettings, ReloadPolicy};

use crate::law::index::directory::Folder;
use crate::law::index::families::Families;
use crate::law::index::schema::Fields;
use crate::law::index::table::Table;
use crate::law::search::Whole;
use crate::law::search::collect::Places;
use crate::law::words::family::Gathered;
use crate::law::words::lexicon::Lexicon;
use crate::law::words::tokenizer::{self, LawTokenizer};

/// Raised when what is recognised or compared changes: readers, provisions, normalisation, stems.
pub(crate) const ANALYSIS: u32 = 3;

/// Bytes of the largest block of the list of laws; what says it is larger is damaged.
const LIST: usize = 1 << 26;

/// A block of the list of laws as it was before it was packed.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (size, _) = lz4_flex::block::uncompressed_size(bytes).ok()?;
    if size > LIST { None } else { lz4_flex::decompress_size_prepended(bytes).ok() }
}

/// The name of the folder: another name for every layout, analysis and engine.
pub(crate) fn identity() -> String {
    format!("v{}-a{ANALYSIS}-tantivy0.27", schema::VERSION)
}

/// Why an index could not be used or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IndexFault {
    /// Another process writes it now.
    #[error("another mnr is bringing the index up to date")]
    Locked,
    /// It cannot be read; it is to be made anew.
    #[error("the index cannot be read: {0}")]
    Broken(String),
    #[error("the index cannot be written: {0}")]
    Unwritable(String),
    /// Its folder is closed to writing.
    #[error("the index is older than the laws, and its folder cannot be written")]
    ReadOnly,
}

impl IndexFault {
    fn writing(error: &tantivy::TantivyError) -> Self {
        match error {
            // Only one that is held is somebody else's: one that cannot be made is a folder without rights.
            tantivy::TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked,
            tantivy::TantivyError::LockFailure(e, _) if directory::is_read_only(e) => Self::ReadOnly,
            other => Self::Unwritable(other.to_string()),
        }
    }

    fn reading(error: &impl ToString) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The lists that belong to a commit, as its payload names them.
struct Lists<'a> {
    laws: &'a str,
    families: &'a str,
}

impl<'a> Lists<'a> {
    fn read(payload: &'a str) -> Option<Self> {
        let (laws, families) = payload.split_once(' ')?;
        Some(Self { laws, families })
    }
}

/// An open index with the laws that are in it.
pub(crate) struct LawIndex {
    index: tantivy::Index,
    reader: IndexReader,
    directory: Folder,
    pub(crate) fields: Fields,
    pub(crate) table: Table,
    pub(crate) families: Families,
    /// The words of what is being written, with their stems.
    gathered: Arc<Gathered>,
    /// What is true of all laws, worked out once.
    pub(crate) all: OnceLock<Whole>,
    places: OnceLock<Places>,
    searched: OnceLock<()>,
    /// What words of hits are compared by, remembered from one search to the next.
    pub(crate) lexicon: Mutex<Lexicon>,
}

impl LawIndex {
    /// Opens the index in a folder. `None` where there is none, or nothing was ever committed to it.
    pub(crate) fn open(folder: &Path) -> Result<Option<Self>, IndexFault> {
        let Ok(directory) = Folder::open(folder) else { return Ok(None) };
        if !tantivy::Index::exists(&directory).map_err(|e| IndexFault::reading(&e))? {
            return Ok(None);
        }
        let index = tantivy::Index::open(directory.clone()).map_err(|e| IndexFault::reading(&e))?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(IndexFault::Broken("its fields are other ones".to_owned()));
        }
        let metas = index.load_metas().map_err(|e| IndexFault::reading(&e))?;
        let Some(lists) = metas.payload.as_deref().and_then(Lists::read) else { return Ok(None) };
        let read = |name: &str| {
            let file = directory.open_read(Path::new(name)).map_err(|e| IndexFault::reading(&e))?;
            file.read_bytes().map_err(|e| IndexFault::reading(&e))
        };
        let damaged = |what: &str| IndexFault::Broken(format!("its list of {what} is damaged"));
        let table = Table::read(read(lists.laws)?).ok_or_else(|| damaged("laws"))?;
        let families = Families::open(read(lists.families)?).ok_or_else(|| damaged("words"))?;
        Self::on(index, directory, fields, table, families).map(Some)
    }

    /// Makes an empty index in a folder that is there and has none.
    pub(crate) fn create(folder: &Path) -> Result<Self, IndexFault> {
        let directory = Folder::open(folder).map_err(|e| IndexFault::Unwritable(e.to_string()))?;
        let (schema, fields) = Fields::schema();
        // Both processors are busy with words: a thread beside them for what is stored would only take turns.
        let settings =
            IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let builder = tantivy::Index::builder().schema(schema).settings(settings);
        let index = builder.open_or_create(directory.clone());
        let index = index.map_err(|e| IndexFault::writing(&e))?;
        Self::on(index, directory, fields, Table::default(), Families::default())
    }

    fn on(
        index: tantivy::Index,
        directory: Folder,
        fields: Fields,
        table: Table,
        families: Families,
    ) -> Result<Self, IndexFault> {
        let gathered = Arc::<Gathered>::default();
        index.tokenizers().register(tokenizer::NAME, LawTokenizer::new(Arc::clone(&gathered)));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|e: tantivy::TantivyError| IndexFault::reading(&e))?;
        Ok(Self {
            index,
            reader,
            directory,
            fields,
            table,
            families,
            gathered,
            all: OnceLock::new(),
            places: OnceLock::new(),
            searched: OnceLock::new(),
            lexicon: Mutex::default(),
        })
    }

    pub(crate) fn searcher(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    /// The place of every document of [`searcher`](Self::searcher). To unpack them takes longer than one search that
    /// reads them where they lie, so that is done for the second.
    pub(crate) fn places(&self) -> Result<Places, IndexFault> {
        if let Some(places) = self.places.get() {
            return Ok(places.clone());
        }
        let packed = Places::packed(&self.searcher()).map_err(|e| IndexFault::reading(&e))?;
        if self.searched.set(()).is_ok() {
            return Ok(packed);
        }
        Ok(self.places.get_or_init(|| packed.unpacked()).clone())
    }
}
