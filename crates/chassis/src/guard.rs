//! The layer around every rpc, in this order: arrival stamped, trace continued, caller found out, a client's quota
//! taken from, access decided, then the work in a task of its own
//! under a deadline, so that a caller who goes away or a deadline cannot drop a transaction half-way, and a panic ends the call and not the server.

use std::{
    convert::Infallible,
    net::IpAddr,
    sync::Arc,
    task::{Context as Poll_, Poll},
    time::Duration,
};

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use http::{Request, Response, header::AUTHORIZATION};
use opentelemetry::{KeyValue, global, metrics::Histogram};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};
use tonic::{Status, body::Body, transport::server::TcpConnectInfo};
use tower::{Layer, Service};
use tracing::{Instrument, Span, field::Empty};

use crate::{
    access::{self, AccessTable},
    body,
    caller::{Caller, Context, Stamp},
    clock::Clock,
    deadline,
    error::{Kind, refusal, too_soon},
    quota::Quotas,
    token::KeySet,
    trace,
};

/// Calls in work at once; one more is refused rather than queued.
pub const MAX_IN_FLIGHT: usize = 256;
/// The gateway's word on when a call arrived there.
pub const ARRIVAL_HEADER: &str = "fest-arrival";

/// Puts a [`Guard`] around a server's services.
#[derive(Clone)]
pub struct GuardLayer(Arc<Shared>);

struct Shared {
    service: &'static str,
    clock: Clock,
    keys: KeySet,
    access: AccessTable,
    in_flight: Arc<Semaphore>,
    quotas: Quotas,
    duration: Histogram<f64>,
}

impl GuardLayer {
    /// A guard for the server of this service.
    #[must_use]
    pub fn new(service: &'static str, clock: Clock, keys: KeySet, access: AccessTable) -> Self {
        let duration = global::meter("chassis")
            .f64_histogram("rpc.server.call.duration")
            .with_unit("s")
            .with_description("Time from the arrival of a call to its answer.")
            .build();
        Self(Arc::new(Shared {
            service,
            clock,
            keys,
            access,
            in_flight: Arc::new(Semaphore::new(MAX_IN_FLIGHT)),
            quotas: Quotas::default(),
            duration,
        }))
    }
}

impl<S> Layer<S> for GuardLayer {
    type Service = Guard<S>;

    fn layer(&self, inner: S) -> Guard<S> {
        Guard {
            inner,
            shared: self.0.clone(),
        }
    }
}

/// See the module.
#[derive(Clone)]
pub struct Guard<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> Service<Request<Body>> for Guard<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, cx: &mut Poll_<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let arrival = self.shared.clock.now();
        let started = Instant::now();
        let ready = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, ready);
        let shared = self.shared.clone();
        let path = request.uri().path().to_owned();
        let span = server_span(shared.service, &path);
        trace::continue_from(&span, request.headers());
        let observed = span.clone();
        let answer = async move {
            let mut response = shared
                .answer(inner, request, arrival)
                .await
                .unwrap_or_else(Status::into_http);
            shared.observe(&observed, &path, started.elapsed(), &mut response);
            Ok(response)
        };
        Box::pin(answer.instrument(span))
    }
}

impl Shared {
    async fn answer<S>(
        &self,
        mut inner: S,
        request: Request<Body>,
        stamped: DateTime<Utc>,
    ) -> Result<Response<Body>, Status>
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Send + 'static,
        S::Future: Send,
    {
        let context = self.admit(&request, stamped)?;
        let permit = self.place(request.uri().path())?;
        let ceiling = self.access.ceiling(request.uri().path());
        let deadline = deadline::of(request.headers(), ceiling);
        let mut request = request.map(|body| body::until(deadline, body));
        request.extensions_mut().insert(context);
        let work = async move {
            let answer = inner.call(request).await;
            drop(permit);
            answer
        };
        let task = tokio::spawn(deadline::scope(deadline, work).instrument(Span::current()));
        match timeout_at(deadline, task).await {
            Ok(Ok(Ok(response))) => Ok(response),
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => {
                tracing::error!(error = %panic, "call panicked");
                let text = "something went wrong on our side";
                Err(refusal(Kind::Internal, "INTERNAL", text, &[]))
            }
            Err(_) => {
                let text = "not done in time; the same request_id may be sent again";
                Err(refusal(
                    Kind::DeadlineExceeded,
                    "DEADLINE_EXCEEDED",
                    text,
                    &[],
                ))
            }
        }
    }

