//! Markdown as collections of laws are published in it: facts in front, then headings, paragraphs and lists.
//!
//! Read by lines rather than by a full parser, on purpose. Real collections break the rules that a parser
//! keeps: paragraphs are set in by six spaces (which `CommonMark` takes for program text), each line is a
//! paragraph of its own, bold marks open on one line and close on the next, or open and never close. Here
//! nothing is lost by its indentation, and a mark that fits nothing falls away.

mod entities;
mod front_matter;
mod inline;

use crate::law::block::{Block, BlockKind, Document};
use crate::law::read::{Bounds, ReadFault, Reader, charset, text};

/// Reads Markdown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MarkdownReader;

impl Reader for MarkdownReader {
    fn read(&self, bytes: &[u8], bounds: &Bounds) -> Result<Document, ReadFault> {
        text::refuse_binary(bytes)?;
        let (source, _) = charset::decode(bytes, None);
        let source = source.strip_prefix('\u{feff}').unwrap_or(&source);
        if source.len() > bounds.text {
            return Err(ReadFault::TooMuch { detail: format!("more than {} bytes of text", bounds.text) });
        }
        let (facts, notes, body) = front_matter::split(source);
        let mut body_reader =
            Body { blocks: Vec::new(), group: Vec::new(), fenced: false, bound: bounds.blocks };
        for line in body.lines() {
            body_reader.line(line)?;
        }
        body_reader.close()?;
        let blocks = body_reader.blocks;
        if blocks.is_empty() {
            return Err(ReadFault::Empty);
        }
        Ok(Document { blocks, facts, notes, ..Document::default() })
    }
}

/// The body while it is read: the lines since the last blank one share their bold marks.
struct Body<'s> {
    blocks: Vec<Block>,
    group: Vec<(BlockKind, &'s str)>,
    fenced: bool,
    bound: usize,
}

impl<'s> Body<'s> {
    fn line(&mut self, line: &'s str) -> Result<(), ReadFault> {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.fenced = !self.fenced;
            return self.close();
        }
        if trimmed.is_empty() {
            return self.close();
        }
        if self.fenced {
            self.group.push((BlockKind::Line, line.trim_end()));
            return Ok(());
        }
        let quoted = trimmed.strip_prefix('>').map_or(trimmed, str::trim_start);
        if let Some((depth, heading)) = heading(quoted) {
            self.close()?;
            self.group.push((BlockKind::Heading(depth), heading));
            return self.close();
        }
        if is_rule(quoted) {
            return self.close();
        }
        if let Some(row) = quoted.strip_prefix('|') {
            if !row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
                self.group.push((BlockKind::Row, row.trim_end_matches('|')));
            }
            return Ok(());
        }
        let kind = if is_item(quoted) { BlockKind::Item } else { BlockKind::Paragraph };
        // The mark of a block quotation is none of the wording; the space before a line that is set in tells.
        let as_it_stands = kind == BlockKind::Paragraph && !trimmed.starts_with('>');
        self.group.push((kind, if as_it_stands { line.trim_end() } else { quoted }));
        Ok(())
    }

    /// Ends a group of lines: its marks are taken out, and lines of one sentence joined.
    fn close(&mut self) -> Result<(), ReadFault> {
        if self.group.is_empty() {
            return Ok(());
        }
        let plain = inline::plain(self.group.iter().map(|(_, line)| *line));
        let group = std::mem::take(&mut self.group);
        let first = self.blocks.len();
        for ((kind, raw), line) in group.into_iter().zip(plain) {
            let text = line.text.trim();
            if text.is_empty() {
                continue;
            }
            let set_in = raw.starts_with(' ');
            let strong = line.strong;
            if let Some(above) = self.blocks.get_mut(first..).and_then(|b| b.last_mut())
                && goes_on(above, kind, text, strong, set_in)
            {
                // A hyphen at the end of a line may divide a word: it can be told only while the end of the line is there.
                let is_kept = kind == BlockKind::Row || is_cut(&above.text, text);
                above.text.push(if is_kept { '\n' } else { ' ' });
                above.text.push_str(text);
                continue;
            }
            if self.blocks.len() >= self.bound {
                return Err(ReadFault::TooMuch { detail: format!("more than {} paragraphs", self.bound) });
            }
            let kind = if kind == BlockKind::Line { BlockKind::Paragraph } else { kind };
            let text = match kind {
                BlockKind::Row => row(text),
                _ if text.len() == line.text.len() => line.text,
                _ => text.to_owned(),
            };
            self.blocks.push(Block { kind, text, strong, ..Block::default() });
        }
        Ok(())
    }
}

/// Whether a line goes on with the sentence of the block above it.
fn goes_on(above: &Block, kind: BlockKind, text: &str, strong: bool, set_in: bool) -> bool {
    if kind != BlockKind::Paragraph || !matches!(above.kind, BlockKind::Paragraph | BlockKind::Item) {
        return false;
    }
    let ended = above.text.ends_with(['.', ';', ':', '!', '?']);
    if above.strong != strong || set_in || ended {
        return false;
    }
    text.starts_with(char::is_lowercase) || (!strong && is_broken(&above.text) && !opens(text))
}

