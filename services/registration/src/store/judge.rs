//! Judges.

use chassis::{clock::Clock, page::Page};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use fest_proto::access::v1::Role;
use uuid::Uuid;

use super::{account as accounts, edition};
use crate::{
    domain::{Refusal, account::Email, judge::Judge},
    error::Error,
    events,
    schema::{account, judge},
};

#[derive(Queryable)]
struct Row {
    id: Uuid,
    edition_id: String,
    account_id: Uuid,
    version: i64,
    display_name: String,
}

impl From<Row> for Judge {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            edition_id: row.edition_id,
            account_id: row.account_id,
            display_name: row.display_name,
            version: row.version,
        }
    }
}

const COLUMNS: (
    judge::id,
    judge::edition_id,
    judge::account_id,
    judge::version,
    account::display_name,
) = (
    judge::id,
    judge::edition_id,
    judge::account_id,
    judge::version,
    account::display_name,
);

/// Appoints the account of this address, which gets the role juror.
///
/// # Errors
/// `EDITION_NOT_FOUND`, `ACCOUNT_NOT_FOUND`, `JUDGE_TAKEN`, or what the database says.
pub async fn appoint(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    edition_id: &str,
    email: &Email,
) -> Result<Judge, Error> {
    edition::hold(conn, edition_id).await?;
    let found = accounts::find_by_email(conn, email).await?;
    let account = found.ok_or(Refusal::AccountNotFound)?;
    let judge = Judge {
        id: clock.new_id(),
        edition_id: edition_id.to_owned(),
        account_id: account.id,
        display_name: account.display_name,
        version: 1,
    };
    let created = diesel::insert_into(judge::table)
        .values((
            judge::id.eq(judge.id),
            judge::edition_id.eq(edition_id),
            judge::account_id.eq(judge.account_id),
            judge::appointed_at.eq(clock.now()),
            judge::version.eq(judge.version),
        ))
        .on_conflict((judge::edition_id, judge::account_id))
        .do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::JudgeTaken.into());
    }
    accounts::give_role(conn, clock, judge.account_id, Role::Juror).await?;
    let aggregate = judge.id.to_string();
    outbox::publish(conn, clock, &aggregate, &events::judge_appointed(&judge)).await?;
    Ok(judge)
}

/// The judge of this id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Judge>> {
    let row: Option<Row> = judge::table
        .find(id)
        .inner_join(account::table)
        .select(COLUMNS)
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(Judge::from))
}

/// An edition's judges in the order of their appointment; `after` is the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    after: Option<Uuid>,
    size: i64,
) -> QueryResult<Page<Judge>> {
    let all = judge::table.filter(judge::edition_id.eq(edition_id));
    let rows: Vec<Row> = all
        .inner_join(account::table)
        .filter(judge::id.gt(after.unwrap_or(Uuid::nil())))
        .order(judge::id)
        .limit(size + 1)
        .select(COLUMNS)
        .load(conn)
        .await?;
    let total = all.count().get_result(conn).await?;
    let judges = rows.into_iter().map(Judge::from).collect();
    Ok(Page::cut(judges, size, total))
}
