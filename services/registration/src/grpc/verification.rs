//! `fest.registration.v1.VerificationService`.

use chassis::caller::Context;
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    GetVerificationRequest, GetVerificationResponse, MailState, RequestVerificationRequest,
    RequestVerificationResponse, VerifyAddressRequest, VerifyAddressResponse,
    verification_service_server::VerificationService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, person};
use crate::{
    contract,
    domain::{Refusal, account_code::Code, guess::Target},
    error::Error,
    store,
};

pub struct Verifications {
    pub(super) desk: Desk,
    pub(super) is_mail_sent: bool,
}

#[tonic::async_trait]
impl VerificationService for Verifications {
    async fn get_verification(
        &self,
        request: Request<GetVerificationRequest>,
    ) -> Result<Response<GetVerificationResponse>, Status> {
        answer(request, |context, _| self.get(context)).await
    }

    async fn request_verification(
        &self,
        request: Request<RequestVerificationRequest>,
    ) -> Result<Response<RequestVerificationResponse>, Status> {
        answer(request, |context, request| self.request(context, request)).await
    }

    async fn verify_address(
        &self,
        request: Request<VerifyAddressRequest>,
    ) -> Result<Response<VerifyAddressResponse>, Status> {
        answer(request, |context, request| self.verify(context, request)).await
    }
}

impl Verifications {
    async fn get(&self, context: Context) -> Result<GetVerificationResponse, Error> {
        let id = person(&context)?.account_id;
        let found = store::verification::find(&mut *self.desk.conn().await?, id).await?;
        let state = found
            .mail
            .map_or(MailState::Unspecified, contract::mail_state);
        Ok(GetVerificationResponse {
            verified_at: found.verified_at.map(Into::into),
            mail_state: state.into(),
            is_mail_sent: self.is_mail_sent,
        })
    }

    async fn request(
        &self,
        context: Context,
        request: RequestVerificationRequest,
    ) -> Result<RequestVerificationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = person(&context)?.account_id;
        let clock = &self.desk.clock;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            store::verification::request(conn, clock, id).await?;
            Ok(RequestVerificationResponse {})
        })
        .await
    }

    async fn verify(
        &self,
        context: Context,
        request: VerifyAddressRequest,
    ) -> Result<VerifyAddressResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let clock = &self.desk.clock;
        let now = clock.system_now();
        let targets = [Target::codes(context.address)];
        let mut conn = self.desk.conn().await?;
        store::guess::attempt(&mut conn, now, &targets).await?;
        let code = Code::parse(&request.code).ok_or(Refusal::MailCodeInvalid)?;
        once(&mut conn, clock, &key, async |conn| {
            store::verification::verify(conn, now, &code).await?;
            store::guess::succeed(conn, now, &targets).await?;
            Ok(VerifyAddressResponse {})
        })
        .await
    }
}
