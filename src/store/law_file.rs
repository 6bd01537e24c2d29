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
use crate::store::yaml;

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
            Some("take the law in again: `mnr law add`".to_owned()),
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
