//! What the signs at a word mean: `exploit*`, `exploit!`, `grooming~1`.

use crate::law::query::ast::{Form, Place};
use crate::law::query::error::{QueryFault, QueryFaultKind};
use crate::law::query::token::{Letter, place_of, text_of};

/// The text of a word and its form.
pub(crate) fn read_word(own: &[Letter]) -> Result<(String, Form), QueryFault> {
    let fault = |place: Place, kind| Err(QueryFault::new(place, kind));
    if let [first, rest @ ..] = own
        && first.is('!')
        && has_word(rest)
    {
        let write = format!("`-{}`", text_of(rest));
        let kind = QueryFaultKind::Foreign { given: text_of(own), means: "exclusion", write };
        return fault(place_of(own), kind);
    }
    let (stem, form) = match own.iter().position(|letter| letter.is('~')) {
        Some(tilde) => fuzzy(own, tilde)?,
        None => match own.split_last() {
            Some((last, stem)) if last.is('*') => (stem, Form::Prefix),
            Some((last, stem)) if last.is('!') && stem.last().is_some_and(|l| l.c.is_alphanumeric()) => {
                (stem, Form::Prefix)
            }
            _ => (own, Form::Exact),
        },
    };
    for (at, letter) in stem.iter().enumerate() {
        // A question mark at the end of a word is one.
        let inner =
            letter.is('*') || (letter.is('?') && stem.get(at + 1).is_some_and(|l| l.c.is_alphanumeric()));
        if inner && has_word(stem) {
            let before = text_of(stem.get(..at).unwrap_or_default());
            let before = if before.chars().any(char::is_alphanumeric) { before } else { String::new() };
            return fault(letter.place, QueryFaultKind::InnerWildcard { mark: letter.c, before });
        }
    }
    if !has_word(stem) {
        let wild = own.iter().any(|letter| letter.is('*'));
        let kind =
            if wild { QueryFaultKind::WildcardAlone } else { QueryFaultKind::NoWord { given: text_of(own) } };
        return fault(place_of(own), kind);
    }
    if let Some(weighted) = weighted(stem) {
        let write = format!("`{weighted}`: all words weigh the same");
        let kind = QueryFaultKind::Foreign { given: text_of(own), means: "word with a weight", write };
        return fault(place_of(own), kind);
    }
    Ok((text_of(stem), form))
}

fn has_word(letters: &[Letter]) -> bool {
    letters.iter().any(|letter| letter.c.is_alphanumeric())
}

/// A word with a `~` at this index.
fn fuzzy(own: &[Letter], tilde: usize) -> Result<(&[Letter], Form), QueryFault> {
    let (stem, after) = own.split_at_checked(tilde).unwrap_or((own, &[]));
    if !has_word(stem) {
        let place = after.first().map(|letter| letter.place).unwrap_or_default();
        return Err(QueryFault::new(place, QueryFaultKind::LoneMark { mark: '~' }));
    }
    let given = text_of(after.get(1..).unwrap_or_default());
    let letters = match given.as_str() {
        "" | "1" | "١" | "۱" => 1,
        "2" | "٢" | "۲" => 2,
        _ => {
            let kind = QueryFaultKind::Fuzziness { word: text_of(stem), given };
            return Err(QueryFault::new(place_of(after), kind));
        }
    };
    Ok((stem, Form::Fuzzy(letters)))
}

/// The word of `child^2`, a weight in other systems.
fn weighted(stem: &[Letter]) -> Option<String> {
    let at = stem.iter().position(|letter| letter.is('^'))?;
    let weight = stem.get(at + 1..)?;
    let is_weight = !weight.is_empty() && weight.iter().all(|l| l.c.is_ascii_digit() || l.c == '.');
    is_weight.then(|| text_of(stem.get(..at).unwrap_or_default()))
}
