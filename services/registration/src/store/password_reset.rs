//! New passwords for who forgot the old one.

use chassis::{caller::Context, clock::Clock};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::audit;

use super::{account as accounts, account_code, guess, known_device, mail, session, verification};
use crate::{
    domain::{
        Refusal,
        account::Email,
        account_code::{Code, Purpose as CodePurpose, Source},
        guess::Target,
        mail::Purpose,
    },
    error::Error,
    schema::account,
};

/// Queues the mail to this address, in the same steps whether or not there is an account with it. For use inside a transaction.
///
/// # Errors
/// `MAILS_TOO_MANY`.
pub async fn request(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    email: &Email,
) -> Result<(), Error> {
    let target = Target::mails(email.as_str());
    guess::count_mail(conn, clock.system_now(), &target).await?;
    mail::queue_reset(conn, clock, email).await?;
    Ok(())
}

/// Gives the account of whoever has this code another password. For use inside a transaction.
///
/// # Errors
/// `MAIL_CODE_INVALID`.
pub async fn reset(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    code: &Code,
    password_hash: &str,
) -> Result<(), Error> {
    let now = clock.system_now();
    let used = account_code::use_up(conn, now, CodePurpose::PasswordReset, code).await?;
    let (id, came_by_mail) = used.ok_or(Refusal::MailCodeInvalid)?;
    let email: String = diesel::update(account::table.find(id))
        .filter(account::erased_at.is_null())
        .set(account::password_hash.eq(password_hash))
        .returning(account::email)
        .get_result(conn)
        .await?;
    if came_by_mail {
        verification::note(conn, now, id).await?;
    }
    session::revoke_all(conn, id).await?;
    known_device::forget(conn, id).await?;
    // Whoever guessed before does not make the owner wait for the log-in.
    guess::succeed(conn, now, &[Target::account(&email)]).await?;
    mail::queue(conn, clock, Purpose::PasswordWasReset, id).await?;
    Ok(())
}

/// Issues a code for the account of this address, by the word of the committee; those before it are good no more. Nothing of the account changes by
/// it, so that the audit is told by name. For use inside a transaction.
///
/// # Errors
/// `ACCOUNT_NOT_FOUND`, `RESET_OWN`.
pub async fn issue(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    context: &Context,
    email: &Email,
    source: &Source,
) -> Result<(Code, DateTime<Utc>), Error> {
    let now = clock.system_now();
    let found = accounts::find_by_email(conn, email).await?;
    let id = found.ok_or(Refusal::AccountNotFound)?.id;
    if matches!(source, Source::Committee { actor_id, .. } if *actor_id == id) {
        return Err(Refusal::ResetOwn.into());
    }
    account_code::cancel(conn, now, id, CodePurpose::PasswordReset).await?;
    let made = account_code::make(conn, now, id, CodePurpose::PasswordReset, source).await?;
    mail::queue(conn, clock, Purpose::ResetIssued, id).await?;
    audit::read(conn, clock, context, &format!("account:{id}")).await?;
    Ok(made)
}
