//! Who did what.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use fest_proto::audit::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::time;
use crate::{
    app::App,
    clients::{Audited, Call},
    extract::Query,
    problem::Problem,
};

/// Which rows.
#[derive(Deserialize, IntoParams)]
pub struct Filter {
    /// Whose audit.
    #[param(inline)]
    service: Audited,
    /// `person:<account id>`, `service:<name>` or `anonymous`; empty for everybody.
    #[serde(default)]
    actor: String,
    /// `<table>:<key>`; empty for everything.
    #[serde(default)]
    subject: String,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// One command that changed something, or one read of what is under embargo. People and things are ids, values salted hashes in hexadecimal.
#[derive(Serialize, ToSchema)]
pub struct AuditRow {
    /// Its place in the chain.
    number: i64,
    id: String,
    at: Option<DateTime<Utc>>,
    actor: String,
    /// The rpc's full name.
    rpc: String,
    subject: String,
    /// Empty where there was none.
    trace_id: String,
    /// Empty where nothing was there.
    before_hash: String,
    /// Empty where nothing is left, or something was read.
    after_hash: String,
    chain_hash: String,
}

impl From<pb::AuditRow> for AuditRow {
    fn from(row: pb::AuditRow) -> Self {
        Self {
            number: row.number,
            id: row.id,
            at: time(row.at),
            actor: row.actor,
            rpc: row.rpc,
            subject: row.subject,
            trace_id: row.trace_id,
            before_hash: hex::encode(row.before_hash),
            after_hash: hex::encode(row.after_hash),
            chain_hash: hex::encode(row.chain_hash),
        }
    }
}

/// A page of them.
#[derive(Serialize, ToSchema)]
pub struct AuditRows {
    rows: Vec<AuditRow>,
    next_page_token: String,
    total_size: i32,
}

/// The rows of one service's audit, newest first. What was done within the last second may not be in it yet.
#[utoipa::path(get, path = "/api/v1/audit-rows", operation_id = "listAuditRows", tag = "audit", params(Filter),
    responses((status = 200, body = AuditRows), (status = "4XX", body = Problem)))]
pub async fn list_audit_rows(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<Filter>,
) -> Result<Json<AuditRows>, Problem> {
    let request = pb::ListAuditRowsRequest {
        actor: filter.actor,
        subject: filter.subject,
        page_size: filter.page_size,
        page_token: filter.page_token,
    };
    let mut client = app.clients.audit(&call, filter.service);
    let answer = client.list_audit_rows(request).await?.into_inner();
    Ok(Json(AuditRows {
        rows: answer.rows.into_iter().map(AuditRow::from).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}
