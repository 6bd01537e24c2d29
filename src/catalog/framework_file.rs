//! `frameworks/<id>/framework.yaml` and `<domain>.yaml` as they stand in the files.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::answer::Value;
use crate::model::framework::{
    Audience, Basis, Capability, CoreTraining, Domain, Framework, Kind, LevelName, Mapping, Planning,
    Question, Relevance, Search, SearchLanguage, Source, Training, TrainingFormat, Wording,
};
use crate::model::id::{CapabilityId, CapabilityRef, DomainId, FrameworkId, QuestionId, QuestionRef};
use crate::model::plan::Grade;
use crate::model::scoring::{Method, Scoring, Treatment, Values};
use crate::model::text::Language;
use crate::store::fields::{Ruled, TextField, Word};

/// A published standard as a checklist: its sources, its scale and its rules of scoring.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Framework", inline)]
pub(crate) struct FrameworkFile {
    /// Also the name of the folder.
    pub(crate) id: Ruled<FrameworkId>,
    pub(crate) version: String,
    /// The language of every text that is a plain string.
    pub(crate) language: Ruled<Language>,
    title: TextField,
    publisher: String,
    published: String,
    description: TextField,
    /// Whose the wording is and what may be done with it.
    rights: TextField,
    /// The domains in order; each is a file `<domain>.yaml` beside this one.
    pub(crate) domains: Vec<Ruled<DomainId>>,
    sources: IndexMap<String, SourceField>,
    /// Groups of people who are trained, by id.
    audiences: IndexMap<String, TextField>,
    /// What every audience needs once, whatever else it is trained in.
    #[serde(default)]
    pub(crate) common_core: Vec<CoreField>,
    /// How suggested actions are put in order.
    #[serde(default)]
    planning: PlanningField,
    /// The levels, from 1 upwards.
    scale: Vec<LevelField>,
    pub(crate) scoring: ScoringField,
    /// How answers to earlier versions are read in this one. Without it, rounds of two versions are not compared.
    #[serde(default)]
    mappings: Vec<MappingField>,
    /// What is known of the searches of the questions, by language.
    #[serde(default)]
    search_languages: IndexMap<Ruled<Language>, SearchLanguageField>,
}

/// How the questions of an earlier version are found again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MappingField {
    /// The earlier version.
    from: String,
    /// Questions that have another id now: the earlier one, then the one of this version. All others keep theirs.
    #[serde(default)]
    renamed: IndexMap<Ruled<QuestionId>, Ruled<QuestionId>>,
    /// Questions that cannot be compared, and why.
    #[serde(default)]
    lost: IndexMap<Ruled<QuestionId>, String>,
}

/// What is known of the searches in one language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SearchLanguageField {
    /// Whether they were tried on statutes in that language, or read by somebody who speaks it.
    checked: bool,
    #[serde(default)]
    note: Option<String>,
}

/// A work that content rests on.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceField {
    title: String,
    publisher: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LevelField {
    value: u8,
    title: TextField,
    meaning: TextField,
    /// `published` where the title is the publisher's, `ours` where it is not.
    wording: Word<Wording>,
}

/// How answers become shares and suggested levels. Nothing of it stands in the program.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScoringField {
    method: Word<Method>,
    values: ValuesField,
    not_applicable: Word<Treatment>,
    unknown: Word<Treatment>,
    not_assessed: Word<Treatment>,
    /// For an unanswered question whose condition was found not to hold.
    not_relevant: Word<Treatment>,
    /// The lowest share, between 0 and 1, that reaches each level but the first.
    pub(crate) thresholds: IndexMap<u8, f64>,
    /// The questions that must be met before a level is suggested, by level.
    pub(crate) essential: IndexMap<u8, Vec<Ruled<QuestionId>>>,
    /// The part of the applicable questions, between 0 and 1, below which a suggestion is a hint.
    min_coverage: f64,
}

/// The value of each finding, between 0 and 1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ValuesField {
    met: f64,
    partly: f64,
    not_met: f64,
}

