//! Access control stands in the contract; here it is read and enforced. A server with an rpc that lacks the option does not start.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use anyhow::{Context as _, bail};
use fest_proto::access::v1::{Access, Role, Scope};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, ExtensionDescriptor, MethodDescriptor};
use tonic::Status;

use crate::{
    caller::Caller,
    deadline,
    error::{Kind, refusal},
};

const OPTION: &str = "fest.access.v1.access";
/// Services that anybody may ask whatever we serve: they tell nothing of the event.
const EXEMPT: [&str; 2] = ["/grpc.health.v1.", "/grpc.reflection."];

/// The access option of every rpc in a descriptor set, by path (`/package.Service/Method`).
pub struct AccessTable {
    rules: HashMap<String, Option<Access>>,
    /// Those whose caller sends a stream.
    uploads: HashSet<String>,
}

impl AccessTable {
    /// Reads the options of all services in the set.
    ///
    /// # Errors
    /// When the bytes are no descriptor set or do not know the option.
    pub fn read(descriptor_set: &[u8]) -> anyhow::Result<Self> {
        let pool = DescriptorPool::decode(descriptor_set).context("descriptor set")?;
        let option = pool
            .get_extension_by_name(OPTION)
            .with_context(|| format!("the descriptor set lacks {OPTION}"))?;
        let mut rules = HashMap::new();
        let mut uploads = HashSet::new();
        for service in pool.services() {
            for method in service.methods() {
                let path = format!("/{}/{}", service.full_name(), method.name());
                if method.is_client_streaming() {
                    uploads.insert(path.clone());
                }
                rules.insert(path, access_of(&method, &option)?);
            }
        }
        Ok(Self { rules, uploads })
    }

    /// Every rpc with its option, for tests over the whole contract.
    pub fn rpcs(&self) -> impl Iterator<Item = (&str, Option<&Access>)> {
        self.rules
            .iter()
            .map(|(path, access)| (path.as_str(), access.as_ref()))
    }

    /// Whether the path is an rpc of the contract.
    #[must_use]
    pub fn knows(&self, path: &str) -> bool {
        self.rules.contains_key(path)
    }

    /// The longest that a call of this path may take.
    pub(crate) fn ceiling(&self, path: &str) -> Duration {
        if self.uploads.contains(path) {
            deadline::UPLOAD_CEILING
        } else {
            deadline::CEILING
        }
    }

    /// Makes sure that each rpc of a service says who may call it.
    ///
    /// # Errors
    /// Names an rpc without the option, or with one that lets nobody in.
    pub fn require(&self, service: &str) -> anyhow::Result<()> {
        let prefix = format!("/{service}/");
        let mut known = false;
        for (path, access) in &self.rules {
            if !path.starts_with(&prefix) {
                continue;
            }
            known = true;
            match access {
                None => bail!("{path} has no access option"),
                Some(access) if lets_nobody_in(access) => {
                    bail!("the access option of {path} lets nobody in")
                }
                Some(_) => {}
            }
        }
        if !known {
            bail!("{service} is not in the descriptor set");
        }
        Ok(())
    }

    /// Whether the caller may call this path.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for nobody, `PERMISSION_DENIED` for the wrong one, `UNIMPLEMENTED` for an rpc outside the contract.
    pub fn decide(&self, path: &str, caller: &Caller) -> Result<(), Status> {
        if is_exempt(path) {
            return Ok(());
        }
        let Some(Some(access)) = self.rules.get(path) else {
            return Err(Status::unimplemented("there is no such rpc"));
        };
        admit(access, caller)
    }
}

/// Whether a rule lets this caller in.
///
/// # Errors
/// `CREDENTIALS_MISSING` for nobody, `SCOPE_MISSING` for the wrong client, `ROLE_MISSING` for anybody else.
pub fn admit(access: &Access, caller: &Caller) -> Result<(), Status> {
    let (allowed, kind, reason, text) = match caller {
        Caller::Anonymous => (
            false,
            Kind::Unauthenticated,
            "CREDENTIALS_MISSING",
            "this call needs an access token",
        ),
        Caller::Client(client) => (
            access.scopes().any(|scope| client.scopes.contains(&scope)),
            Kind::PermissionDenied,
            "SCOPE_MISSING",
            "this client has no scope for this call",
        ),
        Caller::Person(person) => (
            access.roles().any(|role| person.has(role)),
            Kind::PermissionDenied,
            "ROLE_MISSING",
            "this call is not for your role",
        ),
        Caller::Service(name) => (
            access.services.contains(name),
            Kind::PermissionDenied,
            "ROLE_MISSING",
            "this call is not for your role",
        ),
    };
    if access.is_public || allowed {
        return Ok(());
    }
    Err(refusal(kind, reason, text, &[]))
}

