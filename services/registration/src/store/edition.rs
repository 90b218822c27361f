//! Editions.

mod check;
mod copy;
mod reschedule;
mod row;

use chassis::{clock::Clock, page::Page};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;

use self::row::Row;
use super::organisation;
use crate::{
    domain::{
        Refusal,
        edition::{Edition, Plan},
    },
    error::Error,
    events,
    schema::{category, edition},
};

pub use check::around;
pub use copy::copy;
pub use reschedule::{list as list_reschedules, reschedule};

/// Saves a new edition.
///
/// # Errors
/// `EDITION_TAKEN`, or what the database says.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    edition: Edition,
) -> Result<Edition, Error> {
    let created = diesel::insert_into(edition::table)
        .values(Row::from(&edition))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::EditionTaken.into());
    }
    row::write_stages(conn, &edition).await?;
    outbox::publish(conn, clock, &edition.id, &events::edition_created(&edition)).await?;
    Ok(edition)
}

/// Locks the row, lets `decide` put `plan` in the place of what was planned, and saves that with its event.
///
/// # Errors
/// `EDITION_NOT_FOUND`, what `decide` says, `ORGANISATION_NOT_FOUND`, or what the database says.
pub async fn update(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: &str,
    plan: Plan,
    decide: impl FnOnce(Edition, Plan) -> Result<Edition, Refusal> + Send,
) -> Result<Edition, Error> {
    let before = lock_row(conn, id).await?;
    let after = decide(before, plan)?;
    if let Some(organiser) = &after.plan.organiser {
        let known = organisation::find(conn, &organiser.organisation_code).await?;
        known.ok_or(Refusal::OrganiserUnknown)?;
    }
    row::write(conn, &after).await?;
    outbox::publish(conn, clock, id, &events::edition_changed(&after)).await?;
    Ok(after)
}

/// Locks the row, lets `decide` make the next state from the edition and the number of its categories, and saves that with its event.
///
/// # Errors
/// `EDITION_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn lock(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: &str,
    decide: impl FnOnce(Edition, i64) -> Result<Edition, Refusal> + Send,
) -> Result<Edition, Error> {
    let before = lock_row(conn, id).await?;
    let categories = category::table.filter(category::edition_id.eq(id));
    let categories = categories.count().get_result(conn).await?;
    let after = decide(before, categories)?;
    row::write(conn, &after).await?;
    outbox::publish(conn, clock, id, &events::edition_locked(&after)).await?;
    Ok(after)
}

/// Locks the row, lets `decide` put the edition away, and saves that with its event.
///
/// # Errors
/// `EDITION_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn archive(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: &str,
    decide: impl FnOnce(Edition) -> Result<Edition, Refusal> + Send,
) -> Result<Edition, Error> {
    let before = lock_row(conn, id).await?;
    let after = decide(before)?;
    row::write(conn, &after).await?;
    outbox::publish(conn, clock, id, &events::edition_archived(&after)).await?;
    Ok(after)
}

/// The edition of this id, for a change of it.
async fn lock_row(conn: &mut AsyncPgConnection, id: &str) -> Result<Edition, Error> {
    let found: Option<Row> = edition::table
        .find(id)
        .for_update()
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    one(conn, found).await?.ok_or_else(not_found)
}

fn not_found() -> Error {
    Refusal::EditionNotFound.into()
}

async fn one(conn: &mut AsyncPgConnection, row: Option<Row>) -> Result<Option<Edition>, Error> {
    let rows = row.into_iter().collect();
    Ok(row::whole(conn, rows).await?.pop())
}

/// The edition of this id, which does not change until the transaction ends: for what hangs on its phase.
///
/// # Errors
/// `EDITION_NOT_FOUND`, or what the database says.
pub(super) async fn hold(conn: &mut AsyncPgConnection, id: &str) -> Result<Edition, Error> {
    let found: Option<Row> = edition::table
        .find(id)
        .for_share()
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    one(conn, found).await?.ok_or_else(not_found)
}

/// The edition of this id.
pub async fn find(conn: &mut AsyncPgConnection, id: &str) -> Result<Option<Edition>, Error> {
    let found: Option<Row> = edition::table
        .find(id)
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    one(conn, found).await
}

/// Editions, newest year first; `after` is year and id of the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    after: Option<(i32, String)>,
    size: i64,
) -> Result<Page<Edition>, Error> {
    let mut query = edition::table
        .order((edition::year.desc(), edition::id))
        .limit(size + 1)
        .select(Row::as_select())
        .into_boxed();
    if let Some((year, id)) = after {
        let same_year = edition::year.eq(year).and(edition::id.gt(id));
        query = query.filter(edition::year.lt(year).or(same_year));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    let editions = row::whole(conn, rows).await?;
    let total = edition::table.count().get_result(conn).await?;
    Ok(Page::cut(editions, size, total))
}