/// One domain with its capabilities and their questions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Domain of a framework", inline)]
pub(crate) struct DomainFile {
    /// Also the name of the file.
    pub(crate) id: Ruled<DomainId>,
    title: TextField,
    /// What the domain as a whole is for.
    outcome: TextField,
    pub(crate) capabilities: Vec<CapabilityField>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CapabilityField {
    id: Ruled<CapabilityId>,
    number: u16,
    /// The title of the edition that the ids come from.
    title: TextField,
    /// The heading of the publisher's current edition.
    title_current: TextField,
    domain_2016: TextField,
    domain_current: TextField,
    summary: TextField,
    /// What the capability is for.
    purpose: TextField,
    #[serde(default)]
    depends_on: Vec<Ruled<CapabilityId>>,
    /// Who needs training because of a gap here.
    training: Vec<TrainingField>,
    source: BasisField,
    #[serde(default)]
    note: Option<TextField>,
    questions: Vec<QuestionField>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TrainingField {
    /// One of the framework's audiences.
    audience: String,
    subject: TextField,
    format: Word<TrainingFormat>,
    /// The questions of this capability whose gap calls for it; all of them when none is named.
    #[serde(default)]
    questions: Vec<Ruled<QuestionId>>,
    /// The part of the common core that it builds on.
    #[serde(default)]
    core: Option<String>,
}

/// A training that everybody needs once.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CoreField {
    pub(crate) id: String,
    subject: TextField,
    format: Word<TrainingFormat>,
}

/// What the grades of a gap count for when suggested actions are put in order.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PlanningField {
    /// What the gap does to children. It is multiplied by the size of the gap.
    #[serde(default)]
    harm: Option<GradesField>,
    /// How well it can be closed with what there is. It decides between equals.
    #[serde(default)]
    feasibility: Option<GradesField>,
}

/// What each grade counts for.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GradesField {
    high: u8,
    medium: u8,
    low: u8,
}

impl GradesField {
    fn into_model(self) -> BTreeMap<Grade, u8> {
        BTreeMap::from([(Grade::High, self.high), (Grade::Medium, self.medium), (Grade::Low, self.low)])
    }
}

/// Where a statement comes from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BasisField {
    /// One of the framework's sources.
    source: String,
    /// The section of the work: definition, why, good-practice, guidance, aim.
    #[serde(default)]
    part: Option<String>,
    /// A page, article or number.
    #[serde(default)]
    at: Option<String>,
    /// The work does not say it; it was concluded so that the capability can be checked.
    #[serde(default)]
    derived: bool,
    #[serde(default)]
    note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct QuestionField {
    /// Never renumbered and never given to another question.
    id: Ruled<QuestionId>,
    kind: Word<Kind>,
    weight: u8,
    /// One check, as a question.
    text: TextField,
    /// How to read the question and where the border lies.
    #[serde(default)]
    guidance: Option<TextField>,
    /// What an assessor must have in hand to answer `met`.
    met: TextField,
    partly: TextField,
    not_met: TextField,
    typical_evidence: Vec<TextField>,
    basis: Vec<BasisField>,
    /// The action to consider when it is not met.
    action: TextField,
    #[serde(default)]
    relevant_if: Option<RelevanceField>,
    #[serde(default)]
    note: Option<TextField>,
    /// The capabilities that an answer bears on, as `mnr/C03`; the first is the main one.
    #[serde(default)]
    serves: Vec<Ruled<CapabilityRef>>,
    /// The questions whose answers inform this one, as `legislation/OFF-03`.
    #[serde(default)]
    informed_by: Vec<Ruled<QuestionRef>>,
    /// Searches of the law library, by the language of the laws they are written for.
    #[serde(default)]
    searches: IndexMap<Ruled<Language>, Vec<SearchField>>,
}

/// A search of the law library.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SearchField {
    query: String,
    /// What this search alone finds is as likely beside the question.
    #[serde(default)]
    broad: bool,
    #[serde(default)]
    note: Option<String>,
}

/// The question makes no sense unless an earlier one is at least this.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RelevanceField {
    question: Ruled<QuestionId>,
    /// `met` or `partly`.
    at_least: Word<Value>,
}

impl FrameworkFile {
    /// The framework with the domains that were read.
    pub(crate) fn into_model(self, domains: Vec<DomainFile>) -> Framework {
        let own = self.language.0;
        let text = |t: TextField| t.into_text(&own);
        let level = |l: LevelField| LevelName {
            value: l.value,
            title: l.title.into_text(&own),
            meaning: l.meaning.into_text(&own),
            wording: l.wording.0,
        };
        Framework {
            id: self.id.0,
            version: self.version,
            title: text(self.title),
            publisher: self.publisher,
            published: self.published,
            description: text(self.description),
            rights: text(self.rights),
            sources: self.sources.into_iter().map(|(id, s)| s.into_model(id)).collect(),
            audiences: self.audiences.into_iter().map(|(id, t)| Audience { id, title: text(t) }).collect(),
            common_core: self
                .common_core
                .into_iter()
                .map(|c| CoreTraining { id: c.id, subject: text(c.subject), format: c.format.0 })
                .collect(),
            planning: Planning {
                harm: self.planning.harm.map(GradesField::into_model).unwrap_or_default(),
                feasibility: self.planning.feasibility.map(GradesField::into_model).unwrap_or_default(),
            },
            scale: self.scale.into_iter().map(level).collect(),
            scoring: self.scoring.into_model(),
            mappings: self
                .mappings
                .into_iter()
                .map(|m| Mapping {
                    from: m.from,
                    renamed: m.renamed.into_iter().map(|(old, new)| (old.0, new.0)).collect(),
                    lost: m.lost.into_iter().map(|(id, why)| (id.0, why)).collect(),
                })
                .collect(),
            search_languages: self
                .search_languages
                .into_iter()
                .map(|(language, l)| SearchLanguage {
                    language: language.0,
                    checked: l.checked,
                    note: l.note,
                })
                .collect(),
            domains: domains.into_iter().map(|d| d.into_model(&own)).collect(),
            language: own,
        }
    }
}

