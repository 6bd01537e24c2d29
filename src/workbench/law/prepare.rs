//! One file on its way into the library: read, taken apart, and what it is worked out. Nothing is written here,
//! so that many files can be prepared at the same time.

use std::path::{Path, PathBuf};

use crate::law::facts::{self, Facts};
use crate::law::read::ReadFault;
use crate::law::{format, import};
use crate::model::country::{Country, LawStatus};
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::{FileFormat, Law, LawId, LawKind, LawText, ReceivedFile};
use crate::model::safe;
use crate::store::{library, outside};
use crate::workbench::law::given::GivenFacts;
use crate::workbench::law::key_laws;
use crate::workbench::law::reading::ReadingProcess;

/// The key law that a file seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyLawFound {
    pub(crate) title: String,
    /// From 1.
    pub(crate) place: usize,
    pub(crate) of: usize,
}

/// A file that is ready to be put into the library.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) law: Law,
    /// What of it the file says or shows.
    pub(crate) found: Facts,
    pub(crate) text: LawText,
    pub(crate) bytes: Vec<u8>,
    pub(crate) key_law: Option<KeyLawFound>,
    /// What a person should look at: a name that says another format, a language that could not be told.
    pub(crate) notes: Vec<String>,
}

/// Why a file was not taken in, in one phrase, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) path: PathBuf,
    pub(crate) reason: String,
    pub(crate) hint: Option<String>,
}

/// What to do about a file that cannot be read.
pub(crate) fn hint(fault: &ReadFault) -> Option<String> {
    Some(match fault {
        ReadFault::Scanned { .. } => {
            "make its text readable first: `ocrmypdf IN.pdf OUT.pdf` (`-l spa`, `-l ara` for other languages)".to_owned()
        }
        ReadFault::Encrypted => {
            "unlock it first: `qpdf --decrypt --password=… IN.pdf OUT.pdf`, or save it anew without a password"
                .to_owned()
        }
        ReadFault::Crashed { .. } | ReadFault::Exhausted { .. } => {
            "save it anew from a PDF viewer, or try `--pdftotext` where poppler is installed".to_owned()
        }
        ReadFault::Empty => "there is nothing in it to search".to_owned(),
        ReadFault::Malformed { .. } | ReadFault::TooMuch { .. } | ReadFault::Refused { .. } => return None,
    })
}

/// Reads a file and works out what it is.
pub(crate) fn prepare(
    path: &Path,
    country: &Iso3,
    profile: Option<&Country>,
    given: &GivenFacts,
    reading: &ReadingProcess,
) -> Result<Prepared, Refused> {
    let refused = |reason: String, hint: Option<String>| Refused { path: path.to_path_buf(), reason, hint };
    let bytes = outside::read(path, library::LARGEST).map_err(|reason| refused(reason, None))?;
    let unread = |fault: ReadFault| refused(fault.to_string(), hint(&fault));
    let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let format = format::of(&file_name, &bytes).map_err(unread)?;
    let document = reading.read(format, &bytes).map_err(unread)?;
    let language = given.language.clone().unwrap_or_else(|| import::language_of(&document));
    let text = import::text_of(&document, format, &language).map_err(unread)?;
    let mut found = facts::of(&document, &text, &name);
    clean(&mut found);
    let mut notes = Vec::new();
    if language == "und" {
        notes.push("its language could not be told: give it with `--language`".to_owned());
    }
    if let Some(said) = &found.country
        && profile.is_some_and(|p| {
            !said.eq_ignore_ascii_case(&p.alpha_2) && !said.eq_ignore_ascii_case(p.id.as_str())
        })
    {
        notes.push(format!("the file says it is of `{}`, not of `{country}`", safe::line(said)));
    }
    let keys: Vec<_> = profile.map(|p| p.key_laws.iter().map(|f| &f.value).collect()).unwrap_or_default();
    let key = key_laws::recognised(&with_given(&found, given), &name, keys.iter().copied());
    let key_law = key.map(|(i, key)| KeyLawFound { title: key.title.clone(), place: i + 1, of: keys.len() });
    let key = key.map(|(_, key)| key);
    let slug = given.id.clone().unwrap_or_else(|| slug(key.map(|k| k.id.as_str()), &name, &found, &bytes));
    let extension = extension(format, &file_name);
    let mut law = Law {
        file: ReceivedFile {
            name: format!("{slug}.{extension}"),
            format,
            sha256: library::sha256(&bytes),
            read_by: text.read_by.clone(),
        },
        id: LawId { country: country.clone(), slug },
        title: found.title.clone(),
        title_en: key.map(|k| k.title_en.clone()).filter(|_| language != "en"),
        number: found.number.clone().or_else(|| key.and_then(|k| k.number.clone())),
        year: found.year.or_else(|| key.and_then(|k| i16::try_from(k.year?).ok())),
        kind: found.kind.unwrap_or(LawKind::Other),
        status: found.status.or_else(|| key.map(|k| k.status)).unwrap_or(LawStatus::NotEstablished),
        version: found.version.clone(),
        enacted: found.enacted.clone(),
        commenced: None,
        amends: Vec::new(),
        amended_by: Vec::new(),
        source: found.source.clone(),
        key_law: key.map(|k| k.id.clone()),
        note: None,
        language,
    };
    given.put_on(&mut law);
    if let Some(k) =
        key.filter(|k| found.status.is_none() && given.status.is_none() && k.status == law.status)
    {
        notes.push(format!("its status, {}, is that of the profile", k.status.to_string().replace('_', " ")));
    }
    Ok(Prepared { law, found, text, bytes, key_law, notes })
}

