//! What is known of files. Their bytes lie elsewhere (`crate::objects`).

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*, sql_query, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::file::{File, Purpose},
    error::Error,
    schema::file,
};

/// Claims and their history no longer point to what is discarded.
const DISCARD_SCANS: &str = "
    WITH told AS (
        SELECT decree_file_id AS id FROM participation_change WHERE account_id = $1 AND decree_file_id IS NOT NULL
        UNION
        SELECT id FROM file WHERE account_id = $1 AND purpose = 'decree' AND NOT EXISTS (
            SELECT FROM participation_change WHERE decree_file_id = file.id AND participation_change.account_id <> $1)
    ),
    claims AS (UPDATE participation SET decree_file_id = NULL WHERE decree_file_id IN (SELECT id FROM told)),
    history AS (UPDATE participation_change SET decree_file_id = NULL WHERE decree_file_id IN (SELECT id FROM told))
    UPDATE file SET discarded_at = $2 WHERE id IN (SELECT id FROM told)";

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = file, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    purpose: String,
    name: String,
    content_type: String,
    size: i64,
    sha256: String,
    account_id: Uuid,
    stored_at: DateTime<Utc>,
}

const fn word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Decree => "decree",
        Purpose::Import => "import",
    }
}

impl TryFrom<Row> for File {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let purpose = match row.purpose.as_str() {
            "decree" => Purpose::Decree,
            "import" => Purpose::Import,
            _ => return Err(Error::Row("file.purpose")),
        };
        Ok(Self {
            id: row.id,
            purpose,
            name: row.name,
            content_type: row.content_type,
            size: u64::try_from(row.size).map_err(|_| Error::Row("file.size"))?,
            sha256: row.sha256,
            account_id: row.account_id,
            stored_at: row.stored_at,
        })
    }
}

/// Notes a file whose bytes are kept already.
pub async fn create(conn: &mut AsyncPgConnection, file: &File) -> Result<(), Error> {
    let row = Row {
        id: file.id,
        purpose: word(file.purpose).to_owned(),
        name: file.name.clone(),
        content_type: file.content_type.clone(),
        size: i64::try_from(file.size).map_err(|_| Error::Row("file.size"))?,
        sha256: file.sha256.clone(),
        account_id: file.account_id,
        stored_at: file.stored_at,
    };
    diesel::insert_into(file::table)
        .values(row)
        .execute(conn)
        .await?;
    Ok(())
}

/// The file of this id, unless it was discarded.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<File>, Error> {
    let row: Option<Row> = file::table
        .find(id)
        .filter(file::discarded_at.is_null())
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    row.map(File::try_from).transpose()
}

/// Discards the scans that tell of an account: those of claims while it was their admin, and those it handed in that no other's claim came with.
pub async fn discard_scans(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    sql_query(DISCARD_SCANS)
        .bind::<sql_types::Uuid, _>(account_id)
        .bind::<sql_types::Timestamptz, _>(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// The files whose bytes have to go.
pub async fn discarded(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Uuid>> {
    let discarded = file::table.filter(file::discarded_at.is_not_null());
    discarded.select(file::id).load(conn).await
}

/// Forgets a file whose bytes are gone.
pub async fn forget(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    let gone = file::table.find(id);
    diesel::delete(gone.filter(file::discarded_at.is_not_null()))
        .execute(conn)
        .await?;
    Ok(())
}
