//! From tokens to the tree, by recursive descent.
//!
//! `w/n` binds first, then NOT, then AND (written or not), then OR. NOT before `a w/5 b` denies the whole.

use crate::law::query::ast::{Concept, Field, Leaf, Near, Node, Phrase, Place, Word};
use crate::law::query::check::DEEPEST;
use crate::law::query::error::{QueryFault, QueryFaultKind, Side};

use crate::law::query::near::Distance;
use crate::law::query::phrase::PhraseText;
use crate::law::query::token::{Letter, Token, TokenKind, letters, text_of, tokens};
use crate::law::query::value::{Name, concept, filter};
use crate::law::query::word::read_word;

/// The tree of a query, before it is checked as a whole.
pub(crate) fn tree(query: &str) -> Result<Node, QueryFault> {
    let letters = letters(query)?;
    let tokens = tokens(&letters)?;
    if tokens.is_empty() {
        return Err(QueryFault::new(Place::new(1, query.chars().count()), QueryFaultKind::Empty));
    }
    let mut parser = Parser { letters: &letters, tokens: &tokens, at: 0, depth: 0 };
    let node = parser.or(None)?;
    match parser.peek() {
        None => Ok(node),
        Some(stray) => Err(QueryFault::new(stray.place, QueryFaultKind::StrayClose)),
    }
}

struct Parser<'a> {
    letters: &'a [Letter],
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

type Parsed = Result<Node, QueryFault>;

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// The next token, if it is of this kind.
    fn take(&mut self, kind: &TokenKind) -> Option<&'a Token> {
        let token = self.peek().filter(|token| token.kind == *kind)?;
        self.at += 1;
        Some(token)
    }

    fn or(&mut self, field: Option<Name>) -> Parsed {
        let mut nodes = vec![self.and(field, None)?];
        while let Some(operator) = self.take(&TokenKind::Or) {
            nodes.push(self.and(field, Some(operator))?);
        }
        Ok(Node::any(nodes))
    }

    fn and(&mut self, field: Option<Name>, after: Option<&'a Token>) -> Parsed {
        let mut nodes = vec![self.not(field, after)?];
        loop {
            if let Some(operator) = self.take(&TokenKind::And) {
                nodes.push(self.not(field, Some(operator))?);
            } else if let Some(operator) = self.take(&TokenKind::ButNot) {
                nodes.push(self.not(field, Some(operator))?.negated());
            } else if self.peek().is_none_or(|next| matches!(next.kind, TokenKind::Or | TokenKind::Close)) {
                return Ok(Node::all(nodes));
            } else {
                nodes.push(self.not(field, None)?);
            }
        }
    }

    fn not(&mut self, field: Option<Name>, mut after: Option<&'a Token>) -> Parsed {
        let mut negative = false;
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Not => negative = !negative,
                TokenKind::Must => {}
                _ => break,
            }
            after = Some(token);
            self.at += 1;
        }
        let node = self.near(field, after)?;
        Ok(if negative { node.negated() } else { node })
    }

    /// A chain `a w/5 b w/5 c` says that `a` is near `b` and `b` near `c`.
    fn near(&mut self, field: Option<Name>, after: Option<&'a Token>) -> Parsed {
        let mut left = self.primary(field, after)?;
        let mut pairs = Vec::new();
        while let Some((operator, distance)) = self.take_distance() {
            if let Some(next) = self.peek()
                && matches!(next.kind, TokenKind::Not | TokenKind::Must)
            {
                return Err(QueryFault::new(next.place, QueryFaultKind::NearSide));
            }
            let right = self.primary(field, Some(operator))?;
            pairs.push(pair(&left, &right, distance)?);
            left = right;
        }
        Ok(if pairs.is_empty() { left } else { Node::all(pairs) })
    }

    fn take_distance(&mut self) -> Option<(&'a Token, Distance)> {
        let token = self.peek()?;
        let TokenKind::Near(distance) = token.kind else { return None };
        self.at += 1;
        Some((token, distance))
    }

    fn primary(&mut self, field: Option<Name>, after: Option<&'a Token>) -> Parsed {
        let fault = |place, kind| Err(QueryFault::new(place, kind));
        let missing = |operator: &Token, side| {
            let kind = QueryFaultKind::MissingOperand { operator: operator.sign(self.letters), side };
            Err(QueryFault::new(operator.place, kind))
        };
        let Some(token) = self.peek() else {
            return match after {
                Some(operator) => missing(operator, Side::After),
                None => fault(Place::default(), QueryFaultKind::Empty),
            };
        };
        match &token.kind {
            TokenKind::Word(own) => {
                self.at += 1;
                word(own, field, token.place, token.place)
            }
            TokenKind::Phrase(phrase) => {
                self.at += 1;
                self::phrase(phrase, field, token.place, token.place)
            }
            TokenKind::Open => self.group(token, field),
            TokenKind::Field(inner) => match field {
                Some(outer) => fault(token.place, QueryFaultKind::FieldInField { outer, inner: *inner }),
                None => self.fielded(token, *inner),
            },
            _ => match after {
                Some(operator) => missing(operator, Side::After),
                None if token.kind == TokenKind::Close => fault(token.place, QueryFaultKind::StrayClose),
                None => missing(token, Side::Before),
            },
        }
    }

    fn group(&mut self, open: &Token, field: Option<Name>) -> Parsed {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(QueryFault::new(open.place, QueryFaultKind::TooDeep { most: DEEPEST }));
        }
        match self.peek() {
            None => return Err(QueryFault::new(open.place, QueryFaultKind::UnclosedGroup)),
            Some(next) if next.kind == TokenKind::Close => {
                return Err(QueryFault::new(open.place.with(next.place), QueryFaultKind::EmptyGroup));
            }
            Some(_) => {}
        }
        let node = self.or(field)?;
        self.depth -= 1;
        match self.take(&TokenKind::Close) {
            Some(_) => Ok(node),
            None => Err(QueryFault::new(open.place, QueryFaultKind::UnclosedGroup)),
        }
    }

    /// What stands right after a field.
    fn fielded(&mut self, token: &Token, name: Name) -> Parsed {
        self.at += 1;
        let without = QueryFault::new(token.place, QueryFaultKind::FieldWithoutValue { field: name });
        let Some(value) = self.peek() else { return Err(without) };
        let place = token.place.with(value.place);
        match &value.kind {
            TokenKind::Word(own) => {
                self.at += 1;
                word(own, Some(name), place, value.place)
            }
            TokenKind::Phrase(phrase) => {
                self.at += 1;
                self::phrase(phrase, Some(name), place, value.place)
            }
            TokenKind::Open => self.group(value, Some(name)),
            TokenKind::Field(inner) => {
                Err(QueryFault::new(value.place, QueryFaultKind::FieldInField { outer: name, inner: *inner }))
            }
            _ => Err(without),
        }
    }
}

