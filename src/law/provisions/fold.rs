//! Words as they are compared: lower case, without accents, Arabic letters in one form, no soft hyphens.
//! Only for recognising headings; what a reader sees and what is searched keep their own forms.

use crate::law::normalise::is_letter;

/// The form of a word that the tables of this room are written in.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ if is_left_out(c) => {}
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'Á' | 'À' | 'Â' | 'Ã' | 'Ä' | 'Å' => {
                folded.push('a');
            }
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => folded.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ö' => folded.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => folded.push('u'),
            'ñ' | 'Ñ' => folded.push('n'),
            'ç' | 'Ç' => folded.push('c'),
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ی' => folded.push('ي'),
            'ک' => folded.push('ك'),
            'ھ' | 'ہ' | 'ە' | 'ة' => folded.push('ه'),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Soft hyphen, marks of direction, tatweel, Arabic vowel signs, combining accents.
fn is_left_out(c: char) -> bool {
    matches!(c,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{300}'..='\u{36f}')
}

/// Whether a character belongs to a word, for the tables here: letters, and what may stand inside them.
pub(super) fn in_word(c: char) -> bool {
    is_letter(c)
        || matches!(c, '\u{ad}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{300}'..='\u{36f}')
}

/// The word at the beginning of a text, and what follows it. The word is empty where none begins.
pub(super) fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !in_word(c)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The last word of a text, in the form of the tables.
pub(super) fn last_word(text: &str) -> String {
    let text = text.trim_end();
    let start =
        text.char_indices().rev().take_while(|&(_, c)| in_word(c)).last().map_or(text.len(), |(at, _)| at);
    fold(text.get(start..).unwrap_or_default())
}

/// The digit a character stands for: ASCII, Arabic-Indic and Persian digits.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(c) - 0x6f0),
        _ => None,
    }
}

/// Whether a text is written in capitals throughout, as headings are. Scripts without capitals say no.
pub(super) fn all_capitals(text: &str) -> bool {
    let mut letters = 0_usize;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        if c.is_uppercase() {
            letters += 1;
        }
    }
    letters >= 2
}

/// Whether a text ends as a sentence or a list item ends, quotation marks and brackets left aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | '\u{bb}' | ')' | ']' | '*')
    });
    text.ends_with(['.', ';', ':', '!', '?', '\u{61b}', '\u{61f}', '\u{2026}'])
}

/// The first letter of a text that [`fold`] does not leave out.
pub(super) fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphabetic() && !is_left_out(*c))
}

/// The first letter or digit of a text.
pub(super) fn first_sign(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_in_one_form() {
        for (word, expected) in [
            ("ARTÍCULO", "articulo"),
            ("Sec\u{ad}tion", "section"),
            ("المادّة", "الماده"),
            ("الأولى", "الاولي"),
            ("الثانیة", "الثانيه"),
            ("SÉTIMA", "setima"),
        ] {
            assert_eq!(fold(word), expected);
        }
    }

    #[test]
    fn words_are_cut_at_both_ends() {
        assert_eq!(first_word("Article 3"), ("Article", " 3"));
        assert_eq!(first_word("3"), ("", "3"));
        assert_eq!(last_word("del Artículo "), "articulo");
        assert_eq!(last_word("no. 3"), "");
    }

    #[test]
    fn capitals_and_ends() {
        assert!(all_capitals("PARTE II – ÁMBITO") && !all_capitals("Parte II") && !all_capitals("المادة"));
        assert!(ends_sentence("so it is.”") && ends_sentence("as follows:") && !ends_sentence("Short title"));
    }
}
