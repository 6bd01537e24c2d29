//! Quoted words of a law: how they are marked so that they are found again, and what became of them.
//!
//! Words are looked for by the provision's id, then by its words under another number, then by the quotation with
//! what stood around it, then by likeness. `Same` is said of a provision that is word for word what was read, and
//! of nothing else.

use std::collections::{BTreeSet, HashMap};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::law::import::fingerprint;
use crate::law::normalise::normalised;
use crate::law::words::words;
use crate::model::country::LawStatus;
use crate::model::evidence::{Anchor, Quote, Trace};
use crate::model::law::{Law, LawText, Provision, Span, Standing};

/// Words before and behind a quotation that are kept with it.
const AROUND: usize = 12;
/// Words of a quotation that names its place by itself; a shorter one needs its surroundings.
const TELLING: usize = 8;
/// Likeness from which on words count as the same ones changed; in the provision they were in, and elsewhere.
const LIKE_HERE: f64 = 0.5;
const LIKE_ELSEWHERE: f64 = 0.8;
/// Provisions that are compared word by word at most.
const COMPARED: usize = 4;

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
    alike(anchor, &free, text).unwrap_or(Traced {
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

/// The provision whose words are most like the quotation.
fn alike(anchor: &Anchor, candidates: &[Candidate<'_>], text: &LawText) -> Option<Traced> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::import;
    use crate::law::index::table::tests::law;
    use crate::model::law::FileFormat;

    const ACT: &str = "\
AN ACT to protect children

1. Short title
This Act may be cited as the Protection Act.

2. Possession
(1) A person who knowingly has in possession any image of the abuse of a child commits an offence.
(2) A person who commits an offence is liable to imprisonment for a term not exceeding ten years.

3. Production
A person who makes, or causes to be made, an image of the abuse of a child commits an offence and is liable to a fine.

4. Duty of providers
A provider shall report to the police, within two days, whatever image of abuse comes to its notice.

5. Hearing of children
A child who is heard as a witness shall be heard by video link, in a room without the accused.
";

    fn text(of: &str) -> LawText {
        let document = import::read(FileFormat::Text, of.as_bytes()).unwrap();
        import::text_of(&document, FileFormat::Text, "en").unwrap()
    }

    fn provision<'a>(text: &'a LawText, eid: &str) -> &'a Provision {
        text.provisions.iter().find(|p| p.eid == eid).unwrap()
    }

    fn anchored(eid: &str, words: Option<&str>) -> Anchor {
        let text = text(ACT);
        let provision = provision(&text, eid);
        let quote = words.map_or(provision.span, |words| {
            let start = text.text.find(words).unwrap();
            Span { start, end: start + words.len() }
        });
        anchor(&law("ken", "protection-act", "en"), &text, provision, quote)
    }

    fn traced(anchor: &Anchor, now: &str) -> (Trace, Option<String>, Traced) {
        let text = text(now);
        let found = trace(anchor, &law("ken", "protection-act", "en"), &text, &BTreeSet::new());
        let eid = found.provision.and_then(|i| text.provisions.get(i)).map(|p| p.eid.clone());
        (found.trace, eid, found)
    }

    /// The Act with the numbers from a section on raised by one.
    fn renumbered(from: u32) -> String {
        let line =
            |l: &str| match l.split_once(". ").and_then(|(n, rest)| Some((n.parse::<u32>().ok()?, rest))) {
                Some((n, rest)) if n >= from => format!("{}. {rest}\n", n + 1),
                _ => format!("{l}\n"),
            };
        ACT.lines().map(line).collect()
    }

    #[test]
    fn renumbered_reworded_deleted_and_untouched_are_told_apart() {
        let new = renumbered(3).replace("not exceeding ten years", "not exceeding twenty years");
        let start = new.find("6. Hearing").unwrap();
        let new = &new[..start];
        let word = |eid| {
            let (trace, now, _) = traced(&anchored(eid, None), new);
            (trace, now)
        };
        let some = |eid: &str| Some(eid.to_owned());
        assert_eq!(word("sec_1"), (Trace::Same, some("sec_1")));
        assert_eq!(word("sec_2"), (Trace::Changed, some("sec_2")));
        assert_eq!(word("sec_3"), (Trace::Moved, some("sec_4")));
        assert_eq!(word("sec_4"), (Trace::Moved, some("sec_5")));
        assert_eq!(word("sec_5").0, Trace::Gone);
    }

    #[test]
    fn a_change_beside_the_quotation_is_a_change_that_leaves_it_intact() {
        let anchor = anchored("sec_2", Some("knowingly has in possession any image"));
        let (trace, eid, found) = traced(&anchor, &ACT.replace("ten years", "five years"));
        assert_eq!((trace, eid.as_deref(), found.is_intact()), (Trace::Changed, Some("sec_2"), true));
        let (trace, _, found) = traced(&anchor, &ACT.replace("knowingly has in", "has in its"));
        assert_eq!((trace, found.is_intact()), (Trace::Changed, false));
        let removed =
            found.difference.iter().any(|p| matches!(p, Piece::Removed(w) if w.contains("knowingly")));
        assert!(removed && found.likeness < 1.0, "{found:?}");
    }

    #[test]
    fn how_it_is_printed_does_not_count() {
        let anchor = anchored("sec_2", None);
        let printed =
            ACT.replace("possession any image", "posses\u{ad}sion  any\nimage").replace("offence", "oﬀence");
        assert_eq!(traced(&anchor, &printed).0, Trace::Same);
    }

    #[test]
    fn a_repealed_law_says_so_and_one_that_was_repealed_when_read_does_not() {
        let text = text(ACT);
        let repealed = Law { status: LawStatus::Repealed, ..law("ken", "protection-act", "en") };
        let anchor = anchored("sec_2", None);
        assert_eq!(trace(&anchor, &repealed, &text, &BTreeSet::new()).trace, Trace::Repealed);
        let known = Anchor { status: Some(LawStatus::Repealed), ..anchor };
        assert_eq!(trace(&known, &repealed, &text, &BTreeSet::new()).trace, Trace::Same);
    }

    #[test]
    fn of_an_item_without_fingerprints_the_quotation_is_looked_for() {
        let bare = |words: &str| Anchor {
            sha256: None,
            words_sha256: None,
            file_sha256: None,
            ..anchored("sec_4", Some(words))
        };
        let anchor = bare("shall report to the police, within two days");
        assert_eq!(traced(&anchor, ACT).0, Trace::Same);
        assert_eq!(traced(&anchor, &renumbered(2)).0, Trace::Moved);
        assert_eq!(traced(&anchor, &ACT.replace("two days", "a week")).0, Trace::Changed);
    }

    /// A plain generator of numbers: the same edits in every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
        }
    }

    #[test]
    fn changed_words_are_never_called_the_same() {
        let mut dice = Dice(7);
        let whole = text(ACT);
        for round in 0..400 {
            let eid = format!("sec_{}", 1 + dice.roll(5));
            let original = provision(&whole, &eid);
            let anchor = anchored(&eid, None);
            // Words of the whole Act are taken out, put in, doubled or exchanged.
            let mut words: Vec<String> = ACT.split_inclusive(' ').map(str::to_owned).collect();
            for _ in 0..=dice.roll(6) {
                let at = dice.roll(words.len());
                match dice.roll(4) {
                    0 => drop(words.remove(at)),
                    1 => words.insert(at, "newly ".to_owned()),
                    2 => {
                        let next = (at + 1) % words.len();
                        words.swap(at, next);
                    }
                    _ => {
                        let word = words[at].clone();
                        words.insert(at, word);
                    }
                }
            }
            let edited = words.concat();
            let Ok(document) = import::read(FileFormat::Text, edited.as_bytes()) else { continue };
            let now = import::text_of(&document, FileFormat::Text, "en").unwrap();
            let found = trace(&anchor, &law("ken", "protection-act", "en"), &now, &BTreeSet::new());
            let same_words = now.provisions.iter().any(|p| {
                plain(p.span.of(&now.text)) == plain(original.span.of(&whole.text)) && p.eid == original.eid
            });
            if found.trace == Trace::Same {
                assert!(same_words, "round {round}: {eid} was called the same:\n{edited}");
            }
            assert!((0.0..=1.0).contains(&found.likeness), "{}", found.likeness);
            if let Some(span) = found.span {
                assert!(now.text.get(span.start..span.end).is_some());
            }
        }
    }
}
