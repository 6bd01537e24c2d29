//! The normal form of a query: every group in parentheses, every operator written out.
//!
//! Reading a normal form gives the same tree again. Signs within words are escaped only where they would
//! be read as something else: that is found out by reading the word, so this cannot fall behind the reader.

use std::fmt::{self, Display as _, Write as _};

use crate::law::query::ast::{Concept, Field, Form, Leaf, Near, Node, Phrase, Query, Word};
use crate::law::query::token::{TokenKind, is_quote, letters, tokens};
use crate::law::query::word::read_word;

fn phrase_word(word: &str) -> String {
    escaped(word, |c| is_quote(c) || c.is_whitespace() || matches!(c, '\\' | '*'))
}

fn escaped(text: &str, is_sign: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_sign(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(nodes) => joined(f, nodes, " AND "),
            Self::Or(nodes) => joined(f, nodes, " OR "),
            Self::Not(inner) => {
                f.write_str("NOT ")?;
                member(f, inner)
            }
            Self::Near(near) => near.fmt(f),
            Self::Leaf(leaf) => leaf.fmt(f),
            Self::Filter(filter, _) => filter.fmt(f),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], operator: &str) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        if at > 0 {
            f.write_str(operator)?;
        }
        member(f, node)?;
    }
    Ok(())
}

fn member(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::And(_) | Node::Or(_) | Node::Near(_) => write!(f, "({node})"),
        Node::Not(_) | Node::Leaf(_) | Node::Filter(..) => node.fmt(f),
    }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        side(f, &self.left)?;
        write!(f, " {}/{} ", if self.ordered { "pre" } else { "w" }, self.distance)?;
        side(f, &self.right)
    }
}

fn side(f: &mut fmt::Formatter<'_>, leaves: &[Leaf]) -> fmt::Result {
    let [only] = leaves else {
        f.write_char('(')?;
        for (at, leaf) in leaves.iter().enumerate() {
            if at > 0 {
                f.write_str(" OR ")?;
            }
            leaf.fmt(f)?;
        }
        return f.write_char(')');
    };
    only.fmt(f)
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => word.fmt(f),
            Self::Phrase(phrase) => phrase.fmt(f),
            Self::Concept(Concept { id, .. }) => write!(f, "concept:{id}"),
        }
    }
}

fn field(f: &mut fmt::Formatter<'_>, field: Field) -> fmt::Result {
    if field == Field::Any { Ok(()) } else { write!(f, "{field}:") }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        field(f, self.field)?;
        let end = match self.form {
            Form::Exact => String::new(),
            Form::Prefix => "*".to_owned(),
            Form::Fuzzy(letters) => format!("~{letters}"),
        };
        let bare = format!("{}{end}", self.text);
        if reads_as(&bare, self) {
            return f.write_str(&bare);
        }
        let sign = |c: char| !c.is_alphanumeric();
        let text = escaped(&self.text, sign);
        // A word that is an operator by its letters alone: AND.
        if is_operator(&text) { write!(f, "\\{text}{end}") } else { write!(f, "{text}{end}") }
    }
}

/// Whether a text, unescaped, is read as this word.
fn reads_as(bare: &str, word: &Word) -> bool {
    let Ok(letters) = letters(bare) else { return false };
    let Ok(tokens) = tokens(&letters) else { return false };
    let [token] = tokens.as_slice() else { return false };
    let TokenKind::Word(own) = &token.kind else { return false };
    read_word(own).is_ok_and(|(text, form)| text == word.text && form == word.form)
}

/// Whether a text with escaped signs is still read as an operator.
fn is_operator(text: &str) -> bool {
    let own = letters(text).and_then(|letters| tokens(&letters));
    !own.is_ok_and(|tokens| matches!(tokens.as_slice(), [token] if matches!(token.kind, TokenKind::Word(_))))
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        field(f, self.field)?;
        let words: Vec<String> = self.words.iter().map(|word| phrase_word(word)).collect();
        let star = if self.prefix_last { "*" } else { "" };
        write!(f, "\"{}{star}\"", words.join(" "))?;
        self.slop.iter().try_for_each(|slop| write!(f, "~{slop}"))
    }
}
