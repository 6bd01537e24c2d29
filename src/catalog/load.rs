//! Reading frameworks and profiles from the workspace and from what is built in.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

use serde::de::DeserializeOwned;

use crate::catalog::check_crosswalk::Asked;
use crate::catalog::country_file::CountryFile;
use crate::catalog::crosswalk_file::CrosswalkFile;
use crate::catalog::framework_file::{DomainFile, FrameworkFile};
use crate::catalog::terminology_file::TerminologyFile;
use crate::catalog::treaties_file::TreatiesFile;
use crate::catalog::{check_country, check_crosswalk, check_framework, check_terminology};
use crate::model::country::Country;
use crate::model::crosswalk::Crosswalk;
use crate::model::framework::Framework;
use crate::model::id::{DomainId, FrameworkId, Iso3};
use crate::model::problem::{Problem, Severity};
use crate::model::terminology::Terminology;
use crate::model::text::{Language, Text};
use crate::store::bundled::Folder;
use crate::store::data::{Data, DataFile, Origin};
use crate::store::faults::Faults;
use crate::store::{fingerprint, workspace, yaml};

const FRAMEWORK_FILE: &str = "framework.yaml";
const TREATIES_FILE: &str = "treaties.yaml";
const TERMINOLOGY_FILE: &str = "terminology.yaml";
const CROSSWALK_FILE: &str = "crosswalk.yaml";

/// A value that was read, where from, and every problem on the way.
#[derive(Debug, Clone)]
pub(crate) struct Loaded<T> {
    /// `None` when an error keeps it from being used.
    pub(crate) value: Option<T>,
    pub(crate) problems: Vec<Problem>,
    /// Of the names and bytes of its files.
    pub(crate) sha256: String,
}

/// Frameworks with the fingerprint of the files that they were read from.
type Read = BTreeMap<FrameworkId, (String, Loaded<Framework>)>;

/// The frameworks and country profiles at hand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Catalog {
    data: Data,
    /// Frameworks as they were read last, by the fingerprint of their files: a report and a list of views ask for
    /// the same one several times, and to read it takes longer than all else.
    read: Arc<Mutex<Read>>,
}

impl Catalog {
    pub(crate) fn new(data: Data) -> Self {
        Self { data, read: Arc::default() }
    }

    /// Ids of all frameworks, with where each is taken from. A folder of the workspace replaces
    /// the shipped one as a whole.
    pub(crate) fn frameworks(&self) -> BTreeMap<FrameworkId, Origin> {
        let mut found = BTreeMap::new();
        for origin in [Origin::Shipped, Origin::Own] {
            for path in self.data.paths(Folder::Frameworks, origin) {
                let Some((folder, FRAMEWORK_FILE)) = path.split_once('/') else { continue };
                if let Ok(id) = FrameworkId::parse(folder) {
                    found.insert(id, origin);
                }
            }
        }
        found
    }

    /// Country codes of all profiles, with where each is taken from.
    pub(crate) fn countries(&self) -> BTreeMap<Iso3, Origin> {
        let mut found = BTreeMap::new();
        for origin in [Origin::Shipped, Origin::Own] {
            for path in self.data.paths(Folder::CountryProfiles, origin) {
                if let Some(Ok(id)) = path.strip_suffix(".yaml").map(Iso3::parse) {
                    found.insert(id, origin);
                }
            }
        }
        found
    }

    /// Reads and checks one framework. `None` when there is none of that id.
    pub(crate) fn framework(&self, id: &FrameworkId) -> Option<Loaded<Framework>> {
        let origin = *self.frameworks().get(id)?;
        let print = self.print(id, origin);
        let before = self.read.lock().ok().and_then(|read| read.get(id).cloned());
        if let Some((_, loaded)) = before.filter(|(before, _)| Some(before) == print.as_ref()) {
            return Some(loaded);
        }
        let loaded = self.framework_anew(id, origin);
        if let (Some(print), Ok(mut read)) = (print, self.read.lock()) {
            read.insert(id.clone(), (print, loaded.clone()));
        }
        Some(loaded)
    }

