//! Copies of participations. What an organisation is called stands with its own copy alone, so that a change of the registry reaches its participations.

use diesel::{prelude::*, query_dsl::methods::FilterDsl as _, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::{organisation::Registered, participation::Participation},
    schema::{organisation_copy, participation_copy as copy},
    store::organisation,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = copy, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    id: Uuid,
    edition_id: String,
    account_id: Uuid,
    organisation_id: Uuid,
    verified: bool,
    version: i64,
}

/// Stores a participation and its organisation, each unless its copy is as new.
pub async fn save(
    conn: &mut AsyncPgConnection,
    participation: &Participation,
    organisation: &Registered,
) -> QueryResult<()> {
    organisation::save(conn, std::slice::from_ref(organisation)).await?;
    let row = Row {
        id: participation.id,
        edition_id: participation.edition_id.clone(),
        account_id: participation.account_id,
        organisation_id: participation.organisation.id,
        verified: participation.verified,
        version: participation.version,
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

/// The participation of that id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Participation>> {
    let found: Option<(Row, organisation::Row)> = QueryDsl::filter(copy::table, copy::id.eq(id))
        .inner_join(organisation_copy::table)
        .select((Row::as_select(), organisation::Row::as_select()))
        .first(conn)
        .await
        .optional()?;
    Ok(found.map(|(row, organisation)| row.of(organisation)))
}

impl Row {
    /// The participation, of this organisation.
    pub(super) fn of(self, organisation: organisation::Row) -> Participation {
        Participation {
            id: self.id,
            edition_id: self.edition_id,
            account_id: self.account_id,
            organisation: organisation.into(),
            verified: self.verified,
            version: self.version,
        }
    }
}
