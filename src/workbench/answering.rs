//! Beginning an assessment, answering, setting levels and targets.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use crate::model::answer::{Answer, Confidence, EvidenceLink, Status, Value};
use crate::model::assessment::{Assessment, FrameworkPin, Scope, SetLevel, Sharing, Sheet, Target};
use crate::model::date::{Date, Moment};
use crate::model::framework::{Framework, Question};
use crate::model::id::{
    AssessmentId, CapabilityId, EvidenceId, FrameworkId, QuestionId, QuestionRef, RoleId,
};
use crate::model::safe;
use crate::store::workspace::NewSheet;
use crate::store::yaml::nearest;
use crate::workbench::error::WorkbenchError;
use crate::workbench::naming;
use crate::workbench::open::{Workbench, usable_framework};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// What to do with a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Change<T> {
    #[default]
    Keep,
    Clear,
    Set(T),
}

impl<T> Change<T> {
    pub(super) fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }
}

impl Change<String> {
    /// A text as it was typed or pasted; an empty one clears the field.
    pub(crate) fn entered(text: Option<String>) -> Self {
        match text.map(|t| safe::entered(&t)) {
            None => Self::Keep,
            Some(text) if text.is_empty() => Self::Clear,
            Some(text) => Self::Set(text),
        }
    }
}

/// What to change in one answer. Fields that are not named stay as they are.
#[derive(Debug, Clone, Default)]
pub(crate) struct AnswerChange {
    pub(crate) value: Change<Value>,
    pub(crate) because: Change<String>,
    pub(crate) confidence: Change<Confidence>,
    pub(crate) flag: Change<String>,
    pub(crate) note: Change<String>,
    pub(crate) status: Change<Status>,
    /// Links to add; one that is there already gets the new stance and note.
    pub(crate) link: Vec<EvidenceLink>,
    pub(crate) unlink: Vec<EvidenceId>,
    /// Take over what the earlier round found, before anything else is changed.
    pub(crate) confirm: bool,
    pub(crate) by: Option<RoleId>,
    pub(crate) at: Option<Moment>,
}

impl AnswerChange {
    /// Whether nothing but who and when is given.
    pub(crate) fn is_empty(&self) -> bool {
        let fields = [&self.because, &self.flag, &self.note];
        self.value == Change::Keep
            && fields.into_iter().all(|f| *f == Change::Keep)
            && self.confidence == Change::Keep
            && self.status == Change::Keep
            && self.link.is_empty()
            && !self.confirm
            && self.unlink.is_empty()
    }
}

/// What to change in the level and the target of a capability.
#[derive(Debug, Clone, Default)]
pub(crate) struct LevelChange {
    pub(crate) level: Change<SetLevel>,
    pub(crate) target: Change<Target>,
}

/// A new assessment as it was asked for.
#[derive(Debug, Clone)]
pub(crate) struct NewAssessment {
    pub(crate) id: AssessmentId,
    pub(crate) frameworks: Vec<FrameworkId>,
    pub(crate) title: Option<String>,
    pub(crate) started: Option<Date>,
    pub(crate) sharing: Sharing,
    /// Begin although there is no profile of the country.
    pub(crate) without_profile: bool,
}

/// What was begun.
#[derive(Debug, Clone)]
pub(crate) struct Begun {
    pub(crate) folder: PathBuf,
    pub(crate) capabilities: usize,
    pub(crate) questions: usize,
    /// Where to begin.
    pub(crate) first: Option<(FrameworkId, CapabilityId, Option<QuestionId>)>,
}

/// An answer after it was changed.
#[derive(Debug)]
pub(crate) struct Answered {
    /// The answer as it was.
    pub(crate) before: Answer,
    pub(crate) question: QuestionId,
    pub(crate) text: String,
    pub(crate) answer: Answer,
}

/// A question that was named, with the frameworks it may refer to.
#[derive(Debug)]
pub(crate) struct QuestionNamed {
    /// Those of the assessment, and those that its questions refer to.
    pub(crate) frameworks: Vec<Framework>,
    /// The place of its own among them.
    pub(crate) framework: usize,
    pub(crate) question: Question,
}

impl QuestionNamed {
    pub(crate) fn framework(&self) -> &Framework {
        &self.frameworks[self.framework]
    }

    pub(crate) fn name(&self) -> QuestionRef {
        QuestionRef { framework: self.framework().id.clone(), question: self.question.id.clone() }
    }
}

