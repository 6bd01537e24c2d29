//! The fixed text of reports in the languages there are.

use std::collections::BTreeMap;

use crate::model::problem::Problem;
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

    /// What is wrong with the files of words of the workspace.
    pub(in crate::workbench) fn check_words(&self) -> Vec<Problem> {
        let data = self.data();
        let paths = data.paths(Folder::Templates, Origin::Own);
        let mut problems = Vec::new();
        for path in paths.iter().filter(|p| p.starts_with(FOLDER) && p.ends_with(".yaml")) {
            match data.read(Folder::Templates, path, Origin::Own) {
                Ok(Some(file)) => {
                    let faults = words_file::texts(&file.name, &file.text).err();
                    problems.extend(faults.into_iter().flatten());
                }
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        problems
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::answer::{Confidence, Stance, Status};
    use crate::model::assessment::Sharing;
    use crate::model::country::{Certainty, LawStatus};
    use crate::model::evidence::EvidenceKind;
    use crate::model::framework::{Kind, TrainingFormat};
    use crate::model::plan::{ActionStatus, Grade};
    use crate::model::word::Vocabulary;
    use crate::score::weigh::State;
    use crate::store::data::Data;

    /// The texts that a template says, as they stand between the quotation marks.
    fn said(template: &str) -> Vec<String> {
        let calls = template.split("say(").skip(1);
        let text = |call: &str| {
            let quote = call.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            Some(call[1..].split_once(quote)?.0.to_owned())
        };
        calls.filter_map(text).collect()
    }

    #[test]
    fn every_text_of_the_shipped_templates_is_in_every_language() {
        let data = Data::new(None);
        let read = |path: &str| data.read(Folder::Templates, path, Origin::Shipped).unwrap().unwrap();
        let paths = data.paths(Folder::Templates, Origin::Shipped);
        let templates: Vec<&String> = paths.iter().filter(|p| p.ends_with(".j2")).collect();
        let mut wanted: BTreeSet<String> = templates.iter().flat_map(|p| said(&read(p).text)).collect();
        assert!(wanted.len() > 300, "only {} texts were found", wanted.len());
        let sets: [&[&str]; 11] = [
            Confidence::WORDS,
            Stance::WORDS,
            Status::WORDS,
            Sharing::WORDS,
            Certainty::WORDS,
            LawStatus::WORDS,
            EvidenceKind::WORDS,
            Kind::WORDS,
            TrainingFormat::WORDS,
            ActionStatus::WORDS,
            Grade::WORDS,
        ];
        wanted.extend(sets.concat().iter().map(|w| w.replace('_', " ")));
        wanted.extend(State::ALL.iter().map(|s| s.word().replace('_', " ")));
        for language in ["ar", "es", "fr", "sw"] {
            let file = read(&format!("words/{language}.yaml"));
            let texts = words_file::texts(&file.name, &file.text).unwrap();
            let missing: Vec<_> = wanted.iter().filter(|w| !texts.contains_key(*w)).collect();
            assert!(missing.is_empty(), "{language} lacks {missing:#?}");
            let marks = |text: &str| text.matches('*').count();
            let unlike: Vec<_> = texts.iter().filter(|(e, t)| marks(e) != marks(t)).collect();
            assert!(unlike.is_empty(), "{language} has other marks in {unlike:#?}");
        }
    }
}
