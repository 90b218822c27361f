//! A key for each program, and the set of public ones that all of them trust.

use std::path::PathBuf;

use anyhow::Context;
use chassis::token::{KeySet, SigningKey};

use crate::folder::DataFolder;

/// Every program with a key of its own.
pub const PROGRAMS: [&str; 5] = [
    "registration",
    "submission",
    "scoring",
    "announcement",
    "gateway",
];

/// Where the public keys lie in the folder.
pub const TRUSTED: &str = "keys/trusted.json";

/// Where the keys are.
#[derive(Clone)]
pub struct Keys(DataFolder);

impl Keys {
    /// Makes what is missing.
    ///
    /// # Errors
    /// When the folder cannot be written or holds something else in place of a key.
    pub fn ensure(folder: &DataFolder) -> anyhow::Result<Self> {
        let mut public = Vec::new();
        for program in PROGRAMS {
            let name = private(program);
            let key = match folder.read(&name)? {
                Some(pem) => SigningKey::from_pem(program, &pem).with_context(|| name.clone())?,
                None => {
                    let key = SigningKey::generate(program)?;
                    folder.write(&name, key.to_pem()?.as_bytes())?;
                    key
                }
            };
            public.push(key.public());
        }
        folder.write(TRUSTED, KeySet::to_json(public).as_bytes())?;
        Ok(Self(folder.clone()))
    }

    /// The file with a program's private key.
    #[must_use]
    pub fn private_file(&self, program: &str) -> PathBuf {
        self.0.join(&private(program))
    }

    /// The file with everybody's public keys.
    #[must_use]
    pub fn trusted_file(&self) -> PathBuf {
        self.0.join(TRUSTED)
    }
}

fn private(program: &str) -> String {
    format!("keys/{program}.pem")
}
