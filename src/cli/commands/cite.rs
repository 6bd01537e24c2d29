//! `mnr cite`

use serde_json::json;

use crate::cli::args::{Assessment, Choice, Json};
use crate::cli::commands::law;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::answer::Stance;
use crate::model::word::Vocabulary;
use crate::workbench::evidence::cite::{CiteRequest, Quoted};

/// Pin words of a law to a question
///
/// The words, their place and their fingerprint become an evidence item of the assessment, and the answer to the
/// question rests on it. When the law changes, `mnr audit evidence` says what became of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr cite ken/computer-misuse-and-cybercrimes-act-2018 24 --to OFF-03 --stance partly
  mnr cite cybercrimes-act-2015 sec_13 --quote \"publishes pornography\" --to C03-2 --note \"no possession\"")]
pub(crate) struct Args {
    /// The law, as `ken/children-act-2022`
    law: String,
    /// The provision, as `sec_24`, `24` or `\"s. 24\"`
    provision: String,
    /// Words of the provision, copied from it [default: the whole of it]
    #[arg(long, value_name = "WORDS")]
    quote: Option<String>,
    /// The question that the words answer, as `OFF-03` or `mnr/C03-2`
    #[arg(long, value_name = "QUESTION")]
    to: String,
    /// How the words bear on the answer [default: as before, else supports]
    #[arg(long)]
    stance: Option<Choice<Stance>>,
    /// What is to be known of this passage for this answer
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    assessment: Assessment,
    /// Your role in the team [default: that of your settings, or the only one]
    #[arg(long, value_name = "ROLE", env = "MNR_BY")]
    by: Option<String>,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    if args.stance.is_some_and(|s| s.0 == Stance::Absence) {
        let hint = format!("`mnr absent {}` records that nothing was found", args.to);
        return Err(Failure::usage("words of a law are no absence", hint));
    }
    if args.quote.as_ref().is_some_and(|q| q.trim().is_empty()) {
        let hint = "leave `--quote` out to pin the whole provision".to_owned();
        return Err(Failure::usage("no words are given to quote", hint));
    }
    let request = CiteRequest {
        law: law::named(&workbench, &args.law)?,
        provision: args.provision,
        quoted: args.quote.map_or(Quoted::Whole, Quoted::Words),
        stance: args.stance.map(|s| s.0),
        note: args.note,
        by: context.role(&workbench, &id, args.by.as_deref())?,
        at: Context::now(),
    };
    let cited = workbench.cite(&id, &args.to, request, &Context::reading(false))?;
    let answered = &cited.answered;
    if args.json.json {
        output.json(&json!({
            "assessment": id.to_string(),
            "question": answered.question.to_string(),
            "evidence": cited.evidence.to_string(),
            "reused": cited.reused,
            "stance": cited.stance.word(),
            "citation": cited.citation,
            "quote": cited.quote,
        }))?;
        return Ok(Code::Done);
    }
    let how = match cited.stance {
        Stance::Supports => "supported by",
        Stance::Partly => "supported in part by",
        Stance::Contradicts => "contradicted by",
        Stance::Absence => "resting on",
    };
    output.line(format!("{} in {id}: {}", answered.question, answered.text))?;
    output.line(format!("  {how} {}", cited.citation))?;
    let again = if cited.reused { ", which was there already" } else { "" };
    output.line(format!("  as {}{again}", cited.evidence))?;
    if answered.answer.value.is_none() {
        output.line(format!("The question is not answered yet: `mnr answer {} …`", answered.question))?;
    }
    Ok(Code::Done)
}
