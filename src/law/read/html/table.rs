//! Tables of a page: which hold data, and which only set text side by side.
//!
//! Old sites put the whole page into tables, and official ones set the number of a paragraph in one cell
//! and its wording in the next. Read as rows, such a law would lose its paragraphs.

use crate::law::read::gather::squeeze_line;
use crate::law::read::html::seen::{Weight, is_block, left_out};
use crate::law::read::html::tree::{Id, Step, Tree};

/// Letters in a cell from which it holds running text.
const LONG_CELL: u32 = 600;

/// Whether a table holds data, to be read row by row.
pub(super) fn is_data(tree: &Tree, weights: &[Weight], table: Id) -> bool {
    let own = weights.get(table).copied().unwrap_or_default();
    let role = tree.attr(table, "role").unwrap_or_default();
    if own.has_table || own.has_heading || role == "presentation" || role == "none" {
        return false;
    }
    let (mut widest, mut marked, mut pairs) = (0, 0, 0);
    for row in rows(tree, table) {
        let cells: Vec<Id> = cells(tree, row).collect();
        let filled: Vec<Id> = cells.iter().copied().filter(|c| weight(weights, *c).all() > 0).collect();
        if filled.iter().any(|c| {
            let cell = weight(weights, *c);
            cell.all() > LONG_CELL || (cell.blocks > 3 && cell.all() > LONG_CELL / 2)
        }) {
            return false;
        }
        widest = widest.max(filled.len());
        if let [first, _] = filled.as_slice() {
            pairs += 1;
            marked += usize::from(is_mark(&text_of(tree, *first)));
        } else if filled.len() > 2 {
            pairs += 1;
        }
    }
    widest >= 2 && !(pairs > 0 && marked == pairs)
}

/// Whether a cell holds nothing but the number or mark of a paragraph: `1.`, `(a)`, `ix)`, `•`.
pub(super) fn is_mark(text: &str) -> bool {
    let core = text.trim_matches(|c: char| c.is_whitespace() || "().[]-–:".contains(c));
    let is_number = !core.is_empty()
        && core.chars().count() <= 4
        && core.chars().all(|c| c.is_numeric() || (c.is_alphabetic() && core != text.trim()));
    is_number || (text.trim().chars().count() == 1 && !text.trim().chars().all(char::is_alphabetic))
}

/// The rows of a table that holds no other.
fn rows(tree: &Tree, table: Id) -> impl Iterator<Item = Id> {
    tree.children(table).flat_map(move |child| {
        let inner = matches!(tree.name(child), "tbody" | "thead" | "tfoot");
        let own = (tree.name(child) == "tr").then_some(child);
        let nested = inner.then(|| tree.children(child).filter(|c| tree.name(*c) == "tr"));
        own.into_iter().chain(nested.into_iter().flatten())
    })
}

pub(super) fn cells(tree: &Tree, row: Id) -> impl Iterator<Item = Id> {
    tree.children(row).filter(|c| matches!(tree.name(*c), "td" | "th") && left_out(tree, *c).is_none())
}

pub(super) fn weight(weights: &[Weight], id: Id) -> Weight {
    weights.get(id).copied().unwrap_or_default()
}

/// The row as one line, its cells joined by tabs.
pub(super) fn line(tree: &Tree, row: Id) -> String {
    let cells: Vec<String> = cells(tree, row).map(|c| text_of(tree, c)).collect();
    if cells.iter().all(String::is_empty) { String::new() } else { cells.join("\t") }
}

/// All text under a node that is seen, on one line.
pub(super) fn text_of(tree: &Tree, id: Id) -> String {
    let mut out = String::new();
    let mut steps = tree.steps(id);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(id) if left_out(tree, id).is_some() => steps.pass(),
            Step::Enter(id) => {
                if let Some(text) = tree.text(id) {
                    out.push_str(text);
                } else if tree.name(id) == "br" || is_block(tree, id) {
                    out.push(' ');
                }
            }
            Step::Leave(id) if is_block(tree, id) => out.push(' '),
            Step::Leave(_) => {}
        }
    }
    squeeze_line(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        for (text, want) in [
            ("1.", true),
            ("(a)", true),
            ("ix)", true),
            ("12", true),
            ("•", true),
            ("(أ)", true),
            ("Name", false),
            ("Age", false),
            ("A", false),
            ("", false),
            ("Section 1.", false),
        ] {
            assert_eq!(is_mark(text), want, "{text}");
        }
    }
}
