//! `legislation/<iso3>/<law>.yaml`: the facts of one law. The file as received lies beside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::law::{FileFormat, Law, LawId, LawKind, ReceivedFile};
use crate::model::problem::Problem;
use crate::model::text::Language;
use crate::store::faults::Faults;
use crate::store::fields::{Ruled, Word};
use crate::store::outline::Outline;
use crate::store::{splice, yaml};

/// The facts of one law, in one version.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Law", inline)]
pub(crate) struct LawFile {
    /// Country and law, as `ken/computer-misuse-cybercrimes-act-2018`: its folder and its file name.
    id: String,
    /// The title in the language of the text.
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title_en: Option<String>,
    /// As it is cited: "Act No. 5 of 2018".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    kind: Word<LawKind>,
    /// The language of the text, as a BCP 47 tag: `en`, `es`, `ar`, `sw`, `fil`; `und` where it is not known.
    language: Ruled<Language>,
    /// Whether the law applies.
    status: Word<LawStatus>,
    /// The day up to which the text is consolidated: the wording that is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<Ruled<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    enacted: Option<Ruled<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    commenced: Option<Ruled<Date>>,
    /// Laws that this one changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    amends: Vec<String>,
    /// Laws that changed this one and are worked into the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    amended_by: Vec<String>,
    /// Where the text was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The key law of the country's profile that this is, by its id there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key_law: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    file: ReceivedField,
}

/// The file as it was received.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReceivedField {
    /// Its name in the same folder.
    name: String,
    format: Word<FileFormat>,
    /// SHA-256 of its bytes.
    sha256: String,
    /// How it was read: `txt`, `pdf-extract`, `glyphs`, `pdftotext`.
    read_by: String,
}

impl From<&Law> for LawFile {
    fn from(law: &Law) -> Self {
        // A law is never written with a tag that does not parse.
        let language = Language::parse(&law.language).unwrap_or_else(|_| Language::undetermined());
        Self {
            id: law.id.to_string(),
            title: law.title.clone(),
            title_en: law.title_en.clone(),
            number: law.number.clone(),
            year: law.year,
            kind: Word(law.kind),
            language: Ruled(language),
            status: Word(law.status),
            version: law.version.clone().map(Ruled),
            enacted: law.enacted.clone().map(Ruled),
            commenced: law.commenced.clone().map(Ruled),
            amends: law.amends.clone(),
            amended_by: law.amended_by.clone(),
            source: law.source.clone(),
            key_law: law.key_law.clone(),
            note: law.note.clone(),
            file: ReceivedField {
                name: law.file.name.clone(),
                format: Word(law.file.format),
                sha256: law.file.sha256.clone(),
                read_by: law.file.read_by.clone(),
            },
        }
    }
}

/// The whole text of the file of a law.
pub(crate) fn write(schema: &str, law: &Law) -> Result<String, serde_yaml::SerializeError> {
    Ok(yaml::modeline(schema) + &yaml::write(&LawFile::from(law))?)
}

/// The text of the file of a law with other facts in it. Every line that says the same stays as it is, with its
/// comments; a layout that cannot be edited so is written anew, with its comments at the top.
pub(crate) fn edit(
    schema: &str,
    name: &str,
    text: &str,
    new: &Law,
) -> Result<String, serde_yaml::SerializeError> {
    let fresh = write(schema, new)?;
    let edited = match read(name, &new.id, text) {
        Ok(old) => spliced(text, &write(schema, &old)?, &fresh),
        Err(_) => None,
    };
    let says_it = |text: &String| read(name, &new.id, text).is_ok_and(|law| law == *new);
    Ok(edited.filter(says_it).unwrap_or_else(|| splice::with_comments(text, &fresh)))
}

/// The text with the differences between two files that were written by the program put in.
fn spliced(text: &str, old: &str, new: &str) -> Option<String> {
    let (old, new) = (facts(old), facts(new));
    let mut edited = text.to_owned();
    let mut before: Vec<&str> = Vec::new();
    for fact in &new {
        let (name, lines) = fact;
        if !old.contains(fact) {
            edited = splice::put(&edited, "", name, &before, lines)?;
        }
        before.push(name);
    }
    for (name, _) in old.iter().filter(|(name, _)| !before.contains(&name.as_str())) {
        edited = splice::put(&edited, "", name, &[], "")?;
    }
    Some(edited)
}

/// The names of the facts in a file that was written by the program, with their lines.
fn facts(text: &str) -> Vec<(String, String)> {
    let entries = Outline::of(text).entries;
    let mut ends = entries.iter().skip(1).map(|e| e.place.line).collect::<Vec<_>>().into_iter();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let lines_of = |from: usize, to: usize| lines.get(from - 1..to - 1).unwrap_or_default().concat();
    let all = entries.iter().map(|e| {
        let end = ends.next().unwrap_or(lines.len() + 1);
        (e.name.clone(), lines_of(e.place.line, end))
    });
    all.collect()
}

