//! `fest.registration.v1.EditionService`.

mod decode;

use chassis::{
    caller::Context,
    page,
    text::{kept, sought},
};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    self as contract, ArchiveEditionRequest, ArchiveEditionResponse, CheckEditionRequest,
    CheckEditionResponse, CopyEditionRequest, CopyEditionResponse, CreateEditionRequest,
    CreateEditionResponse, GetEditionRequest, GetEditionResponse, ListEditionReschedulesRequest,
    ListEditionReschedulesResponse, ListEditionsRequest, ListEditionsResponse, LockEditionRequest,
    LockEditionResponse, RescheduleEditionRequest, RescheduleEditionResponse, UpdateEditionRequest,
    UpdateEditionResponse, edition_service_server::EditionService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, person};
use crate::{
    contract as encode,
    domain::{
        Refusal,
        edition::{Act, Edition, Reschedule},
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

    async fn update_edition(
        &self,
        request: Request<UpdateEditionRequest>,
    ) -> Result<Response<UpdateEditionResponse>, Status> {
        answer(request, |context, request| self.update(context, request)).await
    }

    async fn reschedule_edition(
        &self,
        request: Request<RescheduleEditionRequest>,
    ) -> Result<Response<RescheduleEditionResponse>, Status> {
        let work = |context, request| self.reschedule(context, request);
        answer(request, work).await
    }

    async fn list_edition_reschedules(
        &self,
        request: Request<ListEditionReschedulesRequest>,
    ) -> Result<Response<ListEditionReschedulesResponse>, Status> {
        answer(request, |_, request| self.list_reschedules(request)).await
    }

    async fn lock_edition(
        &self,
        request: Request<LockEditionRequest>,
    ) -> Result<Response<LockEditionResponse>, Status> {
        answer(request, |context, request| self.lock(context, request)).await
    }

    async fn copy_edition(
        &self,
        request: Request<CopyEditionRequest>,
    ) -> Result<Response<CopyEditionResponse>, Status> {
        answer(request, |context, request| self.copy(context, request)).await
    }

    async fn archive_edition(
        &self,
        request: Request<ArchiveEditionRequest>,
    ) -> Result<Response<ArchiveEditionResponse>, Status> {
        answer(request, |context, request| self.archive(context, request)).await
    }

    async fn check_edition(
        &self,
        request: Request<CheckEditionRequest>,
    ) -> Result<Response<CheckEditionResponse>, Status> {
        answer(request, |_, request| self.check(request)).await
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
        let draft = Edition::draft(&request.id, decode::new_plan(&request))?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let edition = store::edition::create(conn, clock, draft).await?;
            Ok(CreateEditionResponse {
                edition: Some(self.encoded(&edition)),
            })
        })
        .await
    }

    async fn update(
        &self,
        context: Context,
        request: UpdateEditionRequest,
    ) -> Result<UpdateEditionResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let version = request.expected_version;
        let id = sought("edition_id", &request.edition_id)?.to_owned();
        let plan = decode::plan(request).check()?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |edition: Edition, plan| edition.update(version, plan);
            let edition = store::edition::update(conn, clock, &id, plan, decide).await?;
            Ok(UpdateEditionResponse {
                edition: Some(self.encoded(&edition)),
            })
        })
        .await
    }

    /// The moment that counts is when the request arrived: a date that was ahead then is not past because we were slow.
    async fn reschedule(
        &self,
        context: Context,
        request: RescheduleEditionRequest,
    ) -> Result<RescheduleEditionResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let account_id = person(&context)?.account_id;
        let clock = &self.0.clock;
        let now = decode::kept(context.arrival);
        let act = Act::new(clock.new_id(), account_id, &request.reason, now)?;
        let wanted = decode::wanted(request.r#move)?;
        let id = sought("edition_id", &request.edition_id)?;
        let version = request.expected_version;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |edition: Edition| edition.reschedule(version, wanted, act);
            let moved = store::edition::reschedule(conn, clock, id, decide).await?;
            let (edition, reschedule) = moved;
            Ok(RescheduleEditionResponse {
                edition: Some(self.encoded(&edition)),
                reschedule: Some(encode::reschedule(&reschedule)),
            })
        })
        .await
    }

    async fn list_reschedules(
        &self,
        request: ListEditionReschedulesRequest,
    ) -> Result<ListEditionReschedulesResponse, Error> {
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let id = sought("edition_id", &request.edition_id)?;
        let mut conn = self.0.conn().await?;
        let page = store::edition::list_reschedules(&mut conn, id, after, size).await?;
        let cursor = |last: &Reschedule| last.act.id.to_string();
        let (reschedules, next_page_token, total_size) = page.encode(cursor, encode::reschedule);
        Ok(ListEditionReschedulesResponse {
            reschedules,
            next_page_token,
            total_size,
        })
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

    async fn copy(
        &self,
        context: Context,
        request: CopyEditionRequest,
    ) -> Result<CopyEditionResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let source = sought("source_edition_id", &request.source_edition_id)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let CopyEditionRequest { id, name, year, .. } = &request;
            let decide = |source: &Edition| source.copy(id, name, *year);
            let edition = store::edition::copy(conn, clock, source, decide).await?;
            Ok(CopyEditionResponse {
                edition: Some(self.encoded(&edition)),
            })
        })
        .await
    }

    async fn archive(
        &self,
        context: Context,
        request: ArchiveEditionRequest,
    ) -> Result<ArchiveEditionResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = sought("edition_id", &request.edition_id)?;
        let (version, now) = (request.expected_version, context.arrival);
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |edition: Edition| edition.archive(version, now);
            let edition = store::edition::archive(conn, clock, id, decide).await?;
            Ok(ArchiveEditionResponse {
                edition: Some(self.encoded(&edition)),
            })
        })
        .await
    }

    async fn check(&self, request: CheckEditionRequest) -> Result<CheckEditionResponse, Error> {
        let id = kept(&request.edition_id).ok_or(Refusal::EditionNotFound)?;
        let mut conn = self.0.conn().await?;
        let edition = store::edition::find(&mut conn, id).await?;
        let edition = edition.ok_or(Refusal::EditionNotFound)?;
        let around = store::edition::around(&mut conn, &edition.id).await?;
        let findings = edition.check(&around, self.0.clock.now());
        Ok(CheckEditionResponse {
            findings: findings.into_iter().map(encode::finding).collect(),
        })
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
        let cursor = |last: &Edition| format!("{}|{}", last.plan.year, last.id);
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
