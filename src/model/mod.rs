//! The words of the field as values: frameworks, questions, answers, evidence, countries.
//!
//! Nothing here knows YAML, files, the clock or a screen. A value of these types keeps its
//! invariants: an id is well formed, a date exists in the calendar, a level is on its scale.

pub(crate) mod answer;
pub(crate) mod assessment;
pub(crate) mod config;
pub(crate) mod country;
pub(crate) mod crosswalk;
pub(crate) mod date;
pub(crate) mod draft;
pub(crate) mod edit;
pub(crate) mod evidence;
pub(crate) mod figure;
pub(crate) mod format;
pub(crate) mod framework;
pub(crate) mod id;
pub(crate) mod law;
pub(crate) mod plan;
pub(crate) mod problem;
pub(crate) mod safe;
pub(crate) mod scoring;
pub(crate) mod search;
pub(crate) mod terminology;
pub(crate) mod text;
pub(crate) mod word;
