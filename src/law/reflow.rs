//! From lines to paragraphs: the lines of a page are joined where a sentence goes on, and kept apart where a
//! heading or an item begins. Blocks that a format already keeps apart stay as they are.
//!
//! Whether lines were broken to fit a page is measured over the whole run of lines: a text whose lines are
//! paragraphs already (as web pages are saved) must not be joined at all.

use crate::law::block::{Block, BlockKind};
use crate::law::hyphen::{Hyphen, Hyphens};

/// How a paragraph is set apart: what recognising headings goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Dress {
    #[default]
    Plain,
    Item,
    Row,
    Note,
    Strong,
    Heading(u8),
}

/// A paragraph of the law's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Para {
    pub(crate) text: String,
    pub(crate) page: Option<u32>,
    pub(crate) dress: Dress,
    /// There is white space above it, more than between lines.
    pub(crate) gap: bool,
}

/// Joins blocks to paragraphs. `opens` says whether a line begins a heading or an item.
pub(crate) fn paragraphs(blocks: &[&Block], opens: &dyn Fn(&str) -> bool) -> Vec<Para> {
    let measure = Measure::of(blocks);
    let hyphens = Hyphens::new(blocks);
    let mut paras: Vec<Para> = Vec::with_capacity(blocks.len());
    let mut last = None::<LastLine>;
    let mut gap = false;
    for block in blocks {
        let text = block.text.trim();
        if text.is_empty() {
            gap = true;
            continue;
        }
        if block.kind != BlockKind::Line {
            let dress = match block.kind {
                BlockKind::Heading(depth) => Dress::Heading(depth),
                _ if block.strong => Dress::Strong,
                BlockKind::Item => Dress::Item,
                BlockKind::Row => Dress::Row,
                BlockKind::Note => Dress::Note,
                BlockKind::Paragraph | BlockKind::Line => Dress::Plain,
            };
            paras.push(Para { text: text.to_owned(), page: block.page, dress, gap });
            last = None;
            gap = false;
            continue;
        }
        let dress = if block.strong { Dress::Strong } else { Dress::Plain };
        let line = LastLine::of(block, text);
        let joint = match (&last, paras.last()) {
            (Some(above), Some(para)) if para.dress == dress => measure.joint(above, &line, gap, text, opens),
            _ => Joint::Apart,
        };
        match (joint, paras.last_mut()) {
            (Joint::Space, Some(para)) => {
                para.text.push(' ');
                para.text.push_str(text);
            }
            (Joint::Word, Some(para)) => {
                match hyphens.at(&para.text, text) {
                    Hyphen::Divides => {
                        para.text.pop();
                    }
                    Hyphen::Belongs => {}
                    Hyphen::Unknown => para.text.push('\n'),
                }
                para.text.push_str(text);
            }
            _ => paras.push(Para { text: text.to_owned(), page: block.page, dress, gap }),
        }
        last = Some(line);
        gap = false;
    }
    paras
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Apart,
    Space,
    /// The word goes on behind the hyphen at the end of the line above.
    Word,
}

/// What the line above was like.
#[expect(clippy::struct_excessive_bools, reason = "five signs of one line, each read by itself")]
struct LastLine {
    length: usize,
    page: Option<u32>,
    ends: bool,
    hyphen: bool,
    capitals: bool,
    /// Nothing but the mark of an item: "(b)".
    mark: bool,
    leaders: bool,
    refers: bool,
}

impl LastLine {
    fn of(block: &Block, text: &str) -> Self {
        let mut back = text.chars().rev();
        let hyphen = back.next() == Some('-') && back.next().is_some_and(char::is_alphabetic);
        Self {
            length: block.text.trim_end().chars().count(),
            page: block.page,
            ends: ends_sentence(text),
            hyphen,
            capitals: capitals(text),
            mark: is_mark(text),
            leaders: has_leaders(text),
            refers: refers_on(text),
        }
    }
}

/// How long the lines of a text are.
struct Measure {
    /// The length that lines were broken at; `None` where lines are paragraphs.
    wrapped: Option<usize>,
}

