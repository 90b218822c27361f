//! Entries and their revisions.

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use fest_proto::submission::v1 as proto;
use uuid::Uuid;

use crate::{
    domain::{
        entry::{Around, Entry, EntrySubmitted, Ground, Work},
        intake::IntakeEnd,
        organisation::Organisation,
        refusal::Refusal,
    },
    error::Error,
    schema::{edition_copy, entry, entry_revision, organisation_copy, participation_copy},
    store::{category, edition, intake, organisation, participation},
};

mod list;

pub use list::{Filter, list};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = entry, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    category_id: Uuid,
    participation_id: Uuid,
    organisation_id: Uuid,
    organisation_code: String,
    organisation_name: String,
    organisation_kind: String,
    title: String,
    description: String,
    link: String,
    submitted_at: Option<DateTime<Utc>>,
    version: i64,
    saved_at: DateTime<Utc>,
}

/// What a save or a submission changes.
#[derive(AsChangeset)]
#[diesel(table_name = entry)]
struct Changes<'a> {
    title: &'a str,
    description: &'a str,
    link: &'a str,
    submitted_at: Option<DateTime<Utc>>,
    version: i64,
    saved_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = entry_revision)]
struct Revision<'a> {
    entry_id: Uuid,
    version: i64,
    title: &'a str,
    description: &'a str,
    link: &'a str,
    submitted_at: Option<DateTime<Utc>>,
    saved_at: DateTime<Utc>,
}

/// Begins an entry, if `decide` does on what is known of the participation, the category and its edition. For use inside a transaction.
///
/// # Errors
/// What `decide` refuses with, [`Refusal::EntryTaken`], what the database says.
pub async fn create(
    conn: &mut AsyncPgConnection,
    participation_id: Option<Uuid>,
    category_id: Option<Uuid>,
    decide: impl FnOnce(Ground) -> Result<Entry, Refusal>,
) -> Result<Entry, Error> {
    let ground = ground(conn, participation_id, category_id).await?;
    let begun = decide(ground)?;
    let inserted = diesel::insert_into(entry::table)
        .values(Row::from(begun.clone()))
        .on_conflict((entry::participation_id, entry::category_id))
        .do_nothing()
        .execute(conn)
        .await?;
    if inserted == 0 {
        return Err(Refusal::EntryTaken.into());
    }
    keep_revision(conn, &begun).await?;
    Ok(begun)
}

/// Locks an entry, has `decide` make the next version of its draft, and writes that. For use inside a transaction.
pub async fn save(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    decide: impl FnOnce(Entry, &Around) -> Result<Entry, Refusal>,
) -> Result<Entry, Error> {
    let current = lock(conn, id).await?;
    let around = around(conn, &current).await?;
    let next = decide(current, &around)?;
    write(conn, &next).await?;
    Ok(next)
}

/// Locks an entry, has `decide` hand it in, and writes that with its event. For use inside a transaction.
pub async fn submit(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    decide: impl FnOnce(Entry, &Around, Option<IntakeEnd>) -> Result<(Entry, EntrySubmitted), Refusal>,
) -> Result<Entry, Error> {
    let current = lock(conn, id).await?;
    let ended = intake::hold(conn, current.category_id).await?;
    let around = around(conn, &current).await?;
    let (next, event) = decide(current, &around, ended)?;
    write(conn, &next).await?;
    let event = proto::EntrySubmitted::from(event);
    outbox::publish(conn, clock, &id.to_string(), &event).await?;
    Ok(next)
}

/// An entry and the account that owns it.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<(Entry, Uuid)>, Error> {
    let found: Option<(Row, Uuid)> = entry::table
        .find(id)
        .inner_join(participation_copy::table)
        .select((Row::as_select(), participation_copy::account_id))
        .first(conn)
        .await
        .optional()?;
    match found {
        Some((row, owner)) => Ok(Some((row.into(), owner))),
        None => Ok(None),
    }
}

async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Entry, Error> {
    let row: Option<Row> = entry::table
        .find(id)
        .select(Row::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()?;
    Ok(row.ok_or(Refusal::EntryNotFound)?.into())
}

async fn write(conn: &mut AsyncPgConnection, next: &Entry) -> QueryResult<()> {
    diesel::update(entry::table.find(next.id))
        .set(Changes::from(next))
        .execute(conn)
        .await?;
    keep_revision(conn, next).await
}

async fn ground(
    conn: &mut AsyncPgConnection,
    participation_id: Option<Uuid>,
    category_id: Option<Uuid>,
) -> QueryResult<Ground> {
    let participation = match participation_id {
        Some(id) => participation::find(conn, id).await?,
        None => None,
    };
    let category = match category_id {
        Some(id) => category::find(conn, id).await?,
        None => None,
    };
    let edition = match &category {
        Some(category) => edition::find(conn, &category.edition_id).await?,
        None => None,
    };
    Ok(Ground {
        participation,
        category,
        edition,
    })
}

/// In one statement, since every save and submission asks for it.
async fn around(conn: &mut AsyncPgConnection, entry: &Entry) -> QueryResult<Around> {
    let edition = edition_copy::id.eq(&entry.edition_id);
    let (participation, organisation, edition): (
        participation::Row,
        organisation::Row,
        edition::Row,
    ) = participation_copy::table
        .find(entry.participation_id)
        .inner_join(organisation_copy::table)
        .inner_join(edition_copy::table.on(edition))
        .select((
            participation::Row::as_select(),
            organisation::Row::as_select(),
            edition::Row::as_select(),
        ))
        .first(conn)
        .await?;
    Ok(Around {
        participation: participation.of(organisation),
        edition: edition.try_into()?,
    })
}

async fn keep_revision(conn: &mut AsyncPgConnection, entry: &Entry) -> QueryResult<()> {
    diesel::insert_into(entry_revision::table)
        .values(Revision::from(entry))
        .execute(conn)
        .await?;
    Ok(())
}

impl From<Entry> for Row {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            edition_id: entry.edition_id,
            category_id: entry.category_id,
            participation_id: entry.participation_id,
            organisation_id: entry.organisation.id,
            organisation_code: entry.organisation.code,
            organisation_name: entry.organisation.name,
            organisation_kind: entry.organisation.kind,
            title: entry.work.title().to_owned(),
            description: entry.work.description().to_owned(),
            link: entry.work.link().to_owned(),
            submitted_at: entry.submitted_at,
            version: entry.version,
            saved_at: entry.saved_at,
        }
    }
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            edition_id: row.edition_id,
            category_id: row.category_id,
            participation_id: row.participation_id,
            organisation: Organisation {
                id: row.organisation_id,
                code: row.organisation_code,
                name: row.organisation_name,
                kind: row.organisation_kind,
            },
            work: Work::stored(row.title, row.description, row.link),
            submitted_at: row.submitted_at,
            version: row.version,
            saved_at: row.saved_at,
        }
    }
}

impl<'a> From<&'a Entry> for Changes<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            title: entry.work.title(),
            description: entry.work.description(),
            link: entry.work.link(),
            submitted_at: entry.submitted_at,
            version: entry.version,
            saved_at: entry.saved_at,
        }
    }
}

impl<'a> From<&'a Entry> for Revision<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            entry_id: entry.id,
            version: entry.version,
            title: entry.work.title(),
            description: entry.work.description(),
            link: entry.work.link(),
            submitted_at: entry.submitted_at,
            saved_at: entry.saved_at,
        }
    }
}
