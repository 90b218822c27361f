//! Imported files and what each did to the registry.

mod undo;

use std::collections::HashMap;

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use eventing::outbox;
use uuid::Uuid;

pub use self::undo::undo;
use super::{
    organisation, organisation_alias,
    organisation_load::{COUNTS, Counts, Load, compared},
};
use crate::{
    domain::{
        file::File,
        organisation::{Organisation, check_codes, check_parents},
        organisation_file::{Faults, Row},
    },
    error::Error,
    events,
    schema::{import_batch, import_batch_row, organisation as body},
};

/// An import, or the undoing of one.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// The file; none of an undoing.
    pub file_id: Option<Uuid>,
    /// As its owner called it.
    pub file_name: Option<String>,
    /// SHA-256 of the file in lower-case hex.
    pub file_sha256: String,
    /// What it did.
    pub counts: Counts,
    /// System time.
    pub imported_at: DateTime<Utc>,
    /// By whom.
    pub account_id: Option<Uuid>,
    /// The batch that this one undid.
    pub undoes: Option<Uuid>,
    /// The batch that undid this one.
    pub undone_by: Option<Uuid>,
}

/// What is wrong between the rows of a file, and between them and the registry. A file that says nothing of parents changes none.
pub async fn faults(conn: &mut AsyncPgConnection, load: Load, rows: &[Row]) -> QueryResult<Faults> {
    let mut outdated = organisation_alias::former_codes(conn).await?;
    outdated.extend(organisation::merged_codes(conn).await?);
    let found = check_codes(rows, &outdated);
    if found.total() > 0 || !load.says_parents {
        return Ok(found);
    }
    let known: Vec<(String, Option<String>)> = body::table
        .select((body::code, body::parent_code))
        .load(conn)
        .await?;
    let known: HashMap<_, _> = known.into_iter().collect();
    Ok(check_parents(rows, &known))
}

/// Takes staged rows over: all or none, and one event for all of them.
///
/// # Errors
/// What is wrong between rows, or what the database says.
pub async fn import(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    load: Load,
    rows: &[Row],
    file: &File,
    account_id: Uuid,
) -> Result<Import, Error> {
    hold(conn).await?;
    let faults = faults(conn, load, rows).await?;
    if faults.total() > 0 {
        return Err(Error::Rows(faults));
    }
    let id = clock.new_id();
    let imported_at = clock.now();
    let counts: Counts = diesel::sql_query(take_over(load))
        .bind::<SqlUuid, _>(id)
        .bind::<SqlUuid, _>(file.id)
        .bind::<Text, _>(&file.sha256)
        .bind::<Timestamptz, _>(imported_at)
        .bind::<SqlUuid, _>(account_id)
        .get_result(conn)
        .await?;
    let import = Import {
        id,
        file_id: Some(file.id),
        file_name: Some(file.name.clone()),
        file_sha256: file.sha256.clone(),
        counts,
        imported_at,
        account_id: Some(account_id),
        undoes: None,
        undone_by: None,
    };
    publish(conn, clock, &import).await?;
    Ok(import)
}

/// One file after the other: each is compared with what the one before it left.
async fn hold(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    conn.batch_execute("LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE")
        .await
}

async fn publish(conn: &mut AsyncPgConnection, clock: &Clock, import: &Import) -> QueryResult<()> {
    let aggregate = import.id.to_string();
    let event = events::organisations_imported(import);
    outbox::publish(conn, clock, &aggregate, &event).await
}

/// One statement: all its parts see the registry as it was before it.
fn take_over(load: Load) -> String {
    let compared = compared(load);
    format!(
        "WITH compared AS MATERIALIZED ({compared}),
         written AS (
             INSERT INTO organisation (id, code, name, kind, parent_code, district, source, version)
             SELECT id, code, name, kind, parent_code, district, source, version FROM compared WHERE change <> 'unchanged'
             ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, parent_code = excluded.parent_code,
                 district = excluded.district, source = excluded.source, version = excluded.version, state = 'active'),
         named AS (
             INSERT INTO import_batch_row (batch_id, organisation_id, change, version, before)
             SELECT $1, id, change, version, CASE change WHEN 'updated' THEN jsonb_build_object('name', name_before, 'kind', kind_before,
                 'parent_code', parent_code_before, 'district', district_before, 'source', source_before, 'state', state_before) END
             FROM compared)
         INSERT INTO import_batch (id, file_id, file_sha256, imported_at, account_id, created, updated, unchanged)
         SELECT $1, $2, $3, $4, $5, {COUNTS} FROM compared
         RETURNING created, updated, unchanged"
    )
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    file_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    file_name: Option<String>,
    #[diesel(sql_type = Text)]
    file_sha256: String,
    #[diesel(embed)]
    counts: Counts,
    #[diesel(sql_type = Timestamptz)]
    imported_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    account_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    undoes: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    undone_by: Option<Uuid>,
}

impl From<Found> for Import {
    fn from(found: Found) -> Self {
        Self {
            id: found.id,
            file_id: found.file_id,
            file_name: found.file_name,
            file_sha256: found.file_sha256,
            counts: found.counts,
            imported_at: found.imported_at,
            account_id: found.account_id,
            undoes: found.undoes,
            undone_by: found.undone_by,
        }
    }
}

const FOUND: &str = "SELECT b.id, b.file_id, f.name AS file_name, b.file_sha256, b.created, b.updated, b.unchanged, b.imported_at, b.account_id,
        b.undoes, u.id AS undone_by
    FROM import_batch b LEFT JOIN file f ON f.id = b.file_id LEFT JOIN import_batch u ON u.undoes = b.id";

/// Imports and undoings, the newest first; `after` is the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    after: Option<Uuid>,
    size: i64,
) -> QueryResult<Page<Import>> {
    let sql = format!("{FOUND} WHERE b.id < $1 ORDER BY b.id DESC LIMIT $2");
    let rows: Vec<Found> = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(after.unwrap_or(Uuid::max()))
        .bind::<BigInt, _>(size + 1)
        .load(conn)
        .await?;
    let total = import_batch::table.count().get_result(conn).await?;
    let imports = rows.into_iter().map(Import::from).collect();
    Ok(Page::cut(imports, size, total))
}

/// Bodies that a batch named, as they are now, by code; `after` is the code of the last one seen.
pub async fn named(
    conn: &mut AsyncPgConnection,
    batch_id: Uuid,
    after: &str,
    size: i64,
) -> QueryResult<Page<Organisation>> {
    let all = import_batch_row::table
        .inner_join(body::table)
        .filter(import_batch_row::batch_id.eq(batch_id));
    let rows: Vec<organisation::Row> = all
        .filter(body::code.gt(after))
        .order(body::code)
        .limit(size + 1)
        .select(organisation::Row::as_select())
        .load(conn)
        .await?;
    let total = all.count().get_result(conn).await?;
    let bodies = rows.into_iter().map(Organisation::from).collect();
    Ok(Page::cut(bodies, size, total))
}
