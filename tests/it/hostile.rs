//! Files that want to break it: each gets one clear line, nothing of it stays, and its neighbours are taken in.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use zip::write::SimpleFileOptions;

use crate::support::{NO_POPPLER, Tool};

/// Objects, numbered from 1, as a PDF with its table.
fn pdf(objects: &[&[u8]], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", i + 1).bytes());
        bytes.extend(*object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in &places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    bytes
}

fn stream(dictionary: &str, content: &str) -> Vec<u8> {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len()).into_bytes()
}

const CATALOG: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &[u8] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const FONT: &[u8] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

fn page(resources: &str) -> Vec<u8> {
    format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> /Contents 4 0 R >>"
    )
    .into_bytes()
}

fn looping_form() -> Vec<u8> {
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
        "/X Do",
    );
    pdf(&[CATALOG, PAGES, &page("/XObject << /X 5 0 R >>"), &stream("", "/X Do"), &form], "")
}

fn nested_arrays() -> Vec<u8> {
    let deep =
        format!("<< /Type /Page /Parent 2 0 R /Deep {}{} >>", "[".repeat(100_000), "]".repeat(100_000));
    pdf(&[CATALOG, PAGES, deep.as_bytes()], "")
}

fn looping_pages() -> Vec<u8> {
    pdf(&[CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"], "")
}

/// A page that is a picture of one.
fn scan() -> Vec<u8> {
    let picture = stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        "abcd",
    );
    pdf(
        &[
            CATALOG,
            PAGES,
            &page("/XObject << /I 5 0 R >>"),
            &stream("", "q 595 0 0 842 0 0 cm /I Do Q"),
            &picture,
        ],
        "",
    )
}

fn locked() -> Vec<u8> {
    let key = "00".repeat(32);
    let lock = format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <{key}> /U <{key}> >>");
    let text = stream("", "BT /F 12 Tf (1. Short title) Tj ET");
    pdf(
        &[CATALOG, PAGES, &page("/Font << /F 6 0 R >>"), &text, lock.as_bytes(), FONT],
        "/Encrypt 5 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
    )
}

fn docx(document: &[u8]) -> Vec<u8> {
    archive(&[
        (
            "[Content_Types].xml",
            b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("word/document.xml", document),
    ])
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn bomb() -> Vec<u8> {
    let mut document = format!("<w:document {WORD}><w:body><w:p><w:r><w:t>").into_bytes();
    document.resize(40 << 20, b'a');
    docx(&document)
}

fn word_with_entity() -> Vec<u8> {
    let entity = "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
    docx(format!("<?xml version=\"1.0\"?>{entity}<w:document {WORD}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>").as_bytes())
}

const AKN: &str = "akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"";

fn akn(declarations: &str, body: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?>{declarations}<{AKN}><act><body><section eId=\"sec_1\"><num>1.</num>\
         <content><p>{body}</p></content></section></body></act></akomaNtoso>"
    )
    .into_bytes()
}

fn laughs() -> Vec<u8> {
    let mut entities = "<!DOCTYPE lolz [<!ENTITY l0 \"lol\">".to_owned();
    for i in 1..10 {
        entities.push_str(&format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10)));
    }
    akn(&format!("{entities}]>"), "&l9;")
}

fn deep_xml() -> Vec<u8> {
    akn("", &format!("{}x{}", "<b>".repeat(100_000), "</b>".repeat(100_000)))
}

fn noise(count: usize) -> Vec<u8> {
    let mut state = 1_u32;
    (0..count)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(state >> 24).unwrap()
        })
        .collect()
}

/// Every file that must be refused.
fn bad() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("archive.zip", archive(&[("a.txt", b"1. Short title")])),
        ("binary.txt", noise(50_000)),
        ("bomb.docx", bomb()),
        ("deep.xml", deep_xml()),
        ("doctype.xml", akn("<!DOCTYPE akomaNtoso SYSTEM \"http://example.org/akn.dtd\">", "A law.")),
        ("empty.txt", Vec::new()),
        ("entity.docx", word_with_entity()),
        ("half.docx", docx(b"<w:document")[..120].to_vec()),
        ("half.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat".to_vec()),
        ("laughs.xml", laughs()),
        (
            "locked.docx",
            [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600], b"E\0n\0c\0r\0y\0p\0t\0i\0o\0n\0"].concat(),
        ),
        ("locked.pdf", locked()),
        ("loop.pdf", looping_form()),
        ("nested.pdf", nested_arrays()),
        ("no-words.docx", docx(format!("<w:document {WORD}><w:body/></w:document>").as_bytes())),
        ("none.pdf", b"1. Short title. This is no PDF.".to_vec()),
        ("none.docx", b"1. Short title. This is no Word file.".to_vec()),
        ("old.doc", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat()),
        (
            "open.odt",
            archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]),
        ),
        ("pages.pdf", looping_pages()),
        ("picture.png", b"\x89PNG\r\n\x1a\n...".to_vec()),
        ("rich.rtf", b"{\\rtf1\\ansi 1. Short title}".to_vec()),
        ("scan.pdf", scan()),
        ("spaces.txt", b" \n\t\n\x0c ".to_vec()),
        ("unclosed.xml", akn("", "A law.")[..200].to_vec()),
    ]
}

