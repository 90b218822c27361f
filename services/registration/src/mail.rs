//! The sender of mails: takes one after the other from the queue, writes it, and hands it to a mail server or lays it into a folder.
//!
//! **Guaranteed.** A mail whose cause was committed is handed over, or fails by a name. The attempt and the code in the mail are committed before
//! anything is sent, and the end of the attempt after it: whoever dies in between leaves a mail that is sent again, under the same Message-ID, so
//! at worst somebody gets it twice and a mailbox that compares ids keeps one.
//!
//! **Who retries.** This loop, with waits that double; what a server refuses for good, and a mail that was tried too often, fails. A database
//! that is away costs no attempt.
//!
//! **Replicas** keep off each other's mails: a row is locked while it is taken, and the next attempt lies further off than this one can last.
//!
//! **It looks each second** instead of listening as the relay does: a mail may wait that long, and a connection of PostgreSQL's may not.

mod text;
mod transport;

use std::time::Duration;

use anyhow::Context as _;
use chassis::{clock::Clock, pool::Pool, process::Stage};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use self::{text::Writer, transport::Transport};
use crate::{config::MailConfig, domain::mail::Outcome, error::Error, store};

/// How often to look for a mail.
const LOOK: Duration = Duration::from_secs(1);
/// How often what ended long ago is forgotten.
const FORGET: Duration = Duration::from_secs(3600);

/// Sends what is queued.
pub struct Sender {
    pool: Pool,
    clock: Clock,
    office: Option<Office>,
    forgotten: Option<Instant>,
}

/// Who writes, and who carries.
struct Office {
    writer: Writer,
    transport: Transport,
}

impl Office {
    /// Nothing where mails are not sent.
    fn open(config: &MailConfig) -> anyhow::Result<Option<Self>> {
        let (Some(url), Some(from), Some(public)) =
            (&config.mail_url, &config.mail_from, &config.public_url)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            writer: Writer::new(from, public).context("MAIL_FROM")?,
            transport: Transport::open(url).context("MAIL_URL")?,
        }))
    }
}

impl Sender {
    /// A sender of the database behind `pool`.
    ///
    /// # Errors
    /// When sender or server of the configuration are none.
    pub fn new(config: &MailConfig, pool: Pool, clock: Clock) -> anyhow::Result<Self> {
        Ok(Self {
            pool,
            clock,
            office: Office::open(config)?,
            forgotten: None,
        })
    }

    /// Runs until the stage stops; a mail on its way is finished. Without a mail server it is ready all the same: mails wait in the queue.
    ///
    /// # Errors
    /// None: every fault is waited out. The signature is that of a part of a process.
    pub async fn run(mut self, stage: Stage) -> anyhow::Result<()> {
        let stopping = stage.stopping();
        stage.ready();
        loop {
            if let Err(error) = self.work(&stopping).await {
                tracing::warn!(error = %chassis::error::chain(&error), "mails wait");
            }
            tokio::select! {
                () = stopping.cancelled() => return Ok(()),
                () = sleep(LOOK) => {}
            }
        }
    }

    /// Sends whatever is due.
    async fn work(&mut self, stopping: &CancellationToken) -> Result<(), Error> {
        if self.forgotten.is_none_or(|at| at.elapsed() >= FORGET) {
            let mut conn = self.pool.get().await?;
            store::mail::forget_old(&mut conn, self.clock.system_now()).await?;
            self.forgotten = Some(Instant::now());
        }
        let Some(office) = &self.office else {
            return Ok(());
        };
        while !stopping.is_cancelled() && self.send_one(office).await? {}
        Ok(())
    }

    /// Sends the mail that has waited longest; false when none is due.
    async fn send_one(&self, office: &Office) -> Result<bool, Error> {
        // The connection goes back before the sending, which may take its time.
        let due = store::mail::take(&mut *self.pool.get().await?, &self.clock).await?;
        let Some(due) = due else {
            return Ok(false);
        };
        let outcome = match office.writer.write(&due, self.clock.system_now()) {
            Ok(message) => office.transport.send(due.id, &message).await,
            Err(fault) => Outcome::Never(fault),
        };
        // By its id alone: who gets it and what it says is nobody's business here.
        tracing::info!(mail_id = %due.id, purpose = due.purpose.name(), attempt = due.attempts, ?outcome, "mail");
        let mut conn = self.pool.get().await?;
        let now = self.clock.system_now();
        store::mail::end(&mut conn, now, (due.id, due.attempts), &outcome).await?;
        Ok(true)
    }
}
