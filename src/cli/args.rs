//! What can be typed: the commands and their flags.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::cli::commands;
use crate::model::config::ColorChoice;
use crate::model::word::Vocabulary;

/// Needs assessment and legislative review against the Model National Response.
///
/// Assess how well a country is set up to prevent and answer child sexual exploitation and abuse:
/// answer the checklist, set levels and targets, export the gap analysis. Everything is plain
/// files in one folder; no network is used.
#[derive(Debug, Parser)]
#[command(name = "mnr", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// The workspace [default: the nearest folder with `mnr.yaml`, here or above]
    #[arg(long, global = true, value_name = "DIR", env = "MNR_WORKSPACE")]
    pub(crate) workspace: Option<PathBuf>,

    /// Print what there is instead of opening the screens
    #[arg(long, global = true)]
    pub(crate) no_screen: bool,

    /// Colours in the screens [default: where the terminal has them and `NO_COLOR` is not set]
    #[arg(long, global = true, value_name = "WHEN")]
    pub(crate) color: Option<Choice<ColorChoice>>,

    /// Without a command: the screens on this workspace
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  mnr demo                          a workspace of a fictional country, with its report
  mnr init my-programme             a workspace of your own
  mnr assess new ken                begin the baseline of Kenya
  mnr answer C03-2 partly --because \"Production is covered only for publication\"
  mnr ask                           answer question by question, in plain lines
  mnr law add laws/ --country ken   take statutes into the library
  mnr search 'grooming w/10 child'  find the provision
  mnr suggest OFF-05                run a question's own searches over the country's laws
  mnr cite cybercrimes-act 24 --to OFF-05   pin the passage to the answer
  mnr plan suggest                  actions from the gaps, in the order to take them
  mnr report                        the gap analysis, as Markdown

Exit codes: 0 done, 1 something to fix was found, 2 wrong use, 3 damaged data, 4 locked.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(commands::demo::Args),
    Init(commands::init::Args),
    #[command(subcommand)]
    Framework(commands::framework::Command),
    #[command(subcommand)]
    Country(commands::country::Command),
    #[command(subcommand)]
    Assess(commands::assess::Command),
    Answer(commands::answer::Args),
    Ask(commands::ask::Args),
    Level(commands::level::Args),
    Status(commands::status::Args),
    #[command(subcommand)]
    Law(commands::law::Command),
    Index(commands::index::Args),
    Search(commands::search::Args),
    Suggest(commands::suggest::Args),
    Cite(commands::cite::Args),
    Absent(commands::absent::Args),
    #[command(subcommand)]
    Audit(commands::audit::Command),
    Gaps(commands::gaps::Args),
    #[command(subcommand)]
    Plan(commands::plan::Command),
    Report(commands::report::Args),
    Compare(commands::compare::Args),
    Portfolio(commands::portfolio::Args),
    Check(commands::check::Args),
    #[command(subcommand)]
    Config(commands::config::Command),
    Schema(commands::schema::Args),
    Completions(commands::completions::Args),
    Man(commands::man::Args),
    /// Read a PDF from standard input, within bounds
    #[command(name = "__read-pdf", hide = true)]
    ReadPdf,
}

/// Which assessment a command is about.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Assessment {
    /// The assessment, as `ken-baseline` [default: the only one there is]
    #[arg(long = "assessment", short = 'a', value_name = "ID", env = "MNR_ASSESSMENT")]
    pub(crate) id: Option<String>,
}

/// Whether a reading command prints for people or for programs.
#[derive(Debug, clap::Args)]
pub(crate) struct Json {
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// A word of a closed set as a flag's value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice<T>(pub(crate) T);

impl<T: Vocabulary + Send + Sync> clap::builder::ValueParserFactory for Choice<T> {
    type Parser = ChoiceParser<T>;

    fn value_parser() -> Self::Parser {
        ChoiceParser(std::marker::PhantomData)
    }
}

/// Takes the words of a set, with `-` or `_` between their parts.
#[derive(Debug, Clone)]
pub(crate) struct ChoiceParser<T>(std::marker::PhantomData<T>);

impl<T: Vocabulary + Send + Sync> clap::builder::TypedValueParser for ChoiceParser<T> {
    type Value = Choice<T>;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Self::Value, clap::Error> {
        // The parser of possible values makes the message, with the nearest word.
        let words = clap::builder::PossibleValuesParser::new(T::WORDS);
        let value = value.to_string_lossy().to_lowercase().replace('-', "_");
        let word = clap::builder::TypedValueParser::parse_ref(&words, command, argument, value.as_ref())?;
        T::from_word(&word).map(Choice).ok_or_else(|| clap::Error::new(clap::error::ErrorKind::InvalidValue))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = clap::builder::PossibleValue> + '_>> {
        Some(Box::new(T::WORDS.iter().map(clap::builder::PossibleValue::new)))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_flags_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
