//! `mnr suggest`

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::args::{Assessment, Json};
use crate::cli::commands::search::hit_json;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::answer::Stance;
use crate::model::id::{AssessmentId, Iso3};
use crate::model::word::Vocabulary;
use crate::workbench::answering::QuestionNamed;
use crate::workbench::evidence::suggest::{Run, Suggested, Suggestion};
use crate::workbench::{Workbench, WorkbenchError, put_file};

/// Run a question's own searches over the laws of its country
///
/// Provisions that may answer the question, the likeliest first, each with the searches that found it. What only a
/// broad search found is below the noise line and is shown with `--broad`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr suggest OFF-03
  mnr suggest legislation/DAT-01 --country phl
  mnr suggest --all                      the starting sheet of a review, in reports/")]
pub(crate) struct Args {
    /// The question, as `OFF-03`; a legal question of the MNR takes the searches of those that inform it
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    question: Option<String>,
    /// Every question with searches: written as Markdown and JSON
    #[arg(long)]
    all: bool,
    /// Another country than that of the assessment
    #[arg(long, value_name = "ISO3")]
    country: Option<String>,
    /// How many provisions to show
    #[arg(long, default_value_t = 10)]
    limit: u16,
    /// Also what only broad searches found
    #[arg(long)]
    broad: bool,
    #[command(flatten)]
    assessment: Assessment,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open_to_read()?;
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let country = args.country.as_deref().map(|c| Iso3::parse(&c.to_lowercase())).transpose()?;
    let Some(question) = &args.question else {
        return every(args, &workbench, &id, country.as_ref(), output);
    };
    let reading = Context::reading(false);
    let (named, suggested) = workbench.suggest(&id, question, country.as_ref(), &reading)?;
    let country = country.unwrap_or_else(|| id.country.clone());
    for problem in &suggested.problems {
        output.aside(problem.to_string());
    }
    if args.json.json {
        output.json(&suggested_json(&named, &country, &suggested, usize::from(args.limit), args.broad))?;
        return Ok(Code::Done);
    }
    print(&workbench, &named, &suggested, args, context, output)?;
    Ok(Code::Done)
}

/// Whether a suggestion is among the first so many that are asked for.
fn is_shown(suggestion: &Suggestion, limit: usize, broad: bool) -> bool {
    (broad || suggestion.likely) && suggestion.hit.rank <= limit
}

/// The searches that found a provision, as a reader knows them.
fn found_by(suggested: &Suggested, suggestion: &Suggestion) -> String {
    let searches = suggested.found_by(suggestion).map(|(search, rank)| format!("{search} (rank {rank})"));
    searches.collect::<Vec<_>>().join(", ")
}

fn print(
    workbench: &Workbench,
    named: &QuestionNamed,
    suggested: &Suggested,
    args: &Args,
    context: &Context,
    output: &mut Output,
) -> Result<(), Failure> {
    let colour = context.marks_in_colour();
    output.line(format!("{}  {}", named.name(), named.question.text.get(workbench.language())))?;
    let likely = suggested.likely().count();
    let below = suggested.suggestions.len() - likely;
    output.line(format!(
        "{likely} {} in {} {}, {} {}{}",
        if likely == 1 { "provision" } else { "provisions" },
        suggested.laws.len(),
        if suggested.laws.len() == 1 { "law" } else { "laws" },
        suggested.runs.len(),
        if suggested.runs.len() == 1 { "search" } else { "searches" },
        if below > 0 { format!("; {below} more by broad searches alone") } else { String::new() }
    ))?;
    let mut law = None;
    let is_shown = |s: &&Suggestion| is_shown(s, usize::from(args.limit), args.broad);
    for suggestion in suggested.by_law().into_iter().filter(is_shown) {
        let hit = &suggestion.hit;
        if law != Some(&hit.law.id) {
            law = Some(&hit.law.id);
            output.line(format!("\n{} ({})", hit.law.title, hit.law.id))?;
        }
        let heading = hit.provision.heading.as_ref().map(|h| format!("  {h}")).unwrap_or_default();
        let below = if suggestion.likely { "" } else { "  [below the line]" };
        output.line(format!("{:>3}. {}{heading}{below}", hit.rank, hit.provision.label))?;
        output.marked("     ", &hit.snippet.text, &hit.snippet.matches, colour)?;
        output.line(format!("     {} · by {}", hit.provision.eid, found_by(suggested, suggestion)))?;
    }
    output.line("")?;
    for run in suggested.runs.iter().filter(|run| run.fault.is_some()) {
        let fault = run.fault.as_deref().unwrap_or_default();
        output.aside(format!("a search could not be run: {} ({fault})", run.search.query));
    }
    let unchecked: Vec<String> = {
        let mut languages: Vec<String> =
            suggested.runs.iter().filter(|r| !r.checked).map(|r| r.search.language.to_string()).collect();
        languages.sort();
        languages.dedup();
        languages
    };
    if !unchecked.is_empty() {
        output.line(format!("Searches that no speaker has checked: {}.", unchecked.join(", ")))?;
    }
    if !suggested.missing.is_empty() {
        output.line(format!(
            "Not in the library, so not searched: {}. What is not found here is not shown to be missing.",
            suggested.missing.join("; ")
        ))?;
    }
    if args.country.is_some() || suggested.laws.is_empty() {
        // What is found in another country, or in no law at all, is no evidence of this assessment.
        return Ok(());
    }
    let of = args.assessment.id.as_ref().map(|id| format!(" -a {id}")).unwrap_or_default();
    if likely > 0 {
        output.line(format!("Pin one: mnr cite LAW PROVISION --to {}{of}", named.question.id))?;
    } else {
        output.line(format!("Record it: mnr absent {}{of}", named.question.id))?;
    }
    Ok(())
}

