//! Letting a sealed result go: two persons, one of each side, each naming the root and the moment before which it stays closed.
//!
//! Until the release has happened (both words stand, and the later of their moments has come) each of the two may say another moment or take
//! the word back: a slip of the pen must not decide when, or whether, a result is shown. Afterwards nothing of it changes.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{Fault, Noun, Refusal, category::Edition, seal::Seal};

/// How long the password that was given again counts.
pub const CONFIRMATION: TimeDelta = TimeDelta::minutes(5);

/// How long after the edition's announcement a result may be kept closed. An evening is put off by days, not by months; and whoever mistypes
/// the year and cannot be asked any more has not locked a category away for ever.
pub const LATEST: TimeDelta = TimeDelta::days(30);

/// On whose side an approval stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Leadership,
    Plenary,
}

/// One person's word.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Approval`.
pub struct Approval {
    pub account_id: Uuid,
    pub side: Side,
    pub not_before: DateTime<Utc>,
    pub approved_at: DateTime<Utc>,
}

/// Who wants to approve.
#[derive(Debug, Clone)]
pub struct Approver {
    pub account_id: Uuid,
    /// Holds the role leadership.
    pub leads: bool,
    /// The editions whose plenary the person belongs to.
    pub plenary_of: Vec<String>,
    /// When the password was last asked for again, by the machine's time.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// What the approver has before the eyes and wants.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The root as text.
    pub root: String,
    /// The moment before which the content stays closed.
    pub not_before: Option<DateTime<Utc>>,
}

/// The two times: what the event sees, and the machine's, by which a confirmation grows old.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    pub event: DateTime<Utc>,
    pub system: DateTime<Utc>,
}

impl Seal {
    /// Adds one person's word, in place of that person's earlier one.
    pub fn approve(
        mut self,
        approver: &Approver,
        wish: &Wish,
        edition: &Edition,
        now: Now,
    ) -> Result<Self, Refusal> {
        let sides = approver.sides_in(&self.edition_id)?;
        if wish.root != self.root.to_string() {
            return Err(Refusal::RootDiffers);
        }
        let not_before = wish.moment(edition)?;
        if !approver.is_confirmed_at(now.system) {
            return Err(Refusal::ConfirmationRequired);
        }
        self.check_unreleased(edition, now.event)?;
        self.take_back(approver.account_id);
        let side = self.free_side(&sides).ok_or(Refusal::ApprovalTaken)?;
        self.approvals.push(Approval {
            account_id: approver.account_id,
            side,
            not_before,
            approved_at: now.event,
        });
        self.version += 1;
        Ok(self)
    }

    /// Takes one person's word back. No password is asked for: what stays closed does no harm.
    pub fn withdraw(
        mut self,
        account_id: Uuid,
        edition: &Edition,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let released = self.check_unreleased(edition, now);
        if !self.take_back(account_id) {
            return Err(Refusal::NotFound(Noun::Approval));
        }
        released?;
        self.version += 1;
        Ok(self)
    }

    /// The later of the two moments that the approvals name; `None` while one is missing.
    pub fn releases_at(&self) -> Option<DateTime<Utc>> {
        let of = |side| self.approvals.iter().find(|one| one.side == side);
        let (first, second) = (of(Side::Leadership)?, of(Side::Plenary)?);
        let by_two = first.account_id != second.account_id;
        by_two.then(|| first.not_before.max(second.not_before))
    }

    /// Whether the content may be handed out now. An evening that was put off after the approvals is waited for.
    pub fn check_release(&self, edition: &Edition, now: DateTime<Utc>) -> Result<(), Refusal> {
        let from = self.releases_at().ok_or(Refusal::ApprovalsMissing)?;
        if now < from.max(edition.announces_at) {
            return Err(Refusal::ReleaseEarly);
        }
        Ok(())
    }

    fn check_unreleased(&self, edition: &Edition, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.check_release(edition, now) {
            Ok(()) => Err(Refusal::Released),
            Err(_) => Ok(()),
        }
    }

    /// Whether there was a word of this person's to take back.
    fn take_back(&mut self, account_id: Uuid) -> bool {
        let spoken = self.approvals.len();
        self.approvals.retain(|one| one.account_id != account_id);
        self.approvals.len() < spoken
    }

    /// The first of these sides on which nobody has spoken.
    fn free_side(&self, sides: &[Side]) -> Option<Side> {
        let is_free = |side: &Side| self.approvals.iter().all(|one| one.side != *side);
        sides.iter().copied().find(is_free)
    }
}

impl Wish {
    /// The moment, between the edition's announcement and [`LATEST`] after it.
    fn moment(&self, edition: &Edition) -> Result<DateTime<Utc>, Refusal> {
        let moment = self.not_before.ok_or_else(|| {
            let text = "name the moment before which the content stays closed";
            Refusal::Invalid(vec![Fault::new("not_before", "NOT_BEFORE_MISSING", text)])
        })?;
        if moment < edition.announces_at {
            let edition_id = edition.id.clone();
            return Err(Refusal::NotBeforeEarly { edition_id });
        }
        // Subtracted, since a sum could lie beyond the calendar.
        if moment - edition.announces_at > LATEST {
            let edition_id = edition.id.clone();
            return Err(Refusal::NotBeforeLate { edition_id });
        }
        Ok(moment)
    }
}

impl Approver {
    /// Leadership first: there are fewer of them.
    fn sides_in(&self, edition_id: &str) -> Result<Vec<Side>, Refusal> {
        let in_plenary = self.plenary_of.iter().any(|edition| edition == edition_id);
        let sides: Vec<Side> = [(self.leads, Side::Leadership), (in_plenary, Side::Plenary)]
            .into_iter()
            .filter_map(|(holds, side)| holds.then_some(side))
            .collect();
        if sides.is_empty() {
            return Err(Refusal::PlenaryOtherEdition);
        }
        Ok(sides)
    }

    fn is_confirmed_at(&self, now: DateTime<Utc>) -> bool {
        // A moment after now is a clock that differs a little between two machines.
        self.confirmed_at.is_some_and(|at| now - at <= CONFIRMATION)
    }
}

impl Side {
    /// Its name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leadership => "leadership",
            Self::Plenary => "plenary",
        }
    }

    /// The side of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Leadership, Self::Plenary]
            .into_iter()
            .find(|side| side.as_str() == name)
    }
}

#[cfg(test)]
mod tests;
