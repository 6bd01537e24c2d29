//! What a report is given of laws: every quoted passage with its citation and what became of it, and the library.

use std::collections::BTreeMap;

use crate::law::cite;
use crate::model::evidence::{Anchor, Evidence};
use crate::model::id::{EvidenceId, Iso3};
use crate::model::law::LawId;
use crate::model::problem::Problem;
use crate::report::legislation::{Became, Passage, Passages, Shelved};
use crate::store::library::sha256;
use crate::workbench::evidence::trace::{Piece, Standing};
use crate::workbench::law::ReadingProcess;
use crate::workbench::law::shelf::OpenLaw;
use crate::workbench::open::Workbench;

/// How a passage is cited: as its provision is, where that stands in the law as it was read; else by its label.
fn citation(anchor: &Anchor, open: &OpenLaw) -> String {
    let as_read = |p: &crate::model::law::Provision| {
        p.eid == anchor.provision && anchor.sha256.as_ref().is_none_or(|hash| *hash == p.sha256)
    };
    match open.text.provisions.iter().position(as_read) {
        Some(index) => open.citation(index, None),
        None => cite::citation(&open.law, &open.country, &anchor.label),
    }
}

fn passage(citation: String, standing: Standing) -> Passage {
    let piece = |piece: Piece| match piece {
        Piece::Kept(words) => (Became::Kept, words),
        Piece::Removed(words) => (Became::Removed, words),
        Piece::Added(words) => (Became::Added, words),
    };
    Passage {
        citation,
        trace: standing.trace,
        confirmed: standing.confirmed,
        provision: standing.provision,
        version: standing.version,
        likeness: standing.likeness,
        intact: standing.intact,
        difference: standing.difference.into_iter().map(piece).collect(),
    }
}

impl Workbench {
    /// What is known of every passage among the items.
    pub(crate) fn passages(
        &self,
        items: &BTreeMap<EvidenceId, Evidence>,
        reading: &ReadingProcess,
    ) -> Passages {
        let mut standings = self.standings(items.values(), reading);
        let mut laws: BTreeMap<&LawId, Option<OpenLaw>> = BTreeMap::new();
        let mut passages = Passages::new();
        for item in items.values() {
            let (Some(anchor), Some(standing)) = (item.anchor(), standings.remove(&item.id)) else {
                continue;
            };
            let open = laws.entry(&anchor.law).or_insert_with(|| self.open_law(&anchor.law, reading).ok());
            let citation = open.as_ref().map_or_else(|| item.citation.clone(), |open| citation(anchor, open));
            passages.insert(item.id.clone(), passage(citation, standing));
        }
        passages
    }

    /// The laws of a country by id, with the fingerprints of their files as they are, and what could not be read.
    pub(crate) fn shelved_laws(&self, country: &Iso3) -> (Vec<Shelved>, Vec<Problem>) {
        let (mut shelved, mut problems) = (Vec::new(), Vec::new());
        let listed = self.workspace.laws().laws;
        for (id, _) in listed.into_iter().filter(|(id, _)| id.country == *country) {
            let law = match self.workspace.law(&id) {
                Ok(Some(law)) => law,
                Ok(None) => continue,
                Err(found) => {
                    problems.extend(found);
                    continue;
                }
            };
            match self.workspace.received(&law) {
                Ok(bytes) => shelved.push(Shelved { sha256: sha256(&bytes), law }),
                Err(problem) => problems.push(problem),
            }
        }
        (shelved, problems)
    }
}
