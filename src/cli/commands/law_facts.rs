//! The flags that say what a law is.

use crate::cli::args::Choice;
use crate::cli::failure::Failure;
use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::law::LawKind;
use crate::workbench::law::add::{Clearable, GivenFacts};
use crate::workbench::law::shelf;

/// What a person says of a law. It counts before what the file says of itself. An empty text takes a fact back that
/// a law can be without.
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
    #[arg(long, value_parser = clap::value_parser!(i16).range(1000..=2100))]
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
        let mut cleared = Vec::new();
        let mut text = |fact: Option<Clearable>, text: Option<String>| {
            let text = crate::model::safe::entered(&text?);
            if text.is_empty() {
                cleared.extend(fact);
            }
            Some(text).filter(|t| !t.is_empty())
        };
        let titled = self.title.is_some();
        let title = text(None, self.title);
        if titled && title.is_none() {
            return Err(Failure::usage("--title: a law has a title", None));
        }
        let title_en = text(Some(Clearable::TitleEn), self.title_en);
        let number = text(Some(Clearable::Number), self.number);
        let source = text(Some(Clearable::Source), self.source);
        let note = text(Some(Clearable::Note), self.note);
        let mut date = |flag: &str, fact: Clearable, given: Option<String>| {
            text(Some(fact), given)
                .map(|t| Date::parse(&t).map_err(|e| Failure::usage(format!("--{flag}: {e}"), None)))
                .transpose()
        };
        let version = date("version-date", Clearable::Version, self.version_date)?;
        let enacted = date("enacted", Clearable::Enacted, self.enacted)?;
        let commenced = date("commenced", Clearable::Commenced, self.commenced)?;
        let mut list = |fact: Clearable, given: Vec<String>| -> Vec<String> {
            let some = !given.is_empty();
            let list: Vec<String> = given.into_iter().filter_map(|t| text(None, Some(t))).collect();
            if some && list.is_empty() {
                text(Some(fact), Some(String::new()));
            }
            list
        };
        let amends = list(Clearable::Amends, self.amends);
        let amended_by = list(Clearable::AmendedBy, self.amended_by);
        let language = self.language.as_deref().map(shelf::language_tag).transpose();
        Ok(GivenFacts {
            id: None,
            title,
            title_en,
            number,
            year: self.year,
            kind: self.kind.map(|c| c.0),
            language: language.map_err(|e| Failure::usage(format!("--language: {e}"), None))?,
            status: self.status.map(|c| c.0),
            version,
            enacted,
            commenced,
            amends,
            amended_by,
            source,
            note,
            cleared,
        })
    }
}
