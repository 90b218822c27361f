//! Events on their way out. A change and the event that tells of it are one commit; the [`relay`](crate::relay) does the rest.

use chassis::{clock::Clock, trace};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use fest_proto::Event;
use uuid::Uuid;

use crate::schema::outbox;

/// An event that lies in the outbox.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = outbox, check_for_backend(diesel::pg::Pg))]
pub(crate) struct Row {
    pub id: Uuid,
    pub position: i64,
    pub subject: String,
    pub type_: String,
    pub aggregate: String,
    pub payload: Vec<u8>,
    pub traceparent: Option<String>,
    pub occurred_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = outbox)]
struct NewRow<'a> {
    id: Uuid,
    subject: &'a str,
    type_: &'a str,
    aggregate: &'a str,
    payload: Vec<u8>,
    traceparent: Option<String>,
    occurred_at: DateTime<Utc>,
}

/// Writes an event beside the change that it tells of: call it inside that change's transaction. The event goes out after the commit, at
/// least once, under the trace of the current span. `aggregate` is the id of the thing that changed, in visible ASCII.
///
/// # Errors
/// What the database says; a body above 512 KiB or an aggregate that is no header text is refused by the table's checks.
pub async fn publish<E: Event>(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    aggregate: &str,
    event: &E,
) -> QueryResult<()> {
    let row = NewRow {
        id: clock.new_id(),
        subject: E::SUBJECT,
        type_: E::TYPE,
        aggregate,
        payload: event.encode_to_vec(),
        traceparent: trace::traceparent(&tracing::Span::current()),
        occurred_at: clock.system_now(),
    };
    diesel::insert_into(outbox::table)
        .values(row)
        .execute(conn)
        .await?;
    Ok(())
}

/// Up to `limit` unpublished rows, oldest first, locked until the transaction ends. Rows that another relay holds are left out, so that
/// replicas share the work instead of doing it twice.
pub(crate) async fn take_unpublished(
    conn: &mut AsyncPgConnection,
    limit: i64,
) -> QueryResult<Vec<Row>> {
    outbox::table
        .filter(outbox::published_at.is_null())
        .order(outbox::position)
        .limit(limit)
        .for_update()
        .skip_locked()
        .select(Row::as_select())
        .load(conn)
        .await
}

/// Notes that the broker has these.
pub(crate) async fn mark_published(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(outbox::table.filter(outbox::id.eq_any(ids)))
        .set(outbox::published_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Up to `limit` rows behind a position, published or not.
pub(crate) async fn page(
    conn: &mut AsyncPgConnection,
    behind: i64,
    limit: i64,
) -> QueryResult<Vec<Row>> {
    outbox::table
        .filter(outbox::position.gt(behind))
        .order(outbox::position)
        .limit(limit)
        .select(Row::as_select())
        .load(conn)
        .await
}

/// How many rows wait, and since when the oldest does.
pub(crate) async fn backlog(
    conn: &mut AsyncPgConnection,
) -> QueryResult<(i64, Option<DateTime<Utc>>)> {
    outbox::table
        .filter(outbox::published_at.is_null())
        .select((
            diesel::dsl::count_star(),
            diesel::dsl::min(outbox::occurred_at),
        ))
        .get_result(conn)
        .await
}
