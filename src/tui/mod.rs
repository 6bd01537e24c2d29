//! The screens: `Event` → `update(&mut State, Event) -> Vec<Effect>` → `view(&State, &mut Frame)`.
//!
//! `update` is the only function that changes the state and does nothing else; `view` only looks;
//! `shell` carries out effects through the workbench; `terminal` is entered and given back.

mod checklist;
mod chosen;
mod drafts;
mod event;
mod evidence_menu;
mod field;
mod forms;
mod gaps;
mod home;
mod key_table;
mod keys;
mod law_menus;
mod lawtext;
mod layout;
mod library;
mod manual;
mod menus;
mod pinning;
mod plan;
mod plan_entries;
mod popup;
mod popups;
mod preview;
mod reader;
mod rtl;
mod run;
mod search;
mod settings;
mod shell;
mod shell_evidence;
mod shell_law;
mod shell_plan;
mod state;
mod terminal;
mod text;
mod theme;
mod timeline;
mod told;
mod update;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use manual::manual;
pub(crate) use run::run;
pub(crate) use settings::{Ended, Settings};
pub(crate) use words::Words;
