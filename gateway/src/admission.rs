//! Who may use which operation of the JSON API, and which page. The rule is that of the rpc behind it, read from the contract; it is decided before
//! the body is judged, and written into the OpenAPI document from the same table.

use std::{collections::HashMap, sync::Arc};

use anyhow::{Context as _, bail};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, header::AUTHORIZATION},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chassis::{
    access::{self, AccessTable},
    caller::{Caller, Person},
    token::scope_name,
};
use fest_proto::{
    access::v1::{Access, Role},
    registration::v1::{Account, CreateAccessTokenRequest},
};
use utoipa::openapi::{OpenApi, path::Operation, security::SecurityRequirement};

use crate::{app::App, clients::Call, http::Arrival, problem::Problem, serve::NAME};

/// The name of the security scheme of people.
pub const SCHEME: &str = "session";
/// That of programs of other systems.
pub const CLIENT_SCHEME: &str = "client";

/// By which rule an operation is admitted.
#[derive(Clone, Debug)]
pub enum Rule {
    /// That of the rpc with this path.
    Rpc(&'static str),
    /// An operation without an rpc of its own: any of these roles.
    Roles(&'static [Role]),
}

/// The rule of an rpc, by package, service and method.
macro_rules! rpc {
    ($package:literal, $service:literal, $method:literal) => {
        $crate::admission::Rule::Rpc(concat!("/fest.", $package, ".v1.", $service, "/", $method))
    };
}
pub(crate) use rpc;

/// The opaque session that a visitor came with.
#[derive(Clone, Debug)]
pub struct SessionToken(pub String);

/// The rules of all operations, by method and path.
#[derive(Clone)]
pub struct Rules(Arc<HashMap<(Method, String), Access>>);

/// What the contract says of each rpc.
struct Contract(AccessTable);

impl Contract {
    fn read() -> anyhow::Result<Self> {
        Ok(Self(AccessTable::read(fest_proto::DESCRIPTOR_SET)?))
    }

    fn access(&self, rule: &Rule) -> Option<Access> {
        match rule {
            Rule::Rpc(rpc) => self
                .0
                .rpcs()
                .find(|(path, _)| path == rpc)
                .and_then(|(_, access)| access.cloned()),
            Rule::Roles(roles) => Some(Access {
                roles: roles.iter().map(|role| *role as i32).collect(),
                ..Access::default()
            }),
        }
    }
}

impl Rules {
    /// Looks the rule of every operation of the document up, and writes it there as its `security`.
    ///
    /// # Errors
    /// Names an operation without a rule, or a rule whose rpc is not in the contract.
    pub fn apply(document: &mut OpenApi, rules: &[(&str, Rule)]) -> anyhow::Result<Self> {
        let contract = Contract::read()?;
        let rules: HashMap<&str, &Rule> = rules.iter().map(|(id, rule)| (*id, rule)).collect();
        let mut found = HashMap::new();
        for (path, item) in &mut document.paths.paths {
            for (method, operation) in operations(item) {
                let id = operation.operation_id.clone().unwrap_or_default();
                let Some(rule) = rules.get(id.as_str()) else {
                    bail!("operation {id} ({method} {path}) has no access rule");
                };
                let access = contract.access(rule);
                let access = access.with_context(|| format!("the rpc behind {id} is unknown"))?;
                if !access.is_public {
                    operation.security = Some(security(&access));
                }
                found.insert((method, path.clone()), access);
            }
        }
        Ok(Self(Arc::new(found)))
    }

    /// Looks the rule of every page up.
    ///
    /// # Errors
    /// Names a rule whose rpc is not in the contract.
    pub fn of(table: &[(Method, &str, Rule)]) -> anyhow::Result<Self> {
        let contract = Contract::read()?;
        let mut found = HashMap::new();
        for (method, path, rule) in table {
            let access = contract.access(rule);
            let access =
                access.with_context(|| format!("the rpc behind {method} {path} is unknown"))?;
            found.insert((method.clone(), (*path).to_owned()), access);
        }
        Ok(Self(Arc::new(found)))
    }

    /// Every method and path with who may use it, for tests over all of them.
    pub fn iter(&self) -> impl Iterator<Item = (&Method, &str, &Access)> {
        self.0
            .iter()
            .map(|((method, path), access)| (method, path.as_str(), access))
    }

    /// The roles of which any will do for this method of this path.
    pub fn roles(&self, method: &Method, path: &str) -> Vec<Role> {
        let access = self.access(method, path);
        access.map_or_else(Vec::new, |access| access.roles().collect())
    }

    fn access(&self, method: &Method, path: &str) -> Option<&Access> {
        // What may be read may be asked for without its body.
        let method = match *method {
            Method::HEAD => Method::GET,
            _ => method.clone(),
        };
        self.0.get(&(method, path.to_owned()))
    }

    /// Whether this caller may use this method of this path.
    ///
    /// # Errors
    /// `NOT_FOUND`, `CREDENTIALS_MISSING`, `ROLE_MISSING` or `SCOPE_MISSING`.
    pub fn decide(&self, method: &Method, path: &str, caller: &Caller) -> Result<(), Problem> {
        let Some(access) = self.access(method, path) else {
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                "NOT_FOUND",
                "no such address",
            ));
        };
        if !access.is_public && *caller == Caller::Anonymous {
            return Err(Problem::new(
                StatusCode::UNAUTHORIZED,
                "CREDENTIALS_MISSING",
                "this call needs a session: POST /api/v1/sessions",
            ));
        }
        Ok(access::admit(access, caller)?)
    }
}

