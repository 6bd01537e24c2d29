//! `mnr audit terms`

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::cli::args::{Assessment, Json};
use crate::cli::commands::law;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::model::id::Iso3;
use crate::model::problem::Severity;
use crate::model::word::Vocabulary;
use crate::workbench::terms_audit::{Group, Item, Place, Request, Subject, TermsAudit, Verdict};

/// Find legacy terms in laws and in the texts of an assessment
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The terms are those of `mnr framework terms`. A term to avoid is a finding in a law made after 2016, in a policy and in
a text of the assessment; it is a note in an older law, in superseded wording and in quoted provisions. A term to take
care with is a note. Titles of instruments that are cited, quotations in texts of the assessment and lists of repealed
laws are exempt. The exit code is 1 when there is a finding.

Examples:
  mnr audit terms --country ken
  mnr audit terms --law ken/children-act-2022 --notes
  mnr audit terms --answers                           also what the assessment says
  mnr audit terms --markdown > terms.md")]
pub(crate) struct Terms {
    /// Only laws of this country; can be given again
    #[arg(long, value_name = "ISO3")]
    country: Vec<String>,
    /// Only this law, as `ken/children-act-2022`; can be given again
    #[arg(long, value_name = "LAW")]
    law: Vec<String>,
    /// Also the answers, levels, evidence and notes of the assessment
    #[arg(long)]
    answers: bool,
    #[command(flatten)]
    assessment: Assessment,
    #[command(flatten)]
    listed: Listed,
    /// Print Markdown, for a report
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    #[command(flatten)]
    json: Json,
}

/// What is listed item by item besides the findings.
#[derive(Debug, clap::Args)]
struct Listed {
    /// Print each note, not only how many there are
    #[arg(long)]
    notes: bool,
    /// Print each note and what is exempt
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Terms, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let workbench = context.open_to_read()?;
    let mut request = Request::default();
    for country in &args.country {
        request.countries.push(Iso3::parse(&country.to_lowercase())?);
    }
    for law in &args.law {
        request.laws.push(law::named(&workbench, law)?);
    }
    if args.answers {
        request.answers = Some(workbench.pick(args.assessment.id.as_deref())?);
    }
    let mut progress = Progress::new("reading");
    let audit =
        workbench.audit_terms(&request, &Context::reading(false), &mut |done, of| progress.at(done, of));
    progress.end();
    let audit = audit?;
    for problem in &audit.problems {
        output.aside(problem.to_string());
    }
    if audit.laws.is_empty() {
        let nothing = workbench.count_laws() == 0;
        output.aside(if nothing { law::NO_LAW_YET } else { "no law of the library passes the filters" });
    }
    if args.json.json {
        output.json(&audit_json(&audit))?;
    } else if args.markdown {
        output.line(audit.markdown(args.listed.all).trim_end())?;
    } else {
        print(&audit, args, context.marks_in_colour(), output)?;
    }
    // What could not be read was not looked over, and a script must see that.
    Ok(if audit.problems.iter().any(|p| p.severity == Severity::Error) {
        Code::Damaged
    } else if audit.count(Verdict::Finding) > 0 {
        Code::Found
    } else {
        Code::Done
    })
}

fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

fn print(audit: &TermsAudit, args: &Terms, colour: bool, output: &mut Output) -> Result<(), Failure> {
    let [findings, notes, exempt] =
        [Verdict::Finding, Verdict::Note, Verdict::Exempt].map(|v| audit.count(v));
    let mut read = counted(audit.laws.len(), "law");
    if let Some(id) = &audit.assessment {
        read = format!("{read} and {} of {id}", counted(audit.texts, "text"));
    }
    output.line(format!(
        "{}, {}, {exempt} exempt in {read}",
        counted(findings, "finding"),
        counted(notes, "note")
    ))?;
    for law in audit.uncovered() {
        output.line(format!(
            "{}: the list has no forms in its language ({}); only those of others were looked for",
            law.id, law.language
        ))?;
    }
    let listed = args.listed.notes || args.listed.all;
    part("Findings", &audit.groups(Verdict::Finding), true, colour, output)?;
    part("Notes", &audit.groups(Verdict::Note), listed, colour, output)?;
    if args.listed.all {
        part("Exempt", &audit.groups(Verdict::Exempt), true, colour, output)?;
    } else if notes > 0 && !listed {
        output.line("\n`--notes` lists each note, `--all` also what is exempt.")?;
    }
    Ok(())
}

