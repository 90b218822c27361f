//! All that a category's ranking is made of. Besides a juror's own sheet, this is the only reader of marks.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::{
        assignment::SheetState,
        category::Category,
        ranking::{Inputs, JudgedSheet},
    },
    error::Error,
    schema::{assignment, mark},
    store::{entry, rubric, sheet, snapshot},
};

/// The inputs as they are now: call it in a transaction that holds the category alone, or in one that sees a single moment.
pub async fn inputs(conn: &mut AsyncPgConnection, category: Category) -> Result<Inputs, Error> {
    let id = category.id;
    let rubric = rubric::find(conn, id).await?;
    Ok(Inputs {
        category,
        rubric: rubric.map(|found| found.rubric),
        entries: entry::of_category(conn, id).await?,
        sheets: sheets(conn, id).await?,
        snapshot: snapshot::find(conn, id).await?,
    })
}

async fn sheets(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> Result<Vec<JudgedSheet>, Error> {
    let of_category = assignment::table.filter(assignment::category_id.eq(category_id));
    let assignments = of_category
        .select((
            assignment::id,
            assignment::entry_id,
            assignment::sheet_state,
        ))
        .order(assignment::id)
        .load::<(Uuid, Uuid, String)>(conn)
        .await?;
    let mut marks = marks(conn, category_id).await?;
    let judged = |(assignment_id, entry_id, state): (Uuid, Uuid, String)| {
        let rows = marks.remove(&assignment_id).unwrap_or_default();
        Ok(JudgedSheet {
            assignment_id,
            entry_id,
            submitted: state == SheetState::Submitted.as_str(),
            marks: sheet::read_marks(rows)?,
        })
    };
    assignments.into_iter().map(judged).collect()
}

async fn marks(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> QueryResult<BTreeMap<Uuid, Vec<(String, String)>>> {
    let of_category = assignment::table
        .filter(assignment::category_id.eq(category_id))
        .select(assignment::id);
    let rows = mark::table
        .filter(mark::assignment_id.eq_any(of_category))
        .select((mark::assignment_id, mark::criterion_code, mark::value))
        .load::<(Uuid, String, String)>(conn)
        .await?;
    let mut by_assignment: BTreeMap<Uuid, Vec<(String, String)>> = BTreeMap::new();
    for (assignment_id, code, value) in rows {
        by_assignment
            .entry(assignment_id)
            .or_default()
            .push((code, value));
    }
    Ok(by_assignment)
}
