//! `fest.submission.v1.LaporService`.

use chassis::{
    caller::{Context, context},
    clock::Clock,
    pool::Pool,
    secret,
    text::sought,
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncConnection;
use eventing::{audit, decision::Decides, idempotency::Key};
use fest_proto::submission::v1::{
    FreezeSnapshotRequest, FreezeSnapshotResponse, GetSnapshotRequest, GetSnapshotResponse,
    ImportLaporCountsRequest, ImportLaporCountsResponse, LaporImport, ListLaporImportsRequest,
    ListLaporImportsResponse, lapor_service_server::LaporService,
};
use proof::Salt;
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::id;
use crate::{
    copies::{About, Copies},
    domain::{
        lapor::{File, Import},
        refusal::Refusal,
        snapshot::Snapshot,
    },
    error::Error,
    store,
};

/// Counts of SP4N-LAPOR! reports.
#[derive(Clone)]
pub struct Lapor {
    /// Our database.
    pub pool: Pool,
    /// The time.
    pub clock: Clock,
    /// Registration's facts.
    pub copies: Copies,
}

/// A command on a category's counts.
struct Change {
    key: Key,
    category_id: Option<Uuid>,
    arrival: DateTime<Utc>,
}

#[tonic::async_trait]
impl LaporService for Lapor {
    async fn import_lapor_counts(
        &self,
        request: Request<ImportLaporCountsRequest>,
    ) -> Result<Response<ImportLaporCountsResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let change = Change {
            key: key.map_err(Error::from)?,
            category_id: id(&request.category_id),
            arrival: context.arrival,
        };
        let file = File::read(&request.csv).map_err(|fault| Error::from(Refusal::File(fault)))?;
        Ok(Response::new(self.import(&change, &file).await?))
    }

    async fn freeze_snapshot(
        &self,
        request: Request<FreezeSnapshotRequest>,
    ) -> Result<Response<FreezeSnapshotResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let change = Change {
            key: key.map_err(Error::from)?,
            category_id: id(&request.category_id),
            arrival: context.arrival,
        };
        Ok(Response::new(self.freeze(&change).await?))
    }

    async fn get_snapshot(
        &self,
        request: Request<GetSnapshotRequest>,
    ) -> Result<Response<GetSnapshotResponse>, Status> {
        let context = context(&request)?;
        let opened = self.open(&context, id(&request.get_ref().snapshot_id));
        Ok(Response::new(opened.await?))
    }

    async fn list_lapor_imports(
        &self,
        request: Request<ListLaporImportsRequest>,
    ) -> Result<Response<ListLaporImportsResponse>, Status> {
        let lapor_imports = self.list(&request.get_ref().edition_id).await?;
        Ok(Response::new(ListLaporImportsResponse { lapor_imports }))
    }
}

impl Lapor {
    async fn import(
        &self,
        change: &Change,
        file: &File,
    ) -> Result<ImportLaporCountsResponse, Error> {
        let batch_id = self.clock.new_id();
        let codes = file.codes();
        let about = About {
            category: change.category_id,
            organisations: true,
            ..About::default()
        };
        let deciding = self.copies.about(about);
        let imported = deciding.carry_out(&change.key, async |conn| {
            let load = |ground: &_| Import::load(batch_id, file, ground, change.arrival);
            let category_id = change.category_id;
            let loaded = store::lapor::import(conn, &self.clock, category_id, &codes, load);
            Ok(ImportLaporCountsResponse {
                lapor_import: Some(encode(loaded.await?, None)),
            })
        });
        imported.await
    }

    async fn freeze(&self, change: &Change) -> Result<FreezeSnapshotResponse, Error> {
        let snapshot_id = self.clock.new_id();
        let salt = Salt::new(secret::random_bytes());
        let about = About {
            category: change.category_id,
            ..About::default()
        };
        let deciding = self.copies.about(about);
        let frozen = deciding.carry_out(&change.key, async |conn| {
            let freeze = |ground| Snapshot::freeze(snapshot_id, salt, ground, change.arrival);
            let category_id = change.category_id;
            let frozen = store::snapshot::freeze(conn, &self.clock, category_id, freeze);
            Ok(FreezeSnapshotResponse {
                snapshot: Some(frozen.await?.into()),
            })
        });
        frozen.await
    }

    async fn open(
        &self,
        context: &Context,
        snapshot_id: Option<Uuid>,
    ) -> Result<GetSnapshotResponse, Error> {
        let id = snapshot_id.ok_or(Refusal::SnapshotNotFound)?;
        let mut conn = self.pool.get().await?;
        let read = conn.transaction::<_, Error, _>(async |conn| {
            audit::read(conn, &self.clock, context, &format!("snapshot:{id}")).await?;
            Ok(store::snapshot::find(conn, id).await?)
        });
        let found = read.await?;
        let (snapshot, frozen) = found.ok_or(Refusal::SnapshotNotFound)?;
        Ok(GetSnapshotResponse {
            snapshot: Some(snapshot.into()),
            salt: frozen.salt.as_bytes().to_vec(),
            content: frozen.content,
        })
    }

    async fn list(&self, edition_id: &str) -> Result<Vec<LaporImport>, Error> {
        let edition_id = sought("edition_id", edition_id)?;
        let mut conn = self.pool.get().await?;
        let listed = store::lapor::list(&mut conn, edition_id).await?;
        let listed = listed.into_iter();
        Ok(listed
            .map(|(import, frozen)| encode(import, frozen))
            .collect())
    }
}

fn encode(import: Import, frozen: Option<Snapshot>) -> LaporImport {
    LaporImport {
        category_id: import.category_id.to_string(),
        batch_id: import.batch_id.to_string(),
        file_sha256: import.file_sha256.to_string(),
        row_count: import.row_count,
        imported_at: Some(import.imported_at.into()),
        snapshot: frozen.map(Into::into),
    }
}
