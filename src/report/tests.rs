//! What people type, in every place of every format: it runs nothing, breaks nothing and does not vanish.
//!
//! `MNR_HOSTILE=200000 cargo test hostile` tries as many texts as it says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![expect(clippy::format_push_string, reason = "a test has no need to hurry")]

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use crate::report::around::Around;
use crate::report::book::{Cell, Column, Sheet, SheetKind};
use crate::report::render::{Renderer, Template};
use crate::report::words::Words;
use crate::report::{csv, docx, html, markdown, office, xlsx};

/// How many texts stand in one document.
const TOGETHER: usize = 400;

const PIECES: &[&str] = &[
    "|",
    "\\",
    "`",
    "```",
    "*",
    "**",
    "_",
    "~~",
    "^",
    "$$",
    "#",
    "# ",
    "- ",
    "1. ",
    "> ",
    "---",
    "[x](y)",
    "![i](j)",
    "[^1]",
    "[^1]: f",
    "[r]: /u",
    "<",
    "</",
    "<b>",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "<!-- picture: levels mnr -->",
    "<?",
    "<![CDATA[",
    "]]>",
    "&",
    "&amp;",
    "&#35;",
    "&lt",
    "{{ 7*7 }}",
    "{% x %}",
    "http://x.y",
    "javascript:alert(1)",
    "www.x.y",
    "a@b.c",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "\u{a0}",
    "\u{2028}",
    "\u{0}",
    "\u{1}",
    "\u{b}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{202e}",
    "\u{200f}",
    "[ ]",
    "- [ ] ",
    "=1+1",
    "=HYPERLINK(\"http://x\")",
    "+1",
    "-1",
    "@SUM(A1)",
    "\u{ff1d}1",
    "'",
    "\"",
    "\"\"",
    ",",
    ";",
    "_x0041_",
    "_x000D_",
    "%s",
    "${x}",
    "المادة",
    "é",
    "日本",
    "👩\u{200d}👧",
    "a",
    "word",
    " ",
    "style=\"x\"",
    "onload=x",
    "url(http://x)",
    "</style>",
    "</svg>",
    "</w:t>",
    "w:p",
];

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn text(&mut self) -> String {
        let pieces = 1 + self.below(9);
        let text: String = (0..pieces).map(|_| PIECES[self.below(PIECES.len())]).collect();
        if self.below(5) > 0 {
            return text;
        }
        // Any character at all, now and then.
        let any = (0..8).filter_map(|_| char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap()));
        text.chars().chain(any).collect()
    }
}

/// The words of a text that every format has to show, without what no format can hold.
fn seen(text: &str) -> String {
    // The mark before left-to-right text is put in by us, where a date would be turned without it.
    let holds = |c: &char| {
        !c.is_control()
            && !crate::model::safe::is_bidi_control(*c)
            && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{200e}')
    };
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .map(|w| w.chars().filter(holds).collect::<String>())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .concat()
}

fn page() -> Around<'static> {
    Around {
        title: "t",
        language: "en",
        rtl: false,
        sharing: "s",
        status: None,
        date: "2026",
        contents: "c",
        skip: "k",
        page_word: "p",
    }
}

/// A report with a text in every place of one, each between two marks.
fn report(texts: &[String]) -> String {
    let mut out = String::from("---\ntitle: \"t\"\n---\n\n# T\n\n");
    for (i, text) in texts.iter().enumerate() {
        let (line, block, quotation) =
            (markdown::inline(text), markdown::block(text), markdown::quotation(text, 0));
        out.push_str(&match i % 7 {
            0 => format!("begin{i}q {line} q{i}end\n\n"),
            1 => format!("## begin{i}q {line} q{i}end\n\n"),
            2 => format!("- begin{i}q {line} q{i}end\n\n"),
            3 => format!("**begin{i}q {line}x** q{i}end\n\n"),
            4 => format!("| a | b |\n| --- | --- |\n| begin{i}q {line} q{i}end | x |\n\n"),
            5 => format!("begin{i}q\n\n{quotation}\n\nq{i}end\n\n"),
            _ => format!("begin{i}q\n\n{block}\n\nq{i}end\n\n"),
        });
    }
    out
}

/// What stands between the marks of the `i`th text, without white space.
fn between(shown: &str, i: usize) -> String {
    let (_, rest) = shown.split_once(&format!("begin{i}q")).unwrap_or_else(|| panic!("text {i} is gone"));
    let (inner, _) = rest.split_once(&format!("q{i}end")).unwrap_or_else(|| panic!("text {i} has no end"));
    seen(inner)
}

