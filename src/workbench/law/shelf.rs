//! What stands in the library: the list, one law with its text, correcting its facts, taking it out.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::law::cite;
use crate::law::index::table::Row;
use crate::law::index::writer::{cited, cited_by_kind};
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::{Law, LawId, LawText, Provision, Span, Standing, UnitKind};
use crate::model::problem::Problem;
use crate::model::text::Language;
use crate::store::yaml::nearest;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::given::GivenFacts;
use crate::workbench::law::reading::ReadingProcess;
use crate::workbench::law::up_to_date;
use crate::workbench::naming;
use crate::workbench::open::Workbench;

const PATIENCE: Duration = Duration::from_secs(2);

/// One law of the list.
#[derive(Debug, Clone)]
pub(crate) struct Shelved {
    pub(crate) law: Law,
    pub(crate) provisions: usize,
    /// Between 0 and 1.
    pub(crate) quality: f64,
}

/// The laws of the library, by country and id, and what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pub(crate) laws: Vec<Shelved>,
    pub(crate) problems: Vec<Problem>,
    /// Key laws of the countries listed that are not in the library: country and title.
    pub(crate) missing: Vec<(Iso3, String)>,
}

/// One law with its words.
#[derive(Debug, Clone)]
pub(crate) struct OpenLaw {
    pub(crate) law: Law,
    pub(crate) text: LawText,
    /// Provisions that are cited, by what they are.
    pub(crate) by_kind: Vec<(UnitKind, usize)>,
    /// The name of the country, for citations.
    pub(crate) country: String,
}

impl OpenLaw {
    /// How a place of the text is cited, with the subsection it stands in.
    pub(crate) fn citation(&self, provision: usize, at: Option<usize>) -> String {
        let Some(provision) = self.text.provisions.get(provision) else {
            return cite::citation(&self.law, &self.country, "");
        };
        let subsection = at.map(|at| cite::subsection(&self.text.text, provision.span, at));
        let label = format!("{}{}", provision.label, subsection.unwrap_or_default());
        let citation = |label: &str| cite::citation(&self.law, &self.country, label);
        match provision.standing {
            Standing::Current => citation(&label),
            Standing::History => format!("{} (superseded wording)", citation(&label)),
            // It is no provision of this law: it is cited by the one that quotes it.
            Standing::Quoted => {
                let host = provision.path.last().map(String::as_str).unwrap_or_default();
                format!("{} (quoting {label} of another law)", citation(host))
            }
        }
    }

    /// How the law is cited, at a place that is no provision.
    pub(crate) fn cited_as(&self, label: &str) -> String {
        cite::citation(&self.law, &self.country, label)
    }

    /// The provision in which a place stands.
    pub(crate) fn provision_at(&self, at: usize) -> Option<usize> {
        let after = self.text.provisions.partition_point(|p| p.span.start <= at);
        let index = after.checked_sub(1)?;
        // Quoted provisions stand inside their hosts: the innermost one is the last that begins before.
        (0..=index)
            .rev()
            .find(|i| self.text.provisions.get(*i).is_some_and(|p| at < p.span.end))
            .or(Some(index))
    }

    /// The provision that is meant: by its id, by its label however it is spaced, or by the number of a section
    /// or article.
    pub(crate) fn provision_named(&self, name: &str) -> Option<(usize, &Provision)> {
        let tight = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        let all = || self.text.provisions.iter().enumerate();
        let wanted = tight(name);
        let main = |p: &Provision| matches!(p.kind, UnitKind::Section | UnitKind::Article);
        // "العاشرة" is asked for as 10: the figure stands in the id.
        let figure = |p: &Provision| p.eid.rsplit('_').next().is_some_and(|f| f == wanted);
        let numbered = |p: &Provision| p.number.as_ref().is_some_and(|n| tight(n) == wanted) || figure(p);
        let current = |p: &Provision| p.standing == Standing::Current;
        all()
            .find(|(_, p)| p.eid == name)
            .or_else(|| all().find(|(_, p)| current(p) && tight(&p.label) == wanted))
            .or_else(|| all().find(|(_, p)| tight(&p.label) == wanted || tight(&p.eid) == wanted))
            .or_else(|| all().find(|(_, p)| current(p) && main(p) && numbered(p)))
            .or_else(|| all().find(|(_, p)| current(p) && numbered(p)))
            .or_else(|| all().find(|(_, p)| numbered(p)))
    }

