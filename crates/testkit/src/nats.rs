//! A broker of a test's own.

use anyhow::{Context, Result};
use async_nats::{Client, ConnectOptions, ServerAddr};
use children::{Nats, Options, Speed};
use tempfile::TempDir;

/// A nats-server of one test, with its folder, both gone when dropped. It keeps its address and its messages while it is
/// stopped and started again.
#[derive(Debug)]
pub struct TestNats {
    // Before the folder: it has to end first.
    running: Option<Nats>,
    folder: TempDir,
    port: u16,
    url: String,
}

/// Starts a broker on a free port.
pub async fn nats() -> TestNats {
    crate::demand(TestNats::start().await)
}

impl TestNats {
    async fn start() -> Result<Self> {
        let folder = tempfile::tempdir().context("a folder for nats-server")?;
        let options = Options {
            port: None,
            speed: Speed::Test,
        };
        let running = Nats::start(folder.path(), options).await?;
        Ok(Self {
            port: running.port(),
            url: running.url(),
            running: Some(running),
            folder,
        })
    }

    /// Its address, user and password included.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A client that has connected.
    pub async fn client(&self) -> Client {
        crate::demand(connect(&self.url).await)
    }

    /// JetStream over a client of its own.
    pub async fn jetstream(&self) -> async_nats::jetstream::Context {
        async_nats::jetstream::new(self.client().await)
    }

    /// Stops it in order: the broker is away until [`TestNats::start_again`].
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            crate::demand(running.stop().await);
        }
    }

    /// Kills it where it stands: the broker is away until [`TestNats::start_again`].
    pub fn kill(&mut self) {
        self.running = None;
    }

    /// Starts it again, same folder, same address.
    pub async fn start_again(&mut self) {
        if self.running.is_none() {
            let options = Options {
                port: Some(self.port),
                speed: Speed::Test,
            };
            self.running = Some(crate::demand(
                Nats::start(self.folder.path(), options).await,
            ));
        }
    }
}

/// Connects with the user and the password in `url`, which async-nats does not take from there by itself.
async fn connect(url: &str) -> Result<Client> {
    let address: ServerAddr = url
        .parse()
        .with_context(|| format!("not an address: {url}"))?;
    let part = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let options =
        ConnectOptions::with_user_and_password(part(address.username()), part(address.password()));
    options
        .connect(address)
        .await
        .context("cannot connect to the test's broker")
}
