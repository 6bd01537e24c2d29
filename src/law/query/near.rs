//! Operators of nearness, as reviewers know them from law databases: `w/10`, `pre/5`, `/s`, `/p`.

use crate::law::query::error::{QueryFault, QueryFaultKind};
use crate::law::query::token::{Letter, place_of, text_of};
use crate::law::query::value::{LONGEST, PARAGRAPH, SENTENCE, number};

/// How near, and whether in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Distance {
    pub(crate) words: u32,
    pub(crate) ordered: bool,
}

/// The ways to write it, the longest first, and whether each keeps the order.
const WAYS: [(&str, bool); 5] =
    [("pre/", true), ("near/", false), ("within/", false), ("w/", false), ("/", false)];

/// The operator of nearness that these letters are, where they begin as one.
///
/// A sentence and a paragraph are distances here: an index of provisions keeps no ends of sentences, and
/// statutes number their sentences apart.
pub(crate) fn distance(letters: &[Letter]) -> Result<Option<Distance>, QueryFault> {
    let given = text_of(letters);
    let lower = given.to_lowercase();
    let plus = match lower.as_str() {
        "+s" => Some(SENTENCE),
        "+p" => Some(PARAGRAPH),
        _ => None,
    };
    if let Some(words) = plus {
        return Ok(Some(Distance { words, ordered: true }));
    }
    let way = WAYS.iter().find_map(|(way, ordered)| Some((lower.strip_prefix(way)?, *ordered)));
    let Some((rest, ordered)) = way else {
        return Ok(None);
    };
    let words = match rest {
        "s" => Some(SENTENCE),
        "p" => Some(PARAGRAPH),
        digits => number(digits).filter(|words| (1..=LONGEST).contains(words)),
    };
    match words {
        Some(words) => Ok(Some(Distance { words, ordered })),
        None => Err(QueryFault::new(place_of(letters), QueryFaultKind::Distance { given, ordered })),
    }
}
