//! Nominated persons.

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use super::{channel, consent, edition, erasure, organisation};
use crate::{
    domain::{
        Refusal,
        person::{Identity, Person},
    },
    error::Error,
    events,
    schema::{organisation as body, person},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = person, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    name: Option<String>,
    position: Option<String>,
    consent_version: i32,
    consented_at: DateTime<Utc>,
    version: i64,
}

/// A person with the body that they work for.
type Joined = (Row, organisation::Row);

fn read((row, organisation): Joined) -> Person {
    let identity = row.name.zip(row.position);
    Person {
        id: row.id,
        edition_id: row.edition_id,
        organisation: organisation.into(),
        identity: identity.map(|(name, position)| Identity { name, position }),
        consent_version: row.consent_version,
        consented_at: row.consented_at,
        version: row.version,
    }
}

/// Somebody whom an admin names.
pub struct Nomination {
    /// In which edition.
    pub edition_id: String,
    /// Of which body, by its code.
    pub organisation_code: String,
    /// Who.
    pub identity: Identity,
    /// Of the text that the person consented to; 0 for none.
    pub consent_version: i32,
    /// By which account.
    pub account_id: Uuid,
    /// When; the event's time.
    pub at: DateTime<Utc>,
}

/// Saves a nomination.
///
/// # Errors
/// `EDITION_NOT_FOUND`, `EDITION_ENDED`, `ORGANISATION_NOT_FOUND`, `PERSON_ADMIN_REQUIRED`, `CONSENT_MISSING`, `CONSENT_STALE`, or what the database
/// says.
pub async fn nominate(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    nomination: Nomination,
) -> Result<Person, Error> {
    let edition = edition::hold(conn, &nomination.edition_id).await?;
    edition.must_take_claims(nomination.at)?;
    let body = organisation::find(conn, &nomination.organisation_code).await?;
    let body = body.ok_or(Refusal::OrganisationUnclaimable)?;
    let own = channel::spoken_for(conn, nomination.account_id).await?;
    if !own.contains(&body.id) {
        return Err(Refusal::PersonAdminRequired.into());
    }
    consent::last(conn)
        .await?
        .must_be(nomination.consent_version)?;
    let id = clock.new_id();
    diesel::insert_into(person::table)
        .values((
            person::id.eq(id),
            person::edition_id.eq(&nomination.edition_id),
            person::organisation_id.eq(body.id),
            person::nominated_by.eq(nomination.account_id),
            person::state.eq("nominated"),
            person::name.eq(&nomination.identity.name),
            person::position.eq(&nomination.identity.position),
            person::consent_version.eq(nomination.consent_version),
            person::consented_at.eq(nomination.at),
            person::version.eq(1),
        ))
        .execute(conn)
        .await?;
    let saved = find(conn, id).await?.ok_or(Error::Row("person"))?;
    let event = events::person_nominated(&saved);
    outbox::publish(conn, clock, &id.to_string(), &event).await?;
    Ok(saved)
}

/// Locks the row, lets `decide` make the erased person of it, and forgets who it was, with its event.
///
/// # Errors
/// `PERSON_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn erase(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    decide: impl FnOnce(Person) -> Result<Person, Refusal> + Send,
) -> Result<Person, Error> {
    person::table
        .find(id)
        .for_update()
        .select(person::id)
        .get_result::<Uuid>(conn)
        .await
        .optional()?
        .ok_or(Refusal::PersonNotFound)?;
    let before = find(conn, id).await?.ok_or(Error::Row("person"))?;
    let identity = before.identity.clone();
    let after = decide(before)?;
    diesel::update(person::table.find(id))
        .set((
            person::state.eq("erased"),
            person::name.eq(None::<String>),
            person::position.eq(None::<String>),
            person::version.eq(after.version),
        ))
        .execute(conn)
        .await?;
    let name = identity.map(|identity| identity.name).unwrap_or_default();
    erasure::forget(conn, &name, &[&id.to_string()]).await?;
    let event = events::person_erased(&after);
    outbox::publish(conn, clock, &id.to_string(), &event).await?;
    Ok(after)
}

/// The persons of this name whom this account nominated: itself, as far as anybody can tell.
pub async fn nominated_by(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
    name: &str,
) -> QueryResult<Vec<(Uuid, i64)>> {
    person::table
        .filter(person::nominated_by.eq(account_id))
        .filter(person::name.eq(name))
        .order(person::id)
        .select((person::id, person::version))
        .load(conn)
        .await
}

/// The person of this id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Person>> {
    let row: Option<Joined> = person::table
        .find(id)
        .inner_join(body::table)
        .select((Row::as_select(), organisation::Row::as_select()))
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(read))
}

/// Persons of an edition, oldest first; `after` is the last one seen, `own` the bodies that are looked at, none for all.
pub async fn list(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    own: Option<&[Uuid]>,
    after: Option<Uuid>,
    size: i64,
) -> QueryResult<Page<Person>> {
    let mut ids = matching(edition_id, own);
    if let Some(after) = after {
        ids = ids.filter(person::id.gt(after));
    }
    let rows: Vec<Joined> = person::table
        .inner_join(body::table)
        .filter(person::id.eq_any(ids.select(person::id)))
        .order(person::id)
        .limit(size + 1)
        .select((Row::as_select(), organisation::Row::as_select()))
        .load(conn)
        .await?;
    let total = matching(edition_id, own).count().get_result(conn).await?;
    let persons = rows.into_iter().map(read).collect();
    Ok(Page::cut(persons, size, total))
}

fn matching<'a>(edition_id: &'a str, own: Option<&'a [Uuid]>) -> person::BoxedQuery<'a, Pg> {
    let query = person::table
        .filter(person::edition_id.eq(edition_id))
        .into_boxed();
    match own {
        Some(own) => query.filter(person::organisation_id.eq_any(own)),
        None => query,
    }
}
