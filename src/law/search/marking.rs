//! From the leaves of a query to what a hit is marked by, and to the words that say what was looked for.

use crate::law::query::{Field, Form, Leaf, Node, Phrase};
use crate::law::search::compile::{Compiler, split, words_of};
use crate::law::search::marks::{AnyWord, Mark, RunTest, Test};

impl Compiler<'_> {
    /// What was looked for, a line a leaf: the words of the index that a word stands for.
    pub(crate) fn explained(&self, node: &Node) -> Vec<String> {
        let listed = |found: &[String]| {
            let some: Vec<&str> = found.iter().take(12).map(String::as_str).collect();
            match found.len() {
                0 => "no word of the laws searched".to_owned(),
                n if n > some.len() => format!("{} and {} more", some.join(", "), n - some.len()),
                _ => some.join(", "),
            }
        };
        let line = |leaf: &&Leaf| match leaf {
            Leaf::Word(word) => {
                let tokens = split(&word.text);
                let field = self.field(word.field);
                match (word.form, tokens.as_slice()) {
                    (Form::Exact, [one]) if self.is_function(one) => {
                        format!(
                            "{}: stands in every sentence; it need not be there beside other words",
                            word.text
                        )
                    }
                    (Form::Exact, [one]) => format!("{}: {}", word.text, listed(&self.family_there(one))),
                    (Form::Prefix, [one]) => {
                        let found: Vec<String> =
                            self.expand(field, one, None).0.into_iter().map(|f| f.0).collect();
                        format!("{}*: {}", word.text, listed(&found))
                    }
                    (Form::Fuzzy(distance), [one]) => {
                        let found = self.expand(field, one, Some(distance)).0;
                        let found: Vec<String> = found.into_iter().map(|f| f.0).collect();
                        format!("{}~{distance}: {}", word.text, listed(&found))
                    }
                    _ => format!("{}: the words {} side by side", word.text, tokens.join(" ")),
                }
            }
            Leaf::Phrase(phrase) => format!("\"{}\": these words as they stand", phrase.words.join(" ")),
            Leaf::Concept(concept) => {
                let forms = self.forms(concept).unwrap_or_default();
                let forms: Vec<String> = forms.into_iter().map(|(words, _)| words.join(" ")).collect();
                format!("concept:{}: {}", concept.id, listed(&forms))
            }
        };
        node.marked().iter().map(line).collect()
    }

    /// What some of a query is marked by.
    pub(crate) fn marks_of(&self, node: &Node) -> Vec<Mark> {
        let mut marks = Vec::new();
        self.marks(node, &mut marks);
        marks
    }

    pub(super) fn marks(&self, node: &Node, marks: &mut Vec<Mark>) {
        match node {
            Node::And(nodes) => {
                let telling = nodes.iter().any(|n| matches!(n, Node::Leaf(_)) && !self.is_function_word(n));
                let shown = nodes.iter().filter(|n| !(telling && self.is_function_word(n)));
                shown.for_each(|n| self.marks(n, marks));
            }
            Node::Or(nodes) => nodes.iter().for_each(|n| self.marks(n, marks)),
            Node::Not(_) | Node::Filter(..) => {}
            Node::Leaf(leaf) => self.mark(leaf, marks),
            Node::Near(near) => {
                let side = |leaves: &[Leaf]| leaves.iter().flat_map(|l| self.tests(l)).collect();
                let members = vec![side(&near.left), side(&near.right)];
                marks.push(Mark::Near { members, distance: near.distance, ordered: near.ordered });
            }
        }
    }

    pub(super) fn mark(&self, leaf: &Leaf, marks: &mut Vec<Mark>) {
        if !matches!(leaf.field(), Field::Any | Field::Heading | Field::Label) {
            return;
        }
        if let Leaf::Concept(concept) = leaf {
            for (tokens, near) in self.forms(concept).unwrap_or_default() {
                marks.push(match near {
                    None => Mark::Run(self.run_test(&tokens)),
                    Some((distance, anchors)) => {
                        let anchors = anchors.iter().map(|a| self.run_test(a)).collect();
                        Mark::Near {
                            members: vec![vec![self.run_test(&tokens)], anchors],
                            distance,
                            ordered: false,
                        }
                    }
                });
            }
            return;
        }
        if let Leaf::Phrase(Phrase { slop: Some(distance), .. }) = leaf {
            let tests = self.tests(leaf).into_iter().flatten();
            let members = tests.map(|test| vec![vec![test]]).collect();
            marks.push(Mark::Near { members, distance: *distance, ordered: false });
            return;
        }
        marks.extend(self.tests(leaf).into_iter().filter(|run| !run.is_empty()).map(Mark::Run));
    }

    /// Words side by side as tests; one alone in all its inflections.
    pub(super) fn run_test(&self, tokens: &[String]) -> RunTest {
        match tokens {
            [one] => vec![Test::Word(AnyWord::of(self.family(one)))],
            several => several.iter().map(|token| exact(token)).collect(),
        }
    }

    /// A leaf as tests on words: for each run that it can be.
    pub(super) fn tests(&self, leaf: &Leaf) -> Vec<RunTest> {
        let begun = |tokens: &[String]| {
            let Some((last, before)) = tokens.split_last() else { return Vec::new() };
            before.iter().map(|token| exact(token)).chain([Test::Prefix(last.clone())]).collect()
        };
        match leaf {
            Leaf::Word(word) => {
                let tokens = split(&word.text);
                vec![match (word.form, tokens.as_slice()) {
                    (Form::Prefix, tokens) => begun(tokens),
                    (Form::Fuzzy(distance), [one]) => vec![Test::Fuzzy(one.clone(), distance)],
                    (_, tokens) => self.run_test(tokens),
                }]
            }
            Leaf::Phrase(phrase) => {
                let tokens = words_of(phrase);
                vec![if phrase.prefix_last {
                    begun(&tokens)
                } else {
                    tokens.iter().map(|token| exact(token)).collect()
                }]
            }
            Leaf::Concept(concept) => self
                .forms(concept)
                .unwrap_or_default()
                .iter()
                .map(|(tokens, _)| self.run_test(tokens))
                .collect(),
        }
    }
}

/// A word as it stands.
fn exact(token: &str) -> Test {
    Test::Word(AnyWord::of([token.to_owned()].into()))
}
