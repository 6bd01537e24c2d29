//! From the tree of a query to a query of the index, and to the marks of its hits.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as IndexQuery, TermQuery,
};
use tantivy::schema::{Field as IndexField, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::law::index::schema::Place;
use crate::law::index::table::Table;
use crate::law::index::{IndexFault, LawIndex};
use crate::law::normalise::normalised;
use crate::law::query::{Concept, Field, Form, Leaf, Near, Node, Phrase, Word};
use crate::law::query::{Filter, LawFilter};
use crate::law::search::collect::{Laws, Places};
use crate::law::search::facts::FactQuery;
use crate::law::search::family::Family;
use crate::law::search::marks::Mark;
use crate::law::search::positional::{Excluded, Positional, Run};
use crate::law::search::vocabulary::{EXPANDED, FormWords, PLACES};
use crate::law::words::lexicon::pair_term;
use crate::law::words::stem::{Analyser, Stemmer};
use crate::law::words::words;
use crate::model::search::Concepts;

/// A word that stands in every sentence, beside others.
const FUNCTION_WORD: f32 = 0.05;

pub(super) type Boxed = Box<dyn IndexQuery>;

/// Compiles one query for one state of the index.
pub(crate) struct Compiler<'a> {
    pub(super) index: &'a LawIndex,
    pub(super) searcher: &'a Searcher,
    pub(super) places: Places,
    pub(super) concepts: &'a Concepts,
    pub(super) stemmers: Vec<(Analyser, Stemmer)>,
    /// The words of which pairs are indexed.
    common: Vec<&'static str>,
    /// The words of the languages searched that stand in every sentence, and say nothing by themselves.
    function_words: Vec<&'static str>,
    /// The words that were asked for, each with its family.
    pub(super) known: RefCell<BTreeMap<String, Arc<[String]>>>,
}

/// A concept that the terminology table does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnknownConcept(pub(crate) Concept);

/// What comes of a query.
pub(crate) struct Compiled {
    pub(crate) query: Boxed,
    pub(crate) marks: Vec<Mark>,
}

impl<'a> Compiler<'a> {
    /// `analysers` are those of the laws that are searched.
    pub(crate) fn new(
        index: &'a LawIndex,
        searcher: &'a Searcher,
        concepts: &'a Concepts,
        analysers: impl IntoIterator<Item = Analyser>,
    ) -> Result<Self, IndexFault> {
        let places = index.places()?;
        let stemmers: Vec<_> = analysers.into_iter().map(|a| (a, Stemmer::new(a))).collect();
        let function_words = stemmers.iter().flat_map(|(a, _)| a.function_words()).collect();
        let common = Analyser::ALL.iter().flat_map(|a| a.paired()).copied().collect();
        Ok(Self {
            index,
            searcher,
            places,
            concepts,
            stemmers,
            common,
            function_words,
            known: RefCell::default(),
        })
    }

