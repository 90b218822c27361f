//! States as words with a shape: each has one text and one chip, the same on every page.

use fest_proto::access::v1 as access;
use fest_proto::registration::v1 as registration;
use fest_proto::scoring::v1 as scoring;
use fest_proto::submission::v1 as submission;

use super::markup::Markup;
use crate::texts::Language;

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident: $key:literal, $chip:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// The state as a word in its shape.
            pub(super) fn chip(&self, language: &Language) -> Markup {
                let (key, class) = match self { $(Self::$variant => ($key, $chip)),* };
                Markup(format!("<span class=\"chip{class}\">{}</span>", language.say(key)))
            }
        }
    };
}

/// What a person may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Role {
    Participant,
    Committee,
    Leadership,
    Juror,
    Operator,
    Plenary,
}

impl Role {
    /// From the contract; a role that these pages do not know is none.
    pub fn from_contract(role: access::Role) -> Option<Self> {
        match role {
            access::Role::Participant => Some(Self::Participant),
            access::Role::Committee => Some(Self::Committee),
            access::Role::Leadership => Some(Self::Leadership),
            access::Role::Juror => Some(Self::Juror),
            access::Role::Operator => Some(Self::Operator),
            access::Role::Plenary => Some(Self::Plenary),
            access::Role::Unspecified => None,
        }
    }

    /// The role as pages name it.
    pub(super) fn text(self, language: Language) -> crate::texts::Phrase {
        language.say(match self {
            Self::Participant => "role-participant",
            Self::Committee => "role-committee",
            Self::Leadership => "role-leadership",
            Self::Juror => "role-juror",
            Self::Operator => "role-operator",
            Self::Plenary => "role-plenary",
        })
    }
}

/// A service whose part of a page may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Registration,
    Submission,
    Scoring,
    Announcement,
}

impl Part {
    /// What people call it.
    pub(super) fn name(&self, language: &Language) -> crate::texts::Phrase {
        language.say(match self {
            Self::Registration => "part-name-registration",
            Self::Submission => "part-name-submission",
            Self::Scoring => "part-name-scoring",
            Self::Announcement => "part-name-announcement",
        })
    }

    pub(super) fn note(&self, language: &Language) -> crate::texts::Phrase {
        language.say(match self {
            Self::Registration => "part-registration",
            Self::Submission => "part-submission",
            Self::Scoring => "part-scoring",
            Self::Announcement => "part-announcement",
        })
    }
}

states! {
    /// How far an edition is.
    Phase {
        /// Still being put together.
        Draft: "phase-draft", "";
        /// Rules fixed, entries not yet taken.
        Locked: "phase-locked", " chip--ok";
        /// Entries are taken.
        Open: "phase-open", " chip--run";
        /// Entries are no longer taken.
        Closed: "phase-closed", "";
        /// Kept for reading.
        Archived: "phase-archived", "";
    }
}

impl From<registration::EditionPhase> for Phase {
    fn from(phase: registration::EditionPhase) -> Self {
        match phase {
            registration::EditionPhase::Unspecified | registration::EditionPhase::Draft => {
                Self::Draft
            }
            registration::EditionPhase::Locked => Self::Locked,
            registration::EditionPhase::Open => Self::Open,
            registration::EditionPhase::Closed => Self::Closed,
            registration::EditionPhase::Archived => Self::Archived,
        }
    }
}

states! {
    /// How far a claim is.
    ClaimState {
        /// Waits for the committee.
        Claimed: "claim-claimed", " chip--soon";
        /// The body above stands behind it.
        Endorsed: "claim-endorsed", " chip--soon";
        /// Confirmed.
        Verified: "claim-verified", " chip--ok";
        /// Sent back to its owner.
        Returned: "claim-returned", " chip--bad";
        /// Taken back.
        Withdrawn: "claim-withdrawn", "";
    }
}

impl From<registration::ParticipationState> for ClaimState {
    fn from(state: registration::ParticipationState) -> Self {
        match state {
            registration::ParticipationState::Endorsed => Self::Endorsed,
            registration::ParticipationState::Verified => Self::Verified,
            registration::ParticipationState::Returned => Self::Returned,
            registration::ParticipationState::Withdrawn => Self::Withdrawn,
            registration::ParticipationState::Claimed
            | registration::ParticipationState::Unspecified => Self::Claimed,
        }
    }
}

