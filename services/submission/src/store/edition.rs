//! Copies of editions.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, query_dsl::methods::FilterDsl, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::edition::{Edition, Phase},
    schema::edition_copy as copy,
    store::unreadable,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = copy, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    id: String,
    phase: String,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    version: i64,
}

/// Stores an edition unless the copy is as new.
pub async fn save(conn: &mut AsyncPgConnection, edition: &Edition) -> QueryResult<()> {
    let row = Row {
        id: edition.id.clone(),
        phase: name(edition.phase).to_owned(),
        opens_at: edition.opens_at,
        closes_at: edition.closes_at,
        version: edition.version,
    };
    diesel::insert_into(copy::table)
        .values(&row)
        .on_conflict(copy::id)
        .do_update()
        .set(&row)
        .filter(copy::version.lt(row.version))
        .execute(conn)
        .await?;
    Ok(())
}

/// The edition of that id.
pub async fn find(conn: &mut AsyncPgConnection, id: &str) -> QueryResult<Option<Edition>> {
    let row: Option<Row> = copy::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    row.map(TryInto::try_into).transpose()
}

impl TryFrom<Row> for Edition {
    type Error = diesel::result::Error;

    fn try_from(row: Row) -> QueryResult<Self> {
        let phases = [Phase::Draft, Phase::Locked, Phase::Archived];
        let phase = phases.into_iter().find(|&phase| name(phase) == row.phase);
        Ok(Self {
            id: row.id,
            phase: phase.ok_or_else(|| unreadable("phase"))?,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            version: row.version,
        })
    }
}

const fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "draft",
        Phase::Locked => "locked",
        Phase::Archived => "archived",
    }
}
