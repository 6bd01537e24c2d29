//! From bytes to text, where a file may lie about its character set or say nothing.
//!
//! Bytes that are UTF-8 throughout are UTF-8, whatever the file declares: other character sets do not
//! come out as valid UTF-8 by chance, and pages that were converted often keep their old declaration.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// The text and the name of the character set it was read in. What no set has becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> (String, &'static str) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), UTF_8.name());
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match declared {
        // UTF-16 without its mark is only ever declared in a file that could not be read to find it.
        Some(encoding) if ![UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1252].contains(&encoding) => {
            return with(encoding, bytes);
        }
        _ => {}
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes);
    }
    // Arabic pages often declare a Western set, so that declaration does not settle it.
    let (arabic, name) = with(WINDOWS_1256, bytes);
    if mostly_arabic(&arabic) { (arabic, name) } else { with(WINDOWS_1252, bytes) }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> (String, &'static str) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), encoding.name())
}

/// Whether there are more good sequences of several bytes than bad ones: UTF-8 that was cut or patched.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Whether what is not ASCII is Arabic, in words. Spanish or French read as Arabic gives single letters:
/// each stands between ASCII ones.
fn mostly_arabic(text: &str) -> bool {
    let is_arabic = |c: char| matches!(c, '\u{0621}'..='\u{0652}' | '\u{0660}'..='\u{06ff}');
    let (mut other, mut arabic, mut in_words) = (0usize, 0usize, 0usize);
    let mut before = false;
    for c in text.chars() {
        let now = is_arabic(c);
        if now {
            arabic += 1;
            in_words += usize::from(before);
        } else if c.is_alphabetic() && !c.is_ascii() {
            other += 1;
        }
        before = now;
    }
    arabic > 4 * other && in_words * 2 > arabic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_told_apart() {
        let arabic = "يعاقب كل من خالف أحكام هذه المادة بالحبس";
        let spanish = "Artículo 3. La niñez será protegida según la ley; año 2020. ¿Quién lo hará?";
        let (arabic_bytes, _, _) = WINDOWS_1256.encode(arabic);
        let (spanish_bytes, _, _) = WINDOWS_1252.encode(spanish);
        let marked = [b"\xef\xbb\xbf".as_slice(), arabic.as_bytes()].concat();
        let mut wide = vec![0xff, 0xfe];
        wide.extend(spanish.encode_utf16().flat_map(u16::to_le_bytes));
        let mut broken = arabic.as_bytes().to_vec();
        broken.push(0xd8);
        for (bytes, declared, text, name) in [
            (arabic.as_bytes(), None, arabic, "UTF-8"),
            (arabic.as_bytes(), Some("windows-1252"), arabic, "UTF-8"),
            (&marked, None, arabic, "UTF-8"),
            (&wide, None, spanish, "UTF-16LE"),
            (&arabic_bytes, None, arabic, "windows-1256"),
            (&arabic_bytes, Some("iso-8859-1"), arabic, "windows-1256"),
            (&arabic_bytes, Some("windows-1256"), arabic, "windows-1256"),
            (&spanish_bytes, None, spanish, "windows-1252"),
            (&spanish_bytes, Some("utf-8"), spanish, "windows-1252"),
            (&spanish_bytes, Some("no such set"), spanish, "windows-1252"),
            (b"", None, "", "UTF-8"),
        ] {
            assert_eq!(decode(bytes, declared), (text.to_owned(), name), "{declared:?}");
        }
        assert_eq!(decode(&broken, None), (format!("{arabic}\u{fffd}"), "UTF-8"));
    }

    #[test]
    fn a_declared_set_is_used() {
        assert_eq!(decode(b"\xcf\xf0\xe0\xe2\xee", Some("windows-1251")).0, "Право");
    }

    #[test]
    fn any_bytes_decode() {
        let all: Vec<u8> = (0..=255).cycle().take(5_000).collect();
        for declared in [None, Some("utf-8"), Some("utf-16"), Some("big5"), Some("windows-1256")] {
            assert!(!decode(&all, declared).0.is_empty());
        }
    }
}
