//! A page as a tree of nodes in one vector, built by html5ever under bounds.
//!
//! The parser looks through all open elements at nearly every tag, and opens stray formatting elements
//! again in every paragraph. So a small file can cost it hours or all memory: it is fed in pieces, and
//! stopped when the tree has become too deep or too large. Dropping and walking the vector need no
//! recursion.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};

use crate::law::read::ReadFault;

/// Bytes between two looks at the bounds.
const PIECE: usize = 4096;
/// Each attribute of a tag is compared with all before it.
const MOST_ATTRIBUTES: usize = 500;
/// In a script `i<n` looks like a tag. The words after it count less, but they count: what looks like a
/// script here need not be one to the parser.
const LESS_IN_SCRIPTS: usize = 10;

pub(super) type Id = usize;

#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    deepest: u32,
    nameless: QualName,
}

#[derive(Debug, Default)]
struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    depth: u32,
    data: Data,
}

#[derive(Debug, Default)]
enum Data {
    /// The document, a comment, the contents of a template: nothing that is shown.
    #[default]
    Other,
    Text(String),
    Element(Box<(QualName, Vec<Attribute>)>),
}

impl Tree {
    /// # Errors
    /// [`ReadFault::TooMuch`] where the page is deeper or larger than that.
    pub(super) fn parse(text: &str, depth: usize, nodes: usize) -> Result<Self, ReadFault> {
        if most_attributes(text) > MOST_ATTRIBUTES {
            let detail = format!("an element with more than {MOST_ATTRIBUTES} attributes");
            return Err(ReadFault::TooMuch { detail });
        }
        let mut parser = parse_document(Sink::default(), ParseOpts::default());
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
            parser.process(StrTendril::from(piece));
            rest = after;
            let tree = parser.tokenizer.sink.sink.0.borrow();
            if tree.deepest as usize > depth {
                return Err(ReadFault::TooMuch { detail: format!("elements nested deeper than {depth}") });
            }
            if tree.nodes.len() > nodes {
                return Err(ReadFault::TooMuch { detail: format!("more than {nodes} elements") });
            }
        }
        Ok(parser.finish())
    }

    pub(super) const ROOT: Id = 0;

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element, in lower case; empty for anything else.
    pub(super) fn name(&self, id: Id) -> &str {
        match self.data(id) {
            Some(Data::Element(element)) => &element.0.local,
            _ => "",
        }
    }

    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match self.data(id) {
            Some(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn attr(&self, id: Id, name: &str) -> Option<&str> {
        match self.data(id) {
            Some(Data::Element(element)) => {
                element.1.iter().find(|a| &*a.name.local == name).map(|a| a.value.trim())
            }
            _ => None,
        }
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.parent
    }

    pub(super) fn next_sibling(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.next
    }

    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.nodes.get(id).and_then(|n| n.first), |id| self.next_sibling(*id))
    }

    /// A walk through what is under a node, the node included: entering and leaving, without recursion.
    pub(super) fn steps(&self, from: Id) -> Steps<'_> {
        Steps { tree: self, from, at: Some(Step::Enter(from)) }
    }

    fn data(&self, id: Id) -> Option<&Data> {
        self.nodes.get(id).map(|n| &n.data)
    }

    fn add(&mut self, data: Data) -> Id {
        self.nodes.push(Node { data, ..Node::default() });
        self.nodes.len() - 1
    }

    fn link(&mut self, parent: Id, previous: Option<Id>, child: Id, next: Option<Id>) {
        let depth = self.nodes.get(parent).map_or(0, |p| p.depth + 1);
        self.deepest = self.deepest.max(depth);
        if let Some(node) = self.nodes.get_mut(child) {
            (node.parent, node.previous, node.next, node.depth) = (Some(parent), previous, next, depth);
        }
        match previous {
            Some(previous) => self.change(previous, |n| n.next = Some(child)),
            None => self.change(parent, |n| n.first = Some(child)),
        }
        match next {
            Some(next) => self.change(next, |n| n.previous = Some(child)),
            None => self.change(parent, |n| n.last = Some(child)),
        }
    }

    fn detach(&mut self, id: Id) {
        let Some(node) = self.nodes.get_mut(id) else { return };
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.change(previous, |n| n.next = next),
            None => self.change(parent, |n| n.first = next),
        }
        match next {
            Some(next) => self.change(next, |n| n.previous = previous),
            None => self.change(parent, |n| n.last = previous),
        }
    }

    fn change(&mut self, id: Id, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id) {
            change(node);
        }
    }

    /// Puts a node or text between two others; text joins text that stands before it.
    fn insert(&mut self, parent: Id, previous: Option<Id>, child: NodeOrText<Id>, next: Option<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                if let Some(Data::Text(before)) =
                    previous.and_then(|p| self.nodes.get_mut(p)).map(|n| &mut n.data)
                {
                    before.push_str(&text);
                    return;
                }
                self.add(Data::Text(text.to_string()))
            }
        };
        self.link(parent, previous, id, next);
    }
}

