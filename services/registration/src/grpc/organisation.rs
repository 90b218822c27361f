//! `fest.registration.v1.OrganisationService`.

use chassis::{
    page,
    text::{kept, sought},
};
use fest_proto::registration::v1::{
    AddOrganisationAliasRequest, AddOrganisationAliasResponse, GetOrganisationRequest,
    GetOrganisationResponse, ListImportedOrganisationsRequest, ListImportedOrganisationsResponse,
    ListOrganisationChangesRequest, ListOrganisationChangesResponse,
    ListOrganisationDistrictsRequest, ListOrganisationDistrictsResponse,
    ListOrganisationKindsRequest, ListOrganisationKindsResponse, ListOrganisationsRequest,
    ListOrganisationsResponse, MergeOrganisationsRequest, MergeOrganisationsResponse,
    OrganisationDistrict, RenameOrganisationRequest, RenameOrganisationResponse,
    RetireOrganisationRequest, RetireOrganisationResponse,
    organisation_service_server::OrganisationService,
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{Desk, answer};
use crate::{
    contract,
    domain::{Refusal, organisation::Organisation},
    error::Error,
    store::{
        self,
        organisation_search::{self, Cursor, District, Match, Wanted},
    },
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

    async fn list_organisation_districts(
        &self,
        request: Request<ListOrganisationDistrictsRequest>,
    ) -> Result<Response<ListOrganisationDistrictsResponse>, Status> {
        answer(request, |_, _| self.list_districts()).await
    }

    async fn add_organisation_alias(
        &self,
        request: Request<AddOrganisationAliasRequest>,
    ) -> Result<Response<AddOrganisationAliasResponse>, Status> {
        answer(request, |context, request| self.add_alias(context, request)).await
    }

    async fn rename_organisation(
        &self,
        request: Request<RenameOrganisationRequest>,
    ) -> Result<Response<RenameOrganisationResponse>, Status> {
        answer(request, |context, request| self.rename(context, request)).await
    }

    async fn merge_organisations(
        &self,
        request: Request<MergeOrganisationsRequest>,
    ) -> Result<Response<MergeOrganisationsResponse>, Status> {
        answer(request, |context, request| self.merge(context, request)).await
    }

    async fn retire_organisation(
        &self,
        request: Request<RetireOrganisationRequest>,
    ) -> Result<Response<RetireOrganisationResponse>, Status> {
        answer(request, |context, request| self.retire(context, request)).await
    }

    async fn list_organisation_changes(
        &self,
        request: Request<ListOrganisationChangesRequest>,
    ) -> Result<Response<ListOrganisationChangesResponse>, Status> {
        answer(request, |context, request| {
            self.list_changes(context, request)
        })
        .await
    }
}

impl Organisations {
    async fn list(
        &self,
        request: ListOrganisationsRequest,
    ) -> Result<ListOrganisationsResponse, Error> {
        let after = page::after(&request.page_token, parse_cursor)?;
        let size = page::size(request.page_size);
        let text = |field, text| sought(field, text).map(str::to_owned);
        let wanted = Wanted {
            query: text("query", &request.query)?,
            kind: text("kind", &request.kind)?,
            district: text("district", &request.district)?,
            parent_code: text("parent_code", &request.parent_code)?,
            include_inactive: request.include_inactive,
        };
        let mut conn = self.0.conn().await?;
        let found = organisation_search::list(&mut conn, &wanted, after.as_ref(), size).await?;
        let cursor = |last: &Match| {
            let facts = &last.body.facts;
            format!("{}|{}|{}", last.rank, facts.name, facts.code)
        };
        let message = |found: &Match| contract::organisation(&found.body);
        let (organisations, next_page_token, total_size) = found.page.encode(cursor, message);
        Ok(ListOrganisationsResponse {
            organisations,
            next_page_token,
            total_size,
            is_near: found.is_near,
        })
    }

    async fn list_districts(&self) -> Result<ListOrganisationDistrictsResponse, Error> {
        let districts = organisation_search::districts(&mut *self.0.conn().await?).await?;
        let message = |district: District| OrganisationDistrict {
            name: district.name,
            organisations: i32::try_from(district.organisations).unwrap_or(i32::MAX),
        };
        Ok(ListOrganisationDistrictsResponse {
            districts: districts.into_iter().map(message).collect(),
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
        let not_found = Refusal::OrganisationNotFound;
        let code = kept(&request.code).ok_or(not_found)?;
        let system = kept(&request.system).ok_or(not_found)?;
        let mut conn = self.0.conn().await?;
        let body = store::organisation::resolve(&mut conn, code, system).await?;
        let body = body.ok_or(not_found)?;
        let aliases = store::organisation_alias::list(&mut conn, body.id).await?;
        let predecessors = store::organisation::predecessors(&mut conn, &body.facts.code).await?;
        Ok(GetOrganisationResponse {
            organisation: Some(contract::organisation(&body)),
            aliases: aliases.iter().map(contract::organisation_alias).collect(),
            predecessors: predecessors.iter().map(contract::organisation).collect(),
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

/// A code holds no bar, a name may.
fn parse_cursor(cursor: &str) -> Option<Cursor> {
    let (rank, rest) = cursor.split_once('|')?;
    let (name, code) = rest.rsplit_once('|')?;
    Some(Cursor {
        rank: rank.parse().ok()?,
        name: name.to_owned(),
        code: code.to_owned(),
    })
}
