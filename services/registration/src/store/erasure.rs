//! Forgetting who somebody was: an account, or a name wherever it was noted.

use chassis::{clock::Clock, token::role_name};
use chrono::{DateTime, Utc};
use diesel::{QueryableByName, dsl::exists, prelude::*, select, sql_types::Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use eventing::{audit, idempotency::forget_texts};
use fest_proto::access::v1::Role;
use uuid::Uuid;

use super::{
    account as accounts, account_code, file, guess, known_device, mail, person, second_factor,
};
use crate::{
    domain::{Refusal, account::Account, erasure::pattern_of, guess::Target, person::Person},
    error::Error,
    schema::{account, account_role, plenary_grant, session},
};

/// The columns in which people type what they want, and a name may be among it.
const FREE_TEXTS: &str = "SELECT quote_ident(table_name) AS table_name, column_name::text AS column_name FROM information_schema.columns \
    WHERE table_schema = 'public' AND data_type = 'text' \
    AND (column_name IN ('decree_signer', 'reason', 'revocation_reason') OR (table_name, column_name) IN (('file', 'name'), ('api_client', 'contact'))) ORDER BY 1, 2";

#[derive(QueryableByName)]
struct FreeText {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
}

#[derive(QueryableByName)]
struct Thing {
    #[diesel(sql_type = Text)]
    ids: String,
}

/// What a row of the audit can be of, where such a text was part of what it tells: a moved date is told of its edition, a rename of its body.
const IDS: &str = "to_jsonb(t) ->> 'id', to_jsonb(t) ->> 'participation_id', to_jsonb(t) ->> 'edition_id', to_jsonb(t) ->> 'organisation_id', \
    to_jsonb(t) ->> 'successor_id'";

/// What stands in a name's place where a row cannot be without one. It is also no password's hash.
const NOTHING: &str = "-";
const NO_PASSWORD: &str = "$argon2id$erased";

/// Takes a name out of every free text, and out of the answers that are remembered, with those that tell of one of these ids or addresses; and the
/// salts out of the audit with which somebody could try the name on what was there.
pub async fn forget(conn: &mut AsyncPgConnection, name: &str, ids: &[&str]) -> QueryResult<()> {
    forget_texts(conn, &[name]).await?;
    forget_texts(conn, ids).await?;
    let mut told_of: Vec<String> = ids.iter().map(ToString::to_string).collect();
    if let Some(pattern) = pattern_of(name) {
        told_of.extend(forget_in_texts(conn, &pattern).await?);
    }
    audit::forget(conn, &told_of).await
}

/// Gives the ids of the things in whose texts it was.
async fn forget_in_texts(conn: &mut AsyncPgConnection, pattern: &str) -> QueryResult<Vec<String>> {
    let places: Vec<FreeText> = diesel::sql_query(FREE_TEXTS).load(conn).await?;
    let mut told_of = Vec::new();
    for FreeText {
        table_name,
        column_name,
    } in places
    {
        let query = format!(
            "UPDATE {table_name} AS t SET {column_name} = regexp_replace({column_name}, $1, '{NOTHING}', 'gi') WHERE {column_name} ~* $1 \
             RETURNING concat_ws(' ', {IDS}) AS ids"
        );
        let changed: Vec<Thing> = diesel::sql_query(query)
            .bind::<Text, _>(pattern)
            .load(conn)
            .await?;
        let ids = changed.iter().flat_map(|thing| thing.ids.split(' '));
        told_of.extend(ids.filter(|id| !id.is_empty()).map(str::to_owned));
    }
    Ok(told_of)
}

/// Erases an account; its row stays by its id, which is what everything else knows.
///
/// # Errors
/// `ACCOUNT_NOT_FOUND`, `COMMITTEE_LAST`, or what the database says.
pub async fn erase_account(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
) -> Result<(), Error> {
    let found = accounts::find(conn, id).await?;
    let found = found.ok_or(Refusal::AccountGone)?;
    if found.roles.contains(&Role::Committee) {
        must_leave_a_committee(conn, id).await?;
    }
    diesel::delete(session::table.filter(session::account_id.eq(id)))
        .execute(conn)
        .await?;
    known_device::forget(conn, id).await?;
    second_factor::forget(conn, id).await?;
    account_code::forget(conn, id).await?;
    mail::forget(conn, id, &found.email).await?;
    let counted = [Target::account(&found.email), Target::mails(&found.email)];
    guess::succeed(conn, clock.system_now(), &counted).await?;
    diesel::delete(account_role::table.filter(account_role::account_id.eq(id)))
        .execute(conn)
        .await?;
    diesel::delete(plenary_grant::table.filter(plenary_grant::account_id.eq(id)))
        .execute(conn)
        .await?;
    erase_as_person(conn, clock, &found).await?;
    file::discard_scans(conn, id, clock.system_now()).await?;
    diesel::update(account::table.find(id))
        .set((
            account::email.eq(format!("{id}@erased.invalid")),
            account::display_name.eq(NOTHING),
            account::password_hash.eq(NO_PASSWORD),
            account::erased_at.eq(clock.system_now()),
            account::email_verified_at.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await?;
    let known_by = [found.email.as_str(), &id.to_string()];
    forget(conn, &found.display_name, &known_by).await?;
    Ok(())
}

/// Whoever nominated themselves is erased there, too.
async fn erase_as_person(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    account: &Account,
) -> Result<(), Error> {
    let own = person::nominated_by(conn, account.id, &account.display_name).await?;
    for (id, version) in own {
        let decide = move |person: Person| person.erase(version);
        person::erase(conn, clock, id, decide).await?;
    }
    Ok(())
}

async fn must_leave_a_committee(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(), Error> {
    // Two who leave at once: the second one waits here and then sees that the first one is gone.
    conn.batch_execute("LOCK TABLE account_role IN SHARE ROW EXCLUSIVE MODE")
        .await?;
    let others = account_role::table
        .filter(account_role::role.eq(role_name(Role::Committee)))
        .filter(account_role::account_id.ne(id));
    if select(exists(others)).get_result(conn).await? {
        return Ok(());
    }
    Err(Refusal::CommitteeLast.into())
}
