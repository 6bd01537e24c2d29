//! What a law is, as far as its file says it or shows it: title, number, year, kind, language.
//!
//! What a format says of itself comes first, what the text shows comes next, the name of the file comes last. All
//! of it is a proposal that a person can correct, and nothing of it is about whether the law is in force
//! unless the file says so.

use crate::law::block::Document;
use crate::law::normalise::normalised;
use crate::law::words::words;
use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::law::{LawKind, LawText, Span, UnitKind};
use crate::model::word::Vocabulary;

/// The facts that were found.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Facts {
    pub(crate) title: String,
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
    let title = title(document, text, &front, name);
    let numbered = said.number.clone().filter(|n| n.chars().any(char::is_numeric));
    let found = numbers(&title).or_else(|| numbers(&front));
    let number = match numbered {
        // AKN gives the bare number; with its year it can be cited.
        Some(bare) if bare.chars().all(char::is_numeric) => {
            found.as_ref().map(|f| f.text.clone()).or_else(|| {
                Some(said.year.map_or_else(|| format!("No. {bare}"), |y| format!("No. {bare} of {y}")))
            })
        }
        Some(given) => Some(given),
        None => found.as_ref().map(|f| f.text.clone()),
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

fn title(document: &Document, text: &LawText, front: &str, name: &str) -> String {
    let said = document.facts.title.as_deref().map(tidy).filter(|t| t.chars().any(char::is_alphabetic));
    let markup = said.clone().filter(|_| document.facts.kind.is_some() || document.facts.number.is_some());
    markup
        .or_else(|| short_title(text))
        // The title of a page is often that of the site: it counts where the text has its words.
        .or_else(|| said.filter(|t| shares_words(t, &text.text)))
        .or_else(|| first_title(front))
        .unwrap_or_else(|| from_name(name))
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
    "en", "con", "por", "para", "contra", "du", "des", "et", "le", "les", "da", "do", "das", "dos", "e",
    "ya", "wa", "na", "za", "cha", "vya", "kwa", "ng", "sa", "mga", "at",
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
    "se denomina",
    "se denominara",
    "sera citada como",
    "itaitwa",
    "inaitwa",
    "inaweza kuitwa",
    "يسمي هذا القانون",
    "يسمي هذا النظام",
    "tatawagin",
    "peut etre citee sous",
    "tatawaging",
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

/// The name at the beginning of a text: up to the end of its quotation, or of its sentence.
fn name_at(text: &str) -> Option<String> {
    let text = text.trim_start_matches([' ', '\n', ',', ':', '،']);
    let text =
        ["the ", "The ", "as the ", "la ", "el "].iter().find_map(|a| text.strip_prefix(a)).unwrap_or(text);
    let quoted = [('“', '”'), ('"', '"'), ('«', '»'), ('(', ')'), (')', '('), ('‘', '’')];
    let opening = text.chars().next()?;
    let name = match quoted.iter().find(|(open, _)| *open == opening) {
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

/// A number of a law as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered {
    text: String,
    year: Option<i16>,
}

const NUMBER: &[&str] = &["no", "n", "nº", "num", "nro", "na", "رقم", "number", "numero", "bilang", "nos"];
const OF: &[&str] = &["of", "de", "du", "ya", "لسنه", "del", "لعام", "سنه"];

/// "Act No. 5 of 2018", "Ley N.º 30096", "قانون رقم 8 لسنة 1996".
fn numbers(text: &str) -> Option<Numbered> {
    let spans: Vec<Span> = words(text).take(600).collect();
    let plain: Vec<String> = spans.iter().map(|s| normalised(s.of(text))).collect();
    let year_at = |i: usize| plain.get(i).and_then(|w| year(w));
    for (i, word) in plain.iter().enumerate() {
        if !NUMBER.contains(&word.as_str()) || i == 0 {
            continue;
        }
        // "N.º" is two words.
        let skip = usize::from(plain.get(i + 1).is_some_and(|w| w == "o" || w == "°"));
        let at = i + 1 + skip;
        if !plain.get(at).is_some_and(|w| w.chars().next().is_some_and(char::is_numeric)) {
            continue;
        }
        let before = plain.get(i.saturating_sub(3)..i).unwrap_or_default();
        let Some(back) = before.iter().rev().position(|w| kind(w).is_some()) else { continue };
        let mut first = i - 1 - back;
        // "Republic Act", "Decreto Legislativo", "Federal Law".
        if first > 0
            && plain.get(first - 1).is_some_and(|w| ["republic", "decreto", "قانون"].contains(&w.as_str()))
        {
            first -= 1;
        }
        let (mut last, mut found) = (at, None);
        if plain.get(at + 1).is_some_and(|w| OF.contains(&w.as_str())) && year_at(at + 2).is_some() {
            last = at + 2;
            found = year_at(at + 2);
        } else if let Some(y) = year_at(at + 1)
            && text
                .get(spans.get(at)?.end..spans.get(at + 1)?.start)
                .is_some_and(|gap| matches!(gap.trim(), "-" | "/"))
        {
            last = at + 1;
            found = Some(y);
        }
        let printed = text.get(spans.get(first)?.start..spans.get(last)?.end)?;
        let line = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= 60 {
            return Some(Numbered { text: line, year: found });
        }
    }
    None
}

fn year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok().filter(|_| word.len() == 4)?;
    (1600..=2100).contains(&year).then_some(year)
}

fn last_year(text: &str) -> Option<i16> {
    let all: Vec<Span> = words(text).collect();
    all.into_iter().rev().find_map(|w| year(&normalised(w.of(text))))
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
    fn numbers_are_found_as_they_are_printed() {
        for (text, expected, year) in [
            ("The Acts of Ruritania\nAct No. 5 of 2018", "Act No. 5 of 2018", Some(2018)),
            ("LEY Nº 28950", "LEY Nº 28950", None),
            ("LEY N.° 30096", "LEY N.° 30096", None),
            ("Republic Act No. 10175", "Republic Act No. 10175", None),
            ("قانون العمل رقم 8 لسنة 1996", "قانون العمل رقم 8 لسنة 1996", Some(1996)),
            ("Sheria Na. 40 ya 2024", "Sheria Na. 40 ya 2024", Some(2024)),
            ("Loi n° 2008-12", "Loi n° 2008", None),
            ("Decreto Legislativo N° 1591", "Decreto Legislativo N° 1591", None),
        ] {
            let found = numbers(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.text.as_str(), found.year), (expected, year), "{text}");
        }
        for none in ["No person shall", "section no 5", "", "Act of 1999"] {
            assert_eq!(numbers(none), None, "{none}");
        }
    }

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
            (" what is right.", None),
        ] {
            assert_eq!(name_at(clause).as_deref(), expected, "{clause}");
        }
        assert_eq!(from_name("katiba-ya-ruritania-2010-sw"), "Katiba ya ruritania 2010");
        assert_eq!(tidy("THE LAW OF THE CHILD ACT"), "The Law of the Child Act");
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
