//! Roots, from the seal on.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::unreadable;
use crate::{
    domain::result::KnownSeal,
    schema::{result, seal_copy},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = seal_copy, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    category_id: Uuid,
    edition_id: String,
    root: String,
    sealed_at: DateTime<Utc>,
}

impl TryFrom<Row> for KnownSeal {
    type Error = diesel::result::Error;

    fn try_from(row: Row) -> QueryResult<Self> {
        Ok(Self {
            category_id: row.category_id,
            edition_id: row.edition_id,
            root: row.root.parse().map_err(|_| unreadable("root"))?,
            sealed_at: row.sealed_at,
        })
    }
}

/// Keeps a root, unless one is known already: a category is sealed once, and the first word stays. True when what is kept then is this.
pub async fn keep(conn: &mut AsyncPgConnection, known: &KnownSeal) -> QueryResult<bool> {
    let row = Row {
        category_id: known.category_id,
        edition_id: known.edition_id.clone(),
        root: known.root.to_string(),
        sealed_at: known.sealed_at,
    };
    diesel::insert_into(seal_copy::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let same = seal_copy::table
        .find(known.category_id)
        .filter(seal_copy::root.eq(known.root.to_string()));
    diesel::select(diesel::dsl::exists(same))
        .get_result(conn)
        .await
}

/// The root of a category, and whether it was revealed.
pub async fn find(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> QueryResult<Option<(KnownSeal, bool)>> {
    let found = seal_copy::table
        .left_join(result::table)
        .filter(seal_copy::category_id.eq(category_id))
        .select((Row::as_select(), result::revealed_at.nullable()))
        .first::<(Row, Option<DateTime<Utc>>)>(conn)
        .await
        .optional()?;
    found
        .map(|(row, revealed_at)| Ok((row.try_into()?, revealed_at.is_some())))
        .transpose()
}

/// The roots of an edition in the order of their seals, each with the moment of its reveal.
pub async fn list(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
) -> QueryResult<Vec<(KnownSeal, Option<DateTime<Utc>>)>> {
    let rows = seal_copy::table
        .left_join(result::table)
        .filter(seal_copy::edition_id.eq(edition_id))
        .order((seal_copy::sealed_at, seal_copy::category_id))
        .select((Row::as_select(), result::revealed_at.nullable()))
        .load::<(Row, Option<DateTime<Utc>>)>(conn)
        .await?;
    rows.into_iter()
        .map(|(row, revealed_at)| Ok((row.try_into()?, revealed_at)))
        .collect()
}
