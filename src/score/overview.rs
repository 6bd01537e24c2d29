//! A whole framework, capability by capability. There is no figure for a domain or a country.

use crate::model::assessment::Sheets;
use crate::model::framework::{Domain, Framework};
use crate::score::capability::CapabilityScore;
use crate::score::share::Tally;

/// The figures of all capabilities of a framework, in its order.
#[derive(Debug, Clone)]
pub(crate) struct Overview<'a> {
    pub(crate) framework: &'a Framework,
    pub(crate) domains: Vec<(&'a Domain, Vec<CapabilityScore<'a>>)>,
}

/// The level set, 0 where none is; only to put capabilities in order.
fn level(score: &CapabilityScore<'_>) -> u8 {
    score.level.map_or(0, |l| l.value)
}

/// The lower bound of the share, 0 where there is none; only to put capabilities in order.
fn low(score: &CapabilityScore<'_>) -> f64 {
    score.all.share().map_or(0.0, |s| s.low)
}

impl<'a> Overview<'a> {
    pub(crate) fn of(framework: &'a Framework, sheets: &'a Sheets) -> Self {
        let score = |domain: &'a Domain| {
            domain.capabilities.iter().map(|c| CapabilityScore::of(framework, sheets, c)).collect()
        };
        Self { framework, domains: framework.domains.iter().map(|d| (d, score(d))).collect() }
    }

    pub(crate) fn capabilities(&self) -> impl Iterator<Item = &CapabilityScore<'a>> {
        self.domains.iter().flat_map(|(_, scores)| scores)
    }

    /// How many questions stand in each state. Progress, not a score.
    pub(crate) fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.capabilities().for_each(|c| tally.merge(&c.tally));
        tally
    }

    /// Capabilities that fall short of their target: the widest gap first, then the lowest level, then
    /// the lowest share, then in the framework's order.
    pub(crate) fn gaps(&self) -> Vec<&CapabilityScore<'a>> {
        let mut gaps: Vec<_> = self.capabilities().filter(|c| c.gap().is_some_and(|g| g > 0)).collect();
        gaps.sort_by(|a, b| {
            b.gap().cmp(&a.gap()).then(level(a).cmp(&level(b))).then(low(a).total_cmp(&low(b)))
        });
        gaps
    }

    /// Capabilities on the upper half of the scale, the highest level first, then the higher lower bound.
    pub(crate) fn strengths(&self) -> Vec<&CapabilityScore<'a>> {
        let top = self.framework.scale.iter().map(|l| l.value).max().unwrap_or(0);
        let mut strengths: Vec<_> = self.capabilities().filter(|c| level(c) * 2 > top).collect();
        strengths.sort_by(|a, b| level(b).cmp(&level(a)).then(low(b).total_cmp(&low(a))));
        strengths
    }
}
