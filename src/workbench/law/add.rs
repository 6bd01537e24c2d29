//! Taking files into the library: many at once, each on its own; what fails is told and the rest goes on.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use std::{panic, thread};

use crate::law::format::ENDINGS;
use crate::law::import;
use crate::law::index::writer::{Scale, Writing, cited, cited_by_kind};
use crate::law::index::{LawIndex, identity};
use crate::model::id::Iso3;
use crate::model::law::{Law, LawId, TextQuality, UnitKind};
use crate::store::error::StoreError;
use crate::store::outside;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::in_order::in_order;
use crate::workbench::law::prepare::{self, KeyLawFound, Prepared, Refused};
use crate::workbench::law::reading::ReadingProcess;
use crate::workbench::law::up_to_date;
use crate::workbench::open::Workbench;

pub(crate) use crate::workbench::law::given::{Clearable, GivenFacts};

/// How long another import is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is to be taken in.
#[derive(Debug)]
pub(crate) struct AddRequest {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) country: Iso3,
    pub(crate) given: GivenFacts,
    /// Whether a law that is there with another text gives way to the new one.
    pub(crate) replace: bool,
    pub(crate) reading: ReadingProcess,
}

/// What became of one file.
#[derive(Debug)]
pub(crate) enum Outcome {
    Added(Box<Added>),
    /// The same bytes are there already. `passed_over` when facts were given that were not taken.
    Same {
        path: PathBuf,
        id: LawId,
        passed_over: bool,
    },
    /// The same bytes are there already, and now have the facts that were given.
    Corrected {
        path: PathBuf,
        law: Law,
    },
    Refused(Refused),
}

/// A law that was taken in.
#[derive(Debug)]
pub(crate) struct Added {
    pub(crate) path: PathBuf,
    pub(crate) law: Law,
    pub(crate) replaced: bool,
    pub(crate) provisions: usize,
    /// The same by what they are, in the order of the text.
    pub(crate) by_kind: Vec<(UnitKind, usize)>,
    pub(crate) quality: TextQuality,
    pub(crate) key_law: Option<KeyLawFound>,
    pub(crate) notes: Vec<String>,
}

/// The whole of it.
#[derive(Debug, Default)]
pub(crate) struct AddReport {
    pub(crate) added: usize,
    pub(crate) same: usize,
    pub(crate) corrected: usize,
    pub(crate) refused: usize,
    /// Files in folders with endings that no reader has.
    pub(crate) other: usize,
}

/// What is told while it goes on.
pub(crate) enum Step {
    /// So many files will be read.
    Begin(usize),
    Done(Outcome),
    /// All files are in; the index is written.
    Indexing,
}

