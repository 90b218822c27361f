//! Messages that were set aside, and the way back.
//!
//! A letter goes back from here, not by the broker: a program may publish its own events alone, and only the consumer that set the letter aside
//! lacks it. [`redrive`] marks it as due; the [loop](crate::consumer) of that consumer takes it and treats it as a message, inbox and attempts
//! included. A letter in somebody's hands is due again after a while, so a process that dies with it loses nothing. If it fails for good again,
//! that is a new letter.

use std::time::Duration;

use async_nats::{HeaderMap, header::HeaderValue};
use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    result::QueryResult,
    sql_types::{Text, Timestamptz},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::schema::dead_letter;

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
/// What the database says; the letter is then still open.
pub async fn redrive(conn: &mut AsyncPgConnection, clock: &Clock, id: Uuid) -> QueryResult<bool> {
    let now = clock.system_now();
    let open = dead_letter::table
        .find(id)
        .filter(dead_letter::redriven_at.is_null());
    let rows = diesel::update(open)
        .set((
            dead_letter::redriven_at.eq(now),
            dead_letter::due_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(rows == 1)
}

/// Puts all open letters of one consumer or of all back, and says how many.
///
/// # Errors
/// At the first one that fails; those before it are back, the others still open.
pub async fn redrive_all(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    consumer: Option<&str>,
) -> QueryResult<usize> {
    let mut count = 0;
    for letter in list(conn, consumer).await? {
        if redrive(conn, clock, letter.id).await? {
            count += 1;
        }
    }
    Ok(count)
}

/// A letter on its way back.
#[derive(Debug, QueryableByName)]
#[diesel(table_name = dead_letter, check_for_backend(diesel::pg::Pg))]
pub(crate) struct PutBack {
    pub id: Uuid,
    pub subject: String,
    headers: Value,
    pub payload: Vec<u8>,
}

impl PutBack {
    /// The message's headers. What is none, by whatever hand, is left out; a message that lacks it is then set aside unread.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.as_object().into_iter().flatten() {
            let value = value.as_str().map(str::parse::<HeaderValue>);
            if let Some(Ok(value)) = value {
                headers.insert(name.as_str(), value);
            }
        }
        headers
    }
}

/// Replicas look at the same moment; each gets another letter.
const TAKE: &str = "
UPDATE dead_letter SET due_at = $3
WHERE id = (
    SELECT id FROM dead_letter WHERE consumer = $1 AND due_at <= $2
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, subject, headers, payload";

/// The oldest letter of a consumer that is due, if there is one; nobody else gets it before `hold` is over.
pub(crate) async fn take(
    conn: &mut AsyncPgConnection,
    consumer: &str,
    now: DateTime<Utc>,
    hold: Duration,
) -> QueryResult<Option<PutBack>> {
    diesel::sql_query(TAKE)
        .bind::<Text, _>(consumer)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(now + hold)
        .get_result(conn)
        .await
        .optional()
}

/// The letter is at its end; false when it was already.
pub(crate) async fn settle(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    let on_its_way = dead_letter::table
        .find(id)
        .filter(dead_letter::due_at.is_not_null());
    let rows = diesel::update(on_its_way)
        .set(dead_letter::due_at.eq(None::<DateTime<Utc>>))
        .execute(conn)
        .await?;
    Ok(rows == 1)
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
