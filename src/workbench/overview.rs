//! Progress over one assessment or all of them.

use std::thread;

use crate::model::assessment::Assessment;
use crate::model::framework::Framework;
use crate::model::id::{AssessmentId, CapabilityId, FrameworkId};
use crate::model::problem::Problem;
use crate::score::overview::Overview;
use crate::score::share::Tally;
use crate::store::summaries;
use crate::workbench::open::{Workbench, usable_framework};

/// How far one assessment has come.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    pub(crate) id: AssessmentId,
    /// `None` when its `assessment.yaml` cannot be read.
    pub(crate) assessment: Option<Assessment>,
    pub(crate) tally: Tally,
    pub(crate) flagged: usize,
    pub(crate) levels_set: usize,
    pub(crate) targets_set: usize,
    pub(crate) capabilities: usize,
    pub(crate) problems: Vec<Problem>,
}

/// The frameworks that several assessments share, read once.
type Frameworks = Vec<(FrameworkId, Framework, Vec<CapabilityId>)>;

/// Does something with each of many assessments, in their order, spread over the processors.
pub(super) fn each<T: Send>(ids: &[AssessmentId], work: impl Fn(&AssessmentId) -> T + Sync) -> Vec<T> {
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = ids.len().div_ceil(workers).max(1);
    let work = |ids: &[AssessmentId]| ids.iter().map(&work).collect::<Vec<T>>();
    thread::scope(|scope| {
        let running: Vec<_> = ids.chunks(share).map(|ids| scope.spawn(|| work(ids))).collect();
        // A worker that panicked takes its share with it into the panic of this thread.
        running.into_iter().flat_map(|w| w.join().unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    })
}

impl Workbench {
    /// Progress of every assessment, sorted by id. Work is spread over the processors.
    pub(crate) fn progress(&self) -> Vec<Progress> {
        let ids = self.assessment_ids();
        let mut frameworks = Frameworks::new();
        for id in self.catalog.frameworks().keys() {
            // A framework with faults is told by `check`; the assessments of the others go on.
            let Ok(Some(framework)) = usable_framework(&self.catalog, id).map(|l| l.value) else { continue };
            let capabilities = framework.capabilities().map(|c| c.id.clone()).collect();
            frameworks.push((id.clone(), framework, capabilities));
        }
        each(&ids, |id| self.progress_of(id, &frameworks))
    }

    fn progress_of(&self, id: &AssessmentId, frameworks: &Frameworks) -> Progress {
        let (assessment, mut problems) = match self.workspace.assessment(id) {
            Ok(assessment) => (Some(assessment), Vec::new()),
            Err(problems) => (None, problems),
        };
        let mut progress = Progress {
            id: id.clone(),
            tally: Tally::default(),
            flagged: 0,
            levels_set: 0,
            targets_set: 0,
            capabilities: 0,
            assessment: None,
            problems: Vec::new(),
        };
        for pin in assessment.iter().flat_map(|a| &a.frameworks) {
            let Some((_, framework, capabilities)) = frameworks.iter().find(|(id, ..)| *id == pin.id) else {
                continue;
            };
            let (sheets, found) = summaries::sheets(&self.workspace, id, &pin.id, capabilities);
            problems.extend(found);
            let overview = Overview::of(framework, &sheets);
            progress.tally.merge(&overview.tally());
            for c in overview.capabilities() {
                progress.flagged += c.flagged;
                progress.levels_set += usize::from(c.level.is_some());
                progress.targets_set += usize::from(c.target.is_some());
                progress.capabilities += 1;
            }
        }
        Progress { assessment, problems, ..progress }
    }
}
