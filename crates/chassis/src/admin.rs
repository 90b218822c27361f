//! The admin port: `/metrics` for scraping, `/healthz` (alive) and `/readyz` (ready). Not for the public.

use anyhow::Context;
use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use prometheus::{Registry, TextEncoder};
use tokio::net::TcpListener;

use crate::{health::Health, process::Stage};

/// Serves the admin port until the stage stops.
///
/// # Errors
/// When the listener fails.
pub async fn run(
    listener: TcpListener,
    health: Health,
    registry: Registry,
    stage: Stage,
) -> anyhow::Result<()> {
    let app = Router::new()
        .route("/metrics", get(metrics).with_state(registry))
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready).with_state(health));
    stage.ready();
    axum::serve(listener, app)
        .with_graceful_shutdown(stage.stopping().cancelled_owned())
        .await
        .context("admin port")
}

async fn ready(State(health): State<Health>) -> impl IntoResponse {
    if health.is_ready() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}

async fn metrics(State(registry): State<Registry>) -> impl IntoResponse {
    let mut text = String::new();
    match TextEncoder::new().encode_utf8(&registry.gather(), &mut text) {
        Ok(()) => Ok(text),
        Err(error) => {
            tracing::error!(%error, "metrics cannot be written");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
