//! Paragraphs put together to the text of a law.

use crate::law::provisions::Recognised;
use crate::law::reflow::Para;
use crate::model::law::Span;

/// The text with the span of each paragraph in it.
pub(super) struct Joined {
    pub(super) text: Recognised,
    pub(super) spans: Vec<Span>,
}

/// Paragraphs put together, with the places where pages begin.
pub(super) fn joined(paras: &[Para]) -> Joined {
    let mut text = Recognised::default();
    let mut spans = Vec::with_capacity(paras.len());
    text.text.reserve(paras.iter().map(|p| p.text.len() + 1).sum());
    for para in paras {
        if !text.text.is_empty() {
            text.text.push('\n');
        }
        let start = text.text.len();
        if let Some(page) = para.page
            && text.pages.last().is_none_or(|(last, _)| *last < page)
        {
            text.pages.push((page, start));
        }
        text.text.push_str(&para.text);
        spans.push(Span { start, end: text.text.len() });
    }
    Joined { text, spans }
}
