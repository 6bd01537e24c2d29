//! Text for HTML: escaped, breakable, and with the direction it is read in.

use comrak::nodes::{Node, NodeValue};

/// A longer run without white space may be broken in a table.
const LONG_WORD: usize = 22;
/// The least number of characters between two breaks.
const PIECE: usize = 12;

/// Adds `text` as text. It is safe in elements and in quoted attributes.
pub(crate) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has no way to write these.
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

/// Adds `text` as text in which long words, addresses and sums can be broken, so that no column of a
/// table is wider than paper. Copied text has no trace of it.
pub(crate) fn breakable(out: &mut String, text: &str) {
    for piece in text.split_inclusive(char::is_whitespace) {
        if piece.chars().count() <= LONG_WORD {
            escape(out, piece);
            continue;
        }
        let mut run = 0;
        let mut start = 0;
        for (at, c) in piece.char_indices() {
            run += 1;
            let seam = matches!(c, '/' | '-' | '_' | '.' | '?' | '&' | '=' | ',');
            if (seam && run >= PIECE / 3) || run >= PIECE {
                let end = at + c.len_utf8();
                escape(out, &piece[start..end]);
                if end < piece.trim_end().len() {
                    out.push_str("<wbr>");
                }
                (run, start) = (0, end);
            }
        }
        escape(out, &piece[start..]);
    }
}

/// The text in pieces, each with whether it is a date or a moment as files write them: `2026-03`, `2026-03-27T09:14:00Z`.
pub(crate) fn dates(text: &str) -> Vec<(&str, bool)> {
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | 'Z');
    let is_date = |run: &str| {
        let digits = run.chars().take_while(char::is_ascii_digit).count();
        digits == 4 && run.get(4..5) == Some("-") && run.ends_with(|c: char| c.is_ascii_digit() || c == 'Z')
    };
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let (run, after) = from.split_at(from.find(|c| !belongs(c)).unwrap_or(from.len()));
        pieces.extend([(before, false), (run, is_date(run))]);
        rest = after;
    }
    pieces.push((rest, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// The text of a node without its markup, white space folded.
pub(crate) fn plain(node: Node<'_>) -> String {
    let mut text = String::new();
    for part in node.descendants() {
        match &part.data().value {
            NodeValue::Text(t) => text.push_str(t),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::HtmlInline(html) => text.push_str(html),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of `dir` for a block with this text; none where the direction of the page is right.
///
/// Browsers go by the first letter alone. Where the page is in Arabic that is often the Latin id in front of
/// a title, so that a first letter against the page needs most letters with it.
pub(crate) fn direction(text: &str, page_rtl: bool) -> Option<&'static str> {
    let first = right_to_left(first_letter(text)?);
    Some(if first == read_rtl(text, page_rtl)? { "auto" } else { said(page_rtl) })
}

/// The same for a block of blocks, which browsers do not find out for themselves: they pass over what has a
/// direction of its own.
pub(crate) fn stated(text: &str, page_rtl: bool) -> Option<&'static str> {
    read_rtl(text, page_rtl).map(said)
}

fn said(rtl: bool) -> &'static str {
    if rtl { "rtl" } else { "ltr" }
}

fn read_rtl(text: &str, page_rtl: bool) -> Option<bool> {
    let bare = without_ids(text);
    let Some(_) = first_letter(&bare) else { return first_letter(text).map(|_| page_rtl) };
    let text = bare.as_str();
    let first = right_to_left(first_letter(text)?);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let like_first = letters().filter(|&c| right_to_left(c) == first).count();
    Some(if like_first * 2 >= letters().count() { first } else { page_rtl })
}

fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphabetic())
}

/// A text without the ids in it, as `C03-2`: they say nothing of its language. All of it when nothing else is there.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.rsplit('/').next().unwrap_or(word);
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().any(|c| c.is_ascii_digit())
    };
    text.split_whitespace().filter(|w| !is_id(w)).collect::<Vec<_>>().join(" ")
}

fn right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The address if it leads where a reader may go.
pub(crate) fn address(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    ["http", "https", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s)).then_some(url)
}
