//! The reader on files made here, whole and broken, and on the files of four languages beside the tests.

mod maker;

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::law::block::{BlockKind, Document};
use crate::law::read::pdf::PdfReader;
use crate::law::read::pdf::tests::maker::{
    BOLD, CATALOG, FIRST, FONT, Maker, TREE, deflated, lines, ordinary, stream,
};
use crate::law::read::{Bounds, ReadFault, Reader};

fn read(bytes: &[u8]) -> Result<Document, ReadFault> {
    PdfReader.read(bytes, &Bounds::default())
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|b| b.text.as_str()).filter(|t| !t.is_empty()).collect()
}

fn whole(bytes: &[u8]) -> Document {
    let document = read(bytes).unwrap();
    assert_eq!(document.notes, Vec::<String>::new());
    document
}

#[test]
fn lines_know_their_page_and_paragraphs_their_end() {
    let first = lines(&[
        "*Part One",
        "",
        "1. The (first) section of",
        "this Act has two lines.",
        "",
        "2. The second.",
    ]);
    let document = whole(&Maker::pages(&[first, ordinary("3"), ordinary("4")]).file());
    let seen: Vec<(u32, bool, &str)> =
        document.blocks.iter().map(|b| (b.page.unwrap(), b.strong, b.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            (1, true, "Part One"),
            (1, false, ""),
            (1, false, "1. The (first) section of"),
            (1, false, "this Act has two lines."),
            (1, false, ""),
            (1, false, "2. The second."),
            (2, false, "Section 3"),
            (2, false, "The officer shall keep a register of all children placed in care."),
            (3, false, "Section 4"),
            (3, false, "The officer shall keep a register of all children placed in care."),
        ]
    );
    assert!(document.blocks.iter().all(|b| b.kind == BlockKind::Line));
    assert_eq!((document.pages, document.read_by.as_deref()), (Some(3), Some("pdf-extract")));
}

#[test]
fn every_way_of_showing_a_string_is_read() {
    let content = "BT /F1 11 Tf 14 TL 60 780 Td (The Minister may) Tj (by order appoint) ' \
        0 0 (an inspector of) \" T* [(homes) -400 (for ch) 20 (ildren)] TJ ET \
        q 1 0 0 1 60 600 cm BT /F2 11 Tf (and schools) Tj ET Q";
    let document = whole(&Maker::pages(&[content.to_owned()]).file());
    assert_eq!(
        texts(&document),
        ["The Minister may", "by order appoint", "an inspector of", "homes for children", "and schools"]
    );
}

#[test]
fn a_broken_table_is_made_anew() {
    let whole = Maker::pages(&[ordinary("1"), ordinary("2")]).file();
    let expected = texts(&read(&whole).unwrap()).iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    let cut = whole.windows(4).position(|w| w == b"xref").unwrap();
    let shifted = [b"%PDF-1.5\n% a line more than the table knows of\n", &whole[9..]].concat();
    let lengths = String::from_utf8_lossy(&whole).replace("/Length ", "/Length 9").into_bytes();
    for (name, bytes) in [("cut", &whole[..cut]), ("shifted", &shifted), ("lengths", &lengths)] {
        let document = read(bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(texts(&document), expected, "{name}");
        assert_eq!(document.read_by.as_deref(), Some("pdf-extract healed"), "{name}");
        assert_eq!(document.notes.len(), 1, "{name}: {:?}", document.notes);
    }
}

#[test]
fn a_password_is_said_to_be_there() {
    let mut maker = Maker::pages(&[ordinary("1")]);
    let junk = "ab".repeat(32);
    let lock = maker.add(format!("<</Filter/Standard/V 1/R 2/P -4/O<{junk}>/U<{junk}>>>"));
    maker.trailer = format!("/Encrypt {lock} 0 R/ID[<00><00>]");
    assert_eq!(read(&maker.file()), Err(ReadFault::Encrypted));
}

fn with_pictures(texts: &[Option<&str>]) -> Vec<u8> {
    let contents: Vec<String> =
        texts.iter().map(|t| t.map_or("q 500 0 0 700 0 0 cm /P Do Q".to_owned(), ordinary)).collect();
    let mut maker = Maker::pages(&contents);
    let picture = maker.add_stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        "x",
    );
    for (i, text) in texts.iter().enumerate() {
        if text.is_none() {
            let page = FIRST + 2 * i;
            maker.set(
                page,
                format!(
                    "<</Type/Page/Parent 2 0 R/Contents {} 0 R/Resources<</XObject<</P {picture} 0 R>>>>>>",
                    page + 1
                ),
            );
        }
    }
    maker.file()
}

