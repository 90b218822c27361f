//! An invitation: a letter to an organisation, with a code that says which one to take part in what.
//!
//! A code opens no door: who claims with it needs a decree and the committee like anybody else. So it may be short enough to be typed from paper.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Refusal;

/// Digits and capitals without those that are taken for another one: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V.
const LETTERS: &[u8; 27] = b"23456789ACDEFGHJKMNPQRTVWXY";
const LENGTH: usize = 8;

/// What stands on a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// The code that these random bytes make. Their number is so much larger than that of codes that none is likelier than another.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let count = LETTERS.len() as u128;
        let mut rest = u128::from_be_bytes(bytes);
        Self(std::array::from_fn(|_| {
            #[allow(clippy::cast_possible_truncation)]
            let letter = (rest % count) as usize;
            rest /= count;
            LETTERS[letter]
        }))
    }

    /// A code as somebody types it: capitals, spaces and hyphens do not count, and a mark that no code has is taken for the one it looks like.
    /// `None` when it cannot be one.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut letters = [0; LENGTH];
        let mut count = 0;
        for char in typed.chars() {
            if char.is_whitespace() || matches!(char, '-' | '–' | '—') {
                continue;
            }
            *letters.get_mut(count)? = meant(char)?;
            count += 1;
        }
        (count == LENGTH).then_some(Self(letters))
    }

    /// "ACDE-2345".
    #[must_use]
    pub fn text(&self) -> String {
        let (first, second) = self.0.split_at(LENGTH / 2);
        let part = |letters: &[u8]| letters.iter().copied().map(char::from).collect::<String>();
        format!("{}-{}", part(first), part(second))
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

fn meant(char: char) -> Option<u8> {
    let char = char.to_ascii_uppercase();
    let alike = match char {
        'B' => '8',
        'S' => '5',
        'Z' => '2',
        'U' => 'V',
        other => other,
    };
    let byte = u8::try_from(alike).ok()?;
    LETTERS.contains(&byte).then_some(byte)
}

/// One organisation's invitation to one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: Uuid,
    /// To which edition.
    pub edition_id: String,
    /// Who is invited.
    pub organisation_id: Uuid,
    /// When it was last made.
    pub issued_at: DateTime<Utc>,
    /// When it was first opened since.
    pub opened_at: Option<DateTime<Utc>>,
    /// The claim that was made with it.
    pub participation_id: Option<Uuid>,
    /// Grows by one with each change.
    pub version: i64,
}

impl Invitation {
    /// The same invitation with a new code, as if it had never been opened; one that was answered stays so.
    #[must_use]
    pub fn again(self, at: DateTime<Utc>) -> Self {
        Self {
            issued_at: at,
            opened_at: None,
            version: self.version + 1,
            ..self
        }
    }

    /// The same invitation, opened; `None` when it was before.
    #[must_use]
    pub fn open(&self, at: DateTime<Utc>) -> Option<Self> {
        self.opened_at.is_none().then(|| Self {
            opened_at: Some(at),
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// The same invitation, answered by a claim; `None` when it was before, as when a body gets a second admin.
    ///
    /// # Errors
    /// `INVITATION_NOT_FOUND` when it invites somebody else, or to something else.
    pub fn answer(
        &self,
        edition_id: &str,
        organisation_id: Uuid,
        participation_id: Uuid,
    ) -> Result<Option<Self>, Refusal> {
        if self.edition_id != edition_id || self.organisation_id != organisation_id {
            return Err(Refusal::InvitationUnclaimable);
        }
        Ok(self.participation_id.is_none().then(|| Self {
            participation_id: Some(participation_id),
            version: self.version + 1,
            ..self.clone()
        }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(typed: &str) -> Option<String> {
        Code::parse(typed).map(|code| code.text())
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["ACDE-2345", "acde2345", " a c d e – 2 3 4 5 ", "ACDE-Z34S"] {
            assert_eq!(text(typed).as_deref(), Some("ACDE-2345"), "{typed}");
        }
        for wrong in [
            "",
            "ACDE-234",
            "ACDE-23456",
            "ACDE-234O",
            "ACDE-2341",
            "ACDE-234é",
            "ACDE_2345",
        ] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_invitation_is_opened_and_answered_once() {
        let at: DateTime<Utc> = "2024-10-01T09:00:00+07:00".parse().expect("time");
        let (organisation, claim) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let made = Invitation {
            id: Uuid::from_u128(3),
            edition_id: "fest".to_owned(),
            organisation_id: organisation,
            issued_at: at,
            opened_at: None,
            participation_id: None,
            version: 1,
        };
        let opened = made.open(at).expect("opened");
        assert_eq!((opened.opened_at, opened.version), (Some(at), 2));
        assert_eq!(opened.open(at), None);
        let answered = opened.answer("fest", organisation, claim);
        let answered = answered.expect("ours").expect("answered");
        assert_eq!(
            (answered.participation_id, answered.version),
            (Some(claim), 3)
        );
        let second = Uuid::from_u128(4);
        assert_eq!(answered.answer("fest", organisation, second), Ok(None));
        let elsewhere = Err(Refusal::InvitationUnclaimable);
        assert_eq!(opened.answer("other", organisation, claim), elsewhere);
        assert_eq!(opened.answer("fest", second, claim), elsewhere);
        assert_eq!(answered.again(at).opened_at, None);
    }

    proptest! {
        #[test]
        fn a_code_comes_back_from_its_text_and_holds_no_look_alikes(bytes in any::<[u8; 16]>()) {
            let code = Code::from_random(bytes);
            let text = code.text();
            prop_assert!(!text.contains(['0', 'O', '1', 'I', 'L', 'B', 'S', 'Z', 'U']));
            let read = Code::parse(&text).expect("a code");
            prop_assert_eq!(read.hash(), code.hash());
        }
    }
}
