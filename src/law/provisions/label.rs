//! How provisions are cited, and the parts of their ids.

use crate::law::provisions::mark::{Mark, Style};
use crate::law::provisions::number::Number;
use crate::model::law::UnitKind;

/// The short form of a unit's kind in ids, after the naming convention of Akoma Ntoso.
pub(super) fn id_word(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Book => "book",
        UnitKind::Title => "title",
        UnitKind::Part => "part",
        UnitKind::Chapter => "chp",
        UnitKind::Division => "dvs",
        UnitKind::Subdivision => "subdvs",
        UnitKind::Article => "art",
        UnitKind::Section => "sec",
        UnitKind::Rule => "rule",
        UnitKind::Paragraph => "para",
        UnitKind::Schedule => "sched",
        UnitKind::FinalProvision => "final",
        UnitKind::Preamble => "preamble",
        UnitKind::Page => "page",
        UnitKind::Other => "unit",
    }
}

/// A number as an id has it: letters, figures and dashes alone.
pub(super) fn id_number(number: &Number) -> String {
    number.id.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

/// What a bare number counts in this language and text.
pub(super) fn bare_kind(language: &str, katiba: bool) -> UnitKind {
    match main(language) {
        "es" | "fr" | "pt" | "ar" => UnitKind::Article,
        "sw" if katiba => UnitKind::Article,
        _ => UnitKind::Section,
    }
}

fn main(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The label of an article, section or rule.
pub(super) fn leaf(kind: UnitKind, mark: &Mark, style: Style, language: &str) -> String {
    let printed = mark.number.as_ref().map_or("", |n| n.printed.as_str());
    let arabic = mark.word.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}')) || main(language) == "ar";
    let swahili = main(language) == "sw";
    match kind {
        UnitKind::Article if arabic => format!("المادة {printed}"),
        UnitKind::Article if swahili => format!("Ibara {printed}"),
        UnitKind::Article => format!("art. {printed}"),
        UnitKind::Section if swahili => format!("k. {printed}"),
        UnitKind::Section if style == Style::Bare => format!("s. {printed}"),
        UnitKind::Section => format!("Sec. {printed}"),
        UnitKind::Rule => format!("r. {printed}"),
        _ => format!("{} {printed}", mark.word).trim().to_owned(),
    }
}

/// The label of a frame or schedule, as printed: "PART III", "FIRST SCHEDULE", "Jedwali la Pili".
pub(super) fn printed(mark: &Mark, text: &str) -> String {
    let Some(number) = &mark.number else { return mark.word.clone() };
    // The words between are kept where the number follows soon.
    let word = text.find(mark.word.as_str());
    let figure = text.find(number.printed.as_str());
    match (word, figure) {
        (Some(word), Some(figure)) if figure < word => {
            text.get(figure..word + mark.word.len()).map_or_else(|| mark.word.clone(), super::mark::one_line)
        }
        (Some(word), _) => {
            let behind = word + mark.word.len();
            let after = text.get(behind..).and_then(|t| t.find(number.printed.as_str()));
            let end = after.map_or(behind, |at| behind + at + number.printed.len());
            let label = text.get(word..end).unwrap_or(&mark.word);
            super::mark::one_line(&label.replace(['(', ')'], " "))
        }
        _ => format!("{} {}", mark.word, number.printed),
    }
}

/// The label of a schedule.
pub(super) fn schedule(mark: &Mark, text: &str, order: usize) -> String {
    let english =
        matches!(super::fold::fold(&mark.word).as_str(), "schedule" | "annex" | "annexure" | "appendix");
    match (&mark.number, english) {
        (Some(number), true) => {
            let word = if mark.word.to_lowercase() == "schedule" { "Sch." } else { mark.word.as_str() };
            let figure =
                if number.id.chars().all(|c| c.is_ascii_digit()) { &number.id } else { &number.printed };
            format!("{} {figure}", capital(word))
        }
        (None, true) if order > 1 => format!("Sch. {order}"),
        (None, true) => "Sch.".to_owned(),
        (Some(_), false) => capital(&printed(mark, text)),
        (None, false) => capital(&mark.word),
    }
}

/// The first letter large, the rest as it is, or small where all were capitals.
pub(super) fn capital(words: &str) -> String {
    words
        .split(' ')
        .map(|word| {
            let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | '.'));
            if matches!(word, "LA" | "YA" | "CHA" | "WA" | "NA" | "DE" | "DEL") {
                return word.to_lowercase();
            }
            if roman || !super::fold::all_capitals(word) {
                return word.to_owned();
            }
            let mut signs = word.chars();
            signs.next().map_or_else(String::new, |first| first.to_string() + &signs.as_str().to_lowercase())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The label of what stands before the first provision.
pub(super) fn preamble(language: &str) -> &'static str {
    match main(language) {
        "es" => "preámbulo",
        "fr" => "préambule",
        "pt" => "preâmbulo",
        "ar" => "الديباجة",
        "sw" => "utangulizi",
        "fil" => "panimula",
        _ => "preamble",
    }
}

/// The label of what closes a law: who made it, where and when.
pub(super) fn closing(language: &str) -> &'static str {
    match main(language) {
        "es" => "cierre",
        "fr" => "formule finale",
        "pt" => "fecho",
        "ar" => "الخاتمة",
        "sw" => "hitimisho",
        "fil" => "pangwakas",
        _ => "closing",
    }
}
