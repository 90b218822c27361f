//! Taking an import back, as a batch of its own: who keeps a copy of the registry hears of it as of any other.

use chassis::{clock::Clock, error::Violations};
use diesel::{
    prelude::*,
    sql_types::{Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{FOUND, Found, Import, hold, publish};
use crate::{domain::Refusal, error::Error, store::organisation_load::Counts};

/// How many bodies a refusal names.
const NAMED: i64 = 20;

/// Bodies of the batch $1 that are not as it left them, or that it brought and that take part by now.
const OVERTAKEN: &str = "
    SELECT o.code FROM import_batch_row r JOIN organisation o ON o.id = r.organisation_id
    WHERE r.batch_id = $1 AND r.change <> 'unchanged'
      AND (o.version <> r.version OR r.change = 'created' AND EXISTS (SELECT FROM participation p WHERE p.organisation_id = o.id))
    ORDER BY o.code LIMIT $2";

/// Each body of the batch $1 back to what it was; a new one is retired. The new batch is $2, so that it can be undone in turn.
const BACK: &str = "
    WITH named AS MATERIALIZED (
        SELECT o.*, r.change, r.before FROM import_batch_row r JOIN organisation o ON o.id = r.organisation_id
        WHERE r.batch_id = $1 AND r.change <> 'unchanged'),
    written AS (
        UPDATE organisation o SET version = n.version + 1,
            name = CASE n.change WHEN 'created' THEN o.name ELSE n.before->>'name' END,
            kind = CASE n.change WHEN 'created' THEN o.kind ELSE n.before->>'kind' END,
            parent_code = CASE n.change WHEN 'created' THEN o.parent_code ELSE n.before->>'parent_code' END,
            district = CASE n.change WHEN 'created' THEN o.district ELSE n.before->>'district' END,
            source = CASE n.change WHEN 'created' THEN o.source ELSE n.before->>'source' END,
            state = CASE n.change WHEN 'created' THEN 'retired' ELSE n.before->>'state' END
        FROM named n WHERE o.id = n.id),
    noted AS (
        INSERT INTO import_batch_row (batch_id, organisation_id, change, version, before)
        SELECT $2, id, 'updated', version + 1, jsonb_build_object('name', name, 'kind', kind, 'parent_code', parent_code,
            'district', district, 'source', source, 'state', state) FROM named)
    INSERT INTO import_batch (id, undoes, file_sha256, imported_at, account_id, created, updated, unchanged)
    SELECT $2, $1, $3, $4, $5, 0, count(*)::int, 0 FROM named
    RETURNING created, updated, unchanged";

#[derive(QueryableByName)]
struct Code {
    #[diesel(sql_type = Text)]
    code: String,
}

/// Takes an import back: all of it or nothing.
///
/// # Errors
/// `IMPORT_NOT_FOUND`, `IMPORT_UNDONE`, `IMPORT_OVERTAKEN`, or what the database says.
pub async fn undo(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    import_id: Uuid,
    account_id: Uuid,
) -> Result<Import, Error> {
    hold(conn).await?;
    let found: Option<Found> = diesel::sql_query(format!("{FOUND} WHERE b.id = $1"))
        .bind::<SqlUuid, _>(import_id)
        .get_result(conn)
        .await
        .optional()?;
    let undone = found.map(Import::from).ok_or(Refusal::ImportNotFound)?;
    if undone.undone_by.is_some() {
        return Err(Refusal::ImportUndone.into());
    }
    must_be_as_left(conn, import_id).await?;
    let mut undoing = Import {
        id: clock.new_id(),
        file_id: None,
        file_name: None,
        file_sha256: undone.file_sha256,
        counts: Counts::default(),
        imported_at: clock.now(),
        account_id: Some(account_id),
        undoes: Some(import_id),
        undone_by: None,
    };
    undoing.counts = diesel::sql_query(BACK)
        .bind::<SqlUuid, _>(import_id)
        .bind::<SqlUuid, _>(undoing.id)
        .bind::<Text, _>(&undoing.file_sha256)
        .bind::<Timestamptz, _>(undoing.imported_at)
        .bind::<SqlUuid, _>(account_id)
        .get_result(conn)
        .await?;
    publish(conn, clock, &undoing).await?;
    Ok(undoing)
}

async fn must_be_as_left(conn: &mut AsyncPgConnection, import_id: Uuid) -> Result<(), Error> {
    let codes: Vec<Code> = diesel::sql_query(OVERTAKEN)
        .bind::<SqlUuid, _>(import_id)
        .bind::<diesel::sql_types::BigInt, _>(NAMED)
        .load(conn)
        .await?;
    let mut found = Violations::default();
    for Code { code } in codes {
        let text = "changed since, or takes part already";
        found.add(format!("organisation {code}"), "IMPORT_OVERTAKEN", text);
    }
    found.into_result().map_err(Error::Overtaken)
}
