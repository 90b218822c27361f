//! Every category's progress in one statement of counts; it reads no sheet and no mark.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rules::rubric::Intake;
use uuid::Uuid;

use crate::{domain::stage::Progress, error::Error, store::unreadable};

const PROGRESS: &str = "\
SELECT c.id, c.monitored,
       -- A draft, or an edition that nobody told us of yet, is still to take entries.
       COALESCE(NOT e.locked OR $2 < e.closes_at, true) AS window_open,
       EXISTS (SELECT FROM rubric r WHERE r.category_id = c.id) AS has_rubric,
       EXISTS (SELECT FROM snapshot_copy s WHERE s.category_id = c.id) AS has_snapshot,
       (SELECT count(*) FROM entry_copy n WHERE n.category_id = c.id) AS entries,
       a.entries_assigned, a.sheets_assigned, a.sheets_submitted,
       s.id IS NOT NULL AS sealed,
       p.approvals,
       -- An evening that was put off is waited for.
       CASE WHEN p.latest IS NOT NULL THEN GREATEST(p.latest, e.announces_at) END AS latest
FROM category_copy c
LEFT JOIN edition_copy e ON e.id = c.edition_id
LEFT JOIN seal s ON s.category_id = c.id
CROSS JOIN LATERAL (
    SELECT count(DISTINCT entry_id) AS entries_assigned,
           count(*) AS sheets_assigned,
           count(*) FILTER (WHERE sheet_state = 'submitted') AS sheets_submitted
    FROM assignment WHERE category_id = c.id
) a
CROSS JOIN LATERAL (
    SELECT count(*) AS approvals, max(not_before) AS latest FROM approval WHERE seal_id = s.id
) p
WHERE c.edition_id = $1 AND NOT c.removed
ORDER BY c.id";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Bool)]
    monitored: bool,
    #[diesel(sql_type = Bool)]
    window_open: bool,
    #[diesel(sql_type = Bool)]
    has_rubric: bool,
    #[diesel(sql_type = Bool)]
    has_snapshot: bool,
    #[diesel(sql_type = BigInt)]
    entries: i64,
    #[diesel(sql_type = BigInt)]
    entries_assigned: i64,
    #[diesel(sql_type = BigInt)]
    sheets_assigned: i64,
    #[diesel(sql_type = BigInt)]
    sheets_submitted: i64,
    #[diesel(sql_type = Bool)]
    sealed: bool,
    #[diesel(sql_type = BigInt)]
    approvals: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    latest: Option<DateTime<Utc>>,
}

/// The progress of every category of an edition, in the order of their making.
pub async fn of_edition(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Progress>, Error> {
    let rows: Vec<Row> = sql_query(PROGRESS)
        .bind::<Text, _>(edition_id)
        .bind::<Timestamptz, _>(now)
        .load(conn)
        .await?;
    rows.into_iter().map(Row::progress).collect()
}

impl Row {
    fn progress(self) -> Result<Progress, Error> {
        let count = |count: i64| u32::try_from(count).map_err(|_| unreadable("a count"));
        Ok(Progress {
            category_id: self.id,
            intake: match self.monitored {
                true => Intake::Monitored,
                false => Intake::Entered,
            },
            window_open: self.window_open,
            has_rubric: self.has_rubric,
            has_snapshot: self.has_snapshot,
            entries: count(self.entries)?,
            entries_assigned: count(self.entries_assigned)?,
            sheets_assigned: count(self.sheets_assigned)?,
            sheets_submitted: count(self.sheets_submitted)?,
            sealed: self.sealed,
            approvals: count(self.approvals)?,
            latest_moment: self.latest,
        })
    }
}