/// The largest number of attributes of one tag, counted roughly and never too low: words outside quotes.
fn most_attributes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut most, mut count) = (0, 0);
    let (mut in_tag, mut in_script, mut quote, mut before) = (false, false, None, b' ');
    for (at, &byte) in bytes.iter().enumerate() {
        if !in_tag {
            if byte == b'<' && bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
                (in_tag, quote, count, before) = (true, None, 0usize, b'<');
                match bytes.get(at + 1..at + 7).map(<[u8]>::to_ascii_lowercase).as_deref() {
                    Some(b"script") => in_script = true,
                    Some(b"/scrip") => in_script = false,
                    _ => {}
                }
            }
            continue;
        }
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => in_tag = false,
            (None, _) if (byte.is_ascii_whitespace() || byte == b'/') && !before.is_ascii_whitespace() => {
                count += 1;
                most = most.max(if in_script { count / LESS_IN_SCRIPTS } else { count });
            }
            _ => {}
        }
        // White space between `=` and the quote changes nothing.
        if !(byte.is_ascii_whitespace() && before == b'=') {
            before = byte;
        }
    }
    most
}

/// Entering or leaving a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Enter(Id),
    Leave(Id),
}

#[derive(Debug)]
pub(super) struct Steps<'t> {
    tree: &'t Tree,
    from: Id,
    at: Option<Step>,
}

impl Steps<'_> {
    /// After entering a node: what is in it is passed over, and it is not left either.
    pub(super) fn pass(&mut self) {
        if let Some(Step::Enter(id) | Step::Leave(id)) = self.at {
            // `at` is already the first child of the node entered, or its own leaving.
            let entered =
                if matches!(self.at, Some(Step::Leave(_))) { Some(id) } else { self.tree.parent(id) };
            self.at = entered.and_then(|id| self.after(id));
        }
    }

    fn after(&self, id: Id) -> Option<Step> {
        if id == self.from {
            return None;
        }
        match self.tree.next_sibling(id) {
            Some(next) => Some(Step::Enter(next)),
            None => self.tree.parent(id).map(Step::Leave),
        }
    }
}

impl Iterator for Steps<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.at?;
        self.at = match step {
            Step::Enter(id) => match self.tree.children(id).next() {
                Some(child) => Some(Step::Enter(child)),
                None => Some(Step::Leave(id)),
            },
            Step::Leave(id) => self.after(id),
        };
        Some(step)
    }
}

/// What html5ever builds into.
struct Sink(RefCell<Tree>);

