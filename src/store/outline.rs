//! Where things stand in a YAML text: the place of every key and item, for messages and for edits.
//!
//! Made from the parser's events only for a text that has been read already, so its depth is bounded.

use serde_yaml::granit_parser::{Event, Parser, Span};

use crate::model::problem::Place;

/// A key of a map or an item of a list, with what stands under it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The key, or the number of the item.
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) children: Vec<Entry>,
}

/// The entries of a text, and the lines on which comments begin.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) entries: Vec<Entry>,
    pub(crate) comments: Vec<Comment>,
}

/// A comment: its line (from 1), whether it has the line to itself, and its text with the `#`.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// An open map or list while events come in.
struct Frame {
    is_map: bool,
    children: Vec<Entry>,
    /// The key that waits for its value.
    key: Option<(String, Place)>,
    /// The entry that this frame will be the children of.
    own: Option<(String, Place)>,
}

fn place(span: &Span) -> Place {
    Place { line: span.start.line(), column: span.start.col() + 1 }
}

impl Outline {
    /// Reads the events of a text. A text that does not parse gives what came before the fault.
    pub(crate) fn of(text: &str) -> Self {
        let mut outline = Self::default();
        let mut stack: Vec<Frame> = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            match event {
                Event::Comment(..) => outline.comments.push(Comment {
                    line: span.start.line(),
                    text: span.slice(text).unwrap_or_default().to_owned(),
                }),
                Event::Scalar(value, ..) => scalar(&mut stack, &value, place(&span)),
                Event::MappingStart(..) => open(&mut stack, true, place(&span)),
                Event::SequenceStart(..) => open(&mut stack, false, place(&span)),
                Event::MappingEnd | Event::SequenceEnd => {
                    if let Some(done) = close(&mut stack) {
                        outline.entries = done;
                    }
                }
                _ => {}
            }
        }
        outline
    }

    /// The entry at a path of names: `answers/C03-2/evidence/0`.
    pub(crate) fn find(&self, path: &str) -> Option<&Entry> {
        let mut entries = &self.entries;
        let mut found = None;
        for name in path.split('/').filter(|n| !n.is_empty()) {
            let entry = entries.iter().find(|e| e.name == name)?;
            entries = &entry.children;
            found = Some(entry);
        }
        found
    }

    /// The place of a path, or of the nearest entry above it.
    pub(crate) fn place(&self, path: &str) -> Option<Place> {
        let mut path = path.trim_end_matches('/');
        loop {
            if let Some(entry) = self.find(path) {
                return Some(entry.place);
            }
            path = path.rsplit_once('/')?.0;
        }
    }
}

/// Takes the name under which the next value of the innermost frame stands.
fn take_name(frame: &mut Frame, at: Place) -> Option<(String, Place)> {
    if frame.is_map { frame.key.take() } else { Some((frame.children.len().to_string(), at)) }
}

fn scalar(stack: &mut [Frame], value: &str, at: Place) {
    let Some(frame) = stack.last_mut() else { return };
    match take_name(frame, at) {
        Some((name, place)) => frame.children.push(Entry { name, place, children: Vec::new() }),
        None => frame.key = Some((value.to_owned(), at)),
    }
}

fn open(stack: &mut Vec<Frame>, is_map: bool, at: Place) {
    let own = stack.last_mut().and_then(|frame| take_name(frame, at));
    stack.push(Frame { is_map, children: Vec::new(), key: None, own });
}

/// Closes the innermost frame; gives the entries when it was the outermost one.
fn close(stack: &mut Vec<Frame>) -> Option<Vec<Entry>> {
    let frame = stack.pop()?;
    match (stack.last_mut(), frame.own) {
        (Some(parent), Some((name, place))) => {
            parent.children.push(Entry { name, place, children: frame.children });
            None
        }
        (Some(_), None) => None,
        (None, _) => Some(frame.children),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_and_item_is_found_where_it_stands() {
        let outline = Outline::of("a: 1\nb:\n  - x: 2\n    y: [3, 4]\n  - z   # why\n# end\n");
        let at = |path: &str| outline.place(path).map(|p| (p.line, p.column));
        assert_eq!(at("a"), Some((1, 1)));
        assert_eq!(at("b/0/y"), Some((4, 5)));
        assert_eq!(at("b/0/y/1"), Some((4, 12)));
        assert_eq!(at("b/1"), Some((5, 5)));
        assert_eq!(at("b/7/q"), Some((2, 1)), "the nearest above");
        assert_eq!(at("nothing"), None);
        let comments: Vec<_> = outline.comments.iter().map(|c| (c.line, c.text.as_str())).collect();
        assert_eq!(comments, [(5, "# why"), (6, "# end")]);
    }
}
