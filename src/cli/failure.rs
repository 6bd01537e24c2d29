//! What went wrong, as one sentence, a place and a way out; and the exit code.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use crate::model::id::IdError;
use crate::model::problem::Problem;
use crate::model::safe;
use crate::workbench::error::Lacking;
use crate::workbench::{IndexFault, ReportError, StoreError, WorkbenchError};

use unicode_width::UnicodeWidthStr as _;

/// What the process says of itself when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    Done = 0,
    /// Something to fix was found.
    Found = 1,
    WrongUse = 2,
    /// The data is damaged or could not be read or written.
    Damaged = 3,
    /// Somebody else holds the lock.
    Locked = 4,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// A command that could not be carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    Workbench(WorkbenchError),
    /// Wrong use that clap cannot see: what, and what to do.
    Use {
        message: String,
        hint: Option<String>,
    },
    /// The screens were ended by a signal of this number.
    Signal(i32),
    /// Standard output was closed by its reader.
    Closed,
    Io(io::Error),
    /// Standard input cannot be read.
    Input(io::Error),
}

impl From<WorkbenchError> for Failure {
    fn from(error: WorkbenchError) -> Self {
        Self::Workbench(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Workbench(error.into())
    }
}

impl From<IdError> for Failure {
    fn from(error: IdError) -> Self {
        Self::Workbench(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Io(error) }
    }
}

/// A sentence and what to do.
struct Words {
    message: String,
    hint: Option<String>,
    problems: Vec<String>,
}

impl Words {
    fn new(message: &dyn ToString, hint: impl Into<Option<String>>) -> Self {
        Self { message: message.to_string(), hint: hint.into(), problems: Vec::new() }
    }
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<Option<String>>) -> Self {
        Self::Use { message: message.into(), hint: hint.into() }
    }

    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Closed => Code::Done,
            Self::Use { .. } => Code::WrongUse,
            Self::Io(_) | Self::Input(_) | Self::Signal(_) => Code::Damaged,
            Self::Workbench(error) => match error {
                WorkbenchError::Store(StoreError::Locked { .. })
                | WorkbenchError::Index(IndexFault::Locked) => Code::Locked,
                WorkbenchError::Store(StoreError::NoWorkspace { .. } | StoreError::Exists { .. })
                | WorkbenchError::Id(_)
                | WorkbenchError::Unknown { .. }
                | WorkbenchError::Ambiguous { .. }
                | WorkbenchError::AmbiguousLaw { .. }
                | WorkbenchError::Query { .. }
                | WorkbenchError::FactsOfOneLaw { .. }
                | WorkbenchError::NoAssessment
                | WorkbenchError::ManyAssessments(_)
                | WorkbenchError::NeedsReason { .. }
                | WorkbenchError::LevelNeedsReason
                | WorkbenchError::NotOnScale { .. }
                | WorkbenchError::NoProvision { .. }
                | WorkbenchError::NotInProvision { .. }
                | WorkbenchError::NoSearches { .. }
                | WorkbenchError::Search { .. }
                | WorkbenchError::NoLaws { .. }
                | WorkbenchError::NoAbsence { .. }
                | WorkbenchError::NoPassage { .. }
                | WorkbenchError::NotAbout { .. }
                | WorkbenchError::NoProfile { .. }
                | WorkbenchError::LacksFramework(_)
                | WorkbenchError::Edited { .. }
                | WorkbenchError::NoReport { .. }
                | WorkbenchError::NoTable { .. }
                | WorkbenchError::EmptyEntry { .. }
                | WorkbenchError::PlanChanged { .. }
                | WorkbenchError::NothingToConfirm { .. }
                | WorkbenchError::NotOfEntry { .. }
                | WorkbenchError::NoEarlier { .. }
                | WorkbenchError::OtherCountry { .. }
                | WorkbenchError::NothingShared { .. }
                | WorkbenchError::NotComparable { .. }
                | WorkbenchError::Report(ReportError::NotBuilt { .. })
                | WorkbenchError::NotEmpty { .. } => Code::WrongUse,
                WorkbenchError::Store(
                    StoreError::Io { .. }
                    | StoreError::Damaged { .. }
                    | StoreError::Changed { .. }
                    | StoreError::TooLarge { .. },
                )
                | WorkbenchError::Report(_)
                | WorkbenchError::Index(_)
                | WorkbenchError::NotReadBack { .. }
                | WorkbenchError::Damaged { .. } => Code::Damaged,
            },
        }
    }

    /// A failure as one sentence with its way out, for a line of a screen.
    pub(crate) fn sentence(error: &WorkbenchError) -> String {
        let words = workbench(error);
        match (words.problems.first(), words.hint) {
            (Some(problem), _) => problem.lines().next().unwrap_or_default().to_owned(),
            (None, Some(hint)) => format!("{} ({hint})", words.message),
            (None, None) => words.message,
        }
    }

    /// All that is printed.
    pub(crate) fn words(&self) -> String {
        let words = match self {
            Self::Closed => Words::new(&"standard output was closed", None),
            Self::Signal(signal) => Words::new(
                &format!("ended by signal {signal}; what was typed is kept for the next start"),
                None,
            ),
            Self::Use { message, hint } => Words::new(message, hint.clone()),
            Self::Io(error) => Words::new(&format!("standard output cannot be written: {error}"), None),
            Self::Input(error) => Words::new(&format!("standard input cannot be read: {error}"), None),
            Self::Workbench(error) => workbench(error),
        };
        let mut text = String::new();
        for problem in &words.problems {
            let _ = writeln!(text, "{problem}");
        }
        let _ = write!(text, "mnr: {}", words.message);
        if let Some(hint) = words.hint {
            let _ = write!(text, "\n  hint: {hint}");
        }
        text
    }
}

