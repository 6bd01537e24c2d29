//! What can lie over a screen: four shapes, told apart by what keys do in them.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

use crate::model::answer::{Confidence, Stance, Status, Value};
use crate::model::draft::Draft;
use crate::model::edit::Edit;
use crate::model::format::Format;
use crate::model::id::{DomainId, EvidenceId, Iso3, PlanId, QuestionRef};
use crate::model::law::LawId;
use crate::model::plan::{ActionStatus, GapRef};
use crate::tui::field::Field;
use crate::tui::keys::Action;
use crate::tui::pinning::Passage;
use crate::tui::state::{At, Pane};

#[derive(Debug)]
pub(crate) enum Popup {
    Menu(Menu),
    Choice(Choice),
    Form(Form),
    Writing(Box<Writing>),
}

/// A list that is narrowed by typing.
#[derive(Debug)]
pub(crate) struct Menu {
    pub(crate) title: String,
    pub(crate) input: Field,
    pub(crate) items: Vec<MenuItem>,
    pub(crate) at: usize,
    pub(crate) narrowed: Narrowed,
}

/// How typing narrows a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Narrowed {
    /// By letters in their order, with gaps.
    Alike,
    /// By the number of a provision, then by words: `24` is s. 24 before s. 124.
    ByLabel,
    /// By words, each of which some word of the line begins with.
    ByWords,
}

#[derive(Debug, Clone)]
pub(crate) struct MenuItem {
    pub(crate) label: String,
    /// What stands at the right: keys, or a code.
    pub(crate) beside: String,
    pub(crate) picked: Picked,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Picked {
    Action(Action),
    Country(Iso3),
    Law(LawId),
    /// A line of the outline of the law that is read.
    Place(usize),
    Evidence(EvidenceId),
    /// The action that a question suggests.
    Suggestion(GapRef),
}

impl Menu {
    /// The items that fit what was typed, the best first.
    pub(crate) fn fitting(&self) -> Vec<&MenuItem> {
        let typed = self.input.text();
        if typed.trim().is_empty() {
            return self.items.iter().collect();
        }
        match self.narrowed {
            Narrowed::ByLabel => return by_label(&self.items, &typed),
            Narrowed::ByWords => return by_words(&self.items, &typed),
            Narrowed::Alike => {}
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&typed, CaseMatching::Ignore, Normalization::Smart);
        let labels = self
            .items
            .iter()
            .enumerate()
            .map(|(i, item)| Label(format!("{} {}", item.label, item.beside), i));
        let found = pattern.match_list(labels, &mut matcher);
        found.into_iter().filter_map(|(label, _)| self.items.get(label.1)).collect()
    }
}

/// The words of a text as they are compared.
fn plain_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.filter(|w| !w.is_empty()).map(crate::workbench::law::find::folded).collect()
}

fn by_words<'a>(items: &'a [MenuItem], typed: &str) -> Vec<&'a MenuItem> {
    let typed = plain_words(typed);
    let fits = |item: &&MenuItem| {
        let words = plain_words(&format!("{} {}", item.label, item.beside));
        typed.iter().all(|t| words.iter().any(|w| w.starts_with(t.as_str())))
    };
    items.iter().filter(fits).collect()
}

/// Items whose label has the number that was typed, then those where it begins so, then those with the words.
/// A label ends at two spaces; its last word is the number.
fn by_label<'a>(items: &'a [MenuItem], typed: &str) -> Vec<&'a MenuItem> {
    let plain = plain_words;
    let typed = plain(typed);
    let Some(number) = typed.last() else { return items.iter().collect() };
    let rank = |item: &MenuItem| {
        let (label, _) = item.label.split_once("  ").unwrap_or((&item.label, ""));
        let label = plain(label);
        let own = label.last().map_or("", String::as_str);
        let first = label.first().map_or("", String::as_str);
        // "section 24" is "s. 24"; "art. 24" is not.
        let kind = typed.len() == 1
            || typed
                .first()
                .is_some_and(|t| first.is_empty() || t.starts_with(first) || first.starts_with(t.as_str()));
        if own == number && kind {
            return Some(0);
        }
        if own.starts_with(number.as_str()) && kind {
            return Some(1);
        }
        let all = plain(&item.label);
        let has = |word: &String| all.iter().any(|w| w.starts_with(word.as_str()));
        typed.iter().all(has).then_some(2)
    };
    let mut found: Vec<(u8, &MenuItem)> = items.iter().filter_map(|i| Some((rank(i)?, i))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, item)| item).collect()
}

