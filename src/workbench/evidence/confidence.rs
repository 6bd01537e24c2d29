//! What the evidence of an answer is worth, as the scores weigh it.

use std::collections::BTreeMap;

use crate::model::answer::{Answer, Confidence, EvidenceLink};
use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::evidence::{Detail, Evidence, EvidenceKind};
use crate::model::id::EvidenceId;
use crate::score::confidence::{Rest, Weight, Why, confidence};
use crate::workbench::evidence::trace::{Standing, Standings};

/// The year of a date, which it begins with.
fn year(date: &Date) -> Option<u16> {
    date.as_str().get(..4)?.parse().ok()
}

fn weight(item: &Evidence) -> Weight {
    match (&item.detail, item.kind) {
        (Detail::Passage(anchor), _) => match anchor.status {
            Some(LawStatus::InForce) | None => Weight::Law,
            Some(_) => Weight::Official,
        },
        (Detail::Absence(absence), _) if absence.is_incomplete() => Weight::Told,
        (_, EvidenceKind::Interview | EvidenceKind::Link) => Weight::Told,
        _ => Weight::Official,
    }
}

fn rest(link: &EvidenceLink, item: &Evidence, standings: &Standings, now: Option<&Date>) -> Rest {
    let years =
        item.date.as_ref().and_then(year).zip(now.and_then(year)).map(|(then, now)| now.saturating_sub(then));
    Rest {
        weight: weight(item),
        stance: link.stance,
        suspect: standings.get(&item.id).is_some_and(Standing::is_suspect),
        years,
    }
}

/// The confidence that the evidence of an answer gives, and why. `now` is the day of the assessment.
pub(crate) fn of_answer(
    answer: &Answer,
    items: &BTreeMap<EvidenceId, Evidence>,
    standings: &Standings,
    now: Option<&Date>,
) -> (Option<Confidence>, Vec<Why>) {
    let rests: Vec<Rest> = answer
        .evidence
        .iter()
        .filter_map(|link| Some(rest(link, items.get(&link.evidence)?, standings, now)))
        .collect();
    confidence(&rests)
}
