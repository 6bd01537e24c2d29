//! Which characters the codes of a simple font stand for, in the form that the crate below can take.

use std::fmt::Write as _;

use pdf_extract::{Dictionary, Object};

use crate::law::read::pdf::cmap;

/// Where the standard encoding differs from the one that the crate falls back to.
const STANDARD: [(i64, &[&str]); 12] = [
    (39, &["quoteright"]),
    (96, &["quoteleft"]),
    (
        161,
        &[
            "exclamdown",
            "cent",
            "sterling",
            "fraction",
            "yen",
            "florin",
            "section",
            "currency",
            "quotesingle",
            "quotedblleft",
            "guillemotleft",
            "guilsinglleft",
            "guilsinglright",
            "fi",
            "fl",
        ],
    ),
    (177, &["endash", "dagger", "daggerdbl", "periodcentered"]),
    (
        182,
        &[
            "paragraph",
            "bullet",
            "quotesinglbase",
            "quotedblbase",
            "quotedblright",
            "guillemotright",
            "ellipsis",
            "perthousand",
        ],
    ),
    (191, &["questiondown"]),
    (193, &["grave", "acute", "circumflex", "tilde", "macron", "breve", "dotaccent", "dieresis"]),
    (202, &["ring", "cedilla"]),
    (205, &["hungarumlaut", "ogonek", "caron", "emdash"]),
    (225, &["AE"]),
    (245, &["dotlessi"]),
    (248, &["lslash", "oslash", "oe", "germandbls"]),
];

/// An encoding made of the names that a font gives, with nothing in it that the crate would stumble over.
pub(super) fn mended<'a>(
    own: impl Iterator<Item = &'a Object>,
    base: Option<Vec<u8>>,
    standard: bool,
) -> Object {
    let mut differences = Vec::new();
    if standard {
        for (code, names) in STANDARD {
            differences.push(Object::Integer(code));
            differences.extend(names.iter().map(|n| Object::Name(n.as_bytes().to_vec())));
        }
    }
    let mut code: i64 = 0;
    for object in own {
        match object {
            Object::Integer(value) => {
                code = *value;
                if (0..256).contains(&code) {
                    differences.push(Object::Integer(code));
                }
            }
            Object::Name(name) => {
                if (0..256).contains(&code) {
                    differences.push(Object::Name(plain_name(name)));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    let mut encoding = Dictionary::new();
    encoding.set("Type", Object::Name(b"Encoding".to_vec()));
    if let Some(base) = base {
        encoding.set("BaseEncoding", Object::Name(base));
    }
    encoding.set("Differences", Object::Array(differences));
    Object::Dictionary(encoding)
}

/// The name of a glyph without what only tells its shape: `a.sc` is an `a`.
fn plain_name(name: &[u8]) -> Vec<u8> {
    let name: Vec<u8> = name.iter().copied().filter(u8::is_ascii_graphic).collect();
    match name.iter().position(|b| *b == b'.') {
        Some(dot) if dot > 0 => name.get(..dot).unwrap_or_default().to_vec(),
        _ => name,
    }
}

/// A table of characters for the names that tell them by number or as a ligature: `uni0633`, `f_i`.
pub(super) fn table_of_names(differences: &[Object]) -> Option<Vec<u8>> {
    let mut entries = Vec::new();
    let mut code: u32 = 0;
    for object in differences {
        match object {
            Object::Integer(value) => code = u32::try_from(*value).unwrap_or(0),
            Object::Name(name) => {
                let told = std::str::from_utf8(name).ok().and_then(told_by_name);
                entries.extend(told.map(|text| (code, text)));
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    (!entries.is_empty()).then(|| cmap::written(&entries, cmap::Codes::OneByte))
}

fn told_by_name(name: &str) -> Option<String> {
    if let Some(digits) = name.strip_prefix("uni").filter(|d| d.len() >= 4 && d.len() % 4 == 0) {
        let mut text = String::new();
        for chunk in digits.as_bytes().chunks(4) {
            let chunk = std::str::from_utf8(chunk).ok()?;
            text.push(char::from_u32(u32::from_str_radix(chunk, 16).ok()?)?);
        }
        return Some(text);
    }
    if let Some(digits) = name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len())) {
        return Some(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?.to_string());
    }
    let parts: Vec<&str> = name.split('_').collect();
    if parts.len() > 1
        && parts.iter().all(|p| p.len() == 1 && p.as_bytes().iter().all(u8::is_ascii_alphabetic))
    {
        let mut text = String::new();
        for part in parts {
            let _ = write!(text, "{part}");
        }
        return Some(text);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_characters() {
        for (name, text) in [
            ("uni0633", Some("\u{633}")),
            ("uni06440627", Some("\u{644}\u{627}")),
            ("u1F600", Some("\u{1F600}")),
            ("f_f_i", Some("ffi")),
            ("uniD800", None),
            ("union", None),
            ("A", None),
            ("a_comma", None),
        ] {
            assert_eq!(told_by_name(name).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn codes_out_of_range_are_left_out() {
        let own = [
            Object::Integer(255),
            Object::Name(b"a.sc".to_vec()),
            Object::Name(b"b".to_vec()),
            Object::Integer(-4),
            Object::Name(b"c".to_vec()),
            Object::Null,
        ];
        let Object::Dictionary(dict) = mended(own.iter(), None, false) else { panic!() };
        let kept = dict.get(b"Differences").unwrap().as_array().unwrap();
        assert_eq!(kept, &[Object::Integer(255), Object::Name(b"a".to_vec())]);
    }
}