/// Whether a path is health or reflection.
pub(crate) fn is_exempt(path: &str) -> bool {
    EXEMPT.iter().any(|prefix| path.starts_with(prefix))
}

fn access_of(
    method: &MethodDescriptor,
    option: &ExtensionDescriptor,
) -> anyhow::Result<Option<Access>> {
    let options: DynamicMessage = method.options();
    if !options.has_extension(option) {
        return Ok(None);
    }
    let value = options.get_extension(option);
    let message = value
        .as_message()
        .context("the access option is a message")?;
    Ok(Some(Access::decode(message.encode_to_vec().as_slice())?))
}

fn lets_nobody_in(access: &Access) -> bool {
    let role_given = access.roles().any(|role| role != Role::Unspecified);
    let scope_given = access.scopes().any(|scope| scope != Scope::Unspecified);
    !access.is_public && !role_given && !scope_given && access.services.is_empty()
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::caller::{Client, Person};

    fn table() -> AccessTable {
        AccessTable::read(fest_proto::DESCRIPTOR_SET).expect("descriptor set")
    }

    fn with(role: Role) -> Caller {
        Caller::Person(Person {
            account_id: uuid::Uuid::nil(),
            roles: vec![role],
            plenary: Vec::new(),
            confirmed_at: None,
        })
    }

    #[test]
    fn every_rpc_of_ours_says_who_may_call_it() {
        for (path, access) in table().rpcs() {
            if path.starts_with("/fest.") {
                let access = access.unwrap_or_else(|| panic!("{path} has no access option"));
                assert!(!lets_nobody_in(access), "{path}");
            }
        }
    }

    #[test]
    fn an_rpc_without_the_option_is_named() {
        let mut table = table();
        let path = "/fest.scoring.v1.SealService/SealCategory";
        table.rules.insert(path.to_owned(), None);
        let refused = table
            .require("fest.scoring.v1.SealService")
            .expect_err("refused");
        assert!(refused.to_string().contains("SealCategory"), "{refused}");
    }

    #[test]
    fn a_role_opens_what_names_it_and_nothing_else() {
        let table = table();
        let ranking = "/fest.scoring.v1.RankingService/GetRanking";
        assert!(table.decide(ranking, &with(Role::Plenary)).is_ok());
        for role in [
            Role::Committee,
            Role::Leadership,
            Role::Juror,
            Role::Participant,
        ] {
            let status = table.decide(ranking, &with(role)).expect_err("refused");
            assert_eq!(status.code(), tonic::Code::PermissionDenied);
        }
        let nobody = table
            .decide(ranking, &Caller::Anonymous)
            .expect_err("refused");
        assert_eq!(nobody.code(), tonic::Code::Unauthenticated);
    }

    #[test]
    fn a_client_gets_where_its_scopes_lead_and_into_what_is_public() {
        let table = table();
        let client = |scopes: &[Scope]| {
            Caller::Client(Client {
                id: uuid::Uuid::nil(),
                scopes: scopes.to_vec(),
                quota: NonZeroU32::MIN,
            })
        };
        let import = "/fest.submission.v1.LaporService/ImportLaporCounts";
        assert!(table.decide(import, &client(&[Scope::LaporImport])).is_ok());
        for scopes in [&[][..], &[Scope::ChangesRead]] {
            let status = table.decide(import, &client(scopes)).expect_err("refused");
            assert_eq!(status.code(), tonic::Code::PermissionDenied);
        }
        let freeze = "/fest.submission.v1.LaporService/FreezeSnapshot";
        let all = client(&[Scope::ChangesRead, Scope::LaporImport, Scope::Unspecified]);
        assert!(table.decide(freeze, &all).is_err());
        let public = "/fest.announcement.v1.ResultService/ListResults";
        assert!(table.decide(public, &client(&[])).is_ok());
    }

    #[test]
    fn a_call_whose_caller_sends_a_stream_has_time_for_it() {
        let table = table();
        let upload = "/fest.registration.v1.FileService/UploadFile";
        assert_eq!(table.ceiling(upload), deadline::UPLOAD_CEILING);
        let download = "/fest.registration.v1.FileService/DownloadFile";
        assert_eq!(table.ceiling(download), deadline::CEILING);
    }

    #[test]
    fn sealed_content_is_for_announcement_alone() {
        let table = table();
        let path = "/fest.scoring.v1.SealService/GetSealedContent";
        let service = |name: &str| Caller::Service(name.to_owned());
        assert!(table.decide(path, &service("announcement")).is_ok());
        assert!(table.decide(path, &service("gateway")).is_err());
        assert!(table.decide(path, &with(Role::Plenary)).is_err());
    }
}
