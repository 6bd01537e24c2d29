//! One file a command: its flags, whose doc comments are its help, and what it does.

pub(crate) mod absent;
pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod assess;
pub(crate) mod audit;
pub(crate) mod audit_evidence;
pub(crate) mod audit_terms;
pub(crate) mod check;
pub(crate) mod cite;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod country;
pub(crate) mod demo;
pub(crate) mod framework;
pub(crate) mod gaps;
pub(crate) mod gaps_by;
pub(crate) mod index;
pub(crate) mod init;
pub(crate) mod law;
pub(crate) mod law_facts;
pub(crate) mod law_show;
pub(crate) mod law_update;
pub(crate) mod level;
pub(crate) mod man;
pub(crate) mod plan;
pub(crate) mod portfolio;
pub(crate) mod read_pdf;
pub(crate) mod report;
pub(crate) mod schema;
pub(crate) mod screens;
pub(crate) mod search;
pub(crate) mod status;
pub(crate) mod suggest;
pub(crate) mod terms;

use crate::cli::args::Command;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;

/// Carries out a command.
pub(crate) fn run(command: Option<Command>, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let Some(command) = command else { return screens::run(context, output) };
    match command {
        Command::Demo(args) => demo::run(&args, context, output),
        Command::Init(args) => init::run(args, context, output),
        Command::Framework(command) => framework::run(command, context, output),
        Command::Country(command) => country::run(command, context, output),
        Command::Assess(command) => assess::run(command, context, output),
        Command::Answer(args) => answer::run(args, context, output),
        Command::Ask(args) => ask::run(&args, context, output),
        Command::Level(args) => level::run(args, context, output),
        Command::Status(args) => status::run(&args, context, output),
        Command::Law(command) => law::run(command, context, output),
        Command::Index(args) => index::run(&args, context, output),
        Command::Search(args) => search::run(&args, context, output),
        Command::Suggest(args) => suggest::run(&args, context, output),
        Command::Cite(args) => cite::run(args, context, output),
        Command::Absent(args) => absent::run(args, context, output),
        Command::ReadPdf => read_pdf::run(output),
        Command::Audit(command) => audit::run(&command, context, output),
        Command::Gaps(args) => gaps::run(&args, context, output),
        Command::Plan(command) => plan::run(command, context, output),
        Command::Compare(args) => compare::run(&args, context, output),
        Command::Portfolio(args) => portfolio::run(&args, context, output),
        Command::Report(args) => report::run(&args, context, output),
        Command::Config(command) => config::run(&command, context, output),
        Command::Check(args) => check::run(&args, context, output),
        Command::Schema(args) => schema::run(&args, output),
        Command::Completions(args) => completions::run(&args, output),
        Command::Man(args) => man::run(&args, output),
    }
}
