//! Registration and submission as the tests play them: real gRPC servers with the real guard, which answer from one table and note what they were
//! asked.

mod submission;

use std::sync::{Arc, Mutex, MutexGuard};

use chassis::{clock::Clock, health::Health, process::Process, server::ServerBuilder};
use fest_proto::{
    registration::v1::{
        self as registration,
        category_service_server::{CategoryService, CategoryServiceServer},
        edition_service_server::{EditionService, EditionServiceServer},
        judge_service_server::{JudgeService, JudgeServiceServer},
    },
    submission::v1::{
        Entry, GetSnapshotResponse, entry_service_server::EntryServiceServer,
        lapor_service_server::LaporServiceServer,
    },
};
use testkit::service::Keys;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

/// What the owners know, and what they were asked so far.
#[derive(Default)]
pub struct Facts {
    pub editions: Vec<registration::Edition>,
    pub categories: Vec<registration::Category>,
    pub judges: Vec<registration::Judge>,
    pub entries: Vec<Entry>,
    pub snapshots: Vec<GetSnapshotResponse>,
    /// While true, every call is refused as by a program that is going away.
    pub away: bool,
    /// While true, submission ends no intake: its closing has not come.
    pub takes_entries: bool,
    asked: Vec<&'static str>,
}

/// Both owners, running.
pub struct Neighbours {
    pub registration_url: String,
    pub submission_url: String,
    facts: Shared,
    stop: CancellationToken,
    running: Vec<JoinHandle<anyhow::Result<()>>>,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Facts>>);

impl Neighbours {
    pub async fn start(clock: Clock, keys: &Keys) -> Self {
        let facts = Shared::default();
        let stop = CancellationToken::new();
        let builder = |name| ServerBuilder::new(name, &Health::default(), false);
        let registration = builder("registration")
            .and_then(|server| server.serve(EditionServiceServer::new(facts.clone())))
            .and_then(|server| server.serve(CategoryServiceServer::new(facts.clone())))
            .and_then(|server| server.serve(JudgeServiceServer::new(facts.clone())));
        let submission = builder("submission")
            .and_then(|server| server.serve(EntryServiceServer::new(facts.clone())))
            .and_then(|server| server.serve(LaporServiceServer::new(facts.clone())));
        let mut urls = Vec::new();
        let mut running = Vec::new();
        for (name, server) in [("registration", registration), ("submission", submission)] {
            let server = server.expect("access options");
            let server = server.build(clock.clone(), keys.public());
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            urls.push(format!(
                "http://{}",
                listener.local_addr().expect("an address")
            ));
            let mut process = Process::new(name, Health::default(), stop.clone());
            process.part("grpc", |stage| server.run(listener, stage));
            running.push(tokio::spawn(process.run()));
        }
        let submission_url = urls.pop().expect("two addresses");
        Self {
            registration_url: urls.pop().expect("two addresses"),
            submission_url,
            facts,
            stop,
            running,
        }
    }

    /// What they know, to be read or changed.
    pub fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts.0.lock().expect("facts")
    }

    /// What they were asked since the last time.
    pub fn asked(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.facts().asked)
    }

    pub async fn finish(self) {
        self.stop.cancel();
        for each in self.running {
            each.await.expect("no panic").expect("an orderly end");
        }
    }
}

impl Shared {
    #[allow(clippy::result_large_err)]
    fn answer<T>(
        &self,
        question: &'static str,
        look: impl FnOnce(&Facts) -> Option<T>,
    ) -> Result<Response<T>, Status> {
        let mut facts = self.0.lock().expect("facts");
        facts.asked.push(question);
        if facts.away {
            return Err(Status::unavailable("away"));
        }
        let found = look(&facts).ok_or_else(|| Status::not_found("no such thing"))?;
        Ok(Response::new(found))
    }
}

#[tonic::async_trait]
impl EditionService for Shared {
    async fn get_edition(
        &self,
        request: Request<registration::GetEditionRequest>,
    ) -> Result<Response<registration::GetEditionResponse>, Status> {
        let id = &request.get_ref().edition_id;
        self.answer("edition", |facts| {
            let edition = facts.editions.iter().find(|one| one.id == *id).cloned();
            edition.map(|edition| registration::GetEditionResponse {
                edition: Some(edition),
            })
        })
    }

