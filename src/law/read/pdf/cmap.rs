//! Tables that say which characters the codes of a font stand for: read leniently, written plainly.

use std::fmt::Write as _;

use crate::law::read::pdf::tokens::{Operand, Tokens};

/// How many bytes a code has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    OneByte,
    TwoBytes,
}

/// More entries than a font can have glyphs.
const MOST: usize = 65_536;

/// Whether a table says anything.
pub(super) fn has_entries(bytes: &[u8]) -> bool {
    bytes.windows(9).any(|w| matches!(w, b"endbfchar"))
        || bytes.windows(10).any(|w| matches!(w, b"endbfrange"))
}

/// A table with what can be understood of it, and nothing else.
pub(super) fn rewritten(bytes: &[u8]) -> Vec<u8> {
    let mut entries = Vec::new();
    let mut codes = Codes::OneByte;
    let mut tokens = Tokens::new(bytes);
    while let Some(word) = tokens.operator() {
        match word {
            b"endbfchar" => {
                for pair in tokens.operands.chunks_exact(2) {
                    let [Operand::Text(code), Operand::Text(text)] = pair else { continue };
                    note_width(code, &mut codes);
                    entries.extend(number(code).zip(utf16(text)));
                }
            }
            b"endbfrange" => {
                for range in tokens.operands.chunks_exact(3) {
                    let [Operand::Text(first), Operand::Text(last), target] = range else { continue };
                    note_width(first, &mut codes);
                    let (Some(first), Some(last)) = (number(first), number(last)) else { continue };
                    if last < first || last - first > 65_535 || entries.len() > MOST {
                        continue;
                    }
                    for (step, code) in (first..=last).enumerate() {
                        let text = match target {
                            Operand::Text(text) => shifted(text, step),
                            Operand::Array(list) => match list.get(step) {
                                Some(Operand::Text(text)) => utf16(text),
                                _ => None,
                            },
                            _ => None,
                        };
                        entries.extend(text.map(|text| (code, text)));
                    }
                }
            }
            _ => {}
        }
    }
    if entries.is_empty() { Vec::new() } else { written(&entries, codes) }
}

fn note_width(code: &[u8], codes: &mut Codes) {
    if code.len() > 1 {
        *codes = Codes::TwoBytes;
    }
}

fn number(code: &[u8]) -> Option<u32> {
    (code.len() <= 4).then(|| code.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let units: Vec<u16> = match bytes {
        [single] => vec![u16::from(*single)],
        _ => {
            bytes.chunks_exact(2).map(|c| c.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte))).collect()
        }
    };
    String::from_utf16(&units).ok().filter(|s| !s.is_empty())
}

/// The text of a range's first code, moved on by so many steps in its last character.
fn shifted(text: &[u8], step: usize) -> Option<String> {
    let mut text = utf16(text)?;
    let last = text.pop()?;
    text.push(char::from_u32(u32::from(last).checked_add(u32::try_from(step).ok()?)?)?);
    Some(text)
}

/// A table of these entries.
pub(super) fn written(entries: &[(u32, String)], codes: Codes) -> Vec<u8> {
    let (width, last) = match codes {
        Codes::OneByte => (2, "FF"),
        Codes::TwoBytes => (4, "FFFF"),
    };
    let mut out = String::from("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n");
    let _ = writeln!(out, "1 begincodespacerange\n<{:0width$X}> <{last}>\nendcodespacerange", 0);
    for some in entries.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar", some.len());
        for (code, text) in some {
            let _ = write!(out, "<{code:0width$X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_table_gives_what_it_can() {
        let table = b"begincmap 2 beginbfchar <01> <0041> <02> <D800> endbfchar <03> 1 beginbfrange \
            <0005> <0006> <0061> <0007> <0008> [<0078> <06440627>] <9> endbfrange";
        let again = String::from_utf8(rewritten(table)).unwrap();
        for line in ["<0001> <0041>", "<0005> <0061>", "<0006> <0062>", "<0007> <0078>", "<0008> <06440627>"]
        {
            assert!(again.contains(line), "{line} in\n{again}");
        }
        assert!(!again.contains("D800"));
        assert_eq!(rewritten(again.as_bytes()), again.as_bytes());
        assert!(rewritten(b"no table").is_empty());
    }
}
