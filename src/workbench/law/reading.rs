//! Reading the file of a law: in this process where its format can be bounded, in one of its own where not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::law::block::Document;
use crate::law::read::text::TextReader;
use crate::law::read::{Bounds, ReadFault, Reader};
use crate::law::{import, transfer};
use crate::model::law::FileFormat;
use crate::store::reading_process::{self, Ended};

/// The hidden command by which the program reads a PDF in a process of its own.
pub(crate) const COMMAND: &str = "__read-pdf";

/// What a reading process may use up.
const MEMORY: u64 = 3 << 30;
const SECONDS: u64 = 120;
/// Bytes it may give back: the text of a file, a little more for its lines.
const OUTPUT: usize = 160 << 20;

/// How files are read that must not be read in this process.
#[derive(Debug, Clone)]
pub(crate) struct ReadingProcess {
    /// This program.
    pub(crate) program: PathBuf,
    /// Whether poppler's `pdftotext` is asked in place of our own reader.
    pub(crate) pdftotext: bool,
}

/// The name that a law carries when `pdftotext` read it.
pub(crate) const PDFTOTEXT: &str = "pdftotext";

impl ReadingProcess {
    /// Reads a file of a known format.
    pub(crate) fn read(&self, format: FileFormat, bytes: &[u8]) -> Result<Document, ReadFault> {
        match format {
            FileFormat::Pdf if self.pdftotext => by_pdftotext(bytes),
            FileFormat::Pdf => {
                let time = Duration::from_secs(SECONDS + 10);
                let ended = reading_process::run(&self.program, &[COMMAND], bytes, time, OUTPUT);
                transfer::read(&output(ended)?)
            }
            other => import::read(other, bytes),
        }
    }

    /// The same, asked to read by what the law was read by before.
    pub(crate) fn as_before(&self, read_by: &str) -> Self {
        Self { program: self.program.clone(), pdftotext: read_by == PDFTOTEXT }
    }
}

fn output(ended: Ended) -> Result<Vec<u8>, ReadFault> {
    match ended {
        Ended::Well(bytes) => Ok(bytes),
        Ended::TimeOut => {
            Err(ReadFault::Exhausted { detail: format!("it took longer than {SECONDS} seconds") })
        }
        Ended::TooMuch => Err(ReadFault::TooMuch { detail: "its text is larger than 160 MB".to_owned() }),
        Ended::Died(how) => Err(ReadFault::Crashed {
            detail: format!("its reader gave up ({how}); the file loops, nests too deep or is damaged"),
        }),
        Ended::NotStarted(why) => {
            Err(ReadFault::Crashed { detail: format!("its reader could not be started ({why})") })
        }
    }
}

fn by_pdftotext(bytes: &[u8]) -> Result<Document, ReadFault> {
    let args = ["-enc", "UTF-8", "-eol", "unix", "-", "-"];
    let time = Duration::from_secs(SECONDS);
    let text = match reading_process::run(Path::new(PDFTOTEXT), &args, bytes, time, OUTPUT) {
        Ended::NotStarted(_) => {
            return Err(ReadFault::Refused {
                detail: "`pdftotext` is not on the PATH: install poppler, or leave `--pdftotext` out"
                    .to_owned(),
            });
        }
        ended => output(ended)?,
    };
    if !text.iter().any(|b| b.is_ascii_alphanumeric() || *b >= 0x80) {
        let pages = text.iter().filter(|b| **b == 0x0c).count();
        return Err(ReadFault::Scanned { pages: u32::try_from(pages).unwrap_or(u32::MAX), with_text: 0 });
    }
    let mut document = TextReader.read(&text, &Bounds::default())?;
    document.read_by = Some(PDFTOTEXT.to_owned());
    Ok(document)
}

/// Whether poppler's `pdftotext` could be asked.
pub(crate) fn has_pdftotext() -> bool {
    let ended = reading_process::run(Path::new(PDFTOTEXT), &["-v"], b"", Duration::from_secs(2), 4096);
    matches!(ended, Ended::Well(_))
}

/// The other side of [`ReadingProcess`]: reads a PDF within bounds and gives what is to be printed.
pub(crate) fn read_pdf_here(bytes: &[u8]) -> Vec<u8> {
    reading_process::limit_self(MEMORY, SECONDS);
    transfer::write(&import::read(FileFormat::Pdf, bytes))
}
