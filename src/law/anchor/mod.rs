//! Quoted words of a law: how they are marked so that they are found again, and what became of them.
//!
//! Words are looked for by the provision's id, then by its words under another number, then by the quotation with
//! what stood around it, then by likeness. `Same` is said of a provision that is word for word what was read, and
//! of nothing else.

use std::collections::BTreeSet;

use crate::law::import::fingerprint;
use crate::law::normalise::normalised;
use crate::law::words::words;
use crate::model::country::LawStatus;
use crate::model::evidence::{Anchor, Quote, Trace};
use crate::model::law::{Law, LawText, Provision, Span, Standing};

mod likeness;

/// Words before and behind a quotation that are kept with it.
const AROUND: usize = 12;
/// Words of a quotation that names its place by itself; a shorter one needs its surroundings.
const TELLING: usize = 8;

/// A stretch of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Kept(String),
    Removed(String),
    Added(String),
}

/// What became of quoted words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Traced {
    pub(crate) trace: Trace,
    /// The provision in which they stand now, by its place in the text.
    pub(crate) provision: Option<usize>,
    /// Where they stand in the text.
    pub(crate) span: Option<Span>,
    /// How much of the quotation is there, between 0 and 1.
    pub(crate) likeness: f64,
    /// Word by word, where the quotation itself changed.
    pub(crate) difference: Vec<Piece>,
}

impl Traced {
    /// Whether the quoted words stand as they were, whatever happened around them.
    pub(crate) fn is_intact(&self) -> bool {
        self.span.is_some() && self.difference.is_empty()
    }
}

/// A word of a text: where it stands, and what it is compared by.
struct Printed {
    span: Span,
    plain: String,
}

fn printed(text: &str, within: Span) -> Vec<Printed> {
    let stretch = within.of(text);
    words(stretch)
        .map(|span| Printed {
            plain: normalised(span.of(stretch)),
            span: Span { start: within.start + span.start, end: within.start + span.end },
        })
        .filter(|word| !word.plain.is_empty())
        .collect()
}

fn plain(text: &str) -> Vec<String> {
    words(text).map(|span| normalised(span.of(text))).filter(|w| !w.is_empty()).collect()
}

/// The fingerprint of a provision's words without its own number, which stands near their beginning.
fn words_fingerprint(provision: &Provision, words: &[String]) -> String {
    const NEAR: usize = 40;
    let number = plain(provision.number.as_deref().unwrap_or_default());
    let at = if number.is_empty() {
        None
    } else {
        words.windows(number.len()).take(NEAR).position(|window| window == number)
    };
    let kept =
        words.iter().enumerate().filter(|(i, _)| at.is_none_or(|at| *i < at || *i >= at + number.len()));
    fingerprint(&kept.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "))
}

/// Marks words of a provision. `quote` is a stretch of the text; what reaches over the provision is cut off.
pub(crate) fn anchor(law: &Law, text: &LawText, provision: &Provision, quote: Span) -> Anchor {
    let inside = |at: usize| at.clamp(provision.span.start, provision.span.end);
    let quote = Span { start: inside(quote.start), end: inside(quote.end) };
    let words = printed(&text.text, provision.span);
    let before: Vec<&Printed> = words.iter().filter(|w| w.span.end <= quote.start).collect();
    let behind: Vec<&Printed> = words.iter().filter(|w| w.span.start >= quote.end).collect();
    let some = |from: Option<usize>, to: Option<usize>| {
        let around = text.text.get(from?..to?)?.trim();
        (!around.is_empty()).then(|| around.to_owned())
    };
    let prefix = some(before.iter().rev().take(AROUND).next_back().map(|w| w.span.start), Some(quote.start));
    let suffix = some(Some(quote.end), behind.iter().take(AROUND).next_back().map(|w| w.span.end));
    let plain: Vec<String> = words.into_iter().map(|w| w.plain).collect();
    Anchor {
        law: law.id.clone(),
        version: law.version.clone(),
        status: Some(law.status),
        file_sha256: Some(law.file.sha256.clone()),
        provision: provision.eid.clone(),
        derived: provision.derived,
        label: provision.label.clone(),
        path: provision.path.clone(),
        page: provision.page,
        quote: Quote { exact: quote.of(&text.text).trim().to_owned(), prefix, suffix },
        sha256: Some(provision.sha256.clone()),
        words_sha256: Some(words_fingerprint(provision, &plain)),
        confirmed: Vec::new(),
    }
}

/// A provision that may hold the words, with its own words.
struct Candidate<'a> {
    index: usize,
    provision: &'a Provision,
    words: Vec<Printed>,
    /// The provision that was cited.
    here: bool,
}

impl Candidate<'_> {
    fn plain(&self) -> Vec<String> {
        self.words.iter().map(|w| w.plain.clone()).collect()
    }

    /// The stretch from one word to another.
    fn span(&self, first: usize, last: usize) -> Option<Span> {
        Some(Span { start: self.words.get(first)?.span.start, end: self.words.get(last)?.span.end })
    }
}

