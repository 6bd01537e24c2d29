//! A share as an interval, and how many questions stand in which state.

use crate::score::weigh::{State, Weighed};

/// A share between 0 and 1: at least `low`, at most `high`, depending on what is still to be found out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Share {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// A share with its parts, so that the arithmetic can be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sum {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The sum of the weights of the questions that count.
    pub(crate) weight: u32,
    /// How many questions count.
    pub(crate) applicable: usize,
    /// How many of them have a finding.
    pub(crate) assessed: usize,
}

impl Sum {
    /// Adds up what the questions contribute.
    pub(crate) fn of<'a>(weighed: impl IntoIterator<Item = &'a Weighed<'a>>) -> Self {
        let mut sum = Self { low: 0.0, high: 0.0, weight: 0, applicable: 0, assessed: 0 };
        for w in weighed {
            let Some(bounds) = w.bounds else { continue };
            let weight = f64::from(w.question.weight);
            sum.low += weight * bounds.low;
            sum.high += weight * bounds.high;
            sum.weight += u32::from(w.question.weight);
            sum.applicable += 1;
            sum.assessed += usize::from(!w.state.is_open());
        }
        sum
    }

    /// The share; `None` when no question counts, since a share of nothing is no number.
    pub(crate) fn share(&self) -> Option<Share> {
        (self.weight > 0).then(|| {
            let weight = f64::from(self.weight);
            Share { low: self.low / weight, high: self.high / weight }
        })
    }

    /// The part of the questions that count which has a finding; `None` when none count.
    pub(crate) fn coverage(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "question counts are far below 2^52")]
        (self.applicable > 0).then(|| self.assessed as f64 / self.applicable as f64)
    }
}

/// How many questions stand in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) met: usize,
    pub(crate) partly: usize,
    pub(crate) not_met: usize,
    pub(crate) not_applicable: usize,
    pub(crate) unknown: usize,
    pub(crate) not_assessed: usize,
    pub(crate) not_relevant: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, state: State) {
        *self.slot(state) += 1;
    }

    fn slot(&mut self, state: State) -> &mut usize {
        match state {
            State::Met => &mut self.met,
            State::Partly => &mut self.partly,
            State::NotMet => &mut self.not_met,
            State::NotApplicable => &mut self.not_applicable,
            State::Unknown => &mut self.unknown,
            State::NotAssessed => &mut self.not_assessed,
            State::NotRelevant => &mut self.not_relevant,
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for state in State::ALL {
            let mut other = *other;
            *self.slot(state) += *other.slot(state);
        }
    }

    pub(crate) fn of<'a>(weighed: impl IntoIterator<Item = &'a Weighed<'a>>) -> Self {
        let mut tally = Self::default();
        weighed.into_iter().for_each(|w| tally.add(w.state));
        tally
    }

    /// All questions.
    pub(crate) fn total(&self) -> usize {
        self.answered() + self.not_assessed + self.not_relevant
    }

    /// Questions that a person answered, whatever the answer.
    pub(crate) fn answered(&self) -> usize {
        self.met + self.partly + self.not_met + self.not_applicable + self.unknown
    }
}
