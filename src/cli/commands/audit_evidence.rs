//! `mnr audit evidence`: what became of the passages that answers rest on.

use serde_json::{Value, json};

use crate::cli::args::{Assessment, Json};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::evidence::{EvidenceKind, Trace};
use crate::model::id::EvidenceId;
use crate::model::word::Vocabulary;
use crate::workbench::evidence::list::Listed;
use crate::workbench::evidence::trace::{Piece, Standing};

/// Find again every passage that answers rest on, and say what became of it
///
/// A passage is the same, moved (the same words under another number), changed, gone, or its law was repealed.
/// Answers that rest on the last four are suspect until somebody looks and confirms. Nothing is changed by looking.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr audit evidence
  mnr audit evidence --all                                    also what is as it was
  mnr audit evidence --confirm ken-cmca-sec-24-1a2b3 --note \"only the fine was raised\"

Exit codes: 0 nothing is suspect, 1 something is.")]
pub(crate) struct Args {
    /// Also items that are as they were, and those that are no passages
    #[arg(long)]
    all: bool,
    /// You looked at what this passage is now, and the answers stand; can be given again
    #[arg(long, value_name = "EVIDENCE")]
    confirm: Vec<String>,
    /// What you found, kept with the confirmation
    #[arg(long, value_name = "TEXT", requires = "confirm")]
    note: Option<String>,
    #[command(flatten)]
    assessment: Assessment,
    /// Your role in the team [default: that of your settings, or the only one]
    #[arg(long, value_name = "ROLE", env = "MNR_BY")]
    by: Option<String>,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let reading = Context::reading(false);
    for name in &args.confirm {
        let item = EvidenceId::parse(name)?;
        let Some(date) = Context::today() else {
            return Err(Failure::usage("the clock gives no date", None));
        };
        let by = context.role(&workbench, &id, args.by.as_deref())?;
        let (_, standing) = workbench.confirm_passage(&id, &item, (date, by, args.note.clone()), &reading)?;
        let said = match standing.trace {
            trace if standing.confirmed => format!("{item}: {}, confirmed", word(trace)),
            trace => format!("{item} is {}; there is nothing to confirm", word(trace)),
        };
        if !args.json.json {
            output.line(said)?;
        }
    }
    let listed = workbench.evidence_list(&id, &reading)?;
    let suspect = listed.iter().filter(|l| l.is_suspect()).count();
    // What cannot be looked at is something to mend too.
    let out_of_sight = |l: &&Listed| l.standing.as_ref().is_some_and(|s| s.trace == Trace::NotInLibrary);
    let code =
        if suspect > 0 || listed.iter().filter(out_of_sight).count() > 0 { Code::Found } else { Code::Done };
    if args.json.json {
        let items: Vec<Value> = listed.iter().filter(|l| args.all || is_told(l)).map(item_json).collect();
        output.json(&json!({
            "assessment": id.to_string(),
            "passages": listed.iter().filter(|l| l.item.kind == EvidenceKind::Passage).count(),
            "suspect": suspect,
            "items": items,
        }))?;
        return Ok(code);
    }
    if !args.confirm.is_empty() && !args.all {
        return Ok(code);
    }
    let passages: Vec<&Listed> = listed.iter().filter(|l| l.standing.is_some()).collect();
    let count = |trace: Trace| {
        passages.iter().filter(|l| l.standing.as_ref().is_some_and(|s| s.trace == trace)).count()
    };
    let counts: Vec<String> = Trace::ALL
        .iter()
        .map(|trace| (count(*trace), word(*trace)))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let counts = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
    output.line(format!("{id}: {} passages of law{counts}", passages.len()))?;
    for listed in listed.iter().filter(|l| args.all || is_told(l)) {
        item(listed, output)?;
    }
    if suspect > 0 {
        output.line(format!(
            "\n{suspect} to look at again. If the answer stands: mnr audit evidence --confirm EVIDENCE"
        ))?;
    }
    Ok(code)
}

/// What somebody should know without asking for all.
fn is_told(listed: &Listed) -> bool {
    listed.standing.as_ref().is_some_and(|s| s.trace != Trace::Same)
}

fn word(trace: Trace) -> String {
    trace.word().replace('_', " ")
}

