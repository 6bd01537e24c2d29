//! What is not text in a report: comments, of which some ask for a picture.

use std::collections::BTreeSet;

use comrak::nodes::{Node, NodeHtmlBlock, NodeValue};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Puts pictures in the place of the comments that ask for them, and takes out all other comments.
///
/// Other HTML stays in the tree and is shown as text.
pub(crate) fn settle(root: Node<'_>, pictures: &dyn Fn(&str) -> Option<String>) {
    let nodes: Vec<Node<'_>> = root.descendants().collect();
    // The ids inside a picture may stand in a page only once.
    let mut shown = BTreeSet::new();
    for node in nodes {
        // A quotation or a list holds what users wrote; only the template writes at the top.
        let top = node.parent().is_some_and(|p| matches!(p.data().value, NodeValue::Document));
        let settled = match &node.data().value {
            NodeValue::HtmlBlock(block) => {
                let name = asked(&block.literal).filter(|name| top && shown.insert((*name).to_owned()));
                let picture = name.and_then(pictures).map(NodeValue::Raw);
                picture.or_else(|| {
                    let literal = remains(&block.literal)?;
                    Some(NodeValue::HtmlBlock(NodeHtmlBlock { literal, ..block.clone() }))
                })
            }
            NodeValue::HtmlInline(text) => remains(text).map(NodeValue::HtmlInline),
            _ => continue,
        };
        match settled {
            Some(value) => node.data_mut().value = value,
            None => node.detach(),
        }
    }
}

/// The name in a comment that is nothing but a request for a picture.
fn asked(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    let name = inner.trim().strip_prefix("picture:")?.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    (!name.is_empty() && name.chars().all(plain)).then_some(name)
}

/// The HTML without its comments, if anything is left.
fn remains(html: &str) -> Option<String> {
    let mut left = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let Some((_, after)) = after.split_once(CLOSE) else { break };
        left.push_str(before);
        rest = after;
    }
    left.push_str(rest);
    (!left.trim().is_empty()).then(|| left.trim_end().to_owned())
}
