//! `mnr law`: adding, listing, correcting, taking out

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::args::Json;
use crate::cli::commands::law_facts::Facts;
use crate::cli::commands::{law_show, law_update};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::cli::table::Table;
use crate::model::id::Iso3;
use crate::model::law::{Law, LawId, UnitKind};
use crate::model::problem::Severity;
use crate::model::safe;
use crate::model::word::Vocabulary;
use crate::workbench::law::add::{AddRequest, Added, GivenFacts, Outcome, Step, percent};
use crate::workbench::law::shelf::{Shelf, Shelved};
use crate::workbench::open::Workbench;

/// Take laws into the library, list them, read one, correct its facts, put a newer wording in, take one out
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Add(Box<Add>),
    List(List),
    Show(law_show::Show),
    Set(Box<Set>),
    Update(Box<law_update::Update>),
    Remove(Remove),
}

/// Take files with laws into the library
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Text, Markdown, HTML, PDF, Word (.docx) and Akoma Ntoso are read. The file is kept as it was received, its facts
stand beside it in a file that can be corrected (`mnr law set`).

Examples:
  mnr law add statutes/ --country ken
  mnr law add act.pdf --country tza --title \"Cybercrimes Act\" --number \"Act No. 14 of 2015\" --status in_force
  mnr law add 'laws/*.docx' --country zaf --version-date 2024-06-30")]
pub(crate) struct Add {
    /// Files, folders, or patterns such as `laws/*.pdf`
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The country, ISO 3166-1 alpha-3
    #[arg(long, value_name = "ISO3")]
    pub(super) country: String,
    /// The name the law gets in the library, as `children-act-2022` [default: that of the key law, or of the file]
    #[arg(long)]
    pub(super) id: Option<String>,
    #[command(flatten)]
    pub(super) facts: Facts,
    /// Put the text in place of one that is there under the same name
    #[arg(long)]
    pub(super) replace: bool,
    /// Read PDF by poppler's `pdftotext`, where it is installed
    #[arg(long)]
    pub(super) pdftotext: bool,
    #[command(flatten)]
    pub(super) json: Json,
}

/// List the laws of the library
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr law list --country ken")]
pub(crate) struct List {
    /// Only of this country
    #[arg(long, value_name = "ISO3")]
    country: Option<String>,
    #[command(flatten)]
    json: Json,
}

/// Correct the facts of a law
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An empty text takes a fact back that a law can be without: `--note \"\"`.\n\nExample:\n  mnr law set ken/children-act-2022 --language en --status in_force --version-date 2023-01-01"
)]
pub(crate) struct Set {
    /// The law, as `ken/children-act-2022`
    law: String,
    #[command(flatten)]
    facts: Facts,
}

/// Take a law out of the library, with the file as it was received
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr law remove ken/children-act-2001 --yes")]
pub(crate) struct Remove {
    /// The law, as `ken/children-act-2001`
    law: String,
    /// Do it: the file as it was received is deleted
    #[arg(long)]
    yes: bool,
}

pub(crate) fn run(command: Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    match command {
        Command::Add(args) => add(*args, context, output),
        Command::List(args) => list(&args, context, output),
        Command::Show(args) => law_show::run(&args, context, output),
        Command::Set(args) => set(*args, context, output),
        Command::Update(args) => law_update::run(*args, context, output),
        Command::Remove(args) => remove(&args, context, output),
    }
}

/// Above this many files each of them is no line of its own any more.
const MANY: usize = 60;

pub(super) fn add(args: Add, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let mut given = args.facts.given()?;
    given.id = args.id.as_deref().map(crate::workbench::law::shelf::law_slug).transpose()?;
    let request = AddRequest {
        paths: args.files,
        country: Iso3::parse(&args.country.to_lowercase())?,
        given,
        replace: args.replace,
        reading: Context::reading(args.pdftotext),
    };
    let mut progress = Progress::new("reading");
    let (mut rows, mut lines, mut files, mut pdf_refused) = (Vec::new(), Vec::new(), 0, false);
    let report = workbench.add_laws(&request, &mut |step| match step {
        Step::Begin(count) => {
            files = count;
            progress.of(count);
        }
        Step::Done(outcome) => {
            pdf_refused |= matches!(&outcome, Outcome::Refused(refused) if is_pdf(&refused.path));
            if args.json.json {
                rows.push(outcome_json(&outcome));
            } else {
                lines.extend(outcome_lines(&outcome, files));
            }
            progress.step(&outcome_name(&outcome));
        }
        Step::Indexing => progress.say("writing the index"),
    });
    progress.end();
    let report = report?;
    let code = if report.refused > 0 { Code::Found } else { Code::Done };
    if args.json.json {
        output.json(&json!({
            "added": report.added, "corrected": report.corrected, "unchanged": report.same, "refused": report.refused, "files": rows,
        }))?;
        return Ok(code);
    }
    for line in lines {
        output.line(line)?;
    }
    let mut said = vec![count(report.added, "law taken in", "laws taken in")];
    if report.corrected > 0 {
        said.push(count(report.corrected, "law corrected", "laws corrected"));
    }
    if report.same > 0 {
        said.push(count(report.same, "was there already", "were there already"));
    }
    if report.refused > 0 {
        said.push(count(report.refused, "file not taken in", "files not taken in"));
    }
    if report.other > 0 {
        said.push(format!("{} of other kinds left out", count(report.other, "file", "files")));
    }
    output.line(said.join(", "))?;
    if !args.pdftotext && pdf_refused && Context::has_pdftotext() {
        output.aside("`pdftotext` is installed: `--pdftotext` reads PDF files by it");
    }
    Ok(code)
}

fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) && path.is_file()
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn outcome_name(outcome: &Outcome) -> String {
    let path = match outcome {
        Outcome::Added(added) => &added.path,
        Outcome::Same { path, .. } | Outcome::Corrected { path, .. } => path,
        Outcome::Refused(refused) => &refused.path,
    };
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn outcome_lines(outcome: &Outcome, files: usize) -> Vec<String> {
    match outcome {
        Outcome::Added(_) | Outcome::Same { .. } | Outcome::Corrected { .. } if files > MANY => Vec::new(),
        Outcome::Added(added) => added_lines(added),
        Outcome::Same { path, id, passed_over } => {
            let mut lines =
                vec![format!("{}: is there already, as {id}", safe::line(&path.to_string_lossy()))];
            if *passed_over {
                lines.push(format!("  hint: its facts stay as they are: `mnr law set {id}` corrects them"));
            }
            lines
        }
        Outcome::Corrected { path, law } => {
            let path = path.to_string_lossy();
            vec![
                format!("{}: is there already, as {}; its facts were corrected", safe::line(&path), law.id),
                format!("  {}", facts_line(law)),
            ]
        }
        Outcome::Refused(refused) => {
            let mut lines = vec![format!(
                "{}: not taken in: {}",
                safe::line(&refused.path.to_string_lossy()),
                safe::line(&refused.reason)
            )];
            lines.extend(refused.hint.iter().map(|h| format!("  hint: {h}")));
            lines
        }
    }
}

fn added_lines(added: &Added) -> Vec<String> {
    let law = &added.law;
    let what = if added.replaced { "replaced" } else { "added" };
    let mut lines = vec![
        format!("{what} {}: {}", law.id, law.title),
        format!(
            "  {}, {}, {}, {}, text {} by {}",
            law.language,
            law.kind,
            words(law.status.word()),
            kinds(&added.by_kind),
            percent(added.quality),
            law.file.read_by
        ),
    ];
    if let Some(key) = &added.key_law {
        lines.push(format!("  this looks like {}, key law {} of {}", key.title, key.place, key.of));
    }
    lines.extend(added.notes.iter().map(|note| format!("  note: {note}")));
    lines
}

/// "70 sections, 2 schedules".
pub(super) fn kinds(by_kind: &[(UnitKind, usize)]) -> String {
    let name = |(kind, n): &(UnitKind, usize)| {
        let one = words(kind.word());
        let one = if *kind == UnitKind::Other { "other unit".to_owned() } else { one };
        count(*n, &one, &format!("{one}s"))
    };
    let all: Vec<String> = by_kind.iter().map(name).collect();
    if all.is_empty() { "no provisions".to_owned() } else { all.join(", ") }
}

pub(super) fn words(word: &str) -> String {
    word.replace('_', " ")
}

fn outcome_json(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Added(added) => json!({
            "file": added.path.display().to_string(),
            "outcome": if added.replaced { "replaced" } else { "added" },
            "id": added.law.id.to_string(),
            "title": added.law.title,
            "language": added.law.language,
            "status": added.law.status.word(),
            "provisions": added.provisions,
            "quality": added.quality.figure(),
            "key_law": added.law.key_law,
            "notes": added.notes,
        }),
        Outcome::Same { path, id, .. } => json!({
            "file": path.display().to_string(), "outcome": "unchanged", "id": id.to_string(),
        }),
        Outcome::Corrected { path, law } => json!({
            "file": path.display().to_string(), "outcome": "corrected", "id": law.id.to_string(),
        }),
        Outcome::Refused(refused) => json!({
            "file": refused.path.display().to_string(),
            "outcome": "refused",
            "reason": refused.reason,
            "hint": refused.hint,
        }),
    }
}

