//! Queries of whole words alone, found in the text and counted in the heading: `a OR b`, `a b`, `a b NOT c`. Most queries
//! are such, and have a way of their own that is quicker than what the engine puts together.

use tantivy::query::{BooleanQuery, Occur};

use crate::law::query::{Field, Form, Leaf, Node};
use crate::law::search::all_families::AllFamilies;
use crate::law::search::any_family::AnyFamily;
use crate::law::search::compile::{Boxed, Compiler, UnknownConcept, split};
use crate::law::search::family::Family;
use crate::law::search::preferred::NEAR_WORDS;

impl Compiler<'_> {
    /// Any of some words, which are whole ones, anywhere.
    pub(super) fn any_family(&self, node: &Node) -> Option<AnyFamily> {
        let Node::Or(nodes) = node else { return None };
        nodes.iter().map(|node| self.plain_family(node)).collect::<Option<_>>().map(AnyFamily)
    }

    /// All of some words, which are whole ones, anywhere; and nothing of what must not be there.
    pub(super) fn all_families(&self, node: &Node) -> Result<Option<Boxed>, UnknownConcept> {
        let Node::And(nodes) = node else { return Ok(None) };
        let (without, with): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|n| matches!(n, Node::Not(_)));
        if !NEAR_WORDS.contains(&with.len()) || with.iter().any(|n| self.is_function_word(n)) {
            return Ok(None);
        }
        let families = with.into_iter().map(|n| self.plain_family(n)).collect::<Option<_>>();
        let Some(families) = families.map(AllFamilies) else { return Ok(None) };
        if without.is_empty() {
            return Ok(Some(Box::new(families)));
        }
        let mut clauses = vec![(Occur::Must, Box::new(families) as Boxed)];
        for node in without {
            if let Node::Not(inner) = node {
                clauses.push((Occur::MustNot, self.excluded(inner)?));
            }
        }
        Ok(Some(Box::new(BooleanQuery::new(clauses))))
    }

    /// One whole word, anywhere.
    fn plain_family(&self, node: &Node) -> Option<Family> {
        let Node::Leaf(Leaf::Word(word)) = node else { return None };
        let tokens = split(&word.text);
        let [one] = tokens.as_slice() else { return None };
        let is_plain = word.form == Form::Exact && word.field == Field::Any;
        is_plain.then(|| self.inflected(self.index.fields.body, one))
    }
}
