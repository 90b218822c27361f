//! Fixed counts.

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::{dsl::exists as any, prelude::*, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use fest_proto::submission::v1 as proto;
use proof::{Salt, snapshot::Frozen};
use uuid::Uuid;

use crate::{
    domain::snapshot::{FreezeError, Ground, Snapshot, SnapshotFrozen},
    error::Error,
    schema::snapshot,
    store::{category, edition, lapor, unreadable},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = snapshot, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    id: Uuid,
    category_id: Uuid,
    edition_id: String,
    row_count: i32,
    commitment: String,
    frozen_at: DateTime<Utc>,
    version: i64,
}

/// Locks a category, has `decide` fix its counts, and writes that with its event. For use inside a transaction.
pub async fn freeze(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    category_id: Option<Uuid>,
    decide: impl FnOnce(Ground) -> Result<(Snapshot, Frozen, SnapshotFrozen), FreezeError>,
) -> Result<Snapshot, Error> {
    let ground = ground(conn, category_id).await?;
    let (frozen, secret, event) = decide(ground)?;
    let secret = (
        snapshot::salt.eq(secret.salt.as_bytes().as_slice()),
        snapshot::content.eq(secret.content),
    );
    diesel::insert_into(snapshot::table)
        .values((Row::from(frozen.clone()), secret))
        .execute(conn)
        .await?;
    let event = proto::SnapshotFrozen::from(event);
    outbox::publish(conn, clock, &frozen.id.to_string(), &event).await?;
    Ok(frozen)
}

/// Whether the counts of a category are fixed.
pub async fn exists(conn: &mut AsyncPgConnection, category_id: Uuid) -> QueryResult<bool> {
    let fixed = snapshot::table.filter(snapshot::category_id.eq(category_id));
    diesel::select(any(fixed)).get_result(conn).await
}

/// A snapshot and what its commitment was made of.
pub async fn find(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> QueryResult<Option<(Snapshot, Frozen)>> {
    let found: Option<(Row, Vec<u8>, Vec<u8>)> = snapshot::table
        .find(id)
        .select((Row::as_select(), snapshot::salt, snapshot::content))
        .first(conn)
        .await
        .optional()?;
    let Some((row, salt, content)) = found else {
        return Ok(None);
    };
    let salt = Salt::try_from(salt.as_slice()).map_err(|_| unreadable("salt"))?;
    let known: Snapshot = row.try_into()?;
    let frozen = Frozen {
        content,
        salt,
        commitment: known.commitment,
    };
    Ok(Some((known, frozen)))
}

async fn ground(conn: &mut AsyncPgConnection, category_id: Option<Uuid>) -> QueryResult<Ground> {
    let Some(category_id) = category_id else {
        return Ok(Ground::default());
    };
    let category = category::lock(conn, category_id).await?;
    let edition = match &category {
        Some(category) => edition::find(conn, &category.edition_id).await?,
        None => None,
    };
    Ok(Ground {
        category,
        edition,
        frozen: exists(conn, category_id).await?,
        import: lapor::newest(conn, category_id).await?,
    })
}

impl From<Snapshot> for Row {
    fn from(snapshot: Snapshot) -> Self {
        Self {
            id: snapshot.id,
            category_id: snapshot.category_id,
            edition_id: snapshot.edition_id,
            row_count: snapshot.row_count,
            commitment: snapshot.commitment.to_string(),
            frozen_at: snapshot.frozen_at,
            version: snapshot.version,
        }
    }
}

impl TryFrom<Row> for Snapshot {
    type Error = diesel::result::Error;

    fn try_from(row: Row) -> QueryResult<Self> {
        let commitment = row.commitment.parse();
        Ok(Self {
            id: row.id,
            edition_id: row.edition_id,
            category_id: row.category_id,
            row_count: row.row_count,
            commitment: commitment.map_err(|_| unreadable("commitment"))?,
            frozen_at: row.frozen_at,
            version: row.version,
        })
    }
}
