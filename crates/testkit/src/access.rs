//! Every rpc of a service, tried without rights and with each role: a rpc that nobody thought of is tried, too.

use std::collections::HashSet;

use chassis::{
    access::AccessTable,
    token::{SCOPES, scope_name},
};
use eventing::program::Service;
use fest_proto::access::v1::{Access, Role};
use http::uri::PathAndQuery;
use prost::Message;
use tonic::{Code, Status, client::Grpc};
use tonic_prost::ProstCodec;
use tonic_types::StatusExt;

use crate::service::{Caller, TestService};

pub(crate) const ROLES: [Role; 6] = [
    Role::Participant,
    Role::Committee,
    Role::Leadership,
    Role::Juror,
    Role::Operator,
    Role::Plenary,
];
pub(crate) const SERVICES: [&str; 5] = [
    "registration",
    "submission",
    "scoring",
    "announcement",
    "gateway",
];

/// Calls each rpc of the service with an empty message as nobody, as each role, as each service and as a client of each scope, and compares with the contract: who is
/// let in gets any answer but a refusal of access, who is not gets `CREDENTIALS_MISSING`, `ROLE_MISSING` or `SCOPE_MISSING`.
///
/// # Panics
/// Names every rpc that lets the wrong ones in or keeps the right ones out.
pub async fn every_rpc_is_guarded<S: Service>(service: &TestService<S>) {
    let table = crate::demand(AccessTable::read(fest_proto::DESCRIPTOR_SET));
    let packages = packages::<S>();
    let served = |path: &str| {
        packages
            .iter()
            .any(|one| path.starts_with(&format!("/{one}.")))
    };
    let mut wrong = Vec::new();
    let mut tried = HashSet::new();
    for (path, access) in table.rpcs().filter(|(path, _)| served(path)) {
        let access = access.unwrap_or_else(|| panic!("{path} has no access option"));
        tried.insert(path);
        for (who, caller, expected) in callers(service, access) {
            let status = call(caller, path, ()).await;
            let refused = status.as_ref().and_then(refusal);
            if refused.as_deref() != expected {
                wrong.push(format!("{path} as {who}: {status:?}, wanted {expected:?}"));
            }
        }
    }
    assert!(!tried.is_empty(), "no rpc of {packages:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a service serves: its own package, and what every service tells of itself.
pub(crate) fn packages<S: Service>() -> [String; 2] {
    let own = format!("fest.{}.v1", S::STREAM.service());
    [own, "fest.audit.v1".to_owned()]
}

fn callers<S: Service>(
    service: &TestService<S>,
    access: &Access,
) -> Vec<(String, Caller, Option<&'static str>)> {
    let expected = |allowed: bool, reason| (!allowed && !access.is_public).then_some(reason);
    let nobody = expected(false, "CREDENTIALS_MISSING");
    let mut all = vec![("nobody".to_owned(), service.as_nobody(), nobody)];
    for role in ROLES {
        let allowed = access.roles().any(|one| one == role);
        let outcome = expected(allowed, "ROLE_MISSING");
        all.push((format!("{role:?}"), service.as_role(role), outcome));
    }
    for name in SERVICES {
        let allowed = access.services.iter().any(|one| one == name);
        let outcome = expected(allowed, "ROLE_MISSING");
        all.push((name.to_owned(), service.as_service(name), outcome));
    }
    for scope in SCOPES {
        let allowed = access.scopes().any(|one| one == scope);
        let outcome = expected(allowed, "SCOPE_MISSING");
        all.push((scope_name(scope), service.as_client(&[scope]), outcome));
    }
    all
}

/// The reason, if the access rule refused; `None` when the call got through to the handler.
fn refusal(status: &Status) -> Option<String> {
    if status.code() == Code::Unimplemented {
        return Some("UNIMPLEMENTED".to_owned());
    }
    let details = status.get_error_details();
    let reason = details.error_info()?.reason.clone();
    ["CREDENTIALS_MISSING", "ROLE_MISSING", "SCOPE_MISSING"]
        .contains(&reason.as_str())
        .then_some(reason)
}

/// What the rpc refuses the message with, if it does.
pub(crate) async fn call(
    caller: Caller,
    path: &str,
    message: impl Message + 'static,
) -> Option<Status> {
    let mut client = Grpc::new(caller);
    let path = crate::demand(PathAndQuery::try_from(path).map_err(Into::into));
    if let Err(error) = client.ready().await {
        return Some(Status::unavailable(error.to_string()));
    }
    let codec: ProstCodec<_, ()> = ProstCodec::default();
    let request = tonic::Request::new(message);
    let answer = client.unary(request, path, codec).await;
    answer.err()
}
