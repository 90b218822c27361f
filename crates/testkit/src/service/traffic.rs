//! Events in and out of a service under test.

use anyhow::Context;
use async_nats::{
    HeaderMap,
    jetstream::{consumer::Info, message::StreamMessage, stream},
};
use chrono::SecondsFormat;
use diesel::QueryDsl;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use eventing::{program::Service, schema::outbox};
use fest_proto::{Event, Stream};
use futures_util::TryStreamExt;
use uuid::Uuid;

use super::{LIMIT, TestService};
use crate::wait_for;

impl<S: Service> TestService<S> {
    /// Sends a neighbour's event to this service, and gives its id. The broker does not drop repeats of it.
    ///
    /// # Panics
    /// When this service does not listen to such events.
    pub async fn deliver<E: Event>(&self, event: &E) -> Uuid {
        let id = self.clock.new_id();
        self.deliver_as(id, event).await;
        id
    }

    /// Like [`Self::deliver`] with an id of the test's choice: the same once more is a second delivery.
    pub async fn deliver_as<E: Event>(&self, id: Uuid, event: &E) {
        crate::demand(self.send(id, event).await);
    }

    /// Waits until every event of this service is on the broker, and every event for it is handled or set aside.
    pub async fn settled(&self) {
        wait_for("an empty outbox", LIMIT, async || {
            let unsent = self.unsent().await.map_err(|error| format!("{error:#}"))?;
            if unsent == 0 {
                return Ok(());
            }
            Err(format!("{unsent} events wait"))
        })
        .await;
        wait_for("all events to be handled", LIMIT, async || {
            let busy = self.busy().await.map_err(|error| format!("{error:#}"))?;
            if busy.is_empty() {
                return Ok(());
            }
            Err(busy.join(", "))
        })
        .await;
    }

    /// Every event of this type that this service published so far, in order.
    pub async fn events<E: Event>(&self) -> Vec<E> {
        let messages = self.messages().await.into_iter();
        let bodies = messages.filter(|message| *message.subject == *E::SUBJECT);
        bodies
            .map(|message| crate::demand(E::decode(message.payload).map_err(Into::into)))
            .collect()
    }

    /// Every message on this service's stream, headers and all, in order.
    pub async fn messages(&self) -> Vec<StreamMessage> {
        self.settled().await;
        crate::demand(self.read().await)
    }

    async fn read(&self) -> anyhow::Result<Vec<StreamMessage>> {
        let stream = self.stream(S::STREAM).await?;
        let state = stream.get_info().await?.state;
        let mut messages = Vec::new();
        for sequence in state.first_sequence.max(1)..=state.last_sequence {
            messages.push(stream.get_raw_message(sequence).await?);
        }
        Ok(messages)
    }

    async fn send<E: Event>(&self, id: Uuid, event: &E) -> anyhow::Result<()> {
        let stream = self.stream(E::STREAM).await?;
        wait_for("a consumer of the event", LIMIT, async || {
            let own = self.consumers(&stream).await.unwrap_or_default();
            own.iter()
                .any(|one| one.config.filter_subject == E::SUBJECT)
        })
        .await;
        let mut headers = HeaderMap::new();
        let time = self.clock.system_now();
        for (name, value) in [
            ("ce-specversion", "1.0".to_owned()),
            ("ce-id", id.to_string()),
            ("ce-source", format!("/fest/{}", E::STREAM.service())),
            ("ce-type", E::TYPE.to_owned()),
            ("ce-subject", "test".to_owned()),
            ("ce-time", time.to_rfc3339_opts(SecondsFormat::Micros, true)),
            ("ce-dataschema", format!("proto:{}", E::TYPE)),
            ("content-type", "application/protobuf".to_owned()),
        ] {
            headers.insert(name, value);
        }
        let body = event.encode_to_vec().into();
        self.jetstream
            .publish_with_headers(E::SUBJECT, headers, body)
            .await?
            .await
            .context("acknowledgement")?;
        Ok(())
    }

    async fn unsent(&self) -> anyhow::Result<i64> {
        let mut conn = self.database.pool.get().await?;
        let unsent = outbox::table.filter(outbox::published_at.is_null());
        Ok(unsent.count().get_result(&mut conn).await?)
    }

    /// This service's consumers that have something to do.
    async fn busy(&self) -> anyhow::Result<Vec<String>> {
        let mut busy = Vec::new();
        for each in Stream::ALL {
            for one in self.consumers(&self.stream(each).await?).await? {
                if one.num_pending > 0 || one.num_ack_pending > 0 {
                    busy.push(format!(
                        "{}: {} to come, {} in hand",
                        one.name, one.num_pending, one.num_ack_pending
                    ));
                }
            }
        }
        Ok(busy)
    }

    async fn consumers(&self, stream: &stream::Stream) -> anyhow::Result<Vec<Info>> {
        let all: Vec<Info> = stream.consumers().try_collect().await?;
        let prefix = format!("{}-", self.name);
        let own = all.into_iter().filter(|one| one.name.starts_with(&prefix));
        Ok(own.collect())
    }

    async fn stream(&self, stream: Stream) -> anyhow::Result<stream::Stream> {
        let name = stream.name();
        let found = self.jetstream.get_stream(name).await;
        found.with_context(|| format!("stream {name}"))
    }
}
