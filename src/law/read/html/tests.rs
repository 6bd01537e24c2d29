//! Small files of our own writing, and hostile ones.

use crate::law::block::{BlockKind, Document};
use crate::law::read::html::HtmlReader;
use crate::law::read::{Bounds, ReadFault, Reader};

fn read(html: &str) -> Document {
    HtmlReader.read(html.as_bytes(), &Bounds::default()).unwrap()
}

fn lines(html: &str) -> Vec<String> {
    let letter = |kind| match kind {
        BlockKind::Heading(n) => format!("h{n}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::Item => "i".to_owned(),
        BlockKind::Row => "r".to_owned(),
        BlockKind::Note => "n".to_owned(),
        BlockKind::Line => "l".to_owned(),
    };
    let blocks = read(html).blocks;
    blocks
        .iter()
        .map(|b| format!("{}{} {}", letter(b.kind), if b.strong { "!" } else { "" }, b.text))
        .collect()
}

#[test]
fn blocks_as_a_browser_shows_them() {
    for (html, want) in [
        ("<p>one\n  two<p>three", vec!["p one two", "p three"]),
        ("<h2>Part <i>I</i></h2><div>a<div>b</div>c</div>", vec!["h2! Part I", "p a", "p b", "p c"]),
        (
            "<p><b>CHAPTER I<br>GENERAL</p><p>Section 1.</b> Title</p>",
            vec!["p! CHAPTER I\nGENERAL", "p Section 1. Title"],
        ),
        ("<p>a<br>b<br><br>c<br> <br/>d", vec!["p a\nb", "p c", "p d"]),
        (
            "<p><span style='font-weight: bold'>all</span> <b style='font-weight:normal'>but</b>",
            vec!["p all but"],
        ),
        ("<p style='font-weight:700'>strong", vec!["p! strong"]),
        (
            "<p>m<sup>2</sup> &amp; H<sub>2</sub>O&nbsp;&#8212; \u{fffd}x<wbr>y",
            vec!["p m2 & H2O — \u{fffd}xy"],
        ),
        ("<p>a<!-- b --><script>c</script><style>d</style><noscript>e</noscript>f", vec!["p af"]),
        ("<p hidden>a</p><p style='color:red;display:none'>b</p><p>c</p>", vec!["p c"]),
        ("<p>Every <s>boy</s> <del>girl</del> child", vec!["p Every child"]),
        (
            "<header>Site</header><nav>Menu</nav><main><header>Law</header><p>a</main><footer>Foot</footer>",
            vec!["p Law", "p a"],
        ),
        ("<form><p>kept<input value=x><button>Go</button><select><option>y</select></form>", vec!["p kept"]),
        ("<pre>Section 1. One\n  two\n\nSection 2.</pre>", vec!["p Section 1. One\ntwo", "p Section 2."]),
        (
            "<p>x<div class=footnote>1 Added by Act 5.</div><div style='display:none' class='footnote_text'>2 Old.</div>",
            vec!["p x", "n 1 Added by Act 5.", "n 2 Old."],
        ),
        ("<dl><dt>child<dd>a person under 18</dl>", vec!["p child", "p a person under 18"]),
        ("<p>a<table><tr><td>b<td>c</table>", vec!["p a", "r b\tc"]),
        ("<p>he said <q>no</q>", vec!["p he said “no”"]),
        ("<p>المادة (1)<br/>التعاريف", vec!["p المادة (1)\nالتعاريف"]),
    ] {
        assert_eq!(lines(html), want, "{html}");
    }
}

#[test]
fn lists_have_their_marks() {
    for (html, want) in [
        (
            "<ol start=3><li>a<li>b<ol type=a><li>x<li value=5>y</ol><li>c</ol>",
            vec!["i 3. a", "i 4. b", "i a. x", "i e. y", "i 5. c"],
        ),
        ("<ul><li>(a) one<li>two<p>more</ul>", vec!["i (a) one", "i • two", "p more"]),
        ("<ol type=I><li>a<li><p>b<p>c</ol>", vec!["i I. a", "i II. b", "p c"]),
        ("<ol style='list-style-type: none'><li>1. a</ol>", vec!["i 1. a"]),
        ("<ol reversed><li>a<li>b</ol>", vec!["i 2. a", "i 1. b"]),
        ("<ol><li></li><li>b</ol><p>after", vec!["i 2. b", "p after"]),
        ("<li>stray", vec!["i stray"]),
    ] {
        assert_eq!(lines(html), want, "{html}");
    }
}

#[test]
fn tables_of_data_and_of_layout() {
    let long = "word ".repeat(200);
    for (html, want) in [
        (
            "<table><caption>Fees</caption><tr><th>What<th>How much<tr><td>a<p>b<td>1 000</table>".to_owned(),
            vec!["p Fees".to_owned(), "r! What\tHow much".to_owned(), "r a b\t1 000".to_owned()],
        ),
        (
            "<table><tr><td>(a)<td>food;<tr><td>(b)<td><p>shelter.</p><p>More.</p></table>".to_owned(),
            vec!["i (a) food;".to_owned(), "i (b) shelter.".to_owned(), "p More.".to_owned()],
        ),
        (
            format!("<table><tr><td>left<td><p>{long}</p><p>b</table>"),
            vec!["p left".to_owned(), format!("p {}", long.trim()), "p b".to_owned()],
        ),
        (
            "<table><tr><td><h1>T</h1><table><tr><td>x<td>y</table></table>".to_owned(),
            vec!["h1! T".to_owned(), "r x\ty".to_owned()],
        ),
    ] {
        assert_eq!(lines(&html), want, "{html}");
    }
}

#[test]
fn menus_go_and_laws_stay() {
    let menu = "<ul><li><a href=/>Home</a><li><a href=/b>Laws</a><li><a href=/c>Contact</a></ul>";
    let crumbs = "<div><a href=/>Home</a> &gt; <a href=/b>Laws</a> | <a href=/c>Act</a></div>";
    let cited = "<p>These are repealed:</p><ul><li><a href=/1>Act 1</a><li><a href=/2>Act 2</a><li><a href=/3>Act 3</a></ul>";
    let text = "<p>Under <a href=/1>Act 1</a>, <a href=/2>Act 2</a> and <a href=/3>Act 3</a></p>";
    assert_eq!(lines(&format!("{menu}{crumbs}<p>Law</p>")), ["p Law"]);
    assert_eq!(read(&format!("{menu}<p>Law")).notes, ["1 menu or other part of the site left out"]);
    assert_eq!(lines(cited), ["p These are repealed:", "i • Act 1", "i • Act 2", "i • Act 3"]);
    assert_eq!(lines(text), ["p Under Act 1, Act 2 and Act 3"]);
}

#[test]
fn facts() {
    let head = |lang: &str| {
        format!(
            "<html lang={lang}><head><title>Law \n 5</title><link rel=canonical href='https://example.org/law/5'>
             <meta property='eli:date_document' content='2012-09-12'><meta name=date content=2020-01-01></head><body>"
        )
    };
    let facts = read(&format!("{}<p>Law no. 5<p>Every child has rights", head("en"))).facts;
    assert_eq!(facts.title.as_deref(), Some("Law 5"));
    assert_eq!(facts.language.as_deref(), Some("en"));
    assert_eq!(facts.source.as_deref(), Some("https://example.org/law/5"));
    assert_eq!((facts.enacted.as_deref(), facts.version), (Some("2012-09-12"), None));
    let other = read(&format!("{}<p>لكل طفل حقوق", head("en"))).facts;
    assert_eq!((other.language, other.title), (None, None));
    assert_eq!(read(&format!("{}<p>لكل طفل حقوق", head("ar-AE"))).facts.language.as_deref(), Some("ar-AE"));
    assert_eq!(read("<p>x<svg><title>icon</title></svg>").facts.title, None);
    assert_eq!(read("<link rel=canonical href='javascript:x'><p>x").facts.source, None);
}

#[test]
fn character_sets() {
    let arabic = "<meta http-equiv='Content-Type' content='text/html; charset=windows-1256'><p>لكل طفل</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(arabic);
    let document = HtmlReader.read(&bytes, &Bounds::default()).unwrap();
    assert_eq!(document.blocks[0].text, "لكل طفل");
    assert_eq!(document.notes, ["read as windows-1256"]);
    for (head, want) in [
        ("<meta charset=utf-8>", Some("utf-8")),
        ("<META CHARSET = \"ISO-8859-1\">", Some("iso-8859-1")),
        ("<?xml version='1.0' encoding='utf-16'?>", Some("utf-16")),
        ("<script src=x charset></script>", None),
        ("", None),
    ] {
        assert_eq!(super::declared(head.as_bytes()).as_deref(), want, "{head}");
    }
}

#[test]
fn hostile_pages() {
    let bounds = Bounds::default();
    let detail =
        |bytes: &[u8]| HtmlReader.read(bytes, &bounds).map(|d| d.blocks.len()).map_err(|e| e.to_string());
    let deep = "<div>".repeat(100_000) + "a";
    let tables = "<table><tr><td>".repeat(100_000) + "a";
    let formats = "<b><i><u><font>".repeat(50_000) + "a";
    for (name, bytes, want) in [
        ("deep", deep.as_bytes(), "deeper than 1024"),
        ("tables", tables.as_bytes(), "deeper than 1024"),
        ("formats", formats.as_bytes(), "deeper than 1024"),
        ("pdf", b"%PDF-1.7 <p>", "PDF"),
        ("zip", b"PK\x03\x04<p>", "zip"),
        ("nul", &[0; 1000], "not text"),
        ("plain", b"Section 1. a < b", "no HTML"),
        ("empty", b"", "no HTML"),
        ("no words", b"<p>...</p>", "no words"),
    ] {
        let fault = detail(bytes).unwrap_err();
        assert!(fault.contains(want), "{name}: {fault}");
    }
    let attribute = format!("<p title='{}'>a", "x".repeat(5 << 20));
    for (name, bytes) in [
        ("unclosed", b"<p>a<b".as_slice()),
        ("doctype", b"<!DOCTYPE l [<!ENTITY a 'ha'>]><p>&a; b"),
        ("nul", b"<p>a\0b</p> and enough other letters that one of them does not make this a file that is no text at all, as it might"),
        ("bad utf-8", b"<p>\xff\xfe\xc3 a"),
        ("attribute", attribute.as_bytes()),
        ("plaintext", b"<plaintext>a"),
        ("frameset", b"<p>a<frameset><frame>"),
    ] {
        assert!(matches!(detail(bytes), Ok(n) if n > 0), "{name}: {:?}", detail(bytes));
    }
    let few = Bounds { blocks: 1000, ..Bounds::default() };
    assert!(matches!(HtmlReader.read("<p>a".repeat(5000).as_bytes(), &few), Err(ReadFault::TooMuch { .. })));
}

/// Tags and text thrown together never stop the program.
#[test]
fn any_page_is_read() {
    const PIECES: [&str; 40] = [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<th>",
        "<ul>",
        "</ul>",
        "<ol type=i>",
        "</ol>",
        "<li>",
        "</li>",
        "<br>",
        "<h1>",
        "</h2>",
        "<pre>",
        "</pre>",
        "<template>",
        "</template>",
        "<select>",
        "<svg>",
        "<math>",
        "<a href=x>",
        "</a>",
        "<form>",
        "</form>",
        "<frameset>",
        "<caption>",
        "<style>",
        "</style>",
        " text ",
        "\n",
        "&#0;",
        "<div class=footnote>",
        "</div>",
        "(a)",
    ];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..4_000 {
        let mut html = "<p>".to_owned();
        for _ in 0..60 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            html.push_str(PIECES[usize::try_from(seed % 40).unwrap()]);
        }
        match HtmlReader.read(html.as_bytes(), &Bounds::default()) {
            Ok(_) | Err(ReadFault::Empty) => {}
            Err(other) => panic!("{other} {html}"),
        }
    }
}

/// Bytes changed at random never stop the program.
#[test]
fn mutations_never_panic() {
    const VALID: &str = "<html lang=ar><head><meta charset=utf-8><title>ا</title></head><body><h1>قانون</h1><ol type=a start=2><li value=3>x<li>y</ol><table border=1><tr><th>a<td>b</table><p style='display:none'>z</p><pre>q\nr</pre></body></html>";
    let mut seed = 0x51ed_270b_7a1c_93e5_u64;
    let mut next = move |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % most as u64).unwrap()
    };
    for _ in 0..5_000 {
        let mut bytes = VALID.as_bytes().to_vec();
        for _ in 0..=next(5) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                1 => bytes.truncate(at.max(1)),
                _ => {
                    let piece = bytes[at..(at + next(60)).min(bytes.len())].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
        }
        let _ = HtmlReader.read(&bytes, &Bounds::default());
    }
}
