//! The small parts: types, relations, properties, settings, numbering, header and footer.

use super::blocks::List;
use super::body;
use super::inline::{Inline, Look};
use super::writer::{self, Properties, Writer};
use crate::report::around::Around;
use crate::report::office::xml;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn content_types() -> String {
    let mut content = format!(
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (part, kind) in [
        ("styles", "styles"),
        ("settings", "settings"),
        ("numbering", "numbering"),
        ("footnotes", "footnotes"),
        ("header1", "header"),
        ("footer1", "footer"),
    ] {
        xml::put(
            &mut content,
            format_args!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"),
        );
    }
    format!("{}<Types xmlns=\"{PACKAGE}/content-types\">{content}</Types>", xml::DECLARATION)
}

pub(super) fn package_relations() -> String {
    relations(&format!(
        "<Relationship Id=\"document\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"core\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/>"
    ))
}

pub(super) fn document_relations(links: &[String]) -> String {
    let mut content = String::new();
    for (id, kind, target) in [
        ("styles", "styles", "styles.xml"),
        ("settings", "settings", "settings.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("footnotes", "footnotes", "footnotes.xml"),
        ("header", "header", "header1.xml"),
        ("footer", "footer", "footer1.xml"),
    ] {
        xml::put(
            &mut content,
            format_args!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"),
        );
    }
    content.push_str(&link_relations(links));
    relations(&content)
}

/// The relations of the footnotes. A part may have relations that it does not use, so those of
/// the text need not be told apart from those of the notes.
pub(super) fn note_relations(links: &[String]) -> String {
    relations(&link_relations(links))
}

fn relations(content: &str) -> String {
    format!("{}<Relationships xmlns=\"{PACKAGE}/relationships\">{content}</Relationships>", xml::DECLARATION)
}

fn link_relations(links: &[String]) -> String {
    let mut content = String::new();
    for (link, target) in links.iter().enumerate() {
        xml::put(
            &mut content,
            format_args!(
                "<Relationship Id=\"{}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                link_id(link),
                xml::escaped(target)
            ),
        );
    }
    content
}

/// The id of the relation of a link.
pub(super) fn link_id(link: usize) -> String {
    format!("link{link}")
}

/// Where a link of the text leads, if it leads to the web or to a mailbox. Word calls a document
/// damaged that has a target which is no URI.
pub(super) fn target(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    let rest = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").filter(|r| !r.starts_with(['/', '?', '#', ':']))?,
        "mailto" => rest,
        _ => return None,
    };
    let mut target = String::new();
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte) {
            target.push(char::from(byte));
        } else {
            xml::put(&mut target, format_args!("%{byte:02X}"));
        }
    }
    (!rest.is_empty()).then_some(target)
}

pub(super) fn core(page: &Around<'_>) -> String {
    let mut times = String::new();
    if let Some(date) = whole_date(page.date) {
        for name in ["created", "modified"] {
            xml::put(
                &mut times,
                format_args!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:{name}>"),
            );
        }
    }
    format!(
        "{}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:language>{}</dc:language>{times}</cp:coreProperties>",
        xml::DECLARATION,
        xml::escaped(page.title),
        xml::escaped(page.language)
    )
}

/// A date with its month and day, the first ones where they are not said.
fn whole_date(date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse::<u16>().ok()?;
    let mut next = |most: u8| match parts.next() {
        None => Some(1),
        Some(part) => part.parse::<u8>().ok().filter(|n| (1..=most).contains(n)),
    };
    let (month, day) = (next(12)?, next(31)?);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

pub(super) fn settings() -> String {
    body::part(
        "settings",
        "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    )
}

/// The numbering: one for bullets, and one for each numbered list, so that each begins anew.
pub(super) fn numbering(lists: &[List]) -> String {
    let mut content = String::new();
    for (id, format, suffix) in [(0, "bullet", ""), (1, "decimal", "."), (2, "decimal", ")")] {
        xml::put(
            &mut content,
            format_args!("<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>"),
        );
        for level in 0..writer::LEVELS {
            let text = match format {
                "bullet" if level % 2 == 0 => "\u{2022}".to_owned(),
                "bullet" => "\u{2013}".to_owned(),
                _ => format!("%{}{suffix}", level + 1),
            };
            let left = (level + 1) * writer::INDENT;
            xml::put(
                &mut content,
                format_args!(
                    "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
                 <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr>\
                 <w:ind w:left=\"{left}\" w:hanging=\"{}\"/></w:pPr></w:lvl>",
                    writer::INDENT
                ),
            );
        }
        content.push_str("</w:abstractNum>");
    }
    xml::put(
        &mut content,
        format_args!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"0\"/></w:num>", writer::BULLETS),
    );
    for (list, List { level, start, parenthesis }) in lists.iter().enumerate() {
        xml::put(
            &mut content,
            format_args!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/><w:lvlOverride w:ilvl=\"{}\">\
             <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>",
                writer::numbering(list),
                if *parenthesis { 2 } else { 1 },
                (*level).min(writer::LEVELS - 1)
            ),
        );
    }
    body::part("numbering", &content)
}

/// The header of every page: the title, and below it what may be done with the report.
pub(super) fn header(page: &Around<'_>) -> String {
    let mut writer = Writer::new(page, "");
    let text =
        |text: &str, strong| Inline::Text { text: text.to_owned(), look: Look { strong, ..Look::default() } };
    let properties = |style| Properties { style, rtl: page.rtl, ..Properties::default() };
    writer.line(&properties("Header"), &[text(page.title, false)]);
    let mut second = Vec::new();
    if let Some(status) = page.status {
        second.extend([text(status, true), text(" \u{2013} ", false)]);
    }
    second.push(text(page.sharing, false));
    writer.line(&properties("HeaderLast"), &second);
    body::part("hdr", &writer.xml)
}

/// The footer of every page: its number, and how many there are.
pub(super) fn footer(page: &Around<'_>) -> String {
    let mut writer = Writer::new(page, "");
    let text = |text: String| [Inline::Text { text, look: Look::default() }];
    writer.open(&Properties { style: "Footer", rtl: page.rtl, ..Properties::default() });
    writer.runs(&text(format!("{} ", page.page_word)), page.rtl);
    for (field, between) in [("PAGE", " / "), ("NUMPAGES", "")] {
        xml::put(
            &mut writer.xml,
            format_args!("<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"),
        );
        writer.runs(&text(between.to_owned()), page.rtl);
    }
    writer.xml.push_str("</w:p>");
    body::part("ftr", &writer.xml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_made_whole() {
        for (date, expected) in [
            ("2026-03-14", Some("2026-03-14")),
            ("2026-12", Some("2026-12-01")),
            ("2026", Some("2026-01-01")),
            ("2026-13", None),
            ("soon", None),
        ] {
            assert_eq!(whole_date(date).as_deref(), expected, "{date}");
        }
    }
}
