//! Messages that were set aside, and the way back.
//!
//! A letter goes back by being published again on its subject, with the same event id. Only the consumer that set it aside has no inbox row for
//! it, so only there it takes effect; the inboxes of the others drop it. The broker must not take it for a repeat of the first publication, so
//! the message id is the letter's, not the event's. If it fails for good again, that is a new letter.

use anyhow::Context as _;
use async_nats::{
    HeaderMap,
    header::HeaderValue,
    jetstream::{self, message::PublishMessage},
};
use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::QueryResult};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{broker, schema::dead_letter};

/// The longest detail that the table takes.
const DETAIL_CHARS: usize = 500;

/// A message that was set aside and not put back.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = dead_letter, check_for_backend(diesel::pg::Pg))]
pub struct DeadLetter {
    /// The letter's own id.
    pub id: Uuid,
    /// Who set it aside.
    pub consumer: String,
    /// Which event it is, if it says so.
    pub event_id: Option<Uuid>,
    /// Where it came from.
    pub subject: String,
    /// A stable upper-case name.
    pub reason: String,
    /// A sentence for the operator.
    pub detail: String,
    /// How many attempts were begun.
    pub attempts: i32,
    /// When it was set aside, on the machine's clock.
    pub died_at: DateTime<Utc>,
}

/// A message about to be set aside.
pub(crate) struct NewLetter<'a> {
    pub consumer: &'static str,
    pub event_id: Option<Uuid>,
    pub subject: &'a str,
    pub headers: &'a HeaderMap,
    pub payload: &'a [u8],
    pub reason: &'static str,
    pub detail: String,
    pub attempts: i64,
}

/// Stores a letter; once only while an earlier one of the same event lies open.
pub(crate) async fn store(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    letter: NewLetter<'_>,
) -> QueryResult<()> {
    let detail: String = letter.detail.chars().take(DETAIL_CHARS).collect();
    diesel::insert_into(dead_letter::table)
        .values((
            dead_letter::id.eq(clock.new_id()),
            dead_letter::consumer.eq(letter.consumer),
            dead_letter::event_id.eq(letter.event_id),
            dead_letter::subject.eq(letter.subject),
            dead_letter::headers.eq(to_json(letter.headers)),
            dead_letter::payload.eq(letter.payload),
            dead_letter::reason.eq(letter.reason),
            dead_letter::detail.eq(detail),
            dead_letter::attempts.eq(i32::try_from(letter.attempts).unwrap_or(i32::MAX)),
            dead_letter::died_at.eq(clock.system_now()),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

/// The open letters of one consumer or of all, oldest first.
///
/// # Errors
/// What the database says.
pub async fn list(
    conn: &mut AsyncPgConnection,
    consumer: Option<&str>,
) -> QueryResult<Vec<DeadLetter>> {
    let mut letters = dead_letter::table
        .filter(dead_letter::redriven_at.is_null())
        .order(dead_letter::id)
        .select(DeadLetter::as_select())
        .into_boxed();
    if let Some(consumer) = consumer {
        letters = letters.filter(dead_letter::consumer.eq(consumer));
    }
    letters.load(conn).await
}

/// Puts one letter back; false when there is no such open letter.
///
/// # Errors
/// When database or broker do not answer; the letter is then still open, and putting it back again is harmless.
pub async fn redrive(
    conn: &mut AsyncPgConnection,
    jetstream: &jetstream::Context,
    clock: &Clock,
    id: Uuid,
) -> anyhow::Result<bool> {
    broker::present(jetstream)?;
    conn.transaction(async |conn| {
        // Before publishing: should the consumer set the event aside again at once, its new letter waits at the unique index for this commit.
        let Some((subject, headers, payload)) = close(conn, clock.system_now(), id).await? else {
            return Ok(false);
        };
        let message = PublishMessage::build()
            .payload(payload.into())
            .headers(from_json(&headers)?)
            .message_id(format!("redrive-{id}"));
        jetstream
            .send_publish(subject, message)
            .await
            .context("publish the letter")?
            .await
            .context("acknowledgement of the letter")?;
        Ok(true)
    })
    .await
}

/// Puts all open letters of one consumer or of all back, oldest first, and says how many.
///
/// # Errors
/// At the first one that fails; those before it are back, the others still open.
pub async fn redrive_all(
    conn: &mut AsyncPgConnection,
    jetstream: &jetstream::Context,
    clock: &Clock,
    consumer: Option<&str>,
) -> anyhow::Result<usize> {
    let mut count = 0;
    for letter in list(conn, consumer).await? {
        if redrive(conn, jetstream, clock, letter.id).await? {
            count += 1;
        }
    }
    Ok(count)
}

async fn close(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    id: Uuid,
) -> QueryResult<Option<(String, Value, Vec<u8>)>> {
    let open = dead_letter::table
        .find(id)
        .filter(dead_letter::redriven_at.is_null());
    diesel::update(open)
        .set(dead_letter::redriven_at.eq(now))
        .returning((
            dead_letter::subject,
            dead_letter::headers,
            dead_letter::payload,
        ))
        .get_result(conn)
        .await
        .optional()
}

fn to_json(headers: &HeaderMap) -> Value {
    let mut json = Map::new();
    for (name, values) in headers.iter() {
        if let Some(value) = values.last() {
            json.insert(name.to_string(), Value::from(value.as_str()));
        }
    }
    Value::Object(json)
}

fn from_json(json: &Value) -> anyhow::Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in json.as_object().context("headers are no object")? {
        let value = value.as_str().context("a header is no text")?;
        let value: HeaderValue = value.parse().context("a header has a line break")?;
        headers.insert(name.as_str(), value);
    }
    Ok(headers)
}
