//! What a typed line means. Letters, words and digits all work, in any case.

use crate::model::answer::{Confidence, Value};
use crate::model::safe;
use crate::workbench::answering::Change;

/// How much one text may hold; more is a file sent by mistake.
const LONGEST_TEXT: usize = 64 * 1024;

/// What can be typed where a question waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    Value(Value),
    /// What the earlier round found still holds.
    Confirm,
    Skip,
    Back,
    Evidence,
    Clear,
    /// A number, a question or a capability; empty when none was typed.
    Go(String),
    Where,
    Help,
    Quit,
}

/// Reads a choice. `None` when it is none.
pub(super) fn choice(line: &str) -> Option<Choice> {
    let typed = safe::entered(line);
    if let Some((word, place)) = typed.split_once(' ')
        && ["g", "go"].contains(&word.to_lowercase().as_str())
    {
        return Some(Choice::Go(place.trim().chars().map(digit).collect()));
    }
    Some(match plain(line).as_str() {
        "m" | "1" | "met" => Choice::Value(Value::Met),
        "p" | "2" | "partly" => Choice::Value(Value::Partly),
        "n" | "3" | "not met" => Choice::Value(Value::NotMet),
        "a" | "4" | "not applicable" | "n/a" => Choice::Value(Value::NotApplicable),
        "u" | "5" | "unknown" => Choice::Value(Value::Unknown),
        "y" | "yes" | "confirm" => Choice::Confirm,
        "s" | "skip" => Choice::Skip,
        "b" | "back" => Choice::Back,
        "e" | "evidence" => Choice::Evidence,
        "c" | "clear" => Choice::Clear,
        "g" | "go" => Choice::Go(String::new()),
        "w" | "where" => Choice::Where,
        "?" | "؟" | "h" | "help" => Choice::Help,
        "q" | "quit" => Choice::Quit,
        _ => return None,
    })
}

/// What can be typed alone where a text is asked for. Single letters only: words are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Help,
    Quit,
}

/// Reads a way out of a prompt.
pub(super) fn way(line: &str) -> Option<Way> {
    match plain(line).as_str() {
        "b" => Some(Way::Back),
        "?" | "؟" => Some(Way::Help),
        "q" => Some(Way::Quit),
        _ => None,
    }
}

/// How sure the assessor is, or that nothing is said of it.
pub(super) fn confidence(line: &str) -> Option<Change<Confidence>> {
    match plain(line).as_str() {
        "l" | "low" | "1" => Some(Change::Set(Confidence::Low)),
        "m" | "medium" | "2" => Some(Change::Set(Confidence::Medium)),
        "h" | "high" | "3" => Some(Change::Set(Confidence::High)),
        "n" | "none" | "-" => Some(Change::Clear),
        _ => None,
    }
}

pub(super) fn yes_or_no(line: &str) -> Option<bool> {
    match plain(line).as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

pub(super) fn number(line: &str) -> Option<usize> {
    plain(line).parse().ok()
}

/// In lower case, with plain digits and single spaces, `_` and `-` between letters taken as such.
fn plain(line: &str) -> String {
    let line = safe::entered(line).to_lowercase();
    let words = line.replace('_', " ").replace("not-", "not ");
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(digit).collect()
}

/// The digits of an Arabic or Persian keyboard as the ones that are compared.
fn digit(c: char) -> char {
    let value = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

/// A text that is typed line by line until an empty line or a single dot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    text: String,
}

/// What became of a line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Added,
    /// The line ends the text and is no part of it.
    Ends,
    /// The text would grow too long; the line was not added.
    TooMuch,
}

impl Draft {
    pub(super) fn take(&mut self, line: &str) -> Line {
        let line = line.trim_end();
        if line.is_empty() || line == "." {
            return Line::Ends;
        }
        if self.text.len() + line.len() > LONGEST_TEXT {
            return Line::TooMuch;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        Line::Added
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text as it is stored; `None` when there is none.
    pub(super) fn text(&self) -> Option<String> {
        Some(safe::entered(&self.text)).filter(|t| !t.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_letters_words_and_digits_of_any_keyboard() {
        for (lines, expected) in [
            (["m", "MET", " 1 ", "١", "۱"], Value::Met),
            (["p", "Partly", "2", "٢", "۲"], Value::Partly),
            (["N", "not met", "not_met", "Not-Met", "٣"], Value::NotMet),
            (["a", "not applicable", "NOT_APPLICABLE", "n/a", "4"], Value::NotApplicable),
            (["u", "unknown", "5", "٥", "UNKNOWN\r"], Value::Unknown),
        ] {
            for line in lines {
                assert_eq!(choice(line), Some(Choice::Value(expected)), "{line}");
            }
        }
    }

    #[test]
    fn everything_else_that_can_be_typed() {
        for (line, expected) in [
            ("s", Some(Choice::Skip)),
            ("Back", Some(Choice::Back)),
            ("e", Some(Choice::Evidence)),
            ("clear", Some(Choice::Clear)),
            ("g C03-2", Some(Choice::Go("C03-2".to_owned()))),
            ("go  mnr/C03", Some(Choice::Go("mnr/C03".to_owned()))),
            ("g ١٢", Some(Choice::Go("12".to_owned()))),
            ("g", Some(Choice::Go(String::new()))),
            ("w", Some(Choice::Where)),
            ("?", Some(Choice::Help)),
            ("؟", Some(Choice::Help)),
            ("Q", Some(Choice::Quit)),
            ("", None),
            ("0", None),
            ("6", None),
            ("metropolis", None),
            ("no", None),
        ] {
            assert_eq!(choice(line), expected, "{line}");
        }
    }

    #[test]
    fn confidence_and_yes() {
        for (line, expected) in [
            ("l", Some(Change::Set(Confidence::Low))),
            ("Medium", Some(Change::Set(Confidence::Medium))),
            ("٣", Some(Change::Set(Confidence::High))),
            ("none", Some(Change::Clear)),
            ("x", None),
        ] {
            assert_eq!(confidence(line), expected, "{line}");
        }
        assert_eq!(["Y", "no", "maybe"].map(yes_or_no), [Some(true), Some(false), None]);
        assert_eq!(["b", "q", "?", "back", "quit"].map(way).iter().flatten().count(), 3);
    }

    #[test]
    fn a_text_ends_with_an_empty_line_or_a_dot() {
        for end in ["", "  ", "."] {
            let mut draft = Draft::default();
            assert_eq!((draft.take("One. "), draft.take("  Two")), (Line::Added, Line::Added));
            assert_eq!(draft.take(end), Line::Ends, "{end:?}");
            assert_eq!(draft.text().as_deref(), Some("One.\n  Two"));
        }
        assert_eq!(Draft::default().text(), None);
        let mut long = Draft::default();
        assert_eq!(long.take(&"x".repeat(LONGEST_TEXT)), Line::Added);
        assert_eq!(long.take("y"), Line::TooMuch);
    }
}