impl Workbench {
    /// The question that a name means, in the frameworks of an assessment or in those these refer to.
    pub(crate) fn question_named(
        &self,
        id: &AssessmentId,
        name: &str,
    ) -> Result<QuestionNamed, WorkbenchError> {
        let assessment = self.assessment(id)?;
        let mut frameworks = self.frameworks_of(&assessment)?;
        let referred: BTreeSet<FrameworkId> = frameworks
            .iter()
            .flat_map(Framework::questions)
            .flat_map(|q| &q.informed_by)
            .map(|r| r.framework.clone())
            .collect();
        for other in referred {
            if frameworks.iter().all(|f| f.id != other) {
                frameworks.extend(self.catalog.framework(&other).and_then(|l| l.value));
            }
        }
        let all: Vec<&Framework> = frameworks.iter().collect();
        let (framework, question) = naming::question(name, &all)?;
        let found = framework.question(&question).map(|(_, q)| q.clone());
        let question = found.ok_or_else(|| naming::unknown("question", question.as_str(), &[]))?;
        let framework = frameworks.iter().position(|f| f.id == framework.id).unwrap_or_default();
        Ok(QuestionNamed { frameworks, framework, question })
    }

    /// Refuses a question that no framework of the assessment has.
    pub(super) fn answerable(&self, id: &AssessmentId, name: &str) -> Result<(), WorkbenchError> {
        let assessment = self.assessment(id)?;
        let frameworks = self.frameworks_of(&assessment)?;
        let all: Vec<&Framework> = frameworks.iter().collect();
        naming::question(name, &all).map(|_| ())
    }

    /// Begins an assessment: every capability file with every question, unanswered.
    pub(crate) fn begin(&self, new: &NewAssessment) -> Result<Begun, WorkbenchError> {
        self.begin_with(new, None, &mut |_, _| Sheet::default())
    }

    /// Begins an assessment, with what `sheet` gives for each capability. One that goes on from an `earlier` one takes
    /// over its team, its main providers, its evidence and its plan.
    pub(super) fn begin_with(
        &self,
        new: &NewAssessment,
        earlier: Option<&Assessment>,
        sheet: &mut dyn FnMut(&FrameworkId, &CapabilityId) -> Sheet,
    ) -> Result<Begun, WorkbenchError> {
        let countries = self.catalog.countries();
        if !countries.contains_key(&new.id.country) && !new.without_profile {
            let known: Vec<&str> = countries.keys().map(crate::model::id::Iso3::as_str).collect();
            let near = nearest(new.id.country.as_str(), &known).map(str::to_owned);
            return Err(WorkbenchError::NoProfile { country: new.id.country.to_string(), near });
        }
        let mut pins = Vec::new();
        let mut sheets = Vec::new();
        for (i, id) in new.frameworks.iter().enumerate() {
            if new.frameworks.iter().take(i).any(|before| before == id) {
                continue;
            }
            let Some(framework) = usable_framework(&self.catalog, id)?.value else { continue };
            pins.push(FrameworkPin { id: id.clone(), version: framework.version.clone() });
            for c in framework.capabilities() {
                sheets.push(NewSheet {
                    order: order(&framework, &c.id),
                    sheet: sheet(id, &c.id),
                    framework: id.clone(),
                    capability: c.id.clone(),
                });
            }
        }
        let assessment = Assessment {
            id: new.id.clone(),
            title: new.title.clone(),
            frameworks: pins,
            started: new.started.clone(),
            ended: None,
            status: Status::Draft,
            sharing: new.sharing,
            team: earlier.map(|e| e.team.clone()).unwrap_or_default(),
            // What was looked at, when and how is said of a round, and never carried into another one.
            scope: Scope {
                main_providers: earlier.map(|e| e.scope.main_providers.clone()).unwrap_or_default(),
                ..Scope::default()
            },
            published_marks: Vec::new(),
            previous: earlier.map(|e| e.id.clone()),
            note: None,
        };
        let folder = self.workspace.new_assessment(&assessment, &sheets)?;
        let questions = sheets.iter().map(|s| s.order.len()).sum();
        let first =
            sheets.first().map(|s| (s.framework.clone(), s.capability.clone(), s.order.first().cloned()));
        Ok(Begun { folder, capabilities: sheets.len(), questions, first })
    }

    /// The frameworks of an assessment.
    pub(crate) fn frameworks_of(&self, assessment: &Assessment) -> Result<Vec<Framework>, WorkbenchError> {
        let loaded = assessment.frameworks.iter().map(|pin| usable_framework(&self.catalog, &pin.id));
        Ok(loaded.collect::<Result<Vec<_>, _>>()?.into_iter().filter_map(|l| l.value).collect())
    }

    /// The role that works here: the one given, or the only one of the team.
    pub(super) fn role(assessment: &Assessment, given: Option<RoleId>) -> Option<RoleId> {
        given.or_else(|| match assessment.team.as_slice() {
            [only] => Some(only.id.clone()),
            _ => None,
        })
    }

