//! An invitation: a letter to an organisation, with a code that says which one to take part in what.
//!
//! A code opens no door: who claims with it needs a decree and the committee like anybody else. So it may be short enough to be typed from paper.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Refusal;

/// What stands on a letter.
pub type Code = super::code::Code<8>;

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
    use super::*;

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
}
