//! Bringing the index up to date with the files: what is new or changed is read, what is gone is taken out, the
//! rest is left alone.

use std::thread;
use std::time::{Duration, Instant};

use crate::law::import;
use crate::law::index::writer::{Scale, Writing};
use crate::law::index::{ANALYSIS, IndexFault, LawIndex, identity};
use crate::model::law::{FileFormat, Law, LawId, LawText};
use crate::model::problem::{Problem, Severity};
use crate::store::library;
use crate::store::listing::{Look, Looks};
use crate::store::workspace::Workspace;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::guarded::guarded;
use crate::workbench::law::in_order::in_order;
use crate::workbench::law::prepare;
use crate::workbench::law::reading::ReadingProcess;
use crate::workbench::open::Workbench;

/// From this many laws on they are put in on both processors.
const MANY: usize = 40;
/// How long another process that makes the index anew is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks whether it is done.
const PAUSE: Duration = Duration::from_millis(50);

/// What is different between the files and the index.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// New or changed, with how their files look now.
    pub(crate) changed: Vec<(LawId, Look)>,
    pub(crate) gone: Vec<LawId>,
    /// Whether everything is put in anew, so that nothing of the old index stays.
    pub(crate) anew: bool,
}

impl Difference {
    pub(crate) fn is_none(&self) -> bool {
        self.changed.is_empty() && self.gone.is_empty() && !self.anew
    }
}

/// What was done to the index.
#[derive(Debug, Default)]
pub(crate) struct Updated {
    pub(crate) indexed: usize,
    pub(crate) removed: usize,
    pub(crate) problems: Vec<Problem>,
}

/// Compares the files with the index.
pub(crate) fn difference(mut looks: Looks, index: &LawIndex) -> Difference {
    let mut difference = Difference::default();
    for (_, head) in index.table.heads() {
        match looks.take(head.country, head.slug) {
            Some(look) if look == head.stamp => {}
            Some(look) => difference.changed.extend(head.id().map(|id| (id, look))),
            None => difference.gone.extend(head.id()),
        }
    }
    // What is left is new.
    difference.changed.extend(looks.into_laws());
    difference.changed.sort_unstable();
    difference.gone.sort_unstable();
    difference
}

/// The key under which the text of a law is remembered: another one for other bytes, another language, another
/// way of reading.
pub(crate) fn key(law: &Law, sha256: &str) -> String {
    let by = if law.file.read_by == super::reading::PDFTOTEXT { super::reading::PDFTOTEXT } else { "own" };
    format!("{sha256} {} {} {by} {ANALYSIS}", law.language, law.file.format)
}

/// Bytes of a file from which on its text is remembered, whatever its format.
const SLOW: usize = 256 << 10;

/// Whether to read a file takes much longer than to read what is remembered of it: a PDF takes seconds.
fn is_slow_to_read(law: &Law, bytes: usize) -> bool {
    law.file.format == FileFormat::Pdf || bytes >= SLOW
}

/// Remembers a text that took long to read.
pub(super) fn remember(workspace: &Workspace, law: &Law, key: &str, bytes: usize, text: &LawText) {
    if is_slow_to_read(law, bytes) {
        workspace.remember_text(law, key, text);
    }
}

impl Workbench {
    /// Opens the index that is there, if it is. The engine trusts its files: what is damaged in them can end it.
    pub(super) fn open_index(&self) -> Result<Option<LawIndex>, IndexFault> {
        let opened = guarded(|| LawIndex::open(&self.workspace.index_path(&identity())));
        opened.unwrap_or_else(|| Err(IndexFault::Broken("a file of it is damaged".to_owned())))
    }

    /// Opens the index; one that is not there or cannot be read is made anew, empty.
    pub(super) fn law_index(&self) -> Result<LawIndex, WorkbenchError> {
        match self.open_index() {
            Ok(Some(index)) => return Ok(index),
            Ok(None) => {}
            // Derived: whatever is wrong with it, the files are what counts. Only one process takes it away, and
            // whoever waited finds the new one.
            Err(IndexFault::Broken(_)) => {
                let _lock = self.workspace.lock_index(PATIENCE)?;
                match self.open_index() {
                    Ok(Some(index)) => return Ok(index),
                    Err(IndexFault::Broken(_)) => self.workspace.clear_index(&identity())?,
                    _ => {}
                }
            }
            Err(other) => return Err(other.into()),
        }
        let folder = self.workspace.index_folder(&identity())?;
        Ok(LawIndex::create(&folder)?)
    }

    /// Brings the index up to date, whatever that takes. `all` puts every law in anew. `told` hears how many laws
    /// are done, of how many.
    pub(crate) fn index_laws(
        &self,
        reading: &ReadingProcess,
        all: bool,
        told: &mut dyn FnMut(usize, usize),
    ) -> Result<Updated, WorkbenchError> {
        let mut index = self.law_index()?;
        let looks = self.workspace.looks();
        let difference = if all {
            // In the index that is there: others go on searching the old one until the new one stands.
            Difference { changed: looks.into_laws(), anew: true, ..Difference::default() }
        } else {
            difference(looks, &index)
        };
        self.update(&mut index, &difference, reading, told)
    }