    /// The words of a provision.
    pub(crate) fn words(&self, span: Span) -> &str {
        span.of(&self.text.text)
    }
}

impl Workbench {
    /// The id of a law that was named: `ken/children-act`, or `children-act` where that is unambiguous.
    pub(crate) fn law_named(&self, name: &str) -> Result<LawId, WorkbenchError> {
        let listed = self.workspace.laws().laws;
        let found: Vec<&LawId> = match name.split_once('/') {
            Some((country, slug)) => listed
                .iter()
                .map(|(id, _)| id)
                .filter(|id| id.country.as_str() == country && id.slug.as_str() == slug)
                .collect(),
            None => listed.iter().map(|(id, _)| id).filter(|id| id.slug.as_str() == name).collect(),
        };
        match found.as_slice() {
            [only] => Ok((*only).clone()),
            [] => {
                let known: Vec<String> = listed.iter().map(|(id, _)| id.to_string()).collect();
                if name.contains('/') {
                    return Err(naming::unknown("law", name, &known));
                }
                // Compared without the countries, which nobody typed.
                let slugs: Vec<&str> = listed.iter().map(|(id, _)| id.slug.as_str()).collect();
                let lower = name.to_lowercase();
                let near =
                    nearest(&lower, &slugs).or_else(|| slugs.iter().find(|s| s.contains(&lower)).copied());
                let near = near.and_then(|slug| listed.iter().find(|(id, _)| id.slug.as_str() == slug));
                let near = near.map(|(id, _)| id.to_string());
                Err(WorkbenchError::Unknown { what: "law", given: name.to_owned(), near, known })
            }
            several => Err(WorkbenchError::AmbiguousLaw {
                given: name.to_owned(),
                choices: several.iter().map(ToString::to_string).collect(),
            }),
        }
    }

    /// The laws of the library, of one country or of all.
    pub(crate) fn shelf(&self, country: Option<&Iso3>, reading: &ReadingProcess) -> Shelf {
        let mut shelf = Shelf::default();
        let listed = self.workspace.laws();
        shelf.problems.extend(listed.problems);
        let laws: Vec<_> =
            listed.laws.into_iter().filter(|(id, _)| country.is_none_or(|c| id.country == *c)).collect();
        // What the index knows is not read again.
        let index = self.open_index().ok().flatten();
        let rows = index.iter().flat_map(|index| index.table.rows());
        let rows: BTreeMap<LawId, Row> =
            rows.map(|(_, row)| row.into_owned()).map(|row| (row.law.id.clone(), row)).collect();
        for (id, look) in &laws {
            if let Some(row) = rows.get(id).filter(|row| row.stamp == *look) {
                shelf.laws.push(Shelved {
                    law: row.law.clone(),
                    provisions: row.provisions,
                    quality: row.quality,
                });
                continue;
            }
            match self.shelved(id, reading) {
                Ok(Some(shelved)) => shelf.laws.push(shelved),
                Ok(None) => {}
                Err(problems) => shelf.problems.extend(problems),
            }
        }
        let mut countries: Vec<Iso3> = shelf.laws.iter().map(|s| s.law.id.country.clone()).collect();
        countries.extend(country.cloned());
        countries.sort();
        countries.dedup();
        for country in countries {
            let missing = self.missing_key_laws(&country);
            shelf.missing.extend(missing.into_iter().map(|title| (country.clone(), title)));
        }
        shelf
    }

    fn shelved(&self, id: &LawId, reading: &ReadingProcess) -> Result<Option<Shelved>, Vec<Problem>> {
        let Some(law) = self.workspace.law(id)? else { return Ok(None) };
        let text = self.read_law(&law, reading).map_err(|p| vec![p])?;
        Ok(Some(Shelved { provisions: cited(&text), quality: text.quality.figure(), law }))
    }

