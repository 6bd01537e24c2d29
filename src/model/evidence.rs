//! What an answer rests on. There is no field for a person's name, and none for a child.

use crate::model::date::Date;
use crate::model::id::EvidenceId;
use crate::model::word::words;

words! {
    /// What kind of thing the evidence is.
    EvidenceKind {
        Passage = "passage",
        Document = "document",
        Interview = "interview",
        Statistic = "statistic",
        Link = "link",
        Absence = "absence",
    }
}

/// One evidence item, as far as a report without the law library shows it: what it is and where it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) id: EvidenceId,
    pub(crate) kind: EvidenceKind,
    /// One line that names the source so that another person can find it.
    pub(crate) citation: String,
    /// The words or the figure that matter, as the source has them.
    pub(crate) says: Option<String>,
    /// The day the evidence speaks of, not the day it was entered.
    pub(crate) date: Option<Date>,
    pub(crate) url: Option<String>,
    pub(crate) note: Option<String>,
}
