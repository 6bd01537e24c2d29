//! Frameworks, their terms and views, and country profiles, shipped and own: read, checked, as values and problems.
//!
//! A fault in one file never hides those of another, and nothing is printed here.

pub(crate) mod check_country;
pub(crate) mod check_crosswalk;
pub(crate) mod check_framework;
pub(crate) mod check_terminology;
pub(crate) mod country_file;
pub(crate) mod crosswalk_file;
pub(crate) mod framework_file;
pub(crate) mod load;
pub(crate) mod schema;
pub(crate) mod terminology_file;
pub(crate) mod treaties_file;

pub(crate) use load::{Catalog, Loaded};
