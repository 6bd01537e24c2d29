//! What a page says of itself in its head. Sites say much there that is not of the law, so little is taken.

use std::collections::HashSet;

use crate::law::block::{Block, FoundFacts};
use crate::law::read::gather::squeeze_line;
use crate::law::read::html::tree::{Step, Tree};

/// The facts in the head of a page, checked against its blocks.
pub(super) fn facts(tree: &Tree, blocks: &[Block]) -> FoundFacts {
    let mut found = Found::default();
    let mut steps = tree.steps(Tree::ROOT);
    while let Some(step) = steps.next() {
        let Step::Enter(id) = step else { continue };
        match tree.name(id) {
            "html" => {
                found.language =
                    tree.attr(id, "lang").or_else(|| tree.attr(id, "xml:lang")).map(str::to_owned);
            }
            "title" if found.title.is_none() => {
                let text: String = tree.children(id).filter_map(|c| tree.text(c)).collect();
                found.title = wording(&text);
            }
            "link" if tree.attr(id, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                found.canonical = tree.attr(id, "href").and_then(address);
            }
            "meta" => {
                let name =
                    ["name", "property", "itemprop", "http-equiv"].iter().find_map(|a| tree.attr(id, a));
                if let (Some(name), Some(content)) = (name, tree.attr(id, "content")) {
                    found.meta(&name.to_lowercase(), content);
                }
            }
            // What svg pictures call a title, and all else in the page, is no fact of it.
            "body" => steps.pass(),
            _ => {}
        }
    }
    let language = found.language.filter(|l| agrees(l, blocks));
    FoundFacts {
        title: found.better_title.or(found.title).filter(|title| is_of(title, blocks)),
        number: found.number,
        language,
        enacted: found.enacted,
        version: found.version,
        source: found.canonical.or(found.address),
        ..FoundFacts::default()
    }
}

#[derive(Default)]
struct Found {
    title: Option<String>,
    better_title: Option<String>,
    language: Option<String>,
    canonical: Option<String>,
    address: Option<String>,
    number: Option<String>,
    enacted: Option<String>,
    version: Option<String>,
}

impl Found {
    fn meta(&mut self, name: &str, content: &str) {
        match name {
            "dc.title" | "dcterms.title" | "eli:title" => self.better_title = wording(content),
            "og:title" if self.better_title.is_none() => self.better_title = wording(content),
            "content-language" | "dc.language" | "dcterms.language" if self.language.is_none() => {
                self.language = Some(content.to_owned());
            }
            "og:url" => self.address = address(content),
            // ELI says what each date is; `date` alone may be that of the page.
            "eli:date_document" => self.enacted = day(content),
            "eli:version_date" | "dcterms.valid" | "dct.valid" => self.version = day(content),
            "eli:id_local" => self.number = wording(content),
            _ => {}
        }
    }
}

/// Whether a title is that of this text: at least half of its words stand near the beginning. Many sites
/// give all their pages the title of the site.
fn is_of(title: &str, blocks: &[Block]) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().count() > 1)
            .map(str::to_lowercase)
            .collect()
    };
    let mut start = HashSet::new();
    let mut length = 0;
    for block in blocks {
        start.extend(words(&block.text));
        length += block.text.len();
        if length > 4_000 {
            break;
        }
    }
    let wanted = words(title);
    let found = wanted.iter().filter(|w| start.contains(*w)).count();
    found > 0 && found * 2 >= wanted.len()
}

fn wording(text: &str) -> Option<String> {
    let text = squeeze_line(text);
    (text.chars().any(char::is_alphabetic) && text.chars().count() <= 400).then_some(text)
}

fn address(text: &str) -> Option<String> {
    let known = text.starts_with("https://") || text.starts_with("http://");
    (known && text.len() <= 500 && !text.chars().any(|c| c.is_whitespace() || c.is_control()))
        .then(|| text.to_owned())
}

fn day(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    let fits =
        day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    fits.then(|| day.to_owned())
}

/// Whether the letters of the text can be of that language. Templates of sites declare one for all pages.
fn agrees(language: &str, blocks: &[Block]) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    let (mut latin, mut arabic, mut other) = (0usize, 0usize, 0usize);
    for c in blocks.iter().flat_map(|b| b.text.chars()).filter(|c| c.is_alphabetic()).take(100_000) {
        match c {
            '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}' => {
                arabic += 1;
            }
            _ => other += 1,
        }
    }
    match primary.as_str() {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "sd" | "ug" | "ara" | "fas" | "urd" => arabic > latin + other,
        "ru" | "uk" | "bg" | "el" | "he" | "hi" | "bn" | "ta" | "th" | "zh" | "ja" | "ko" | "am" | "ti"
        | "hy" | "ka" | "ne" | "si" | "km" | "lo" | "my" | "mk" | "be" | "kk" | "ky" | "mn" | "dv" => {
            other > latin + arabic
        }
        // These are written in two scripts.
        "sr" | "uz" | "az" | "tg" | "ku" | "pa" | "bs" => true,
        _ => latin > arabic + other,
    }
}
