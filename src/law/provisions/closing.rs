//! What closes a law: the formula, the place and day, the names of those who signed.

use crate::law::provisions::fold::{all_capitals, ends_sentence, fold};
use crate::law::reflow::{Dress, Para};

/// Where the closing begins in the paragraphs of the last provision, if it has one.
/// Its first wording is the provision's own: "Comuníquese, etc." may be all it says.
pub(super) fn begins(paras: &[Para]) -> Option<usize> {
    let first = paras.first()?;
    let own = if first.text.len() > 60 && ends_sentence(&first.text) { 1 } else { 2 };
    let formula = (own..paras.len()).find(|at| paras.get(*at).is_some_and(|p| is_formula(&p.text)));
    if formula.is_some() {
        return formula;
    }
    // Names in capitals at the end.
    let names = paras.iter().rev().take_while(|p| is_name(p)).count();
    let at = paras.len() - names;
    (names > 0 && at >= own).then_some(at)
}

fn is_name(para: &Para) -> bool {
    para.text.len() <= 400
        && all_capitals(&para.text)
        && (para.dress == Dress::Strong || para.text.len() <= 60)
}

fn is_formula(text: &str) -> bool {
    if text.len() > 400 {
        return false;
    }
    let folded = fold(text);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    [
        "comuniquese",
        "por tanto",
        "mando se publique",
        "dado en",
        "dada en",
        "registrese",
        "publiquese",
        "promulguese",
        "en lima,",
        "sala de sesiones",
        "approved,",
        "approved:",
        "approved.",
        "sgd",
        "dated this",
        "made on",
        "given under",
        "passed in the national",
        "passed by the",
        "fait a",
        "feito em",
        "brasilia,",
        "صدر عنا",
        "صدر في",
        "صدر بتاريخ",
        "حرر في",
        "imetungwa",
        "imepitishwa",
        "pinagtibay",
        "nilagdaan",
    ]
    .iter()
    .any(|sign| folded.starts_with(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_names_close_a_law() {
        let paras = |lines: &[&str]| -> Vec<Para> {
            lines.iter().map(|l| Para { text: (*l).to_owned(), ..Para::default() }).collect()
        };
        for (lines, at) in [
            (&["Artículo 9", "La ley rige.", "Comuníquese.", "En Lima"][..], Some(2)),
            (&["Artículo 9", "Comuníquese, etc."], None),
            (&["Section 9. Effect", "It takes effect.", "Approved,", "JUAN"], Some(2)),
            (
                &[
                    "Section 9. Effect. - This Act takes effect on the day of its printing in full.",
                    "Approved,",
                ],
                Some(1),
            ),
            (&["المادة 5", "ينشر هذا القانون.", "صدر عنا في القصر"], Some(2)),
            (&["Artículo 9", "La ley rige.", "ANA PAZ - LUIS SOL"], Some(2)),
            (&["Artículo 9", "La ley rige."], None),
        ] {
            assert_eq!(begins(&paras(lines)), at, "{lines:?}");
        }
    }
}
