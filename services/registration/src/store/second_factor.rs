//! Second factors and recovery codes. Secrets are kept encrypted, each for its account.

use chassis::{caller::Context, cipher::Cipher, clock::Clock};
use chrono::{DateTime, Utc};
use diesel::{
    dsl::{exists, select},
    prelude::*,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use eventing::audit;
use uuid::Uuid;

use super::{guess, session};
use crate::{
    domain::{
        Refusal,
        guess::Target,
        second_factor::{Enrolment, Factor, RecoveryCode, Secret, Typed},
        session::TokenHash,
    },
    error::Error,
    schema::{account, recovery_code, second_factor, second_factor_enrolment},
};

/// Whether the account has one.
pub async fn is_set(conn: &mut AsyncPgConnection, account_id: Uuid) -> QueryResult<bool> {
    let own = second_factor::table.find(account_id);
    select(exists(own)).get_result(conn).await
}

/// Since when the account has one, and how many recovery codes are left.
pub async fn state(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
) -> QueryResult<Option<(DateTime<Utc>, i64)>> {
    let enrolled_at = second_factor::table
        .find(account_id)
        .select(second_factor::enrolled_at)
        .get_result(conn)
        .await
        .optional()?;
    let Some(enrolled_at) = enrolled_at else {
        return Ok(None);
    };
    let left = recovery_code::table
        .filter(recovery_code::account_id.eq(account_id))
        .count()
        .get_result(conn)
        .await?;
    Ok(Some((enrolled_at, left)))
}

/// Asks for the second factor of an account that has one, and says whether it has.
///
/// # Errors
/// `SECOND_FACTOR_REQUIRED`, `SECOND_FACTOR_WRONG`, `SECOND_FACTOR_USED`, `GUESSES_TOO_MANY`, or what the database says.
pub async fn demand(
    conn: &mut AsyncPgConnection,
    cipher: &Cipher,
    now: DateTime<Utc>,
    account_id: Uuid,
    code: &str,
    target: Target,
) -> Result<bool, Error> {
    if !is_set(conn, account_id).await? {
        return Ok(false);
    }
    let typed = Typed::of(code).ok_or(Refusal::SecondFactorRequired)?;
    let targets = [target];
    guess::attempt(conn, now, &targets).await?;
    take(conn, cipher, now, account_id, &typed).await?;
    guess::succeed(conn, now, &targets).await?;
    Ok(true)
}

/// Takes a code. Two calls with the same one wait for each other, and one of them gets it.
async fn take(
    conn: &mut AsyncPgConnection,
    cipher: &Cipher,
    now: DateTime<Utc>,
    account_id: Uuid,
    typed: &Typed,
) -> Result<(), Error> {
    match typed {
        Typed::Code(code) => {
            conn.transaction(async |conn| {
                let kept = second_factor::table.find(account_id);
                let (secret, last_step) = kept
                    .select((second_factor::secret, second_factor::last_step))
                    .for_update()
                    .get_result::<(Vec<u8>, i64)>(conn)
                    .await?;
                let secret = opened(cipher, account_id, &secret)?;
                let step = Factor { secret, last_step }.take(code, now)?;
                diesel::update(kept)
                    .set(second_factor::last_step.eq(step))
                    .execute(conn)
                    .await?;
                Ok(())
            })
            .await
        }
        Typed::Recovery(hash) => {
            let kept = recovery_code::table.find((account_id, hash.as_slice()));
            match diesel::delete(kept).execute(conn).await? {
                0 => Err(Refusal::SecondFactorWrong.into()),
                _ => Ok(()),
            }
        }
    }
}

/// Keeps a secret that waits for its first code, in the place of an earlier one.
pub async fn begin(
    conn: &mut AsyncPgConnection,
    cipher: &Cipher,
    now: DateTime<Utc>,
    account_id: Uuid,
    secret: &Secret,
) -> QueryResult<()> {
    let encrypted = cipher.encrypt(secret.as_bytes(), account_id.as_bytes());
    let kept = (
        second_factor_enrolment::secret.eq(encrypted),
        second_factor_enrolment::begun_at.eq(now),
    );
    diesel::insert_into(second_factor_enrolment::table)
        .values((
            second_factor_enrolment::account_id.eq(account_id),
            kept.clone(),
        ))
        .on_conflict(second_factor_enrolment::account_id)
        .do_update()
        .set(kept)
        .execute(conn)
        .await?;
    Ok(())
}

/// The first code of an app, and what comes with it.
pub struct First<'a> {
    /// Whose.
    pub account_id: Uuid,
    /// As typed.
    pub code: &'a str,
    /// The session that goes on.
    pub current: &'a TokenHash,
    /// Fresh ones.
    pub codes: &'a [RecoveryCode],
}

