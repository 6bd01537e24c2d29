//! The level and the target of a capability, after its last question.

use crate::cli::commands::ask::input::{self, Draft, Line, Way};
use crate::cli::commands::ask::interview::{Interview, Save, Saving, Step, TOO_MUCH, Turn};
use crate::cli::commands::ask::words;
use crate::model::assessment::{SetLevel, Target};
use crate::model::date::Date;
use crate::model::safe;
use crate::workbench::answering::{Change, LevelChange};

impl Interview {
    pub(super) fn level(&mut self, line: &str) -> Turn {
        self.level_or_target(line, Step::Level)
    }

    pub(super) fn target(&mut self, line: &str) -> Turn {
        self.level_or_target(line, Step::Target)
    }

    /// A number of the scale, for the level or for the target.
    fn level_or_target(&mut self, line: &str, step: Step) -> Turn {
        let is_level = matches!(step, Step::Level);
        if line.trim().is_empty() {
            return if is_level { self.ask(Step::Target, Vec::new()) } else { self.leave(Vec::new()) };
        }
        match input::way(line) {
            Some(Way::Back) => return self.show(self.at),
            Some(Way::Help) => {
                let levels = words::levels(&self.round, self.at);
                return self.stay(step, levels);
            }
            Some(Way::Quit) => return self.end(),
            None => {}
        }
        let asked = self.asked();
        let given = input::number(line).and_then(|n| u8::try_from(n).ok());
        match given.filter(|n| asked.framework.level_name(*n).is_some()) {
            Some(level) if is_level => {
                self.ask(Step::LevelReason { level, draft: Draft::default() }, Vec::new())
            }
            Some(target) => self.ask(Step::TargetDate { target }, Vec::new()),
            None => {
                let (low, high) = words::scale(&asked);
                let why = format!(
                    "{} Type a level from {low} to {high}, or Enter to leave it; ? tells what the levels mean.",
                    words::not_understood(line)
                );
                self.refuse(step, why)
            }
        }
    }

    pub(super) fn level_reason(&mut self, level: u8, mut draft: Draft, line: &str) -> Turn {
        if draft.is_empty() {
            match input::way(line) {
                Some(Way::Back) => return self.ask(Step::Level, Vec::new()),
                Some(Way::Help) => {
                    let levels = words::levels(&self.round, self.at);
                    return self.stay(Step::LevelReason { level, draft }, levels);
                }
                Some(Way::Quit) => {
                    self.step = Step::LevelReason { level, draft };
                    return self.end();
                }
                None => {}
            }
        }
        match draft.take(line) {
            Line::Added => self.ask(Step::LevelReason { level, draft }, Vec::new()),
            Line::TooMuch => self.refuse(Step::LevelReason { level, draft }, TOO_MUCH),
            Line::Ends if draft.text().is_none() => self.refuse(
                Step::LevelReason { level, draft },
                "A level needs a reason; the report prints it. Type why; b alone goes back to the level.",
            ),
            Line::Ends => self.save_level(level, &draft),
        }
    }

    pub(super) fn target_date(&mut self, target: u8, line: &str) -> Turn {
        match input::way(line) {
            Some(Way::Back) => return self.ask(Step::Target, Vec::new()),
            Some(Way::Quit) => {
                self.step = Step::TargetDate { target };
                return self.end();
            }
            Some(Way::Help) | None => {}
        }
        let text = safe::entered(line);
        match text.as_str() {
            "" => self.save_target(target, Change::Keep),
            "-" | "none" => self.save_target(target, Change::Clear),
            _ => match Date::parse(&text) {
                Ok(date) => self.save_target(target, Change::Set(date)),
                Err(error) => self.refuse(Step::TargetDate { target }, format!("{error}.")),
            },
        }
    }

    pub(super) fn save_level(&mut self, level: u8, draft: &Draft) -> Turn {
        let reason = draft.text().unwrap_or_default();
        let set = Change::Set(SetLevel { value: level, reason, by: None, date: None });
        self.save_levels(Saving::Level(level), LevelChange { level: set, target: Change::Keep })
    }

    pub(super) fn save_target(&mut self, target: u8, date: Change<Date>) -> Turn {
        let now = self.asked().sheet.and_then(|s| s.target.clone());
        let (kept, reason) = now.map_or((None, None), |t| (t.by, t.reason));
        let by = match date {
            Change::Keep => kept,
            Change::Clear => None,
            Change::Set(date) => Some(date),
        };
        let set = Change::Set(Target { value: target, by, reason });
        self.save_levels(Saving::Target(target), LevelChange { level: Change::Keep, target: set })
    }

    fn save_levels(&mut self, saving: Saving, change: LevelChange) -> Turn {
        let asked = self.asked();
        let capability = format!("{}/{}", asked.framework.id, asked.capability.id);
        self.save(saving, Save::Level { capability, change })
    }

    pub(super) fn target_date_now(&self) -> String {
        let target = self.asked().sheet.and_then(|s| s.target.as_ref());
        target.and_then(|t| t.by.as_ref()).map(|d| format!(" by {d}")).unwrap_or_default()
    }
}
