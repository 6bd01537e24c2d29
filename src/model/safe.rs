//! Foreign text made safe for one line of a terminal.

/// The text on one line, without characters that could move the cursor, ring, recolour or reorder.
///
/// Control characters become spaces; bidirectional overrides and isolates are dropped, since a
/// title must not be able to turn the text around it. Letters of every script stay as they are.
pub(crate) fn line(text: &str) -> String {
    text.chars().filter(|c| !is_bidi_control(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Like [`line()`], but keeps line breaks.
pub(crate) fn block(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Text as a person typed or pasted it, as it is stored: line breaks as LF, no other control
/// character, no white space at the end of a line or of the whole.
pub(crate) fn entered(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean = |line: &str| {
        let line: String =
            line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !c.is_control()).collect();
        line.trim_end().to_owned()
    };
    let lines: Vec<String> = text.split('\n').map(clean).collect();
    lines.join("\n").trim().to_owned()
}

/// Characters that change the direction of the text after them and can hide what a line says.
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_a_terminal_passes() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\rc"), "a [31mb  c");
        assert_eq!(line("x\u{202e}y\u{2066}z"), "xyz");
        assert_eq!(line("قانون رقم ١٧ – Sehemu ya III"), "قانون رقم ١٧ – Sehemu ya III");
        assert_eq!(entered(" a\r\nb\t\u{1b}[0m \r\n\n"), "a\nb [0m");
        assert_eq!(block("a\u{1b}\nb"), "a \nb");
    }
}
