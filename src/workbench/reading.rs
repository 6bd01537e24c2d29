//! Looking at frameworks and profiles, with a workspace or without one.

use std::path::Path;

use crate::catalog::Catalog;
use crate::model::country::Country;
use crate::model::framework::Framework;
use crate::model::id::{FrameworkId, Iso3};
use crate::model::terminology::Terminology;
use crate::model::text::Language;
use crate::report::country::country as country_view;
use crate::store::data::Origin;
use crate::store::workspace::Workspace;
use crate::workbench::error::WorkbenchError;
use crate::workbench::naming;
use crate::workbench::open::{catalog_at, usable_framework};

pub(crate) use crate::report::country::{CountryView, FactView};

/// The frameworks and profiles at hand.
pub(crate) struct Library {
    catalog: Catalog,
    language: Language,
}

/// The framework that an assessment answers unless others are named.
pub(crate) const USUAL: &str = "mnr";

/// Where a framework or profile is taken from, as listings say it.
fn word(origin: Origin) -> &'static str {
    match origin {
        Origin::Shipped => "shipped",
        Origin::Own => "workspace",
    }
}

impl Library {
    /// Those of the workspace at `start`, if there is one, over the shipped ones.
    pub(crate) fn at(start: &Path) -> Self {
        let language = Workspace::find(start).map_or_else(|_| Language::english(), |w| w.file.language.0);
        Self { catalog: catalog_at(start), language }
    }

    /// The language of the workspace.
    pub(crate) fn language(&self) -> Language {
        self.language.clone()
    }

    /// Every framework with where it is from; `None` for one with faults. The one that an assessment answers
    /// unless others are named comes first.
    pub(crate) fn frameworks(&self) -> Vec<(FrameworkId, &'static str, Option<Framework>)> {
        let read = |(id, origin): (FrameworkId, Origin)| {
            let value = self.catalog.framework(&id).and_then(|l| l.value);
            (id, word(origin), value)
        };
        let mut all: Vec<_> = self.catalog.frameworks().into_iter().map(read).collect();
        all.sort_by_key(|(id, ..)| id.as_str() != USUAL);
        all
    }

    pub(crate) fn framework(&self, id: &FrameworkId) -> Result<Framework, WorkbenchError> {
        let loaded = usable_framework(&self.catalog, id)?;
        let what = format!("the framework `{id}`");
        loaded.value.ok_or(WorkbenchError::Damaged { what, problems: loaded.problems })
    }

    /// Every profile with where it is from; `None` for one with faults.
    pub(crate) fn countries(&self) -> Vec<(Iso3, &'static str, Option<Country>)> {
        let read = |(id, origin): (Iso3, Origin)| {
            let value = self.catalog.country(&id, None).and_then(|l| l.value);
            (id, word(origin), value)
        };
        self.catalog.countries().into_iter().map(read).collect()
    }

    pub(crate) fn country(&self, id: &Iso3) -> Result<Country, WorkbenchError> {
        let known: Vec<String> = self.catalog.countries().keys().map(ToString::to_string).collect();
        let loaded = self.catalog.country(id, None);
        let loaded = loaded.ok_or_else(|| naming::unknown("country profile", id.as_str(), &known))?;
        let what = format!("the profile of `{id}`");
        loaded.value.ok_or(WorkbenchError::Damaged { what, problems: loaded.problems })
    }

    /// The table of terms.
    pub(crate) fn terminology(&self) -> Result<Terminology, WorkbenchError> {
        let loaded = self.catalog.terminology();
        let what = "the table of terms".to_owned();
        loaded.value.ok_or(WorkbenchError::Damaged { what, problems: loaded.problems })
    }

    /// A profile in words, each fact with where it comes from.
    pub(crate) fn show_country<T>(&self, country: &Country, show: impl FnOnce(&CountryView<'_>) -> T) -> T {
        let treaties = self.catalog.treaties();
        show(&country_view(country, &treaties, &self.language))
    }
}
