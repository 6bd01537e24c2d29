//! What a query says, as a tree.
//!
//! The tree knows no index: whoever searches turns it into an index query, whoever shows a hit marks its
//! leaves in the text, and both mean the same because both read this. Every leaf keeps its place in what was
//! typed.

use crate::law::query::filter::{Filter, Filters, LawCondition};
use crate::model::word::words;

/// A stretch of a query, counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// From 1.
    pub(crate) column: usize,
    pub(crate) length: usize,
}

impl Place {
    pub(crate) fn new(column: usize, length: usize) -> Self {
        Self { column, length }
    }

    /// The smallest stretch that holds both.
    pub(crate) fn with(self, other: Self) -> Self {
        let column = self.column.min(other.column);
        let end = self.end().max(other.end());
        Self { column, length: end.saturating_sub(column) }
    }

    /// The column after the last character.
    pub(crate) fn end(self) -> usize {
        self.column.saturating_add(self.length)
    }
}

/// A query that was read without a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) root: Node,
}

/// One node. `And` and `Or` have two members or more, and no member of their own sort; the member of a
/// `Not` is no `Not`. In every `Or`, and under every `Not`, each branch says something to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Near(Near),
    Leaf(Leaf),
    /// A fact of the law or of the place of a provision, which has no words to mark. A [`Filter::History`]
    /// stands only at the root or as a member of an `And` at the root.
    Filter(Filter, Place),
}

/// Words that are looked for in the text, and marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leaf {
    Word(Word),
    Phrase(Phrase),
    Concept(Concept),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As typed, without escapes: `5-A`, `24(1)(b)`, `l'enfant`. One word of a query can be several tokens
    /// of an index; these then stand side by side.
    pub(crate) text: String,
    pub(crate) form: Form,
    pub(crate) field: Field,
    pub(crate) place: Place,
}

/// How a word is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As a word, in all its inflections.
    Exact,
    /// Every word that begins so.
    Prefix,
    /// Every word that is at most so many letters away: 1 or 2.
    Fuzzy(u8),
}

/// Words as they stand, without inflection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// At least one; each has a letter or a digit.
    pub(crate) words: Vec<String>,
    /// Whether the last word is only the beginning of a word.
    pub(crate) prefix_last: bool,
    /// `None`: side by side, in this order. `Some(n)`: in any order, the first and the last of them at most
    /// `n` words apart, where neighbours are one word apart. It is never less than the words need.
    pub(crate) slop: Option<u32>,
    pub(crate) field: Field,
    pub(crate) place: Place,
}

/// A concept of the terminology table: every synonym of it, in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concept {
    /// `T01`, in upper case. Whether the table has it is not known here.
    pub(crate) id: String,
    pub(crate) place: Place,
}

/// Two things near each other: any of the left ones and any of the right ones, at most `distance` words
/// apart, where neighbours are one word apart. All leaves of both sides have the same field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) left: Vec<Leaf>,
    pub(crate) right: Vec<Leaf>,
    pub(crate) distance: u32,
    /// Whether the left one must come first.
    pub(crate) ordered: bool,
    pub(crate) place: Place,
}

words! {
    /// Where a word is looked for. `Any` is the text of a provision with its heading.
    Field {
        Any = "any",
        /// The title of the law.
        Title = "title",
        /// The heading of the provision and the headings above it.
        Heading = "heading",
        /// The number of the law: "Act No. 5 of 2018".
        Number = "number",
        /// How the provision is cited: "s. 24".
        Label = "label",
    }
}

impl Leaf {
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Word(word) => word.place,
            Self::Phrase(phrase) => phrase.place,
            Self::Concept(concept) => concept.place,
        }
    }

    pub(crate) fn field(&self) -> Field {
        match self {
            Self::Word(word) => word.field,
            Self::Phrase(phrase) => phrase.field,
            Self::Concept(_) => Field::Any,
        }
    }

    /// How many words it stands for when words are counted against the bound.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Phrase(phrase) => phrase.words.len(),
            Self::Word(_) | Self::Concept(_) => 1,
        }
    }
}

impl Node {
    /// All of these. Nested conjunctions are one, a conjunction of one is that one.
    pub(crate) fn all(nodes: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::lone(flat).unwrap_or_else(Self::And)
    }

    /// Any of these.
    pub(crate) fn any(nodes: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::lone(flat).unwrap_or_else(Self::Or)
    }

    /// Not this one; twice not is this one.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    fn lone(mut nodes: Vec<Self>) -> Result<Self, Vec<Self>> {
        match nodes.pop() {
            Some(only) if nodes.is_empty() => Ok(only),
            Some(last) => {
                nodes.push(last);
                Err(nodes)
            }
            None => Err(nodes),
        }
    }

    /// Where it stands in the query, from the first of its leaves to the last.
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::And(nodes) | Self::Or(nodes) => {
                nodes.iter().map(Self::place).reduce(Place::with).unwrap_or_default()
            }
            Self::Not(node) => node.place(),
            Self::Near(near) => near.place,
            Self::Leaf(leaf) => leaf.place(),
            Self::Filter(_, place) => *place,
        }
    }

    /// The leaves that a hit is to be marked with: all but those that must not be there.
    pub(crate) fn marked(&self) -> Vec<&Leaf> {
        match self {
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().flat_map(Self::marked).collect(),
            Self::Near(near) => near.left.iter().chain(&near.right).collect(),
            Self::Leaf(leaf) => vec![leaf],
            Self::Not(_) | Self::Filter(..) => Vec::new(),
        }
    }
}

impl Query {
    /// Takes what is asked of the law apart from what is asked of the text.
    ///
    /// A member of the conjunction at the root goes to the filters when everything in it is a fact of a law,
    /// be it a group of alternatives; a filter that is an alternative to words stays a node. So does `page:`,
    /// which is a fact of a provision. The text may be nothing but exclusions when a filter stood beside them.
    pub(crate) fn split(self) -> (Option<Node>, Filters) {
        let members = match self.root {
            Node::And(nodes) => nodes,
            other => vec![other],
        };
        let mut filters = Filters::default();
        let mut text = Vec::new();
        for node in members {
            if let Node::Filter(Filter::History(history), _) = node {
                filters.history = history;
            } else if let Some(condition) = law_condition(&node) {
                filters.conditions.push(condition);
            } else {
                text.push(node);
            }
        }
        let text = if text.is_empty() { None } else { Some(Node::all(text)) };
        (text, filters)
    }
}

/// The node as a condition on laws, where everything in it is one.
fn law_condition(node: &Node) -> Option<LawCondition> {
    let every = |nodes: &[Node]| nodes.iter().map(law_condition).collect::<Option<Vec<_>>>();
    match node {
        Node::And(nodes) => every(nodes).map(LawCondition::All),
        Node::Or(nodes) => every(nodes).map(LawCondition::Any),
        Node::Not(inner) => law_condition(inner).map(|inner| LawCondition::Not(Box::new(inner))),
        Node::Filter(Filter::Law(filter), _) => Some(LawCondition::Is(filter.clone())),
        Node::Filter(Filter::Page(_) | Filter::History(_), _) | Node::Near(_) | Node::Leaf(_) => None,
    }
}
