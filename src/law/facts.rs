//! What a law is, as far as its file says it or shows it: title, number, year, kind, language.
//!
//! What a format says of itself comes first, what the text shows comes next, the name of the file comes last. All
//! of it is a proposal that a person can correct, and nothing of it is about whether the law is in force
//! unless the file says so.

use crate::law::block::Document;
use crate::law::normalise::normalised;
use crate::law::numbered::{last_year, numbers};
use crate::law::words::words;
use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::law::{LawKind, LawText, Span, UnitKind};
use crate::model::word::Vocabulary;

/// The facts that were found.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Facts {
    pub(crate) title: String,
    /// Whether nothing but the name of the file gave the title.
    pub(crate) title_is_name: bool,
    pub(crate) number: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) kind: Option<LawKind>,
    pub(crate) status: Option<LawStatus>,
    pub(crate) version: Option<Date>,
    pub(crate) enacted: Option<Date>,
    pub(crate) source: Option<String>,
    /// Two or three letters, as the file writes it.
    pub(crate) country: Option<String>,
}

/// Characters of a title at most; a longer one is cut at a word.
const LONGEST: usize = 200;

/// Finds out what a law is. `name` is the name of its file without the ending.
pub(crate) fn of(document: &Document, text: &LawText, name: &str) -> Facts {
    let said = &document.facts;
    let front = front(text);
    let title = title(document, text, &front);
    let title_is_name = title.is_none();
    let title = title.unwrap_or_else(|| from_name(name));
    let title = with_its_year(&title, said.year);
    let numbered = said.number.clone().filter(|n| n.chars().any(char::is_numeric));
    let found = numbers(&title).or_else(|| numbers(&front));
    let printed = found.as_ref().map(|f| tidy(&f.text));
    let number = match numbered {
        // AKN gives the bare number; with its year it can be cited.
        Some(bare) if bare.chars().all(char::is_numeric) => printed.or_else(|| {
            Some(said.year.map_or_else(|| format!("No. {bare}"), |y| format!("No. {bare} of {y}")))
        }),
        Some(given) => Some(given),
        None => printed,
    };
    let date =
        |text: &Option<String>| text.as_deref().and_then(|d| Date::parse(d.get(..10).unwrap_or(d)).ok());
    let enacted = date(&said.enacted);
    let year = said
        .year
        .or_else(|| found.as_ref().and_then(|f| f.year))
        .or_else(|| last_year(&title))
        .or_else(|| enacted.as_ref().and_then(|d| d.to_string().get(..4)?.parse().ok()))
        .or_else(|| last_year(&name.replace(['-', '_'], " ")));
    let status = said.status.as_deref().map(|s| s.trim().to_lowercase().replace([' ', '-'], "_"));
    Facts {
        kind: kind(&title).or_else(|| said.kind.as_deref().and_then(kind)).or_else(|| kind(name)),
        status: status.as_deref().and_then(LawStatus::from_word),
        version: date(&said.version),
        enacted,
        source: said.source.clone(),
        country: said.country.clone(),
        title,
        title_is_name,
        number,
        year,
    }
}

/// The beginning of the text: the preamble, and the first provision, which often gives the short title.
fn front(text: &LawText) -> String {
    let first = text.provisions.first().filter(|p| p.kind == UnitKind::Preamble);
    let end = first.map_or(0, |p| p.span.end).min(3_000);
    let end = (end..text.text.len()).find(|i| text.text.is_char_boundary(*i)).unwrap_or(text.text.len());
    text.text.get(..end).unwrap_or_default().to_owned()
}

fn title(document: &Document, text: &LawText, front: &str) -> Option<String> {
    let said = document.facts.title.as_deref().map(tidy).filter(|t| t.chars().any(char::is_alphabetic));
    let markup = said.clone().filter(|_| document.facts.kind.is_some() || document.facts.number.is_some());
    markup
        .or_else(|| short_title(text))
        // The title of a page is often that of the site: it counts where the text has its words.
        .or_else(|| said.filter(|t| shares_words(t, &text.text)))
        .or_else(|| first_title(front))
}

/// A title that breaks off before its year, as some markup has it: "Katiba …, ya Mwaka".
fn with_its_year(title: &str, year: Option<i16>) -> String {
    let broken_off = title.chars().last().is_some_and(char::is_alphabetic)
        && ["ya mwaka", "of the year", "لسنه", "del ano"].iter().any(|end| normalised(title).ends_with(end));
    year.filter(|_| broken_off).map_or(title.to_owned(), |year| format!("{title} {year}"))
}

