//! Copies of participations.

use diesel::{prelude::*, query_dsl::methods::FilterDsl, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::{organisation::Organisation, participation::Participation},
    schema::participation_copy as copy,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = copy, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    id: Uuid,
    edition_id: String,
    account_id: Uuid,
    organisation_id: Uuid,
    organisation_code: String,
    organisation_name: String,
    organisation_kind: String,
    verified: bool,
    version: i64,
}

/// Stores a participation unless the copy is as new.
pub async fn save(conn: &mut AsyncPgConnection, participation: &Participation) -> QueryResult<()> {
    let organisation = participation.organisation.clone();
    let row = Row {
        id: participation.id,
        edition_id: participation.edition_id.clone(),
        account_id: participation.account_id,
        organisation_id: organisation.id,
        organisation_code: organisation.code,
        organisation_name: organisation.name,
        organisation_kind: organisation.kind,
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
    let row: Option<Row> = copy::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(Into::into))
}

impl From<Row> for Participation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            edition_id: row.edition_id,
            account_id: row.account_id,
            organisation: Organisation {
                id: row.organisation_id,
                code: row.organisation_code,
                name: row.organisation_name,
                kind: row.organisation_kind,
            },
            verified: row.verified,
            version: row.version,
        }
    }
}
