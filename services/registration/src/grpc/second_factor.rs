//! `fest.registration.v1.SecondFactorService`.

use chassis::{caller::Context, cipher::Cipher, secret};
use fest_proto::registration::v1::{
    BeginSecondFactorRequest, BeginSecondFactorResponse, ConfirmSecondFactorRequest,
    ConfirmSecondFactorResponse, GetSecondFactorRequest, GetSecondFactorResponse,
    ReplaceRecoveryCodesRequest, ReplaceRecoveryCodesResponse,
    second_factor_service_server::SecondFactorService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, person};
use crate::{
    domain::{
        Refusal,
        account::must_be_confirmed,
        guess::Target,
        second_factor::{RECOVERY_CODES, RecoveryCode, Secret, Typed},
        session::TokenHash,
    },
    error::Error,
    store::{
        self, guess,
        second_factor::{self, First},
    },
};

pub struct SecondFactors {
    pub(super) desk: Desk,
    pub(super) cipher: Cipher,
}

#[tonic::async_trait]
impl SecondFactorService for SecondFactors {
    async fn get_second_factor(
        &self,
        request: Request<GetSecondFactorRequest>,
    ) -> Result<Response<GetSecondFactorResponse>, Status> {
        answer(request, |context, _| self.get(context)).await
    }

    async fn begin_second_factor(
        &self,
        request: Request<BeginSecondFactorRequest>,
    ) -> Result<Response<BeginSecondFactorResponse>, Status> {
        answer(request, |context, request| self.begin(context, request)).await
    }

    async fn confirm_second_factor(
        &self,
        request: Request<ConfirmSecondFactorRequest>,
    ) -> Result<Response<ConfirmSecondFactorResponse>, Status> {
        answer(request, |context, request| self.confirm(context, request)).await
    }

    async fn replace_recovery_codes(
        &self,
        request: Request<ReplaceRecoveryCodesRequest>,
    ) -> Result<Response<ReplaceRecoveryCodesResponse>, Status> {
        answer(request, |context, _| self.replace(context)).await
    }
}

impl SecondFactors {
    async fn get(&self, context: Context) -> Result<GetSecondFactorResponse, Error> {
        let id = person(&context)?.account_id;
        let state = second_factor::state(&mut *self.desk.conn().await?, id).await?;
        Ok(GetSecondFactorResponse {
            enrolled_at: state.map(|(enrolled_at, _)| enrolled_at.into()),
            recovery_codes: state
                .and_then(|(_, left)| i32::try_from(left).ok())
                .unwrap_or_default(),
        })
    }

    async fn begin(
        &self,
        context: Context,
        request: BeginSecondFactorRequest,
    ) -> Result<BeginSecondFactorResponse, Error> {
        let now = self.desk.clock.system_now();
        let person = person(&context)?;
        must_be_confirmed(person.confirmed_at, now)?;
        let id = person.account_id;
        let mut conn = self.desk.conn().await?;
        let account = store::account::find(&mut conn, id).await?;
        let account = account.ok_or(Refusal::AccountGone)?;
        let secret = Secret::new(secret::random_bytes());
        let url = secret.url(&request.issuer, &account.email)?;
        second_factor::begin(&mut conn, &self.cipher, now, id, &secret).await?;
        Ok(BeginSecondFactorResponse {
            secret: secret.base32(),
            url,
        })
    }

    async fn confirm(
        &self,
        context: Context,
        request: ConfirmSecondFactorRequest,
    ) -> Result<ConfirmSecondFactorResponse, Error> {
        let now = self.desk.clock.system_now();
        let id = person(&context)?.account_id;
        let current = TokenHash::of(&request.session_token);
        let Some(Typed::Code(code)) = Typed::of(&request.code) else {
            return Err(Refusal::SecondFactorWrong.into());
        };
        let codes = fresh_codes();
        let targets = [Target::code(id, None)];
        let mut conn = self.desk.conn().await?;
        guess::attempt(&mut conn, now, &targets).await?;
        let first = First {
            account_id: id,
            code: &code,
            current: &current,
            codes: &codes,
        };
        let clock = &self.desk.clock;
        second_factor::confirm(&mut conn, &self.cipher, clock, &context, &first).await?;
        guess::succeed(&mut conn, now, &targets).await?;
        Ok(ConfirmSecondFactorResponse {
            recovery_codes: shown(&codes),
        })
    }

    async fn replace(&self, context: Context) -> Result<ReplaceRecoveryCodesResponse, Error> {
        let person = person(&context)?;
        must_be_confirmed(person.confirmed_at, self.desk.clock.system_now())?;
        let codes = fresh_codes();
        let mut conn = self.desk.conn().await?;
        let clock = &self.desk.clock;
        second_factor::replace_codes(&mut conn, clock, &context, person.account_id, &codes).await?;
        Ok(ReplaceRecoveryCodesResponse {
            recovery_codes: shown(&codes),
        })
    }
}

fn fresh_codes() -> [RecoveryCode; RECOVERY_CODES] {
    std::array::from_fn(|_| RecoveryCode::new(secret::random_bytes()))
}

fn shown(codes: &[RecoveryCode]) -> Vec<String> {
    codes.iter().map(RecoveryCode::shown).collect()
}
