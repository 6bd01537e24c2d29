//! What a query asks of a law or a page rather than of words: values, and whether a law has them.

use std::fmt;

use crate::law::index::table::Head;
use crate::model::country::LawStatus;
use crate::model::id::Iso3;
use crate::model::law::LawKind;
use crate::model::text::Language;
use crate::model::word::words;

/// One filter of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filter {
    Law(LawFilter),
    /// Pages of the law on which a provision begins.
    Page(Range<u32>),
    History(History),
}

/// One thing that is asked of a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LawFilter {
    Country(Iso3),
    /// `pt` is also `pt-br`; `pt-br` is not `pt`.
    Language(Language),
    Year(Range<i16>),
    Status(LawStatus),
    Kind(LawKind),
    Law(LawName),
}

/// From one number to another, both included, at least one of them given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range<T> {
    pub(crate) from: Option<T>,
    pub(crate) to: Option<T>,
}

/// A law by its id, or laws by the beginning of it: `ken/children-act`, `children-act`, `ken/children*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LawName {
    pub(crate) country: Option<Iso3>,
    pub(crate) slug: String,
    /// Whether `slug` is only its beginning.
    pub(crate) prefix: bool,
}

words! {
    /// Whether wordings are searched that are no words of the law as it stands.
    #[derive(Default)]
    History {
        #[default]
        No = "no",
        /// These too.
        Yes = "yes",
        /// These alone.
        Only = "only",
    }
}

/// What is asked of laws at the top of a query: every condition must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Filters {
    pub(crate) conditions: Vec<LawCondition>,
    pub(crate) history: History,
}

/// A filter, or filters joined by AND, OR and NOT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LawCondition {
    Is(LawFilter),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl Filters {
    /// Whether the provisions of this law are searched at all.
    pub(crate) fn admit(&self, law: &Head<'_>) -> bool {
        self.conditions.iter().all(|condition| condition.holds(law))
    }
}

impl LawCondition {
    pub(crate) fn holds(&self, law: &Head<'_>) -> bool {
        match self {
            Self::Is(filter) => filter.holds(law),
            Self::Not(inner) => !inner.holds(law),
            Self::All(all) => all.iter().all(|condition| condition.holds(law)),
            Self::Any(any) => any.iter().any(|condition| condition.holds(law)),
        }
    }
}

impl LawFilter {
    /// Whether the law has this value. A law of no known year is of no year that is asked for.
    pub(crate) fn holds(&self, law: &Head<'_>) -> bool {
        match self {
            Self::Country(country) => law.country == country.as_str(),
            Self::Language(language) => speaks(law.language, language.as_str()),
            Self::Year(range) => law.year.is_some_and(|year| range.holds(year)),
            Self::Status(status) => law.status == *status,
            Self::Kind(kind) => law.kind == *kind,
            Self::Law(name) => name.names(law.country, law.slug),
        }
    }
}

/// Whether a tag is the one asked for or a narrower one.
fn speaks(tag: &str, asked: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    tag.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

impl<T: Copy + PartialOrd> Range<T> {
    pub(crate) fn holds(&self, value: T) -> bool {
        self.from.is_none_or(|from| value >= from) && self.to.is_none_or(|to| value <= to)
    }

    /// Whether some value can be in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let in_order = |from: Option<T>, to: Option<T>| match (from, to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        in_order(self.from, other.to) && in_order(other.from, self.to)
    }
}

impl LawName {
    pub(crate) fn names(&self, country: &str, slug: &str) -> bool {
        self.country.as_ref().is_none_or(|asked| country == asked.as_str())
            && if self.prefix { slug.starts_with(&self.slug) } else { slug == self.slug }
    }
}

impl<T: fmt::Display + PartialEq> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (from, to) => {
                from.iter().try_for_each(|from| write!(f, "{from}"))?;
                f.write_str("..")?;
                to.iter().try_for_each(|to| write!(f, "{to}"))
            }
        }
    }
}

impl fmt::Display for LawName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.country.iter().try_for_each(|country| write!(f, "{country}/"))?;
        f.write_str(&self.slug)?;
        if self.prefix { f.write_str("*") } else { Ok(()) }
    }
}

impl fmt::Display for LawFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => write!(f, "country:{country}"),
            Self::Language(language) => write!(f, "language:{}", language.as_str()),
            Self::Year(range) => write!(f, "year:{range}"),
            Self::Status(status) => write!(f, "status:{status}"),
            Self::Kind(kind) => write!(f, "kind:{kind}"),
            Self::Law(name) => write!(f, "law:{name}"),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Law(filter) => filter.fmt(f),
            Self::Page(range) => write!(f, "page:{range}"),
            Self::History(history) => write!(f, "history:{history}"),
        }
    }
}
