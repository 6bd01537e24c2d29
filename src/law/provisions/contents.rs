//! Contents pages: what leads to page numbers with dots, and lists of headings that come again with wording.

use std::collections::HashSet;

use crate::law::provisions::fold::{digit, ends_sentence};
use crate::law::provisions::mark::{Mark, Style, What};
use crate::law::provisions::words;
use crate::law::reflow::{Dress, Para, has_leaders};

/// The stretch of paragraphs that contents pages take up.
pub(super) fn found(paras: &[Para], marks: &[Mark], style: Option<Style>) -> Option<std::ops::Range<usize>> {
    let contents = by_leaders(paras).or_else(|| {
        let leaves: Vec<&Mark> =
            marks.iter().filter(|m| style.is_some_and(|s| m.what == What::Leaf(s))).collect();
        repeated(paras, marks, &leaves)
    })?;
    // What is most of the text is not its contents page.
    let size = |paras: &[Para]| paras.iter().map(|p| p.text.len()).sum::<usize>();
    let listed = size(paras.get(contents.clone())?);
    (listed * 4 <= size(paras) * 3).then_some(contents)
}

/// How many lines without dots may stand between two with them: a heading broken over lines, a part's name.
const LOOSE: usize = 8;

fn by_leaders(paras: &[Para]) -> Option<std::ops::Range<usize>> {
    let led: Vec<usize> =
        paras.iter().enumerate().filter(|(_, p)| leads_to_page(p)).map(|(at, _)| at).collect();
    let (mut best, mut run) = (0..0, 0..0);
    for at in 0..led.len() {
        let here = led.get(at).copied().unwrap_or(0);
        let near = at > 0
            && led.get(at - 1).is_some_and(|before| {
                let between = paras.get(before + 1..here).unwrap_or_default();
                let loose =
                    between.iter().all(|p| p.text.len() <= 300 && !matches!(p.dress, Dress::Heading(_)));
                loose && between.len() < LOOSE && page_of(paras, *before) <= page_of(paras, here)
            });
        run = if near { run.start..at + 1 } else { at..at + 1 };
        if run.len() > best.len() {
            best = run.clone();
        }
    }
    if best.len() < 3 {
        return None;
    }
    let first = led.get(best.start).copied()?;
    let last = led.get(best.end.checked_sub(1)?).copied()?;
    Some(title_above(paras, first)..last + 1)
}

/// The page an entry leads to.
fn page_of(paras: &[Para], at: usize) -> u32 {
    let text = paras.get(at).map_or("", |p| p.text.trim_end());
    let figures: Vec<u32> = text.chars().rev().map_while(digit).take(4).collect();
    figures.iter().rev().fold(0, |sum, d| sum * 10 + d)
}

/// Dots, then a page number and nothing else. Forms have dots to write on and nothing behind them; tables of
/// budgets have sums behind theirs.
fn leads_to_page(para: &Para) -> bool {
    let text = para.text.trim_end();
    let figure =
        text.chars().rev().take_while(|c| digit(*c).is_some() || matches!(c, 'i' | 'v' | 'x')).count();
    // Few paragraphs end in a figure, so nothing else of most is looked at.
    if !(1..=4).contains(&figure) || matches!(para.dress, Dress::Heading(_)) {
        return false;
    }
    let mut before = text.chars().rev().skip(figure).filter(|c| !c.is_whitespace()).take(3);
    before.all(|c| matches!(c, '.' | '\u{2026}' | '\u{b7}' | '_'))
        && has_leaders(&para.text)
        && text.chars().any(char::is_alphabetic)
}

/// The contents' own heading may stand a few lines above its first entry.
fn title_above(paras: &[Para], first: usize) -> usize {
    let from = first.saturating_sub(6);
    paras
        .get(from..first)
        .and_then(|above| above.iter().position(|p| words::is_contents(&p.text)))
        .map_or(first, |at| from + at)
}

