//! `mnr search`

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::args::{Choice, Json};
use crate::cli::commands::law;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::model::country::LawStatus;
use crate::model::id::Iso3;
use crate::model::law::{LawKind, Standing};
use crate::model::problem::Severity;
use crate::model::search::{Detail, FacetCount, Facets, Hit};
use crate::model::text::Language;
use crate::model::word::Vocabulary;
use crate::workbench::law::search::{Early, Outdated, SearchRequest, Searched};
use crate::workbench::law::{query_help, shelf};

const EXAMPLES: &str = "\
Examples:
  mnr search '\"child pornography\" possess*'
  mnr search 'preservation w/5 data' --country ken";

/// Search the laws of the library, provision by provision
#[derive(Debug, clap::Args)]
#[command(after_long_help = long_help(), after_help = format!("{EXAMPLES}\n  mnr search --help                                 what a query can say"))]
pub(crate) struct Args {
    /// What to look for; put it in quotation marks of your shell
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Only laws of this country; can be given again
    #[arg(long, value_name = "ISO3")]
    country: Vec<String>,
    /// Only laws in this language; can be given again
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// Only in this law, as `ken/children-act-2022`; can be given again
    #[arg(long, value_name = "LAW")]
    law: Vec<String>,
    /// Only laws of this status; can be given again
    #[arg(long)]
    status: Vec<Choice<LawStatus>>,
    /// Only laws of this kind; can be given again
    #[arg(long)]
    kind: Vec<Choice<LawKind>>,
    /// Also wordings that a later one replaced
    #[arg(long)]
    history: bool,
    /// How many hits to show, at most 1000
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(0..=1000))]
    limit: u16,
    /// Say how the query was understood, and the score of each hit
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    json: Json,
}

/// The table of what a query can say, after the examples.
fn long_help() -> String {
    let mut text = format!("{EXAMPLES}\n\nWhat a query can say:\n");
    for (pattern, meaning, example) in query_help() {
        let _ = writeln!(text, "  {pattern:<24} {meaning}\n{:27}{example}", "");
    }
    text.push_str("\nWords beside each other must all be found. Accents, capitals and Arabic vowel signs do not matter.");
    text
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open_to_read()?;
    let mut request = SearchRequest::new(&args.query.join(" "), usize::from(args.limit));
    for country in &args.country {
        request.countries.push(Iso3::parse(&country.to_lowercase())?);
    }
    for language in &args.language {
        let tag = shelf::language_tag(language).map_err(|e| Failure::usage(e.to_string(), None))?;
        request.languages.extend(Language::parse(&tag));
    }
    for law in &args.law {
        request.laws.push(law::named(&workbench, law)?);
    }
    request.statuses = args.status.iter().map(|c| c.0).collect();
    request.kinds = args.kind.iter().map(|c| c.0).collect();
    request.history = args.history;
    request.explain = args.explain;
    // Laws that are counted are printed by their ids.
    request.detail = if args.json.json { Detail::Fingerprints } else { Detail::Plain };
    let mut progress = Progress::new("indexing");
    let colour = Context::marks_in_colour(context);
    let (mut printed, mut was_early) = (Ok(()), false);
    let mut early = |searched: &Searched| {
        was_early = true;
        printed = print(&request.query, searched, args.explain, colour, output).and_then(|()| output.flush());
    };
    // A program that reads JSON gets one object, when it is sure.
    let early: Option<Early<'_>> = if args.json.json { None } else { Some(&mut early) };
    let told = &mut |done, of| progress.at(done, of);
    let searched = workbench.search_early(&request, &Context::reading(false), told, early);
    progress.end();
    let searched = searched?;
    printed?;
    for problem in &searched.problems {
        output.aside(problem.to_string());
    }
    match searched.outdated {
        Some(Outdated::Busy) => output.aside(
            "another mnr is bringing the index up to date: laws that changed just now are not searched yet",
        ),
        Some(Outdated::ReadOnly) => output.aside(
            "the folder cannot be written, so the index stays as it was: laws that changed since are not searched",
        ),
        None => {}
    }
    if searched.found.laws == 0 && searched.outdated.is_none() {
        let nothing = workbench.count_laws() == 0;
        output.aside(if nothing { law::NO_LAW_YET } else { "no law of the library passes the filters" });
    }
    // A law that could not be read was not searched, and a script must see that.
    let code = if searched.problems.iter().all(|p| p.severity != Severity::Error) {
        Code::Done
    } else {
        Code::Damaged
    };
    if args.json.json {
        output.json(&found_json(&request.query, &searched, args.explain))?;
    } else if !searched.given_early {
        if was_early {
            output.line("\nLaws were changed meanwhile. The hits anew:\n")?;
        }
        print(&request.query, &searched, args.explain, colour, output)?;
    }
    if searched.renewed {
        output.flush()?;
        workbench.tidy_index();
    }
    Ok(code)
}