    /// A place among the calls in work. Health and reflection need none: a probe must not fail because we are busy.
    fn place(&self, path: &str) -> Result<Option<OwnedSemaphorePermit>, Status> {
        if access::is_exempt(path) {
            return Ok(None);
        }
        let place = self.in_flight.clone().try_acquire_owned();
        place.map(Some).map_err(|_| {
            let text = "too many calls at once; try again in a moment";
            refusal(Kind::ResourceExhausted, "OVERLOADED", text, &[])
        })
    }

    /// Who calls and since when, if they may call this at all.
    fn admit(&self, request: &Request<Body>, stamped: DateTime<Utc>) -> Result<Context, Status> {
        let header = |name: &str| {
            request
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let bearer =
            header(AUTHORIZATION.as_str()).map(|value| value.trim_start_matches("Bearer "));
        let caller = match bearer {
            None => Caller::Anonymous,
            Some(token) => self
                .keys
                .caller(token, self.service)
                .map_err(unauthenticated)?,
        };
        if let Caller::Client(client) = &caller {
            // Whatever it calls: who is refused without end costs us as much.
            let text = "too many calls within a minute for this client";
            let taken = self.quotas.take(client, Instant::now());
            taken.map_err(|wait| too_soon("QUOTA_EXCEEDED", text, wait))?;
        }
        self.access.decide(request.uri().path(), &caller)?;
        let stamp = match header(ARRIVAL_HEADER) {
            None => Stamp {
                arrival: stamped,
                address: connected_from(request),
            },
            Some(stamp) => self
                .keys
                .arrival(stamp, self.service)
                .map_err(unauthenticated)?,
        };
        Ok(Context {
            caller,
            arrival: stamp.arrival,
            address: stamp.address,
            rpc: rpc_of(request.uri().path()).to_owned(),
        })
    }

    fn observe(&self, span: &Span, path: &str, took: Duration, response: &mut Response<Body>) {
        // An error is answered by headers alone; a message that went well has its status in the trailers.
        let code = response.headers().get("grpc-status");
        let code = code
            .and_then(|value| value.to_str().ok())
            .unwrap_or("0")
            .to_owned();
        span.record("rpc.response.status_code", &code);
        if let Some(id) = trace::trace_id().and_then(|id| id.parse().ok()) {
            response.headers_mut().insert(trace::TRACE_ID_HEADER, id);
        }
        let labels = [
            KeyValue::new("rpc.system.name", "grpc"),
            KeyValue::new("rpc.method", rpc_of(path).to_owned()),
            KeyValue::new("rpc.response.status_code", code),
        ];
        // An unknown path is the caller's text and would make a label without end.
        if self.access.knows(path) {
            self.duration.record(took.as_secs_f64(), &labels);
        }
    }
}

fn server_span(service: &'static str, path: &str) -> Span {
    let method = rpc_of(path);
    tracing::info_span!(
        parent: None,
        "rpc",
        otel.name = method,
        otel.kind = "server",
        rpc.system.name = "grpc",
        rpc.method = method,
        rpc.response.status_code = Empty,
        fest.program = service,
        trace_id = Empty,
    )
}

fn connected_from(request: &Request<Body>) -> Option<IpAddr> {
    let connection = request.extensions().get::<TcpConnectInfo>()?;
    Some(connection.remote_addr()?.ip())
}

/// The full name of the rpc that a path calls.
fn rpc_of(path: &str) -> &str {
    path.trim_start_matches('/')
}

fn unauthenticated(_: crate::token::TokenError) -> Status {
    refusal(
        Kind::Unauthenticated,
        "CREDENTIALS_INVALID",
        "the token does not hold; log in again",
        &[],
    )
}