#[test]
fn pages_without_text_are_told() {
    assert_eq!(read(&with_pictures(&[None, None])), Err(ReadFault::Scanned { pages: 2, with_text: 0 }));
    assert_eq!(
        read(&with_pictures(&[Some("1"), None, None])),
        Err(ReadFault::Scanned { pages: 3, with_text: 1 })
    );
    let document = read(&with_pictures(&[Some("1"), None, Some("3")])).unwrap();
    assert_eq!(document.notes, ["1 of 3 pages has no text: 2"]);
    assert_eq!(document.blocks.last().unwrap().page, Some(3));
    assert_eq!(read(&Maker::pages(&[String::new()]).file()), Err(ReadFault::Empty));
    // The stamp of a scanner is not a text.
    let stamp = lines(&["p. 1"]);
    assert_eq!(
        read(&Maker::pages(&[stamp.clone(), stamp]).file()),
        Err(ReadFault::Scanned { pages: 2, with_text: 2 })
    );
}

/// A page that shows a form, and forms that show the forms named.
fn with_forms(forms: &[(&str, &str)]) -> Vec<u8> {
    let mut maker = Maker::pages(&[format!("{} q /X0 Do Q", ordinary("1"))]);
    let first = FIRST + 2;
    let names: Vec<String> = (0..forms.len()).map(|i| format!("/X{i} {} 0 R", first + i)).collect();
    let names = names.concat();
    let resources = format!("/Resources<</Font<</F1 3 0 R>>/XObject<<{names}>>>>");
    for (dict, content) in forms {
        maker.add_stream(&format!("/Type/XObject/Subtype/Form{dict}{resources}"), content);
    }
    maker.set(FIRST, format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R{resources}>>", FIRST + 1));
    maker.file()
}

#[test]
fn forms_are_read_in_their_place_and_never_for_ever() {
    let text = "BT /F1 11 Tf 60 100 Td (and in a form) Tj ET";
    let document = whole(&with_forms(&[("/Matrix[1 0 0 1 0 30]", text)]));
    assert_eq!(*texts(&document).last().unwrap(), "and in a form");

    let own = format!("{text} /X0 Do");
    let document = read(&with_forms(&[("", &own)])).unwrap();
    assert_eq!(*texts(&document).last().unwrap(), "and in a form");
    assert_eq!(document.notes, ["1 of 1 pages is damaged, so text may be missing: 1"]);

    // Twelve forms, each of which shows the next ten times.
    let many: Vec<String> = (1..=12).map(|i| format!("/X{i} Do ").repeat(10)).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|content| ("", content.as_str())).collect();
    let document = read(&with_forms(&many)).unwrap();
    assert_eq!(document.notes.len(), 1, "{:?}", document.notes);
}

#[test]
fn what_the_tree_says_is_not_believed() {
    let kids = |count: &str, kids: &str| {
        let mut maker = Maker::pages(&[ordinary("1"), ordinary("2")]);
        maker
            .set(TREE, format!("<</Type/Pages/Count {count}/Kids[{kids}]/Resources<</Font<</F1 3 0 R>>>>>>"));
        maker.file()
    };
    let document = whole(&kids("2147483647", "5 0 R 7 0 R"));
    assert_eq!(document.pages, Some(2));
    assert_eq!(whole(&kids("-1", "5 0 R 7 0 R")).pages, Some(2));
    let document = read(&kids("4", "5 0 R 7 0 R")).unwrap();
    assert_eq!(document.notes, ["the file speaks of 4 pages and has 2"]);
    let document = read(&kids("3", "5 0 R 7 0 R 99 0 R")).unwrap();
    assert_eq!(document.notes, ["the file speaks of 3 pages and has 2"]);
    // A tree that is its own kid.
    assert_eq!(whole(&kids("2", "5 0 R 2 0 R 7 0 R")).pages, Some(2));
    // No tree at all.
    let mut maker = Maker::pages(&[ordinary("1"), ordinary("2")]);
    maker.set(CATALOG, "<</Type/Catalog>>");
    assert_eq!(texts(&read(&maker.file()).unwrap()).len(), 4);
}

#[test]
fn a_page_cut_short_is_not_passed_off_as_whole() {
    let mut maker = Maker::pages(&[ordinary("1"), ordinary("2"), ordinary("3")]);
    let packed = deflated(ordinary("2"));
    maker.set(FIRST + 3, stream("/Filter/FlateDecode", &packed));
    whole(&maker.file());
    maker.set(FIRST + 3, stream("/Filter/FlateDecode", &packed[..packed.len() - 20]));
    let document = read(&maker.file()).unwrap();
    assert_eq!(document.notes, ["1 of 3 pages is damaged, so text may be missing: 2"]);
    maker.set(FIRST + 3, "<</Length 0>>");
    let document = read(&maker.file()).unwrap();
    assert_eq!(document.notes, ["1 of 3 pages is damaged, so text may be missing: 2"]);
    maker.set(FIRST + 1, "<</Length 0>>");
    assert!(matches!(read(&maker.file()), Err(ReadFault::Malformed { .. })));
}

