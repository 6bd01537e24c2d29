//! `SQLite` FTS5: the index that every program has at hand. It knows no stems, and no misspelled words.

use std::path::Path;

use mnr::measure::Read;
use rusqlite::{Connection, params};

use crate::peers::Found;
use crate::queries::Asked;

pub(crate) struct Fts5(Connection);

/// Makes the table and fills it in one transaction.
pub(crate) fn index(file: &Path, laws: &[Read]) {
    let mut db = Connection::open(file).unwrap();
    db.execute_batch(
        "CREATE VIRTUAL TABLE provision USING fts5(law UNINDEXED, label, heading, body, \
         tokenize = \"unicode61 remove_diacritics 2\");",
    )
    .unwrap();
    let filling = db.transaction().unwrap();
    {
        let mut insert =
            filling.prepare("INSERT INTO provision(law, label, heading, body) VALUES (?, ?, ?, ?)").unwrap();
        for law in laws {
            let id = law.id();
            for unit in law.units(&id) {
                insert.execute(params![unit.law, unit.label, unit.heading, unit.body]).unwrap();
            }
        }
    }
    filling.commit().unwrap();
}

impl Fts5 {
    pub(crate) fn open(file: &Path) -> Self {
        let db = Connection::open(file).unwrap();
        // As much memory as the others take from the pages of the system.
        db.execute_batch("PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -65536;").unwrap();
        Self(db)
    }

    fn query(asked: &Asked) -> Option<String> {
        let text = match asked {
            Asked::Term(a) => format!("\"{a}\""),
            Asked::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Asked::And(a, b) => format!("(\"{a}\" AND \"{b}\")"),
            Asked::Or(a, b, c) => format!("(\"{a}\" OR \"{b}\" OR \"{c}\")"),
            Asked::AndNot(a, b, c) => format!("((\"{a}\" AND \"{b}\") NOT \"{c}\")"),
            Asked::Prefix(a) => format!("\"{a}\" *"),
            Asked::Fuzzy(_) => return None,
        };
        Some(format!("body : {text}"))
    }

    /// The best hits with their snippets.
    pub(crate) fn shown(&self, asked: &Asked, limit: usize) -> Option<usize> {
        let mut select = self
            .0
            .prepare_cached(
                "SELECT law, label, snippet(provision, 3, '[', ']', '…', 40) FROM provision \
                 WHERE provision MATCH ? ORDER BY rank LIMIT ?",
            )
            .unwrap();
        let rows =
            select.query_map(params![Self::query(asked)?, limit], |row| row.get::<_, String>(2)).unwrap();
        Some(rows.map(Result::unwrap).filter(|snippet| !snippet.is_empty()).count())
    }

    /// With the count of all, which the bench does not put to its account.
    pub(crate) fn found(&self, asked: &Asked, limit: usize) -> Option<Found> {
        let shown = self.shown(asked, limit)?;
        let count = "SELECT count(*) FROM provision WHERE provision MATCH ?";
        let total = self.0.query_row(count, [Self::query(asked)?], |row| row.get::<_, usize>(0)).unwrap();
        Some(Found { total, shown })
    }
}
