//! Strings of a file that are meant for people, and the title among them.

use pdf_extract::{Document as Pdf, Object};

/// A text string as PDF has it: UTF-16 or UTF-8 with a mark, or bytes of its own encoding.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|c| c.try_into().map_or(0xfffd, unit)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Many files have plain UTF-8 here, against the rules; letters of the old encoding are seldom valid as such.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
        },
    }
}

/// The title that the file gives itself, if it is one and not the name of another file.
pub(super) fn title(pdf: &Pdf) -> Option<String> {
    let info = pdf.trailer.get_deref(b"Info", pdf).ok()?.as_dict().ok()?;
    let Object::String(bytes, _) = info.get_deref(b"Title", pdf).ok()? else { return None };
    let title = text_string(bytes);
    let title: Vec<&str> =
        title.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let title = title.join(" ");
    is_title(&title).then_some(title)
}

fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let one_word = !title.contains(' ');
    let file_name = lower.rsplit_once('.').is_some_and(|(_, end)| {
        matches!(
            end,
            "doc"
                | "docx"
                | "pdf"
                | "odt"
                | "rtf"
                | "txt"
                | "indd"
                | "qxd"
                | "p65"
                | "pmd"
                | "xls"
                | "xlsx"
                | "html"
                | "htm"
                | "tif"
                | "tiff"
                | "jpg"
                | "wpd"
                | "pub"
                | "fm"
                | "cdr"
                | "tex"
                | "dvi"
                | "ps"
        )
    });
    letters >= 4
        && title.chars().count() <= 300
        && !title.contains(['\u{fffd}', '\\'])
        && !title.starts_with('(')
        && !file_name
        && !["microsoft", "untitled", "document", "sin título", "file:", "http", "scan", "layout "]
            .iter()
            .any(|start| lower.starts_with(start))
        && !(one_word && title.contains(|c: char| c == '_' || c == '-' || c.is_numeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_told_from_a_file_name() {
        for (title, is) in [
            ("The Children Act, 2031", true),
            ("Constitución", true),
            ("قانون حماية الأطفال", true),
            ("Microsoft Word - act final.doc", false),
            ("act_14_final", false),
            ("Act14.pdf", false),
            ("Untitled", false),
            ("Document1", false),
            ("12-2031", false),
            ("", false),
            ("Act No. 14", true),
        ] {
            assert_eq!(is_title(title), is, "{title}");
        }
    }

    #[test]
    fn text_strings_of_every_kind() {
        for (bytes, text) in [
            (&b"\xfe\xff\x06\x42\x00a"[..], "قa"),
            (b"\xff\xfe\x42\x06", "ق"),
            (b"\xef\xbb\xbf\xc3\xb1", "ñ"),
            (b"a\xf1o", "año"),
            (b"plain", "plain"),
        ] {
            assert_eq!(text_string(bytes), text);
        }
    }
}
