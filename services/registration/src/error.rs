//! What a call can fail with, and which codes and reason its caller gets for it.

use std::time::Duration;

use chassis::{
    error::{Kind, ServiceError, Violation, Violations},
    pool::{PoolError, is_away},
    token::TokenError,
};
use chrono::TimeDelta;
use diesel::result::Error as DieselError;
use eventing::idempotency::KeyError;
use tonic::Status;

use crate::{
    domain::{Refusal, edition::MoveError, organisation_file::Faults},
    passwords::HashError,
};

/// How many rows of a refused file are named: the details of a status travel in headers, which callers bound.
const ROWS_NAMED: usize = 20;

/// Everything that can go wrong here.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields of the request are at fault.
    #[error("{0}")]
    Invalid(Violations),
    /// Rows of a file are at fault.
    #[error("{} rows of the file are wrong; nothing was imported", .0.total())]
    Rows(Faults),
    /// Bodies of an import are not as it left them.
    #[error("bodies of this import were changed since; nothing was undone")]
    Overtaken(Violations),
    /// A rule says no.
    #[error("{0}")]
    Refused(Refusal, Option<Violation>),
    /// The `request_id` does not do.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Too many wrong passwords or codes came before this one, which was not looked at.
    #[error("too many wrong passwords or codes; wait before the next one")]
    Slowed(TimeDelta),
    /// Too many mails were asked for to this address.
    #[error("too many mails to this address; wait before the next one")]
    MailsTooMany(TimeDelta),
    /// A service calls what is for people.
    #[error("this call is for people")]
    PersonRequired,
    /// The database fails.
    #[error("database")]
    Database(#[from] DieselError),
    /// No connection to it is to be had.
    #[error("no connection to the database")]
    Pool(#[from] PoolError),
    /// A password cannot be hashed.
    #[error("password")]
    Password(#[from] HashError),
    /// An access token cannot be signed.
    #[error("access token")]
    Token(#[from] TokenError),
    /// Rows cannot be brought in beside the registry.
    #[error("COPY")]
    Load(#[from] tokio_postgres::Error),
    /// The store of files fails.
    #[error("the store of files")]
    Files(#[from] object_store::Error),
    /// Too many files are coming in.
    #[error("too many files at once; try again in a moment")]
    Busy,
    /// The bytes of a file stopped coming.
    #[error("the file did not come whole")]
    UploadBroken(#[source] Status),
    /// A row holds what no row of ours can.
    #[error("a row cannot be read: {0}")]
    Row(&'static str),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let about = |field| Violation::new(field, codes(refusal).1, refusal.to_string());
        Self::Refused(refusal, field(refusal).map(about))
    }
}

impl From<Violations> for Error {
    fn from(found: Violations) -> Self {
        Self::Invalid(found)
    }
}

impl From<Violation> for Error {
    fn from(one: Violation) -> Self {
        Self::Invalid(one.into())
    }
}

impl From<MoveError> for Error {
    fn from(error: MoveError) -> Self {
        match error {
            MoveError::Refused(refusal) => refusal.into(),
            MoveError::Invalid(one) => one.into(),
        }
    }
}

impl Error {
    fn codes(&self) -> (Kind, &'static str) {
        match self {
            Self::Invalid(found) => (Kind::InvalidArgument, found.reason()),
            Self::Rows(_) => (Kind::InvalidArgument, "ROWS_INVALID"),
            Self::Overtaken(_) => (Kind::FailedPrecondition, "IMPORT_OVERTAKEN"),
            Self::Refused(refusal, _) => codes(*refusal),
            Self::Key(error) => (error.kind(), error.reason()),
            Self::Slowed(_) => (Kind::ResourceExhausted, "GUESSES_TOO_MANY"),
            Self::MailsTooMany(_) => (Kind::ResourceExhausted, "MAILS_TOO_MANY"),
            Self::PersonRequired => (Kind::PermissionDenied, "PERSON_REQUIRED"),
            Self::Database(error) if is_away(error) => (Kind::Unavailable, "DATABASE_UNAVAILABLE"),
            Self::Pool(_) => (Kind::Unavailable, "DATABASE_UNAVAILABLE"),
            // Without an answer of the server's it is the line that fails.
            Self::Load(error) if error.as_db_error().is_none() => {
                (Kind::Unavailable, "DATABASE_UNAVAILABLE")
            }
            Self::Files(_) => (Kind::Unavailable, "FILES_UNAVAILABLE"),
            Self::Busy => (Kind::ResourceExhausted, "OVERLOADED"),
            Self::UploadBroken(_) => (Kind::InvalidArgument, "UPLOAD_BROKEN"),
            Self::Database(_)
            | Self::Load(_)
            | Self::Password(_)
            | Self::Token(_)
            | Self::Row(_) => (Kind::Internal, "INTERNAL"),
        }
    }
}

const fn codes(refusal: Refusal) -> (Kind, &'static str) {
    match refusal {
        Refusal::EmailTaken => (Kind::AlreadyExists, "EMAIL_TAKEN"),
        Refusal::AccountNotFound | Refusal::AccountGone => (Kind::NotFound, "ACCOUNT_NOT_FOUND"),
        Refusal::GrantOwn => (Kind::PermissionDenied, "GRANT_OWN"),
        Refusal::CommitteeExists => (Kind::FailedPrecondition, "COMMITTEE_EXISTS"),
        Refusal::CredentialsWrong => (Kind::Unauthenticated, "CREDENTIALS_WRONG"),
        Refusal::SecondFactorRequired => (Kind::Unauthenticated, "SECOND_FACTOR_REQUIRED"),
        Refusal::SecondFactorWrong => (Kind::Unauthenticated, "SECOND_FACTOR_WRONG"),
        Refusal::SecondFactorUsed => (Kind::Unauthenticated, "SECOND_FACTOR_USED"),
        Refusal::SecondFactorNotBegun => (Kind::FailedPrecondition, "SECOND_FACTOR_NOT_BEGUN"),
        Refusal::SecondFactorNone => (Kind::FailedPrecondition, "SECOND_FACTOR_NONE"),
        Refusal::MailCodeInvalid => (Kind::InvalidArgument, "MAIL_CODE_INVALID"),
        Refusal::AddressVerified => (Kind::FailedPrecondition, "ADDRESS_VERIFIED"),
        Refusal::ResetOwn => (Kind::PermissionDenied, "RESET_OWN"),
        Refusal::SessionInvalid => (Kind::Unauthenticated, "SESSION_INVALID"),
        Refusal::ApiClientNotFound => (Kind::NotFound, "API_CLIENT_NOT_FOUND"),
        Refusal::ApiClientTaken => (Kind::AlreadyExists, "API_CLIENT_TAKEN"),
        Refusal::ApiClientRevoked => (Kind::FailedPrecondition, "API_CLIENT_REVOKED"),
        Refusal::ApiClientExpired => (Kind::FailedPrecondition, "API_CLIENT_EXPIRED"),
        Refusal::ClientInvalid => (Kind::Unauthenticated, "CLIENT_INVALID"),
        Refusal::ScopeInvalid => (Kind::InvalidArgument, "SCOPE_INVALID"),
        Refusal::EditionNotFound => (Kind::NotFound, "EDITION_NOT_FOUND"),
        Refusal::EditionTaken => (Kind::AlreadyExists, "EDITION_TAKEN"),
        Refusal::EditionLocked => (Kind::FailedPrecondition, "EDITION_LOCKED"),
        Refusal::EditionDraft => (Kind::FailedPrecondition, "EDITION_DRAFT"),
        Refusal::EditionArchived => (Kind::FailedPrecondition, "EDITION_ARCHIVED"),
        Refusal::EditionNotAnnounced => (Kind::FailedPrecondition, "EDITION_NOT_ANNOUNCED"),
        Refusal::StageNotPlanned => (Kind::FailedPrecondition, "STAGE_NOT_PLANNED"),
        Refusal::MomentPassed => (Kind::FailedPrecondition, "MOMENT_PASSED"),
        Refusal::EditionEnded => (Kind::FailedPrecondition, "EDITION_ENDED"),
        Refusal::CategoriesMissing => (Kind::FailedPrecondition, "CATEGORIES_MISSING"),
        Refusal::CategoryNotFound => (Kind::NotFound, "CATEGORY_NOT_FOUND"),
        Refusal::CategoryTaken => (Kind::AlreadyExists, "CATEGORY_TAKEN"),
        Refusal::OrganisationNotFound
        | Refusal::OrganisationUnclaimable
        | Refusal::OrganiserUnknown => (Kind::NotFound, "ORGANISATION_NOT_FOUND"),
        Refusal::OrganisationInactive => (Kind::FailedPrecondition, "ORGANISATION_INACTIVE"),
        Refusal::CodeTaken | Refusal::NewCodeTaken => (Kind::AlreadyExists, "CODE_TAKEN"),
        Refusal::NothingChanged => (Kind::FailedPrecondition, "NOTHING_CHANGED"),
        Refusal::SuccessorNotFound => (Kind::NotFound, "SUCCESSOR_NOT_FOUND"),
        Refusal::SuccessorInactive => (Kind::FailedPrecondition, "SUCCESSOR_INACTIVE"),
        Refusal::SuccessorSame => (Kind::FailedPrecondition, "SUCCESSOR_SAME"),
        Refusal::SuccessorBelow => (Kind::FailedPrecondition, "SUCCESSOR_BELOW"),
        Refusal::UnitsRemain => (Kind::FailedPrecondition, "UNITS_REMAIN"),
        Refusal::AliasTaken => (Kind::AlreadyExists, "ALIAS_TAKEN"),
        Refusal::ParticipationNotFound => (Kind::NotFound, "PARTICIPATION_NOT_FOUND"),
        Refusal::ParticipationTaken | Refusal::HandOverTaken => {
            (Kind::AlreadyExists, "PARTICIPATION_TAKEN")
        }
        Refusal::ParticipationClaimed => (Kind::FailedPrecondition, "PARTICIPATION_CLAIMED"),
        Refusal::ParticipationEndorsed => (Kind::FailedPrecondition, "PARTICIPATION_ENDORSED"),
        Refusal::ParticipationVerified => (Kind::FailedPrecondition, "PARTICIPATION_VERIFIED"),
        Refusal::ParticipationReturned => (Kind::FailedPrecondition, "PARTICIPATION_RETURNED"),
        Refusal::ParticipationWithdrawn => (Kind::FailedPrecondition, "PARTICIPATION_WITHDRAWN"),
        Refusal::EndorsementMissing => (Kind::FailedPrecondition, "ENDORSEMENT_MISSING"),
        Refusal::DecreeFileNotFound => (Kind::NotFound, "FILE_NOT_FOUND"),
        Refusal::HandOverSame => (Kind::FailedPrecondition, "HAND_OVER_SAME"),
        Refusal::InvitationNotFound | Refusal::InvitationUnclaimable => {
            (Kind::NotFound, "INVITATION_NOT_FOUND")
        }
        Refusal::InvitationGuessed => (Kind::ResourceExhausted, "INVITATION_GUESSED"),
        Refusal::InvitationsNone => (Kind::FailedPrecondition, "INVITATIONS_NONE"),
        Refusal::InvitationsTooMany => (Kind::FailedPrecondition, "INVITATIONS_TOO_MANY"),
        Refusal::ImportNotFound => (Kind::NotFound, "IMPORT_NOT_FOUND"),
        Refusal::ImportUndone => (Kind::FailedPrecondition, "IMPORT_UNDONE"),
        Refusal::FileNotFound => (Kind::NotFound, "FILE_NOT_FOUND"),
        Refusal::PurposeForbidden => (Kind::PermissionDenied, "PURPOSE_FORBIDDEN"),
        Refusal::JudgeNotFound => (Kind::NotFound, "JUDGE_NOT_FOUND"),
        Refusal::JudgeTaken => (Kind::AlreadyExists, "JUDGE_TAKEN"),
        Refusal::PlatformUnknown => (Kind::InvalidArgument, "PLATFORM_UNKNOWN"),
        Refusal::ChannelAdminRequired => (Kind::PermissionDenied, "CHANNEL_ADMIN_REQUIRED"),
        Refusal::ChannelNotFound => (Kind::NotFound, "CHANNEL_NOT_FOUND"),
        Refusal::ChannelTaken => (Kind::AlreadyExists, "CHANNEL_TAKEN"),
        Refusal::ChannelExists => (Kind::FailedPrecondition, "CHANNEL_EXISTS"),
        Refusal::ChannelVerified => (Kind::FailedPrecondition, "CHANNEL_VERIFIED"),
        Refusal::ChannelReturned => (Kind::FailedPrecondition, "CHANNEL_RETURNED"),
        Refusal::ChannelRemoved => (Kind::FailedPrecondition, "CHANNEL_REMOVED"),
        Refusal::PersonAdminRequired => (Kind::PermissionDenied, "PERSON_ADMIN_REQUIRED"),
        Refusal::PersonNotFound => (Kind::NotFound, "PERSON_NOT_FOUND"),
        Refusal::PersonErased => (Kind::FailedPrecondition, "PERSON_ERASED"),
        Refusal::ConsentMissing => (Kind::InvalidArgument, "CONSENT_MISSING"),
        Refusal::ConsentStale => (Kind::FailedPrecondition, "CONSENT_STALE"),
        Refusal::ConsentNotFound => (Kind::NotFound, "CONSENT_NOT_FOUND"),
        Refusal::ConfirmationRequired => (Kind::PermissionDenied, "CONFIRMATION_REQUIRED"),
        Refusal::CommitteeLast => (Kind::FailedPrecondition, "COMMITTEE_LAST"),
        Refusal::VersionStale => (Kind::Aborted, "VERSION_STALE"),
    }
}

/// The field of the request that a refusal is about; none when it is about the moment or the state of things.
const fn field(refusal: Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::EmailTaken
        | Refusal::AccountNotFound
        | Refusal::JudgeTaken
        | Refusal::HandOverSame
        | Refusal::HandOverTaken => Some("email"),
        Refusal::SecondFactorRequired | Refusal::SecondFactorWrong | Refusal::SecondFactorUsed => {
            Some("code")
        }
        Refusal::SessionInvalid => Some("session_token"),
        Refusal::ApiClientNotFound => Some("api_client_id"),
        Refusal::ApiClientTaken => Some("name"),
        Refusal::ScopeInvalid => Some("scopes"),
        Refusal::EditionNotFound => Some("edition_id"),
        Refusal::EditionTaken => Some("id"),
        Refusal::StageNotPlanned => Some("stage.kind"),
        Refusal::OrganiserUnknown => Some("organiser.organisation_code"),
        Refusal::CategoryNotFound => Some("category_id"),
        Refusal::CategoryTaken
        | Refusal::OrganisationNotFound
        | Refusal::InvitationNotFound
        | Refusal::MailCodeInvalid => Some("code"),
        Refusal::CodeTaken | Refusal::AliasTaken => Some("value"),
        Refusal::NewCodeTaken => Some("new_code"),
        Refusal::NothingChanged => Some("name"),
        Refusal::SuccessorNotFound
        | Refusal::SuccessorInactive
        | Refusal::SuccessorSame
        | Refusal::SuccessorBelow => Some("successor_code"),
        Refusal::OrganisationUnclaimable | Refusal::ParticipationTaken => Some("organisation_code"),
        Refusal::ParticipationNotFound => Some("participation_id"),
        Refusal::DecreeFileNotFound => Some("decree_file_id"),
        Refusal::InvitationUnclaimable => Some("invitation_code"),
        Refusal::ImportNotFound | Refusal::ImportUndone => Some("import_id"),
        Refusal::FileNotFound => Some("file_id"),
        Refusal::PurposeForbidden => Some("purpose"),
        Refusal::JudgeNotFound => Some("judge_id"),
        Refusal::PlatformUnknown | Refusal::ChannelExists => Some("platform"),
        Refusal::ChannelTaken => Some("handle"),
        Refusal::ChannelNotFound => Some("channel_id"),
        Refusal::PersonNotFound => Some("person_id"),
        Refusal::ConsentMissing | Refusal::ConsentStale => Some("consent_version"),
        Refusal::ConsentNotFound => Some("version"),
        Refusal::VersionStale => Some("expected_version"),
        Refusal::AccountGone
        | Refusal::GrantOwn
        | Refusal::AddressVerified
        | Refusal::ResetOwn
        | Refusal::CommitteeExists
        | Refusal::CredentialsWrong
        | Refusal::SecondFactorNotBegun
        | Refusal::SecondFactorNone
        | Refusal::ApiClientRevoked
        | Refusal::ApiClientExpired
        | Refusal::ClientInvalid
        | Refusal::EditionLocked
        | Refusal::EditionDraft
        | Refusal::EditionArchived
        | Refusal::EditionNotAnnounced
        | Refusal::MomentPassed
        | Refusal::EditionEnded
        | Refusal::CategoriesMissing
        | Refusal::OrganisationInactive
        | Refusal::UnitsRemain
        | Refusal::InvitationGuessed
        | Refusal::InvitationsNone
        | Refusal::InvitationsTooMany
        | Refusal::ParticipationClaimed
        | Refusal::ParticipationEndorsed
        | Refusal::ParticipationVerified
        | Refusal::ParticipationReturned
        | Refusal::ParticipationWithdrawn
        | Refusal::EndorsementMissing
        | Refusal::ChannelAdminRequired
        | Refusal::ChannelVerified
        | Refusal::ChannelReturned
        | Refusal::ChannelRemoved
        | Refusal::PersonAdminRequired
        | Refusal::PersonErased
        | Refusal::ConfirmationRequired
        | Refusal::CommitteeLast => None,
    }
}

impl ServiceError for Error {
    fn kind(&self) -> Kind {
        self.codes().0
    }

    fn reason(&self) -> &'static str {
        self.codes().1
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Invalid(found) | Self::Overtaken(found) => found.as_slice(),
            Self::Rows(found) => {
                let rows = found.first();
                &rows[..rows.len().min(ROWS_NAMED)]
            }
            Self::Key(error) => error.violations(),
            Self::Refused(_, field) => field.as_slice(),
            Self::Slowed(_)
            | Self::MailsTooMany(_)
            | Self::PersonRequired
            | Self::Database(_)
            | Self::Pool(_)
            | Self::Load(_)
            | Self::Files(_)
            | Self::Busy
            | Self::UploadBroken(_)
            | Self::Password(_)
            | Self::Token(_)
            | Self::Row(_) => &[],
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Slowed(left) | Self::MailsTooMany(left) => left.to_std().ok(),
            _ => None,
        }
    }
}

impl From<Error> for Status {
    fn from(error: Error) -> Self {
        chassis::error::status(&error)
    }
}
