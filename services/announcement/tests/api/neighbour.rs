//! Scoring as the tests play it: a real gRPC server with the real guard, which hands out what a table says.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use chassis::{
    clock::Clock,
    error::{Kind, refusal},
    health::Health,
    process::Process,
    server::ServerBuilder,
};
use fest_proto::scoring::v1::{
    ApproveReleaseRequest, ApproveReleaseResponse, GetSealRequest, GetSealResponse,
    GetSealedContentRequest, GetSealedContentResponse, SealCategoryRequest, SealCategoryResponse,
    WithdrawApprovalRequest, WithdrawApprovalResponse,
    seal_service_server::{SealService, SealServiceServer},
};
use testkit::service::Keys;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

/// What scoring answers.
#[derive(Default)]
pub struct Facts {
    /// By category.
    pub contents: HashMap<String, GetSealedContentResponse>,
    /// While set, why it hands out nothing.
    pub refusal: Option<(Kind, &'static str)>,
    /// How often it was asked.
    pub asked: u32,
}

/// A running scoring.
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
        let server = ServerBuilder::new("scoring", &Health::default(), false)
            .and_then(|server| server.serve(SealServiceServer::new(facts.clone())))
            .expect("access options")
            .build(clock, keys.public());
        let stop = CancellationToken::new();
        let mut process = Process::new("scoring", Health::default(), stop.clone());
        process.part("grpc", |stage| server.run(listener, stage));
        Self {
            url,
            facts,
            stop,
            running: tokio::spawn(process.run()),
        }
    }

    /// What it answers, to be read or changed.
    pub fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts.0.lock().expect("facts")
    }

    pub async fn finish(self) {
        self.stop.cancel();
        let ended = self.running.await.expect("no panic");
        ended.expect("an orderly end");
    }
}

#[tonic::async_trait]
impl SealService for Shared {
    async fn get_sealed_content(
        &self,
        request: Request<GetSealedContentRequest>,
    ) -> Result<Response<GetSealedContentResponse>, Status> {
        let mut facts = self.0.lock().expect("facts");
        facts.asked += 1;
        if let Some((kind, reason)) = facts.refusal {
            return Err(refusal(kind, reason, "no", &[]));
        }
        let found = facts.contents.get(&request.get_ref().category_id).cloned();
        let found = found.ok_or_else(|| refusal(Kind::NotFound, "SEAL_NOT_FOUND", "no", &[]))?;
        Ok(Response::new(found))
    }

    async fn seal_category(
        &self,
        _: Request<SealCategoryRequest>,
    ) -> Result<Response<SealCategoryResponse>, Status> {
        unexpected()
    }

    async fn approve_release(
        &self,
        _: Request<ApproveReleaseRequest>,
    ) -> Result<Response<ApproveReleaseResponse>, Status> {
        unexpected()
    }

    async fn withdraw_approval(
        &self,
        _: Request<WithdrawApprovalRequest>,
    ) -> Result<Response<WithdrawApprovalResponse>, Status> {
        unexpected()
    }

    async fn get_seal(
        &self,
        _: Request<GetSealRequest>,
    ) -> Result<Response<GetSealResponse>, Status> {
        unexpected()
    }
}

#[allow(clippy::result_large_err)]
fn unexpected<T>() -> Result<Response<T>, Status> {
    Err(Status::unimplemented("announcement does not ask for this"))
}
