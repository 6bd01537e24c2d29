//! User text as Markdown text: it can break no table, open no tag and start no list.

/// One line of text for a paragraph, heading, list item or table cell.
///
/// White space is folded to single spaces. Escaped is what could be markup at its place: always the
/// characters that mark spans, at the start of the text also those that mark blocks.
pub(crate) fn inline(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    let line: Vec<char> = visible.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let mut out = String::with_capacity(line.len() + 8);
    let mut leading_digits = 0_usize;
    for (i, &c) in line.iter().enumerate() {
        let next = line.get(i + 1).copied();
        let first = i == 0;
        let escape = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '^' | '$' | '{' | '}' => true,
            '&' => next.is_some_and(|n| n == '#' || n.is_ascii_alphabetic()),
            '#' | '+' | '-' | '=' | '>' | ':' if first => true,
            // A run of these at the end would close a heading.
            '#' => next.is_none_or(|n| matches!(n, '#' | ' ')),
            '.' | ')' => leading_digits > 0 && leading_digits == i && next.is_none_or(|n| n == ' '),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
        if c.is_ascii_digit() && leading_digits == i {
            leading_digits += 1;
        }
    }
    out
}

/// Text with its paragraphs and line breaks kept, each line of it as text.
pub(crate) fn block(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let escaped = unix.split('\n').map(inline).collect::<Vec<_>>().join("\n");
    let paragraphs = escaped.split("\n\n").map(|p| p.trim_matches('\n').replace('\n', "\\\n"));
    paragraphs.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Text as a block quotation, `indent` columns in.
pub(crate) fn quotation(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let line = |l: &str| if l.is_empty() { format!("{margin}>") } else { format!("{margin}> {l}") };
    block(text).lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A string as a double-quoted YAML scalar, for the front matter. JSON strings are YAML strings.
pub(crate) fn yaml_string(text: &str) -> String {
    serde_json::Value::String(crate::model::safe::line(text)).to_string()
}

/// A number with thousands set apart, so that 55751717 can be read.
pub(crate) fn grouped(value: f64) -> String {
    let text = format!("{value}");
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if i > 0 && left % 3 == 0 && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        for (given, expected) in [
            ("a | b", r"a \| b"),
            ("<script>x</script>", r"\<script>x\</script>"),
            ("1. first", r"1\. first"),
            ("12) x", r"12\) x"),
            ("2016.1", "2016.1"),
            ("3.", r"3\."),
            ("s. 24(1)", "s. 24(1)"),
            ("- item", r"\- item"),
            ("a - b", "a - b"),
            ("# head #", r"\# head \#"),
            ("C# code", r"C\# code"),
            ("**b** _i_ `c`", r"\*\*b\*\* \_i\_ \`c\`"),
            ("[x](javascript:y)", r"\[x\](javascript:y)"),
            ("a\u{a0}\n\tb ", "a b"),
            ("&lt; & x", r"\&lt; & x"),
            ("{{ x }} {% y %}", r"\{\{ x \}\} \{% y %\}"),
            ("المادة ٣: لا", "المادة ٣: لا"),
        ] {
            assert_eq!(inline(given), expected, "{given:?}");
        }
    }

    #[test]
    fn paragraphs_and_breaks_stay() {
        assert_eq!(block("a\nb\n\n\n- c\r\n"), "a\\\nb\n\n\\- c");
        assert_eq!(quotation("a\n\nb", 2), "  > a\n  >\n  > b");
        assert_eq!(block(" \n "), "");
    }

    #[test]
    fn front_matter_strings_cannot_end_early() {
        assert_eq!(yaml_string("a\": b\n---"), r#""a\": b ---""#);
    }

    #[test]
    fn numbers_can_be_read() {
        for (given, expected) in [
            (7.0, "7"),
            (1234.0, "1,234"),
            (55_751_717.0, "55,751,717"),
            (35.8, "35.8"),
            (-1234.5, "-1,234.5"),
        ] {
            assert_eq!(grouped(given), expected);
        }
    }
}
