//! `answers/<framework>/<capability>.yaml`: the level, the target and every answer of one capability.
//!
//! Every question is written from the start, keyed in the framework's order, and nothing in the
//! file is shared and changing: so two people who answer different questions of one capability
//! merge in git without a conflict. For the same reason `level` and `target` are there, empty,
//! before they are set.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::answer::{Answer, Carried, Confidence, EvidenceLink, Stance, Status, Value};
use crate::model::assessment::{SetLevel, Sheet, Target};
use crate::model::date::{Date, Moment};
use crate::model::id::{CapabilityId, EvidenceId, QuestionId, RoleId, RoundId};
use crate::model::problem::Problem;
use crate::store::faults::Faults;
use crate::store::fields::{Ruled, Word};
use crate::store::yaml;

/// The word for a question that nobody has answered yet.
const NOT_ASSESSED: &str = "not_assessed";

/// The answers to one capability of a framework, in one assessment.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Answers of one capability", inline)]
pub(crate) struct AnswersFile {
    /// The capability, as the framework prints it; also the name of the file.
    capability: Ruled<CapabilityId>,
    #[serde(default)]
    level: LevelField,
    #[serde(default)]
    target: TargetField,
    /// Every question of the capability, in the framework's order.
    answers: IndexMap<String, AnswerField>,
}

/// The level that the assessor set. Empty until then.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LevelField {
    value: Option<u8>,
    /// Why this level; needed once there is a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The role that set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Ruled<RoleId>>,
    /// The day it was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Ruled<Date>>,
}

/// The level that is wanted. Empty until it is set; never taken to be the present one.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetField {
    value: Option<u8>,
    /// The year, month or day by which it is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Ruled<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// What was found for one question.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerField {
    answer: AnswerWord,
    /// The reason, in words that another person can check. Needed for `not_applicable`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<Word<Confidence>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<LinkField>,
    /// What to come back to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    flag: Option<String>,
    /// A remark that belongs to the answer but is no reason for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Word<Status>>,
    /// The role that answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Ruled<RoleId>>,
    /// When, in UTC: 2026-03-02T09:14:00Z.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Ruled<Moment>>,
    /// What an earlier round found, to be confirmed or answered anew. By itself it counts for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carried: Option<CarriedField>,
}

/// What an earlier round found.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarriedField {
    /// The round it was found in.
    from: Ruled<RoundId>,
    answer: Word<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<Word<Confidence>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<LinkField>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Ruled<Moment>>,
}

/// The finding, or that nobody looked.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct AnswerWord(Option<Value>);

/// An evidence item that the answer rests on.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkField {
    /// The id of a file in `evidence/`.
    r#ref: Ruled<EvidenceId>,
    stance: Word<Stance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

mod answer_word {
    //! `not_assessed` stands beside the words of [`Value`] in this one place.

    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{AnswerWord, NOT_ASSESSED};
    use crate::model::answer::Value;
    use crate::model::word::Vocabulary;

    const WORDS: &[&str] = &["met", "partly", "not_met", "not_applicable", "unknown", NOT_ASSESSED];

    impl<'de> Deserialize<'de> for AnswerWord {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let word = String::deserialize(deserializer)?;
            if word == NOT_ASSESSED {
                return Ok(Self(None));
            }
            Value::from_word(&word)
                .map(|v| Self(Some(v)))
                .ok_or_else(|| D::Error::unknown_variant(&word, WORDS))
        }
    }

    impl Serialize for AnswerWord {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.0.map_or(NOT_ASSESSED, Value::word))
        }
    }

    impl JsonSchema for AnswerWord {
        fn schema_name() -> Cow<'static, str> {
            "AnswerWord".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "string", "enum": WORDS })
        }
    }
}

impl From<&Answer> for AnswerField {
    fn from(answer: &Answer) -> Self {
        Self {
            answer: AnswerWord(answer.value),
            because: answer.because.clone(),
            confidence: answer.confidence.map(Word),
            evidence: answer.evidence.iter().map(LinkField::from).collect(),
            flag: answer.flag.clone(),
            note: answer.note.clone(),
            status: answer.status.map(Word),
            by: answer.by.clone().map(Ruled),
            at: answer.at.clone().map(Ruled),
            carried: answer.carried.as_ref().map(CarriedField::from),
        }
    }
}

