//! The law library of a workspace: taking laws in, listing, reading, searching, citing.

pub(crate) mod add;
mod check;
pub(crate) mod find;
mod given;
mod guarded;
mod in_order;
mod key_laws;
mod prepare;
pub(crate) mod reading;
pub(crate) mod search;
pub(crate) mod shelf;
mod up_to_date;

pub(crate) use crate::law::search::snippet::WIDTH as SNIPPET_WIDTH;
pub(crate) use reading::ReadingProcess;

/// What a query can say: pattern, meaning, example.
pub(crate) fn query_help() -> Vec<(&'static str, &'static str, &'static str)> {
    crate::law::query::HELP.iter().map(|line| (line.pattern, line.meaning, line.example)).collect()
}
