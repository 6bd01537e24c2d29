//! Named and numbered characters of HTML, as front matters and bodies have them.

use std::borrow::Cow;

/// The names that texts of laws use: letters of western Europe, marks and dashes.
const NAMES: [(&str, char); 94] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("iexcl", '¡'),
    ("cent", '¢'),
    ("pound", '£'),
    ("sect", '§'),
    ("copy", '©'),
    ("ordf", 'ª'),
    ("laquo", '«'),
    ("not", '¬'),
    ("reg", '®'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("acute", '´'),
    ("para", '¶'),
    ("middot", '·'),
    ("ordm", 'º'),
    ("raquo", '»'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("iquest", '¿'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Euml", 'Ë'),
    ("Igrave", 'Ì'),
    ("Iacute", 'Í'),
    ("Icirc", 'Î'),
    ("Iuml", 'Ï'),
    ("Ntilde", 'Ñ'),
    ("Ograve", 'Ò'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Otilde", 'Õ'),
    ("Ouml", 'Ö'),
    ("Ugrave", 'Ù'),
    ("Uacute", 'Ú'),
    ("Ucirc", 'Û'),
    ("Uuml", 'Ü'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("hellip", '…'),
    ("euro", '€'),
    ("times", '×'),
    ("szlig", 'ß'),
    ("ensp", '\u{2002}'),
    ("thinsp", '\u{2009}'),
];

/// Decodes the entity at the head of `signs`, or keeps its "&". Gives how many characters were taken.
pub(super) fn decode(signs: &[char], out: &mut Vec<char>) -> usize {
    // The longest name here has six letters, the longest number "#x10ffff".
    let name: String =
        signs.iter().skip(1).take(9).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').collect();
    let length = name.chars().count();
    if signs.get(length + 1) == Some(&';') {
        let found = match name.strip_prefix('#') {
            Some(number) => {
                let hex = number.strip_prefix(['x', 'X']);
                let code = hex.map_or_else(|| number.parse().ok(), |h| u32::from_str_radix(h, 16).ok());
                code.and_then(char::from_u32).filter(|c| !c.is_control())
            }
            None => NAMES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c),
        };
        if let Some(found) = found {
            out.push(found);
            return length + 2;
        }
    }
    out.push('&');
    1
}

/// A text with its entities decoded.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let signs: Vec<char> = text.chars().collect();
    let mut out = Vec::with_capacity(signs.len());
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        if *sign == '&' {
            at += decode(signs.get(at..).unwrap_or_default(), &mut out);
        } else {
            out.push(*sign);
            at += 1;
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_characters() {
        for (text, expected) in [
            ("tr&aacute;fico il&iacute;cito", "tráfico ilícito"),
            ("&#8230; &#x2014;", "… —"),
            ("A & B &unknown; &#0; &#xFFFFFFFF;", "A & B &unknown; &#0; &#xFFFFFFFF;"),
            ("", ""),
            ("&", "&"),
        ] {
            assert_eq!(decoded(text), expected);
        }
    }
}