impl Workbench {
    /// Takes files into the library. `told` hears of each file as it is done.
    ///
    /// # Errors
    /// When nothing can be written at all. What is wrong with a single file is told, and the rest goes on.
    pub(crate) fn add_laws(
        &self,
        request: &AddRequest,
        told: &mut dyn FnMut(Step),
    ) -> Result<AddReport, WorkbenchError> {
        let gathered = outside::gather(&request.paths, ENDINGS);
        if gathered.files.len() > 1 && request.given.are_of_one_law() {
            return Err(WorkbenchError::FactsOfOneLaw { files: gathered.files.len() });
        }
        let mut report = AddReport { other: gathered.other, ..AddReport::default() };
        told(Step::Begin(gathered.files.len() + gathered.refused.len()));
        for (path, reason) in gathered.refused {
            report.refused += 1;
            told(Step::Done(Outcome::Refused(Refused { path, reason, hint: None })));
        }
        if gathered.files.is_empty() {
            return Ok(report);
        }
        let profile = self.catalog.country(&request.country, None).and_then(|l| l.value);
        let _lock = self.workspace.lock_laws(PATIENCE)?;
        self.workspace.sweep_laws(&request.country);
        let mut index = self.law_index()?;
        let scale = if gathered.files.len() > 40 { Scale::Many } else { Scale::Few };
        let mut known = self.known_laws(&index);
        let mut by_sha: BTreeMap<String, LawId> =
            known.iter().filter_map(|(id, sha)| Some((sha.clone()?, id.clone()))).collect();
        let mut added: Vec<LawId> = Vec::new();
        let mut writing = self.writing(&mut index, scale)?;
        let prepare = |path: &PathBuf| {
            prepare::prepare(path, &request.country, profile.as_ref(), &request.given, &request.reading)
        };
        let failed = in_order(&gathered.files, prepare, |i, prepared| {
            let path = gathered.files.get(i).cloned().unwrap_or_default();
            let outcome = match prepared {
                Err(refused) => Outcome::Refused(refused),
                Ok(prepared) => self.put(path, prepared, request, &mut known, &mut by_sha, &mut writing)?,
            };
            match &outcome {
                Outcome::Added(a) => {
                    report.added += 1;
                    added.push(a.law.id.clone());
                }
                Outcome::Same { .. } => report.same += 1,
                Outcome::Corrected { .. } => report.corrected += 1,
                Outcome::Refused(_) => report.refused += 1,
            }
            told(Step::Done(outcome));
            Ok(())
        });
        if !added.is_empty() {
            told(Step::Indexing);
            // Both wait for the disk. The index may be there first: it is derived, and what it says of a law is held
            // against the files.
            let (settled, committed) = thread::scope(|scope| {
                let settling = scope.spawn(|| self.workspace.settle_laws(&request.country));
                let committed = writing.commit();
                (settling.join().unwrap_or_else(|e| panic::resume_unwind(e)), committed)
            });
            settled?;
            committed?;
            self.workspace.share_index(&identity());
        }
        failed.map(|()| report)
    }

    /// The laws that are there, with the fingerprints of their files. Those that the index has as they are need not be
    /// read; the index may know nothing, since it can be taken away at any time.
    fn known_laws(&self, index: &LawIndex) -> BTreeMap<LawId, Option<String>> {
        let mut indexed: BTreeMap<LawId, (u64, String)> = BTreeMap::new();
        for (_, row) in index.table.rows() {
            indexed.insert(row.law.id.clone(), (row.stamp, row.law.file.sha256.clone()));
        }
        let mut fingerprint = |id: &LawId, look| match indexed.remove(id) {
            Some((then, sha256)) if then == look => Some(sha256),
            _ => self.workspace.law(id).ok().flatten().map(|law| law.file.sha256),
        };
        let laws = self.workspace.laws().laws;
        let with_fingerprint = |(id, look)| {
            let sha256 = fingerprint(&id, look);
            (id, sha256)
        };
        laws.into_iter().map(with_fingerprint).collect()
    }

