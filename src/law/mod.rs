//! Legislation: from files to blocks, from blocks to provisions, from provisions to an index, and from a
//! query to hits with citations.
//!
//! It knows laws and nothing of frameworks or scores. The index is derived: it can be thrown away and made
//! again from the files at any time, and nothing here takes it for the truth.

pub(crate) mod anchor;
pub(crate) mod block;
pub(crate) mod cite;
pub(crate) mod facts;
pub(crate) mod format;
mod hyphen;
pub(crate) mod import;
pub(crate) mod index;
pub(crate) mod normalise;
mod numbered;
pub(crate) mod provisions;
pub(crate) mod quality;
pub(crate) mod query;
pub(crate) mod read;
pub(crate) mod reflow;
pub(crate) mod search;
pub(crate) mod terms;
pub(crate) mod transfer;
pub(crate) mod words;

#[cfg(test)]
mod tests;
