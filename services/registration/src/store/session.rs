//! Sessions. Their times are the machine's: a log-in is not part of the event.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::account;
use crate::{
    domain::{account::Account, session::TokenHash},
    schema::{account as person, session},
};

/// How long a session lives, used or not: long enough for a phone that has no signal for days.
const LIFE: TimeDelta = TimeDelta::days(7);

/// A living session and whose it is.
pub struct Session {
    /// Whose.
    pub account: Account,
    /// When the password was last asked for again.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Begins a session, and forgets those of the account that are over.
pub async fn create(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
    account_id: Uuid,
) -> QueryResult<()> {
    let over = session::table
        .filter(session::account_id.eq(account_id))
        .filter(session::expires_at.le(now));
    diesel::delete(over).execute(conn).await?;
    diesel::insert_into(session::table)
        .values((
            session::token_hash.eq(token.as_bytes()),
            session::account_id.eq(account_id),
            session::created_at.eq(now),
            session::expires_at.eq(now + LIFE),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The session, if it lives.
pub async fn find(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
) -> QueryResult<Option<Session>> {
    let row: Option<(account::Row, Option<DateTime<Utc>>)> = session::table
        .find(token.as_bytes())
        .filter(session::expires_at.gt(now))
        .inner_join(person::table)
        .select((account::columns(), session::confirmed_at))
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(|(row, confirmed_at)| Session {
        account: row.into(),
        confirmed_at,
    }))
}

/// The stored hash of the password of whose session this is, if it lives.
pub async fn password_hash(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
) -> QueryResult<Option<String>> {
    session::table
        .find(token.as_bytes())
        .filter(session::expires_at.gt(now))
        .inner_join(person::table)
        .select(person::password_hash)
        .get_result(conn)
        .await
        .optional()
}

/// Notes that the password was asked for again.
pub async fn confirm(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
) -> QueryResult<()> {
    diesel::update(session::table.find(token.as_bytes()))
        .set(session::confirmed_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session; one that is not there is ended already.
pub async fn delete(conn: &mut AsyncPgConnection, token: &TokenHash) -> QueryResult<()> {
    diesel::delete(session::table.find(token.as_bytes()))
        .execute(conn)
        .await?;
    Ok(())
}
