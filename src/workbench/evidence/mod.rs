//! What answers rest on: pinning passages of law, recording that a search found nothing, following what becomes of
//! quoted words when a law changes.

pub(crate) mod absence;
pub(crate) mod cite;
mod cited;
pub(crate) mod confidence;
mod ids;
pub(crate) mod list;
pub(crate) mod suggest;
mod suspects;
pub(crate) mod trace;

use std::time::Duration;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);
