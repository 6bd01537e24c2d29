//! Frameworks, country profiles and templates: those built in, and those of the workspace over them.

use std::fs;
use std::path::PathBuf;

use crate::model::problem::Problem;
use crate::store::atomic;
use crate::store::bundled::Folder;
use crate::store::text::{self, LIMIT};

/// Where a data file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    Shipped,
    Own,
}

/// A data file as text, with the name that problems give it.
#[derive(Debug, Clone)]
pub(crate) struct DataFile {
    /// `frameworks/mnr/victim.yaml`, with `shipped:` in front when it is built in.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The two places data is looked for: the workspace, if there is one, then what is built in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Data {
    own: Option<PathBuf>,
}

impl Data {
    pub(crate) fn new(workspace: Option<PathBuf>) -> Self {
        Self { own: workspace }
    }

    /// The paths inside a folder, from one place. Sorted; at most one folder deep.
    pub(crate) fn paths(&self, folder: Folder, origin: Origin) -> Vec<String> {
        match origin {
            Origin::Shipped => folder.shipped_paths(),
            Origin::Own => self.own_paths(folder),
        }
    }

    fn own_paths(&self, folder: Folder) -> Vec<String> {
        let Some(root) = self.own.as_ref().map(|own| own.join(folder.name())) else { return Vec::new() };
        let mut paths = Vec::new();
        for entry in fs::read_dir(&root).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            if entry.path().is_dir() {
                let inner = fs::read_dir(entry.path()).into_iter().flatten().flatten();
                let names = inner.map(|e| e.file_name().to_string_lossy().into_owned());
                paths.extend(names.filter(|n| !n.starts_with('.')).map(|n| format!("{name}/{n}")));
            } else {
                paths.push(name);
            }
        }
        paths.sort();
        paths
    }

    /// Reads one file from one place. `None` when it is not there.
    ///
    /// # Errors
    /// A file that is too large or not UTF-8, or that the system refuses to give.
    pub(crate) fn read(
        &self,
        folder: Folder,
        path: &str,
        origin: Origin,
    ) -> Result<Option<DataFile>, Problem> {
        let within = format!("{}/{path}", folder.name());
        let (name, bytes) = match origin {
            Origin::Shipped => (format!("shipped:{within}"), folder.shipped(path).map(|b| b.into_owned())),
            Origin::Own => {
                let Some(own) = &self.own else { return Ok(None) };
                let bytes =
                    atomic::read(&own.join(&within), LIMIT).map_err(|e| text::unreadable(&within, &e))?;
                (within, bytes)
            }
        };
        let Some(bytes) = bytes else { return Ok(None) };
        let text = text::decode(&name, bytes)?;
        Ok(Some(DataFile { name, text }))
    }
}
