//! A wording that a later one replaced, carried along at the end of a provision: "Texto anterior: …".
//!
//! It becomes a provision of its own that stands as history, so that a search for the law as it is leaves it out
//! and one for the law as it was finds it. Only what closes a provision is taken apart: wording that goes on behind
//! an old one would otherwise be lost to the present.

use crate::law::provisions::fold::fold;
use crate::law::reflow::Para;

/// What an old wording is announced by, folded.
const ANNOUNCED: &[&str] = &[
    "texto anterior",
    "redaccion anterior",
    "texto original",
    "texto derogado",
    "previous wording",
    "previous text",
    "former wording",
    "earlier text",
    "text before amendment",
    "ancienne redaction",
    "ancienne version",
    "texte anterieur",
    "redacao anterior",
    "النص السابق",
    "النص القديم",
    "النص قبل التعديل",
    "maneno ya awali",
    "maneno ya zamani",
    "dating teksto",
];

/// Signs before an announcement: of a quotation, a list, emphasis, a bracket.
const BEFORE: &[char] = &['>', '*', '(', '[', ' ', '-', '–', '«', '"', '“', '_'];

/// Signs that end an announcement.
const BEHIND: &[char] = &[':', '.', '-', '(', '–', '—'];

/// Where the old wording begins that closes these paragraphs, the first of which is never part of it.
pub(super) fn begins(paras: &[Para]) -> Option<usize> {
    let at = paras.iter().skip(1).position(is_announced)? + 1;
    let rest = paras.get(at..)?;
    // An announcement alone belongs to what comes next: the same number again, with its old words.
    let words = rest.first()?.text.trim_end_matches([':', ' ', ')', ']', '*']).split([':', '.']).nth(1);
    if rest.len() == 1 && words.is_none_or(|w| w.trim().is_empty()) {
        return None;
    }
    // Behind it may stand more of it in quotation marks, and notes; anything else is wording of today.
    let mut quoted = open_quotes(rest.first()?) > 0;
    for para in rest.iter().skip(1) {
        let opens = para.text.trim_start().starts_with(['«', '"', '“', '>', '*', '(', '[']);
        if !(quoted || is_announced(para) || opens) {
            return None;
        }
        quoted = (quoted && open_quotes(para) >= 0) || open_quotes(para) > 0;
    }
    Some(at)
}

fn is_announced(para: &Para) -> bool {
    let text = para.text.trim_start_matches(BEFORE);
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    let start = text.get(..end).unwrap_or(text);
    // Most paragraphs have none of these signs so early, and are not folded.
    if !start.contains(BEHIND) {
        return false;
    }
    let start = fold(start);
    let rest = ANNOUNCED.iter().filter_map(|a| start.strip_prefix(a));
    rest.map(str::trim_start).any(|rest| rest.starts_with(BEHIND))
}

/// Quotation marks that open in a paragraph, less those that close.
fn open_quotes(para: &Para) -> i32 {
    let count = |c: char| i32::try_from(para.text.matches(c).count()).unwrap_or(i32::MAX);
    count('«').saturating_add(count('“')) - count('»') - count('”')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_wording_at_the_end_is_found_and_none_in_the_middle() {
        let paras = |texts: &[&str]| -> Vec<Para> {
            texts.iter().map(|t| Para { text: (*t).to_owned(), ..Para::default() }).collect()
        };
        for (texts, expected) in [
            (
                &["Artículo 3. Nuevo.", "Nota: reformado.", "> Texto anterior: «Artículo 3. Viejo.»"][..],
                Some(2),
            ),
            (&["s. 3 New.", "Previous wording: “Old.", "Still old.”", "(Note of the editor)"], Some(1)),
            (&["المادة 3 نص", "النص السابق: «قديم»"], Some(1)),
            (&["Artículo 3. Nuevo.", "Texto anterior: «viejo»", "Las penas se aumentan."], None),
            (&["Artículo 3. El texto anterior: se aplica."], None),
            (&["Artículo 3.", "El texto anterior no rige."], None),
            (&["Texto anterior: «x»"], None),
            (&["Artículo 3. Nuevo.", "Texto anterior:"], None),
        ] {
            assert_eq!(begins(&paras(texts)), expected, "{texts:?}");
        }
    }
}
