//! A paragraph of a Word document while it is being read.

use crate::law::block::Block;
use crate::law::read::docx::styles::Looks;
use crate::law::read::gather::push_running;

/// A paragraph that is still open.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<String>,
    pub(super) num_id: Option<String>,
    pub(super) level: Option<usize>,
    /// What the paragraph says itself, over its style.
    pub(super) outline: Outline,
    pub(super) text: String,
    /// All that was said so far is bold.
    pub(super) strong: bool,
    said: bool,
    /// Notes that it calls: mark, whether an endnote, id.
    pub(super) notes: Vec<(String, bool, String)>,
    /// Blocks of text boxes that are tied to it.
    pub(super) after: Vec<Block>,
    /// Its end was deleted by a tracked change: it runs on into the next.
    pub(super) end_deleted: bool,
}

impl Paragraph {
    /// The paragraph that goes on where another lost its end: the wording stays, the rest is its own.
    pub(super) fn continued(before: Self) -> Self {
        Self {
            text: before.text,
            strong: before.strong,
            said: before.said,
            notes: before.notes,
            after: before.after,
            ..Self::default()
        }
    }

    pub(super) fn say(&mut self, text: &str, bold: bool) {
        if !text.trim().is_empty() {
            self.strong = bold && (self.strong || !self.said);
            self.said = true;
        }
        push_running(&mut self.text, text);
    }
}

/// The level of a heading as a paragraph says it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Outline {
    /// As its style says.
    #[default]
    Style,
    BodyText,
    Heading(u8),
}

/// A run of text with one look.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) own: Looks,
    /// What the styles say.
    pub(super) below: Looks,
    /// Wording was left out because it is hidden.
    pub(super) hid: bool,
}

impl Run {
    pub(super) fn new(below: Looks) -> Self {
        Self { own: Looks::default(), below, hid: false }
    }
}