    async fn create_edition(
        &self,
        _: Request<registration::CreateEditionRequest>,
    ) -> Result<Response<registration::CreateEditionResponse>, Status> {
        unexpected()
    }

    async fn update_edition(
        &self,
        _: Request<registration::UpdateEditionRequest>,
    ) -> Result<Response<registration::UpdateEditionResponse>, Status> {
        unexpected()
    }

    async fn reschedule_edition(
        &self,
        _: Request<registration::RescheduleEditionRequest>,
    ) -> Result<Response<registration::RescheduleEditionResponse>, Status> {
        unexpected()
    }

    async fn list_edition_reschedules(
        &self,
        _: Request<registration::ListEditionReschedulesRequest>,
    ) -> Result<Response<registration::ListEditionReschedulesResponse>, Status> {
        unexpected()
    }

    async fn copy_edition(
        &self,
        _: Request<registration::CopyEditionRequest>,
    ) -> Result<Response<registration::CopyEditionResponse>, Status> {
        unexpected()
    }

    async fn archive_edition(
        &self,
        _: Request<registration::ArchiveEditionRequest>,
    ) -> Result<Response<registration::ArchiveEditionResponse>, Status> {
        unexpected()
    }

    async fn check_edition(
        &self,
        _: Request<registration::CheckEditionRequest>,
    ) -> Result<Response<registration::CheckEditionResponse>, Status> {
        unexpected()
    }

    async fn lock_edition(
        &self,
        _: Request<registration::LockEditionRequest>,
    ) -> Result<Response<registration::LockEditionResponse>, Status> {
        unexpected()
    }

    async fn list_editions(
        &self,
        _: Request<registration::ListEditionsRequest>,
    ) -> Result<Response<registration::ListEditionsResponse>, Status> {
        unexpected()
    }
}

#[tonic::async_trait]
impl CategoryService for Shared {
    async fn get_category(
        &self,
        request: Request<registration::GetCategoryRequest>,
    ) -> Result<Response<registration::GetCategoryResponse>, Status> {
        let id = &request.get_ref().category_id;
        self.answer("category", |facts| {
            let category = facts.categories.iter().find(|one| one.id == *id).cloned();
            category.map(|category| registration::GetCategoryResponse {
                category: Some(category),
            })
        })
    }

    async fn create_category(
        &self,
        _: Request<registration::CreateCategoryRequest>,
    ) -> Result<Response<registration::CreateCategoryResponse>, Status> {
        unexpected()
    }

    async fn update_category(
        &self,
        _: Request<registration::UpdateCategoryRequest>,
    ) -> Result<Response<registration::UpdateCategoryResponse>, Status> {
        unexpected()
    }

    async fn delete_category(
        &self,
        _: Request<registration::DeleteCategoryRequest>,
    ) -> Result<Response<registration::DeleteCategoryResponse>, Status> {
        unexpected()
    }

    async fn list_categories(
        &self,
        _: Request<registration::ListCategoriesRequest>,
    ) -> Result<Response<registration::ListCategoriesResponse>, Status> {
        unexpected()
    }
}

#[tonic::async_trait]
impl JudgeService for Shared {
    async fn get_judge(
        &self,
        request: Request<registration::GetJudgeRequest>,
    ) -> Result<Response<registration::GetJudgeResponse>, Status> {
        let id = &request.get_ref().judge_id;
        self.answer("judge", |facts| {
            let judge = facts.judges.iter().find(|one| one.id == *id).cloned();
            judge.map(|judge| registration::GetJudgeResponse { judge: Some(judge) })
        })
    }

    async fn appoint_judge(
        &self,
        _: Request<registration::AppointJudgeRequest>,
    ) -> Result<Response<registration::AppointJudgeResponse>, Status> {
        unexpected()
    }

    async fn list_judges(
        &self,
        _: Request<registration::ListJudgesRequest>,
    ) -> Result<Response<registration::ListJudgesResponse>, Status> {
        unexpected()
    }
}

#[allow(clippy::result_large_err)]
fn unexpected<T>() -> Result<Response<T>, Status> {
    Err(Status::unimplemented("scoring does not ask for this"))
}
