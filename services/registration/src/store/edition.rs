//! Editions.

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;

use crate::{
    domain::{
        Refusal,
        edition::{Edition, Stage, Timeline},
    },
    error::Error,
    events,
    schema::{category, edition},
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = edition, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: String,
    name: String,
    year: i32,
    monitoring_starts_at: DateTime<Utc>,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    announces_at: DateTime<Utc>,
    phase: String,
    version: i64,
}

impl From<Edition> for Row {
    fn from(edition: Edition) -> Self {
        let phase = match edition.stage {
            Stage::Draft => "draft",
            Stage::Locked => "locked",
            Stage::Archived => "archived",
        };
        Self {
            id: edition.id,
            name: edition.name,
            year: edition.year,
            monitoring_starts_at: edition.timeline.monitoring_starts_at,
            opens_at: edition.timeline.opens_at,
            closes_at: edition.timeline.closes_at,
            announces_at: edition.timeline.announces_at,
            phase: phase.to_owned(),
            version: edition.version,
        }
    }
}

impl TryFrom<Row> for Edition {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let stage = match row.phase.as_str() {
            "draft" => Stage::Draft,
            "locked" => Stage::Locked,
            "archived" => Stage::Archived,
            _ => return Err(Error::Row("edition")),
        };
        Ok(Self {
            id: row.id,
            name: row.name,
            year: row.year,
            timeline: Timeline {
                monitoring_starts_at: row.monitoring_starts_at,
                opens_at: row.opens_at,
                closes_at: row.closes_at,
                announces_at: row.announces_at,
            },
            stage,
            version: row.version,
        })
    }
}

/// Saves a new edition.
///
/// # Errors
/// `EDITION_TAKEN`, or what the database says.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    edition: Edition,
) -> Result<Edition, Error> {
    let created = diesel::insert_into(edition::table)
        .values(Row::from(edition.clone()))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::EditionTaken.into());
    }
    outbox::publish(conn, clock, &edition.id, &events::edition_created(&edition)).await?;
    Ok(edition)
}

/// Locks the row, lets `decide` make the next state from the edition and the number of its categories, and saves that with its event.
///
/// # Errors
/// `EDITION_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn lock(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: &str,
    decide: impl FnOnce(Edition, i64) -> Result<Edition, Refusal> + Send,
) -> Result<Edition, Error> {
    let found: Option<Row> = edition::table
        .find(id)
        .for_update()
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    let before = Edition::try_from(found.ok_or(Refusal::EditionNotFound)?)?;
    let categories = category::table.filter(category::edition_id.eq(id));
    let categories = categories.count().get_result(conn).await?;
    let after = decide(before, categories)?;
    diesel::update(edition::table.find(id))
        .set(Row::from(after.clone()))
        .execute(conn)
        .await?;
    outbox::publish(conn, clock, id, &events::edition_locked(&after)).await?;
    Ok(after)
}

/// The edition of this id, which does not change until the transaction ends: for what hangs on its phase.
///
/// # Errors
/// `EDITION_NOT_FOUND`, or what the database says.
pub(super) async fn hold(conn: &mut AsyncPgConnection, id: &str) -> Result<Edition, Error> {
    let found: Option<Row> = edition::table
        .find(id)
        .for_share()
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    found.ok_or(Refusal::EditionNotFound)?.try_into()
}

/// The edition of this id.
pub async fn find(conn: &mut AsyncPgConnection, id: &str) -> Result<Option<Edition>, Error> {
    let found: Option<Row> = edition::table
        .find(id)
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    found.map(Edition::try_from).transpose()
}

/// Editions, newest year first; `after` is year and id of the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    after: Option<(i32, String)>,
    size: i64,
) -> Result<Page<Edition>, Error> {
    let mut query = edition::table
        .order((edition::year.desc(), edition::id))
        .limit(size + 1)
        .select(Row::as_select())
        .into_boxed();
    if let Some((year, id)) = after {
        let same_year = edition::year.eq(year).and(edition::id.gt(id));
        query = query.filter(edition::year.lt(year).or(same_year));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    let rows: Result<Vec<_>, _> = rows.into_iter().map(Edition::try_from).collect();
    let total = edition::table.count().get_result(conn).await?;
    Ok(Page::cut(rows?, size, total))
}