states! {
    /// How far a channel is.
    ChannelState {
        /// Waits for the committee.
        Declared: "channel-declared", " chip--soon";
        /// Confirmed.
        Verified: "channel-verified", " chip--ok";
        /// Sent back.
        Returned: "channel-returned", " chip--bad";
    }
}

impl From<registration::ChannelState> for ChannelState {
    fn from(state: registration::ChannelState) -> Self {
        match state {
            registration::ChannelState::Verified => Self::Verified,
            // What was removed is in no list.
            registration::ChannelState::Returned | registration::ChannelState::Removed => {
                Self::Returned
            }
            registration::ChannelState::Declared | registration::ChannelState::Unspecified => {
                Self::Declared
            }
        }
    }
}

states! {
    /// Whether a body of the register is there.
    OrganisationLife {
        /// It is.
        Active: "organisation-active", " chip--ok";
        /// It is no more.
        Retired: "organisation-retired", "";
        /// Another one took its place.
        Merged: "organisation-merged", "";
    }
}

states! {
    /// How far an entry is.
    EntryState {
        /// Still with its owner.
        Draft: "entry-draft", " chip--soon";
        /// Handed in.
        Submitted: "entry-submitted", " chip--run";
    }
}

impl From<submission::EntryState> for EntryState {
    fn from(state: submission::EntryState) -> Self {
        match state {
            submission::EntryState::Submitted => Self::Submitted,
            submission::EntryState::Draft | submission::EntryState::Unspecified => Self::Draft,
        }
    }
}

states! {
    /// How far a score sheet is.
    SheetState {
        /// No mark yet.
        Empty: "sheet-empty", "";
        /// Begun.
        Saved: "sheet-saved", " chip--soon";
        /// Handed in.
        Submitted: "sheet-submitted", " chip--ok";
    }
}

impl From<scoring::SheetState> for SheetState {
    fn from(state: scoring::SheetState) -> Self {
        match state {
            scoring::SheetState::Submitted => Self::Submitted,
            scoring::SheetState::Saved => Self::Saved,
            scoring::SheetState::Empty | scoring::SheetState::Unspecified => Self::Empty,
        }
    }
}

states! {
    /// Where a category stands.
    Stage {
        /// Things still come in.
        Intake: "stage-intake", "";
        /// Sheets are being filled.
        Judging: "stage-judging", " chip--run";
        /// The plenary can decide.
        Decidable: "stage-decidable", " chip--soon";
        /// The result is fixed.
        Sealed: "stage-sealed", " chip--gold";
        /// Both approvals stand.
        Approved: "stage-approved", " chip--gold";
        /// Everybody may see it.
        Revealed: "stage-revealed", " chip--gold";
    }
}

impl From<scoring::Stage> for Stage {
    fn from(stage: scoring::Stage) -> Self {
        match stage {
            scoring::Stage::Intake | scoring::Stage::Unspecified => Self::Intake,
            scoring::Stage::Judging => Self::Judging,
            scoring::Stage::Decidable => Self::Decidable,
            scoring::Stage::Sealed => Self::Sealed,
            scoring::Stage::Approved => Self::Approved,
        }
    }
}

/// How what is judged comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Intake {
    Monitored,
    Entered,
    Assessed,
}

impl From<registration::CategoryIntake> for Intake {
    fn from(intake: registration::CategoryIntake) -> Self {
        match intake {
            registration::CategoryIntake::Monitored | registration::CategoryIntake::Unspecified => {
                Self::Monitored
            }
            registration::CategoryIntake::Entered => Self::Entered,
            registration::CategoryIntake::Assessed => Self::Assessed,
        }
    }
}

impl Intake {
    pub(super) fn text(&self, language: &Language) -> crate::texts::Phrase {
        language.say(match self {
            Self::Monitored => "intake-monitored",
            Self::Entered => "intake-entered",
            Self::Assessed => "intake-assessed",
        })
    }
}
