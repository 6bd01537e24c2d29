//! `mnr framework terms`

use serde_json::{Value, json};

use crate::cli::args::Json;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::terminology::{Concept, ConceptId, Form, Terminology, Use};
use crate::model::text::Language;
use crate::model::word::Vocabulary;
use crate::workbench::naming;
use crate::workbench::reading::Library;

/// List the concepts of the table of terms, or every form of one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr framework terms               the concepts
  mnr framework terms T01           what one is called, in every language
  mnr framework terms T01 --language es
  mnr framework terms \"child porn\"  the concept that a wording belongs to
  mnr search concept:T01            all of these forms at once")]
pub(crate) struct Terms {
    /// A concept, as `T01`, or any wording of one
    name: Option<String>,
    /// Only the forms in this language; can be given again
    #[arg(long, value_name = "TAG")]
    language: Vec<Language>,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(library: &Library, args: &Terms, output: &mut Output) -> Result<Code, Failure> {
    let terms = library.terminology()?;
    let Some(name) = &args.name else { return list(&terms, args, output) };
    let named = ConceptId::parse(&name.to_uppercase()).ok().and_then(|id| terms.concept(&id));
    let mut concepts: Vec<&Concept> = named.into_iter().collect();
    if concepts.is_empty() {
        concepts.extend(terms.concept_of(name).map(|(concept, _)| concept));
        concepts.dedup_by_key(|c| c.id.clone());
    }
    if concepts.is_empty() {
        let known: Vec<String> = terms.concepts.iter().map(|c| c.id.to_string()).collect();
        return Err(naming::unknown("concept", name, &known).into());
    }
    if args.json.json {
        let concepts: Vec<Value> = concepts.into_iter().map(|c| concept_json(c, &args.language)).collect();
        output.json(&json!({ "version": terms.version, "concepts": concepts }))?;
        return Ok(Code::Done);
    }
    for concept in concepts {
        show(&terms, concept, &args.language, output)?;
    }
    Ok(Code::Done)
}

fn show(
    terms: &Terminology,
    concept: &Concept,
    languages: &[Language],
    output: &mut Output,
) -> Result<(), Failure> {
    output.line(format!("{} · {} [{}]\n", concept.id, concept.term, concept.from.certainty))?;
    output.line(format!("{}\n{}\n", concept.about, concept.why))?;
    let wanted = (!languages.is_empty()).then_some(languages);
    let mut table = Table::new(&["language", "form", "use", "write instead", "certainty", "note"]);
    for form in terms.forms(&concept.id, wanted) {
        let avoided = matches!(form.used, Use::Avoid | Use::Care);
        let instead = avoided.then(|| terms.preferred(&concept.id, &form.language).next()).flatten();
        table.row([
            form.language.to_string(),
            form.text.clone(),
            form.used.word().to_owned(),
            instead.map(|f| f.text.clone()).unwrap_or_default(),
            form.from.certainty.to_string(),
            form.from.note.clone().unwrap_or_default(),
        ]);
    }
    output.line(table.text())
}

fn list(terms: &Terminology, args: &Terms, output: &mut Output) -> Result<Code, Failure> {
    if args.json.json {
        let concepts: Vec<Value> = terms.concepts.iter().map(|c| concept_json(c, &args.language)).collect();
        output.json(&json!({ "version": terms.version, "concepts": concepts }))?;
        return Ok(Code::Done);
    }
    let mut table = Table::new(&["id", "preferred term", "forms", "languages", "certainty"]);
    for concept in &terms.concepts {
        let mut languages: Vec<String> = concept.forms.iter().map(|f| f.language.to_string()).collect();
        languages.dedup();
        table.row([
            concept.id.to_string(),
            concept.term.clone(),
            concept.forms.len().to_string(),
            languages.join(" "),
            concept.from.certainty.to_string(),
        ]);
    }
    output.line(table.text())?;
    Ok(Code::Done)
}

fn concept_json(concept: &Concept, languages: &[Language]) -> Value {
    let wanted = |f: &&Form| languages.is_empty() || languages.contains(&f.language);
    let form = |f: &Form| {
        json!({
            "text": f.text,
            "language": f.language.as_str(),
            "use": f.used.word(),
            "needs": f.needs,
            "certainty": f.from.certainty.word(),
            "source": f.from.source,
            "note": f.from.note,
        })
    };
    json!({
        "id": concept.id.to_string(),
        "term": concept.term,
        "about": concept.about,
        "why": concept.why,
        "certainty": concept.from.certainty.word(),
        "forms": concept.forms.iter().filter(wanted).map(form).collect::<Vec<_>>(),
    })
}
