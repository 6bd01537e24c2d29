//! The questions of one assessment in their order, with where each stands.

use crate::model::answer::Answer;
use crate::model::assessment::{Sheet, Sheets};
use crate::model::framework::{Capability, Framework, Question};
use crate::model::id::{CapabilityId, FrameworkId, QuestionId};
use crate::model::text::{Language, Text};
use crate::score::capability::CapabilityScore;
use crate::score::weigh::{State, state};
use crate::workbench::{Opened, WorkbenchError, naming};

/// Where a question is in what was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    framework: usize,
    domain: usize,
    capability: usize,
    question: usize,
}

/// What the interview goes through.
#[derive(Debug, Clone, Default)]
pub(super) struct Course {
    /// Only this framework.
    pub(super) framework: Option<FrameworkId>,
    /// Only this capability.
    pub(super) capability: Option<(FrameworkId, CapabilityId)>,
    /// Answered questions too.
    pub(super) all: bool,
}

/// One question with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) framework: &'a Framework,
    pub(super) capability: &'a Capability,
    pub(super) question: &'a Question,
    pub(super) answer: Option<&'a Answer>,
    pub(super) sheet: Option<&'a Sheet>,
    pub(super) state: State,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    Question(usize),
    /// A capability and its first question.
    Capability(FrameworkId, CapabilityId, usize),
}

/// An opened assessment as a row of questions. Questions of damaged files are left out.
#[derive(Debug)]
pub(super) struct Round {
    opened: Opened,
    language: Language,
    course: Course,
    places: Vec<Place>,
}

impl Round {
    pub(super) fn new(opened: Opened, language: Language, framework: Option<FrameworkId>) -> Self {
        let mut places = Vec::new();
        for (f, of) in opened.frameworks.iter().enumerate() {
            if framework.as_ref().is_some_and(|id| *id != of.framework.id) {
                continue;
            }
            for (d, domain) in of.framework.domains.iter().enumerate() {
                for (c, capability) in domain.capabilities.iter().enumerate() {
                    if !of.sheets.contains_key(&capability.id) {
                        continue;
                    }
                    let place = |q| Place { framework: f, domain: d, capability: c, question: q };
                    places.extend((0..capability.questions.len()).map(place));
                }
            }
        }
        Self { opened, language, course: Course { framework, ..Course::default() }, places }
    }

    /// Takes the answers as they are on the disk now.
    pub(super) fn refresh(&mut self, opened: Opened) {
        for now in opened.frameworks {
            let id = &now.framework.id;
            if let Some(of) = self.opened.frameworks.iter_mut().find(|f| f.framework.id == *id) {
                // A file that was damaged meanwhile keeps the answers that were read before.
                of.sheets.extend(now.sheets);
            }
        }
        self.opened.evidence = opened.evidence;
    }

    pub(super) fn course(&self) -> &Course {
        &self.course
    }

    pub(super) fn course_mut(&mut self) -> &mut Course {
        &mut self.course
    }

    pub(super) fn opened(&self) -> &Opened {
        &self.opened
    }

    pub(super) fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(&self.language)
    }

    /// How many questions there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The question with this index, which must be below [`Self::len`].
    pub(super) fn at(&self, index: usize) -> Asked<'_> {
        let place = self.places[index];
        let of = &self.opened.frameworks[place.framework];
        let capability = &of.framework.domains[place.domain].capabilities[place.capability];
        let question = &capability.questions[place.question];
        let sheet = of.sheets.get(&capability.id);
        Asked {
            framework: &of.framework,
            capability,
            question,
            answer: sheet.and_then(|s| s.answer(&question.id)),
            sheet,
            state: state(&of.framework, &of.sheets, capability, question),
        }
    }

    /// The figures of the capability of a question.
    pub(super) fn score(&self, index: usize) -> CapabilityScore<'_> {
        let asked = self.at(index);
        CapabilityScore::of(asked.framework, self.sheets(index), asked.capability)
    }

    fn sheets(&self, index: usize) -> &Sheets {
        &self.opened.frameworks[self.places[index].framework].sheets
    }

    /// The first question of each capability.
    pub(super) fn capabilities(&self) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(|i| self.places[*i].question == 0 && self.in_course(*i))
    }

    pub(super) fn same_capability(&self, a: usize, b: usize) -> bool {
        let capability = |i: usize| Place { question: 0, ..self.places[i] };
        capability(a) == capability(b)
    }

    /// Whether a question belongs to what the interview is about.
    pub(super) fn in_course(&self, index: usize) -> bool {
        let asked = self.at(index);
        self.course
            .capability
            .as_ref()
            .is_none_or(|(f, c)| *f == asked.framework.id && *c == asked.capability.id)
    }

    /// Whether nobody looked at a question yet, and it makes sense to ask it.
    pub(super) fn is_open(&self, index: usize) -> bool {
        self.in_course(index) && self.at(index).state == State::NotAssessed
    }

    /// The first question from `from` on that is to be asked.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        let answered = |i: usize| self.at(i).answer.is_some_and(|a| a.value.is_some());
        (from..self.len())
            .find(|i| self.is_open(*i) || (self.course.all && self.in_course(*i) && answered(*i)))
    }

    /// How many questions are answered.
    pub(super) fn answered(&self) -> usize {
        (0..self.len()).filter(|i| self.at(*i).answer.is_some_and(|a| a.value.is_some())).count()
    }

    /// The id of a question as it can be typed.
    pub(super) fn name(&self, index: usize) -> String {
        let asked = self.at(index);
        self.qualified(asked.framework, asked.question.id.as_str())
    }

    /// The id of the capability of a question as it can be typed.
    pub(super) fn capability_name(&self, index: usize) -> String {
        let asked = self.at(index);
        self.qualified(asked.framework, asked.capability.id.as_str())
    }

    fn qualified(&self, framework: &Framework, id: &str) -> String {
        if self.opened.frameworks.len() > 1 { format!("{}/{id}", framework.id) } else { id.to_owned() }
    }

    /// What a question or a capability that was named is.
    pub(super) fn find(&self, name: &str) -> Result<Named, WorkbenchError> {
        let within = |f: &&Framework| self.course.framework.as_ref().is_none_or(|id| *id == f.id);
        let frameworks: Vec<&Framework> =
            self.opened.frameworks.iter().map(|f| &f.framework).filter(within).collect();
        // Questions are named with a hyphen, as `C03-2`; the error is of what was more likely meant.
        let bare = name.rsplit('/').next().unwrap_or(name);
        match naming::question(name, &frameworks) {
            Ok((framework, question)) => {
                self.index_of(framework, &question).map(Named::Question).ok_or_else(|| left_out(name))
            }
            Err(error @ WorkbenchError::Ambiguous { .. }) => Err(error),
            Err(error) => match naming::capability(name, &frameworks) {
                Ok((framework, capability)) => {
                    let first = framework.capability(&capability).and_then(|c| c.questions.first());
                    let index = first.and_then(|q| self.index_of(framework, &q.id));
                    let index = index.ok_or_else(|| left_out(name))?;
                    Ok(Named::Capability(framework.id.clone(), capability, index))
                }
                Err(_) if bare.contains('-') => Err(error),
                Err(error) => Err(error),
            },
        }
    }

    fn index_of(&self, framework: &Framework, question: &QuestionId) -> Option<usize> {
        (0..self.len()).find(|i| {
            let asked = self.at(*i);
            asked.framework.id == framework.id && asked.question.id == *question
        })
    }
}

/// A question that is in the framework, but whose answers cannot be read.
fn left_out(name: &str) -> WorkbenchError {
    naming::unknown("readable file of answers for", name, &[])
}
