//! What a page adds round a law: its menus or cover above, its links and comments below.
//!
//! Told apart only by sure signs: words of menus above the law's own title, words of pages below its closing
//! formula. Where there are no such signs, nothing falls away.

use crate::law::provisions::fold::fold;
use crate::law::provisions::mark::Mark;
use crate::law::reflow::{Dress, Para};

/// The paragraphs of the law: from its title to the end of its closing.
pub(super) fn law_of(paras: &[Para], marks: &[Mark]) -> std::ops::Range<usize> {
    let first = marks.first().map_or(0, |m| m.para);
    let last = marks.last().map_or(0, |m| m.para);
    let end = (last + 1..paras.len())
        .find(|at| paras.get(*at).is_some_and(|p| is_tail(&p.text)))
        .unwrap_or(paras.len());
    let above = paras.get(..first).unwrap_or_default();
    let menus = above.iter().rposition(|p| is_menu(&p.text));
    let start = menus.map_or(0, |menu| {
        // The last title below the menus, else what follows them.
        let title = (menu + 1..first).find(|at| paras.get(*at).is_some_and(is_title)).unwrap_or(menu + 1);
        // Long text between is no menu: nothing of it may be lost.
        let long = paras.get(menu + 1..title).is_some_and(|p| p.iter().any(|p| p.text.len() > 300));
        if long { menu + 1 } else { title }
    });
    start..end
}

fn is_menu(text: &str) -> bool {
    if text.len() > 400 {
        return false;
    }
    let folded = fold(text);
    let folded = folded.trim_start_matches(['-', '*', ' ', '\u{2022}']);
    let crumbs = ["**", "\u{bb}", ">", "|", "/"].iter().any(|sign| folded.contains(sign));
    (folded.starts_with("inicio ") && crumbs)
        || ["skip to", "breadcrumb", "revise tambien", "lea tambien", "vea tambien", "share widely"]
            .iter()
            .any(|sign| folded.starts_with(sign))
        || (folded.len() <= 40
            && [
                "home",
                "menu",
                "search",
                "buscar",
                "share",
                "compartir",
                "facebook",
                "twitter",
                "whatsapp",
                "login",
                "sign in",
                "suscribete",
                "subscribe",
                "navigation",
                "الرئيسيه",
                "accueil",
                "partager",
                "compartilhar",
            ]
            .contains(&super::fold::first_word(folded).0))
}

fn is_tail(text: &str) -> bool {
    if text.len() > 600 {
        return false;
    }
    let folded = fold(text);
    let folded = folded.trim_start_matches(['-', '*', ' ', '#', '\u{2022}']);
    [
        "comentarios:",
        "articulos relacionados",
        "mas leidos",
        "mas del autor",
        "related articles",
        "related posts",
        "leave a reply",
        "deja una respuesta",
        "deja un comentario",
        "share this",
        "te puede interesar",
        "back to top",
        "volver arriba",
        "all rights reserved",
        "todos los derechos reservados",
        "privacy policy",
        "articles similaires",
        "مواضيع ذات صله",
        "history of this document",
        "the lawphil project",
    ]
    .iter()
    .any(|sign| folded.starts_with(sign))
        || (folded.len() <= 40
            && ["comments", "lo ultimo", "compartir", "read more"].iter().any(|s| folded.starts_with(s)))
}

/// Cuts what a page appends to the very paragraph in which the law ends. Says whether it did.
pub(super) fn cut_last(paras: &mut [Para]) -> bool {
    let from = paras.len().saturating_sub(2);
    let Some(last) = paras.get_mut(from..) else { return false };
    for para in last {
        let found = ["\u{25b2} To the top", "History of this document", "Cited documents "]
            .iter()
            .filter_map(|sign| para.text.find(sign))
            .min();
        if let Some(at) = found.filter(|at| *at > 0) {
            para.text.truncate(at);
            let kept = para.text.trim_end().len();
            para.text.truncate(kept);
            return true;
        }
    }
    false
}

