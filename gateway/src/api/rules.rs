//! By which rule each operation is admitted: that of the rpc behind it.

mod clients;
mod edition;
mod people;
mod road;

use fest_proto::access::v1::Role;

use crate::admission::{Rule, rpc};

const EVERYBODY: &[Role] = &[
    Role::Participant,
    Role::Committee,
    Role::Leadership,
    Role::Juror,
    Role::Operator,
];

/// The rule of every operation, by operation id.
pub(super) fn all() -> Vec<(&'static str, Rule)> {
    [
        RULES,
        clients::RULES,
        edition::RULES,
        people::RULES,
        road::RULES,
    ]
    .concat()
}

const RULES: &[(&str, Rule)] = &[
    (
        "listAuditRows",
        rpc!("audit", "AuditService", "ListAuditRows"),
    ),
    (
        "createAccount",
        rpc!("registration", "AccountService", "CreateAccount"),
    ),
    (
        "getCurrentAccount",
        rpc!("registration", "AccountService", "GetCurrentAccount"),
    ),
    (
        "grantRole",
        rpc!("registration", "AccountService", "GrantRole"),
    ),
    (
        "createSession",
        rpc!("registration", "SessionService", "CreateSession"),
    ),
    ("deleteSession", Rule::Roles(EVERYBODY)),
    (
        "uploadFile",
        rpc!("registration", "FileService", "UploadFile"),
    ),
    (
        "downloadFile",
        rpc!("registration", "FileService", "DownloadFile"),
    ),
    (
        "previewOrganisationImport",
        rpc!(
            "registration",
            "OrganisationImportService",
            "PreviewOrganisationImport"
        ),
    ),
    (
        "importOrganisations",
        rpc!(
            "registration",
            "OrganisationImportService",
            "ImportOrganisations"
        ),
    ),
    (
        "listOrganisationImports",
        rpc!(
            "registration",
            "OrganisationImportService",
            "ListOrganisationImports"
        ),
    ),
    (
        "undoOrganisationImport",
        rpc!(
            "registration",
            "OrganisationImportService",
            "UndoOrganisationImport"
        ),
    ),
    (
        "exportOrganisations",
        rpc!(
            "registration",
            "OrganisationImportService",
            "ExportOrganisations"
        ),
    ),
    (
        "listOrganisations",
        rpc!("registration", "OrganisationService", "ListOrganisations"),
    ),
    (
        "getOrganisation",
        rpc!("registration", "OrganisationService", "GetOrganisation"),
    ),
    (
        "listOrganisationDistricts",
        rpc!(
            "registration",
            "OrganisationService",
            "ListOrganisationDistricts"
        ),
    ),
    (
        "addOrganisationAlias",
        rpc!(
            "registration",
            "OrganisationService",
            "AddOrganisationAlias"
        ),
    ),
    (
        "importOrganisationAliases",
        rpc!(
            "registration",
            "OrganisationImportService",
            "ImportOrganisationAliases"
        ),
    ),
    (
        "renameOrganisation",
        rpc!("registration", "OrganisationService", "RenameOrganisation"),
    ),
    (
        "mergeOrganisations",
        rpc!("registration", "OrganisationService", "MergeOrganisations"),
    ),
    (
        "retireOrganisation",
        rpc!("registration", "OrganisationService", "RetireOrganisation"),
    ),
    (
        "listOrganisationChanges",
        rpc!(
            "registration",
            "OrganisationService",
            "ListOrganisationChanges"
        ),
    ),
    (
        "claimParticipation",
        rpc!("registration", "ParticipationService", "ClaimParticipation"),
    ),
    (
        "verifyParticipation",
        rpc!(
            "registration",
            "ParticipationService",
            "VerifyParticipation"
        ),
    ),
    (
        "listParticipations",
        rpc!("registration", "ParticipationService", "ListParticipations"),
    ),
    (
        "getParticipation",
        rpc!("registration", "ParticipationService", "GetParticipation"),
    ),
    (
        "endorseParticipation",
        rpc!(
            "registration",
            "ParticipationService",
            "EndorseParticipation"
        ),
    ),
    (
        "returnParticipation",
        rpc!(
            "registration",
            "ParticipationService",
            "ReturnParticipation"
        ),
    ),
    (
        "withdrawParticipation",
        rpc!(
            "registration",
            "ParticipationService",
            "WithdrawParticipation"
        ),
    ),
    (
        "reviseParticipation",
        rpc!(
            "registration",
            "ParticipationService",
            "ReviseParticipation"
        ),
    ),
    (
        "handOverParticipation",
        rpc!(
            "registration",
            "ParticipationService",
            "HandOverParticipation"
        ),
    ),
    (
        "listEndorsableParticipations",
        rpc!(
            "registration",
            "ParticipationService",
            "ListEndorsableParticipations"
        ),
    ),
    (
        "listParticipationChanges",
        rpc!(
            "registration",
            "ParticipationService",
            "ListParticipationChanges"
        ),
    ),
    (
        "getParticipationRule",
        rpc!(
            "registration",
            "ParticipationService",
            "GetParticipationRule"
        ),
    ),
    (
        "setParticipationRule",
        rpc!(
            "registration",
            "ParticipationService",
            "SetParticipationRule"
        ),
    ),
    (
        "getParticipationProgress",
        rpc!(
            "registration",
            "ProgressService",
            "GetParticipationProgress"
        ),
    ),
    (
        "listSilentOrganisations",
        rpc!("registration", "ProgressService", "ListSilentOrganisations"),
    ),
    (
        "createInvitations",
        rpc!("registration", "InvitationService", "CreateInvitations"),
    ),
    (
        "openInvitation",
        rpc!("registration", "InvitationService", "OpenInvitation"),
    ),
    (
        "appointJudge",
        rpc!("registration", "JudgeService", "AppointJudge"),
    ),
    (
        "listJudges",
        rpc!("registration", "JudgeService", "ListJudges"),
    ),
    ("setExampleClock", Rule::Roles(&[Role::Committee])),
];
