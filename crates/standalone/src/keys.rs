//! A key for each program, the set of public ones that all of them trust, and the key of second factors.

use std::path::PathBuf;

use anyhow::Context;
use chassis::{
    cipher::Cipher,
    token::{KeySet, SigningKey},
};

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
const SECOND_FACTOR: &str = "keys/second-factor.key";

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
        if folder.read(SECOND_FACTOR)?.is_none() {
            folder.write(SECOND_FACTOR, Cipher::fresh_key().as_bytes())?;
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

    /// The file with the key that keeps the secrets of second factors.
    #[must_use]
    pub fn second_factor_file(&self) -> PathBuf {
        self.0.join(SECOND_FACTOR)
    }
}

fn private(program: &str) -> String {
    format!("keys/{program}.pem")
}
