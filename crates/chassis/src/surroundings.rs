//! What a program runs in: `main` makes it from the environment, `fest up` and tests make their own.

use std::net::SocketAddr;

use anyhow::Context;
use prometheus::Registry;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{clock::Clock, health::Health, process::stop_on_signals};

/// Time, stop, health and ports of one program.
pub struct Surroundings {
    /// The time.
    pub clock: Clock,
    /// Where it says that it is well.
    pub health: Health,
    /// Cancelled when it should stop.
    pub stop: CancellationToken,
    /// The process's metrics.
    pub registry: Registry,
    /// Where it takes calls.
    pub listener: TcpListener,
    /// Where it shows metrics and health.
    pub admin: TcpListener,
}

impl Surroundings {
    /// Those of a process of its own: the system's time, stopped by signals.
    ///
    /// # Errors
    /// When a port is taken or signals cannot be listened for.
    pub async fn of_process(
        listen: SocketAddr,
        admin: SocketAddr,
        registry: Registry,
    ) -> anyhow::Result<Self> {
        let stop = CancellationToken::new();
        stop_on_signals(stop.clone())?;
        Ok(Self {
            clock: Clock::system(),
            health: Health::default(),
            stop,
            registry,
            listener: bind(listen).await?,
            admin: bind(admin).await?,
        })
    }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("listen on {address}"))
}
