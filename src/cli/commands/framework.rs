//! `mnr framework list`, `mnr framework show` and `mnr framework terms`

use std::cell::OnceCell;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::args::Json;
use crate::cli::commands::terms;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::framework::{Basis, Capability, Framework, Question};
use crate::model::id::{CapabilityRef, FrameworkId, QuestionRef};
use crate::model::text::{Language, Text};
use crate::model::word::Vocabulary;
use crate::workbench::naming;
use crate::workbench::reading::Library;

/// List the frameworks, or show one with its questions
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    List(List),
    Show(Show),
    Terms(terms::Terms),
}

/// List the frameworks at hand
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr framework list")]
pub(crate) struct List {
    #[command(flatten)]
    json: Json,
}

/// Show a framework, a capability with its questions, or one question in full
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mnr framework show mnr            domains and capabilities
  mnr framework show mnr C03        the questions of a capability
  mnr framework show mnr C03-2      one question with its criteria
  mnr framework show mnr --json     everything")]
pub(crate) struct Show {
    /// The framework
    id: String,
    /// A capability or a question of it
    part: Option<String>,
    /// The language to show, where the texts have it
    #[arg(long)]
    language: Option<String>,
    #[command(flatten)]
    json: Json,
}

pub(crate) fn run(command: Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let library = Library::at(context.start());
    match command {
        Command::List(args) => list(&library, &args, output),
        Command::Show(args) => show(&library, &args, output),
        Command::Terms(args) => terms::run(&library, &args, output),
    }
}

fn list(library: &Library, args: &List, output: &mut Output) -> Result<Code, Failure> {
    let frameworks = library.frameworks();
    let english = Language::english();
    if args.json.json {
        let rows: Vec<Value> = frameworks
            .iter()
            .map(|(id, origin, f)| {
                json!({
                    "id": id.as_str(),
                    "origin": origin,
                    "title": f.as_ref().map(|f| f.title.get(&english)),
                    "version": f.as_ref().map(|f| &f.version),
                    "capabilities": f.as_ref().map(|f| f.capabilities().count()),
                    "questions": f.as_ref().map(|f| f.questions().count()),
                })
            })
            .collect();
        output.json(&json!({ "frameworks": rows }))?;
        return Ok(Code::Done);
    }
    let mut table = Table::new(&["id", "title", "version", "capabilities", "questions", "from"]);
    for (id, origin, framework) in &frameworks {
        let cell = |f: &dyn Fn(&Framework) -> String| framework.as_ref().map_or("has faults".to_owned(), f);
        table.row([
            id.to_string(),
            cell(&|f| f.title.get(&english).to_owned()),
            cell(&|f| f.version.clone()),
            cell(&|f| f.capabilities().count().to_string()),
            cell(&|f| f.questions().count().to_string()),
            (*origin).to_owned(),
        ]);
    }
    output.line(table.text())?;
    Ok(Code::Done)
}

fn show(library: &Library, args: &Show, output: &mut Output) -> Result<Code, Failure> {
    let framework = library.framework(&FrameworkId::parse(&args.id)?)?;
    let language = match &args.language {
        Some(tag) => Language::parse(tag).map_err(|e| Failure::usage(e.to_string(), None))?,
        None => library.language(),
    };
    let others = OnceCell::new();
    let view = View { library, framework: &framework, language: &language, others };
    let Some(part) = &args.part else {
        if args.json.json {
            output.json(&view.json())?;
        } else {
            view.outline(output)?;
        }
        return Ok(Code::Done);
    };
    let one = [&framework];
    if let Ok((_, id)) = naming::capability(part, &one)
        && let Some(capability) = framework.capability(&id)
    {
        if args.json.json {
            output.json(&view.capability_json(capability))?;
        } else {
            view.capability(capability, output)?;
        }
        return Ok(Code::Done);
    }
    let (_, id) = naming::question(part, &one)?;
    if let Some((capability, question)) = framework.question(&id) {
        if args.json.json {
            output.json(&view.question_json(question))?;
        } else {
            view.question(capability, question, output)?;
        }
    }
    Ok(Code::Done)
}

/// A framework in one language.
struct View<'a> {
    library: &'a Library,
    framework: &'a Framework,
    language: &'a Language,
    /// Frameworks that its questions refer to, once somebody asks for them.
    others: OnceCell<Vec<Framework>>,
}

