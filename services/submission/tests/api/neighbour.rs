//! Registration as the tests play it: a real gRPC server with the real guard, which answers from a table and notes what it was asked.

mod edition;
mod participation;

use std::sync::{Arc, Mutex, MutexGuard};

use chassis::{clock::Clock, health::Health, process::Process, server::ServerBuilder};
use fest_proto::registration::v1::{
    self as proto,
    category_service_server::CategoryServiceServer,
    edition_service_server::EditionServiceServer,
    organisation_service_server::{OrganisationService, OrganisationServiceServer},
    participation_service_server::ParticipationServiceServer,
};
use testkit::service::Keys;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

/// What registration knows, and what it was asked so far.
#[derive(Default)]
pub struct Facts {
    pub editions: Vec<proto::Edition>,
    pub categories: Vec<proto::Category>,
    pub participations: Vec<proto::Participation>,
    pub organisations: Vec<proto::Organisation>,
    /// Rows of an import batch that one answer holds.
    pub imported_page: usize,
    /// While true, every call is refused as by a program that is going away.
    pub away: bool,
    asked: Vec<String>,
}

/// A running registration.
pub struct Neighbour {
    pub url: String,
    facts: Shared,
    stop: CancellationToken,
    running: JoinHandle<anyhow::Result<()>>,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Facts>>);

impl Neighbour {
    pub async fn start(clock: Clock, keys: &Keys) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let facts = Shared::default();
        let health = Health::default();
        let builder = ServerBuilder::new("registration", &health, false).expect("a server");
        let server = builder
            .serve(EditionServiceServer::new(facts.clone()))
            .and_then(|server| server.serve(CategoryServiceServer::new(facts.clone())))
            .and_then(|server| server.serve(ParticipationServiceServer::new(facts.clone())))
            .and_then(|server| server.serve(OrganisationServiceServer::new(facts.clone())))
            .expect("access options")
            .build(clock, keys.public());
        let stop = CancellationToken::new();
        let mut process = Process::new("registration", health, stop.clone());
        process.part("grpc", |stage| server.run(listener, stage));
        Self {
            url,
            facts,
            stop,
            running: tokio::spawn(process.run()),
        }
    }

    /// What it knows, to be read or changed.
    pub fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts.0.lock().expect("facts")
    }

    /// What it was asked since the last time, in order of name since several questions travel at once.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut self.facts().asked);
        asked.sort();
        asked
    }

    pub async fn finish(self) {
        self.stop.cancel();
        let ended = self.running.await.expect("no panic");
        ended.expect("an orderly end");
    }
}

impl Shared {
    #[allow(clippy::result_large_err)]
    fn answer<T>(
        &self,
        question: &str,
        look: impl FnOnce(&Facts) -> Option<T>,
    ) -> Result<Response<T>, Status> {
        let mut facts = self.0.lock().expect("facts");
        facts.asked.push(question.to_owned());
        if facts.away {
            return Err(Status::unavailable("away"));
        }
        let found = look(&facts).ok_or_else(|| Status::not_found("no such thing"))?;
        Ok(Response::new(found))
    }
}

#[tonic::async_trait]
impl OrganisationService for Shared {
    async fn list_organisations(
        &self,
        request: Request<proto::ListOrganisationsRequest>,
    ) -> Result<Response<proto::ListOrganisationsResponse>, Status> {
        let request = request.into_inner();
        let size = usize::try_from(request.page_size).expect("a size");
        self.answer("organisations", |facts| {
            let (organisations, next_page_token) = page(facts, &request.page_token, size);
            Some(proto::ListOrganisationsResponse {
                organisations,
                next_page_token,
                total_size: 0,
                is_near: false,
            })
        })
    }

    async fn list_imported_organisations(
        &self,
        request: Request<proto::ListImportedOrganisationsRequest>,
    ) -> Result<Response<proto::ListImportedOrganisationsResponse>, Status> {
        let page_token = &request.get_ref().page_token;
        self.answer("imported organisations", |facts| {
            let size = facts.imported_page.max(1);
            let (organisations, next_page_token) = page(facts, page_token, size);
            Some(proto::ListImportedOrganisationsResponse {
                organisations,
                next_page_token,
            })
        })
    }

    async fn list_organisation_kinds(
        &self,
        _: Request<proto::ListOrganisationKindsRequest>,
    ) -> Result<Response<proto::ListOrganisationKindsResponse>, Status> {
        unexpected()
    }

    async fn list_organisation_districts(
        &self,
        _: Request<proto::ListOrganisationDistrictsRequest>,
    ) -> Result<Response<proto::ListOrganisationDistrictsResponse>, Status> {
        unexpected()
    }

    async fn add_organisation_alias(
        &self,
        _: Request<proto::AddOrganisationAliasRequest>,
    ) -> Result<Response<proto::AddOrganisationAliasResponse>, Status> {
        unexpected()
    }

    async fn rename_organisation(
        &self,
        _: Request<proto::RenameOrganisationRequest>,
    ) -> Result<Response<proto::RenameOrganisationResponse>, Status> {
        unexpected()
    }

    async fn merge_organisations(
        &self,
        _: Request<proto::MergeOrganisationsRequest>,
    ) -> Result<Response<proto::MergeOrganisationsResponse>, Status> {
        unexpected()
    }

    async fn retire_organisation(
        &self,
        _: Request<proto::RetireOrganisationRequest>,
    ) -> Result<Response<proto::RetireOrganisationResponse>, Status> {
        unexpected()
    }

    async fn list_organisation_changes(
        &self,
        _: Request<proto::ListOrganisationChangesRequest>,
    ) -> Result<Response<proto::ListOrganisationChangesResponse>, Status> {
        unexpected()
    }

    async fn get_organisation(
        &self,
        _: Request<proto::GetOrganisationRequest>,
    ) -> Result<Response<proto::GetOrganisationResponse>, Status> {
        unexpected()
    }
}

fn page(facts: &Facts, token: &str, size: usize) -> (Vec<proto::Organisation>, String) {
    let start: usize = token.parse().unwrap_or(0);
    let end = facts.organisations.len().min(start + size);
    let more = end < facts.organisations.len();
    let token = if more { end.to_string() } else { String::new() };
    (facts.organisations[start..end].to_vec(), token)
}

#[allow(clippy::result_large_err)]
fn unexpected<T>() -> Result<Response<T>, Status> {
    Err(Status::unimplemented("submission does not ask for this"))
}
