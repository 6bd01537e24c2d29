//! `mnr ask`: the checklist as an interview, line by line, in the plain terminal.
//!
//! No colours, no cursor, no alternate screen: it works with a screen reader, over a slow line and
//! from a pipe. What is said and done is decided in `interview`; here lines are read and printed,
//! and answers saved.

mod input;
mod interview;
mod round;
#[cfg(test)]
mod tests;
mod words;

use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal, Read};

use crate::cli::args::Assessment;
use crate::cli::commands::ask::interview::{Interview, Save, Then};
use crate::cli::commands::ask::round::{Named, Round};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::id::{AssessmentId, FrameworkId, RoleId};
use crate::model::text::Language;
use crate::workbench::answering::Change;
use crate::workbench::{Opened, Workbench, naming};

/// Go through the checklist line by line, in plain text
///
/// Asks one question after the other and saves every answer at once. It begins at the first open
/// question, so that starting again goes on where you left; `q` or the end of input ends it. After
/// the last question of a capability it asks for the level and the target. It works with a screen
/// reader, over a slow line and from a pipe: five lines in a row from a pipe that are not
/// understood end it with exit code 2.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "\
Examples:
  mnr ask                       go on with the first open question
  mnr ask C03                   only the open questions of a capability
  mnr ask C03-2                 begin at a question
  mnr ask C03 --all             the answered ones too
  mnr ask C07 < answers.txt     answers from a file")]
pub(crate) struct Args {
    /// Where to begin, as `C03-2`; or the capability to stay within, as `C03` [default: the first open question]
    #[arg(value_name = "QUESTION|CAPABILITY")]
    start: Option<String>,
    #[command(flatten)]
    assessment: Assessment,
    /// Only the questions of one framework
    #[arg(long, value_name = "ID")]
    framework: Option<String>,
    /// Go through answered questions too
    #[arg(long)]
    all: bool,
    /// Your role in the team [default: the only one]
    #[arg(long, value_name = "ROLE", env = "MNR_BY")]
    by: Option<String>,
    /// The language of the questions, where they have it [default: that of the workspace]
    #[arg(long, value_name = "LANG")]
    language: Option<String>,
}

/// How many bytes a line may have.
const LONGEST_LINE: u64 = 64 * 1024;

/// How many lines in a row may be wrong when nobody is there to read why.
const PATIENCE: usize = 5;

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let by = args.by.as_deref().map(RoleId::parse).transpose()?;
    let language = match &args.language {
        Some(given) => Language::parse(given).map_err(|e| Failure::usage(e.to_string(), None))?,
        None => workbench.language().clone(),
    };
    let opened = workbench.load(&id)?;
    let framework = args.framework.as_deref().map(|f| framework(f, &opened)).transpose()?;
    for problem in &opened.problems {
        output.aside(problem.to_string());
    }
    let code = if opened.problems.is_empty() { Code::Done } else { Code::Damaged };
    let mut round = Round::new(opened, language, framework);
    round.course_mut().all = args.all;
    let named = args.start.as_deref().map(|name| round.find(name)).transpose()?;
    let within = if let Some(Named::Capability(..)) = &named { args.start.as_deref() } else { None };
    let at = match named {
        Some(Named::Question(index)) => Some(index),
        Some(Named::Capability(framework, capability, first)) => {
            round.course_mut().capability = Some((framework, capability));
            round.next(first)
        }
        None => round.next(0),
    };
    let again = again(args, within);
    let Some(at) = at else {
        let of = within.map(|c| format!(" of {c}")).unwrap_or_default();
        output.line(format!(
            "No question{of} is open: {}. Go through the answered ones with: {again} --all",
            words::answered(&round)
        ))?;
        return Ok(code);
    };
    let desk = Desk { workbench: &workbench, id: &id, by, output, is_terminal: io::stdin().is_terminal() };
    desk.hold(Interview::new(round, at), args.all, &again)?;
    Ok(code)
}

/// The framework that was named, if the assessment answers it.
fn framework(name: &str, opened: &Opened) -> Result<FrameworkId, Failure> {
    let known: Vec<String> = opened.frameworks.iter().map(|f| f.framework.id.to_string()).collect();
    if !known.iter().any(|k| k == name) {
        return Err(naming::unknown("framework in this assessment", name, &known).into());
    }
    Ok(FrameworkId::parse(name)?)
}

/// The command that goes on with the same interview.
fn again(args: &Args, within: Option<&str>) -> String {
    let mut command = "mnr ask".to_owned();
    let flags =
        [("", within), (" -a", args.assessment.id.as_deref()), (" --framework", args.framework.as_deref())];
    for (flag, value) in flags {
        if let Some(value) = value {
            let _ = write!(command, "{flag} {value}");
        }
    }
    command
}