/// A word, or the value of a field.
fn word(own: &[Letter], name: Option<Name>, place: Place, at: Place) -> Parsed {
    match text_field(name) {
        Ok(field) => {
            let (text, form) = read_word(own)?;
            Ok(Node::Leaf(Leaf::Word(Word { text, form, field, place })))
        }
        Err(name) => value(name, &text_of(own), place, at),
    }
}

/// A phrase, or the value of a field in quotes.
fn phrase(phrase: &PhraseText, name: Option<Name>, place: Place, at: Place) -> Parsed {
    match text_field(name) {
        Ok(field) => {
            let PhraseText { words, prefix_last, slop } = phrase.clone();
            Ok(Node::Leaf(Leaf::Phrase(Phrase { words, prefix_last, slop, field, place })))
        }
        Err(name) => {
            let star = if phrase.prefix_last { "*" } else { "" };
            let tilde = phrase.slop.map(|slop| format!("~{slop}")).unwrap_or_default();
            value(name, &format!("{}{star}{tilde}", phrase.words.join(" ")), place, at)
        }
    }
}

/// The field of text that is asked, or the field that takes values.
fn text_field(name: Option<Name>) -> Result<Field, Name> {
    match name {
        None => Ok(Field::Any),
        Some(name) => name.text_field().ok_or(name),
    }
}

fn value(name: Name, given: &str, place: Place, at: Place) -> Parsed {
    match filter(name, given, at)? {
        Some(filter) => Ok(Node::Filter(filter, place)),
        None => Ok(Node::Leaf(Leaf::Concept(Concept { id: concept(given, at)?, place }))),
    }
}

fn pair(left: &Node, right: &Node, distance: Distance) -> Parsed {
    let place = left.place().with(right.place());
    let (left, right) = (side(left)?, side(right)?);
    let mut leaves = left.iter().chain(&right);
    if let Some(first) = leaves.next()
        && let Some(other) = leaves.find(|leaf| leaf.field() != first.field())
    {
        return Err(QueryFault::new(other.place(), QueryFaultKind::NearFields));
    }
    Ok(Node::Near(Near { left, right, distance: distance.words, ordered: distance.ordered, place }))
}

/// The alternatives on one side of an operator of nearness.
fn side(node: &Node) -> Result<Vec<Leaf>, QueryFault> {
    let leaf = |node: &Node| match node {
        Node::Leaf(leaf) => Ok(leaf.clone()),
        other => Err(QueryFault::new(other.place(), QueryFaultKind::NearSide)),
    };
    match node {
        Node::Or(nodes) => nodes.iter().map(leaf).collect(),
        other => leaf(other).map(|leaf| vec![leaf]),
    }
}