fn suggested_json(
    named: &QuestionNamed,
    country: &Iso3,
    suggested: &Suggested,
    limit: usize,
    broad: bool,
) -> Value {
    let run = |run: &Run| {
        json!({
            "query": run.search.query,
            "language": run.search.language.as_str(),
            "broad": run.search.broad,
            "checked": run.checked,
            "of": run.of.as_ref().map(ToString::to_string),
            "total": run.total,
            "fault": run.fault,
        })
    };
    let hit = |s: &Suggestion| {
        let mut hit = hit_json(&s.hit);
        hit["score"] = json!(s.score);
        hit["likely"] = json!(s.likely);
        hit["by"] = s.by.iter().map(|(run, rank)| json!({ "search": run, "rank": rank })).collect();
        hit
    };
    json!({
        "question": named.name().to_string(),
        "country": country.as_str(),
        "library": {
            "laws": suggested.laws.len(),
            "missing_key_laws": suggested.missing,
        },
        "searches": suggested.runs.iter().map(run).collect::<Vec<_>>(),
        "hits": suggested.suggestions.iter().filter(|s| is_shown(s, limit, broad)).map(hit).collect::<Vec<_>>(),
    })
}

/// The starting sheet of a review: every question that has searches, with what they bring up.
fn every(
    args: &Args,
    workbench: &Workbench,
    id: &AssessmentId,
    country: Option<&Iso3>,
    output: &mut Output,
) -> Result<Code, Failure> {
    let country = country.unwrap_or(&id.country);
    let shelves = workbench.shelves(country, &Context::reading(false))?;
    let assessment = workbench.assessment(id)?;
    let frameworks = workbench.frameworks_of(&assessment)?;
    let (mut text, mut list, mut questions) = (String::new(), Vec::new(), 0);
    let _ = writeln!(text, "# Starting sheet of the review: {country}, {id}\n");
    let _ = writeln!(
        text,
        "What the searches of each question bring up in the laws of the library. A hit is a lead, and no hit proves nothing where key laws are missing.\n"
    );
    let _ = writeln!(text, "Searched: {}.\n", titles(shelves.laws().iter().map(|l| l.title.as_str())));
    let _ = writeln!(text, "Not at hand: {}.\n", titles(shelves.missing().iter().map(String::as_str)));
    for framework in &frameworks {
        for capability in framework.capabilities() {
            let mut heading = true;
            for question in &capability.questions {
                let name = format!("{}/{}", framework.id, question.id);
                let named = workbench.question_named(id, &name)?;
                let suggested = match Workbench::suggest_for(&named, &shelves) {
                    Ok(suggested) => suggested,
                    Err(WorkbenchError::NoSearches { .. }) => continue,
                    Err(other) => return Err(other.into()),
                };
                if std::mem::take(&mut heading) {
                    let title = capability.title.get(workbench.language());
                    let _ = writeln!(text, "## {} {title}\n", capability.id);
                }
                questions += 1;
                sheet(&mut text, workbench, &named, &suggested, usize::from(args.limit));
                list.push(suggested_json(&named, country, &suggested, usize::from(args.limit), args.broad));
            }
        }
    }
    let whole = json!({ "assessment": id.to_string(), "country": country.as_str(), "questions": list });
    if args.json.json {
        output.json(&whole)?;
        return Ok(Code::Done);
    }
    let path = workbench.root().join("reports").join(format!("{id}-suggestions.md"));
    put_file(&path, text.as_bytes())?;
    let json = path.with_extension("json");
    let bytes = serde_json::to_vec_pretty(&whole).map_err(std::io::Error::from)?;
    put_file(&json, &bytes)?;
    output.line(format!(
        "{questions} questions over {} laws of {country}\nWrote {}\nWrote {}",
        shelves.laws().len(),
        Context::shown(&path),
        Context::shown(&json)
    ))?;
    Ok(Code::Done)
}

fn titles<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let titles: Vec<String> = titles.map(escaped).collect();
    if titles.is_empty() { "nothing".to_owned() } else { titles.join("; ") }
}

/// Text of a law inside Markdown: nothing in it is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | ':' | '\'' | '"' | '/' | '?' | '%') {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

fn sheet(
    text: &mut String,
    workbench: &Workbench,
    named: &QuestionNamed,
    suggested: &Suggested,
    limit: usize,
) {
    let question = &named.question;
    let _ = writeln!(text, "### {} {}\n", question.id, escaped(question.text.get(workbench.language())));
    let listed: Vec<_> = suggested.suggestions.iter().filter(|s| is_shown(s, limit, false)).collect();
    if listed.is_empty() {
        let below = suggested.suggestions.len();
        let _ = writeln!(
            text,
            "Nothing found by {} searches{}.\n",
            suggested.runs.len(),
            if below > 0 { format!("; {below} provisions by broad ones alone") } else { String::new() }
        );
    }
    for suggestion in listed {
        let hit = &suggestion.hit;
        let _ = writeln!(
            text,
            "{}. **{}, {}**{} (`{} {}`; {}): {}",
            hit.rank,
            escaped(&hit.law.title),
            escaped(&hit.provision.label),
            hit.provision.heading.as_ref().map(|h| format!(" {}", escaped(h))).unwrap_or_default(),
            hit.law.id,
            hit.provision.eid,
            found_by(suggested, suggestion),
            escaped(&hit.snippet.text)
        );
    }
    let stances = Stance::WORDS.join(" / ");
    let _ = writeln!(text, "\nFinding: met / partly / not met. Passage: … Stance: {stances}.\n");
}
