//! Everything computed for one capability.

use std::collections::BTreeSet;

use crate::model::assessment::{SetLevel, Sheets, Target};
use crate::model::framework::{Capability, Framework};
use crate::model::id::EvidenceId;
use crate::score::level::{Suggestion, suggest};
use crate::score::share::{Sum, Tally};
use crate::score::weigh::{Weighed, weigh};

/// The figures of one capability, with what they were made from.
#[derive(Debug, Clone)]
pub(crate) struct CapabilityScore<'a> {
    pub(crate) capability: &'a Capability,
    pub(crate) weighed: Vec<Weighed<'a>>,
    pub(crate) tally: Tally,
    pub(crate) all: Sum,
    /// Over the legal questions.
    pub(crate) law: Sum,
    /// Over all other questions.
    pub(crate) practice: Sum,
    pub(crate) suggestion: Option<Suggestion>,
    pub(crate) level: Option<&'a SetLevel>,
    pub(crate) target: Option<&'a Target>,
    /// Answers with at least one evidence item.
    pub(crate) evidenced: usize,
    pub(crate) flagged: usize,
}

impl<'a> CapabilityScore<'a> {
    pub(crate) fn of(framework: &'a Framework, sheets: &'a Sheets, capability: &'a Capability) -> Self {
        let weighed = weigh(framework, sheets, capability);
        let all = Sum::of(&weighed);
        let sheet = sheets.get(&capability.id);
        let answers = || weighed.iter().filter_map(|w| w.answer);
        Self {
            capability,
            tally: Tally::of(&weighed),
            all,
            law: Sum::of(weighed.iter().filter(|w| w.question.kind.is_law())),
            practice: Sum::of(weighed.iter().filter(|w| !w.question.kind.is_law())),
            suggestion: suggest(framework, &weighed, &all),
            level: sheet.and_then(|s| s.level.as_ref()),
            target: sheet.and_then(|s| s.target.as_ref()),
            evidenced: answers().filter(|a| a.value.is_some() && !a.evidence.is_empty()).count(),
            flagged: answers().filter(|a| a.flag.is_some()).count(),
            weighed,
        }
    }

    /// How far the level set is below the target; `None` until both are set. Being above the
    /// target is no gap and makes up for none elsewhere.
    pub(crate) fn gap(&self) -> Option<u8> {
        Some(self.target?.value.saturating_sub(self.level?.value))
    }

    /// Whether the level set differs from the one suggested.
    pub(crate) fn departs(&self) -> bool {
        matches!((self.level, &self.suggestion), (Some(set), Some(suggested)) if set.value != suggested.level)
    }

    /// How many answers rest on at least one of some evidence items.
    pub(crate) fn resting_on(&self, items: &BTreeSet<EvidenceId>) -> usize {
        self.weighed.iter().filter(|w| w.rests_on(items)).count()
    }

    /// Questions that somebody still has to find out about, in order.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Weighed<'a>> {
        self.weighed.iter().filter(|w| w.state.is_open())
    }
}
