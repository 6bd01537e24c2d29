//! The fields of a query and how their values are written.

use crate::law::query::ast::Field;
use crate::law::query::ast::Place;
use crate::law::query::error::{QueryFault, QueryFaultKind};
use crate::law::query::filter::{Filter, History, LawFilter, LawName, Range};
use crate::model::country::LawStatus;
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::LawKind;
use crate::model::text::Language;
use crate::model::word::{Vocabulary, words};

/// The longest distance that words can be asked to be near each other.
pub(crate) const LONGEST: u32 = 255;
/// What `/s` and `/p` mean, in words.
pub(crate) const SENTENCE: u32 = 25;
pub(crate) const PARAGRAPH: u32 = 60;

words! {
    /// The name of a field, as it stands before a colon.
    Name {
        Title = "title",
        Heading = "heading",
        Number = "number",
        Label = "label",
        Law = "law",
        Country = "country",
        Language = "language",
        Year = "year",
        Status = "status",
        Kind = "kind",
        Page = "page",
        History = "history",
        Concept = "concept",
    }
}

impl Name {
    /// The field of text that it names; the others take values.
    pub(crate) fn text_field(self) -> Option<Field> {
        match self {
            Self::Title => Some(Field::Title),
            Self::Heading => Some(Field::Heading),
            Self::Number => Some(Field::Number),
            Self::Label => Some(Field::Label),
            _ => None,
        }
    }

    /// What a value of a closed set is: "`old` is no status of a law".
    pub(crate) fn value(self) -> &'static str {
        match self {
            Self::Status => "status of a law",
            Self::Kind => "kind of law",
            _ => "value of this field",
        }
    }

    /// What a value must be: "`kenya` is not the three letters of a country".
    pub(crate) fn form(self) -> &'static str {
        match self {
            Self::Country => "the three letters of a country",
            Self::Language => "the tag of a language",
            Self::Year => "a year of four digits or a range of such years",
            Self::Page => "a page or a range of pages",
            Self::Law => "the name of a law",
            Self::Concept => "the name of a concept",
            _ => "a value of this field",
        }
    }

    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::Country => "Write `country:ken` for Kenya, with the letters of ISO 3166-1 alpha-3.",
            Self::Language => "Write `language:en` or `language:pt-br`, with two or three letters first.",
            Self::Year => "Write `year:2018`, `year:2010..2018`, `year:2010..` or `year:>=2010`.",
            Self::Page => "Write `page:17` or `page:10..20`.",
            Self::Law => {
                "Write `law:ken/children-act-2022`, `law:children*`, or `title:\"children act\"` for words of a title."
            }
            Self::Concept => "Write `concept:T01`, as the terminology table numbers it.",
            _ => "Look it up in the help on searching.",
        }
    }

    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Title => "title:cybercrime",
            Self::Heading => "heading:grooming",
            Self::Number => "number:\"5 of 2018\"",
            Self::Label => "label:24",
            Self::Law => "law:children-act*",
            Self::Country => "country:ken",
            Self::Language => "language:en",
            Self::Year => "year:2010..2018",
            Self::Status => "status:in_force",
            Self::Kind => "kind:act",
            Self::Page => "page:17",
            Self::History => "history:yes",
            Self::Concept => "concept:T01",
        }
    }

    /// How to ask for either of two values.
    pub(crate) fn either(self) -> &'static str {
        match self {
            Self::Country => "country:(ken OR tza)",
            Self::Status => "status:(in_force OR partly_in_force)",
            Self::Kind => "kind:(act OR code)",
            _ => "year:(2010 OR 2018)",
        }
    }
}

/// The filter that a value makes of its field; `None` for a field of text or a concept.
pub(crate) fn filter(name: Name, given: &str, place: Place) -> Result<Option<Filter>, QueryFault> {
    let bad = || QueryFault::new(place, QueryFaultKind::BadValue { field: name, given: given.to_owned() });
    let lower = given.to_lowercase();
    let law = match name {
        Name::Title | Name::Heading | Name::Number | Name::Label | Name::Concept => return Ok(None),
        Name::History => return Ok(Some(Filter::History(known::<History>(name, given, place)?))),
        Name::Page => {
            let pages = range(name, given, place, |page| (1..=999_999).contains(&page))?;
            return Ok(Some(Filter::Page(pages)));
        }
        Name::Country => LawFilter::Country(Iso3::parse(&lower).map_err(|_| bad())?),
        Name::Language => LawFilter::Language(Language::parse(&lower.replace('_', "-")).map_err(|_| bad())?),
        Name::Status => LawFilter::Status(known::<LawStatus>(name, given, place)?),
        Name::Kind => LawFilter::Kind(known::<LawKind>(name, given, place)?),
        Name::Law => LawFilter::Law(law_name(&lower).ok_or_else(bad)?),
        Name::Year => {
            let years = range(name, given, place, |year| (1000..=9999).contains(&year))?;
            let year = |year: Option<u32>| year.and_then(|year| i16::try_from(year).ok());
            LawFilter::Year(Range { from: year(years.from), to: year(years.to) })
        }
    };
    Ok(Some(Filter::Law(law)))
}

