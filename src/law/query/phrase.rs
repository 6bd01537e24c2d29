//! What stands between quotes, and the `~10` after them.

use crate::law::query::ast::Place;
use crate::law::query::error::{QueryFault, QueryFaultKind};
use crate::law::query::token::{Letter, is_quote, place_of, text_of};
use crate::law::query::value::{LONGEST, number};

/// The words of a phrase before its field is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhraseText {
    pub(crate) words: Vec<String>,
    pub(crate) prefix_last: bool,
    pub(crate) slop: Option<u32>,
}

fn is_end(letter: Letter) -> bool {
    !letter.literal && is_quote(letter.c)
}

/// How many letters belong to the phrase that begins here, with what is joined to its closing quote.
pub(crate) fn end_of_phrase(rest: &[Letter]) -> Result<usize, QueryFault> {
    let inside = rest.get(1..).unwrap_or_default();
    let Some(close) = inside.iter().position(|letter| is_end(*letter)) else {
        let open = rest.first().map(|letter| letter.place).unwrap_or_default();
        return Err(QueryFault::new(open, QueryFaultKind::UnclosedQuote));
    };
    let after = inside.get(close + 1..).unwrap_or_default();
    let joined = match after.first() {
        Some(next) if next.is('*') || next.is('!') => {
            return Err(QueryFault::new(next.place, QueryFaultKind::WildcardAfterPhrase));
        }
        Some(next) if next.is('~') => 1 + after.iter().skip(1).take_while(|l| is_of_number(**l)).count(),
        _ => 0,
    };
    Ok(close + 2 + joined)
}

/// Whatever could have been meant as a distance is read as one, so that a wrong one is refused.
fn is_of_number(letter: Letter) -> bool {
    !letter.literal && (letter.c.is_alphanumeric() || matches!(letter.c, '.' | '-' | '~' | '*'))
}

/// Reads a phrase with its quotes and its distance.
pub(crate) fn read_phrase(own: &[Letter]) -> Result<PhraseText, QueryFault> {
    let inside = own.get(1..).unwrap_or_default();
    let close = inside.iter().position(|letter| is_end(*letter)).unwrap_or(inside.len());
    let (inside, after) = inside.split_at_checked(close).unwrap_or((inside, &[]));
    let (words, prefix_last) = words(inside)?;
    if words.is_empty() {
        let quotes = place_of(own.get(..close + 2).unwrap_or(own));
        return Err(QueryFault::new(quotes, QueryFaultKind::EmptyPhrase));
    }
    let slop = match after.split_first() {
        Some((_, tilde)) if !tilde.is_empty() => Some(slop(tilde, &words)?),
        _ => None,
    };
    Ok(PhraseText { words, prefix_last, slop })
}

/// The words that have a letter or a digit, and whether the last ends in a wildcard.
fn words(inside: &[Letter]) -> Result<(Vec<String>, bool), QueryFault> {
    let mut words = Vec::new();
    let mut star: Option<Place> = None;
    for word in inside.split(|letter| letter.c.is_whitespace() && !letter.literal) {
        let stem = match word.split_last() {
            Some((last, stem)) if last.is('*') => stem,
            _ => word,
        };
        if let Some(inner) = stem.iter().find(|letter| letter.is('*')) {
            return Err(QueryFault::new(inner.place, QueryFaultKind::WildcardInPhrase));
        }
        let has_word = stem.iter().any(|letter| letter.c.is_alphanumeric());
        if (has_word || stem.len() < word.len())
            && let Some(star) = star
        {
            return Err(QueryFault::new(star, QueryFaultKind::WildcardInPhrase));
        }
        if stem.len() < word.len() {
            star = word.last().map(|letter| letter.place);
            if !has_word {
                return Err(QueryFault::new(star.unwrap_or_default(), QueryFaultKind::WildcardAlone));
            }
        }
        if has_word {
            words.push(text_of(stem));
        }
    }
    Ok((words, star.is_some()))
}

/// The distance after the quotes; the first letter is the `~`.
fn slop(tilde: &[Letter], words: &[String]) -> Result<u32, QueryFault> {
    let place = place_of(tilde);
    let fault = |kind| Err(QueryFault::new(place, kind));
    if let [word] = words {
        return fault(QueryFaultKind::PhraseOfOne { word: word.clone() });
    }
    let given = text_of(tilde.get(1..).unwrap_or_default());
    let least = u32::try_from(words.len().saturating_sub(1)).unwrap_or(u32::MAX);
    match number(&given).filter(|distance| (0..=LONGEST).contains(distance)) {
        Some(distance) if distance >= least => Ok(distance),
        Some(distance) => fault(QueryFaultKind::PhraseTooNarrow { distance, least }),
        None => fault(QueryFaultKind::PhraseDistance { given }),
    }
}
