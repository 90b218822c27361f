//! Copies of entries and judges.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use proof::result::Organisation;
use uuid::Uuid;

use crate::{
    domain::{
        Fact, Refusal,
        entry::{Entry, Judge},
    },
    error::Error,
    schema::{entry_copy, judge_copy},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = entry_copy, check_for_backend(diesel::pg::Pg))]
pub(crate) struct Row {
    id: Uuid,
    edition_id: String,
    category_id: Uuid,
    title: String,
    organisation_code: String,
    organisation_name: String,
    organisation_kind: String,
    version: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = judge_copy, check_for_backend(diesel::pg::Pg))]
struct JudgeRow {
    id: Uuid,
    edition_id: String,
    account_id: Uuid,
    version: i64,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            edition_id: row.edition_id,
            category_id: row.category_id,
            title: row.title,
            organisation: Organisation {
                code: row.organisation_code,
                name: row.organisation_name,
                kind: row.organisation_kind,
            },
            version: row.version,
        }
    }
}

/// The submitted entry, as far as we know.
///
/// # Errors
/// [`Refusal::Unknown`] when we do not.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Entry, Error> {
    let row = entry_copy::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row.ok_or(Refusal::Unknown(Fact::Entry(id)))?.into())
}

/// Every submitted entry of a category.
pub async fn of_category(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> QueryResult<Vec<Entry>> {
    let rows: Vec<Row> = entry_copy::table
        .filter(entry_copy::category_id.eq(category_id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// These entries, by id.
pub async fn by_id(
    conn: &mut AsyncPgConnection,
    ids: impl Iterator<Item = Uuid>,
) -> QueryResult<HashMap<Uuid, Entry>> {
    let ids: Vec<Uuid> = ids.collect();
    let rows: Vec<Row> = entry_copy::table
        .filter(entry_copy::id.eq_any(ids))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// The judge, as far as we know.
///
/// # Errors
/// [`Refusal::Unknown`] when we do not.
pub async fn judge(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Judge, Error> {
    let row = judge_copy::table
        .find(id)
        .select(JudgeRow::as_select())
        .first(conn)
        .await
        .optional()?;
    let row = row.ok_or(Refusal::Unknown(Fact::Judge(id)))?;
    Ok(Judge {
        id: row.id,
        edition_id: row.edition_id,
        account_id: row.account_id,
        version: row.version,
    })
}
