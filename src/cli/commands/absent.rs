//! `mnr absent`

use serde_json::json;

use crate::cli::args::{Assessment, Json};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::id::EvidenceId;
use crate::workbench::evidence::absence::{AbsenceRequest, Again, BELOW, Recorded};
use crate::workbench::evidence::suggest::Suggestion;

/// Record that the laws were searched and nothing answers the question
///
/// The queries, the laws with their wordings, what was looked at and rejected, and the key laws that were not at hand
/// become an evidence item. It shows that nothing was found in the laws searched, never that there is no law.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr absent OFF-12                               the question's own searches
  mnr absent OFF-03 --query '\"child pornography\" possess*' --rejected
  mnr absent --again tza-absence-off-03-1a2b3     what is new since")]
pub(crate) struct Args {
    /// The question, as `OFF-03` or `mnr/C03-2`
    #[arg(required_unless_present = "again", conflicts_with = "again")]
    question: Option<String>,
    /// A query to run instead of the question's own searches; can be given again
    #[arg(long, value_name = "QUERY")]
    query: Vec<String>,
    /// The provisions that the searches find were looked at, and none answers the question
    #[arg(long)]
    rejected: bool,
    /// What else was searched, in words; can be given again
    #[arg(long, value_name = "TEXT")]
    searched: Vec<String>,
    /// What is to be known of the search
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Run a recorded search once more and say what is new
    #[arg(long, value_name = "EVIDENCE")]
    again: Option<String>,
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
    let reading = Context::reading(false);
    if let Some(evidence) = &args.again {
        let again = workbench.absent_again(&id, &EvidenceId::parse(evidence)?, &reading)?;
        return print_again(evidence, &again, args.json.json, output);
    }
    let Some(date) = Context::today() else {
        return Err(Failure::usage("the clock gives no date", None));
    };
    let queries = args.query.clone();
    let request = AbsenceRequest {
        queries: args.query,
        rejected: args.rejected,
        searched: args.searched,
        note: args.note,
        date,
        by: context.role(&workbench, &id, args.by.as_deref())?,
        at: Context::now(),
    };
    let question = args.question.unwrap_or_default();
    match workbench.absent(&id, &question, request, &reading)? {
        Recorded::Found(suggested) => {
            let likely: Vec<&Suggestion> = suggested.likely().collect();
            output.line(format!(
                "Nothing was recorded: the searches find {} {} to look at first.",
                likely.len(),
                if likely.len() == 1 { "provision" } else { "provisions" }
            ))?;
            for suggestion in likely.iter().take(10) {
                output.line(line(suggestion))?;
            }
            let of = args.assessment.id.as_ref().map(|id| format!(" -a {id}")).unwrap_or_default();
            let asked = queries.iter().fold(String::new(), |asked, query| {
                asked + " --query '" + &query.replace('\'', r"'\''") + "'"
            });
            output.line(format!(
                "If none of them answers the question: mnr absent {question}{of}{asked} --rejected\nIf one does:                             mnr cite LAW PROVISION --to {question}{of}"
            ))?;
            Ok(Code::Found)
        }
        Recorded::Made { evidence, reused, absence, answered } => {
            let looked_at = absence.rejected.iter().filter(|r| r.note.as_deref() != Some(BELOW)).count();
            if args.json.json {
                output.json(&json!({
                    "assessment": id.to_string(),
                    "question": answered.question.to_string(),
                    "evidence": evidence.to_string(),
                    "queries": absence.queries,
                    "laws": absence.laws.iter().map(|l| l.law.to_string()).collect::<Vec<_>>(),
                    "reused": reused,
                    "rejected": looked_at,
                    "below_the_line": absence.rejected.len() - looked_at,
                    "missing": absence.missing,
                    "incomplete": absence.is_incomplete(),
                }))?;
                return Ok(Code::Done);
            }
            output.line(format!("{} in {id}: {}", answered.question, answered.text))?;
            let below = absence.rejected.len() - looked_at;
            output.line(format!(
                "  nothing found by {} in {}: {} rejected{}; as {evidence}{}",
                count(absence.queries.len(), "search", "searches"),
                count(absence.laws.len(), "law", "laws"),
                count(looked_at, "hit", "hits"),
                if below > 0 { format!(", {below} below the line") } else { String::new() },
                if reused { ", which was there already" } else { "" }
            ))?;
            incomplete(&absence.missing, output)?;
            if answered.answer.value.is_none() {
                let question = &answered.question;
                output.line(format!("The question is not answered yet: `mnr answer {question} …`"))?;
            }
            Ok(Code::Done)
        }
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn incomplete(missing: &[String], output: &mut Output) -> Result<(), Failure> {
    if !missing.is_empty() {
        output.line(format!("  incomplete: these key laws were not at hand: {}", missing.join("; ")))?;
    }
    Ok(())
}

fn line(suggestion: &Suggestion) -> String {
    let hit = &suggestion.hit;
    let heading = hit.provision.heading.as_ref().map(|h| format!("  {h}")).unwrap_or_default();
    format!("  {} {}  {}{heading}", hit.law.id, hit.provision.eid, hit.provision.label)
}

fn print_again(evidence: &str, again: &Again, as_json: bool, output: &mut Output) -> Result<Code, Failure> {
    let changed = !again.new.is_empty() || !again.laws.is_empty() || !again.gone.is_empty();
    let code = if again.new.is_empty() { Code::Done } else { Code::Found };
    if as_json {
        let place = |s: &Suggestion| json!({ "law": s.hit.law.id.to_string(), "provision": s.hit.provision.eid, "label": s.hit.provision.label });
        output.json(&json!({
            "evidence": evidence,
            "recorded": again.absence.date.to_string(),
            "new": again.new.iter().map(place).collect::<Vec<_>>(),
            "new_laws": again.laws.iter().map(|l| l.id.to_string()).collect::<Vec<_>>(),
            "gone_laws": again.gone.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "missing": again.missing,
        }))?;
        return Ok(code);
    }
    output.line(format!("{evidence}, recorded {}", again.absence.date))?;
    for law in &again.laws {
        output.line(format!("  new or in another wording: {} ({})", law.title, law.id))?;
    }
    for law in &again.gone {
        output.line(format!("  no longer in the library: {law}"))?;
    }
    if again.new.is_empty() {
        let nothing = if changed { "The searches find nothing that is new." } else { "Nothing is new." };
        output.line(nothing)?;
    } else {
        output.line(format!("{} provisions were not there then, or have other words:", again.new.len()))?;
        for suggestion in &again.new {
            output.line(line(suggestion))?;
        }
    }
    incomplete(&again.missing, output)?;
    Ok(code)
}
