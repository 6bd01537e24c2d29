//! Files that mark their units themselves, taken as they are.

use super::*;
use crate::law::provisions::recognise;
use crate::law::provisions::tests::{checked, ids, of};

fn given(kind: UnitKind, depth: u8, eid: &str, number: &str, heading: &str) -> Block {
    Block {
        kind: BlockKind::Heading(depth),
        text: format!("{number} {heading}"),
        unit: Some(GivenUnit {
            kind,
            depth,
            eid: (!eid.is_empty()).then(|| eid.to_owned()),
            number: (!number.is_empty()).then(|| number.to_owned()),
            heading: (!heading.is_empty()).then(|| heading.to_owned()),
        }),
        ..Block::default()
    }
}

fn words(text: &str) -> Block {
    Block { text: text.to_owned(), ..Block::default() }
}

#[test]
fn given_units_are_taken_as_they_are() {
    let blocks = vec![
        words("By-law on safety"),
        given(UnitKind::Part, 1, "part_1", "1", "General"),
        words("This part is general."),
        given(UnitKind::Section, 2, "part_1__sec_1", "1.", "Title"),
        words("This is the by-law."),
        given(UnitKind::Paragraph, 3, "part_1__sec_1__para_a", "(a)", ""),
        words("an item"),
        given(UnitKind::Section, 2, "part_1__sec_2", "2.", "Duties"),
        words("Duties are kept."),
        given(UnitKind::Schedule, 1, "", "1", "Forms"),
        words("Forms are these."),
        given(UnitKind::Section, 2, "", "1.", "A form"),
        words("A line to fill in."),
    ];
    let found = checked(recognise(&Document { blocks, ..Document::default() }, "en"));
    assert_eq!(
        ids(&found),
        ["preamble", "part_1__intro", "part_1__sec_1", "part_1__sec_2", "sched_1__intro", "sched_1__sec_1"]
    );
    assert!(!of(&found, "part_1__sec_1").derived && of(&found, "sched_1__sec_1").derived);
    assert_eq!(of(&found, "part_1__sec_2").path, ["Part 1 General"]);
    assert_eq!(of(&found, "sched_1__sec_1").path, ["Sch. 1 Forms"]);
    assert!(of(&found, "part_1__sec_1").span.of(&found.text).ends_with("an item"));
    assert_eq!(of(&found, "part_1__sec_2").label, "s. 2");
}
