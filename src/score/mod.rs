//! Pure functions from answers and a framework to shares, suggested levels and gaps.
//!
//! Nothing here rounds, prints or invents a weight: what counts for how much is the framework's to say.

pub(crate) mod capability;
pub(crate) mod change;
pub(crate) mod confidence;
pub(crate) mod level;
pub(crate) mod overview;
pub(crate) mod plan_faults;
pub(crate) mod portfolio;
pub(crate) mod priority;
pub(crate) mod share;
pub(crate) mod training;
pub(crate) mod view;
pub(crate) mod weigh;

#[cfg(test)]
mod tests;
