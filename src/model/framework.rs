//! A published standard as a checklist: domains, capabilities, questions.

use std::collections::BTreeMap;

use crate::model::answer::Value;
use crate::model::id::{CapabilityId, CapabilityRef, DomainId, FrameworkId, QuestionId, QuestionRef};
use crate::model::plan::Grade;
use crate::model::scoring::Scoring;
use crate::model::text::{Language, Text};
use crate::model::word::words;

words! {
    /// What a question asks about. The first is the law; the others are practice.
    Kind {
        /// What a binding instrument says.
        Legal = "legal",
        /// A mandate, an agreement, a plan, a body.
        Institutional = "institutional",
        /// What is done in practice.
        Operational = "operational",
        /// What is counted and published.
        Data = "data",
    }
}

impl Kind {
    pub(crate) fn is_law(self) -> bool {
        self == Self::Legal
    }
}

/// A work that a capability or a question rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) date: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) note: Option<String>,
}

/// The part of a work that a statement rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) source: String,
    /// The section, in the work's own structure: definition, why, good practice, guidance, aim.
    pub(crate) part: Option<String>,
    /// A page, article or capability number.
    pub(crate) at: Option<String>,
    /// The work does not say it; we concluded it so that the capability can be checked.
    pub(crate) derived: bool,
    pub(crate) note: Option<String>,
}

/// How the questions of an earlier version are found again in this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapping {
    pub(crate) from: String,
    /// The earlier id and the one of this version, where they differ.
    pub(crate) renamed: BTreeMap<QuestionId, QuestionId>,
    /// Questions that cannot be compared, and why.
    pub(crate) lost: BTreeMap<QuestionId, String>,
}

/// A group of people who are trained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Audience {
    pub(crate) id: String,
    pub(crate) title: Text,
}

words! {
    /// How a training is held.
    TrainingFormat { InPerson = "in_person", ELearning = "e_learning", Both = "both" }
}

/// A training that a gap in a capability calls for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Training {
    pub(crate) audience: String,
    pub(crate) subject: Text,
    pub(crate) format: TrainingFormat,
    /// The questions of the capability whose gap calls for it.
    pub(crate) questions: Vec<QuestionId>,
    /// The part of the common core that it builds on, so that the core is held once.
    pub(crate) core: Option<String>,
}

/// What every audience needs, whatever else it is trained in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CoreTraining {
    pub(crate) id: String,
    pub(crate) subject: Text,
    pub(crate) format: TrainingFormat,
}

/// What a person's grades of a gap count for when suggested actions are put in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Planning {
    pub(crate) harm: BTreeMap<Grade, u8>,
    pub(crate) feasibility: BTreeMap<Grade, u8>,
}

/// The earlier answer without which a question makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relevance {
    pub(crate) question: QuestionId,
    /// [`Value::Met`] or [`Value::Partly`].
    pub(crate) at_least: Value,
}

/// A search that brings up what a country's laws say on a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Search {
    /// The language of the laws that it is written for. It runs over all laws all the same.
    pub(crate) language: Language,
    /// In the query language of the library.
    pub(crate) query: String,
    /// Kept so that nothing is missed: what it alone finds is as likely beside the question.
    pub(crate) broad: bool,
    pub(crate) note: Option<String>,
}

/// What is known of the searches in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchLanguage {
    pub(crate) language: Language,
    /// Whether the terms were tried on statutes in that language, or read by somebody who speaks it.
    pub(crate) checked: bool,
    pub(crate) note: Option<String>,
}

/// One checkable statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    pub(crate) id: QuestionId,
    pub(crate) kind: Kind,
    /// At least 1.
    pub(crate) weight: u8,
    pub(crate) text: Text,
    pub(crate) guidance: Option<Text>,
    pub(crate) met: Text,
    pub(crate) partly: Text,
    pub(crate) not_met: Text,
    pub(crate) typical_evidence: Vec<Text>,
    pub(crate) basis: Vec<Basis>,
    pub(crate) action: Text,
    pub(crate) relevant_if: Option<Relevance>,
    pub(crate) note: Option<Text>,
    /// In the order of the file: the most precise first.
    pub(crate) searches: Vec<Search>,
    /// The capabilities that an answer bears on; the first is the main one.
    pub(crate) serves: Vec<CapabilityRef>,
    /// The questions whose answers inform this one.
    pub(crate) informed_by: Vec<QuestionRef>,
}

