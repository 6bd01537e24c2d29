//! What a hyphen at the end of a line is: `inspec-` / `tor` is one word, `child-` / `friendly` are two. The text itself
//! says which, where it has the word elsewhere.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::law::block::Block;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hyphen {
    /// It was put there to divide a word, and falls away.
    Divides,
    /// It is written in the middle of a line too.
    Belongs,
    /// A half is a word of the text, and what both would be together is none: it stays as it is printed, with the end of
    /// the line, and is searched as one word and as two.
    Unknown,
}

/// The words of a text, looked at only when one of its lines ends with a hyphen.
pub(crate) struct Hyphens<'a> {
    blocks: &'a [&'a Block],
    words: OnceCell<HashSet<String>>,
}

impl<'a> Hyphens<'a> {
    pub(crate) fn new(blocks: &'a [&'a Block]) -> Self {
        Self { blocks, words: OnceCell::new() }
    }

    /// What the hyphen is that ends a line, before the line that follows.
    pub(crate) fn at(&self, above: &str, below: &str) -> Hyphen {
        let first =
            above.trim_end_matches('-').rsplit(|c| !is_inner(c)).next().unwrap_or_default().to_lowercase();
        let second = below.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        let words = self.words.get_or_init(|| words_of(self.blocks));
        if words.contains(&format!("{first}{second}")) {
            Hyphen::Divides
        } else if words.contains(&format!("{first}-{second}")) {
            Hyphen::Belongs
        } else if words.contains(&first) || words.contains(&second) {
            Hyphen::Unknown
        } else {
            Hyphen::Divides
        }
    }
}

fn is_inner(c: char) -> bool {
    c.is_alphabetic() || c == '-'
}

/// The words inside lines, and those with hyphens in them. What a line end cuts off is none.
fn words_of(blocks: &[&Block]) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut cut = false;
    for block in blocks {
        let text = block.text.trim();
        let mut pieces: Vec<&str> = text.split(|c| !is_inner(c)).filter(|piece| !piece.is_empty()).collect();
        let goes_on = text.ends_with('-');
        if goes_on {
            pieces.pop();
        }
        for piece in pieces.into_iter().skip(usize::from(cut)) {
            words.insert(piece.trim_matches('-').to_lowercase());
        }
        cut = goes_on;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_says_what_a_hyphen_is() {
        let lines = [
            "An inspector keeps child-friendly spaces and the well of the",
            "county under his own taking, and an inspec-",
            "tor visits the child-",
            "friendly well. Under-",
            "taking it is un-",
            "known.",
        ];
        let blocks: Vec<Block> =
            lines.iter().map(|line| Block { text: (*line).to_owned(), ..Block::default() }).collect();
        let blocks: Vec<&Block> = blocks.iter().collect();
        let hyphens = Hyphens::new(&blocks);
        for (above, below, expected) in [
            ("taking, and an inspec-", "tor visits", Hyphen::Divides),
            ("visits the child-", "friendly well.", Hyphen::Belongs),
            ("well. Under-", "taking it", Hyphen::Unknown),
            ("it is un-", "known.", Hyphen::Divides),
        ] {
            assert_eq!(hyphens.at(above, below), expected, "{above} {below}");
        }
    }
}
