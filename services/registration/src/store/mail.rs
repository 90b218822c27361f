//! Mails on their way out. A row is written in the transaction that causes the mail; the [`sender`](crate::mail) does the rest.

use chassis::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{exists, not},
    pg::Pg,
    prelude::*,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::account_code as codes;
use crate::{
    domain::{
        account::Email,
        account_code::{Code, Source},
        language::Language,
        mail::{Fault, Outcome, PATIENCE, Purpose, State, is_too_late, next_attempt},
    },
    error::Error,
    schema::{account, edition, mail, organisation, participation},
};

/// How long it is remembered that a mail was sent.
const KEPT: TimeDelta = TimeDelta::days(30);

/// A mail whose turn it is, as it stands at this moment.
pub struct Due {
    /// By which a second copy of it is known.
    pub id: Uuid,
    /// What it is for.
    pub purpose: Purpose,
    /// How often it was tried, this time included.
    pub attempts: i32,
    /// When its cause happened.
    pub queued_at: DateTime<Utc>,
    /// The recipient's address.
    pub email: String,
    /// The recipient's language.
    pub language: Language,
    /// The code that stands in it, and until when that is good.
    pub code: Option<(Code, DateTime<Utc>)>,
    /// What a reminder is about.
    pub about: Option<About>,
}

/// An organisation that has not answered.
#[derive(Queryable)]
pub struct About {
    /// What the edition is called.
    pub edition: String,
    /// When it stops taking claims.
    pub closes_at: DateTime<Utc>,
    /// What the organisation is called.
    pub organisation: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mail, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    purpose: String,
    account_id: Option<Uuid>,
    typed_email: Option<String>,
    attempts: i32,
    queued_at: DateTime<Utc>,
    edition_id: Option<String>,
    organisation_id: Option<Uuid>,
}

/// Puts a mail to the owner of an account into the queue. For use inside the transaction of its cause.
pub async fn queue(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    purpose: Purpose,
    account_id: Uuid,
) -> QueryResult<()> {
    insert(conn, clock, purpose, Some(account_id), None).await
}

/// Puts a reset into the queue that somebody asked for, whether or not there is an account with this address.
pub async fn queue_reset(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    email: &Email,
) -> QueryResult<()> {
    let typed = Some(email.as_str());
    insert(conn, clock, Purpose::PasswordReset, None, typed).await
}

