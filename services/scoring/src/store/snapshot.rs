//! Frozen counts.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use proof::result::Organisation;
use rules::LaporCounts;
use uuid::Uuid;

use crate::{
    domain::snapshot::{MeasuredOrganisation, Snapshot},
    error::Error,
    schema::{snapshot_copy, snapshot_row},
    store::unreadable,
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = snapshot_row, check_for_backend(diesel::pg::Pg))]
struct Row {
    snapshot_id: Uuid,
    organisation_id: Uuid,
    organisation_code: String,
    organisation_name: String,
    organisation_kind: String,
    received: i64,
    resolved: i64,
    in_process: i64,
    not_followed_up: i64,
}

/// Keeps a category's snapshot with its counts, unless one of this version or a newer one is there.
pub async fn keep(
    conn: &mut AsyncPgConnection,
    snapshot: &Snapshot,
    measured: &[MeasuredOrganisation],
) -> Result<(), Error> {
    let of_category =
        snapshot_copy::table.filter(snapshot_copy::category_id.eq(snapshot.category_id));
    diesel::delete(of_category.filter(snapshot_copy::version.lt(snapshot.version)))
        .execute(conn)
        .await?;
    let kept = diesel::insert_into(snapshot_copy::table)
        .values((
            snapshot_copy::id.eq(snapshot.id),
            snapshot_copy::category_id.eq(snapshot.category_id),
            snapshot_copy::commitment.eq(snapshot.commitment.to_string()),
            snapshot_copy::version.eq(snapshot.version),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if kept == 0 {
        return Ok(());
    }
    let rows: Result<Vec<Row>, Error> = measured
        .iter()
        .map(|row| Row::new(snapshot.id, row))
        .collect();
    // PostgreSQL takes at most 65 535 parameters in one statement.
    for batch in rows?.chunks(1000) {
        diesel::insert_into(snapshot_row::table)
            .values(batch)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// The category's snapshot and its counts.
pub async fn find(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> Result<Option<(Snapshot, Vec<MeasuredOrganisation>)>, Error> {
    let found = snapshot_copy::table
        .filter(snapshot_copy::category_id.eq(category_id))
        .select((
            snapshot_copy::id,
            snapshot_copy::commitment,
            snapshot_copy::version,
        ))
        .first::<(Uuid, String, i64)>(conn)
        .await
        .optional()?;
    let Some((id, commitment, version)) = found else {
        return Ok(None);
    };
    let rows: Vec<Row> = snapshot_row::table
        .filter(snapshot_row::snapshot_id.eq(id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    let measured: Result<_, Error> = rows.into_iter().map(Row::measured).collect();
    let snapshot = Snapshot {
        id,
        category_id,
        commitment: commitment.parse().map_err(|_| unreadable("a commitment"))?,
        version,
    };
    Ok(Some((snapshot, measured?)))
}

impl Row {
    fn new(snapshot_id: Uuid, measured: &MeasuredOrganisation) -> Result<Self, Error> {
        let MeasuredOrganisation {
            organisation_id,
            organisation,
            counts,
        } = measured;
        let count = |count: u64| i64::try_from(count).map_err(|_| unreadable("a count"));
        Ok(Self {
            snapshot_id,
            organisation_id: *organisation_id,
            organisation_code: organisation.code.clone(),
            organisation_name: organisation.name.clone(),
            organisation_kind: organisation.kind.clone(),
            received: count(counts.received())?,
            resolved: count(counts.resolved())?,
            in_process: count(counts.in_process())?,
            not_followed_up: count(counts.not_followed_up())?,
        })
    }

    fn measured(self) -> Result<MeasuredOrganisation, Error> {
        let broken = || unreadable("a row of counts");
        let count = |count: i64| u64::try_from(count).map_err(|_| broken());
        let counts = LaporCounts::new(
            count(self.received)?,
            count(self.resolved)?,
            count(self.in_process)?,
            count(self.not_followed_up)?,
        );
        Ok(MeasuredOrganisation {
            organisation_id: self.organisation_id,
            organisation: Organisation {
                code: self.organisation_code,
                name: self.organisation_name,
                kind: self.organisation_kind,
            },
            counts: counts.map_err(|_| broken())?,
        })
    }
}
