//! The newest assessment of every country, for those who lead several programmes.

use std::collections::BTreeMap;

use crate::model::assessment::Assessment;
use crate::model::date::Date;
use crate::model::framework::Framework;
use crate::model::id::{AssessmentId, FrameworkId, Iso3, RoundId};
use crate::model::problem::Problem;
use crate::score::overview::Overview;
use crate::score::portfolio::Levels;
use crate::score::share::Tally;
use crate::store::summaries;
use crate::workbench::error::WorkbenchError;
use crate::workbench::open::{Workbench, usable_framework};

/// One country in its newest round.
#[derive(Debug, Clone)]
pub(crate) struct CountryRow {
    pub(crate) id: AssessmentId,
    pub(crate) name: String,
    pub(crate) status: crate::model::answer::Status,
    pub(crate) tally: Tally,
    pub(crate) evidenced: usize,
    pub(crate) levels_set: usize,
    pub(crate) targets_set: usize,
    pub(crate) capabilities: usize,
}

/// All countries, by name, and how their levels are spread.
#[derive(Debug)]
pub(crate) struct Portfolio {
    pub(crate) framework: Framework,
    pub(crate) rows: Vec<CountryRow>,
    pub(crate) levels: Vec<Levels>,
    pub(crate) problems: Vec<Problem>,
}

impl Workbench {
    /// The newest assessment of each country that answers a framework, or the one of a round.
    ///
    /// # Errors
    /// A framework that is not there.
    pub(crate) fn portfolio(
        &self,
        framework: &FrameworkId,
        round: Option<&RoundId>,
    ) -> Result<Portfolio, WorkbenchError> {
        let loaded = usable_framework(&self.catalog, framework)?;
        let Some(framework) = loaded.value else {
            let what = format!("the framework `{framework}`");
            return Err(WorkbenchError::Damaged { what, problems: loaded.problems });
        };
        let (ids, mut problems) = self.workspace.assessment_ids();
        let mut newest: BTreeMap<Iso3, Assessment> = BTreeMap::new();
        for id in ids.iter().filter(|id| round.is_none_or(|r| id.round == *r)) {
            let assessment = match self.workspace.assessment(id) {
                Ok(assessment) => assessment,
                Err(found) => {
                    problems.extend(found);
                    continue;
                }
            };
            if !assessment.frameworks.iter().any(|p| p.id == framework.id) {
                continue;
            }
            let before = newest.get(&id.country);
            if before.is_none_or(|b| moment(b) <= moment(&assessment)) {
                newest.insert(id.country.clone(), assessment);
            }
        }
        let capabilities: Vec<_> = framework.capabilities().map(|c| c.id.clone()).collect();
        let (mut rows, mut levels) = (Vec::new(), Vec::new());
        for (country, assessment) in newest {
            let (sheets, found) =
                summaries::sheets(&self.workspace, &assessment.id, &framework.id, &capabilities);
            problems.extend(found);
            let overview = Overview::of(&framework, &sheets);
            let profile = self.catalog.country(&country, None).and_then(|l| l.value);
            let name = profile
                .map_or_else(|| country.as_str().to_uppercase(), |c| c.name.get(self.language()).to_owned());
            let count = |wanted: fn(&crate::score::capability::CapabilityScore<'_>) -> bool| {
                overview.capabilities().filter(|c| wanted(c)).count()
            };
            rows.push(CountryRow {
                name,
                status: assessment.status,
                tally: overview.tally(),
                evidenced: overview.capabilities().map(|c| c.evidenced).sum(),
                levels_set: count(|c| c.level.is_some()),
                targets_set: count(|c| c.target.is_some()),
                capabilities: capabilities.len(),
                id: assessment.id,
            });
            let set = overview.capabilities().filter_map(|c| Some((c.capability.id.clone(), c.level?.value)));
            levels.push(set.collect());
        }
        rows.sort_by_cached_key(|r| (r.name.to_lowercase(), r.id.clone()));
        Ok(Portfolio { framework, rows, levels, problems })
    }
}

/// By which of two rounds the newer is known: when it ended, or else began.
fn moment(a: &Assessment) -> Option<Date> {
    a.ended.as_ref().or(a.started.as_ref()).map(Date::last_day)
}