    /// The fingerprint of everything that reading a framework looks at. `None` when a file cannot be read.
    fn print(&self, id: &FrameworkId, origin: Origin) -> Option<String> {
        let folder = format!("{id}/");
        let paths = self.data.paths(Folder::Frameworks, origin);
        let own = paths.into_iter().filter(|p| p.starts_with(&folder));
        let files: Option<Vec<DataFile>> =
            own.map(|path| self.data.read(Folder::Frameworks, &path, origin).ok().flatten()).collect();
        let files = files?;
        Some(fingerprint::of_files(files.iter().map(|f| (f.name.as_str(), f.text.as_bytes()))))
    }

    fn framework_anew(&self, id: &FrameworkId, origin: Origin) -> Loaded<Framework> {
        let mut problems = Vec::new();
        let mut files = Vec::new();
        let value = self.read_framework(id, origin, &mut files, &mut problems);
        if origin == Origin::Own {
            problems.extend(self.replaces(Folder::Frameworks, &format!("{id}/{FRAMEWORK_FILE}")));
        }
        finish(value, &files, problems)
    }

    fn read_framework(
        &self,
        id: &FrameworkId,
        origin: Origin,
        files: &mut Vec<DataFile>,
        problems: &mut Vec<Problem>,
    ) -> Option<Framework> {
        let main = self.file(Folder::Frameworks, &format!("{id}/{FRAMEWORK_FILE}"), origin, problems)?;
        files.push(main.clone());
        let wire: FrameworkFile = yaml::read(&main.name, &main.text).map_err(|p| problems.push(p)).ok()?;
        let mut faults = Faults::new(&main.name, &main.text);
        if wire.id.0 != *id {
            let message = format!("the folder is named `{id}`, the id is `{}`", wire.id.0);
            faults.error("wrong-id", "id", message, Some("make the two the same".to_owned()));
        }
        let mut listed = Vec::new();
        for (i, domain) in wire.domains.iter().enumerate() {
            if wire.domains.iter().take(i).any(|d| d == domain) {
                let hint = "keep one of the two".to_owned();
                faults.error(
                    "duplicate-id",
                    format!("domains/{i}"),
                    format!("`{}` stands twice", domain.0),
                    Some(hint),
                );
                continue;
            }
            let file = self.file(Folder::Frameworks, &format!("{id}/{}.yaml", domain.0), origin, problems);
            if let Some(file) = file {
                listed.push((domain.0.clone(), file));
            } else {
                let message = format!("the domain `{}` has no file", domain.0);
                let hint = format!("add `{}.yaml` beside this file, or take the domain out", domain.0);
                faults.error("missing-file", format!("domains/{i}"), message, Some(hint));
            }
        }
        let mut domains = Vec::new();
        let mut domain_files = Vec::new();
        for ((domain, file), read) in listed.iter().zip(read_domains(&listed)) {
            match read {
                Ok(read) => {
                    if read.id.0 != *domain {
                        let mut faults = Faults::new(&file.name, &file.text);
                        let message = format!("the file is of `{domain}`, its id is `{}`", read.id.0);
                        faults.error("wrong-id", "id", message, Some("make the two the same".to_owned()));
                        problems.extend(faults.into_problems());
                    }
                    domains.push(read);
                    domain_files.push(file);
                }
                Err(problem) => problems.push(problem),
            }
            files.push(file.clone());
        }
        let whole = domains.len() == wire.domains.len();
        problems.extend(self.strays(id, origin, &wire));
        let framework = wire.into_model(domains);
        // References are judged only when everything they could refer to was read.
        if whole {
            check_framework::framework(&framework, &mut faults);
            for (domain, file) in framework.domains.iter().zip(domain_files) {
                let mut faults = Faults::new(&file.name, &file.text);
                check_framework::domain(&framework, domain, &mut faults);
                problems.extend(faults.into_problems());
            }
        }
        problems.extend(faults.into_problems());
        let usable = problems.iter().all(|p| p.severity != Severity::Error);
        usable.then_some(framework)
    }

