//! The layers around every request: arrival stamped before anything waits, trace continued and named in the answer, durations counted, headers
//! that keep a page to itself.

use std::time::Duration;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Extensions, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chassis::{caller::Stamp, clock::Clock, deadline, trace};
use opentelemetry::{KeyValue, global, metrics::Histogram};
use tokio::time::Instant;
use tracing::{Instrument, field::Empty};

use crate::{
    origin,
    pages::{CONTENT_SECURITY_POLICY, INVITATION_SECURITY_POLICY, SCAN_SECURITY_POLICY},
    problem::Problem,
};

/// Swagger UI sets styles from its script; its pages get this and nothing else does.
const DOCS_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// How long a request may take, the reading of its body included. The moment of arrival counts for deadlines, so a body must not be able to come
/// an hour after its headers.
const LONGEST: Duration = Duration::from_secs(30);
/// The same where a file comes in: a scan of ten mebibytes over a village's line. A claim counts from when it began to come, with its scan or without.
const LONGEST_UPLOAD: Duration = deadline::UPLOAD_CEILING;
/// The addresses that files come in by.
const UPLOADS: [&str; 6] = [
    "/api/v1/files",
    "/panitia/organisasi/impor",
    "/peserta-saya/klaim",
    "/peserta-saya/{participation}/perbaiki",
    "/peserta-saya/{participation}/serahkan",
    "/panitia/pengajuan/{participation}/serahkan",
];

/// When a request arrived, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Arrival(Stamp);

impl Arrival {
    /// The stamp on a request.
    ///
    /// # Panics
    /// Never behind [`observe`], which stamps every request.
    #[must_use]
    pub fn of(extensions: &Extensions) -> Stamp {
        #[allow(clippy::expect_used)]
        let arrival = extensions.get::<Self>().expect("every request is stamped");
        arrival.0
    }
}

/// What [`observe`] needs.
#[derive(Clone)]
pub struct Observer {
    clock: Clock,
    trusted_proxies: usize,
    duration: Histogram<f64>,
}

impl Observer {
    /// An observer on this clock.
    #[must_use]
    pub fn new(clock: Clock, trusted_proxies: usize) -> Self {
        let duration = global::meter("gateway")
            .f64_histogram("http.server.request.duration")
            .with_unit("s")
            .with_description("Time from the arrival of a request to its answer.")
            .build();
        Self {
            clock,
            trusted_proxies,
            duration,
        }
    }
}

/// The outermost layer.
pub async fn observe(
    State(observer): State<Observer>,
    mut request: Request,
    next: Next,
) -> Response {
    let arrival = Arrival(Stamp {
        arrival: observer.clock.now(),
        address: origin::of(&request, observer.trusted_proxies),
    });
    let started = Instant::now();
    request.extensions_mut().insert(arrival);
    let method = request.method().to_string();
    // The pattern, not the address: an address may name a person's things.
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!(
        parent: None,
        "http",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        fest.program = "gateway",
        trace_id = Empty,
    );
    trace::continue_from(&span, request.headers());
    let answer = async {
        let longest = if UPLOADS.contains(&&*route) {
            LONGEST_UPLOAD
        } else {
            LONGEST
        };
        let answered = tokio::time::timeout(longest, next.run(request)).await;
        let mut response = answered.unwrap_or_else(|_| too_slow());
        if let Some(id) = trace::trace_id().and_then(|id| id.parse().ok()) {
            response.headers_mut().insert(trace::TRACE_ID_HEADER, id);
        }
        response
    };
    let mut response = answer.instrument(span.clone()).await;
    let status = response.status().as_u16();
    span.record("http.response.status_code", status);
    let labels = [
        KeyValue::new("http.request.method", method),
        KeyValue::new("http.route", route.clone()),
        KeyValue::new("http.response.status_code", i64::from(status)),
    ];
    observer
        .duration
        .record(started.elapsed().as_secs_f64(), &labels);
    protect(&mut response, &route);
    response
}

fn too_slow() -> Response {
    let text = "the request did not come, or was not answered, in time; send it again";
    Problem::new(StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT", text).into_response()
}

fn protect(response: &mut Response, route: &str) {
    let policy = match route {
        "/undangan" => INVITATION_SECURITY_POLICY,
        review if review.starts_with("/panitia/pengajuan/") => SCAN_SECURITY_POLICY,
        docs if docs.starts_with("/api/docs") => DOCS_POLICY,
        _ => CONTENT_SECURITY_POLICY,
    };
    let headers = response.headers_mut();
    // A file has one of its own, which lets it do less.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(policy));
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