/// One line, cut at a word, capitals made small where there is nothing else.
fn tidy(title: &str) -> String {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line = line.trim_matches(['*', '.', ',', ';', ':', ' ']).to_owned();
    // Quotation marks around the whole go; one inside it stays with its other half.
    for (open, close) in [('"', '"'), ('“', '”'), ('«', '»')] {
        let inner = line.strip_prefix(open).and_then(|l| l.strip_suffix(close)).map(str::to_owned);
        line = inner.unwrap_or(line);
    }
    if line.chars().count() > LONGEST {
        let cut = line.char_indices().nth(LONGEST).map_or(line.len(), |(i, _)| i);
        let cut = line.get(..cut).and_then(|l| l.rfind(' ')).unwrap_or(cut);
        line.truncate(cut);
        line.push('…');
    }
    if line.chars().any(char::is_lowercase) || !line.chars().any(char::is_uppercase) {
        return line;
    }
    let small = |word: &str| SMALL.contains(&word.to_lowercase().as_str());
    let words = line.split(' ').enumerate().map(|(i, word)| {
        let lower = word.to_lowercase();
        if i > 0 && small(word) {
            return lower;
        }
        let mut chars = lower.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}

const SMALL: &[&str] = &[
    "of", "the", "and", "in", "on", "for", "to", "a", "an", "or", "de", "la", "el", "los", "las", "del", "y",
    "en", "con", "por", "para", "contra", "sobre", "sur", "aux", "au", "em", "du", "des", "et", "le", "les",
    "da", "do", "das", "dos", "e", "ya", "wa", "na", "za", "cha", "vya", "kwa", "ng", "sa", "mga", "at",
];

/// What the law says of its own name.
const NAMED: &[&str] = &[
    "may be cited as",
    "shall be cited as",
    "be cited as",
    "shall be known as",
    "may be known as",
    "is called",
    "shall be called",
    // The longer of two that begin alike comes first.
    "se denominara",
    "se denomina",
    "sera citada como",
    "itaitwa",
    "inaitwa",
    "inaweza kuitwa",
    "يسمي هذا القانون",
    "يسمي هذا النظام",
    "tatawaging",
    "tatawagin",
    "peut etre citee sous",
];

/// The name in the clause on the short title, in one of the first provisions.
fn short_title(text: &LawText) -> Option<String> {
    let first = text.provisions.iter().filter(|p| p.kind != UnitKind::Preamble).take(3);
    for provision in first {
        let words = provision.span.of(&text.text);
        let end = words.char_indices().nth(1_500).map_or(words.len(), |(i, _)| i);
        let words = words.get(..end).unwrap_or_default();
        let map = crate::law::normalise::normalise(words);
        for named in NAMED {
            let Some(at) = map.text.find(named) else { continue };
            let start = at + named.len();
            let from = map.original(Span { start, end: map.text.len() }).start;
            if let Some(title) = words.get(from..).and_then(name_at) {
                return Some(title);
            }
        }
    }
    None
}

/// Marks that stand around a name, and what may close them: another kind of mark often does, and one that was lost
/// on the way is U+FFFD.
const QUOTED: &[(char, &[char])] = &[
    ('“', &['”', '"', '″', '“', '\u{fffd}']),
    ('"', &['"', '”', '″']),
    ('„', &['“', '”', '"']),
    ('\u{fffd}', &['\u{fffd}', '”', '"']),
    ('«', &['»']),
    ('‘', &['’', '\'']),
    ('(', &[')']),
    (')', &['(']),
];

/// The name at the beginning of a text: up to the end of its quotation, or of its sentence.
fn name_at(text: &str) -> Option<String> {
    let text = text.trim_start_matches([' ', '\n', ',', ':', '،']);
    let text =
        ["the ", "The ", "as the ", "la ", "el "].iter().find_map(|a| text.strip_prefix(a)).unwrap_or(text);
    let opening = text.chars().next()?;
    let name = match QUOTED.iter().find(|(open, _)| *open == opening) {
        Some((open, close)) => {
            let rest = text.get(open.len_utf8()..)?;
            rest.split_once(*close).map(|(name, _)| name)?
        }
        None => {
            let end = text.char_indices().find(|(i, c)| match c {
                '\n' | ';' | '،' => true,
                // "No. 5" does not end a sentence, nor does a dot inside a number.
                '.' => !text
                    .get(..*i)
                    .is_some_and(|t| t.ends_with("No") || t.ends_with("Na") || t.ends_with('N')),
                _ => false,
            });
            let name = text.get(..end.map_or(text.len(), |(i, _)| i))?;
            [", and ", " and shall", " and comes", " na itaanza", " na itatumika", " ويعمل", " y entra"]
                .iter()
                .fold(name, |name, cut| name.split_once(cut).map_or(name, |(before, _)| before))
        }
    };
    let name = tidy(name);
    let length = name.chars().count();
    ((4..=160).contains(&length) && kind(&name).is_some()).then_some(name)
}

/// Whether most words of a title stand in the beginning of a text.
fn shares_words(title: &str, text: &str) -> bool {
    let end = text.char_indices().nth(6_000).map_or(text.len(), |(i, _)| i);
    let text = normalised(text.get(..end).unwrap_or_default());
    let all: Vec<String> = words(title).map(|w| normalised(w.of(title))).filter(|w| w.len() > 2).collect();
    let there = all.iter().filter(|w| text.contains(w.as_str())).count();
    !all.is_empty() && there * 10 >= all.len() * 7
}

/// The first line that names a kind of law; with the next, where it is only a number.
fn first_title(front: &str) -> Option<String> {
    let lines: Vec<&str> = front.lines().map(str::trim).filter(|l| !l.is_empty()).take(25).collect();
    for (i, line) in lines.iter().enumerate() {
        if line.chars().count() > 300 || kind(line).is_none() || is_formula(line) {
            continue;
        }
        let mut title = tidy(line);
        // "Federal Law No. 3", and its subject three lines below.
        let bare = numbers(line).is_some() && words(line).count() <= 6;
        if bare && let Some(subject) = lines.iter().skip(i + 1).take(5).find(|l| is_subject(l)) {
            title = tidy(&format!("{title} {subject}"));
        }
        return Some(title);
    }
    None
}

/// A line that makes the law rather than naming it.
fn is_formula(line: &str) -> bool {
    let text = normalised(line);
    // A line that speaks of "this constitution" stands inside it.
    let speaks = |demonstrative: &str| words(&text).any(|w| w.of(&text) == demonstrative);
    if ["this", "hii", "esta", "este", "presente", "هذا", "هذه", "ito", "cette"].iter().any(|d| speaks(d))
    {
        return true;
    }
    [
        "laws of ",
        "the law",
        "por cuanto",
        "ha dado la ley",
        "be it enacted",
        "enacted by",
        "official",
        "gaceta",
        "gazette",
    ]
    .iter()
    .any(|f| text.starts_with(f) || text == *f)
}

fn is_subject(line: &str) -> bool {
    let text = normalised(line);
    [
        "بشان",
        "في شان",
        "an act ",
        "act to ",
        "por la cual",
        "que ",
        "sobre ",
        "relating to",
        "concerning",
        "relatif",
        "relative",
        "kuhusu",
    ]
    .iter()
    .any(|s| text.starts_with(s))
}

/// "ley-30096-2013" as "Ley 30096 2013"; a tag of a language at the end is left out.
fn from_name(name: &str) -> String {
    let mut parts: Vec<&str> = name.split(['-', '_', ' ', '.']).filter(|p| !p.is_empty()).collect();
    if parts.len() > 1
        && parts.last().is_some_and(|p| ["en", "es", "ar", "sw", "fil", "fr", "pt"].contains(p))
    {
        parts.pop();
    }
    let line = parts.join(" ");
    let mut chars = line.chars();
    let title: String = chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect());
    if title.is_empty() { "Law without a title".to_owned() } else { title }
}

/// The kind of law that a title names, the most telling word first.
pub(crate) fn kind(title: &str) -> Option<LawKind> {
    let found: Vec<String> = words(title).map(|w| normalised(w.of(title))).collect();
    let has = |list: &[&str]| found.iter().any(|w| list.contains(&w.as_str()));
    [
        (
            LawKind::Constitution,
            &[
                "constitution",
                "constitucion",
                "constituicao",
                "katiba",
                "دستور",
                "الدستور",
                "saligang",
                "konstitusyon",
            ][..],
        ),
        (LawKind::Bill, &["bill", "mswada", "muswada", "proyecto", "projet", "projeto", "مشروع"]),
        (
            LawKind::Treaty,
            &[
                "convention",
                "treaty",
                "protocol",
                "convencion",
                "convenio",
                "tratado",
                "protocolo",
                "traite",
                "اتفاقيه",
                "الاتفاقيه",
                "بروتوكول",
                "mkataba",
                "itifaki",
            ],
        ),
        (
            LawKind::Regulation,
            &[
                "regulation",
                "regulations",
                "rules",
                "bylaw",
                "reglamento",
                "reglement",
                "regulamento",
                "kanuni",
                "لائحه",
                "اللائحه",
                "تعليمات",
                "order",
                "ordinance",
            ],
        ),
        (LawKind::Decree, &["decree", "decreto", "decret", "مرسوم", "amri"]),
        (
            LawKind::Policy,
            &[
                "policy",
                "politica",
                "politique",
                "sera",
                "strategy",
                "estrategia",
                "سياسه",
                "استراتيجيه",
                "mkakati",
                "plan",
            ],
        ),
        (LawKind::Code, &["code", "codigo", "مدونه", "kodigo"]),
        (
            LawKind::Act,
            &[
                "act",
                "law",
                "ley",
                "loi",
                "lei",
                "sheria",
                "batas",
                "قانون",
                "القانون",
                "نظام",
                "النظام",
                "statute",
                "laws",
                "acts",
                "proclamation",
                "by",
            ],
        ),
    ]
    .into_iter()
    .find(|(_, list)| has(list))
    .map(|(kind, _)| kind)
    .filter(|kind| *kind != LawKind::Act || found.iter().any(|w| w != "by"))
}

/// How alike two titles are: the share of their words that both have, between 0 and 1. Words that stand in every
/// title, numbers and years do not count.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let telling = |title: &str| -> std::collections::BTreeSet<String> {
        words(title)
            .map(|w| normalised(w.of(title)))
            .filter(|w| w.chars().count() > 2 && !SMALL.contains(&w.as_str()) && kind(w).is_none())
            .filter(|w| !w.chars().any(char::is_numeric))
            .collect()
    };
    let (a, b) = (telling(a), telling(b));
    let all = a.union(&b).count();
    if all == 0 { 0.0 } else { share(a.intersection(&b).count(), all) }
}