    pub(crate) fn compile(&self, text: Option<&Node>) -> Result<Compiled, UnknownConcept> {
        let Some(node) = text else { return Ok(Compiled { query: Box::new(AllQuery), marks: Vec::new() }) };
        let mut marks = Vec::new();
        self.marks(node, &mut marks);
        if let Some(query) = self.all_families(node)? {
            return Ok(Compiled { query, marks });
        }
        let mut query = match self.any_family(node) {
            Some(any) => Box::new(any) as Boxed,
            None => self.node(node)?,
        };
        // One inside the other: what is only preferred is then looked for where the rest was found. Side by side they
        // would be put together first, all over the index.
        for (preferred, weight) in self.preferred(node) {
            let preferred = Box::new(BoostQuery::new(preferred, weight)) as Boxed;
            query = Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Should, preferred)]));
        }
        Ok(Compiled { query, marks })
    }

    fn node(&self, node: &Node) -> Result<Boxed, UnknownConcept> {
        Ok(match node {
            Node::And(nodes) => {
                let mut clauses = Vec::with_capacity(nodes.len() + 1);
                // "preservation of data" asks for preservation and data.
                let telling = nodes.iter().any(|n| matches!(n, Node::Leaf(_)) && !self.is_function_word(n));
                for node in nodes {
                    clauses.push(match node {
                        Node::Not(inner) => (Occur::MustNot, self.excluded(inner)?),
                        word if telling && self.is_function_word(word) => (
                            Occur::Should,
                            Box::new(BoostQuery::new(self.node(word)?, FUNCTION_WORD)) as Boxed,
                        ),
                        other => (Occur::Must, self.node(other)?),
                    });
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, Box::new(AllQuery)));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Or(nodes) => {
                let queries = nodes.iter().map(|n| self.node(n)).collect::<Result<Vec<_>, _>>()?;
                Box::new(BooleanQuery::new(queries.into_iter().map(|q| (Occur::Should, q)).collect()))
            }
            Node::Not(inner) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(AllQuery)),
                (Occur::MustNot, self.excluded(inner)?),
            ])),
            Node::Near(near) => {
                let field = near.left.first().map_or(Field::Any, Leaf::field);
                self.of_laws(field, self.near(near)?)
            }
            Node::Leaf(leaf) => self.of_laws(leaf.field(), self.leaf(leaf)?),
            Node::Filter(filter, _) => self.filter(filter),
        })
    }

    pub(super) fn excluded(&self, node: &Node) -> Result<Boxed, UnknownConcept> {
        let query = self.node(node)?;
        let is_word = matches!(node, Node::Leaf(Leaf::Word(word)) if split(&word.text).len() < 2);
        Ok(if is_word { query } else { Box::new(Excluded(query)) })
    }

    /// Whether a member of a query is a word that stands in every sentence, as it is typed: it need not be there
    /// where other words are asked for beside it.
    pub(super) fn is_function_word(&self, node: &Node) -> bool {
        let Node::Leaf(Leaf::Word(word)) = node else { return false };
        let plain = word.form == Form::Exact && word.field == Field::Any;
        plain && matches!(split(&word.text).as_slice(), [one] if self.is_function(one))
    }

    /// The same of a normalised word.
    pub(super) fn is_function(&self, word: &str) -> bool {
        self.function_words.contains(&word)
    }

    /// What is asked of titles and numbers stands with the first provision of a law and is true of all of them.
    fn of_laws(&self, field: Field, query: Boxed) -> Boxed {
        if !matches!(field, Field::Title | Field::Number) {
            return query;
        }
        let laws = self.searcher.search(&*query, &Laws(self.places.clone())).unwrap_or_default();
        let test = Arc::new(move |place: u64| laws.binary_search(&Place(place).law()).is_ok());
        Box::new(FactQuery { column: "place", test })
    }

    /// The laws that have a word of the query in their title, as often as they have one.
    pub(crate) fn named(&self, text: Option<&Node>) -> Vec<usize> {
        let leaves = text.map(Node::marked).unwrap_or_default();
        let words = leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Word(word) if word.field == Field::Any && word.form == Form::Exact => Some(&word.text),
            _ => None,
        });
        let title = self.index.fields.title;
        let laws = |word: &String| match split(word).as_slice() {
            [one] => self.laws_with(title, &self.family(one)).unwrap_or_default(),
            several => {
                let query = self.tokens(title, several);
                self.searcher.search(&*query, &Laws(self.places.clone())).unwrap_or_default()
            }
        };
        words.take(8).flat_map(laws).collect()
    }

    /// The laws of the documents that have any of some words in a field.
    fn laws_with(&self, field: IndexField, words: &[String]) -> tantivy::Result<Vec<usize>> {
        let mut laws = Vec::new();
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(field)?;
            for word in words {
                let Some(info) = inverted.get_term_info(&Term::from_field_text(field, word))? else {
                    continue;
                };
                let mut list = inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                while !list.docs().is_empty() {
                    let there = list.docs().iter().filter(|doc| !segment.is_deleted(**doc));
                    laws.extend(there.filter_map(|doc| self.places.law(ordinal, *doc)));
                    list.advance();
                }
            }
        }
        laws.sort_unstable();
        laws.dedup();
        Ok(laws)
    }

    fn filter(&self, filter: &Filter) -> Boxed {
        match filter {
            Filter::Law(filter) => Box::new(laws(&self.index.table, filter)),
            Filter::Page(pages) => {
                let pages = *pages;
                let test = Arc::new(move |page: u64| {
                    page > 0 && u32::try_from(page).is_ok_and(|page| pages.holds(page))
                });
                Box::new(FactQuery { column: "page", test })
            }
            // Judged by the collector, since it stands only at the root.
            Filter::History(_) => Box::new(AllQuery),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Result<Boxed, UnknownConcept> {
        Ok(match leaf {
            Leaf::Word(word) => self.word(word, self.field(word.field)),
            Leaf::Phrase(phrase) => self.phrase(phrase),
            Leaf::Concept(concept) => {
                let field = self.index.fields.body;
                let query = |(tokens, near): &FormWords| match near {
                    None => self.tokens(field, tokens),
                    Some((distance, anchors)) => {
                        let members = vec![vec![self.fixed(field, tokens)], self.any_of(field, anchors)];
                        Box::new(Positional { field, members, distance: *distance, ordered: false })
                    }
                };
                Box::new(DisjunctionMaxQuery::new(self.forms(concept)?.iter().map(query).collect()))
            }
        })
    }

    pub(super) fn word(&self, word: &Word, field: IndexField) -> Boxed {
        let mut tokens = split(&word.text);
        match word.form {
            Form::Exact => self.tokens(field, &tokens),
            // `5-A*`: what stands before the last word stands as it is.
            Form::Prefix if tokens.len() > 1 => self.begun(field, &tokens),
            Form::Prefix => tokens.pop().map_or_else(nothing, |t| self.expanded(field, &t, None)),
            Form::Fuzzy(_) if tokens.len() > 1 => self.tokens(field, &tokens),
            Form::Fuzzy(distance) => {
                tokens.pop().map_or_else(nothing, |t| self.expanded(field, &t, Some(distance)))
            }
        }
    }

    /// One word in all its inflections, or several side by side.
    fn tokens(&self, field: IndexField, tokens: &[String]) -> Boxed {
        match tokens {
            [] => nothing(),
            [one] => Box::new(self.inflected(field, one)),
            several => self.side_by_side(field, several),
        }
    }

    /// A word as it is typed, and every word of the same stem. In the heading too it counts, wherever it is found.
    pub(super) fn inflected(&self, field: IndexField, word: &str) -> Family {
        Family { forms: self.family(word), field, heading: self.heading_beside(field) }
    }

    /// Where a word counts besides the field that it is looked for in.
    fn heading_beside(&self, field: IndexField) -> Option<IndexField> {
        (field == self.index.fields.body).then_some(self.index.fields.heading)
    }

    /// Words as they stand, in this order. Common words in a row are one term, so that their long lists are not read.
    pub(super) fn side_by_side(&self, field: IndexField, tokens: &[String]) -> Boxed {
        let term = |text: &str| Term::from_field_text(field, text);
        let is_common = |i: usize| tokens.get(i).is_some_and(|t| self.common.contains(&t.as_str()));
        let mut terms = Vec::new();
        let mut covered = 0;
        let mut pair = String::new();
        for (i, token) in tokens.iter().enumerate() {
            if let Some(next) = tokens.get(i + 1)
                && is_common(i)
                && is_common(i + 1)
            {
                pair_term(token, next, &mut pair);
                terms.push((i, term(&pair)));
                covered = i + 2;
            } else if i >= covered {
                terms.push((i, term(token)));
            }
        }
        match terms.as_slice() {
            [] => nothing(),
            [(_, only)] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    }

    fn phrase(&self, phrase: &Phrase) -> Boxed {
        let field = self.field(phrase.field);
        let tokens = words_of(phrase);
        match phrase.slop {
            None if phrase.prefix_last => self.begun(field, &tokens),
            None if tokens.len() > 1 => self.side_by_side(field, &tokens),
            // A phrase of one word is that word as it stands.
            None => tokens.first().map_or_else(nothing, |t| {
                let term = Term::from_field_text(field, t);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }),
            Some(distance) => {
                let last = tokens.len().saturating_sub(1);
                let member = |(i, token): (usize, &String)| {
                    let begun = phrase.prefix_last && i == last;
                    let terms = if begun {
                        self.beginnings(field, token)
                    } else {
                        vec![Term::from_field_text(field, token)]
                    };
                    vec![Run { places: vec![terms] }]
                };
                let members = tokens.iter().enumerate().map(member).collect();
                Box::new(Positional { field, members, distance, ordered: false })
            }
        }
    }

    /// Words side by side, of which the last is only begun.
    fn begun(&self, field: IndexField, tokens: &[String]) -> Boxed {
        let Some((last, before)) = tokens.split_last() else { return nothing() };
        if before.is_empty() {
            return self.expanded(field, last, None);
        }
        let mut places: Vec<Vec<Term>> =
            before.iter().map(|t| vec![Term::from_field_text(field, t)]).collect();
        places.push(self.beginnings(field, last));
        Box::new(Positional { field, members: vec![vec![Run { places }]], distance: 0, ordered: true })
    }

    /// Every word that begins so, or that is so many letters away.
    fn expanded(&self, field: IndexField, word: &str, distance: Option<u8>) -> Boxed {
        let (mut found, wide) = self.expand(field, word, distance);
        if !wide && found.len() <= EXPANDED {
            // As it was typed it comes first, whether or not it is there.
            found.retain(|(text, _)| text != word);
            let forms = std::iter::once(word.to_owned()).chain(found.into_iter().map(|(text, _)| text));
            return Box::new(Family { forms: forms.collect(), field, heading: self.heading_beside(field) });
        }
        let term = Term::from_field_text(field, word);
        match distance {
            None => Box::new(FuzzyTermQuery::new_prefix(term, 0, true)),
            Some(distance) => Box::new(FuzzyTermQuery::new(term, distance, true)),
        }
    }

    fn near(&self, near: &Near) -> Result<Boxed, UnknownConcept> {
        let field = near.left.first().map_or(self.index.fields.body, |l| self.field(l.field()));
        let side = |leaves: &[Leaf]| -> Result<Vec<Run>, UnknownConcept> {
            let mut runs = Vec::new();
            for leaf in leaves {
                runs.extend(self.runs(leaf, field)?);
            }
            Ok(runs)
        };
        let members = vec![side(&near.left)?, side(&near.right)?];
        Ok(Box::new(Positional { field, members, distance: near.distance, ordered: near.ordered }))
    }

    /// A leaf as the runs of terms it can be.
    fn runs(&self, leaf: &Leaf, field: IndexField) -> Result<Vec<Run>, UnknownConcept> {
        let term = |text: &String| Term::from_field_text(field, text);
        let as_it_stands = |tokens: &[String]| Run { places: tokens.iter().map(|t| vec![term(t)]).collect() };
        let begun = |tokens: &[String]| {
            let Some((last, before)) = tokens.split_last() else { return Run { places: Vec::new() } };
            let mut places: Vec<Vec<Term>> = before.iter().map(|t| vec![term(t)]).collect();
            places.push(self.beginnings(field, last));
            Run { places }
        };
        Ok(match leaf {
            Leaf::Word(word) => {
                let tokens = split(&word.text);
                match (word.form, tokens.as_slice()) {
                    (Form::Exact, tokens) => vec![self.fixed(field, tokens)],
                    (Form::Prefix, tokens) => vec![begun(tokens)],
                    (Form::Fuzzy(distance), [one]) => {
                        let (found, _) = self.expand(field, one, Some(distance));
                        let terms = found.iter().take(PLACES).map(|(text, _)| term(text)).collect();
                        vec![Run { places: vec![terms] }]
                    }
                    (_, several) => vec![as_it_stands(several)],
                }
            }
            Leaf::Phrase(phrase) => {
                let tokens = words_of(phrase);
                vec![if phrase.prefix_last { begun(&tokens) } else { as_it_stands(&tokens) }]
            }
            Leaf::Concept(concept) => {
                // What must stand near a form is left to the one that asks for nearness here.
                self.forms(concept)?.iter().map(|(tokens, _)| self.fixed(field, tokens)).collect()
            }
        })
    }
}

/// The normalised words of what was typed, as they stand.
fn as_they_stand(text: &str) -> Vec<String> {
    words(text).map(|w| normalised(w.of(text))).filter(|w| !w.is_empty()).collect()
}

/// The words of a phrase. Where they must stand side by side, the *s* of "child's" is one of them, as in the text.
pub(super) fn words_of(phrase: &Phrase) -> Vec<String> {
    let of_word = |word: &String| if phrase.slop.is_some() { split(word) } else { as_they_stand(word) };
    phrase.words.iter().flat_map(of_word).collect()
}

/// The normalised words of what was typed.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut all = as_they_stand(text);
    // "child's" asks for the child.
    if all.len() == 2 && all.last().is_some_and(|w| w == "s") && text.contains(['\'', '’']) {
        all.pop();
    }
    all
}

fn nothing() -> Boxed {
    Box::new(EmptyQuery)
}

/// The provisions of the laws that have a value.
fn laws(table: &Table, filter: &LawFilter) -> FactQuery {
    let mut admitted = vec![false; table.len()];
    for (number, head) in table.heads() {
        if let Some(slot) = admitted.get_mut(number) {
            *slot = filter.holds(&head);
        }
    }
    let test = Arc::new(move |place: u64| admitted.get(Place(place).law()).copied().unwrap_or(false));
    FactQuery { column: "place", test }
}
