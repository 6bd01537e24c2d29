//! What the readers of marked-up formats share: white space made plain, and blocks gathered under bounds.
//!
//! It knows no format. A reader hands in wording with `\n` where the format breaks a line and any other
//! white space as it came; what comes out has single spaces and no control characters.

use crate::law::block::{Block, BlockKind};
use crate::law::read::{Bounds, ReadFault};

/// The blocks of a file so far, never more than the bounds allow.
#[derive(Debug)]
pub(crate) struct Gather {
    blocks: Vec<Block>,
    text: usize,
    most_blocks: usize,
    most_text: usize,
}

impl Gather {
    pub(crate) fn new(bounds: &Bounds) -> Self {
        Self { blocks: Vec::new(), text: 0, most_blocks: bounds.blocks, most_text: bounds.text }
    }

    /// Takes a block; one without wording is dropped, because nothing can be cited in it.
    pub(crate) fn push(&mut self, block: Block) -> Result<(), ReadFault> {
        if block.text.is_empty() {
            return Ok(());
        }
        self.text = self.text.saturating_add(block.text.len());
        if self.text > self.most_text {
            return Err(ReadFault::TooMuch { detail: format!("more than {} bytes of text", self.most_text) });
        }
        if self.blocks.len() >= self.most_blocks {
            return Err(ReadFault::TooMuch { detail: format!("more than {} blocks", self.most_blocks) });
        }
        self.blocks.push(block);
        Ok(())
    }

    /// Adds what belongs to the wording of the last block, such as the mark that closes a quotation.
    pub(crate) fn add_to_last(&mut self, text: &str) -> Result<(), ReadFault> {
        match self.blocks.pop() {
            Some(mut last) => {
                self.text = self.text.saturating_sub(last.text.len());
                last.text.push_str(text);
                self.push(last)
            }
            None => Ok(()),
        }
    }

    pub(crate) fn last(&self) -> Option<&Block> {
        self.blocks.last()
    }

    /// # Errors
    /// [`ReadFault::Empty`] where no block has a letter or a digit.
    pub(crate) fn finish(self) -> Result<Vec<Block>, ReadFault> {
        if self.blocks.iter().any(|b| b.text.chars().any(char::is_alphanumeric)) {
            Ok(self.blocks)
        } else {
            Err(ReadFault::Empty)
        }
    }
}

/// A block of this kind without more.
pub(crate) fn block(kind: BlockKind, text: String) -> Block {
    Block { kind, text, ..Block::default() }
}

/// The wording with single spaces; line breaks stay, but no two in a row, and none at the ends.
pub(crate) fn squeeze(text: &str) -> String {
    squeezed(text, true)
}

/// The same on one line: for headings, numbers and the cells of a table.
pub(crate) fn squeeze_line(text: &str) -> String {
    squeezed(text, false)
}

fn squeezed(text: &str, lines: bool) -> String {
    #[derive(PartialEq)]
    enum Gap {
        None,
        Space,
        Line,
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = Gap::None;
    for c in text.chars() {
        if lines && c == '\n' {
            gap = Gap::Line;
        } else if c.is_whitespace() {
            if gap == Gap::None {
                gap = Gap::Space;
            }
        } else if !c.is_control() && c != '\u{feff}' {
            if !out.is_empty() {
                match gap {
                    Gap::None => {}
                    Gap::Space => out.push(' '),
                    Gap::Line => out.push('\n'),
                }
            }
            gap = Gap::None;
            out.push(c);
        }
    }
    out
}

/// Adds running text, whose own line breaks are mere white space: those that count are pushed as `\n`.
pub(crate) fn push_running(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
}

/// A sentence for a reviewer: "1 menu", "3 menus".
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_becomes_single_and_controls_go() {
        for (text, want) in [
            ("", ""),
            ("  a \t b\u{a0}c  ", "a b c"),
            ("\n a \n\n b \n", "a\nb"),
            ("a\u{0}b\u{7}c", "abc"),
            ("\u{feff}a", "a"),
            ("child\u{ad}hood \u{fffd}", "child\u{ad}hood \u{fffd}"),
        ] {
            assert_eq!(squeeze(text), want, "{text:?}");
        }
        assert_eq!(squeeze_line("a\nb"), "a b");
    }

    #[test]
    fn bounds_hold() {
        let bounds = Bounds { blocks: 2, text: 10, ..Bounds::default() };
        let mut few = Gather::new(&bounds);
        for _ in 0..2 {
            few.push(block(BlockKind::Paragraph, "a".to_owned())).unwrap();
        }
        assert!(matches!(
            few.push(block(BlockKind::Paragraph, "a".to_owned())),
            Err(ReadFault::TooMuch { .. })
        ));
        let mut short = Gather::new(&bounds);
        assert!(matches!(
            short.push(block(BlockKind::Paragraph, "eleven byte".to_owned())),
            Err(ReadFault::TooMuch { .. })
        ));
        assert_eq!(Gather::new(&bounds).finish(), Err(ReadFault::Empty));
    }
}