fn names_law(word: &str) -> bool {
    let names = "ley decreto act law loi lei constitucion constitution codigo code regulations katiba sheria قانون نظام";
    names.split(' ').any(|name| name == word)
}

/// A line that names the law: "LEY N.° 7", "REPUBLIC ACT NO. 10175", set apart as titles are.
fn is_title(para: &Para) -> bool {
    if para.text.len() > 200 {
        return false;
    }
    let capitals = super::fold::all_capitals(&para.text);
    let apart = matches!(para.dress, Dress::Heading(_) | Dress::Strong) || capitals;
    let folded = fold(&para.text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let starts = para.text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    // "LEY N.° 7" begins with its word, "DATA PROTECTION ACT" ends with it.
    let named = words.any(names_law);
    let sentence = super::fold::ends_sentence(&para.text) || para.text.ends_with(',');
    apart && starts && named && !sentence && !folded.contains('[') && (capitals || para.text.len() <= 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::provisions::mark::mark_of;
    use crate::law::provisions::tests::{ids, markdown, of};

    fn law(lines: &[(&str, Dress)]) -> std::ops::Range<usize> {
        let paras: Vec<Para> = lines
            .iter()
            .map(|(text, dress)| Para { text: (*text).to_owned(), dress: *dress, ..Para::default() })
            .collect();
        let marks: Vec<Mark> = paras.iter().enumerate().filter_map(|(at, p)| mark_of(at, p)).collect();
        law_of(&paras, &marks)
    }

    #[test]
    fn menus_and_comments_fall_away() {
        let heading = Dress::Heading(2);
        let lines = [
            ("Inicio ** Leyes ** Ley de prueba", Dress::Plain),
            ("- Revise también la otra ley", Dress::Item),
            ("LEY N.° 7", heading),
            ("EL PRESIDENTE DE LA REPÚBLICA", Dress::Plain),
            ("Artículo 1. Objeto", heading),
            ("La ley protege.", Dress::Plain),
            ("Comuníquese.", Dress::Plain),
            ("Comentarios:#### ARTÍCULOS", Dress::Plain),
            ("Más noticias", Dress::Plain),
        ];
        assert_eq!(law(&lines), 2..7);
    }

    #[test]
    fn a_page_may_go_on_in_the_last_paragraph() {
        let mut paras = vec![Para {
            text: "It takes effect. History of this document 3 May".to_owned(),
            ..Para::default()
        }];
        assert!(cut_last(&mut paras) && !cut_last(&mut []));
        assert_eq!(paras.first().map(|p| p.text.as_str()), Some("It takes effect."));
    }

    #[test]
    fn without_signs_nothing_falls_away() {
        let lines = [
            ("Home Affairs Act, in force since the first day", Dress::Plain),
            ("1. Title", Dress::Plain),
            ("So.", Dress::Plain),
        ];
        assert_eq!(law(&lines[1..]), 0..2);
    }

    #[test]
    fn menus_and_comments_of_a_page_fall_away() {
        let found = markdown(
            "# Ley de Prueba\n\nInicio ** Leyes ** Ley de Prueba\n- Penal\n# Ley de Prueba [actualizada]\n\
             - Revise también el **Código**\n## **LEY N.° 7**\n#### **Artículo 1. Uno**\nLa ley rige.\n\
             #### **Artículo 2. Dos**\nLa ley protege.\nComuníquese.\nComentarios:#### ARTÍCULOS RELACIONADOS\n\
             Noticias### Otra cosa del artículo 4\n",
            "es",
        );
        assert_eq!(ids(&found), ["preamble", "art_1", "art_2", "conclusions"]);
        assert_eq!(of(&found, "preamble").span.of(&found.text), "LEY N.° 7");
        assert!(!found.text.contains("Noticias") && !found.text.contains("Inicio"));
    }
}
