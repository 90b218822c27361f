//! The keys of all programs, made anew for each test.

use std::{collections::HashMap, path::PathBuf};

use anyhow::Context;
use chassis::{
    cipher::Cipher,
    token::{KeySet, SigningKey},
};
use fest_proto::Stream;
use tempfile::TempDir;

/// Private keys by program, and the folder with the files that a program reads.
pub struct Keys {
    private: HashMap<&'static str, SigningKey>,
    folder: TempDir,
}

impl Keys {
    pub(super) fn generate() -> anyhow::Result<Self> {
        let mut private = HashMap::new();
        for name in Stream::ALL
            .map(Stream::service)
            .into_iter()
            .chain(["gateway"])
        {
            private.insert(name, SigningKey::generate(name)?);
        }
        let keys = Self {
            private,
            folder: tempfile::tempdir().context("a folder for keys")?,
        };
        for (name, key) in &keys.private {
            std::fs::write(keys.private_file(name), key.to_pem()?).context("a private key")?;
        }
        std::fs::write(keys.cipher_file(), Cipher::fresh_key()).context("a cipher's key")?;
        let public = keys.private.values().map(SigningKey::public).collect();
        std::fs::write(keys.public_file(), KeySet::to_json(public)).context("public keys")?;
        Ok(keys)
    }

    /// The private key of a program.
    ///
    /// # Panics
    /// When there is no program of that name.
    #[must_use]
    pub fn of(&self, program: &str) -> &SigningKey {
        let key = self.private.get(program);
        key.unwrap_or_else(|| panic!("no program is called {program}"))
    }

    /// The public keys of all.
    #[must_use]
    pub fn public(&self) -> KeySet {
        let keys = self.private.values().map(SigningKey::public).collect();
        crate::demand(KeySet::new(keys).map_err(Into::into))
    }

    pub(super) fn private_file(&self, program: &str) -> PathBuf {
        self.folder.path().join(format!("{program}.pem"))
    }

    pub(super) fn cipher_file(&self) -> PathBuf {
        self.folder.path().join("cipher.key")
    }

    pub(super) fn public_file(&self) -> PathBuf {
        self.folder.path().join("keys.json")
    }
}
