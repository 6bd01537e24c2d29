//! Versions of a law, and what becomes of the words that were quoted of it.

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
    let line = |l: &str| match l.split_once(". ").and_then(|(n, rest)| Some((n.parse::<u32>().ok()?, rest))) {
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
    let removed = found.difference.iter().any(|p| matches!(p, Piece::Removed(w) if w.contains("knowingly")));
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