impl From<&EvidenceLink> for LinkField {
    fn from(link: &EvidenceLink) -> Self {
        Self { r#ref: Ruled(link.evidence.clone()), stance: Word(link.stance), note: link.note.clone() }
    }
}

impl From<LinkField> for EvidenceLink {
    fn from(l: LinkField) -> Self {
        Self { evidence: l.r#ref.0, stance: l.stance.0, note: l.note }
    }
}

impl From<&Carried> for CarriedField {
    fn from(c: &Carried) -> Self {
        Self {
            from: Ruled(c.from.clone()),
            answer: Word(c.value),
            because: c.because.clone(),
            confidence: c.confidence.map(Word),
            evidence: c.evidence.iter().map(LinkField::from).collect(),
            at: c.at.clone().map(Ruled),
        }
    }
}

impl From<CarriedField> for Carried {
    fn from(field: CarriedField) -> Self {
        Self {
            from: field.from.0,
            value: field.answer.0,
            because: field.because,
            confidence: field.confidence.map(|w| w.0),
            evidence: field.evidence.into_iter().map(EvidenceLink::from).collect(),
            at: field.at.map(|r| r.0),
        }
    }
}

impl From<AnswerField> for Answer {
    fn from(field: AnswerField) -> Self {
        Self {
            value: field.answer.0,
            because: field.because,
            confidence: field.confidence.map(|w| w.0),
            evidence: field.evidence.into_iter().map(EvidenceLink::from).collect(),
            flag: field.flag,
            note: field.note,
            status: field.status.map(|w| w.0),
            by: field.by.map(|r| r.0),
            at: field.at.map(|r| r.0),
            carried: field.carried.map(Carried::from),
        }
    }
}

impl From<Option<&SetLevel>> for LevelField {
    fn from(level: Option<&SetLevel>) -> Self {
        level.map_or_else(Self::default, |l| Self {
            value: Some(l.value),
            reason: Some(l.reason.clone()),
            by: l.by.clone().map(Ruled),
            date: l.date.clone().map(Ruled),
        })
    }
}

impl From<Option<&Target>> for TargetField {
    fn from(target: Option<&Target>) -> Self {
        target.map_or_else(Self::default, |t| Self {
            value: Some(t.value),
            by: t.by.clone().map(Ruled),
            reason: t.reason.clone(),
        })
    }
}

impl LevelField {
    pub(super) fn into_model(self) -> Option<SetLevel> {
        self.value.map(|value| SetLevel {
            value,
            reason: self.reason.unwrap_or_default(),
            by: self.by.map(|r| r.0),
            date: self.date.map(|r| r.0),
        })
    }
}

impl TargetField {
    pub(super) fn into_model(self) -> Option<Target> {
        self.value.map(|value| Target { value, by: self.by.map(|r| r.0), reason: self.reason })
    }
}

/// Reads the file of one capability. `file` is its name for problems.
///
/// # Errors
/// Every fault that keeps the file from being used; the file itself is not touched.
pub(crate) fn read(file: &str, capability: &CapabilityId, text: &str) -> Result<Sheet, Vec<Problem>> {
    let wire: AnswersFile = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    if wire.capability.0 != *capability {
        let message = format!("the file of `{capability}` says it is of `{}`", wire.capability.0);
        let hint = "rename the file, or put its capability right".to_owned();
        faults.error("wrong-capability", "capability", message, Some(hint));
    }
    let mut sheet =
        Sheet { level: wire.level.into_model(), target: wire.target.into_model(), ..Sheet::default() };
    for (id, field) in wire.answers {
        if let Some(id) = faults.keep("bad-id", format!("answers/{id}"), QuestionId::parse(&id)) {
            sheet.answers.insert(id, field.into());
        }
    }
    if faults.has_errors() { Err(faults.into_problems()) } else { Ok(sheet) }
}

/// Writes a new file with every question of `order`, then whatever else the sheet holds.
pub(crate) fn write(
    schema: &str,
    capability: &CapabilityId,
    order: &[QuestionId],
    sheet: &Sheet,
) -> Result<String, serde_yaml::SerializeError> {
    let others = sheet.answers.keys().filter(|id| !order.contains(id));
    let answers = order
        .iter()
        .chain(others)
        .map(|id| (id.to_string(), sheet.answer(id).map(AnswerField::from).unwrap_or_default()))
        .collect();
    let wire = AnswersFile {
        capability: Ruled(capability.clone()),
        level: LevelField::from(sheet.level.as_ref()),
        target: TargetField::from(sheet.target.as_ref()),
        answers,
    };
    Ok(yaml::modeline(schema) + &yaml::write(&wire)?)
}

/// One part of a file that can be written by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Level,
    Target,
    Answer(QuestionId),
}

impl Part {
    /// The path of the part, as its parent and its key.
    pub(crate) fn path(&self) -> (&'static str, String) {
        match self {
            Self::Level => ("", "level".to_owned()),
            Self::Target => ("", "target".to_owned()),
            Self::Answer(id) => ("answers", id.to_string()),
        }
    }

