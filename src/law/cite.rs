//! How a provision is cited: law, number, country, provision, and the subsection a place stands in.

use std::fmt::Write as _;

use crate::law::normalise::normalised;
use crate::model::law::{Law, Span};

/// "Computer Misuse and Cybercrimes Act, No. 5 of 2018 (Kenya), s. 24(1)(d)".
///
/// The number is left out where the title has it already; a number that begins with "Act" or the like stands
/// as it is.
pub(crate) fn citation(law: &Law, country: &str, label: &str) -> String {
    let mut text = law.title.trim().to_owned();
    if let Some(number) = law.number.as_deref().map(str::trim).filter(|n| !n.is_empty()) {
        // "Act No. 5 of 2018" after a title that ends in "Act" says the word twice.
        let last = text.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let first = number.split_whitespace().next().unwrap_or_default();
        let number =
            if first.to_lowercase() == last { number.trim_start_matches(first).trim() } else { number };
        if !number.is_empty() && !normalised(&text).contains(&normalised(number)) {
            text.push_str(", ");
            text.push_str(number);
        }
    }
    if !country.is_empty() {
        let _ = write!(text, " ({country})");
    }
    if !label.is_empty() {
        text.push_str(", ");
        text.push_str(label);
    }
    text
}

/// A mark of a subsection: `(1)`, `(d)`, `(iv)`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Number(String),
    Letter(String),
    Roman(String),
}

/// The subsection in which a place of a provision stands, as it is added to the label: "(1)(d)". Empty where
/// the place stands in none.
///
/// Marks count where they open something: after a space, a dash, or at the beginning of a line. A reference to
/// another subsection ("under subsection (1)") opens nothing.
pub(crate) fn subsection(text: &str, provision: Span, at: usize) -> String {
    let before = text.get(provision.start..at.clamp(provision.start, provision.end)).unwrap_or_default();
    let mut steps: Vec<Step> = Vec::new();
    let mut rest = before;
    let mut offset = 0;
    while let Some(open) = rest.find('(') {
        let here = offset + open;
        let Some(after) = rest.get(open + 1..) else { break };
        let Some(close) = after.find(')').filter(|n| *n <= 5) else {
            offset = here + 1;
            rest = after;
            continue;
        };
        let mark = after.get(..close).unwrap_or_default();
        if opens(before.get(..here).unwrap_or_default()) {
            step(&mut steps, mark);
        }
        offset = here + 1 + close + 1;
        rest = before.get(offset..).unwrap_or_default();
    }
    steps
        .iter()
        .map(|step| match step {
            Step::Number(s) | Step::Letter(s) | Step::Roman(s) => format!("({s})"),
        })
        .collect()
}

/// Words that a reference stands behind.
const REFERRING: &[&str] = &[
    "subsection",
    "subsections",
    "section",
    "sections",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "clause",
    "article",
    "articles",
    "or",
    "and",
    "to",
    "inciso",
    "incisos",
    "numeral",
    "literal",
    "articulo",
    "artículo",
    "kifungu",
    "aya",
    "item",
    "items",
    "subclause",
];

fn opens(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    let Some(last) = trimmed.chars().next_back() else { return true };
    if last == '\n' || matches!(last, '-' | '—' | '–' | ':' | ';' | '.') {
        return true;
    }
    // "(1)(a)": one mark right behind another belongs to it.
    if last == ')' {
        return true;
    }
    let word = trimmed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let after_mark = word.is_empty();
    !REFERRING.contains(&word.as_str())
        && (after_mark || before.ends_with([' ', '\n']))
        && matches!(last, ',')
        || (matches!(word.as_str(), "or" | "and" | "y" | "o" | "na" | "au") && trimmed.contains(';'))
}

fn step(steps: &mut Vec<Step>, mark: &str) {
    let is_number = !mark.is_empty() && mark.chars().next().is_some_and(|c| c.is_ascii_digit());
    let is_letter = !mark.is_empty() && mark.len() <= 2 && mark.chars().all(|c| c.is_ascii_lowercase());
    let is_roman = !mark.is_empty() && mark.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    if is_number {
        steps.clear();
        steps.push(Step::Number(mark.to_owned()));
        return;
    }
    let letter = steps.iter().position(|s| matches!(s, Step::Letter(_)));
    // `(i)` goes on after `(h)`, and begins anew below a letter.
    let follows = |before: &str| match (before.as_bytes(), mark.as_bytes()) {
        ([a], [b]) => *b == a + 1,
        _ => false,
    };
    let goes_on =
        letter.and_then(|i| steps.get(i)).is_some_and(|s| matches!(s, Step::Letter(l) if follows(l)));
    if is_roman && letter.is_some() && !goes_on {
        if matches!(steps.last(), Some(Step::Roman(_))) {
            steps.pop();
        }
        steps.push(Step::Roman(mark.to_owned()));
    } else if is_letter || (is_roman && mark.len() <= 2) {
        if let Some(i) = letter {
            steps.truncate(i);
        }
        steps.push(Step::Letter(mark.to_owned()));
    } else if is_roman {
        steps.push(Step::Roman(mark.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::index::table::tests::law;

    #[test]
    fn a_citation_names_law_number_country_and_provision() {
        let mut act = law("ken", "x", "en");
        act.title = "Computer Misuse and Cybercrimes Act".to_owned();
        act.number = Some("Act No. 5 of 2018".to_owned());
        assert_eq!(
            citation(&act, "Kenya", "s. 24(1)(d)"),
            "Computer Misuse and Cybercrimes Act, No. 5 of 2018 (Kenya), s. 24(1)(d)"
        );
        act.title = "قانون العمل رقم 8 لسنة 1996".to_owned();
        act.number = Some("رقم 8 لسنة 1996".to_owned());
        assert_eq!(citation(&act, "Jordan", "المادة 3"), "قانون العمل رقم 8 لسنة 1996 (Jordan), المادة 3");
        act.number = None;
        assert_eq!(citation(&act, "", ""), "قانون العمل رقم 8 لسنة 1996");
    }

    #[test]
    fn a_place_is_cited_by_its_subsection() {
        let text = "24. Title\n(1) A person who— (a) does x; (b) does y as in subsection (3); or (c) does— (i) one; \
                    (ii) two, commits an offence. (2) Nothing in paragraph (a) applies; (a) first; (h) eighth; (i) ninth";
        let whole = Span { start: 0, end: text.len() };
        for (sought, expected) in [
            ("Title", ""),
            ("A person", "(1)"),
            ("does x", "(1)(a)"),
            ("does y", "(1)(b)"),
            ("or (c)", "(1)(b)"),
            ("one;", "(1)(c)(i)"),
            ("two,", "(1)(c)(ii)"),
            ("Nothing", "(2)"),
            ("applies", "(2)"),
            ("first", "(2)(a)"),
            ("ninth", "(2)(i)"),
        ] {
            let at = text.find(sought).unwrap();
            assert_eq!(subsection(text, whole, at), expected, "{sought}");
        }
        assert_eq!(subsection("المادة 3 (أ) نص", Span { start: 0, end: 20 }, 18), "");
    }
}
