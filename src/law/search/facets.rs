//! How many provisions were found by country, law, language, status and year.
//!
//! What laws are counted by is worked out once for an index: a search then adds up small numbers.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::law::index::table::{Head, Table};
use crate::law::search::collect::OfLaw;
use crate::model::country::LawStatus;
use crate::model::search::{FacetCount, Facets};

/// Laws that are listed one by one at most where people read them. A common word is in thousands of them.
pub(super) const MOST_LAWS: usize = 50;

/// The values of one facet, each with a small number, and how it is written.
#[derive(Debug, Clone)]
struct Values<T>(Vec<(T, Arc<str>)>);

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Values<T> {
    /// The number of a value. Values are few, and laws that follow each other share most of them.
    fn number(&mut self, is: impl Fn(&T) -> bool, new: impl FnOnce() -> (T, Arc<str>)) -> u16 {
        let at = self.0.iter().rposition(|(value, _)| is(value)).unwrap_or_else(|| {
            self.0.push(new());
            self.0.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// What was counted, most first.
    fn listed(&self, counts: &[usize]) -> Vec<FacetCount> {
        let counted = self.0.iter().zip(counts).filter(|(_, count)| **count > 0);
        let one = |((_, value), count): (&(T, Arc<str>), &usize)| FacetCount {
            value: Arc::clone(value),
            label: if value.contains('_') { value.replace('_', " ").into() } else { Arc::clone(value) },
            count: *count,
        };
        let mut listed: Vec<FacetCount> = counted.map(one).collect();
        listed.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        listed
    }
}

/// A law as it is counted.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    country: u16,
    language: u16,
    status: u16,
    year: u16,
}

/// What the laws of an index are counted by.
#[derive(Debug, Clone, Default)]
pub(super) struct Counter {
    laws: Vec<Counted>,
    countries: Values<String>,
    languages: Values<String>,
    statuses: Values<LawStatus>,
    years: Values<Option<i16>>,
}

impl Counter {
    /// One for so many laws.
    pub(super) fn of(laws: usize) -> Self {
        Self { laws: vec![Counted::default(); laws], ..Self::default() }
    }

    pub(super) fn know(&mut self, number: usize, head: &Head<'_>) {
        let text = |values: &mut Values<String>, value: &str| {
            values.number(|v| v == value, || (value.to_owned(), value.into()))
        };
        let year = || head.year.map_or_else(|| "unknown".to_owned(), |year| year.to_string());
        let counted = Counted {
            country: text(&mut self.countries, head.country),
            language: text(&mut self.languages, head.language),
            status: self
                .statuses
                .number(|s| *s == head.status, || (head.status, head.status.to_string().into())),
            year: self.years.number(|y| *y == head.year, || (head.year, year().into())),
        };
        if let Some(slot) = self.laws.get_mut(number) {
            *slot = counted;
        }
    }

    /// Adds up the provisions of each law by what the laws are.
    pub(super) fn facets(&self, table: &Table, by_law: Vec<OfLaw>, most: usize, titles: bool) -> Facets {
        let mut countries = vec![0; self.countries.0.len()];
        let mut languages = vec![0; self.languages.0.len()];
        let mut statuses = vec![0; self.statuses.0.len()];
        let mut years = vec![0; self.years.0.len()];
        let add = |counts: &mut Vec<usize>, number: u16, count: usize| {
            if let Some(sum) = counts.get_mut(usize::from(number)) {
                *sum += count;
            }
        };
        for of in &by_law {
            let Some(law) = self.laws.get(of.law) else { continue };
            add(&mut countries, law.country, of.count);
            add(&mut languages, law.language, of.count);
            add(&mut statuses, law.status, of.count);
            add(&mut years, law.year, of.count);
        }
        Facets {
            country: self.countries.listed(&countries),
            laws: by_law.len(),
            law: the_most(table, by_law, most, titles),
            language: self.languages.listed(&languages),
            status: self.statuses.listed(&statuses),
            year: self.years.listed(&years),
        }
    }
}

/// The laws with the most, most first.
fn the_most(table: &Table, mut laws: Vec<OfLaw>, most: usize, titles: bool) -> Vec<FacetCount> {
    if laws.len() > most && most > 0 {
        laws.select_nth_unstable_by_key(most - 1, |of| (Reverse(of.count), of.law));
        laws.truncate(most);
    }
    let named = laws.into_iter().filter_map(|of| Some((of, table.head(of.law)?)));
    let mut named: Vec<(OfLaw, Head<'_>)> = named.collect();
    named.sort_unstable_by(|(a, x), (b, y)| {
        b.count.cmp(&a.count).then_with(|| (x.country, x.slug).cmp(&(y.country, y.slug)))
    });
    let law = |(of, head): (OfLaw, Head<'_>)| FacetCount {
        value: [head.country, head.slug].join("/").into(),
        label: if titles { table.title(of.law).unwrap_or_default().into() } else { Arc::default() },
        count: of.count,
    };
    named.into_iter().map(law).collect()
}
