//! The list of word families beside the index, read where the system mapped it.

use tantivy::directory::OwnedBytes;

use crate::law::words::family;
use crate::law::words::stem::Analyser;

const MAGIC: &[u8; 8] = b"mnrforms";
/// Magic, length of the file.
const HEADER: usize = 8 + 8;

/// The families of the words of an index; more of them than it needs do no harm.
#[derive(Debug, Clone)]
pub(crate) struct Families(OwnedBytes);

impl Default for Families {
    fn default() -> Self {
        Self(OwnedBytes::empty())
    }
}

impl Families {
    /// `None` when the bytes are none of ours or the end is missing.
    pub(super) fn open(bytes: OwnedBytes) -> Option<Self> {
        let length = u64::from_le_bytes(bytes.get(8..HEADER)?.try_into().ok()?);
        (bytes.starts_with(MAGIC) && length == bytes.len() as u64).then_some(Self(bytes))
    }

    fn lines(&self) -> &[u8] {
        self.0.get(HEADER..).unwrap_or_default()
    }

    /// The words of a stem, the stem itself left out.
    pub(crate) fn of(&self, analyser: Analyser, stem: &str) -> Vec<&str> {
        family::words_of(self.lines(), analyser, stem)
    }

    /// Whether there is no file of them yet.
    pub(super) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The file with more words in it; `None` where there are no more.
    pub(super) fn with(&self, gathered: &[String]) -> Option<Vec<u8>> {
        family::merged(self.lines(), gathered).map(|lines| file(&lines))
    }

    /// The file of no words.
    pub(super) fn none() -> Vec<u8> {
        file(&[])
    }
}

fn file(lines: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(HEADER + lines.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&((HEADER + lines.len()) as u64).to_le_bytes());
    file.extend_from_slice(lines);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_reads_back_whole_or_not_at_all() {
        let file = Families::default().with(&["snin\tninos".to_owned()]).unwrap();
        let open = |bytes: &[u8]| Families::open(OwnedBytes::new(bytes.to_vec()));
        let families = open(&file).unwrap();
        assert_eq!(families.of(Analyser::Spanish, "nin"), ["ninos"]);
        assert_eq!(families.with(&["snin\tninos".to_owned()]), None);
        assert!((0..file.len()).all(|end| open(&file[..end]).is_none()), "cut off anywhere it is none");
    }
}
