//! What became of the words that answers rest on: every passage of an assessment looked for in the laws as they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::law::anchor;
pub(crate) use crate::law::anchor::Piece;
use crate::law::anchor::Traced;
use crate::model::date::Date;
use crate::model::evidence::{Anchor, Confirmation, Detail, Evidence, Trace};
use crate::model::id::{AssessmentId, EvidenceId, RoleId};
use crate::model::law::LawId;
use crate::workbench::error::WorkbenchError;
use crate::workbench::evidence::PATIENCE;
use crate::workbench::law::ReadingProcess;
use crate::workbench::law::shelf::OpenLaw;
use crate::workbench::naming;
use crate::workbench::open::Workbench;

/// What is known of one passage now.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) trace: Trace,
    /// Somebody looked at what it is now, and said that the answer stands.
    pub(crate) confirmed: bool,
    /// Where the words stand now: id and label.
    pub(crate) provision: Option<(String, String)>,
    /// Of the provision as it is now.
    pub(crate) sha256: Option<String>,
    /// The wording that is in the library now.
    pub(crate) version: Option<Date>,
    /// How much of the quotation is there, between 0 and 1.
    pub(crate) likeness: f64,
    /// The quoted words stand as they were, whatever happened around them.
    pub(crate) intact: bool,
    pub(crate) difference: Vec<Piece>,
}

impl Standing {
    /// Whether answers that rest on it are to be looked at again.
    pub(crate) fn is_suspect(&self) -> bool {
        self.trace.is_suspect() && !self.confirmed
    }

    /// Of a law that is not in the library.
    fn unknown() -> Self {
        Self::of(Trace::NotInLibrary, 0.0)
    }

    fn of(trace: Trace, likeness: f64) -> Self {
        Self {
            trace,
            confirmed: false,
            provision: None,
            sha256: None,
            version: None,
            likeness,
            intact: trace == Trace::Same,
            difference: Vec::new(),
        }
    }
}

/// What is known of every passage, by the id of its item.
pub(crate) type Standings = BTreeMap<EvidenceId, Standing>;

/// Whether the newest confirmation is of what is there now.
fn is_confirmed(anchor: &Anchor, standing: &Standing) -> bool {
    let provision = standing.provision.as_ref().map(|(eid, _)| eid);
    anchor.confirmed.last().is_some_and(|c| {
        c.found == standing.trace && c.sha256 == standing.sha256 && c.provision.as_ref() == provision
    })
}

/// The provisions in which the words of some anchor stand unchanged, be it under another number.
fn taken(anchors: &[(&EvidenceId, &Anchor)], open: &OpenLaw) -> BTreeSet<usize> {
    let none = BTreeSet::new();
    let found = anchors.iter().map(|(_, anchor)| anchor::trace(anchor, &open.law, &open.text, &none));
    let unchanged = found.filter(|t| matches!(t.trace, Trace::Same | Trace::Moved));
    unchanged.filter_map(|t| t.provision).collect()
}

fn standing(anchor: &Anchor, open: &OpenLaw, taken: &BTreeSet<usize>) -> Standing {
    let traced: Traced = anchor::trace(anchor, &open.law, &open.text, taken);
    let intact = traced.is_intact();
    let now = traced.provision.and_then(|i| open.text.provisions.get(i));
    let mut standing = Standing {
        trace: traced.trace,
        confirmed: false,
        provision: now.map(|p| (p.eid.clone(), p.label.clone())),
        sha256: now.map(|p| p.sha256.clone()),
        version: open.law.version.clone(),
        likeness: traced.likeness,
        intact,
        difference: traced.difference,
    };
    standing.confirmed = is_confirmed(anchor, &standing);
    standing
}

impl Workbench {
    /// Looks for every passage among some items. A law of which not a byte changed is not read.
    pub(crate) fn standings<'a>(
        &self,
        items: impl IntoIterator<Item = &'a Evidence>,
        reading: &ReadingProcess,
    ) -> Standings {
        let mut by_law: BTreeMap<&LawId, Vec<(&EvidenceId, &Anchor)>> = BTreeMap::new();
        for item in items {
            if let Some(anchor) = item.anchor() {
                by_law.entry(&anchor.law).or_default().push((&item.id, anchor));
            }
        }
        let mut standings = Standings::new();
        for (id, anchors) in by_law {
            let law = self.workspace.law(id).ok().flatten();
            let Some(law) = law else {
                standings.extend(anchors.into_iter().map(|(item, _)| (item.clone(), Standing::unknown())));
                continue;
            };
            let bytes = self.workspace.received(&law).ok();
            let now = bytes.map(|bytes| crate::store::library::sha256(&bytes));
            let untouched = |anchor: &Anchor| {
                anchor.file_sha256.is_some()
                    && anchor.file_sha256 == now
                    && (anchor.status == Some(law.status)
                        || law.status != crate::model::country::LawStatus::Repealed)
            };
            let mut open = None;
            for (item, anchor) in &anchors {
                let (item, anchor) = (*item, *anchor);
                if untouched(anchor) {
                    let same = Standing { version: law.version.clone(), ..Standing::of(Trace::Same, 1.0) };
                    standings.insert(item.clone(), same);
                    continue;
                }
                let open = open.get_or_insert_with(|| {
                    let open = self.open_law(id, reading).ok()?;
                    Some((taken(&anchors, &open), open))
                });
                let found = open.as_ref();
                let found =
                    found.map_or_else(Standing::unknown, |(taken, open)| standing(anchor, open, taken));
                standings.insert(item.clone(), found);
            }
        }
        standings
    }

    /// Records that somebody looked at what became of a passage, and that the answers stand. Gives the item.
    pub(crate) fn confirm_passage(
        &self,
        id: &AssessmentId,
        evidence: &EvidenceId,
        (date, by, note): (Date, Option<RoleId>, Option<String>),
        reading: &ReadingProcess,
    ) -> Result<(Evidence, Standing), WorkbenchError> {
        let assessment = self.assessment(id)?;
        let (items, _) = self.workspace.evidence(id);
        let known: Vec<String> = items.keys().map(ToString::to_string).collect();
        let item = items.get(evidence);
        let item = item.ok_or_else(|| naming::unknown("evidence item", evidence.as_str(), &known))?;
        let standing = self.standings([item], reading).remove(evidence);
        let Some(standing) = standing else {
            return Err(WorkbenchError::NoPassage { id: evidence.clone() });
        };
        if !standing.is_suspect() {
            return Ok((item.clone(), standing));
        }
        let (provision, label) = standing.provision.clone().unzip();
        let confirmation = Confirmation {
            found: standing.trace,
            provision,
            label,
            sha256: standing.sha256.clone(),
            version: standing.version.clone(),
            date,
            by: Self::role(&assessment, by),
            note,
        };
        let item = self.workspace.change_evidence(id, evidence, PATIENCE, |item| {
            if let Detail::Passage(anchor) = &mut item.detail {
                anchor.confirmed.push(confirmation);
            }
        })?;
        Ok((item, Standing { confirmed: true, ..standing }))
    }
}
