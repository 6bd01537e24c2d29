//! The words of the screens: which languages there are, and what stands in each.

use std::collections::BTreeMap;

use crate::model::text::Language;
use crate::store::{StoreError, bundled, text, words_file};
use crate::workbench::error::WorkbenchError;
use crate::workbench::naming;

const ENDING: &str = ".yaml";

/// The languages that the screens speak, sorted.
pub(crate) fn languages() -> Vec<Language> {
    let paths = bundled::word_paths();
    paths.iter().filter_map(|path| Language::parse(path.strip_suffix(ENDING)?).ok()).collect()
}

/// The words of one language, by key.
///
/// # Errors
/// A language that the screens do not speak; a file with faults.
pub(crate) fn words(language: &Language) -> Result<BTreeMap<String, String>, WorkbenchError> {
    let path = format!("{language}{ENDING}");
    let Some(bytes) = bundled::words(&path) else {
        let known: Vec<String> = languages().iter().map(ToString::to_string).collect();
        return Err(naming::unknown("interface language", language.as_str(), &known));
    };
    let file = format!("shipped:words/{path}");
    let text = text::decode(&file, bytes.into_owned()).map_err(StoreError::from)?;
    Ok(words_file::read(&file, &text).map_err(|problems| StoreError::Damaged { problems })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_loads_and_says_nothing_that_english_does_not() {
        let english = words(&Language::english()).unwrap();
        assert_eq!(english["close"], "Close");
        assert_eq!(languages().len(), bundled::word_paths().len(), "a file that is named after no language");
        for language in languages() {
            let strange: Vec<String> =
                words(&language).unwrap().into_keys().filter(|key| !english.contains_key(key)).collect();
            assert!(strange.is_empty(), "{language}: {strange:?}");
        }
    }

    #[test]
    fn a_language_that_is_not_there_is_told() {
        let error = words(&Language::parse("tlh").unwrap()).unwrap_err();
        assert!(matches!(error, WorkbenchError::Unknown { known, .. } if known.contains(&"en".to_owned())));
    }
}
