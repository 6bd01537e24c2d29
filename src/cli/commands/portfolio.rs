//! `mnr portfolio`

use serde_json::json;

use crate::cli::args::Json;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::id::{FrameworkId, RoundId};
use crate::model::word::Vocabulary;
use crate::score::portfolio::{SMALLEST_GROUP, counts};
use crate::workbench::portfolio::Portfolio;
use crate::workbench::reading::USUAL;

/// Every country's newest round: progress and coverage, and how many countries stand at each level
///
/// Countries stand in alphabetical order and are not ranked. Counts are shown only for groups of at least five, since
/// in a smaller one they would tell of a single country. Nothing is added up over domains.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  mnr portfolio\n  mnr portfolio --round baseline --json")]
pub(crate) struct Args {
    /// Of which framework
    #[arg(long, value_name = "ID", default_value = USUAL)]
    framework: String,
    /// Only this round, and not the newest of each country
    #[arg(long)]
    round: Option<String>,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let round = args.round.as_deref().map(RoundId::parse).transpose()?;
    let portfolio = workbench.portfolio(&FrameworkId::parse(&args.framework)?, round.as_ref())?;
    if args.json.json {
        as_json(&portfolio, workbench.language(), output)?;
    } else {
        print(&portfolio, workbench.language(), output)?;
    }
    portfolio.problems.iter().for_each(|p| output.aside(p.to_string()));
    Ok(if portfolio.problems.is_empty() { Code::Done } else { Code::Damaged })
}

fn print(
    portfolio: &Portfolio,
    language: &crate::model::text::Language,
    output: &mut Output,
) -> Result<(), Failure> {
    if portfolio.rows.is_empty() {
        return output.line("No assessment answers this framework yet. Begin one with `mnr assess new ken`.");
    }
    let head = ["country", "round", "status", "answered", "of", "on evidence", "levels", "targets"];
    let mut table = Table::new(&head);
    for row in &portfolio.rows {
        table.row([
            row.name.clone(),
            row.id.round.to_string(),
            row.status.word().replace('_', " "),
            row.tally.answered().to_string(),
            row.tally.total().to_string(),
            format!("{} of {}", row.evidenced, row.tally.answered()),
            format!("{} of {}", row.levels_set, row.capabilities),
            format!("{} of {}", row.targets_set, row.capabilities),
        ]);
    }
    output.line(table.text())?;
    output.line("In alphabetical order. How much is done is no score of how good it is.\n")?;
    let counted = counts(&portfolio.framework, &portfolio.levels);
    if counted.iter().all(|c| c.counts.is_none()) {
        return output.line(format!(
            "How many countries stand at which level is shown from {SMALLEST_GROUP} countries with a level on; a smaller group would tell of a single country."
        ));
    }
    let names: Vec<String> =
        portfolio.framework.scale.iter().map(|l| format!("{} {}", l.value, l.title.get(language))).collect();
    let mut head = vec!["capability", "countries"];
    head.extend(names.iter().map(String::as_str));
    let mut table = Table::new(&head);
    for c in &counted {
        let name = format!("{} {}", c.capability.id, c.capability.title.get(language));
        let (countries, cells) = match &c.counts {
            Some(counts) => (c.countries.to_string(), counts.values().map(usize::to_string).collect()),
            // How many it is, be they four, is no secret; at which level they stand is.
            None => (format!("fewer than {SMALLEST_GROUP}"), vec!["–".to_owned(); names.len()]),
        };
        table.row([name, countries].into_iter().chain::<Vec<String>>(cells));
    }
    output.line(table.text())
}

fn as_json(
    portfolio: &Portfolio,
    language: &crate::model::text::Language,
    output: &mut Output,
) -> Result<(), Failure> {
    let rows: Vec<_> = portfolio
        .rows
        .iter()
        .map(|r| {
            json!({
                "country": r.id.country.as_str(),
                "name": r.name,
                "assessment": r.id.to_string(),
                "round": r.id.round.as_str(),
                "status": r.status.word(),
                "questions": r.tally.total(),
                "answered": r.tally.answered(),
                "evidenced": r.evidenced,
                "levels_set": r.levels_set,
                "targets_set": r.targets_set,
                "capabilities": r.capabilities,
            })
        })
        .collect();
    let capabilities: Vec<_> = counts(&portfolio.framework, &portfolio.levels)
        .iter()
        .map(|c| {
            json!({
                "id": c.capability.id.as_str(),
                "title": c.capability.title.get(language),
                // A group that is too small for counts is not told apart from none.
                "countries": c.counts.is_some().then_some(c.countries),
                "levels": c.counts,
            })
        })
        .collect();
    output.json(&json!({
        "framework": portfolio.framework.id.as_str(),
        "smallest_group": SMALLEST_GROUP,
        "countries": rows,
        "capabilities": capabilities,
    }))
}
