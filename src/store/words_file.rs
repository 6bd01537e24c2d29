//! Words in one language, as a flat map: those of the screens by keys, those of reports by their English.

use std::collections::BTreeMap;

use crate::model::problem::Problem;
use crate::store::faults::Faults;
use crate::store::yaml;

/// Reads the words of one language. `file` is its name for problems.
///
/// # Errors
/// Every key that is not made of lower-case letters, digits, `_`, `.` and `-`, and every empty text.
pub(crate) fn read(file: &str, text: &str) -> Result<BTreeMap<String, String>, Vec<Problem>> {
    let words: BTreeMap<String, String> = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    for (key, text) in &words {
        if !is_key(key) {
            let message = format!("`{}` cannot be a key", crate::model::safe::line(key));
            let hint = "write lower-case letters, digits, `_`, `.` and `-`".to_owned();
            faults.error("bad-key", key, message, Some(hint));
        }
        if text.trim().is_empty() {
            let hint = "leave the key out; the English text stands in".to_owned();
            faults.error("empty-value", key, "the text is empty", Some(hint));
        }
    }
    if faults.has_errors() { Err(faults.into_problems()) } else { Ok(words) }
}

/// Reads the fixed texts of reports in one language, by their English.
///
/// # Errors
/// Every empty text, and every text with other placeholders than its English.
pub(crate) fn texts(file: &str, text: &str) -> Result<BTreeMap<String, String>, Vec<Problem>> {
    let texts: BTreeMap<String, String> = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    for (english, text) in &texts {
        if text.trim().is_empty() {
            let hint = "leave the line out; the English text stands in".to_owned();
            faults.error("empty-value", "", format!("the text for `{english}` is empty"), Some(hint));
        }
        if placeholders(english) != placeholders(text) {
            let hint = format!("it has to have {:?}, each once", placeholders(english));
            let message = format!("the text for `{english}` has other values in brackets");
            faults.error("other-placeholders", "", message, Some(hint));
        }
    }
    if faults.has_errors() { Err(faults.into_problems()) } else { Ok(texts) }
}

/// The names in `{brackets}`, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

fn is_key(key: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.' | b'-');
    !key.is_empty() && key.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_map_of_keys_to_texts() {
        let words = read("xx.yaml", "app.title: mnr\nanswer.no: no\nn_2-a: \"1.10\"\n").unwrap();
        assert_eq!(words["answer.no"], "no");
        for (text, code) in [
            ("App.title: mnr\n", "bad-key"),
            ("app title: mnr\n", "bad-key"),
            ("app.title: ''\n", "empty-value"),
            ("app.title:\n", "empty-value"),
            ("app.title: a\napp.title: b\n", "duplicate-key"),
            ("app:\n  title: mnr\n", "wrong-type"),
        ] {
            assert_eq!(read("xx.yaml", text).unwrap_err()[0].code, code, "{text}");
        }
    }
}