/// Whether a line without an end is long enough to be one that was broken to a width.
fn is_broken(line: &str) -> bool {
    line.chars().nth(55).is_some()
}

/// Whether a heading, an item or something that is no word begins with a line.
fn opens(text: &str) -> bool {
    let word = text.get(..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())).unwrap_or_default();
    let heads = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
        || ["Art", "Cap", "Tít", "Tit", "Sec", "Part", "Chap"].iter().any(|w| word.starts_with(w));
    word.is_empty() || heads || text.get(word.len()..).is_some_and(|rest| rest.starts_with([')', '.']))
}

fn row(text: &str) -> String {
    let cells: Vec<&str> = text.split('|').map(str::trim).collect();
    cells.join("\t")
}

/// The depth and text of a heading.
fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let depth = line.len() - rest.len();
    if !(1..=6).contains(&depth) || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let text = rest.trim();
    // "## Heading ##": the marks at the end are for the eye.
    let text = text.strip_suffix(" #").map_or(text, |t| t.trim_end_matches('#').trim_end());
    u8::try_from(depth).ok().map(|depth| (depth, text))
}

fn is_rule(line: &str) -> bool {
    let mark = line.chars().next().filter(|c| matches!(c, '-' | '=' | '*' | '_'));
    mark.is_some_and(|m| {
        line.chars().filter(|c| *c == m).count() >= 3 && line.chars().all(|c| c == m || c == ' ')
    })
}

fn is_item(line: &str) -> bool {
    let mut signs = line.chars();
    match signs.next() {
        Some('-' | '+' | '\u{2022}') => signs.next() == Some(' '),
        Some('*') => signs.next() == Some(' ') && !line.contains("*."),
        _ => false,
    }
}

/// Whether a line ends with a hyphen behind a letter, and the next goes on with a small one.
fn is_cut(above: &str, below: &str) -> bool {
    let letter = above.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic));
    letter && below.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        MarkdownReader.read(text.as_bytes(), &Bounds::default()).unwrap()
    }

    fn seen(text: &str) -> Vec<(BlockKind, bool, String)> {
        read(text).blocks.into_iter().map(|b| (b.kind, b.strong, b.text)).collect()
    }

    #[test]
    fn headings_lists_and_tables() {
        assert_eq!(
            seen("## **LEY N.° 7**\n- uno\n- dos\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
            [
                (BlockKind::Heading(2), true, "LEY N.° 7".to_owned()),
                (BlockKind::Item, false, "- uno".to_owned()),
                (BlockKind::Item, false, "- dos".to_owned()),
                (BlockKind::Row, false, "a\tb".to_owned()),
                (BlockKind::Row, false, "1\t2".to_owned()),
            ]
        );
    }

    #[test]
    fn text_that_is_set_in_is_kept() {
        assert_eq!(
            seen("      **Artículo 1.- Objeto**\n\n      La ley protege.\n\n     a) uno\n"),
            [
                (BlockKind::Paragraph, true, "Artículo 1.- Objeto".to_owned()),
                (BlockKind::Paragraph, false, "La ley protege.".to_owned()),
                (BlockKind::Paragraph, false, "a) uno".to_owned()),
            ]
        );
    }

    #[test]
    fn lines_are_paragraphs_unless_a_sentence_goes_on() {
        let lines: Vec<String> =
            seen("**CAPÍTULO I**\n**FINALIDAD**\nLa ley rige para\ntodos los niños.\n Otro párrafo")
                .into_iter()
                .map(|b| b.2)
                .collect();
        assert_eq!(lines, ["CAPÍTULO I", "FINALIDAD", "La ley rige para todos los niños.", "Otro párrafo"]);
    }

    #[test]
    fn a_line_that_ends_within_a_word_stays_one() {
        let lines = seen("La ruta a Las Deli-\ncias y a San José -\nhoy cerrada- va de A-\nB");
        assert_eq!(lines[0].2, "La ruta a Las Deli-\ncias y a San José - hoy cerrada- va de A- B");
    }

    #[test]
    fn bold_marks_over_line_ends_and_within_words() {
        assert_eq!(
            seen("**LEY DE PRUEBA  \n**\n\n**Artículo 129-**M. Delito\n\n“**TÍTULO I  \n**"),
            [
                (BlockKind::Paragraph, true, "LEY DE PRUEBA".to_owned()),
                (BlockKind::Paragraph, false, "Artículo 129-M. Delito".to_owned()),
                (BlockKind::Paragraph, true, "“TÍTULO I".to_owned()),
            ]
        );
    }

    #[test]
    fn what_is_no_markdown_is_refused() {
        assert!(matches!(MarkdownReader.read(b"a\0b", &Bounds::default()), Err(ReadFault::Malformed { .. })));
        assert_eq!(MarkdownReader.read(b"---\ntitle: x\n---\n", &Bounds::default()), Err(ReadFault::Empty));
        let few = Bounds { blocks: 1, ..Bounds::default() };
        assert!(matches!(MarkdownReader.read(b"a\n\nb", &few), Err(ReadFault::TooMuch { .. })));
    }
}
