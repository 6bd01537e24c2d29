//! A citation where a query is expected: `s. 24`, `art. 5-A`, `Ibara ya 53`, `المادة 39`.
//!
//! Its words need not stand in the provision at all: a law says "24." where it is cited as "s. 24". What was typed is
//! searched for as it was typed, since the words of a reference are searched for as well; what finds the provision
//! itself is offered beside it.

use crate::law::provisions::{cites, is_joint};
use crate::law::query::ast::{Field, Form, Leaf, Node, Query, Word};

/// Characters of the longest citation.
const LONGEST: usize = 60;

/// The query for the number of a provision, with the filters of this one, if it is a citation and nothing else.
pub(crate) fn by_label(query: &Query) -> Option<String> {
    let all = match &query.root {
        Node::And(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let (mut words, mut filters) = (Vec::new(), Vec::new());
    for node in all {
        match node {
            Node::Leaf(Leaf::Word(word)) if word.form == Form::Exact && word.field == Field::Any => {
                words.push(word);
            }
            Node::Or(_) if is_filter(node) => filters.push(format!("({node})")),
            node if is_filter(node) => filters.push(node.to_string()),
            _ => return None,
        }
    }
    words.sort_by_key(|word: &&Word| word.place.column);
    let cited = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let number = number(&cited)?;
    let number = if number.contains(' ') { format!("\"{number}\"") } else { number };
    Some([vec![format!("label:{number}")], filters].concat().join(" "))
}

/// Whether it has no words to find.
fn is_filter(node: &Node) -> bool {
    match node {
        Node::Filter(..) => true,
        Node::And(all) | Node::Or(all) => all.iter().all(is_filter),
        Node::Not(inner) => is_filter(inner),
        Node::Near(_) | Node::Leaf(_) => false,
    }
}

/// The number that is cited, without its paragraphs.
fn number(cited: &str) -> Option<String> {
    if cited.chars().count() > LONGEST {
        return None;
    }
    let (unit, mut rest) = letters(cited);
    if !unit.is_empty() {
        cites(unit).then_some(())?;
        rest = rest.trim_start_matches(['.', ' ']);
        let (joint, behind) = letters(rest);
        if is_joint(joint) {
            rest = behind.trim_start_matches(['.', ' ']);
        }
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (number, behind) = rest.split_at_checked(end)?;
    // "5.º" and "5º" are as "5".
    let number = number.trim_end_matches(['º', 'ª', '-']);
    if !number.starts_with(char::is_numeric) || (unit.is_empty() && !behind.starts_with('(')) {
        return None;
    }
    let mut pieces =
        behind.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()).peekable();
    let latin = pieces.next_if(|piece| matches!(*piece, "bis" | "ter" | "quater" | "quinquies" | "sexies"));
    let number = latin.map_or_else(|| number.to_owned(), |latin| format!("{number} {latin}"));
    // Paragraphs are a sign or two; a longer word is another matter.
    pieces.all(|piece| piece.chars().count() <= 2).then_some(number)
}

/// The letters that a text begins with, and the rest.
fn letters(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use crate::law::query::parse;

    #[test]
    fn a_citation_has_a_query_for_its_number() {
        for (typed, expected) in [
            ("s. 24", Some("label:24")),
            ("S 24", Some("label:24")),
            ("s.24", Some("label:24")),
            ("s.46A", Some("label:46A")),
            ("24(1)(d)", Some("label:24")),
            ("art. 5-A", Some("label:5-A")),
            ("art.5-A", Some("label:5-A")),
            ("art. 5º", Some("label:5")),
            ("art. 5°", Some("label:5")),
            ("Artículo 129-M", Some("label:129-M")),
            ("art. 16 bis", Some("label:\"16 bis\"")),
            ("section 24(1)(d)", Some("label:24")),
            ("s. 24 (1) (d)", Some("label:24")),
            ("Kifungu 7 country:tza", Some("label:7 country:tza")),
            ("law:ken/computer* s. 24", Some("label:24 law:ken/computer*")),
            ("Kifungu cha 24", Some("label:24")),
            ("Ibara ya 53", Some("label:53")),
            ("المادة 39", Some("label:39")),
            ("المادة ٣٩", Some("label:٣٩")),
            // What is no citation, or more than one.
            ("24 s.", None),
            ("child 24", None),
            ("section child", None),
            ("section 24 child", None),
            ("schedule 2", None),
            ("section OR 24", None),
            ("\"section 24\"", None),
            ("section 24*", None),
            ("section -24", None),
            ("label:24", None),
            ("country:ken", None),
            ("24", None),
            ("2018", None),
            ("child", None),
        ] {
            let query = parse(typed).unwrap();
            assert_eq!(super::by_label(&query).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_offered_is_a_query() {
        for typed in
            ["s. 24 year:2010..2018", "art. 16 bis status:in_force", "المادة ٣٩ country:(sau OR are)"]
        {
            let offered = super::by_label(&parse(typed).unwrap()).unwrap();
            assert!(parse(&offered).is_ok(), "{offered}");
        }
    }
}
