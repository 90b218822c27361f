//! Seals, approvals and the one way to a sealed content.

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use proof::{Salt, Sealed};
use uuid::Uuid;

use crate::{
    domain::{
        Noun, Refusal,
        approval::{Approval, Side},
        category::Edition,
        seal::{Seal, SealCommand, SealedCategory},
    },
    error::Error,
    events,
    schema::{approval, seal},
    store::{category, ranking, unreadable},
};

/// Everything of a seal but its content.
#[derive(Queryable, Selectable)]
#[diesel(table_name = seal, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    category_id: Uuid,
    root: String,
    sealed_at: DateTime<Utc>,
    version: i64,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = approval, check_for_backend(diesel::pg::Pg))]
struct ApprovalRow {
    seal_id: Uuid,
    side: String,
    account_id: Uuid,
    not_before: DateTime<Utc>,
    approved_at: DateTime<Utc>,
}

/// Seals a category as the command decides. It waits for sheets that are being written, and whoever comes later finds the seal.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    category_id: Uuid,
    command: SealCommand,
) -> Result<Seal, Error> {
    let category = category::lock_alone(conn, category_id).await?;
    let edition = category::edition(conn, &category.edition_id).await?;
    let is_sealed = category::is_sealed(conn, category_id).await?;
    let inputs = ranking::inputs(conn, category).await?;
    let SealedCategory { seal, sealed } = command.decide(inputs, &edition, is_sealed)?;
    insert(conn, &seal, &sealed).await?;
    let event = events::category_sealed(&seal);
    outbox::publish(conn, clock, &seal.id.to_string(), &event).await?;
    Ok(seal)
}

/// Changes a seal's approvals as `decide` says, and tells of it once both stand, and when they no longer do. `decide` looks at the clock itself:
/// whoever was waited for may have handed the content out.
pub async fn change_approvals(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    category_id: Uuid,
    decide: impl FnOnce(Seal, &Edition) -> Result<Seal, Refusal> + Send,
) -> Result<Seal, Error> {
    let row = seal::table
        .filter(seal::category_id.eq(category_id))
        .select(Row::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()?;
    let before = load(conn, row).await?;
    let edition = category::edition(conn, &before.edition_id).await?;
    let was_approved = before.releases_at().is_some();
    let after = decide(before, &edition)?;
    write_approvals(conn, &after).await?;
    let aggregate = after.id.to_string();
    if after.releases_at().is_some() {
        let event = events::release_approved(&after);
        outbox::publish(conn, clock, &aggregate, &event).await?;
    } else if was_approved {
        let event = events::release_withdrawn(&after);
        outbox::publish(conn, clock, &aggregate, &event).await?;
    }
    Ok(after)
}

/// Root and approvals of a category's seal.
///
/// # Errors
/// [`Refusal::NotFound`], what the database says.
pub async fn find(conn: &mut AsyncPgConnection, category_id: Uuid) -> Result<Seal, Error> {
    let row = seal::table
        .filter(seal::category_id.eq(category_id))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    load(conn, row).await
}

/// The sealed content, for whom our own tables let it go at the moment that `clock` shows. For use inside a transaction: the seal is held, so that
/// an approval is withdrawn before this looks or finds the release done.
pub async fn release(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    category_id: Uuid,
) -> Result<Sealed, Error> {
    let row = seal::table
        .filter(seal::category_id.eq(category_id))
        .select(Row::as_select())
        .for_share()
        .first(conn)
        .await
        .optional()?;
    let known = load(conn, row).await?;
    let edition = category::edition(conn, &known.edition_id).await?;
    known.check_release(&edition, clock.now())?;
    let (content, salt) = seal::table
        .find(known.id)
        .select((seal::content, seal::salt))
        .first::<(Vec<u8>, Vec<u8>)>(conn)
        .await?;
    let salt = Salt::try_from(salt.as_slice());
    Ok(Sealed {
        content,
        salt: salt.map_err(|_| unreadable("a salt"))?,
        root: known.root,
    })
}

async fn insert(conn: &mut AsyncPgConnection, known: &Seal, sealed: &Sealed) -> QueryResult<()> {
    diesel::insert_into(seal::table)
        .values((
            seal::id.eq(known.id),
            seal::edition_id.eq(&known.edition_id),
            seal::category_id.eq(known.category_id),
            seal::root.eq(known.root.to_string()),
            seal::content.eq(&sealed.content),
            seal::salt.eq(sealed.salt.as_bytes().as_slice()),
            seal::sealed_at.eq(known.sealed_at),
            seal::version.eq(known.version),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes them anew; there are two at most.
async fn write_approvals(conn: &mut AsyncPgConnection, after: &Seal) -> QueryResult<()> {
    let row = |one: &Approval| ApprovalRow {
        seal_id: after.id,
        side: one.side.as_str().to_owned(),
        account_id: one.account_id,
        not_before: one.not_before,
        approved_at: one.approved_at,
    };
    diesel::delete(approval::table.filter(approval::seal_id.eq(after.id)))
        .execute(conn)
        .await?;
    let rows: Vec<ApprovalRow> = after.approvals.iter().map(row).collect();
    diesel::insert_into(approval::table)
        .values(rows)
        .execute(conn)
        .await?;
    diesel::update(seal::table.find(after.id))
        .set(seal::version.eq(after.version))
        .execute(conn)
        .await?;
    Ok(())
}

async fn load(conn: &mut AsyncPgConnection, row: Option<Row>) -> Result<Seal, Error> {
    let row = row.ok_or(Refusal::NotFound(Noun::Seal))?;
    let approvals: Vec<ApprovalRow> = approval::table
        .filter(approval::seal_id.eq(row.id))
        .order((approval::approved_at, approval::side))
        .select(ApprovalRow::as_select())
        .load(conn)
        .await?;
    let approvals: Result<_, Error> = approvals.into_iter().map(ApprovalRow::approval).collect();
    Ok(Seal {
        id: row.id,
        edition_id: row.edition_id,
        category_id: row.category_id,
        root: row.root.parse().map_err(|_| unreadable("a root"))?,
        sealed_at: row.sealed_at,
        approvals: approvals?,
        version: row.version,
    })
}

impl ApprovalRow {
    fn approval(self) -> Result<Approval, Error> {
        let side = Side::from_name(&self.side);
        Ok(Approval {
            account_id: self.account_id,
            side: side.ok_or(unreadable("an approval's side"))?,
            not_before: self.not_before,
            approved_at: self.approved_at,
        })
    }
}
