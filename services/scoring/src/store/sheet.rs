//! A juror's own sheet. Only the juror of the assignment gets one from here; to anybody else it is not there.

use std::collections::BTreeMap;

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use rules::{Exact, Rubric};
use uuid::Uuid;

use crate::{
    domain::{
        Noun, Refusal,
        assignment::{Assignment, SheetState},
        sheet::Sheet,
    },
    error::Error,
    events,
    schema::{assignment, judge_copy, mark, sheet},
    store::{assignment::Row, category, rubric, unreadable},
};

/// The sheet of this assignment, if it is the account's.
///
/// # Errors
/// [`Refusal::NotFound`], what the database says.
pub async fn find(
    conn: &mut AsyncPgConnection,
    assignment_id: Uuid,
    account_id: Uuid,
) -> Result<Sheet, Error> {
    let row = owned(assignment_id, account_id)
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    load(conn, row).await
}

/// Moves the sheet on as `decide` says. A seal that is under way is waited for, and then refused to.
///
/// # Errors
/// What `decide` refuses, [`Refusal::CategorySealed`], what is not there, what the database says.
pub async fn update(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    assignment_id: Uuid,
    account_id: Uuid,
    decide: impl FnOnce(Sheet, &Rubric) -> Result<Sheet, Refusal> + Send,
) -> Result<Sheet, Error> {
    let category_id = owned(assignment_id, account_id)
        .select(assignment::category_id)
        .first(conn)
        .await
        .optional()?;
    let category_id = category_id.ok_or(Refusal::NotFound(Noun::Assignment))?;
    category::lock_open(conn, category_id).await?;
    let row = assignment::table
        .find(assignment_id)
        .select(Row::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()?;
    let before = load(conn, row).await?;
    let rubric = rubric::require(conn, category_id).await?.rubric;
    let after = decide(before, &rubric)?;
    write(conn, &after).await?;
    publish(conn, clock, &after.assignment).await?;
    Ok(after)
}

#[diesel::dsl::auto_type(no_type_alias)]
fn owned(assignment_id: Uuid, account_id: Uuid) -> _ {
    let own = judge_copy::table
        .filter(judge_copy::account_id.eq(account_id))
        .select(judge_copy::id);
    assignment::table
        .filter(assignment::id.eq(assignment_id))
        .filter(assignment::judge_id.eq_any(own))
}

async fn load(conn: &mut AsyncPgConnection, row: Option<Row>) -> Result<Sheet, Error> {
    let row = row.ok_or(Refusal::NotFound(Noun::Assignment))?;
    let assignment = Assignment::try_from(row)?;
    let content = sheet::table
        .find(assignment.id)
        .select((sheet::comment, sheet::saved_at))
        .first::<(String, DateTime<Utc>)>(conn)
        .await
        .optional()?;
    let (comment, saved_at) = content.map_or_else(Default::default, |(comment, saved_at)| {
        (comment, Some(saved_at))
    });
    let marks = mark::table
        .filter(mark::assignment_id.eq(assignment.id))
        .select((mark::criterion_code, mark::value))
        .load::<(String, String)>(conn)
        .await?;
    Ok(Sheet {
        assignment,
        marks: read_marks(marks)?,
        comment,
        saved_at,
    })
}

/// Marks as they are stored.
pub(crate) fn read_marks(rows: Vec<(String, String)>) -> Result<BTreeMap<String, Exact>, Error> {
    let read = |(code, value): (String, String)| {
        let mark = Exact::from_stored(&value);
        Ok((code, mark.map_err(|_| unreadable("a mark"))?))
    };
    rows.into_iter().map(read).collect()
}

async fn write(conn: &mut AsyncPgConnection, after: &Sheet) -> QueryResult<()> {
    let changed = &after.assignment;
    diesel::update(assignment::table.find(changed.id))
        .set((
            assignment::sheet_state.eq(changed.sheet_state.as_str()),
            assignment::version.eq(changed.version),
        ))
        .execute(conn)
        .await?;
    match after.saved_at {
        // Handing in changes nothing of what was written.
        Some(saved_at) if changed.sheet_state == SheetState::Saved => {
            write_content(conn, after, saved_at).await
        }
        _ => Ok(()),
    }
}

async fn write_content(
    conn: &mut AsyncPgConnection,
    after: &Sheet,
    saved_at: DateTime<Utc>,
) -> QueryResult<()> {
    let id = after.assignment.id;
    let content = (
        sheet::comment.eq(&after.comment),
        sheet::saved_at.eq(saved_at),
    );
    diesel::insert_into(sheet::table)
        .values((sheet::assignment_id.eq(id), content))
        .on_conflict(sheet::assignment_id)
        .do_update()
        .set(content)
        .execute(conn)
        .await?;
    diesel::delete(mark::table.filter(mark::assignment_id.eq(id)))
        .execute(conn)
        .await?;
    let row = |(code, value): (&String, &Exact)| {
        (
            mark::assignment_id.eq(id),
            mark::criterion_code.eq(code.clone()),
            mark::value.eq(value.to_string()),
        )
    };
    let rows: Vec<_> = after.marks.iter().map(row).collect();
    diesel::insert_into(mark::table)
        .values(rows)
        .execute(conn)
        .await?;
    Ok(())
}

async fn publish(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    assignment: &Assignment,
) -> QueryResult<()> {
    let id = assignment.id.to_string();
    match assignment.sheet_state {
        SheetState::Submitted => {
            outbox::publish(conn, clock, &id, &events::sheet_submitted(assignment)).await
        }
        SheetState::Empty | SheetState::Saved => {
            outbox::publish(conn, clock, &id, &events::sheet_saved(assignment)).await
        }
    }
}
