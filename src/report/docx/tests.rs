//! What a document is to look like, and what must not break it.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::model::format::Format;
use crate::report::office::text;

const LATIN: Around<'_> = Around {
    skip: "",
    title: "Gap & <analysis>",
    language: "en-GB",
    rtl: false,
    sharing: "Restricted",
    status: Some("DRAFT"),
    date: "2026-03",
    contents: "Contents",
    page_word: "Page",
};

const ARABIC: Around<'_> = Around {
    skip: "",
    title: "تحليل",
    language: "ar",
    rtl: true,
    status: None,
    contents: "المحتويات",
    ..LATIN
};

const SAMPLE: &str = r#"---
title: "front matter"
---

# The **Title**

> A quotation.

| | |
| --- | --- |
| key | value |

## First *heading*[^n]

Words, **bold** and *italic*, `code`, [web](https://example.org/a?b=1&c=2), [local](#x), [mail](mailto:a@b.org).\
After a break.

1. one
   - inner

     > quoted inside
   - second
2. two

   more of two

text

3) three

| a | b | c | d | e | f | g |
| --- | :-: | --: | --- | --- | --- | --- |
| 1 | **2** | 3<br>lines | «قانون الطفل» (خيالي) | <!-- gone --> | [^n] |

---

#### Fourth

```
fn code() {
	tab
```

<!-- picture: NAME -->

<div>in a <b>division</b></div>

