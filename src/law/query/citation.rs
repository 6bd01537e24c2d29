//! A citation where a query is expected: `s. 24`, `art. 5-A`, `المادة 39`.
//!
//! Its words need not stand in the provision at all: a law says "24." where it is cited as "s. 24". What was typed is
//! searched for as it was typed, since the words of a reference are searched for as well; what finds the provision
//! itself is offered beside it.

use crate::law::provisions::cites;
use crate::law::query::ast::{Field, Form, Leaf, Node, Query, Word};

/// The query for the number of a provision, if this one is a citation and nothing else but filters.
pub(crate) fn by_label(query: &Query) -> Option<String> {
    let Node::And(all) = &query.root else { return None };
    let mut words = Vec::new();
    for node in all {
        match node {
            Node::Leaf(Leaf::Word(word)) if word.form == Form::Exact && word.field == Field::Any => {
                words.push(word);
            }
            Node::Filter(..) => {}
            _ => return None,
        }
    }
    let [unit, number] = words[..] else { return None };
    // As it was typed: a filter may stand before or behind.
    (unit.place.column < number.place.column && cites(unit.text.trim_end_matches('.'))).then_some(())?;
    number_of(number).map(|number| format!("label:{number}"))
}

/// The number of a provision without the paragraphs in brackets.
fn number_of(word: &Word) -> Option<&str> {
    let number = word.text.split(['(', '.', ',', ':', ';']).next()?;
    let is_number = number.starts_with(char::is_numeric)
        && number.chars().all(|c| c.is_alphanumeric() || c == '-')
        && number.ends_with(char::is_alphanumeric);
    is_number.then_some(number)
}

#[cfg(test)]
mod tests {
    use crate::law::query::parse;

    #[test]
    fn a_citation_has_a_query_for_its_number() {
        for (typed, expected) in [
            ("s. 24", Some("label:24")),
            ("S 24", Some("label:24")),
            ("art. 5-A", Some("label:5-A")),
            ("Artículo 129-M", Some("label:129-M")),
            ("section 24(1)(d)", Some("label:24")),
            ("Kifungu 7 country:tza", Some("label:7")),
            ("المادة 39", Some("label:39")),
            ("المادة ٣٩", Some("label:٣٩")),
            ("schedule 2", Some("label:2")),
            // What is no citation, or more than one.
            ("24 s.", None),
            ("child 24", None),
            ("section child", None),
            ("section 24 child", None),
            ("section OR 24", None),
            ("\"section 24\"", None),
            ("section 24*", None),
            ("section -24", None),
            ("label:24", None),
            ("24", None),
            ("child", None),
        ] {
            let query = parse(typed).unwrap();
            assert_eq!(super::by_label(&query).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_offered_is_a_query() {
        for typed in ["s. 24", "art. 5-A", "المادة ٣٩"] {
            let offered = super::by_label(&parse(typed).unwrap()).unwrap();
            assert!(parse(&offered).is_ok(), "{offered}");
        }
    }
}