impl View<'_> {
    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language)
    }

    fn outline(&self, output: &mut Output) -> Result<(), Failure> {
        let f = self.framework;
        output.line(format!("{}, version {}", self.text(&f.title), f.version))?;
        output.line(format!("{}, {}\n", f.publisher, f.published))?;
        output.line(self.text(&f.description))?;
        for domain in &f.domains {
            output.line(format!("\n{}", self.text(&domain.title)))?;
            for c in &domain.capabilities {
                let depends: Vec<String> = c.depends_on.iter().map(ToString::to_string).collect();
                let depends = if depends.is_empty() {
                    String::new()
                } else {
                    format!(" (rests on {})", depends.join(", "))
                };
                output.line(format!(
                    "  {} {}, {} questions{depends}",
                    c.id,
                    self.text(&c.title),
                    c.questions.len()
                ))?;
                output.line(format!("      {}", self.text(&c.summary)))?;
            }
        }
        output.line("\nLevels")?;
        for level in &f.scale {
            output.line(format!(
                "  {} {}: {}",
                level.value,
                self.text(&level.title),
                self.text(&level.meaning)
            ))?;
        }
        output.line(format!("\n{}", self.text(&f.rights)))
    }

    fn capability(&self, c: &Capability, output: &mut Output) -> Result<(), Failure> {
        output.line(format!("{} {}", c.id, self.text(&c.title)))?;
        // In the framework's own language: a translation of the one is no other edition of it.
        let own = &self.framework.language;
        if c.title_current.get(own) != c.title.get(own) {
            output.line(format!(
                "Current edition: {}, in {}",
                self.text(&c.title_current),
                self.text(&c.domain_current)
            ))?;
        }
        output.line(format!("\n{}", self.text(&c.purpose)))?;
        for training in &c.training {
            let audience = self.framework.audiences.iter().find(|a| a.id == training.audience);
            let audience = audience.map_or(training.audience.as_str(), |a| self.text(&a.title));
            output.line(format!("  Training, {audience}: {}", self.text(&training.subject)))?;
        }
        output.line("")?;
        for q in &c.questions {
            let essential = self.framework.scoring.essential_from(&q.id);
            let essential = essential.map_or(String::new(), |l| format!(", essential from level {l}"));
            output.line(format!("{} ({}, weight {}{essential})", q.id, q.kind, q.weight))?;
            output.line(format!("  {}", self.text(&q.text)))?;
        }
        output.line(format!(
            "\nOne question with its criteria: mnr framework show {} {}",
            self.framework.id,
            c.questions.first().map_or("", |q| q.id.as_str())
        ))
    }

    fn question(&self, c: &Capability, q: &Question, output: &mut Output) -> Result<(), Failure> {
        output.line(format!("{} · {} {}\n", q.id, c.id, self.text(&c.title)))?;
        output.line(self.text(&q.text))?;
        if let Some(guidance) = &q.guidance {
            output.line(format!("\n{}", self.text(guidance)))?;
        }
        let essential = self.framework.scoring.essential_from(&q.id);
        let rows = [
            ("Met", Some(self.text(&q.met).to_owned())),
            ("Partly", Some(self.text(&q.partly).to_owned())),
            ("Not met", Some(self.text(&q.not_met).to_owned())),
            (
                "Evidence",
                Some(q.typical_evidence.iter().map(|t| self.text(t)).collect::<Vec<_>>().join("; ")),
            ),
            ("Action to consider", Some(self.text(&q.action).to_owned())),
            ("Kind", Some(q.kind.to_string())),
            ("Weight", Some(q.weight.to_string())),
            ("Essential", essential.map(|l| format!("from level {l}"))),
            (
                "Asked when",
                q.relevant_if.as_ref().map(|r| format!("{} is at least {}", r.question, r.at_least)),
            ),
            ("Basis", Some(q.basis.iter().map(|b| self.basis(b)).collect::<Vec<_>>().join("; "))),
            ("Note", q.note.as_ref().map(|n| self.text(n).to_owned())),
        ];
        for (label, text) in rows {
            if let Some(text) = text {
                output.line(format!("\n{label}: {text}"))?;
            }
        }
        for name in &q.informed_by {
            output
                .line(format!("\nInformed by {name}: {}", self.informing(name).unwrap_or("not at hand")))?;
        }
        let serves = q.serves.iter().map(|name| format!("{name} {}", self.served(name).unwrap_or_default()));
        let serves: Vec<String> = serves.collect();
        if !serves.is_empty() {
            output.line(format!("\nServes: {}", serves.join("; ")))?;
        }
        Ok(())
    }

    /// A framework that questions of this one refer to. Each is read once.
    fn other(&self, id: &FrameworkId) -> Option<&Framework> {
        let read = || {
            let questions = self.framework.questions();
            let named = questions.flat_map(|q| {
                q.informed_by.iter().map(|q| &q.framework).chain(q.serves.iter().map(|c| &c.framework))
            });
            let named: BTreeSet<&FrameworkId> = named.collect();
            named.into_iter().filter_map(|id| self.library.framework(id).ok()).collect()
        };
        self.others.get_or_init(read).iter().find(|f| f.id == *id)
    }

    /// The text of a question that informs one.
    fn informing(&self, name: &QuestionRef) -> Option<&str> {
        self.other(&name.framework)?.question(&name.question).map(|(_, q)| self.text(&q.text))
    }

    /// The title of a capability that one bears on.
    fn served(&self, name: &CapabilityRef) -> Option<&str> {
        self.other(&name.framework)?.capability(&name.capability).map(|c| self.text(&c.title))
    }

    fn basis(&self, basis: &Basis) -> String {
        let title = self.framework.source(&basis.source).map_or(basis.source.as_str(), |s| s.title.as_str());
        let part =
            basis.part.as_deref().or(basis.at.as_deref()).map(|p| format!(", {p}")).unwrap_or_default();
        let derived = if basis.derived { " (derived)" } else { "" };
        format!("{title}{part}{derived}")
    }

    fn json(&self) -> Value {
        let f = self.framework;
        let mut languages = serde_json::Map::new();
        let texts = f.texts();
        let all: std::collections::BTreeSet<&Language> = texts.iter().flat_map(|t| t.languages()).collect();
        for language in all {
            let present = texts.iter().filter(|t| t.has(language)).count();
            languages.insert(
                language.to_string(),
                json!({ "present": present, "missing": texts.len() - present }),
            );
        }
        let domains = f.domains.iter().map(|d| {
            json!({
                "id": d.id.as_str(),
                "title": self.text(&d.title),
                "outcome": self.text(&d.outcome),
                "capabilities": d.capabilities.iter().map(|c| self.capability_json(c)).collect::<Vec<_>>(),
            })
        });
        let s = &f.scoring;
        let ids =
            |ids: &Vec<crate::model::id::QuestionId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let essential: std::collections::BTreeMap<_, _> =
            s.essential.iter().map(|(l, q)| (l, ids(q))).collect();
        json!({
            "id": f.id.as_str(),
            "version": f.version,
            "title": self.text(&f.title),
            "publisher": f.publisher,
            "published": f.published,
            "description": self.text(&f.description),
            "rights": self.text(&f.rights),
            "language": f.language.as_str(),
            "languages": languages,
            "scale": f.scale.iter().map(|l| json!({
                "value": l.value,
                "title": self.text(&l.title),
                "meaning": self.text(&l.meaning),
                "wording": l.wording.word(),
            })).collect::<Vec<_>>(),
            "scoring": {
                "method": s.method.word(),
                "values": { "met": s.values.met, "partly": s.values.partly, "not_met": s.values.not_met },
                "not_applicable": s.not_applicable.word(),
                "unknown": s.unknown.word(),
                "not_assessed": s.not_assessed.word(),
                "not_relevant": s.not_relevant.word(),
                "thresholds": s.thresholds,
                "essential": essential,
                "min_coverage": s.min_coverage,
            },
            "sources": f.sources.iter().map(|s| json!({
                "id": s.id, "title": s.title, "publisher": s.publisher, "date": s.date, "url": s.url, "note": s.note,
            })).collect::<Vec<_>>(),
            "audiences": f.audiences.iter().map(|a| json!({ "id": a.id, "title": self.text(&a.title) })).collect::<Vec<_>>(),
            "domains": domains.collect::<Vec<_>>(),
        })
    }

    fn capability_json(&self, c: &Capability) -> Value {
        json!({
            "id": c.id.as_str(),
            "number": c.number,
            "title": self.text(&c.title),
            "title_current": self.text(&c.title_current),
            "domain_2016": self.text(&c.domain_2016),
            "domain_current": self.text(&c.domain_current),
            "summary": self.text(&c.summary),
            "purpose": self.text(&c.purpose),
            "depends_on": c.depends_on.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "training": c.training.iter().map(|t| json!({
                "audience": t.audience, "subject": self.text(&t.subject),
            })).collect::<Vec<_>>(),
            "source": self.basis(&c.source),
            "note": c.note.as_ref().map(|n| self.text(n)),
            "questions": c.questions.iter().map(|q| self.question_json(q)).collect::<Vec<_>>(),
        })
    }

    fn question_json(&self, q: &Question) -> Value {
        json!({
            "id": q.id.as_str(),
            "kind": q.kind.word(),
            "weight": q.weight,
            "essential_from": self.framework.scoring.essential_from(&q.id),
            "text": self.text(&q.text),
            "guidance": q.guidance.as_ref().map(|g| self.text(g)),
            "criteria": {
                "met": self.text(&q.met),
                "partly": self.text(&q.partly),
                "not_met": self.text(&q.not_met),
            },
            "typical_evidence": q.typical_evidence.iter().map(|t| self.text(t)).collect::<Vec<_>>(),
            "source": q.basis.iter().map(|b| self.basis(b)).collect::<Vec<_>>(),
            "action": self.text(&q.action),
            "relevant_if": q.relevant_if.as_ref().map(|r| json!({
                "question": r.question.as_str(), "at_least": r.at_least.word(),
            })),
            "note": q.note.as_ref().map(|n| self.text(n)),
            "informed_by": q.informed_by.iter().map(|name| json!({
                "id": name.to_string(), "text": self.informing(name),
            })).collect::<Vec<_>>(),
            "serves": q.serves.iter().map(|name| json!({
                "id": name.to_string(), "title": self.served(name),
            })).collect::<Vec<_>>(),
        })
    }
}
