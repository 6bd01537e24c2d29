//! The fixed text of reports in the languages there are.

use std::collections::BTreeMap;

use crate::model::text::Language;
use crate::report::words::Words;
use crate::store::bundled::Folder;
use crate::store::data::Origin;
use crate::store::words_file;
use crate::workbench::error::WorkbenchError;
use crate::workbench::naming;
use crate::workbench::open::Workbench;

const FOLDER: &str = "words/";

impl Workbench {
    /// The languages that reports can be written in: English, and those with a file of words.
    pub(crate) fn report_languages(&self) -> Vec<Language> {
        let data = self.data();
        let paths = [Origin::Shipped, Origin::Own].map(|o| data.paths(Folder::Templates, o)).concat();
        let named = paths.iter().filter_map(|p| p.strip_prefix(FOLDER)?.strip_suffix(".yaml"));
        let mut languages: Vec<Language> = named.filter_map(|l| Language::parse(l).ok()).collect();
        languages.push(Language::english());
        languages.sort();
        languages.dedup();
        languages
    }

    /// The fixed text in the language asked for, or in that of the workspace.
    ///
    /// # Errors
    /// A language that was asked for and has no file of words; a file of words with a fault.
    pub(super) fn report_words(&self, asked: Option<&Language>) -> Result<Words, WorkbenchError> {
        let language = asked.unwrap_or_else(|| self.language()).clone();
        let known = self.report_languages();
        if asked.is_some() && !known.contains(&language) {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            return Err(naming::unknown("report language", language.as_str(), &known));
        }
        let data = self.data();
        let path = format!("{FOLDER}{language}.yaml");
        let mut texts = BTreeMap::new();
        for origin in [Origin::Shipped, Origin::Own] {
            let damaged = |problems| WorkbenchError::Damaged {
                what: format!("the words of reports in `{language}`"),
                problems,
            };
            let file = data.read(Folder::Templates, &path, origin).map_err(|p| damaged(vec![p]))?;
            if let Some(file) = file {
                texts.extend(words_file::texts(&file.name, &file.text).map_err(damaged)?);
            }
        }
        Ok(Words::new(language, texts))
    }
}
