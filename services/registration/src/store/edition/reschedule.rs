//! Dates that were moved. A row is written with the edition's change and never touched again.

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use super::{lock_row, row};
use crate::{
    domain::edition::{Act, Edition, Moment, MoveError, Reschedule, Span, Subject},
    error::Error,
    events,
    schema::edition_reschedule,
};

const MOMENTS: [(Moment, &str); 4] = [
    (Moment::MonitoringStarts, "monitoring_starts"),
    (Moment::Opens, "opens"),
    (Moment::Closes, "closes"),
    (Moment::Announces, "announces"),
];

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = edition_reschedule, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    subject: String,
    starts_before: DateTime<Utc>,
    ends_before: Option<DateTime<Utc>>,
    starts_after: DateTime<Utc>,
    ends_after: Option<DateTime<Utc>>,
    reason: String,
    account_id: Uuid,
    moved_at: DateTime<Utc>,
    edition_version: i64,
}

/// Locks the edition, lets `decide` move a date, and saves both with the event.
///
/// # Errors
/// `EDITION_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn reschedule(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: &str,
    decide: impl FnOnce(Edition) -> Result<(Edition, Reschedule), MoveError> + Send,
) -> Result<(Edition, Reschedule), Error> {
    let before = lock_row(conn, id).await?;
    let (after, moved) = decide(before)?;
    row::write(conn, &after).await?;
    diesel::insert_into(edition_reschedule::table)
        .values(Row::from(&moved))
        .execute(conn)
        .await?;
    let event = events::edition_rescheduled(&after, &moved);
    outbox::publish(conn, clock, id, &event).await?;
    Ok((after, moved))
}

/// What was moved in an edition, the last one first; `after` is the last one seen.
///
/// # Errors
/// What the database says.
pub async fn list(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<Reschedule>, Error> {
    let all = edition_reschedule::table.filter(edition_reschedule::edition_id.eq(edition_id));
    let rows: Vec<Row> = all
        .filter(edition_reschedule::id.lt(after.unwrap_or(Uuid::max())))
        .order(edition_reschedule::id.desc())
        .limit(size + 1)
        .select(Row::as_select())
        .load(conn)
        .await?;
    let total = all.count().get_result(conn).await?;
    Page::cut(rows, size, total).try_map(Reschedule::try_from)
}

impl From<&Reschedule> for Row {
    fn from(moved: &Reschedule) -> Self {
        let subject = match moved.subject {
            Subject::Moment(moment) => row::name(&MOMENTS, &moment),
            Subject::Stage(kind) => row::stage_name(kind),
        };
        Self {
            id: moved.act.id,
            edition_id: moved.edition_id.clone(),
            subject: subject.to_owned(),
            starts_before: moved.before.starts_at,
            ends_before: moved.before.ends_at,
            starts_after: moved.after.starts_at,
            ends_after: moved.after.ends_at,
            reason: moved.act.reason.clone(),
            account_id: moved.act.account_id,
            moved_at: moved.act.at,
            edition_version: moved.edition_version,
        }
    }
}

impl TryFrom<Row> for Reschedule {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let moment = row::named(&MOMENTS, &row.subject);
        let subject = match moment {
            Ok(moment) => Subject::Moment(moment),
            Err(_) => Subject::Stage(row::stage_named(&row.subject)?),
        };
        Ok(Self {
            edition_id: row.edition_id,
            subject,
            before: Span {
                starts_at: row.starts_before,
                ends_at: row.ends_before,
            },
            after: Span {
                starts_at: row.starts_after,
                ends_at: row.ends_after,
            },
            act: Act {
                id: row.id,
                account_id: row.account_id,
                reason: row.reason,
                at: row.moved_at,
            },
            edition_version: row.edition_version,
        })
    }
}