#[test]
fn bounds_hold() {
    let bytes = Maker::pages(&[ordinary("1"), ordinary("2"), ordinary("3")]).file();
    let all = Bounds::default();
    for bounds in [
        Bounds { pages: 2, ..all },
        Bounds { blocks: 5, ..all },
        Bounds { text: 100, ..all },
        Bounds { unpacked: 200, ..all },
    ] {
        let fault = PdfReader.read(&bytes, &bounds);
        assert!(matches!(fault, Err(ReadFault::TooMuch { .. })), "{bounds:?}: {fault:?}");
    }
    let mut maker = Maker::pages(&[ordinary("1")]);
    maker.set(FIRST + 1, stream("/Filter/FlateDecode", deflated(vec![b' '; 3 << 20])));
    let fault = PdfReader.read(&maker.file(), &Bounds { unpacked: 1 << 20, ..all });
    assert!(matches!(fault, Err(ReadFault::TooMuch { .. })), "{fault:?}");
}

#[test]
fn deep_nesting_does_not_reach_the_stack() {
    let mut maker = Maker::pages(&[ordinary("1")]);
    maker.add("[".repeat(100_000));
    maker.add("<</A".repeat(100_000));
    maker.add("(".repeat(100_000));
    let content = format!("{} {}{}", ordinary("1"), "[".repeat(100_000), "<<".repeat(100_000));
    maker.set(FIRST + 1, stream("", content));
    assert_eq!(texts(&read(&maker.file()).unwrap()).len(), 2);
}

#[test]
fn states_saved_without_end_cost_nothing() {
    let content = format!("{}{}{}", "q ".repeat(1_000_000), ordinary("1"), "Q ".repeat(1_000_000));
    assert_eq!(texts(&whole(&Maker::pages(&[content]).file())).len(), 2);
}

#[test]
fn fonts_that_are_wrong_are_read_all_the_same() {
    let widths = "500 ".repeat(224);
    for font in [
        "/Subtype/Type1/BaseFont/Times-Roman/Encoding/StandardEncoding".to_owned(),
        "/Subtype/TrueType/BaseFont/Arial".to_owned(),
        "/Subtype/Type1".to_owned(),
        "/BaseFont/Garamond/Encoding/NoSuchEncoding".to_owned(),
        format!("/Subtype/TrueType/BaseFont/Odd/FirstChar 32/LastChar 9000/Widths[{widths}]"),
        format!("/Subtype/TrueType/BaseFont/Odd/FirstChar 32/LastChar 40/Widths[{widths} /No (way)]"),
        format!(
            "/Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FirstChar 32/LastChar 33/Widths[{}]",
            "50 ".repeat(90)
        ),
        "/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[300/a -1/b 65/A/B 99 0 R]>>".to_owned(),
        "/Subtype/Type1/BaseFont/Helvetica/ToUnicode/Odd/Encoding/WinAnsiEncoding".to_owned(),
        "/Subtype/Type1/BaseFont/Helvetica/FontDescriptor<</FontFile 6 0 R/FontFile3 6 0 R>>".to_owned(),
    ] {
        let mut maker = Maker::pages(&[ordinary("1")]);
        maker.set(FONT, format!("<</Type/Font{font}>>"));
        let document = read(&maker.file()).unwrap_or_else(|fault| panic!("{font}: {fault}"));
        let words = texts(&document).join(" ").replace(' ', "");
        assert_eq!(words, "Section1Theofficershallkeeparegisterofallchildrenplacedincare.", "{font}");
    }
}

#[test]
fn a_composite_font_has_its_widths_and_letters() {
    let mut maker = Maker::pages(&[]);
    let inner = "<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/W[1 900 500]/DW 1000>>";
    let map = "1 beginbfrange <0001> <0300> <0061> endbfrange 1 beginbfchar <0301> <D800> endbfchar";
    let table = maker.add_stream("", map);
    maker.set(BOLD, format!("<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Odd-H/DescendantFonts[{inner}]/ToUnicode {table} 0 R>>"));
    let word = |text: &str| text.bytes().map(|b| format!("{:04x}", b - 96)).collect::<Vec<_>>().concat();
    let line = format!("[<{}> -300 <{}>] TJ T* ", word("children"), word("register"));
    let content = format!("BT /F2 10 Tf 14 TL 60 700 Td {} ET", line.repeat(3));
    let page = maker.add("");
    let content = maker.add_stream("", content);
    maker.set(page, format!("<</Type/Page/Parent 2 0 R/Contents {content} 0 R>>"));
    maker.set(TREE, format!("<</Type/Pages/Count 1/Kids[{page} 0 R]/Resources<</Font<</F2 4 0 R>>>>>>"));
    let document = whole(&maker.file());
    assert_eq!(texts(&document), ["children register"; 3]);
}

