//! How claims of an edition are confirmed.

use chassis::clock::Clock;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;

use crate::{
    domain::{Refusal, participation::Rule},
    error::Error,
    events,
    schema::{edition, participation_rule},
};

/// The rule of an edition, which has one whether somebody set it or not.
pub async fn find(conn: &mut AsyncPgConnection, edition_id: &str) -> Result<Rule, Error> {
    let found: Option<(bool, i64)> = participation_rule::table
        .find(edition_id)
        .select((
            participation_rule::endorsement_required,
            participation_rule::version,
        ))
        .get_result(conn)
        .await
        .optional()?;
    let unset = Rule::unset(edition_id.to_owned());
    Ok(match found {
        None => unset,
        Some((endorsement_required, version)) => Rule {
            endorsement_required,
            version,
            ..unset
        },
    })
}

/// Sets the rule of an edition.
///
/// # Errors
/// `EDITION_NOT_FOUND`, `VERSION_STALE`.
pub async fn set(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    edition_id: &str,
    expected_version: i64,
    endorsement_required: bool,
) -> Result<Rule, Error> {
    // Two who set it for the first time have no row of it to wait at, so they wait at the edition's.
    edition::table
        .find(edition_id)
        .for_no_key_update()
        .select(edition::id)
        .get_result::<String>(conn)
        .await
        .optional()?
        .ok_or(Refusal::EditionNotFound)?;
    let before = find(conn, edition_id).await?;
    let after = before.set(expected_version, endorsement_required)?;
    save(conn, clock, &after).await?;
    Ok(after)
}

/// Writes what holds from now on, with its event.
pub(super) async fn save(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    after: &Rule,
) -> QueryResult<()> {
    let edition_id = &after.edition_id;
    let values = (
        participation_rule::endorsement_required.eq(after.endorsement_required),
        participation_rule::version.eq(after.version),
    );
    diesel::insert_into(participation_rule::table)
        .values((participation_rule::edition_id.eq(edition_id), values))
        .on_conflict(participation_rule::edition_id)
        .do_update()
        .set(values)
        .execute(conn)
        .await?;
    let event = events::participation_rule_set(after);
    outbox::publish(conn, clock, edition_id, &event).await
}