struct Label(String, usize);

impl AsRef<str> for Label {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A few things to choose from, below a text.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) items: Vec<(String, Chosen)>,
    pub(crate) at: usize,
    /// Lines that the text is scrolled.
    pub(crate) top: usize,
    /// What Esc means, when it is not simply going back.
    pub(crate) on_back: Option<Chosen>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Chosen {
    Nothing,
    Confidence(Option<Confidence>),
    Status(Option<Status>),
    Template(String),
    /// Write the report that is shown in a format.
    WriteAs(Format),
    Domain(Option<DomainId>),
    Audience(Option<String>),
    MakeWorkspace,
    MakeDemo,
    Quit,
    /// The version of the file stays; what was typed here is dropped.
    Theirs(Box<Edit>, Box<Edit>),
    /// The version of the file stays for now; texts that were typed here wait.
    Later(Box<Edit>),
    /// What was typed here is written over the version of the file.
    Mine(Box<Edit>),
    Recover,
    Difference,
    Discard,
    ClearAnswer,
    /// Leave an assessment although changes are not in its files.
    LeaveUnsaved,
    ReplaceReport(String, Format),
    /// A provision becomes evidence of the question that is looked for.
    Pin(Passage, Stance),
    /// The searches of the question are run.
    Suggest,
    /// What was found was looked at and answers nothing.
    Absent(QuestionRef),
    /// An item that is there becomes evidence of the question that is shown.
    Link(EvidenceId, Stance),
    OpenPassage(EvidenceId),
    Confirm(EvidenceId),
    Again(EvidenceId),
    /// How far an action or a training of the plan has come.
    ActionStatus(PlanId, ActionStatus),
    /// A place of the checklist.
    GoTo(At, Pane),
}

/// Rows of choices and single lines.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) purpose: FormFor,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) rows: Vec<FormRow>,
    pub(crate) at: usize,
    /// Lines that the text is scrolled.
    pub(crate) top: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FormFor {
    /// Level and target of a capability.
    Level(At),
    New(Iso3),
    Filter,
    Find,
    /// Which laws are searched.
    Laws,
}

#[derive(Debug)]
pub(crate) struct FormRow {
    pub(crate) label: String,
    pub(crate) input: Input,
}

#[derive(Debug)]
pub(crate) enum Input {
    Pick {
        options: Vec<String>,
        at: usize,
    },
    Line(Field),
    /// A text that may be long: soft wrap, several rows.
    Text(Field),
}

impl FormRow {
    pub(crate) fn pick(label: &str, options: Vec<String>, at: usize) -> Self {
        Self { label: label.to_owned(), input: Input::Pick { options, at } }
    }

    pub(crate) fn line(label: &str, text: &str) -> Self {
        Self { label: label.to_owned(), input: Input::Line(Field::line(text)) }
    }

    pub(crate) fn long(label: &str, text: &str) -> Self {
        Self { label: label.to_owned(), input: Input::Text(Field::block(text)) }
    }

    /// Rows of the screen.
    pub(crate) fn height(&self) -> u16 {
        match self.input {
            Input::Pick { .. } | Input::Line(_) => 1,
            Input::Text(_) => 3,
        }
    }

    pub(crate) fn picked(&self) -> usize {
        match &self.input {
            Input::Pick { at, .. } => *at,
            Input::Line(_) | Input::Text(_) => 0,
        }
    }

    pub(crate) fn text(&self) -> String {
        match &self.input {
            Input::Pick { .. } => String::new(),
            Input::Line(field) | Input::Text(field) => field.text().trim().to_owned(),
        }
    }
}

/// A text of several lines for one field of one answer.
#[derive(Debug)]
pub(crate) struct Writing {
    pub(crate) at: At,
    pub(crate) field: Field,
    /// Which field of which answer, and what it held before.
    pub(crate) draft: Draft,
    /// The answer to give together with the text: `not_applicable` needs its reason.
    pub(crate) with: Option<Value>,
    pub(crate) title: String,
}
