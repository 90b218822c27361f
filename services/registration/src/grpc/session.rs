//! `fest.registration.v1.SessionService`.

use chassis::{
    caller::{Context, Person},
    cipher::Cipher,
    secret,
    token::SigningKey,
};
use fest_proto::registration::v1::{
    AccessToken, ConfirmSessionRequest, ConfirmSessionResponse, CreateAccessTokenRequest,
    CreateAccessTokenResponse, CreateSessionRequest, CreateSessionResponse, DeleteSessionRequest,
    DeleteSessionResponse, ListSessionsRequest, ListSessionsResponse, RevokeOtherSessionsRequest,
    RevokeOtherSessionsResponse, RevokeSessionRequest, RevokeSessionResponse,
    session_service_server::SessionService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, person};
use crate::{
    contract,
    domain::{
        Refusal,
        account::{Email, Password},
        guess::Target,
        session::{TokenHash, device, is_long_unnoted},
    },
    error::Error,
    passwords::Passwords,
    store::{
        self, guess, known_device, second_factor,
        session::{self, LogIn, Session},
    },
};

pub struct Sessions {
    pub(super) desk: Desk,
    pub(super) passwords: Passwords,
    pub(super) signing: SigningKey,
    pub(super) cipher: Cipher,
}

#[tonic::async_trait]
impl SessionService for Sessions {
    async fn create_session(
        &self,
        request: Request<CreateSessionRequest>,
    ) -> Result<Response<CreateSessionResponse>, Status> {
        answer(request, |context, request| self.create(context, request)).await
    }

    async fn create_access_token(
        &self,
        request: Request<CreateAccessTokenRequest>,
    ) -> Result<Response<CreateAccessTokenResponse>, Status> {
        answer(request, |_, request| self.trade(request)).await
    }

    async fn confirm_session(
        &self,
        request: Request<ConfirmSessionRequest>,
    ) -> Result<Response<ConfirmSessionResponse>, Status> {
        answer(request, |_, request| self.confirm(request)).await
    }

    async fn delete_session(
        &self,
        request: Request<DeleteSessionRequest>,
    ) -> Result<Response<DeleteSessionResponse>, Status> {
        answer(request, |_, request| self.delete(request)).await
    }

    async fn list_sessions(
        &self,
        request: Request<ListSessionsRequest>,
    ) -> Result<Response<ListSessionsResponse>, Status> {
        answer(request, |context, request| self.list(context, request)).await
    }

    async fn revoke_session(
        &self,
        request: Request<RevokeSessionRequest>,
    ) -> Result<Response<RevokeSessionResponse>, Status> {
        answer(request, |context, request| self.revoke(context, request)).await
    }

    async fn revoke_other_sessions(
        &self,
        request: Request<RevokeOtherSessionsRequest>,
    ) -> Result<Response<RevokeOtherSessionsResponse>, Status> {
        answer(request, |context, request| {
            self.revoke_others(context, request)
        })
        .await
    }
}

impl Sessions {
    async fn create(
        &self,
        context: Context,
        request: CreateSessionRequest,
    ) -> Result<CreateSessionResponse, Error> {
        let device = device(&request.device)?;
        let shown = TokenHash::of(&request.device_token);
        let now = self.desk.clock.system_now();
        let mut conn = self.desk.conn().await?;
        let known = match Email::parse(&request.email) {
            Ok(email) => store::account::credentials(&mut conn, &email).await?,
            Err(_) => None,
        };
        let account_id = known.as_ref().map(|(id, _)| *id);
        let device_known = match account_id {
            Some(id) => known_device::is_known(&mut conn, now, &shown, id).await?,
            None => false,
        };
        let targets = match account_id {
            Some(id) if device_known => vec![Target::device(&shown, id)],
            _ => Target::of_a_stranger(&request.email, context.address),
        };
        guess::attempt(&mut conn, now, &targets).await?;
        // It goes back before the hashing, which is slow and may wait for its turn.
        drop(conn);
        let hash = known.as_ref().map(|(_, hash)| hash.clone());
        let password = Password::claimed(request.password);
        let matches = self.passwords.matches(password, hash).await?;
        let (account_id, password_hash) =
            known.filter(|_| matches).ok_or(Refusal::CredentialsWrong)?;
        let mut conn = self.desk.conn().await?;
        guess::succeed(&mut conn, now, &targets).await?;
        let target = Target::code(account_id, device_known.then_some(&shown));
        let (cipher, code) = (&self.cipher, &request.code);
        let with_code =
            second_factor::demand(&mut conn, cipher, now, account_id, code, target).await?;
        let log_in = LogIn {
            account_id,
            password_hash,
            with_code,
            device,
        };
        let secret = secret::token();
        let token = TokenHash::of(&secret);
        session::create(&mut conn, &self.desk.clock, &token, &log_in).await?;
        let device_token = match request.remember_device {
            true => {
                known_device::remember(&mut conn, now, request.device_token, account_id).await?
            }
            false => String::new(),
        };
        drop(conn);
        Ok(CreateSessionResponse {
            session_token: secret,
            access_token: Some(self.access(&token).await?),
            device_token,
        })
    }

