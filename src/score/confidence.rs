//! How far the evidence of an answer carries it. It stands beside what the assessor says and changes no level.

use crate::model::answer::{Confidence, Stance};

/// What an item is worth by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// What somebody said, a page on the web, a search that was not complete.
    Told,
    /// A policy, a plan, a report, a figure with its source, a law that is not in force, a complete search.
    Official,
    /// Words of a law in force.
    Law,
}

/// One item as an answer rests on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rest {
    pub(crate) weight: Weight,
    pub(crate) stance: Stance,
    /// Its words have changed since they were read, and nobody has looked.
    pub(crate) suspect: bool,
    /// Whole years between the evidence and the assessment, where both have a date. Words of a law in force do not age.
    pub(crate) years: Option<u16>,
}

/// From this many years on a document or a figure speaks of another time.
const OLD: u16 = 5;

/// Why the figure is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    NoEvidence,
    LawInForce,
    Official,
    OnlyTold,
    Suspect,
    Old,
    Contradicted,
}

/// The confidence that evidence gives, and why; `None` where there is no evidence.
///
/// The best item that bears the answer counts: a law in force gives high, an official source medium, anything else
/// low. One step less where all such items are suspect or old, and one less where other evidence contradicts.
pub(crate) fn confidence(rests: &[Rest]) -> (Option<Confidence>, Vec<Why>) {
    let bears = |r: &&Rest| r.stance != Stance::Contradicts;
    let Some(best) = rests.iter().filter(bears).map(|r| r.weight).max() else {
        return (None, vec![Why::NoEvidence]);
    };
    let mut why = vec![match best {
        Weight::Law => Why::LawInForce,
        Weight::Official => Why::Official,
        Weight::Told => Why::OnlyTold,
    }];
    let mut steps = match best {
        Weight::Law => 2_u8,
        Weight::Official => 1,
        Weight::Told => 0,
    };
    let mut take = |holds: bool, reason: Why| {
        if holds {
            steps = steps.saturating_sub(1);
            why.push(reason);
        }
    };
    let best_ones = || rests.iter().filter(bears).filter(|r| r.weight == best);
    take(best_ones().all(|r| r.suspect), Why::Suspect);
    let is_old = |r: &Rest| r.weight != Weight::Law && r.years.is_some_and(|y| y >= OLD);
    take(best_ones().all(is_old), Why::Old);
    take(rests.iter().any(|r| r.stance == Stance::Contradicts), Why::Contradicted);
    let confidence = match steps {
        0 => Confidence::Low,
        1 => Confidence::Medium,
        _ => Confidence::High,
    };
    (Some(confidence), why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(weight: Weight) -> Rest {
        Rest { weight, stance: Stance::Supports, suspect: false, years: None }
    }

    #[test]
    fn the_best_evidence_counts_and_doubt_takes_a_step() {
        let law = rest(Weight::Law);
        let official = rest(Weight::Official);
        let told = rest(Weight::Told);
        let against = Rest { stance: Stance::Contradicts, ..told };
        let (high, medium, low) = (Some(Confidence::High), Some(Confidence::Medium), Some(Confidence::Low));
        for (rests, expected) in [
            (vec![], None),
            (vec![against], None),
            (vec![law], high),
            (vec![told], low),
            (vec![told, official], medium),
            (vec![law, against], medium),
            (vec![Rest { suspect: true, ..law }], medium),
            (vec![Rest { suspect: true, ..law }, law], high),
            (vec![Rest { suspect: true, ..law }, against], low),
            (vec![Rest { years: Some(30), ..law }], high),
            (vec![Rest { years: Some(OLD), ..official }], low),
            (vec![Rest { years: Some(OLD - 1), ..official }], medium),
            (vec![Rest { years: Some(9), ..told }, against], low),
        ] {
            assert_eq!(confidence(&rests).0, expected, "{rests:?}");
        }
    }

    #[test]
    fn every_step_is_explained() {
        let rests = [
            Rest { suspect: true, ..rest(Weight::Law) },
            Rest { stance: Stance::Contradicts, ..rest(Weight::Told) },
        ];
        assert_eq!(confidence(&rests).1, [Why::LawInForce, Why::Suspect, Why::Contradicted]);
        assert_eq!(confidence(&[]).1, [Why::NoEvidence]);
    }
}
