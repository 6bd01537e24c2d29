//! What a page holds, and what no report can bring into it.

use super::{HtmlError, write};
use crate::report::around::Around;

const TEMPLATE: &str = include_str!("../../../templates/_page.html.j2");
const PAGE: Around<'_> = Around {
    page_word: "",
    title: "T & <t>",
    language: "en",
    rtl: false,
    sharing: "Restricted",
    status: Some("DRAFT"),
    date: "2026-03-27",
    contents: "Contents",
    skip: "Skip to the report",
};

fn picture(name: &str) -> Option<String> {
    (name == "levels mnr").then(|| "<svg id=\"picture\"></svg>".to_owned())
}

fn whole(markdown: &str) -> String {
    write(markdown, &PAGE, TEMPLATE, &picture).unwrap()
}

/// What stands in the main part of the page, without the contents.
fn main(markdown: &str) -> String {
    let html = whole(markdown);
    let (_, html) = html.split_once("<div class=\"lead\">").unwrap();
    let (lead, rest) = html.split_once("</div>\n").unwrap();
    let (_, chapters) = rest.rsplit_once("<div class=\"chapters\">").unwrap();
    let (chapters, _) = chapters.split_once("</main>").unwrap();
    format!("{lead}{chapters}")
}

#[test]
fn no_word_becomes_markup() {
    let hostile = [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div>\n<iframe src=\"https://x.org\"></iframe>\n</div>",
        "> <style>@import 'https://x.org'</style>",
        "| <svg onload=x> |\n| --- |\n| <b>x</b> |",
        "# <script>x</script>",
        "`<script>`\n\n    <script>\n",
        "```<script>\n<script>\n```",
        "&lt;script&gt; &#60;script&#62;",
        "[<script>](https://x.org/\"><script>)",
        "<https://x.org/'\"<script>>",
        "x[^<script>]\n\n[^<script>]: <script>",
        "<!-- a --><script>x</script>",
        "<!-- never closed <script>x</script>",
        "**<svg>** *<script>*",
        "<?php ?>\n\n<![CDATA[<script>]]>",
    ];
    for markdown in hostile {
        let html = main(markdown).to_lowercase();
        for tag in ["<script", "<img", "<iframe", "<style", "<svg", "<b>", "<?", "<!"] {
            assert!(!html.contains(tag), "{markdown:?} gives {html}");
        }
    }
    // The title is text in the head, and in the style, where `<` would be read as markup.
    let html = whole("");
    assert!(html.contains("<title>T &amp; &lt;t&gt;</title>"));
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(style.contains("\"T \\26  \\3c t\\3e \"") && !style.contains("<t"), "{style}");
}

#[test]
fn nothing_leads_anywhere_but_to_the_web_and_mail() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:x",
        "java&#10;script:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//x.org",
        "x.html",
        "\\javascript:x",
    ] {
        let html = main(&format!("[a](<{url}>) ![b](<{url}>)"));
        assert!(!html.contains("href") && !html.contains("src"), "{url} gives {html}");
        assert!(html.contains('a') && html.contains("[b]"));
    }
    let html =
        main("[a](https://x.org/?a=1&b=2) <mailto:a@x.org> [![alt](https://x.org/p.png)](https://x.org)");
    assert!(html.contains(
        "<a class=\"named\" rel=\"noopener noreferrer\" href=\"https://x.org/?a=1&amp;b=2\">a</a>"
    ));
    assert!(html.contains("href=\"mailto:a@x.org\">mailto:a@x.org</a>"), "{html}");
    assert!(html.contains("href=\"https://x.org\">[alt]</a>") && !html.contains("p.png"), "{html}");
}

#[test]
fn only_a_comment_of_its_own_is_a_picture() {
    let shown = "<svg id=\"picture\">";
    assert!(main("a\n\n<!-- picture: levels mnr -->\n\nb").contains(shown));
    for text in [
        "\\<!-- picture: levels mnr -->",
        "&lt;!-- picture: levels mnr --&gt;",
        "`<!-- picture: levels mnr -->`",
        "a <!-- picture: levels mnr --> b",
        "> <!-- picture: levels mnr -->",
        "- <!-- picture: levels mnr -->",
        "<!-- picture: levels mnr --> <!-- x -->",
        "<!-- picture: other -->",
        "<!-- picture: ../levels mnr -->",
        "```\n<!-- picture: levels mnr -->\n```",
    ] {
        assert!(!main(text).contains(shown), "{text}");
    }
    let twice = main("<!-- picture: levels mnr -->\n\n<!-- picture: levels mnr -->");
    assert_eq!(twice.matches(shown).count(), 1);
    assert_eq!(main("<!-- note -->\n\na<!-- b --> c").matches("!--").count(), 0);
}

