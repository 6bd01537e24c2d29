//! Words that look like one of a list and are none: a penalty "no menor de cuatro años" names no child, "se trata de"
//! no trafficking, "John" no buyer.

use crate::law::terms::Words;
use crate::law::words::stem::Analyser;

/// How a word is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Plain,
    /// It says an age ("menor de catorce años"): no wording by itself, and yet a word of children.
    Age,
    /// Neither a wording nor a word that a wording may lean on.
    Other,
}

/// How each word is to be read, in one language.
pub(super) fn readings(words: &Words<'_>, analyser: Analyser) -> Vec<Reading> {
    let read = match analyser {
        Analyser::Spanish => spanish,
        Analyser::English => english,
        _ => |_: &Words<'_>, _: usize| Reading::Plain,
    };
    (0..words.tokens.len()).map(|at| read(words, at)).collect()
}

/// Nouns before which "menor" says how great something is.
const LESSER: &[&str] = &[
    "cantidad",
    "costo",
    "cuantia",
    "edad",
    "entidad",
    "extension",
    "grado",
    "gravedad",
    "importancia",
    "intensidad",
    "lesividad",
    "medida",
    "monto",
    "nivel",
    "numero",
    "plazo",
    "proporcion",
    "riesgo",
    "tamano",
    "tiempo",
    "valor",
];
/// What is measured, where it is no age.
const MEASURED: &[&str] =
    &["pena", "libertad", "prision", "plazo", "periodo", "termino", "tiempo", "multa", "duracion", "lapso"];
/// Verbs between "no" and "menor".
const BEING: &[&str] =
    &["es", "sea", "sean", "ser", "sera", "seran", "podra", "podran", "puede", "pueden", "debe", "debera"];

fn spanish(words: &Words<'_>, at: usize) -> Reading {
    match words.exact(at) {
        "trata" if words.before(at, 1) == "se" => Reading::Other,
        "menor" | "menores" => menor(words, at),
        _ => Reading::Plain,
    }
}

fn menor(words: &Words<'_>, at: usize) -> Reading {
    let (next, second) = (words.exact(at + 1), words.exact(at + 2));
    let counts = matches!(next, "de" | "a" | "que" | "del") && is_spanish_number(second);
    let denied = (1..=3)
        .find(|back| !BEING.contains(&words.before(at, *back)))
        .map(|back| (back, words.before(at, back)));
    match denied {
        Some((1, "no" | "ni" | "nunca")) if next != "edad" && second != "edad" => return Reading::Other,
        Some((_, "no" | "ni" | "nunca")) if counts => return Reading::Other,
        _ => {}
    }
    if next == "o" && second == "igual" || LESSER.contains(&next) {
        return Reading::Other;
    }
    if counts {
        let years = (3..=6).any(|n| matches!(words.exact(at + n), "ano" | "anos"));
        let measured = (1..=3).any(|back| MEASURED.contains(&words.before(at, back)));
        return if next == "de" && years && !measured { Reading::Age } else { Reading::Other };
    }
    Reading::Plain
}

fn is_spanish_number(word: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "un",
        "uno",
        "una",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
        "dieciseis",
        "diecisiete",
        "dieciocho",
        "diecinueve",
        "treinta",
        "cuarenta",
        "cincuenta",
        "sesenta",
        "setenta",
        "ochenta",
        "noventa",
        "cien",
        "ciento",
        "mil",
        "medio",
        "media",
    ];
    word.starts_with(|c: char| c.is_ascii_digit()) || word.starts_with("veint") || NUMBERS.contains(&word)
}

/// Nouns before which "minor" says how great something is.
const SLIGHT: &[&str] = &[
    "alteration",
    "amendment",
    "breach",
    "change",
    "consequence",
    "correction",
    "damage",
    "deviation",
    "error",
    "harm",
    "infraction",
    "injury",
    "injuries",
    "matter",
    "modification",
    "offence",
    "offense",
    "part",
    "role",
    "variation",
    "violation",
    "work",
];

fn english(words: &Words<'_>, at: usize) -> Reading {
    let slight = |next: &str| {
        SLIGHT.contains(&next) || next.strip_suffix('s').is_some_and(|one| SLIGHT.contains(&one))
    };
    match words.exact(at) {
        "minor" if slight(words.exact(at + 1)) => Reading::Other,
        // A ministry of legal affairs.
        "affairs" => Reading::Other,
        // A name, a form of address.
        "john" | "madam" if words.is_capital(at) => Reading::Other,
        _ => Reading::Plain,
    }
}
