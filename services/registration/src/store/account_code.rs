//! Codes that stand for the owner of an account, by their hashes.

use chassis::secret::random_bytes;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{exists, select},
    prelude::*,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::account_code::{Code, Purpose, Source},
    schema::account_code,
};

/// How long it is remembered that there was a code: as long as somebody may still ask what happened to their account.
const KEPT: TimeDelta = TimeDelta::days(90);

/// Makes a code of an account, and says until when it is good.
pub async fn make(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    account_id: Uuid,
    purpose: Purpose,
    source: &Source,
) -> QueryResult<(Code, DateTime<Utc>)> {
    let code = Code::from_random(random_bytes());
    let expires_at = now + source.life(purpose);
    let (actor_id, reason) = match source {
        Source::Mail => (None, ""),
        Source::Committee { actor_id, reason } => (Some(*actor_id), reason.as_str()),
    };
    diesel::insert_into(account_code::table)
        .values((
            account_code::code_hash.eq(code.hash().as_slice()),
            account_code::account_id.eq(account_id),
            account_code::purpose.eq(purpose.name()),
            account_code::made_at.eq(now),
            account_code::expires_at.eq(expires_at),
            account_code::actor_id.eq(actor_id),
            account_code::reason.eq(reason),
        ))
        .execute(conn)
        .await?;
    Ok((code, expires_at))
}

/// Whether a code is good for this now.
pub async fn is_good(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    purpose: Purpose,
    code: &Code,
) -> QueryResult<bool> {
    let good = account_code::table
        .find(code.hash().to_vec())
        .filter(account_code::purpose.eq(purpose.name()))
        .filter(account_code::used_at.is_null())
        .filter(account_code::expires_at.gt(now));
    select(exists(good)).get_result(conn).await
}

/// Uses a code up, and with it all others of its account that are good for the same: gives the account, and whether the code came by mail.
pub async fn use_up(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    purpose: Purpose,
    code: &Code,
) -> QueryResult<Option<(Uuid, bool)>> {
    let good = account_code::table
        .find(code.hash().to_vec())
        .filter(account_code::purpose.eq(purpose.name()))
        .filter(account_code::used_at.is_null())
        .filter(account_code::expires_at.gt(now));
    let used: Option<(Uuid, Option<Uuid>)> = diesel::update(good)
        .set(account_code::used_at.eq(now))
        .returning((account_code::account_id, account_code::actor_id))
        .get_result(conn)
        .await
        .optional()?;
    let Some((account_id, actor_id)) = used else {
        return Ok(None);
    };
    cancel(conn, now, account_id, purpose).await?;
    Ok(Some((account_id, actor_id.is_none())))
}

/// Makes every code of an account that is good for this a useless one.
pub async fn cancel(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    account_id: Uuid,
    purpose: Purpose,
) -> QueryResult<()> {
    let open = account_code::table
        .filter(account_code::account_id.eq(account_id))
        .filter(account_code::purpose.eq(purpose.name()))
        .filter(account_code::used_at.is_null());
    diesel::update(open)
        .set(account_code::used_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets an account's codes.
pub(super) async fn forget(conn: &mut AsyncPgConnection, account_id: Uuid) -> QueryResult<()> {
    let own = account_code::table.filter(account_code::account_id.eq(account_id));
    diesel::delete(own).execute(conn).await?;
    Ok(())
}

/// Forgets the codes that ran out long ago.
pub(super) async fn forget_old(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let old = account_code::table.filter(account_code::expires_at.le(now - KEPT));
    diesel::delete(old).execute(conn).await?;
    Ok(())
}