    /// The titles of a country's key laws that are not in the library. Policies and bills that the profile
    /// lists are among them: the profile says what should be searched.
    pub(crate) fn missing_key_laws(&self, country: &Iso3) -> Vec<String> {
        let Some(profile) = self.catalog.country(country, None).and_then(|l| l.value) else {
            return Vec::new();
        };
        let listed = self.workspace.laws().laws;
        let there: Vec<String> = listed
            .iter()
            .filter(|(id, _)| id.country == *country)
            .filter_map(|(id, _)| self.workspace.law(id).ok().flatten())
            .flat_map(|law| [Some(law.id.slug.to_string()), law.key_law])
            .flatten()
            .collect();
        let keys = profile.key_laws.iter().map(|f| &f.value);
        keys.filter(|k| !there.contains(&k.id)).map(|k| k.title.clone()).collect()
    }

    /// Reads a law whole.
    pub(crate) fn open_law(&self, id: &LawId, reading: &ReadingProcess) -> Result<OpenLaw, WorkbenchError> {
        let damaged = |problems| WorkbenchError::Damaged { what: format!("the law `{id}`"), problems };
        let law = self.workspace.law(id).map_err(damaged)?;
        let Some(law) = law else {
            return Err(naming::unknown("law", &id.to_string(), &[]));
        };
        let text = self.read_law(&law, reading).map_err(|p| damaged(vec![p]))?;
        Ok(OpenLaw { by_kind: cited_by_kind(&text), country: self.country_name(&id.country), law, text })
    }

    /// The name of a country in the language of the workspace; its code where there is no profile.
    pub(crate) fn country_name(&self, country: &Iso3) -> String {
        let profile = self.catalog.country(country, None).and_then(|l| l.value);
        profile.map_or_else(|| country.as_str().to_uppercase(), |p| p.name.get(self.language()).to_owned())
    }

    /// Corrects the facts of a law; what is not given stays.
    pub(crate) fn correct_law(&self, id: &LawId, given: &GivenFacts) -> Result<Law, WorkbenchError> {
        let _lock = self.workspace.lock_laws(PATIENCE)?;
        self.put_facts(id, given).map(|(law, _)| law)
    }

    /// The same for who holds the lock; and whether anything changed.
    pub(super) fn put_facts(&self, id: &LawId, given: &GivenFacts) -> Result<(Law, bool), WorkbenchError> {
        let damaged = |problems| WorkbenchError::Damaged { what: format!("the law `{id}`"), problems };
        let law = self.workspace.law(id).map_err(damaged)?;
        let Some(old) = law else { return Err(naming::unknown("law", &id.to_string(), &[])) };
        let mut law = old.clone();
        given.put_on(&mut law);
        let changed = law != old;
        if changed {
            self.workspace.change_law(&law)?;
        }
        Ok((law, changed))
    }

    /// Takes a law out of the library, with the file as it was received.
    pub(crate) fn remove_law(&self, id: &LawId) -> Result<Law, WorkbenchError> {
        let damaged = |problems| WorkbenchError::Damaged { what: format!("the law `{id}`"), problems };
        let _lock = self.workspace.lock_laws(PATIENCE)?;
        let Some(law) = self.workspace.law(id).map_err(damaged)? else {
            return Err(naming::unknown("law", &id.to_string(), &[]));
        };
        self.workspace.remove_law(&law)?;
        self.workspace.forget_text(&law);
        let mut index = self.law_index()?;
        let difference = up_to_date::difference(self.workspace.looks(), &index);
        let gone = up_to_date::Difference { changed: Vec::new(), ..difference };
        // The index takes it out by itself the next time it is asked, should it be locked now.
        let nothing = ReadingProcess { program: std::path::PathBuf::new(), pdftotext: false };
        let _ = self.update(&mut index, &gone, &nothing, &mut |_, _| {});
        Ok(law)
    }
}

/// A tag of a language as a person types it.
///
/// # Errors
/// When it is no tag.
pub(crate) fn language_tag(given: &str) -> Result<String, crate::model::text::LanguageError> {
    if let Some(tag) = crate::law::words::language::tag(given) {
        return Ok(tag.to_owned());
    }
    Language::parse(&given.to_lowercase()).map(|l| l.to_string())
}

/// A slug as a person types it.
pub(crate) fn law_slug(given: &str) -> Result<LawSlug, crate::model::id::IdError> {
    LawSlug::parse(given)
}