/// The text of a page, tags taken out and entities resolved, and the names of its tags.
fn stripped(page: &str) -> (String, Vec<String>) {
    let body = page.split_once("<main").unwrap().1.rsplit_once("</main>").unwrap().0;
    let (mut text, mut tags) = (String::new(), Vec::new());
    for (i, piece) in body.split('<').enumerate() {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        if i > 0 {
            let name: String =
                tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
            tags.push(name);
        }
        text.push_str(if i == 0 { "" } else { rest });
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    (entities.iter().fold(text, |t, (from, to)| t.replace(from, to)), tags)
}

#[test]
fn hostile_text_is_text_in_every_format() {
    let wanted: usize = option_env!("MNR_HOSTILE").and_then(|n| n.parse().ok()).unwrap_or(4_000);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..wanted.div_ceil(TOGETHER) {
        let texts: Vec<String> = (0..TOGETHER).map(|_| dice.text()).collect();
        let markdown = report(&texts);
        in_html(&texts, &markdown);
        in_word(&texts, &markdown);
        in_tables(&texts);
        in_pictures(&texts);
    }
}

/// The tags that a report may have.
const OURS: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "bdi",
    "blockquote",
    "br",
    "wbr",
    "nav",
    "a",
    "details",
    "summary",
    "section",
    "article",
    "header",
    "span",
];

fn in_html(texts: &[String], markdown: &str) {
    let template = include_str!("../../templates/_page.html.j2");
    let page = page();
    let shown = html::write(markdown, &page, template, &|_| Some("<svg>PICTURE</svg>".to_owned())).unwrap();
    assert!(!shown.contains("PICTURE"), "a text asked for a picture and got it");
    let (text, tags) = stripped(&shown);
    let strange: Vec<&String> = tags.iter().filter(|t| !OURS.contains(&t.as_str())).collect();
    assert!(strange.is_empty(), "tags that are not ours: {strange:?}");
    for (i, wanted) in texts.iter().enumerate() {
        // The contents repeat the headings; what counts is the text behind.
        let from = text.rfind(&format!("begin{i}q")).unwrap();
        let found = between(&text[from..], i);
        assert!(found == seen(wanted) || found == seen(wanted) + "x", "HTML: {wanted:?} became {found:?}");
    }
}

fn in_word(texts: &[String], markdown: &str) {
    let bytes = docx::write(markdown, &page()).unwrap();
    office::check(crate::model::format::Format::Docx, &bytes).unwrap();
    let text = office::text(&bytes).unwrap();
    for (i, wanted) in texts.iter().enumerate() {
        let from = text.rfind(&format!("begin{i}q")).unwrap_or_else(|| panic!("Word: {wanted:?} is gone"));
        let found = between(&text[from..], i);
        assert!(found == seen(wanted) || found == seen(wanted) + "x", "Word: {wanted:?} became {found:?}");
    }
}

fn in_tables(texts: &[String]) {
    let column = |title: &str| Column { title: title.to_owned(), width: 10, choices: Vec::new() };
    let sheet = Sheet {
        kind: SheetKind::Answers,
        name: "A".to_owned(),
        identity: 0,
        columns: vec![column("i"), column("t")],
        rows: texts.iter().enumerate().map(|(i, t)| vec![Cell::from(i), Cell::from(t.as_str())]).collect(),
    };
    let frame = Around { title: "=t&A", sharing: "&s", rtl: true, date: "2026-13-99", ..page() };
    assert!(xlsx::write(std::slice::from_ref(&sheet), &frame).is_err(), "no such day");
    let frame = Around { date: "2026-03", ..frame };
    let bytes = xlsx::write(std::slice::from_ref(&sheet), &frame).unwrap();
    office::check(crate::model::format::Format::Xlsx, &bytes).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert!(book.worksheet_formula("A").unwrap().used_cells().next().is_none(), "a text became a formula");
    let cells = book.worksheet_range("A").unwrap();
    for (row, wanted) in cells.rows().skip(1).zip(texts) {
        assert_eq!(seen(&row[1].to_string()), seen(wanted), "Excel");
    }
    let bytes = csv::write(&sheet).unwrap();
    assert_eq!(csv::rows(&bytes).unwrap(), texts.len());
    let mut reader = ::csv::Reader::from_reader(&bytes[3..]);
    for (record, wanted) in reader.records().zip(texts) {
        let record = record.unwrap();
        let cell = record.get(1).unwrap();
        let first = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
        assert!(!first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c)), "CSV begins a formula: {cell:?}");
        let bare = cell.strip_prefix('\'').unwrap_or(cell);
        assert!(seen(bare) == seen(wanted) || seen(cell) == seen(wanted), "CSV: {wanted:?} became {cell:?}");
    }
}

fn in_pictures(texts: &[String]) {
    let text = "<svg xmlns=\"http://www.w3.org/2000/svg\">{% for t in texts %}<text data-t=\"{{ t }}\">{{ t }}</text>{{ say(\"{v}\", v=t) }}{% endfor %}</svg>";
    let template =
        Template { name: "_picture-x.svg.j2".to_owned(), place: String::new(), text: text.to_owned() };
    let templates = [template];
    let renderer = Renderer::new(&templates, &Words::english()).unwrap();
    let svg =
        renderer.picture("_picture-x.svg.j2", &minijinja::context! { texts => texts.to_vec() }).unwrap();
    let mut reader = quick_xml::Reader::from_str(&svg);
    let mut tags = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) => {
                assert!(["svg", "text"].contains(&tag.name().0), "{:?}", tag.name());
                tags += 1;
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(tags, texts.len() + 1);
}