    /// Begins to write the index. What a killed process has left is taken away first: the names of its files are those
    /// of the next ones.
    pub(super) fn writing<'i>(
        &self,
        index: &'i mut LawIndex,
        scale: Scale,
    ) -> Result<Writing<'i>, IndexFault> {
        let writing = index.write(scale)?;
        let living = writing.living()?;
        self.workspace.sweep_index(&identity(), |name| living.has(name));
        Ok(writing)
    }

    /// Puts what is different into the index.
    pub(super) fn update(
        &self,
        index: &mut LawIndex,
        difference: &Difference,
        reading: &ReadingProcess,
        told: &mut dyn FnMut(usize, usize),
    ) -> Result<Updated, WorkbenchError> {
        let mut updated = Updated::default();
        if difference.is_none() {
            return Ok(updated);
        }
        let scale = if difference.changed.len() > MANY { Scale::Many } else { Scale::Few };
        let mut writing = self.writing(index, scale)?;
        if difference.anew {
            writing.clear()?;
        }
        for id in &difference.gone {
            writing.remove(id);
            updated.removed += 1;
        }
        let count = difference.changed.len();
        let read = |(id, _): &(LawId, Look)| self.readable(id, reading);
        in_order(&difference.changed, read, |done, read| {
            told(done, count);
            let Some((id, look)) = difference.changed.get(done) else { return Ok(()) };
            match read {
                Ok(Some((law, text))) => {
                    writing.put(&law, &text, *look)?;
                    updated.indexed += 1;
                }
                Ok(None) => writing.remove(id),
                Err(problems) => {
                    // What cannot be read is not searched; it is never searched in an older wording either.
                    writing.remove(id);
                    updated.problems.extend(problems);
                }
            }
            Ok::<(), IndexFault>(())
        })?;
        told(count, count);
        writing.commit()?;
        self.workspace.share_index(&identity());
        Ok(updated)
    }

    /// The same for who waits a while for another process that is at it.
    pub(super) fn update_waiting(
        &self,
        index: &mut LawIndex,
        mut difference: Difference,
        reading: &ReadingProcess,
        told: &mut dyn FnMut(usize, usize),
        patience: Duration,
    ) -> Result<Updated, WorkbenchError> {
        let until = Instant::now() + patience;
        loop {
            let refused = match self.update(index, &difference, reading, told) {
                Err(refused @ WorkbenchError::Index(IndexFault::Locked)) => refused,
                other => return other,
            };
            if Instant::now() >= until {
                return Err(refused);
            }
            thread::sleep(PAUSE);
            match self.law_index() {
                Ok(now) => *index = now,
                Err(WorkbenchError::Index(IndexFault::Locked)) => {}
                Err(other) => return Err(other),
            }
            difference = self::difference(self.workspace.looks(), index);
        }
    }

    /// Puts together what single changes have left in pieces. It can wait until hits are shown. Where another process
    /// writes the index, or nobody can, it stays as it is.
    pub(crate) fn tidy_index(&self) {
        if let Ok(Some(index)) = self.open_index() {
            let _ = guarded(|| index.tidy());
            self.workspace.share_index(&identity());
        }
    }

    fn readable(&self, id: &LawId, reading: &ReadingProcess) -> Result<Option<(Law, LawText)>, Vec<Problem>> {
        let Some(law) = self.workspace.law(id)? else { return Ok(None) };
        let text = self.read_law(&law, reading).map_err(|p| vec![p])?;
        Ok(Some((law, text)))
    }

    /// The text of a law: as it is remembered, or read from its file.
    pub(super) fn read_law(&self, law: &Law, reading: &ReadingProcess) -> Result<LawText, Problem> {
        let bytes = self.workspace.received(law)?;
        let key = key(law, &library::sha256(&bytes));
        if is_slow_to_read(law, bytes.len())
            && let Some(text) = self.workspace.remembered_text(law, &key)
        {
            return Ok(text);
        }
        let problem = |fault: crate::law::read::ReadFault| Problem {
            severity: Severity::Error,
            code: "unreadable-law",
            file: format!("legislation/{}/{}", law.id.country, law.file.name),
            place: None,
            message: fault.to_string(),
            hint: prepare::hint(&fault),
        };
        let document = reading.as_before(&law.file.read_by).read(law.file.format, &bytes).map_err(problem)?;
        let text = import::text_of(&document, law.file.format, &law.language).map_err(problem)?;
        remember(&self.workspace, law, &key, bytes.len(), &text);
        Ok(text)
    }
}
