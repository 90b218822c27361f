//! `fest.registration.v1.PasswordResetService`.

use chassis::caller::Context;
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    IssuePasswordResetRequest, IssuePasswordResetResponse, RequestPasswordResetRequest,
    RequestPasswordResetResponse, ResetPasswordRequest, ResetPasswordResponse,
    password_reset_service_server::PasswordResetService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, person};
use crate::{
    domain::{
        Refusal,
        account::{Email, Password, must_be_confirmed},
        account_code::{Code, Purpose, Source},
        guess::Target,
    },
    error::Error,
    passwords::Passwords,
    store,
};

pub struct PasswordResets {
    pub(super) desk: Desk,
    pub(super) passwords: Passwords,
    pub(super) is_mail_sent: bool,
}

#[tonic::async_trait]
impl PasswordResetService for PasswordResets {
    async fn request_password_reset(
        &self,
        request: Request<RequestPasswordResetRequest>,
    ) -> Result<Response<RequestPasswordResetResponse>, Status> {
        answer(request, |context, request| self.request(context, request)).await
    }

    async fn reset_password(
        &self,
        request: Request<ResetPasswordRequest>,
    ) -> Result<Response<ResetPasswordResponse>, Status> {
        answer(request, |context, request| self.reset(context, request)).await
    }

    async fn issue_password_reset(
        &self,
        request: Request<IssuePasswordResetRequest>,
    ) -> Result<Response<IssuePasswordResetResponse>, Status> {
        answer(request, |context, request| self.issue(context, request)).await
    }
}

impl PasswordResets {
    async fn request(
        &self,
        context: Context,
        request: RequestPasswordResetRequest,
    ) -> Result<RequestPasswordResetResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let email = Email::parse(&request.email)?;
        let clock = &self.desk.clock;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            store::password_reset::request(conn, clock, &email).await?;
            Ok(RequestPasswordResetResponse {
                is_mail_sent: self.is_mail_sent,
            })
        })
        .await
    }

    async fn reset(
        &self,
        context: Context,
        mut request: ResetPasswordRequest,
    ) -> Result<ResetPasswordResponse, Error> {
        // Taken out first, as at the sign-up.
        let new = Password::choose("new_password", std::mem::take(&mut request.new_password))?;
        let key = Key::of(&context, &request.request_id, &request)?;
        let clock = &self.desk.clock;
        let now = clock.system_now();
        let targets = [Target::codes(context.address)];
        let mut conn = self.desk.conn().await?;
        store::guess::attempt(&mut conn, now, &targets).await?;
        let code = Code::parse(&request.code).ok_or(Refusal::MailCodeInvalid)?;
        let is_good =
            store::account_code::is_good(&mut conn, now, Purpose::PasswordReset, &code).await?;
        drop(conn);
        // The slow work is done for a good code only; the same request again has none any more, and is answered from what is remembered.
        let hash = match is_good {
            true => Some(self.passwords.hash(new).await?),
            false => None,
        };
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            let hash = hash.ok_or(Refusal::MailCodeInvalid)?;
            store::password_reset::reset(conn, clock, &code, &hash).await?;
            store::guess::succeed(conn, now, &targets).await?;
            Ok(ResetPasswordResponse {})
        })
        .await
    }

    async fn issue(
        &self,
        context: Context,
        request: IssuePasswordResetRequest,
    ) -> Result<IssuePasswordResetResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let clock = &self.desk.clock;
        let member = person(&context)?;
        must_be_confirmed(member.confirmed_at, clock.system_now())?;
        let source = Source::committee(member.account_id, &request.reason)?;
        // Text that is no address is nobody's.
        let email = Email::parse(&request.email).map_err(|_| Refusal::AccountNotFound)?;
        // The remembered answer holds no code: whoever reads the database later must not find one.
        let mut told = String::new();
        let mut conn = self.desk.conn().await?;
        let answer = once(&mut conn, clock, &key, async |conn| {
            let (code, expires_at) =
                store::password_reset::issue(conn, clock, &context, &email, &source).await?;
            told = code.text();
            Ok::<_, Error>(IssuePasswordResetResponse {
                code: String::new(),
                expires_at: Some(expires_at.into()),
            })
        })
        .await?;
        Ok(IssuePasswordResetResponse {
            code: told,
            ..answer
        })
    }
}
