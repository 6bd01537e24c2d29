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
    /// Title by id.
    pub(crate) treaties: IndexMap<String, TextField>,
}
