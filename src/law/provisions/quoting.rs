//! Where a text quotes another: between quotation marks, and behind "is amended to read as follows:".

use std::sync::OnceLock;

use crate::law::normalise::beyond_ascii;
use crate::law::provisions::fold::fold;
use crate::law::provisions::mark::is_opening_quote;
use crate::law::reflow::{Dress, Para};

/// What is quoted, paragraph by paragraph.
pub(super) struct Quoting {
    /// The paragraph begins inside quotation marks that were opened above it and are closed below.
    inside: Vec<bool>,
    /// How many paragraphs up to and including this one announce a quotation.
    announced: Vec<u32>,
}

/// A quotation longer than this was never closed: the mark was a slip.
const LONGEST: usize = 60_000;

impl Quoting {
    pub(super) fn of(paras: &[Para]) -> Self {
        let mut inside = vec![false; paras.len()];
        let mut opened = None::<(usize, usize)>;
        let mut at_byte = 0_usize;
        for (at, para) in paras.iter().enumerate() {
            // A heading of the law's own closes what a slip left open.
            for sign in beyond_ascii(&para.text) {
                match sign {
                    '\u{201c}' | '\u{ab}' => opened = opened.or(Some((at, at_byte))),
                    '\u{201d}' | '\u{bb}' => {
                        if let Some((from, byte)) = opened.take()
                            && at_byte - byte <= LONGEST
                            && let Some(stretch) = inside.get_mut(from + 1..=at)
                        {
                            stretch.fill(true);
                        }
                    }
                    _ => {}
                }
            }
            at_byte += para.text.len();
            if opened.is_some_and(|(_, byte)| at_byte - byte > LONGEST) {
                opened = None;
            }
        }
        let mut count = 0;
        let announced = paras
            .iter()
            .map(|para| {
                count += u32::from(para.dress != Dress::Note && announces(&para.text));
                count
            })
            .collect();
        Self { inside, announced }
    }

    pub(super) fn inside(&self, para: usize) -> bool {
        self.inside.get(para).copied().unwrap_or(false)
    }

    /// Whether a paragraph in `from..to` announces a quotation.
    pub(super) fn announced(&self, from: usize, to: usize) -> bool {
        let upto = |at: usize| at.checked_sub(1).and_then(|a| self.announced.get(a)).copied().unwrap_or(0);
        upto(to) > upto(from)
    }
}

/// Whether a paragraph ends by announcing words of another law.
fn announces(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || is_opening_quote(c) || c == '*');
    if !text.ends_with([':', '\u{2014}', '\u{2013}', '-']) {
        return false;
    }
    let from = text.char_indices().rev().nth(600).map_or(0, |(at, _)| at);
    let folded = fold(text.get(from..).unwrap_or_default());
    let folded = folded.as_bytes();
    let cues = announcing();
    (0..folded.len()).filter_map(|at| folded.get(at..)).any(|rest| {
        let first = rest.first().and_then(|b| cues.get(usize::from(*b)));
        first.is_some_and(|cues| cues.iter().any(|cue| rest.starts_with(cue.as_bytes())))
    })
}

/// The cues by their first bytes, so that a text is gone through once for all of them.
fn announcing() -> &'static [Vec<&'static str>; 256] {
    static BY_FIRST: OnceLock<[Vec<&'static str>; 256]> = OnceLock::new();
    BY_FIRST.get_or_init(|| {
        let mut all = [const { Vec::new() }; 256];
        for cue in ANNOUNCING {
            if let Some(alike) = cue.bytes().next().and_then(|b| all.get_mut(usize::from(b))) {
                alike.push(*cue);
            }
        }
        all
    })
}

/// What announces words of another law, folded.
const ANNOUNCING: &[&str] = &[
    "siguientes terminos",
    "terminos siguientes",
    "siguiente texto",
    "texto siguiente",
    "cuyo texto",
    "redactad",
    "siguiente redaccion",
    "siguiente tenor",
    "incorporase",
    "incorporanse",
    "incorporese",
    "agregase",
    "agreguese",
    "agreganse",
    "sustituyese",
    "sustituyense",
    "sustituyase",
    "modificase",
    "modificanse",
    "modifiquese",
    "modifiquense",
    "anadase",
    "anadese",
    "por el siguiente",
    "por los siguientes",
    "is amended",
    "are amended",
    "hereby amended",
    "further amended",
    "inserting",
    "substituting",
    "substituted",
    "following new",
    "read as follows",
    "est modifie",
    "sont modifies",
    "ainsi redige",
    "remplace par",
    "est insere",
    "redaction suivante",
    "passa a vigorar",
    "passam a vigorar",
    "seguinte redacao",
    "seguintes alteracoes",
    "acrescid",
    "يستبدل",
    "تستبدل",
    "النص الاتي",
    "النص التالي",
    "يضاف",
    "تضاف",
    "يعدل",
    "تعدل",
    "inarekebishwa",
    "kurekebishwa",
    "badala yake",
    "sinususugan",
    "amended to read",
];

/// What a note between two wordings of one article says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Versions {
    /// "Texto anterior": what follows is the older wording.
    OlderFollows,
    /// "modificado por la ley 3, cuyo texto es el siguiente": what follows is the newer one.
    NewerFollows,
}

