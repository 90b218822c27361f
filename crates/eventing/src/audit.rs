//! Who did what, in rows that cannot be changed unseen.
//!
//! **Written** in the transaction of the change. A trigger on each table of facts notes what changes in settings of the transaction (table and key of
//! the first row, hashes of all values before and after, behind one salt); [`once`](crate::idempotency::once) makes the row of it at the command's
//! end. A command that changed nothing leaves none. Reads of what is under embargo write theirs by [`read`].
//!
//! **Chained** by the [`Linker`], one per database at a time: it takes committed rows, numbers them, and hashes each with the one before. Each
//! minute it signs how far it is, as an event that another service [keeps](keep::Keeper).
//!
//! **Read** through [`AuditRows`], which every service serves.
//!
//! **Checked** by [`verify`](verify::verify), against the checkpoints here and elsewhere.
//!
//! Nothing in a row is personal: who acted and what was changed are ids. The salt lies apart and goes when somebody is erased ([`forget`]).

mod chain;
pub mod keep;
mod linker;
mod list;
pub mod verify;

use chassis::{caller::Context, clock::Clock, trace};
use diesel::{
    prelude::*,
    sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

pub use linker::{Linker, Settings};
pub use list::AuditRows;

use crate::schema::audit_pending as pending;

/// The beginning of the statement that makes a command's row of its notes; id, moment, actor, rpc and trace come between.
pub(crate) const OF_CHANGE: &str = "INSERT INTO audit_pending (subject, salt, before_hash, after_hash, id, at, actor, rpc, trace_id) \
    SELECT current_setting('fest.audit_subject', true), \
    CASE WHEN current_setting('fest.audit_forget', true) = 'on' THEN NULL ELSE decode(salt, 'hex') END, \
    decode(nullif(current_setting('fest.audit_before', true), ''), 'hex'), \
    decode(nullif(current_setting('fest.audit_after', true), ''), 'hex'), ";
/// Its end.
pub(crate) const FROM_NOTES: &str =
    " FROM answered, current_setting('fest.audit_salt', true) salt WHERE salt <> ''";

/// Writes that somebody reads what is under embargo: `subject` is `<noun>:<id>`. Call it in the transaction of the read.
///
/// # Errors
/// What the database says.
pub async fn read(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    context: &Context,
    subject: &str,
) -> QueryResult<()> {
    diesel::insert_into(pending::table)
        .values((
            pending::id.eq(clock.new_id()),
            pending::at.eq(clock.system_now()),
            pending::actor.eq(context.caller.key()),
            pending::rpc.eq(&context.rpc),
            pending::subject.eq(subject),
            pending::trace_id.eq(trace::trace_id()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Makes the row of a change that is not remembered as a command: its answer holds a secret, or it has no key. Call it at the end of the change's
/// transaction. Nothing changed, nothing written.
///
/// # Errors
/// What the database says.
pub async fn changed(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    context: &Context,
) -> QueryResult<()> {
    let statement = format!("WITH answered AS (SELECT) {OF_CHANGE} $1, $2, $3, $4, $5{FROM_NOTES}");
    diesel::sql_query(statement)
        .bind::<SqlUuid, _>(clock.new_id())
        .bind::<Timestamptz, _>(clock.system_now())
        .bind::<Text, _>(context.caller.key())
        .bind::<Text, _>(&context.rpc)
        .bind::<Nullable<Text>, _>(trace::trace_id())
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes the salts of whatever these ids did or had done to them, the change of this very transaction among it: nobody can try a name against the
/// hashes any more. The rows stay, and so does their chain.
///
/// # Errors
/// What the database says.
pub async fn forget(conn: &mut AsyncPgConnection, ids: &[String]) -> QueryResult<()> {
    // The linker moves salts; none may be on its way.
    chain::lock(conn).await?;
    diesel::sql_query("SELECT set_config('fest.audit_forget', 'on', true)")
        .execute(conn)
        .await?;
    for statement in [
        "UPDATE audit_pending SET salt = NULL \
         WHERE split_part(actor, ':', 2) = ANY ($1) OR split_part(subject, ':', 2) = ANY ($1)",
        "DELETE FROM audit_salt s USING audit_row r WHERE r.number = s.number \
         AND (split_part(actor, ':', 2) = ANY ($1) OR split_part(subject, ':', 2) = ANY ($1))",
    ] {
        diesel::sql_query(statement)
            .bind::<Array<Text>, _>(ids)
            .execute(conn)
            .await?;
    }
    Ok(())
}
