//! Ended intakes.
//!
//! **The lock of a category.** Whoever hands an entry in holds its category shared, whoever ends the intake holds it alone. So the end waits for what
//! is being handed in, and what comes later finds the end.

use diesel::{prelude::*, result::QueryResult, upsert::excluded};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::{category::Category, edition::Edition, intake::IntakeEnd, refusal::Refusal},
    error::Error,
    schema::{category_copy, intake_end},
    store::{category, edition},
};

/// Ends a category's intake, if `decide` does. For use inside a transaction.
pub async fn end(
    conn: &mut AsyncPgConnection,
    category_id: Option<Uuid>,
    decide: impl FnOnce(Option<Category>, Option<Edition>) -> Result<IntakeEnd, Refusal>,
) -> Result<IntakeEnd, Error> {
    let category = match category_id {
        Some(id) => category::lock(conn, id).await?,
        None => None,
    };
    let edition = match &category {
        Some(category) => edition::find(conn, &category.edition_id).await?,
        None => None,
    };
    let ended = decide(category, edition)?;
    diesel::insert_into(intake_end::table)
        .values((
            intake_end::category_id.eq(ended.category_id),
            intake_end::closes_at.eq(ended.closes_at),
        ))
        .on_conflict(intake_end::category_id)
        .do_update()
        .set(intake_end::closes_at.eq(excluded(intake_end::closes_at)))
        .execute(conn)
        .await?;
    Ok(ended)
}

/// Where a category's intake has ended; if it has not, it does not until the transaction ends.
pub async fn hold(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> QueryResult<Option<IntakeEnd>> {
    category_copy::table
        .find(category_id)
        .select(category_copy::id)
        .for_share()
        .execute(conn)
        .await?;
    // A statement of its own: it sees what was committed while the one before waited.
    let closes_at = intake_end::table
        .find(category_id)
        .select(intake_end::closes_at)
        .first(conn)
        .await
        .optional()?;
    Ok(closes_at.map(|closes_at| IntakeEnd {
        category_id,
        closes_at,
    }))
}
