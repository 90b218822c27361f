//! `fest.registration.v1.OrganisationService`.

use chassis::{
    page,
    text::{kept, sought},
};
use fest_proto::registration::v1::{
    GetOrganisationRequest, GetOrganisationResponse, ListImportedOrganisationsRequest,
    ListImportedOrganisationsResponse, ListOrganisationKindsRequest, ListOrganisationKindsResponse,
    ListOrganisationsRequest, ListOrganisationsResponse,
    organisation_service_server::OrganisationService,
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{Desk, answer};
use crate::{
    contract,
    domain::{Refusal, organisation::Organisation},
    error::Error,
    store::{self, organisation::Wanted},
};

const IMPORTED_SIZE: i64 = 500;
const IMPORTED_MAXIMUM_SIZE: i64 = 1000;

pub struct Organisations(pub(super) Desk);

#[tonic::async_trait]
impl OrganisationService for Organisations {
    async fn list_organisations(
        &self,
        request: Request<ListOrganisationsRequest>,
    ) -> Result<Response<ListOrganisationsResponse>, Status> {
        answer(request, |_, request| self.list(request)).await
    }

    async fn list_organisation_kinds(
        &self,
        request: Request<ListOrganisationKindsRequest>,
    ) -> Result<Response<ListOrganisationKindsResponse>, Status> {
        answer(request, |_, _| self.list_kinds()).await
    }

    async fn get_organisation(
        &self,
        request: Request<GetOrganisationRequest>,
    ) -> Result<Response<GetOrganisationResponse>, Status> {
        answer(request, |_, request| self.get(request)).await
    }

    async fn list_imported_organisations(
        &self,
        request: Request<ListImportedOrganisationsRequest>,
    ) -> Result<Response<ListImportedOrganisationsResponse>, Status> {
        answer(request, |_, request| self.list_imported(request)).await
    }
}

impl Organisations {
    async fn list(
        &self,
        request: ListOrganisationsRequest,
    ) -> Result<ListOrganisationsResponse, Error> {
        // A code holds no bar, a name may.
        let after = page::after(&request.page_token, |cursor| {
            let (name, code) = cursor.rsplit_once('|')?;
            Some((name.to_owned(), code.to_owned()))
        })?;
        let size = page::size(request.page_size);
        let wanted = Wanted {
            query: sought("query", &request.query)?.to_owned(),
            kind: sought("kind", &request.kind)?.to_owned(),
        };
        let mut conn = self.0.conn().await?;
        let page = store::organisation::list(&mut conn, &wanted, after, size).await?;
        let cursor = |last: &Organisation| format!("{}|{}", last.facts.name, last.facts.code);
        let (organisations, next_page_token, total_size) =
            page.encode(cursor, contract::organisation);
        Ok(ListOrganisationsResponse {
            organisations,
            next_page_token,
            total_size,
        })
    }

    async fn list_kinds(&self) -> Result<ListOrganisationKindsResponse, Error> {
        let mut conn = self.0.conn().await?;
        let kinds = store::organisation::counted_kinds(&mut conn).await?;
        Ok(ListOrganisationKindsResponse {
            kinds: kinds.into_iter().map(contract::organisation_kind).collect(),
        })
    }

    async fn get(&self, request: GetOrganisationRequest) -> Result<GetOrganisationResponse, Error> {
        let code = kept(&request.code).ok_or(Refusal::OrganisationNotFound)?;
        let body = store::organisation::find(&mut *self.0.conn().await?, code).await?;
        let body = body.ok_or(Refusal::OrganisationNotFound)?;
        Ok(GetOrganisationResponse {
            organisation: Some(contract::organisation(&body)),
        })
    }

    async fn list_imported(
        &self,
        request: ListImportedOrganisationsRequest,
    ) -> Result<ListImportedOrganisationsResponse, Error> {
        let after = page::after(&request.page_token, |code| Some(code.to_owned()))?;
        let after = after.unwrap_or_default();
        let size = page::size_up_to(request.page_size, IMPORTED_SIZE, IMPORTED_MAXIMUM_SIZE);
        // A batch that never was has no rows.
        let batch = request.batch_id.parse().unwrap_or(Uuid::nil());
        let mut conn = self.0.conn().await?;
        let page = store::organisation_import::named(&mut conn, batch, &after, size).await?;
        let cursor = |last: &Organisation| last.facts.code.clone();
        let (organisations, next_page_token, _) = page.encode(cursor, contract::organisation);
        Ok(ListImportedOrganisationsResponse {
            organisations,
            next_page_token,
        })
    }
}
