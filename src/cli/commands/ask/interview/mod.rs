//! The interview as a machine: it takes a line and gives what to say and what to do. It reads
//! nothing, prints nothing and saves nothing itself.

mod answer;
mod level;
mod walk;

use crate::cli::commands::ask::input::Draft;
use crate::cli::commands::ask::round::{Asked, Round};
use crate::cli::commands::ask::words;
use crate::model::answer::{Answer, Value};
use crate::workbench::Opened;
use crate::workbench::answering::{AnswerChange, Change, LevelChange};

/// What to say, then what to do.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) say: Vec<String>,
    pub(super) then: Then,
}

#[derive(Debug)]
pub(super) enum Then {
    /// Wait for a line after this prompt, which is empty in the middle of a text.
    Ask(String),
    Save(Box<Save>),
    End,
}

/// Something to save. Who and when is for the caller to add.
#[derive(Debug, Clone)]
pub(super) enum Save {
    Answer { question: String, change: AnswerChange },
    Level { capability: String, change: LevelChange },
}

/// What the next line is for.
#[derive(Debug, Clone, Default)]
enum Step {
    #[default]
    Choose,
    Because {
        value: Value,
        draft: Draft,
    },
    Confidence,
    Flag,
    Clear,
    Level,
    LevelReason {
        level: u8,
        draft: Draft,
    },
    Target,
    TargetDate {
        target: u8,
    },
}

/// What was given to be saved, and so what comes next.
#[derive(Debug, Clone, Copy)]
enum Saving {
    Value,
    Confidence,
    Flag,
    Cleared,
    Level(u8),
    Target(u8),
}

/// One interview.
#[derive(Debug)]
pub(super) struct Interview {
    round: Round,
    /// The question that is asked, or after which the level of its capability is.
    at: usize,
    step: Step,
    /// The questions that were shown before this one.
    visited: Vec<usize>,
    saving: Option<Saving>,
    /// The name of what was saved last.
    saved: Option<String>,
    /// Nothing more is asked: what is being saved is the last.
    over: bool,
    /// Lines that were not understood, since the last one that was.
    wrong: usize,
}

impl Interview {
    /// Begins at a question; `round` must have it.
    pub(super) fn new(round: Round, at: usize) -> Self {
        Self {
            round,
            at,
            step: Step::Choose,
            visited: Vec::new(),
            saving: None,
            saved: None,
            over: false,
            wrong: 0,
        }
    }

    /// The first turn.
    pub(super) fn begin(&mut self) -> Turn {
        let hello = format!(
            "{}: {}. Type ? for help, q to save and quit.",
            self.round.opened().assessment.id,
            words::answered(&self.round)
        );
        let mut turn = self.show(self.at);
        turn.say.insert(0, hello);
        turn
    }

    /// How many lines in a row were not understood.
    pub(super) fn wrong_in_a_row(&self) -> usize {
        self.wrong
    }

    /// What was saved last.
    pub(super) fn last_saved(&self) -> Option<&str> {
        self.saved.as_deref()
    }

    /// The question that is asked, as it can be typed.
    pub(super) fn question(&self) -> String {
        self.round.name(self.at)
    }

    /// Takes a line, without its end.
    pub(super) fn take(&mut self, line: &str) -> Turn {
        match std::mem::take(&mut self.step) {
            Step::Choose => self.choose(line),
            Step::Because { value, draft } => self.because(value, draft, line),
            Step::Confidence => self.confidence(line),
            Step::Flag => self.flag(line),
            Step::Clear => self.clear(line),
            Step::Level => self.level(line),
            Step::LevelReason { level, draft } => self.level_reason(level, draft, line),
            Step::Target => self.target(line),
            Step::TargetDate { target } => self.target_date(target, line),
        }
    }

    /// The input has ended, or the assessor wants to: what was chosen is saved with what was typed of it.
    pub(super) fn end(&mut self) -> Turn {
        self.over = true;
        match std::mem::take(&mut self.step) {
            Step::Because { value, draft } => {
                if draft.text().is_none() && words::needs_reason(value, self.asked().answer) {
                    let name = self.round.name(self.at);
                    return ended(vec![format!("{name} was left as it was: not applicable needs a reason.")]);
                }
                self.save_value(value, &draft)
            }
            Step::Confidence | Step::Flag => ended(vec![self.confirmation()]),
            Step::LevelReason { level, draft } if draft.text().is_some() => self.save_level(level, &draft),
            Step::LevelReason { .. } => {
                let name = self.round.capability_name(self.at);
                ended(vec![format!("The level of {name} was left as it was: it needs a reason.")])
            }
            Step::TargetDate { target } => self.save_target(target, Change::Keep),
            Step::Choose | Step::Clear | Step::Level | Step::Target => ended(Vec::new()),
        }
    }

