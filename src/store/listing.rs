//! Which laws are there, by the names of their files, and how these files look from outside.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use rustc_hash::FxHashMap;

use crate::model::id::{IdError, Iso3, LawSlug};
use crate::model::law::{Law, LawId};
use crate::model::problem::{Problem, Severity};
use crate::store::library::{FOLDER, problem};
use crate::store::workspace::Workspace;

/// The endings of the files of a law, sorted.
const ENDINGS: [&str; 12] =
    ["akn", "docx", "htm", "html", "markdown", "md", "pdf", "text", "txt", "xhtml", "xml", "yaml"];

/// What the files of a law look like from outside, as one number: endings, sizes and times. It differs when one of
/// them was written, came or went.
pub(crate) type Look = u64;

/// The laws that are there by their file names, with how their files look.
#[derive(Default)]
pub(crate) struct Looks {
    countries: BTreeMap<Iso3, FxHashMap<LawSlug, Look>>,
    pub(crate) problems: Vec<Problem>,
}

impl Looks {
    /// Takes a law out.
    pub(crate) fn take(&mut self, country: &str, slug: &str) -> Option<Look> {
        self.countries.get_mut(country)?.remove(slug)
    }

    /// The laws, sorted.
    pub(crate) fn into_laws(self) -> Vec<(LawId, Look)> {
        let of_country = |(country, laws): (Iso3, FxHashMap<LawSlug, Look>)| {
            laws.into_iter().map(move |(slug, look)| (LawId { country: country.clone(), slug }, look))
        };
        let mut laws: Vec<(LawId, Look)> = self.countries.into_iter().flat_map(of_country).collect();
        laws.sort_unstable();
        laws
    }
}

/// The same as a list, sorted.
pub(crate) struct Listed {
    pub(crate) laws: Vec<(LawId, Look)>,
    pub(crate) problems: Vec<Problem>,
}

/// The look of one file. Those of the files of a law are added up. FNV-1a of 64 bits, the same in every build.
fn look(ending: &str, metadata: io::Result<fs::Metadata>) -> Look {
    let (size, time) = metadata.map_or((0, None), |m| (m.len(), m.modified().ok()));
    let time = time.and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
    let figures = [size, time.as_secs(), u64::from(time.subsec_nanos())];
    let bytes = ending.bytes().chain(figures.into_iter().flat_map(u64::to_le_bytes));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A file of a folder of laws.
struct File {
    name: String,
    look: Look,
}

impl File {
    /// What stands before the first dot names the law.
    fn stem(&self) -> &str {
        self.name.split('.').next().unwrap_or_default()
    }

    fn is_facts(&self) -> bool {
        self.name.strip_suffix(".yaml") == Some(self.stem())
    }

    /// Looks at an entry of a folder. What a link leads to counts, not the link. Another ending is another file: a
    /// text that was put aside is not there any more, and is not looked at.
    fn at(entry: &fs::DirEntry) -> Option<Self> {
        let name = entry.file_name().into_string().unwrap_or_else(|n| n.to_string_lossy().into_owned());
        if name.starts_with('.') {
            return None;
        }
        let mut file = Self { name, look: 0 };
        let ending = file.name.get(file.stem().len() + 1..);
        if let Some(ending) = ending.filter(|ending| ENDINGS.contains(ending)) {
            let metadata = match entry.metadata() {
                Ok(found) if found.is_symlink() => fs::metadata(entry.path()),
                found => found,
            };
            file.look = look(ending, metadata);
        }
        Some(file)
    }
}

/// Holds back the second thread that looks at files, so that whoever has something quicker to do at the same time has a
/// processor for it.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    /// Lets the second thread go on. It stays open.
    pub(crate) fn open(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.opened.wait_while(open, |open| !*open));
    }
}

/// Entries that a thread takes at a time.
const AT_A_TIME: usize = 512;

