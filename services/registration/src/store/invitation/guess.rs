//! How often wrong codes were tried. The count outlives the refusal of the call that adds to it, so it is not part of that call's transaction.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::{
        Refusal,
        invitation::{Code, may_try},
    },
    error::Error,
    schema::{invitation, invitation_guess},
};

/// How long counts are kept, for whoever wants to know whether somebody guesses.
const KEPT: TimeDelta = TimeDelta::days(30);

/// The code that somebody typed, when there is an invitation with it. Counts one that is wrong, and looks at none once too many were.
///
/// # Errors
/// `INVITATION_NOT_FOUND`, `INVITATION_GUESSED`.
pub async fn check(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    typed: &str,
) -> Result<Code, Error> {
    let minute = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
    let wrong: Option<i32> = invitation_guess::table
        .find(minute)
        .select(invitation_guess::wrong)
        .get_result(conn)
        .await
        .optional()?;
    may_try(wrong.unwrap_or_default())?;
    if let Some(code) = Code::parse(typed)
        && is_known(conn, &code).await?
    {
        return Ok(code);
    }
    count(conn, minute).await?;
    Err(Refusal::InvitationNotFound.into())
}

async fn is_known(conn: &mut AsyncPgConnection, code: &Code) -> QueryResult<bool> {
    let with_it = invitation::table.filter(invitation::code_hash.eq(code.hash().to_vec()));
    diesel::select(diesel::dsl::exists(with_it))
        .get_result(conn)
        .await
}

async fn count(conn: &mut AsyncPgConnection, minute: DateTime<Utc>) -> QueryResult<()> {
    diesel::insert_into(invitation_guess::table)
        .values((
            invitation_guess::minute.eq(minute),
            invitation_guess::wrong.eq(1),
        ))
        .on_conflict(invitation_guess::minute)
        .do_update()
        .set(invitation_guess::wrong.eq(invitation_guess::wrong + 1))
        .execute(conn)
        .await?;
    let old = invitation_guess::table.filter(invitation_guess::minute.lt(minute - KEPT));
    diesel::delete(old).execute(conn).await?;
    Ok(())
}
