//! Mails to organisations that have not answered.

use std::collections::{BTreeSet, HashMap};

use chassis::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use uuid::Uuid;

use super::{edition, progress, progress::Wanted};
use crate::{
    domain::{
        Refusal,
        mail::{Purpose, State},
        reminder::{Known, Plan, plan},
    },
    error::Error,
    schema::{account, mail, participation},
};

/// The most organisations that are written to at once.
const MOST: i64 = 1000;
/// How long nobody is reminded again.
const APART: TimeDelta = TimeDelta::days(7);
/// How a confirmed claim is stored.
const VERIFIED: &str = "verified";

/// Queues a mail to everybody known of the silent bodies that match, but for who got one just now. For use inside a transaction.
///
/// # Errors
/// `EDITION_NOT_FOUND`, `EDITION_ENDED`, `INVITATIONS_NONE`, `INVITATIONS_TOO_MANY`.
pub async fn send(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    wanted: &Wanted,
    at: DateTime<Utc>,
) -> Result<Plan, Error> {
    let edition = edition::hold(conn, &wanted.edition_id).await?;
    edition.must_take_claims(at)?;
    let silent = progress::load_silent(conn, wanted, None, MOST + 1).await?;
    let silent: Vec<Uuid> = silent.iter().map(|one| one.organisation.id).collect();
    match silent.len() {
        0 => return Err(Refusal::InvitationsNone.into()),
        count if count as i64 > MOST => return Err(Refusal::InvitationsTooMany.into()),
        _ => {}
    }
    // Two who press at once: the second one waits here and then sees the first one's mails.
    conn.batch_execute("LOCK TABLE mail IN SHARE ROW EXCLUSIVE MODE")
        .await?;
    let known = known(conn, &silent).await?;
    let recent = recent(conn, clock, wanted, &silent).await?;
    let plan = plan(&silent, &known, &recent);
    queue(conn, clock, wanted, &plan.mails).await?;
    Ok(plan)
}

/// When somebody of each of these bodies was last written to about an edition, and how far that mail is.
pub(super) async fn last(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    bodies: &[Uuid],
) -> QueryResult<HashMap<Uuid, (DateTime<Utc>, State)>> {
    let rows: Vec<(Option<Uuid>, DateTime<Utc>, String)> = mail::table
        .filter(mail::organisation_id.eq_any(bodies))
        .filter(mail::edition_id.eq(edition_id))
        .distinct_on(mail::organisation_id)
        .order((mail::organisation_id, mail::queued_at.desc(), mail::id))
        .select((mail::organisation_id, mail::queued_at, mail::state))
        .load(conn)
        .await?;
    let read = |(body, at, state): (Option<Uuid>, DateTime<Utc>, String)| {
        Some((body?, (at, State::named(&state)?)))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Who was ever confirmed as an admin of one of these bodies.
async fn known(conn: &mut AsyncPgConnection, bodies: &[Uuid]) -> QueryResult<Vec<Known>> {
    participation::table
        .inner_join(account::table)
        .filter(account::erased_at.is_null())
        .filter(participation::organisation_id.eq_any(bodies))
        .filter(participation::state.eq(VERIFIED))
        .select((participation::organisation_id, participation::account_id))
        .load(conn)
        .await
}

/// Who got a mail about one of these just now, or is about to.
async fn recent(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    wanted: &Wanted,
    bodies: &[Uuid],
) -> QueryResult<BTreeSet<Known>> {
    let rows: Vec<(Option<Uuid>, Option<Uuid>)> = mail::table
        .filter(mail::organisation_id.eq_any(bodies))
        .filter(mail::edition_id.eq(&wanted.edition_id))
        .filter(mail::queued_at.gt(clock.system_now() - APART))
        .filter(mail::state.ne(State::Failed.name()))
        .select((mail::organisation_id, mail::account_id))
        .load(conn)
        .await?;
    let pairs = rows.into_iter();
    Ok(pairs.filter_map(|(one, other)| one.zip(other)).collect())
}

async fn queue(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    wanted: &Wanted,
    mails: &[Known],
) -> QueryResult<()> {
    if mails.is_empty() {
        return Ok(());
    }
    let now = clock.system_now();
    let values = mails.iter().map(|(organisation_id, account_id)| {
        (
            mail::id.eq(clock.new_id()),
            mail::purpose.eq(Purpose::Reminder.name()),
            mail::account_id.eq(account_id),
            mail::edition_id.eq(&wanted.edition_id),
            mail::organisation_id.eq(organisation_id),
            mail::state.eq(State::Queued.name()),
            mail::queued_at.eq(now),
            mail::next_attempt_at.eq(now),
        )
    });
    diesel::insert_into(mail::table)
        .values(values.collect::<Vec<_>>())
        .execute(conn)
        .await?;
    Ok(())
}
