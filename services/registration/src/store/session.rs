//! Sessions. Their times are the machine's: a log-in is not part of the event.

use chassis::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::exists, prelude::*};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{account, second_factor};
use crate::{
    domain::{
        Refusal,
        account::Account,
        session::{Listed, TokenHash},
    },
    error::Error,
    schema::{account as person, second_factor as factor, session},
};

/// How long a session lives, used or not: long enough for a phone that has no signal for days.
const LIFE: TimeDelta = TimeDelta::days(7);

/// How many sessions are listed.
const LISTED: i64 = 100;

/// A living session and whose it is.
pub struct Session {
    /// Whose.
    pub account: Account,
    /// The account has a second factor.
    pub has_second_factor: bool,
    /// When a code, or of accounts without a second factor the password, was last asked for again.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When it was last noted that it is used.
    pub seen_at: DateTime<Utc>,
}

/// Who logs in, with what and on what.
pub struct LogIn {
    /// Whose password was right.
    pub account_id: Uuid,
    /// The stored hash that it was right for.
    pub password_hash: String,
    /// A code of the second factor was right.
    pub with_code: bool,
    /// In words.
    pub device: String,
}

/// Begins a session, and forgets those of the account that are over. Without the password that was compared there is none: a change of it ends the
/// sessions that are there, and one that comes later with the old password must not outlive it. The same goes for a second factor that came meanwhile.
///
/// # Errors
/// `CREDENTIALS_WRONG`, `SECOND_FACTOR_REQUIRED`, or what the database says.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    token: &TokenHash,
    log_in: &LogIn,
) -> Result<(), Error> {
    let now = clock.system_now();
    conn.transaction(async |conn| {
        let unchanged: Option<Uuid> = person::table
            .find(log_in.account_id)
            .filter(person::password_hash.eq(&log_in.password_hash))
            .select(person::id)
            .for_share()
            .get_result(conn)
            .await
            .optional()?;
        unchanged.ok_or(Refusal::CredentialsWrong)?;
        if !log_in.with_code && second_factor::is_set(conn, log_in.account_id).await? {
            return Err(Refusal::SecondFactorRequired.into());
        }
        let over = session::table
            .filter(session::account_id.eq(log_in.account_id))
            .filter(session::expires_at.le(now));
        diesel::delete(over).execute(conn).await?;
        diesel::insert_into(session::table)
            .values((
                session::token_hash.eq(token.as_bytes()),
                session::account_id.eq(log_in.account_id),
                session::created_at.eq(now),
                session::expires_at.eq(now + LIFE),
                session::confirmed_at.eq(log_in.with_code.then_some(now)),
                session::id.eq(clock.new_id()),
                session::device.eq(&log_in.device),
                session::seen_at.eq(now),
            ))
            .execute(conn)
            .await?;
        Ok(())
    })
    .await
}

/// The session, if it lives.
pub async fn find(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
) -> QueryResult<Option<Session>> {
    type Row = (account::Row, bool, Option<DateTime<Utc>>, DateTime<Utc>);
    let row: Option<Row> = session::table
        .find(token.as_bytes())
        .filter(session::expires_at.gt(now))
        .inner_join(person::table)
        .select((
            account::columns(),
            exists(factor::table.find(person::id)),
            session::confirmed_at,
            session::seen_at,
        ))
        .get_result(conn)
        .await
        .optional()?;
    Ok(
        row.map(|(row, has_second_factor, confirmed_at, seen_at)| Session {
            account: row.into(),
            has_second_factor,
            confirmed_at,
            seen_at,
        }),
    )
}

/// Whose session this is, and the stored hash of their password, if it lives.
pub async fn credentials(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
) -> QueryResult<Option<(Uuid, String)>> {
    session::table
        .find(token.as_bytes())
        .filter(session::expires_at.gt(now))
        .inner_join(person::table)
        .select((person::id, person::password_hash))
        .get_result(conn)
        .await
        .optional()
}

/// Notes that whoever is there showed it again.
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

/// Notes that a session is used.
pub async fn note_use(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    token: &TokenHash,
) -> QueryResult<()> {
    diesel::update(session::table.find(token.as_bytes()))
        .set(session::seen_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// The living sessions of an account, newest first.
pub async fn list(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    account_id: Uuid,
    current: &TokenHash,
) -> QueryResult<Vec<Listed>> {
    type Row = (
        Vec<u8>,
        Uuid,
        String,
        DateTime<Utc>,
        DateTime<Utc>,
        DateTime<Utc>,
    );
    let rows: Vec<Row> = session::table
        .filter(session::account_id.eq(account_id))
        .filter(session::expires_at.gt(now))
        .order((session::created_at.desc(), session::id.desc()))
        .limit(LISTED)
        .select((
            session::token_hash,
            session::id,
            session::device,
            session::created_at,
            session::seen_at,
            session::expires_at,
        ))
        .load(conn)
        .await?;
    let listed =
        rows.into_iter().map(
            |(hash, id, device, created_at, seen_at, expires_at)| Listed {
                is_current: hash == current.as_bytes(),
                id,
                device,
                created_at,
                seen_at,
                expires_at,
            },
        );
    Ok(listed.collect())
}

/// Ends the session of this id, if it is the account's.
pub async fn revoke(conn: &mut AsyncPgConnection, account_id: Uuid, id: Uuid) -> QueryResult<()> {
    let own = session::table
        .filter(session::id.eq(id))
        .filter(session::account_id.eq(account_id));
    diesel::delete(own).execute(conn).await?;
    Ok(())
}

/// Ends all sessions of an account but this one.
pub async fn revoke_others(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
    current: &TokenHash,
) -> QueryResult<()> {
    let others = session::table
        .filter(session::account_id.eq(account_id))
        .filter(session::token_hash.ne(current.as_bytes()));
    diesel::delete(others).execute(conn).await?;
    Ok(())
}

/// Ends all sessions of an account.
pub async fn revoke_all(conn: &mut AsyncPgConnection, account_id: Uuid) -> QueryResult<()> {
    let own = session::table.filter(session::account_id.eq(account_id));
    diesel::delete(own).execute(conn).await?;
    Ok(())
}

/// Ends a session; one that is not there is ended already.
pub async fn delete(conn: &mut AsyncPgConnection, token: &TokenHash) -> QueryResult<()> {
    diesel::delete(session::table.find(token.as_bytes()))
        .execute(conn)
        .await?;
    Ok(())
}
