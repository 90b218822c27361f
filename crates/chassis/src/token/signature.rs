//! Signatures over bytes that are no token, by the same keys: they name their key and hold for ever.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::Signer;
use jsonwebtoken::Algorithm;

use super::{KeySet, SigningKey};

impl SigningKey {
    /// An Ed25519 signature over `content`, which must not look like a token's: JSON does not.
    #[must_use]
    pub fn sign_content(&self, content: &[u8]) -> [u8; 64] {
        self.key.sign(content).to_bytes()
    }
}

impl KeySet {
    /// Whether `issuer` signed `content` with the key of this id.
    #[must_use]
    pub fn has_signed(&self, issuer: &str, kid: &str, content: &[u8], signature: &[u8]) -> bool {
        let Some((public, key)) = self.0.get(kid) else {
            return false;
        };
        let signature = URL_SAFE_NO_PAD.encode(signature);
        public.iss == issuer
            && jsonwebtoken::crypto::verify(&signature, content, key, Algorithm::EdDSA)
                .unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_issuer_key_and_content_alone() {
        let key = SigningKey::generate("scoring").expect("key");
        let other = SigningKey::generate("scoring").expect("key");
        let keys = KeySet::new(vec![key.public(), other.public()]).expect("keys");
        let (kid, signature) = (key.public().kid, key.sign_content(b"{}"));
        assert!(keys.has_signed("scoring", &kid, b"{}", &signature));
        assert!(!keys.has_signed("registration", &kid, b"{}", &signature));
        assert!(!keys.has_signed("scoring", &other.public().kid, b"{}", &signature));
        assert!(!keys.has_signed("scoring", "unknown", b"{}", &signature));
        assert!(!keys.has_signed("scoring", &kid, b"[]", &signature));
        assert!(!keys.has_signed("scoring", &kid, b"{}", &signature[1..]));
    }
}