/// The files of a folder, in no order. To look at a file is one call of the system, and it is what takes the time: two
/// threads share it, the second of them once the gate is open.
fn files(entries: fs::ReadDir, gate: &Gate) -> Vec<File> {
    let (send, stretches) = mpsc::channel::<Vec<fs::DirEntry>>();
    let stretches = Mutex::new(stretches);
    let look_at_some = || {
        let mut files = Vec::new();
        // Whoever waits here holds the lock; the other one comes for it when nothing more is sent.
        let next = || stretches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        while let Ok(stretch) = next() {
            files.extend(stretch.iter().filter_map(File::at));
        }
        files
    };
    thread::scope(|scope| {
        let mut other = None;
        let mut stretch = Vec::with_capacity(AT_A_TIME);
        for entry in entries.flatten() {
            stretch.push(entry);
            if stretch.len() == AT_A_TIME {
                let full = std::mem::replace(&mut stretch, Vec::with_capacity(AT_A_TIME));
                // It is received below, if not before.
                let _ = send.send(full);
                other.get_or_insert_with(|| {
                    scope.spawn(|| {
                        gate.pass();
                        look_at_some()
                    })
                });
            }
        }
        let _ = send.send(stretch);
        drop(send);
        let mut files = look_at_some();
        // Nothing is left to do: whoever waits need not wait longer.
        gate.open();
        if let Some(other) = other {
            files.extend(other.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
        }
        files
    })
}

impl Workspace {
    /// Lists the laws without reading them, sorted. One look at each file.
    pub(crate) fn laws(&self) -> Listed {
        let mut looks = self.looks();
        let problems = std::mem::take(&mut looks.problems);
        Listed { laws: looks.into_laws(), problems }
    }

    /// How the files of all laws look.
    pub(crate) fn looks(&self) -> Looks {
        let gate = Gate::default();
        gate.open();
        self.looks_beside(&gate)
    }

    /// The same beside other work, on one processor until the gate is opened.
    pub(crate) fn looks_beside(&self, gate: &Gate) -> Looks {
        let mut looks = Looks::default();
        looks.problems.extend(self.unlistable(FOLDER));
        let Ok(countries) = fs::read_dir(self.legislation()) else { return looks };
        for country in countries.flatten() {
            let name = country.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || !country.path().is_dir() {
                continue;
            }
            match Iso3::parse(&name) {
                Ok(iso3) => self.looks_of(iso3, &country.path(), gate, &mut looks),
                Err(e) => looks.problems.push(problem(
                    "bad-id",
                    Severity::Warning,
                    &format!("{FOLDER}/{}", crate::model::safe::line(&name)),
                    e.to_string(),
                    "rename the folder or move it out of `legislation/`",
                )),
            }
        }
        looks
    }

    fn looks_of(&self, country: Iso3, folder: &Path, gate: &Gate, looks: &mut Looks) {
        looks.problems.extend(self.unlistable(&format!("{FOLDER}/{country}")));
        let Ok(entries) = fs::read_dir(folder) else { return };
        let files = files(entries, gate);
        let mut laws: FxHashMap<LawSlug, Look> = FxHashMap::default();
        laws.reserve(files.len() / 2 + 1);
        let mut wrong: Vec<(&File, Problem)> = Vec::new();
        for facts in files.iter().filter(|file| file.is_facts()) {
            match LawSlug::parse(facts.stem()) {
                Ok(slug) => {
                    laws.insert(slug, facts.look);
                }
                Err(e) => wrong.push((facts, bad_id(&country, &facts.name, &e))),
            }
        }
        wrong.sort_unstable_by_key(|(file, _)| file.stem());
        let bad = wrong.len();
        for file in files.iter().filter(|file| !file.is_facts()) {
            if let Some(look) = laws.get_mut(file.stem()) {
                *look = look.wrapping_add(file.look);
            } else if wrong[..bad].binary_search_by_key(&file.stem(), |(facts, _)| facts.stem()).is_err() {
                wrong.extend(without_facts(&country, &file.name).map(|problem| (file, problem)));
            }
        }
        wrong.sort_unstable_by_key(|(file, _)| &file.name);
        looks.problems.extend(wrong.into_iter().map(|(_, problem)| problem));
        looks.countries.insert(country, laws);
    }

    /// How the files of a law look now: its facts, and the file as it was received.
    pub(crate) fn look_of(&self, law: &Law) -> Look {
        let folder = self.legislation().join(law.id.country.as_str());
        let ending = law.file.name.split_once('.').map_or("", |(_, ending)| ending);
        let facts = folder.join(format!("{}.yaml", law.id.slug));
        look("yaml", fs::metadata(facts))
            .wrapping_add(look(ending, fs::metadata(folder.join(&law.file.name))))
    }
}

/// The facts of a law whose name is no id.
fn bad_id(country: &Iso3, name: &str, error: &IdError) -> Problem {
    problem(
        "bad-id",
        Severity::Error,
        &format!("{FOLDER}/{country}/{}", crate::model::safe::line(name)),
        error.to_string(),
        "rename both files of the law, and its id with them",
    )
}

/// A file that no facts stand beside.
fn without_facts(country: &Iso3, name: &str) -> Option<Problem> {
    if name.ends_with(".tmp") {
        return None;
    }
    let shown = crate::model::safe::line(name);
    Some(problem(
        "law-without-facts",
        Severity::Warning,
        &format!("{FOLDER}/{country}/{shown}"),
        "the file has no facts beside it, so it is not searched".to_owned(),
        &format!("take it in with `mnr law add legislation/{country}/{shown} --country {country}`"),
    ))
}
