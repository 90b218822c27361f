//! A promise about bytes that nobody may see yet: their SHA-256 behind 32 random bytes.
//!
//! Without the salt the few thousand results that are likely could be hashed one by one until one fits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

const LENGTH: usize = 32;

/// The random bytes in front of a committed content; secret until it is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; LENGTH]);

/// A SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; LENGTH]);

/// Not 32 bytes, or not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("32 bytes are wanted, written as 64 lower-case hexadecimal digits")]
pub struct NotThirtyTwoBytes;

/// The digest that stands for this content from now on.
pub fn commit(salt: &Salt, content: &[u8]) -> Digest {
    let hash = Sha256::new().chain_update(salt.0).chain_update(content);
    Digest(hash.finalize().into())
}

impl Digest {
    /// The plain SHA-256 of bytes that are no secret.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    /// Whether this digest was made of this salt and content.
    pub fn matches(&self, salt: &Salt, content: &[u8]) -> bool {
        commit(salt, content) == *self
    }
}

impl Salt {
    /// A salt of bytes that the caller has drawn at random.
    pub const fn new(bytes: [u8; LENGTH]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Salt {
    /// Says nothing: a salt in a log would open the commitment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

macro_rules! thirty_two_bytes {
    ($name:ident) => {
        impl $name {
            /// The bytes.
            pub fn as_bytes(&self) -> &[u8; LENGTH] {
                &self.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = NotThirtyTwoBytes;

            fn try_from(bytes: &[u8]) -> Result<Self, NotThirtyTwoBytes> {
                bytes.try_into().map(Self).map_err(|_| NotThirtyTwoBytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = NotThirtyTwoBytes;

            fn from_str(text: &str) -> Result<Self, NotThirtyTwoBytes> {
                // One value has one text: upper case would be a second.
                if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    return Err(NotThirtyTwoBytes);
                }
                let mut bytes = [0; LENGTH];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| NotThirtyTwoBytes)?;
                Ok(Self(bytes))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

thirty_two_bytes!(Salt);
thirty_two_bytes!(Digest);
