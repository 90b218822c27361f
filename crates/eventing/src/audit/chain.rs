//! The chain's rows: how they get their numbers, and how they are read.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::{pg::Pg, prelude::*, sql_types::BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use proof::{
    Digest,
    audit::{Head, Row},
};
use uuid::Uuid;

use crate::schema::{audit_pending as pending, audit_row as chained, audit_salt as salt};

/// The key of the advisory lock that those who write at the chain's end take turns by.
const LOCK: i64 = 0x6175_6469;

/// A row that is not chained yet.
#[derive(Queryable, Selectable)]
#[diesel(table_name = pending, check_for_backend(Pg))]
struct Pending {
    id: Uuid,
    at: DateTime<Utc>,
    actor: String,
    rpc: String,
    subject: String,
    trace_id: Option<String>,
    salt: Option<Vec<u8>>,
    before_hash: Option<Vec<u8>>,
    after_hash: Option<Vec<u8>>,
}

/// A row of the chain.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = chained, check_for_backend(Pg))]
pub(super) struct Chained {
    pub number: i64,
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub rpc: String,
    pub subject: String,
    pub trace_id: Option<String>,
    pub before_hash: Option<Vec<u8>>,
    pub after_hash: Option<Vec<u8>>,
    pub chain_hash: Vec<u8>,
}

/// A moment as it is hashed: to the microsecond, which is what PostgreSQL keeps.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

impl Chained {
    /// The row as it is hashed, and the hash that is stored with it.
    pub(super) fn content(&self) -> anyhow::Result<(Row, Digest)> {
        let digest = |bytes: &Option<Vec<u8>>| {
            let bytes = bytes.as_deref();
            bytes.map(Digest::try_from).transpose()
        };
        let row = Row {
            number: self.number,
            id: self.id.to_string(),
            at: moment(self.at),
            actor: self.actor.clone(),
            rpc: self.rpc.clone(),
            subject: self.subject.clone(),
            trace_id: self.trace_id.clone(),
            before: digest(&self.before_hash)?,
            after: digest(&self.after_hash)?,
        };
        Ok((row, Digest::try_from(self.chain_hash.as_slice())?))
    }

    fn link(row: Pending, head: &mut Head) -> anyhow::Result<(Self, Option<Vec<u8>>)> {
        let mut next = Self {
            number: head.count + 1,
            id: row.id,
            at: row.at,
            actor: row.actor,
            rpc: row.rpc,
            subject: row.subject,
            trace_id: row.trace_id,
            before_hash: row.before_hash,
            after_hash: row.after_hash,
            chain_hash: head.hash.as_bytes().to_vec(),
        };
        *head = head.link(&next.content()?.0)?;
        next.chain_hash = head.hash.as_bytes().to_vec();
        Ok((next, row.salt))
    }
}

/// Waits for the chain's end, and holds it until the transaction is over.
pub(super) async fn lock(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
        .bind::<BigInt, _>(LOCK)
        .execute(conn)
        .await?;
    Ok(())
}

/// Where the chain ends now.
pub(super) async fn head(conn: &mut AsyncPgConnection) -> anyhow::Result<Head> {
    let last: Option<(i64, Vec<u8>)> = chained::table
        .order(chained::number.desc())
        .select((chained::number, chained::chain_hash))
        .first(conn)
        .await
        .optional()?;
    let Some((count, hash)) = last else {
        return Ok(Head::empty());
    };
    let hash = Digest::try_from(hash.as_slice())?;
    Ok(Head { count, hash })
}

/// Takes up to `limit` committed rows into the chain, oldest first, and says how many. For use inside a transaction that holds the [`lock`].
pub(super) async fn extend(conn: &mut AsyncPgConnection, limit: i64) -> anyhow::Result<usize> {
    let taken: Vec<Pending> = pending::table
        .order(pending::id)
        .limit(limit)
        .select(Pending::as_select())
        .load(conn)
        .await?;
    if taken.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = taken.iter().map(|row| row.id).collect();
    let mut head = head(conn).await?;
    let (mut rows, mut salts) = (Vec::new(), Vec::new());
    for row in taken {
        let (row, random) = Chained::link(row, &mut head)?;
        if let Some(random) = random {
            salts.push((salt::number.eq(row.number), salt::salt.eq(random)));
        }
        rows.push(row);
    }
    diesel::delete(pending::table.filter(pending::id.eq_any(&ids)))
        .execute(conn)
        .await?;
    diesel::insert_into(chained::table)
        .values(&rows)
        .execute(conn)
        .await?;
    diesel::insert_into(salt::table)
        .values(salts)
        .execute(conn)
        .await?;
    Ok(ids.len())
}

/// Up to `limit` rows of the chain behind a number.
pub(super) async fn page(
    conn: &mut AsyncPgConnection,
    behind: i64,
    limit: i64,
) -> QueryResult<Vec<Chained>> {
    chained::table
        .filter(chained::number.gt(behind))
        .order(chained::number)
        .limit(limit)
        .select(Chained::as_select())
        .load(conn)
        .await
}

/// Which rows somebody wants to read.
pub(super) struct Wanted<'a> {
    /// Empty for everybody's.
    pub actor: &'a str,
    /// Empty for all.
    pub subject: &'a str,
    /// Only rows before this number.
    pub before: Option<i64>,
}

impl Wanted<'_> {
    fn rows(&self) -> chained::BoxedQuery<'_, Pg> {
        let mut rows = chained::table.into_boxed();
        if !self.actor.is_empty() {
            rows = rows.filter(chained::actor.eq(self.actor));
        }
        if !self.subject.is_empty() {
            rows = rows.filter(chained::subject.eq(self.subject));
        }
        rows
    }
}

/// The newest of the wanted rows, up to `limit`.
pub(super) async fn newest(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted<'_>,
    limit: i64,
) -> QueryResult<Vec<Chained>> {
    let mut rows = wanted.rows();
    if let Some(before) = wanted.before {
        rows = rows.filter(chained::number.lt(before));
    }
    rows.order(chained::number.desc())
        .limit(limit)
        .select(Chained::as_select())
        .load(conn)
        .await
}

/// How many are wanted on all pages together. The whole chain is as long as its last number.
pub(super) async fn count(conn: &mut AsyncPgConnection, wanted: &Wanted<'_>) -> QueryResult<i64> {
    if wanted.actor.is_empty() && wanted.subject.is_empty() {
        let last = chained::table.select(diesel::dsl::max(chained::number));
        return Ok(last.get_result::<Option<i64>>(conn).await?.unwrap_or(0));
    }
    wanted.rows().count().get_result(conn).await
}
