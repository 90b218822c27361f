//! What is known of files. Their bytes lie elsewhere (`crate::objects`).

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::file::{File, Purpose},
    error::Error,
    schema::file,
};

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

/// The file of this id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<File>, Error> {
    let row: Option<Row> = file::table
        .find(id)
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    row.map(File::try_from).transpose()
}
