//! The one table of keys.

use crate::tui::keys::{Action, Place};

const SCREENS: &[Place] = &[
    Place::Home,
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Plan,
    Place::Hits,
    Place::Facets,
    Place::Outline,
    Place::Text,
];
/// The same, and where a query is typed.
const EVERY_SCREEN: &[Place] = &[
    Place::Home,
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Plan,
    Place::Query,
    Place::Hits,
    Place::Facets,
    Place::Outline,
    Place::Text,
];
const CHECKLIST: &[Place] = &[Place::Tree, Place::Questions, Place::Detail];
const ANSWERING: &[Place] = &[Place::Questions, Place::Detail];
const OPEN: &[Place] =
    &[Place::Tree, Place::Questions, Place::Detail, Place::Gaps, Place::Report, Place::Plan];
/// All screens of an assessment, and those that may be opened from them, where letters are keys.
const ASSESSED: &[Place] = &[
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Plan,
    Place::Hits,
    Place::Facets,
    Place::Outline,
    Place::Text,
];
/// Where answers and levels are changed. The plan is not: what is undone there would be out of sight.
const CHANGED: &[Place] = &[Place::Tree, Place::Questions, Place::Detail, Place::Gaps, Place::Report];
const BESIDE_HOME: &[Place] = &[
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Plan,
    Place::Query,
    Place::Hits,
    Place::Facets,
    Place::Outline,
    Place::Text,
];
const READING: &[Place] = &[
    Place::Home,
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Plan,
    Place::Hits,
    Place::Facets,
    Place::Outline,
    Place::Text,
    Place::Choice,
];
const LISTS: &[Place] = &[
    Place::Home,
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Plan,
    Place::Query,
    Place::Hits,
    Place::Facets,
    Place::Outline,
    Place::Text,
    Place::Menu,
    Place::Choice,
    Place::Form,
];
const SEARCHED: &[Place] =
    &[Place::Tree, Place::Questions, Place::Detail, Place::Report, Place::Outline, Place::Text];
const FOUND: &[Place] = &[
    Place::Home,
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Report,
    Place::Hits,
    Place::Facets,
    Place::Outline,
    Place::Text,
];
const ZOOMED: &[Place] = &[
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Plan,
    Place::Outline,
    Place::Text,
];
const COPIED: &[Place] = &[
    Place::Tree,
    Place::Questions,
    Place::Detail,
    Place::Gaps,
    Place::Report,
    Place::Hits,
    Place::Outline,
    Place::Text,
];
/// Where a provision is selected, to be cited.
const PROVISION: &[Place] = &[Place::Hits, Place::Outline, Place::Text];
/// Where it can be recorded that nothing was found.
const RECORDED: &[Place] = &[Place::Questions, Place::Detail, Place::Hits];
const READER: &[Place] = &[Place::Outline, Place::Text];
const COUNTED: &[Place] = &[Place::Hits, Place::Facets];

/// One action, where it can be done, and by which keys. The first key is the one that is shown.
pub(crate) struct Binding {
    pub(crate) action: Action,
    pub(crate) places: &'static [Place],
    pub(crate) keys: &'static [&'static str],
    /// Whether the line at the foot of the screen names it.
    pub(crate) footer: bool,
}

