//! The newest file of counts of each category.

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use fest_proto::submission::v1 as proto;
use rules::LaporCounts;
use uuid::Uuid;

use crate::{
    domain::{
        lapor::{Ground, Import, LaporCountsImported, OrganisationCounts},
        organisation::Organisation,
        refusal::Refusal,
        snapshot::Snapshot,
    },
    error::Error,
    schema::{lapor_count, lapor_import, snapshot},
    store::{self, category, organisation, unreadable},
};

/// PostgreSQL takes 65535 parameters per statement; a row has nine.
const ROWS_PER_STATEMENT: usize = 1000;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lapor_import, check_for_backend(diesel::pg::Pg))]
struct Row {
    batch_id: Uuid,
    category_id: Uuid,
    edition_id: String,
    file_sha256: String,
    row_count: i32,
    imported_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lapor_count, check_for_backend(diesel::pg::Pg))]
struct CountRow {
    batch_id: Uuid,
    organisation_code: String,
    organisation_id: Uuid,
    organisation_name: String,
    organisation_kind: String,
    received: i64,
    resolved: i64,
    in_process: i64,
    not_followed_up: i64,
}

/// Locks a category, has `decide` make rows of the file, and puts these in the place of the file before. For use inside a transaction.
pub async fn import(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    category_id: Option<Uuid>,
    codes: &[&str],
    decide: impl FnOnce(
        &Ground,
    ) -> Result<(Import, Vec<OrganisationCounts>, LaporCountsImported), Refusal>,
) -> Result<Import, Error> {
    let ground = ground(conn, category_id, codes).await?;
    let (import, rows, event) = decide(&ground)?;
    let before = lapor_import::category_id.eq(import.category_id);
    diesel::delete(lapor_import::table.filter(before))
        .execute(conn)
        .await?;
    diesel::insert_into(lapor_import::table)
        .values(Row::from(import.clone()))
        .execute(conn)
        .await?;
    let rows = rows
        .into_iter()
        .map(|row| CountRow::of(import.batch_id, row));
    let rows: Result<Vec<CountRow>, _> = rows.collect();
    for rows in rows?.chunks(ROWS_PER_STATEMENT) {
        diesel::insert_into(lapor_count::table)
            .values(rows)
            .execute(conn)
            .await?;
    }
    let aggregate = import.category_id.to_string();
    let event = proto::LaporCountsImported::from(event);
    outbox::publish(conn, clock, &aggregate, &event).await?;
    Ok(import)
}

/// The newest file of a category, with its rows in the order of their codes.
pub async fn newest(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> QueryResult<Option<(Import, Vec<OrganisationCounts>)>> {
    let row: Option<Row> = lapor_import::table
        .filter(lapor_import::category_id.eq(category_id))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let rows: Vec<CountRow> = lapor_count::table
        .filter(lapor_count::batch_id.eq(row.batch_id))
        .order(lapor_count::organisation_code)
        .select(CountRow::as_select())
        .load(conn)
        .await?;
    let rows: QueryResult<Vec<_>> = rows.into_iter().map(TryInto::try_into).collect();
    Ok(Some((row.try_into()?, rows?)))
}

/// What is loaded and what is fixed in an edition, in the order of the categories' making.
pub async fn list(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
) -> QueryResult<Vec<(Import, Option<Snapshot>)>> {
    let fixed = snapshot::category_id.eq(lapor_import::category_id);
    let rows: Vec<(Row, Option<store::snapshot::Row>)> = lapor_import::table
        .left_join(snapshot::table.on(fixed))
        .filter(lapor_import::edition_id.eq(edition_id))
        .order(lapor_import::category_id)
        .select((
            Row::as_select(),
            Option::<store::snapshot::Row>::as_select(),
        ))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(row, fixed)| Ok((row.try_into()?, fixed.map(TryInto::try_into).transpose()?)))
        .collect()
}

async fn ground(
    conn: &mut AsyncPgConnection,
    category_id: Option<Uuid>,
    codes: &[&str],
) -> QueryResult<Ground> {
    let Some(category_id) = category_id else {
        return Ok(Ground::default());
    };
    Ok(Ground {
        category: category::lock(conn, category_id).await?,
        frozen: store::snapshot::exists(conn, category_id).await?,
        organisations: organisation::by_code(conn, codes).await?,
        successors: organisation::successors(conn, codes).await?,
    })
}

impl From<Import> for Row {
    fn from(import: Import) -> Self {
        Self {
            batch_id: import.batch_id,
            category_id: import.category_id,
            edition_id: import.edition_id,
            file_sha256: import.file_sha256.to_string(),
            row_count: import.row_count,
            imported_at: import.imported_at,
        }
    }
}

impl TryFrom<Row> for Import {
    type Error = diesel::result::Error;

    fn try_from(row: Row) -> QueryResult<Self> {
        let file_sha256 = row.file_sha256.parse();
        Ok(Self {
            batch_id: row.batch_id,
            category_id: row.category_id,
            edition_id: row.edition_id,
            file_sha256: file_sha256.map_err(|_| unreadable("file_sha256"))?,
            row_count: row.row_count,
            imported_at: row.imported_at,
        })
    }
}

impl CountRow {
    fn of(batch_id: Uuid, row: OrganisationCounts) -> Result<Self, Error> {
        let whole = |count: u64| i64::try_from(count).map_err(|_| unreadable("count"));
        Ok(Self {
            batch_id,
            organisation_code: row.organisation.code,
            organisation_id: row.organisation.id,
            organisation_name: row.organisation.name,
            organisation_kind: row.organisation.kind,
            received: whole(row.counts.received())?,
            resolved: whole(row.counts.resolved())?,
            in_process: whole(row.counts.in_process())?,
            not_followed_up: whole(row.counts.not_followed_up())?,
        })
    }
}

impl TryFrom<CountRow> for OrganisationCounts {
    type Error = diesel::result::Error;

    fn try_from(row: CountRow) -> QueryResult<Self> {
        let whole = |count: i64| u64::try_from(count).map_err(|_| unreadable("count"));
        let counts = LaporCounts::new(
            whole(row.received)?,
            whole(row.resolved)?,
            whole(row.in_process)?,
            whole(row.not_followed_up)?,
        );
        Ok(Self {
            organisation: Organisation {
                id: row.organisation_id,
                code: row.organisation_code,
                name: row.organisation_name,
                kind: row.organisation_kind,
            },
            counts: counts.map_err(|_| unreadable("counts"))?,
        })
    }
}
