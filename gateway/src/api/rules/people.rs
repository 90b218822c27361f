//! Sessions, passwords and second factors, channels, nominated persons, and what is kept of people.

use crate::admission::{Rule, rpc};

pub(super) const RULES: &[(&str, Rule)] = &[
    (
        "getSecondFactor",
        rpc!("registration", "SecondFactorService", "GetSecondFactor"),
    ),
    (
        "beginSecondFactor",
        rpc!("registration", "SecondFactorService", "BeginSecondFactor"),
    ),
    (
        "confirmSecondFactor",
        rpc!("registration", "SecondFactorService", "ConfirmSecondFactor"),
    ),
    (
        "replaceRecoveryCodes",
        rpc!(
            "registration",
            "SecondFactorService",
            "ReplaceRecoveryCodes"
        ),
    ),
    (
        "getConsentText",
        rpc!("registration", "PersonService", "GetConsentText"),
    ),
    (
        "publishConsentText",
        rpc!("registration", "PersonService", "PublishConsentText"),
    ),
    (
        "listPersons",
        rpc!("registration", "PersonService", "ListPersons"),
    ),
    (
        "nominatePerson",
        rpc!("registration", "PersonService", "NominatePerson"),
    ),
    (
        "exportPerson",
        rpc!("registration", "PersonService", "ExportPerson"),
    ),
    (
        "erasePerson",
        rpc!("registration", "PersonService", "ErasePerson"),
    ),
    (
        "listPlatforms",
        rpc!("registration", "ChannelService", "ListPlatforms"),
    ),
    (
        "listChannels",
        rpc!("registration", "ChannelService", "ListChannels"),
    ),
    (
        "declareChannel",
        rpc!("registration", "ChannelService", "DeclareChannel"),
    ),
    (
        "declareNoChannel",
        rpc!("registration", "ChannelService", "DeclareNoChannel"),
    ),
    (
        "removeChannel",
        rpc!("registration", "ChannelService", "RemoveChannel"),
    ),
    (
        "verifyChannel",
        rpc!("registration", "ChannelService", "VerifyChannel"),
    ),
    (
        "returnChannel",
        rpc!("registration", "ChannelService", "ReturnChannel"),
    ),
    (
        "listSessions",
        rpc!("registration", "SessionService", "ListSessions"),
    ),
    (
        "revokeSession",
        rpc!("registration", "SessionService", "RevokeSession"),
    ),
    (
        "revokeOtherSessions",
        rpc!("registration", "SessionService", "RevokeOtherSessions"),
    ),
    (
        "changePassword",
        rpc!("registration", "AccountService", "ChangePassword"),
    ),
    (
        "getVerification",
        rpc!("registration", "VerificationService", "GetVerification"),
    ),
    (
        "requestVerification",
        rpc!("registration", "VerificationService", "RequestVerification"),
    ),
    (
        "verifyAddress",
        rpc!("registration", "VerificationService", "VerifyAddress"),
    ),
    (
        "requestPasswordReset",
        rpc!(
            "registration",
            "PasswordResetService",
            "RequestPasswordReset"
        ),
    ),
    (
        "resetPassword",
        rpc!("registration", "PasswordResetService", "ResetPassword"),
    ),
    (
        "issuePasswordReset",
        rpc!("registration", "PasswordResetService", "IssuePasswordReset"),
    ),
    (
        "sendReminders",
        rpc!("registration", "ReminderService", "SendReminders"),
    ),
    (
        "exportAccount",
        rpc!("registration", "AccountService", "ExportAccount"),
    ),
    (
        "eraseAccount",
        rpc!("registration", "AccountService", "EraseAccount"),
    ),
];
