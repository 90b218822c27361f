//! `fest.audit.v1.AuditService`, the same of every service.

use chassis::{
    error::{Kind, ServiceError, Violation, status},
    page::{self, Page},
    pool::{Pool, PoolError},
    text::sought,
};
use diesel::result::Error as DieselError;
use fest_proto::audit::v1::{
    AuditRow, ListAuditRowsRequest, ListAuditRowsResponse, audit_service_server::AuditService,
};
use tonic::{Request, Response, Status};

use super::chain::{self, Chained, Wanted};

/// A service's audit, to be read by whoever the contract lets.
#[derive(Clone)]
pub struct AuditRows {
    pool: Pool,
}

impl AuditRows {
    /// The audit of the database behind `pool`.
    #[must_use]
    pub const fn new(pool: Pool) -> Self {
        Self { pool }
    }

    async fn list(&self, request: ListAuditRowsRequest) -> Result<ListAuditRowsResponse, Error> {
        let wanted = Wanted {
            actor: sought("actor", &request.actor)?,
            subject: sought("subject", &request.subject)?,
            before: page::after(&request.page_token, |cursor| cursor.parse().ok())?,
        };
        let size = page::size(request.page_size);
        let mut conn = self.pool.get().await?;
        let found = chain::newest(&mut conn, &wanted, size + 1).await?;
        let total = chain::count(&mut conn, &wanted).await?;
        let (rows, next_page_token, total_size) =
            Page::cut(found, size, total).encode(|last| last.number.to_string(), message);
        Ok(ListAuditRowsResponse {
            rows,
            next_page_token,
            total_size,
        })
    }
}

fn message(row: &Chained) -> AuditRow {
    let row = row.clone();
    AuditRow {
        number: row.number,
        id: row.id.to_string(),
        at: Some(row.at.into()),
        actor: row.actor,
        rpc: row.rpc,
        subject: row.subject,
        trace_id: row.trace_id.unwrap_or_default(),
        before_hash: row.before_hash.unwrap_or_default(),
        after_hash: row.after_hash.unwrap_or_default(),
        chain_hash: row.chain_hash,
    }
}

#[tonic::async_trait]
impl AuditService for AuditRows {
    async fn list_audit_rows(
        &self,
        request: Request<ListAuditRowsRequest>,
    ) -> Result<Response<ListAuditRowsResponse>, Status> {
        let listed = self.list(request.into_inner()).await;
        listed.map(Response::new).map_err(|error| status(&error))
    }
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{}", .0[0].description)]
    Field([Violation; 1]),
    #[error("the database failed")]
    Database(#[from] DieselError),
    #[error("no connection to the database")]
    Pool(#[from] PoolError),
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::Field([violation])
    }
}

impl ServiceError for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Field(_) => Kind::InvalidArgument,
            Self::Database(error) if !chassis::pool::is_away(error) => Kind::Internal,
            Self::Database(_) | Self::Pool(_) => Kind::Unavailable,
        }
    }

    fn reason(&self) -> &'static str {
        match self {
            Self::Field([field]) => field.reason,
            Self::Database(error) if !chassis::pool::is_away(error) => "DATABASE_FAILED",
            Self::Database(_) | Self::Pool(_) => "DATABASE_UNAVAILABLE",
        }
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Field(field) => field,
            Self::Database(_) | Self::Pool(_) => &[],
        }
    }
}