impl SourceField {
    pub(crate) fn into_model(self, id: String) -> Source {
        Source {
            id,
            title: self.title,
            publisher: self.publisher,
            date: self.date,
            url: self.url,
            note: self.note,
        }
    }
}

impl ScoringField {
    fn into_model(self) -> Scoring {
        let ValuesField { met, partly, not_met } = self.values;
        let ids = |ids: Vec<Ruled<QuestionId>>| ids.into_iter().map(|id| id.0).collect();
        Scoring {
            method: self.method.0,
            values: Values { met, partly, not_met },
            not_applicable: self.not_applicable.0,
            unknown: self.unknown.0,
            not_assessed: self.not_assessed.0,
            not_relevant: self.not_relevant.0,
            thresholds: self.thresholds.into_iter().collect(),
            essential: self.essential.into_iter().map(|(level, q)| (level, ids(q))).collect(),
            min_coverage: self.min_coverage,
        }
    }
}

impl DomainFile {
    fn into_model(self, own: &Language) -> Domain {
        Domain {
            id: self.id.0,
            title: self.title.into_text(own),
            outcome: self.outcome.into_text(own),
            capabilities: self.capabilities.into_iter().map(|c| c.into_model(own)).collect(),
        }
    }
}

impl CapabilityField {
    fn into_model(self, own: &Language) -> Capability {
        let text = |t: TextField| t.into_text(own);
        let all: Vec<QuestionId> = self.questions.iter().map(|q| q.id.0.clone()).collect();
        Capability {
            id: self.id.0,
            number: self.number,
            title: text(self.title),
            title_current: text(self.title_current),
            domain_2016: text(self.domain_2016),
            domain_current: text(self.domain_current),
            summary: text(self.summary),
            purpose: text(self.purpose),
            depends_on: self.depends_on.into_iter().map(|id| id.0).collect(),
            training: self
                .training
                .into_iter()
                .map(|t| Training {
                    audience: t.audience,
                    subject: text(t.subject),
                    format: t.format.0,
                    questions: if t.questions.is_empty() {
                        all.clone()
                    } else {
                        t.questions.into_iter().map(|q| q.0).collect()
                    },
                    core: t.core,
                })
                .collect(),
            source: self.source.into_model(),
            note: self.note.map(text),
            questions: self.questions.into_iter().map(|q| q.into_model(own)).collect(),
        }
    }
}

impl BasisField {
    fn into_model(self) -> Basis {
        Basis { source: self.source, part: self.part, at: self.at, derived: self.derived, note: self.note }
    }
}

impl SearchField {
    fn into_model(self, language: &Language) -> Search {
        Search { language: language.clone(), query: self.query, broad: self.broad, note: self.note }
    }
}

impl QuestionField {
    fn into_model(self, own: &Language) -> Question {
        let text = |t: TextField| t.into_text(own);
        Question {
            id: self.id.0,
            kind: self.kind.0,
            weight: self.weight,
            text: text(self.text),
            guidance: self.guidance.map(text),
            met: text(self.met),
            partly: text(self.partly),
            not_met: text(self.not_met),
            typical_evidence: self.typical_evidence.into_iter().map(text).collect(),
            basis: self.basis.into_iter().map(BasisField::into_model).collect(),
            action: text(self.action),
            relevant_if: self
                .relevant_if
                .map(|r| Relevance { question: r.question.0, at_least: r.at_least.0 }),
            note: self.note.map(text),
            serves: self.serves.into_iter().map(|c| c.0).collect(),
            informed_by: self.informed_by.into_iter().map(|q| q.0).collect(),
            searches: self
                .searches
                .into_iter()
                .flat_map(|(language, searches)| searches.into_iter().map(move |s| s.into_model(&language.0)))
                .collect(),
        }
    }
}
