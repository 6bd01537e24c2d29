//! The answer to a question: the finding, the reason, the confidence, the flag.

use crate::cli::commands::ask::input::{self, Choice, Draft, Line, Way};
use crate::cli::commands::ask::interview::{Interview, Save, Saving, Step, TOO_MUCH, Turn};
use crate::cli::commands::ask::words;
use crate::model::answer::{Answer, Value};
use crate::model::safe;
use crate::workbench::answering::{AnswerChange, Change};

impl Interview {
    pub(super) fn choose(&mut self, line: &str) -> Turn {
        match input::choice(line) {
            Some(Choice::Value(value)) => {
                self.ask(Step::Because { value, draft: Draft::default() }, Vec::new())
            }
            Some(Choice::Confirm) if self.answer().is_some_and(Answer::is_to_confirm) => {
                self.save_answer(Saving::Flag, AnswerChange { confirm: true, ..AnswerChange::default() })
            }
            Some(Choice::Confirm) => {
                let nothing = "nothing of an earlier round waits here to be confirmed";
                self.refuse(Step::Choose, format!("{}: {nothing}.", self.round.name(self.at)))
            }
            Some(Choice::Skip) => self.forward(Vec::new()),
            Some(Choice::Back) => self.back(),
            Some(Choice::Evidence) => {
                let evidence = words::evidence(&self.round, self.at);
                self.stay(Step::Choose, evidence)
            }
            Some(Choice::Clear) => match self.answer() {
                Some(a) if a.value.is_some() || a.because.is_some() || a.flag.is_some() => {
                    self.ask(Step::Clear, Vec::new())
                }
                _ => {
                    self.refuse(Step::Choose, format!("{} has no answer to clear.", self.round.name(self.at)))
                }
            },
            Some(Choice::Go(place)) => self.go(&place),
            Some(Choice::Where) => {
                let progress = words::progress(&self.round, self.at);
                self.stay(Step::Choose, progress)
            }
            Some(Choice::Help) => self.stay(Step::Choose, words::help()),
            Some(Choice::Quit) => self.end(),
            None => {
                let given = words::not_understood(line);
                self.refuse(Step::Choose, format!("{given} {}", words::CHOICES))
            }
        }
    }

    pub(super) fn because(&mut self, value: Value, mut draft: Draft, line: &str) -> Turn {
        let needed = words::needs_reason(value, self.answer());
        if draft.is_empty() {
            match input::way(line) {
                Some(Way::Back) => {
                    let left = format!("{} is left as it was.", self.round.name(self.at));
                    return self.ask(Step::Choose, vec![left]);
                }
                Some(Way::Help) => return self.stay(Step::Because { value, draft }, words::help()),
                Some(Way::Quit) => {
                    self.step = Step::Because { value, draft };
                    return self.end();
                }
                None => {}
            }
        }
        match draft.take(line) {
            Line::Added => self.ask(Step::Because { value, draft }, Vec::new()),
            Line::TooMuch => self.refuse(Step::Because { value, draft }, TOO_MUCH),
            Line::Ends if needed && draft.text().is_none() => self.refuse(
                Step::Because { value, draft },
                "Not applicable needs a reason that another person can check. Type why it does not apply to this country; b alone goes back to the answer.",
            ),
            Line::Ends => self.save_value(value, &draft),
        }
    }

    pub(super) fn confidence(&mut self, line: &str) -> Turn {
        if line.trim().is_empty() {
            return self.ask(Step::Flag, Vec::new());
        }
        if let Some(way) = input::way(line) {
            return self.other_way(way, Step::Confidence);
        }
        let Some(confidence) = input::confidence(line) else {
            let why = format!(
                "{} Type l, m or h, or Enter to go on; q saves and quits.",
                words::not_understood(line)
            );
            return self.refuse(Step::Confidence, why);
        };
        self.save_answer(Saving::Confidence, AnswerChange { confidence, ..AnswerChange::default() })
    }

    pub(super) fn flag(&mut self, line: &str) -> Turn {
        if let Some(way) = input::way(line) {
            return self.other_way(way, Step::Flag);
        }
        let text = safe::entered(line);
        let flag = match (text.as_str(), self.answer().is_some_and(|a| a.flag.is_some())) {
            ("", _) | ("-" | "none", false) => return self.after_answer(self.confirmation()),
            ("-" | "none", true) => Change::Clear,
            _ => Change::Set(text),
        };
        self.save_answer(Saving::Flag, AnswerChange { flag, ..AnswerChange::default() })
    }

    /// A way out of a prompt that comes after the answer was saved.
    fn other_way(&mut self, way: Way, step: Step) -> Turn {
        match way {
            Way::Back => {
                let said = self.confirmation();
                let mut turn = self.show(self.at);
                turn.say.insert(0, said);
                turn
            }
            Way::Help => self.stay(step, words::help()),
            Way::Quit => {
                self.step = step;
                self.end()
            }
        }
    }

    pub(super) fn clear(&mut self, line: &str) -> Turn {
        match input::yes_or_no(line) {
            Some(true) => self.save_answer(
                Saving::Cleared,
                AnswerChange {
                    value: Change::Clear,
                    because: Change::Clear,
                    confidence: Change::Clear,
                    flag: Change::Clear,
                    ..AnswerChange::default()
                },
            ),
            Some(false) => {
                let left = format!("{} is left as it was.", self.round.name(self.at));
                self.ask(Step::Choose, vec![left])
            }
            None => self
                .refuse(Step::Clear, format!("{} Type y for yes or n for no.", words::not_understood(line))),
        }
    }

    pub(super) fn save_value(&mut self, value: Value, draft: &Draft) -> Turn {
        let change = AnswerChange {
            value: Change::Set(value),
            because: draft.text().map_or(Change::Keep, Change::Set),
            ..AnswerChange::default()
        };
        self.save_answer(Saving::Value, change)
    }

    fn save_answer(&mut self, saving: Saving, change: AnswerChange) -> Turn {
        let asked = self.asked();
        let question = format!("{}/{}", asked.framework.id, asked.question.id);
        self.save(saving, Save::Answer { question, change })
    }

    /// `Saved. C03-2: partly. 13 of 197 answered.`
    pub(super) fn confirmation(&self) -> String {
        let value = self.answer().and_then(|a| a.value).map_or("no answer".to_owned(), words::value);
        format!("Saved. {}: {value}. {}.", self.round.name(self.at), words::answered(&self.round))
    }
}
