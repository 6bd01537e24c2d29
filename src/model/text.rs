//! Text in one or more languages, with a fall-back chain.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A BCP 47 language tag in lower case: `en`, `pt-br`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Language(String);

/// A language tag that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LanguageError(pub(crate) String);

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a language tag: write it in lower case as `en` or `pt-br`",
            crate::model::safe::line(&self.0)
        )
    }
}

impl std::error::Error for LanguageError {}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(s: &str) -> Result<Self, LanguageError> {
        Self::parse(s)
    }
}

impl Language {
    pub(crate) fn parse(s: &str) -> Result<Self, LanguageError> {
        let mut parts = s.split('-');
        let primary = parts.next().unwrap_or_default();
        let fits = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|p| {
                (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        if fits { Ok(Self(s.to_owned())) } else { Err(LanguageError(s.to_owned())) }
    }

    pub(crate) fn english() -> Self {
        Self("en".to_owned())
    }

    /// A language that is not known.
    pub(crate) fn undetermined() -> Self {
        Self("und".to_owned())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the language is written from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        matches!(self.primary(), "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi")
    }

    /// The tag without its regional part: `pt` of `pt-br`.
    fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text that stands in at least one language.
///
/// A plain string in a file is text in the file's own language; a map names each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    own: Language,
    versions: BTreeMap<Language, String>,
}

impl Text {
    /// Text in the language of the file it stands in.
    pub(crate) fn plain(own: &Language, text: impl Into<String>) -> Self {
        Self { own: own.clone(), versions: BTreeMap::from([(own.clone(), text.into())]) }
    }

    /// Text in several languages; `None` when there is none at all.
    pub(crate) fn of(own: &Language, versions: BTreeMap<Language, String>) -> Option<Self> {
        (!versions.is_empty()).then(|| Self { own: own.clone(), versions })
    }

    /// The text in the wanted language or the nearest there is: `pt-br`, then `pt`, then the
    /// language of the file, then any.
    pub(crate) fn get(&self, wanted: &Language) -> &str {
        let exact = self.versions.get(wanted);
        let primary = || self.versions.iter().find(|(l, _)| l.0 == wanted.primary()).map(|(_, t)| t);
        let own = || self.versions.get(&self.own);
        let any = || self.versions.values().next();
        exact.or_else(primary).or_else(own).or_else(any).map_or("", String::as_str)
    }

    /// Whether the text stands in the wanted language (or its primary language).
    pub(crate) fn has(&self, wanted: &Language) -> bool {
        self.versions.keys().any(|l| l == wanted || l.0 == wanted.primary())
    }

    pub(crate) fn languages(&self) -> impl Iterator<Item = &Language> {
        self.versions.keys()
    }

    pub(crate) fn versions(&self) -> impl Iterator<Item = (&Language, &str)> {
        self.versions.iter().map(|(l, t)| (l, t.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(s: &str) -> Language {
        Language::parse(s).unwrap()
    }

    #[test]
    fn the_nearest_language_is_taken() {
        let text = Text::of(
            &language("en"),
            BTreeMap::from([
                (language("en"), "law".into()),
                (language("pt"), "lei".into()),
                (language("no"), "lov".into()),
            ]),
        )
        .unwrap();
        for (wanted, expected) in
            [("en", "law"), ("pt", "lei"), ("pt-br", "lei"), ("no", "lov"), ("ar", "law")]
        {
            assert_eq!(text.get(&language(wanted)), expected, "asked for {wanted}");
        }
        assert!(text.has(&language("pt-br")) && !text.has(&language("ar")));
    }

    #[test]
    fn a_text_without_its_own_language_still_says_something() {
        let text = Text::of(&language("en"), BTreeMap::from([(language("fr"), "loi".into())])).unwrap();
        assert_eq!(text.get(&language("sw")), "loi");
        assert!(Text::of(&language("en"), BTreeMap::new()).is_none());
    }

    #[test]
    fn tags_are_lower_case() {
        for bad in ["EN", "e", "en_GB", "en-", "english-", "en-GB", ""] {
            assert!(Language::parse(bad).is_err(), "{bad:?} was taken");
        }
    }
}