fn found_json(query: &str, searched: &Searched, explain: bool) -> Value {
    let found = &searched.found;
    let mut value = json!({
        "query": query,
        "took_ms": searched.took_ms,
        "total": found.total,
        "laws_searched": found.laws,
        "hits": found.hits.iter().map(hit_json).collect::<Vec<_>>(),
        "facets": facets_json(&found.facets),
    });
    if let Some(label) = &searched.by_label {
        value["by_label"] = json!(label);
    }
    if searched.outdated.is_some() {
        value["outdated"] = json!(true);
    }
    if explain {
        value["understood"] = json!(searched.understood);
        value["looked_for"] = json!(found.explained);
    }
    value
}

pub(super) fn hit_json(hit: &Hit) -> Value {
    let matches: Vec<Value> = hit.snippet.matches.iter().map(|(from, to)| json!([from, to])).collect();
    json!({
        "rank": hit.rank,
        "score": hit.score,
        "country": hit.law.id.country.as_str(),
        "law": hit.law.id.to_string(),
        "title": hit.law.title,
        "number": hit.law.number,
        "year": hit.law.year,
        "language": hit.law.language,
        "status": hit.law.status.word(),
        "version": hit.law.version.as_ref().map(ToString::to_string),
        "provision": hit.provision.eid,
        "derived": hit.provision.derived,
        "label": hit.provision.label,
        "heading": hit.provision.heading,
        "path": hit.provision.path,
        "page": hit.provision.page,
        "standing": hit.provision.standing.word(),
        "snippet": hit.snippet.text,
        "matches": matches,
        "text_sha256": hit.provision.sha256,
        "lacks": hit.lacks,
    })
}

fn facets_json(facets: &Facets) -> Value {
    let list = |counts: &[FacetCount]| -> Value {
        counts.iter().map(|c| json!({ "value": &*c.value, "label": &*c.label, "count": c.count })).collect()
    };
    json!({
        "country": list(&facets.country),
        "law": list(&facets.law),
        "language": list(&facets.language),
        "status": list(&facets.status),
        "year": list(&facets.year),
    })
}

fn print(
    query: &str,
    searched: &Searched,
    explain: bool,
    colour: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let found = &searched.found;
    let provisions = |n: usize| format!("{n} {}", if n == 1 { "provision" } else { "provisions" });
    let laws = |n: usize| format!("{n} {}", if n == 1 { "law" } else { "laws" });
    let shown = if found.hits.len() < found.total && !found.hits.is_empty() {
        format!(", the first {} of them", found.hits.len())
    } else {
        String::new()
    };
    output.line(format!(
        "{query}: {} in {} of {} searched{shown}",
        provisions(found.total),
        found.facets.laws,
        laws(found.laws)
    ))?;
    if let Some(label) = &searched.by_label {
        output.line(format!("A provision is found by its number with `{label}`."))?;
    }
    if found.total == 0 && !found.hits.is_empty() {
        output.line("No provision has all of it. The nearest ones, with what they lack:")?;
    }
    if explain {
        output.line(format!("understood as: {}", searched.understood))?;
        for line in &found.explained {
            output.line(format!("  {line}"))?;
        }
        output.line(format!("took {:.1} ms", searched.took_ms))?;
    }
    for hit in &found.hits {
        let heading = hit.provision.heading.as_ref().map(|h| format!("  {h}")).unwrap_or_default();
        output.line(format!("\n{}. {}, {}{heading}", hit.rank, hit.law.title, hit.provision.label))?;
        let mut facts = vec![format!("{} {}", hit.law.id, hit.provision.eid)];
        facts.extend(hit.provision.page.map(|p| format!("p. {p}")));
        if hit.law.status != LawStatus::InForce {
            facts.push(hit.law.status.word().replace('_', " "));
            facts.extend(hit.law.version.as_ref().map(|v| format!("version of {v}")));
        }
        match hit.provision.standing {
            Standing::Current => {}
            Standing::History => facts.push("superseded wording".to_owned()),
            Standing::Quoted => facts.push("quoted from another law".to_owned()),
        }
        if !hit.lacks.is_empty() {
            facts.push(format!("lacks {}", hit.lacks.join(", ")));
        }
        if explain {
            facts.push(format!("score {:.2}", hit.score));
        }
        output.line(format!("   {}", facts.join(" · ")))?;
        if !hit.provision.path.is_empty() {
            output.line(format!("   {}", hit.provision.path.join(" › ")))?;
        }
        output.marked("   ", &hit.snippet.text, &hit.snippet.matches, colour)?;
    }
    let lines = [
        ("countries", &found.facets.country),
        ("laws", &found.facets.law),
        ("languages", &found.facets.language),
        ("status", &found.facets.status),
        ("years", &found.facets.year),
    ];
    let mut first = true;
    for (name, counts) in lines.iter().filter(|(_, counts)| counts.len() > 1) {
        let some: Vec<String> = counts.iter().take(8).map(|c| format!("{} {}", c.value, c.count)).collect();
        let more = if counts.len() > some.len() { ", …" } else { "" };
        let space = if std::mem::take(&mut first) { "\n" } else { "" };
        output.line(format!("{space}{name}: {}{more}", some.join(", ")))?;
    }
    Ok(())
}