/// What was heard at a prompt.
#[derive(Debug, PartialEq, Eq)]
enum Heard {
    Line(String),
    TooLong,
    NotText,
    End,
}

/// Reads one line. What is too long is read to its end and left out.
fn hear(input: &mut impl BufRead) -> io::Result<Heard> {
    let mut bytes = Vec::new();
    input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(Heard::End);
    }
    if bytes.len() as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Ok(Heard::TooLong);
    }
    let Ok(text) = String::from_utf8(bytes) else { return Ok(Heard::NotText) };
    let text = text.trim_end_matches(['\n', '\r']);
    // Some editors put a mark before the first letter of a file.
    Ok(Heard::Line(text.trim_start_matches('\u{feff}').to_owned()))
}

/// Where the interview is held: what is said is printed, what is typed is read, answers are saved.
struct Desk<'a> {
    workbench: &'a Workbench,
    id: &'a AssessmentId,
    by: Option<RoleId>,
    output: &'a mut Output,
    is_terminal: bool,
}

impl Desk<'_> {
    /// Holds the interview to its end.
    fn hold(mut self, mut interview: Interview, all: bool, again: &str) -> Result<(), Failure> {
        let mut outcome = Ok(());
        let mut turn = interview.begin();
        loop {
            for line in &turn.say {
                self.output.line(line)?;
            }
            turn = match turn.then {
                Then::Ask(prompt) => match self.heard(&prompt) {
                    Ok(Heard::Line(line)) => interview.take(&line),
                    Ok(Heard::TooLong) => {
                        interview.wrong("That line is longer than can be taken; it was left out.".to_owned())
                    }
                    Ok(Heard::NotText) => {
                        interview.wrong("That line is not text in UTF-8; it was left out.".to_owned())
                    }
                    Ok(Heard::End) => interview.end(),
                    Err(failure) => {
                        outcome = Err(failure);
                        interview.end()
                    }
                },
                Then::Save(save) => {
                    self.save(&save)?;
                    interview.saved(self.workbench.load(self.id)?)
                }
                Then::End => break,
            };
            if !self.is_terminal && outcome.is_ok() && interview.wrong_in_a_row() >= PATIENCE {
                for line in std::mem::take(&mut turn.say) {
                    self.output.line(line)?;
                }
                outcome = Err(Failure::usage(
                    format!("{PATIENCE} lines in a row were not understood"),
                    "look at the last sentences above; what was answered before is saved".to_owned(),
                ));
                turn = interview.end();
            }
        }
        let question = if all { format!(" {} --all", interview.question()) } else { String::new() };
        let go_on = format!("Go on with: {again}{question}");
        self.output.line(match interview.last_saved() {
            Some(name) => format!("Saved up to {name}. {go_on}"),
            None => format!("Nothing was changed. {go_on}"),
        })?;
        outcome
    }

    /// Prints a prompt and reads a line.
    fn heard(&mut self, prompt: &str) -> Result<Heard, Failure> {
        self.output.prompt(if self.is_terminal { prompt } else { prompt.trim_end() })?;
        let heard = hear(&mut io::stdin().lock()).map_err(Failure::Input);
        // A terminal shows the line break that was typed; from a pipe nobody typed one.
        if !matches!(heard, Ok(Heard::Line(_) | Heard::TooLong | Heard::NotText))
            || (!self.is_terminal && !prompt.is_empty())
        {
            self.output.line("")?;
        }
        heard
    }

    /// Saves. Somebody at a terminal may mend what is in the way and try again, and loses nothing.
    fn save(&mut self, save: &Save) -> Result<(), Failure> {
        loop {
            let Err(failure) = self.try_save(save) else { return Ok(()) };
            if !self.is_terminal {
                return Err(failure);
            }
            self.output.failure(&failure);
            let heard = self.heard("Not saved (Enter tries again, q quits without saving this): ")?;
            if heard == Heard::End || heard == Heard::Line("q".to_owned()) {
                return Err(failure);
            }
        }
    }

    fn try_save(&self, save: &Save) -> Result<(), Failure> {
        match save.clone() {
            Save::Answer { question, mut change } => {
                change.by.clone_from(&self.by);
                change.at = Context::now();
                self.workbench.answer(self.id, &question, change)?;
            }
            Save::Level { capability, mut change } => {
                if let Change::Set(level) = &mut change.level {
                    level.by.clone_from(&self.by);
                    level.date = Context::today();
                }
                self.workbench.set_level(self.id, &capability, change)?;
            }
        }
        Ok(())
    }
}
