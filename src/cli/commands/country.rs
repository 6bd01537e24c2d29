//! `mnr country list` and `mnr country show`

use serde_json::{Value, json};

use crate::cli::args::Json;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::country::{Certainty, Country};
use crate::model::id::Iso3;
use crate::model::text::Language;
use crate::workbench::reading::{CountryView, FactView, Library};

/// List the countries with a profile, or show one with its sources
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    List(List),
    Show(Show),
}

/// List the countries that have a profile
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr country list")]
pub(crate) struct List {
    #[command(flatten)]
    json: Json,
}

/// Show what is known of a country, each fact with its source and certainty
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr country show ken")]
pub(crate) struct Show {
    /// The country, ISO 3166-1 alpha-3
    country: String,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(command: Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let library = Library::at(context.start());
    match command {
        Command::List(args) => list(&library, &args, output),
        Command::Show(args) => show(&library, &args, output),
    }
}

fn list(library: &Library, args: &List, output: &mut Output) -> Result<Code, Failure> {
    let english = Language::english();
    let countries = library.countries();
    let counts = |c: &Country| {
        let all = c.certainties();
        let unconfirmed = all.iter().filter(|c| **c == Certainty::Unconfirmed).count();
        (all.len(), unconfirmed)
    };
    if args.json.json {
        let rows: Vec<Value> = countries
            .iter()
            .map(|(id, origin, c)| {
                json!({
                    "id": id.as_str(),
                    "origin": origin,
                    "name": c.as_ref().map(|c| c.name.get(&english)),
                    "fictional": c.as_ref().map(|c| c.fictional),
                    "facts": c.as_ref().map(|c| counts(c).0),
                    "unconfirmed": c.as_ref().map(|c| counts(c).1),
                    "key_laws": c.as_ref().map(|c| c.key_laws.len()),
                })
            })
            .collect();
        output.json(&json!({ "countries": rows }))?;
        return Ok(Code::Done);
    }
    let mut table = Table::new(&["id", "name", "facts", "unconfirmed", "key laws", "from"]);
    for (id, origin, country) in &countries {
        let cell = |f: &dyn Fn(&Country) -> String| country.as_ref().map_or("has faults".to_owned(), f);
        table.row([
            id.to_string(),
            cell(&|c| c.name.get(&english).to_owned()),
            cell(&|c| counts(c).0.to_string()),
            cell(&|c| counts(c).1.to_string()),
            cell(&|c| c.key_laws.len().to_string()),
            (*origin).to_owned(),
        ]);
    }
    output.line(table.text())?;
    Ok(Code::Done)
}

fn show(library: &Library, args: &Show, output: &mut Output) -> Result<Code, Failure> {
    let profile = library.country(&Iso3::parse(&args.country.to_lowercase())?)?;
    library.show_country(
        &profile,
        |view| if args.json.json { output.json(view) } else { print(view, output) },
    )?;
    Ok(Code::Done)
}

/// Where a fact comes from, in brackets.
fn from(f: &FactView<'_>) -> String {
    let source = f.from.source.map(|n| format!("source {n}"));
    let as_of = f.from.as_of.map(|d| format!("as of {d}"));
    let parts: Vec<String> = [Some(f.from.certainty.to_owned()), source, f.from.at.map(str::to_owned), as_of]
        .into_iter()
        .flatten()
        .collect();
    format!("[{}]", parts.join(", "))
}

fn print(view: &CountryView<'_>, output: &mut Output) -> Result<(), Failure> {
    output.line(format!("{} ({})", view.name, view.id.to_uppercase()))?;
    if view.fictional {
        output.line("A fictional country, for demonstrations.")?;
    }
    if let Some(note) = view.note {
        output.line(format!("\n{note}"))?;
    }
    let groups = [
        ("General", &view.general),
        ("Ages", &view.ages),
        ("Treaties", &view.treaties),
        ("Bodies", &view.bodies),
        ("National plans", &view.plans),
    ];
    for (title, facts) in groups {
        output.line(format!("\n{title}"))?;
        for f in facts {
            output.line(format!("  {}: {} {}", f.label, f.shown(), from(f)))?;
            if let Some(note) = f.from.note {
                output.line(format!("    {note}"))?;
            }
        }
    }
    output.line("\nKey laws")?;
    for (i, l) in view.key_laws.iter().enumerate() {
        let english = l.title_en.map(|t| format!(" ({t})")).unwrap_or_default();
        let number = l.number.map(|n| format!(", {n}")).unwrap_or_default();
        output.line(format!(
            "  {}. {}{english}{number}, {} [{}]",
            i + 1,
            l.title,
            l.status.replace('_', " "),
            l.from.certainty
        ))?;
        output.line(format!("     {} ({})", l.why, l.needed_for.join(", ")))?;
        if let Some(note) = l.from.note {
            output.line(format!("     {note}"))?;
        }
    }
    output.line("\nPublished findings")?;
    for f in &view.findings {
        output.line(format!("  {} {}", f.shown(), from(f)))?;
    }
    output.line("\nSources")?;
    for s in &view.sources {
        let date = s.date.map(|d| format!(", {d}")).unwrap_or_default();
        output.line(format!("  {}. {}. {}{date}", s.number, s.title, s.publisher))?;
    }
    output.line("\ntext: read in the words of the law; source: read in the source named; unconfirmed: nobody has confirmed it")
}
