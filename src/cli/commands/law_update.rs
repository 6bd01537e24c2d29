//! `mnr law update`: a newer wording of a law that is there, and what it does to the answers.

use std::path::PathBuf;

use crate::cli::commands::law;
use crate::cli::commands::law_facts::Facts;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::word::Vocabulary;

/// Put a newer wording in place of a law, and say which answers rested on words that changed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The file before stays in the history of git alone. What was quoted from it is looked for in the new wording; items of
evidence are not changed.

Example:
  mnr law update ken/computer-misuse-and-cybercrimes-act-2018 act-2025.pdf --version-date 2025-10-15")]
pub(crate) struct Update {
    /// The law, as `ken/children-act-2022`
    law: String,
    /// The file with the newer wording
    file: PathBuf,
    #[command(flatten)]
    facts: Facts,
    /// Read PDF by poppler's `pdftotext`, where it is installed
    #[arg(long)]
    pdftotext: bool,
}

pub(super) fn run(args: Update, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = law::named(&workbench, &args.law)?;
    let add = law::Add {
        files: vec![args.file],
        country: id.country.to_string(),
        id: Some(id.slug.to_string()),
        facts: args.facts,
        replace: true,
        pdftotext: args.pdftotext,
        json: crate::cli::args::Json { json: false },
    };
    let code = law::add(add, context, output)?;
    if code != Code::Done {
        return Ok(code);
    }
    let mut suspect = 0;
    for assessment in workbench.assessment_ids().into_iter().filter(|a| a.country == id.country) {
        let listed = workbench.evidence_list(&assessment, &Context::reading(false))?;
        for listed in listed.iter().filter(|l| l.item.anchor().is_some_and(|a| a.law == id)) {
            let Some(standing) = listed.standing.as_ref().filter(|s| s.is_suspect()) else { continue };
            let questions: Vec<String> = listed.used.iter().map(|u| u.question.to_string()).collect();
            suspect += 1;
            output.line(format!(
                "[!] {assessment}: {} is {}; used by {}",
                listed.item.id,
                standing.trace.word().replace('_', " "),
                if questions.is_empty() { "no answer".to_owned() } else { questions.join(", ") }
            ))?;
        }
    }
    if suspect > 0 {
        output.line("What they say now: mnr audit evidence")?;
        return Ok(Code::Found);
    }
    Ok(Code::Done)
}
