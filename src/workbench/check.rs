//! Every fault of the workspace and of the data it uses.

use std::path::Path;

use crate::catalog::Catalog;
use crate::catalog::check_crosswalk::{self, Asked};
use crate::model::problem::Problem;
use crate::workbench::check_searches;
use crate::workbench::open::{Workbench, catalog_at, named};

/// Faults of the frameworks and profiles alone: the shipped ones, and those of a workspace at `start`.
pub(crate) fn data(start: &Path) -> Vec<Problem> {
    sorted(catalog_problems(&catalog_at(start)))
}

fn catalog_problems(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = catalog.own_strays();
    problems.extend(catalog.treaty_problems());
    problems.extend(catalog.terminology().problems);
    let mut asked = Asked::new();
    for id in catalog.frameworks().into_keys() {
        let Some(loaded) = catalog.framework(&id) else { continue };
        asked.insert(id, check_crosswalk::asked(loaded.value.as_ref()));
        problems.extend(loaded.problems);
    }
    problems.extend(check_searches::searches(catalog));
    problems.extend(catalog.crosswalk(Some(&asked)).problems);
    let named = named(catalog);
    for id in catalog.countries().keys() {
        problems.extend(catalog.country(id, Some(&named)).map(|l| l.problems).unwrap_or_default());
    }
    problems
}

fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| a.order().cmp(&b.order()));
    problems.dedup();
    problems
}

impl Workbench {
    /// All faults, sorted by place.
    pub(crate) fn check(&self) -> Vec<Problem> {
        let mut problems = catalog_problems(&self.catalog);
        let (ids, found) = self.workspace.assessment_ids();
        problems.extend(found);
        for id in &ids {
            problems.extend(self.check_assessment(id));
        }
        problems.extend(self.check_templates());
        problems.extend(self.check_laws());
        sorted(problems)
    }
}