fn list(args: &List, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let country = args.country.as_deref().map(|c| Iso3::parse(&c.to_lowercase())).transpose()?;
    let shelf = workbench.shelf(country.as_ref(), &Context::reading(false));
    let code =
        if shelf.problems.iter().all(|p| p.severity != Severity::Error) { Code::Done } else { Code::Damaged };
    if args.json.json {
        output.json(&list_json(&shelf))?;
    } else if shelf.laws.is_empty() && shelf.problems.is_empty() && workbench.count_laws() > 0 {
        output.line(format!(
            "The library has no law of {}.",
            args.country.as_deref().unwrap_or("this country")
        ))?;
    } else if shelf.laws.is_empty() && shelf.problems.is_empty() {
        output.line("The library has no law yet. Take some in with `mnr law add FILE… --country ken`.")?;
    } else {
        let mut table = Table::new(&["id", "title", "language", "status", "version", "provisions", "text"]);
        for Shelved { law, provisions, quality } in &shelf.laws {
            table.row([
                law.id.to_string(),
                shortened(&law.title, 60),
                law.language.clone(),
                words(law.status.word()),
                law.version.as_ref().map(ToString::to_string).unwrap_or_default(),
                provisions.to_string(),
                format!("{:.0} %", quality * 100.0),
            ]);
        }
        output.line(table.text())?;
    }
    if !args.json.json && !shelf.missing.is_empty() {
        output.line("\nKey laws that are not in the library:")?;
        for (country, title) in &shelf.missing {
            output.line(format!("  {country}  {title}"))?;
        }
    }
    for problem in &shelf.problems {
        output.aside(problem.to_string());
    }
    Ok(code)
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

fn list_json(shelf: &Shelf) -> Value {
    let law = |s: &Shelved| {
        let mut law = law_json(&s.law);
        law["provisions"] = json!(s.provisions);
        law["quality"] = json!(s.quality);
        law
    };
    let missing = |(country, title): &(Iso3, String)| json!({ "country": country.as_str(), "title": title });
    json!({
        "laws": shelf.laws.iter().map(law).collect::<Vec<_>>(),
        "missing_key_laws": shelf.missing.iter().map(missing).collect::<Vec<_>>(),
        "problems": shelf.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

pub(super) fn law_json(law: &Law) -> Value {
    json!({
        "id": law.id.to_string(),
        "country": law.id.country.as_str(),
        "title": law.title,
        "title_en": law.title_en,
        "number": law.number,
        "year": law.year,
        "kind": law.kind.word(),
        "language": law.language,
        "status": law.status.word(),
        "version": law.version.as_ref().map(ToString::to_string),
        "enacted": law.enacted.as_ref().map(ToString::to_string),
        "commenced": law.commenced.as_ref().map(ToString::to_string),
        "amends": law.amends,
        "amended_by": law.amended_by,
        "source": law.source,
        "key_law": law.key_law,
        "file": law.file.name,
        "format": law.file.format.word(),
        "sha256": law.file.sha256,
        "read_by": law.file.read_by,
    })
}

/// The id of a law that was named.
///
/// # Errors
/// When there is no such law; of an empty library it says how laws get there.
pub(crate) fn named(workbench: &Workbench, name: &str) -> Result<LawId, Failure> {
    workbench.law_named(name).map_err(|error| {
        if workbench.count_laws() > 0 {
            return error.into();
        }
        Failure::usage(format!("there is no law `{}`", safe::line(name)), Some(NO_LAW_YET.to_owned()))
    })
}

/// The way in.
pub(crate) const NO_LAW_YET: &str =
    "the library has no law yet: take some in with `mnr law add FILE… --country ken`";

fn set(args: Set, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = named(&workbench, &args.law)?;
    let given = args.facts.given()?;
    if given == GivenFacts::default() {
        let hint = "say what is to be corrected, as `--status in_force` or `--language en`".to_owned();
        return Err(Failure::usage("there is nothing to set", hint));
    }
    let law = workbench.correct_law(&id, &given)?;
    output.line(format!("{}: {}", law.id, facts_line(&law)))?;
    Ok(Code::Done)
}

fn facts_line(law: &Law) -> String {
    format!("{}, {}, {}, {}", law.title, law.language, words(law.kind.word()), words(law.status.word()))
}

fn remove(args: &Remove, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = named(&workbench, &args.law)?;
    if !args.yes {
        let hint = format!("`mnr law remove {id} --yes` does it; answers that cite the law stay as they are");
        return Err(Failure::usage(format!("{id} and the file as it was received would be deleted"), hint));
    }
    let law = workbench.remove_law(&id)?;
    output.line(format!("Took out {}: {}", law.id, law.title))?;
    Ok(Code::Done)
}
