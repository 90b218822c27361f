//! Counts of wrong passwords. They outlive the refusal of the call that adds to them, so they are no part of that call's transaction.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::guess::{FORGOTTEN_AFTER, Tally, Target},
    error::Error,
    schema::guess,
};

/// Counts one try on each of these, as if it were wrong; [`succeed`] takes it back.
///
/// # Errors
/// `GUESSES_TOO_MANY` where one of them has to wait, and then none is counted; or what the database says.
pub async fn attempt(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    targets: &[Target],
) -> Result<(), Error> {
    conn.transaction(async |conn| {
        for target in targets {
            count(conn, now, target).await?;
        }
        Ok(())
    })
    .await
}

/// Counts one more mail that is asked for.
///
/// # Errors
/// `MAILS_TOO_MANY` when that has to wait, and then it is not counted; or what the database says.
pub(super) async fn count_mail(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    target: &Target,
) -> Result<(), Error> {
    match count(conn, now, target).await {
        Err(Error::Slowed(left)) => Err(Error::MailsTooMany(left)),
        counted => counted,
    }
}

async fn count(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    target: &Target,
) -> Result<(), Error> {
    let key = target.key.as_slice();
    diesel::insert_into(guess::table)
        .values((
            guess::key.eq(key),
            guess::wrong.eq(0),
            guess::last_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let (wrong, last_at) = guess::table
        .find(key)
        .select((guess::wrong, guess::last_at))
        .for_update()
        .get_result(conn)
        .await?;
    let tally = Tally { wrong, last_at };
    let next = tally.attempt(target.allowance, now);
    let next = next.map_err(Error::Slowed)?;
    diesel::update(guess::table.find(key))
        .set((guess::wrong.eq(next.wrong), guess::last_at.eq(next.last_at)))
        .execute(conn)
        .await?;
    Ok(())
}

/// The try was right: what is one person's is forgotten, and of what many share this one try is taken back. What is old goes along.
pub async fn succeed(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    targets: &[Target],
) -> QueryResult<()> {
    for target in targets {
        let kept = guess::table.find(target.key.as_slice());
        if target.allowance.is_shared {
            diesel::update(kept.filter(guess::wrong.gt(0)))
                .set(guess::wrong.eq(guess::wrong - 1))
                .execute(conn)
                .await?;
        } else {
            diesel::delete(kept).execute(conn).await?;
        }
    }
    let old = guess::table.filter(guess::last_at.le(now - FORGOTTEN_AFTER));
    diesel::delete(old).execute(conn).await?;
    Ok(())
}