fn part(
    title: &str,
    groups: &[Group<'_>],
    listed: bool,
    colour: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    if groups.is_empty() {
        return Ok(());
    }
    output.line(format!("\n{title}"))?;
    for group in groups {
        let name = match group.law {
            Some(law) => {
                let year = law.year.map_or("year not known".to_owned(), |y| y.to_string());
                format!("{} · {}, {year}", law.title, law.id)
            }
            None => "Texts of the assessment".to_owned(),
        };
        output.line(format!("\n{name}: {}", group.count()))?;
        for concept in &group.concepts {
            if listed {
                concept_lines(concept, colour, output)?;
            } else {
                output.line(format!("  {}", concept_summary(concept)))?;
            }
        }
    }
    Ok(())
}

/// The items of a concept by form.
fn forms<'a>(concept: &[&'a Item]) -> Vec<Vec<&'a Item>> {
    let mut forms: Vec<Vec<&Item>> = Vec::new();
    for item in concept {
        match forms.iter_mut().find(|f| f.first().is_some_and(|i| i.form == item.form)) {
            Some(form) => form.push(item),
            None => forms.push(vec![item]),
        }
    }
    forms
}

/// "T21 child: 14: "menor" 12 (care), "menores" 2 (care) · right in some places only".
fn concept_summary(concept: &[&Item]) -> String {
    let Some(first) = concept.first() else { return String::new() };
    let forms: Vec<String> = forms(concept)
        .iter()
        .filter_map(|f| f.first().map(|i| format!("\"{}\" {} ({})", i.form, f.len(), i.used)))
        .collect();
    let reasons: BTreeSet<&str> = concept.iter().map(|i| i.reason.words()).collect();
    let reasons: Vec<&str> = reasons.into_iter().collect();
    let (forms, reasons) = (forms.join(", "), reasons.join("; "));
    format!("{} {}: {}: {forms} · {reasons}", first.concept, first.term, concept.len())
}

fn concept_lines(concept: &[&Item], colour: bool, output: &mut Output) -> Result<(), Failure> {
    let Some(first) = concept.first() else { return Ok(()) };
    output.line(format!("  {} {}: {}", first.concept, first.term, concept.len()))?;
    output.line(format!("    {}", first.why))?;
    for form in forms(concept) {
        let Some(first) = form.first() else { continue };
        output.line(format!("    \"{}\": {}{}; {}", first.form, first.used, instead(first), basis(first)))?;
        if let Some(note) = &first.form_note {
            output.line(format!("      note: {note}"))?;
        }
        for item in form {
            output.line(format!("      {}: {} · {}", place(item), item.printed, item.reason.words()))?;
            output.marked("        ", &item.snippet.text, &item.snippet.matches, colour)?;
        }
    }
    Ok(())
}

fn place(item: &Item) -> String {
    match &item.subject {
        Subject::Law { .. } if item.place == Place::Title => "title".to_owned(),
        Subject::Law { eid, label, page, .. } => {
            let eid = eid.as_ref().map(|e| format!(" [{e}]")).unwrap_or_default();
            let page = page.map(|p| format!(" p. {p}")).unwrap_or_default();
            format!("{label}{eid}{page}, {}", item.place)
        }
        Subject::Own { label, .. } => label.clone(),
    }
}

fn instead(item: &Item) -> String {
    let Some(write) = &item.write else { return String::new() };
    let english =
        if write.is_fallback { " (English: the list has none in the language of the text)" } else { "" };
    format!(", write \"{}\"{english}", write.text)
}

