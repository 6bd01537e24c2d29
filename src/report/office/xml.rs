//! Text as XML can hold it.

use std::fmt::{Arguments, Write};

pub(in crate::report) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Adds a text, for between tags or in an attribute. What XML cannot hold is dropped.
pub(in crate::report) fn push(xml: &mut String, text: &str) {
    for c in text.chars().filter(|c| fits(*c)) {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            _ => xml.push(c),
        }
    }
}

pub(in crate::report) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    push(&mut xml, text);
    xml
}

/// Adds a text as it is.
pub(in crate::report) fn put(xml: &mut String, text: Arguments<'_>) {
    // A string takes whatever it is given.
    let _ = xml.write_fmt(text);
}

/// Whether a character is one that we write. More is left out than XML forbids: Word shows
/// control characters of any kind as boxes, or not at all.
fn fits(c: char) -> bool {
    (!c.is_control() || matches!(c, '\t' | '\n')) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Whether XML 1.0 allows a character.
pub(in crate::report) fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
