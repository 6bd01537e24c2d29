//! What the index holds of a provision.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::law::words::tokenizer;

/// Raised whenever fields, terms or the layout of what is stored change: an index of another number is made anew.
pub(crate) const VERSION: u32 = 11;

/// Bytes of the longest text that is one document. A longer provision is searched in parts, and is one all the same;
/// but words of two of its parts do not stand together for AND and NOT. No provision that a person wrote is so long.
pub(crate) const PART: usize = 256 << 10;

/// The fields, by what they are for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The id of the law, to take its documents out.
    pub(crate) law: Field,
    /// Law, provision and standing in one number: see [`Place`].
    pub(crate) place: Field,
    /// The page, 0 where there is none.
    pub(crate) page: Field,
    /// The text with its heading, stored as it is printed behind the mark of its language: see `tokenizer`.
    pub(crate) body: Field,
    /// The heading and the headings above.
    pub(crate) heading: Field,
    /// The titles and the number of the law, with its first provision alone: what is true of a law is not repeated
    /// with each of its provisions.
    pub(crate) title: Field,
    pub(crate) number: Field,
    pub(crate) label: Field,
    /// The rest of what a hit shows, as one line: see `record`.
    pub(crate) record: Field,
}

impl Fields {
    /// The schema with its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        // Where every text is a word or two, its length tells nothing.
        let words = |norms| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer::NAME)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
                .set_fieldnorms(norms);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut schema = Schema::builder();
        let fields = Self {
            law: schema.add_text_field("law", STRING),
            place: schema.add_u64_field("place", FAST),
            page: schema.add_u64_field("page", FAST),
            body: schema.add_text_field("body", words(true).set_stored()),
            heading: schema.add_text_field("heading", words(true)),
            title: schema.add_text_field("title", words(true)),
            number: schema.add_text_field("number", words(false)),
            label: schema.add_text_field("label", words(false)),
            record: schema.add_text_field("record", STORED),
        };
        (schema.build(), fields)
    }
}

/// Which law, which of its provisions, and how it stands there, as one number: a collector reads one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(pub(crate) u64);

const STANDING_BITS: u32 = 2;
const PROVISION_BITS: u32 = 28;

impl Place {
    pub(crate) fn new(law: u32, provision: usize, standing: u8) -> Self {
        let provision = (provision as u64) & ((1 << PROVISION_BITS) - 1);
        let law = u64::from(law) << (PROVISION_BITS + STANDING_BITS);
        Self(law | (provision << STANDING_BITS) | u64::from(standing & 3))
    }

    /// The number of the law in the table.
    pub(crate) fn law(self) -> usize {
        usize::try_from(self.0 >> (PROVISION_BITS + STANDING_BITS)).unwrap_or(usize::MAX)
    }

    /// 0 for current words, 1 for quoted ones, 2 for history, 3 for titles and formulas around the provisions.
    pub(crate) fn standing(self) -> u8 {
        (self.0 & 3) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_keeps_its_parts() {
        let place = Place::new(10_157, 70_000, 2);
        assert_eq!((place.law(), place.standing()), (10_157, 2));
        assert!(Place::new(3, 1, 0) < Place::new(3, 2, 0) && Place::new(3, 9, 3) < Place::new(4, 0, 0));
    }
}
