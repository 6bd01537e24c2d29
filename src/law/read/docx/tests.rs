//! Small files of our own writing, and hostile ones.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::law::block::{BlockKind, Document};
use crate::law::read::docx::DocxReader;
use crate::law::read::{Bounds, ReadFault, Reader};

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#)
}

const STYLES: &str = r#"<w:styles xmlns:w="w">
  <w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-KE"/></w:rPr></w:rPrDefault></w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
  <w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
  <w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="5">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Clause"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>"#;

const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
  <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Own footnote.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

fn read(body: &str) -> Result<Document, ReadFault> {
    let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>The Tree Houses Act</dc:title></cp:coreProperties>"#;
    let bytes = packed(&[
        ("word/document.xml", document(body).as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/footnotes.xml", FOOTNOTES.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ]);
    DocxReader.read(&bytes, &Bounds::default())
}

fn lines(body: &str) -> Vec<String> {
    let letter = |kind| match kind {
        BlockKind::Heading(n) => format!("h{n}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::Item => "i".to_owned(),
        BlockKind::Row => "r".to_owned(),
        BlockKind::Note => "n".to_owned(),
        BlockKind::Line => "l".to_owned(),
    };
    read(body)
        .unwrap()
        .blocks
        .iter()
        .map(|b| format!("{}{} {}", letter(b.kind), if b.strong { "!" } else { "" }, b.text))
        .collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs() {
    for (body, want) in [
        (p("Plain"), vec!["p Plain"]),
        ("<w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>".to_owned(), vec!["h1! Part"]),
        ("<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>Deep</w:t></w:r></w:p>".to_owned(), vec!["h3 Deep"]),
        (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>All </w:t></w:r><w:r><w:t xml:space='preserve'> </w:t></w:r><w:r><w:rPr><w:rStyle w:val='Fett'/></w:rPr><w:t>bold</w:t></w:r></w:p>".to_owned(),
            vec!["p! All bold"],
        ),
        (
            "<w:p><w:r><w:t>not </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>all</w:t></w:r></w:p>".to_owned(),
            vec!["p not all"],
        ),
        (
            "<w:p><w:r><w:rPr><w:rtl/><w:bCs/></w:rPr><w:t>المادة الأولى</w:t></w:r></w:p>".to_owned(),
            vec!["p! المادة الأولى"],
        ),
        (
            "<w:p><w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>A</w:t><w:tab/><w:t>chil</w:t><w:softHyphen/><w:t>dren</w:t><w:br/><w:t>next</w:t><w:br w:type='page'/><w:sym w:font='Symbol' w:char='F0B3'/></w:r></w:p>".to_owned(),
            vec!["p 5-A children\nnext ≥"],
        ),
        (
            "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>".to_owned(),
            vec!["p seen"],
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>lost</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>section 4</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>.</w:t></w:r></w:p>".to_owned(),
            vec!["p section 4."],
        ),
        (
            format!("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>{}", p("still here")),
            vec!["p still here"],
        ),
        (
            format!("<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>Part 3</w:t></w:r></w:p>{}", p("Text")),
            vec!["p Text"],
        ),
        (
            "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>".to_owned(),
            vec!["p linked"],
        ),
    ] {
        assert_eq!(lines(&body), want);
    }
}

#[test]
fn numbers_are_computed() {
    let clause = |text: &str, level: Option<u8>| {
        let own = level.map(|l| format!("<w:numPr><w:ilvl w:val='{l}'/><w:numId w:val='1'/></w:numPr>"));
        format!(
            "<w:p><w:pPr><w:pStyle w:val='Clause'/>{}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>",
            own.unwrap_or_default()
        )
    };
    let none = "<w:p><w:pPr><w:pStyle w:val='Clause'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>none</w:t></w:r></w:p>";
    let body = [
        clause("Short title", None),
        clause("first", Some(1)),
        clause("second", Some(1)),
        none.to_owned(),
        clause("Definitions", None),
        clause("again", Some(1)),
    ]
    .concat();
    assert_eq!(
        lines(&body),
        ["i 1. Short title", "i (a) first", "i (b) second", "p none", "i 2. Definitions", "i (a) again"]
    );
}

#[test]
fn tracked_changes() {
    let body = "<w:p><w:r><w:t>A </w:t></w:r><w:del><w:r><w:delText>fine</w:delText></w:r></w:del><w:ins><w:r><w:t>warning</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>
      <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>
      <w:p><w:pPr><w:pStyle w:val='berschrift1'/><w:pPrChange><w:pPr><w:pStyle w:val='TOC1'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>two</w:t></w:r></w:p>
      <w:p><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom></w:p>
      <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(lines(body), ["p A warning.", "h1 One two"]);
    assert_eq!(read(body).unwrap().notes, ["3 tracked deletions left out, 1 insertion taken"]);
}

#[test]
fn tables_and_boxes_and_notes() {
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc><w:tc><w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl></w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("a"),
        p("b"),
        p("c"),
        p("d"),
        p("whole")
    );
    assert_eq!(lines(&body), ["r a b\tc d", "p whole"]);
    let text_box = |inner: &str| {
        format!(
            "<w:p><w:r><w:t>before </w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:drawing><w:txbxContent>{inner}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after</w:t></w:r></w:p>"
        )
    };
    assert_eq!(lines(&text_box(&p("boxed"))), ["p before after", "p boxed"]);
    let body = "<w:p><w:r><w:t>Child</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> means</w:t></w:r></w:p>";
    assert_eq!(lines(body), ["p Child means", "n [1] Own footnote."]);
}

#[test]
fn facts() {
    let facts = read(&p("Some words")).unwrap().facts;
    assert_eq!(facts.title.as_deref(), Some("The Tree Houses Act"));
    assert_eq!(facts.language.as_deref(), Some("en-KE"));
    for (title, want) in [
        ("Microsoft Word - act.doc", false),
        ("Document", false),
        ("final draft.docx", false),
        ("", false),
        ("قانون حقوق الطفل", true),
        ("Ley de la Niñez", true),
    ] {
        assert_eq!(super::is_title(title), want, "{title}");
    }
}

#[test]
fn hostile_files() {
    let bounds = Bounds { unpacked: 32 << 20, ..Bounds::default() };
    let zeros = vec![b' '; 10 << 20];
    let laughs =
        "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><w:document><w:body>&b;</w:body></w:document>";
    let deep = document(&"<w:sdt>".repeat(100_000));
    let ok = document(&p("words"));
    let long = document(&p("words").repeat(50_000));
    let huge_attribute = document(&format!("<w:p w:x='{}'/>{}", "y".repeat(5 << 20), p("words")));
    let whole = packed(&[("word/document.xml", ok.as_bytes())]);
    let cut = whole.get(..whole.len() - 30).unwrap().to_vec();
    let mut flipped = whole.clone();
    flipped[60] ^= 0x55;
    let detail =
        |bytes: &[u8]| DocxReader.read(bytes, &bounds).map(|d| d.blocks.len()).map_err(|e| e.to_string());
    for (name, bytes, want) in [
        (
            "bomb",
            packed(&[
                ("word/document.xml", ok.as_bytes()),
                ("word/styles.xml", &zeros),
                ("word/numbering.xml", &zeros),
                ("word/footnotes.xml", &zeros),
                ("word/endnotes.xml", &zeros),
            ]),
            "unpacks to far more",
        ),
        ("laughs", packed(&[("word/document.xml", laughs.as_bytes())]), "document type"),
        (
            "laughs beside",
            packed(&[("word/document.xml", ok.as_bytes()), ("word/styles.xml", laughs.as_bytes())]),
            "document type",
        ),
        ("deep", packed(&[("word/document.xml", deep.as_bytes())]), "deeper than 256"),
        ("cut", cut, "damaged"),
        ("flipped", flipped, "damaged"),
        ("text", b"Section 1. Words".to_vec(), "not a Word file"),
        ("empty", Vec::new(), "not a Word file"),
        ("nul", vec![0; 4096], "not a Word file"),
        ("other zip", packed(&[("a.txt", b"a")]), "holds no Word document"),
        ("unclosed", packed(&[("word/document.xml", b"<w:document><w:body><w:p>")]), "ends in the middle"),
        ("not text", packed(&[("word/document.xml", &[0xff, 0x00, 0x3c, 0x80])]), ""),
        ("no words", packed(&[("word/document.xml", document("<w:p/>").as_bytes())]), "no words"),
        ("root only", packed(&[("word/document.xml", b"<svg/>")]), "holds no Word document"),
    ] {
        let fault = detail(&bytes).unwrap_err();
        assert!(fault.contains(want), "{name}: {fault}");
    }
    let climbing =
        packed(&[("../../etc/passwd", b"x"), ("/abs", b"x"), ("word/document.xml", ok.as_bytes())]);
    assert_eq!(detail(&climbing), Ok(1));
    assert_eq!(detail(&packed(&[("word/document.xml", huge_attribute.as_bytes())])), Ok(1));
    // As deep as may be, through every kind of nesting.
    let nested =
        |open: &str, close: &str, n: usize| document(&(open.repeat(n) + &p("words") + &close.repeat(n)));
    for text in [
        nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80),
        nested("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 80),
        nested("<w:sdt>", "</w:sdt>", 240),
    ] {
        assert_eq!(detail(&packed(&[("word/document.xml", text.as_bytes())])), Ok(1));
    }
    let few = Bounds { blocks: 1000, ..Bounds::default() };
    let many = packed(&[("word/document.xml", long.as_bytes())]);
    assert!(matches!(DocxReader.read(&many, &few), Err(ReadFault::TooMuch { .. })));
}

#[test]
fn many_entries() {
    let names: Vec<String> = (0..10_050).map(|i| format!("f{i}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), b"".as_slice())).collect();
    assert!(matches!(DocxReader.read(&packed(&parts), &Bounds::default()), Err(ReadFault::TooMuch { .. })));
}

/// Bytes changed at random, in the zip file and in the parts, never stop the program.
#[test]
fn mutations_never_panic() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % most as u64).unwrap()
    };
    let body = "<w:p><w:pPr><w:pStyle w:val='Clause'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>a</w:t><w:footnoteReference w:id='2'/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let parts: [(&str, Vec<u8>); 4] = [
        ("word/document.xml", document(body).into_bytes()),
        ("word/styles.xml", STYLES.as_bytes().to_vec()),
        ("word/numbering.xml", NUMBERING.as_bytes().to_vec()),
        ("word/footnotes.xml", FOOTNOTES.as_bytes().to_vec()),
    ];
    let bounds = Bounds::default();
    for round in 0..3_000 {
        let mut parts = parts.clone();
        if round % 3 > 0 {
            let part = next(4);
            for _ in 0..=next(4) {
                let bytes = &mut parts[part].1;
                let at = next(bytes.len());
                match next(3) {
                    0 => bytes[at] = b"<>/&'=0 9\xff"[next(10)],
                    1 => drop(bytes.drain(at..(at + next(20)).min(bytes.len()))),
                    _ => {
                        let piece = bytes[at..(at + next(60)).min(bytes.len())].to_vec();
                        let to = next(bytes.len());
                        bytes.splice(to..to, piece);
                    }
                }
            }
        }
        let refs: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (*n, b.as_slice())).collect();
        let mut bytes = packed(&refs);
        if round % 3 == 0 {
            for _ in 0..=next(6) {
                let at = next(bytes.len());
                bytes[at] = u8::try_from(next(256)).unwrap();
            }
        }
        let _ = DocxReader.read(&bytes, &bounds);
    }
}
