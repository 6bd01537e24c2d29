//! What the elements of Akoma Ntoso are to the reader.

use crate::model::law::UnitKind;

/// How an element is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A unit that is cited, or that frames such units.
    Unit(UnitKind),
    /// A preamble or the concluding words: a unit whose text has no heading.
    Plain(UnitKind),
    /// A unit below the section: its number goes in front of its text.
    Below,
    /// Its text is one paragraph.
    Text,
    /// An item of a list.
    Item,
    Number,
    Heading,
    Subheading,
    Table,
    Row,
    Cell,
    /// Words of an editor, or a footnote.
    Note,
    Break,
    /// Not part of the text.
    Left,
    /// The text of another law, quoted.
    Quoted,
    Inline,
    /// It only groups what is in it.
    Group,
}

/// The role of an element. `name` is the attribute, which generic elements are told apart by; `inside` is
/// whether a section or article is open.
pub(super) fn role(element: &str, name: Option<&str>, inside: bool) -> Role {
    let unit = |kind: UnitKind| if inside { Role::Below } else { Role::Unit(kind) };
    match element {
        "book" | "tome" => unit(UnitKind::Book),
        "title" => unit(UnitKind::Title),
        "part" => unit(UnitKind::Part),
        "chapter" => unit(UnitKind::Chapter),
        "division" => unit(UnitKind::Division),
        "subdivision" | "subpart" | "subchapter" | "subtitle" => unit(UnitKind::Subdivision),
        "article" => unit(UnitKind::Article),
        "section" | "clause" => unit(UnitKind::Section),
        "rule" => unit(UnitKind::Rule),
        "paragraph" => unit(UnitKind::Paragraph),
        "transitional" => unit(UnitKind::FinalProvision),
        "crossHeading" | "crossheading" => unit(UnitKind::Other),
        // A schedule stands apart wherever it is put.
        "attachment" | "component" | "annex" | "schedule" => Role::Unit(UnitKind::Schedule),
        "hcontainer" | "container" | "tblock" => named(name, inside),
        "preamble" => Role::Plain(UnitKind::Preamble),
        "conclusions" => Role::Plain(UnitKind::Other),
        "subsection" | "subparagraph" | "subrule" | "subclause" | "clauses" | "list" | "point" | "indent"
        | "alinea" | "sublist" | "level" | "proviso" | "blockList" => Role::Below,
        "item" | "li" => Role::Item,
        "num" => Role::Number,
        "heading" => Role::Heading,
        "subheading" | "subHeading" => Role::Subheading,
        "p" | "block" | "listIntroduction" | "listWrapUp" | "listConclusion" | "caption" | "from" | "h1"
        | "h2" | "h3" | "h4" | "h5" | "h6" | "tocItem" => Role::Text,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "authorialNote" | "remark" | "note" => Role::Note,
        "eol" | "br" => Role::Break,
        "meta" | "staticContent" | "toc" | "del" | "img" | "header" | "footer" => Role::Left,
        "quotedStructure" | "embeddedStructure" => Role::Quoted,
        "akomaNtoso" | "act" | "bill" | "doc" | "statement" | "officialGazette" | "documentCollection"
        | "body" | "mainBody" | "collectionBody" | "attachments" | "components" | "content" | "intro"
        | "wrapUp" | "wrap" | "preface" | "coverPage" | "formula" | "recitals" | "recital" | "citations"
        | "citation" | "longTitle" | "foreign" | "ul" | "ol" | "div" | "tbody" | "thead" | "tfoot"
        | "portion" | "portionBody" | "fragment" | "fragmentBody" | "amendment" | "amendmentBody"
        | "judgment" | "judgmentBody" | "debate" | "debateBody" | "blockContainer" | "preambleBody"
        | "authorialNotes" => Role::Group,
        _ => Role::Inline,
    }
}

fn named(name: Option<&str>, inside: bool) -> Role {
    let name = name.unwrap_or_default().to_lowercase();
    match name.as_str() {
        "schedule" | "annex" | "appendix" | "attachment" => Role::Unit(UnitKind::Schedule),
        "crossheading" if !inside => Role::Unit(UnitKind::Other),
        "preamble" => Role::Plain(UnitKind::Preamble),
        "book" | "title" | "part" | "chapter" | "division" | "subdivision" | "subpart" | "article"
        | "section" | "rule" | "paragraph" => role(&name, None, inside),
        _ => Role::Below,
    }
}

/// Whether units in this one are no longer told apart: its text is theirs.
pub(super) fn holds_text(kind: UnitKind) -> bool {
    matches!(
        kind,
        UnitKind::Article
            | UnitKind::Section
            | UnitKind::Rule
            | UnitKind::Paragraph
            | UnitKind::FinalProvision
    )
}
