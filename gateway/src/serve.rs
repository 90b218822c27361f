//! The gateway as a program.

use std::net::SocketAddr;

use anyhow::Context as _;
use axum::{Router, middleware, routing::get, serve::ListenerExt};
use chassis::{admin, health::Health, process::Process, surroundings::Surroundings};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;

use crate::{
    api,
    app::App,
    clients::Clients,
    config::Config,
    http::{Observer, observe},
    oauth, routes,
    unread::announce_close,
};

/// As other programs know it.
pub(crate) const NAME: &str = "gateway";

/// Runs until told to stop.
///
/// # Errors
/// When the configuration does not fit or a part ends by itself.
pub async fn run(config: Config, surroundings: Surroundings) -> anyhow::Result<()> {
    let Surroundings {
        clock,
        health,
        stop,
        registry,
        listener,
        admin,
    } = surroundings;
    let (key, keys) = config.keys.read(NAME)?;
    let app = App {
        clients: Clients::new(&config, key, clock.clone())?,
        clock,
        keys,
        trusted_proxies: config.trusted_proxies,
        secure_cookies: config.secure_cookies,
    };
    let router = router(app, &health)?;
    let mut process = Process::new(NAME, health.clone(), stop);
    process.part("http", |stage| async move {
        stage.ready();
        serve(listener, router, stage.stopping()).await
    });
    process.part("admin", |stage| admin::run(admin, health, registry, stage));
    process.run().await
}

async fn serve(
    listener: TcpListener,
    router: Router,
    stopping: CancellationToken,
) -> anyhow::Result<()> {
    // Left to itself the kernel holds the last part of an answer back until what went before is acknowledged, which callers put off by up to 40 ms.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "answers on this connection may be held back");
        }
    });
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stopping.cancelled_owned())
    .await
    .context("HTTP server")
}

/// Everything that the gateway answers.
///
/// # Errors
/// When an operation or a page has no access rule.
pub fn router(app: App, health: &Health) -> anyhow::Result<Router> {
    let observer = Observer::new(app.clock.clone(), app.trusted_proxies);
    let ready = health.clone();
    let probes = Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route(
            "/readyz",
            get(async move || match ready.is_ready() {
                true => Ok("ready\n"),
                false => Err((http::StatusCode::SERVICE_UNAVAILABLE, "not ready\n")),
            }),
        );
    Ok(Router::new()
        .merge(api::router(app.clone())?)
        .merge(oauth::router(app.clone()))
        .merge(routes::router(app)?)
        .merge(probes)
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(observer, observe))
        .layer(middleware::from_fn(announce_close)))
}
