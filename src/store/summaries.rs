//! What a listing over many assessments needs of each file, remembered in `.mnr/`.
//!
//! Reading 588 fully answered assessments takes seconds; their findings without the long texts
//! take a fraction. The memory is never trusted over the file: an entry counts only while size and
//! time of the file are the same, and when the time alone differs (a fresh clone), while its hash
//! is. A file as young as the memory itself is always hashed, since two writes can share one tick
//! of the clock.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::model::assessment::{Sheet, Sheets};
use crate::model::id::{AssessmentId, CapabilityId, FrameworkId};
use crate::model::problem::Problem;
use crate::store::answers_file::{self, Light};
use crate::store::atomic;
use crate::store::fingerprint;
use crate::store::text::{self, LIMIT};
use crate::store::workspace::Workspace;

/// Changes whenever what an entry means does.
const KIND: &str = concat!("sheets 1, mnr ", env!("CARGO_PKG_VERSION"));

/// How near in time two writes may be and still be told apart.
const TICK: Duration = Duration::from_secs(2);

/// The memory of one framework in one assessment.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Memory {
    kind: String,
    files: BTreeMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    size: u64,
    /// Since the epoch.
    time: Duration,
    sha256: String,
    sheet: Light,
}

fn time(metadata: &Metadata) -> Option<Duration> {
    metadata.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()
}

/// Reads the findings of a framework without the long texts, from memory where it still holds.
pub(crate) fn sheets<'a>(
    workspace: &Workspace,
    id: &AssessmentId,
    framework: &FrameworkId,
    capabilities: impl IntoIterator<Item = &'a CapabilityId>,
) -> (Sheets, Vec<Problem>) {
    let path = workspace.derived().join("summaries").join(format!("{id}.{framework}.json"));
    let (mut memory, made) = recall(&path);
    let (mut sheets, mut problems, mut changed) = (Sheets::new(), Vec::new(), false);
    for capability in capabilities {
        match one(workspace, id, framework, capability, &mut memory, made) {
            Ok((sheet, learned)) => {
                changed |= learned;
                sheets.insert(capability.clone(), sheet);
            }
            Err(found) => problems.extend(found),
        }
    }
    if changed && let Ok(json) = serde_json::to_vec(&memory) {
        // Without it the next listing is slower, nothing else; so a folder that cannot be written is no fault.
        let _ = atomic::replace_derived(&path, &json);
    }
    (sheets, problems)
}

/// The memory and when it was made. One that does not read, or is of another kind, is none.
fn recall(path: &Path) -> (Memory, Duration) {
    let read = || {
        let memory: Memory = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let made = time(&fs::metadata(path).ok()?)?;
        (memory.kind == KIND).then_some((memory, made))
    };
    read().unwrap_or_else(|| (Memory { kind: KIND.to_owned(), files: BTreeMap::new() }, Duration::ZERO))
}

/// One capability, and whether the memory learned something.
fn one(
    workspace: &Workspace,
    id: &AssessmentId,
    framework: &FrameworkId,
    capability: &CapabilityId,
    memory: &mut Memory,
    made: Duration,
) -> Result<(Sheet, bool), Vec<Problem>> {
    let name = workspace.sheet_name(id, framework, capability);
    let path = workspace.root().join(&name);
    let Ok(metadata) = fs::metadata(&path) else {
        let forgotten = memory.files.remove(capability.as_str()).is_some();
        return Ok((Sheet::default(), forgotten));
    };
    let (size, time) = (metadata.len(), time(&metadata).unwrap_or_default());
    let known = memory.files.get_mut(capability.as_str()).filter(|e| e.size == size);
    let settled = time + TICK < made;
    if let Some(entry) = &known
        && settled
        && entry.time == time
    {
        return Ok((entry.sheet.to_sheet(), false));
    }
    let bytes =
        atomic::read(&path, LIMIT).map_err(|e| vec![text::unreadable(&name, &e)])?.unwrap_or_default();
    let sha256 = fingerprint::of(&bytes);
    if let Some(entry) = known.filter(|e| e.sha256 == sha256) {
        let moved = entry.time != time;
        entry.time = time;
        return Ok((entry.sheet.to_sheet(), moved));
    }
    let text = text::decode(&name, bytes).map_err(|p| vec![p])?;
    let sheet = Light::of(&answers_file::read(&name, capability, &text)?);
    let light = sheet.to_sheet();
    memory.files.insert(capability.to_string(), Entry { size, time, sha256, sheet });
    Ok((light, true))
}