const GOOD: &str = "WELLS ACT 1990\n\nAct No. 3 of 1990\n\n1. Short title\nThis Act may be cited as the Wells Act, 1990.\n\n\
                    2. Wells\nEvery well must be covered.\n";

/// The files of the library, with their sizes.
fn library(tool: &Tool) -> BTreeSet<String> {
    fn below(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                below(&entry.path(), found);
            } else if entry.file_name() != ".lock" {
                found.insert(format!("{} {}", entry.path().display(), entry.metadata().unwrap().len()));
            }
        }
    }
    let mut found = BTreeSet::new();
    below(&tool.path("legislation"), &mut found);
    found
}

#[test]
fn every_bad_file_gets_one_line_and_its_neighbours_are_taken_in() {
    let tool = Tool::workspace();
    let mut names = Vec::new();
    for (i, (name, bytes)) in bad().iter().enumerate() {
        // After every fifth of them stands a good one.
        if i % 5 == 0 {
            tool.write(&format!("in/good-{i}.txt"), GOOD.replace("1990", &format!("{}", 1990 + i)));
            names.push(format!("in/good-{i}.txt"));
        }
        tool.write(&format!("in/{name}"), bytes);
        names.push(format!("in/{name}"));
    }
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    let begun = Instant::now();
    let ran = tool.run_in(NO_POPPLER, &[&["law", "add", "--country", "xaa"][..], &files].concat()).fails(1);
    assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
    for (name, _) in bad() {
        let lines: Vec<&str> = ran.stdout.lines().filter(|l| l.contains(name)).collect();
        assert_eq!(lines.len(), 1, "{name}: {}", ran.shown());
        assert!(lines[0].starts_with(&format!("in/{name}: not taken in: ")), "{}", lines[0]);
        assert!(lines[0].chars().count() < 200, "{}", lines[0]);
    }
    assert_snapshot!("hostile_files", ran.shown());
    let written = library(&tool);
    assert_eq!(written.len(), 10, "five good ones, and nothing else: {written:#?}");
    let list = tool.run(&["law", "list", "--json"]).ok().json();
    assert_eq!(list["laws"].as_array().unwrap().len(), 5);
    tool.run(&["check"]).ok();
    // Alone, each of them ends the same way and leaves the library as it is.
    let json =
        tool.run(&[&["law", "add", "--json", "--country", "xaa"][..], &files].concat()).fails(1).json();
    assert_eq!(json["refused"], bad().len());
    assert_eq!(json["unchanged"], 5);
    assert_eq!(library(&tool), written);
}

/// A process of its own reads a PDF: each must end well before its two minutes.
#[test]
fn no_pdf_takes_long_to_refuse() {
    let tool = Tool::workspace();
    for (name, bytes) in bad().iter().filter(|(name, _)| name.ends_with(".pdf")) {
        tool.write(name, bytes);
        let begun = Instant::now();
        tool.run(&["law", "add", name, "--country", "xaa"]).fails(1);
        assert!(begun.elapsed() < Duration::from_secs(10), "{name}: {:?}", begun.elapsed());
        assert_eq!(library(&tool).len(), 0, "{name}");
    }
}

/// The stand-in for a hundred megabytes.
#[test]
fn a_long_text_without_a_line_end_is_read_or_refused_in_bounded_time() {
    let tool = Tool::workspace();
    tool.write("long.txt", "child protection law ".repeat(100_000));
    tool.write("letters.txt", "x".repeat(2_000_000));
    let begun = Instant::now();
    let ran = tool.run(&["law", "add", "long.txt", "letters.txt", "--country", "xaa", "--json"]);
    assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
    let json = ran.json();
    assert_eq!(json["files"].as_array().unwrap().len(), 2, "{json}");
    tool.run(&["search", "child"]).ok();
    tool.run(&["check"]).ok();
}

