//! Rows of a file on their way into the registry: by COPY into a table of their own, then compared with the registry by one statement there.
//!
//! COPY needs a connection of its own, since diesel has no COPY; so the rows are there before the transaction that imports them, under an id that
//! nobody else knows. Whoever stages rows discards them.

mod changes;

use bytes::Bytes;
use chassis::clock::Clock;
use chrono::TimeDelta;
use csv::{QuoteStyle, WriterBuilder};
use diesel::{prelude::*, sql_types::Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::SinkExt;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

pub use self::changes::{Change, changes};
use crate::{
    domain::organisation_file::{Column, Columns, Row},
    error::Error,
};

/// Bytes of one piece of COPY.
const PIECE: usize = 64 * 1024;
/// Rows that lie around longer than this were left by a program that died.
const FORGOTTEN: TimeDelta = TimeDelta::hours(1);

const COPY: &str = "COPY organisation_load (load_id, new_id, line, code, name, kind, parent_code, district, source) \
    FROM STDIN (FORMAT csv, FORCE_NULL (parent_code))";

/// Brings rows in beside the registry.
#[derive(Clone)]
pub struct Loader {
    database_url: String,
    clock: Clock,
}

/// Rows that lie beside the registry.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// What they lie under.
    pub id: Uuid,
    /// Whether the file has these columns at all.
    pub says_parents: bool,
    /// The same.
    pub says_districts: bool,
    /// The same.
    pub says_sources: bool,
}

/// How many bodies an import makes, changes and finds as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, QueryableByName)]
pub struct Counts {
    /// New ones.
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub created: i32,
    /// Changed ones.
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub updated: i32,
    /// Those that are as the file says.
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub unchanged: i32,
}

impl Loader {
    /// A loader into this database.
    #[must_use]
    pub const fn new(database_url: String, clock: Clock) -> Self {
        Self {
            database_url,
            clock,
        }
    }

    /// Copies rows in. Each gets an id for the case that it tells of a new body.
    pub async fn stage(&self, columns: &Columns, rows: &[Row]) -> Result<Load, Error> {
        let (client, connection) = tokio_postgres::connect(&self.database_url, NoTls).await?;
        // It ends with the client, and what it failed with the client says, too.
        tokio::spawn(connection);
        self.forget(&client).await?;
        let id = self.clock.new_id();
        let sink = client.copy_in::<_, Bytes>(COPY).await?;
        let mut sink = std::pin::pin!(sink);
        let mut writer = piece();
        for row in rows {
            self.write(&mut writer, id, row)?;
            if writer.get_ref().len() >= PIECE {
                let full = std::mem::replace(&mut writer, piece());
                sink.send(bytes(full)?).await?;
            }
        }
        sink.send(bytes(writer)?).await?;
        sink.finish().await?;
        Ok(Load {
            id,
            says_parents: columns.has(Column::ParentCode),
            says_districts: columns.has(Column::District),
            says_sources: columns.has(Column::Source),
        })
    }

    fn write(&self, writer: &mut Writer, load: Uuid, row: &Row) -> Result<(), Error> {
        let facts = &row.facts;
        let new_id = self.clock.new_id();
        let fields = [
            &load.to_string(),
            &new_id.to_string(),
            &row.line.to_string(),
            &facts.code,
            &facts.name,
            &facts.kind,
            facts.parent_code.as_deref().unwrap_or_default(),
            &facts.district,
            &facts.source,
        ];
        writer
            .write_record(fields)
            .map_err(|_| Error::Row("piece of COPY"))
    }

    /// An id of ours begins with its time.
    async fn forget(&self, client: &Client) -> Result<(), Error> {
        let limit = (self.clock.system_now() - FORGOTTEN).timestamp_millis();
        let limit = u64::try_from(limit).unwrap_or_default();
        let oldest = uuid::Builder::from_unix_timestamp_millis(limit, &[0; 10]).into_uuid();
        let statement = "DELETE FROM organisation_load WHERE load_id < $1::text::uuid";
        client.execute(statement, &[&oldest.to_string()]).await?;
        Ok(())
    }
}

type Writer = csv::Writer<Vec<u8>>;

/// All cells are quoted, so that an empty one is no NULL but where the statement says so.
fn piece() -> Writer {
    WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .from_writer(Vec::with_capacity(PIECE * 2))
}

fn bytes(writer: Writer) -> Result<Bytes, Error> {
    let bytes = writer
        .into_inner()
        .map_err(|_| Error::Row("piece of COPY"))?;
    Ok(bytes.into())
}

/// Takes staged rows away again. What cannot be removed now goes with the next file, so that is no error.
pub async fn discard(conn: &mut AsyncPgConnection, load: Load) {
    let removed = diesel::sql_query("DELETE FROM organisation_load WHERE load_id = $1")
        .bind::<SqlUuid, _>(load.id)
        .execute(conn)
        .await;
    if let Err(error) = removed {
        tracing::warn!(load_id = %load.id, %error, "rows of a file are still beside the registry");
    }
}

/// How many bodies the staged rows would make and change.
pub async fn counts(conn: &mut AsyncPgConnection, load: Load) -> QueryResult<Counts> {
    let sql = format!("SELECT {COUNTS} FROM ({}) compared", compared(load));
    diesel::sql_query(sql).get_result(conn).await
}

/// What [`Counts`] holds, of the rows of [`compared`].
pub(super) const COUNTS: &str = "(count(*) FILTER (WHERE change = 'created'))::int AS created, \
    (count(*) FILTER (WHERE change = 'updated'))::int AS updated, (count(*) FILTER (WHERE change = 'unchanged'))::int AS unchanged";

/// The statement that compares each staged row with the body of its code. What the file has no column for stays as it is. No row has the
/// code of a merged body: see `domain::organisation::check_codes`.
pub(super) fn compared(load: Load) -> String {
    let Load {
        id,
        says_parents,
        says_districts,
        says_sources,
    } = load;
    format!(
        "SELECT l.line, l.code, l.name, l.kind, p.parent_code, p.district, l.source, c.change,
                coalesce(o.id, l.new_id) AS id,
                coalesce(o.version, 0) + CASE c.change WHEN 'unchanged' THEN 0 ELSE 1 END AS version,
                o.name AS name_before, o.kind AS kind_before, o.parent_code AS parent_code_before,
                o.district AS district_before, o.source AS source_before, o.state AS state_before
         FROM organisation_load l
         LEFT JOIN organisation o ON o.code = l.code
         CROSS JOIN LATERAL (SELECT CASE WHEN {says_parents} THEN l.parent_code ELSE o.parent_code END AS parent_code,
                                    CASE WHEN {says_districts} THEN l.district ELSE coalesce(o.district, '') END AS district) p
         CROSS JOIN LATERAL (SELECT CASE
             WHEN o.id IS NULL THEN 'created'
             WHEN (o.name, o.kind, o.parent_code, o.district, o.state)
                 IS DISTINCT FROM (l.name, l.kind, p.parent_code, p.district, 'active')
                 OR ({says_sources} AND o.source <> l.source) THEN 'updated'
             ELSE 'unchanged' END AS change) c
         WHERE l.load_id = '{id}'"
    )
}
