//! All that can happen, and all that the screens can ask to be done.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::model::answer::Stance;
use crate::model::draft::Draft;
use crate::model::edit::Edit;
use crate::model::format::Format;
use crate::model::id::{AssessmentId, EvidenceId, FrameworkId, Iso3, PlanId, QuestionRef};
use crate::model::law::LawId;
use crate::model::plan::ActionStatus;
use crate::model::text::Language;
use crate::tui::library::{Book, LibraryFacts, Refusal};
use crate::tui::pinning::Passage;
use crate::workbench::Opened;
use crate::workbench::answering::NewAssessment;
use crate::workbench::editing::Kept;
use crate::workbench::evidence::suggest::Suggested;
use crate::workbench::evidence::trace::Standings;
use crate::workbench::history::History;
use crate::workbench::law::search::{SearchRequest, Searched};
use crate::workbench::law::shelf::Shelved;
use crate::workbench::overview::Progress;
use crate::workbench::plan::SuggestedAction;

/// What happened.
#[derive(Debug)]
pub(crate) enum Event {
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
    Resized {
        columns: u16,
        rows: u16,
    },
    /// The window lost the keyboard.
    Left,
    /// Time since the start.
    Tick(Duration),
    Told(Told),
}

/// What came back of an [`Effect`].
#[derive(Debug)]
pub(crate) enum Told {
    /// A workspace is open.
    Workspace(Box<Shelf>),
    NoWorkspace(String),
    Progress(Vec<Progress>),
    Present(Vec<(AssessmentId, Vec<String>)>),
    Opened(Box<Opened>, History),
    NotOpened(String),
    /// The files of the open assessment were changed by somebody else.
    Changed(Box<Opened>),
    Kept {
        edit: Edit,
        kept: Box<Kept>,
    },
    NotKept {
        edit: Edit,
        why: String,
        /// Whether it is worth trying again: a full disk, a lock, no permission.
        again: bool,
    },
    Journal(Result<(), String>),
    LeftBehind(Vec<Draft>),
    /// A journal that could not be read was put aside here.
    DamagedJournal(String),
    Edited(Result<String, String>),
    Begun(AssessmentId),
    NotBegun(String),
    Rendered {
        template: String,
        result: Result<String, String>,
    },
    Written(Result<String, Refused>),
    Copied(Result<String, String>),
    /// What came of the search of this number.
    Found {
        number: u64,
        query: String,
        result: Result<Arc<Searched>, Refusal>,
    },
    /// The index is brought up to date: laws done, and of how many.
    Indexing {
        done: usize,
        of: usize,
    },
    LawRead(Arc<Book>),
    LawNotRead(LawId, String),
    Laws(Vec<Shelved>),
    LibraryFacts(LibraryFacts),
    /// What the searches of a question brought up, for the request of this number.
    Suggested {
        number: u64,
        question: QuestionRef,
        result: Result<Arc<Suggested>, String>,
    },
    /// Something was written beside the screen: the assessment is read again.
    Done(Written),
    /// The assessment as it stands after that.
    Reread(Box<Opened>, Written),
    NotPinned(String),
    /// The plan stays as it was.
    NotPlanned(String),
    /// Nothing was recorded: the searches find these, one line each.
    FoundInstead(QuestionRef, Vec<String>),
    /// What became of the passages of the open assessment.
    Standings(Standings),
    /// What a recorded search gives now, as a text.
    SearchedAgain(Result<String, String>),
}

/// What was written beside the screen.
#[derive(Debug, Clone)]
pub(crate) enum Written {
    Pinned(Pinned),
    Confirmed(EvidenceId),
    PlanStatus(PlanId, ActionStatus),
    /// A suggested action as it is in the plan now; `None` when somebody had put it in before.
    Taken(Option<PlanId>),
}

/// What an answer was made to rest on.
#[derive(Debug, Clone)]
pub(crate) struct Pinned {
    pub(crate) question: QuestionRef,
    pub(crate) evidence: EvidenceId,
    pub(crate) citation: String,
    pub(crate) absence: bool,
}

/// Why a report was not written.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Somebody edited the report that is there; it may be replaced when the user says so.
    Edited(String),
    Other(String),
}

/// What a workspace has to offer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shelf {
    pub(crate) root: String,
    pub(crate) assessments: Vec<AssessmentId>,
    pub(crate) countries: Vec<(Iso3, String)>,
    pub(crate) frameworks: Vec<(FrameworkId, String)>,
    pub(crate) templates: Vec<String>,
    pub(crate) language: Option<Language>,
}

/// What is to be done outside the state.
#[derive(Debug, Clone)]
pub(crate) enum Effect {
    Quit,
    Suspend,
    MakeWorkspace,
    MakeDemo,
    Reload,
    Open(AssessmentId),
    Close,
    Begin(NewAssessment),
    Keep(Edit),
    /// The text that is in no file yet, all of it.
    Journal(Vec<Draft>),
    /// The texts that an earlier run left are dealt with.
    ForgetLeftBehind,
    Remember(History),
    Edit {
        name: String,
        text: String,
    },
    Render(String),
    Write {
        template: String,
        format: Format,
        replace: bool,
    },
    Export(AssessmentId),
    Copy(String),
    CopyToFile(String),
    /// A text that is on the screen already: only a failure is told.
    CopyQuietly(String),
    Search {
        number: u64,
        request: Box<SearchRequest>,
    },
    /// The text of a law, with the words of a query marked in it.
    ReadLaw {
        law: LawId,
        request: Option<Box<SearchRequest>>,
    },
    ListLaws,
    /// Runs the searches of a question.
    Suggest {
        number: u64,
        question: QuestionRef,
    },
    Pin {
        question: QuestionRef,
        passage: Passage,
        stance: Stance,
    },
    Absent {
        question: QuestionRef,
        rejected: bool,
    },
    /// Says how far an action or a training of the plan has come.
    PlanStatus {
        entry: PlanId,
        /// What the screen showed when it was chosen.
        was: Option<ActionStatus>,
        status: ActionStatus,
    },
    /// Puts a suggested action into the plan.
    PlanTake(Box<SuggestedAction>),
    /// Reads the open assessment again after something was written beside the screen. It is read between two
    /// changes of the screen, never beside one: what is read beside a change is old when it comes.
    Reread(Written),
    /// Looks for every passage of the open assessment.
    Standings,
    /// Runs a recorded search once more.
    Again(EvidenceId),
    /// Somebody looked at what became of a passage.
    Confirm(EvidenceId),
    /// How many laws there are, and which of a country are missing.
    LibraryFacts(Option<crate::model::id::Iso3>),
    Mouse(bool),
    /// Who has which assessment open.
    Look,
}