    /// The text of the part as it stands in a file, key and all, not indented.
    pub(crate) fn text(&self, sheet: &Sheet) -> Result<String, serde_yaml::SerializeError> {
        let (_, key) = self.path();
        match self {
            Self::Level => yaml::write(&IndexMap::from([(key, LevelField::from(sheet.level.as_ref()))])),
            Self::Target => yaml::write(&IndexMap::from([(key, TargetField::from(sheet.target.as_ref()))])),
            Self::Answer(id) => {
                let field = sheet.answer(id).map(AnswerField::from).unwrap_or_default();
                yaml::write(&IndexMap::from([(key, field)]))
            }
        }
    }

    /// The parts in which two sheets differ.
    pub(crate) fn changed(old: &Sheet, new: &Sheet) -> Vec<Self> {
        let mut parts = Vec::new();
        if old.level != new.level {
            parts.push(Self::Level);
        }
        if old.target != new.target {
            parts.push(Self::Target);
        }
        let ids: BTreeSet<_> = old.answers.keys().chain(new.answers.keys()).collect();
        let differs = |id: &&QuestionId| old.answer(id) != new.answer(id);
        parts.extend(ids.into_iter().filter(differs).map(|id| Self::Answer(id.clone())));
        parts
    }
}

/// A sheet without its long texts, for listings over many assessments.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub(crate) struct Light {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<LevelField>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<TargetField>,
    answers: BTreeMap<String, AnswerField>,
}

impl Light {
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let light = |a: &Answer| AnswerField {
            because: None,
            note: None,
            carried: a.carried.as_ref().map(|c| CarriedField { because: None, ..CarriedField::from(c) }),
            evidence: a.evidence.iter().map(|l| LinkField { note: None, ..LinkField::from(l) }).collect(),
            ..AnswerField::from(a)
        };
        Self {
            level: sheet
                .level
                .is_some()
                .then(|| LevelField { reason: None, ..LevelField::from(sheet.level.as_ref()) }),
            target: sheet
                .target
                .is_some()
                .then(|| TargetField { reason: None, ..TargetField::from(sheet.target.as_ref()) }),
            answers: sheet
                .answers
                .iter()
                .filter(|(_, a)| !a.is_empty())
                .map(|(id, a)| (id.to_string(), light(a)))
                .collect(),
        }
    }

    pub(crate) fn to_sheet(&self) -> Sheet {
        let answers =
            self.answers.iter().filter_map(|(id, a)| Some((QuestionId::parse(id).ok()?, a.clone().into())));
        Sheet {
            level: self.level.clone().and_then(LevelField::into_model),
            target: self.target.clone().and_then(TargetField::into_model),
            answers: answers.collect(),
        }
    }
}
