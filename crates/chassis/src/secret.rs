//! The only place with randomness: salts, session tokens, generated passwords. The generator is the operating system's.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRngCore, rngs::OsRng};

/// Fresh random bytes.
///
/// # Panics
/// When the operating system has no randomness to give: nothing secret can be made then.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[allow(clippy::expect_used)]
    OsRng
        .try_fill_bytes(&mut bytes)
        .expect("the operating system gives randomness");
    bytes
}

/// An opaque secret of 32 random bytes in base64url, 43 characters.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}
