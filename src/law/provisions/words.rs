//! The words that open headings, in seven languages, and what they name.
//!
//! All languages are tried on every text: laws are bilingual more often than their labels say.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::law::provisions::fold::{first_letter, fold};
use crate::model::law::UnitKind;

/// What a heading word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// The unit that is cited.
    Leaf(UnitKind),
    /// What frames such units.
    Frame(UnitKind),
    Schedule,
}

const LEAVES: [(&str, UnitKind); 21] = [
    ("article", UnitKind::Article),
    ("articulo", UnitKind::Article),
    ("artigo", UnitKind::Article),
    ("art", UnitKind::Article),
    ("artikulo", UnitKind::Article),
    ("الماده", UnitKind::Article),
    ("ماده", UnitKind::Article),
    ("ibara", UnitKind::Article),
    ("section", UnitKind::Section),
    ("sec", UnitKind::Section),
    ("sect", UnitKind::Section),
    ("seksyon", UnitKind::Section),
    ("seksiyon", UnitKind::Section),
    ("kifungu", UnitKind::Section),
    ("rule", UnitKind::Rule),
    ("regulation", UnitKind::Rule),
    ("kanuni", UnitKind::Rule),
    ("regla", UnitKind::Rule),
    ("clause", UnitKind::Section),
    ("clausula", UnitKind::Article),
    ("البند", UnitKind::Paragraph),
];

const FRAMES: [(&str, UnitKind); 36] = [
    ("part", UnitKind::Part),
    ("parte", UnitKind::Part),
    ("partie", UnitKind::Part),
    ("sehemu", UnitKind::Part),
    ("bahagi", UnitKind::Part),
    ("الباب", UnitKind::Part),
    ("باب", UnitKind::Part),
    ("الجزء", UnitKind::Part),
    ("chapter", UnitKind::Chapter),
    ("capitulo", UnitKind::Chapter),
    ("chapitre", UnitKind::Chapter),
    ("sura", UnitKind::Chapter),
    ("kabanata", UnitKind::Chapter),
    ("الفصل", UnitKind::Chapter),
    ("فصل", UnitKind::Chapter),
    ("title", UnitKind::Title),
    ("titulo", UnitKind::Title),
    ("titre", UnitKind::Title),
    ("pamagat", UnitKind::Title),
    ("book", UnitKind::Book),
    ("libro", UnitKind::Book),
    ("livro", UnitKind::Book),
    ("livre", UnitKind::Book),
    ("kitabu", UnitKind::Book),
    ("aklat", UnitKind::Book),
    ("الكتاب", UnitKind::Book),
    ("division", UnitKind::Division),
    ("seccion", UnitKind::Division),
    ("secao", UnitKind::Division),
    ("القسم", UnitKind::Division),
    ("الفرع", UnitKind::Subdivision),
    ("subdivision", UnitKind::Subdivision),
    ("subseccion", UnitKind::Subdivision),
    ("subsecao", UnitKind::Subdivision),
    ("inciso", UnitKind::Division),
    ("subtitulo", UnitKind::Division),
];

const SCHEDULES: [&str; 15] = [
    "schedule",
    "annex",
    "annexe",
    "annexure",
    "appendix",
    "anexo",
    "apendice",
    "appendice",
    "jedwali",
    "kiambatisho",
    "nyongeza",
    "ملحق",
    "الملحق",
    "الجدول",
    "جدول",
];

/// All of these tables in one.
fn names() -> &'static FxHashMap<&'static str, Named> {
    static NAMES: OnceLock<FxHashMap<&'static str, Named>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let leaves = LEAVES.iter().map(|(word, kind)| (*word, Named::Leaf(*kind)));
        let frames = FRAMES.iter().map(|(word, kind)| (*word, Named::Frame(*kind)));
        let schedules = SCHEDULES.iter().map(|word| (*word, Named::Schedule));
        leaves.chain(frames).chain(schedules).collect()
    })
}

/// What a word at the beginning of a heading names.
pub(super) fn named(word: &str) -> Option<Named> {
    // Nothing in the tables is longer; a hostile "word" of a megabyte is not folded.
    if word.is_empty() || word.len() > 48 {
        return None;
    }
    names().get(fold(word).as_str()).copied()
}

/// Whether a provision is cited by a word: "section", "art", "المادة", and the one letter of the common law.
pub(crate) fn cites(word: &str) -> bool {
    matches!(named(word), Some(Named::Leaf(_))) || word.eq_ignore_ascii_case("s")
}

/// Words between a heading word and its number: "Kifungu cha 5", "Artículo N.º 3", "الجدول رقم 1".
pub(crate) fn is_joint(word: &str) -> bool {
    matches!(
        fold(word).as_str(),
        "ya" | "la" | "cha" | "wa" | "n" | "no" | "nro" | "num" | "number" | "numero" | "رقم"
    )
}

