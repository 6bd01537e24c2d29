//! The pages of a file in their order, and how many the file says it has.
//!
//! The tree of pages may lie: a count of two thousand million, a kid that is its own parent, a page that is
//! gone. So the tree is walked with a list of what was seen, and what is missing is counted.

use std::collections::HashSet;
use std::rc::Rc;

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

/// One page: where it is and the resources that hold for it.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) page: ObjectId,
    pub(super) resources: Rc<Dictionary>,
}

#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) leaves: Vec<Leaf>,
    /// Pages that the tree names but the file does not have.
    pub(super) missing: usize,
}

/// No real tree is deeper.
const DEPTH: usize = 64;

/// The pages of a file, at most `most` and one more, so that the caller sees that there are too many.
pub(super) fn pages(pdf: &Pdf, most: usize) -> Tree {
    let mut tree = Tree::default();
    let mut seen = HashSet::new();
    let root = pdf.catalog().ok().and_then(|c| c.get(b"Pages").ok()).and_then(|o| o.as_reference().ok());
    if let Some(root) = root {
        walk(pdf, root, &Rc::new(Dictionary::new()), 0, most, &mut seen, &mut tree);
        let said = pdf
            .get_dictionary(root)
            .ok()
            .and_then(|d| d.get_deref(b"Count", pdf).ok())
            .and_then(|o| o.as_i64().ok())
            .and_then(|n| usize::try_from(n).ok())
            // A count beyond the number of objects is a lie, not a loss.
            .filter(|n| *n <= pdf.objects.len());
        let found = tree.leaves.len() + tree.missing;
        tree.missing += said.unwrap_or(0).saturating_sub(found);
    }
    if tree.leaves.is_empty() {
        stray(pdf, most, &mut tree);
    }
    tree
}

fn walk(
    pdf: &Pdf,
    node: ObjectId,
    above: &Rc<Dictionary>,
    depth: usize,
    most: usize,
    seen: &mut HashSet<ObjectId>,
    tree: &mut Tree,
) {
    if depth > DEPTH || tree.leaves.len() > most || !seen.insert(node) {
        return;
    }
    let Ok(dict) = pdf.get_dictionary(node) else {
        tree.missing += 1;
        return;
    };
    let resources = own_resources(pdf, dict).map_or_else(|| Rc::clone(above), Rc::new);
    match dict.get_deref(b"Kids", pdf).and_then(Object::as_array) {
        Ok(kids) if !dict.has_type(b"Page") => {
            for kid in kids {
                match kid.as_reference() {
                    Ok(kid) => walk(pdf, kid, &resources, depth + 1, most, seen, tree),
                    Err(_) => tree.missing += 1,
                }
            }
        }
        _ if dict.has_type(b"Pages") => {}
        _ => tree.leaves.push(Leaf { page: node, resources }),
    }
}

/// Pages without a tree: every object that says it is a page, in the order of their numbers.
fn stray(pdf: &Pdf, most: usize, tree: &mut Tree) {
    for (id, object) in &pdf.objects {
        let Ok(dict) = object.as_dict() else { continue };
        if !dict.has_type(b"Page") {
            continue;
        }
        if tree.leaves.len() > most {
            return;
        }
        let mut resources = own_resources(pdf, dict);
        let mut parent = dict.get(b"Parent").and_then(Object::as_reference).ok();
        for _ in 0..DEPTH {
            let Some(above) = parent.filter(|_| resources.is_none()).and_then(|p| pdf.get_dictionary(p).ok())
            else {
                break;
            };
            resources = own_resources(pdf, above);
            parent = above.get(b"Parent").and_then(Object::as_reference).ok();
        }
        tree.leaves.push(Leaf { page: *id, resources: Rc::new(resources.unwrap_or_default()) });
    }
}

fn own_resources(pdf: &Pdf, dict: &Dictionary) -> Option<Dictionary> {
    dict.get_deref(b"Resources", pdf).ok()?.as_dict().ok().cloned()
}
