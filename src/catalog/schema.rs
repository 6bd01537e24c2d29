//! JSON Schemas of the shipped kinds of file, made from the types that read them.

use crate::catalog::country_file::CountryFile;
use crate::catalog::crosswalk_file::CrosswalkFile;
use crate::catalog::framework_file::{DomainFile, FrameworkFile};
use crate::catalog::terminology_file::TerminologyFile;
use crate::catalog::treaties_file::TreatiesFile;
use crate::store::schema;

/// The schemas of every kind of file, by file name: those of this room and those of the workspace.
pub(crate) fn all() -> Vec<(&'static str, String)> {
    let mut all = schema::workspace();
    all.extend([
        ("country-profile.json", schema::of::<CountryFile>()),
        ("crosswalk.json", schema::of::<CrosswalkFile>()),
        ("framework-domain.json", schema::of::<DomainFile>()),
        ("framework.json", schema::of::<FrameworkFile>()),
        ("terminology.json", schema::of::<TerminologyFile>()),
        ("treaties.json", schema::of::<TreatiesFile>()),
    ]);
    all.sort_by_key(|(name, _)| *name);
    all
}
