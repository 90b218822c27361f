//! Calls to the owners of the facts that we hold copies of.

use chassis::{client::ServiceChannel, clock::Clock};
use fest_proto::{
    registration::v1::{
        GetCategoryRequest, GetEditionRequest, GetJudgeRequest,
        category_service_client::CategoryServiceClient,
        edition_service_client::EditionServiceClient, judge_service_client::JudgeServiceClient,
    },
    submission::v1::{
        EndIntakeRequest, GetEntryRequest, GetSnapshotRequest, GetSnapshotResponse,
        ListEntriesRequest, entry_service_client::EntryServiceClient,
        lapor_service_client::LaporServiceClient,
    },
};
use tonic::{Code, Status};
use uuid::Uuid;

use crate::{
    domain::{Fact, Refusal},
    error::Error,
    foreign::{self, Known, Malformed},
};

/// Registration and submission.
#[derive(Clone)]
pub struct Owners {
    registration: ServiceChannel,
    submission: ServiceChannel,
    clock: Clock,
}

impl Owners {
    /// Over these channels.
    pub fn new(registration: ServiceChannel, submission: ServiceChannel, clock: Clock) -> Self {
        Self {
            registration,
            submission,
            clock,
        }
    }

    /// What the owner says of a fact; nothing when there is no such thing.
    ///
    /// # Errors
    /// [`Error::Owner`] when it gives no answer that can be read.
    pub async fn ask(&self, fact: &Fact) -> Result<Vec<Known>, Error> {
        let one = |known: Option<Known>| known.into_iter().collect();
        let answer = match fact {
            Fact::Edition(id) => self.edition(id).await.map(one),
            Fact::Category(id) => self.category(*id).await.map(one),
            Fact::Judge(id) => self.judge(*id).await.map(one),
            Fact::Entry(id) => self.entry(*id).await.map(one),
            Fact::IntakeEnd(id) => {
                self.end_intake(*id).await?;
                self.entries(*id).await
            }
        };
        match answer {
            Err(status) if status.code() == Code::NotFound => Ok(Vec::new()),
            answer => answer.map_err(|status| Error::Owner {
                owner: fact.owner(),
                source: Box::new(status),
            }),
        }
    }

    /// The content of a frozen snapshot.
    pub async fn snapshot(&self, id: Uuid) -> Result<GetSnapshotResponse, Status> {
        let request = GetSnapshotRequest {
            snapshot_id: id.to_string(),
        };
        let mut client = LaporServiceClient::new(self.submission.clone());
        Ok(client.get_snapshot(request).await?.into_inner())
    }

    /// Submission says no only where the closing has not come by its own clock, or was put off.
    async fn end_intake(&self, category_id: Uuid) -> Result<(), Error> {
        let request = EndIntakeRequest {
            request_id: self.clock.new_id().to_string(),
            category_id: category_id.to_string(),
        };
        let mut client = EntryServiceClient::new(self.submission.clone());
        match client.end_intake(request).await {
            Ok(_) => Ok(()),
            Err(status) if status.code() == Code::FailedPrecondition => {
                Err(Refusal::IntakeUnended { category_id }.into())
            }
            Err(status) => Err(Error::Owner {
                owner: Fact::IntakeEnd(category_id).owner(),
                source: Box::new(status),
            }),
        }
    }

    /// Every submitted entry of a category.
    async fn entries(&self, category_id: Uuid) -> Result<Vec<Known>, Status> {
        let mut request = ListEntriesRequest {
            category_id: category_id.to_string(),
            ..ListEntriesRequest::default()
        };
        let mut client = EntryServiceClient::new(self.submission.clone());
        let mut entries = Vec::new();
        loop {
            let page = client.list_entries(request.clone()).await?.into_inner();
            for entry in page.entries {
                entries.extend(foreign::entry(entry).map_err(unreadable)?.map(Known::Entry));
            }
            if page.next_page_token.is_empty() {
                return Ok(entries);
            }
            request.page_token = page.next_page_token;
        }
    }

    async fn edition(&self, id: &str) -> Result<Option<Known>, Status> {
        let request = GetEditionRequest {
            edition_id: id.to_owned(),
        };
        let mut client = EditionServiceClient::new(self.registration.clone());
        let answer = client.get_edition(request).await?.into_inner();
        let edition = answer.edition.map(foreign::edition).transpose();
        Ok(edition.map_err(unreadable)?.map(Known::Edition))
    }

    async fn category(&self, id: Uuid) -> Result<Option<Known>, Status> {
        let request = GetCategoryRequest {
            category_id: id.to_string(),
        };
        let mut client = CategoryServiceClient::new(self.registration.clone());
        let answer = client.get_category(request).await?.into_inner();
        let category = answer.category.map(foreign::category).transpose();
        Ok(category.map_err(unreadable)?.map(Known::Category))
    }

    async fn judge(&self, id: Uuid) -> Result<Option<Known>, Status> {
        let request = GetJudgeRequest {
            judge_id: id.to_string(),
        };
        let mut client = JudgeServiceClient::new(self.registration.clone());
        let answer = client.get_judge(request).await?.into_inner();
        let judge = answer.judge.map(foreign::judge).transpose();
        Ok(judge.map_err(unreadable)?.map(Known::Judge))
    }

    async fn entry(&self, id: Uuid) -> Result<Option<Known>, Status> {
        let request = GetEntryRequest {
            entry_id: id.to_string(),
        };
        let mut client = EntryServiceClient::new(self.submission.clone());
        let answer = client.get_entry(request).await?.into_inner();
        let entry = answer.entry.map(foreign::entry).transpose();
        Ok(entry.map_err(unreadable)?.flatten().map(Known::Entry))
    }
}

fn unreadable(malformed: Malformed) -> Status {
    Status::internal(malformed.to_string())
}
