//! `fest.registration.v1.JudgeService`.

use chassis::{
    caller::{Caller, Context},
    page,
    text::sought,
};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    AppointJudgeRequest, AppointJudgeResponse, GetJudgeRequest, GetJudgeResponse,
    ListJudgesRequest, ListJudgesResponse, judge_service_server::JudgeService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, id};
use crate::{
    contract,
    domain::{Refusal, account::Email, judge::Judge},
    error::Error,
    store,
};

pub struct Judges(pub(super) Desk);

#[tonic::async_trait]
impl JudgeService for Judges {
    async fn appoint_judge(
        &self,
        request: Request<AppointJudgeRequest>,
    ) -> Result<Response<AppointJudgeResponse>, Status> {
        answer(request, |context, request| self.appoint(context, request)).await
    }

    async fn get_judge(
        &self,
        request: Request<GetJudgeRequest>,
    ) -> Result<Response<GetJudgeResponse>, Status> {
        answer(request, |context, request| self.get(context, request)).await
    }

    async fn list_judges(
        &self,
        request: Request<ListJudgesRequest>,
    ) -> Result<Response<ListJudgesResponse>, Status> {
        answer(request, |_, request| self.list(request)).await
    }
}

impl Judges {
    async fn appoint(
        &self,
        context: Context,
        request: AppointJudgeRequest,
    ) -> Result<AppointJudgeResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let edition_id = sought("edition_id", &request.edition_id)?;
        // Text that is no address is nobody's.
        let email = Email::parse(&request.email).map_err(|_| Refusal::AccountNotFound)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let judge = store::judge::appoint(conn, clock, edition_id, &email).await?;
            Ok(AppointJudgeResponse {
                judge: Some(contract::judge(&judge)),
            })
        })
        .await
    }

    async fn get(
        &self,
        context: Context,
        request: GetJudgeRequest,
    ) -> Result<GetJudgeResponse, Error> {
        let id = id(&request.judge_id, Refusal::JudgeNotFound)?;
        let judge = store::judge::find(&mut *self.0.conn().await?, id).await?;
        let judge = judge.ok_or(Refusal::JudgeNotFound)?;
        let shown = match context.caller {
            Caller::Person(_) => contract::judge(&judge),
            Caller::Service(_) | Caller::Client(_) | Caller::Anonymous => {
                contract::public_judge(&judge)
            }
        };
        Ok(GetJudgeResponse { judge: Some(shown) })
    }

    async fn list(&self, request: ListJudgesRequest) -> Result<ListJudgesResponse, Error> {
        let edition_id = sought("edition_id", &request.edition_id)?;
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let mut conn = self.0.conn().await?;
        let page = store::judge::list(&mut conn, edition_id, after, size).await?;
        let cursor = |last: &Judge| last.id.to_string();
        let (judges, next_page_token, total_size) = page.encode(cursor, contract::judge);
        Ok(ListJudgesResponse {
            judges,
            next_page_token,
            total_size,
        })
    }
}
