//! The styles of a Word document, as far as they say what a paragraph is.

use std::collections::HashMap;

use crate::law::read::ReadFault;
use crate::law::read::xml::{Step, Tag, Xml};

/// Styles build on each other; a chain longer than this is a circle.
const LONGEST_CHAIN: usize = 32;

/// What a run of text, or the style of one, says of its looks. Nothing said is left to the style below.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks {
    pub(super) bold: Option<bool>,
    /// Bold for Arabic and other complex scripts, which Word keeps apart.
    pub(super) bold_complex: Option<bool>,
    pub(super) right_to_left: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) language: Option<String>,
    pub(super) language_complex: Option<String>,
}

impl Looks {
    /// Takes one property of a `w:rPr`.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "b" => self.bold = Some(on(tag)),
            "bCs" => self.bold_complex = Some(on(tag)),
            "rtl" | "cs" => self.right_to_left = Some(on(tag)),
            "vanish" => self.hidden = Some(on(tag)),
            "lang" => {
                self.language = tag.attr("val");
                self.language_complex = tag.attr("bidi");
            }
            _ => {}
        }
    }

    /// These looks where they say something, else those.
    pub(super) fn over(self, below: &Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            bold_complex: self.bold_complex.or(below.bold_complex),
            right_to_left: self.right_to_left.or(below.right_to_left),
            hidden: self.hidden.or(below.hidden),
            language: self.language.or_else(|| below.language.clone()),
            language_complex: self.language_complex.or_else(|| below.language_complex.clone()),
        }
    }

    pub(super) fn is_bold(&self) -> bool {
        let said = if self.right_to_left == Some(true) { self.bold_complex } else { self.bold };
        said == Some(true)
    }
}

/// A property that is on unless it says that it is off.
pub(super) fn on(tag: &Tag<'_>) -> bool {
    !matches!(tag.attr("val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// One style.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    num_id: Option<String>,
    level: Option<usize>,
    looks: Looks,
}

/// What a paragraph has from its style.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    /// The depth of the heading, from 1.
    pub(super) heading: Option<u8>,
    /// A line of a table of contents.
    pub(super) contents: bool,
    pub(super) num_id: Option<String>,
    pub(super) level: Option<usize>,
    pub(super) looks: Looks,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default: Option<String>,
    base: Looks,
}

impl Styles {
    pub(super) fn parse(text: &str, depth: usize) -> Result<Self, ReadFault> {
        let mut all = Self::default();
        let mut xml = Xml::new(text, depth);
        let mut open: Option<(String, Style)> = None;
        let mut in_defaults = false;
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "rPrChange" | "pPrChange" | "tblStylePr" | "latentStyles" => xml.skip()?,
                    "docDefaults" => in_defaults = true,
                    "style" => {
                        in_defaults = false;
                        all.close(open.take());
                        let id = tag.attr("styleId").unwrap_or_default();
                        let is_default = matches!(tag.attr("default").as_deref(), Some("1" | "true" | "on"));
                        if is_default && tag.attr("type").as_deref() == Some("paragraph") {
                            all.default = Some(id.clone());
                        }
                        open = Some((id, Style::default()));
                    }
                    _ => match &mut open {
                        Some((_, style)) => style.take(&tag),
                        None if in_defaults => all.base.take(&tag),
                        None => {}
                    },
                },
                Step::End => {
                    all.close(open.take());
                    return Ok(all);
                }
                Step::Close | Step::Text(_) => {}
            }
        }
    }

    fn close(&mut self, open: Option<(String, Style)>) {
        if let Some((id, style)) = open {
            self.by_id.entry(id).or_insert(style);
        }
    }

    /// What a style gives, with all that it builds on; without a name, the default style of paragraphs.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Resolved {
        let id = id.filter(|id| self.by_id.contains_key(*id)).or(self.default.as_deref());
        let mut out = Resolved::default();
        for style in self.chain(id) {
            let name = style.name.to_lowercase();
            out.heading = out.heading.or_else(|| heading_of(&name)).or(style.outline);
            out.contents |= name.starts_with("toc ");
            if out.num_id.is_none() {
                out.num_id.clone_from(&style.num_id);
            }
            out.level = out.level.or(style.level);
            out.looks = out.looks.over(&style.looks);
        }
        out.looks = out.looks.over(&self.base);
        out
    }

    pub(super) fn character(&self, id: &str) -> Looks {
        self.chain(Some(id)).fold(Looks::default(), |looks, style| looks.over(&style.looks))
    }

    /// The list that a style of lists stands for.
    pub(super) fn list(&self, id: &str) -> Option<String> {
        self.chain(Some(id)).find_map(|style| style.num_id.clone())
    }

    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        std::iter::successors(id.and_then(|id| self.by_id.get(id)), |style| {
            style.based_on.as_deref().and_then(|id| self.by_id.get(id))
        })
        .take(LONGEST_CHAIN)
    }
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "name" => self.name = tag.attr("val").unwrap_or_default(),
            "basedOn" => self.based_on = tag.attr("val"),
            "outlineLvl" => self.outline = outline(tag),
            "numId" => self.num_id = tag.attr("val"),
            "ilvl" => self.level = tag.attr("val").and_then(|v| v.parse().ok()),
            _ => self.looks.take(tag),
        }
    }
}

/// The level of a `w:outlineLvl`, from 1. Its tenth level means "body text".
pub(super) fn outline(tag: &Tag<'_>) -> Option<u8> {
    tag.attr("val")?.parse::<u8>().ok().filter(|l| *l < 9).map(|l| l + 1)
}

/// The depth that the name of a built-in style says. Word keeps these names in English whatever language it
/// shows; other programs write them in theirs.
fn heading_of(name: &str) -> Option<u8> {
    const WORDS: [&str; 10] = [
        "heading",
        "überschrift",
        "titre",
        "título",
        "titulo",
        "titolo",
        "rubrik",
        "kop",
        "заголовок",
        "عنوان",
    ];
    if name == "title" {
        return Some(1);
    }
    let (word, depth) = name.rsplit_once(' ')?;
    WORDS.contains(&word).then(|| depth.parse().ok()).flatten().filter(|d| (1..=9u8).contains(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_chains() {
        let text = r#"<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="es-PE"/></w:rPr></w:rPrDefault></w:docDefaults>
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
            <w:style w:type="paragraph" w:styleId="Ttulo2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="Articulo"><w:name w:val="Articulo"/><w:basedOn w:val="Ttulo2"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>
            <w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>
            <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
            </w:styles>"#;
        let styles = Styles::parse(text, 50).unwrap();
        let heading = |id| styles.paragraph(Some(id)).heading;
        assert_eq!(
            (heading("Ttulo2"), heading("Own"), heading("A"), heading("none")),
            (Some(2), Some(1), None, None)
        );
        let own = styles.paragraph(Some("Articulo"));
        assert_eq!((own.heading, own.num_id.as_deref(), own.looks.is_bold()), (Some(2), Some("7"), false));
        assert_eq!(own.looks.language.as_deref(), Some("es-PE"));
        assert!(styles.paragraph(Some("TOC1")).contents);
    }

    #[test]
    fn depths_in_names() {
        for (name, want) in [
            ("heading 1", Some(1)),
            ("überschrift 3", Some(3)),
            ("title", Some(1)),
            ("heading 12", None),
            ("heading", None),
            ("heading x", None),
            ("subheading 1", None),
        ] {
            assert_eq!(heading_of(name), want, "{name}");
        }
    }
}
