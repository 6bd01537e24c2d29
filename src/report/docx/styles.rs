//! The styles. Word shows those with a name of its own in its galleries, and builds tables of
//! contents from the headings among them.

use super::body;
use crate::report::around::Around;
use crate::report::office::xml;

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// The properties of its paragraphs and of its text, in the order of the schema.
    paragraph: &'static str,
    text: &'static str,
}

const fn style(id: &'static str, name: &'static str, paragraph: &'static str, text: &'static str) -> Style {
    Style { id, name, paragraph, text }
}

const PARAGRAPHS: [Style; 22] = [
    style(
        "Title",
        "Title",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"1F3864\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>",
    ),
    style(
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"400\" w:after=\"140\" w:line=\"240\" \
         w:lineRule=\"auto\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"1F3864\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>",
    ),
    style(
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"320\" w:after=\"120\" w:line=\"240\" \
         w:lineRule=\"auto\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"1F3864\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
    ),
    style(
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"260\" w:after=\"100\" w:line=\"240\" \
         w:lineRule=\"auto\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"1F3864\"/><w:sz w:val=\"23\"/><w:szCs w:val=\"23\"/>",
    ),
    style(
        "Heading4",
        "heading 4",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\" w:line=\"240\" \
         w:lineRule=\"auto\"/><w:outlineLvl w:val=\"3\"/>",
        "<w:b/><w:bCs/><w:i/><w:iCs/><w:color w:val=\"1F3864\"/>",
    ),
    style(
        "Quote",
        "Quote",
        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F4F8\"/><w:ind w:left=\"360\"/>",
        "",
    ),
    style(
        "ListBullet",
        "List Bullet",
        "<w:numPr><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"60\"/>",
        "",
    ),
    // The numbering of numbered lists is that of each list.
    style("ListNumber", "List Number", "<w:spacing w:after=\"60\"/>", ""),
    style("ListContinue", "List Continue", "<w:spacing w:after=\"60\"/><w:ind w:left=\"360\"/>", ""),
    style(
        "CodeBlock",
        "Code Block",
        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F4F8\"/>",
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Courier New\"/><w:noProof/>\
         <w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    ),
    style(
        "Rule",
        "Rule",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"A6B1C2\"/></w:pBdr>",
        "",
    ),
    // Stands behind tables.
    style(
        "Gap",
        "Gap",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>",
        "<w:sz w:val=\"8\"/><w:szCs w:val=\"8\"/>",
    ),
    // So low that it does not begin a page of its own.
    style(
        "SectionEnd",
        "Section End",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>",
        "<w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/>",
    ),
    style(
        "TableText",
        "Table Text",
        "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"17\"/><w:szCs w:val=\"18\"/>",
    ),
    style(
        "TOCHeading",
        "TOC Heading",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"400\" w:after=\"140\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"1F3864\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>",
    ),
    style(
        "TOC1",
        "toc 1",
        "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"80\" w:after=\"20\"/>\
         <w:ind w:right=\"600\"/>",
        "<w:b/><w:bCs/>",
    ),
    style(
        "TOC2",
        "toc 2",
        "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:after=\"20\"/>\
         <w:ind w:left=\"240\" w:right=\"600\"/>",
        "",
    ),
    style(
        "TOC3",
        "toc 3",
        "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:after=\"20\"/>\
         <w:ind w:left=\"480\" w:right=\"600\"/>",
        "",
    ),
    style("Header", "header", "<w:spacing w:after=\"0\"/>", SMALL),
    style(
        "HeaderLast",
        "Header Last",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"3\" w:color=\"A6B1C2\"/></w:pBdr>\
         <w:spacing w:after=\"0\"/>",
        SMALL,
    ),
    style("Footer", "footer", "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>", SMALL),
    style(
        "FootnoteText",
        "footnote text",
        "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"17\"/><w:szCs w:val=\"18\"/>",
    ),
];

const SMALL: &str = "<w:color w:val=\"44546A\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"18\"/>";

const CHARACTERS: &str = "\
    <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
    <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/>\
    <w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>\
    <w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:color w:val=\"0B5394\"/><w:u w:val=\"single\"/>\
    </w:rPr></w:style>\
    <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"InlineCode\"><w:name w:val=\"Inline Code\"/>\
    <w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" \
    w:cs=\"Courier New\"/><w:noProof/></w:rPr></w:style>";

const TABLES: &str = "\
    <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
    <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
    <w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>\
    <w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
    <w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"MnrTable\"><w:name w:val=\"Mnr Table\"/>\
    <w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>\
    <w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6B1C2\"/>\
    <w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6B1C2\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6B1C2\"/>\
    <w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6B1C2\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6B1C2\"/>\
    <w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6B1C2\"/></w:tblBorders>\
    <w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
    <w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>\
    <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"DFE6F0\"/></w:tcPr></w:tblStylePr>\
    <w:tblStylePr w:type=\"firstCol\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>\
    <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F4F8\"/></w:tcPr></w:tblStylePr></w:style>";

pub(super) fn styles(page: &Around<'_>) -> String {
    let language = xml::escaped(page.language);
    let (left, right) = if page.rtl { ("en", language.as_str()) } else { (language.as_str(), "ar") };
    let mut content = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:eastAsia=\"Calibri\" \
         w:hAnsi=\"Calibri\" w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"22\"/>\
         <w:lang w:val=\"{left}\" w:eastAsia=\"{left}\" w:bidi=\"{right}\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr>\
         </w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:qFormat/></w:style>"
    );
    for Style { id, name, paragraph, text } in PARAGRAPHS {
        // Word knows those of its own by their names.
        let own = matches!(id, "CodeBlock" | "Rule" | "Gap" | "SectionEnd" | "TableText" | "HeaderLast");
        let custom = if own { " w:customStyle=\"1\"" } else { "" };
        xml::put(
            &mut content,
            format_args!(
                "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/>{}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>",
                if id.starts_with("Heading") || id == "Title" { "<w:next w:val=\"Normal\"/>" } else { "" }
            ),
        );
    }
    content.push_str(CHARACTERS);
    content.push_str(TABLES);
    body::part("styles", &content)
}
