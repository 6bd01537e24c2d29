//! What of a page is seen: which elements show nothing, which end a paragraph, and how much text and how
//! many links each holds.

use crate::law::read::html::tree::{Id, Step, Tree};

/// Why an element is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Out {
    /// It belongs to the machinery of the page.
    Machinery,
    /// A menu, a banner, a foot of the site.
    Site,
    /// Hidden from who looks at the page.
    Hidden,
    /// Struck out: words that the law no longer has.
    Struck,
}

/// Whether an element is left out. Forms are not: many sites wrap the whole page in one.
pub(super) fn left_out(tree: &Tree, id: Id) -> Option<Out> {
    match tree.name(id) {
        "" => return None,
        "head" | "script" | "style" | "noscript" | "noframes" | "template" | "iframe" | "object"
        | "embed" | "svg" | "canvas" | "audio" | "video" | "map" | "button" | "select" | "textarea"
        | "input" | "datalist" | "label" | "rt" | "rp" | "meta" | "link" | "title" | "progress" | "meter" => {
            return Some(Out::Machinery);
        }
        "nav" => return Some(Out::Site),
        // Those of an article are part of it: a title, the place and the date.
        "header" | "footer" if !in_article(tree, id) => return Some(Out::Site),
        "del" | "s" | "strike" => return Some(Out::Struck),
        _ => {}
    }
    if tree
        .attr(id, "role")
        .is_some_and(|r| ["navigation", "banner", "contentinfo", "search", "menu"].contains(&r))
    {
        return Some(Out::Site);
    }
    let hidden = tree.attr(id, "hidden").is_some()
        || style(tree, id, "display").is_some_and(|v| v == "none")
        || style(tree, id, "visibility").is_some_and(|v| v == "hidden");
    // Some sites show a footnote only at a click.
    (hidden && !is_note(tree, id)).then_some(Out::Hidden)
}

fn in_article(tree: &Tree, id: Id) -> bool {
    std::iter::successors(tree.parent(id), |id| tree.parent(*id))
        .any(|id| matches!(tree.name(id), "article" | "main" | "section"))
}

/// Whether an element is a block of footnotes.
pub(super) fn is_note(tree: &Tree, id: Id) -> bool {
    if !matches!(tree.name(id), "div" | "p" | "li" | "ol" | "ul" | "section" | "aside" | "dd" | "tr" | "td") {
        return false;
    }
    tree.attr(id, "role").is_some_and(|r| r.contains("doc-footnote") || r.contains("doc-endnote"))
        || tree.attr(id, "class").is_some_and(|class| {
            class
                .split_whitespace()
                .map(str::to_lowercase)
                .any(|c| c.starts_with("footnote") || c.starts_with("endnote") || c == "msofootnotetext")
        })
}

/// Whether an element stands apart as a block.
pub(super) fn is_block(tree: &Tree, id: Id) -> bool {
    match tree.name(id) {
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd" | "details"
        | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer"
        | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html"
        | "legend" | "li" | "listing" | "main" | "menu" | "ol" | "option" | "p" | "pre" | "section"
        | "summary" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" | "ul" | "xmp"
        | "plaintext" | "search" => true,
        "" => false,
        _ => style(tree, id, "display")
            .is_some_and(|v| matches!(v.as_str(), "block" | "list-item" | "flex" | "grid" | "table")),
    }
}

/// The value of a property in the `style` attribute, in lower case.
pub(super) fn style(tree: &Tree, id: Id, property: &str) -> Option<String> {
    let declarations = tree.attr(id, "style")?;
    declarations.split(';').rev().find_map(|d| {
        let (name, value) = d.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case(property)
            .then(|| value.split('!').next().unwrap_or_default().trim().to_lowercase())
    })
}

/// Whether the element sets bold on or off for what is in it.
pub(super) fn bold(tree: &Tree, id: Id) -> Option<bool> {
    if let Some(weight) = style(tree, id, "font-weight") {
        return match weight.as_str() {
            "bold" | "bolder" => Some(true),
            "normal" | "lighter" => Some(false),
            number => number.parse::<u16>().ok().map(|n| n >= 600),
        };
    }
    matches!(tree.name(id), "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6").then_some(true)
}

/// How much a node holds of what is seen: letters and digits, in and out of links.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    pub(super) plain: u32,
    pub(super) linked: u32,
    pub(super) links: u32,
    /// Elements that stand apart and hold text.
    pub(super) blocks: u32,
    pub(super) has_table: bool,
    pub(super) has_heading: bool,
}

impl Weight {
    pub(super) fn all(self) -> u32 {
        self.plain.saturating_add(self.linked)
    }

    /// Nothing but links, several and short: the menu of a site, or a table of contents. Long ones are the
    /// text of a law that cites others.
    pub(super) fn is_menu(self) -> bool {
        self.links >= 3 && self.plain == 0 && self.linked > 0 && self.linked / self.links <= 60
    }
}

/// The weights of all nodes, in one walk.
pub(super) fn weights(tree: &Tree) -> Vec<Weight> {
    let mut all = vec![Weight::default(); tree.len()];
    let mut in_link = 0usize;
    let is_link = |id| tree.name(id) == "a" && tree.attr(id, "href").is_some();
    let mut steps = tree.steps(Tree::ROOT);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(id) if left_out(tree, id).is_some() => steps.pass(),
            Step::Enter(id) => {
                in_link += usize::from(is_link(id));
                if let (Some(text), Some(own)) = (tree.text(id), all.get_mut(id)) {
                    let count = text.chars().filter(|c| c.is_alphanumeric()).count();
                    let count = u32::try_from(count).unwrap_or(u32::MAX);
                    if in_link > 0 { own.linked = count } else { own.plain = count }
                }
            }
            Step::Leave(id) => {
                in_link -= usize::from(is_link(id));
                let Some(own) = all.get(id).copied() else { continue };
                let Some(parent) = tree.parent(id).and_then(|p| all.get_mut(p)) else { continue };
                let name = tree.name(id);
                parent.plain = parent.plain.saturating_add(own.plain);
                parent.linked = parent.linked.saturating_add(own.linked);
                parent.links += own.links + u32::from(is_link(id) && own.all() > 0);
                parent.blocks += own.blocks + u32::from(own.all() > 0 && is_block(tree, id));
                parent.has_table |= own.has_table || name == "table";
                parent.has_heading |=
                    own.has_heading || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
            }
        }
    }
    all
}