impl Default for Sink {
    fn default() -> Self {
        let nameless = QualName::new(None, "".into(), "".into());
        Self(RefCell::new(Tree { nodes: vec![Node::default()], deepest: 0, nameless }))
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.0.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |tree| match tree.data(*target) {
            Some(Data::Element(element)) => &element.0,
            _ => &tree.nameless,
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        self.0.borrow_mut().add(Data::Element(Box::new((name, attrs))))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.0.borrow_mut().add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.0.borrow_mut().add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let mut tree = self.0.borrow_mut();
        let last = tree.nodes.get(*parent).and_then(|p| p.last);
        tree.insert(*parent, last, child, None);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.0.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template shows nothing, so its contents hang on the template, which is left out.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        let mut tree = self.0.borrow_mut();
        if let NodeOrText::AppendNode(id) = &new {
            tree.detach(*id);
        }
        let Some(parent) = tree.parent(*sibling) else { return };
        let previous = tree.nodes.get(*sibling).and_then(|n| n.previous);
        tree.insert(parent, previous, new, Some(*sibling));
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        let mut tree = self.0.borrow_mut();
        if let Some(Data::Element(element)) = tree.nodes.get_mut(*target).map(|n| &mut n.data) {
            for attr in attrs {
                if element.1.len() < MOST_ATTRIBUTES && !element.1.iter().any(|a| a.name == attr.name) {
                    element.1.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.0.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut tree = self.0.borrow_mut();
        while let Some(child) = tree.nodes.get(*node).and_then(|n| n.first) {
            tree.detach(child);
            let last = tree.nodes.get(*new_parent).and_then(|n| n.last);
            tree.link(*new_parent, last, child, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn shown(tree: &Tree, pass: &str) -> String {
        let mut out = String::new();
        let mut steps = tree.steps(Tree::ROOT);
        while let Some(step) = steps.next() {
            match step {
                Step::Enter(id) if !pass.is_empty() && tree.name(id) == pass => steps.pass(),
                Step::Enter(id) => match tree.text(id) {
                    Some(text) => out.push_str(text),
                    None if !tree.name(id).is_empty() => write!(out, "<{}", tree.name(id)).unwrap(),
                    None => {}
                },
                Step::Leave(id) if !tree.name(id).is_empty() => out.push('>'),
                Step::Leave(_) => {}
            }
        }
        out
    }

    #[test]
    fn trees_are_built_and_walked() {
        for (html, pass, want) in [
            ("<p>a<b>b</p><p>c</b>d", "", "<html<head><body<pa<bb><p<bc>d"),
            ("<table>x<tr><td>y", "", "<html<head><body>x<table<tbody<tr<td>y>>>>>>"),
            ("<p>a<i>b</i>c<i></i></p>d", "i", "<html<head><body<p>ac>d>>"),
            ("<template><p>a</template>b", "template", "<html<head><body>b>>"),
        ] {
            // `>` is left out of both: what counts is the order.
            let tree = Tree::parse(html, 100, 1000).unwrap();
            assert_eq!(shown(&tree, pass).replace('>', ""), want.replace('>', ""), "{html}");
        }
    }

    #[test]
    fn bounds_stop_the_parser() {
        let deep = "<div>".repeat(100_000);
        // Each paragraph opens again every formatting element before it.
        let mut again = String::new();
        for i in 0..20_000 {
            write!(again, "<p><font size={i}>").unwrap();
        }
        let mut wide = "<p".to_owned();
        for i in 0..100_000 {
            write!(wide, " a{i}='>'").unwrap();
        }
        for (html, want) in [
            (deep, "deeper than 100"),
            (again, "deeper than 100"),
            ("<br>".repeat(20_000), "more than 1000"),
            (wide, "attributes"),
        ] {
            let fault = Tree::parse(&html, 100, 1000).unwrap_err().to_string();
            assert!(fault.contains(want), "{fault}");
        }
    }

    #[test]
    fn attributes_are_counted_outside_quotes() {
        assert_eq!(most_attributes("a < b c d <p class='a b c d' id = \"x y\" z> e f g h"), 5);
        let code = "<script>if (i<n) ".to_owned() + &"a b ".repeat(50) + "</script>";
        assert_eq!(most_attributes(&code), 10);
    }
}
