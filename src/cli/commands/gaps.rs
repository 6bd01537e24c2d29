//! `mnr gaps`

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;

use crate::cli::args::{Assessment, Json};
use crate::cli::commands::gaps_by;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::{Table, share};
use crate::model::figure::percent;
use crate::model::framework::Framework;
use crate::model::id::EvidenceId;
use crate::model::text::Language;
use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::score::share::Sum;
use crate::workbench::{Opened, naming};

/// Levels, targets, gaps, and what there is to find out
///
/// Shares are intervals: from everything still open counted as not met, to it counted as met.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr gaps
  mnr gaps --why C03        the arithmetic of one capability
  mnr gaps --by icmec       the answers in the order of another publisher's list
  mnr gaps --json

The views that are shipped: icmec (criteria and topics of the ICMEC model law), treaties (articles of treaties) and \
oosi (Out of the Shadows Index). They rest on the framework `legislation`. Their marks are worked out from the \
answers and are no marks of the publisher; those that it published are typed into assessment.yaml, under \
`published_marks`.")]
pub(crate) struct Args {
    #[command(flatten)]
    assessment: Assessment,
    /// Print the arithmetic of one capability
    #[arg(long, value_name = "CAPABILITY")]
    why: Option<String>,
    /// Only the capabilities of one domain, as `victim`
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    /// The answers in the order of another publisher's list: icmec, treaties, oosi
    #[arg(long, value_name = "VIEW", conflicts_with_all = ["why", "domain"])]
    by: Option<String>,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let opened = workbench.load(&id)?;
    if let Some(view) = &args.by {
        gaps_by::run(&workbench, &opened, view, args.json.json, output)?;
        return Ok(told(&opened, output));
    }
    let language = workbench.language();
    let suspects = workbench.suspects(&opened, &Context::reading(false));
    let mut overviews: Vec<Overview<'_>> =
        opened.frameworks.iter().map(|f| Overview::of(&f.framework, &f.sheets)).collect();
    if let Some(domain) = &args.domain {
        let known: Vec<String> =
            overviews.iter().flat_map(|o| &o.domains).map(|(d, _)| d.id.to_string()).collect();
        if !known.contains(domain) {
            return Err(naming::unknown("domain", domain, &known).into());
        }
        for overview in &mut overviews {
            overview.domains.retain(|(d, _)| d.id.as_str() == domain);
        }
    }
    if let Some(name) = &args.why {
        let frameworks: Vec<&Framework> = opened.frameworks.iter().map(|f| &f.framework).collect();
        let (framework, capability) = naming::capability(name, &frameworks)?;
        let score = overviews
            .iter()
            .filter(|o| o.framework.id == framework.id)
            .flat_map(Overview::capabilities)
            .find(|c| c.capability.id == capability);
        let Some(score) = score else {
            return Err(Failure::usage(format!("`{capability}` is not in that domain"), None));
        };
        if args.json.json {
            output.json(&arithmetic(framework, score))?;
        } else {
            why(framework, score, language, output)?;
        }
    } else if args.json.json {
        let rows =
            overviews.iter().flat_map(|o| o.capabilities().map(|c| row(o.framework, c, language, &suspects)));
        let open = overviews.iter().flat_map(Overview::capabilities).flat_map(CapabilityScore::open);
        output.json(&json!({
            "assessment": id.to_string(),
            "capabilities": rows.collect::<Vec<_>>(),
            "to_find_out": open.map(|w| w.question.id.to_string()).collect::<Vec<_>>(),
        }))?;
    } else {
        listing(&overviews, language, &suspects, output)?;
    }
    Ok(told(&opened, output))
}

/// Says what could not be read.
fn told(opened: &Opened, output: &mut Output) -> Code {
    for problem in &opened.problems {
        output.aside(problem.to_string());
    }
    if opened.problems.is_empty() { Code::Done } else { Code::Damaged }
}