    fn put(
        &self,
        path: PathBuf,
        prepared: Prepared,
        request: &AddRequest,
        known: &mut BTreeMap<LawId, Option<String>>,
        by_sha: &mut BTreeMap<String, LawId>,
        writing: &mut Writing<'_>,
    ) -> Result<Outcome, WorkbenchError> {
        let Prepared { mut law, found, mut text, bytes, key_law, mut notes } = prepared;
        let there = known.contains_key(&law.id);
        let same = by_sha.get(&law.file.sha256).cloned();
        // The facts alone are there: the file is put back.
        let is_gone = same.as_ref() == Some(&law.id) && self.has_lost_its_file(&law);
        if let Some(id) = same.filter(|id| id.country == law.id.country)
            && !is_gone
            && !(request.replace && id == law.id && self.differs(&law, &bytes))
        {
            return self.same(path, id, request);
        }
        if there && !request.replace && !is_gone {
            let reason = format!("a law `{}` is there already, with another text", law.id);
            let hint =
                "`--replace` puts this text in its place, `--id` gives this one another name".to_owned();
            return Ok(Outcome::Refused(Refused { path, reason, hint: Some(hint) }));
        }
        let read_as = law.language.clone();
        if there {
            match self.workspace.law(&law.id) {
                Ok(Some(old)) => {
                    law = request.given.on_another_text(law, &found, &old);
                    if law.language != old.language
                        && request.given.language.is_none()
                        && self.language_was_set(&old, &request.reading)
                    {
                        law.language.clone_from(&old.language);
                    }
                    notes.extend(request.given.changes(&old, &law, &found));
                }
                Ok(None) => {}
                Err(_) => {
                    let reason = format!("what was said of `{}` has faults and would be lost", law.id);
                    let hint = "`mnr check` shows them: mend its file, or move it away".to_owned();
                    return Ok(Outcome::Refused(Refused { path, reason, hint: Some(hint) }));
                }
            }
        }
        if text.quality.figure() < POOR {
            notes.push(format!(
                "the text is poor ({}): look at it before you rely on a search",
                percent(text.quality)
            ));
        }
        match self.workspace.put_law(&law, &bytes, there) {
            Err(StoreError::Exists { path: other }) => {
                let name = other.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let reason = format!("`{name}` lies in the folder of the laws already, and is another file");
                let hint = "move it away, or give this law another name with `--id`".to_owned();
                return Ok(Outcome::Refused(Refused { path, reason, hint: Some(hint) }));
            }
            done => done?,
        }
        if law.language == read_as {
            let key = up_to_date::key(&law, &law.file.sha256);
            up_to_date::remember(&self.workspace, &law, &key, bytes.len(), &text);
        } else if let Ok(again) = self.read_law(&law, &request.reading) {
            // The headings of another language are read otherwise.
            text = again;
        }
        writing.put(&law, &text, self.workspace.look_of(&law))?;
        by_sha.insert(law.file.sha256.clone(), law.id.clone());
        known.insert(law.id.clone(), Some(law.file.sha256.clone()));
        notes.extend(text.notes.iter().cloned());
        let provisions = cited(&text);
        Ok(Outcome::Added(Box::new(Added {
            path,
            provisions,
            by_kind: cited_by_kind(&text),
            quality: text.quality,
            replaced: there,
            key_law,
            notes,
            law,
        })))
    }
}

impl Workbench {
    /// Whether the file in the library is not the one that is taken in, or was read in another way.
    fn differs(&self, law: &Law, bytes: &[u8]) -> bool {
        let Ok(Some(old)) = self.workspace.law(&law.id) else { return true };
        old.file.read_by != law.file.read_by || self.workspace.received(&old).ok().as_deref() != Some(bytes)
    }

    /// Whether the file of a law that is there is not. Under the name that it would be given now it nearly always is; only
    /// its facts know another.
    fn has_lost_its_file(&self, law: &Law) -> bool {
        let as_its_facts_say = || self.workspace.law(&law.id).ok().flatten();
        !self.workspace.has_received(law)
            && as_its_facts_say().is_some_and(|old| !self.workspace.has_received(&old))
    }

    /// Whether a person said what the language of a law is, for all that its text shows.
    fn language_was_set(&self, old: &Law, reading: &ReadingProcess) -> bool {
        let Ok(bytes) = self.workspace.received(old) else { return true };
        let document = reading.as_before(&old.file.read_by).read(old.file.format, &bytes);
        document.map_or(true, |document| import::language_of(&document) != old.language)
    }

    /// Nothing is to be taken in; facts that were given are put on the law when that is meant.
    fn same(&self, path: PathBuf, id: LawId, request: &AddRequest) -> Result<Outcome, WorkbenchError> {
        let given = &request.given;
        let said = given.say_anything();
        let meant = request.replace && given.id.as_ref().is_none_or(|slug| *slug == id.slug);
        if !said || !meant {
            return Ok(Outcome::Same { path, id, passed_over: said });
        }
        let (law, changed) = self.put_facts(&id, given)?;
        Ok(if changed {
            Outcome::Corrected { path, law }
        } else {
            Outcome::Same { path, id, passed_over: false }
        })
    }
}

/// From here down a text is called poor.
pub(crate) const POOR: f64 = 0.85;

/// A quality as it is shown.
pub(crate) fn percent(quality: TextQuality) -> String {
    format!("{:.0} %", quality.figure() * 100.0)
}
