//! The one neighbour that submission asks: registration, which owns editions, categories, participations and organisations.

use chassis::client::ServiceChannel;
use fest_proto::registration::v1::{
    self as proto, GetCategoryRequest, GetEditionRequest, GetParticipationRequest,
    ListImportedOrganisationsRequest, ListOrganisationsRequest,
    category_service_client::CategoryServiceClient, edition_service_client::EditionServiceClient,
    organisation_service_client::OrganisationServiceClient,
    participation_service_client::ParticipationServiceClient,
};
use tonic::{Code, Response, Status};
use uuid::Uuid;

/// The most rows that registration gives at once, of an import and of the registry.
const IMPORTED_PAGE: i32 = 1000;
const REGISTRY_PAGE: i32 = 200;

/// Registration over gRPC. What it does not have is `None`; every other refusal is a fault.
#[derive(Clone)]
pub struct Registration {
    channel: ServiceChannel,
}

impl Registration {
    /// Registration behind a channel that carries our identity.
    #[must_use]
    pub const fn new(channel: ServiceChannel) -> Self {
        Self { channel }
    }

    /// The edition of that id.
    pub async fn edition(&self, id: &str) -> Result<Option<proto::Edition>, Status> {
        let request = GetEditionRequest {
            edition_id: id.to_owned(),
        };
        let mut client = EditionServiceClient::new(self.channel.clone());
        let answer = there(client.get_edition(request).await)?;
        Ok(answer.and_then(|answer| answer.edition))
    }

    /// The category of that id.
    pub async fn category(&self, id: Uuid) -> Result<Option<proto::Category>, Status> {
        let request = GetCategoryRequest {
            category_id: id.to_string(),
        };
        let mut client = CategoryServiceClient::new(self.channel.clone());
        let answer = there(client.get_category(request).await)?;
        Ok(answer.and_then(|answer| answer.category))
    }

    /// The participation of that id, whoever's it is.
    pub async fn participation(&self, id: Uuid) -> Result<Option<proto::Participation>, Status> {
        let request = GetParticipationRequest {
            participation_id: id.to_string(),
        };
        let mut client = ParticipationServiceClient::new(self.channel.clone());
        let answer = there(client.get_participation(request).await)?;
        Ok(answer.and_then(|answer| answer.participation))
    }

    /// The whole registry: a few hundred rows, in two or three pages. A file of counts names most of them, so asking for each by its code would
    /// take a call per row.
    pub async fn organisations(&self) -> Result<Vec<proto::Organisation>, Status> {
        let mut client = OrganisationServiceClient::new(self.channel.clone());
        let mut all = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = ListOrganisationsRequest {
                page_size: REGISTRY_PAGE,
                page_token,
                // A file may name a body that is no more; then its copy says so.
                include_inactive: true,
                ..ListOrganisationsRequest::default()
            };
            let page = client.list_organisations(request).await?.into_inner();
            all.extend(page.organisations);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }

    /// The rows of one import batch.
    ///
    /// # Errors
    /// When registration does not answer or refuses.
    pub async fn imported_organisations(
        &self,
        batch_id: &str,
    ) -> Result<Vec<proto::Organisation>, Status> {
        let mut client = OrganisationServiceClient::new(self.channel.clone());
        let mut all = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = ListImportedOrganisationsRequest {
                batch_id: batch_id.to_owned(),
                page_size: IMPORTED_PAGE,
                page_token,
            };
            let page = client.list_imported_organisations(request).await?;
            let page = page.into_inner();
            all.extend(page.organisations);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }
}

/// "Not there" is an answer, not a fault.
#[allow(clippy::result_large_err)]
fn there<T>(answer: Result<Response<T>, Status>) -> Result<Option<T>, Status> {
    match answer {
        Ok(answer) => Ok(Some(answer.into_inner())),
        Err(status) if status.code() == Code::NotFound => Ok(None),
        Err(status) => Err(status),
    }
}