#[test]
fn a_long_wrong_name_is_no_trouble() {
    let tool = Tool::workspace();
    tool.write("a.txt", GOOD);
    for id in ["../x", "a/b", "A", "", "con", "-", ".", "a.b", &"x".repeat(300)] {
        let ran = tool.run(&["law", "add", "a.txt", "--country", "xaa", &format!("--id={id}")]);
        assert_eq!(ran.code, 2, "`{id}`: {}", ran.shown());
        assert_eq!(library(&tool).len(), 0, "`{id}`");
    }
    for country in ["../..", "xa", "xaaa", "x a", "..", ""] {
        let ran = tool.run(&["law", "add", "a.txt", &format!("--country={country}")]).fails(2);
        assert_eq!(ran.stdout, "", "`{country}`");
    }
    assert!(!tool.path("legislation").exists() || library(&tool).is_empty());
}

/// What must never come out of a file into a terminal: controls of both sets, and what turns text around.
fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Clean text below a line with controls: a text that is full of them is refused as none.
fn padded(text: &str) -> String {
    let more = |i: usize| {
        format!("{i}. Every fence, gate, ladder and lid of the place is looked after by its owner.\n\n")
    };
    format!("{text}\n\n{}", (3..60).map(more).collect::<String>())
}

const ESCAPES: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\u{2066}\u{8}\u{7f}";

