//! The words of a text as tantivy wants them.
//!
//! tantivy's own tokenizer splits decomposed accents and misses a final yeh. One field holds two kinds of term at the
//! same positions: the word as it stands, and pairs of common words. Stems are no terms: which words share one is
//! gathered beside, and a query asks for all of them. The text that is handed over begins with the mark of its
//! language, since an analyser of tantivy belongs to a field and not to a document.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::law::words::family::Gathered;
use crate::law::words::lexicon::{Lexicon, pair_term};
use crate::law::words::short::Short;
use crate::law::words::stem::Analyser;
use crate::law::words::{Words, words};
use crate::model::law::Span;

/// The name it is registered by.
pub(crate) const NAME: &str = "law";

/// Puts down the mark of a language, which a text begins with.
pub(crate) fn put_mark(analyser: Analyser, out: &mut String) {
    out.push(analyser.mark());
}

/// A text behind its mark, and the analyser of the mark.
pub(crate) fn unmarked(text: &str) -> (Analyser, &str) {
    match text.chars().next().and_then(Analyser::of_mark) {
        Some(analyser) => (analyser, text.get(analyser.mark().len_utf8()..).unwrap_or_default()),
        None => (Analyser::Plain, text),
    }
}

/// One lexicon a language, made when it is first needed.
pub(crate) struct LawTokenizer {
    lexicons: Vec<(Analyser, Lexicon)>,
    gathered: Arc<Gathered>,
}

impl Clone for LawTokenizer {
    /// What is remembered stays where it is: a copy belongs to another thread. What is gathered is for all of them.
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.gathered))
    }
}

impl LawTokenizer {
    pub(crate) fn new(gathered: Arc<Gathered>) -> Self {
        Self { lexicons: Vec::new(), gathered }
    }

    fn lexicon(&mut self, analyser: Analyser) -> &mut Lexicon {
        let at = match self.lexicons.iter().position(|(a, _)| *a == analyser) {
            Some(at) => at,
            None => {
                let lexicon = Lexicon::gathering(analyser, Arc::clone(&self.gathered));
                self.lexicons.push((analyser, lexicon));
                self.lexicons.len() - 1
            }
        };
        &mut self.lexicons[at].1
    }
}

impl Tokenizer for LawTokenizer {
    type TokenStream<'a> = LawTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LawTokens<'a> {
        let (analyser, text) = unmarked(text);
        LawTokens {
            text,
            words: words(text),
            lexicon: self.lexicon(analyser),
            token: Token::default(),
            position: 0,
            span: Span::default(),
            before: None,
            waiting_pair: String::new(),
            waiting_halves: Vec::new(),
        }
    }
}

/// The tokens of one text.
pub(crate) struct LawTokens<'a> {
    text: &'a str,
    words: Words<'a>,
    lexicon: &'a mut Lexicon,
    token: Token,
    /// Of the next word.
    position: usize,
    span: Span,
    /// The common word just before, or nothing.
    before: Option<Short>,
    waiting_pair: String,
    /// The halves of a word that was divided by the end of a line, each with its position; the next one last.
    waiting_halves: Vec<(usize, String)>,
}

/// What a word is as a term.
enum Taken {
    Nothing,
    Word,
    /// One that stands in every sentence.
    Common(Short),
}

impl LawTokens<'_> {
    /// Makes a word the token.
    fn take(&mut self, word: &str) -> Taken {
        self.token.text.clear();
        let common = if self.words.is_plain()
            && let Some(short) = self.lexicon.plain(word)
        {
            self.token.text.push_str(word);
            short.is_common().then_some(short)
        } else {
            let Some(compared) = self.lexicon.compared(word) else { return Taken::Nothing };
            self.token.text.push_str(compared.text());
            compared.common()
        };
        common.map_or(Taken::Word, Taken::Common)
    }

    /// Lets the halves of a word follow it: both stand where it stands, so that it is one word, and the second once
    /// more where the next word stands, so that they are two in a row.
    fn wait_for_halves(&mut self, position: usize) {
        let Some((first, second)) = self.words.halves() else { return };
        let mut half = |span: Span| {
            let compared = self.lexicon.compared(span.of(self.text));
            compared.map_or_else(String::new, |compared| compared.text().to_owned())
        };
        let (first, second) = (half(first), half(second));
        self.waiting_halves = vec![(position + 1, second.clone()), (position, second), (position, first)];
        self.waiting_halves.retain(|(_, half)| !half.is_empty());
    }

    fn emit(&mut self, position: usize) {
        self.token.position = position;
        self.token.offset_from = self.span.start;
        self.token.offset_to = self.span.end;
        self.token.position_length = 1;
    }
}

impl TokenStream for LawTokens<'_> {
    fn advance(&mut self) -> bool {
        if !self.waiting_pair.is_empty() {
            std::mem::swap(&mut self.token.text, &mut self.waiting_pair);
            self.waiting_pair.clear();
            // The pair stands where its first word stands.
            self.emit(self.position.saturating_sub(2));
            return true;
        }
        if let Some((position, half)) = self.waiting_halves.pop() {
            self.token.text = half;
            self.emit(position);
            return true;
        }
        loop {
            let Some(span) = self.words.next() else { return false };
            self.span = span;
            let position = self.position;
            self.position += 1;
            let taken = self.take(span.of(self.text));
            let before = self.before.take();
            match taken {
                Taken::Nothing => continue,
                Taken::Word => {}
                Taken::Common(now) => {
                    if let Some(before) = before {
                        pair_term(before.text(), now.text(), &mut self.waiting_pair);
                    }
                    self.before = Some(now);
                }
            }
            self.wait_for_halves(position);
            self.emit(position);
            return true;
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(analyser: Analyser, text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = LawTokenizer::new(Arc::default());
        let mut marked = String::new();
        put_mark(analyser, &mut marked);
        marked.push_str(text);
        let mut stream = tokenizer.token_stream(&marked);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().position, stream.token().text.clone()));
        }
        found
    }

    #[test]
    fn words_and_pairs_of_common_words_share_positions() {
        let found = tokens(Analyser::English, "possession of the Child of a");
        let expected = [
            (0, "possession"),
            (1, "of"),
            (2, "the"),
            (1, "\u{2}\u{2}of the"),
            (3, "child"),
            (4, "of"),
            (5, "a"),
            (4, "\u{2}\u{2}of a"),
        ];
        assert_eq!(found, expected.map(|(position, text)| (position, text.to_owned())));
    }

    #[test]
    fn halves_stand_where_their_word_stands_and_in_a_row() {
        let found = tokens(Analyser::English, "a Child-\nHood child-\nfriendly place");
        let expected = [
            (0, "a"),
            (1, "child"),
            (2, "hood"),
            (3, "childfriendly"),
            (3, "child"),
            (3, "friendly"),
            (4, "friendly"),
            (4, "place"),
        ];
        assert_eq!(found, expected.map(|(position, text)| (position, text.to_owned())));
    }

    #[test]
    fn a_word_that_is_too_long_keeps_its_place() {
        let long = "x".repeat(1000);
        let found = tokens(Analyser::Plain, &format!("a {long} b"));
        assert_eq!(found, [(0, "a".to_owned()), (2, "b".to_owned())]);
    }
}