const fn shown(action: Action, places: &'static [Place], keys: &'static [&'static str]) -> Binding {
    Binding { action, places, keys, footer: true }
}

const fn more(action: Action, places: &'static [Place], keys: &'static [&'static str]) -> Binding {
    Binding { action, places, keys, footer: false }
}

/// The table. Its order is the order of the footer and of the help.
pub(crate) const TABLE: &[Binding] = &[
    shown(Action::Choose, LISTS, &["enter"]),
    shown(Action::Accept, &[Place::Field], &["esc", "ctrl-s"]),
    shown(Action::Accept, &[Place::Form], &["ctrl-s"]),
    shown(Action::Editor, &[Place::Field], &["ctrl-e", "f9"]),
    shown(Action::Editor, ANSWERING, &["e", "f9"]),
    shown(Action::Met, ANSWERING, &["1"]),
    shown(Action::Partly, ANSWERING, &["2"]),
    shown(Action::NotMet, ANSWERING, &["3"]),
    more(Action::NotApplicable, ANSWERING, &["4"]),
    more(Action::Unknown, ANSWERING, &["5"]),
    more(Action::Confirm, ANSWERING, &["="]),
    more(Action::Clear, ANSWERING, &["0", "delete"]),
    shown(Action::Reason, ANSWERING, &["r"]),
    shown(Action::Flag, ANSWERING, &["f"]),
    more(Action::Note, ANSWERING, &["o"]),
    more(Action::Confidence, ANSWERING, &["c"]),
    more(Action::Status, ANSWERING, &["s"]),
    shown(Action::Level, &[Place::Tree, Place::Questions, Place::Detail, Place::Gaps], &["L"]),
    shown(Action::NextOpen, CHECKLIST, &["a"]),
    more(Action::NextUnknown, CHECKLIST, &["w"]),
    more(Action::NextFlagged, CHECKLIST, &["F"]),
    shown(Action::Filter, CHECKLIST, &["i"]),
    more(Action::ClearFilter, CHECKLIST, &["I"]),
    shown(Action::New, &[Place::Home], &["n", "insert"]),
    shown(Action::Search, &[Place::Home], &["f3"]),
    shown(Action::Export, &[Place::Home], &["w"]),
    shown(Action::Domain, &[Place::Gaps], &["d"]),
    shown(Action::Audience, &[Place::Gaps], &["a"]),
    shown(Action::HowFar, &[Place::Plan], &["s"]),
    shown(Action::Take, &[Place::Plan], &["t"]),
    shown(Action::ToQuestion, &[Place::Plan], &["o"]),
    more(Action::Search, BESIDE_HOME, &["f3"]),
    shown(Action::Filter, &[Place::Query], &["ctrl-f"]),
    shown(Action::Filter, COUNTED, &["i", "ctrl-f"]),
    more(Action::ClearFilter, COUNTED, &["I"]),
    shown(Action::Suggest, ANSWERING, &["p"]),
    shown(Action::Pin, PROVISION, &["p"]),
    shown(Action::Select, &[Place::Text], &["v"]),
    more(Action::Absent, RECORDED, &["x"]),
    more(Action::Evidence, OPEN, &["E"]),
    shown(Action::Cite, PROVISION, &["y"]),
    shown(Action::Jump, READER, &[":"]),
    shown(Action::Facts, PROVISION, &["f"]),
    more(Action::Laws, EVERY_SCREEN, &["ctrl-o"]),
    more(Action::QueryHelp, &[Place::Query, Place::Hits, Place::Facets], &["ctrl-t"]),
    shown(Action::Template, &[Place::Report], &["t"]),
    shown(Action::Write, &[Place::Report], &["w"]),
    shown(Action::WriteAs, &[Place::Report], &["f"]),
    shown(Action::Find, FOUND, &["/"]),
    more(Action::FindNext, SEARCHED, &["n"]),
    more(Action::FindPrevious, SEARCHED, &["N"]),
    more(Action::NextProvision, READER, &["]"]),
    more(Action::PreviousProvision, READER, &["["]),
    shown(Action::Undo, CHANGED, &["u", "ctrl-z"]),
    more(Action::Redo, CHANGED, &["U", "ctrl-y"]),
    more(Action::Up, READING, &["up", "k"]),
    more(Action::Down, READING, &["down", "j"]),
    more(Action::Up, &[Place::Query, Place::Menu, Place::Form], &["up"]),
    more(Action::Down, &[Place::Query, Place::Menu, Place::Form], &["down"]),
    more(Action::Left, READING, &["left", "h"]),
    more(Action::Right, READING, &["right", "l"]),
    more(Action::PageUp, LISTS, &["pageup"]),
    more(Action::PageDown, LISTS, &["pagedown"]),
    more(Action::Top, READING, &["home", "g"]),
    more(Action::Bottom, READING, &["end", "G"]),
    more(Action::NextPane, LISTS, &["tab"]),
    more(Action::PreviousPane, LISTS, &["shift-tab"]),
    more(Action::Back, LISTS, &["esc"]),
    more(Action::Home, EVERY_SCREEN, &["f4"]),
    more(Action::Checklist, BESIDE_HOME, &["f5"]),
    more(Action::Gaps, BESIDE_HOME, &["f6"]),
    more(Action::Report, BESIDE_HOME, &["f7"]),
    more(Action::Plan, ASSESSED, &["P", "f11"]),
    more(Action::Plan, &[Place::Query], &["f11"]),
    more(Action::Zoom, ZOOMED, &["z", "f8"]),
    more(Action::Save, OPEN, &["ctrl-s"]),
    more(Action::Refresh, EVERY_SCREEN, &["ctrl-r"]),
    more(Action::Copy, CHANGED, &["y"]),
    more(Action::CopyToFile, COPIED, &["Y"]),
    more(Action::Mouse, SCREENS, &["m"]),
    more(Action::Direction, SCREENS, &["D"]),
    more(Action::Suspend, SCREENS, &["ctrl-x"]),
    shown(Action::Palette, EVERY_SCREEN, &["f2", "ctrl-p"]),
    shown(Action::Help, SCREENS, &["f1", "?"]),
    shown(Action::Help, &[Place::Query], &["f1"]),
    more(Action::Help, &[Place::Menu, Place::Choice, Place::Form, Place::Field], &["f1"]),
    shown(Action::Quit, SCREENS, &["q", "f10", "ctrl-c"]),
    shown(Action::Quit, &[Place::Query], &["f10", "ctrl-c"]),
];