/// How the document says who may use an operation: people by their session, programs of other systems by their token.
fn security(access: &Access) -> Vec<SecurityRequirement> {
    let none: [&str; 0] = [];
    let people = SecurityRequirement::new(SCHEME, none);
    let each = |scope| SecurityRequirement::new(CLIENT_SCHEME, [scope_name(scope)]);
    let programs = access.scopes().map(each);
    [people].into_iter().chain(programs).collect()
}

/// The operations of one address of the document.
pub(crate) fn operations(
    item: &mut utoipa::openapi::PathItem,
) -> impl Iterator<Item = (Method, &mut Operation)> {
    let methods = [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::DELETE, &mut item.delete),
    ];
    methods
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The layer on every route of the API.
pub async fn admit(
    State((app, rules)): State<(App, Rules)>,
    mut request: Request,
    next: Next,
) -> Response {
    match admitted(&app, &rules, &mut request).await {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

async fn admitted(app: &App, rules: &Rules, request: &mut Request) -> Result<(), Problem> {
    let mut call = Call {
        access_token: None,
        stamp: Arrival::of(request.extensions()),
    };
    let mut caller = Caller::Anonymous;
    let bearer = bearer(request)?;
    // A session is one word; an access token has three parts.
    if let Some(token) = bearer.as_ref().filter(|token| token.contains('.')) {
        caller = client(app, token)?;
        call.access_token = Some(token.clone());
    } else if let Some(session) = bearer {
        let trade = CreateAccessTokenRequest {
            session_token: session.clone(),
        };
        let answer = app
            .clients
            .sessions(&call)
            .create_access_token(trade)
            .await?;
        let token = answer.into_inner().access_token.unwrap_or_default();
        caller = Caller::Person(person(token.account.as_ref()));
        call.access_token = Some(token.token);
        request.extensions_mut().insert(SessionToken(session));
    }
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or_else(String::new, |path| path.as_str().to_owned());
    rules.decide(request.method(), &path, &caller)?;
    request.extensions_mut().insert(call);
    Ok(())
}

/// The program of another system whose access token this is. People come by their session, which can be ended at once.
fn client(app: &App, token: &str) -> Result<Caller, Problem> {
    match app.keys.caller(token, NAME) {
        Ok(client @ Caller::Client(_)) => Ok(client),
        _ => Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "CREDENTIALS_INVALID",
            "the access token does not hold; get another one at /oauth/token",
        )),
    }
}

fn bearer(request: &Request) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get(AUTHORIZATION) else {
        return Ok(None);
    };
    let token = value
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix("Bearer "));
    match token {
        Some(token) => Ok(Some(token.trim().to_owned())),
        None => Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "CREDENTIALS_INVALID",
            "send Authorization: Bearer, and a session or an access token",
        )),
    }
}

/// What admission needs to know of an account; the services read the token itself.
#[must_use]
pub fn person(account: Option<&Account>) -> Person {
    let account = account.cloned().unwrap_or_default();
    Person {
        account_id: account.id.parse().unwrap_or_default(),
        roles: account.roles().collect(),
        plenary: account.plenary_editions,
        confirmed_at: None,
    }
}
