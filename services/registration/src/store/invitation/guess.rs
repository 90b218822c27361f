//! Codes that somebody typed. That one was wrong outlives the refusal of the call that came with it, so it is not part of that call's transaction.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::{Refusal, guess::Target, invitation::Code},
    error::Error,
    schema::invitation,
    store::guess,
};

/// The code that somebody typed, when there is an invitation with it. A network that tried too many wrong ones has to wait, also with a right one.
///
/// # Errors
/// `INVITATION_NOT_FOUND`, `INVITATION_GUESSED`.
pub async fn check(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    address: Option<IpAddr>,
    typed: &str,
) -> Result<Code, Error> {
    let targets = [Target::invitation(address)];
    match guess::attempt(conn, now, &targets).await {
        Err(Error::Slowed(_)) => return Err(Refusal::InvitationGuessed.into()),
        counted => counted?,
    }
    let code = Code::parse(typed).ok_or(Refusal::InvitationNotFound)?;
    if !is_known(conn, &code).await? {
        return Err(Refusal::InvitationNotFound.into());
    }
    guess::succeed(conn, now, &targets).await?;
    Ok(code)
}

async fn is_known(conn: &mut AsyncPgConnection, code: &Code) -> QueryResult<bool> {
    let with_it = invitation::table.filter(invitation::code_hash.eq(code.hash().to_vec()));
    diesel::select(diesel::dsl::exists(with_it))
        .get_result(conn)
        .await
}
