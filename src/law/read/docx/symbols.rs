//! Characters that Word takes from a font of pictures (`w:sym`).
//!
//! Their codes mean nothing without the font. Those that occur in laws are given their character; any
//! other is U+FFFD, so that the loss is seen and counted.

/// The character of a code, in hexadecimal, in a font.
pub(super) fn character(font: &str, code: &str) -> char {
    const LOST: char = '\u{fffd}';
    let Ok(code) = u32::from_str_radix(code, 16) else { return LOST };
    let font = font.to_lowercase();
    let place = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    if font.contains("wingdings") {
        return match place {
            0x6c | 0x6e | 0x77 | 0x9f | 0xa7 => '•',
            0x6f | 0x71 | 0xa8 => '☐',
            0xfb | 0xfd => '☒',
            0xfc | 0xfe => '☑',
            0xe0 | 0xe8 | 0xf0 => '→',
            _ => LOST,
        };
    }
    if font == "symbol" {
        return match place {
            0x2b => '+',
            0x2d => '−',
            0xa2 => '′',
            0xa3 => '≤',
            0xb0 => '°',
            0xb1 => '±',
            0xb2 => '″',
            0xb3 => '≥',
            0xb4 => '×',
            0xb7 => '•',
            0xb8 => '÷',
            0xb9 => '≠',
            0xbb => '≈',
            0xbc => '…',
            0xae => '→',
            0x61 => 'α',
            0x62 => 'β',
            0x67 => 'γ',
            0x64 => 'δ',
            0x6d => 'μ',
            0x70 => 'π',
            0x53 => 'Σ',
            _ => LOST,
        };
    }
    // In any other font the code is the character, unless it lies in the area of private use.
    char::from_u32(code).filter(|c| !c.is_control() && !(0xe000..=0xf8ff).contains(&code)).unwrap_or(LOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for (font, code, want) in [
            ("Wingdings", "F0A7", '•'),
            ("Symbol", "F0B3", '≥'),
            ("Arial", "00A7", '§'),
            ("Arial", "F0A7", '\u{fffd}'),
            ("Arial", "0007", '\u{fffd}'),
            ("", "", '\u{fffd}'),
            ("Symbol", "FFFFFFFFFF", '\u{fffd}'),
        ] {
            assert_eq!(character(font, code), want, "{font} {code}");
        }
    }
}