/// Reads the facts of a law. `id` is its folder and the name of its file.
///
/// # Errors
/// Every fault that keeps the file from being used.
pub(crate) fn read(file: &str, id: &LawId, text: &str) -> Result<Law, Vec<Problem>> {
    let wire: LawFile = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    if wire.id != id.to_string() {
        let message = format!("the file is of `{id}`, its id is `{}`", crate::model::safe::line(&wire.id));
        faults.error("wrong-id", "id", message, Some("make the two the same".to_owned()));
    }
    if wire.title.trim().is_empty() {
        faults.error("empty-value", "title", "the law has no title", Some("write the title".to_owned()));
    }
    let name = &wire.file.name;
    if name.is_empty()
        || name.starts_with('.')
        || name.contains(['/', '\\', ':'])
        || name.contains(char::is_control)
    {
        let message = "the file of a law lies beside its facts, in the same folder";
        faults.error(
            "bad-path",
            "file/name",
            message,
            Some("write its name alone, without a folder".to_owned()),
        );
    }
    if wire.file.sha256.len() != 64 || !wire.file.sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
        let message = "a SHA-256 is 64 hexadecimal digits";
        faults.error(
            "bad-hash",
            "file/sha256",
            message,
            Some(
                "put it back from git or a copy, or move this file away and take the law in again".to_owned(),
            ),
        );
    }
    if faults.has_errors() {
        return Err(faults.into_problems());
    }
    Ok(Law {
        id: id.clone(),
        title: wire.title,
        title_en: wire.title_en,
        number: wire.number,
        year: wire.year,
        kind: wire.kind.0,
        language: wire.language.0.to_string(),
        status: wire.status.0,
        version: wire.version.map(|d| d.0),
        enacted: wire.enacted.map(|d| d.0),
        commenced: wire.commenced.map(|d| d.0),
        amends: wire.amends,
        amended_by: wire.amended_by,
        source: wire.source,
        key_law: wire.key_law,
        note: wire.note,
        file: ReceivedFile {
            name: wire.file.name,
            format: wire.file.format.0,
            sha256: wire.file.sha256,
            read_by: wire.file.read_by,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{Iso3, LawSlug};
    use crate::model::word::Vocabulary as _;

    const NAME: &str = "legislation/xaa/a.yaml";

    fn change(text: &str, f: impl Fn(&mut Law)) -> String {
        let id = LawId { country: Iso3::parse("xaa").unwrap(), slug: LawSlug::parse("a").unwrap() };
        let mut law = read(NAME, &id, text).unwrap();
        f(&mut law);
        let edited = edit("s.json", NAME, text, &law).unwrap();
        assert_eq!(read(NAME, &id, &edited).unwrap(), law, "{edited}");
        edited
    }

    fn file() -> String {
        format!(
            "# model\nid: xaa/a\n\n# as printed\ntitle: 'A'\nkind: act # sure?\n# of the text\nlanguage: en\nstatus: bill\n\
             # who said so\nnote: |-\n  # no comment\n\n  end\nfile: {{name: a.txt, format: txt, sha256: {}, read_by: txt}}\n# tail\n",
            "0".repeat(64)
        )
        .replace("format: txt", &format!("format: {}", FileFormat::Text.word()))
    }

    #[test]
    fn only_the_lines_of_the_facts_that_change_are_written() {
        let text = file();
        let edited = change(&text, |law| {
            law.kind = LawKind::Code;
            law.number = Some("No: 1".into());
            law.note = Some("a\n\nb".into());
            law.amends = vec!["B".into(), "C".into()];
        });
        let rest = text.split_once("file: ").unwrap().1;
        assert_eq!(
            edited,
            format!(
                "# model\nid: xaa/a\n\n# as printed\ntitle: 'A'\nnumber: \"No: 1\"\n# sure?\nkind: code\n# of the text\n\
                 language: en\nstatus: bill\namends:\n- B\n- C\n# who said so\nnote: |-\n  a\n\n  b\nfile: {rest}"
            )
        );
        assert_eq!(change(&text, |_| ()), text);
        let cleared = change(&text, |law| law.note = None);
        assert!(cleared.contains("status: bill\n# who said so\nfile:"), "{cleared}");
    }

    #[test]
    fn a_layout_that_cannot_be_edited_is_written_anew_with_its_comments() {
        let body: Vec<String> = file()
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
            .map(|l| l.split(" #").next().unwrap_or_default().to_owned())
            .filter(|l| !l.starts_with(' ') && !l.starts_with("note"))
            .collect();
        let edited = change(&format!("# why\n{{{}}}\n", body.join(", ")), |law| law.note = Some("n".into()));
        assert!(
            edited.starts_with("# yaml-language-server: $schema=s.json\n# why\nid: xaa/a\ntitle: A\n"),
            "{edited}"
        );
    }
}