/// What the paragraphs between two wordings of the same article say of their order.
pub(super) fn versions(paras: &[Para]) -> Option<Versions> {
    paras.iter().rev().take(12).find_map(|para| {
        if para.text.len() > 2000 {
            return None;
        }
        let folded = fold(&para.text);
        let has = |signs: &[&str]| signs.iter().any(|s| folded.contains(s));
        if has(&[
            "texto anterior",
            "redaccion anterior",
            "texto original",
            "redaccion original",
            "version anterior",
            "previous text",
            "previous wording",
            "former text",
            "original text",
            "ancienne redaction",
            "texte anterieur",
            "version precedente",
            "redacao anterior",
            "redacao original",
            "النص السابق",
            "النص القديم",
            "النص قبل",
            "maandishi ya awali",
        ]) {
            return Some(Versions::OlderFollows);
        }
        has(&[
            "cuyo texto es el siguiente",
            "texto es el siguiente",
            "texto vigente",
            "texto actual",
            "modificado por",
            "sustituido por",
            "as amended",
            "amended to read",
            "substituted by",
            "modifie par",
            "nova redacao",
            "redacao dada",
            "النص بعد التعديل",
            "عدلت",
            "kama ilivyorekebishwa",
        ])
        .then_some(Versions::NewerFollows)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paras(lines: &[&str]) -> Vec<Para> {
        lines.iter().map(|l| Para { text: (*l).to_owned(), ..Para::default() }).collect()
    }

    #[test]
    fn quotation_marks_hold_what_is_between() {
        let paras =
            paras(&["Dice: “uno", "dos", "tres”.", "cuatro", "“ access ” means", "nunca “cerrado", "y más"]);
        let quoting = Quoting::of(&paras);
        let inside: Vec<bool> = (0..paras.len()).map(|at| quoting.inside(at)).collect();
        assert_eq!(inside, [false, true, true, false, false, false, false]);
    }

    #[test]
    fn amendments_announce() {
        for text in [
            "Modifícase el artículo 3 del Código, que quedará redactado en los siguientes términos:",
            "The Penal Code is amended by inserting after section 4 the following—",
            "O artigo 3 passa a vigorar com a seguinte redação:",
            "L'article 3 est ainsi rédigé :",
            "تستبدل المادة 3 بالنص الآتي:",
        ] {
            assert!(announces(text), "{text}");
        }
        for text in ["In this Act:", "Modifícase el artículo 3.", "Son fines de la ley:"] {
            assert!(!announces(text), "{text}");
        }
        let quoting = Quoting::of(&paras(&["uno", "Agrégase lo siguiente:", "dos"]));
        assert!(quoting.announced(0, 2) && !quoting.announced(2, 3));
    }

    #[test]
    fn notes_tell_the_older_wording() {
        for (note, expected) in [
            ("Texto anterior:", Some(Versions::OlderFollows)),
            (
                "(*) Artículo modificado por la Ley 3, cuyo texto es el siguiente:",
                Some(Versions::NewerFollows),
            ),
            ("Otra cosa", None),
        ] {
            assert_eq!(versions(&paras(&["x", note])), expected, "{note}");
        }
    }
}
