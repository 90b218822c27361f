//! What the committee did to a body: the registry's history.

use chassis::{error::Violations, text::Text};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{organisation::Organisation, organisation_alias::Alias, rough_date::RoughDate};

const REASON: Text = Text::up_to(500).or("REASON_MISSING");

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It got another name or code.
    Renamed,
    /// Another body took its place.
    Merged,
    /// It took the place of another body.
    Absorbed,
    /// Another body lies above it now.
    Moved,
    /// It is no more.
    Retired,
    /// It is called something besides.
    AliasAdded,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Renamed,
        Self::Merged,
        Self::Absorbed,
        Self::Moved,
        Self::Retired,
        Self::AliasAdded,
    ];

    /// As the table writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Renamed => "renamed",
            Self::Merged => "merged",
            Self::Absorbed => "absorbed",
            Self::Moved => "moved",
            Self::Retired => "retired",
            Self::AliasAdded => "alias_added",
        }
    }
}

/// What a body is called at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

impl From<&Organisation> for Named {
    fn from(body: &Organisation) -> Self {
        Self {
            code: body.facts.code.clone(),
            name: body.facts.name.clone(),
        }
    }
}

/// Why something is done, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// By whom.
    pub account_id: Uuid,
    /// When; the event's time.
    pub at: DateTime<Utc>,
    /// From when on it holds, if that is known.
    pub since: Option<RoughDate>,
    /// Why.
    pub reason: String,
}

impl Grounds {
    /// Checks what the committee gave.
    ///
    /// # Errors
    /// `DATE_INVALID`, `REASON_MISSING`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
    pub fn parse(
        since: &str,
        reason: &str,
        account_id: Uuid,
        at: DateTime<Utc>,
    ) -> Result<Self, Violations> {
        let mut found = Violations::default();
        let since = found.note(RoughDate::parse("since", since));
        let reason = found.note(REASON.parse("reason", reason));
        found.into_result()?;
        Ok(Self {
            account_id,
            at,
            since,
            reason,
        })
    }

    /// A line of the history that says so.
    #[must_use]
    pub fn change(
        &self,
        what: What,
        before: &Organisation,
        after: &Organisation,
        other: &str,
    ) -> Change {
        Change {
            organisation_id: after.id,
            what,
            account_id: Some(self.account_id),
            at: self.at,
            since: self.since.clone(),
            reason: self.reason.clone(),
            before: before.into(),
            after: after.into(),
            other: other.to_owned(),
        }
    }
}

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of which body.
    pub organisation_id: Uuid,
    /// What was done.
    pub what: What,
    /// By whom, as far as that is known.
    pub account_id: Option<Uuid>,
    /// When; the event's time.
    pub at: DateTime<Utc>,
    /// From when on it holds, if that is known.
    pub since: Option<RoughDate>,
    /// Why.
    pub reason: String,
    /// What the body was called.
    pub before: Named,
    /// What it is called.
    pub after: Named,
    /// The other body of a merger or a move, or the alias; may be empty.
    pub other: String,
}

impl Change {
    /// A body is called something besides.
    #[must_use]
    pub fn alias_added(
        body: &Organisation,
        added: &Alias,
        account_id: Uuid,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            organisation_id: body.id,
            what: What::AliasAdded,
            account_id: Some(account_id),
            at,
            since: added.valid_from.clone(),
            reason: added.source.clone(),
            before: body.into(),
            after: body.into(),
            other: added.value.clone(),
        }
    }
}

/// A line of the history as it is kept, and who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownChange {
    /// Its id.
    pub id: Uuid,
    /// The change.
    pub change: Change,
    /// The name of who did it; empty where that is not known.
    pub display_name: String,
}
