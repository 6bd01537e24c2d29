//! The data that is built into the program, so that one file on a memory stick is a whole installation.

use std::borrow::Cow;

use rust_embed::Embed;

#[derive(Embed)]
#[folder = "frameworks/"]
#[include = "*.yaml"]
struct Frameworks;

#[derive(Embed)]
#[folder = "country-profiles/"]
#[include = "*.yaml"]
struct CountryProfiles;

#[derive(Embed)]
#[folder = "templates/"]
#[include = "*.j2"]
#[include = "words/*.yaml"]
struct Templates;

#[derive(Embed)]
#[folder = "samples/demo/"]
struct Demo;

/// The words of the screens stand beside the code that draws them.
#[derive(Embed)]
#[folder = "src/tui/words/"]
#[include = "*.yaml"]
struct Words;

/// A folder of shipped data. A workspace may have one of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Folder {
    Frameworks,
    CountryProfiles,
    Templates,
}

impl Folder {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Frameworks => "frameworks",
            Self::CountryProfiles => "country-profiles",
            Self::Templates => "templates",
        }
    }

    /// The bytes of a shipped file, by its path inside the folder.
    pub(crate) fn shipped(self, path: &str) -> Option<Cow<'static, [u8]>> {
        let file = match self {
            Self::Frameworks => Frameworks::get(path),
            Self::CountryProfiles => CountryProfiles::get(path),
            Self::Templates => Templates::get(path),
        };
        file.map(|f| f.data)
    }

    /// The paths of all shipped files inside the folder, sorted.
    pub(crate) fn shipped_paths(self) -> Vec<String> {
        let mut paths: Vec<String> = match self {
            Self::Frameworks => Frameworks::iter().map(Cow::into_owned).collect(),
            Self::CountryProfiles => CountryProfiles::iter().map(Cow::into_owned).collect(),
            Self::Templates => Templates::iter().map(Cow::into_owned).collect(),
        };
        paths.sort();
        paths
    }
}

/// The names of the files with the words of the screens, one a language, sorted.
pub(crate) fn word_paths() -> Vec<String> {
    let mut paths: Vec<String> = Words::iter().map(Cow::into_owned).collect();
    paths.sort();
    paths
}

/// The bytes of a file with the words of the screens.
pub(crate) fn words(path: &str) -> Option<Cow<'static, [u8]>> {
    Words::get(path).map(|f| f.data)
}

/// The files of the demonstration workspace: path and bytes, sorted by path.
pub(crate) fn demo() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files: Vec<_> =
        Demo::iter().filter_map(|path| Some((path.to_string(), Demo::get(&path)?.data))).collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}
