//! The file form of a private key: PKCS#8 PEM, written in version 1, which holds the private half alone. OpenSSL 3.0 and what stands on it do not
//! read version 2, which we read as well.

use ed25519_dalek::{
    SigningKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes, spki::der::pem::LineEnding},
};

use super::TokenError;

pub(super) fn write(key: &SigningKey) -> Result<String, TokenError> {
    let bytes = KeypairBytes {
        secret_key: key.to_bytes(),
        public_key: None,
    };
    let pem = bytes
        .to_pkcs8_pem(LineEnding::LF)
        .map_err(|_| TokenError::PrivateKey)?;
    Ok(pem.to_string())
}

pub(super) fn read(pem: &str) -> Result<SigningKey, TokenError> {
    SigningKey::from_pkcs8_pem(pem).map_err(|_| TokenError::PrivateKey)
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::*;
    use crate::secret;

    #[test]
    fn a_private_key_is_written_as_version_1_and_read_in_both_versions() {
        let key = SigningKey::from_bytes(&secret::random_bytes());
        let written = write(&key).expect("pem");
        let body: String = written
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .collect();
        let der = STANDARD.decode(body).expect("base64");
        // A sequence of 46 bytes; its first member is the number 0, which says version 1.
        assert_eq!(der[..5], [0x30, 0x2e, 0x02, 0x01, 0x00]);

        let version_2 = key.to_pkcs8_pem(LineEnding::LF).expect("pem");
        assert_ne!(version_2.as_str(), written);
        for pem in [&written, version_2.as_str()] {
            assert_eq!(read(pem).expect("a key").to_bytes(), key.to_bytes());
        }
    }
}
