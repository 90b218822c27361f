//! What the JSON API takes out of a request, refusing with a named field.

use axum::{
    extract::{FromRequest, FromRequestParts, Request, rejection::QueryRejection},
    http::{StatusCode, header, request::Parts},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{
    clients::Call,
    problem::{IDEMPOTENCY_KEY, Problem},
};

/// A JSON body.
pub struct Body<T>(pub T);

/// A CSV file as the whole body.
pub struct Csv(pub Vec<u8>);

/// The query string.
pub struct Query<T>(pub T);

/// The key under which a command is done once: `Idempotency-Key`, or a fresh one.
pub struct RequestId(pub String);

/// The paging part of a query.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub struct Page {
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    pub page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    pub page_token: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            let text = "something went wrong on our side";
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", text)
        })
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        require_type(&request, "application/json")?;
        let bytes = bytes_of(request, state).await?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| wrong(&error))?;
        json.end().map_err(|error| malformed(&error))?;
        Ok(Self(value))
    }
}

impl<S: Send + Sync> FromRequest<S> for Csv {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        require_type(&request, "text/csv")?;
        Ok(Self(bytes_of(request, state).await?.to_vec()))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        match query {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(rejection) => Err(wrong_query(&rejection)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(IDEMPOTENCY_KEY) else {
            // Without a key nobody means to send the command twice.
            return Ok(Self(chassis::clock::Clock::system().new_id().to_string()));
        };
        let key = value
            .to_str()
            .ok()
            .and_then(|text| text.parse::<Uuid>().ok());
        match key {
            Some(key) => Ok(Self(key.to_string())),
            None => Err(Problem::field(
                IDEMPOTENCY_KEY,
                "REQUEST_ID_INVALID",
                "the key must be a UUID",
            )),
        }
    }
}

fn require_type(request: &Request, wanted: &str) -> Result<(), Problem> {
    let given = request.headers().get(header::CONTENT_TYPE);
    let given = given
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim();
    if given.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "MEDIA_TYPE_UNSUPPORTED",
        format!("send {wanted}"),
    ))
}

async fn bytes_of<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let bytes = Bytes::from_request(request, state).await;
    bytes.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "BODY_TOO_LARGE",
            "the body is larger than this call takes",
        ),
        _ => Problem::new(StatusCode::BAD_REQUEST, "BODY_BROKEN", "the body broke off"),
    })
}

fn wrong(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let inner = error.inner();
    if !inner.is_data() {
        return malformed(inner);
    }
    let text = inner.to_string();
    let quoted = |prefix: &str| {
        let rest = text.strip_prefix(prefix)?;
        rest.split('`').next().map(ToOwned::to_owned)
    };
    let path = error.path().to_string();
    let parent = path.trim_matches('.').to_owned();
    if let Some(field) = quoted("unknown field `") {
        return Problem::field(field, "FIELD_UNKNOWN", "this call has no such field");
    }
    if let Some(field) = quoted("missing field `") {
        let field = match parent.as_str() {
            "" => field,
            parent => format!("{parent}.{field}"),
        };
        return Problem::field(field, "FIELD_MISSING", "this field is needed");
    }
    Problem::field(
        parent,
        "FIELD_INVALID",
        "this field has a wrong type or value",
    )
}

fn malformed(error: &serde_json::Error) -> Problem {
    let place = format!(
        "not JSON at line {} column {}",
        error.line(),
        error.column()
    );
    Problem::new(StatusCode::BAD_REQUEST, "JSON_INVALID", place)
}

fn wrong_query(rejection: &QueryRejection) -> Problem {
    let text = rejection.body_text();
    let field = text.rsplit_once(": ").map_or("", |(head, _)| {
        head.rsplit_once(": ").map_or(head, |(_, field)| field)
    });
    Problem::field(field, "QUERY_INVALID", "this parameter has a wrong value")
}
