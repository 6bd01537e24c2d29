//! What can be said of a query only when all of it is read.

use crate::law::query::ast::{Node, Place};
use crate::law::query::error::{QueryFault, QueryFaultKind};
use crate::law::query::filter::{Filter, LawFilter};
use crate::law::query::value::Name;

/// How deep groups may stand in each other, as typed and in the tree.
pub(crate) const DEEPEST: usize = 64;
/// How many words a query may have, each word of a phrase counted.
pub(crate) const MOST_WORDS: usize = 512;

pub(crate) fn check(root: &Node, whole: Place) -> Result<(), QueryFault> {
    let mut places = Vec::new();
    sizes(root, &mut places);
    let words = places.iter().map(|(size, _)| size).sum();
    if words > MOST_WORDS {
        let kind = QueryFaultKind::TooManyWords { words, most: MOST_WORDS };
        return Err(QueryFault::new(one_too_many(places).unwrap_or(whole), kind));
    }
    depth(root, 1)?;
    history(root)?;
    branches(root)?;
    match root {
        Node::Filter(Filter::History(_), place) => Err(QueryFault::new(*place, QueryFaultKind::OnlyHistory)),
        _ if !finds(root) => Err(QueryFault::new(root.place(), QueryFaultKind::OnlyExclusions)),
        _ => Ok(()),
    }
}

/// How many words every part of a query counts as, and where it stands.
fn sizes(node: &Node, places: &mut Vec<(usize, Place)>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| sizes(node, places)),
        Node::Not(inner) => sizes(inner, places),
        Node::Near(near) => {
            places.extend(near.left.iter().chain(&near.right).map(|leaf| (leaf.size(), leaf.place())));
        }
        Node::Leaf(leaf) => places.push((leaf.size(), leaf.place())),
        Node::Filter(_, place) => places.push((1, *place)),
    }
}

/// The first part that goes over the bound, as the query is typed.
fn one_too_many(mut places: Vec<(usize, Place)>) -> Option<Place> {
    places.sort_by_key(|(_, place)| place.column);
    let mut words = 0;
    places.into_iter().find_map(|(size, place)| {
        words += size;
        (words > MOST_WORDS).then_some(place)
    })
}

fn depth(node: &Node, level: usize) -> Result<(), QueryFault> {
    if level > DEEPEST {
        return Err(QueryFault::new(node.place(), QueryFaultKind::TooDeep { most: DEEPEST }));
    }
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().try_for_each(|node| depth(node, level + 1)),
        Node::Not(inner) => depth(inner, level + 1),
        Node::Near(_) | Node::Leaf(_) | Node::Filter(..) => Ok(()),
    }
}

/// `history:` stands once, and for the whole query.
fn history(root: &Node) -> Result<(), QueryFault> {
    let members = match root {
        Node::And(nodes) => nodes.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut found = false;
    for member in members {
        if let Node::Filter(Filter::History(_), place) = member {
            if std::mem::replace(&mut found, true) {
                return Err(QueryFault::new(*place, QueryFaultKind::HistoryTwice));
            }
        } else if let Some(place) = inner_history(member) {
            return Err(QueryFault::new(place, QueryFaultKind::HistoryInside));
        }
    }
    Ok(())
}

fn inner_history(node: &Node) -> Option<Place> {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().find_map(inner_history),
        Node::Not(inner) => inner_history(inner),
        Node::Filter(Filter::History(_), place) => Some(*place),
        Node::Near(_) | Node::Leaf(_) | Node::Filter(..) => None,
    }
}

/// Whether a node says something to find, rather than only what to leave out.
fn finds(node: &Node) -> bool {
    match node {
        Node::And(nodes) => nodes.iter().any(finds),
        Node::Or(nodes) => nodes.iter().all(finds),
        Node::Not(_) | Node::Filter(Filter::History(_), _) => false,
        Node::Near(_) | Node::Leaf(_) | Node::Filter(..) => true,
    }
}

/// Every alternative and everything denied must find something, and no conjunction may be impossible.
fn branches(node: &Node) -> Result<(), QueryFault> {
    let must_find = |node: &Node| {
        if finds(node) { Ok(()) } else { Err(QueryFault::new(node.place(), QueryFaultKind::OnlyExclusions)) }
    };
    match node {
        Node::And(nodes) => {
            contradiction(nodes)?;
            nodes.iter().try_for_each(branches)
        }
        Node::Or(nodes) => {
            nodes.iter().try_for_each(must_find)?;
            nodes.iter().try_for_each(branches)
        }
        Node::Not(inner) => {
            must_find(inner)?;
            branches(inner)
        }
        Node::Near(_) | Node::Leaf(_) | Node::Filter(..) => Ok(()),
    }
}

/// Two values that no law has both would find nothing, which must not be read as an absence.
fn contradiction(nodes: &[Node]) -> Result<(), QueryFault> {
    let filters = || {
        nodes.iter().filter_map(|node| match node {
            Node::Filter(Filter::Law(filter), place) => Some((filter, *place)),
            _ => None,
        })
    };
    for (at, (later, place)) in filters().enumerate() {
        let clash = filters().take(at).find_map(|(earlier, _)| exclude(earlier, later));
        if let Some(field) = clash {
            return Err(QueryFault::new(place, QueryFaultKind::Contradiction { field }));
        }
    }
    Ok(())
}

/// The field of which no law has both values.
fn exclude(a: &LawFilter, b: &LawFilter) -> Option<Name> {
    let (field, both) = match (a, b) {
        (LawFilter::Country(a), LawFilter::Country(b)) => (Name::Country, a == b),
        (LawFilter::Status(a), LawFilter::Status(b)) => (Name::Status, a == b),
        (LawFilter::Kind(a), LawFilter::Kind(b)) => (Name::Kind, a == b),
        (LawFilter::Year(a), LawFilter::Year(b)) => (Name::Year, a.meets(b)),
        _ => return None,
    };
    (!both).then_some(field)
}