fn bounds(sum: &Sum) -> serde_json::Value {
    let share = sum.share();
    json!({ "low": share.map(|s| s.low), "high": share.map(|s| s.high) })
}

/// One capability, as scripts rely on it.
fn row(
    framework: &Framework,
    c: &CapabilityScore<'_>,
    language: &Language,
    suspects: &BTreeSet<EvidenceId>,
) -> serde_json::Value {
    json!({
        "framework": framework.id.as_str(),
        "id": c.capability.id.as_str(),
        "title": c.capability.title.get(language),
        "level": c.level.map(|l| l.value),
        "suggested": c.suggestion.as_ref().map(|s| s.level),
        "target": c.target.map(|t| t.value),
        "gap": c.gap(),
        "share": bounds(&c.all),
        "law": bounds(&c.law),
        "practice": bounds(&c.practice),
        "applicable": c.all.applicable,
        "assessed": c.all.assessed,
        "weight_applicable": c.all.weight,
        "suspect": c.resting_on(suspects),
    })
}

fn listing(
    overviews: &[Overview<'_>],
    language: &Language,
    suspects: &BTreeSet<EvidenceId>,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut changed = 0;
    let number = |n: Option<u8>| n.map_or("–".to_owned(), |n| n.to_string());
    for overview in overviews {
        let mut table = Table::new(&[
            "capability",
            "level",
            "target",
            "gap",
            "suggested",
            "share",
            "law",
            "practice",
            "assessed",
        ]);
        for (domain, scores) in &overview.domains {
            table.row([domain.title.get(language).to_owned()]);
            for c in scores {
                let hint = c.suggestion.as_ref().map_or("–".to_owned(), |s| {
                    format!("{}{}", s.level, if s.low_coverage { " (hint)" } else { "" })
                });
                let suspect = c.resting_on(suspects);
                changed += suspect;
                let mark = if suspect == 0 { String::new() } else { format!(", {suspect} changed") };
                table.row([
                    format!("  {} {}", c.capability.id, c.capability.title.get(language)),
                    number(c.level.map(|l| l.value)),
                    number(c.target.map(|t| t.value)),
                    number(c.gap()),
                    hint,
                    share(c.all.share()),
                    share(c.law.share()),
                    share(c.practice.share()),
                    format!("{} of {}{mark}", c.all.assessed, c.all.applicable),
                ]);
            }
        }
        output.line(table.text())?;
    }
    if changed > 0 {
        output.line("changed: answers that rest on words of a law that have changed")?;
    }
    let open: Vec<String> = overviews
        .iter()
        .flat_map(Overview::capabilities)
        .filter(|c| c.open().next().is_some())
        .map(|c| {
            let ids = c.open().map(|w| {
                let mark = if w.state == crate::score::weigh::State::Unknown { "?" } else { "" };
                format!("{}{mark}", w.question.id)
            });
            format!("  {}", ids.collect::<Vec<_>>().join(" "))
        })
        .collect();
    if open.is_empty() {
        return output.line("\nNothing is left to find out.");
    }
    output.line(format!("\nTo find out (? looked, and cannot tell):\n{}", open.join("\n")))
}

/// The arithmetic of one capability for programs.
fn arithmetic(framework: &Framework, c: &CapabilityScore<'_>) -> serde_json::Value {
    let questions = c.weighed.iter().map(|w| {
        json!({
            "id": w.question.id.as_str(),
            "kind": crate::model::word::Vocabulary::word(w.question.kind),
            "weight": w.question.weight,
            "state": w.state.word(),
            "counts": w.bounds.is_some(),
            "low": w.bounds.map(|b| b.low),
            "high": w.bounds.map(|b| b.high),
            "essential_from": framework.scoring.essential_from(&w.question.id),
        })
    });
    json!({
        "framework": framework.id.as_str(),
        "id": c.capability.id.as_str(),
        "questions": questions.collect::<Vec<_>>(),
        "sum": { "low": c.all.low, "high": c.all.high, "weight": c.all.weight },
        "share": bounds(&c.all),
        "thresholds": framework.scoring.thresholds,
        "suggested": c.suggestion.as_ref().map(|s| s.level),
        "held_back_by": c.suggestion.as_ref().map(|s| {
            s.held_back_by.iter().map(|(_, q)| q.to_string()).collect::<Vec<_>>()
        }),
        "level": c.level.map(|l| l.value),
        "target": c.target.map(|t| t.value),
        "gap": c.gap(),
    })
}

/// A number without needless decimals.
fn plain(value: f64) -> String {
    format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn why(
    framework: &Framework,
    c: &CapabilityScore<'_>,
    language: &Language,
    output: &mut Output,
) -> Result<(), Failure> {
    output.line(format!("{} {}\n", c.capability.id, c.capability.title.get(language)))?;
    let mut table = Table::new(&[
        "question",
        "kind",
        "weight",
        "answer",
        "value",
        "adds at least",
        "at most",
        "essential",
    ]);
    for w in &c.weighed {
        let weight = f64::from(w.question.weight);
        let (value, low, high) = match w.bounds {
            None => ("left out".to_owned(), String::new(), String::new()),
            Some(b) => {
                let same = (b.low - b.high).abs() < f64::EPSILON;
                let value =
                    if same { plain(b.low) } else { format!("{} to {}", plain(b.low), plain(b.high)) };
                (value, plain(weight * b.low), plain(weight * b.high))
            }
        };
        table.row([
            w.question.id.to_string(),
            w.question.kind.to_string(),
            w.question.weight.to_string(),
            w.state.word().replace('_', " "),
            value,
            low,
            high,
            framework.scoring.essential_from(&w.question.id).map_or(String::new(), |l| format!("level {l}")),
        ]);
    }
    output.line(table.text())?;
    output.line("")?;
    for (name, sum) in [("Share", &c.all), ("Law", &c.law), ("Practice", &c.practice)] {
        output.line(match sum.share() {
            None => format!("{name}: no question counts"),
            Some(_) => format!(
                "{name}: {} ÷ {} to {} ÷ {} = {}, {} of {} assessed",
                plain(sum.low),
                sum.weight,
                plain(sum.high),
                sum.weight,
                share(sum.share()),
                sum.assessed,
                sum.applicable
            ),
        })?;
    }
    let thresholds = framework
        .scoring
        .thresholds
        .iter()
        .map(|(level, t)| format!("level {level} from {}", percent(Some(*t))));
    output.line(format!("Thresholds: {}", thresholds.collect::<Vec<_>>().join(", ")))?;
    match &c.suggestion {
        None => output.line("Suggested: nothing yet, since nothing is assessed")?,
        Some(s) => {
            let mut text =
                format!("Suggested: level {} (the lower bound alone gives {})", s.level, s.by_share);
            if !s.held_back_by.is_empty() {
                let ids: Vec<String> =
                    s.held_back_by.iter().map(|(l, q)| format!("{q} for level {l}")).collect();
                let _ = write!(text, "; essential and not met: {}", ids.join(", "));
            }
            if s.at_best > s.level {
                let _ = write!(text, "; level {} if everything open is found to be met", s.at_best);
            }
            if s.low_coverage {
                let least = percent(Some(framework.scoring.min_coverage));
                let known = percent(c.all.coverage());
                let _ = write!(text, "; a hint only: {known} of the questions are assessed, under {least}");
            }
            output.line(text)?;
        }
    }
    let number = |n: Option<u8>| n.map_or("not set".to_owned(), |n| n.to_string());
    let (level, target) = (c.level.map(|l| l.value), c.target.map(|t| t.value));
    output.line(match c.gap() {
        Some(gap) => {
            format!("Gap: target {} less level {}, not below 0 = {gap}", number(target), number(level))
        }
        None => format!("Gap: none without both; level {}, target {}", number(level), number(target)),
    })?;
    if let Some(level) = c.level {
        output.line(format!("Reason for the level: {}", level.reason))?;
    }
    Ok(())
}
