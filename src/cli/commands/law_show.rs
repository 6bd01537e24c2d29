//! `mnr law show`: what is known of a law, and its words.

use serde_json::{Value, json};

use crate::cli::args::Json;
use crate::cli::commands::law::{kinds, law_json, named, words};
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::model::law::{Provision, Standing};
use crate::model::word::Vocabulary;
use crate::workbench::law::add::percent;
use crate::workbench::law::shelf::OpenLaw;

/// Show a law: its facts and provisions, or the words of one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr law show ken/children-act-2022            facts and contents
  mnr law show children-act-2022 sec_24         the words of one provision, by its id, label or number
  mnr law show children-act-2022 --text         the whole text")]
pub(crate) struct Show {
    /// The law, as `ken/children-act-2022`
    law: String,
    /// A provision, as `sec_24`, `24` or `\"s. 24\"`
    provision: Option<String>,
    /// The whole text
    #[arg(long, conflicts_with = "provision")]
    text: bool,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: &Show, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open()?;
    let id = named(&workbench, &args.law)?;
    let open = workbench.open_law(&id, &Context::reading(false))?;
    if let Some(name) = &args.provision {
        let Some((index, provision)) = open.provision_named(name) else {
            let hint = format!("`mnr law show {id}` lists them");
            return Err(Failure::usage(format!("{id} has no provision `{name}`"), hint));
        };
        if args.json.json {
            output.json(&provision_json(&open, index, provision))?;
            return Ok(Code::Done);
        }
        output.line(open.citation(index, None))?;
        for heading in &provision.path {
            output.line(format!("  {heading}"))?;
        }
        if let Some(page) = provision.page {
            output.line(format!("  p. {page}"))?;
        }
        output.line(format!("\n{}", open.words(provision.span).trim_end()))?;
        return Ok(Code::Done);
    }
    if args.json.json {
        let mut law = law_json(&open.law);
        let all = open.text.provisions.iter().enumerate();
        law["provisions"] = json!(all.map(|(i, p)| provision_json(&open, i, p)).collect::<Vec<_>>());
        law["quality"] = json!(open.text.quality.figure());
        law["notes"] = json!(open.text.notes);
        output.json(&law)?;
    } else if args.text {
        output.line(open.text.text.trim_end())?;
    } else {
        facts(&open, output)?;
    }
    Ok(Code::Done)
}

fn provision_json(open: &OpenLaw, index: usize, provision: &Provision) -> Value {
    json!({
        "eid": provision.eid,
        "derived": provision.derived,
        "kind": provision.kind.word(),
        "number": provision.number,
        "label": provision.label,
        "heading": provision.heading,
        "path": provision.path,
        "page": provision.page,
        "standing": provision.standing.word(),
        "citation": open.citation(index, None),
        "span": [provision.span.start, provision.span.end],
        "text": open.words(provision.span),
        "text_sha256": provision.sha256,
    })
}

fn facts(open: &OpenLaw, output: &mut Output) -> Result<(), Failure> {
    let law = &open.law;
    output.line(&law.title)?;
    let date = |d: &Option<crate::model::date::Date>| d.as_ref().map(ToString::to_string);
    let quality = open.text.quality;
    let facts = [
        ("id", Some(law.id.to_string())),
        ("English title", law.title_en.clone()),
        ("number", law.number.clone()),
        ("year", law.year.map(|y| y.to_string())),
        ("kind", Some(words(law.kind.word()))),
        ("language", Some(law.language.clone())),
        ("status", Some(words(law.status.word()))),
        ("version", date(&law.version)),
        ("enacted", date(&law.enacted)),
        ("commenced", date(&law.commenced)),
        ("amends", some(&law.amends)),
        ("amended by", some(&law.amended_by)),
        ("source", law.source.clone()),
        ("key law", law.key_law.clone()),
        ("note", law.note.clone()),
        ("file", Some(format!("{}, sha256 {}", law.file.name, law.file.sha256))),
        (
            "text",
            Some(format!(
                "{} by {}: {:.1} % letters, {:.2} % lost, {:.1} % of words plausible",
                percent(quality),
                open.text.read_by,
                quality.letters * 100.0,
                quality.lost * 100.0,
                quality.plausible * 100.0
            )),
        ),
        ("provisions", Some(kinds(&open.by_kind))),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            output.line(format!("  {name}: {value}"))?;
        }
    }
    for note in &open.text.notes {
        output.line(format!("  note: {note}"))?;
    }
    output.line("")?;
    for entry in &open.text.outline {
        let provision = entry.provision.and_then(|i| open.text.provisions.get(i));
        let indent = "  ".repeat(usize::from(entry.depth.clamp(1, 8)));
        let heading = entry.heading.as_ref().map(|h| format!("  {h}")).unwrap_or_default();
        let standing = match provision.map(|p| p.standing) {
            Some(Standing::History) => "  (superseded wording)",
            Some(Standing::Quoted) => "  (quoted from another law)",
            _ => "",
        };
        let id = provision.map(|p| format!("  [{}]", p.eid)).unwrap_or_default();
        output.line(format!("{indent}{}{heading}{id}{standing}", entry.label))?;
    }
    Ok(())
}

fn some(list: &[String]) -> Option<String> {
    if list.is_empty() { None } else { Some(list.join("; ")) }
}
