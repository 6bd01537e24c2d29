//! The level that the answers suggest. The one that counts is the assessor's.

use crate::model::framework::Framework;
use crate::model::id::QuestionId;
use crate::score::share::Sum;
use crate::score::weigh::{State, Weighed};

/// What the answers suggest, and why not more.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Suggestion {
    /// From the lower bound of the share and the essential questions.
    pub(crate) level: u8,
    /// The level that the thresholds alone would give.
    pub(crate) by_share: u8,
    /// The level if everything still open turned out to be met.
    pub(crate) at_best: u8,
    /// Essential questions that hold the level below `by_share`, with the level that demands them.
    pub(crate) held_back_by: Vec<(u8, QuestionId)>,
    /// Too few questions were assessed for the suggestion to be more than a hint.
    pub(crate) low_coverage: bool,
}

/// Suggests a level; `None` when no question counts or none has a finding yet.
pub(crate) fn suggest(framework: &Framework, weighed: &[Weighed<'_>], sum: &Sum) -> Option<Suggestion> {
    let share = sum.share()?;
    if sum.assessed == 0 {
        return None;
    }
    let low_state = |q: &QuestionId| satisfied(weighed, q, false);
    let high_state = |q: &QuestionId| satisfied(weighed, q, true);
    let by_share = reached(framework, share.low, |_| true);
    let level = reached(framework, share.low, low_state);
    let at_best = reached(framework, share.high, high_state);
    let held_back_by = essentials_up_to(framework, by_share)
        .filter(|(_, q)| !low_state(q) && weighed.iter().any(|w| w.question.id == **q))
        .map(|(level, q)| (level, q.clone()))
        .collect();
    let low_coverage = sum.coverage().is_some_and(|c| c < framework.scoring.min_coverage);
    Some(Suggestion { level, by_share, at_best, held_back_by, low_coverage })
}

fn essentials_up_to(framework: &Framework, level: u8) -> impl Iterator<Item = (u8, &QuestionId)> {
    framework.scoring.essential.range(..=level).flat_map(|(level, ids)| ids.iter().map(|q| (*level, q)))
}

/// Whether an essential question is no obstacle. One that does not apply, or that belongs to
/// another capability, is none; one that is open is none only at best.
fn satisfied(weighed: &[Weighed<'_>], question: &QuestionId, at_best: bool) -> bool {
    weighed.iter().find(|w| w.question.id == *question).is_none_or(|w| match w.state {
        State::Met | State::NotApplicable => true,
        State::Unknown | State::NotAssessed => at_best,
        State::Partly | State::NotMet | State::NotRelevant => false,
    })
}

/// The highest level whose threshold and essential questions, and those of all below it, are reached.
fn reached(framework: &Framework, share: f64, essential: impl Fn(&QuestionId) -> bool) -> u8 {
    // A share that equals the threshold in exact arithmetic must not fail on the last bit.
    const SLACK: f64 = 1e-9;
    let mut levels = framework.scale.iter().map(|l| l.value);
    let first = levels.next().unwrap_or(1);
    levels
        .take_while(|level| {
            let enough = framework.scoring.thresholds.get(level).is_none_or(|t| share + SLACK >= *t);
            let met = framework.scoring.essential.get(level).is_none_or(|ids| ids.iter().all(&essential));
            enough && met
        })
        .last()
        .unwrap_or(first)
}
