//! What happens to bodies: a change, its events and its lines in the history in one transaction.

use chassis::clock::Clock;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Bool, Text},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use eventing::outbox;
use uuid::Uuid;

use super::{account as accounts, organisation, organisation_alias, organisation_change};
use crate::{
    domain::{
        Refusal,
        organisation::Organisation,
        organisation_alias::KnownAlias,
        organisation_change::Grounds,
        organisation_life::{Around, NewName, Outcome},
    },
    error::Error,
    events,
    schema::organisation as table,
};

/// Takes the registry for changes by this member of the committee, so that nobody else changes it meanwhile: what a change of one body means for others
/// is decided on all of them. Imports take it in the same way.
pub(super) async fn hold_registry(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
) -> Result<(), Error> {
    accounts::find(conn, account_id)
        .await?
        .ok_or(Refusal::AccountGone)?;
    conn.batch_execute("LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE")
        .await?;
    Ok(())
}

/// Saves the new state of a known body with its event.
pub(super) async fn save(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    body: Organisation,
) -> Result<(), Error> {
    let id = body.id;
    let other_names = organisation_alias::other_names(conn, &body).await?;
    let row = organisation::Row::from(body.clone());
    diesel::update(table::table.find(id))
        .set((
            table::code.eq(row.code),
            table::name.eq(row.name),
            table::parent_code.eq(row.parent_code),
            table::version.eq(row.version),
            table::state.eq(row.state),
            table::successor_code.eq(row.successor_code),
            table::other_names.eq(other_names),
        ))
        .execute(conn)
        .await?;
    let aliases = organisation_alias::list(conn, id).await?;
    let event = events::organisation_changed(&body, &aliases);
    outbox::publish(conn, clock, &id.to_string(), &event).await?;
    Ok(())
}

/// Gives the body of this code another name or code.
///
/// # Errors
/// `ORGANISATION_NOT_FOUND`, `VERSION_STALE`, `ORGANISATION_INACTIVE`, `NOTHING_CHANGED`, `CODE_TAKEN`, or what the database says.
pub async fn rename(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    seen: Seen<'_>,
    to: NewName,
    grounds: &Grounds,
) -> Result<Organisation, Error> {
    let before = seen.hold(conn, grounds).await?;
    if let Some(code) = to.code.as_deref().filter(|code| *code != before.facts.code) {
        let holder = organisation::find(conn, code).await?;
        let former = organisation_alias::holder_of_code(conn, code).await?;
        let held_by_other = former.is_some_and(|id| id != before.id);
        if holder.is_some() || held_by_other {
            return Err(Refusal::NewCodeTaken.into());
        }
    }
    let around = around(conn, &before).await?;
    let outcome = before.rename(to, &around, grounds)?;
    // Whoever gets an old name or code back does not have it besides.
    if let Some(after) = outcome.bodies.last() {
        organisation_alias::drop_former(conn, after).await?;
    }
    carry_out(conn, clock, outcome).await?;
    fetch(conn, before.id).await
}

/// Has one body take the place of another; gives the one that ended and its successor.
///
/// # Errors
/// `ORGANISATION_NOT_FOUND`, `VERSION_STALE`, `ORGANISATION_INACTIVE`, `SUCCESSOR_NOT_FOUND`, `SUCCESSOR_INACTIVE`, `SUCCESSOR_SAME`,
/// `SUCCESSOR_BELOW`, or what the database says.
pub async fn merge(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    seen: Seen<'_>,
    successor_code: &str,
    grounds: &Grounds,
) -> Result<(Organisation, Organisation), Error> {
    let ends = seen.hold(conn, grounds).await?;
    let successor = organisation::find(conn, successor_code).await?;
    let successor = successor.ok_or(Refusal::SuccessorNotFound)?;
    let is_below = is_below(conn, &successor.facts.code, &ends.facts.code).await?;
    let around = around(conn, &ends).await?;
    let outcome = ends.merge(&successor, is_below, &around, grounds)?;
    carry_out(conn, clock, outcome).await?;
    Ok((
        fetch(conn, ends.id).await?,
        fetch(conn, successor.id).await?,
    ))
}

/// Ends the body of this code.
///
/// # Errors
/// `ORGANISATION_NOT_FOUND`, `VERSION_STALE`, `ORGANISATION_INACTIVE`, `UNITS_REMAIN`, or what the database says.
pub async fn retire(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    seen: Seen<'_>,
    grounds: &Grounds,
) -> Result<Organisation, Error> {
    let before = seen.hold(conn, grounds).await?;
    let around = around(conn, &before).await?;
    let outcome = before.retire(&around, grounds)?;
    carry_out(conn, clock, outcome).await?;
    fetch(conn, before.id).await
}

/// The body that is to be changed, as the committee has seen it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its version.
    pub version: i64,
}

impl Seen<'_> {
    async fn hold(
        self,
        conn: &mut AsyncPgConnection,
        grounds: &Grounds,
    ) -> Result<Organisation, Error> {
        hold_registry(conn, grounds.account_id).await?;
        let body = organisation::find(conn, self.code).await?;
        let body = body.ok_or(Refusal::OrganisationNotFound)?;
        body.must_be_as_seen(self.version)?;
        Ok(body)
    }
}

async fn around(conn: &mut AsyncPgConnection, body: &Organisation) -> QueryResult<Around> {
    Ok(Around {
        units: organisation::units(conn, &body.facts.code).await?,
        predecessors: organisation::predecessors(conn, &body.facts.code).await?,
    })
}

/// Whether a body lies below another one, however deep.
async fn is_below(conn: &mut AsyncPgConnection, code: &str, above: &str) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Answer {
        #[diesel(sql_type = Bool)]
        is_below: bool,
    }
    let answer: Answer = sql_query(
        "WITH RECURSIVE above AS (
             SELECT parent_code FROM organisation WHERE code = $1
             UNION SELECT next.parent_code FROM organisation next JOIN above ON next.code = above.parent_code
         )
         SELECT EXISTS (SELECT FROM above WHERE parent_code = $2) AS is_below",
    )
    .bind::<Text, _>(code)
    .bind::<Text, _>(above)
    .get_result(conn)
    .await?;
    Ok(answer.is_below)
}

async fn carry_out(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    outcome: Outcome,
) -> Result<(), Error> {
    let aliases = outcome.aliases.into_iter().map(|(id, alias)| {
        let known = KnownAlias {
            id: clock.new_id(),
            alias,
        };
        (id, known)
    });
    organisation_alias::write(conn, aliases.collect()).await?;
    for body in outcome.bodies {
        save(conn, clock, body).await?;
    }
    organisation_change::note(conn, clock, outcome.changes).await?;
    Ok(())
}

async fn fetch(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Organisation, Error> {
    let body = organisation::get(conn, id).await?;
    body.ok_or(Error::Row("organisation"))
}
