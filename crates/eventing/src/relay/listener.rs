//! PostgreSQL's word that the outbox grew.

use anyhow::Context as _;
use futures_util::{StreamExt, stream};
use tokio::{sync::mpsc, task::JoinHandle};
use tokio_postgres::{AsyncMessage, Client, Connection, NoTls, Socket, tls::NoTlsStream};

/// A connection of its own that listens. It must be open before the table is looked at, or a row that is committed in between waits for the
/// next look.
pub(crate) struct Listener {
    notices: mpsc::Receiver<()>,
    driver: JoinHandle<()>,
    // The connection ends with its client.
    _client: Client,
}

impl Listener {
    pub(crate) async fn open(database_url: &str) -> anyhow::Result<Self> {
        let (client, connection) = tokio_postgres::connect(database_url, NoTls)
            .await
            .context("connect to listen")?;
        // Room for one: a notice says only that there is something.
        let (sender, notices) = mpsc::channel(1);
        let driver = tokio::spawn(drive(connection, sender));
        client
            .batch_execute("LISTEN outbox")
            .await
            .context("listen")?;
        Ok(Self {
            notices,
            driver,
            _client: client,
        })
    }

    /// Waits for a notice.
    pub(crate) async fn notified(&mut self) -> anyhow::Result<()> {
        let notice = self.notices.recv().await;
        notice.context("the listening connection ended")
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

async fn drive(mut connection: Connection<Socket, NoTlsStream>, sender: mpsc::Sender<()>) {
    let mut messages = stream::poll_fn(move |context| connection.poll_message(context));
    while let Some(Ok(message)) = messages.next().await {
        if matches!(message, AsyncMessage::Notification(_)) {
            // Full is as good as sent.
            let _ = sender.try_send(());
        }
    }
}
