//! Texts without numbered provisions: one piece a page, or one for about two thousand characters.

use std::collections::HashMap;

use crate::law::provisions::joined::{Joined, joined};
use crate::law::provisions::{OutlineEntry, Recognised};
use crate::law::reflow::{Dress, Para};
use crate::model::law::{Provision, Span, Standing, UnitKind};

/// A piece without pages has about this many bytes.
const PIECE: usize = 2000;

pub(super) fn cut(paras: &[Para]) -> Recognised {
    let Joined { text: mut cut, spans } = joined(paras);
    let paged = paras.iter().any(|p| p.page.is_some());
    let mut open = None::<(Span, Option<u32>)>;
    let mut pieces = Vec::new();
    for (para, span) in paras.iter().zip(spans) {
        let parts = open.is_some_and(|(piece, page)| {
            if paged {
                para.page.is_some() && para.page != page
            } else {
                let heading =
                    matches!(para.dress, Dress::Heading(_) | Dress::Strong) && piece.len() * 4 >= PIECE;
                heading || span.end.saturating_sub(piece.start) > PIECE
            }
        });
        match &mut open {
            Some((piece, _)) if !parts => piece.end = span.end,
            _ => pieces.extend(open.replace((span, para.page))),
        }
    }
    pieces.extend(open);
    let mut ids: HashMap<String, usize> = HashMap::new();
    for (order, (span, page)) in pieces.into_iter().enumerate() {
        let number = page.map_or(order + 1, |p| usize::try_from(p).unwrap_or(order + 1));
        let (kind, eid, label) = if paged {
            (UnitKind::Page, format!("page_{number}"), format!("p. {number}"))
        } else {
            (UnitKind::Paragraph, format!("para_{number}"), format!("¶ {number}"))
        };
        // A reader may come back to a page.
        let count = ids.entry(eid.clone()).or_default();
        *count += 1;
        let eid = if *count > 1 { format!("{eid}__{count}") } else { eid };
        cut.outline.push(OutlineEntry {
            label: label.clone(),
            heading: None,
            depth: 1,
            span,
            provision: Some(order),
        });
        cut.provisions.push(Provision {
            eid,
            derived: true,
            kind,
            number: Some(number.to_string()),
            label,
            heading: None,
            path: Vec::new(),
            page,
            span,
            standing: Standing::Current,
            sha256: String::new(),
        });
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::provisions::tests::{ids, labels, of, text};

    #[test]
    fn without_structure_pages_or_pieces_are_cited() {
        let paged = text("A plan for children.\n\u{c}It goes on here.\n\u{c}And ends.\n", "en");
        assert_eq!(ids(&paged), ["page_1", "page_2", "page_3"]);
        assert_eq!(labels(&paged), ["p. 1", "p. 2", "p. 3"]);
        assert_eq!(of(&paged, "page_2").kind, UnitKind::Page);
        let long = "A sentence of a plan that has no numbers at all.\n\n".repeat(100);
        let pieces = text(&long, "en");
        assert_eq!(pieces.provisions.len(), 3);
        assert_eq!(labels(&pieces), ["¶ 1", "¶ 2", "¶ 3"]);
        assert!(pieces.provisions.iter().all(|p| p.span.len() <= 2100));
    }
}