    /// Refuses a link to evidence that is not there.
    pub(super) fn linkable(&self, id: &AssessmentId, links: &[EvidenceLink]) -> Result<(), WorkbenchError> {
        if links.is_empty() {
            return Ok(());
        }
        let known: Vec<String> = self.workspace.evidence(id).0.keys().map(ToString::to_string).collect();
        match links.iter().find(|l| !known.contains(&l.evidence.to_string())) {
            Some(link) => Err(naming::unknown("evidence item", link.evidence.as_str(), &known)),
            None => Ok(()),
        }
    }

    /// Changes the answer to one question.
    ///
    /// # Errors
    /// An unknown question or evidence item; `not_applicable` without a reason, which would be a way
    /// to make a gap vanish.
    pub(crate) fn answer(
        &self,
        id: &AssessmentId,
        question: &str,
        change: AnswerChange,
    ) -> Result<Answered, WorkbenchError> {
        let assessment = self.assessment(id)?;
        let frameworks = self.frameworks_of(&assessment)?;
        let frameworks: Vec<&Framework> = frameworks.iter().collect();
        let (framework, question) = naming::question(question, &frameworks)?;
        let Some((capability, asked)) = framework.question(&question) else {
            return Err(naming::unknown("question", question.as_str(), &[]));
        };
        self.linkable(id, &change.link)?;
        let by = Self::role(&assessment, change.by.clone());
        let order = order(framework, &capability.id);
        let (before, answer) =
            self.workspace.change_sheet(id, &framework.id, &capability.id, &order, PATIENCE, |sheet| {
                let before = sheet.answer(&question).cloned().unwrap_or_default();
                let mut answer = before.clone();
                if change.confirm {
                    answer = before
                        .confirmed()
                        .ok_or_else(|| WorkbenchError::NothingToConfirm { question: question.clone() })?;
                }
                apply(&mut answer, change, by);
                checked(&question, &answer)?;
                sheet.answers.insert(question.clone(), answer.clone());
                Ok::<_, WorkbenchError>((before, answer))
            })??;
        let text = asked.text.get(self.language()).to_owned();
        Ok(Answered { before, question, text, answer })
    }

    /// Sets or clears the level and the target of one capability. Gives its framework and id.
    pub(crate) fn set_level(
        &self,
        id: &AssessmentId,
        capability: &str,
        change: LevelChange,
    ) -> Result<(FrameworkId, CapabilityId), WorkbenchError> {
        let assessment = self.assessment(id)?;
        let frameworks = self.frameworks_of(&assessment)?;
        let frameworks: Vec<&Framework> = frameworks.iter().collect();
        let (framework, capability) = naming::capability(capability, &frameworks)?;
        let highest = framework.scale.iter().map(|l| l.value).max().unwrap_or(0);
        let mut change = change;
        let level = if let Change::Set(level) = &mut change.level {
            level.by = Self::role(&assessment, level.by.take());
            if level.reason.is_empty() {
                return Err(WorkbenchError::LevelNeedsReason);
            }
            Some(level.value)
        } else {
            None
        };
        let target = if let Change::Set(target) = &change.target { Some(target.value) } else { None };
        if let Some(given) =
            [level, target].into_iter().flatten().find(|v| framework.level_name(*v).is_none())
        {
            return Err(WorkbenchError::NotOnScale { given, highest });
        }
        let order = order(framework, &capability);
        self.workspace.change_sheet(id, &framework.id, &capability, &order, PATIENCE, |sheet| {
            change.level.apply(&mut sheet.level);
            change.target.apply(&mut sheet.target);
        })?;
        Ok((framework.id.clone(), capability))
    }
}

/// Refuses `not_applicable` without a reason, which would be a way to make a gap vanish.
pub(super) fn checked(question: &QuestionId, answer: &Answer) -> Result<(), WorkbenchError> {
    if answer.value == Some(Value::NotApplicable) && answer.because.is_none() {
        return Err(WorkbenchError::NeedsReason { question: question.clone(), value: "not_applicable" });
    }
    Ok(())
}

fn apply(answer: &mut Answer, change: AnswerChange, by: Option<RoleId>) {
    change.value.apply(&mut answer.value);
    change.because.apply(&mut answer.because);
    change.confidence.apply(&mut answer.confidence);
    change.flag.apply(&mut answer.flag);
    change.note.apply(&mut answer.note);
    change.status.apply(&mut answer.status);
    answer.evidence.retain(|l| !change.unlink.contains(&l.evidence));
    for link in change.link {
        match answer.evidence.iter_mut().find(|l| l.evidence == link.evidence) {
            Some(there) => *there = link,
            None => answer.evidence.push(link),
        }
    }
    if by.is_some() {
        answer.by = by;
    }
    answer.at = change.at.or(answer.at.take());
}

/// The questions of a capability in the framework's order.
pub(super) fn order(framework: &Framework, capability: &CapabilityId) -> Vec<QuestionId> {
    framework.capability(capability).into_iter().flat_map(|c| &c.questions).map(|q| q.id.clone()).collect()
}
