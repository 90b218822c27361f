//! Submission's part.

use fest_proto::submission::v1::{
    self as submission, entry_service_server::EntryService, lapor_service_server::LaporService,
};
use tonic::{Request, Response, Status};

use super::{Shared, unexpected};

#[tonic::async_trait]
impl EntryService for Shared {
    async fn get_entry(
        &self,
        request: Request<submission::GetEntryRequest>,
    ) -> Result<Response<submission::GetEntryResponse>, Status> {
        let id = &request.get_ref().entry_id;
        self.answer("entry", |facts| {
            let entry = facts.entries.iter().find(|one| one.id == *id).cloned();
            entry.map(|entry| submission::GetEntryResponse { entry: Some(entry) })
        })
    }

    async fn create_entry(
        &self,
        _: Request<submission::CreateEntryRequest>,
    ) -> Result<Response<submission::CreateEntryResponse>, Status> {
        unexpected()
    }

    async fn save_entry(
        &self,
        _: Request<submission::SaveEntryRequest>,
    ) -> Result<Response<submission::SaveEntryResponse>, Status> {
        unexpected()
    }

    async fn submit_entry(
        &self,
        _: Request<submission::SubmitEntryRequest>,
    ) -> Result<Response<submission::SubmitEntryResponse>, Status> {
        unexpected()
    }

    async fn end_intake(
        &self,
        _: Request<submission::EndIntakeRequest>,
    ) -> Result<Response<submission::EndIntakeResponse>, Status> {
        let ended = self.answer("intake", |facts| Some(!facts.takes_entries))?;
        match ended.into_inner() {
            true => Ok(Response::new(submission::EndIntakeResponse::default())),
            false => Err(Status::failed_precondition("entries are taken")),
        }
    }

    /// One entry a page.
    async fn list_entries(
        &self,
        request: Request<submission::ListEntriesRequest>,
    ) -> Result<Response<submission::ListEntriesResponse>, Status> {
        let request = request.into_inner();
        let start: usize = request.page_token.parse().unwrap_or(0);
        self.answer("entries", |facts| {
            let entries = facts.entries.iter();
            let of_category = entries.filter(|one| one.category_id == request.category_id);
            let rest: Vec<_> = of_category.skip(start).cloned().collect();
            let more = rest.len() > 1;
            Some(submission::ListEntriesResponse {
                next_page_token: (start + 1).to_string().repeat(usize::from(more)),
                entries: rest.into_iter().take(1).collect(),
                total_size: 0,
            })
        })
    }
}

#[tonic::async_trait]
impl LaporService for Shared {
    async fn get_snapshot(
        &self,
        request: Request<submission::GetSnapshotRequest>,
    ) -> Result<Response<submission::GetSnapshotResponse>, Status> {
        let id = &request.get_ref().snapshot_id;
        self.answer("snapshot", |facts| {
            let mut snapshots = facts.snapshots.iter();
            let is_meant = |one: &&submission::GetSnapshotResponse| {
                one.snapshot.as_ref().is_some_and(|known| known.id == *id)
            };
            snapshots.find(is_meant).cloned()
        })
    }

    async fn import_lapor_counts(
        &self,
        _: Request<submission::ImportLaporCountsRequest>,
    ) -> Result<Response<submission::ImportLaporCountsResponse>, Status> {
        unexpected()
    }

    async fn freeze_snapshot(
        &self,
        _: Request<submission::FreezeSnapshotRequest>,
    ) -> Result<Response<submission::FreezeSnapshotResponse>, Status> {
        unexpected()
    }

    async fn list_lapor_imports(
        &self,
        _: Request<submission::ListLaporImportsRequest>,
    ) -> Result<Response<submission::ListLaporImportsResponse>, Status> {
        unexpected()
    }
}
