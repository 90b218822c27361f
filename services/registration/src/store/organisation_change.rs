//! The registry's history.

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::{
        organisation_change::{Change, KnownChange, Named, What},
        rough_date::RoughDate,
    },
    error::Error,
    schema::{account, organisation_change as change},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = change, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    what: String,
    account_id: Option<Uuid>,
    changed_at: DateTime<Utc>,
    since: Option<String>,
    reason: String,
    code_before: String,
    name_before: String,
    code_after: String,
    name_after: String,
    other: String,
}

impl Row {
    fn new(id: Uuid, change: Change) -> Self {
        Self {
            id,
            organisation_id: change.organisation_id,
            what: change.what.name().to_owned(),
            account_id: change.account_id,
            changed_at: change.at,
            since: change.since.map(|date| date.as_str().to_owned()),
            reason: change.reason,
            code_before: change.before.code,
            name_before: change.before.name,
            code_after: change.after.code,
            name_after: change.after.name,
            other: change.other,
        }
    }
}

fn read((row, display_name): (Row, Option<String>)) -> Result<KnownChange, Error> {
    let what = What::ALL.into_iter().find(|what| what.name() == row.what);
    Ok(KnownChange {
        id: row.id,
        change: Change {
            organisation_id: row.organisation_id,
            what: what.ok_or(Error::Row("organisation_change"))?,
            account_id: row.account_id,
            at: row.changed_at,
            since: row.since.map(RoughDate::kept),
            reason: row.reason,
            before: Named {
                code: row.code_before,
                name: row.name_before,
            },
            after: Named {
                code: row.code_after,
                name: row.name_after,
            },
            other: row.other,
        },
        display_name: display_name.unwrap_or_default(),
    })
}

/// Adds lines to the history.
pub(super) async fn note(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    changes: Vec<Change>,
) -> QueryResult<()> {
    let rows = changes.into_iter();
    let rows: Vec<Row> = rows.map(|one| Row::new(clock.new_id(), one)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    diesel::insert_into(change::table)
        .values(rows)
        .execute(conn)
        .await?;
    Ok(())
}

/// The history of one body, or of all; the newest first. `after` is the last line seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    organisation_id: Option<Uuid>,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<KnownChange>, Error> {
    let mut rows = change::table
        .left_join(account::table)
        .order(change::id.desc())
        .limit(size + 1)
        .select((Row::as_select(), account::display_name.nullable()))
        .into_boxed();
    let mut all = change::table.into_boxed();
    if let Some(id) = organisation_id {
        rows = rows.filter(change::organisation_id.eq(id));
        all = all.filter(change::organisation_id.eq(id));
    }
    if let Some(after) = after {
        rows = rows.filter(change::id.lt(after));
    }
    let rows: Vec<(Row, Option<String>)> = rows.load(conn).await?;
    let total = all.count().get_result(conn).await?;
    let changes: Result<Vec<_>, _> = rows.into_iter().map(read).collect();
    Ok(Page::cut(changes?, size, total))
}
