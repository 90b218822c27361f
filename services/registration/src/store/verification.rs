//! Whether the address of an account is its owner's.

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{account_code, guess, mail};
use crate::{
    domain::{
        Refusal,
        account_code::{Code, Purpose as CodePurpose},
        guess::Target,
        mail::{Purpose, State},
    },
    error::Error,
    schema::account,
};

/// How far the verification of an account is.
pub struct Verification {
    /// When it was done.
    pub verified_at: Option<DateTime<Utc>>,
    /// How far the last mail is.
    pub mail: Option<State>,
}

/// How far that of this account is.
///
/// # Errors
/// `ACCOUNT_NOT_FOUND`.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Verification, Error> {
    let (_, verified_at) = address(conn, id).await?;
    let mail = mail::last_state(conn, id, Purpose::Verification).await?;
    Ok(Verification { verified_at, mail })
}

/// Queues another mail. For use inside a transaction.
///
/// # Errors
/// `ACCOUNT_NOT_FOUND`, `ADDRESS_VERIFIED`, `MAILS_TOO_MANY`.
pub async fn request(conn: &mut AsyncPgConnection, clock: &Clock, id: Uuid) -> Result<(), Error> {
    let (email, verified_at) = address(conn, id).await?;
    if verified_at.is_some() {
        return Err(Refusal::AddressVerified.into());
    }
    guess::count_mail(conn, clock.system_now(), &Target::mails(&email)).await?;
    mail::queue(conn, clock, Purpose::Verification, id).await?;
    Ok(())
}

/// Verifies the address of whoever has this code. For use inside a transaction.
///
/// # Errors
/// `MAIL_CODE_INVALID`.
pub async fn verify(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    code: &Code,
) -> Result<(), Error> {
    let used = account_code::use_up(conn, now, CodePurpose::Verification, code).await?;
    let (id, _) = used.ok_or(Refusal::MailCodeInvalid)?;
    note(conn, now, id).await?;
    Ok(())
}

/// Notes that the owner reads what is sent there.
pub(super) async fn note(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    id: Uuid,
) -> QueryResult<()> {
    let unverified = account::table
        .find(id)
        .filter(account::erased_at.is_null())
        .filter(account::email_verified_at.is_null());
    diesel::update(unverified)
        .set(account::email_verified_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

async fn address(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<(String, Option<DateTime<Utc>>), Error> {
    let found = account::table
        .find(id)
        .filter(account::erased_at.is_null())
        .select((account::email, account::email_verified_at))
        .get_result(conn)
        .await
        .optional()?;
    Ok(found.ok_or(Refusal::AccountGone)?)
}