async fn insert(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    purpose: Purpose,
    account_id: Option<Uuid>,
    typed_email: Option<&str>,
) -> QueryResult<()> {
    let now = clock.system_now();
    diesel::insert_into(mail::table)
        .values((
            mail::id.eq(clock.new_id()),
            mail::purpose.eq(purpose.name()),
            mail::account_id.eq(account_id),
            mail::typed_email.eq(typed_email),
            mail::state.eq(State::Queued.name()),
            mail::queued_at.eq(now),
            mail::next_attempt_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// How far the last mail of this kind to an account is.
pub async fn last_state(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
    purpose: Purpose,
) -> QueryResult<Option<State>> {
    let state: Option<String> = mail::table
        .filter(mail::account_id.eq(account_id))
        .filter(mail::purpose.eq(purpose.name()))
        .order((mail::queued_at.desc(), mail::id.desc()))
        .select(mail::state)
        .first(conn)
        .await
        .optional()?;
    Ok(state.as_deref().and_then(State::named))
}

/// The mail that has waited longest for its turn, with one more attempt noted and its code made, both committed before anything is sent. Rows that
/// another sender looks at are left out. What turns out to be for nobody, or about nothing any more, goes.
///
/// # Errors
/// What the database says.
pub async fn take(conn: &mut AsyncPgConnection, clock: &Clock) -> Result<Option<Due>, Error> {
    let now = clock.system_now();
    loop {
        let taken = conn
            .transaction::<_, Error, _>(async |conn| {
                let Some(row) = first_due(conn, now).await? else {
                    return Ok(Taken::Nothing);
                };
                begin(conn, clock, row).await
            })
            .await?;
        match taken {
            Taken::Nothing => return Ok(None),
            Taken::Due(due) => return Ok(Some(due)),
            Taken::Ended => {}
        }
    }
}

enum Taken {
    Nothing,
    Ended,
    Due(Due),
}

async fn first_due(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Option<Row>> {
    mail::table
        .filter(mail::state.eq(State::Queued.name()))
        .filter(mail::next_attempt_at.le(now))
        .order((mail::next_attempt_at, mail::id))
        .for_update()
        .skip_locked()
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()
}

async fn begin(conn: &mut AsyncPgConnection, clock: &Clock, row: Row) -> Result<Taken, Error> {
    let now = clock.system_now();
    let about = about(conn, clock, &row).await?;
    let is_pointless = row.organisation_id.is_some() && about.is_none();
    let to = recipient(conn, now, &row).await?;
    let Some((account_id, email, language)) = to.filter(|_| !is_pointless) else {
        diesel::delete(mail::table.find(row.id))
            .execute(conn)
            .await?;
        return Ok(Taken::Ended);
    };
    let Some(next_attempt_at) = next_attempt(row.attempts, now) else {
        let never = Outcome::Never(Fault::named("UNFINISHED"));
        end(conn, now, (row.id, row.attempts), &never).await?;
        return Ok(Taken::Ended);
    };
    let attempts = row.attempts + 1;
    diesel::update(mail::table.find(row.id))
        .set((
            mail::account_id.eq(account_id),
            mail::typed_email.eq(None::<String>),
            mail::attempts.eq(attempts),
            mail::next_attempt_at.eq(next_attempt_at),
        ))
        .execute(conn)
        .await?;
    let purpose = Purpose::named(&row.purpose).ok_or(Error::Row("mail"))?;
    let code = match purpose.code() {
        // A fresh one for each attempt, and those before stay good: which copy arrives is not known.
        Some(good_for) => Some(codes::make(conn, now, account_id, good_for, &Source::Mail).await?),
        None => None,
    };
    Ok(Taken::Due(Due {
        id: row.id,
        purpose,
        attempts,
        queued_at: row.queued_at,
        email,
        language: Language::of_code(&language).ok_or(Error::Row("account"))?,
        code,
        about,
    }))
}

/// What a reminder is about; nothing once the organisation has answered or the edition takes no more claims.
async fn about(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    row: &Row,
) -> QueryResult<Option<About>> {
    let (Some(edition_id), Some(organisation_id)) = (&row.edition_id, row.organisation_id) else {
        return Ok(None);
    };
    let answered = participation::table
        .filter(participation::edition_id.eq(edition_id))
        .filter(participation::organisation_id.eq(organisation_id));
    edition::table
        .inner_join(organisation::table.on(organisation::id.eq(organisation_id)))
        .filter(edition::id.eq(edition_id))
        .filter(edition::closes_at.gt(clock.now()))
        .filter(not(exists(answered)))
        .select((edition::name, edition::closes_at, organisation::name))
        .first(conn)
        .await
        .optional()
}

/// Whom a mail is for; nobody, when the account is no more, or when what somebody typed is no account's or too long ago.
async fn recipient(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    row: &Row,
) -> QueryResult<Option<(Uuid, String, String)>> {
    let mut accounts = account::table
        .filter(account::erased_at.is_null())
        .select((account::id, account::email, account::language))
        .into_boxed();
    accounts = match (row.account_id, &row.typed_email) {
        (Some(id), _) => accounts.filter(account::id.eq(id)),
        (None, Some(email)) if !is_too_late(row.queued_at, now) => {
            accounts.filter(account::email.eq(email))
        }
        (None, _) => return Ok(None),
    };
    accounts.first(conn).await.optional()
}

/// Notes how an attempt ended; `mail` is its id and how many attempts there were.
pub async fn end(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    (id, attempts): (Uuid, i32),
    outcome: &Outcome,
) -> QueryResult<()> {
    let (state, fault) = outcome.state(attempts);
    if state == State::Queued {
        return Ok(());
    }
    let queued = mail::table
        .find(id)
        .filter(mail::state.eq(State::Queued.name()));
    diesel::update(queued)
        .set((
            mail::state.eq(state.name()),
            mail::ended_at.eq(now),
            mail::failure.eq(fault.map(Fault::name)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets the mails to an account, and those that somebody asked for with its address.
pub(super) async fn forget(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
    email: &str,
) -> QueryResult<()> {
    let own = mail::table.filter(
        mail::account_id
            .eq(account_id)
            .or(mail::typed_email.eq(email)),
    );
    diesel::delete(own).execute(conn).await?;
    Ok(())
}

/// Forgets what ended long ago, and the resets that nobody waits for any more, with the codes of both.
pub async fn forget_old(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let ended = mail::table.filter(mail::ended_at.le(now - KEPT));
    diesel::delete(ended).execute(conn).await?;
    let late = mail::table
        .filter(mail::typed_email.is_not_null())
        .filter(mail::queued_at.lt(now - PATIENCE));
    diesel::delete(late).execute(conn).await?;
    codes::forget_old(conn, now).await
}
