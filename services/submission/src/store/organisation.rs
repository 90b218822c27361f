//! Copies of organisations.

use std::collections::HashMap;

use diesel::{
    prelude::*, query_dsl::methods::FilterDsl as _, result::QueryResult, upsert::excluded,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::organisation::{Organisation, Registered},
    schema::organisation_copy as copy,
};

/// PostgreSQL takes 65535 parameters per statement; a row has six.
const ROWS_PER_STATEMENT: usize = 1000;

#[derive(Insertable)]
#[diesel(table_name = copy)]
struct NewRow<'a> {
    id: Uuid,
    code: &'a str,
    name: &'a str,
    kind: &'a str,
    version: i64,
    successor_code: Option<&'a str>,
}

/// What an organisation is called.
#[derive(Queryable, Selectable)]
#[diesel(table_name = copy, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    id: Uuid,
    code: String,
    name: String,
    kind: String,
}

impl From<Row> for Organisation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            kind: row.kind,
        }
    }
}

/// Stores those organisations whose copies are older. In the order of their ids, so that two imports at once do not lock each other out.
pub async fn save(conn: &mut AsyncPgConnection, organisations: &[Registered]) -> QueryResult<()> {
    let mut rows: Vec<NewRow<'_>> = organisations.iter().map(Into::into).collect();
    rows.sort_by_key(|row| row.id);
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        diesel::insert_into(copy::table)
            .values(rows)
            .on_conflict(copy::id)
            .do_update()
            .set((
                copy::code.eq(excluded(copy::code)),
                copy::name.eq(excluded(copy::name)),
                copy::kind.eq(excluded(copy::kind)),
                copy::version.eq(excluded(copy::version)),
                copy::successor_code.eq(excluded(copy::successor_code)),
            ))
            .filter(copy::version.lt(excluded(copy::version)))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// The organisations of these codes, as far as they are known, by code.
pub async fn by_code(
    conn: &mut AsyncPgConnection,
    codes: &[&str],
) -> QueryResult<HashMap<String, Organisation>> {
    let rows: Vec<Row> = QueryDsl::filter(copy::table, copy::code.eq_any(codes))
        .select(Row::as_select())
        .load(conn)
        .await?;
    let organisations = rows.into_iter().map(Organisation::from);
    Ok(organisations.map(|one| (one.code.clone(), one)).collect())
}

/// Which of these codes are those of merged bodies, and the codes of their successors.
pub async fn successors(
    conn: &mut AsyncPgConnection,
    codes: &[&str],
) -> QueryResult<HashMap<String, String>> {
    let rows: Vec<(String, Option<String>)> =
        QueryDsl::filter(copy::table, copy::code.eq_any(codes))
            .select((copy::code, copy::successor_code))
            .load(conn)
            .await?;
    let merged = rows.into_iter();
    Ok(merged
        .filter_map(|(code, successor)| Some((code, successor?)))
        .collect())
}

impl<'a> From<&'a Registered> for NewRow<'a> {
    fn from(registered: &'a Registered) -> Self {
        Self {
            id: registered.organisation.id,
            code: &registered.organisation.code,
            name: &registered.organisation.name,
            kind: &registered.organisation.kind,
            version: registered.version,
            successor_code: registered.successor_code.as_deref(),
        }
    }
}