/// Names that are listed when one was not found.
const MOST: usize = 40;

fn listed(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// What to do when the index of the laws could not be used.
fn after_index(fault: &IndexFault) -> &'static str {
    match fault {
        IndexFault::Locked => "wait until it is done; nothing was changed",
        IndexFault::ReadOnly => {
            "run `mnr index` where the workspace can be written, or copy the workspace to such a place"
        }
        IndexFault::Broken(_) | IndexFault::Unwritable(_) => {
            "it is derived: delete `.mnr/index` and try again; the laws and answers are not touched"
        }
    }
}

fn workbench(error: &WorkbenchError) -> Words {
    match error {
        WorkbenchError::Store(error) => store(error),
        WorkbenchError::Report(ReportError::Template { place, line, message, detail }) => {
            let place = line.map_or_else(|| place.clone(), |line| format!("{place}:{line}"));
            let detail = detail.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
            let hint =
                "mend the line, or delete the template of the workspace to use the shipped one".to_owned();
            Words::new(&format!("{place}: {message}{detail}"), hint)
        }
        WorkbenchError::Id(error) => Words::new(&error, None),
        WorkbenchError::Unknown { near, known, .. } => {
            let all = |known: &[String]| {
                let some: Vec<&str> = known.iter().take(MOST).map(String::as_str).collect();
                format!("there are {}{}", some.join(", "), if known.len() > MOST { ", …" } else { "" })
            };
            let hint = match near {
                Some(near) => Some(format!("did you mean `{near}`?")),
                None if known.is_empty() => None,
                None => Some(all(known)),
            };
            Words::new(&error, hint)
        }
        WorkbenchError::Ambiguous { choices, .. } | WorkbenchError::AmbiguousLaw { choices, .. } => {
            Words::new(&error, format!("say which: {}", choices.join(" or ")))
        }
        WorkbenchError::Query { query, column, length, message, hint } => {
            let pointer = pointer(query, *column, *length);
            Words::new(&format!("{message}\n{pointer}"), hint.clone())
        }
        WorkbenchError::Index(fault) => Words::new(&error, after_index(fault).to_owned()),
        WorkbenchError::ManyAssessments(ids) => {
            let few: Vec<String> = ids.iter().take(6).map(ToString::to_string).collect();
            let more = if ids.len() > few.len() { " …" } else { "" };
            Words::new(&error, format!("name one with `--assessment`: {}{more}", few.join(", ")))
        }
        WorkbenchError::FactsOfOneLaw { .. }
        | WorkbenchError::NoAssessment
        | WorkbenchError::NeedsReason { .. }
        | WorkbenchError::LevelNeedsReason
        | WorkbenchError::NotEmpty { .. }
        | WorkbenchError::NoProvision { .. }
        | WorkbenchError::NotInProvision { .. }
        | WorkbenchError::NoSearches { .. }
        | WorkbenchError::Search { .. }
        | WorkbenchError::NoLaws { .. }
        | WorkbenchError::NoAbsence { .. }
        | WorkbenchError::NoPassage { .. }
        | WorkbenchError::NotAbout { .. } => Words::new(&error, of_evidence(error)),
        WorkbenchError::NotOnScale { highest, .. } => {
            Words::new(&error, format!("the levels are 1 to {highest}"))
        }
        WorkbenchError::NoProfile { country, near } => {
            let hint = near.as_ref().map_or_else(
                || {
                    format!(
                        "add `country-profiles/{country}.yaml`, or begin without one: `--without-profile`"
                    )
                },
                |near| format!("did you mean `{near}`? To begin without a profile add `--without-profile`"),
            );
            Words::new(&error, hint)
        }
        WorkbenchError::LacksFramework(lacking) => {
            let Lacking { assessment, has, lacks, version, .. } = lacking.as_ref();
            let flags: Vec<String> =
                has.iter().chain([lacks]).map(|id| format!("--framework {id}")).collect();
            let hint = format!(
                "begin one that does, with a `--round` of its own: `mnr assess new {} {}`; or add `- {{id: {lacks}, version: \"{version}\"}}` to the `frameworks` in assessments/{assessment}/assessment.yaml",
                assessment.country,
                flags.join(" "),
            );
            Words::new(&error, hint)
        }
        WorkbenchError::Damaged { problems, .. } => {
            let mut words =
                Words::new(&error, "mend what is listed above, then run the command again".to_owned());
            words.problems = listed(problems);
            words
        }
        WorkbenchError::Edited { .. }
        | WorkbenchError::NoReport { .. }
        | WorkbenchError::NotReadBack { .. }
        | WorkbenchError::NoTable { .. }
        | WorkbenchError::EmptyEntry { .. }
        | WorkbenchError::PlanChanged { .. }
        | WorkbenchError::NothingToConfirm { .. }
        | WorkbenchError::NotOfEntry { .. }
        | WorkbenchError::NoEarlier { .. }
        | WorkbenchError::OtherCountry { .. }
        | WorkbenchError::NothingShared { .. }
        | WorkbenchError::NotComparable { .. }
        | WorkbenchError::Report(_) => Words::new(&error, of_report(error)),
    }
}

