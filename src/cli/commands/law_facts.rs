//! The flags that say what a law is.

use crate::cli::args::Choice;
use crate::cli::failure::Failure;
use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::law::LawKind;
use crate::workbench::law::add::GivenFacts;
use crate::workbench::law::shelf;

/// What a person says of a law. It counts before what the file says of itself.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Facts of the law")]
pub(crate) struct Facts {
    /// The title in the language of the text
    #[arg(long)]
    title: Option<String>,
    /// The title in English
    #[arg(long)]
    title_en: Option<String>,
    /// As it is cited: "Act No. 5 of 2018"
    #[arg(long)]
    number: Option<String>,
    #[arg(long)]
    year: Option<i16>,
    #[arg(long)]
    kind: Option<Choice<LawKind>>,
    /// The language of the text: `en`, `es`, `ar`, `sw`, `fil`
    #[arg(long)]
    language: Option<String>,
    #[arg(long)]
    status: Option<Choice<LawStatus>>,
    /// The day up to which the text is consolidated
    #[arg(long, value_name = "DATE")]
    version_date: Option<String>,
    #[arg(long, value_name = "DATE")]
    enacted: Option<String>,
    #[arg(long, value_name = "DATE")]
    commenced: Option<String>,
    /// A law that this one changes; can be given again
    #[arg(long, value_name = "LAW")]
    amends: Vec<String>,
    /// A law that changed this one and is worked into the text; can be given again
    #[arg(long, value_name = "LAW")]
    amended_by: Vec<String>,
    /// Where the text was taken from
    #[arg(long, value_name = "ADDRESS")]
    source: Option<String>,
    #[arg(long)]
    note: Option<String>,
}

impl Facts {
    pub(crate) fn given(self) -> Result<GivenFacts, Failure> {
        let date = |flag: &str, text: Option<String>| {
            text.map(|t| Date::parse(&t).map_err(|e| Failure::usage(format!("--{flag}: {e}"), None)))
                .transpose()
        };
        let language = self.language.as_deref().map(shelf::language_tag).transpose();
        let text =
            |text: Option<String>| text.map(|t| crate::model::safe::entered(&t)).filter(|t| !t.is_empty());
        Ok(GivenFacts {
            id: None,
            title: text(self.title),
            title_en: text(self.title_en),
            number: text(self.number),
            year: self.year,
            kind: self.kind.map(|c| c.0),
            language: language.map_err(|e| Failure::usage(format!("--language: {e}"), None))?,
            status: self.status.map(|c| c.0),
            version: date("version-date", self.version_date)?,
            enacted: date("enacted", self.enacted)?,
            commenced: date("commenced", self.commenced)?,
            amends: self.amends,
            amended_by: self.amended_by,
            source: text(self.source),
            note: text(self.note),
        })
    }
}
