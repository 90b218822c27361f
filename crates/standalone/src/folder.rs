//! The data folder: which mode it was made in, and the files that only its owner reads.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use serde::{Serialize, de::DeserializeOwned};

/// What a folder is for; it stays what it was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The example edition, on a clock that stands where it is put.
    Example,
    /// Empty, on the system's time.
    System,
}

impl Mode {
    const fn word(self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::System => "system",
        }
    }
}

/// An opened data folder.
#[derive(Clone)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// Makes the folder, or opens one of the same mode.
    ///
    /// # Errors
    /// When it was made in the other mode or cannot be written.
    pub fn open(path: &Path, mode: Mode) -> anyhow::Result<Self> {
        fs::create_dir_all(path).with_context(|| format!("make {}", path.display()))?;
        let folder = Self(path.canonicalize().context("data folder")?);
        match folder.read("mode")? {
            None => folder.write("mode", mode.word().as_bytes())?,
            Some(made) if made.trim() == mode.word() => {}
            Some(made) => bail!(
                "{} was made in {} mode and keeps it; take another folder, or start it {} --no-example",
                path.display(),
                made.trim(),
                if mode == Mode::System {
                    "without"
                } else {
                    "with"
                },
            ),
        }
        Ok(folder)
    }

    /// A folder that is in use, to look things up in.
    #[must_use]
    pub fn existing(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The path of something inside.
    #[must_use]
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A text in it, if it is there.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn read(&self, name: &str) -> anyhow::Result<Option<String>> {
        match fs::read_to_string(self.join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("read {name}")),
        }
    }

    /// Writes a file that only its owner reads, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let path = self.join(name);
        let next = path.with_extension("next");
        let write = || -> io::Result<()> {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&next)?;
            file.write_all(content)?;
            file.sync_all()?;
            fs::rename(&next, &path)
        };
        write().with_context(|| format!("write {name}"))
    }

    /// What a JSON file holds, made and stored at the first time.
    ///
    /// # Errors
    /// When it cannot be read, written or made.
    pub fn remembered<T, F>(&self, name: &str, make: F) -> anyhow::Result<T>
    where
        T: Serialize + DeserializeOwned,
        F: FnOnce() -> anyhow::Result<T>,
    {
        if let Some(text) = self.read(name)? {
            return serde_json::from_str(&text).with_context(|| format!("read {name}"));
        }
        let made = make()?;
        self.write(name, &serde_json::to_vec_pretty(&made)?)?;
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_keeps_the_mode_it_was_made_in() {
        let parent = tempfile::tempdir().expect("folder");
        let path = parent.path().join("data");
        DataFolder::open(&path, Mode::Example).expect("made");
        DataFolder::open(&path, Mode::Example).expect("again");
        let refused = DataFolder::open(&path, Mode::System)
            .err()
            .expect("refused");
        assert!(refused.to_string().contains("example mode"), "{refused}");
    }

    #[test]
    fn what_is_remembered_is_made_once() {
        let parent = tempfile::tempdir().expect("folder");
        let folder = DataFolder::open(parent.path(), Mode::System).expect("made");
        let first: u32 = folder.remembered("number.json", || Ok(1)).expect("made");
        let second: u32 = folder.remembered("number.json", || Ok(2)).expect("kept");
        assert_eq!((first, second), (1, 1));
    }
}