#[test]
fn the_title_is_taken_from_the_file() {
    let mut maker = Maker::pages(&[ordinary("1")]);
    let info = maker.add("<</Title(Children Act, 2031)>>");
    maker.trailer = format!("/Info {info} 0 R");
    assert_eq!(whole(&maker.file()).facts.title.as_deref(), Some("Children Act, 2031"));
    maker.set(info, "<</Title(Microsoft Word - final2.doc)>>");
    assert_eq!(whole(&maker.file()).facts.title, None);
}

#[test]
fn text_at_an_angle_stays_apart() {
    let mark = "q 0.7 0.7 -0.7 0.7 100 100 cm BT /F1 60 Tf (DRAFT ONLY) Tj ET Q";
    let document = whole(&Maker::pages(&[format!("{mark} {}", ordinary("1"))]).file());
    assert_eq!(texts(&document)[..2], ["DRAFT ONLY", "Section 1"]);
}

#[test]
fn other_bytes_are_refused() {
    for bytes in [&b""[..], b"%PDF-1.7", b"not a file of this kind", &[0; 4096], b"1 0 obj endobj 1 0 obj"] {
        assert!(matches!(read(bytes), Err(ReadFault::Malformed { .. })), "{:?}", read(bytes));
    }
}

const LANGUAGES: [(&str, &[u8], &str); 4] = [
    (
        "en",
        include_bytes!("../../../../tests/fixtures/pdf/en.pdf"),
        include_str!("../../../../tests/fixtures/pdf/en.txt"),
    ),
    (
        "es",
        include_bytes!("../../../../tests/fixtures/pdf/es.pdf"),
        include_str!("../../../../tests/fixtures/pdf/es.txt"),
    ),
    (
        "sw",
        include_bytes!("../../../../tests/fixtures/pdf/sw.pdf"),
        include_str!("../../../../tests/fixtures/pdf/sw.txt"),
    ),
    (
        "ar",
        include_bytes!("../../../../tests/fixtures/pdf/ar.pdf"),
        include_str!("../../../../tests/fixtures/pdf/ar.txt"),
    ),
];

/// How many neighbouring pairs of words two texts share, as F1.
fn likeness(one: &str, other: &str) -> f64 {
    let pairs = |text: &str| {
        let text: String = text.nfkc().collect();
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let mut count: HashMap<(String, String), usize> = HashMap::new();
        for pair in words.windows(2) {
            *count.entry((pair[0].clone(), pair[1].clone())).or_default() += 1;
        }
        count
    };
    let (one, other) = (pairs(one), pairs(other));
    let shared: usize = one.iter().map(|(pair, n)| other.get(pair).map_or(0, |m| *n.min(m))).sum();
    let all: usize = one.values().chain(other.values()).sum();
    f64::from(u32::try_from(2 * shared).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

#[test]
fn four_languages_are_read_as_they_were_written() {
    for (language, bytes, source) in LANGUAGES {
        let document = whole(bytes);
        let likeness = likeness(&texts(&document).join("\n"), source);
        assert!(likeness >= 0.98, "{language}: {likeness}");
        assert_eq!(document.facts.title.as_deref(), source.lines().next(), "{language}");
        let by = if language == "ar" { "glyphs" } else { "pdf-extract" };
        assert_eq!(document.read_by.as_deref(), Some(by), "{language}");
    }
}

/// A file with a few things done to it; the same for the same seed.
fn corrupted(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 11).unwrap() % below.max(1)
    };
    let mut bytes = bytes.to_vec();
    for _ in 0..=random(3) {
        let at = random(bytes.len());
        let long = random(400).min(bytes.len() - at);
        match random(5) {
            0 => (0..20).for_each(|_| {
                let at = random(bytes.len());
                bytes[at] ^= 1 << random(8);
            }),
            1 => bytes.truncate(at.max(64)),
            2 => drop(bytes.drain(at..at + long)),
            3 => {
                let piece = bytes[at..at + long].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let piece: Vec<u8> = (0..long).map(|_| u8::try_from(random(256)).unwrap()).collect();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

#[test]
fn damage_is_told_and_never_fatal() {
    for (language, bytes, _) in LANGUAGES {
        let full: usize = texts(&whole(bytes)).iter().map(|t| t.len()).sum();
        for seed in 1..=10 {
            let Ok(document) = read(&corrupted(bytes, seed)) else { continue };
            let left: usize = texts(&document).iter().map(|t| t.len()).sum();
            assert!(
                left * 10 >= full * 9 || !document.notes.is_empty(),
                "{language} {seed}: {left} of {full}"
            );
        }
    }
}
