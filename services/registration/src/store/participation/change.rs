//! What was done to claims: each change leaves a row and an event.

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{alias, dsl::count_star, pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox::publish;
use uuid::Uuid;

use super::{state_name, state_named};
use crate::{
    domain::participation::{Change, ChangeKind, Participation, Touch},
    error::Error,
    events,
    schema::{account, participation_change},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = participation_change, check_for_backend(Pg))]
struct Row {
    participation_id: Uuid,
    version: i64,
    kind: String,
    state: String,
    actor_id: Uuid,
    account_id: Uuid,
    reason: String,
    decree_number: String,
    decree_date: NaiveDate,
    changed_at: DateTime<Utc>,
    decree_file_id: Option<Uuid>,
}

const KINDS: [(ChangeKind, &str); 7] = [
    (ChangeKind::Claimed, "claimed"),
    (ChangeKind::Revised, "revised"),
    (ChangeKind::Endorsed, "endorsed"),
    (ChangeKind::Verified, "verified"),
    (ChangeKind::Returned, "returned"),
    (ChangeKind::Withdrawn, "withdrawn"),
    (ChangeKind::HandedOver, "handed_over"),
];

fn kind_name(kind: ChangeKind) -> &'static str {
    let known = KINDS.iter().find(|(known, _)| *known == kind);
    known.map_or("", |(_, name)| name)
}

fn kind_named(name: &str) -> Result<ChangeKind, Error> {
    let known = KINDS.iter().find(|(_, known)| *known == name);
    known
        .map(|(kind, _)| *kind)
        .ok_or(Error::Row("participation_change"))
}

/// Writes what was done to a claim, which is since as `after` says, and tells the others.
pub(super) async fn note(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    kind: ChangeKind,
    touch: Touch,
    after: &Participation,
) -> Result<(), Error> {
    let row = Row {
        participation_id: after.id,
        version: after.version,
        kind: kind_name(kind).to_owned(),
        state: state_name(after.state).to_owned(),
        actor_id: touch.account_id,
        account_id: after.account_id,
        reason: after.reason.clone(),
        decree_number: after.decree.number.clone(),
        decree_date: after.decree.date,
        changed_at: touch.at,
        decree_file_id: after.decree.file_id,
    };
    diesel::insert_into(participation_change::table)
        .values(row)
        .execute(conn)
        .await?;
    tell(conn, clock, kind, after).await?;
    Ok(())
}

async fn tell(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    kind: ChangeKind,
    after: &Participation,
) -> QueryResult<()> {
    let id = after.id.to_string();
    match kind {
        ChangeKind::Claimed | ChangeKind::Revised => {
            publish(conn, clock, &id, &events::participation_claimed(after)).await
        }
        ChangeKind::Endorsed => {
            publish(conn, clock, &id, &events::participation_endorsed(after)).await
        }
        ChangeKind::Verified => {
            publish(conn, clock, &id, &events::participation_verified(after)).await
        }
        ChangeKind::Returned => {
            publish(conn, clock, &id, &events::participation_returned(after)).await
        }
        ChangeKind::Withdrawn => {
            publish(conn, clock, &id, &events::participation_withdrawn(after)).await
        }
        ChangeKind::HandedOver => {
            publish(conn, clock, &id, &events::participation_handed_over(after)).await
        }
    }
}

/// What was done to one claim, oldest first; `after` is the last version seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    participation_id: Uuid,
    after: Option<i64>,
    size: i64,
) -> Result<Page<Change>, Error> {
    let (actor, admin) = alias!(account as actor, account as admin);
    let of_claim = participation_change::participation_id.eq(participation_id);
    let rows: Vec<(Row, Option<String>, Option<String>)> = participation_change::table
        .left_join(actor.on(actor.field(account::id).eq(participation_change::actor_id)))
        .left_join(
            admin.on(admin
                .field(account::id)
                .eq(participation_change::account_id)),
        )
        .filter(of_claim)
        .filter(participation_change::version.gt(after.unwrap_or_default()))
        .order(participation_change::version)
        .limit(size + 1)
        .select((
            Row::as_select(),
            actor.field(account::display_name).nullable(),
            admin.field(account::display_name).nullable(),
        ))
        .load(conn)
        .await?;
    let total = participation_change::table
        .filter(of_claim)
        .select(count_star())
        .get_result(conn)
        .await?;
    Page::cut(rows, size, total).try_map(read)
}

fn read(
    (row, actor_name, account_name): (Row, Option<String>, Option<String>),
) -> Result<Change, Error> {
    Ok(Change {
        kind: kind_named(&row.kind)?,
        version: row.version,
        state: state_named(&row.state)?,
        actor_id: row.actor_id,
        actor_name: actor_name.unwrap_or_default(),
        account_id: row.account_id,
        account_name: account_name.unwrap_or_default(),
        reason: row.reason,
        decree_number: row.decree_number,
        decree_date: row.decree_date,
        changed_at: row.changed_at,
        decree_file_id: row.decree_file_id,
    })
}
