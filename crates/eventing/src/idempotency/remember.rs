//! The end of a command: its answer and its audit row.

use chassis::trace;
use chrono::{DateTime, Utc};
use diesel::{
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::{Bytea, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use uuid::Uuid;

use super::Key;
use crate::audit;

/// Stores the answer and the audit row, as one statement.
pub(super) struct Remember<'a> {
    key: &'a Key,
    answer: Vec<u8>,
    id: Uuid,
    at: DateTime<Utc>,
    trace_id: Option<String>,
}

impl<'a> Remember<'a> {
    pub(super) fn new(key: &'a Key, answer: Vec<u8>, id: Uuid, at: DateTime<Utc>) -> Self {
        Self {
            key,
            answer,
            id,
            at,
            trace_id: trace::trace_id(),
        }
    }
}

// One text for all commands, so that each connection prepares it once.
impl QueryId for Remember<'_> {
    type QueryId = Remember<'static>;

    const HAS_STATIC_QUERY_ID: bool = true;
}

impl QueryFragment<Pg> for Remember<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH answered AS (UPDATE idempotency_key SET response = ");
        out.push_bind_param::<Bytea, _>(&self.answer)?;
        out.push_sql(" WHERE caller = ");
        out.push_bind_param::<Text, _>(&self.key.caller)?;
        out.push_sql(" AND rpc = ");
        out.push_bind_param::<Text, _>(&self.key.rpc)?;
        out.push_sql(" AND request_id = ");
        out.push_bind_param::<SqlUuid, _>(&self.key.request_id)?;
        out.push_sql(" RETURNING caller, rpc) ");
        out.push_sql(audit::OF_CHANGE);
        out.push_bind_param::<SqlUuid, _>(&self.id)?;
        out.push_sql(", ");
        out.push_bind_param::<Timestamptz, _>(&self.at)?;
        out.push_sql(", caller, rpc, ");
        out.push_bind_param::<Nullable<Text>, _>(&self.trace_id)?;
        out.push_sql(audit::FROM_NOTES);
        Ok(())
    }
}
