//! A writer of small PDF files for the tests: whole ones, and ones that are wrong on purpose.

use std::fmt::Write as _;
use std::io::Write as _;

/// A file in the making: its objects, numbered from 1.
#[derive(Debug, Default)]
pub(super) struct Maker {
    objects: Vec<Vec<u8>>,
    pub(super) trailer: String,
}

/// Where things are in a file made by [`Maker::pages`].
pub(super) const CATALOG: usize = 1;
pub(super) const TREE: usize = 2;
pub(super) const FONT: usize = 3;
pub(super) const BOLD: usize = 4;
/// The first page; its content follows it, then the next page.
pub(super) const FIRST: usize = 5;

impl Maker {
    pub(super) fn add(&mut self, object: impl AsRef<[u8]>) -> usize {
        self.objects.push(object.as_ref().to_vec());
        self.objects.len()
    }

    pub(super) fn set(&mut self, number: usize, object: impl AsRef<[u8]>) {
        self.objects[number - 1] = object.as_ref().to_vec();
    }

    pub(super) fn add_stream(&mut self, dict: &str, content: impl AsRef<[u8]>) -> usize {
        let stream = stream(dict, content);
        self.add(stream)
    }

    /// One page for each content stream, in Helvetica as `F1` and its bold as `F2`.
    pub(super) fn pages(contents: &[String]) -> Self {
        let mut maker = Self::default();
        maker.add("<</Type/Catalog/Pages 2 0 R>>");
        maker.add("");
        maker.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
        maker.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>");
        let mut kids = String::new();
        for content in contents {
            let page = maker.objects.len() + 1;
            write!(kids, "{page} 0 R ").unwrap();
            maker.add(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", page + 1));
            maker.add_stream("", content);
        }
        maker.set(
            TREE,
            format!(
                "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595 842]\
                 /Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>",
                contents.len()
            ),
        );
        maker
    }

    /// The whole file, with its table.
    pub(super) fn file(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (number, object) in (1..).zip(&self.objects) {
            writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
            writeln!(out, "{number} 0 obj").unwrap();
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        let size = self.objects.len() + 1;
        write!(
            out,
            "{table}trailer\n<</Size {size}/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        )
        .unwrap();
        out
    }
}

pub(super) fn stream(dict: &str, content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let mut object = format!("<<{dict}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend_from_slice(content);
    object.extend_from_slice(b"\nendstream");
    object
}

pub(super) fn deflated(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(content.as_ref()).unwrap();
    packer.finish().unwrap()
}

/// A content stream of lines, fourteen points apart; `""` leaves a line out, `*` before a line sets it in bold.
pub(super) fn lines(lines: &[&str]) -> String {
    let mut content = String::from("BT 14 TL 60 780 Td\n");
    for line in lines {
        let (font, text) = line.strip_prefix('*').map_or(("F1", *line), |text| ("F2", text));
        let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        writeln!(content, "/{font} 11 Tf ({text}) Tj T*").unwrap();
    }
    content.push_str("ET\n");
    content
}

/// A page with enough letters not to be taken for a scan.
pub(super) fn ordinary(name: &str) -> String {
    lines(&[&format!("Section {name}"), "The officer shall keep a register of all children placed in care."])
}
