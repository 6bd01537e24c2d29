//! User text as Markdown text: it can break no table, open no tag and start no list.

use crate::model::safe::is_bidi_control;

/// One line of text for a paragraph, heading, list item or table cell.
///
/// White space is folded to single spaces. Escaped is what could be markup at its place: always the
/// characters that mark spans, at the start of the text also those that mark blocks.
pub(crate) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Still inside the digits that the text begins with.
    let mut numbered = true;
    let shows = |word: &&str| word.chars().any(|c| !c.is_control() && !is_bidi_control(c));
    for (n, word) in text.split_whitespace().filter(shows).enumerate() {
        if n > 0 {
            out.push(' ');
            numbered = false;
        }
        // What turns the direction of all that follows is no word of anybody.
        let mut chars = word.chars().filter(|c| !c.is_control() && !is_bidi_control(*c)).peekable();
        let mut first = n == 0;
        while let Some(c) = chars.next() {
            let next = chars.peek().copied();
            let escape = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '^' | '$' | '{' | '}' => true,
                '&' => next.is_some_and(|n| n == '#' || n.is_ascii_alphabetic()),
                '#' | '+' | '-' | '=' | '>' | ':' if first => true,
                // A run of these at the end would close a heading.
                '#' => next.is_none_or(|n| n == '#'),
                '.' | ')' => numbered && !first && next.is_none(),
                _ => false,
            };
            if escape {
                out.push('\\');
            }
            out.push(c);
            numbered &= c.is_ascii_digit();
            first = false;
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
            ("\u{1} # \u{1}1. \u{2} x", r"\# 1. x"),
            ("\u{1}1\u{2}. x", r"1\. x"),
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

    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};

    const PIECES: &[&str] = &[
        "|",
        "\\",
        "\\|",
        "`",
        "``",
        "```",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "^",
        "$",
        "$$",
        "#",
        "# ",
        " #",
        "##",
        "-",
        "- ",
        "+ ",
        "* ",
        "1.",
        "1. ",
        "12)",
        ">",
        "> ",
        "=",
        "===",
        "---",
        "***",
        ":",
        ": x",
        ":---:",
        "[",
        "]",
        "(",
        ")",
        "[x](y)",
        "![i](j)",
        "[^1]",
        "[^1]: f",
        "[r]: /u",
        "<",
        "</",
        "<b>",
        "<script>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "&",
        "&amp;",
        "&#35;",
        "&lt",
        "{{",
        "}}",
        "{%",
        "http://x.y",
        "www.x.y",
        "a@b.c",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "    ",
        "  \n",
        "\u{a0}",
        "\u{2028}",
        "\u{0}",
        "\u{1}",
        "[ ]",
        "[x] ",
        "- [ ] ",
        "!!!",
        "المادة",
        "é",
        "日本",
        "👩\u{200d}👧",
        "a",
        "word",
        " ",
    ];

    fn hostile() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => prop::collection::vec(prop::sample::select(PIECES), 1..12).prop_map(|p| p.concat()),
            1 => prop::collection::vec(any::<char>(), 1..30).prop_map(|c| c.into_iter().collect()),
        ]
    }

    /// The plain text that a Markdown reader sees, with everything switched on, and the tags it makes.
    fn rendered(markdown: &str) -> (String, Vec<String>) {
        let mut options = comrak::Options::default();
        let e = &mut options.extension;
        (e.table, e.strikethrough, e.tasklist, e.footnotes, e.description_lists) =
            (true, true, true, true, true);
        (e.superscript, e.alerts, e.math_dollars, e.underline, e.spoiler) = (true, true, true, true, true);
        let html = comrak::markdown_to_html(markdown, &options);
        let (mut text, mut tags) = (String::new(), Vec::new());
        for (i, piece) in html.split('<').enumerate() {
            let (tag, rest) = if i == 0 { ("", piece) } else { piece.split_once('>').unwrap_or((piece, "")) };
            if i > 0 {
                tags.push(
                    tag.split_whitespace().next().unwrap_or_default().trim_start_matches('/').to_owned(),
                );
            }
            text.push_str(rest);
        }
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        (text, tags)
    }

    fn words(text: &str) -> String {
        let shown = |c: &char| (!c.is_control() || c.is_whitespace()) && !is_bidi_control(*c);
        let visible: String = text.chars().filter(shown).collect();
        visible.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Every place of a report that takes what people typed, and the tags that the place itself makes.
    #[test]
    fn no_text_is_markup_in_any_place() {
        type Place = (fn(&str) -> String, &'static [&'static str]);
        let places: [Place; 7] = [
            (|t| format!("x {}\n", inline(t)), &["p"]),
            (|t| format!("{}\n", inline(t)), &["p"]),
            (|t| format!("## {}\n", inline(t)), &["h2"]),
            (|t| format!("- {}\n", inline(t)), &["ul", "li", "p"]),
            (|t| format!("**{}x**\n", inline(t)), &["p", "strong"]),
            (
                |t| format!("| a | b |\n| --- | --- |\n| {} | x |\n", inline(t)),
                &["table", "thead", "tbody", "tr", "th", "td"],
            ),
            (|t| format!("{}\n", quotation(t, 0)), &["blockquote", "p", "br"]),
        ];
        let config = Config { cases: 4_000, failure_persistence: None, ..Config::default() };
        let result = TestRunner::new(config).run(&hostile(), |text| {
            for (i, (place, allowed)) in places.iter().enumerate() {
                // A report begins with its front matter, never with what people typed.
                let (shown, tags) = rendered(&format!("lead\n\n{}", place(&text)));
                for tag in &tags {
                    prop_assert!(
                        *tag == "p" || allowed.contains(&tag.as_str()),
                        "place {} made <{}> of {:?}",
                        i,
                        tag,
                        place(&text)
                    );
                }
                let wanted = words(&text);
                let shown = words(&shown);
                prop_assert!(
                    shown.contains(&wanted),
                    "place {}: {:?} became {:?} by {:?}",
                    i,
                    wanted,
                    shown,
                    place(&text)
                );
            }
            Ok(())
        });
        result.unwrap_or_else(|e| panic!("{e}"));
    }
}
