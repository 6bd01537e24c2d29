//! Frames while a text is walked through: which are open, how deep they stand, what they are called.

use crate::law::provisions::label::{id_number, id_word};
use crate::law::provisions::mark::{Mark, What};
use crate::law::provisions::series::Role;
use crate::model::law::UnitKind;

/// An open frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) rank: u8,
    pub(super) id: String,
    pub(super) label: String,
    pub(super) heading: Option<String>,
    /// Its place in the outline.
    pub(super) entry: usize,
}

impl Frame {
    /// As it stands in the path of a provision: "PART III Offences".
    pub(super) fn path(&self) -> String {
        match (&self.heading, self.label.is_empty()) {
            (Some(heading), true) => heading.clone(),
            (Some(heading), false) => format!("{} {heading}", self.label),
            (None, _) => self.label.clone(),
        }
    }
}

/// How deep each kind of frame stands in this text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranks {
    part: u8,
    division: u8,
    /// Headings without word and number: above everything, or below.
    bare: u8,
}

impl Ranks {
    /// Books hold titles, titles hold chapters. Parts and divisions ("Sección", "Section") stand above all
    /// of these where they come first, else right below what they first come under.
    pub(super) fn of(marks: &[Mark], roles: &[Role]) -> Self {
        let mut ranks = Self { part: 0, division: 0, bare: 40 };
        let mut above = None::<u8>;
        for (mark, role) in marks.iter().zip(roles) {
            let (What::Frame(_) | What::Leaf(_), Role::Frame(kind)) = (mark.what, role) else { continue };
            let place = match kind {
                UnitKind::Part => &mut ranks.part,
                UnitKind::Division => &mut ranks.division,
                _ => {
                    above = Some(fixed(*kind));
                    continue;
                }
            };
            if *place == 0 {
                *place = above.map_or(2, |rank| rank + 1);
            }
            above = Some(*place);
        }
        let chapters = roles.contains(&Role::Frame(UnitKind::Chapter));
        if roles.contains(&Role::Frame(UnitKind::Part)) && !chapters {
            ranks.bare = 1;
        }
        ranks
    }

    pub(super) fn rank(self, kind: Option<UnitKind>) -> u8 {
        match kind {
            None => self.bare,
            Some(UnitKind::Part) => self.part,
            Some(UnitKind::Division) => self.division,
            Some(kind) => fixed(kind),
        }
    }
}

fn fixed(kind: UnitKind) -> u8 {
    match kind {
        UnitKind::Book => 5,
        UnitKind::Title => 10,
        UnitKind::Article | UnitKind::Chapter => 15,
        UnitKind::Subdivision => 25,
        _ => 30,
    }
}

/// The id of a frame by itself: `part_III`.
pub(super) fn id_of(kind: UnitKind, mark: &Mark) -> String {
    match &mark.number {
        Some(number) => format!("{}_{}", id_word(kind), id_number(number)),
        None => id_word(kind).to_owned(),
    }
}