    /// Files in the folder of a framework that it does not name.
    fn strays(&self, id: &FrameworkId, origin: Origin, wire: &FrameworkFile) -> Vec<Problem> {
        let named = |file: &str| {
            file == FRAMEWORK_FILE
                || file.strip_suffix(".yaml").is_some_and(|s| wire.domains.iter().any(|d| d.0.as_str() == s))
        };
        let paths = self.data.paths(Folder::Frameworks, origin).into_iter();
        let own = paths.filter_map(|p| Some((p.split_once('/')?.0 == id.as_str(), p)));
        own.filter(|(ours, path)| *ours && path.split_once('/').is_some_and(|(_, file)| !named(file)))
            .filter_map(|(_, path)| workspace::stray(&format!("frameworks/{path}"), &path))
            .collect()
    }

    /// Reads and checks one country profile. `named` are the ids of questions and capabilities that it
    /// may refer to; without them those references are not judged.
    pub(crate) fn country(&self, id: &Iso3, named: Option<&[String]>) -> Option<Loaded<Country>> {
        let origin = *self.countries().get(id)?;
        let mut problems = Vec::new();
        let path = format!("{id}.yaml");
        let Some(file) = self.file(Folder::CountryProfiles, &path, origin, &mut problems) else {
            return Some(finish(None, &[], problems));
        };
        let mut faults = Faults::new(&file.name, &file.text);
        let value = match yaml::read::<CountryFile>(&file.name, &file.text) {
            Err(problem) => {
                problems.push(problem);
                None
            }
            Ok(wire) => {
                check_country::codes(&wire, id.as_str(), &mut faults);
                let country = wire.into_model();
                let treaties: Vec<String> = self.treaties().into_iter().map(|(id, _)| id).collect();
                check_country::country(&country, &treaties, named, &mut faults);
                (!faults.has_errors()).then_some(country)
            }
        };
        problems.extend(faults.into_problems());
        if origin == Origin::Own {
            problems.extend(self.replaces(Folder::CountryProfiles, &path));
        }
        Some(finish(value, &[file], problems))
    }

    /// Ids and titles of the treaties that profiles may name, in their order.
    pub(crate) fn treaties(&self) -> Vec<(String, Text)> {
        let read = |origin| {
            let file = self.data.read(Folder::CountryProfiles, TREATIES_FILE, origin).ok()??;
            yaml::read::<TreatiesFile>(&file.name, &file.text).ok()
        };
        let Some(file) = read(Origin::Own).or_else(|| read(Origin::Shipped)) else { return Vec::new() };
        let english = Language::english();
        file.treaties.into_iter().map(|(id, title)| (id, title.into_text(&english))).collect()
    }

    /// Faults of the list of treaties itself.
    pub(crate) fn treaty_problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for origin in [Origin::Shipped, Origin::Own] {
            match self.data.read(Folder::CountryProfiles, TREATIES_FILE, origin) {
                Ok(Some(file)) => problems.extend(yaml::read::<TreatiesFile>(&file.name, &file.text).err()),
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        problems
    }

    /// Reads and checks the list of terms. One of the workspace replaces the shipped one as a whole.
    pub(crate) fn terminology(&self) -> Loaded<Terminology> {
        self.single(TERMINOLOGY_FILE, check_terminology::terminology, TerminologyFile::into_model)
    }

    /// Reads and checks the views. Those of the workspace replace the shipped ones as a whole. `asked` are the
    /// questions that they may refer to; without them those references are not judged.
    pub(crate) fn crosswalk(&self, asked: Option<&Asked>) -> Loaded<Crosswalk> {
        let check = |file: &CrosswalkFile, faults: &mut Faults<'_>| {
            check_crosswalk::crosswalk(file, asked, faults);
        };
        self.single(CROSSWALK_FILE, check, CrosswalkFile::into_model)
    }

    /// The questions of every framework at hand.
    pub(crate) fn asked(&self) -> Asked {
        let ids = self.frameworks().into_keys();
        ids.map(|id| {
            let framework = self.framework(&id).and_then(|l| l.value);
            (id, check_crosswalk::asked(framework.as_ref()))
        })
        .collect()
    }