    /// What was given to be saved is saved; these are the answers now.
    pub(super) fn saved(&mut self, opened: Opened) -> Turn {
        self.round.refresh(opened);
        let saving = self.saving.take();
        self.saved = Some(match saving {
            Some(Saving::Level(_) | Saving::Target(_)) => self.round.capability_name(self.at),
            _ => self.round.name(self.at),
        });
        let name = self.saved.clone().unwrap_or_default();
        let said = match saving {
            Some(Saving::Level(level)) => format!("Saved. {name}: level {level}."),
            Some(Saving::Target(target)) => {
                format!("Saved. {name}: target {target}{}.", self.target_date_now())
            }
            Some(Saving::Cleared) => {
                format!("Saved. {name}: no answer. {}.", words::answered(&self.round))
            }
            _ => self.confirmation(),
        };
        if self.over {
            return ended(vec![said]);
        }
        match saving {
            Some(Saving::Value) => self.ask(Step::Confidence, Vec::new()),
            Some(Saving::Confidence) => self.ask(Step::Flag, Vec::new()),
            Some(Saving::Cleared) => self.ask(Step::Choose, vec![said]),
            Some(Saving::Level(_)) => self.ask(Step::Target, vec![said]),
            Some(Saving::Flag) | None => self.after_answer(said),
            Some(Saving::Target(_)) => self.leave(vec![said]),
        }
    }

    /// A line that was not understood: one sentence on why, and the prompt again.
    pub(super) fn wrong(&mut self, why: String) -> Turn {
        self.wrong += 1;
        self.again(vec![why])
    }

    fn asked(&self) -> Asked<'_> {
        self.round.at(self.at)
    }

    fn answer(&self) -> Option<&Answer> {
        self.asked().answer
    }

    /// Asks for something else than before.
    fn ask(&mut self, step: Step, say: Vec<String>) -> Turn {
        self.wrong = 0;
        self.step = step;
        self.again(say)
    }

    /// Asks for the same as before.
    fn again(&self, say: Vec<String>) -> Turn {
        Turn { say, then: Then::Ask(self.prompt()) }
    }

    /// Says something and asks for the same as before, which `take` had set aside.
    fn stay(&mut self, step: Step, say: Vec<String>) -> Turn {
        self.step = step;
        self.again(say)
    }

    /// As [`Self::wrong`], for a step that `take` had set aside.
    fn refuse(&mut self, step: Step, why: impl Into<String>) -> Turn {
        self.step = step;
        self.wrong(why.into())
    }

    fn prompt(&self) -> String {
        let (round, at) = (&self.round, self.at);
        match &self.step {
            Step::Choose => words::CHOOSE.to_owned(),
            Step::Because { draft, .. } | Step::LevelReason { draft, .. } if !draft.is_empty() => {
                String::new()
            }
            Step::Because { value, .. } => words::because_prompt(*value, self.answer()).to_owned(),
            Step::Confidence => words::confidence_prompt(self.answer()),
            Step::Flag => words::flag_prompt(self.answer()),
            Step::Clear => format!(
                "Clear the answer of {}, with its reason, confidence and flag? Evidence and note stay (y yes, n no): ",
                round.name(at)
            ),
            Step::Level => words::level_prompt(round, at),
            Step::LevelReason { level, .. } => format!("Why level {level} (end with an empty line): "),
            Step::Target => words::target_prompt(round, at),
            Step::TargetDate { .. } => words::date_prompt(round, at),
        }
    }

    fn save(&mut self, saving: Saving, save: Save) -> Turn {
        self.wrong = 0;
        self.saving = Some(saving);
        Turn { say: Vec::new(), then: Then::Save(Box::new(save)) }
    }
}

const TOO_MUCH: &str =
    "The text is longer than can be taken; this line was left out. End it with an empty line.";

fn ended(say: Vec<String>) -> Turn {
    Turn { say, then: Then::End }
}
