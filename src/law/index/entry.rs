//! A provision as the engine takes it: all of its texts in one piece of memory.
//!
//! The engine's own document takes a copy of every text that was made for it, and a library has a hundred thousand of
//! them, each made by one thread and freed by another.

use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Document, Field, Value};

use crate::law::words::stem::Analyser;
use crate::law::words::tokenizer;
use crate::model::law::Span;

/// A document of the index.
#[derive(Debug)]
pub(super) struct Entry {
    texts: String,
    values: Vec<(Field, Held)>,
}

/// What a field holds: a stretch of the texts, or a number.
#[derive(Debug, Clone, Copy)]
enum Held {
    Text(Span),
    Number(u64),
}

/// Fields of a document at most.
const FIELDS: usize = 9;

impl Entry {
    /// An empty one, with room for so many bytes of text.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { texts: String::with_capacity(bytes), values: Vec::with_capacity(FIELDS) }
    }

    /// Puts in a text as it stands.
    pub(super) fn text(&mut self, field: Field, write: impl FnOnce(&mut String)) {
        let start = self.texts.len();
        write(&mut self.texts);
        self.values.push((field, Held::Text(Span { start, end: self.texts.len() })));
    }

    /// Puts in a text of words with the mark of their language.
    pub(super) fn words(&mut self, field: Field, analyser: Analyser, write: impl FnOnce(&mut String)) {
        self.text(field, |out| {
            tokenizer::put_mark(analyser, out);
            write(out);
        });
    }

    pub(super) fn number(&mut self, field: Field, number: u64) {
        self.values.push((field, Held::Number(number)));
    }
}

impl Document for Entry {
    type Value<'a> = Given<'a>;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values { texts: &self.texts, values: self.values.iter() }
    }
}

/// The fields of an entry, one after the other.
pub(super) struct Values<'a> {
    texts: &'a str,
    values: std::slice::Iter<'a, (Field, Held)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, Given<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, held) = self.values.next()?;
        let given = match held {
            Held::Text(span) => Given::Text(span.of(self.texts)),
            Held::Number(number) => Given::Number(*number),
        };
        Some((*field, given))
    }
}

/// A value as the engine asks for it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given<'a> {
    Text(&'a str),
    Number(u64),
}

impl<'a> Value<'a> for Given<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self {
            Self::Text(text) => ReferenceValueLeaf::Str(text),
            Self::Number(number) => ReferenceValueLeaf::U64(*number),
        })
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{STORED, Schema, TEXT};

    use super::*;

    #[test]
    fn what_was_put_in_is_given_in_order() {
        let mut schema = Schema::builder();
        let (body, page) = (schema.add_text_field("body", TEXT), schema.add_u64_field("page", STORED));
        let mut entry = Entry::with_room(3);
        entry.words(body, Analyser::Spanish, |out| out.push_str("niños"));
        entry.number(page, 7);
        entry.text(body, |_| {});
        entry.text(body, |out| out.extend(["الطفل", " x"]));
        let given: Vec<_> = entry.iter_fields_and_values().collect();
        assert_eq!(given.iter().map(|(field, _)| *field).collect::<Vec<_>>(), [body, page, body, body]);
        let texts: Vec<_> = given.iter().filter_map(|(_, value)| value.as_str()).collect();
        let mark = Analyser::Spanish.mark();
        assert_eq!(texts, [&format!("{mark}niños"), "", "الطفل x"]);
        assert_eq!(given.iter().find_map(|(_, value)| value.as_u64()), Some(7));
    }
}