    async fn trade(
        &self,
        request: CreateAccessTokenRequest,
    ) -> Result<CreateAccessTokenResponse, Error> {
        let token = TokenHash::of(&request.session_token);
        Ok(CreateAccessTokenResponse {
            access_token: Some(self.access(&token).await?),
        })
    }

    async fn confirm(
        &self,
        request: ConfirmSessionRequest,
    ) -> Result<ConfirmSessionResponse, Error> {
        let token = TokenHash::of(&request.session_token);
        let now = self.desk.clock.system_now();
        let mut conn = self.desk.conn().await?;
        let credentials = session::credentials(&mut conn, now, &token).await?;
        let (account_id, hash) = credentials.ok_or(Refusal::SessionInvalid)?;
        let target = Target::session(&token);
        let (cipher, code) = (&self.cipher, &request.code);
        let has_factor =
            second_factor::demand(&mut conn, cipher, now, account_id, code, target.clone()).await?;
        if !has_factor {
            let targets = [target];
            guess::attempt(&mut conn, now, &targets).await?;
            // The connection goes back before the hashing, which is slow and may wait for its turn.
            drop(conn);
            let password = Password::claimed(request.password);
            if !self.passwords.matches(password, Some(hash)).await? {
                return Err(Refusal::CredentialsWrong.into());
            }
            conn = self.desk.conn().await?;
            guess::succeed(&mut conn, now, &targets).await?;
        }
        let now = self.desk.clock.system_now();
        session::confirm(&mut conn, now, &token).await?;
        drop(conn);
        Ok(ConfirmSessionResponse {
            access_token: Some(self.access(&token).await?),
        })
    }

    async fn delete(&self, request: DeleteSessionRequest) -> Result<DeleteSessionResponse, Error> {
        let token = TokenHash::of(&request.session_token);
        session::delete(&mut *self.desk.conn().await?, &token).await?;
        Ok(DeleteSessionResponse {})
    }

    async fn list(
        &self,
        context: Context,
        request: ListSessionsRequest,
    ) -> Result<ListSessionsResponse, Error> {
        let id = person(&context)?.account_id;
        let current = TokenHash::of(&request.session_token);
        let now = self.desk.clock.system_now();
        let listed = session::list(&mut *self.desk.conn().await?, now, id, &current).await?;
        Ok(ListSessionsResponse {
            sessions: listed.into_iter().map(contract::session).collect(),
        })
    }

    async fn revoke(
        &self,
        context: Context,
        request: RevokeSessionRequest,
    ) -> Result<RevokeSessionResponse, Error> {
        let account_id = person(&context)?.account_id;
        // Text that is no id is no session's.
        if let Ok(id) = request.session_id.parse() {
            session::revoke(&mut *self.desk.conn().await?, account_id, id).await?;
        }
        Ok(RevokeSessionResponse {})
    }

    async fn revoke_others(
        &self,
        context: Context,
        request: RevokeOtherSessionsRequest,
    ) -> Result<RevokeOtherSessionsResponse, Error> {
        let account_id = person(&context)?.account_id;
        let current = TokenHash::of(&request.session_token);
        session::revoke_others(&mut *self.desk.conn().await?, account_id, &current).await?;
        Ok(RevokeOtherSessionsResponse {})
    }

    /// A fresh access token of a living session. Roles are read anew each time: a grant holds from here on.
    async fn access(&self, token: &TokenHash) -> Result<AccessToken, Error> {
        let now = self.desk.clock.system_now();
        let mut conn = self.desk.conn().await?;
        let found = session::find(&mut conn, now, token).await?;
        let Session {
            account,
            has_second_factor,
            confirmed_at,
            seen_at,
        } = found.ok_or(Refusal::SessionInvalid)?;
        if is_long_unnoted(seen_at, now) {
            session::note_use(&mut conn, now, token).await?;
        }
        let person = Person {
            account_id: account.id,
            roles: account.all_roles(),
            plenary: account.plenary.clone(),
            confirmed_at,
        };
        let (token, expires_at) = self.signing.access(&person, now)?;
        Ok(AccessToken {
            token,
            expires_at: Some(expires_at.into()),
            account: Some(contract::account(&account)),
            has_second_factor,
        })
    }
}
