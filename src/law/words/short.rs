//! A word of a few bytes as one number: it is compared, hashed and copied at once, and lies where it is remembered.

use std::hash::{BuildHasher as _, BuildHasherDefault, Hash, Hasher};

/// Bytes of the longest word that is a short one. Nearly all words are.
const MOST: usize = 15;

/// Stands beside the length of a word that stands in every sentence.
const COMMON: u8 = 0x80;

/// A short word: its bytes, zeros, and its length at the end. It begins where a number of the machine can, so that it
/// is copied as two of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(align(8))]
pub(crate) struct Short([u8; MOST + 1]);

impl Short {
    /// `None` for a word that is too long.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let (bytes, length) = (word.as_bytes(), word.len());
        // Read from both ends, in two pieces that overlap: quicker than byte by byte.
        let text = match length {
            0..=3 => bytes.iter().rev().fold(0, |so_far, b| (so_far << 8) | u128::from(*b)),
            4..=7 => {
                let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
                let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
                u128::from(first) | u128::from(last) << ((length - 4) * 8)
            }
            8..=MOST => {
                let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
                let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
                u128::from(first) | u128::from(last) << ((length - 8) * 8)
            }
            _ => return None,
        };
        let mut short = text.to_le_bytes();
        short[MOST] = u8::try_from(length).ok()?;
        Some(Self(short))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.get(..usize::from(self.0[MOST] & !COMMON)).unwrap_or_default()
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0[MOST] == 0
    }

    pub(crate) fn is_common(self) -> bool {
        self.0[MOST] & COMMON != 0
    }

    pub(crate) fn common(mut self) -> Self {
        self.0[MOST] |= COMMON;
        self
    }

    /// Whether it is another one, but for standing in every sentence.
    pub(crate) fn is_same_text(self, other: Self) -> bool {
        let apart = u128::from_le_bytes(self.0) ^ u128::from_le_bytes(other.0);
        apart & !(u128::from(COMMON) << (8 * MOST)) == 0
    }
}

impl Short {
    /// Spread over all bits of the number.
    pub(crate) fn spread(self) -> u64 {
        BuildHasherDefault::<ShortHasher>::default().hash_one(self)
    }
}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from_le_bytes(self.0));
    }
}

/// How short words are hashed: two multiplications folded into one.
pub(crate) type ShortHash = BuildHasherDefault<ShortHasher>;

#[derive(Debug, Default)]
pub(crate) struct ShortHasher(u64);

impl Hasher for ShortHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128((u128::from(self.0) << 8) | u128::from(*byte));
        }
    }

    fn write_u128(&mut self, number: u128) {
        let half = |shift: u32| number >> shift & u128::from(u64::MAX);
        let folded = (half(0) ^ 0x9e37_79b9_7f4a_7c15) * (half(64) ^ 0xd6e8_feb8_6659_fd93);
        self.0 = u64::try_from((folded ^ (folded >> 64)) & u128::from(u64::MAX)).unwrap_or_default();
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_short_word_keeps_its_text() {
        for word in ["", "a", "b", "ab", "año", "abcd", "abcde", "aaaaaaa", "aaaaaaaa", "aaaaaaaaa", "الطفل"]
        {
            let short = Short::of(word).unwrap();
            assert_eq!((short.text(), short.is_common(), short.is_empty()), (word, false, word.is_empty()));
            assert_eq!((short.common().text(), short.common().is_common()), (word, true));
        }
        for length in 0..=MOST {
            let word: String = ('a'..).take(length).collect();
            assert_eq!(Short::of(&word).unwrap().text(), word);
        }
        assert_eq!(Short::of("abcdefghijklmnop"), None);
    }

    #[test]
    fn hashes_of_words_differ_in_the_bits_that_tables_use() {
        let words: Vec<String> = (0..20_000).map(|n| format!("palabra{n}")).collect();
        let hash = |word: &String| {
            let mut hasher = ShortHasher::default();
            Short::of(word).unwrap().hash(&mut hasher);
            hasher.finish()
        };
        let low: HashSet<u64> = words.iter().map(|w| hash(w) & 0xffff).collect();
        let high: HashSet<u64> = words.iter().map(|w| hash(w) >> 57).collect();
        // Of 20,000 drawn by chance from 65,536, some 17,200 are different ones.
        assert!(low.len() > 16_500, "{}", low.len());
        assert_eq!(high.len(), 128);
    }
}
