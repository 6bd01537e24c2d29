//! How many provisions were found by country, law, language, status and year.
//!
//! What laws are counted by is worked out once for an index: a search then adds up small numbers.

use std::cmp::Reverse;

use crate::law::index::table::{Head, Table};
use crate::model::country::LawStatus;
use crate::model::search::{FacetCount, Facets};
use crate::model::word::Vocabulary;

/// Laws that are listed one by one at most where people read them. A common word is in thousands of them.
pub(super) const MOST_LAWS: usize = 100;

/// The values of one facet, each with a small number.
#[derive(Debug, Clone)]
struct Values<T>(Vec<T>);

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Values<T> {
    /// The number of a value. Values are few, and laws that follow each other share most of them.
    fn number(&mut self, is: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> u16 {
        let at = self.0.iter().rposition(is).unwrap_or_else(|| {
            self.0.push(new());
            self.0.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// What was counted, most first.
    fn listed(&self, counts: &[usize], shown: impl Fn(&T) -> String) -> Vec<FacetCount> {
        let counted = self.0.iter().zip(counts).filter(|(_, count)| **count > 0);
        let mut listed: Vec<FacetCount> = counted
            .map(|(value, count)| {
                let value = shown(value);
                FacetCount { label: value.replace('_', " "), value, count: *count }
            })
            .collect();
        listed.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
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
    years: Values<Option<i16>>,
}

impl Counter {
    /// One for so many laws.
    pub(super) fn of(laws: usize) -> Self {
        Self { laws: vec![Counted::default(); laws], ..Self::default() }
    }

    pub(super) fn know(&mut self, number: usize, head: &Head<'_>) {
        let status = LawStatus::ALL.iter().position(|s| *s == head.status).unwrap_or_default();
        let text =
            |values: &mut Values<String>, value: &str| values.number(|v| v == value, || value.to_owned());
        let counted = Counted {
            country: text(&mut self.countries, head.country),
            language: text(&mut self.languages, head.language),
            status: u16::try_from(status).unwrap_or_default(),
            year: self.years.number(|year| *year == head.year, || head.year),
        };
        if let Some(slot) = self.laws.get_mut(number) {
            *slot = counted;
        }
    }

    /// Adds up the provisions of each law by what the laws are.
    pub(super) fn facets(&self, table: &Table, by_law: &[u32], most: usize, titles: bool) -> Facets {
        let mut countries = vec![0; self.countries.0.len()];
        let mut languages = vec![0; self.languages.0.len()];
        let mut statuses = vec![0; LawStatus::ALL.len()];
        let mut years = vec![0; self.years.0.len()];
        let mut laws = Vec::new();
        let add = |counts: &mut Vec<usize>, number: u16, count: usize| {
            if let Some(sum) = counts.get_mut(usize::from(number)) {
                *sum += count;
            }
        };
        for (number, (count, law)) in by_law.iter().zip(&self.laws).enumerate() {
            let count = *count as usize;
            if count == 0 {
                continue;
            }
            add(&mut countries, law.country, count);
            add(&mut languages, law.language, count);
            add(&mut statuses, law.status, count);
            add(&mut years, law.year, count);
            laws.push((count, number));
        }
        let year = |year: &Option<i16>| year.map_or_else(|| "unknown".to_owned(), |year| year.to_string());
        Facets {
            country: self.countries.listed(&countries, String::clone),
            laws: laws.len(),
            law: the_most(table, laws, most, titles),
            language: self.languages.listed(&languages, String::clone),
            status: Values(LawStatus::ALL.to_vec()).listed(&statuses, ToString::to_string),
            year: self.years.listed(&years, year),
        }
    }
}

/// The laws with the most, most first.
fn the_most(table: &Table, mut laws: Vec<(usize, usize)>, most: usize, titles: bool) -> Vec<FacetCount> {
    if laws.len() > most && most > 0 {
        laws.select_nth_unstable_by_key(most - 1, |(count, number)| (Reverse(*count), *number));
        laws.truncate(most);
    }
    let named = laws.into_iter().filter_map(|(count, number)| Some((count, number, table.head(number)?)));
    let mut named: Vec<(usize, usize, Head<'_>)> = named.collect();
    named.sort_unstable_by(|(a, _, x), (b, _, y)| {
        b.cmp(a).then_with(|| (x.country, x.slug).cmp(&(y.country, y.slug)))
    });
    let law = |(count, number, head): (usize, usize, Head<'_>)| FacetCount {
        value: [head.country, head.slug].join("/"),
        label: if titles { table.title(number).unwrap_or_default().to_owned() } else { String::new() },
        count,
    };
    named.into_iter().map(law).collect()
}
