//! Alive and ready are two questions. Alive: the process answers. Ready: every part has let go of its latch and the process is not stopping.
//! Both are served as `grpc.health.v1` under the service names `alive` and `ready`, and over HTTP on the admin port.

use std::sync::Arc;

use tokio::sync::watch;
use tonic_health::{
    ServingStatus,
    server::{HealthReporter, HealthService},
};

/// The health of one program; clones share it.
#[derive(Clone)]
pub struct Health {
    reporter: HealthReporter,
    ready: Arc<watch::Sender<bool>>,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            reporter: HealthReporter::new(),
            ready: Arc::new(watch::Sender::new(false)),
        }
    }
}

impl Health {
    /// The gRPC service that answers.
    #[must_use]
    pub fn service(&self) -> HealthService {
        HealthService::from_health_reporter(self.reporter.clone())
    }

    /// The process answers from here on.
    pub async fn alive(&self) {
        self.set("alive", true).await;
        self.set("ready", false).await;
    }

    /// Every part is up (or the process begins to stop).
    pub async fn ready(&self, ready: bool) {
        self.ready.send_replace(ready);
        self.set("ready", ready).await;
    }

    /// Whether it is ready now.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        *self.ready.borrow()
    }

    /// Comes back once it is ready.
    pub async fn until_ready(&self) {
        // The sender lives in `self`, so the channel cannot be closed here.
        let _ = self.ready.subscribe().wait_for(|ready| *ready).await;
    }

    async fn set(&self, name: &str, serving: bool) {
        let status = if serving {
            ServingStatus::Serving
        } else {
            ServingStatus::NotServing
        };
        self.reporter.set_service_status(name, status).await;
    }
}
