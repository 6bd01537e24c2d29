//! `country-profiles/treaties.yaml`: the titles of the treaties that profiles speak of by id.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::store::fields::TextField;

/// The treaties that a profile may name, in the order they are listed in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Treaties", inline)]
pub(crate) struct TreatiesFile {
    pub(crate) treaties: IndexMap<String, TreatyTitle>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TreatyTitle {
    pub(crate) title: TextField,
    /// The organisation that keeps the treaty.
    pub(crate) depositary: String,
}
