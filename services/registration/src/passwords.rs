//! Hashing passwords (argon2id). It is slow on purpose, so it runs off the threads that serve calls, at most as many at once as there are
//! processors: a crowd of log-ins, or of guesses, waits its turn instead of taking memory and every processor.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::domain::account::Password;

/// Why a password was not hashed or compared.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// The algorithm refuses.
    #[error("argon2")]
    Hash(#[source] argon2::password_hash::Error),
    /// A stored hash is none.
    #[error("a stored hash cannot be read")]
    Stored(#[source] argon2::password_hash::phc::Error),
    /// The process is ending.
    #[error("the process is ending")]
    Ending,
}

/// Hashes and compares; clones share their turns.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    nobodys: Arc<str>,
}

impl Passwords {
    /// Ready to hash.
    ///
    /// # Errors
    /// [`HashError`] when the algorithm does not work here.
    pub fn new() -> Result<Self, HashError> {
        let at_once = std::thread::available_parallelism().map_or(1, usize::from);
        let nobodys = hash(chassis::secret::token().as_bytes())?;
        Ok(Self {
            turns: Arc::new(Semaphore::new(at_once)),
            nobodys: nobodys.into(),
        })
    }

    /// The hash to store.
    ///
    /// # Errors
    /// [`HashError`] when it cannot be made.
    pub async fn hash(&self, password: Password) -> Result<String, HashError> {
        self.in_turn(move || hash(password.as_bytes())).await
    }

    /// Whether the password is the one behind the stored hash. Without a stored hash it does the same work in vain, so that the time of the
    /// answer does not tell which addresses have an account.
    ///
    /// # Errors
    /// [`HashError`] when the stored hash is none.
    pub async fn matches(
        &self,
        password: Password,
        stored: Option<String>,
    ) -> Result<bool, HashError> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobodys.to_string());
        let equal = self.in_turn(move || verify(password.as_bytes(), &stored));
        Ok(equal.await? && known)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|_| HashError::Ending)?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        });
        done.await.map_err(|_| HashError::Ending)?
    }
}

fn hash(password: &[u8]) -> Result<String, HashError> {
    let salt = chassis::secret::random_bytes::<16>();
    let hash = Argon2::default().hash_password_with_salt(password, &salt);
    hash.map(|hash| hash.to_string()).map_err(HashError::Hash)
}

fn verify(password: &[u8], stored: &str) -> Result<bool, HashError> {
    let stored = PasswordHash::new(stored).map_err(HashError::Stored)?;
    match Argon2::default().verify_password(password, &stored) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(HashError::Hash(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_alone_and_nobody_matches_nothing() {
        let passwords = Passwords::new().expect("argon2");
        let password = || Password::claimed("correct horse battery".to_owned());
        let stored = passwords.hash(password()).await.expect("hash");
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        let same = passwords.matches(password(), Some(stored.clone())).await;
        assert!(same.expect("compared"));
        let other = Password::claimed("correct horse batterz".to_owned());
        let other = passwords.matches(other, Some(stored)).await;
        assert!(!other.expect("compared"));
        let nobody = passwords.matches(password(), None).await;
        assert!(!nobody.expect("compared"));
    }
}
