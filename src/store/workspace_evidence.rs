//! The evidence items of an assessment: reading them, adding one, changing one that mnr made.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::model::evidence::{Detail, Evidence};
use crate::model::id::{AssessmentId, EvidenceId};
use crate::model::problem::{Problem, Severity};
use crate::store::atomic::{self, Stamp};
use crate::store::error::StoreError;
use crate::store::evidence_file;
use crate::store::lock::Lock;
use crate::store::text::{self, LIMIT};
use crate::store::workspace::{ASSESSMENTS, Workspace, encode, files, stray};

const EVIDENCE_SCHEMA: &str = "../../../.mnr/schemas/evidence.json";

impl Workspace {
    /// Reads every evidence item of an assessment, sorted by id.
    pub(crate) fn evidence(&self, id: &AssessmentId) -> (BTreeMap<EvidenceId, Evidence>, Vec<Problem>) {
        let (mut items, mut problems) = (BTreeMap::new(), Vec::new());
        problems.extend(self.unlistable(&format!("{ASSESSMENTS}/{id}/evidence")));
        for name in files(&self.folder(id).join("evidence")) {
            let file = format!("{ASSESSMENTS}/{id}/evidence/{name}");
            let Some(stem) = name.strip_suffix(".yaml").filter(|_| !atomic::is_ours(&name)) else {
                problems.extend(stray(&file, &name));
                continue;
            };
            let read = || -> Result<Evidence, Vec<Problem>> {
                let item = EvidenceId::parse(stem).map_err(|e| {
                    vec![Problem {
                        severity: Severity::Error,
                        code: "bad-id",
                        file: file.clone(),
                        place: None,
                        message: e.to_string(),
                        hint: Some("rename the file, and its id with it".to_owned()),
                    }]
                })?;
                let text = self.text(&file).map_err(|p| vec![p])?.unwrap_or_default();
                evidence_file::read(&file, &item, &text)
            };
            match read() {
                Ok(item) => drop(items.insert(item.id.clone(), item)),
                Err(found) => problems.extend(found),
            }
        }
        (items, problems)
    }

    /// Writes a new evidence item.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file of that name.
    pub(crate) fn new_evidence(
        &self,
        id: &AssessmentId,
        item: &EvidenceId,
        detail: &Detail,
        note: Option<&str>,
        patience: Duration,
    ) -> Result<(), StoreError> {
        let _lock = Lock::take(&self.folder(id), patience)?;
        let path = self.evidence_path(id, item);
        if path.exists() {
            return Err(StoreError::Exists { path });
        }
        let text = evidence_file::write(EVIDENCE_SCHEMA, item, detail, note);
        let text = text.map_err(encode(&format!("{item}.yaml")))?;
        atomic::save(&path, &Stamp::Absent, text.as_bytes())
    }

    /// Changes the details of an item that mnr made. Its note and whatever a person added stay.
    ///
    /// # Errors
    /// A file that is not there, is damaged, or changed since it was read.
    pub(crate) fn change_evidence(
        &self,
        id: &AssessmentId,
        item: &EvidenceId,
        patience: Duration,
        change: impl FnOnce(&mut Evidence),
    ) -> Result<Evidence, StoreError> {
        let _lock = Lock::take(&self.folder(id), patience)?;
        let path = self.evidence_path(id, item);
        let name = format!("{ASSESSMENTS}/{id}/evidence/{item}.yaml");
        let bytes = atomic::read(&path, LIMIT)?;
        let stamp = bytes.as_deref().map_or(Stamp::Absent, Stamp::of);
        let text = text::decode(&name, bytes.unwrap_or_default())?;
        let old =
            evidence_file::read(&name, item, &text).map_err(|problems| StoreError::Damaged { problems })?;
        let mut new = old.clone();
        change(&mut new);
        if new == old {
            return Ok(new);
        }
        let written = evidence_file::write(EVIDENCE_SCHEMA, item, &new.detail, new.note.as_deref());
        let written = written.map_err(encode(&name))?;
        let comments: String =
            text.split_inclusive('\n').take_while(|l| l.starts_with('#')).skip(1).collect();
        let body = written
            .split_once('\n')
            .map_or(String::new(), |(first, rest)| format!("{first}\n{comments}{rest}"));
        atomic::save(&path, &stamp, body.as_bytes())?;
        Ok(new)
    }

    fn evidence_path(&self, id: &AssessmentId, item: &EvidenceId) -> PathBuf {
        self.folder(id).join("evidence").join(format!("{item}.yaml"))
    }

    /// The ids of the evidence files that are there, readable or not.
    pub(crate) fn evidence_ids(&self, id: &AssessmentId) -> Vec<String> {
        let names = files(&self.folder(id).join("evidence"));
        names.iter().filter_map(|n| n.strip_suffix(".yaml")).map(str::to_owned).collect()
    }
}
