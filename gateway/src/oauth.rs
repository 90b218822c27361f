//! The door for programs of other systems: OAuth 2.0 client credentials (RFC 6749 §4.4) with its metadata (RFC 8414) and the keys that its tokens are
//! signed with. Whoever asks here is a library, so refusals are in OAuth's form and not in ours. Registration checks the secret and signs.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use chassis::token::{PEOPLE_ISSUER, SCOPES, scope_name};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde_json::{Value, json};

use crate::{app::App, clients::Call, http::Arrival, problem::Problem};

mod asked;

use asked::Asked;

/// Where tokens are given out.
pub const TOKEN_PATH: &str = "/oauth/token";
const KEYS_PATH: &str = "/.well-known/jwks.json";
const METADATA_PATH: &str = "/.well-known/oauth-authorization-server";
/// Far above any id, secret and list of scopes.
const BODY_LIMIT: usize = 16 * 1024;

/// The three addresses.
pub fn router(app: App) -> Router {
    Router::new()
        .route(TOKEN_PATH, post(token))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .route(KEYS_PATH, get(keys))
        .route(METADATA_PATH, get(metadata))
        .with_state(app)
}

/// What a library is refused with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    error: &'static str,
    description: &'static str,
}

impl Refusal {
    const CLIENT: Self = Self {
        error: "invalid_client",
        description: "client id or secret is wrong, or the client is no more",
    };
    const SCOPE: Self = Self {
        error: "invalid_scope",
        description: "the client may not have this scope",
    };

    const fn request(description: &'static str) -> Self {
        Self {
            error: "invalid_request",
            description,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self.error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            _ => StatusCode::BAD_REQUEST,
        };
        let body = json!({"error": self.error, "error_description": self.description});
        let mut response = (status, Json(body)).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Basic realm=\"fest\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        unstored(response)
    }
}

/// `POST /oauth/token`.
async fn token(State(app): State<App>, request: Request) -> Response {
    let call = Call {
        access_token: None,
        stamp: Arrival::of(request.extensions()),
    };
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return Refusal::request("the body is too large or broke off").into_response();
    };
    match Asked::read(&parts.headers, &body) {
        Ok(asked) => trade(&app, &call, asked).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn trade(app: &App, call: &Call, asked: Asked) -> Response {
    let request = pb::CreateClientTokenRequest {
        client_id: asked.client_id,
        client_secret: asked.client_secret,
        scopes: asked.scopes,
    };
    let answer = app
        .clients
        .api_clients(call)
        .create_client_token(request)
        .await;
    let given = match answer {
        Ok(answer) => answer.into_inner(),
        Err(status) => return refused(Problem::from(status)),
    };
    let expires_at: Option<DateTime<Utc>> = given.expires_at.and_then(|at| at.try_into().ok());
    let left = expires_at.map(|at| (at - app.clock.system_now()).num_seconds().max(0));
    let body = json!({
        "access_token": given.access_token,
        "token_type": "Bearer",
        "expires_in": left,
        "scope": given.scopes.join(" "),
    });
    unstored(Json(body).into_response())
}

/// What OAuth has a word for is said in it; the rest, such as a registration that does not answer, is a problem as everywhere.
fn refused(problem: Problem) -> Response {
    match problem.reason.as_str() {
        "CLIENT_INVALID" => Refusal::CLIENT.into_response(),
        "SCOPE_INVALID" => Refusal::SCOPE.into_response(),
        _ => problem.into_response(),
    }
}

fn unstored(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

/// `GET /.well-known/jwks.json`: two keys while registration changes over.
async fn keys(State(app): State<App>) -> Response {
    let keys = app.keys.of(PEOPLE_ISSUER).into_iter();
    let keys: Vec<Value> = keys
        .map(|key| {
            json!({"kty": key.kty, "crv": key.crv, "kid": key.kid, "x": key.x, "use": "sig", "alg": "EdDSA"})
        })
        .collect();
    let cached = [(header::CACHE_CONTROL, "public, max-age=300")];
    (cached, Json(json!({ "keys": keys }))).into_response()
}

/// `GET /.well-known/oauth-authorization-server`.
async fn metadata(State(app): State<App>, headers: HeaderMap) -> Json<Value> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let scheme = if app.secure_cookies { "https" } else { "http" };
    let base = format!("{scheme}://{}", host.unwrap_or_default());
    Json(json!({
        "issuer": base,
        "token_endpoint": format!("{base}{TOKEN_PATH}"),
        "jwks_uri": format!("{base}{KEYS_PATH}"),
        "service_documentation": format!("{base}/api/docs"),
        "scopes_supported": SCOPES.map(scope_name),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }))
}
