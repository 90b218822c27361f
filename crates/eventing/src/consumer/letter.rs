//! Dead letters that were put back: those of this consumer, taken from its own database as if the broker had brought them.

use fest_proto::Event;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{
    Consumer, ConsumerLoop,
    delivery::{End, Origin, consumer_span},
};
use crate::{
    dead_letter::{self, PutBack},
    metrics,
};

impl<C: Consumer> ConsumerLoop<C> {
    /// Takes each letter that is due, oldest first, until there is none or we stop. An error is a passing fault.
    pub(super) async fn handle_letters(&self, stopping: &CancellationToken) -> anyhow::Result<()> {
        while !stopping.is_cancelled() {
            let now = self.clock.system_now();
            let next = {
                let mut conn = self.pool.get().await?;
                dead_letter::take(&mut conn, C::NAME, now, self.settings.ack_wait).await?
            };
            let Some(letter) = next else {
                return Ok(());
            };
            self.handle_letter(&letter, stopping).await?;
        }
        Ok(())
    }

    /// Brings one letter to an end. What is not at its end stays put back, and is due again when its time in our hands has run out.
    async fn handle_letter(
        &self,
        letter: &PutBack,
        stopping: &CancellationToken,
    ) -> anyhow::Result<()> {
        let headers = letter.headers();
        let origin = Origin::Letter(letter.id);
        let delivery = self.delivery(&letter.subject, &headers, &letter.payload, origin);
        let begun = Instant::now();
        let span = consumer_span::<C>(&delivery);
        let end = self.conclude(&delivery, stopping).instrument(span).await;
        metrics::processed(C::NAME, C::Event::SUBJECT, end.name(), begun.elapsed());
        if end == End::Handled {
            let mut conn = self.pool.get().await?;
            dead_letter::settle(&mut conn, letter.id).await?;
        }
        Ok(())
    }
}
