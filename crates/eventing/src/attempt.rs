//! The record of attempts and effects: what a message that kills its process leaves behind, and what makes a second delivery harmless.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    result::QueryResult,
    sql_types::{BigInt, Bool, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::schema::{attempt, inbox};

/// One attempt at one event. The id is made once per delivery, so that beginning it again after a passing fault counts once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    pub id: Uuid,
    pub consumer: &'static str,
    pub event_id: Uuid,
}

/// What was known when an attempt began.
#[derive(Debug, QueryableByName)]
pub(crate) struct Begun {
    /// The event has taken effect already.
    #[diesel(sql_type = Bool)]
    pub handled: bool,
    /// Other attempts at it that were begun and have not ended.
    #[diesel(sql_type = BigInt)]
    pub unended: i64,
}

/// One statement, committed by itself: whatever the handler does to this process, the row stays.
const BEGIN: &str = "
WITH handled AS (
    SELECT EXISTS (SELECT FROM inbox WHERE consumer = $2 AND event_id = $3) AS yes
), begun AS (
    INSERT INTO attempt (id, consumer, event_id, begun_at)
    SELECT $1, $2, $3, $4 FROM handled WHERE NOT yes
    ON CONFLICT (id) DO NOTHING
)
SELECT handled.yes AS handled,
       (SELECT count(*) FROM attempt WHERE consumer = $2 AND event_id = $3 AND id <> $1) AS unended
FROM handled";

impl Attempt {
    /// Writes the attempt down, unless the event has taken effect.
    pub(crate) async fn begin(
        self,
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<Begun> {
        diesel::sql_query(BEGIN)
            .bind::<SqlUuid, _>(self.id)
            .bind::<Text, _>(self.consumer)
            .bind::<SqlUuid, _>(self.event_id)
            .bind::<Timestamptz, _>(now)
            .get_result(conn)
            .await
    }

    /// The attempt ended without an effect: it does not count.
    pub(crate) async fn end(self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::delete(attempt::table.find(self.id))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// The event is settled: no attempt at it counts any more.
    pub(crate) async fn settle(self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        let of_event = attempt::table
            .filter(attempt::consumer.eq(self.consumer))
            .filter(attempt::event_id.eq(self.event_id));
        diesel::delete(of_event).execute(conn).await?;
        Ok(())
    }

    /// Takes the event's place in the inbox; false when it is taken. While another transaction is about to take it, this waits for its end.
    pub(crate) async fn enter_inbox(
        self,
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let rows = diesel::insert_into(inbox::table)
            .values((
                inbox::consumer.eq(self.consumer),
                inbox::event_id.eq(self.event_id),
                inbox::handled_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        Ok(rows == 1)
    }
}
