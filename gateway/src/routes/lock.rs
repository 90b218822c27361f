//! The password between the two steps of a log-in: on the page of the second step, under a lock that only this browser's secret opens, and for five
//! minutes. So no half-open session is kept anywhere, the password is typed once, and no page, copy or history of one can be read for it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chassis::cipher::Cipher;
use chrono::{DateTime, TimeDelta, Utc};

use super::csrf::Secret;

const OPENS_FOR: TimeDelta = TimeDelta::minutes(5);

/// For the page.
pub fn locked(secret: &Secret, email: &str, password: &str, now: DateTime<Utc>) -> String {
    let dated = [&now.timestamp().to_be_bytes(), password.as_bytes()].concat();
    let cipher = Cipher::new(&secret.derived("log-in"));
    URL_SAFE_NO_PAD.encode(cipher.encrypt(&dated, email.as_bytes()))
}

/// The password of this address, unless it took too long or another browser brings it.
pub fn opened(secret: &Secret, email: &str, text: &str, now: DateTime<Utc>) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let cipher = Cipher::new(&secret.derived("log-in"));
    let dated = cipher.decrypt(&bytes, email.as_bytes())?;
    let (at, password) = dated.split_first_chunk::<8>()?;
    let at = DateTime::from_timestamp(i64::from_be_bytes(*at), 0)?;
    let is_fresh = now - at <= OPENS_FOR;
    is_fresh.then(|| String::from_utf8(password.to_vec()).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_browser_opens_it_for_the_same_address_and_not_for_long() {
        let (secret, now) = (Secret::fresh(), DateTime::UNIX_EPOCH);
        let text = locked(&secret, "ani@b.id", "kuda yang benar", now);
        assert!(!text.contains("kuda"));
        let open = |secret: &Secret, email, minutes| {
            opened(secret, email, &text, now + TimeDelta::minutes(minutes))
        };
        assert_eq!(
            open(&secret, "ani@b.id", 5).as_deref(),
            Some("kuda yang benar")
        );
        assert_eq!(open(&secret, "ani@b.id", 6), None);
        assert_eq!(open(&secret, "budi@b.id", 0), None);
        assert_eq!(open(&Secret::fresh(), "ani@b.id", 0), None);
        assert_eq!(opened(&secret, "ani@b.id", "nonsense", now), None);
    }
}
