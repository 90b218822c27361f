//! Secrets that have to be read again, where they are kept or on their way through somebody's hands: encrypted (XChaCha20-Poly1305), and bound to what
//! they belong to, so that one in another's place opens nothing.

use std::path::Path;

use anyhow::Context;
use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};

use crate::secret;

const NONCE_BYTES: usize = 24;

/// Encrypts and decrypts under one key.
#[derive(Clone)]
pub struct Cipher(XChaCha20Poly1305);

impl Cipher {
    /// Under this key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    /// Under the key of a file: 32 bytes in base64.
    ///
    /// # Errors
    /// Names the file that cannot be read or holds no key, and nothing of what it holds.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let about = || file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(about)?;
        let bytes = STANDARD.decode(text.trim()).ok();
        let key = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let key = key.context("not 32 bytes in base64").with_context(about)?;
        Ok(Self::new(&key))
    }

    /// A fresh key, as such a file holds it.
    #[must_use]
    pub fn fresh_key() -> String {
        STANDARD.encode(secret::random_bytes::<32>())
    }

    /// Encrypts what belongs to `owner`. A nonce of 24 random bytes never comes twice.
    ///
    /// # Panics
    /// When there is more of it than memory can hold.
    #[must_use]
    pub fn encrypt(&self, plain: &[u8], owner: &[u8]) -> Vec<u8> {
        let nonce = secret::random_bytes::<NONCE_BYTES>();
        let payload = Payload {
            msg: plain,
            aad: owner,
        };
        #[allow(clippy::expect_used)]
        let encrypted = self.0.encrypt(&nonce.into(), payload).expect("it fits");
        [&nonce[..], &encrypted].concat()
    }

    /// What was encrypted for this owner under this key; nothing else is anything.
    #[must_use]
    pub fn decrypt(&self, encrypted: &[u8], owner: &[u8]) -> Option<Vec<u8>> {
        let (nonce, encrypted) = encrypted.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload {
            msg: encrypted,
            aad: owner,
        };
        self.0.decrypt(&(*nonce).into(), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encrypted_opens_for_its_owner_under_its_key_alone() {
        let cipher = Cipher::new(&[7; 32]);
        let encrypted = cipher.encrypt(b"secret", b"ani");
        assert_eq!(
            cipher.decrypt(&encrypted, b"ani").as_deref(),
            Some(&b"secret"[..])
        );
        assert_eq!(cipher.decrypt(&encrypted, b"budi"), None);
        assert_eq!(Cipher::new(&[8; 32]).decrypt(&encrypted, b"ani"), None);
        assert_ne!(encrypted, cipher.encrypt(b"secret", b"ani"));
    }

    #[test]
    fn a_changed_or_cut_text_is_nothing() {
        let cipher = Cipher::new(&[7; 32]);
        let encrypted = cipher.encrypt(b"secret", b"ani");
        for index in 0..encrypted.len() {
            let mut changed = encrypted.clone();
            changed[index] ^= 1;
            assert_eq!(cipher.decrypt(&changed, b"ani"), None, "byte {index}");
            assert_eq!(cipher.decrypt(&encrypted[..index], b"ani"), None);
        }
    }

    #[test]
    fn a_key_is_read_from_a_file_and_nothing_else_is_one() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("key");
        std::fs::write(&file, Cipher::fresh_key() + "\n").expect("written");
        let encrypted = Cipher::read(&file).expect("a key").encrypt(b"a", b"");
        let again = Cipher::read(&file).expect("the same key");
        assert_eq!(again.decrypt(&encrypted, b"").as_deref(), Some(&b"a"[..]));
        for wrong in ["", "short", "AAAA"] {
            std::fs::write(&file, wrong).expect("written");
            let error = Cipher::read(&file).err().expect("no key");
            assert!(format!("{error:#}").ends_with("not 32 bytes in base64"));
        }
    }
}