impl Measure {
    fn of(blocks: &[&Block]) -> Self {
        let mut lengths: Vec<usize> = blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Line && !b.text.trim().is_empty())
            .map(|b| b.text.trim_end().chars().count())
            .collect();
        lengths.sort_unstable();
        let count = lengths.len();
        let Some(cap) = lengths.get(count * 95 / 100).copied() else { return Self { wrapped: None } };
        let over = lengths.len() - lengths.partition_point(|l| *l <= cap + cap / 3);
        let near = lengths.len() - over - lengths.partition_point(|l| *l < cap * 3 / 4);
        let wrapped = (20..=200).contains(&cap) && over * 100 <= count && near * 100 >= count * 12;
        Self { wrapped: wrapped.then_some(cap) }
    }

    fn joint(
        &self,
        above: &LastLine,
        line: &LastLine,
        gap: bool,
        text: &str,
        opens: &dyn Fn(&str) -> bool,
    ) -> Joint {
        let Some(cap) = self.wrapped else { return Joint::Apart };
        if above.leaders {
            return Joint::Apart;
        }
        if above.mark && !line.mark && (!gap || !opens(text)) {
            return Joint::Space;
        }
        let lower = text.chars().next().is_some_and(char::is_lowercase);
        let full = above.length * 10 >= cap * 7;
        if gap {
            let turned = above.page != line.page;
            return if turned && lower && !above.ends {
                if above.hyphen { Joint::Word } else { Joint::Space }
            } else {
                Joint::Apart
            };
        }
        if above.capitals && !line.capitals && !lower {
            return Joint::Apart;
        }
        if above.ends || (opens(text) && !(above.refers && full)) {
            return Joint::Apart;
        }
        if above.hyphen && lower {
            return Joint::Word;
        }
        if full || lower { Joint::Space } else { Joint::Apart }
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\u{201d}', '\u{bb}', ')', ']'])
        .ends_with(['.', ';', ':', '!', '?', '\u{61b}', '\u{61f}', '\u{2014}'])
}

fn capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn is_mark(text: &str) -> bool {
    text.len() <= 8
        && text.starts_with('(')
        && text.ends_with(')')
        && text.chars().filter(|c| c.is_alphanumeric()).count() + 2 == text.chars().count()
}

/// Whether a line has the dots that lead to a page number in contents pages.
pub(crate) fn has_leaders(text: &str) -> bool {
    let mut run = 0_usize;
    for c in text.chars() {
        match c {
            '.' | '\u{b7}' => run += 1,
            '\u{2026}' => run += 3,
            ' ' => {}
            _ => run = 0,
        }
        if run >= 6 {
            return true;
        }
    }
    text.contains("______")
}

/// Whether a line ends with a word that a number must follow: "under section", "los artículos 3 y".
fn refers_on(text: &str) -> bool {
    let word: String = text.chars().rev().take(24).take_while(|c| c.is_alphabetic()).collect();
    let word: String = word.chars().rev().collect::<String>().to_lowercase();
    matches!(
        word.as_str(),
        "section"
            | "sections"
            | "subsection"
            | "paragraph"
            | "article"
            | "articles"
            | "artículo"
            | "artículos"
            | "articulo"
            | "artigo"
            | "artigos"
            | "art"
            | "arts"
            | "numeral"
            | "inciso"
            | "and"
            | "or"
            | "y"
            | "o"
            | "e"
            | "et"
            | "ou"
            | "no"
            | "nº"
            | "of"
            | "de"
            | "del"
            | "the"
            | "el"
            | "la"
            | "los"
            | "las"
            | "under"
            | "chapter"
            | "part"
            | "act"
            | "ley"
            | "kifungu"
            | "cha"
            | "ibara"
            | "ya"
            | "na"
            | "المادة"
            | "رقم"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Block> {
        text.lines()
            .map(|line| Block { kind: BlockKind::Line, text: line.to_owned(), ..Block::default() })
            .collect()
    }

    fn joined(text: &str) -> Vec<String> {
        let blocks = lines(text);
        let blocks: Vec<&Block> = blocks.iter().collect();
        let opens = |line: &str| line.starts_with(|c: char| c.is_ascii_digit() || c == '(');
        paragraphs(&blocks, &opens).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn broken_lines_are_joined() {
        let text = "3. Purpose\n\
                    The purpose of this law is to keep every child safe wherever she or\n\
                    he lives, and to give those who work with children the means to pro-\n\
                    tect them.\n\
                    (a) first, by keeping the register that is named in the law and under\n\
                    section 4;\n\
                    4. Register\n\
                    The register is kept by the officer whom the minister names for that.";
        assert_eq!(
            joined(text),
            [
                "3. Purpose",
                "The purpose of this law is to keep every child safe wherever she or he lives, and to give those \
                 who work with children the means to protect them.",
                "(a) first, by keeping the register that is named in the law and under section 4;",
                "4. Register",
                "The register is kept by the officer whom the minister names for that.",
            ]
        );
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let long = "a word of the law ".repeat(40);
        let text = format!("1. Title\n{long}\nand a line in lower case\n2. Next\n{long}");
        assert_eq!(joined(&text).len(), 5);
    }

    #[test]
    fn a_mark_alone_takes_the_next_line() {
        let text = "The officer keeps a register in which these particulars are written:\n\
                    (a)\n\n\
                    the name of the child and of the persons who have the care of her;\n\
                    (b)\n\n\
                    the day on which the report was made, and by whom it was taken up.";
        let joined = joined(text);
        assert!(joined.iter().any(|p| p.starts_with("(a) the name")), "{joined:?}");
        assert_eq!(joined.len(), 3);
    }

    #[test]
    fn leaders_are_seen() {
        assert!(
            has_leaders("1. Title ........ 3")
                && has_leaders("Título . . . . . . . 3")
                && has_leaders("x ……… 1")
        );
        assert!(!has_leaders("and so on... the rest") && !has_leaders("(…)"));
    }
}
