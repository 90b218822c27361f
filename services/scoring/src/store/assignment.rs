//! Assignments and how far their sheets are.

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use crate::{
    domain::{
        Refusal,
        assignment::{Assignment, Listed, SheetState},
        entry::{Entry, Judge},
    },
    error::Error,
    events,
    schema::{assignment, judge_copy},
    store::{category, entry, rubric, unreadable},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = assignment, check_for_backend(diesel::pg::Pg))]
pub(crate) struct Row {
    id: Uuid,
    edition_id: String,
    category_id: Uuid,
    entry_id: Uuid,
    judge_id: Uuid,
    sheet_state: String,
    version: i64,
    assigned_at: DateTime<Utc>,
}

impl TryFrom<Row> for Assignment {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let state = SheetState::from_name(&row.sheet_state);
        Ok(Self {
            id: row.id,
            edition_id: row.edition_id,
            category_id: row.category_id,
            entry_id: row.entry_id,
            judge_id: row.judge_id,
            sheet_state: state.ok_or(unreadable("a sheet's state"))?,
            version: row.version,
            assigned_at: row.assigned_at,
        })
    }
}

impl From<&Assignment> for Row {
    fn from(assignment: &Assignment) -> Self {
        Self {
            id: assignment.id,
            edition_id: assignment.edition_id.clone(),
            category_id: assignment.category_id,
            entry_id: assignment.entry_id,
            judge_id: assignment.judge_id,
            sheet_state: assignment.sheet_state.as_str().to_owned(),
            version: assignment.version,
            assigned_at: assignment.assigned_at,
        }
    }
}

/// Gives a judge an entry as `decide` says.
pub async fn assign(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    entry_id: Uuid,
    judge_id: Uuid,
    decide: impl FnOnce(&Entry, &Judge) -> Result<Assignment, Refusal> + Send,
) -> Result<Assignment, Error> {
    let entry = entry::find(conn, entry_id).await?;
    let judge = entry::judge(conn, judge_id).await?;
    category::lock_open(conn, entry.category_id).await?;
    rubric::require(conn, entry.category_id).await?;
    let assignment = decide(&entry, &judge)?;
    let inserted = diesel::insert_into(assignment::table)
        .values(Row::from(&assignment))
        .on_conflict((assignment::entry_id, assignment::judge_id))
        .do_nothing()
        .execute(conn)
        .await?;
    if inserted == 0 {
        return Err(Refusal::AssignmentTaken.into());
    }
    let event = events::assignment_created(&assignment);
    outbox::publish(conn, clock, &assignment.id.to_string(), &event).await?;
    Ok(assignment)
}

/// Which assignments are asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    pub edition_id: String,
    pub category_id: Option<Uuid>,
    /// Only those of the judge with this account.
    pub account_id: Option<Uuid>,
}

/// Up to `size` assignments behind `after`, in the order of their making, and how many there are in all.
pub async fn list(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<Listed>, Error> {
    let total = filtered(filter).count().get_result(conn).await?;
    let rows: Vec<Row> = filtered(filter)
        .filter(assignment::id.gt(after.unwrap_or(Uuid::nil())))
        .order(assignment::id)
        .limit(size + 1)
        .select(Row::as_select())
        .load(conn)
        .await?;
    let rows = Page::cut(rows, size, total);
    let ids = rows.items().iter().map(|row| row.entry_id);
    let entries = entry::by_id(conn, ids).await?;
    rows.try_map(|row| {
        // Nobody is assigned an entry that is not there, and none is ever removed.
        let entry = entries.get(&row.entry_id).cloned();
        Ok(Listed {
            entry: entry.ok_or(unreadable("an assignment's entry"))?,
            assignment: row.try_into()?,
        })
    })
}

type Filtered<'a> = assignment::BoxedQuery<'a, diesel::pg::Pg>;

fn filtered(filter: &Filter) -> Filtered<'_> {
    let mut query = assignment::table
        .filter(assignment::edition_id.eq(&filter.edition_id))
        .into_boxed();
    if let Some(category_id) = filter.category_id {
        query = query.filter(assignment::category_id.eq(category_id));
    }
    if let Some(account_id) = filter.account_id {
        let own = judge_copy::table
            .filter(judge_copy::account_id.eq(account_id))
            .select(judge_copy::id);
        query = query.filter(assignment::judge_id.eq_any(own));
    }
    query
}
