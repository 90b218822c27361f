//! Imported files: what each did to the registry, and which bodies it named.

use chassis::{clock::Clock, page::Page};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use eventing::outbox;
use uuid::Uuid;

use super::organisation;
use crate::{
    domain::{
        organisation::{Organisation, Plan},
        organisation_file::File,
    },
    error::Error,
    events,
    schema::{import_batch, import_batch_row, organisation as body},
};

/// What an import did.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the file in lower-case hex.
    pub file_sha256: String,
    /// How many bodies are new.
    pub created: i32,
    /// How many are changed.
    pub updated: i32,
    /// How many are as they were.
    pub unchanged: i32,
}

/// Loads a file: all of its rows or none, and one event for all of them.
///
/// # Errors
/// What is wrong with the file, or what the database says.
pub async fn import(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    bytes: &[u8],
) -> Result<Batch, Error> {
    let file = File::read(bytes, &organisation::kinds(conn).await?)?;
    // One file after the other: each is compared with what the one before it left.
    conn.batch_execute("LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE")
        .await?;
    let plan = Plan::make(file.rows, &organisation::known(conn).await?, || {
        clock.new_id()
    })?;
    let batch = Batch {
        id: clock.new_id(),
        file_sha256: file.sha256,
        created: plan.created,
        updated: plan.updated,
        unchanged: plan.unchanged,
    };
    organisation::write(conn, plan.written).await?;
    note(conn, clock, &batch, &plan.named).await?;
    let aggregate = batch.id.to_string();
    outbox::publish(
        conn,
        clock,
        &aggregate,
        &events::organisations_imported(&batch),
    )
    .await?;
    Ok(batch)
}

async fn note(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    batch: &Batch,
    named: &[Uuid],
) -> QueryResult<()> {
    diesel::insert_into(import_batch::table)
        .values((
            import_batch::id.eq(batch.id),
            import_batch::file_sha256.eq(&batch.file_sha256),
            import_batch::created.eq(batch.created),
            import_batch::updated.eq(batch.updated),
            import_batch::unchanged.eq(batch.unchanged),
            import_batch::imported_at.eq(clock.system_now()),
        ))
        .execute(conn)
        .await?;
    for chunk in named.chunks(organisation::CHUNK) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|id| {
                (
                    import_batch_row::batch_id.eq(batch.id),
                    import_batch_row::organisation_id.eq(id),
                )
            })
            .collect();
        diesel::insert_into(import_batch_row::table)
            .values(rows)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Bodies that a batch named, as they are now, by code; `after` is the code of the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    batch_id: Uuid,
    after: &str,
    size: i64,
) -> QueryResult<Page<Organisation>> {
    let all = import_batch_row::table
        .inner_join(body::table)
        .filter(import_batch_row::batch_id.eq(batch_id));
    let rows: Vec<organisation::Row> = all
        .filter(body::code.gt(after))
        .order(body::code)
        .limit(size + 1)
        .select(organisation::Row::as_select())
        .load(conn)
        .await?;
    let total = all.count().get_result(conn).await?;
    let bodies = rows.into_iter().map(Organisation::from).collect();
    Ok(Page::cut(bodies, size, total))
}