[^n]: The note with [a link](https://example.org) and [^other].

    Its second paragraph.

[^other]: Only a note refers to this.

[^alone]: Nothing refers to this.

## More 1

A line.

## More 2

A line.

## More 3

A line.

## More 4

A line.

## More 5

A line.

## More 6

A line.

## More 7

A line.

"#;

fn written(markdown: &str, page: &Around<'_>) -> Vec<u8> {
    let bytes = write(markdown, page).unwrap();
    assert!(
        !matches!(crate::report::office::check(Format::Docx, &bytes), Err(e) if !matches!(e, OfficeError::Empty)),
        "{markdown}"
    );
    bytes
}

fn part(bytes: &[u8], name: &str) -> String {
    package::unpack(bytes).unwrap().into_iter().find(|(part, _)| part == name).unwrap().1
}

fn document(markdown: &str, page: &Around<'_>) -> String {
    part(&written(markdown, page), package::DOCUMENT)
}

#[test]
fn markdown_becomes_paragraphs() {
    for (markdown, expected) in [
        ("# T", "<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">T</w:t></w:r></w:p>"),
        (
            "# T\n\n# U",
            "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:bookmarkStart w:id=\"2\" w:name=\"_Toc000001\"/>",
        ),
        ("#### H", "<w:pStyle w:val=\"Heading3\"/>"),
        ("##### H", "<w:pStyle w:val=\"Heading4\"/></w:pPr><w:r>"),
        ("a *b*", "<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">b</w:t></w:r>"),
        ("a **b**", "<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">b</w:t></w:r>"),
        ("`b`", "<w:rStyle w:val=\"InlineCode\"/>"),
        ("a\\\nb", "a</w:t><w:br/><w:t xml:space=\"preserve\">b"),
        ("a<br>b", "a</w:t><w:br/><w:t xml:space=\"preserve\">b"),
        ("```\na\tb\n```", "a</w:t><w:tab/><w:t xml:space=\"preserve\">b"),
        (
            "- a",
            "<w:pStyle w:val=\"ListBullet\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>\
                 <w:ind w:left=\"360\" w:hanging=\"360\"/>",
        ),
        ("- a\n  1. b", "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"2\"/></w:numPr>"),
        ("1. a\n\ntext\n\n1. b", "<w:numId w:val=\"3\"/>"),
        ("1. a\n\n   b", "<w:pStyle w:val=\"ListContinue\"/><w:ind w:left=\"360\"/>"),
        ("- > q", "<w:pStyle w:val=\"Quote\"/><w:ind w:left=\"720\"/>"),
        ("- ## h", "<w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:p>"),
        ("---", "<w:pStyle w:val=\"Rule\"/>"),
        (
            "[a](https://x.org)",
            "<w:hyperlink r:id=\"link0\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/>",
        ),
        ("[a](javascript:x)", "<w:r><w:t xml:space=\"preserve\">a</w:t></w:r>"),
        ("[](x)", ">x<"),
        ("![alt\ntext](x.png)", ">alt text<"),
        ("a[^1]\n\n[^1]: b", "<w:footnoteReference w:id=\"1\"/>"),
        ("a[^1] b[^1]\n\n[^1]: b", " NOTEREF _Note1 \\h "),
        ("| a |\n| --: |\n| b |", "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"),
        ("| a |\n| --: |\n| b |", "<w:jc w:val=\"right\"/></w:pPr><w:r><w:t xml:space=\"preserve\">b"),
        ("| | |\n| - | - |\n| b | c |", "w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\""),
        ("|a|b|c|d|e|f|g|\n|-|-|-|-|-|-|-|\n", "w:orient=\"landscape\""),
    ] {
        let document = document(markdown, &LATIN);
        assert!(document.contains(expected), "{markdown}\n{document}");
    }
}

#[test]
fn no_word_outside_comments_vanishes() {
    let bytes = written(SAMPLE, &LATIN);
    let text = text(&bytes).unwrap();
    for word in [
        "Contents\nFirst heading\t\n",
        "Title",
        "quotation",
        "key",
        "value",
        "bold",
        "italic",
        "code",
        "web",
        "local",
        "mail",
        "After a break",
        "inner",
        "quoted inside",
        "second",
        "more of two",
        "three",
        "lines",
        "Fourth",
        "fn code() {\n\ttab",
        "in a division",
        "[other] Only a note refers",
        "[alone] Nothing refers",
    ] {
        assert!(text.contains(word), "{word} is missing:\n{text}");
    }
    assert!(!["front matter", "gone", "picture", "The note"].iter().any(|w| text.contains(w)), "{text}");
    let notes = part(&bytes, "word/footnotes.xml");
    for words in [">The note with ", ">a link<", "and [other].", ">Its second paragraph.<"] {
        assert!(notes.contains(words), "{notes}");
    }
    for (name, words) in [
        ("word/header1.xml", "Gap &amp; &lt;analysis&gt;"),
        ("word/header1.xml", "Restricted"),
        ("word/header1.xml", "DRAFT"),
        ("word/footer1.xml", "NUMPAGES"),
        ("docProps/core.xml", ">2026-03-01T00:00:00Z<"),
        ("docProps/core.xml", "<dc:title>Gap &amp; &lt;analysis&gt;</dc:title>"),
        (
            "word/_rels/document.xml.rels",
            "Target=\"https://example.org/a?b=1&amp;c=2\" TargetMode=\"External\"",
        ),
        ("word/_rels/footnotes.xml.rels", "Target=\"https://example.org\""),
        ("word/numbering.xml", "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"3\"/>"),
    ] {
        let part = part(&bytes, name);
        assert!(part.contains(words), "{words} is missing:\n{part}");
    }
}

/// The orders in which the schema has the properties that we use.
const ORDERS: [(&str, &str); 9] = [
    ("w:pPr", "pStyle keepNext keepLines numPr pBdr shd tabs bidi spacing ind jc outlineLvl sectPr"),
    ("w:rPr", "rStyle rFonts b bCs i iCs noProof color sz szCs u vertAlign rtl lang"),
    ("w:tblPr", "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook"),
    ("w:tcPr", "tcW shd"),
    ("w:sectPr", "headerReference footerReference type pgSz pgMar cols bidi"),
    ("w:style", "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr"),
    ("w:lvl", "start numFmt lvlText lvlJc pPr"),
    ("w:numbering", "abstractNum num"),
    ("w:settings", "zoom defaultTabStop characterSpacingControl footnotePr compat"),
];

#[test]
fn properties_are_in_the_order_of_the_schema() {
    for page in [&LATIN, &ARABIC] {
        for (name, content) in package::unpack(&written(SAMPLE, page)).unwrap() {
            let mut reader = Reader::from_str(&content);
            let mut open: Vec<(String, usize)> = Vec::new();
            loop {
                let event = reader.read_event().unwrap();
                let tag = match &event {
                    Event::Start(tag) | Event::Empty(tag) => tag.name().0.to_owned(),
                    Event::End(_) => {
                        open.pop();
                        continue;
                    }
                    Event::Eof => break,
                    _ => continue,
                };
                if let Some((parent, last)) = open.last_mut()
                    && let Some((_, order)) = ORDERS.iter().find(|(p, _)| p == parent)
                {
                    let at = order.split(' ').position(|t| tag.strip_prefix("w:") == Some(t));
                    let at = at.unwrap_or_else(|| panic!("{tag} in {parent} of {name}"));
                    assert!(at >= *last, "{tag} in {parent} of {name}");
                    *last = at;
                }
                if matches!(event, Event::Start(_)) {
                    open.push((tag, 0));
                }
            }
        }
    }
}

/// The values of an attribute.
fn values<'a>(xml: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!("{attribute}=\"");
    let pieces = xml.split(start.as_str()).skip(1);
    pieces.map(|p| p.split('"').next().unwrap()).collect()
}

#[test]
fn what_is_pointed_to_is_there() {
    let bytes = written(SAMPLE, &LATIN);
    let document = part(&bytes, package::DOCUMENT);
    let styles = part(&bytes, "word/styles.xml");
    let styles = values(&styles, "w:styleId");
    for tag in ["<w:pStyle w:val", "<w:rStyle w:val", "<w:tblStyle w:val"] {
        for used in values(&document, tag) {
            assert!(styles.contains(&used), "{used}");
        }
    }
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    let relations = values(&relations, "Id");
    assert!(values(&document, "r:id").iter().all(|id| relations.contains(id)));
    let numbering = part(&bytes, "word/numbering.xml");
    let numbers = values(&numbering, "<w:num w:numId");
    assert!(values(&document, "<w:numId w:val").iter().all(|id| numbers.contains(id)));
    let names = values(&document, "w:name");
    assert!(values(&document, "w:anchor").iter().all(|anchor| names.contains(anchor)));
    let mut ids = values(&document, "<w:bookmarkStart w:id");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

fn lines(line: &dyn Fn(usize) -> String) -> String {
    (0..2_000).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn hostile_texts_leave_the_document_whole() {
    let controls: String = ('\0'..='\u{9F}').filter(|c| !c.is_ascii_graphic()).collect();
    let text_of = |markdown: &str| text(&written(markdown, &LATIN)).unwrap();
    for (markdown, expected) in [
        (format!("a{controls}\u{FFFE}\u{FFFF}\u{1FFFE}b"), "b"),
        ("x ]]> y".to_owned(), "x ]]> y"),
        ("&lt;w:p&gt; `<w:p>` </w:p>".to_owned(), "<w:p> <w:p>"),
        ("<w:p>&amp;amp;".to_owned(), "<w:p>&amp;"),
        ("\"quoted\" 'x' & <y".to_owned(), "\"quoted\" 'x' & <y"),
        ("[a](<https://x.org/ä \"<>{}|\\^`>)".to_owned(), "a"),
        ("[a](https://) [b](http:///x) [c](mailto:)".to_owned(), "a b c"),
        ("\u{202E}\u{2066}\u{1F600}".to_owned(), "\u{202E}\u{2066}\u{1F600}"),
        (format!("{}deep", "> ".repeat(2_000)), "deep"),
        (lines(&|i| format!("{}- deep{i}", "  ".repeat(i))), "deep1999"),
        (lines(&|i| format!("{}1. > deep{i}", "     ".repeat(i))), "deep1999"),
        (format!("{}deep{}", "*".repeat(2_000), "*".repeat(2_000)), "deep"),
        (format!("{}deep{}", "[".repeat(2_000), "](https://x.org)".repeat(2_000)), "deep"),
        (format!("{}م", "(".repeat(100_000)), "م"),
        (format!("|{}\n|{}\n|{}", "a|".repeat(100), "-|".repeat(100), "b|".repeat(100)), "b | b"),
        ("[^a]: [^b]\n\n[^b]: [^a] deep\n\nx[^a]".to_owned(), "deep"),
    ] {
        let text = text_of(&markdown);
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let bytes = written("[a](<https://x.org/ä \"{|>)", &LATIN);
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    assert!(relations.contains("https://x.org/%C3%A4%20%22%7B%7C"), "{relations}");
    assert!(matches!(
        crate::report::office::check(Format::Docx, &written("<!-- nothing -->", &LATIN)),
        Err(OfficeError::Empty)
    ));
    assert!(matches!(
        crate::report::office::check(Format::Docx, b"no archive"),
        Err(OfficeError::Package(_))
    ));
    let names = [package::TYPES, package::RELATIONS, package::DOCUMENT];
    let broken = package::pack(&names.map(|name| (name, "<w:p><w:t>a</w:t>".to_owned())));
    assert!(matches!(
        crate::report::office::check(Format::Docx, &broken.unwrap()),
        Err(OfficeError::Xml { .. })
    ));
}

#[test]
fn long_tables_are_written() {
    let rows = lines(&|i| format!("| C{i} | some words of row {i} |"));
    let document = document(&format!("| a | b |\n| - | - |\n{rows}"), &LATIN);
    assert_eq!(document.matches("<w:tr>").count(), 2_001);
    let widths =
        values(&document, "<w:gridCol w:w").iter().map(|w| w.parse::<usize>().unwrap()).sum::<usize>();
    assert_eq!(widths, body::width(false));
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    for page in [&LATIN, &ARABIC] {
        assert_eq!(write(SAMPLE, page).unwrap(), write(SAMPLE, page).unwrap());
    }
}

#[test]
fn directions_go_to_word() {
    let rtl_run = "<w:rPr><w:rtl/><w:lang w:bidi=\"ar\"/></w:rPr>";
    for (markdown, page, has, has_not) in [
        ("> نص and more", &LATIN, "<w:pStyle w:val=\"Quote\"/><w:bidi/>", "<w:sectPr><w:bidi/>"),
        ("> نص", &LATIN, rtl_run, "w:lang w:bidi=\"en-GB\""),
        ("text نص", &LATIN, rtl_run, "<w:bidi/>"),
        ("שלום text words", &LATIN, "<w:lang w:bidi=\"he\"/>", "<w:bidi/>"),
        ("نص", &ARABIC, "<w:p><w:pPr><w:bidi/></w:pPr>", "bidiVisual"),
        ("نص", &ARABIC, "<w:cols w:space=\"708\"/><w:bidi/></w:sectPr>", "bidiVisual"),
        ("> A law, نص", &ARABIC, "<w:pStyle w:val=\"Quote\"/><w:ind", "<w:pStyle w:val=\"Quote\"/><w:bidi/>"),
        ("C01-1 هل توجد هيئة", &ARABIC, "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t", "<w:p><w:pPr></w:pPr>"),
        ("| أ |\n| - |\n| ب |", &ARABIC, "<w:tblStyle w:val=\"MnrTable\"/><w:bidiVisual/>", "<w:jc"),
        ("في 2026-03-14", &ARABIC, ">\u{200E}2026-03-14<", "<w:pPr></w:pPr>"),
    ] {
        let document = document(markdown, page);
        assert!(document.contains(has), "{markdown}\n{document}");
        assert!(!document.contains(has_not), "{markdown}\n{document}");
    }
}
