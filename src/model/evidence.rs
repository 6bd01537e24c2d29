//! What an answer rests on. There is no field for a person's name, and none for a child.

use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::id::{EvidenceId, QuestionRef, RoleId};
use crate::model::law::LawId;
use crate::model::text::Language;
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

/// One evidence item: what it is, where it is found, what it says.
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
    pub(crate) detail: Detail,
}

/// What the law library can say more about than its citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detail {
    Passage(Box<Anchor>),
    Absence(Box<Absence>),
    Other,
}

impl Evidence {
    pub(crate) fn anchor(&self) -> Option<&Anchor> {
        if let Detail::Passage(anchor) = &self.detail { Some(anchor) } else { None }
    }

    pub(crate) fn absence(&self) -> Option<&Absence> {
        if let Detail::Absence(absence) = &self.detail { Some(absence) } else { None }
    }
}

/// Words of a text with what stands around them: the W3C's `TextQuoteSelector`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) exact: String,
    pub(crate) prefix: Option<String>,
    pub(crate) suffix: Option<String>,
}

/// Where the quoted words stand, and the marks by which they are found again when the law has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) law: LawId,
    /// The date of the wording that was read.
    pub(crate) version: Option<Date>,
    /// The status of the law when it was read.
    pub(crate) status: Option<LawStatus>,
    /// Of the file that was read.
    pub(crate) file_sha256: Option<String>,
    /// The provision as an Akoma Ntoso style eId.
    pub(crate) provision: String,
    /// The eId is ours; the file had none.
    pub(crate) derived: bool,
    pub(crate) label: String,
    pub(crate) path: Vec<String>,
    pub(crate) page: Option<u32>,
    pub(crate) quote: Quote,
    /// Of the provision's normalised text.
    pub(crate) sha256: Option<String>,
    /// Of its words without its own number, by which one is known that was only renumbered.
    pub(crate) words_sha256: Option<String>,
    /// What people found when they looked again, the newest last.
    pub(crate) confirmed: Vec<Confirmation>,
}

words! {
    /// What became of quoted words in the text that is in the library now.
    Trace {
        /// The provision is word for word what was read.
        Same = "same",
        /// The same words under another number.
        Moved = "moved",
        /// Words of the provision are others.
        Changed = "changed",
        /// No provision is near enough to what was read.
        Gone = "gone",
        /// The law as a whole was repealed since.
        Repealed = "repealed",
        /// The law is not in the library, so nothing can be said.
        NotInLibrary = "not_in_library",
    }
}

impl Trace {
    /// Whether an answer that rests on it is to be looked at again.
    pub(crate) fn is_suspect(self) -> bool {
        matches!(self, Self::Moved | Self::Changed | Self::Gone | Self::Repealed)
    }
}

/// Somebody looked at what became of the words, and the answer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Confirmation {
    pub(crate) found: Trace,
    /// The provision in which the words stand now; none for what is gone.
    pub(crate) provision: Option<String>,
    pub(crate) label: Option<String>,
    /// Of that provision's normalised text. Another text asks for another look.
    pub(crate) sha256: Option<String>,
    pub(crate) version: Option<Date>,
    pub(crate) date: Date,
    pub(crate) by: Option<RoleId>,
    pub(crate) note: Option<String>,
}

/// A law that was searched, in the wording it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchedLaw {
    pub(crate) law: LawId,
    pub(crate) title: String,
    pub(crate) version: Option<Date>,
    /// Of its file.
    pub(crate) sha256: String,
}

/// A hit that was looked at and does not answer the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RejectedHit {
    pub(crate) law: LawId,
    pub(crate) provision: String,
    pub(crate) label: String,
    /// Of the provision's normalised text.
    pub(crate) sha256: String,
    pub(crate) note: Option<String>,
}

/// Searched, and found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Absence {
    pub(crate) question: Option<QuestionRef>,
    pub(crate) queries: Vec<String>,
    /// The languages of laws that the queries were written for.
    pub(crate) languages: Vec<Language>,
    /// What else was searched, in words.
    pub(crate) searched: Vec<String>,
    pub(crate) laws: Vec<SearchedLaw>,
    /// Of all the laws that were searched, with their files.
    pub(crate) library: Option<String>,
    /// Hits that were found, looked at and rejected.
    pub(crate) rejected: Vec<RejectedHit>,
    pub(crate) date: Date,
    pub(crate) by: Option<RoleId>,
    /// What should have been searched and was not at hand.
    pub(crate) missing: Vec<String>,
}

impl Absence {
    /// Whether something that should have been searched was not at hand.
    pub(crate) fn is_incomplete(&self) -> bool {
        !self.missing.is_empty()
    }
}
