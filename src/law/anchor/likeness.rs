//! Words that are nowhere as they were quoted: which provision has the ones most like them, and what differs.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Candidate, Piece, Printed, Traced, printed};
use crate::model::evidence::{Anchor, Trace};
use crate::model::law::{LawText, Span};

/// Likeness from which on words count as the same ones changed; in the provision they were in, and elsewhere.
const LIKE_HERE: f64 = 0.5;
const LIKE_ELSEWHERE: f64 = 0.8;
/// Provisions that are compared word by word at most.
const COMPARED: usize = 4;

/// The provision whose words are most like the quotation.
pub(super) fn alike(anchor: &Anchor, candidates: &[Candidate<'_>], text: &LawText) -> Option<Traced> {
    let whole = Span { start: 0, end: anchor.quote.exact.len() };
    let quote = printed(&anchor.quote.exact, whole);
    if quote.is_empty() {
        return None;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &quote {
        *counts.entry(&word.plain).or_default() += 1;
    }
    let mut windows: Vec<(usize, &Candidate<'_>, usize)> = candidates
        .iter()
        .filter_map(|c| best_window(&counts, quote.len(), c).map(|(n, at)| (n, c, at)))
        .collect();
    // More shared words first; at the same count the provision that was cited.
    windows.sort_by_key(|(shared, c, _)| (std::cmp::Reverse(*shared), !c.here));
    let own = windows.iter().position(|(_, c, _)| c.here).filter(|at| *at >= COMPARED);
    if let Some(own) = own {
        let own = windows.remove(own);
        windows.insert(COMPARED - 1, own);
    }
    let compared = windows.into_iter().take(COMPARED).map(|(_, c, at)| compare(anchor, &quote, c, at, text));
    compared
        .filter(|(here, t)| t.likeness >= if *here { LIKE_HERE } else { LIKE_ELSEWHERE })
        .max_by(|(a_here, a), (b_here, b)| a.likeness.total_cmp(&b.likeness).then(a_here.cmp(b_here)))
        .map(|(_, traced)| traced)
}

/// The stretch of as many words as the quotation has that shares most words with it: how many, and where it begins.
fn best_window(
    counts: &HashMap<&str, usize>,
    length: usize,
    candidate: &Candidate<'_>,
) -> Option<(usize, usize)> {
    let words = &candidate.words;
    let mut inside: HashMap<&str, usize> = HashMap::new();
    let (mut shared, mut best) = (0_usize, (0_usize, 0_usize));
    for (i, word) in words.iter().enumerate() {
        let wanted = |w: &str| counts.get(w).copied().unwrap_or(0);
        let has = inside.entry(word.plain.as_str()).or_default();
        *has += 1;
        shared += usize::from(*has <= wanted(&word.plain));
        if let Some(out) = i.checked_sub(length).and_then(|i| words.get(i)) {
            let has = inside.entry(out.plain.as_str()).or_default();
            shared -= usize::from(*has <= wanted(&out.plain));
            *has = has.saturating_sub(1);
        }
        if shared > best.0 {
            best = (shared, (i + 1).saturating_sub(length));
        }
    }
    // Fewer than a third of the words are no wording of the same.
    (best.0 * 3 >= length).then_some(best)
}

/// Compares the quotation with the words from a place on, with some room around them.
fn compare(
    anchor: &Anchor,
    quote: &[Printed],
    candidate: &Candidate<'_>,
    at: usize,
    text: &LawText,
) -> (bool, Traced) {
    let room = quote.len() / 2 + 4;
    let from = at.saturating_sub(room);
    let to = (at + quote.len() + room).min(candidate.words.len());
    let now = candidate.words.get(from..to).unwrap_or_default();
    let old: Vec<&str> = quote.iter().map(|w| w.plain.as_str()).collect();
    let new: Vec<&str> = now.iter().map(|w| w.plain.as_str()).collect();
    let mut ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    // What stands around the quotation was not quoted.
    while matches!(ops.first(), Some(DiffOp::Insert { .. })) {
        ops.remove(0);
    }
    while matches!(ops.last(), Some(DiffOp::Insert { .. })) {
        ops.pop();
    }
    let kept: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    let first = ops.first().map_or(0, |op| op.new_range().start);
    let last = ops.last().map_or(0, |op| op.new_range().end);
    #[expect(clippy::cast_precision_loss, reason = "a share of some hundred words")]
    let likeness = 2.0 * kept as f64 / (old.len() + last.saturating_sub(first)).max(1) as f64;
    let difference = pieces(&ops, &anchor.quote.exact, quote, &text.text, now);
    let span = last.checked_sub(1).and_then(|last| candidate.span(from + first, from + last));
    let traced =
        Traced { trace: Trace::Changed, provision: Some(candidate.index), span, likeness, difference };
    (candidate.here, traced)
}

/// The comparison in the words as they are printed.
fn pieces(ops: &[DiffOp], old_text: &str, old: &[Printed], new_text: &str, new: &[Printed]) -> Vec<Piece> {
    let stretch = |text: &str, words: &[Printed], range: std::ops::Range<usize>| {
        let first = words.get(range.start)?;
        let last = words.get(range.end.checked_sub(1)?)?;
        let words = text.get(first.span.start..last.span.end)?;
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let mut pieces = Vec::new();
    for op in ops {
        match op {
            DiffOp::Equal { .. } => {
                pieces.extend(stretch(new_text, new, op.new_range()).map(Piece::Kept));
            }
            _ => {
                pieces.extend(stretch(old_text, old, op.old_range()).map(Piece::Removed));
                pieces.extend(stretch(new_text, new, op.new_range()).map(Piece::Added));
            }
        }
    }
    pieces
}
