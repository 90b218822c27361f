//! The gRPC server of a service: its layers stand here, once, for all of them.

use std::{convert::Infallible, time::Duration};

use anyhow::Context;
use http::{Request, Response};
use tokio::net::TcpListener;
use tonic::{
    body::Body,
    server::NamedService,
    service::Routes,
    transport::{self, server::TcpIncoming},
};
use tower::Service;

use crate::{
    access::AccessTable, clock::Clock, guard::GuardLayer, health::Health, process::Stage,
    token::KeySet,
};

const KEEPALIVE: Duration = Duration::from_secs(20);
/// Callers that never resolve names again move to new replicas this often.
const CONNECTION_AGE: Duration = Duration::from_secs(300);
const CONNECTION_AGE_GRACE: Duration = Duration::from_secs(30);

/// A server that is being put together.
pub struct Server {
    guard: GuardLayer,
    routes: Routes,
}

/// Collects the services of a [`Server`] and makes sure that each of their rpcs has its access option.
pub struct ServerBuilder {
    service: &'static str,
    access: AccessTable,
    routes: Routes,
}

impl ServerBuilder {
    /// Begins with health, and reflection where wanted.
    ///
    /// # Errors
    /// When the descriptor set cannot be read.
    pub fn new(service: &'static str, health: &Health, reflection: bool) -> anyhow::Result<Self> {
        let mut routes = Routes::new(tonic_health::pb::health_server::HealthServer::new(
            health.service(),
        ));
        if reflection {
            let builder = || {
                tonic_reflection::server::Builder::configure()
                    .register_encoded_file_descriptor_set(fest_proto::DESCRIPTOR_SET)
                    .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            };
            // grpcio-reflection knows only v1alpha.
            routes = routes
                .add_service(builder().build_v1().context("reflection")?)
                .add_service(builder().build_v1alpha().context("reflection")?);
        }
        Ok(Self {
            service,
            access: AccessTable::read(fest_proto::DESCRIPTOR_SET)?,
            routes,
        })
    }

    /// Adds a service of the contract.
    ///
    /// # Errors
    /// Names an rpc without the access option.
    pub fn serve<S>(mut self, service: S) -> anyhow::Result<Self>
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
            + NamedService
            + Clone
            + Send
            + Sync
            + 'static,
        S::Future: Send + 'static,
    {
        self.access.require(S::NAME)?;
        self.routes = self.routes.add_service(service);
        Ok(self)
    }

    /// The server, with all layers.
    #[must_use]
    pub fn build(self, clock: Clock, keys: KeySet) -> Server {
        Server {
            guard: GuardLayer::new(self.service, clock, keys, self.access),
            routes: self.routes,
        }
    }
}

impl Server {
    /// Serves until the stage stops; calls in flight are finished. `process` keeps the deadline around this: an idle connection can hold the
    /// transport's own graceful end for an hour.
    ///
    /// # Errors
    /// When the transport fails.
    pub async fn run(self, listener: TcpListener, stage: Stage) -> anyhow::Result<()> {
        let stopping = stage.stopping();
        stage.ready();
        // An answer is several small frames; held back for the caller's acknowledgement it would take forty milliseconds more.
        let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
        transport::Server::builder()
            .http2_keepalive_interval(Some(KEEPALIVE))
            .max_connection_age(CONNECTION_AGE)
            .max_connection_age_grace(CONNECTION_AGE_GRACE)
            .max_concurrent_streams(128)
            .layer(self.guard)
            .add_routes(self.routes)
            .serve_with_incoming_shutdown(incoming, stopping.cancelled_owned())
            .await
            .context("gRPC server")
    }
}
