//! A lost stream is rebuilt from the outbox: the database is the truth, and its rows stay for the edition's life.

use anyhow::Context as _;
use async_nats::jetstream;
use chassis::pool::Pool;

use crate::{
    outbox,
    relay::{Published, publish},
};

const PAGE: i64 = 256;

/// Publishes every row of the outbox again, oldest first, and says how many. The stream must exist ([`stream::ensure`](crate::stream::ensure)).
/// Consumers drop what they know, so running it on a stream that was not lost, or twice, or beside the relay, is harmless.
///
/// # Errors
/// When database or broker do not answer; run it again then.
pub async fn all(pool: &Pool, jetstream: &jetstream::Context) -> anyhow::Result<usize> {
    let mut conn = pool.get().await?;
    let mut count = 0;
    let mut behind = 0;
    loop {
        let rows = outbox::page(&mut conn, behind, PAGE).await?;
        let Some(last) = rows.last() else {
            return Ok(count);
        };
        behind = last.position;
        let Published {
            acknowledged,
            fault,
        } = publish(jetstream, &rows).await;
        count += acknowledged.len();
        if let Some(fault) = fault {
            return Err(fault).with_context(|| format!("republish, after {count} events"));
        }
    }
}
