//! The connection to NATS.

use std::{sync::atomic::Ordering, time::Duration};

use anyhow::Context as _;
use async_nats::{ConnectOptions, ServerAddr, connection::State, jetstream};

/// How long an acknowledgement may take before the broker counts as away.
const ANSWER: Duration = Duration::from_secs(5);

/// A connection for a program: it looks for the broker again as long as the process lives, also when it is away at the start. The address may
/// carry user and password; `name` is shown in the broker's list of connections.
///
/// # Errors
/// When the address is not one.
pub async fn connect(url: &str, name: &str) -> anyhow::Result<jetstream::Context> {
    let (address, options) = options(url, name)?;
    open(address, options.retry_on_initial_connect()).await
}

/// A connection for a command that somebody waits for: the broker must be there now.
///
/// # Errors
/// When the address is not one or the broker is away.
pub async fn connect_now(url: &str, name: &str) -> anyhow::Result<jetstream::Context> {
    let (address, options) = options(url, name)?;
    open(address, options).await
}

fn options(url: &str, name: &str) -> anyhow::Result<(ServerAddr, ConnectOptions)> {
    let address: ServerAddr = url.parse().context("address of NATS")?;
    // The client does not take them from the address by itself.
    let options = match (address.username(), address.password()) {
        (Some(user), Some(password)) => {
            ConnectOptions::with_user_and_password(user.to_owned(), password.to_owned())
        }
        _ => ConnectOptions::new(),
    };
    Ok((address, options.name(name)))
}

async fn open(address: ServerAddr, options: ConnectOptions) -> anyhow::Result<jetstream::Context> {
    let client = options.connect(address).await.context("connect to NATS")?;
    Ok(jetstream::context::ContextBuilder::new()
        .timeout(ANSWER)
        .build(client))
}

/// How often the connection is looked at while a request is open.
const LOOK: Duration = Duration::from_millis(250);

/// Whether it is worth asking. Without this look each try would hold a transaction open until its acknowledgements time out.
pub(crate) fn present(jetstream: &jetstream::Context) -> anyhow::Result<()> {
    anyhow::ensure!(
        jetstream.client().connection_state() == State::Connected,
        "NATS is away"
    );
    Ok(())
}

/// Comes back when the connection broke after the first poll, even if there is another one by then. A broker that was restarted has forgotten
/// the requests that it held, and nobody would tell those who wait for an answer.
pub(crate) async fn broken(jetstream: &jetstream::Context) {
    let client = jetstream.client();
    let statistics = client.statistics();
    let connection = statistics.connects.load(Ordering::Relaxed);
    while client.connection_state() == State::Connected
        && statistics.connects.load(Ordering::Relaxed) == connection
    {
        tokio::time::sleep(LOOK).await;
    }
}