/// Looks for the words of an anchor in the text that is there now.
///
/// `taken` are provisions, by their place, that hold the words of other anchors unchanged: what is wholly something
/// else is no rewording of this one.
pub(crate) fn trace(anchor: &Anchor, law: &Law, text: &LawText, taken: &BTreeSet<usize>) -> Traced {
    let found = find(anchor, text, taken);
    let repealed = law.status == LawStatus::Repealed && anchor.status != Some(LawStatus::Repealed);
    if repealed { Traced { trace: Trace::Repealed, ..found } } else { found }
}

fn find(anchor: &Anchor, text: &LawText, taken: &BTreeSet<usize>) -> Traced {
    let quote = plain(&anchor.quote.exact);
    let here = |p: &Provision| p.eid == anchor.provision;
    let wanted = |p: &Provision| p.standing == Standing::Current || here(p);
    // The cheap ways first: nearly always nothing has changed.
    let by_hash = |test: &dyn Fn(&Provision) -> bool| {
        text.provisions.iter().position(|p| test(p) && Some(&p.sha256) == anchor.sha256.as_ref())
    };
    if let Some(index) = by_hash(&here) {
        return whole(Trace::Same, index, text, &quote);
    }
    if let Some(index) = by_hash(&wanted) {
        return whole(Trace::Moved, index, text, &quote);
    }
    let candidates: Vec<Candidate<'_>> = text
        .provisions
        .iter()
        .enumerate()
        .filter(|(_, p)| wanted(p))
        .map(|(index, provision)| Candidate {
            index,
            provision,
            words: printed(&text.text, provision.span),
            here: here(provision),
        })
        .collect();
    if let Some(fingerprint) = &anchor.words_sha256
        && let Some(found) =
            candidates.iter().find(|c| !c.here && words_fingerprint(c.provision, &c.plain()) == *fingerprint)
    {
        return whole(Trace::Moved, found.index, text, &quote);
    }
    if let Some((candidate, first)) = word_for_word(anchor, &quote, &candidates) {
        // Of a provision of which only the quotation is known, the quotation is all that can have changed.
        let trace = match (&anchor.sha256, candidate.here) {
            (None, true) => Trace::Same,
            (None, false) => Trace::Moved,
            (Some(_), _) => Trace::Changed,
        };
        return Traced {
            trace,
            provision: Some(candidate.index),
            span: candidate.span(first, first + quote.len() - 1),
            likeness: 1.0,
            difference: Vec::new(),
        };
    }
    let free: Vec<Candidate<'_>> = candidates.into_iter().filter(|c| !taken.contains(&c.index)).collect();
    likeness::alike(anchor, &free, text).unwrap_or(Traced {
        trace: Trace::Gone,
        provision: None,
        span: None,
        likeness: 0.0,
        difference: Vec::new(),
    })
}

/// A provision that is there as a whole.
fn whole(trace: Trace, index: usize, text: &LawText, quote: &[String]) -> Traced {
    let span = text.provisions.get(index).and_then(|provision| {
        let words = printed(&text.text, provision.span);
        let first = words.windows(quote.len().max(1)).position(|w| w.iter().map(|w| &w.plain).eq(quote))?;
        Some(Span { start: words.get(first)?.span.start, end: words.get(first + quote.len() - 1)?.span.end })
    });
    Traced { trace, provision: Some(index), span, likeness: 1.0, difference: Vec::new() }
}

/// Where the quotation stands word for word: best in its own provision, else where most of its surroundings are.
fn word_for_word<'a, 'b>(
    anchor: &Anchor,
    quote: &[String],
    candidates: &'a [Candidate<'b>],
) -> Option<(&'a Candidate<'b>, usize)> {
    if quote.is_empty() {
        return None;
    }
    let around = |text: &Option<String>| plain(text.as_deref().unwrap_or_default());
    let (prefix, suffix) = (around(&anchor.quote.prefix), around(&anchor.quote.suffix));
    let mut best: Option<(usize, &Candidate<'_>, usize)> = None;
    for candidate in candidates {
        let words: Vec<&String> = candidate.words.iter().map(|w| &w.plain).collect();
        for first in 0..(words.len() + 1).saturating_sub(quote.len()) {
            if !words[first..first + quote.len()].iter().copied().eq(quote) {
                continue;
            }
            let before = words[..first].iter().rev().zip(prefix.iter().rev()).take_while(|(a, b)| **a == *b);
            let behind =
                words[first + quote.len()..].iter().zip(suffix.iter()).take_while(|(a, b)| **a == *b);
            let around = before.count() + behind.count();
            if !candidate.here && quote.len() < TELLING && around < AROUND / 2 {
                continue;
            }
            let score = around + if candidate.here { 2 * AROUND } else { 0 };
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, candidate, first));
            }
        }
    }
    best.map(|(_, candidate, first)| (candidate, first))
}

#[cfg(test)]
mod tests;
