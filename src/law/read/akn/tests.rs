//! Small files of our own writing, and hostile ones.

use std::fmt::Write;

use crate::law::block::{BlockKind, Document};
use crate::law::read::akn::AknReader;
use crate::law::read::{Bounds, ReadFault, Reader};
use crate::model::law::UnitKind;

fn read(body: &str) -> Document {
    let text = format!(
        "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><act>{body}</act></akomaNtoso>"
    );
    AknReader.read(text.as_bytes(), &Bounds::default()).unwrap()
}

fn lines(body: &str) -> Vec<String> {
    read(body)
        .blocks
        .iter()
        .map(|b| {
            let kind = match b.kind {
                BlockKind::Heading(n) => format!("h{n}"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::Item => "i".to_owned(),
                BlockKind::Row => "r".to_owned(),
                BlockKind::Note => "n".to_owned(),
                BlockKind::Line => "l".to_owned(),
            };
            let unit = b
                .unit
                .as_ref()
                .map(|u| format!("{{{} {} {}}}", u.kind, u.depth, u.eid.as_deref().unwrap_or("-")));
            format!("{kind}{} {}", unit.unwrap_or_default(), b.text)
        })
        .collect()
}

#[test]
fn units_and_their_text() {
    let body = "<meta/><preface><longTitle><p>An Act about <docTitle>tree houses</docTitle></p></longTitle></preface>
      <preamble eId='preamble'><p>Whereas trees are high,</p><p>be it enacted:</p></preamble>
      <body><part eId='part_I'><num>Part I</num><heading>General <i>words</i></heading><intro><p>This part is short.</p></intro>
        <section eId='part_I__sec_1'><num>1.</num><heading>Meaning</heading>
          <subsection><num>(1)</num><intro><p>In this Act</p></intro>
            <paragraph><num>(a)</num><content><p><def>\"child\"</def> means
                anyone<eol/>under 18;</p></content></paragraph>
            <paragraph><num>(b)</num><subparagraph><num>(i)</num><content><p>tree</p><p>house</p></content></subparagraph></paragraph>
            <wrapUp><p>and so on.</p></wrapUp></subsection></section></part>
        <section id='sec_2'><content><p>Without a number.</p></content></section>
        <paragraph eId='para_3'><num>3.</num><content><p>Top.</p></content></paragraph></body>
      <conclusions><p>Signed</p></conclusions>";
    assert_eq!(
        lines(body),
        [
            "p An Act about tree houses",
            "p{preamble 1 preamble} Whereas trees are high,",
            "p be it enacted:",
            "h1{part 1 part_I} Part I General words",
            "p This part is short.",
            "h2{section 2 part_I__sec_1} 1. Meaning",
            "p (1) In this Act",
            "p (a) \"child\" means anyone\nunder 18;",
            "p (b) (i) tree",
            "p house",
            "p and so on.",
            "p{section 1 sec_2} Without a number.",
            "h1{paragraph 1 para_3} 3.",
            "p Top.",
            "p{other 1 -} Signed",
        ]
    );
    let unit = read(body).blocks[5].unit.clone().unwrap();
    assert_eq!(
        (unit.kind, unit.number.as_deref(), unit.heading.as_deref()),
        (UnitKind::Section, Some("1."), Some("Meaning"))
    );
}

#[test]
fn lists_tables_notes_and_remarks() {
    for (body, want) in [
        (
            "<section><num>1</num><content><blockList><listIntroduction>These:</listIntroduction><item><num>(a)</num><p>x</p></item><item><p>y</p><p>z</p></item></blockList></content></section>",
            vec!["h1{section 1 -} 1", "p These:", "i (a) x", "i y", "p z"],
        ),
        (
            "<section><num>1</num><content><table><tr><th><p>A</p></th><th>B<authorialNote marker='1'><p>Fee</p></authorialNote></th></tr><tr><td><p>c</p><p>d</p></td><td/></tr></table></content></section>",
            vec!["h1{section 1 -} 1", "r A\tB", "n [1] Fee", "r c d\t"],
        ),
        (
            "<section><num>1</num><subsection><num>(1)</num><content><p>Text<authorialNote marker='2'><p>Added <b>late</b>.</p></authorialNote> goes on.</p></content></subsection><subsection><num>(2)</num><content><p><remark status='editorial'>[repealed]</remark></p></content></subsection></section>",
            vec!["h1{section 1 -} 1", "p (1) Text goes on.", "n [2] Added late.", "n (2) [repealed]"],
        ),
        (
            "<meta><notes><note eId='n1'><p>From meta.</p></note></notes></meta><body><section><num>1</num><content><p>x<noteRef href='#n1' marker='a'/>y</p></content></section></body>",
            vec!["h1{section 1 -} 1", "p xy", "n [a] From meta."],
        ),
        (
            "<section><num>1</num><heading>H</heading><subheading>S</subheading><content><p>old <del>was</del><ins>is</ins></p></content></section>",
            vec!["h1{section 1 -} 1 H – S", "p old is"],
        ),
        (
            "<section><num>5</num><content><p>Insert: <mod><quotedStructure startQuote='“' endQuote='”'><section eId='q'><num>5A</num><heading>New</heading><content><p>Words.</p></content></section></quotedStructure></mod></p></content></section>",
            vec!["h1{section 1 -} 5", "p Insert:", "p “5A New", "p Words.”"],
        ),
        (
            "<section><num>1</num><subsection><num>(1)</num></subsection></section><crossHeading>Fees</crossHeading><section><num>2</num></section>",
            vec!["h1{section 1 -} 1", "p (1)", "h1{other 1 -} Fees", "h1{section 1 -} 2"],
        ),
        (
            "<staticContent><p>Running</p></staticContent><toc><tocItem>1</tocItem></toc><section><num>1</num></section>",
            vec!["h1{section 1 -} 1"],
        ),
    ] {
        assert_eq!(lines(body), want, "{body}");
    }
}

#[test]
fn schedules() {
    for (body, want) in [
        (
            "<body><section><num>1</num></section></body><attachments><attachment eId='att_1'><heading>Schedule</heading><subheading>Forms</subheading><doc><meta/><mainBody><p>Text</p><section eId='s'><num>1</num></section></mainBody></doc></attachment></attachments>",
            vec!["h1{section 1 -} 1", "h1{schedule 1 att_1} Schedule – Forms", "p Text", "h2{section 2 s} 1"],
        ),
        (
            "<meta/><body><hcontainer name='schedule' id='x'><num>A</num><content><p>Text</p></content></hcontainer></body>",
            vec!["h1{schedule 1 x} A", "p Text"],
        ),
        (
            "<meta/><body/><components><component id='c'><doc><meta><FRBRWork><FRBRalias value='First Schedule'/></FRBRWork></meta><mainBody><p>Text</p></mainBody></doc></component></components>",
            vec!["h1{schedule 1 c} First Schedule", "p Text"],
        ),
        (
            "<meta/><components><component><doc name='schedules'><mainBody><p>Text</p></mainBody></doc></component></components>",
            vec!["h1{schedule 1 -} Schedules", "p Text"],
        ),
        (
            "<meta/><attachments><attachment><doc><mainBody><part eId='p'><num>I</num><section eId='s'><content><p>Text</p></content></section><section eId='t'/></part><part eId='q'><num>II</num></part></mainBody></doc></attachment></attachments>",
            vec!["h1{part 1 p} I", "p{section 2 s} Text", "h1{part 1 q} II"],
        ),
    ] {
        assert_eq!(lines(body), want, "{body}");
    }
}

#[test]
fn versions_and_wrappers() {
    let text = "<response><meta>out</meta><akomaNtoso><act contains='multipleVersions'><body><section eId='s1'><num>1</num><content><p>first</p></content></section>
      <section eId='s1'><num>1</num><content><p>second</p></content></section></body></act></akomaNtoso><akomaNtoso><act><body><p>other</p></body></act></akomaNtoso></response>";
    let document = AknReader.read(text.as_bytes(), &Bounds::default()).unwrap();
    assert_eq!(document.blocks.len(), 2);
    assert_eq!(
        document.notes,
        ["1 other version of a provision left out", "1 more document in the file not read"]
    );
}

#[test]
fn hostile_files() {
    let detail = |bytes: &[u8]| {
        AknReader.read(bytes, &Bounds::default()).map(|d| d.blocks.len()).map_err(|e| e.to_string())
    };
    let deep = "<akomaNtoso>".to_owned() + &"<part>".repeat(100_000);
    let flat_deep =
        format!("<akomaNtoso>{}<p>x</p>{}</akomaNtoso>", "<part>".repeat(250), "</part>".repeat(250));
    for (name, bytes, want) in [
        (
            "laughs",
            b"<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><akomaNtoso><p>&b;</p></akomaNtoso>"
                .as_slice(),
            "document type",
        ),
        ("deep", deep.as_bytes(), "deeper than 256"),
        ("other", b"<html><p>x</p></html>", "not Akoma Ntoso (its root is <html>)"),
        ("plain", b"Section 1", "no XML"),
        ("empty", b"", "no XML"),
        ("nul", &[0; 500], "not text"),
        ("cut", b"<akomaNtoso><act><p>x", "ends in the middle"),
        ("unclosed", b"<akomaNtoso><act><p>x</act></akomaNtoso>", "not well-formed"),
        ("no words", b"<akomaNtoso><act/></akomaNtoso>", "no words"),
        ("zip", b"PK\x03\x04", "no XML"),
    ] {
        let fault = detail(bytes).unwrap_err();
        assert!(fault.contains(want), "{name}: {fault}");
    }
    assert_eq!(detail(flat_deep.as_bytes()), Ok(1));
    for (open, close) in
        [("<subsection>", "</subsection>"), ("<table><tr><td>", "</td></tr></table>"), ("<b>", "</b>")]
    {
        let n = 250 / open.matches('<').count();
        let text = format!("<akomaNtoso>{}x{}</akomaNtoso>", open.repeat(n), close.repeat(n));
        assert_eq!(detail(text.as_bytes()), Ok(1), "{open}");
    }
    let huge = format!("<akomaNtoso a='{}'><p>x</p></akomaNtoso>", "y".repeat(5 << 20));
    assert_eq!(detail(huge.as_bytes()), Ok(1));
    assert_eq!(
        detail(b"<akomaNtoso><p>x\xff\0y</p></akomaNtoso>"),
        Err("the file is damaged or not what its name says: it is not text".to_owned())
    );
    assert_eq!(detail(b"<akomaNtoso><p>bad \xff\xfe bytes &nbsp; &unknown;</p></akomaNtoso>"), Ok(1));
    let few = Bounds { blocks: 100, ..Bounds::default() };
    let many = format!("<akomaNtoso>{}</akomaNtoso>", "<p>a</p>".repeat(1000));
    assert!(matches!(AknReader.read(many.as_bytes(), &few), Err(ReadFault::TooMuch { .. })));
}

/// Elements thrown together in any order never stop the program, and words are not lost.
#[test]
fn any_tree_is_read() {
    const NAMES: [&str; 26] = [
        "part",
        "section",
        "subsection",
        "paragraph",
        "p",
        "num",
        "heading",
        "subheading",
        "content",
        "table",
        "tr",
        "td",
        "blockList",
        "item",
        "authorialNote",
        "remark",
        "quotedStructure",
        "mod",
        "eol",
        "attachment",
        "doc",
        "preamble",
        "crossHeading",
        "listIntroduction",
        "conclusions",
        "b",
    ];
    let mut seed = 0x1234_5678_9abc_def1_u64;
    let mut next = move |most: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % most).unwrap()
    };
    for _ in 0..5_000 {
        let mut text = "<akomaNtoso>".to_owned();
        let mut open = Vec::new();
        let mut words = 0;
        for _ in 0..40 {
            match next(4) {
                0 | 1 => {
                    let name = NAMES[next(26)];
                    write!(text, "<{name}>").unwrap();
                    open.push(name);
                }
                2 => {
                    if let Some(name) = open.pop() {
                        write!(text, "</{name}>").unwrap();
                    }
                }
                _ => {
                    write!(text, " w{words}w ").unwrap();
                    words += 1;
                }
            }
        }
        while let Some(name) = open.pop() {
            write!(text, "</{name}>").unwrap();
        }
        text.push_str("<p>end</p></akomaNtoso>");
        let document = AknReader.read(text.as_bytes(), &Bounds::default()).unwrap();
        let all = document.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
        for word in 0..words {
            assert_eq!(all.matches(&format!("w{word}w")).count(), 1, "w{word}w of {text} in {all}");
        }
    }
}

#[test]
fn mutations_never_panic() {
    let valid = "<akomaNtoso xmlns='x'><act><meta><FRBRWork><FRBRuri value='/akn/xa/act/1999/5'/></FRBRWork></meta><body><part eId='a'><num>1</num><section><num>2</num><content><table><tr><td><p>x</p></td></tr></table></content></section></part></body></act></akomaNtoso>";
    let mut seed = 0x0dd0_5eed_1234_5678_u64;
    let mut next = move |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % most as u64).unwrap()
    };
    for _ in 0..20_000 {
        let mut bytes = valid.as_bytes().to_vec();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                1 => drop(bytes.drain(at..(at + next(30)).min(bytes.len()))),
                _ => {
                    let piece = bytes[at..(at + next(60)).min(bytes.len())].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        let _ = AknReader.read(&bytes, &Bounds::default());
    }
}