/// Words after which "section 24" or "المادة 3" is a reference, were it at the beginning of a line.
pub(super) fn refers_on(word: &str) -> bool {
    matches!(
        fold(word).as_str(),
        "of" | "in"
            | "under"
            | "and"
            | "or"
            | "to"
            | "by"
            | "the"
            | "with"
            | "this"
            | "that"
            | "shall"
            | "is"
            | "de"
            | "del"
            | "la"
            | "el"
            | "los"
            | "las"
            | "al"
            | "y"
            | "o"
            | "en"
            | "por"
            | "e"
            | "ou"
            | "do"
            | "da"
            | "des"
            | "du"
            | "et"
            | "le"
            | "les"
            | "na"
            | "no"
            | "cha"
            | "za"
            | "wa"
            | "ya"
            | "kwa"
            | "ng"
            | "sa"
            | "at"
            | "من"
            | "في"
            | "او"
            | "و"
            | "علي"
            | "الي"
            | "اعلاه"
            | "المذكوره"
            | "ان"
            | "ومن"
            | "هذه"
            | "هذا"
            | "احكام"
            | "بموجب"
            | "وفق"
            | "section"
            | "sections"
            | "article"
            | "articles"
            | "articulo"
            | "articulos"
            | "paragraph"
            | "subsection"
            | "schedule"
            | "chapter"
            | "part"
    )
}

/// Headings of contents pages.
pub(super) fn is_contents(line: &str) -> bool {
    // Contents headings are short.
    if line.len() > 120 {
        return false;
    }
    let folded = fold(line.trim().trim_matches(|c: char| !c.is_alphabetic()));
    [
        "arrangement of sections",
        "arrangement of articles",
        "arrangement of regulations",
        "arrangement of rules",
        "table of contents",
        "contents",
        "indice",
        "indice general",
        "contenido",
        "sumario",
        "tabla de contenido",
        "sommaire",
        "table des matieres",
        "yaliyomo",
        "mpangilio wa vifungu",
        "nilalaman",
        "talaan ng nilalaman",
        "الفهرس",
        "فهرس",
        "المحتويات",
        "فهرس المحتويات",
    ]
    .contains(&folded.as_str())
}

/// A group of final, transitional or repealing provisions: "DISPOSICIONES COMPLEMENTARIAS FINALES".
/// The initials name the group where its provisions are cited: "DCF".
pub(super) fn final_group(line: &str) -> Option<String> {
    // Nearly every line is asked, and only one that begins with this letter is folded.
    if line.len() > 200 || !matches!(first_letter(line), Some('d' | 'D')) {
        return None;
    }
    let folded = fold(line);
    let mut words = folded.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let first = words.next()?;
    if !matches!(
        first,
        "disposicion" | "disposiciones" | "disposicao" | "disposicoes" | "dispositions" | "disposition"
    ) {
        return None;
    }
    let mut initials = String::from("D");
    let mut known = false;
    for word in words {
        let fits = [
            "final",
            "finai",
            "transitori",
            "transitoire",
            "complementari",
            "complementaire",
            "derogatori",
            "derogatoria",
            "abrogatoire",
            "modificatori",
            "modificativ",
            "adicional",
            "especial",
            "revogatori",
        ]
        .iter()
        .any(|stem| word.starts_with(stem));
        if fits {
            known = true;
            initials.extend(word.chars().next().map(|c| c.to_ascii_uppercase()));
        } else if !matches!(word, "y" | "e" | "et" | "unica" | "unico") {
            break;
        }
    }
    known.then_some(initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_units() {
        for (word, expected) in [
            ("Artículo", Some(Named::Leaf(UnitKind::Article))),
            ("المادّة", Some(Named::Leaf(UnitKind::Article))),
            ("SEKSYON", Some(Named::Leaf(UnitKind::Section))),
            ("Kifungu", Some(Named::Leaf(UnitKind::Section))),
            ("Sura", Some(Named::Frame(UnitKind::Chapter))),
            ("Título", Some(Named::Frame(UnitKind::Title))),
            ("الفصل", Some(Named::Frame(UnitKind::Chapter))),
            ("Jedwali", Some(Named::Schedule)),
            ("ANEXO", Some(Named::Schedule)),
            ("Ministro", None),
            ("", None),
        ] {
            assert_eq!(named(word), expected, "{word}");
        }
    }

    #[test]
    fn no_word_has_two_names() {
        assert_eq!(names().len(), LEAVES.len() + FRAMES.len() + SCHEDULES.len());
    }

    #[test]
    fn groups_have_initials() {
        for (line, expected) in [
            ("DISPOSICIONES COMPLEMENTARIAS FINALES", Some("DCF")),
            ("DISPOSICIONES COMPLEMENTARIAS, TRANSITORIAS Y FINALES", Some("DCTF")),
            ("Disposición complementaria derogatoria", Some("DCD")),
            ("DISPOSIÇÕES FINAIS E TRANSITÓRIAS", Some("DFT")),
            ("DISPOSICIONES GENERALES", None),
            ("Disposiciones", None),
        ] {
            assert_eq!(final_group(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn contents_have_names() {
        for line in ["ARRANGEMENT OF SECTIONS", "Índice", "YALIYOMO", "Contents", "الفهرس"] {
            assert!(is_contents(line), "{line}");
        }
        assert!(!is_contents("contents of the register"));
    }
}
