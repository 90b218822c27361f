//! What the rules say no with.

/// A rule's no. The text is for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody has this address.
    #[error("an account with this address exists")]
    EmailTaken,
    /// Nobody has this address.
    #[error("there is no account with this address")]
    AccountNotFound,
    /// The caller's own account is no more.
    #[error("your account is no more")]
    AccountGone,
    /// A right comes from somebody else.
    #[error("nobody gives a role to themselves; ask another member of the committee")]
    GrantOwn,
    /// The first committee account is made once.
    #[error("a committee account exists")]
    CommitteeExists,
    /// Which of the two is not said.
    #[error("address or password is wrong")]
    CredentialsWrong,
    /// The account has a second factor.
    #[error("a code of your app is needed, too")]
    SecondFactorRequired,
    /// It is none of this account's, or not of now.
    #[error("the code is wrong; compare it with your app")]
    SecondFactorWrong,
    /// Each is good once.
    #[error("the code was used already; wait for the next one")]
    SecondFactorUsed,
    /// There is nothing to confirm.
    #[error("no second factor was begun, or too long ago; begin again")]
    SecondFactorNotBegun,
    /// What is asked for belongs to one.
    #[error("the account has no second factor")]
    SecondFactorNone,
    /// Wrong, used or too old.
    #[error("the code is wrong, was used or has run out")]
    MailCodeInvalid,
    /// There is nothing to find out.
    #[error("the address is verified already")]
    AddressVerified,
    /// The own password goes the way of everybody's.
    #[error("nobody issues a code for themselves")]
    ResetOwn,
    /// Ended, expired or never there.
    #[error("the session has ended; log in again")]
    SessionInvalid,
    /// No such client of another system.
    #[error("there is no such client")]
    ApiClientNotFound,
    /// Two that live would be taken for one another.
    #[error("a client of this name exists")]
    ApiClientTaken,
    /// It was ended.
    #[error("the client was revoked")]
    ApiClientRevoked,
    /// Its time is over.
    #[error("the client's time is over; make a new one")]
    ApiClientExpired,
    /// Which of many reasons it is, is not said.
    #[error("client id or secret is wrong, or the client is no more")]
    ClientInvalid,
    /// More than its operator allows.
    #[error("the client may not have this scope")]
    ScopeInvalid,
    /// No such edition.
    #[error("there is no such edition")]
    EditionNotFound,
    /// The id is used.
    #[error("an edition with this id exists")]
    EditionTaken,
    /// Its categories stand.
    #[error("the edition is locked")]
    EditionLocked,
    /// Its dates are in its plan.
    #[error("the edition is a draft; rewrite it instead")]
    EditionDraft,
    /// It is over.
    #[error("the edition is archived")]
    EditionArchived,
    /// Its evening is still to come.
    #[error("the edition was not announced yet")]
    EditionNotAnnounced,
    /// Nobody waits for it.
    #[error("the edition has no such stage")]
    StageNotPlanned,
    /// It happened.
    #[error("what has passed is not moved")]
    MomentPassed,
    /// The registry does not know who is to hold it.
    #[error("there is no such organisation")]
    OrganiserUnknown,
    /// It takes no more claims.
    #[error("the edition takes no more participants")]
    EditionEnded,
    /// An edition without categories awards nothing.
    #[error("the edition has no category")]
    CategoriesMissing,
    /// No such category.
    #[error("there is no such category")]
    CategoryNotFound,
    /// The code is used in this edition.
    #[error("a category with this code exists in this edition")]
    CategoryTaken,
    /// No such body.
    #[error("there is no such organisation")]
    OrganisationNotFound,
    /// Retired or merged.
    #[error("the organisation is retired or merged")]
    OrganisationInactive,
    /// A code leads to one body.
    #[error("another organisation has or had this code")]
    CodeTaken,
    /// A code leads to one body.
    #[error("another organisation has or had this code")]
    NewCodeTaken,
    /// Neither name nor code is another one.
    #[error("name and code are as they were")]
    NothingChanged,
    /// No such body to take the place.
    #[error("there is no such organisation")]
    SuccessorNotFound,
    /// Retired or merged.
    #[error("the successor is retired or merged")]
    SuccessorInactive,
    /// Nothing takes its own place.
    #[error("an organisation is not its own successor")]
    SuccessorSame,
    /// It would lie above itself.
    #[error("the successor lies below the organisation")]
    SuccessorBelow,
    /// They would hang in the air.
    #[error("organisations lie below it; move, merge or retire them first")]
    UnitsRemain,
    /// The body has this alias.
    #[error("the organisation has this alias already")]
    AliasTaken,
    /// No such body to claim.
    #[error("there is no such organisation")]
    OrganisationUnclaimable,
    /// Not there, or not the caller's.
    #[error("there is no such participation")]
    ParticipationNotFound,
    /// Claimed before by the same account.
    #[error("this account has claimed this organisation already")]
    ParticipationTaken,
    /// Nobody looked at it yet.
    #[error("the participation is claimed and waits")]
    ParticipationClaimed,
    /// The body above stands behind it.
    #[error("the participation is endorsed already")]
    ParticipationEndorsed,
    /// Confirmed before.
    #[error("the participation is verified already")]
    ParticipationVerified,
    /// It waits for its owner.
    #[error("the participation was returned to its owner")]
    ParticipationReturned,
    /// Its owner took it back.
    #[error("the participation was withdrawn")]
    ParticipationWithdrawn,
    /// The edition's rule asks for the body above first.
    #[error("the organisation above has not endorsed this participation")]
    EndorsementMissing,
    /// No scan of a decree, or not the caller's.
    #[error("there is no such scan of a decree of yours")]
    DecreeFileNotFound,
    /// Nothing changes hands.
    #[error("this account is the admin already")]
    HandOverSame,
    /// Who shall have it claimed the same body.
    #[error("this account has claimed this organisation already")]
    HandOverTaken,
    /// No such code, or one of somebody else's letter.
    #[error("there is no such invitation")]
    InvitationNotFound,
    /// No such code to claim with.
    #[error("there is no such invitation of this organisation")]
    InvitationUnclaimable,
    /// Somebody guesses.
    #[error("too many wrong codes were tried; try again in a minute")]
    InvitationGuessed,
    /// Everybody who matches has answered.
    #[error("no silent organisation matches")]
    InvitationsNone,
    /// More than are made at once.
    #[error("more than 1000 organisations match; narrow it by kind or kecamatan")]
    InvitationsTooMany,
    /// Not there, or not the caller's to see.
    #[error("there is no such file")]
    FileNotFound,
    /// No such import.
    #[error("there is no such import")]
    ImportNotFound,
    /// Taken back before.
    #[error("this import was undone already")]
    ImportUndone,
    /// A table to import comes from the committee.
    #[error("only the committee hands in a file for this")]
    PurposeForbidden,
    /// No such judge.
    #[error("there is no such judge")]
    JudgeNotFound,
    /// Appointed before.
    #[error("this account is a judge of this edition already")]
    JudgeTaken,
    /// No such platform.
    #[error("there is no such platform")]
    PlatformUnknown,
    /// Somebody else speaks for the body.
    #[error("only a verified admin of the organisation declares its channels")]
    ChannelAdminRequired,
    /// No such channel.
    #[error("there is no such channel")]
    ChannelNotFound,
    /// It stands, here or elsewhere.
    #[error("this was declared already, by this organisation or by another one")]
    ChannelTaken,
    /// None is stated only where there is none.
    #[error("the organisation has channels on this platform; remove them first")]
    ChannelExists,
    /// Confirmed before.
    #[error("the channel is verified already")]
    ChannelVerified,
    /// It waits for its organisation.
    #[error("the channel was returned to its organisation")]
    ChannelReturned,
    /// Its organisation took it back.
    #[error("the channel was removed")]
    ChannelRemoved,
    /// Somebody else speaks for the body.
    #[error("only a verified admin of the organisation nominates its people")]
    PersonAdminRequired,
    /// Not there, or not the caller's to see.
    #[error("there is no such person")]
    PersonNotFound,
    /// Forgotten before.
    #[error("the person was erased already")]
    PersonErased,
    /// Nobody is nominated without.
    #[error("the person has not consented")]
    ConsentMissing,
    /// They read another text than the one that counts.
    #[error("a newer text counts; let the person read it")]
    ConsentStale,
    /// No such version.
    #[error("there is no such consent text")]
    ConsentNotFound,
    /// The password, again.
    #[error("confirm with your password again, at most five minutes before")]
    ConfirmationRequired,
    /// Nobody would be left to grant a role.
    #[error("nobody else is of the committee; give the role to somebody first")]
    CommitteeLast,
    /// Somebody else changed it meanwhile.
    #[error("it was changed meanwhile; look at it again")]
    VersionStale,
}