fn basis(item: &Item) -> String {
    let basis = &item.basis;
    let source = basis.source.as_ref().map(|s| {
        let at = basis.at.as_ref().map(|a| format!(", {a}")).unwrap_or_default();
        format!(": {s}{at}")
    });
    let beyond = if basis.beyond_guidelines { "; our list, beyond the Guidelines" } else { "" };
    format!("{}{}{beyond}", basis.certainty, source.unwrap_or_default())
}

fn audit_json(audit: &TermsAudit) -> Value {
    let list = |verdict| audit.with(verdict).map(|i| item_json(audit, i)).collect::<Vec<_>>();
    let laws = audit.laws.iter().enumerate().map(|(at, audited)| {
        let law = &audited.law;
        let of = |verdict| {
            let here = |i: &&Item| matches!(i.subject, Subject::Law { law, .. } if law == at);
            audit.with(verdict).filter(here).count()
        };
        json!({
            "law": law.id.to_string(),
            "title": law.title,
            "year": law.year,
            "language": law.language,
            "covered": audited.is_covered,
            "findings": of(Verdict::Finding),
            "notes": of(Verdict::Note),
            "exempt": of(Verdict::Exempt),
        })
    });
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for audited in &audit.laws {
        *languages.entry(&audited.law.language).or_default() += 1;
    }
    json!({
        "findings": list(Verdict::Finding),
        "notes": list(Verdict::Note),
        "exempt": list(Verdict::Exempt),
        "counts": {
            "findings": audit.count(Verdict::Finding),
            "notes": audit.count(Verdict::Note),
            "exempt": audit.count(Verdict::Exempt),
            "by_place": tally(audit, |i| i.place.word().to_owned()),
            "by_concept": tally(audit, |i| i.concept.to_string()),
        },
        "laws_read": audit.laws.len(),
        "languages": languages,
        "laws": laws.collect::<Vec<_>>(),
        "assessment": audit.assessment.as_ref().map(ToString::to_string),
        "texts_read": audit.texts,
        "terminology": audit.version,
    })
}

/// How many findings and notes there are by something.
fn tally(
    audit: &TermsAudit,
    by: impl Fn(&Item) -> String,
) -> BTreeMap<String, BTreeMap<&'static str, usize>> {
    let mut counts: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    for item in &audit.items {
        let counted = match item.verdict {
            Verdict::Finding => "findings",
            Verdict::Note => "notes",
            Verdict::Exempt => continue,
        };
        *counts.entry(by(item)).or_default().entry(counted).or_default() += 1;
    }
    counts
}

fn item_json(audit: &TermsAudit, item: &Item) -> Value {
    let matches: Vec<Value> = item.snippet.matches.iter().map(|(from, to)| json!([from, to])).collect();
    let mut value = json!({
        "place": item.place.word(),
        "reason": item.reason.word(),
        "reason_words": item.reason.words(),
        "language": item.language,
        "words": item.printed,
        "snippet": item.snippet.text,
        "matches": matches,
        "span": item.span.map(|s| json!([s.start, s.end])),
        "concept": item.concept.to_string(),
        "term": item.term,
        "why": item.why,
        "form": item.form,
        "form_language": item.form_language.as_str(),
        "use": item.used.word(),
        "form_note": item.form_note,
        "write": item.write.as_ref().map(|w| w.text.clone()),
        "write_language": item.write.as_ref().map(|w| w.language.as_str().to_owned()),
        "certainty": item.basis.certainty.word(),
        "source": item.basis.source,
        "beyond_guidelines": item.basis.beyond_guidelines,
    });
    match &item.subject {
        Subject::Law { eid, label, citation, page, .. } => {
            value["law"] = json!(audit.law_of(item).map(|l| l.id.to_string()));
            value["year"] = json!(audit.law_of(item).and_then(|l| l.year));
            value["provision"] = json!(eid);
            value["label"] = json!(label);
            value["citation"] = json!(citation);
            value["page"] = json!(page);
        }
        Subject::Own { file, label } => {
            value["file"] = json!(file);
            value["label"] = json!(label);
        }
    }
    value
}
