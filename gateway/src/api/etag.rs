//! Conditional requests: an answer to GET carries the hash of its body, and one that the caller has already is not sent again.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// No answer of ours is larger; lists come in pages.
const LIMIT: usize = 16 * 1024 * 1024;

/// The layer around GET.
pub async fn conditional(request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    // A file passes by and may be larger than we could hold here.
    let is_file = response.headers().contains_key(header::CONTENT_DISPOSITION);
    if !is_get || is_file || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LIMIT).await else {
        let text = "the answer is too large";
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", text).into_response();
    };
    let tag = format!("\"{}\"", hex::encode(Sha256::digest(&bytes)));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if matches(known.as_ref(), &tag) {
        return unchanged(parts.headers);
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn matches(known: Option<&HeaderValue>, tag: &str) -> bool {
    let known = known.and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == tag || one == "*")
    })
}

fn unchanged(mut headers: HeaderMap) -> Response {
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_TYPE);
    (StatusCode::NOT_MODIFIED, headers).into_response()
}
