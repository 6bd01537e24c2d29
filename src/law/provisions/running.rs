//! Running heads, running feet and page numbers: lines that stand at the edges of many pages.

use std::collections::HashMap;

use crate::law::block::{Block, BlockKind};
use crate::law::provisions::fold::digit;

/// How many lines from the top and from the bottom of a page may be a running head or foot.
const EDGE: usize = 4;

/// The blocks without running heads, and how many fell away.
pub(super) fn without(blocks: &[Block]) -> (Vec<&Block>, usize) {
    let edges = edges(blocks);
    let pages = edges.iter().map(|e| e.1).collect::<std::collections::BTreeSet<u32>>().len();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, _) in &edges {
        if let Some(form) = blocks.get(*at).and_then(form) {
            *seen.entry(form).or_default() += 1;
        }
    }
    let often = (pages / 6).max(3);
    let mut drop = vec![false; blocks.len()];
    let mut dropped = 0;
    for (at, _) in &edges {
        let repeated =
            blocks.get(*at).and_then(form).and_then(|f| seen.get(&f)).is_some_and(|count| *count >= often);
        if repeated
            && let Some(place) = drop.get_mut(*at)
            && !*place
        {
            *place = true;
            dropped += 1;
        }
    }
    let kept = blocks.iter().zip(&drop).filter(|(_, gone)| !**gone).map(|(block, _)| block).collect();
    (kept, dropped)
}

/// The lines near the edges of pages, with their pages.
fn edges(blocks: &[Block]) -> Vec<(usize, u32)> {
    let lines: Vec<(usize, u32)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.kind == BlockKind::Line && !b.text.trim().is_empty())
        .filter_map(|(at, b)| b.page.map(|page| (at, page)))
        .collect();
    let mut edges = Vec::new();
    for page in lines.chunk_by(|a, b| a.1 == b.1) {
        let count = page.len();
        edges.extend(
            page.iter().enumerate().filter(|(at, _)| *at < EDGE || at + EDGE >= count).map(|(_, line)| *line),
        );
    }
    edges
}

/// What a line has in common with its like on other pages: its figures do not count.
fn form(block: &Block) -> Option<String> {
    let text = block.text.trim();
    if text.len() > 200 {
        return None;
    }
    let mut form = String::with_capacity(text.len());
    let mut figure = false;
    let mut letters = false;
    for c in text.chars() {
        if digit(c).is_some() {
            if !figure {
                form.push('#');
            }
            figure = true;
        } else if !c.is_whitespace() {
            figure = false;
            letters = letters || c.is_alphabetic();
            form.push(c);
        } else if figure && letters {
            figure = false;
        }
    }
    // "12." may be a section, "(3)" an item; "12", "- 12 -" and "12/40" are page numbers.
    let item = !letters && (form.ends_with('.') || form.starts_with('(') || form.ends_with(')'));
    (!form.is_empty() && !item && !super::opens_unit(text)).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::provisions::tests::{ids, of, text};

    fn pages(count: u32, page: impl Fn(u32) -> String) -> Vec<Block> {
        (1..=count)
            .flat_map(|n| {
                page(n)
                    .lines()
                    .map(|line| Block {
                        kind: BlockKind::Line,
                        text: line.to_owned(),
                        page: Some(n),
                        ..Block::default()
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn heads_and_page_numbers_fall_away() {
        let blocks = pages(6, |n| {
            format!(
                "No. 24 of 2019   {n}\nwording {n} of its own {}\na second line {}\n- {n} -",
                "x".repeat(n as usize),
                "y".repeat(n as usize)
            )
        });
        let (kept, dropped) = without(&blocks);
        assert_eq!(dropped, 12);
        assert!(kept.iter().all(|b| b.text.starts_with("wording") || b.text.starts_with("a second")));
    }

    #[test]
    fn numbers_of_sections_stay() {
        let blocks = pages(6, |n| format!("{n}.\nHeading {}\nSection {n}\nwording", "z".repeat(n as usize)));
        let kept = without(&blocks).0;
        assert!(kept.iter().any(|b| b.text == "3.") && kept.iter().any(|b| b.text == "Section 4"));
    }

    #[test]
    fn without_pages_nothing_falls_away() {
        let blocks: Vec<Block> = (0..50)
            .map(|_| Block { kind: BlockKind::Line, text: "(repealed)".to_owned(), ..Block::default() })
            .collect();
        assert_eq!(without(&blocks).1, 0);
    }

    #[test]
    fn running_heads_fall_away_and_pages_are_kept() {
        let page = |n: u32, body: &str| format!("Safety Act (Cap. 3)\nKenya\n{body}\n{n}\n\u{c}");
        let source = page(1, "1. Title\nThis is the Act.")
            + &page(2, "2. Duties\nThe officer acts.")
            + &page(3, "3. Fees\nThere are none.")
            + &page(4, "4. End\nIt ends.");
        let found = text(&source, "en");
        assert_eq!(ids(&found), ["sec_1", "sec_2", "sec_3", "sec_4"]);
        assert_eq!(of(&found, "sec_3").page, Some(3));
        assert!(!found.text.contains("Cap. 3") && !found.text.contains("Kenya"), "{}", found.text);
        let pages: Vec<(u32, &str)> =
            found.pages.iter().map(|(page, at)| (*page, found.text.get(*at..*at + 2).unwrap())).collect();
        assert_eq!(pages, [(1, "1."), (2, "2."), (3, "3."), (4, "4.")]);
    }
}