#[test]
fn headings_stand_in_order_and_are_found() {
    let html =
        whole("# A\n\n#### B\n\n#### C\n\n## D\n\n# E\n\n## القيادة\n\n## القيادة\n\n## ?\n\n## note.1");
    for tag in [
        "<h1 id=\"a\" ",
        "<h2 id=\"b\" ",
        "<h2 id=\"c\" ",
        "<h2 id=\"d\" ",
        "<h2 id=\"e\" ",
        "<h3 id=\"القيادة\" dir=\"auto\">القيادة</h3>",
        "<h3 id=\"القيادة-1\" ",
        "<h3 id=\"section\">?</h3>",
        "<h3 id=\"note1\" ",
        "<a href=\"#القيادة-1\" dir=\"auto\">",
    ] {
        assert!(html.contains(tag), "{tag} in {html}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
    let html = whole("## X\n\n# Y");
    assert_eq!(html.matches("<h1").count(), 1);
    assert!(html.contains("<h1 dir=\"auto\">T &amp; &lt;t&gt;</h1>") && html.contains("<h2 id=\"y\""));
}

#[test]
fn every_footnote_is_reached_both_ways() {
    let html = main("a[^x] b[^y] c[^x]\n\n[^y]: Why\n[^x]: Ex\n");
    for part in [
        "<a id=\"note.1.1\" href=\"#note.1\" role=\"doc-noteref\">1</a>",
        "<a id=\"note.1.2\" href=\"#note.1\"",
        "<a id=\"note.2.1\" href=\"#note.2\"",
        "<li id=\"note.1\" dir=\"ltr\"><p dir=\"auto\">Ex</p>",
        "href=\"#note.1.2\" role=\"doc-backlink\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert_eq!(html.matches("role=\"doc-endnotes\"").count(), 1);
}

#[test]
fn a_table_says_what_its_heads_are_for() {
    let html = main("## H\n\n| | |\n| --- | --: |\n| k | v |\n| | w |\n\n| a | |\n| --- | :-: |\n| 1 | 2 |");
    for part in [
        "role=\"region\" tabindex=\"0\" aria-label=\"H\"><table class=\"facts\">\n<tbody>\n<tr><th scope=\"row\"",
        "<tr><td class=\"short\"></td><td class=\"end\"",
        "aria-label=\"H (2)\"><table>\n<thead><tr><th scope=\"col\" dir=\"auto\">a</th><td class=\"middle\"></td></tr></thead>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("></th>"));
    let long = main(&format!("| a |\n| --- |\n| {} |", "0123456789abcdef".repeat(4)));
    assert!(long.contains("0123456789ab<wbr>cdef"), "{long}");
}

#[test]
fn dates_keep_their_order_in_a_page_from_right_to_left() {
    let pieces: Vec<&str> = super::text::dates("من 2026-03-02 إلى 2026-03 (C03-2, 12-3)")
        .into_iter()
        .filter(|p| p.1)
        .map(|p| p.0)
        .collect();
    assert_eq!(pieces, ["2026-03-02", "2026-03"]);
}

#[test]
fn blocks_are_read_in_the_direction_of_their_letters() {
    let text = "C01 القيادة الوطنية\n\n> The Council\n\n> نص عربي\n\nAct (قانون) of 2020\n\n63–79 %";
    let page = Around { language: "ar", rtl: true, ..PAGE };
    let html = write(text, &page, TEMPLATE, &picture).unwrap();
    for part in [
        "<html lang=\"ar\" dir=\"rtl\">",
        "<p dir=\"rtl\">C01",
        "<blockquote dir=\"ltr\"><p dir=\"auto\">The",
        "<blockquote dir=\"rtl\"><p dir=\"auto\">نص",
        "<p dir=\"auto\">Act",
        "<p>63–79 %",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    // A sentence in the language of the page may quote more than it says.
    assert!(main("- by law: لكل طفل مجني عليه الحق في العلاج").contains("<li dir=\"ltr\">"));
}

#[test]
fn front_matter_and_control_characters_are_left_out() {
    let html = whole("---\nsecret: x\n---\n\n# A\u{1}\u{7f}b");
    assert!(!html.contains("secret") && html.contains(">Ab</h1>"), "{html}");
}

#[test]
fn a_fault_in_the_template_is_told_with_its_line() {
    let HtmlError::Template { line, message } = write("", &PAGE, "a\n{{ nothing.x }}", &picture).unwrap_err();
    assert_eq!(line, Some(2));
    assert!(message.contains("undefined"), "{message}");
}

#[test]
fn nesting_exhausts_nothing_and_a_page_is_the_same_each_time() {
    let deep = format!("{} x\n\n{}y{}", ">".repeat(3000), "*a ".repeat(3000), "*".repeat(3000));
    assert_eq!(whole(&deep), whole(&deep));
}
