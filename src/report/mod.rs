//! Computed results and a template in, Markdown out; and Markdown as blocks for a terminal.
//!
//! Nothing here reads a file, computes a score or looks at a clock: values and template texts are
//! handed in, and the same input gives the same bytes.

pub(crate) mod around;
pub(crate) mod blocks;
pub(crate) mod book;
pub(crate) mod context;
pub(crate) mod country;
pub(crate) mod csv;
#[cfg(feature = "docx")]
pub(crate) mod docx;
pub(crate) mod export;
pub(crate) mod findings;
pub(crate) mod html;
pub(crate) mod legislation;
pub(crate) mod markdown;
pub(crate) mod office;
pub(crate) mod plan;
pub(crate) mod progress;
pub(crate) mod render;
pub(crate) mod review;
pub(crate) mod tables;
pub(crate) mod training;
pub(crate) mod view;
pub(crate) mod words;
#[cfg(feature = "xlsx")]
pub(crate) mod xlsx;

#[cfg(all(test, feature = "docx", feature = "xlsx"))]
mod tests;

pub(crate) use render::ReportError;
