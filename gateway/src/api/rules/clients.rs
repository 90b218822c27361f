//! Programs of other systems.

use crate::admission::{Rule, rpc};

pub(super) const RULES: &[(&str, Rule)] = &[
    (
        "createApiClient",
        rpc!("registration", "ApiClientService", "CreateApiClient"),
    ),
    (
        "listApiClients",
        rpc!("registration", "ApiClientService", "ListApiClients"),
    ),
    (
        "rotateApiClientSecret",
        rpc!("registration", "ApiClientService", "RotateApiClientSecret"),
    ),
    (
        "revokeApiClient",
        rpc!("registration", "ApiClientService", "RevokeApiClient"),
    ),
];
