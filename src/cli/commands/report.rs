//! `mnr report`

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::args::{Assessment, Choice, Json};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::date::Date;
use crate::model::format::Format;
use crate::model::id::{AssessmentId, RoundId};
use crate::model::text::Language;
use crate::workbench::Workbench;
use crate::workbench::report::ReportRequest;

/// Write a report from an assessment
///
/// The same assessment, template and date give the same bytes. A report that somebody edited is not
/// written over. The file is read back before it is called written.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Formats: md, html (one file that prints), docx, xlsx (all tables), csv (the table of the template), json.

Examples:
  mnr report --list                               what there is
  mnr report                                      the gap analysis, as Markdown
  mnr report executive-summary --format html
  mnr report plan-of-action --format docx --language es
  mnr report progress -a ken-midterm              against the round it goes on from
  mnr report annex-answers --redact -o annex.md   without roles, interview sources, notes and flags
  mnr report executive-summary --format html --all        one for every assessment
  mnr report -o - | less"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is typed by itself")]
pub(crate) struct Args {
    /// The template; `--list` names them
    #[arg(default_value = "gap-analysis")]
    template: String,
    #[command(flatten)]
    assessment: Assessment,
    /// The format of the file [default: that of the ending of `-o`, else md]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Choice<Format>>,
    /// The language of the report, as `es` [default: that of the workspace]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Leave out names of roles, sources of interviews, notes and flags
    #[arg(long)]
    redact: bool,
    /// The earlier round to compare with [default: the one that the assessment goes on from]
    #[arg(long, value_name = "ASSESSMENT")]
    against: Option<String>,
    /// Show a radar of each domain too
    #[arg(long)]
    radar: bool,
    /// The file; `-` prints to standard output [default: reports/ASSESSMENT-TEMPLATE.FORMAT, with the language and `redacted` in its name]
    #[arg(long, short = 'o', value_name = "FILE")]
    output: Option<PathBuf>,
    /// The date on the report [default: the last date in the assessment]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Write over a report that was edited
    #[arg(long)]
    force: bool,
    /// Write the report of every assessment, each into `reports/`
    #[arg(long, conflicts_with_all = ["output", "against", "list", "source", "id"])]
    all: bool,
    /// With `--all`: only of this round
    #[arg(long, requires = "all")]
    round: Option<String>,
    /// List the templates with what each is for
    #[arg(long)]
    list: bool,
    /// Print the template itself, to copy it into `templates/` and change it
    #[arg(long, conflicts_with = "list")]
    source: bool,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(args: &Args, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    if args.list {
        return list(args, &workbench, output);
    }
    if args.source {
        output.raw(workbench.template_text(&args.template)?.as_bytes())?;
        return Ok(Code::Done);
    }
    if args.json.json {
        let hint = "the report for programs is `--format json -o -`".to_owned();
        return Err(Failure::usage("`--json` lists templates and needs `--list`", hint));
    }
    if args.all {
        let round = args.round.as_deref().map(RoundId::parse).transpose()?;
        return all(&workbench, &request(args)?, round.as_ref(), args.force, output);
    }
    let id = workbench.pick(args.assessment.id.as_deref())?;
    let request = request(args)?;
    let report = workbench.report(&id, &request, &Context::reading(false))?;
    match &args.output {
        Some(path) if path.as_os_str() == "-" => output.raw(&report.bytes)?,
        path => {
            let place = || workbench.report_path(&id, &request);
            let path = path.clone().unwrap_or_else(place);
            workbench.write_report(&path, &report, request.format, args.force)?;
            output.line(format!("Wrote {}", Context::shown(&path)))?;
        }
    }
    if !report.untranslated.is_empty() {
        output.aside(format!(
            "mnr: {} fixed texts of the template are not there in that language and stand in English",
            report.untranslated.len()
        ));
    }
    for problem in report.problems.iter().filter(|_| !args.redact) {
        output.aside(problem.to_string());
    }
    if report.problems.is_empty() {
        return Ok(Code::Done);
    }
    output.aside("mnr: the report leaves out what could not be read, and says so");
    Ok(Code::Damaged)
}

/// Every assessment's report. One that cannot be made is told, and the others go on.
fn all(
    workbench: &Workbench,
    request: &ReportRequest,
    round: Option<&RoundId>,
    force: bool,
    output: &mut Output,
) -> Result<Code, Failure> {
    let made = workbench.write_reports(request, round, force, &Context::reading(false));
    if made.is_empty() {
        output.line("There is no assessment to report on.")?;
    }
    let mut code = Code::Done;
    for (id, made) in made {
        match made {
            Ok((path, problems)) => {
                output.line(format!("Wrote {}", Context::shown(&path)))?;
                for problem in problems {
                    output.aside(problem.to_string());
                    code = Code::Damaged;
                }
            }
            Err(error) => {
                output.aside(format!("{id}: {}", Failure::from(error).words()));
                code = Code::Damaged;
            }
        }
    }
    Ok(code)
}

fn request(args: &Args) -> Result<ReportRequest, Failure> {
    let date =
        args.date.as_deref().map(Date::parse).transpose().map_err(|e| Failure::usage(e.to_string(), None))?;
    let Some(otherwise) = Context::today() else {
        return Err(Failure::usage("the clock gives no date", "give one with `--date`".to_owned()));
    };
    let language = args.language.as_deref().map(|l| Language::parse(&l.to_lowercase())).transpose();
    let language = language.map_err(|e| Failure::usage(e.to_string(), None))?;
    let ending = args.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
    let named = ending.and_then(|e| {
        use crate::model::word::Vocabulary;
        Format::from_word(&e.to_lowercase())
    });
    if let (Some(given), Some(named)) = (args.format.map(|f| f.0), named)
        && given != named
    {
        let hint = "leave `--format` out, or give the file the ending of its format".to_owned();
        return Err(Failure::usage(format!("the file is named as {named}, and the format is {given}"), hint));
    }
    Ok(ReportRequest {
        template: args.template.clone(),
        format: args.format.map(|f| f.0).or(named).unwrap_or(Format::Md),
        language,
        redact: args.redact,
        radar: args.radar,
        against: args.against.as_deref().map(AssessmentId::parse).transpose()?,
        date,
        otherwise,
    })
}

fn list(args: &Args, workbench: &Workbench, output: &mut Output) -> Result<Code, Failure> {
    // Without one assessment that is meant, the file for all of them is named.
    let assessment = workbench.pick(args.assessment.id.as_deref()).ok();
    let assessment = assessment.map(|id| workbench.assessment(&id)).transpose()?;
    let choices = workbench.choices(assessment.as_ref())?;
    let languages: Vec<String> = workbench.report_languages().iter().map(ToString::to_string).collect();
    if args.json.json {
        let rows: Vec<_> =
            choices.iter().map(|c| json!({ "template": c.name, "about": c.about, "file": c.file })).collect();
        output.json(&json!({ "templates": rows, "languages": languages }))?;
        return Ok(Code::Done);
    }
    let mut table = Table::new(&["template", "what it is"]);
    for choice in &choices {
        let own = if choice.file.starts_with("shipped:") { "" } else { " (of this workspace)" };
        let name = choice.file.rsplit('/').next().unwrap_or_default();
        // A narrower file than the plain one is worth naming.
        let narrow =
            if name == format!("{}.md.j2", choice.name) { String::new() } else { format!(" [{name}]") };
        table.row([choice.name.clone(), format!("{}{narrow}{own}", choice.about)]);
    }
    output.line(table.text())?;
    output
        .line(format!("\nLanguages: {}. Formats: md, html, docx, xlsx, csv, json.", languages.join(", ")))?;
    Ok(Code::Done)
}