/// A set of questions that together make one ability of a country.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Capability {
    pub(crate) id: CapabilityId,
    pub(crate) number: u16,
    /// The title of the edition that the ids come from.
    pub(crate) title: Text,
    /// The heading of the publisher's current edition.
    pub(crate) title_current: Text,
    /// The domain in the edition that the ids come from.
    pub(crate) domain_2016: Text,
    /// The domain in the publisher's current edition.
    pub(crate) domain_current: Text,
    pub(crate) summary: Text,
    pub(crate) purpose: Text,
    pub(crate) depends_on: Vec<CapabilityId>,
    pub(crate) training: Vec<Training>,
    pub(crate) source: Basis,
    pub(crate) note: Option<Text>,
    pub(crate) questions: Vec<Question>,
}

impl Capability {
    pub(crate) fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == *id)
    }
}

/// A group of capabilities.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Domain {
    pub(crate) id: DomainId,
    pub(crate) title: Text,
    pub(crate) outcome: Text,
    pub(crate) capabilities: Vec<Capability>,
}

words! {
    /// Whose words a level's name is.
    Wording {
        /// The publisher's.
        Published = "published",
        /// Ours, where the publisher's are not known.
        Ours = "ours",
    }
}

/// One step of the scale.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LevelName {
    pub(crate) value: u8,
    pub(crate) title: Text,
    pub(crate) meaning: Text,
    pub(crate) wording: Wording,
}

/// A checklist with its scale and its rules of scoring.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Framework {
    pub(crate) id: FrameworkId,
    pub(crate) version: String,
    pub(crate) language: Language,
    pub(crate) title: Text,
    pub(crate) publisher: String,
    pub(crate) published: String,
    pub(crate) description: Text,
    /// Whose the wording is and what may be done with it.
    pub(crate) rights: Text,
    pub(crate) sources: Vec<Source>,
    pub(crate) audiences: Vec<Audience>,
    pub(crate) common_core: Vec<CoreTraining>,
    pub(crate) planning: Planning,
    pub(crate) scale: Vec<LevelName>,
    pub(crate) scoring: Scoring,
    pub(crate) mappings: Vec<Mapping>,
    /// What is known of the searches, by language.
    pub(crate) search_languages: Vec<SearchLanguage>,
    pub(crate) domains: Vec<Domain>,
}

impl Framework {
    pub(crate) fn capabilities(&self) -> impl Iterator<Item = &Capability> {
        self.domains.iter().flat_map(|d| &d.capabilities)
    }

    pub(crate) fn questions(&self) -> impl Iterator<Item = &Question> {
        self.capabilities().flat_map(|c| &c.questions)
    }

    pub(crate) fn capability(&self, id: &CapabilityId) -> Option<&Capability> {
        self.capabilities().find(|c| &c.id == id)
    }

    /// The capability that a question belongs to, and the question.
    pub(crate) fn question(&self, id: &QuestionId) -> Option<(&Capability, &Question)> {
        self.capabilities().find_map(|c| c.questions.iter().find(|q| &q.id == id).map(|q| (c, q)))
    }

    pub(crate) fn level_name(&self, value: u8) -> Option<&LevelName> {
        self.scale.iter().find(|l| l.value == value)
    }

    pub(crate) fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == id)
    }

    /// Whether the searches of a language were checked. What nobody said anything of was not.
    pub(crate) fn is_checked(&self, language: &Language) -> bool {
        self.search_languages.iter().any(|l| l.language == *language && l.checked)
    }

    /// Every text of the framework, for counting what is missing in a language.
    pub(crate) fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.title, &self.description, &self.rights];
        texts.extend(self.audiences.iter().map(|a| &a.title));
        texts.extend(self.common_core.iter().map(|c| &c.subject));
        texts.extend(self.scale.iter().flat_map(|l| [&l.title, &l.meaning]));
        for domain in &self.domains {
            texts.extend([&domain.title, &domain.outcome]);
            for c in &domain.capabilities {
                texts.extend([
                    &c.title,
                    &c.title_current,
                    &c.domain_2016,
                    &c.domain_current,
                    &c.summary,
                    &c.purpose,
                ]);
                texts.extend(&c.note);
                texts.extend(c.training.iter().map(|t| &t.subject));
                for q in &c.questions {
                    texts.extend([&q.text, &q.met, &q.partly, &q.not_met, &q.action]);
                    texts.extend(q.guidance.iter().chain(&q.note));
                    texts.extend(&q.typical_evidence);
                }
            }
        }
        texts
    }
}
