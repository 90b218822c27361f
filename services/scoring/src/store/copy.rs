//! Keeping copies of foreign facts. An older version never overwrites a newer one, so it does not matter in which order they come, nor whether
//! by event or by answer.

use diesel::{prelude::*, query_dsl::methods::FilterDsl, upsert::excluded};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rules::rubric::Intake;

use crate::{
    domain::{
        category::{Category, Edition},
        entry::{Entry, Judge},
    },
    foreign::Known,
    schema::{category_copy, edition_copy, entry_copy, judge_copy},
};

/// Whether there is a category that was told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is there.
    There,
    /// It is no more. Its row stays, so that what was told of it earlier and comes later does not bring it back.
    Removed,
}

/// Keeps whatever an owner told.
pub async fn keep(conn: &mut AsyncPgConnection, known: &Known) -> QueryResult<()> {
    match known {
        Known::Edition(edition) => keep_edition(conn, edition).await,
        Known::Category(category) => keep_category(conn, category, Standing::There).await,
        Known::Judge(judge) => keep_judge(conn, judge).await,
        Known::Entry(entry) => keep_entry(conn, entry).await,
    }
}

macro_rules! upsert {
    ($conn:expr, $table:ident, $values:expr) => {{
        let values = $values;
        diesel::insert_into($table::table)
            .values(values.clone())
            .on_conflict($table::id)
            .do_update()
            .set(values)
            .filter($table::version.lt(excluded($table::version)))
            .execute($conn)
            .await
            .map(drop)
    }};
}

async fn keep_edition(conn: &mut AsyncPgConnection, edition: &Edition) -> QueryResult<()> {
    let values = (
        edition_copy::id.eq(&edition.id),
        edition_copy::locked.eq(edition.locked),
        edition_copy::closes_at.eq(edition.closes_at),
        edition_copy::announces_at.eq(edition.announces_at),
        edition_copy::version.eq(edition.version),
    );
    upsert!(conn, edition_copy, values)
}

/// Keeps a category that is there, or the fact that it is no more.
pub async fn keep_category(
    conn: &mut AsyncPgConnection,
    category: &Category,
    standing: Standing,
) -> QueryResult<()> {
    let values = (
        category_copy::id.eq(category.id),
        category_copy::edition_id.eq(&category.edition_id),
        category_copy::code.eq(&category.code),
        category_copy::name.eq(&category.name),
        category_copy::name_en.eq(&category.name_en),
        category_copy::monitored.eq(category.intake == Intake::Monitored),
        category_copy::places.eq(i32::try_from(category.places).unwrap_or(i32::MAX)),
        category_copy::version.eq(category.version),
        category_copy::removed.eq(standing == Standing::Removed),
    );
    upsert!(conn, category_copy, values)
}

async fn keep_judge(conn: &mut AsyncPgConnection, judge: &Judge) -> QueryResult<()> {
    let values = (
        judge_copy::id.eq(judge.id),
        judge_copy::edition_id.eq(&judge.edition_id),
        judge_copy::account_id.eq(judge.account_id),
        judge_copy::version.eq(judge.version),
    );
    upsert!(conn, judge_copy, values)
}

async fn keep_entry(conn: &mut AsyncPgConnection, entry: &Entry) -> QueryResult<()> {
    let values = (
        entry_copy::id.eq(entry.id),
        entry_copy::edition_id.eq(&entry.edition_id),
        entry_copy::category_id.eq(entry.category_id),
        entry_copy::title.eq(&entry.title),
        entry_copy::organisation_code.eq(&entry.organisation.code),
        entry_copy::organisation_name.eq(&entry.organisation.name),
        entry_copy::organisation_kind.eq(&entry.organisation.kind),
        entry_copy::version.eq(entry.version),
    );
    upsert!(conn, entry_copy, values)
}