/// The way out of what answering, citing, searching for a question and recording an absence refuse.
fn of_evidence(error: &WorkbenchError) -> Option<String> {
    Some(match error {
        WorkbenchError::FactsOfOneLaw { .. } => {
            "take the files in one by one, or leave these facts out".to_owned()
        }
        WorkbenchError::NoAssessment => "begin one with `mnr assess new ken`".to_owned(),
        WorkbenchError::NeedsReason { .. } => "add `--because \"…\"`".to_owned(),
        WorkbenchError::LevelNeedsReason => "add `--reason \"…\"`; the report prints it".to_owned(),
        WorkbenchError::NotEmpty { .. } => "name a folder that is empty or not there yet".to_owned(),
        WorkbenchError::NoProvision { law, .. } => format!("`mnr law show {law}` lists them"),
        WorkbenchError::NotInProvision { law, provision, .. } => format!(
            "copy them from `mnr law show {law} \"{provision}\"`, or leave `--quote` out to pin the whole of it"
        ),
        WorkbenchError::NoSearches { .. } => {
            "`mnr search` takes words of your own, `mnr absent … --query` records them; or name a question of the legislative review"
                .to_owned()
        }
        WorkbenchError::Search { query, .. } => format!("the query was: {}", safe::line(query)),
        WorkbenchError::NoLaws { country } => format!(
            "take laws in first: `mnr law add FILE… --country {country}`; where nothing was searched, nothing is absent"
        ),
        WorkbenchError::NoAbsence { .. } | WorkbenchError::NoPassage { .. } => {
            "`mnr audit evidence --all` lists the items with their kinds".to_owned()
        }
        WorkbenchError::NotAbout { id, framework } => format!(
            "begin one: `mnr assess new {} --round {framework} --framework {framework}`, or name another with `--assessment`",
            id.country
        ),
        _ => return None,
    })
}

