//! A law of the library: what it is, in which version, and the provisions it is cited by.

use std::fmt;
use std::str::FromStr;

use crate::model::country::LawStatus;
use crate::model::date::Date;
use crate::model::id::{IdError, Iso3, LawSlug};
use crate::model::word::words;

words! {
    /// What kind of text a law is.
    LawKind {
        Constitution = "constitution",
        Code = "code",
        Act = "act",
        Decree = "decree",
        Regulation = "regulation",
        Policy = "policy",
        Bill = "bill",
        Treaty = "treaty",
        Other = "other",
    }
}

words! {
    /// The format a law was received in.
    FileFormat {
        Text = "txt",
        Markdown = "md",
        Html = "html",
        Pdf = "pdf",
        Docx = "docx",
        AkomaNtoso = "akn",
    }
}

words! {
    /// What a provision is: the unit that a lawyer cites, or the frame around such units.
    UnitKind {
        Book = "book",
        Title = "title",
        Part = "part",
        Chapter = "chapter",
        Division = "division",
        Subdivision = "subdivision",
        Article = "article",
        Section = "section",
        Rule = "rule",
        Paragraph = "paragraph",
        Schedule = "schedule",
        /// A final, transitional or repealing provision that is counted apart: "Disposición Final Primera".
        FinalProvision = "final_provision",
        Preamble = "preamble",
        /// A page, where the text has no structure.
        Page = "page",
        Other = "other",
    }
}

impl UnitKind {
    /// Whether units of this kind frame others rather than being cited themselves.
    pub(crate) fn is_frame(self) -> bool {
        matches!(
            self,
            Self::Book | Self::Title | Self::Part | Self::Chapter | Self::Division | Self::Subdivision
        )
    }
}

/// One law of one country: `ken/computer-misuse-cybercrimes-act-2018`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LawId {
    pub(crate) country: Iso3,
    pub(crate) slug: LawSlug,
}

impl FromStr for LawId {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        let refused = || IdError {
            what: "the id of a law",
            given: s.to_owned(),
            rule: "the country, a slash and the law, as `ken/children-act-2022`",
        };
        let (country, slug) = s.split_once('/').ok_or_else(refused)?;
        Ok(Self { country: Iso3::parse(country)?, slug: LawSlug::parse(slug)? })
    }
}

impl fmt::Display for LawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.country, self.slug))
    }
}

/// The facts of one law, in one version.
#[expect(clippy::struct_field_names, reason = "a key law is what the profiles call it")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Law {
    pub(crate) id: LawId,
    /// The title in the language of the text.
    pub(crate) title: String,
    pub(crate) title_en: Option<String>,
    /// "Act No. 5 of 2018".
    pub(crate) number: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) kind: LawKind,
    /// A BCP 47 tag: `en`, `es`, `ar`, `sw`, `fil`, `fr`, `pt`.
    pub(crate) language: String,
    pub(crate) status: LawStatus,
    /// The day up to which the text is consolidated: the wording that is read.
    pub(crate) version: Option<Date>,
    pub(crate) enacted: Option<Date>,
    pub(crate) commenced: Option<Date>,
    pub(crate) amends: Vec<String>,
    pub(crate) amended_by: Vec<String>,
    pub(crate) source: Option<String>,
    /// The id of the key law of the country's profile that this is.
    pub(crate) key_law: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) file: ReceivedFile,
}

/// The file as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReceivedFile {
    /// Its name beside the facts: `computer-misuse-cybercrimes-act-2018.txt`.
    pub(crate) name: String,
    pub(crate) format: FileFormat,
    /// SHA-256 of its bytes, in hexadecimal.
    pub(crate) sha256: String,
    /// How it was read: `text`, `pdf-extract`, `pdf-extract healed`, `glyphs`, `lopdf`, `pdftotext`.
    pub(crate) read_by: String,
}

/// A stretch of a text, in bytes, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    pub(crate) fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }
}

/// One provision: what a lawyer cites and a search finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provision {
    /// An Akoma Ntoso id, unique in the law: `sec_24`, `art_5-A`, `part_II__sec_3`.
    pub(crate) eid: String,
    /// Whether the id was made by us; false where the file has it.
    pub(crate) derived: bool,
    pub(crate) kind: UnitKind,
    /// The number as printed, without its word: "24", "46A", "5-A", "الأولى".
    pub(crate) number: Option<String>,
    /// How it is cited: "s. 24", "art. 5-A", "المادة 3", "Ibara 12".
    pub(crate) label: String,
    /// Its own heading: "Child pornography".
    pub(crate) heading: Option<String>,
    /// The headings above it, outermost first: `Part III Offences`.
    pub(crate) path: Vec<String>,
    /// The page it begins on, counted from 1, where the file has pages.
    pub(crate) page: Option<u32>,
    /// Where its text stands, heading included, in the text of the law.
    pub(crate) span: Span,
    /// An earlier wording that a consolidated text carries along, or the text of another law that is quoted.
    pub(crate) standing: Standing,
    /// SHA-256 of its normalised text.
    pub(crate) sha256: String,
}

words! {
    /// How a provision stands in the text that was received.
    Standing {
        /// Words of the law as it stands.
        Current = "current",
        /// A wording that a later one replaced.
        History = "history",
        /// A provision of another law, quoted because this law changes it.
        Quoted = "quoted",
    }
}

/// How good the text is that came out of a file, measured without a dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct TextQuality {
    /// Characters, white space left out.
    pub(crate) characters: usize,
    /// Share of letters among these characters.
    pub(crate) letters: f64,
    /// Share of U+FFFD and of characters of private use.
    pub(crate) lost: f64,
    /// Share of words that look like words: not single letters in a row, not letters and digits mixed, not endless.
    pub(crate) plausible: f64,
}

impl TextQuality {
    /// One figure between 0 and 1: the product of its three shares, letters counted as full from six in ten on.
    pub(crate) fn figure(self) -> f64 {
        (self.letters / 0.6).min(1.0) * (1.0 - self.lost * 10.0).max(0.0) * self.plausible
    }
}

/// The text of a law as it was read: its words, where its provisions stand, what to know of the reading.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct LawText {
    /// The original wording; blocks are lines.
    pub(crate) text: String,
    /// In the order of the text.
    pub(crate) provisions: Vec<Provision>,
    /// Frames and provisions as a table of contents.
    pub(crate) outline: Vec<OutlineEntry>,
    /// Pages, and the byte at which each begins.
    pub(crate) pages: Vec<(u32, usize)>,
    /// What a reviewer should know: "the contents pages were left out".
    pub(crate) notes: Vec<String>,
    pub(crate) quality: TextQuality,
    /// How it was read: `txt`, `pdf-extract`, `glyphs`, `pdftotext`.
    pub(crate) read_by: String,
}

/// A line of the table of contents. A frame reaches to its end, not only over its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutlineEntry {
    /// "Part III", "s. 24".
    pub(crate) label: String,
    pub(crate) heading: Option<String>,
    /// From 1.
    pub(crate) depth: u8,
    pub(crate) span: Span,
    /// The provision it is, by its place in the list; none for a frame.
    pub(crate) provision: Option<usize>,
}
