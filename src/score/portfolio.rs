//! Several countries side by side: how many stand at which level. No ranks, no sums over domains.

use std::collections::BTreeMap;

use crate::model::framework::{Capability, Framework};
use crate::model::id::CapabilityId;

/// The fewest countries of which a count is shown: in a smaller group it would tell of one country.
pub(crate) const SMALLEST_GROUP: usize = 5;

/// The levels of one country. Which country it is does not matter for a count.
pub(crate) type Levels = BTreeMap<CapabilityId, u8>;

/// How many countries stand at each level of a capability.
#[derive(Debug, Clone)]
pub(crate) struct LevelCounts<'a> {
    pub(crate) capability: &'a Capability,
    /// Countries that have a level.
    pub(crate) countries: usize,
    /// By level, every level of the scale; `None` when fewer than [`SMALLEST_GROUP`] countries have one.
    pub(crate) counts: Option<BTreeMap<u8, usize>>,
}

/// Counts the countries per level, capability by capability in the framework's order.
pub(crate) fn counts<'a>(framework: &'a Framework, countries: &[Levels]) -> Vec<LevelCounts<'a>> {
    framework
        .capabilities()
        .map(|capability| {
            let levels: Vec<u8> = countries.iter().filter_map(|c| c.get(&capability.id).copied()).collect();
            let count = |level: u8| levels.iter().filter(|l| **l == level).count();
            let counts = || framework.scale.iter().map(|l| (l.value, count(l.value))).collect();
            LevelCounts {
                capability,
                countries: levels.len(),
                counts: (levels.len() >= SMALLEST_GROUP).then(counts),
            }
        })
        .collect()
}
