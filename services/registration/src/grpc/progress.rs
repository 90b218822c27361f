//! `fest.registration.v1.ProgressService`.

use chassis::{page, text::sought};
use fest_proto::registration::v1::{
    GetParticipationProgressRequest, GetParticipationProgressResponse,
    ListSilentOrganisationsRequest, ListSilentOrganisationsResponse,
    progress_service_server::ProgressService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer};
use crate::{
    contract as encode,
    domain::{Refusal, progress::Silent},
    error::Error,
    store::{self, progress::Wanted},
};

pub struct Progress(pub(super) Desk);

#[tonic::async_trait]
impl ProgressService for Progress {
    async fn get_participation_progress(
        &self,
        request: Request<GetParticipationProgressRequest>,
    ) -> Result<Response<GetParticipationProgressResponse>, Status> {
        answer(request, |_, request| self.count(request)).await
    }

    async fn list_silent_organisations(
        &self,
        request: Request<ListSilentOrganisationsRequest>,
    ) -> Result<Response<ListSilentOrganisationsResponse>, Status> {
        answer(request, |_, request| self.list(request)).await
    }
}

impl Progress {
    async fn count(
        &self,
        request: GetParticipationProgressRequest,
    ) -> Result<GetParticipationProgressResponse, Error> {
        let edition_id = sought("edition_id", &request.edition_id)?;
        let mut conn = self.0.conn().await?;
        let progress = store::progress::count(&mut conn, edition_id).await?;
        Ok(encode::progress(&progress))
    }

    async fn list(
        &self,
        request: ListSilentOrganisationsRequest,
    ) -> Result<ListSilentOrganisationsResponse, Error> {
        let after = page::after(&request.page_token, |cursor| {
            let (name, code) = cursor.split_once('\n')?;
            Some((name.to_owned(), code.to_owned()))
        })?;
        let size = page::size(request.page_size);
        let wanted = Wanted {
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
            kind: sought("kind", &request.kind)?.to_owned(),
            district: sought("district", &request.district)?.to_owned(),
            invited: request.invited,
            codes: Vec::new(),
        };
        let mut conn = self.0.conn().await?;
        let edition = store::edition::find(&mut conn, &wanted.edition_id).await?;
        edition.ok_or(Refusal::EditionNotFound)?;
        let page = store::progress::silent(&mut conn, &wanted, after, size).await?;
        let cursor = |last: &Silent| {
            let facts = &last.organisation.facts;
            format!("{}\n{}", facts.name, facts.code)
        };
        let (organisations, next_page_token, total_size) = page.encode(cursor, encode::silent);
        Ok(ListSilentOrganisationsResponse {
            organisations,
            next_page_token,
            total_size,
        })
    }
}
