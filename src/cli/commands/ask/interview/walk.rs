//! The way through the questions: on, back, elsewhere, to the end.

use crate::cli::commands::ask::input;
use crate::cli::commands::ask::interview::{Interview, Step, Turn, ended};
use crate::cli::commands::ask::round::Named;
use crate::cli::commands::ask::words;
use crate::model::id::CapabilityId;

impl Interview {
    pub(super) fn show(&mut self, index: usize) -> Turn {
        self.at = index;
        let question = words::question(&self.round, index);
        self.ask(Step::Choose, question)
    }

    pub(super) fn back(&mut self) -> Turn {
        // What was shown before; at the start of the interview the question before it in the checklist.
        let before =
            self.visited.pop().or_else(|| self.at.checked_sub(1).filter(|i| self.round.in_course(*i)));
        match before {
            Some(index) => self.show(index),
            None => self.refuse(Step::Choose, "There is no question before this one. Type s to skip it."),
        }
    }

    pub(super) fn go(&mut self, place: &str) -> Turn {
        let last = self.round.len();
        if place.is_empty() {
            let why =
                format!("Say where to: g and a number from 1 to {last}, or an id, as g {}.", self.question());
            return self.refuse(Step::Choose, why);
        }
        let found = match input::number(place) {
            Some(number) if (1..=last).contains(&number) => Ok(number - 1),
            Some(number) => {
                Err(format!("There is no question {number}: they are numbered from 1 to {last}."))
            }
            None => match self.round.find(place) {
                Ok(Named::Question(index) | Named::Capability(_, _, index)) => Ok(index),
                Err(error) => Err(words::unknown(&error)),
            },
        };
        match found {
            Ok(index) if !self.round.in_course(index) => {
                let only =
                    self.round.course().capability.as_ref().map_or("", |(_, c)| CapabilityId::as_str(c));
                let why = format!(
                    "{} is not in {only}, which this interview is about. Quit with q and start again without {only} to reach it.",
                    self.round.name(index)
                );
                self.refuse(Step::Choose, why)
            }
            Ok(index) => {
                self.visited.push(self.at);
                self.show(index)
            }
            Err(why) => self.refuse(Step::Choose, why),
        }
    }

    pub(super) fn after_answer(&mut self, said: String) -> Turn {
        self.forward(vec![said])
    }

    /// To the next question; out of a capability by way of its level and target.
    pub(super) fn forward(&mut self, say: Vec<String>) -> Turn {
        let next = self.round.next(self.at + 1);
        let stays = next.is_some_and(|n| self.round.same_capability(n, self.at));
        if !stays && self.round.score(self.at).tally.answered() > 0 {
            return self.ask(Step::Level, say);
        }
        self.leave(say)
    }

    /// To the next question, or to the end.
    pub(super) fn leave(&mut self, mut say: Vec<String>) -> Turn {
        let Some(next) = self.round.next(self.at + 1) else {
            say.extend(self.conclusion());
            return ended(say);
        };
        self.visited.push(self.at);
        let mut turn = self.show(next);
        say.append(&mut turn.say);
        Turn { say, ..turn }
    }

    /// What is said after the last question.
    pub(super) fn conclusion(&self) -> [String; 2] {
        let of = self.round.course().capability.as_ref().map(|(_, c)| format!(" of {c}")).unwrap_or_default();
        let open: Vec<String> =
            (0..self.round.len()).filter(|i| self.round.is_open(*i)).map(|i| self.round.name(i)).collect();
        let open = match open.as_slice() {
            [] => "None is open.".to_owned(),
            ids => format!("Still open: {}.", words::some(ids)),
        };
        [String::new(), format!("That was the last question{of}. {open}")]
    }
}