/// The first code makes what was begun the account's second factor. Sessions that began without it end, but for the one that goes on.
///
/// # Errors
/// `SECOND_FACTOR_NOT_BEGUN`, `SECOND_FACTOR_WRONG`, `ACCOUNT_NOT_FOUND`, or what the database says.
pub async fn confirm(
    conn: &mut AsyncPgConnection,
    cipher: &Cipher,
    clock: &Clock,
    context: &Context,
    first: &First<'_>,
) -> Result<(), Error> {
    let First {
        account_id,
        code,
        current,
        codes,
    } = *first;
    let now = clock.system_now();
    conn.transaction(async |conn| {
        // A log-in that looks for a second factor now waits here, and then sees it.
        let kept: Option<Uuid> = account::table
            .find(account_id)
            .select(account::id)
            .for_update()
            .get_result(conn)
            .await
            .optional()?;
        kept.ok_or(Refusal::AccountGone)?;
        let begun = second_factor_enrolment::table.find(account_id);
        let kept: Option<(Vec<u8>, DateTime<Utc>)> = begun
            .select((
                second_factor_enrolment::secret,
                second_factor_enrolment::begun_at,
            ))
            .get_result(conn)
            .await
            .optional()?;
        let (encrypted, begun_at) = kept.ok_or(Refusal::SecondFactorNotBegun)?;
        let secret = opened(cipher, account_id, &encrypted)?;
        let factor = Enrolment { secret, begun_at }.confirm(code, now)?;
        let kept = (
            second_factor::secret.eq(encrypted),
            second_factor::last_step.eq(factor.last_step),
            second_factor::enrolled_at.eq(now),
        );
        diesel::insert_into(second_factor::table)
            .values((second_factor::account_id.eq(account_id), kept.clone()))
            .on_conflict(second_factor::account_id)
            .do_update()
            .set(kept)
            .execute(conn)
            .await?;
        diesel::delete(begun).execute(conn).await?;
        put_codes(conn, account_id, codes).await?;
        session::revoke_others(conn, account_id, current).await?;
        audit::changed(conn, clock, context).await?;
        Ok(())
    })
    .await
}

/// Puts other recovery codes in the place of those that are left.
///
/// # Errors
/// `SECOND_FACTOR_NONE`, or what the database says.
pub async fn replace_codes(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    context: &Context,
    account_id: Uuid,
    codes: &[RecoveryCode],
) -> Result<(), Error> {
    conn.transaction(async |conn| {
        let own = second_factor::table.find(account_id);
        let kept: Option<Uuid> = own
            .select(second_factor::account_id)
            .for_update()
            .get_result(conn)
            .await
            .optional()?;
        kept.ok_or(Refusal::SecondFactorNone)?;
        put_codes(conn, account_id, codes).await?;
        audit::changed(conn, clock, context).await?;
        Ok(())
    })
    .await
}

async fn put_codes(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
    codes: &[RecoveryCode],
) -> QueryResult<()> {
    forget_codes(conn, account_id).await?;
    let rows: Vec<_> = codes
        .iter()
        .map(|code| {
            (
                recovery_code::account_id.eq(account_id),
                recovery_code::code_hash.eq(code.hash().to_vec()),
            )
        })
        .collect();
    diesel::insert_into(recovery_code::table)
        .values(rows)
        .execute(conn)
        .await?;
    Ok(())
}

async fn forget_codes(conn: &mut AsyncPgConnection, account_id: Uuid) -> QueryResult<()> {
    let own = recovery_code::table.filter(recovery_code::account_id.eq(account_id));
    diesel::delete(own).execute(conn).await?;
    Ok(())
}

/// Takes everything of it from an account.
pub async fn forget(conn: &mut AsyncPgConnection, account_id: Uuid) -> QueryResult<()> {
    forget_codes(conn, account_id).await?;
    diesel::delete(second_factor::table.find(account_id))
        .execute(conn)
        .await?;
    diesel::delete(second_factor_enrolment::table.find(account_id))
        .execute(conn)
        .await?;
    Ok(())
}

fn opened(cipher: &Cipher, account_id: Uuid, encrypted: &[u8]) -> Result<Secret, Error> {
    let bytes = cipher.decrypt(encrypted, account_id.as_bytes());
    let secret = bytes.and_then(|bytes| Secret::kept(&bytes));
    secret.ok_or(Error::Row(
        "a second factor is not of this key or not of this account",
    ))
}
