//! Every reader and the query parser on damaged input: no panic, and what is read holds together.
//!
//! A few hundred rounds run with the other tests; `MNR_FUZZ_ROUNDS=100000 cargo test --lib law::tests` goes on for longer.
//! The rounds are the same every time, so a failure can be repeated: it prints the format and the round.

#![expect(clippy::disallowed_methods, reason = "the number of rounds comes from the environment")]

use crate::law::import;
use crate::law::index::schema::PART;
use crate::law::normalise::normalise;
use crate::law::query;
use crate::law::read::{Bounds, ReadFault};
use crate::model::law::{FileFormat, LawText, Span};

/// A small generator: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next()).unwrap_or(usize::MAX) % n.max(1)
    }
}

fn rounds() -> usize {
    std::env::var("MNR_FUZZ_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// Pieces that mean something to one reader or another.
const PIECES: &[&str] = &[
    "<",
    "</p>",
    "<div>",
    "<table><tr><td>",
    "<!--",
    "]]>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a;",
    "&#0;",
    "&#x10ffff;",
    "\"",
    "'",
    "<section eId=\"sec_1\"><num>1.</num>",
    "</section>",
    "\u{0}",
    "\u{fffd}",
    "\u{202e}",
    "\u{ad}",
    "\n\n",
    "\u{c}",
    "Artículo 1.",
    "المادة الأولى",
    "Section 24A.",
    "PART III",
    "Kifungu cha 9",
    "SCHEDULE",
    "........ 12",
    "1. ",
    "(a) ",
    "“",
    "” ",
    "---\n",
    "```",
    "**",
    "obj",
    "endobj",
    "stream",
    "endstream",
    "/Length 99999999",
    "/Kids [1 0 R]",
    "<<",
    ">>",
    "(",
    ")",
    "BT",
    "ET",
    "Tj",
    "xref",
    "PK\u{3}\u{4}",
];

fn damaged(seed: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 => {
                let piece = PIECES[dice.below(PIECES.len())].as_bytes();
                bytes.splice(at..at, piece.iter().copied());
            }
            3 => {
                let end = (at + dice.below(200)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + dice.below(400)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            5 => {
                let from = dice.below(other.len());
                let end = (from + dice.below(400)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())].repeat(dice.below(60));
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

fn holds_together(text: &LawText) {
    let inside = |span: Span| text.text.get(span.start..span.end).is_some();
    assert!(
        text.provisions
            .iter()
            .all(|p| inside(p.span) && p.sha256.len() == 64 && !p.label.is_empty() | p.path.is_empty())
    );
    assert!(text.provisions.windows(2).all(|w| w[0].span.start <= w[1].span.start), "out of order");
    assert!(
        text.outline.iter().all(|e| inside(e.span) && e.provision.is_none_or(|p| p < text.provisions.len()))
    );
    let mut ids: Vec<&str> = text.provisions.iter().map(|p| p.eid.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|w| w[0] != w[1]), "an id stands twice");
    let bounds = Bounds::default();
    assert!(text.text.len() <= bounds.text * 2 && PART > 0);
    let normalised = normalise(&text.text);
    let whole = normalised.original(Span { start: 0, end: normalised.text.len() });
    assert!(inside(whole));
}

fn run(format: FileFormat, seeds: &[&[u8]]) {
    let rounds = rounds();
    let work = move |seeds: Vec<Vec<u8>>| {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for round in 0..rounds {
            let seed = &seeds[dice.below(seeds.len())];
            let other = &seeds[dice.below(seeds.len())];
            let bytes = damaged(seed, other, &mut dice);
            let read = std::panic::catch_unwind(|| import::read(format, &bytes));
            let read = read.unwrap_or_else(|_| panic!("{format}, round {round}: the reader panicked"));
            let Ok(document) = read else { continue };
            let language = import::language_of(&document);
            match import::text_of(&document, format, &language) {
                Ok(text) => holds_together(&text),
                Err(fault) => assert_eq!(fault, ReadFault::Empty, "{format}, round {round}"),
            }
        }
    };
    let seeds: Vec<Vec<u8>> = seeds.iter().map(|s| s.to_vec()).collect();
    // A reader may go as deep as it may in the process that it has for itself.
    std::thread::Builder::new().stack_size(256 << 20).spawn(move || work(seeds)).unwrap().join().unwrap();
}

macro_rules! demo {
    ($name:literal) => {
        include_bytes!(concat!("../../samples/demo/legislation/xda/", $name)).as_slice()
    };
}

#[test]
fn damaged_text_files() {
    run(FileFormat::Text, &[demo!("sheria-ya-ulinzi-wa-mtoto-2024.txt"), demo!("codigo-penal.md")]);
}

#[test]
fn damaged_markdown_files() {
    run(FileFormat::Markdown, &[demo!("codigo-penal.md"), demo!("qanun-al-tifl.html")]);
}

#[test]
fn damaged_html_files() {
    run(FileFormat::Html, &[demo!("qanun-al-tifl.html"), demo!("online-safety-of-children-act-2019.xml")]);
}

#[test]
fn damaged_akoma_ntoso_files() {
    run(FileFormat::AkomaNtoso, &[demo!("online-safety-of-children-act-2019.xml")]);
}

#[test]
fn damaged_word_files() {
    run(FileFormat::Docx, &[demo!("evidence-act-2000.docx")]);
}

#[test]
fn damaged_pdf_files() {
    run(FileFormat::Pdf, &[demo!("cybercrime-act-2012.pdf")]);
}

#[test]
fn damaged_queries() {
    const WORDS: &[&str] = &[
        "child",
        "\"a b\"",
        "(",
        ")",
        "\"",
        "AND",
        "OR",
        "NOT",
        "-",
        "+",
        "w/3",
        "pre/9",
        "/p",
        "~1",
        "*",
        "title:",
        "country:ken",
        "year:2010..",
        "concept:T01",
        "history:yes",
        "طفل",
        "l'enfant",
        "24(1)(b)",
        "\\",
        "“",
        "!",
        "%",
        "&",
        "|",
        "page:3",
        " ",
        "status:in_force",
    ];
    let mut dice = Dice(42);
    for _ in 0..rounds() * 50 {
        let text: Vec<&str> = (0..dice.below(14)).map(|_| WORDS[dice.below(WORDS.len())]).collect();
        let text = text.join(if dice.below(2) == 0 { " " } else { "" });
        match query::parse(&text) {
            Ok(read) => {
                let printed = read.to_string();
                assert_eq!(query::parse(&printed).unwrap().to_string(), printed, "{text}");
            }
            Err(fault) => {
                let end = text.chars().count() + 1;
                assert!((1..=end).contains(&fault.column) && !fault.message().is_empty(), "{text}: {fault}");
            }
        }
    }
}