fn used(listed: &Listed) -> String {
    let one =
        |u: &crate::workbench::evidence::list::Use| format!("{}/{} ({})", u.framework, u.question, u.stance);
    if listed.used.is_empty() {
        "no answer".to_owned()
    } else {
        listed.used.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

fn item(listed: &Listed, output: &mut Output) -> Result<(), Failure> {
    let item = &listed.item;
    let Some(standing) = &listed.standing else {
        output.line(format!("\n{}  {}", item.id, item.kind))?;
        output.line(format!("  {}", item.citation))?;
        return output.line(format!("  used by {}", used(listed)));
    };
    let mark = if standing.is_suspect() { "[!] " } else { "" };
    let confirmed = if standing.confirmed { ", confirmed" } else { "" };
    output.line(format!("\n{mark}{}  {}{confirmed}", item.id, word(standing.trace)))?;
    output.line(format!("  {}", item.citation))?;
    output.line(format!("  used by {}", used(listed)))?;
    if let Some(said) = explained(standing) {
        output.line(format!("  {said}"))?;
    }
    if !standing.difference.is_empty() {
        output.line(format!("  {}", difference(&standing.difference)))?;
    }
    Ok(())
}

/// What became of the words, in a sentence.
fn explained(standing: &Standing) -> Option<String> {
    let now = standing.provision.as_ref().map(|(_, label)| label.as_str());
    let version = standing.version.as_ref().map(|v| format!(", wording of {v}")).unwrap_or_default();
    Some(match (standing.trace, now) {
        (Trace::Same, _) => return None,
        (Trace::Moved, now) => format!("the same words are now {}{version}", now.unwrap_or("elsewhere")),
        (Trace::Changed, now) if standing.intact => format!(
            "the quoted words stand as they were in {}{version}, and other words of it changed",
            now.unwrap_or("the law")
        ),
        (Trace::Changed, now) => format!(
            "now {}{version}, {:.0} % of the words alike; [-taken out-] {{+put in+}}:",
            now.unwrap_or("elsewhere"),
            standing.likeness * 100.0
        ),
        (Trace::Gone, _) => format!("no provision is near enough to the words that were read{version}"),
        (Trace::Repealed, _) => "the law was repealed since it was read".to_owned(),
        (Trace::NotInLibrary, _) => {
            "the law is not in the library, or its file cannot be read, so nothing can be said".to_owned()
        }
    })
}

/// A comparison on one line, in the manner of a word diff.
pub(crate) fn difference(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Kept(words) => shortened(words),
        Piece::Removed(words) => format!("[-{words}-]"),
        Piece::Added(words) => format!("{{+{words}+}}"),
    };
    pieces.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Long stretches that did not change say nothing.
fn shortened(words: &str) -> String {
    const SIDE: usize = 6;
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= 2 * SIDE + 2 {
        return words.to_owned();
    }
    format!("{} … {}", all[..SIDE].join(" "), all[all.len() - SIDE..].join(" "))
}

fn item_json(listed: &Listed) -> Value {
    let item = &listed.item;
    let piece = |piece: &Piece| match piece {
        Piece::Kept(words) => json!({ "kept": words }),
        Piece::Removed(words) => json!({ "removed": words }),
        Piece::Added(words) => json!({ "added": words }),
    };
    let standing = listed.standing.as_ref();
    json!({
        "id": item.id.to_string(),
        "kind": item.kind.word(),
        "citation": item.citation,
        "used_by": listed.used.iter().map(|u| json!({
            "question": format!("{}/{}", u.framework, u.question),
            "stance": u.stance.word(),
        })).collect::<Vec<_>>(),
        "trace": standing.map(|s| s.trace.word()),
        "suspect": listed.is_suspect(),
        "confirmed": standing.is_some_and(|s| s.confirmed),
        "now": standing.and_then(|s| s.provision.as_ref()).map(|(eid, label)| json!({ "provision": eid, "label": label })),
        "version": standing.and_then(|s| s.version.as_ref()).map(ToString::to_string),
        "likeness": standing.map(|s| s.likeness),
        "quote_intact": standing.map(|s| s.intact),
        "difference": standing.map(|s| s.difference.iter().map(piece).collect::<Vec<_>>()),
    })
}
