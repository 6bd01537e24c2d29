//! Finding in one law: plain words as a reader types them, and what a query marks in the whole of its text.
//!
//! The index says which provisions a query finds. Where its words stand in them is found anew in the text, so
//! that a reader can go from one to the next.

use crate::law::normalise::{Normalised, normalise, normalised};
use crate::law::query;
use crate::law::search::compile::Compiler;
use crate::law::search::marks;
use crate::law::words::lexicon::Lexicon;
use crate::law::words::stem::Analyser;
use crate::model::id::Iso3;
use crate::model::law::{LawId, Span};
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::reading::ReadingProcess;
use crate::workbench::law::search::SearchRequest;
use crate::workbench::law::shelf::OpenLaw;
use crate::workbench::open::Workbench;

/// Hits of one law that are gone through.
const MOST: usize = 1_000;
/// Places of plain words that are gone through.
const PLACES: usize = 10_000;

/// The text of a law as plain words are looked for in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plain(Normalised);

impl Plain {
    /// Where words stand as they are typed, whatever their accents, capitals and Arabic vowel signs.
    pub(crate) fn find(&self, words: &str) -> Vec<Span> {
        let wanted = normalised(words);
        if wanted.is_empty() {
            return Vec::new();
        }
        let found = self.0.text.match_indices(&wanted).take(PLACES);
        found.map(|(at, part)| self.0.original(Span { start: at, end: at + part.len() })).collect()
    }
}

impl OpenLaw {
    /// The text made ready for plain words.
    pub(crate) fn plain(&self) -> Plain {
        Plain(normalise(&self.text.text))
    }
}

/// The words of a stretch of a text, as stretches of the text.
pub(crate) fn words_of(text: &str, within: Span) -> Vec<Span> {
    let stretch = within.of(text);
    let words = crate::law::words::words(stretch);
    words.map(|w| Span { start: within.start + w.start, end: within.start + w.end }).collect()
}

/// A law that is opened to be read.
#[derive(Debug, Clone)]
pub(crate) struct MarkedLaw {
    pub(crate) open: OpenLaw,
    pub(crate) plain: Plain,
    /// Where the words of the query stand in the provisions that it finds, in the order of the text.
    pub(crate) marks: Vec<Span>,
}

impl Workbench {
    /// Opens a law, with the words of a query marked in it.
    ///
    /// # Errors
    /// When the law is not there or cannot be read. A query that finds nothing marks nothing.
    pub(crate) fn open_marked(
        &self,
        id: &LawId,
        request: Option<&SearchRequest>,
        reading: &ReadingProcess,
    ) -> Result<MarkedLaw, WorkbenchError> {
        let open = self.open_law(id, reading)?;
        let marks = request.and_then(|request| self.marks_in(&open, request, reading)).unwrap_or_default();
        Ok(MarkedLaw { plain: open.plain(), marks, open })
    }

    fn marks_in(
        &self,
        open: &OpenLaw,
        request: &SearchRequest,
        reading: &ReadingProcess,
    ) -> Option<Vec<Span>> {
        let mut request = request.clone();
        request.laws = vec![open.law.id.clone()];
        request.limit = MOST;
        request.width = 0;
        let found = self.search(&request, reading, &mut |_, _| {}).ok()?.found;
        let mut parts: Vec<Span> = found.hits.iter().map(|hit| hit.part).collect();
        parts.sort_unstable();
        let (text, _) = query::parse(&request.query).ok()?.split();
        let index = self.open_index().ok()??;
        let searcher = index.searcher();
        let concepts = self.concepts().unwrap_or_default();
        let analyser = Analyser::of(&open.law.language);
        let compiler = Compiler::new(&index, &searcher, &concepts, [analyser]).ok()?;
        let marks = compiler.compile(text.as_ref()).ok()?.marks;
        let mut lexicon = Lexicon::default();
        let mut spans: Vec<Span> = Vec::new();
        for part in parts {
            let tokens = marks::tokens(part.of(&open.text.text), &mut lexicon);
            for mark in marks::marked(&tokens, &marks) {
                let (Some(first), Some(last)) = (tokens.all.get(mark.first), tokens.all.get(mark.last))
                else {
                    continue;
                };
                spans.push(Span { start: part.start + first.start(), end: part.start + last.end() });
            }
        }
        spans.sort_unstable();
        Some(joined(&open.text.text, spans))
    }

    /// How many laws the library has.
    pub(crate) fn count_laws(&self) -> usize {
        self.workspace.laws().laws.len()
    }

    /// How many of a country's key laws are not in the library.
    pub(crate) fn count_missing(&self, country: &Iso3) -> usize {
        self.missing_key_laws(country).len()
    }
}

/// A word as it is compared: without its accents, capitals and vowel signs.
pub(crate) fn folded(word: &str) -> String {
    normalised(word)
}

/// Stretches that overlap, or have nothing but white space between them, as one: that is what is gone through.
fn joined(text: &str, spans: Vec<Span>) -> Vec<Span> {
    let beside =
        |from: usize, to: usize| text.get(from..to).is_some_and(|t| t.chars().all(char::is_whitespace));
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end || beside(last.end, span.start) => {
                last.end = last.end.max(span.end);
            }
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_found_as_they_are_printed() {
        let text = "Artículo 5. Explota-\nción de niños. La EXPLOTACIÓN.\nالمادَّة ١٧ من القانون";
        let plain = Plain(normalise(text));
        for (words, expected) in [
            ("explotacion", vec!["Explota-\nción", "EXPLOTACIÓN"]),
            ("ARTICULO 5", vec!["Artículo 5"]),
            ("المادة 17", vec!["المادَّة ١٧"]),
            ("niñas", vec![]),
            ("", vec![]),
            (" \u{640} ", vec![]),
        ] {
            let found: Vec<&str> = plain.find(words).into_iter().map(|s| s.of(text)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn marks_side_by_side_are_one() {
        let span = |start, end| Span { start, end };
        let text = "child abuse and images";
        assert_eq!(
            joined(text, vec![span(0, 5), span(2, 5), span(6, 11), span(16, 22)]),
            [span(0, 11), span(16, 22)]
        );
    }
}
