//! `fest.registration.v1.EditionService`.

use chassis::{
    caller::Context,
    page,
    text::{kept, sought},
};
use chrono::{DateTime, SubsecRound, Utc};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    self as contract, CreateEditionRequest, CreateEditionResponse, GetEditionRequest,
    GetEditionResponse, ListEditionsRequest, ListEditionsResponse, LockEditionRequest,
    LockEditionResponse, edition_service_server::EditionService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer};
use crate::{
    contract as encode,
    domain::{
        Refusal,
        edition::{Edition, Timeline},
    },
    error::Error,
    store,
};

pub struct Editions(pub(super) Desk);

#[tonic::async_trait]
impl EditionService for Editions {
    async fn create_edition(
        &self,
        request: Request<CreateEditionRequest>,
    ) -> Result<Response<CreateEditionResponse>, Status> {
        answer(request, |context, request| self.create(context, request)).await
    }

    async fn lock_edition(
        &self,
        request: Request<LockEditionRequest>,
    ) -> Result<Response<LockEditionResponse>, Status> {
        answer(request, |context, request| self.lock(context, request)).await
    }

    async fn get_edition(
        &self,
        request: Request<GetEditionRequest>,
    ) -> Result<Response<GetEditionResponse>, Status> {
        answer(request, |_, request| self.get(request)).await
    }

    async fn list_editions(
        &self,
        request: Request<ListEditionsRequest>,
    ) -> Result<Response<ListEditionsResponse>, Status> {
        answer(request, |_, request| self.list(request)).await
    }
}

impl Editions {
    async fn create(
        &self,
        context: Context,
        request: CreateEditionRequest,
    ) -> Result<CreateEditionResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let timeline = request.timeline.as_ref().and_then(timeline);
        let draft = Edition::draft(&request.id, &request.name, request.year, timeline)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let edition = store::edition::create(conn, clock, draft).await?;
            Ok(CreateEditionResponse {
                edition: Some(self.encoded(&edition)),
            })
        })
        .await
    }

    async fn lock(
        &self,
        context: Context,
        request: LockEditionRequest,
    ) -> Result<LockEditionResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = sought("edition_id", &request.edition_id)?;
        let version = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |edition: Edition, categories| edition.lock(version, categories);
            let edition = store::edition::lock(conn, clock, id, decide).await?;
            Ok(LockEditionResponse {
                edition: Some(self.encoded(&edition)),
            })
        })
        .await
    }

    async fn get(&self, request: GetEditionRequest) -> Result<GetEditionResponse, Error> {
        let id = kept(&request.edition_id).ok_or(Refusal::EditionNotFound)?;
        let edition = store::edition::find(&mut *self.0.conn().await?, id).await?;
        let edition = edition.ok_or(Refusal::EditionNotFound)?;
        Ok(GetEditionResponse {
            edition: Some(self.encoded(&edition)),
        })
    }

    async fn list(&self, request: ListEditionsRequest) -> Result<ListEditionsResponse, Error> {
        let after = page::after(&request.page_token, |cursor| {
            let (year, id) = cursor.split_once('|')?;
            Some((year.parse().ok()?, id.to_owned()))
        })?;
        let size = page::size(request.page_size);
        let page = store::edition::list(&mut *self.0.conn().await?, after, size).await?;
        let cursor = |last: &Edition| format!("{}|{}", last.year, last.id);
        let (editions, next_page_token, total_size) =
            page.encode(cursor, |edition| self.encoded(edition));
        Ok(ListEditionsResponse {
            editions,
            next_page_token,
            total_size,
        })
    }

    fn encoded(&self, edition: &Edition) -> contract::Edition {
        encode::edition(edition, edition.phase(self.0.clock.now()))
    }
}

/// All four moments, or none when one is missing or no time. The database keeps microseconds, so nobody is told more than that.
fn timeline(given: &contract::Timeline) -> Option<Timeline> {
    let moment = |given: Option<pbjson_types::Timestamp>| -> Option<DateTime<Utc>> {
        let moment: DateTime<Utc> = given?.try_into().ok()?;
        Some(moment.trunc_subsecs(6))
    };
    Some(Timeline {
        monitoring_starts_at: moment(given.monitoring_starts_at)?,
        opens_at: moment(given.opens_at)?,
        closes_at: moment(given.closes_at)?,
        announces_at: moment(given.announces_at)?,
    })
}
