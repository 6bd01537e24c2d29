//! `mnr answer`

use std::io::Read;

use crate::cli::args::{Assessment, Choice};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::answer::{Answer, Confidence, EvidenceLink, Stance, Status, Value};
use crate::model::id::EvidenceId;
use crate::model::word::{Vocabulary, words};
use crate::workbench::answering::{AnswerChange, Change};

words! {
    /// An answer as it is typed: a finding, or none.
    Given {
        Met = "met",
        Partly = "partly",
        NotMet = "not_met",
        NotApplicable = "not_applicable",
        Unknown = "unknown",
        NotAssessed = "not_assessed",
    }
}

/// Answer a question, or change what is recorded with its answer
///
/// What is not named stays as it is; an empty text clears a field. `not_assessed` takes an answer
/// back and keeps its reason.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr answer C03-2 partly --because \"Production is covered only for publication\" --confidence high
  mnr answer C03-2 --evidence ken-cmca-s24:supports --evidence ken-cmca-s24-2:contradicts
  mnr answer C03-2 --flag \"ask the prosecutor's office\"     mnr answer C03-2 --flag \"\"
  mnr answer C10-3 not_met --because - < reason.txt
  mnr answer C10-3 --confirm      what the earlier round found holds in this one too")]
pub(crate) struct Args {
    /// The question, as `C03-2` or `mnr/C03-2`
    question: String,
    /// The answer [if left out, only the other fields change]
    value: Option<Choice<Given>>,
    #[command(flatten)]
    assessment: Assessment,
    /// Take over what the earlier round found, as a finding of this round
    #[arg(long, conflicts_with = "value")]
    confirm: bool,
    /// The reason, in words that another person can check; `-` reads it from standard input
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// How sure you are
    #[arg(long)]
    confidence: Option<Choice<Confidence>>,
    /// An evidence item and how it bears on the answer: ID:supports, partly, contradicts or absence
    #[arg(long, value_name = "ID:STANCE")]
    evidence: Vec<String>,
    /// Take an evidence item off the answer
    #[arg(long, value_name = "ID")]
    no_evidence: Vec<String>,
    /// What to come back to; an empty text clears it
    #[arg(long, value_name = "TEXT")]
    flag: Option<String>,
    /// A remark that belongs to the answer but is no reason for it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// How far the answer has come
    #[arg(long)]
    status: Option<Choice<Status>>,
    /// Your role in the team [default: that of your settings, or the only one]
    #[arg(long, value_name = "ROLE", env = "MNR_BY")]
    by: Option<String>,
}

fn value(given: Given) -> Change<Value> {
    match given {
        Given::Met => Change::Set(Value::Met),
        Given::Partly => Change::Set(Value::Partly),
        Given::NotMet => Change::Set(Value::NotMet),
        Given::NotApplicable => Change::Set(Value::NotApplicable),
        Given::Unknown => Change::Set(Value::Unknown),
        Given::NotAssessed => Change::Clear,
    }
}

fn link(text: &str) -> Result<EvidenceLink, Failure> {
    let wrong = |what: String| {
        let hint = format!("write the id, a colon and one of {}", Stance::WORDS.join(", "));
        Failure::usage(what, hint)
    };
    let (id, stance) = text.split_once(':').ok_or_else(|| wrong(format!("`{text}` has no stance")))?;
    let stance = Stance::from_word(stance).ok_or_else(|| wrong(format!("`{stance}` is no stance")))?;
    Ok(EvidenceLink { evidence: EvidenceId::parse(id)?, stance, note: None })
}

/// The text of a flag, or standard input for `-`.
fn text(given: Option<String>) -> Result<Option<String>, Failure> {
    if given.as_deref() != Some("-") {
        return Ok(given);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| {
        Failure::usage(format!("standard input cannot be read as text: {e}"), "give it as UTF-8".to_owned())
    })?;
    Ok(Some(text))
}

pub(crate) fn run(args: Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let change = AnswerChange {
        value: args.value.map_or(Change::Keep, |v| value(v.0)),
        because: Change::entered(text(args.because)?),
        confidence: args.confidence.map_or(Change::Keep, |c| Change::Set(c.0)),
        flag: Change::entered(args.flag),
        note: Change::entered(args.note),
        status: args.status.map_or(Change::Keep, |s| Change::Set(s.0)),
        link: args.evidence.iter().map(|e| link(e)).collect::<Result<_, _>>()?,
        confirm: args.confirm,
        unlink: args.no_evidence.iter().map(|e| EvidenceId::parse(e)).collect::<Result<_, _>>()?,
        by: context.role(&workbench, &id, args.by.as_deref())?,
        at: Context::now(),
    };
    if change.is_empty() {
        let hint = "give an answer, as `mnr answer C03-2 partly`, or a field, as `--flag \"…\"`".to_owned();
        return Err(Failure::usage("there is nothing to change", hint));
    }
    let named = Named::of(&change);
    let done = workbench.answer(&id, &args.question, change)?;
    let value = done.answer.value.map_or("not_assessed", Vocabulary::word).replace('_', " ");
    output.line(format!("{} is {value} in {id}: {}", done.question, done.text))?;
    let kept = named.kept(&done.before, &done.answer);
    if !kept.is_empty() {
        output.line(format!("Kept from before: {}.", kept.join(", ")))?;
    }
    Ok(Code::Done)
}

/// Which fields the command named.
struct Named {
    because: bool,
    confidence: bool,
    status: bool,
}

impl Named {
    fn of(change: &AnswerChange) -> Self {
        Self {
            because: change.because != Change::Keep,
            confidence: change.confidence != Change::Keep,
            status: change.status != Change::Keep,
        }
    }

    /// What stood beside another answer and now stands beside this one: it may no longer fit.
    fn kept(&self, before: &Answer, now: &Answer) -> Vec<String> {
        if before.value == now.value || before.value.is_none() {
            return Vec::new();
        }
        let reason = now.because.as_ref().filter(|_| !self.because).map(|_| "the reason".to_owned());
        let confidence = now.confidence.filter(|_| !self.confidence).map(|c| format!("confidence {c}"));
        let status = now.status.filter(|_| !self.status).map(|s| format!("status {s}").replace('_', " "));
        [reason, confidence, status].into_iter().flatten().collect()
    }
}
