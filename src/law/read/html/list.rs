//! Lists of a page, and the marks that a browser would print before their items.

use crate::law::read::html::seen::style;
use crate::law::read::html::tree::{Id, Tree};
use crate::law::read::numerals::{roman, written};

/// An open list.
#[derive(Debug)]
pub(super) struct List {
    sign: Sign,
    next: i64,
    step: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Bullet,
    Decimal,
    Letter,
    Capital,
    Roman,
    RomanCapital,
}

impl List {
    pub(super) fn open(tree: &Tree, id: Id) -> Self {
        let ordered = tree.name(id) == "ol";
        let number = |name| tree.attr(id, name).and_then(|v| v.parse::<i64>().ok());
        let reversed = ordered && tree.attr(id, "reversed").is_some();
        let items = || tree.children(id).filter(|c| tree.name(*c) == "li").count();
        let first = if reversed { i64::try_from(items()).unwrap_or(1) } else { 1 };
        let sign = match (tree.attr(id, "type"), ordered) {
            (Some("a"), true) => Sign::Letter,
            (Some("A"), true) => Sign::Capital,
            (Some("i"), true) => Sign::Roman,
            (Some("I"), true) => Sign::RomanCapital,
            (_, true) => Sign::Decimal,
            (_, false) => Sign::Bullet,
        };
        Self {
            sign: styled(tree, id).unwrap_or(sign),
            next: number("start").unwrap_or(first),
            step: if reversed { -1 } else { 1 },
        }
    }

    /// The mark of the next item: `3.`, `b.`, `•`, or nothing.
    pub(super) fn mark(&mut self, tree: &Tree, item: Id) -> String {
        if let Some(value) = tree.attr(item, "value").and_then(|v| v.parse().ok()) {
            self.next = value;
        }
        let n = self.next;
        self.next = n.saturating_add(self.step);
        let positive = u32::try_from(n).unwrap_or(0);
        let number = match styled(tree, item).unwrap_or(self.sign) {
            Sign::None => return String::new(),
            Sign::Bullet => return "•".to_owned(),
            Sign::Letter if positive > 0 => written(positive, "lowerLetter"),
            Sign::Capital if positive > 0 => written(positive, "upperLetter"),
            Sign::Roman if positive > 0 => roman(positive).to_lowercase(),
            Sign::RomanCapital if positive > 0 => roman(positive),
            _ => n.to_string(),
        };
        format!("{number}.")
    }
}

fn styled(tree: &Tree, id: Id) -> Option<Sign> {
    let value = style(tree, id, "list-style-type").or_else(|| style(tree, id, "list-style"))?;
    value.split_whitespace().find_map(|word| {
        Some(match word {
            "none" => Sign::None,
            "disc" | "circle" | "square" => Sign::Bullet,
            "decimal" => Sign::Decimal,
            "lower-alpha" | "lower-latin" => Sign::Letter,
            "upper-alpha" | "upper-latin" => Sign::Capital,
            "lower-roman" => Sign::Roman,
            "upper-roman" => Sign::RomanCapital,
            _ => return None,
        })
    })
}

/// The item with its mark, unless the wording begins with that number itself, or with one where the list
/// has only bullets: many sites write the numbers into the text.
pub(super) fn marked(mark: &str, wording: &str) -> String {
    let first = wording.split_whitespace().next().unwrap_or_default();
    let own = |s: &str| s.trim_matches(|c: char| "().".contains(c)).to_lowercase();
    let numbered = first.chars().count() <= 7
        && (first.starts_with('(') || first.ends_with(['.', ')']))
        && first.chars().any(char::is_alphanumeric);
    if mark.is_empty() || (numbered && (mark == "•" || own(first) == own(mark))) || first == mark {
        wording.to_owned()
    } else {
        format!("{mark} {wording}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_not_said_twice() {
        for (mark, wording, want) in [
            ("1.", "Every child", "1. Every child"),
            ("1.", "(1) Every child", "(1) Every child"),
            ("2.", "(1) Every child", "2. (1) Every child"),
            ("•", "(a) food", "(a) food"),
            ("•", "food", "• food"),
            ("•", "• food", "• food"),
            ("", "food", "food"),
        ] {
            assert_eq!(marked(mark, wording), want);
        }
    }
}