/// The way out of what making, comparing and writing reports refuses.
fn of_report(error: &WorkbenchError) -> Option<String> {
    Some(match error {
        WorkbenchError::Edited { .. } => {
            "write to another file with `-o FILE`, or over it with `--force`".to_owned()
        }
        WorkbenchError::NoReport { .. } => {
            "only reports are written over; name another file with `-o FILE`".to_owned()
        }
        WorkbenchError::NotReadBack { .. } => {
            "look at the disk and whether another program holds the file, then write it again".to_owned()
        }
        WorkbenchError::NoTable { known, .. } => format!(
            "as a table there are {}; `--format xlsx` has all tables, `--format json` everything",
            known.join(", ")
        ),
        WorkbenchError::PlanChanged { .. } => "nothing was written; look at it, and choose again".to_owned(),
        WorkbenchError::EmptyEntry { .. } => {
            "as `mnr plan add --closes C03-2 --activity \"…\"`, or `mnr plan add --training --audience police --subject \"…\"`"
                .to_owned()
        }
        WorkbenchError::NothingToConfirm { .. } => {
            "it was answered in this round already, or the earlier round had no finding; `mnr status` counts those that wait"
                .to_owned()
        }
        WorkbenchError::NotOfEntry { .. } => {
            "`mnr plan status` says which is which; `mnr plan edit --help` has the fields".to_owned()
        }
        WorkbenchError::NoEarlier { .. } => {
            "name one with `--against ken-baseline`, or begin rounds with `mnr assess new --from ken-baseline`"
                .to_owned()
        }
        WorkbenchError::OtherCountry { .. } => {
            "only rounds of one country are compared; `mnr portfolio` shows countries side by side".to_owned()
        }
        WorkbenchError::NothingShared { .. } => {
            "`mnr assess list --json` and assessment.yaml say which frameworks each answers".to_owned()
        }
        WorkbenchError::NotComparable { framework, then, now } => format!(
            "answers of two versions are compared only through a mapping that says what is lost: state it under `mappings` (from \"{then}\" to \"{now}\") in frameworks/{framework}/framework.yaml"
        ),
        WorkbenchError::Report(ReportError::NotBuilt { format }) => {
            format!("build it with `--features {format}`, or write another format")
        }
        _ => return None,
    })
}

/// The query, and under it a mark at the place of its fault. Long queries are shown around it.
pub(crate) fn pointer(query: &str, column: usize, length: usize) -> String {
    const BEFORE: usize = 50;
    let chars: Vec<char> = crate::model::safe::line(query).chars().collect();
    let at = column.saturating_sub(1).min(chars.len());
    let from = at.saturating_sub(BEFORE);
    let shown: String = chars.iter().skip(from).take(BEFORE * 2).collect();
    let before: String = chars.iter().skip(from).take(at - from).collect();
    let marked: String = chars.iter().skip(at).take(length).collect();
    let cut = if from > 0 { "…" } else { "" };
    let space = " ".repeat(before.width() + cut.width());
    let mark = "^".repeat(marked.width().clamp(1, BEFORE));
    format!("  {cut}{shown}\n  {space}{mark} column {column}")
}

fn store(error: &StoreError) -> Words {
    match error {
        StoreError::NoWorkspace { .. } => {
            let hint = "make one with `mnr init`, look at the demonstration with `mnr demo`, or name one with `--workspace DIR`";
            Words::new(&error, hint.to_owned())
        }
        StoreError::Io { source, .. } => {
            let hint = match source.kind() {
                io::ErrorKind::StorageFull => Some("make room on the disk; the file is as it was".to_owned()),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some("look at the rights of the file and its folder".to_owned())
                }
                _ => None,
            };
            Words::new(&error, hint)
        }
        StoreError::Damaged { problems } => {
            let mut words = Words::new(
                &"the file has faults and was left as it is",
                "mend what is listed above, then run the command again".to_owned(),
            );
            words.problems = listed(problems);
            words
        }
        StoreError::Locked { holder, .. } => {
            let who = if holder.is_empty() { String::new() } else { format!(" ({holder})") };
            Words::new(
                &format!("{error}{who}"),
                "try again when that has ended; nothing was changed".to_owned(),
            )
        }
        StoreError::Changed { ours, .. } => {
            let hint = format!("it was left as it is; your version is in {}", ours.display());
            Words::new(&error, hint)
        }
        StoreError::TooLarge { .. } => {
            Words::new(&error, "shorten the text; the file is as it was".to_owned())
        }
        StoreError::Exists { .. } => Words::new(&error, "nothing was changed".to_owned()),
    }
}