    /// Reads and checks a file of which there is one beside the frameworks, shipped or own.
    fn single<F: DeserializeOwned, T>(
        &self,
        path: &str,
        check: impl FnOnce(&F, &mut Faults<'_>),
        into_model: impl FnOnce(F) -> T,
    ) -> Loaded<T> {
        let mut problems = Vec::new();
        let own = self.file(Folder::Frameworks, path, Origin::Own, &mut problems);
        if own.is_some() || !problems.is_empty() {
            problems.extend(self.replaces(Folder::Frameworks, path));
        }
        let file = match own {
            // An own file that cannot be read is a fault; it does not bring the shipped one back.
            None if problems.is_empty() => {
                self.file(Folder::Frameworks, path, Origin::Shipped, &mut problems)
            }
            own => own,
        };
        let Some(file) = file else { return finish(None, &[], problems) };
        let value = match yaml::read::<F>(&file.name, &file.text) {
            Err(problem) => {
                problems.push(problem);
                None
            }
            Ok(wire) => {
                let mut faults = Faults::new(&file.name, &file.text);
                check(&wire, &mut faults);
                let usable = !faults.has_errors();
                problems.extend(faults.into_problems());
                usable.then(|| into_model(wire))
            }
        };
        finish(value, &[file], problems)
    }

    /// Files of the workspace in the data folders that can be neither a framework nor a profile.
    pub(crate) fn own_strays(&self) -> Vec<Problem> {
        let frameworks = self.data.paths(Folder::Frameworks, Origin::Own);
        let is_framework = |path: &str| {
            [TERMINOLOGY_FILE, CROSSWALK_FILE].contains(&path)
                || path.split_once('/').is_some_and(|(folder, _)| {
                    FrameworkId::parse(folder).is_ok()
                        && frameworks.contains(&format!("{folder}/{FRAMEWORK_FILE}"))
                })
        };
        let is_country = |path: &str| {
            path == TREATIES_FILE || path.strip_suffix(".yaml").is_some_and(|s| Iso3::parse(s).is_ok())
        };
        let loose_frameworks =
            frameworks.iter().filter(|p| !is_framework(p)).map(|p| format!("frameworks/{p}"));
        let profiles = self.data.paths(Folder::CountryProfiles, Origin::Own);
        let loose_profiles =
            profiles.iter().filter(|p| !is_country(p)).map(|p| format!("country-profiles/{p}"));
        let is_text = |path: &String| std::path::Path::new(path).extension().is_some_and(|e| e == "md");
        loose_frameworks
            .chain(loose_profiles)
            .filter(|p| !is_text(p))
            .filter_map(|path| workspace::stray(&path, path.rsplit('/').next().unwrap_or(&path)))
            .collect()
    }

    /// Notes that an own file stands in for a shipped one.
    fn replaces(&self, folder: Folder, path: &str) -> Option<Problem> {
        self.data.read(folder, path, Origin::Shipped).ok()??;
        Some(Problem {
            severity: Severity::Note,
            code: "replaces-shipped",
            file: format!("{}/{path}", folder.name()),
            place: None,
            message: "this file is used in place of the shipped one".to_owned(),
            hint: Some("delete it to use the shipped one again".to_owned()),
        })
    }

    fn file(
        &self,
        folder: Folder,
        path: &str,
        origin: Origin,
        problems: &mut Vec<Problem>,
    ) -> Option<DataFile> {
        self.data.read(folder, path, origin).map_err(|p| problems.push(p)).ok().flatten()
    }
}

/// Reads domain files side by side: they are most of what a framework takes to read.
fn read_domains(listed: &[(DomainId, DataFile)]) -> Vec<Result<DomainFile, Problem>> {
    let read = |(_, file): &(DomainId, DataFile)| yaml::read::<DomainFile>(&file.name, &file.text);
    thread::scope(|scope| {
        let running: Vec<_> = listed.iter().map(|file| scope.spawn(move || read(file))).collect();
        running.into_iter().map(|r| r.join().unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    })
}

fn finish<T>(value: Option<T>, files: &[DataFile], mut problems: Vec<Problem>) -> Loaded<T> {
    problems.sort_by(|a, b| a.order().cmp(&b.order()));
    // The origin is in the name, and must not make the same bytes look different.
    let named = files.iter().map(|f| (f.name.trim_start_matches("shipped:"), f.text.as_bytes()));
    Loaded { value, problems, sha256: fingerprint::of_files(named) }
}