/// Foreign text on one line, without what could move a cursor or turn the text around it.
fn clean(facts: &mut Facts) {
    let line = |text: &str| safe::line(text).split_whitespace().collect::<Vec<_>>().join(" ");
    facts.title = line(&facts.title);
    for field in [&mut facts.number, &mut facts.source, &mut facts.country] {
        *field =
            field.take().map(|t| line(&t).chars().take(500).collect()).filter(|t: &String| !t.is_empty());
    }
    if facts.title.is_empty() {
        "Law without a title".clone_into(&mut facts.title);
    }
}

fn with_given(found: &Facts, given: &GivenFacts) -> Facts {
    Facts {
        title: given.title.clone().unwrap_or_else(|| found.title.clone()),
        number: given.number.clone().or_else(|| found.number.clone()),
        year: given.year.or(found.year),
        ..found.clone()
    }
}

/// The id of a law: that of the key law it is, else the name of its file, else its title.
fn slug(key: Option<&str>, name: &str, facts: &Facts, bytes: &[u8]) -> LawSlug {
    let title = facts.year.map_or_else(
        || facts.title.clone(),
        |year| {
            if facts.title.contains(&year.to_string()) {
                facts.title.clone()
            } else {
                format!("{} {year}", facts.title)
            }
        },
    );
    let telling = |slug: &LawSlug| slug.as_str().bytes().any(|b| b.is_ascii_lowercase());
    let candidates = [key.map(str::to_owned), Some(kebab(name)), Some(kebab(&title))];
    candidates
        .into_iter()
        .flatten()
        .filter_map(|c| LawSlug::parse(&c).ok())
        .find(telling)
        .unwrap_or_else(|| by_hash(bytes))
}

/// For a law whose name has no letter that an id can have.
fn by_hash(bytes: &[u8]) -> LawSlug {
    let mark: String = library::sha256(bytes).chars().take(12).collect();
    LawSlug::parse(&format!("law-{mark}")).unwrap_or_else(|_| LawSlug::unnamed())
}

fn kebab(text: &str) -> String {
    let plain = crate::law::normalise::normalised(text);
    let mut slug = String::new();
    for c in plain.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    while slug.len() > 100 {
        slug.truncate(slug.rfind('-').unwrap_or(100));
    }
    slug.trim_matches('-').to_owned()
}

/// The ending under which the file is kept: its own where it fits, so that it opens as before.
fn extension(format: FileFormat, file_name: &str) -> String {
    let own = file_name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    let fitting: &[&str] = match format {
        FileFormat::Text => &["txt", "text"],
        FileFormat::Markdown => &["md", "markdown"],
        FileFormat::Html => &["html", "htm", "xhtml"],
        FileFormat::Pdf => &["pdf"],
        FileFormat::Docx => &["docx"],
        FileFormat::AkomaNtoso => &["xml", "akn"],
    };
    fitting.iter().find(|e| **e == own).or(fitting.first()).copied().unwrap_or("txt").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_from_what_can_be_read() {
        let facts = |title: &str, year| Facts { title: title.to_owned(), year, ..Facts::default() };
        for (key, name, title, expected) in [
            (Some("data-protection-act-2019"), "x1", "Data", "data-protection-act-2019"),
            (None, "Ley_30096 (2013)", "Ley", "ley-30096-2013"),
            (None, "12345", "Child Act", "child-act-1999"),
            (None, "قانون", "Child Act 1999", "child-act-1999"),
            (None, "../../etc/passwd", "x", "etc-passwd"),
        ] {
            assert_eq!(slug(key, name, &facts(title, Some(1999)), b"x").as_str(), expected);
        }
        assert!(slug(None, "قانون", &facts("قانون", None), b"x").as_str().starts_with("law-"));
        assert!(kebab(&"word ".repeat(100)).len() <= 100);
    }
}