/// A list of numbered headings whose numbers come again, with wording.
fn repeated(paras: &[Para], marks: &[Mark], leaves: &[&Mark]) -> Option<std::ops::Range<usize>> {
    let key = |m: &&Mark| m.number.as_ref().map(super::number::Number::key);
    let first = leaves.first()?;
    let again = leaves.iter().skip(1).position(|m| key(m) == key(first))? + 1;
    let restart = leaves.get(again)?;
    let (list, body) = leaves.split_at_checked(again)?;
    if list.len() < 3 || first.number.as_ref().is_none_or(|n| n.base > 2) {
        return None;
    }
    let last = list.last()?;
    // Headings alone: short lines that end as headings end.
    let run = paras.get(first.para..=last.para)?;
    let short = run.iter().all(|p| p.text.len() <= 400)
        && run.iter().map(|p| p.text.len()).sum::<usize>() <= run.len() * 110;
    let open = run.iter().filter(|p| !ends_sentence(&p.text)).count();
    let start = title_above(paras, first.para);
    let titled = paras.get(start).is_some_and(|p| words::is_contents(&p.text))
        || paras.get(first.para.saturating_sub(14)..first.para)?.iter().any(|p| words::is_contents(&p.text));
    if !short || !(open * 10 >= run.len() * 8 || titled) {
        return None;
    }
    // The numbers come again, with wording between them.
    let keys: HashSet<_> = body.iter().map(key).collect();
    let back = list.iter().filter(|m| keys.contains(&key(m))).count();
    let wording: usize = paras.get(restart.para..)?.iter().map(|p| p.text.len()).sum();
    let listed: usize = run.iter().map(|p| p.text.len()).sum();
    if back * 10 < list.len() * 7 || wording < listed * 2 {
        return None;
    }
    let start = frames_above(marks, paras, start);
    Some(start..schedules_below(marks, paras, last.para + 1, restart.para))
}

/// The contents' heading, or the frame headings right above their first entry.
fn frames_above(marks: &[Mark], paras: &[Para], first: usize) -> usize {
    let from = first.saturating_sub(14);
    if let Some(at) = paras.get(from..first).and_then(|p| p.iter().position(|p| words::is_contents(&p.text)))
    {
        return from + at;
    }
    let mut start = first;
    let below = marks.partition_point(|m| m.para < first);
    for mark in marks.get(..below).unwrap_or_default().iter().rev() {
        if matches!(mark.what, What::Frame(_)) && start - mark.para <= 3 {
            start = mark.para;
        } else {
            break;
        }
    }
    start
}

/// Schedules are listed last.
fn schedules_below(marks: &[Mark], paras: &[Para], mut end: usize, limit: usize) -> usize {
    let from = marks.partition_point(|m| m.para < end);
    let below = marks.get(from..).unwrap_or_default();
    for (at, mark) in below.iter().enumerate() {
        if mark.para >= limit || mark.what != What::Schedule || mark.para > end + 2 {
            break;
        }
        // With what the schedule is about, on the line below.
        let named = paras.get(mark.para + 1).is_some_and(|p| p.text.len() < 160 && !ends_sentence(&p.text));
        let next_is_mark = below.get(at + 1).is_some_and(|m| m.para == mark.para + 1);
        end = mark.para + if named && !next_is_mark && mark.heading.is_none() { 2 } else { 1 };
    }
    end.min(limit)
}

#[cfg(test)]
mod tests {
    use crate::law::provisions::tests::{ids, text};

    #[test]
    fn contents_pages_give_no_provisions() {
        let led = "Safety Act\nContents\nPART I ............ 1\n1. Title .......... 1\n2. Duties ......... 2\n3. End ............ 3\n\
                   PART I\n1. Title\nThis is the Act.\n2. Duties\nThe officer acts.\n3. End\nIt ends.\n";
        let listed = "Safety Act\n\nARRANGEMENT OF SECTIONS\n\nPART I\n1. Title\n2. Duties\n3. End\nSCHEDULE\n\nPART I\n\n1. Title\n\
                      This is the Act, and it has enough words to be the wording of an act and not a list of its headings.\n\
                      2. Duties\nThe officer acts whenever a child is in danger, and keeps a register of what was done for her.\n\
                      3. End\nIt ends on the day that the minister names in the gazette.\n\nSCHEDULE\n\nA form to fill in.\n";
        for (source, expected) in [
            (led, &["preamble", "sec_1", "sec_2", "sec_3"][..]),
            (listed, &["preamble", "sec_1", "sec_2", "sec_3", "sched_1"]),
        ] {
            let found = text(source, "en");
            assert_eq!(ids(&found), expected, "{source}");
            assert!(found.notes.iter().any(|n| n.starts_with("the contents pages")), "{:?}", found.notes);
        }
        // Sums of a budget are no page numbers.
        let budget = "Artículo 1. Apruébanse estos gastos:\nSueldos ............ $ 3.600.00\nLuz ............ $ 12.00\n\
                      Agua ............ $ 9.00\nArtículo 2. Comuníquese.\n";
        assert_eq!(ids(&text(budget, "es")), ["art_1", "art_2"]);
    }
}
