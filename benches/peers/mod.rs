//! The programs that the library is measured beside.

pub(crate) mod bare;
pub(crate) mod fts5;
pub(crate) mod programs;

/// What a peer found: how many in all, and how many it showed with a snippet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) total: usize,
    pub(crate) shown: usize,
}