#[test]
fn nothing_of_a_hostile_title_reaches_the_terminal_or_the_facts() {
    let tool = Tool::workspace();
    let body = format!(
        "<h1>Wells Act {ESCAPES}</h1><p>1. Every well {ESCAPES} must be covered.</p><p>2. So must every pit.</p>"
    );
    let by_number = "&#27;[31m&#x202e;&#155;2J&#8;";
    tool.write(
        "in/page.html",
        format!("<html><head><title>Wells Act {ESCAPES}{by_number}</title></head><body>{body}</body></html>"),
    );
    tool.write(
        "in/front.md",
        padded(&format!(
            "---\ntitle: \"Pits Act {ESCAPES} \\e[31m\\u202e\\x9b2J\"\nnumber: \"No. 7 {ESCAPES}\"\nsource: \"https://example.org/\\e[2J\"\n---\n\
             # Pits Act {ESCAPES}\n\n1. Every pit {ESCAPES} must be covered.\n\n2. So must every well.\n"
        )),
    );
    tool.write(
        "in/alias.xml",
        format!(
            "<?xml version=\"1.0\"?><{AKN}><act><meta><identification source=\"#x\"><FRBRWork>\
             <FRBRalias value=\"Holes Act \u{9b}31m\u{202e}\u{2066}\u{7f}\" name=\"title\"/><FRBRcountry value=\"xa\u{202e}\u{9b}\"/>\
             <FRBRnumber value=\"5 \u{9b}\u{202e}\"/></FRBRWork></identification></meta><body><section eId=\"sec_1\"><num>1.\u{202e}</num>\
             <heading>Holes \u{9b}31m\u{202e}</heading><content><p>Every hole \u{9b}31m must be covered.</p></content></section></body></act></akomaNtoso>"
        ),
    );
    tool.write(
        "in/plain.txt",
        padded(&GOOD.replace("Wells Act, 1990", &format!("Ditches Act {ESCAPES}, 1990"))),
    );
    let mut said = vec![
        tool.run(&["law", "add", "in", "--country", "xaa"]).ok(),
        tool.run(&["law", "list"]).ok(),
        tool.run(&["law", "list", "--json"]).ok(),
        tool.run(&["law", "add", "in", "--country", "xaa"]).ok(),
        tool.run(&["check"]).ok(),
        tool.run(&["check", "--json"]).ok(),
    ];
    for law in ["page", "front", "alias", "plain"] {
        for args in [&[][..], &["--json"], &["--text"], &["sec_1"], &["1"]] {
            said.push(tool.run(&[&["law", "show", law][..], args].concat()));
        }
        let yaml = tool.read(&format!("legislation/xaa/{law}.yaml"));
        assert!(!yaml.contains(is_hostile), "{law}: {yaml:?}");
        for escaped in ["\\e", "\\x", "\\u", "\\b", "\\a", "\\N"] {
            assert!(!yaml.contains(escaped), "{law}: {yaml}");
        }
    }
    for query in ["covered", "title:act", "heading:holes", &format!("covered {ESCAPES}")] {
        for flag in ["--explain", "--json"] {
            said.push(tool.run(&["search", flag, "--", query]));
        }
    }
    let mut leaks = Vec::new();
    for ran in &said {
        for (stream, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
            for line in text.lines().filter(|l| l.contains(is_hostile)) {
                leaks.push(format!("{stream}: {line:?}"));
            }
        }
    }
    assert!(leaks.is_empty(), "{} lines carry it:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn laws_of_one_name_in_one_batch_do_not_write_over_each_other() {
    let tool = Tool::workspace();
    tool.write("in/a/wells.txt", GOOD);
    tool.write("in/b/wells.txt", GOOD.replace("covered", "fenced"));
    tool.write("in/c/wells.md", GOOD.replace("covered", "filled"));
    tool.write("in/d/Wells.txt", GOOD);
    let ran = tool.run_in(NO_POPPLER, &["law", "add", "in", "--country", "xaa"]).fails(1);
    assert_snapshot!("one_name_in_one_batch", ran.shown());
    assert_eq!(tool.read("legislation/xaa/wells.txt"), GOOD);
    assert_eq!(library(&tool).len(), 2);
    tool.run(&["check"]).ok();
    let replaced = tool.run(&["law", "add", "in/c", "--country", "xaa", "--replace"]).ok();
    assert!(replaced.stdout.contains("replaced xaa/wells"), "{}", replaced.shown());
    let files: Vec<String> = library(&tool).into_iter().collect();
    assert_eq!(files.len(), 2, "the file before is gone: {files:?}");
    assert!(tool.path("legislation/xaa/wells.md").exists());
    tool.run(&["check"]).ok();
}

#[test]
fn folders_inside_folders_end() {
    let tool = Tool::workspace();
    tool.write("in/good.txt", GOOD);
    let deep = format!("in/{}bottom.txt", "d/".repeat(500));
    tool.write(&deep, GOOD.replace("1990", "1991"));
    let ran = tool.run(&["law", "add", "in", "--country", "xaa"]).fails(1);
    assert!(ran.stdout.contains("added xaa/good"), "{}", ran.shown());
    assert_eq!(ran.stdout.matches(": not taken in:").count(), 1, "{}", ran.shown());
    assert!(ran.stdout.contains("too many folders or files"), "{}", ran.shown());
}

#[cfg(unix)]
#[test]
fn links_pipes_and_strange_names() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::fs::symlink;

    let tool = Tool::workspace_below("w");
    fs::write(tool.home().join("secret.txt"), GOOD).unwrap();
    fs::create_dir(tool.home().join("elsewhere")).unwrap();
    fs::write(tool.home().join("elsewhere/other.txt"), GOOD).unwrap();
    let names: [&str; 9] = [
        "..txt.txt",
        "a b.txt",
        "-x.txt",
        "new\nline.txt",
        "esc\u{1b}[2J.txt",
        "rtl\u{202e}fdp.txt",
        "quote'\".txt",
        "a*b.txt",
        "\\back.txt",
    ];
    for (i, name) in names.iter().enumerate() {
        tool.write(&format!("in/{name}"), GOOD.replace("1990", &format!("{}", 1950 + i)));
    }
    let latin = OsString::from_vec(b"caf\xe9.txt".to_vec());
    fs::write(tool.path("in").join(latin), GOOD.replace("1990", "1940")).unwrap();
    symlink(tool.home().join("secret.txt"), tool.path("in/link.txt")).unwrap();
    symlink(tool.home().join("elsewhere"), tool.path("in/elsewhere")).unwrap();
    symlink("/nonexistent", tool.path("in/nowhere.txt")).unwrap();
    symlink("round.txt", tool.path("in/round.txt")).unwrap();
    symlink(tool.path("in"), tool.path("in/up")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(tool.path("in/pipe.txt")).status().unwrap().success());
    let ran = tool.run_in(NO_POPPLER, &["law", "add", "in", "--country", "xaa"]).fails(1);
    assert!(!ran.stdout.contains(is_hostile), "{:?}", ran.stdout);
    assert_snapshot!("strange_names", ran.shown());
    for line in ran.stdout.lines() {
        let known = ["added ", "in/", "  ", "8 laws"].iter().any(|start| line.starts_with(start));
        assert!(known, "a name made a line of its own: {line:?}");
    }
    let list = tool.run(&["law", "list", "--json"]).ok().json();
    assert_eq!(list["laws"].as_array().unwrap().len(), 8);
    tool.run(&["check"]).ok();
    // Now the lines are of the files, with their names.
    let again = tool.run_in(NO_POPPLER, &["law", "add", "in", "--country", "xaa"]).fails(1);
    assert_eq!(
        again.stdout.lines().filter(|l| l.contains("is there already, as")).count(),
        8,
        "{}",
        again.shown()
    );
    for line in again.stdout.lines().filter(|l| !l.starts_with("  hint:")) {
        let known = line.starts_with("in/") || line.starts_with("0 laws taken in");
        assert!(known && !line.contains(is_hostile), "a name made a line of its own: {line:?}");
    }
    let json = tool.run(&["law", "add", "in", "--country", "xaa", "--json"]).fails(1);
    assert!(!json.stdout.contains(is_hostile), "{:?}", json.stdout);
}