/// The id of a concept: letters, digits and hyphens.
pub(crate) fn concept(given: &str, place: Place) -> Result<String, QueryFault> {
    let fits = !given.is_empty()
        && given.len() <= 40
        && given.starts_with(|c: char| c.is_ascii_alphanumeric())
        && given.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fits {
        return Ok(given.to_ascii_uppercase());
    }
    let kind = QueryFaultKind::BadValue { field: Name::Concept, given: given.to_owned() };
    Err(QueryFault::new(place, kind))
}

/// A word of a closed set; "in force" and "In-Force" are `in_force`.
fn known<V: Vocabulary>(field: Name, given: &str, place: Place) -> Result<V, QueryFault> {
    let word = given.to_lowercase().replace(['-', ' '], "_");
    V::from_word(&word).ok_or_else(|| {
        QueryFault::new(
            place,
            QueryFaultKind::UnknownValue { field, given: given.to_owned(), known: V::WORDS },
        )
    })
}

fn law_name(given: &str) -> Option<LawName> {
    let (stem, prefix) = match given.strip_suffix('*') {
        Some(stem) => (stem, true),
        None => (given, false),
    };
    let (country, slug) = match stem.split_once('/') {
        Some((country, slug)) => (Some(Iso3::parse(country).ok()?), slug),
        None => (None, stem),
    };
    let fits = if prefix {
        let letters = slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        letters && slug.len() <= 120 && (!slug.is_empty() || country.is_some())
    } else {
        LawSlug::parse(slug).is_ok()
    };
    fits.then(|| LawName { country, slug: slug.to_owned(), prefix })
}

/// A number or a range: `5`, `5..8`, `5-8`, `5..`, `..8`, `>5`, `>=5`, `<8`, `<=8`.
fn range(name: Name, given: &str, place: Place, fits: fn(u32) -> bool) -> Result<Range<u32>, QueryFault> {
    let fault = |kind| QueryFault::new(place, kind);
    let bad = || fault(QueryFaultKind::BadValue { field: name, given: given.to_owned() });
    let one = |text: &str| number(text).filter(|n| fits(*n)).ok_or_else(bad);
    let end = |text: &str| if text.is_empty() { Ok(None) } else { one(text).map(Some) };
    let shifted = |text: &str, by: i32| {
        one(text)?.checked_add_signed(by).filter(|n| fits(*n)).map(Some).ok_or_else(bad)
    };
    let range = if let Some(from) = given.strip_prefix(">=").or_else(|| given.strip_prefix('≥')) {
        Range { from: Some(one(from)?), to: None }
    } else if let Some(to) = given.strip_prefix("<=").or_else(|| given.strip_prefix('≤')) {
        Range { from: None, to: Some(one(to)?) }
    } else if let Some(from) = given.strip_prefix('>') {
        Range { from: shifted(from, 1)?, to: None }
    } else if let Some(to) = given.strip_prefix('<') {
        Range { from: None, to: shifted(to, -1)? }
    } else if let Some((from, to)) = given.split_once("..") {
        Range { from: end(from)?, to: end(to)? }
    } else if let Some((from, to)) = given.split_once(['-', '–']) {
        Range { from: Some(one(from)?), to: Some(one(to)?) }
    } else {
        let only = Some(one(given)?);
        Range { from: only, to: only }
    };
    match (range.from, range.to) {
        (None, None) => Err(bad()),
        (Some(from), Some(to)) if from > to => Err(fault(QueryFaultKind::ReversedRange {
            field: name,
            from: from.to_string(),
            to: to.to_string(),
        })),
        _ => Ok(range),
    }
}

/// A number in the digits of Europe, of the Arab world or of Persia.
pub(crate) fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    u32::from(c).checked_sub(u32::from(zero))
}
