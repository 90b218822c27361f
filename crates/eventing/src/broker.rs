//! The connection to NATS.

use std::time::Duration;

use anyhow::Context as _;
use async_nats::{ConnectOptions, ServerAddr, connection::State, jetstream};

/// How long an acknowledgement may take before the broker counts as away.
const ANSWER: Duration = Duration::from_secs(5);

/// A connection that looks for the broker again as long as the process lives, also when it is away at the start. The address may carry user and
/// password; `name` is shown in the broker's list of connections.
///
/// # Errors
/// When the address is not one.
pub async fn connect(url: &str, name: &str) -> anyhow::Result<jetstream::Context> {
    let address: ServerAddr = url.parse().context("address of NATS")?;
    // The client does not take them from the address by itself.
    let options = match (address.username(), address.password()) {
        (Some(user), Some(password)) => {
            ConnectOptions::with_user_and_password(user.to_owned(), password.to_owned())
        }
        _ => ConnectOptions::new(),
    };
    let client = options
        .name(name)
        .retry_on_initial_connect()
        .connect(address)
        .await
        .context("connect to NATS")?;
    Ok(jetstream::context::ContextBuilder::new()
        .timeout(ANSWER)
        .build(client))
}

/// Whether it is worth asking. Without this look each try would hold a transaction open until its acknowledgements time out.
pub(crate) fn present(jetstream: &jetstream::Context) -> anyhow::Result<()> {
    anyhow::ensure!(
        jetstream.client().connection_state() == State::Connected,
        "NATS is away"
    );
    Ok(())
}
