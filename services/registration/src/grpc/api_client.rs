//! `fest.registration.v1.ApiClientService`.

use chassis::{
    caller::Context,
    page, secret,
    token::{SigningKey, scope_name},
};
use eventing::idempotency::{Key, once};
use fest_proto::{
    access::v1::Scope,
    registration::v1::{
        CreateApiClientRequest, CreateApiClientResponse, CreateClientTokenRequest,
        CreateClientTokenResponse, ListApiClientsRequest, ListApiClientsResponse,
        RevokeApiClientRequest, RevokeApiClientResponse, RotateApiClientSecretRequest,
        RotateApiClientSecretResponse, api_client_service_server::ApiClientService,
    },
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, id, person};
use crate::{
    contract,
    domain::{
        Refusal,
        api_client::{ApiClient, Plan, Revocation, Wish, overlap, reason},
        session::TokenHash,
    },
    error::Error,
    store::api_client as store,
};

pub struct ApiClients {
    pub(super) desk: Desk,
    pub(super) signing: SigningKey,
}

#[tonic::async_trait]
impl ApiClientService for ApiClients {
    async fn create_api_client(
        &self,
        request: Request<CreateApiClientRequest>,
    ) -> Result<Response<CreateApiClientResponse>, Status> {
        answer(request, |context, request| self.create(context, request)).await
    }

    async fn rotate_api_client_secret(
        &self,
        request: Request<RotateApiClientSecretRequest>,
    ) -> Result<Response<RotateApiClientSecretResponse>, Status> {
        answer(request, |context, request| self.rotate(context, request)).await
    }

    async fn revoke_api_client(
        &self,
        request: Request<RevokeApiClientRequest>,
    ) -> Result<Response<RevokeApiClientResponse>, Status> {
        answer(request, |context, request| self.revoke(context, request)).await
    }

    async fn list_api_clients(
        &self,
        request: Request<ListApiClientsRequest>,
    ) -> Result<Response<ListApiClientsResponse>, Status> {
        answer(request, |_, request| self.list(request)).await
    }

    async fn create_client_token(
        &self,
        request: Request<CreateClientTokenRequest>,
    ) -> Result<Response<CreateClientTokenResponse>, Status> {
        answer(request, |_, request| self.token(request)).await
    }
}

impl ApiClients {
    async fn create(
        &self,
        context: Context,
        request: CreateApiClientRequest,
    ) -> Result<CreateApiClientResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let account_id = person(&context)?.account_id;
        let clock = &self.desk.clock;
        let wish = Wish {
            name: &request.name,
            system: &request.system,
            contact: &request.contact,
            scopes: scopes(&request.scopes),
            quota: request.quota,
            valid_until: request.valid_until.and_then(|at| at.try_into().ok()),
            reason: &request.reason,
        };
        let plan = Plan::new(wish, clock.system_now())?;
        // The remembered answer holds no secret: whoever reads the database later must not find one.
        let fresh = secret::token();
        let mut told = String::new();
        let mut conn = self.desk.conn().await?;
        let answer = once(&mut conn, clock, &key, async |conn| {
            let hash = TokenHash::of(&fresh);
            let client = store::create(conn, clock, plan, account_id, &hash).await?;
            told = fresh;
            Ok::<_, Error>(CreateApiClientResponse {
                api_client: Some(contract::api_client(&client)),
                secret: String::new(),
            })
        })
        .await?;
        Ok(CreateApiClientResponse {
            secret: told,
            ..answer
        })
    }

    async fn rotate(
        &self,
        context: Context,
        request: RotateApiClientSecretRequest,
    ) -> Result<RotateApiClientSecretResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let overlap = overlap(request.overlap_hours)?;
        let id = id(&request.api_client_id, Refusal::ApiClientNotFound)?;
        let clock = &self.desk.clock;
        // As at the creation.
        let fresh = secret::token();
        let mut told = String::new();
        let mut conn = self.desk.conn().await?;
        let answer = once(&mut conn, clock, &key, async |conn| {
            let hash = TokenHash::of(&fresh);
            let decide =
                |client: ApiClient, now| client.rotate(request.expected_version, overlap, now);
            let client = store::rotate(conn, clock, id, &hash, decide).await?;
            told = fresh;
            Ok::<_, Error>(RotateApiClientSecretResponse {
                api_client: Some(contract::api_client(&client)),
                secret: String::new(),
            })
        })
        .await?;
        Ok(RotateApiClientSecretResponse {
            secret: told,
            ..answer
        })
    }

    async fn revoke(
        &self,
        context: Context,
        request: RevokeApiClientRequest,
    ) -> Result<RevokeApiClientResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let revocation = Revocation {
            at: self.desk.clock.system_now(),
            by: person(&context)?.account_id,
            reason: reason(&request.reason)?,
        };
        let id = id(&request.api_client_id, Refusal::ApiClientNotFound)?;
        let mut conn = self.desk.conn().await?;
        once(&mut conn, &self.desk.clock, &key, async |conn| {
            let decide = |client: ApiClient| client.revoke(request.expected_version, revocation);
            let client = store::revoke(conn, id, decide).await?;
            Ok(RevokeApiClientResponse {
                api_client: Some(contract::api_client(&client)),
            })
        })
        .await
    }

    async fn list(&self, request: ListApiClientsRequest) -> Result<ListApiClientsResponse, Error> {
        let before = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let page = store::list(&mut *self.desk.conn().await?, before, size).await?;
        let cursor = |last: &ApiClient| last.id.to_string();
        let (api_clients, next_page_token, total_size) = page.encode(cursor, contract::api_client);
        Ok(ListApiClientsResponse {
            api_clients,
            next_page_token,
            total_size,
        })
    }

    async fn token(
        &self,
        request: CreateClientTokenRequest,
    ) -> Result<CreateClientTokenResponse, Error> {
        let id = id(&request.client_id, Refusal::ClientInvalid)?;
        let secret = TokenHash::of(&request.client_secret);
        let now = self.desk.clock.system_now();
        let mut conn = self.desk.conn().await?;
        let client = store::authenticate(&mut conn, now, id, &secret).await?;
        let client = client.ok_or(Refusal::ClientInvalid)?;
        let token = client.token(&request.scopes)?;
        let (access_token, expires_at) = self.signing.client(&token, now)?;
        Ok(CreateClientTokenResponse {
            access_token,
            expires_at: Some(expires_at.into()),
            scopes: token.scopes.into_iter().map(scope_name).collect(),
        })
    }
}

/// `None` for a number that the contract does not know.
fn scopes(numbers: &[i32]) -> Vec<Option<Scope>> {
    let known = numbers.iter().map(|number| Scope::try_from(*number).ok());
    known.collect()
}
