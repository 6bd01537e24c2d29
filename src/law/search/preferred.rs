//! What makes one match better than another: where its words stand, and how near to each other.

use std::ops::RangeInclusive;

use crate::law::query::{Field, Form, Leaf, Node};
use crate::law::search::compile::{Boxed, Compiler, split, words_of};
use crate::law::search::positional::Positional;

/// What is no word in all its inflections counts so much in the heading: see also
/// [`Family`](crate::law::search::family::Family).
const IN_HEADING: f32 = 1.7;
/// A query whose words stand side by side in the text.
pub(super) const SIDE_BY_SIDE: f32 = 3.0;
/// Words that stand within a few words of each other, and how many these are.
pub(super) const TOGETHER: f32 = 3.5;
pub(super) const NEAR_BY: u32 = 5;
/// Documents up to which a word is rare: where one stands in more, it stands near every other.
pub(super) const RARE: u64 = 5_000;
/// Words whose nearness is looked at.
pub(super) const NEAR_WORDS: RangeInclusive<usize> = 2..=4;

impl Compiler<'_> {
    /// What makes one match better than another: its words in the heading or in the title of the law, or side by
    /// side as they were typed.
    pub(super) fn preferred(&self, node: &Node) -> Vec<(Boxed, f32)> {
        let fields = &self.index.fields;
        let mut preferred = Vec::new();
        let leaves = node.marked();
        for leaf in leaves.iter().take(16).filter(|l| l.field() == Field::Any) {
            let query = match leaf {
                // Several words in one, or one that is only begun. A whole one has its heading with it.
                Leaf::Word(word) if split(&word.text).len() > 1 => self.word(word, fields.heading),
                Leaf::Phrase(phrase) if phrase.slop.is_none() && !phrase.prefix_last => {
                    self.side_by_side(fields.heading, &words_of(phrase))
                }
                Leaf::Word(_) | Leaf::Phrase(_) | Leaf::Concept(_) => continue,
            };
            preferred.push((query, IN_HEADING));
        }
        if let Node::And(nodes) = node {
            let plain = |node: &Node| match node {
                Node::Leaf(Leaf::Word(w)) if w.form == Form::Exact && w.field == Field::Any => {
                    Some(split(&w.text))
                }
                _ => None,
            };
            let tokens: Vec<String> = nodes.iter().filter_map(plain).flatten().collect();
            if (2..=12).contains(&tokens.len()) {
                preferred.push((self.side_by_side(fields.body, &tokens), SIDE_BY_SIDE));
            }
            let telling: Vec<&String> = tokens.iter().filter(|t| !self.is_function(t)).collect();
            if NEAR_WORDS.contains(&telling.len()) && telling.iter().all(|t| self.is_rare(fields.body, t)) {
                let members =
                    telling.into_iter().map(|t| vec![self.fixed(fields.body, std::slice::from_ref(t))]);
                let near = Positional {
                    field: fields.body,
                    members: members.collect(),
                    distance: NEAR_BY,
                    ordered: false,
                };
                preferred.push((Box::new(near), TOGETHER));
            }
        }
        preferred
    }
}