#[expect(clippy::cast_precision_loss, reason = "a share of counts of words")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_the_kind() {
        for (title, expected) in [
            ("Penal Code", Some(LawKind::Code)),
            ("Cybercrimes Act, 2015", Some(LawKind::Act)),
            ("Katiba ya Jamhuri ya Muungano", Some(LawKind::Constitution)),
            ("Decreto Legislativo 1591", Some(LawKind::Decree)),
            ("Data Protection (General) Regulations", Some(LawKind::Regulation)),
            ("نظام حماية الطفل", Some(LawKind::Act)),
            ("Children Bill, 2025", Some(LawKind::Bill)),
            ("Community Fire Safety By-law", Some(LawKind::Act)),
            ("Something else", None),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }

    #[test]
    fn names_in_clauses_and_names_of_files() {
        for (clause, expected) in [
            (" the Data Care Act, 2019 and shall come into force", Some("Data Care Act, 2019")),
            (" the “Cyber Act of 2012”.", Some("Cyber Act of 2012")),
            (" )قانون العمل لسنة 1996 ( ويعمل به", Some("قانون العمل لسنة 1996")),
            (" \"Cyber Act of 2012″.", Some("Cyber Act of 2012")),
            (" the \u{fffd}Cyber Act of 2012\u{fffd}.", Some("Cyber Act of 2012")),
            (" what is right.", None),
        ] {
            assert_eq!(name_at(clause).as_deref(), expected, "{clause}");
        }
        assert_eq!(from_name("katiba-ya-ruritania-2010-sw"), "Katiba ya ruritania 2010");
        assert_eq!(tidy("THE LAW OF THE CHILD ACT"), "The Law of the Child Act");
        assert_eq!(tidy("LOI SUR LES LANTERNES"), "Loi sur les Lanternes");
        assert_eq!(with_its_year("Katiba ya Mwaka", Some(1977)), "Katiba ya Mwaka 1977");
        assert_eq!(with_its_year("Katiba ya 1977", Some(1977)), "Katiba ya 1977");
    }

    #[test]
    fn of_two_words_for_a_name_the_longer_one_comes_first() {
        for (i, named) in NAMED.iter().enumerate() {
            let later = NAMED.iter().skip(i + 1).find(|other| other.starts_with(named));
            assert_eq!(later, None, "`{named}` hides it");
        }
    }

    #[test]
    fn titles_are_alike_by_their_telling_words() {
        assert!(
            likeness("Computer Misuse and Cybercrimes Act 2018", "Computer Misuse and Cybercrimes Act")
                > 0.99
        );
        assert!(likeness("Data Protection Act", "Child Protection Act") < 0.5);
        assert!(likeness("Act", "Act").abs() < f64::EPSILON);
    }
}
