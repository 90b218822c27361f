//! The browsers on which an account's owner has logged in before.

use chassis::secret;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{exists, select},
    prelude::*,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{domain::session::TokenHash, schema::known_device};

/// A browser that was not used for so long is as good as a new one.
const KEPT: TimeDelta = TimeDelta::days(365);

/// Whether the account is known on it.
pub async fn is_known(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
    account_id: Uuid,
) -> QueryResult<bool> {
    let known = known_device::table
        .find((token.as_bytes(), account_id))
        .filter(known_device::seen_at.gt(now - KEPT));
    select(exists(known)).get_result(conn).await
}

/// Makes the account known on a device, and gives its secret: the one that it has, or a fresh one.
pub async fn remember(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    shown: String,
    account_id: Uuid,
) -> QueryResult<String> {
    let secret = if is_ours(conn, &TokenHash::of(&shown)).await? {
        shown
    } else {
        secret::token()
    };
    note(conn, now, &TokenHash::of(&secret), account_id).await?;
    Ok(secret)
}

/// Whether it is one of ours, whoever's: a secret of somebody else's making is none.
async fn is_ours(conn: &mut AsyncPgConnection, token: &TokenHash) -> QueryResult<bool> {
    let ours = known_device::table.filter(known_device::token_hash.eq(token.as_bytes()));
    select(exists(ours)).get_result(conn).await
}

/// Notes that the account's owner was there, and forgets where they were not for too long.
async fn note(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
    account_id: Uuid,
) -> QueryResult<()> {
    diesel::insert_into(known_device::table)
        .values((
            known_device::token_hash.eq(token.as_bytes()),
            known_device::account_id.eq(account_id),
            known_device::seen_at.eq(now),
        ))
        .on_conflict((known_device::token_hash, known_device::account_id))
        .do_update()
        .set(known_device::seen_at.eq(now))
        .execute(conn)
        .await?;
    let old = known_device::table
        .filter(known_device::account_id.eq(account_id))
        .filter(known_device::seen_at.le(now - KEPT));
    diesel::delete(old).execute(conn).await?;
    Ok(())
}

/// Makes every device of the account an unknown one.
pub async fn forget(conn: &mut AsyncPgConnection, account_id: Uuid) -> QueryResult<()> {
    let own = known_device::table.filter(known_device::account_id.eq(account_id));
    diesel::delete(own).execute(conn).await?;
    Ok(())
}
